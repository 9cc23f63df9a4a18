"""Subtitles from the times of words: short, cut where the sentence breathes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kokoro_lab.files import written_aside
from kokoro_lab.trace import Mark

LINE = 42  # columns, the usual limit of subtitles; Chinese and Japanese signs are two columns wide
CUE = 2 * LINE  # columns of the two lines of a cue
BREATH = 0.3  # seconds of silence that end a cue: chunks and pauses are this far apart
SHORTEST = 1.0  # seconds that a cue stays, if the next one leaves room for it
SENTENCE_ENDS = frozenset(".!?…。！？")
CLAUSE_ENDS = SENTENCE_ENDS | frozenset(",;:—、，；：")
CLOSING = frozenset(".,;:!?…)]}”’»。、，；：！？）」』】")
CLAUSE_WORTH = 0.25  # a cut at a clause may leave one side this much longer, as a share of the whole


@dataclass(frozen=True)
class Cue:
    """One subtitle.

    Attributes:
        start: Seconds from the start of the utterance.
        end: Seconds from the start of the utterance.
        lines: One or two lines of text.
    """

    start: float
    end: float
    lines: tuple[str, ...]


def cues(marks: Iterable[Mark]) -> tuple[Cue, ...]:
    """Words gathered into subtitles.

    A cue ends with the sentence or where there is silence. What does not fit into two lines of 42 columns
    is halved, at the end of a clause where there is one. What would be gone within a second is joined to the
    next cue or else to the one before, if two lines hold both.

    Args:
        marks: In order, from `kokoro_lab.listen.marks`; phonemes among them are passed over.
    """
    words = [mark for mark in marks if mark.tier == "word"]
    groups = _unhurried([group for sentence in _sentences(words) for group in _fitted(sentence, CUE)])
    starts = [group[0].start for group in groups]
    limits = [*starts[1:], float("inf")]
    return tuple(
        Cue(start, max(group[-1].end, min(start + SHORTEST, limit)), _lines(group))
        for group, start, limit in zip(groups, starts, limits, strict=True)
    )


def srt(marks: Iterable[Mark], path: str | Path) -> Path:
    """Write subtitles in SubRip format (.srt), UTF-8.

    Args:
        marks: As in `cues`.
        path: The file to write.

    Raises:
        LabError: The folder cannot be written to.
    """
    from pysubs2 import SSAEvent, SSAFile

    subtitles = SSAFile()
    for cue in cues(marks):
        # pysubs2 reads \n, \N and \h as commands: an invisible word joiner keeps a written backslash.
        text = r"\N".join(line.replace("\\", "\\\u2060") for line in cue.lines)
        subtitles.append(SSAEvent(round(1000 * cue.start), round(1000 * cue.end), text))
    target = Path(path)
    with written_aside(target) as aside:
        subtitles.save(str(aside), encoding="utf-8", format_="srt", keep_ssa_tags=True)
    return target


def _sentences(words: Sequence[Mark]) -> Iterator[list[Mark]]:
    """The words up to a sentence's end or a silence."""
    group: list[Mark] = []
    for word in words:
        if group and (word.start - group[-1].end >= BREATH or _begins(group[-1], word)):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _begins(before: Mark, word: Mark) -> bool:
    """Whether a sentence starts with the word: closing quotes and more dots belong to the one before.

    The mark that ends a sentence is a word of its own; the dot of an abbreviation is part of its word.
    """
    return SENTENCE_ENDS.issuperset(before.text) and word.text[:1] not in CLOSING and _apart(before, word)


def _apart(before: Mark, word: Mark) -> bool:
    """Whether something stands between two words in the text, or they are of a script without spaces."""
    return before.span[1] < word.span[0] or _columns(before.text[-1:]) == 2


def _fitted(words: list[Mark], columns: int) -> Iterator[list[Mark]]:
    """The words, halved until each piece fits or is a single word."""
    if len(words) == 1 or _columns(_joined(words)) <= columns:
        yield words
        return
    cut = _middle(words)
    yield from _fitted(words[:cut], columns)
    yield from _fitted(words[cut:], columns)


def _unhurried(groups: Iterable[list[Mark]]) -> list[list[Mark]]:
    """Groups that the next one would follow too soon, joined to it or to the one before."""
    kept: list[list[Mark]] = []
    for group in groups:
        hurried = bool(kept) and group[0].start - kept[-1][0].start < SHORTEST
        if hurried and _fits(kept[-1] + group):
            kept[-1] = kept[-1] + group
            continue
        if hurried and len(kept) > 1 and _adjoin(*kept[-2:]):
            last = kept.pop()
            kept[-1] = kept[-1] + last
        kept.append(group)
    return kept


def _adjoin(before: list[Mark], group: list[Mark]) -> bool:
    """Whether two groups may be one cue: no silence parts them, and it fits."""
    return group[0].start - before[-1].end < BREATH and _fits(before + group)


def _fits(words: list[Mark]) -> bool:
    return all(_columns(line) <= LINE for line in _lines(words))


def _middle(words: Sequence[Mark]) -> int:
    """Where to cut in two: the more even, the better; better still after a clause, if the lines hold it."""
    total = _columns(_joined(words))

    def cost(cut: int) -> float:
        left, right = _columns(_joined(words[:cut])), _columns(_joined(words[cut:]))
        wide = max(left, right) > LINE  # of every cut, if there is too much for two lines
        inside = words[cut].text[:1] in CLOSING  # no line begins with a full stop
        return abs(left - right) / total - CLAUSE_WORTH * _ends_clause(words[cut - 1]) + wide + 2 * inside

    return min(range(1, len(words)), key=cost)


def _ends_clause(word: Mark) -> bool:
    """Whether one may pause after the word, which an abbreviation's dot does not say."""
    return word.text[-1:] in CLAUSE_ENDS and (word.text == "." or word.text[-1:] != ".")


def _lines(words: list[Mark]) -> tuple[str, ...]:
    """The text of a cue in one line, or two that are about equally long."""
    text = _joined(words)
    if len(words) == 1 or _columns(text) <= LINE:
        return (text,)
    cut = _middle(words)
    return _joined(words[:cut]), _joined(words[cut:])


def _joined(words: Sequence[Mark]) -> str:
    """Words as they are written: a space wherever the text has a gap, none before closing punctuation."""
    text = ""
    end = words[0].span[0]
    for word in words:
        gap = word.span[0] > end and word.text[:1] not in CLOSING
        text += " " * gap + " ".join(word.text.split())
        end = word.span[1]
    return text


def _columns(text: str) -> int:
    """Width on the screen; East Asian wide signs count double, combining marks nothing."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
