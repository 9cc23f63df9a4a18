"""The residual block of decoder and prosody predictor: two convolutions, each behind an AdaIN."""

from __future__ import annotations

import math

from torch import Tensor, nn
from torch.nn import functional as F

from kokoro_lab.kokoro.net.norms import AdaIN

SLOPE = 0.2


class AdaINBlock(nn.Module):
    """AdaIN, LeakyReLU, [doubling of the rate], convolution, AdaIN, LeakyReLU, convolution; plus a shortcut.

    Args:
        style: Width of the style vector.
        channels_in: Channels of the input.
        channels_out: Channels of the output.
        double: Whether the block doubles the rate, from frames to curve points.
    """

    def __init__(self, style: int, channels_in: int, channels_out: int, double: bool = False) -> None:
        super().__init__()
        self.norm1 = AdaIN(style, channels_in)
        self.norm2 = AdaIN(style, channels_out)
        self.conv1 = nn.Conv1d(channels_in, channels_out, 3, padding=1)
        self.conv2 = nn.Conv1d(channels_out, channels_out, 3, padding=1)
        self.upsample = (
            nn.ConvTranspose1d(
                channels_in, channels_in, 3, stride=2, padding=1, output_padding=1, groups=channels_in
            )
            if double
            else None
        )
        self.shortcut = (
            nn.Conv1d(channels_in, channels_out, 1, bias=False) if channels_in != channels_out else None
        )

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """[B, channels_in, time] and style [B, style] → [B, channels_out, time or 2·time]."""
        residual = F.leaky_relu(self.norm1(x, style), SLOPE)
        if self.upsample is not None:
            residual = self.upsample(residual)
        residual = self.conv1(residual)
        residual = self.conv2(F.leaky_relu(self.norm2(residual, style), SLOPE))
        return (residual + self.bypass(x)) / math.sqrt(2)

    def bypass(self, x: Tensor) -> Tensor:
        """The shortcut alone: [B, channels_in, time] → [B, channels_out, time or 2·time]."""
        if self.upsample is not None:
            x = x.repeat_interleave(2, dim=-1)
        return x if self.shortcut is None else self.shortcut(x)
