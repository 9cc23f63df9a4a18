"""Answers what a page asks about voices where nothing has to be spoken."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping

from kokoro_lab import ask as asked
from kokoro_lab.answer import Answer
from kokoro_lab.ask import Ask
from kokoro_lab.casting.gallery import gallery_answer
from kokoro_lab.casting.maps import Maps
from kokoro_lab.casting.mixer import curve_answer, formula_answer, read_voice, voice_file
from kokoro_lab.casting.ranking import rank_answer
from kokoro_lab.errors import LabError, unknown
from kokoro_lab.kokoro.voices import Shelf

USUAL_SYMBOLS = 100  # of an utterance, where an ask names no number


class Lookups:
    """Asks about voices in, answers out, in milliseconds and without the network's weights.

    Args:
        shelf: The voices.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._maps = Maps(shelf)
        self._kinds: Mapping[str, Callable[[Ask], Answer]] = {
            "gallery": lambda _: Answer(*gallery_answer(self.shelf)),
            "formula": self._formula,
            "map": lambda _: Answer(*self._maps.answer()),
            "curve": self._curve,
            "rank": self._rank,
            "read_voice": self._read_voice,
            "voice_file": self._voice_file,
        }

    def answer(self, ask: Ask) -> Answer:
        """Answer one ask.

        Args:
            ask: Plain JSON with a "kind".

        Raises:
            LabError: The ask is not one, or what it names does not exist.
        """
        if not isinstance(ask, Mapping):
            raise LabError(f"an ask is an object with a kind, not {ask!r:.60}")
        kind = asked.kind(ask)
        if kind not in self._kinds:
            raise unknown("ask", kind, self._kinds)
        return self._kinds[kind](ask)

    def _formula(self, ask: Ask) -> Answer:
        return Answer(*formula_answer(self.shelf, asked.text(ask, "formula"), _symbols(ask)))

    def _curve(self, ask: Ask) -> Answer:
        return Answer(*curve_answer(self.shelf, asked.text(ask, "formula"), _symbols(ask)))

    def _rank(self, ask: Ask) -> Answer:
        return Answer(*rank_answer(asked.number(ask, "count"), ask.get("votes", ())))

    def _read_voice(self, ask: Ask) -> Answer:
        name = asked.text(ask, "name")
        try:
            data = b64decode(asked.text(ask, "data"), validate=True)
        except NotBase64 as error:
            raise LabError(f"{name}: the file did not arrive whole; load it again") from error
        return Answer({"kind": "read_voice", "name": name, "formula": read_voice(name, data, self.shelf)})

    def _voice_file(self, ask: Ask) -> Answer:
        name = asked.text(ask, "name") or "voice"
        data = voice_file(asked.text(ask, "formula"), name, self.shelf)
        about = {"kind": "voice_file", "name": f"{name}.safetensors", "type": "application/octet-stream"}
        return Answer(about, (data,))


def _symbols(ask: Ask) -> int:
    """How many symbols the utterance has whose style is meant; out of range is for the curve to say."""
    return asked.number(ask, "symbols") if ask.get("symbols") is not None else USUAL_SYMBOLS
