"""The text encoder: what each phoneme sounds like, before any voice or timing (StyleTTS 2)."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from kokoro_lab.kokoro.net.config import Config
from kokoro_lab.kokoro.net.embedding import embedding
from kokoro_lab.kokoro.net.norms import ChannelNorm

KERNEL = 5
LAYERS = 3
SLOPE = 0.2


class TextEncoder(nn.Module):
    """Embedding, three convolutions, one bidirectional LSTM."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        width = config.hidden
        self.embedding = embedding(config.symbols, width)
        self.convs = nn.ModuleList(
            nn.Conv1d(width, width, KERNEL, padding=KERNEL // 2) for _ in range(LAYERS)
        )
        self.norms = nn.ModuleList(ChannelNorm(width) for _ in range(LAYERS))
        self.lstm = nn.LSTM(width, width // 2, batch_first=True, bidirectional=True)

    def forward(self, ids: Tensor) -> Tensor:
        """Symbol ids [B, T] → features per token [B, T, 512]."""
        x = self.embedding(ids).mT
        for conv, norm in zip(self.convs, self.norms, strict=True):
            x = F.leaky_relu(norm(conv(x)), SLOPE)
        x, _ = self.lstm(x.mT)
        return x
