"""A text cut into the turns of its speakers.

Two things change the speaker, and are not spoken themselves:

    Emma: Good morning.                     a line that begins with a name of the cast and a colon
    [voice: bf_emma]                        anywhere: a voice, a formula or a name of the cast
    [voice: 0.6*af_heart + 0.4*bf_emma]
    [voice: Emma, speed 0.9]                with a speed, instead of the role's
    [voice]                                 back to the voice of the request

A speaker goes on until the next change. Whatever does not have one of these forms is ordinary text, so
`[voice](/vˈYs/)` is the word "voice" with its pronunciation, and a backslash before a bracket takes its
meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kokoro_lab.dialogue.cast import LONGEST_NAME, NOBODY, Cast, Role, split_speed
from kokoro_lab.errors import LabError
from kokoro_lab.plan import Span
from kokoro_lab.request import Request

TAG = re.compile(r"(?<!\\)\[voice[ \t]*(?::(?P<who>[^\[\]\n]*))?\](?!\()[^\S\n]*", re.IGNORECASE)
LINE = re.compile(
    rf"^[^\S\n]*(?P<name>[^\s\[\]:：][^\[\]:：\n]{{0,{LONGEST_NAME}}})[:：][^\S\n]*", re.MULTILINE
)


@dataclass(frozen=True)
class Turn:
    """What one speaker says before another does.

    Attributes:
        speaker: A name of the cast; None for a voice without one.
        request: What is said: the turn's text in the speaker's voice. That of a text in which nobody else
            speaks is the request that was given.
        cue: Characters of the whole text that say who speaks, right before `span`.
        span: Characters of the whole text that are said. Cues and spans follow each other without a gap.
        pause: Silence before it, seconds: only where the speaker changes.
    """

    speaker: str | None
    request: Request
    cue: Span
    span: Span
    pause: float = 0.0


@dataclass(frozen=True)
class _Cue:
    """Where somebody begins to speak; no role is the request's own voice."""

    span: Span
    name: str | None = None
    role: Role | None = None


def turns(request: Request, cast: Cast = NOBODY) -> tuple[Turn, ...]:
    """The turns of a request's text, in order.

    Args:
        request: The text, and the voice of what nobody else says. Its speed is multiplied with a speaker's;
            its language is that of every speaker who has none.
        cast: The names that a line may begin with, and a tag may hold.

    Returns:
        At least one. What stands between two cues is a turn even if nothing in it can be spoken.

    Raises:
        LabError: A tag has a speed that cannot be spoken; its place is named.
    """
    text = request.text
    cues = sorted((*_tags(text, cast), *_lines(text, cast)), key=lambda cue: cue.span)
    if not cues or cues[0].span[0]:
        cues.insert(0, _Cue((0, 0)))
    ends = [*(cue.span[0] for cue in cues[1:]), len(text)]
    found: list[Turn] = []
    last: Turn | None = None  # to say something
    for cue, end in zip(cues, ends, strict=True):
        turn = _turn(request, cue, end)
        if not turn.request.text.strip():
            found.append(turn)
            continue
        if last is not None and _speaker(turn) != _speaker(last):
            turn = replace(turn, pause=cast.pause)
        found.append(turn)
        last = turn
    return tuple(found)


def place(text: str, span: Span) -> str:
    """A cue and where it stands, for a person."""
    written = text[slice(*span)].strip()
    at = span[1] - len(text[slice(*span)].lstrip())
    return f"{written!r:.80} at character {at}, line {text.count(chr(10), 0, at) + 1}"


def _tags(text: str, cast: Cast) -> Iterator[_Cue]:
    for tag in TAG.finditer(text):
        try:
            who, speed = split_speed(tag["who"] or "")
            name = cast.named(who) if who else None
            role = cast.roles[name] if name else Role(who) if who else None
            if role is not None and speed is not None:
                role = replace(role, speed=speed)
        except LabError as error:
            raise LabError(f"{place(text, tag.span())}: {error}") from error
        if role is None and speed is not None:
            raise LabError(f"{place(text, tag.span())}: it has a speed but no voice")
        yield _Cue(tag.span(), name, role)


def _lines(text: str, cast: Cast) -> Iterator[_Cue]:
    for line in LINE.finditer(text) if cast.roles else ():
        name = cast.named(line["name"])
        if name is not None:
            yield _Cue(line.span(), name, cast.roles[name])


def _turn(request: Request, cue: _Cue, end: int) -> Turn:
    """What is said after a cue, as a request of its own unless it is all of the request's text."""
    span = (cue.span[1], end)
    text = request.text[slice(*span)]
    said = request if text == request.text else replace(request, text=text)
    role = cue.role
    if role is None:
        return Turn(None, said, cue.span, span)
    speed, language = request.speed * role.speed, role.language or request.language
    try:
        return Turn(cue.name, replace(said, voice=role.voice, speed=speed, language=language), cue.span, span)
    except LabError as error:
        raise LabError(f"{place(request.text, cue.span)}, times the request's speed: {error}") from error


def _speaker(turn: Turn) -> tuple[str | None, str]:
    """Who is heard: a pause stands where this changes."""
    return turn.speaker, turn.request.voice
