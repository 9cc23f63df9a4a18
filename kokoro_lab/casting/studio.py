"""Answers what a page asks about voices where something has to be spoken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kokoro_lab import ask as asked
from kokoro_lab.answer import Answer
from kokoro_lab.ask import Ask
from kokoro_lab.casting.audition import Audition
from kokoro_lab.casting.export import export_answer
from kokoro_lab.casting.take import Take, take_answer
from kokoro_lab.dialogue import turns
from kokoro_lab.errors import LabError, unknown
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.lab import Lab
from kokoro_lab.request import Request

MOST_EXPORTED = 54  # takes in one file: as many as there are voices
MOST_SECONDS = 900.0  # of speech in them, which is held whole: 43 MB

Stopped = Callable[[], bool]


class Studio:
    """Asks for takes in, answers out. It works on one ask at a time.

    Args:
        lab: Makes the sound.
        shelf: The voices, for what is exported beside the sound.
    """

    KINDS = ("take", "export")

    def __init__(self, lab: Lab, shelf: Shelf) -> None:
        self.shelf = shelf
        self.audition = Audition(lab)

    def answer(self, ask: Ask, stopped: Stopped) -> Answer:
        """Answer one ask.

        Args:
            ask: Plain JSON with a "kind", one of `KINDS`.
            stopped: Looked at while a take is made; when it becomes true, the work ends.

        Raises:
            LabError: The ask is not one, or what it names cannot be spoken.
            Stopped: `stopped` became true.
        """
        kind = asked.kind(ask)
        if kind not in self.KINDS:
            raise unknown("ask", kind, self.KINDS)
        return self._take(ask, stopped) if kind == "take" else self._export(ask, stopped)

    def _take(self, ask: Ask, stopped: Stopped) -> Answer:
        request = asked.request(ask)
        if turns(request)[0].request is not request:
            raise LabError("the text says itself who speaks; take [voice: …] out to hear it in other voices")
        return Answer(*take_answer(self.audition.take(request, stopped)))

    def _export(self, ask: Ask, stopped: Stopped) -> Answer:
        requests, table = ask.get("requests"), ask.get("table")
        if not isinstance(requests, list) or not 1 <= len(requests) <= MOST_EXPORTED:
            raise LabError(f"an export needs 1 to {MOST_EXPORTED} requests")
        if not isinstance(table, list) or not all(isinstance(row, Mapping) for row in table):
            raise LabError("an export needs a table: a list of objects, one for each request")
        wanted = [asked.request({**ask, "request": one}) for one in requests]
        return Answer(*export_answer(self._takes(wanted, stopped), table, self.shelf))

    def _takes(self, requests: Sequence[Request], stopped: Stopped) -> list[Take]:
        """All of them, as long as they are not too much to be held."""
        takes: list[Take] = []
        for request in requests:
            takes.append(self.audition.take(request, stopped))
            if sum(take.seconds for take in takes) > MOST_SECONDS:
                raise LabError(f"an export holds up to {MOST_SECONDS:g} s of speech; choose fewer voices")
        return takes
