"""What each value of a Kokoro trace is. T tokens, F frames of 25 ms."""

from __future__ import annotations

from kokoro_lab.clocks import BIN, CURVE, FRAME, SAMPLE, TOKEN
from kokoro_lab.trace import Spec

INPUTS = (
    Spec("text", (), None, "", "text", "text", "What was written, for this chunk."),
    Spec("language", (), None, "", "text", "text", "Letters are read differently in every language."),
    Spec("words", ("word",), None, "", "text", "text", "Each keeps its place in the text."),
    Spec("phonemes", (), None, "", "text", "units", "How the text is pronounced, in IPA."),
    Spec("symbols", (), None, "", "text", "units", "The phonemes that the model was taught."),
    Spec("voice", (), None, "", "text", "voice", "The formula says which voices are blended, and how."),
    Spec("pack", ("row", "style"), None, "", "matrix", "voice", "A voice is a curve: one style per length."),
    Spec("speed", (), None, "", "number", "timing", "Durations are divided by it."),
    Spec("seed", (), None, "", "number", "waveform", "It decides the noise, repeatably."),
    Spec("amplitudes", ("harmonic",), None, "", "matrix", "acoustics", "How loud each sine is."),
    Spec("opening", (), None, "", "text", "timing", "What stands where the chunk begins."),
    Spec("seam", (), None, "", "text", "timing", "What stands where the chunk ends."),
    Spec("lead", (), None, "s", "number", "timing", "Silence asked for before the chunk."),
    Spec("pause", (), None, "s", "number", "timing", "Silence asked for after the chunk."),
)

WRITTEN = (
    Spec("ids", ("token",), TOKEN, "", "tokens", "units", "The network reads numbers, not letters."),
    Spec("row", (), None, "", "number", "voice", "It says which of the voice's 510 styles is used."),
    Spec("timbre", ("style",), None, "", "matrix", "voice", "Who is speaking."),
    Spec("prosody", ("style",), None, "", "matrix", "voice", "How this speaker moves."),
    Spec("hidden", ("token", "channel"), TOKEN, "", "matrix", "content", "Context shapes every phoneme."),
    Spec("encoding", ("token", "channel"), TOKEN, "", "matrix", "prosody", "Context in this voice's way."),
    Spec("votes", ("token", "vote"), TOKEN, "", "matrix", "timing", "Doubt about length is visible."),
    Spec("durations", ("token",), TOKEN, "frames", "tokens", "timing", "Rhythm is length."),
    Spec(
        "heard", ("edge",), FRAME, "frames", "tokens", "timing", "First frame heard, and one past the last."
    ),
    Spec("alignment", ("frame",), FRAME, "token", "alignment", "timing", "The token of each frame."),
    Spec("marks", ("mark",), None, "s", "text", "timing", "When each word and phoneme is heard."),
    Spec("f0", ("curve",), CURVE, "Hz", "curve", "prosody", "The melody; below 10 Hz there is no voice."),
    Spec("energy", ("curve",), CURVE, "", "curve", "prosody", "How strongly each moment is spoken."),
    Spec("content", ("token", "channel"), TOKEN, "", "matrix", "content", "What is said, by anyone."),
    Spec("features", ("curve", "channel"), CURVE, "", "matrix", "acoustics", "The plan of the sound."),
    Spec(
        "noise", ("sample", "harmonic"), SAMPLE, "", "matrix", "acoustics", "Breath: all the chance there is."
    ),
    Spec("source", ("sample",), SAMPLE, "", "audio", "acoustics", "Buzz and hiss, before any vocal tract."),
    Spec("magnitude", ("frequency", "bin"), BIN, "", "matrix", "acoustics", "How loud each bin is."),
    Spec(
        "phase", ("frequency", "bin"), BIN, "rad", "matrix", "acoustics", "Where in its cycle a bin stands."
    ),
    Spec("audio", ("sample",), SAMPLE, "", "audio", "waveform", "What is heard, at 24,000 samples a second."),
)

SPECS = {spec.name: spec for spec in (*INPUTS, *WRITTEN)}
