"""The network of Kokoro-82M, one concept per file; it imports torch alone."""

from __future__ import annotations

from torch import nn

from kokoro_lab.kokoro.net.config import Config
from kokoro_lab.kokoro.net.decoder import Decoder
from kokoro_lab.kokoro.net.generator import Generator
from kokoro_lab.kokoro.net.plbert import PLBERT
from kokoro_lab.kokoro.net.prosody import CurvePredictor, DurationPredictor, ProsodyEncoder
from kokoro_lab.kokoro.net.source import HarmonicSource
from kokoro_lab.kokoro.net.text_encoder import TextEncoder


class Network(nn.Module):
    """The nine parts, in the order in which the steps call them: 81.1 million parameters.

    There is no forward(): `kokoro.steps` is the one place that says how the parts work together.
    """

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.plbert = PLBERT(config)
        self.projection = nn.Linear(config.bert_hidden, config.hidden)
        self.prosody = ProsodyEncoder(config)
        self.duration = DurationPredictor(config)
        self.curves = CurvePredictor(config)
        self.text = TextEncoder(config)
        self.decoder = Decoder(config)
        self.source = HarmonicSource(config)
        self.generator = Generator(config)


__all__ = ["Config", "Network"]
