"""The words of a text in pieces that are never parted, read sentence by sentence."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from threading import RLock

from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import UnspeakableError
from kokoro_lab.kokoro.text import prepare
from kokoro_lab.kokoro.text.languages import Language
from kokoro_lab.kokoro.text.markup import MAX_PAUSE
from kokoro_lab.kokoro.text.markup import marks as find_marks
from kokoro_lab.kokoro.text.planner import CLAUSE_ENDS, Piece, split
from kokoro_lab.kokoro.text.sentences import Stretch, stretches
from kokoro_lab.kokoro.text.token import FrontEnd
from kokoro_lab.kokoro.text.words import Draft, drafts
from kokoro_lab.plan import Loss, Seam

_OPENING = frozenset("(“")


def pieces(text: str, language: Language, front_end: FrontEnd, lock: RLock) -> Iterator[Piece]:
    """Words with their punctuation, none of them silent; silent ones are held by a neighbour."""
    clean = prepare.cleaned(text)
    marks = list(find_marks(clean))
    ahead = deque(mark for mark in marks if mark.pause is None)
    waiting: Piece | None = None
    silent: list[Draft] = []
    lead = 0.0
    for stretch in stretches(clean, language.code, marks):
        if stretch.seam == "pause":
            before = lead if waiting is None else waiting.pause
            kept = min(stretch.pause, MAX_PAUSE - before)
            if waiting is None:
                lead += kept
            else:
                waiting = replace(waiting, seam="pause", pause=before + kept)
            if stretch.pause - kept >= 1 / SAMPLE_RATE:
                silent.append(_cut_short(text, stretch, kept))
            continue
        inside = []
        while ahead and ahead[0].span[1] <= stretch.span[1]:
            inside.append(ahead.popleft())
        with lock:
            reading = prepare.reading(clean, stretch.span, inside, front_end)
            words = list(drafts(text, reading, front_end.tokens(reading)))
        for piece in _bound(words, stretch.seam, text, stretch.span[1]):
            if not any(word.speaks for word in piece.words):
                silent += piece.words
                continue
            if waiting is not None:
                yield from split(
                    replace(waiting, words=(*waiting.words, *silent), end=piece.words[0].span[0])
                )
                silent = []
            waiting = replace(piece, words=(*silent, *piece.words), lead=lead)
            silent, lead = [], 0.0
        if waiting is not None and stretch.seam == "paragraph" and waiting.seam != "pause":
            waiting = replace(waiting, seam="paragraph")
    if waiting is None:
        raise UnspeakableError(_nothing(text, silent, lead))
    seam: Seam = "pause" if waiting.seam == "pause" else "end"
    yield from split(replace(waiting, words=(*waiting.words, *silent), end=len(text), seam=seam))


def _bound(words: list[Draft], seam: Seam, text: str, end: int) -> Iterator[Piece]:
    """The words of a stretch with their punctuation."""
    held: list[Draft] = []
    for index, word in enumerate(words):
        held.append(word)
        last = index == len(words) - 1
        if last:
            blank = seam != "word" or text[word.span[1] : end].isspace()
            held[-1] = replace(word, space=word.space or blank)
            yield Piece(tuple(held), end, seam)
        elif word.space and not (word.symbols and set(word.symbols) <= _OPENING):
            clause = bool(word.symbols) and word.symbols[-1] in CLAUSE_ENDS
            yield Piece(tuple(held), end, "clause" if clause else "word")
            held = []


def _cut_short(text: str, stretch: Stretch, kept: float) -> Draft:
    """A pause that is not held for as long as is written, as a silent word that is reported."""
    written = text[slice(*stretch.span)]
    why = (
        f"pauses in one place add up to at most {MAX_PAUSE:g} s, "
        f"so {stretch.pause - kept:.3g} s of this one are left out"
    )
    loss = Loss("cut", written, stretch.span, why)
    return Draft(stretch.span, written, "", "", "", "none", "", space=False, losses=(loss,))


def _nothing(text: str, silent: list[Draft], lead: float) -> str:
    found = "".join(word.text for word in silent if not any(loss.kind == "cut" for loss in word.losses))
    if found:
        what = f"only {found[:40]!r}, which has no pronunciation"
    elif lead:
        what = "only pauses"
    else:
        what = "only white space" if text else "no text at all"
    return f"there is nothing to speak: found {what}; write at least one word"
