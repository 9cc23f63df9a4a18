"""Who speaks: names, and the voice, speed and language of each."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from kokoro_lab.errors import LabError

LONGEST_NAME = 100  # characters
LONGEST_PAUSE = 60.0  # seconds
NO_NAME = re.compile(r"[\[\]:：,=\r\n]")  # these end a name where a text or an option holds one


@dataclass(frozen=True)
class Role:
    """How one of the cast speaks.

    Attributes:
        voice: A voice's name or a formula such as "0.6*af_heart + 0.4*bf_emma".
        speed: 0.1 to 10, times the speed of the request.
        language: A code such as "en-gb"; None takes the request's, or else follows the voice.

    Raises:
        LabError: A value cannot be spoken.
    """

    voice: str
    speed: float = 1.0
    language: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.voice, str) or not self.voice.strip():
            raise LabError(f"a role needs a voice or a formula, not {self.voice!r}")
        if not _number(self.speed) or not 0.1 <= self.speed <= 10:
            raise LabError(f"a role's speed must be a number from 0.1 to 10, not {self.speed!r}")
        if self.language is not None and not isinstance(self.language, str):
            raise LabError(f"a role's language must be a code such as 'en-gb', not {self.language!r}")

    @classmethod
    def read(cls, written: str) -> Role:
        """A role as one types it: "bf_emma", or "0.6*af_heart + 0.4*bf_emma, speed 0.9".

        Raises:
            LabError: There is no voice, or the speed is no number from 0.1 to 10.
        """
        voice, speed = split_speed(written)
        return cls(voice) if speed is None else cls(voice, speed)


@dataclass(frozen=True)
class Cast:
    """Everybody who has a name in a text.

    Attributes:
        roles: By name. A text may spell a name with other capitals.
        pause: Silence between the turns of two speakers, 0 to 60 seconds.

    Raises:
        LabError: A name cannot stand before a colon or means two roles, or a value is of the wrong kind.
    """

    roles: Mapping[str, Role] = field(default_factory=dict)
    pause: float = 0.4

    def __post_init__(self) -> None:
        if not _number(self.pause) or not 0 <= self.pause <= LONGEST_PAUSE:
            raise LabError(
                f"the pause between turns must be 0 to {LONGEST_PAUSE:g} seconds, not {self.pause!r}"
            )
        for name, role in self.roles.items():
            _check_name(name)
            if not isinstance(role, Role):
                raise LabError(f"the cast's {name} must be a Role, such as Role('bf_emma'), not {role!r:.60}")
        for name in self.roles:
            if self._names[_key(name)] != name:
                twins = f"{name!r} and {self._names[_key(name)]!r}"
                raise LabError(f"the cast has {twins}, which are the same name")
        object.__setattr__(self, "roles", MappingProxyType(dict(self.roles)))

    def named(self, written: str) -> str | None:
        """The name that is meant, as the cast spells it; None if nobody has it."""
        return self._names.get(_key(written))

    @cached_property
    def _names(self) -> dict[str, str]:
        """Each name by what it is compared by."""
        return {_key(name): name for name in self.roles}

    def to_json(self) -> str:
        """The cast as one line of JSON; `from_json` gives an equal cast back."""
        roles = {name: _told(role) for name, role in self.roles.items()}
        return json.dumps({"pause": self.pause, "roles": roles}, ensure_ascii=False)

    @classmethod
    def from_json(cls, written: str) -> Cast:
        """Read what `to_json` wrote, or a person did.

        Such as `{"pause": 0.4, "roles": {"Emma": {"voice": "bf_emma", "speed": 1.1}, "Tom": "am_adam"}}`: a
        role that is only a string is its voice.

        Raises:
            LabError: It is not JSON, or not a cast; the message says where.
        """
        try:
            plain = json.loads(written)
        except ValueError as error:
            raise LabError(f"the cast is not JSON: {error}") from error
        except RecursionError as error:
            raise LabError("the cast is not JSON that anybody wrote: it is nested too deeply") from error
        return cls.of(plain)

    @classmethod
    def of(cls, plain: object) -> Cast:
        """Read a cast from what JSON holds.

        Raises:
            LabError: It is no cast; the message says where.
        """
        given = _fields(plain, "the cast", ("pause", "roles"))
        roles = given.pop("roles", {})
        if not isinstance(roles, Mapping):
            raise LabError(f'the roles must be an object such as {{"Emma": "bf_emma"}}, not {roles!r:.60}')
        return cls({name: _role(name, role) for name, role in roles.items()}, **given)


def split_speed(written: str) -> tuple[str, float | None]:
    """The speaker and the speed in "Emma, speed 0.9"; the speed is None where none is written.

    Raises:
        LabError: The speed is not a number.
    """
    who, comma, last = written.rpartition(",")
    match last.split():
        case [word, number] if comma and word.casefold() == "speed":
            try:
                return who.strip(), float(number)
            except ValueError as error:
                raise LabError(f"speed must be a number from 0.1 to 10, not {number!r:.60}") from error
    return written.strip(), None


def _key(name: str) -> str:
    """What names are compared by."""
    return " ".join(name.split()).casefold()


def _check_name(name: object) -> None:
    """Refuse what cannot stand before a colon in a text."""
    if not isinstance(name, str) or not name.strip():
        raise LabError(f"somebody in the cast has no name: {name!r}")
    if len(name) > LONGEST_NAME:
        raise LabError(f"a name has up to {LONGEST_NAME} characters, not {len(name)}: {name[:40]!r}…")
    if wrong := NO_NAME.search(name):
        raise LabError(f"a name in the cast cannot hold {wrong[0]!r}: {name!r}")


def _role(name: str, plain: object) -> Role:
    if isinstance(plain, str):
        plain = {"voice": plain}
    given = _fields(plain, f"the cast's {name}", ("voice", "speed", "language"))
    if "voice" not in given:
        raise LabError(f"the cast's {name} has no voice")
    try:
        return Role(**given)
    except LabError as error:
        raise LabError(f"the cast's {name}: {error}") from error


def _fields(plain: object, what: str, known: tuple[str, ...]) -> dict[str, Any]:
    """The fields of an object of JSON, all of them known."""
    if not isinstance(plain, Mapping):
        raise LabError(f"{what} must be an object with {', '.join(known)}, not {plain!r:.60}")
    for name in plain:
        if name not in known:
            raise LabError(f"{what} has a field {name!r:.60}; there is {', '.join(known)}")
    return dict(plain)


def _told(role: Role) -> dict[str, object]:
    """The fields of a role, without a language that it does not have."""
    return {name: value for name, value in vars(role).items() if value is not None}


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


NOBODY = Cast()  # has no roles: a text may still name voices
