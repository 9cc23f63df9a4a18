"""What is changed in a stretch of text before any language's own rules: markup, emoji, odd characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from kokoro_lab.kokoro.text.markup import Mark
from kokoro_lab.kokoro.text.reading import Change, Reading
from kokoro_lab.kokoro.text.token import FrontEnd
from kokoro_lab.plan import Span

_BLANK = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_UNKNOWN = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")
_APOSTROPHE = re.compile(r"(?<=\w)[’‘ʼ＇´`](?=\w)")
_WIDE = {0xFEE0 + ord(c): c for c in map(chr, range(0x25, 0x7B)) if c.isalnum() or c == "%"}
_READABLE_SIGNS = frozenset("°©®™№℃℉℠₹")
# Scripts of which eSpeak, in another language, only says "Arabic letter" or "Chinese letter".
_UNREADABLE = re.compile(
    "[\u0590-\u08ff\u0e00-\u109f\u1200-\u139f\u1780-\u18af\u2e80-\u2fff\u3005-\u9fff\ua000-\ua4cf"
    "\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uff9f\U00020000-\U0003ffff]+"
)
# Digits above or below the line, which would be read as a part of the number before them.
_RAISED = re.compile("[⁺⁻]?[²³¹⁰⁴-⁹]+|[₀-₉]+")
_AFTER_A_LETTER = re.compile(r"[^\W\d_][₀-₉]*\Z")  # as in CO₂
_ODD = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")  # with the letter that an accent may belong to


def cleaned(text: str) -> str:
    """The text, character for character, without what libraries choke on.

    Lone surrogates and private characters become U+FFFD, which is reported as unspoken; control characters
    and odd spaces become spaces; apostrophes inside words become straight, wide letters and digits narrow.
    """
    return _APOSTROPHE.sub("'", _BLANK.sub(" ", _UNKNOWN.sub("\ufffd", text))).translate(_WIDE)


def reading(clean: str, span: Span, marks: Sequence[Mark], front_end: FrontEnd) -> Reading:
    """How a stretch is read: markup first, then odd characters, then the language's own rules.

    Args:
        clean: The whole text, cleaned.
        span: The stretch.
        marks: The markup inside the stretch.
        front_end: Of the language.
    """
    changes = [Change(m.span, clean[slice(*m.word)], m.phonemes, m.stress) for m in marks]
    masked = _without(clean[slice(*span)], changes, span[0])
    odd = [Change(_moved(s, span[0]), spoken) for s, spoken in _odd(masked, foreign=front_end.reads_foreign)]
    masked = _without(masked, odd, span[0])
    own = [Change(_moved(s, span[0]), spoken) for s, spoken in front_end.rules(masked)]
    masked = _without(masked, own, span[0])
    lost = [Change(_moved(match.span(), span[0]), " ") for match in _RAISED.finditer(masked)]
    return Reading.of(clean, span, sorted((*changes, *odd, *own, *lost), key=lambda change: change.span))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _without(text: str, changes: Sequence[Change], start: int) -> str:
    """The text with blanks where something was changed already."""
    for change in changes:
        first, last = change.span[0] - start, change.span[1] - start
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def _odd(text: str, *, foreign: bool) -> Iterator[tuple[Span, str]]:
    """Characters that are read as others, or not at all."""
    for run in _ODD.finditer(text):
        at = run.start()
        while at < run.end():
            found = _odd_at(text, at, foreign=foreign)
            if found is None:
                at += 1
            else:
                yield found
                at = found[0][1]


def _odd_at(text: str, at: int, *, foreign: bool) -> tuple[Span, str] | None:
    character = text[at]
    category = unicodedata.category(character)
    if _pictures(character, category):
        end = at + 1
        while end < len(text) and (
            _pictures(text[end], unicodedata.category(text[end])) or text[end] in "\u200d\ufe0f"
        ):
            end += 1
        return (at, end), " "
    if category == "Cf" and character not in "\u200c\u200d":
        return (at, at + 1), ""
    if not foreign and (script := _UNREADABLE.match(text, at)):
        return script.span(), " "
    end = at + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    plain = unicodedata.normalize("NFC", text[at:end])
    compatible = unicodedata.normalize("NFKC", plain)
    if compatible != plain and compatible.isascii() and compatible.isalnum() and _level(text, at):
        plain = compatible
    return ((at, end), plain) if plain != text[at:end] else None


def _level(text: str, at: int) -> bool:
    """Whether a character may be read as the plain one that it is a form of: ½² and 1º may not."""
    if text[at] in "ªº":  # eSpeak knows them
        return False
    return not _RAISED.match(text, at) or bool("₀" <= text[at] <= "₉" and _AFTER_A_LETTER.search(text, 0, at))


def _pictures(character: str, category: str) -> bool:
    """Emoji, dingbats and characters that are not assigned."""
    if category in ("So", "Cn", "Co", "Cs"):
        return character not in _READABLE_SIGNS
    return "\U0001f3fb" <= character <= "\U0001f3ff" or character in "\ufe0f\u20e3"
