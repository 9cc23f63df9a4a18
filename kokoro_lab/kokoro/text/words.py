"""Words with what is read for them, how, and what of it is lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.kokoro.text.token import Token
from kokoro_lab.kokoro.text.vocab import known, sounds
from kokoro_lab.plan import Loss, Origin, Span

# When one written word is read as several, the least certain of their origins speaks for all.
_CERTAINTY: tuple[Origin, ...] = (
    "none", "punctuation", "gold", "silver", "model", "number", "rule", "markup", "given", "espeak",
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A word before it has a place in a chunk; the fields are those of `Word`.

    Attributes:
        space: Whether a space follows in the symbols.
        losses: What of it will not be spoken.
    """

    span: Span
    text: str
    spoken: str
    phonemes: str
    symbols: str
    origin: Origin
    tag: str
    space: bool
    losses: tuple[Loss, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether it is more than punctuation."""
        return sounds(self.symbols)


def drafts(text: str, reading: Reading, tokens: Sequence[Token]) -> Iterator[Draft]:
    """The words of a stretch, in order; together they cover all that is not blank.

    Args:
        text: The request's text.
        reading: What is read for the stretch.
        tokens: How that is pronounced.
    """
    at = reading.source[0]
    for group in _by_source(reading, tokens):
        span = reading.written((group[0].span[0], group[-1].span[1]))
        yield from _unread(text, (at, span[0]))
        yield _draft(text, span, reading, group)
        at = span[1]
    yield from _unread(text, (at, reading.source[1]))


def _by_source(reading: Reading, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens that share a written word, together."""
    group: list[Token] = []
    end = reading.source[0]
    for token in tokens:
        start, stop = reading.written(token.span)
        if group and start >= end:
            yield group
            group = []
        group.append(token)
        end = max(end, stop)
    if group:
        yield group


def _draft(text: str, span: Span, reading: Reading, group: list[Token]) -> Draft:
    phonemes = "".join(token.phonemes + " " * token.space for token in group).strip()
    spoken = reading.text[group[0].span[0] : group[-1].span[1]]
    origin = max((token.origin for token in group), key=_CERTAINTY.index)
    written = text[slice(*span)]
    if len(group) > 1 and origin in ("gold", "silver", "rule") and spoken != written:
        origin = "number" if any(map(str.isdigit, written)) else "rule"
    symbols = " ".join(known(phonemes).split())
    guessed = any(token.guessed for token in group)
    losses = tuple(_losses(written, span, phonemes, guessed=guessed))
    return Draft(
        span,
        written,
        spoken,
        phonemes,
        symbols,
        origin if symbols else "none",
        group[0].tag,
        group[-1].space,
        losses,
    )


def _losses(written: str, span: Span, phonemes: str, *, guessed: bool) -> Iterator[Loss]:
    symbols = known(phonemes)
    strange = sorted(set(phonemes) - set(symbols) - {" "})
    if strange:
        names = ", ".join(f"{symbol} (U+{ord(symbol):04X})" for symbol in strange)
        yield Loss("symbol", written, span, f"the model has no symbol for {names}, so it is left out")
    if not symbols.strip():
        yield unspoken(written, span)
    elif guessed:
        yield Loss("espeak", written, span, "in no dictionary, so eSpeak's spelling rules pronounce it")


def unspoken(written: str, span: Span) -> Loss:
    """The loss of something that has no pronunciation."""
    if any(map(str.isalnum, written)):
        return Loss("word", written, span, "nothing here can pronounce this, so it is left out")
    return Loss("symbol", written, span, "this sign is not read aloud")


def _unread(text: str, span: Span) -> Iterator[Draft]:
    """Blank-separated pieces of the text that no token covers, as words that are not spoken."""
    at = span[0]
    for piece in text[slice(*span)].split():
        start = text.index(piece, at)
        at = start + len(piece)
        if not all(map(invisible, piece)):
            yield Draft((start, at), piece, "", "", "", "none", "", False, (unspoken(piece, (start, at)),))


def invisible(character: str) -> bool:
    """Whether a character only formats or joins others, so that nobody misses it."""
    return unicodedata.category(character) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me")
