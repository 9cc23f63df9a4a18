"""PLBERT: a language model over phonemes, which tells what a phoneme is in its sentence.

Li et al. 2023, "Phoneme-level BERT for enhanced prosody of text-to-speech with grapheme predictions";
an ALBERT (Lan et al. 2019), so one and the same layer is passed twelve times.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kokoro_lab.kokoro.net.config import Config
from kokoro_lab.kokoro.net.embedding import embedding

EPSILON = 1e-12


class Attention(nn.Module):
    """Multi-head self-attention over all tokens, with the residual connection and norm behind it."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        """[B, T, width] → [B, T, width]; softmax(QKᵀ/√d) V per head."""
        batch, tokens, width = x.shape

        def split(y: Tensor) -> Tensor:  # [B, T, width] → [B, heads, T, d]
            return y.view(batch, tokens, self.heads, width // self.heads).transpose(1, 2)

        mixed = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)))
        return self.norm(x + self.out(mixed.transpose(1, 2).reshape(batch, tokens, width)))


class SharedLayer(nn.Module):
    """Attention, then a feed-forward net, each with its residual connection and norm."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.attention = Attention(config.bert_hidden, config.bert_heads)
        self.expand = nn.Linear(config.bert_hidden, config.bert_feed_forward)
        self.contract = nn.Linear(config.bert_feed_forward, config.bert_hidden)
        self.norm = nn.LayerNorm(config.bert_hidden, eps=EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        """[B, T, hidden] → [B, T, hidden]."""
        x = self.attention(x)
        return self.norm(x + self.contract(F.gelu(self.expand(x), approximate="tanh")))


class PLBERT(nn.Module):
    """Phoneme ids to contextual hidden states."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.passes = config.bert_passes
        self.symbol = embedding(config.symbols, config.bert_embedding)
        self.position = embedding(config.positions, config.bert_embedding)
        self.token_type = embedding(2, config.bert_embedding)  # Kokoro uses type 0 alone
        self.norm = nn.LayerNorm(config.bert_embedding, eps=EPSILON)
        self.widen = nn.Linear(config.bert_embedding, config.bert_hidden)
        self.layer = SharedLayer(config)

    def forward(self, ids: Tensor) -> Tensor:
        """Symbol ids [B, T], T ≤ 512 → hidden states [B, T, 768]."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.symbol(ids) + self.position(place) + self.token_type.weight[0]
        x = self.widen(self.norm(x))
        for _ in range(self.passes):
            x = self.layer(x)
        return x
