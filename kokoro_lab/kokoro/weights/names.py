"""From the names of the published checkpoint to the names of our network.

The published names come from StyleTTS 2's training code (`predictor.lstm` predicts durations, `shared`
serves F0 and energy, …); ours say what a part is for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

UNUSED = ("bert.pooler.", "bert.embeddings.position_ids")  # Kokoro reads PLBERT's hidden states alone

_ALBERT = r"bert\.encoder\.albert_layer_groups\.0\.albert_layers\.0\."

# The first pattern that matches the start of a name is replaced; the rest of the name is looked up again in
# _ENDINGS.
_BEGINNINGS = (
    (r"bert\.embeddings\.word_embeddings", "plbert.symbol"),
    (r"bert\.embeddings\.position_embeddings", "plbert.position"),
    (r"bert\.embeddings\.token_type_embeddings", "plbert.token_type"),
    (r"bert\.embeddings\.LayerNorm", "plbert.norm"),
    (r"bert\.encoder\.embedding_hidden_mapping_in", "plbert.widen"),
    (_ALBERT + r"attention\.dense", "plbert.layer.attention.out"),
    (_ALBERT + r"attention\.LayerNorm", "plbert.layer.attention.norm"),
    (_ALBERT + r"attention", "plbert.layer.attention"),
    (_ALBERT + r"ffn_output", "plbert.layer.contract"),
    (_ALBERT + r"ffn", "plbert.layer.expand"),
    (_ALBERT + r"full_layer_layer_norm", "plbert.layer.norm"),
    (r"bert_encoder", "projection"),
    (r"text_encoder\.embedding", "text.embedding"),
    (r"text_encoder\.cnn\.(\d)\.0", r"text.convs.\1"),
    (r"text_encoder\.cnn\.(\d)\.1\.gamma", r"text.norms.\1.gain"),
    (r"text_encoder\.cnn\.(\d)\.1\.beta", r"text.norms.\1.shift"),
    (r"text_encoder\.lstm", "text.lstm"),
    (r"predictor\.text_encoder\.lstms\.0", "prosody.lstms.0"),
    (r"predictor\.text_encoder\.lstms\.2", "prosody.lstms.1"),
    (r"predictor\.text_encoder\.lstms\.4", "prosody.lstms.2"),
    (r"predictor\.text_encoder\.lstms\.1\.fc", "prosody.norms.0.affine.linear"),
    (r"predictor\.text_encoder\.lstms\.3\.fc", "prosody.norms.1.affine.linear"),
    (r"predictor\.text_encoder\.lstms\.5\.fc", "prosody.norms.2.affine.linear"),
    (r"predictor\.lstm", "duration.lstm"),
    (r"predictor\.duration_proj\.linear_layer", "duration.linear"),
    (r"predictor\.shared", "curves.shared"),
    (r"predictor\.F0_proj", "curves.f0_out"),
    (r"predictor\.N_proj", "curves.energy_out"),
    (r"predictor\.F0\.", "curves.f0."),
    (r"predictor\.N\.", "curves.energy."),
    (r"decoder\.F0_conv", "decoder.f0"),
    (r"decoder\.N_conv", "decoder.energy"),
    (r"decoder\.asr_res\.0", "decoder.text"),
    (r"decoder\.generator\.m_source\.l_linear", "source.mix"),
    (r"decoder\.generator\.ups\.(\d)", r"generator.stages.\1.upsample"),
    (r"decoder\.generator\.noise_convs\.(\d)", r"generator.stages.\1.excitation"),
    (r"decoder\.generator\.noise_res\.(\d)", r"generator.stages.\1.excitation_block"),
    (r"decoder\.generator\.resblocks\.([012])", r"generator.stages.0.blocks.\1"),
    (r"decoder\.generator\.resblocks\.3", "generator.stages.1.blocks.0"),
    (r"decoder\.generator\.resblocks\.4", "generator.stages.1.blocks.1"),
    (r"decoder\.generator\.resblocks\.5", "generator.stages.1.blocks.2"),
    (r"decoder\.generator\.conv_post", "generator.out"),
)

_ENDINGS = (
    (r"\.conv1x1\.", ".shortcut."),
    (r"\.pool\.", ".upsample."),
    (r"\.norm([12])\.fc\.", r".norm\1.affine.linear."),
    (r"\.adain([12])\.(\d)\.fc\.", r".norms\1.\2.affine.linear."),
    (r"\.alpha([12])\.(\d)$", r".snakes\1.\2.alpha"),
)


def our_name(upstream: str) -> str | None:
    """Our name for an upstream one; None for a part that synthesis does not use.

    A name that upstream does not have comes back unchanged, so that the strict check can name it.
    """
    if upstream.startswith(UNUSED):
        return None
    name = upstream
    for pattern, ours in _BEGINNINGS:
        name, found = re.subn("^" + pattern, ours, name)
        if found:
            break
    for pattern, ours in _ENDINGS:
        name = re.sub(pattern, ours, name)
    return name


def rename(upstream: Mapping[str, T]) -> dict[str, T]:
    """A state dict under our names."""
    pairs = ((our_name(name), value) for name, value in upstream.items())
    return {name: value for name, value in pairs if name is not None}
