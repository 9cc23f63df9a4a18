"""Options that say who speaks in a text of several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kokoro_lab.dialogue.cast import Cast, Role
from kokoro_lab.errors import LabError
from kokoro_lab.files import read_text


@Parameter(name="*")
@dataclass(frozen=True)
class Speakers:
    """Who speaks.

    Attributes:
        cast: Read names, voices and speeds from this JSON file, such as
            `{"pause": 0.4, "roles": {"Emma": {"voice": "bf_emma", "speed": 1.1}, "Tom": "am_adam"}}`. A line
            that begins with `Emma:` is then hers.
        role: One name and its voice, such as `'Emma=bf_emma'` or
            `'Emma=0.6*af_heart + 0.4*bf_emma, speed 0.9'`. May be given more than once, and goes before the
            cast's.
        turn_pause: Seconds of silence between two speakers; by default the cast's, or 0.4.
    """

    cast: Path | None = None
    role: Annotated[tuple[str, ...], Parameter(negative=(), show_default=False)] = ()
    turn_pause: float | None = None

    def read(self) -> Cast:
        """The cast that was given, with the roles that were typed.

        Raises:
            LabError: The file cannot be read or holds no cast, or a role or the pause makes no sense.
        """
        cast = Cast() if self.cast is None else _file(self.cast)
        for typed in self.role:
            name, role = parse_role(typed)
            cast = replace(cast, roles={**cast.roles, cast.named(name) or name: role})
        return cast if self.turn_pause is None else replace(cast, pause=self.turn_pause)


SPEAKERS = Speakers()  # as if no option had been given


def parse_role(typed: str) -> tuple[str, Role]:
    """A role as it is typed: `Emma=bf_emma`, or `Emma=bf_emma, speed 0.9`.

    Raises:
        LabError: It is not one.
    """
    name, equals, voice = typed.partition("=")
    if not equals or not name.strip():
        raise LabError(f"a role is typed as NAME=VOICE, such as Emma=bf_emma, not {typed!r}")
    try:
        return name.strip(), Role.read(voice)
    except LabError as error:
        raise LabError(f"role {typed!r}: {error}") from error


def _file(path: Path) -> Cast:
    written = read_text(path)
    try:
        return Cast.from_json(written)
    except LabError as error:
        raise LabError(f"{path}: {error}") from error
