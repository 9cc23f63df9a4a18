"""Text of any length in, chunks with words and phonemes out."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from threading import RLock

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.text.alternatives import alternatives
from kokoro_lab.kokoro.text.given import given_chunks
from kokoro_lab.kokoro.text.languages import Language, resolve
from kokoro_lab.kokoro.text.pieces import pieces
from kokoro_lab.kokoro.text.planner import plan
from kokoro_lab.kokoro.text.token import FrontEnd
from kokoro_lab.kokoro.text.writer import written
from kokoro_lab.plan import Alternative, Chunk


class Reader:
    """Reads text aloud on paper: chunks of words with their pronunciation.

    Front ends are built when their language is first used, and kept. Several threads may share a reader.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._front_ends: dict[str, FrontEnd] = {}

    def chunks(self, text: str, language: str, speed: float = 1.0) -> Generator[Chunk, None, None]:
        """The plan of a text, chunk by chunk, each made only when it is asked for.

        Args:
            text: Of any length, with markup such as `[word](/wˈɜɹd/)` and `[pause 0.5s]`.
            language: A code such as "en-us", or the first letter of a voice's name.
            speed: Of the request: below 1, chunks are shorter, so that they last about as long.

        Yields:
            Chunks whose texts, joined, are the text.

        Raises:
            LabError: The language is unknown or not installed, or nothing in the text can be spoken.
        """
        found = resolve(language)
        front_end = self._front_end(found)
        groups = plan(pieces(text, found, front_end, self._lock), speed)
        yield from written(groups, text, found.code, front_end.warning)

    def chunks_of_phonemes(self, phonemes: str, language: str, speed: float = 1.0) -> Iterator[Chunk]:
        """The plan of phonemes that are given instead of text.

        Up to 510 symbols are one chunk exactly as given; more are cut after punctuation or at spaces, into
        shorter chunks where the speed is below 1.

        Raises:
            LabError: The language is unknown, or no symbol makes a sound.
        """
        code = resolve(language).code
        yield from given_chunks(phonemes, code, speed)

    def alternatives(
        self, word: str, language: str, tag: str = "", phonemes: str = ""
    ) -> tuple[Alternative, ...]:
        """How else a word can be pronounced; see `kokoro_lab.kokoro.text.alternatives`.

        Raises:
            LabError: The language is unknown or not installed.
        """
        found = resolve(language)
        with self._lock:
            return alternatives(word, found, self._front_end, tag, phonemes)

    def _front_end(self, language: Language) -> FrontEnd:
        with self._lock:
            if language.code not in self._front_ends:
                self._front_ends[language.code] = _built(language)
            return self._front_ends[language.code]


def _english(language: Language) -> FrontEnd:
    from kokoro_lab.kokoro.text.english import English

    return English(british=language.code == "en-gb")


def _espeak(language: Language) -> FrontEnd:
    from kokoro_lab.kokoro.text.espeak import Espeak

    return Espeak(language.espeak)


def _chinese(_: Language) -> FrontEnd:
    from kokoro_lab.kokoro.text.chinese import Chinese

    return Chinese()


def _japanese(_: Language) -> FrontEnd:
    from kokoro_lab.kokoro.text.japanese import Japanese

    return Japanese()


def _built(language: Language) -> FrontEnd:
    build = {"english": _english, "espeak": _espeak, "chinese": _chinese, "japanese": _japanese}
    try:
        return build[language.front_end](language)
    except ImportError as missing:
        what = f'".[{language.extra}]"' if language.extra else "."
        raise LabError(
            f"{language.name} needs a package that is not installed ({missing.name}): "
            f"pip install -e {what} in a clone"
        ) from missing
