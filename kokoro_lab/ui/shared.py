"""What all visitors share: one lab, and one machine that it works on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from threading import Event
from typing import Any

from kokoro_lab.casting.studio import Studio
from kokoro_lab.dialogue import Cast, Part
from kokoro_lab.errors import LabError
from kokoro_lab.inspector import Inspector
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.lab import Lab
from kokoro_lab.request import Request
from kokoro_lab.ui.asking import Answers, answered
from kokoro_lab.ui.limits import LONGEST_FORMULA, LONGEST_TEXT, check_ask, check_cast, check_length
from kokoro_lab.ui.machine import Machine
from kokoro_lab.ui.speaking import Message, speak, told

PAINTING = 3.0  # seconds after the start in which only the page is served: loading would hold the interpreter
WARM_UP = Request("Ready.")  # what the default voice's language and the network build at first use is built


class Shared:
    """Answers visitors. Nothing of one is kept for another but traces, which are the same for all who ask.

    Args:
        load: Makes the lab, once, and again only if that has failed.
    """

    def __init__(self, load: Callable[[], Lab]) -> None:
        self._load = load
        self._machine = Machine()
        self._inspector: Inspector | None = None
        self._studio: Studio | None = None
        self._wanted = Event()

    def prepare(self) -> None:
        """Load without a visitor, once the page that may be opened now has been drawn, or somebody asks.

        If it fails, the first visitor sees why.
        """

        def load() -> None:
            self._wanted.wait(PAINTING)
            self._load_once()

        self._machine.leave(load)

    def ready(self) -> Iterator[Message]:
        """Say that the lab is being loaded, for as long as it is, and then what it is."""
        try:
            inspector = yield from self._loaded()
            yield {"kind": "ready", "identity": dict(inspector.lab.engines[Request.engine].identity)}
        except LabError as error:
            yield {"kind": "error", "message": str(error)}

    def speak(
        self, text: str, voice: str, language: str, speed: float, seed: int | None, cast: object = None
    ) -> Generator[Message, None, None]:
        """Everything that the page is told about a request; an error is the last of it.

        An empty field is what the page begins with: no seed is 0, and no cast has nobody in it.
        """
        try:
            check_length("text", text or "", LONGEST_TEXT)
            check_length("voice", voice or "", LONGEST_FORMULA)
            check_cast(cast)
            request = Request(text or "", voice or "", language or None, speed, seed or 0)
            named = Cast.of(cast or {})
            self._wanted.set()
            inspector = yield from self._loaded()
            yield from speak(inspector.lab, self._machine, request, named, _first_into(inspector))
        except LabError as error:
            yield {"kind": "error", "message": str(error)}

    def ask(self, ask: Any) -> Generator[Message, None, None]:  # noqa: ANN401
        """Everything that the page is told about an ask; an error is the last of it."""
        try:
            if isinstance(ask, Mapping):
                check_ask(ask)
            self._wanted.set()
            inspector = yield from self._loaded()
            yield from answered(self._who(ask, inspector), self._machine, ask)
        except LabError as error:
            yield {"kind": "error", "message": str(error)}

    def _who(self, ask: Any, inspector: Inspector) -> Answers:  # noqa: ANN401
        """Takes are the studio's; everything else is the inspector's."""
        if not isinstance(ask, Mapping) or ask.get("kind") not in Studio.KINDS:
            return inspector
        if self._studio is None:  # in a thread of the visitor's; of two at once, one is as good as the other
            self._studio = Studio(inspector.lab, Shelf.open(paths=False))
        return self._studio

    def _loaded(self) -> Generator[Message, None, Inspector]:
        """The lab and what is asked about it; loaded in the machine's thread, so only once."""
        if self._inspector is None:
            return (yield from told(self._machine.do(self._load_once), lambda _: {"kind": "loading"}))
        return self._inspector

    def _load_once(self) -> Inspector:
        if self._inspector is None:
            lab = self._load()
            lab.say(WARM_UP)
            self._inspector = Inspector(lab)
        return self._inspector


def _first_into(inspector: Inspector) -> Callable[[Part], None]:
    """Keeps the first chunk of what is spoken, which is likely to be looked at next.

    Not the others: a book would push out what other visitors are looking at.
    """

    def keep(part: Part) -> None:
        if part.chunk.index == 0:
            inspector.keep(part.trace)

    return keep
