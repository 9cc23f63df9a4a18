"""Make the stored clips and measures of all voices, with the real weights.

    python -m kokoro_lab.casting.clips TARGET

TARGET is the folder `voices/` of this repository. Every voice speaks one sentence of its own language, which
becomes a clip of about two seconds, and a passage of about ten, which is measured. All clips are equally
loud. The same weights and packs give the same bytes on one machine. It takes some ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kokoro_lab.casting.gallery import CLIPS, GALLERY
from kokoro_lab.casting.measures import pace, pitch, spread
from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.errors import LabError
from kokoro_lab.files import written_aside
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.kokoro.voices.library import MANIFEST, data_folder
from kokoro_lab.lab import Lab
from kokoro_lab.listen import loudness, match, write
from kokoro_lab.request import Request
from kokoro_lab.timeline import marks
from kokoro_lab.trace import Trace

LOUDNESS = -23.0  # LUFS, as EBU R 128 has it: at -16 the peaks of some voices would pass full scale
TOLERANCE = 0.1  # LU
QUIET = 1e-2  # of the loudest moment, -40 dB: below it nothing is heard
MOMENT = SAMPLE_RATE // 200  # 5 ms: over so many samples the sound's strength is taken
MARGIN = SAMPLE_RATE // 20  # 50 ms of the quiet are kept at both ends
FADE = SAMPLE_RATE // 100  # 10 ms at both ends, so that nothing clicks

ENGLISH = "You could hear the waves from the beach."
SENTENCES = {
    "en-us": ENGLISH,
    "en-gb": ENGLISH,
    "es": "Hoy salió el sol y fuimos a la playa.",
    "fr": "Le soleil brille sur la plage et le jardin.",
    "hi": "आज सुबह की धूप बहुत अच्छी है।",
    "it": "Oggi andiamo a fare una passeggiata.",
    "ja": "今日は海まで散歩しましょう。",
    "pt-br": "Hoje o sol saiu e fomos juntos à praia.",
    "zh": "我们一起去海边散步吧。",
}

ENGLISH_PASSAGE = (
    "Early in the morning the market opens by the river. People come for bread, cheese and fresh fruit, "
    "and they stay to talk. A girl in a yellow coat is singing. Would you like to hear her too?"
)
PASSAGES = {
    "en-us": ENGLISH_PASSAGE,
    "en-gb": ENGLISH_PASSAGE,
    "es": "Por la mañana temprano abre el mercado junto al río. La gente compra pan, queso y fruta fresca, "
    "y se queda a charlar. Una niña con abrigo amarillo está cantando. ¿Quieres escucharla tú también?",
    "fr": "Tôt le matin, le marché ouvre au bord de la rivière. Les gens achètent du pain, du fromage et des "
    "fruits frais, puis restent bavarder. Une fille en manteau jaune chante. Voulez-vous l'écouter aussi ?",
    "hi": "सुबह जल्दी नदी के किनारे बाज़ार खुलता है। लोग रोटी, पनीर और ताज़े फल लेने आते हैं, "
    "और बातें करने के लिए रुक जाते हैं। पीले कोट में एक लड़की गा रही है। क्या आप भी उसे सुनना चाहेंगे?",
    "it": "La mattina presto il mercato apre vicino al fiume. La gente compra pane, formaggio e frutta "
    "fresca, e si ferma a parlare. Una ragazza con il cappotto giallo canta. Vuoi ascoltarla anche tu?",
    "ja": "朝早く、川のそばで市場が開きます。人々はパンやチーズや新鮮な果物を買いに来て、おしゃべりをします。"
    "黄色いコートの女の子が歌っています。あなたも聞いてみませんか？",
    "pt-br": "De manhã cedo o mercado abre perto do rio. As pessoas compram pão, queijo e frutas frescas, "
    "e ficam para conversar. Uma menina de casaco amarelo está cantando. Você também quer ouvir?",
    "zh": "清晨，河边的市场开门了。人们来买面包、奶酪和新鲜的水果，还留下来聊天。"
    "一个穿黄色外套的女孩正在唱歌。你也想听听吗？",
}  # the same in every language: three sentences and a question


def make(lab: Lab, target: Path) -> Mapping[str, Any]:
    """Write all clips and the measures.

    Args:
        lab: Speaks.
        target: Gets `clips/NAME.mp3` for each voice and `gallery.json`.

    Returns:
        What `gallery.json` holds; see `kokoro_lab.casting.gallery.read_gallery`.

    Raises:
        LabError: A clip would not be as loud as the others, or something cannot be written.
    """
    infos = Shelf.open().library.voices.values()
    voices: dict[str, Mapping[str, Any]] = {}
    for language in SENTENCES:
        names = [info.name for info in infos if info.language == language]
        voices |= _of_language(lab, language, names, target / CLIPS)
    identity = lab.engine(Request()).identity
    gallery = {
        "weights": identity["weights"],
        "packs": json.loads((data_folder() / MANIFEST).read_text("utf-8"))["sha256"],
        "versions": _versions(identity),
        "loudness": LOUDNESS,
        "sentences": SENTENCES,
        "passages": PASSAGES,
        "voices": {info.name: voices[info.name] for info in infos},
    }
    with written_aside(target / GALLERY) as file:
        file.write_bytes((json.dumps(gallery, ensure_ascii=False, indent=1) + "\n").encode())
    return gallery


def measures(passage: Sequence[Trace]) -> dict[str, float | None]:
    """Pitch, spread and pace of a passage, rounded to what can be told apart."""
    found = {"pitch": (pitch(passage), 1), "spread": (spread(passage), 2), "pace": (pace(marks(passage)), 2)}
    return {name: None if value is None else round(value, digits) for name, (value, digits) in found.items()}


def cut(audio: np.ndarray) -> np.ndarray:
    """The sound without the silence around it.

    Args:
        audio: float32 [N].

    Returns:
        float32 [up to N]: from 50 ms before the first moment above -40 dB of the loudest to 50 ms after the
        last one, faded in and out over 10 ms.

    Raises:
        LabError: There is nothing but silence.
    """
    moments = audio[: len(audio) // MOMENT * MOMENT].reshape(-1, MOMENT)
    strength = np.sqrt((moments.astype(np.float64) ** 2).mean(axis=1))
    heard = np.flatnonzero(strength > QUIET * strength.max()) * MOMENT
    if not heard.size:
        raise LabError("there is nothing but silence to make a clip of")
    kept = np.array(audio[max(0, heard[0] - MARGIN) : heard[-1] + MOMENT + MARGIN])
    fade = np.linspace(0, 1, FADE, dtype=np.float32)
    kept[:FADE] *= fade
    kept[-FADE:] *= fade[::-1]
    return kept


def write_clip(audio: np.ndarray, file: Path) -> dict[str, Any]:
    """Cut a sound, bring it to the clips' loudness and write it as mp3.

    Args:
        audio: float32 [N] at the usual sample rate.
        file: Ends in .mp3.

    Returns:
        "clip", the file's name; "seconds"; "sha256" of the file.

    Raises:
        LabError: Its peaks do not let it be as loud as the others, or it cannot be written.
    """
    matched = match(cut(audio), SAMPLE_RATE, LOUDNESS)
    loud = loudness(matched, SAMPLE_RATE)
    if abs(loud - LOUDNESS) > TOLERANCE:
        raise LabError(
            f"{file.name} would be at {loud:.1f} LUFS, not {LOUDNESS:.1f}: its peaks leave no room"
        )
    written = write([matched], file, SAMPLE_RATE)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return {"clip": file.name, "seconds": round(written.seconds, 2), "sha256": digest}


def _of_language(lab: Lab, language: str, names: Sequence[str], folder: Path) -> dict[str, Mapping[str, Any]]:
    """Clips and measures of the voices of a language, which share what does not depend on the voice."""
    known: dict[str, Mapping[str, Any]] = {}
    said: list[Trace] = []
    for name in names:
        said = list(lab.stream(Request(SENTENCES[language], voice=name), said))
        clip = write_clip(np.concatenate([part["audio"] for part in said]), folder / f"{name}.mp3")
        known[name] = {**clip, **measures(list(lab.stream(Request(PASSAGES[language], voice=name))))}
    return known


def _versions(identity: Mapping[str, str]) -> dict[str, str]:
    """Of the libraries that the sounds and measures depend on."""
    from importlib.metadata import version

    import soundfile

    of_lab = {name: identity[name] for name in ("kokoro-lab", "torch", "misaki", "spacy", "espeakng-loader")}
    others = {name: version(name) for name in ("numpy", "pyloudnorm", "soundfile")}
    return {**of_lab, **others, "libsndfile": soundfile.__libsndfile_version__}


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=make.__doc__)
    parser.add_argument("target", type=Path, help="folder for gallery.json and clips/")
    gallery = make(Lab.load("wheels", "cpu"), parser.parse_args().target)
    seconds = [voice["seconds"] for voice in gallery["voices"].values()]
    print(f"{len(seconds)} clips of {min(seconds)} to {max(seconds)} s")


if __name__ == "__main__":
    main()
