"""Make the voices' data file from the published packs.

    python -m kokoro_lab.kokoro.voices.factorise SOURCE TARGET

A pack [510, 256] has one row per length of utterance, and its rows change so smoothly that a product of
[510, 20] and [20, 256] stands for it: 3.3 MB for 54 voices instead of 28. SOURCE is a folder of packs as
published (`NAME.bin` of the npm package kokoro-js 1.2.1, or `NAME.pt` of the hub's `voices/`), TARGET the
folder `voices/` of this repository. The same packs give the same bytes on one machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kokoro_lab.errors import LabError
from kokoro_lab.files import written_aside
from kokoro_lab.kokoro.voices.files import SUFFIXES, Array, load_file
from kokoro_lab.kokoro.voices.library import MANIFEST, PACKS

RANK = 20  # 12 would do for the limit; with 20 the harmonic source is as near to upstream as with full packs
ERROR_LIMIT = 1e-4  # of any value; the packs' values reach 3.2
SOURCE = "hexgrad/Kokoro-82M (Apache-2.0), as packed in the npm package kokoro-js 1.2.1"

LANGUAGES = {  # by the first letter of a voice's name
    "a": "en-us", "b": "en-gb", "e": "es", "f": "fr", "h": "hi",
    "i": "it", "j": "ja", "p": "pt-br", "z": "zh",
}  # fmt: skip
GENDERS = {"f": "female", "m": "male"}  # by the second letter

# Overall grades from VOICES.md of hexgrad/Kokoro-82M, which has none for Spanish and Portuguese.
GRADES = {
    "A": "af_heart",
    "A-": "af_bella",
    "B-": "af_nicole bf_emma ff_siwis",
    "C+": "af_aoede af_kore af_sarah am_fenrir am_michael am_puck jf_alpha",
    "C": "af_alloy af_nova bf_isabella bm_fable bm_george hf_alpha hf_beta hm_omega hm_psi if_sara "
    "im_nicola jf_gongitsune jf_tebukuro",
    "C-": "af_sky jf_nezumi jm_kumo",
    "D+": "bm_lewis",
    "D": "af_jessica af_river am_echo am_eric am_liam am_onyx bf_alice bf_lily bm_daniel zf_xiaobei "
    "zf_xiaoni zf_xiaoxiao zf_xiaoyi zm_yunjian zm_yunxi zm_yunxia zm_yunyang",
    "D-": "am_santa",
    "F+": "am_adam",
}


def factors(pack: Array, rank: int = RANK) -> tuple[Array, Array]:
    """The best product of two thin matrices for a pack (Eckart and Young 1936: a truncated SVD).

    Args:
        pack: [510, 256].
        rank: Width of the factors.

    Returns:
        rows [510, rank] and columns [rank, 256] in float32; the sign of each pair is the one that makes the
        largest entry of the column factor positive, so that it does not depend on the SVD's whim.
    """
    left, singular, right = np.linalg.svd(pack.astype(np.float64), full_matrices=False)
    left, right = left[:, :rank] * singular[:rank], right[:rank]
    signs = np.sign(right[np.arange(rank), np.abs(right).argmax(axis=1)])
    return (left * signs).astype(np.float32), (right * signs[:, None]).astype(np.float32)


def factorise(source: Path, target: Path) -> Mapping[str, Any]:
    """Write the data file and its manifest.

    Returns:
        The manifest.

    Raises:
        LabError: A pack cannot be read, or is not smooth enough for the rank.
    """
    from safetensors.numpy import save

    files = {file.stem: file for file in sorted(source.iterdir()) if file.suffix in SUFFIXES}
    if not files:
        raise LabError(f"no voice packs ({', '.join(SUFFIXES)}) in {source}")
    tensors: dict[str, Array] = {}
    voices: dict[str, Mapping[str, Any]] = {}
    for name, file in files.items():
        pack = load_file(file)
        rows, columns = factors(pack)
        error = float(np.abs(rows @ columns - pack).max())
        if error >= ERROR_LIMIT:
            raise LabError(f"{file}: rank {RANK} leaves an error of {error:.1e}, not under {ERROR_LIMIT:.0e}")
        tensors[f"{name}.rows"], tensors[f"{name}.columns"] = rows, columns
        voices[name] = {**describe(name), "error": float(f"{error:.2g}"), "sha256": _sha256(pack.tobytes())}
    data = save(tensors)
    manifest = {"source": SOURCE, "rank": RANK, "sha256": _sha256(data), "voices": voices}
    with written_aside(target / PACKS) as packs, written_aside(target / MANIFEST) as about:
        packs.write_bytes(data)
        about.write_bytes((json.dumps(manifest, indent=1) + "\n").encode())
    return manifest


def describe(name: str) -> Mapping[str, str | None]:
    """What a voice's name and upstream's table say of it.

    Raises:
        LabError: The name does not begin with a letter for the language and one for the gender.
    """
    if name[:1] not in LANGUAGES or name[1:2] not in GENDERS or name[2:3] != "_":
        raise LabError(f"{name!r} does not tell its language and gender, as af_heart does")
    grade = next((grade for grade, names in GRADES.items() if name in names.split()), None)
    return {
        "display": name[3:].capitalize(),
        "language": LANGUAGES[name[0]],
        "gender": GENDERS[name[1]],
        "grade": grade,
    }


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=factorise.__doc__)
    parser.add_argument("source", type=Path, help="folder of published packs")
    parser.add_argument("target", type=Path, help="folder for the data file and the manifest")
    given = parser.parse_args()
    manifest = factorise(given.source, given.target)
    worst = max(voice["error"] for voice in manifest["voices"].values())
    print(f"{len(manifest['voices'])} voices at rank {RANK}, largest error {worst:.1e}")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    main()
