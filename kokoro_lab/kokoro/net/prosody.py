"""The prosody predictor: how long each phoneme lasts, how high and how strong it is spoken (StyleTTS 2)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from kokoro_lab.kokoro.net.adain_block import AdaINBlock
from kokoro_lab.kokoro.net.config import Config
from kokoro_lab.kokoro.net.norms import AdaLayerNorm

LAYERS = 3


def with_style(x: Tensor, style: Tensor) -> Tensor:
    """Put the style [B, S] beside every token of [B, T, C] → [B, T, C + S]."""
    return torch.cat([x, style.unsqueeze(1).expand(-1, x.shape[1], -1)], dim=-1)


class ProsodyEncoder(nn.Module):
    """Three times a bidirectional LSTM and a norm steered by the voice's prosody half."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        width, style = config.hidden, config.style
        self.lstms = nn.ModuleList(
            nn.LSTM(width + style, width // 2, batch_first=True, bidirectional=True) for _ in range(LAYERS)
        )
        self.norms = nn.ModuleList(AdaLayerNorm(style, width) for _ in range(LAYERS))

    def forward(self, hidden: Tensor, style: Tensor) -> Tensor:
        """Projected PLBERT states [B, T, 512] and style [B, 128] → encoding [B, T, 640]."""
        x = with_style(hidden, style)
        for lstm, norm in zip(self.lstms, self.norms, strict=True):
            x, _ = lstm(x)
            x = with_style(norm(x, style), style)
        return x


class DurationPredictor(nn.Module):
    """Fifty votes per token on whether it lasts at least 1, 2, … 50 frames."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        width = config.hidden
        self.lstm = nn.LSTM(width + config.style, width // 2, batch_first=True, bidirectional=True)
        self.linear = nn.Linear(width, config.max_duration)

    def forward(self, encoding: Tensor) -> Tensor:
        """Prosody encoding [B, T, 640] → logits of the votes [B, T, 50]."""
        x, _ = self.lstm(encoding)
        return self.linear(x)


class CurvePredictor(nn.Module):
    """F0 and energy along the aligned encoding, from one shared LSTM and a stack of blocks for each."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        width, style = config.hidden, config.style
        self.shared = nn.LSTM(width + style, width // 2, batch_first=True, bidirectional=True)
        self.f0 = self._stack(width, style)
        self.energy = self._stack(width, style)
        self.f0_out = nn.Conv1d(width // 2, 1, 1)
        self.energy_out = nn.Conv1d(width // 2, 1, 1)

    @staticmethod
    def _stack(width: int, style: int) -> nn.ModuleList:
        half = width // 2
        return nn.ModuleList(
            [
                AdaINBlock(style, width, width),
                AdaINBlock(style, width, half, double=True),
                AdaINBlock(style, half, half),
            ]
        )

    def forward(self, encoding: Tensor, style: Tensor) -> tuple[Tensor, Tensor]:
        """Aligned encoding [B, F, 640] and style [B, 128] → F0 [B, 2F] in Hz, energy [B, 2F]."""
        shared, _ = self.shared(encoding)
        f0 = energy = shared.mT
        for f0_block, energy_block in zip(self.f0, self.energy, strict=True):
            f0, energy = f0_block(f0, style), energy_block(energy, style)
        return self.f0_out(f0).squeeze(1), self.energy_out(energy).squeeze(1)
