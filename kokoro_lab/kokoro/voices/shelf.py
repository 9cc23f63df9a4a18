"""The voices: those that come with the package, those that the user saved, and what formulas make of them."""

from __future__ import annotations

import hashlib
import json
import os
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files as resources
from pathlib import Path

import numpy as np

from kokoro_lab.errors import LabError, unknown
from kokoro_lab.kokoro.voices.files import SUFFIXES, WIDTH, Array, load_file, metadata, save_file
from kokoro_lab.kokoro.voices.formula import NAME, Blend, Formula, Halves, Term, parse

PACKS = "packs.safetensors"
MANIFEST = "manifest.json"
HALF = WIDTH // 2  # columns of timbre, and of prosody
KEPT = 32  # packs remembered, half a megabyte each
DEFAULT_LANGUAGE = "en-us"


@dataclass(frozen=True)
class VoiceInfo:
    """What is known of a voice.

    Attributes:
        name: As in a formula.
        display: As a person would call it.
        language: Code of the language that it was recorded in.
        gender: "female" or "male"; None for a blend that the user saved.
        grade: Upstream's overall grade, A to F+; None where upstream gives none.
        error: Largest difference to the published pack; 0 for a pack that is stored whole.
        file: Where the user saved it; None for a voice that comes with the package.
    """

    name: str
    display: str
    language: str
    gender: str | None
    grade: str | None
    error: float
    file: Path | None = None


@dataclass(frozen=True, eq=False)
class Pack:
    """The styles of a voice or a blend.

    Attributes:
        values: [510, 256] float32, read-only: row n − 1 for an utterance of n symbols; columns 0 to 127 are
            timbre, for the decoder, 128 to 255 prosody, for the predictor.
        formula: What it was made from, in canonical form.
    """

    values: Array = field(repr=False)
    formula: str


class Shelf:
    """All voices that can be named. Make it with `Shelf.open`."""

    def __init__(
        self,
        builtin: Mapping[str, VoiceInfo],
        factors: Mapping[str, Array],
        folder: Path,
        paths: bool,
    ) -> None:
        self.folder = folder
        self._builtin = builtin
        self._factors = factors
        self._paths = paths
        self._remembered: OrderedDict[tuple[object, ...], Pack] = OrderedDict()

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
        place = data_folder()
        try:
            manifest = json.loads((place / MANIFEST).read_text("utf-8"))
            data = (place / PACKS).read_bytes()
        except (OSError, json.JSONDecodeError) as error:
            raise LabError(f"the voices in {place} cannot be read: {error}") from error
        if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
            raise LabError(f"{place / PACKS} is damaged: its SHA-256 is not that of {MANIFEST}")
        from safetensors.numpy import load

        voices = {name: _info(name, about) for name, about in manifest["voices"].items()}
        return cls(voices, load(data), Path(folder or user_folder()).expanduser(), paths)

    def names(self) -> tuple[str, ...]:
        """Every voice, those of the package first."""
        return (*self._builtin, *(name for name in sorted(self._saved()) if name not in self._builtin))

    def voice(self, name: str) -> VoiceInfo:
        """What is known of a voice.

        Raises:
            LabError: There is none of that name; the message has the nearest.
        """
        if name in self._builtin:
            return self._builtin[name]
        file = self._saved().get(name)
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
        key = (str(parsed), *(self._stamp(term) for term in _terms(parsed)))
        if key not in self._remembered:
            self._remembered[key] = Pack(_read_only(self._values(parsed)), str(parsed))
        self._remembered.move_to_end(key)
        while len(self._remembered) > KEPT:
            self._remembered.popitem(last=False)
        return self._remembered[key]

    def language_of(self, formula: str) -> str:
        """The language of the voice with the greatest weight; of two halves, the prosody decides.

        Raises:
            LabError: As `pack`.
        """
        parsed = parse(formula)
        blend = parsed.prosody if isinstance(parsed, Halves) else parsed
        heaviest = max(blend.terms, key=lambda term: term.weight)
        if heaviest.file:
            return self._language_of_file(self._file(heaviest))
        return self.voice(heaviest.voice).language

    def save(self, formula: str, target: str | Path, replace: bool = False) -> Path:
        """Keep what a formula names as a voice of its own, [510, 256] float32 in a `.safetensors` file.

        Args:
            formula: What to keep.
            target: A name, which puts the voice into the user's folder, or the path of a `.safetensors` file.
            replace: Whether a file that is there already may be lost.

        Returns:
            The file.

        Raises:
            LabError: As `pack`; or the name is taken, or the file cannot be written.
        """
        pack = self.pack(formula)
        path = self._target(target)
        if path.exists() and not replace:
            raise LabError(f"{path} is there already; give another name, or say that it may be replaced")
        notes = {
            "formula": pack.formula,
            "language": self.language_of(formula),
            "kokoro-lab": _version(),
            "layout": "float32 [510, 256]; row n - 1 for n symbols; columns 0-127 timbre, 128-255 prosody",
        }
        save_file(pack.values, path, notes)
        return path

    def _target(self, target: str | Path) -> Path:
        """Where to save."""
        if isinstance(target, str) and NAME.fullmatch(target):
            if target in self._builtin:
                raise LabError(f"{target} is a voice of the package; give another name")
            return self.folder / f"{target}.safetensors"
        path = Path(target).expanduser()
        if path.suffix.lower() != ".safetensors":
            raise LabError(f"a voice is saved as a name or a .safetensors file, not as {str(target)!r}")
        return path

    def _values(self, formula: Formula) -> Array:
        """[510, 256] of any formula."""
        if isinstance(formula, Halves):
            joined = self._blend(formula.timbre)
            joined[:, HALF:] = self._blend(formula.prosody)[:, HALF:]
            return joined
        return self._blend(formula)

    def _blend(self, blend: Blend) -> Array:
        """[510, 256] of a weighted sum, a new array, computed in float64."""
        parents = np.stack([self._voice_values(term) for term in blend.terms])
        shares = np.array(blend.shares)
        mixed = np.tensordot(shares, parents.astype(np.float64), axes=1)
        if blend.keeps_norm:
            weights = np.abs(shares) / np.abs(shares).sum()
            wanted = np.tensordot(weights, _norms(parents), axes=1)
            mixed *= np.repeat(wanted / np.maximum(_norms(mixed), 1e-12), HALF, axis=-1)
        blended: Array = mixed.astype(np.float32)
        return blended

    def _voice_values(self, term: Term) -> Array:
        """[510, 256] of one voice."""
        if not term.file and term.voice in self._builtin:
            values: Array = self._factors[f"{term.voice}.rows"] @ self._factors[f"{term.voice}.columns"]
            return values
        return load_file(self._file(term))

    def _file(self, term: Term) -> Path:
        """The file of a voice that does not come with the package."""
        if term.file:
            if not self._paths:
                raise LabError(f"voices cannot be read from files here: {term.voice}")
            return Path(term.voice).expanduser()
        saved = self._saved().get(term.voice)
        if saved is None:
            raise _unknown(term.voice, self.names())
        return saved

    def _stamp(self, term: Term) -> tuple[str, int, int] | None:
        """What changes when a voice's file does."""
        if not term.file and term.voice in self._builtin:
            return None
        file = self._file(term)
        if not file.is_file():
            raise LabError(f"there is no voice file {file}")
        return str(file.resolve()), file.stat().st_mtime_ns, file.stat().st_size

    def _saved(self) -> dict[str, Path]:
        """The user's voices; of two files with one name, the first kind in `SUFFIXES`."""
        if not self.folder.is_dir():
            return {}
        found = [file for file in self.folder.iterdir() if file.suffix in SUFFIXES]
        found.sort(key=lambda file: SUFFIXES.index(file.suffix), reverse=True)
        return {file.stem: file for file in found if NAME.fullmatch(file.stem)}

    def _language_of_file(self, file: Path) -> str:
        """What the file says, else what the first letters of its name say."""
        if language := metadata(file).get("language"):
            return language
        kin = [info.language for name, info in self._builtin.items() if name[:3] == file.stem[:3]]
        return kin[0] if kin else DEFAULT_LANGUAGE


def data_folder() -> Path:
    """Where the package's voices are: inside it when installed, beside it in a clone."""
    package = resources("kokoro_lab")
    inside, beside = Path(str(package / "voices_data")), Path(str(package)).parent / "voices"
    return inside if (inside / MANIFEST).is_file() else beside


def user_folder() -> Path:
    """Where the user's voices are kept: `KOKORO_LAB_VOICES`, or the system's place for a program's data."""
    from platformdirs import user_data_path

    chosen = os.environ.get("KOKORO_LAB_VOICES")
    return Path(chosen) if chosen else user_data_path("kokoro-lab", appauthor=False) / "voices"


def _info(name: str, about: Mapping[str, object]) -> VoiceInfo:
    grade = about["grade"]
    return VoiceInfo(
        name=name,
        display=str(about["display"]),
        language=str(about["language"]),
        gender=str(about["gender"]),
        grade=None if grade is None else str(grade),
        error=float(str(about["error"])),
    )


def _terms(formula: Formula) -> tuple[Term, ...]:
    halves = (formula.timbre, formula.prosody) if isinstance(formula, Halves) else (formula,)
    return tuple(term for blend in halves for term in blend.terms)


def _norms(packs: Array) -> Array:
    """Norm of each half of each row, […, 510, 256] → […, 510, 2]."""
    halves = packs.reshape(*packs.shape[:-1], 2, HALF)
    norms: Array = np.linalg.norm(halves.astype(np.float64), axis=-1)
    return norms


def _read_only(values: Array) -> Array:
    values.flags.writeable = False
    return values


def _unknown(name: str, names: tuple[str, ...]) -> LabError:
    """An unknown voice; a minus without a space is the likeliest slip."""
    error = unknown("voice", name, names)
    known = [other for other in names if name.startswith(f"{other}-")]
    return LabError(f"{error}; to subtract, put a space before the minus") if known else error


def _version() -> str:
    try:
        return version("kokoro-lab")
    except PackageNotFoundError:
        return "unknown"
