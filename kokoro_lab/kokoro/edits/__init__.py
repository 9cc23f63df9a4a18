"""The what-ifs: named changes to one value of a Kokoro trace, or inside one of its steps.

In every edit of a value the first parameter is the value that it changes, `tokens` is a pair (first, one past
the last) counting the pad at the start as token 0, and None means the whole utterance. A `donor` is another
request, as one line of JSON written by `Request.to_json`; an edit with one changes one chunk alone.
"""

from __future__ import annotations

from kokoro_lab.donors import Donors
from kokoro_lab.kokoro.edits import energy, pitch, sound, timing, voice
from kokoro_lab.kokoro.edits import network as parts
from kokoro_lab.kokoro.edits.network import blocks
from kokoro_lab.kokoro.net import Network
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.rule import InnerRule, Rule


def rules(shelf: Shelf, network: Network, donors: Donors) -> dict[str, Rule]:
    """Every edit by name, in the order in which a page shows them."""
    found = (
        Rule.of(timing.stretch),
        Rule.of(timing.set_durations),
        Rule.of(timing.equal_durations),
        Rule.of(timing.durations_from, bound=(donors,)),
        Rule.of(pitch.scale_pitch),
        Rule.of(pitch.shift_pitch),
        Rule.of(pitch.flatten_pitch),
        Rule.of(pitch.invert_pitch),
        Rule.of(pitch.whisper),
        Rule.of(pitch.set_pitch),
        Rule.of(pitch.pitch_from, bound=(donors,)),
        Rule.of(energy.scale_energy),
        Rule.of(energy.set_energy),
        Rule.of(sound.no_noise),
        Rule.of(sound.no_harmonics),
        Rule.of(sound.zero_phase),
        Rule.of(sound.random_phase),
        Rule.of(voice.timbre_from, bound=(shelf,)),
        Rule.of(voice.prosody_from, bound=(shelf,)),
        Rule.of(voice.style_row),
        InnerRule.inside("hidden", parts.knock_out_head, bound=(network,)),
        InnerRule.inside("network", parts.skip_block, bound=(network,)),
        InnerRule.inside("network", parts.patch, bound=(network, donors)),
    )
    return {rule.name: rule for rule in found}


__all__ = ["blocks", "rules"]
