"""Words gathered into chunks: the first one short, then growing, cut where speech pauses."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kokoro_lab.kokoro.text.vocab import MAX_SYMBOLS
from kokoro_lab.kokoro.text.words import Draft
from kokoro_lab.plan import Seam

FIRST = 60  # symbols wanted in the first chunk at speed 1, about four seconds, so that sound comes soon
WHOLE = 100  # a text up to this long is one chunk at speed 1
LARGEST = 200  # symbols wanted in later chunks at speed 1
PARAGRAPH_PAUSE = 0.3  # seconds
_COST: dict[Seam, float] = {"sentence": 0.0, "clause": 0.3, "word": 4.0}
CLAUSE_ENDS = frozenset(",;:—….!?")
_TINY = 12  # symbols; shorter chunks sound odd


@dataclass(frozen=True)
class Piece:
    """Words that are never parted: one word, with the punctuation that belongs to it.

    Attributes:
        words: At least one of them is heard.
        end: Where the next piece begins in the request's text.
        seam: What stands where it ends.
        pause: Silence after it, seconds.
        lead: Silence before it, seconds.
    """

    words: tuple[Draft, ...]
    end: int
    seam: Seam
    pause: float = 0.0
    lead: float = 0.0

    @property
    def length(self) -> int:
        """Symbols, with the space that follows."""
        return sum(len(word.symbols) + word.space for word in self.words)


@dataclass(frozen=True)
class Group:
    """The pieces of one chunk."""

    pieces: tuple[Piece, ...]

    @property
    def words(self) -> list[Draft]:
        """All words."""
        return [word for piece in self.pieces for word in piece.words]


def plan(pieces: Iterable[Piece], speed: float = 1.0) -> Iterator[Group]:
    """Chunks of the pieces; takes no more pieces than it needs for the next chunk.

    The plan is a function of the pieces and the speed alone. A paragraph's end and a pause always end a
    chunk. Slow speech lasts longer, so its chunks have fewer symbols: they take about as many seconds.

    Args:
        pieces: Of the whole text, in order.
        speed: Of the request; above 1 it changes nothing.
    """
    least, whole, largest = (max(_TINY, round(size * min(1.0, speed))) for size in (FIRST, WHOLE, LARGEST))
    source = iter(pieces)
    ahead: deque[Piece] = deque()
    wanted = least
    first = True
    while True:
        block = _block(source, ahead, wanted + 2 * largest)
        if not block.pieces:
            return
        size = _cut(block, wanted, whole if first else wanted, largest)
        taken = tuple(ahead.popleft() for _ in range(size))
        yield Group(taken)
        length = sum(piece.length for piece in taken)
        wanted = min(largest, max(least, 2 * length))
        first = False


@dataclass(frozen=True)
class _Block:
    pieces: list[Piece]
    ended: bool  # whether a chunk has to end behind the last piece


def _block(source: Iterator[Piece], ahead: deque[Piece], length: int) -> _Block:
    """The pieces up to the next forced seam, or as many as a decision needs."""
    have = 0
    taken: list[Piece] = []
    while have <= length:
        if len(taken) == len(ahead):
            fresh = next(source, None)
            if fresh is None:
                return _Block(taken, ended=True)
            ahead.append(fresh)
        piece = ahead[len(taken)]
        taken.append(piece)
        have += piece.length
        if piece.seam in ("paragraph", "pause", "end"):
            return _Block(taken, ended=True)
    return _Block(taken, ended=False)


def _cut(block: _Block, wanted: int, whole: int, largest: int) -> int:
    """How many pieces the next chunk takes."""
    total = sum(piece.length for piece in block.pieces)
    if block.ended and total <= whole:
        return len(block.pieces)
    ideal = total / math.ceil(total / wanted) if block.ended else wanted
    best, lowest, length = 1, math.inf, 0
    for count, piece in enumerate(block.pieces, start=1):
        length += piece.length
        if length > MAX_SYMBOLS and count > 1:
            break
        cost = _cost(piece.seam, length, ideal, wanted, largest)
        if block.ended and 0 < total - length < _TINY:
            cost += 1.0
        if cost < lowest:
            best, lowest = count, cost
    return best


def _cost(seam: Seam, length: int, ideal: float, wanted: int, largest: int) -> float:
    """How bad it is to end a chunk here.

    A cut between two words of a clause is worse than a chunk that is longer than wanted, unless that is
    about half as long again as the largest ought to be.
    """
    cost = _COST.get(seam, 0.0) + 0.8 * abs(length - ideal) / ideal
    cost += min(2.0, 2.0 * max(0, length - wanted) / wanted) + 4.0 * max(0, length - largest) / largest
    return cost + (1.0 if length < _TINY else 0.0)


def split(piece: Piece) -> Iterator[Piece]:
    """A piece that is longer than a chunk can be, in parts; at spaces if it has some."""
    if piece.length <= MAX_SYMBOLS:
        yield piece
        return
    words = [part for word in piece.words for part in _split_word(word)]
    for index, word in enumerate(words):
        last = index == len(words) - 1
        yield Piece(
            (word,),
            piece.end if last else word.span[1],
            piece.seam if last else "word",
            piece.pause if last else 0.0,
            0.0 if index else piece.lead,
        )


def _split_word(word: Draft) -> Iterator[Draft]:
    """A word in parts of at most a chunk's length; the characters are shared out in proportion."""
    most = MAX_SYMBOLS - 2
    total = len(word.symbols)
    if total <= most:
        yield word
        return
    (start, end), at, place = word.span, 0, word.span[0]
    while at < total:
        stop = min(total, at + most)
        space = word.symbols.rfind(" ", at + most // 2, stop) if stop < total else -1
        stop = space if space > 0 else stop
        edge = end if stop == total else start + (end - start) * stop // total
        symbols = word.symbols[at:stop].strip()
        yield replace(
            word,
            span=(place, edge),
            text=word.text[place - start : edge - start],
            phonemes=symbols,
            symbols=symbols,
            space=word.space if stop == total else False,
            losses=word.losses if place == start else (),
        )
        at, place = stop, edge
