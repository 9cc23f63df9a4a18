"""The ISTFT generator: decoder features and excitation become magnitudes and phases (Kaneko et al. 2022)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kokoro_lab.clocks import BINS, N_FFT, UPSAMPLE_RATES
from kokoro_lab.kokoro.net.config import Config
from kokoro_lab.kokoro.net.norms import AdaIN

KERNELS = (3, 7, 11)  # of the residual blocks that are averaged after each upsampling
DILATIONS = (1, 3, 5)
UPSAMPLE_KERNELS = (20, 12)  # twice the rates
EXCITATION_KERNELS = (7, 11)  # of the residual block on the excitation, at each stage
SLOPE = 0.1
FINAL_SLOPE = 0.01  # upstream left the last one at torch's default


class Snake(nn.Module):
    """x + sin²(αx)/α with one α per channel: it can carry periodic signals (Liu et al. 2020)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.alpha = nn.Parameter(torch.ones(1, channels, 1))

    def forward(self, x: Tensor) -> Tensor:
        """[B, C, time] → [B, C, time]."""
        wave = (x * self.alpha).sin_()
        return wave.square_().mul_(1 / self.alpha).add_(x)  # in place: these arrays are large


class ResidualBlock(nn.Module):
    """Three times: AdaIN, Snake, dilated convolution, AdaIN, Snake, convolution, added to the input."""

    def __init__(self, style: int, channels: int, kernel: int) -> None:
        super().__init__()
        self.norms1 = nn.ModuleList(AdaIN(style, channels) for _ in DILATIONS)
        self.norms2 = nn.ModuleList(AdaIN(style, channels) for _ in DILATIONS)
        self.snakes1 = nn.ModuleList(Snake(channels) for _ in DILATIONS)
        self.snakes2 = nn.ModuleList(Snake(channels) for _ in DILATIONS)
        self.convs1 = nn.ModuleList(
            nn.Conv1d(channels, channels, kernel, dilation=d, padding=d * (kernel // 2)) for d in DILATIONS
        )
        self.convs2 = nn.ModuleList(
            nn.Conv1d(channels, channels, kernel, padding=kernel // 2) for _ in DILATIONS
        )

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """[B, C, time] and style [B, 128] → [B, C, time]."""
        for norm1, snake1, conv1, norm2, snake2, conv2 in zip(
            self.norms1, self.snakes1, self.convs1, self.norms2, self.snakes2, self.convs2, strict=True
        ):
            inner = conv1(snake1(norm1(x, style)))
            x = x + conv2(snake2(norm2(inner, style)))
        return x


class Stage(nn.Module):
    """One upsampling, the excitation added at its rate, and the mean of three residual blocks.

    Args:
        config: Sizes.
        index: 0 for the ×10 stage, 1 for the ×6 stage.
    """

    def __init__(self, config: Config, index: int) -> None:
        super().__init__()
        rate, kernel = UPSAMPLE_RATES[index], UPSAMPLE_KERNELS[index]
        channels = config.generator >> (index + 1)
        self.upsample = nn.ConvTranspose1d(2 * channels, channels, kernel, rate, padding=(kernel - rate) // 2)
        last = index == len(UPSAMPLE_RATES) - 1
        stride = 1 if last else UPSAMPLE_RATES[index + 1]  # bin frames per step of this stage
        self.excitation = nn.Conv1d(
            2 * BINS, channels, 1 if last else 2 * stride, stride, padding=0 if last else stride // 2
        )
        self.excitation_block = ResidualBlock(config.style, channels, EXCITATION_KERNELS[index])
        self.blocks = nn.ModuleList(ResidualBlock(config.style, channels, k) for k in KERNELS)
        self.pad_left = 1 if last else 0  # the STFT has one frame more than the curve has steps

    def forward(self, x: Tensor, excitation: Tensor, timbre: Tensor) -> Tensor:
        """[B, 2C, time] and the excitation's [B, 22, 120F + 1] → [B, C, rate · time (+ 1)]."""
        x = self.upsample(F.leaky_relu(x, SLOPE))
        x = F.pad(x, (self.pad_left, 0), mode="reflect") if self.pad_left else x
        x = x + self.excitation_block(self.excitation(excitation), timbre)
        total = self.blocks[0](x, timbre)
        for block in self.blocks[1:]:
            total = total + block(x, timbre)
        return total / len(self.blocks)


class Generator(nn.Module):
    """Two stages from the curve clock to the bin clock, then one convolution to 11 magnitudes and phases."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.stages = nn.ModuleList(Stage(config, i) for i in range(len(UPSAMPLE_RATES)))
        self.out = nn.Conv1d(config.generator >> len(UPSAMPLE_RATES), N_FFT + 2, 7, padding=3)

    def forward(self, features: Tensor, excitation: Tensor, timbre: Tensor) -> tuple[Tensor, Tensor]:
        """Make the spectrogram.

        Args:
            features: Decoder features [B, 512, 2F].
            excitation: Magnitudes and angles of the excitation's STFT [B, 22, 120F + 1].
            timbre: The voice's timbre half [B, 128].

        Returns:
            Magnitude and phase in radians, each [B, 11, 120F + 1].
        """
        x = features
        for stage in self.stages:
            x = stage(x, excitation, timbre)
        logs, angles = self.out(F.leaky_relu(x, FINAL_SLOPE)).split(BINS, dim=1)
        return logs.exp(), angles.sin()  # the sine is the phase itself, so it stays within ±1 rad
