"""The sizes of Kokoro-82M, as published in the model's config.json."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    """Sizes of the network. The defaults are Kokoro-82M's; tests build a tiny one.

    The generator's upsampling rates and FFT size are not here: they define the clocks and stand in `clocks`.
    """

    symbols: int = 178  # rows of the embeddings; id 0 is the pad
    hidden: int = 512  # width of text encoder, prosody predictor and decoder input
    style: int = 128  # width of each half of a voice: timbre and prosody
    max_duration: int = 50  # votes per token, so the longest token at speed 1 is 50 frames

    bert_embedding: int = 128
    bert_hidden: int = 768
    bert_heads: int = 12
    bert_feed_forward: int = 2048
    bert_passes: int = 12  # passes through the one shared layer
    positions: int = 512  # longest input, pads included

    decoder: int = 1024  # width inside the decoder's front
    residual: int = 64  # width to which the text features are projected for every decoder block
    generator: int = 512  # channels entering the generator, halved at each upsampling
    harmonics: int = 9  # the fundamental and eight overtones
