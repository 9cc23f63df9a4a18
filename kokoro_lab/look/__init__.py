"""From a trace to something seen: figures, tables and words over phonemes. Never runs a model."""

from kokoro_lab.look.colours import CLOCKS
from kokoro_lab.look.document import Document
from kokoro_lab.look.drawing import figure
from kokoro_lab.look.spelling import phonemes
from kokoro_lab.look.stations import table

__all__ = ["CLOCKS", "Document", "figure", "phonemes", "table"]
