"""What is known of a voice formula; and blends as files that one takes away and brings back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import numpy as np

from kokoro_lab.casting.maps import rounded
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.text.languages import LANGUAGES
from kokoro_lab.kokoro.voices import Blend, Formula, Halves, Pack, Shelf, parse
from kokoro_lab.kokoro.voices.blend import HALVES, Numbers, add, norms, stretch
from kokoro_lab.kokoro.voices.curve import Curve, curve, row_of
from kokoro_lab.kokoro.voices.files import ROWS, load_bytes
from kokoro_lab.kokoro.voices.formula import NAME
from kokoro_lab.kokoro.voices.map import distances

NEAREST = 3  # voices told to be near a blend
LARGEST_FILE = 4_000_000  # bytes; a voice takes half a megabyte
SAME = 1e-4  # of any value: how near a file must be to what its formula gives here
KEEP = "name it by its path, as in kokoro-lab say --voice ./mine.safetensors"  # where a page cannot help

Reply = tuple[Mapping[str, Any], tuple[bytes, ...]]  # a message, and float32 buffers


def formula_answer(shelf: Shelf, formula: str, symbols: int) -> Reply:
    """What a formula is made of, how strong it is, and which voices are near.

    A blend is shorter than its parents. Three norms tell by how much: of the plain sum, of the sum that
    `norm(…)` stretches, and the mean of the parents' norms, to which it is stretched.

    Args:
        shelf: The voices.
        formula: See `kokoro_lab.kokoro.voices.formula`.
        symbols: Length of the utterance for whose row `strength` is, 1 to 510.

    Returns:
        The message, and six buffers of float32 [510]: plain, kept and parents' norm of each row of the
        timbre, then of the prosody.

    Raises:
        LabError: It is no formula, names a voice that there is not, or there is no row for the symbols.
    """
    row = row_of(symbols)
    parsed = parse(formula)
    blends = _halves(parsed)
    made = {half: _strengths(shelf, blends[half], place) for place, half in enumerate(HALVES)}
    pack, language = shelf.pack(formula), shelf.language_of(formula)
    message = {
        "kind": "formula",
        "formula": pack.formula,
        "language": language,
        "language_name": LANGUAGES[language].name,
        "split": isinstance(parsed, Halves),
        **{half: _terms(blends[half]) for half in HALVES},
        "strength": {half: {name: float(of[row]) for name, of in made[half].items()} for half in HALVES},
        "nearest": nearest(shelf, pack),
        "rows": ROWS,
    }
    return message, tuple(_float32(of) for half in HALVES for of in made[half].values())


def curve_answer(shelf: Shelf, formula: str, symbols: int) -> Reply:
    """A voice as a curve: see `kokoro_lab.kokoro.voices.curve`.

    Args:
        shelf: The voices.
        formula: Which voice.
        symbols: Length of the utterance whose row is in use, 1 to 510.

    Returns:
        The message, and for timbre, then prosody, four buffers of float32: norm of each row, distance of
        each row to the one in use and way travelled from the first, [510] each, and the path [510, 2].

    Raises:
        LabError: As `formula_answer`.
    """
    pack = shelf.pack(formula)
    curves = {half: curve(pack.values[:, columns], symbols) for half, columns in HALVES.items()}
    message = {
        "kind": "curve",
        "formula": pack.formula,
        "symbols": symbols,
        "rows": ROWS,
        "halves": {half: _curve(one, row_of(symbols)) for half, one in curves.items()},
    }
    arrays = [(one.norms, one.away, one.travelled, one.path) for one in curves.values()]
    return message, tuple(_float32(array) for four in arrays for array in four)


def nearest(shelf: Shelf, pack: Pack) -> Mapping[str, list[Mapping[str, Any]]]:
    """The voices nearest to a pack in each half, as far as the map's distances say, nearest first."""
    every = shelf.packs()
    found: dict[str, list[Mapping[str, Any]]] = {}
    for half, columns in HALVES.items():
        (far,) = rounded(distances(pack.values[None, :, columns], every.values[..., columns]))
        places = sorted(range(len(far)), key=far.__getitem__)[:NEAREST]
        found[half] = [{"voice": every.names[place], "distance": far[place]} for place in places]
    return found


def voice_file(formula: str, name: str, shelf: Shelf) -> bytes:
    """A blend as a `.safetensors` file to take away, which mlx-audio reads too; `read_voice` brings it back.

    Args:
        formula: What to keep.
        name: What the file is to be called.
        shelf: The voices.

    Raises:
        LabError: The name would not do in a formula, is taken by a voice of the package, or the formula is
            wrong.
    """
    if not NAME.fullmatch(name):
        raise LabError(f"{name!r} is no voice's name: letters, digits, _ and -, not a digit first")
    if name in shelf.library.voices:
        raise LabError(f"{name} is a voice of the package; give another name")
    return shelf.file(formula)


def read_voice(name: str, data: bytes, shelf: Shelf) -> str:
    """The formula of a blend that was saved in a file, if the file holds what its formula gives here.

    Args:
        name: What the file is called.
        data: Its bytes.
        shelf: The voices.

    Returns:
        The formula in canonical form.

    Raises:
        LabError: It is no voice in a `.safetensors` file, tells no formula, tells one that cannot be used
            here, or holds something else than its formula gives.
    """
    file = PurePath(name).name
    if len(data) > LARGEST_FILE:
        raise LabError(f"{file} has {len(data):,} bytes; a voice's file has at most {LARGEST_FILE:,}")
    values, notes = load_bytes(data, file)
    if "formula" not in notes:
        raise LabError(f"{file} tells no formula, so it is a voice of its own; {KEEP}")
    try:
        pack = shelf.pack(notes["formula"])
    except LabError as error:
        raise LabError(f"{file} was made by a formula that cannot be used here: {error}") from error
    off = float(np.abs(pack.values - values).max())
    if off > SAME:
        raise LabError(
            f"{file} does not hold what its formula {pack.formula} gives here: they differ by up to "
            f"{off:.2g}; to have the file's own numbers, {KEEP}"
        )
    return pack.formula


def _halves(parsed: Formula) -> Mapping[str, Blend]:
    """The blend that each half is made of."""
    if isinstance(parsed, Halves):
        return {"timbre": parsed.timbre, "prosody": parsed.prosody}
    return dict.fromkeys(HALVES, parsed)


def _terms(blend: Blend) -> Mapping[str, Any]:
    """Voices, by name or path, with their weights as written."""
    terms = [{"voice": term.voice, "weight": term.weight} for term in blend.terms]
    return {"terms": terms, "keeps_norm": blend.keeps_norm}


def _strengths(shelf: Shelf, blend: Blend, place: int) -> Mapping[str, Numbers]:
    """Norms of each row of one half, [510] each."""
    total, wanted = add(shelf.parents(blend))
    three = {"plain": norms(total), "kept": norms(stretch(total, wanted)), "parents": wanted}
    return {name: of[:, place] for name, of in three.items()}


def _curve(one: Curve, row: int) -> Mapping[str, float]:
    return {"travelled": float(one.travelled[-1]), "kept": one.kept, "norm": float(one.norms[row])}


def _float32(values: Numbers) -> bytes:
    return np.ascontiguousarray(values, dtype="<f4").tobytes()
