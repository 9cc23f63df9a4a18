"""Listening with instruments: is it understood, is it whole, does it click?"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kokoro_lab import Request
from kokoro_lab.clocks import SAMPLE_RATE

faster_whisper = pytest.importorskip("faster_whisper", reason="the extra [listen] is not installed")

from recogniser import recogniser, transcript, words  # noqa: E402

# voice, what is written, and what a careful listener would write down
SENTENCES = (
    ("af_heart", "The quick brown fox jumps over the lazy dog.", ""),
    (
        "af_heart",
        "She paid $4.50 for two coffees at 10:30 am.",
        "She paid $4.50 for two coffees at 10.30 a.m.",
    ),
    (
        "am_michael",
        "Dr. Brown lives at 221 Baker St. in London.",
        "Dr. Brown lives at 221 Baker Street in London.",
    ),
    ("am_michael", "About 60% of the 1,200 students passed the exam in 2019.", ""),
    ("bf_emma", "Please call me back before Thursday, if you can.", ""),
    ("bf_emma", "It wasn’t raining, so we didn’t need it.", "It wasn't raining, so we didn't need it."),
    ("bm_george", "Henry VIII was born on June 28, 1491.", "Henry VIII was born on June 28th, 1491."),
    ("bm_george", "The train leaves from platform 3 and arrives twenty minutes later.", ""),
    ("af_bella", "Water boils at 100°C.", "Water boils at 100 degrees Celsius."),
    ("am_adam", "He read three quarters of the book, then he fell asleep.", ""),
    ("af_sarah", "Nobody expected the old bridge to survive the storm.", ""),
    ("am_puck", "Turn left after the church and walk for two miles.", ""),
)
LANGUAGES = (
    ("ef_dora", "es", "Buenos días, me llamo Dora y vivo en una casa pequeña cerca del mar."),
    ("ff_siwis", "fr", "Bonjour, je m'appelle Claire et j'habite une petite maison près de la mer."),
    ("if_sara", "it", "Buongiorno, mi chiamo Sara e vivo in una piccola casa vicino al mare."),
    ("pf_dora", "pt", "Bom dia, eu moro em uma casa pequena perto do mar com a minha família."),
    ("hf_alpha", "hi", "नमस्ते, मेरा नाम आशा है और मैं दिल्ली में रहती हूँ।"),
)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return recogniser(tmp_path_factory.mktemp("whisper"))


def test_english_is_understood(lab, model):
    """Word error rate over varied sentences with numbers and abbreviations, below 4 %."""
    import jiwer

    written, heard = [], []
    for voice, sentence, as_heard in SENTENCES:
        audio = lab.say(Request(sentence, voice=voice))
        written.append(" ".join(words(as_heard or sentence)))
        heard.append(" ".join(words(transcript(model, audio))))
    rate = jiwer.wer(written, heard)
    missed = [pair for pair in zip(written, heard, strict=True) if pair[0] != pair[1]]
    assert rate < 0.04, f"{rate:.1%}: {missed}"


@pytest.mark.parametrize(("voice", "code", "sentence"), LANGUAGES, ids=[code for _, code, _ in LANGUAGES])
def test_other_languages_are_spoken_whole(lab, model, voice, code, sentence):
    request = Request(sentence, voice=voice)
    chunks = lab.plan(request)
    assert "".join(chunk.text for chunk in chunks) == sentence
    assert not [loss for chunk in chunks for loss in chunk.losses]
    heard = transcript(model, lab.say(request), code)
    wanted = len(sentence)
    assert 0.7 * wanted < len(heard) < 1.4 * wanted, heard


def test_seams_neither_click_nor_gape(lab):
    text = (
        "It was a bright cold day in April, and the clocks were striking thirteen. Winston Smith slipped "
        "quickly through the glass doors, though not quickly enough to keep a swirl of dust from entering."
    )
    parts = list(lab.stream(Request(text)))
    assert len(parts) > 1
    for before, after in pairwise(parts):
        edge = np.concatenate([before["audio"][-240:], after["audio"][:240]])
        assert np.abs(np.diff(edge)).max() < 0.02, "a click"
        silence = quiet(before["audio"][::-1]) + quiet(after["audio"])
        assert 0.15 < silence < 0.7, f"{silence:.2f} s of silence at a seam"


@pytest.mark.parametrize("voice", ["af_heart", "am_michael", "bf_emma"])
def test_very_short_utterances_are_whole(lab, model, voice):
    """Three of four single words understood, as Whisper base does for the best of the ways that were tried.

    Tried over ten words and three voices: the style row of the length itself 24 of 30 understood; row 1, 24;
    row 8, 25; rows 15 and 30 fewer (35 and 28 of 48, against 39); a speed of 0.8, 14; in quotes, 23; said
    twice and cut, 20; after an ellipsis and cut, 18. So nothing is done to them.
    """
    understood = 0
    for text in ("Yes.", "No.", "3", "Hi!"):
        audio = lab.say(Request(text, voice=voice))
        padded = np.concatenate([np.zeros(6000), audio, np.zeros(12000)]).astype(np.float32)
        understood += words(transcript(model, padded)) == words(text)
        spoken = len(audio) / SAMPLE_RATE - quiet(audio) - quiet(audio[::-1])
        assert 0.2 < spoken < 1.0
    assert understood >= 3


def quiet(audio: np.ndarray) -> float:
    """Seconds until the sound rises above -40 dB."""
    envelope = np.sqrt(np.convolve(audio.astype(np.float64) ** 2, np.ones(240) / 240, "same"))
    return float(np.argmax(envelope > 0.01)) / SAMPLE_RATE
