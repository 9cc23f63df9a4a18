"""The voices: those that come with the package, those that the user saved, and what formulas make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from kokoro_lab.errors import LabError, unknown
from kokoro_lab.files import written_aside
from kokoro_lab.kokoro.voices.blend import join, mix
from kokoro_lab.kokoro.voices.files import Array, load_file, metadata, to_bytes
from kokoro_lab.kokoro.voices.formula import NAME, Blend, Formula, Halves, Term, parse
from kokoro_lab.kokoro.voices.library import Library, VoiceInfo
from kokoro_lab.kokoro.voices.pack import Pack, Packs
from kokoro_lab.kokoro.voices.saved import Stamp, fault, saved, stamp, user_folder
from kokoro_lab.version import __version__

KEPT = 32  # packs remembered, half a megabyte each
MOST_FAULTS = 1024  # files of which it is remembered whether they are damaged
DEFAULT_LANGUAGE = "en-us"
UPSTREAM_NAME = re.compile("[a-z][fm]_")  # a letter for the language, one for the gender


class Shelf:
    """All voices that can be named. Make it with `Shelf.open`."""

    def __init__(self, library: Library, folder: Path, paths: bool) -> None:
        self.library = library
        self.folder = folder
        self.paths = paths
        self._remembered = lru_cache(KEPT)(self._pack)
        self._stacked = lru_cache(1)(self._stack)
        self._examined = lru_cache(MOST_FAULTS)(fault)

    @classmethod
    def open(cls, folder: str | Path | None = None, paths: bool = True) -> Shelf:
        """Open the voices of the package and those in a folder of the user's.

        Args:
            folder: Where the user's voices are; None takes `KOKORO_LAB_VOICES`, or the system's place for a
                program's data. It need not exist.
            paths: Whether formulas may name files by path; a page for strangers says no.

        Raises:
            LabError: The package's own voices are missing or damaged.
        """
        return cls(Library.open(), Path(folder or user_folder()).expanduser(), paths)

    def names(self) -> tuple[str, ...]:
        """Every voice that can be used, those of the package first; see `damaged` for the others."""
        usable = (name for name, file in self._own().items() if self._fault(file) is None)
        return (*self.library.voices, *usable)

    def damaged(self) -> dict[str, str]:
        """The user's voices that cannot be used, each with what is wrong with its file."""
        faults = {name: self._fault(file) for name, file in self._own().items()}
        return {name: why for name, why in faults.items() if why is not None}

    def voice(self, name: str) -> VoiceInfo:
        """What is known of a voice.

        Raises:
            LabError: There is none of that name; the message has the nearest.
        """
        if name in self.library.voices:
            return self.library.voices[name]
        file = saved(self.folder).get(name)
        if file is None:
            raise _unknown(name, self.names())
        return VoiceInfo(name, name, self._language_of_file(file), None, None, 0.0, file)

    def pack(self, formula: str) -> Pack:
        """The styles that a formula names.

        A blend is Σ wᵢ·xᵢ with the weights divided by their sum. It is shorter than its parents, because
        voices point in different directions: half and half has a median of 0.84 of their norm. `norm(…)`
        stretches each half of each row to the mean of its parents' norms, weighted by |wᵢ|.

        Args:
            formula: See `kokoro_lab.kokoro.voices.formula`.

        Raises:
            LabError: It is no formula, or a voice or file in it does not exist or is damaged.
        """
        parsed = parse(formula)
        return self._remembered(parsed, tuple(self._stamp(term) for term in _terms(parsed)))

    def packs(self) -> Packs:
        """The styles of every voice in `names`; 28 MB, and the same object as long as no file changes."""
        names = self.names()
        return self._stacked(names, tuple(self._stamp(Term(name)) for name in names))

    def parents(self, blend: Blend) -> Iterator[tuple[float, Array]]:
        """The share of each voice in a blend, with its pack [510, 256].

        Raises:
            LabError: A voice or file in it does not exist or is damaged.
        """
        return ((share, self._voice_values(term)) for term, share in blend.shares.items())

    def language_of(self, formula: str) -> str:
        """The language of the voice with the greatest weight; of two halves, the prosody decides.

        Raises:
            LabError: As `pack`.
        """
        parsed = parse(formula)
        blend = parsed.prosody if isinstance(parsed, Halves) else parsed
        shares = blend.shares
        heaviest = max(shares, key=shares.__getitem__)
        if heaviest.file:
            return self._language_of_file(self._file(heaviest))
        return self.voice(heaviest.voice).language

    def save(self, formula: str, target: str | Path, replace: bool = False) -> Path:
        """Keep what a formula names as a voice of its own, in a `.safetensors` file: see `file`.

        Args:
            formula: What to keep.
            target: A name, which puts the voice into the user's folder, or the path of a `.safetensors` file.
            replace: Whether a file that is there already may be lost.

        Returns:
            The file.

        Raises:
            LabError: As `pack`; or the name is taken, or the file cannot be written.
        """
        data = self.file(formula)
        path = self._target(target)
        if path.exists() and not replace:
            raise LabError(
                f"{path} is there already; give another name, or ask for it to be replaced (--replace)"
            )
        with written_aside(path) as unfinished:
            unfinished.write_bytes(data)
        return path

    def file(self, formula: str) -> bytes:
        """What a formula names as the bytes of a `.safetensors` file, which mlx-audio reads too.

        The tensor is `voice` [510, 1, 256] float32; formula and language stand in the file's metadata.

        Raises:
            LabError: As `pack`.
        """
        pack = self.pack(formula)
        notes = {
            "formula": pack.formula,
            "language": self.language_of(formula),
            "kokoro-lab": __version__,
            "layout": "float32 [510, 1, 256]; row n - 1 for n symbols; columns 0-127 timbre, 128-255 prosody",
        }
        return to_bytes(pack.values, notes)

    def _target(self, target: str | Path) -> Path:
        """Where to save."""
        if isinstance(target, str) and NAME.fullmatch(target):
            if target in self.library.voices:
                raise LabError(f"{target} is a voice of the package; give another name")
            return self.folder / f"{target}.safetensors"
        path = Path(target).expanduser()
        if path.suffix.lower() != ".safetensors":
            raise LabError(f"a voice is saved as a name or a .safetensors file, not as {str(target)!r}")
        return path

    def _pack(self, formula: Formula, stamps: tuple[Stamp | None, ...]) -> Pack:
        """A pack, made; the stamps are there so that it is made again when a file changes."""
        values = self._values(formula)
        values.flags.writeable = False
        return Pack(values, str(formula))

    def _values(self, formula: Formula) -> Array:
        """[510, 256] of any formula, a new array."""
        if isinstance(formula, Halves):
            return join(self._values(formula.timbre), self._values(formula.prosody))
        return mix(self.parents(formula), formula.keeps_norm)

    def _stack(self, names: tuple[str, ...], stamps: tuple[Stamp | None, ...]) -> Packs:
        """All packs; the stamps are there as in `_pack`."""
        values = np.stack([self._voice_values(Term(name)) for name in names])
        values.flags.writeable = False
        return Packs(names, values)

    def _voice_values(self, term: Term) -> Array:
        """[510, 256] of one voice."""
        if self._is_own(term):
            return self.library.values(term.voice)
        file = self._file(term)
        try:
            return load_file(file)
        except LabError as error:
            if self.paths:
                raise
            raise LabError(f"the voice {term.voice} was saved here, but its file is damaged") from error

    def _is_own(self, term: Term) -> bool:
        """Whether a voice comes with the package."""
        return not term.file and term.voice in self.library.voices

    def _file(self, term: Term) -> Path:
        """The file of a voice that does not come with the package."""
        if term.file:
            if not self.paths:
                raise LabError(f"voices cannot be read from files here: {term.voice}")
            return Path(term.voice).expanduser()
        file = saved(self.folder).get(term.voice)
        if file is None:
            raise _unknown(term.voice, self.names())
        return file

    def _stamp(self, term: Term) -> Stamp | None:
        """What changes when a voice's file does."""
        if self._is_own(term):
            return None
        file = self._file(term)
        if not file.is_file():
            raise LabError(f"there is no voice file {term.voice}")
        return stamp(file)

    def _fault(self, file: Path) -> str | None:
        """What is wrong with a file that should be a voice, looked at again only when it changes."""
        try:
            return self._examined(stamp(file))
        except OSError as error:  # it has gone in the meantime, say
            return f"{file} cannot be read: {error.strerror or error}"

    def _own(self) -> dict[str, Path]:
        """The user's voices, by name, without those whose names mean a voice of the package."""
        found = saved(self.folder)
        return {name: found[name] for name in sorted(found.keys() - self.library.voices.keys())}

    def _language_of_file(self, file: Path) -> str:
        """What the file says, if there is such a language, else what its name's first letter says."""
        voices = self.library.voices
        written = metadata(file).get("language")
        if written in {info.language for info in voices.values()}:
            return str(written)
        if UPSTREAM_NAME.match(file.stem):
            for name, info in voices.items():
                if name[0] == file.stem[0]:
                    return info.language
        return DEFAULT_LANGUAGE


def _terms(formula: Formula) -> tuple[Term, ...]:
    halves = (formula.timbre, formula.prosody) if isinstance(formula, Halves) else (formula,)
    return tuple(term for blend in halves for term in blend.shares)


def _unknown(name: str, names: tuple[str, ...]) -> LabError:
    """An unknown voice; a minus without a space is the likeliest slip."""
    error = unknown("voice", name, names)
    known = [other for other in names if name.startswith(f"{other}-")]
    return LabError(f"{error}; to subtract, put a space before the minus") if known else error
