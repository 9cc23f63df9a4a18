"""Voice packs: the 54 published ones, formulas over them, and files."""

from kokoro_lab.kokoro.voices.files import load_file
from kokoro_lab.kokoro.voices.formula import Blend, Formula, Halves, Term, parse
from kokoro_lab.kokoro.voices.library import VoiceInfo
from kokoro_lab.kokoro.voices.pack import Pack, Packs
from kokoro_lab.kokoro.voices.shelf import Shelf

__all__ = ["Blend", "Formula", "Halves", "Pack", "Packs", "Shelf", "Term", "VoiceInfo", "load_file", "parse"]
