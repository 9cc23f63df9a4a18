"""The decoder's front: text features, F0 and energy become the features from which sound is made."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from kokoro_lab.kokoro.net.adain_block import AdaINBlock
from kokoro_lab.kokoro.net.config import Config


class Decoder(nn.Module):
    """One encoding block, then four decoding blocks that are each shown text and curves again."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        style, wide = config.style, config.decoder
        entry = wide + config.residual + 2  # features, projected text, F0, energy
        self.f0 = nn.Conv1d(1, 1, 3, stride=2, padding=1)
        self.energy = nn.Conv1d(1, 1, 3, stride=2, padding=1)
        self.text = nn.Conv1d(config.hidden, config.residual, 1)
        self.encode = AdaINBlock(style, config.hidden + 2, wide)
        self.decode = nn.ModuleList(
            [
                AdaINBlock(style, entry, wide),
                AdaINBlock(style, entry, wide),
                AdaINBlock(style, entry, wide),
                AdaINBlock(style, entry, config.generator, double=True),
            ]
        )

    def forward(self, content: Tensor, f0: Tensor, energy: Tensor, timbre: Tensor) -> Tensor:
        """Make the decoder features.

        Args:
            content: Aligned text features [B, F, 512].
            f0: [B, 2F], Hz.
            energy: [B, 2F].
            timbre: The voice's timbre half [B, 128].

        Returns:
            Decoder features [B, 512, 2F].
        """
        text = content.mT
        curves = torch.cat([self.f0(f0.unsqueeze(1)), self.energy(energy.unsqueeze(1))], dim=1)  # [B, 2, F]
        x = self.encode(torch.cat([text, curves], dim=1), timbre)
        again = torch.cat([self.text(text), curves], dim=1)
        for block in self.decode:
            x = block(torch.cat([x, again], dim=1), timbre)
        return x
