"""From a trace to something heard: files, the speaker, subtitles, and the sound of single stages."""

from kokoro_lab.listen.captions import Cue, cues, srt
from kokoro_lab.listen.loudness import loudness, match
from kokoro_lab.listen.pcm import int16
from kokoro_lab.listen.record import FORMATS, Written, suffix, write
from kokoro_lab.listen.speaker import play
from kokoro_lab.listen.stages import difference, hum, slice, source
from kokoro_lab.listen.tiers import textgrid
from kokoro_lab.timeline import marks

__all__ = [
    "FORMATS",
    "Cue",
    "Written",
    "cues",
    "difference",
    "hum",
    "int16",
    "loudness",
    "marks",
    "match",
    "play",
    "slice",
    "source",
    "srt",
    "suffix",
    "textgrid",
    "write",
]
