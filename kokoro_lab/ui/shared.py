"""What all visitors share: one lab, and one machine that it works on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from kokoro_lab.errors import LabError
from kokoro_lab.lab import Lab
from kokoro_lab.request import Request
from kokoro_lab.ui.machine import Machine
from kokoro_lab.ui.speaking import Message, speak, told

WARM_UP = Request("Ready.")  # what the default voice's language and the network build at first use is built

LONGEST_TEXT = 100_000  # characters of a visitor's text, two hours of speech
LONGEST_FORMULA = 2_000  # characters of a visitor's formula


class Shared:
    """Answers visitors; nothing of one is kept for another.

    Args:
        load: Makes the lab, once, and again only if that has failed.
    """

    def __init__(self, load: Callable[[], Lab]) -> None:
        self._load = load
        self._machine = Machine()
        self._lab: Lab | None = None

    def prepare(self) -> None:
        """Begin to load before the first visitor comes. If it fails, the first visitor sees why."""
        self._machine.leave(self._load_once)

    def ready(self) -> Iterator[Message]:
        """Say that the lab is being loaded, for as long as it is, and then what it is."""
        try:
            lab = yield from self._loaded()
            yield {"kind": "ready", "identity": dict(lab.engines[Request.engine].identity)}
        except LabError as error:
            yield {"kind": "error", "message": str(error)}

    def speak(
        self, text: str, voice: str, language: str, speed: float, seed: int | None
    ) -> Generator[Message, None, None]:
        """Everything that the page is told about a request; an error is the last of it.

        An empty field is what the page begins with: no seed is 0.
        """
        try:
            _check_length("text", text or "", LONGEST_TEXT)
            _check_length("voice", voice or "", LONGEST_FORMULA)
            request = Request(text or "", voice or "", language or None, speed, seed or 0)
            lab = yield from self._loaded()
            yield from speak(lab, self._machine, request)
        except LabError as error:
            yield {"kind": "error", "message": str(error)}

    def _loaded(self) -> Generator[Message, None, Lab]:
        """The lab; it is loaded in the machine's thread, so only once."""
        if self._lab is None:
            return (yield from told(self._machine.do(self._load_once), lambda _: {"kind": "loading"}))
        return self._lab

    def _load_once(self) -> Lab:
        if self._lab is None:
            lab = self._load()
            lab.say(WARM_UP)
            self._lab = lab
        return self._lab


def _check_length(what: str, given: str, most: int) -> None:
    """Refuse what would keep the machine from the other visitors.

    Raises:
        LabError: There is more than that many characters of it.
    """
    if len(given) > most:
        raise LabError(
            f"the {what} has {len(given):,} characters; this page takes {most:,}, "
            "and the command kokoro-lab say takes any number"
        )
