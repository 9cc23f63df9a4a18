"""The package `kokoro`, the reference implementation in torch, measured."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from kokoro import KModel
from torch import Tensor

from kokoro_lab.bench.implementation import Settings

MODEL, VOICE = "kokoro-v1_0.pth", "voice.pt"
IDENTITY = (".norm.weight", ".norm.bias")  # of instance norms: ones and zeros, in no checkpoint
REPOSITORY = "hexgrad/Kokoro-82M"  # only named: nothing is fetched from it


class KokoroTorch:
    """The published network with one voice. Its text front end wants a download, so it is given phonemes."""

    reads = False

    def __init__(self, model: KModel, pack: Tensor) -> None:
        self.model = model
        self.pack = pack

    def say(self, phonemes: str) -> tuple[int, Mapping[str, float]]:
        """See `Speaker.say`."""
        return len(self.model(phonemes, self.pack[len(phonemes) - 1])), {}

    def first(self, text: str, phonemes: str) -> int:
        """See `Speaker.first`. Upstream's pipeline fills a chunk up to 510 phonemes before it speaks."""
        return self.say(phonemes)[0]


def prepare(settings: Settings) -> None:
    """Write our weights and voice in the formats of the hub.

    Raises:
        LabError: The weights are not there.
        KeyError: The published network has a part that ours has not.
    """
    from kokoro_lab.kokoro import weights
    from kokoro_lab.kokoro.voices import Shelf

    folder = Path(settings.folder)
    torch.save({}, folder / MODEL)  # a network without weights, to learn the names of its parts
    blank = KModel(REPOSITORY, config(), str(folder / MODEL))
    state = weights.load(settings.weights).state
    parts = {name: _published(name, part, state) for name, part in blank.named_children()}
    torch.save(parts, folder / MODEL)
    values = torch.tensor(Shelf.open().pack(settings.voice).values)
    torch.save(values.unsqueeze(1), folder / VOICE)


def load(settings: Settings) -> KokoroTorch:
    """See `Implementation.load`."""
    from kokoro_lab.kokoro.engine import choose_device

    torch.set_num_threads(settings.threads)
    folder = Path(settings.folder)
    model = KModel(REPOSITORY, config(), str(folder / MODEL)).eval()
    pack = torch.load(folder / VOICE, weights_only=True)
    return KokoroTorch(model.to(choose_device(settings.device)), pack)


def config() -> dict[str, Any]:
    """The published config.json."""
    from kokoro_lab import clocks
    from kokoro_lab.kokoro.net import Config
    from kokoro_lab.kokoro.text.vocab import vocabulary

    ours = Config()
    return {
        "vocab": vocabulary(),
        "n_token": ours.symbols,
        "hidden_dim": ours.hidden,
        "style_dim": ours.style,
        "max_dur": ours.max_duration,
        "n_layer": 3,
        "n_mels": 80,
        "dropout": 0.2,
        "text_encoder_kernel_size": 5,
        "plbert": {
            "hidden_size": ours.bert_hidden,
            "num_attention_heads": ours.bert_heads,
            "intermediate_size": ours.bert_feed_forward,
            "max_position_embeddings": ours.positions,
            "num_hidden_layers": ours.bert_passes,
            "dropout": 0.1,
        },
        "istftnet": {
            "upsample_rates": list(clocks.UPSAMPLE_RATES),
            "upsample_kernel_sizes": [2 * rate for rate in clocks.UPSAMPLE_RATES],
            "upsample_initial_channel": ours.generator,
            "resblock_kernel_sizes": [3, 7, 11],
            "resblock_dilation_sizes": [[1, 3, 5]] * 3,
            "gen_istft_n_fft": clocks.N_FFT,
            "gen_istft_hop_size": clocks.ISTFT_HOP,
        },
    }


def _published(name: str, part: torch.nn.Module, ours: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Our tensors under the names of one of the five published parts."""
    return {key: _tensor(f"{name}.{key}", value, ours) for key, value in part.state_dict().items()}


def _tensor(name: str, blank: Tensor, ours: Mapping[str, Tensor]) -> Tensor:
    """One tensor; a convolution is a pair of its weight's norm g and its weight v."""
    from kokoro_lab.kokoro.weights.names import our_name

    module, _, kind = name.rpartition(".")
    known = our_name(f"{module}.weight" if kind in ("weight_g", "weight_v") else name)
    if known is None or name.endswith(IDENTITY):
        return blank  # PLBERT's pooler is not used
    value = ours[known]
    if kind == "weight_g":
        value = value.flatten(1).norm(dim=1).reshape(blank.shape)
    return value.reshape(blank.shape).clone()
