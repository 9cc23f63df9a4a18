"""What is asked for: everything needed to get the same samples again."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from kokoro_lab.errors import LabError

DONOR = "donor"  # the argument that names another request, as JSON


@dataclass(frozen=True, init=False)
class Edit:
    """A named change to one value, replayed whenever the request is spoken.

    Attributes:
        name: One of the engine's edits.
        arguments: Sorted pairs of name and value; sequences and arrays are stored as tuples.
        chunk: The chunk that it applies to. None applies a `local` edit to the first chunk, and any other
            edit to every chunk.
    """

    name: str
    arguments: tuple[tuple[str, Any], ...]
    chunk: int | None

    def __init__(self, name: str, /, *, chunk: int | None = None, **arguments: Any) -> None:  # noqa: ANN401
        if not isinstance(name, str) or not name:
            raise LabError(f"an edit needs a name, not {name!r}")
        if chunk is not None and (not isinstance(chunk, int) or isinstance(chunk, bool) or chunk < 0):
            raise LabError(f"edit {name}: chunk must be a whole number from 0, not {chunk!r}")
        frozen = tuple(sorted((key, _frozen(value)) for key, value in arguments.items()))
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "arguments", frozen)
        object.__setattr__(self, "chunk", chunk)

    def __repr__(self) -> str:
        chunk = {} if self.chunk is None else {"chunk": self.chunk}
        words = [repr(self.name), *(f"{k}={v!r}" for k, v in (*self.arguments, *chunk.items()))]
        return f"Edit({', '.join(words)})"

    @property
    def local(self) -> bool:
        """Whether it addresses what means something in one chunk alone: tokens, points in time, a donor.

        A donor's melody or rhythm belongs to the words of one chunk; it would be wrong on the next.
        """
        return any(isinstance(value, tuple) or name == DONOR for name, value in self.arguments)

    def applies_to(self, chunk: int) -> bool:
        """Whether the chunk of that index is changed."""
        if self.chunk is None:
            return chunk == 0 or not self.local
        return self.chunk == chunk


@dataclass(frozen=True)
class Request:
    """Everything needed to get the same samples again.

    Attributes:
        text: What to say, of any length, with markup such as `[word](/wˈɜɹd/)` and `[pause 0.5s]`.
        voice: A voice's name or a formula such as "0.6*af_heart + 0.4*bf_emma".
        language: A code such as "en-gb"; None follows the voice.
        speed: 0.1 to 10; 2 speaks in half the time.
        seed: Of the noise in the harmonic source.
        engine: Which synthesiser.
        edits: Changes, applied in order.
        phonemes: Given instead of text: the symbols to speak.

    Raises:
        LabError: A field has a value that cannot be spoken.
    """

    text: str = ""
    voice: str = "af_heart"
    language: str | None = None
    speed: float = 1.0
    seed: int = 0
    engine: str = "kokoro"
    edits: tuple[Edit, ...] = ()
    phonemes: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "edits", tuple(self.edits))
        for name in ("text", "voice", "engine", "language", "phonemes"):
            value = getattr(self, name)
            if not isinstance(value, str) and not (value is None and name in ("language", "phonemes")):
                raise LabError(f"{name} must be a string, not {type(value).__name__}")
        if self.text and self.phonemes is not None:
            raise LabError("a request carries text or phonemes, not both")
        number = isinstance(self.speed, (int, float)) and not isinstance(self.speed, bool)
        if not number or not math.isfinite(self.speed) or not 0.1 <= self.speed <= 10:
            raise LabError(f"speed must be a number from 0.1 to 10, not {self.speed!r}")
        if not isinstance(self.seed, int) or isinstance(self.seed, bool) or not 0 <= self.seed < 2**63:
            raise LabError(f"seed must be a whole number from 0 to 2**63 - 1, not {self.seed!r}")
        for edit in self.edits:
            if not isinstance(edit, Edit):
                raise LabError(f"edits must be Edit(…) objects, not {edit!r}")

    def to_json(self) -> str:
        """The request as one line of JSON; `from_json` gives an equal request back."""
        plain = {key: value for key, value in vars(self).items() if key != "edits"}
        edits = [{"name": e.name, "arguments": dict(e.arguments), "chunk": e.chunk} for e in self.edits]
        return json.dumps({**plain, "edits": edits}, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Request:
        """Read what `to_json` wrote.

        Raises:
            LabError: It is not JSON, or not a request.
        """
        try:
            plain = json.loads(line)
            edits = [Edit(e["name"], chunk=e["chunk"], **e["arguments"]) for e in plain.pop("edits", ())]
            return cls(**plain, edits=tuple(edits))
        except (json.JSONDecodeError, TypeError, KeyError, AttributeError) as error:
            raise LabError(f"not a request in JSON: {error}") from error


def _frozen(value: Any) -> Any:  # noqa: ANN401
    """Sequences and arrays as nested tuples, so that an edit can be hashed and written as JSON.

    Raises:
        LabError: A value is neither plain nor a sequence of plain values.
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return tuple(_frozen(item) for item in value)
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise LabError(f"an edit takes numbers, texts and sequences of them, not {type(value).__name__}")
