"""Kokoro as a list of steps: text symbols in, sound out, and everything in between by name.

T tokens (symbols and the two pads), F frames of 25 ms. No batch axis: a trace is one utterance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import accumulate
from typing import Any

import torch
from torch import Tensor

from kokoro_lab.clocks import FRAME_SECONDS, SAMPLE_RATE, SAMPLES_PER_FRAME
from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.net import Network
from kokoro_lab.kokoro.net.fourier import istft, stft
from kokoro_lab.kokoro.specs import SPECS
from kokoro_lab.kokoro.text.vocab import MAX_SYMBOLS, PUNCTUATION, symbols_to_ids
from kokoro_lab.plan import Word
from kokoro_lab.trace import Mark, Step

PAD = 0  # the id that stands before the first and after the last symbol
JOINED = ("word", "clause", "sentence", "pause")  # seams at which speech goes on
KEPT_BEFORE = 5  # frames of the first pad that stay at a seam
KEPT_AFTER = 1  # frames of the last punctuation mark that stay at a seam
MAX_FRAMES = round(120 / FRAME_SECONDS)  # of one chunk; a second takes about 25 MB
FADE = SAMPLE_RATE // 200  # samples, 5 ms


def ids(network: Network, symbols: str) -> Tensor:
    """Each phoneme symbol becomes the number of a row in the network's embedding tables.

    A pad id is put at both ends; it becomes the short silence around an utterance.
    Symbols that the model was never taught have no number, so they are dropped before, and reported.
    """
    if not 1 <= len(symbols) <= MAX_SYMBOLS:
        raise LabError(f"{len(symbols)} symbols; the network takes 1 to {MAX_SYMBOLS} at once")
    return torch.tensor([PAD, *symbols_to_ids(symbols), PAD], device=network.source.mix.weight.device)


def row(symbols: str) -> int:
    """A voice is not one style but 510 of them, one for each length of utterance.

    The row is the number of symbols less one, pads not counted.
    Short utterances are spoken with a stronger style than long ones.
    """
    return len(symbols) - 1


def style(pack: Tensor, row: int) -> tuple[Tensor, Tensor]:
    """The voice pack's row is cut into two halves of 128 numbers.

    Timbre is who speaks: it steers the decoder and the generator.
    Prosody is how it is spoken: it steers durations, F0 and energy.
    """
    timbre, prosody = pack[row].chunk(2)
    return timbre, prosody


def hidden(network: Network, ids: Tensor) -> Tensor:
    """PLBERT, a language model over phonemes, reads the whole utterance at once.

    Twelve passes through one shared layer let every token attend to every other.
    What comes out tells a phoneme's place in its word and its sentence, which prosody needs.
    """
    return _single(network.plbert(ids.unsqueeze(0)))


def encoding(network: Network, hidden: Tensor, prosody: Tensor) -> Tensor:
    """The hidden states meet the voice's prosody half.

    Three bidirectional LSTMs carry context along the utterance, and the style scales and shifts each result.
    The style itself is put beside every token, so that nothing after it forgets who is speaking.
    """
    return _single(network.prosody(network.projection(hidden.unsqueeze(0)), prosody.unsqueeze(0)))


def votes(network: Network, encoding: Tensor) -> Tensor:
    """Fifty sigmoids per token vote on how long it lasts.

    The first asks whether it lasts at least one frame, the second two, and so on.
    Their sum is the expected duration.
    """
    return _single(network.duration(encoding.unsqueeze(0))).sigmoid()


def durations(votes: Tensor, speed: float) -> Tensor:
    """The votes are summed, divided by the speed and rounded to whole frames of 25 ms.

    Nothing lasts less than one frame.
    This is the only place at which the speed acts.
    """
    return (votes.sum(dim=-1) / speed).round().clamp(min=1).long()


def heard(durations: Tensor, symbols: str, opening: str, seam: str) -> Tensor:
    """The model puts silence around all it speaks: too much where speech goes on in a new chunk.

    At such a seam all but a little of the pads and of the last punctuation mark is left out.
    What remains is about the pause that the model makes by itself, and no word is touched.
    """
    frames = durations.tolist()
    first, last = 0, sum(frames)
    if last > MAX_FRAMES:
        seconds, most = last * FRAME_SECONDS, MAX_FRAMES * FRAME_SECONDS
        raise LabError(f"the chunk would last {seconds:.0f} s; at most {most:.0f} s fit into memory")
    if opening in JOINED:
        first = max(0, frames[0] - KEPT_BEFORE)
    if seam in JOINED:
        last -= frames[-1]
        if symbols[-1] in PUNCTUATION:
            last -= max(0, frames[-2] - KEPT_AFTER)
    return torch.tensor([first, last])


def alignment(
    durations: Tensor, symbols: str, words: tuple[Word, ...], heard: Tensor, lead: float
) -> tuple[Tensor, tuple[Mark, ...]]:
    """Each token is repeated for as many frames as it lasts.

    From here on time is counted in frames instead of tokens.
    The sums of the durations before a token are the exact times at which phonemes and words start.
    """
    token = torch.arange(len(durations), device=durations.device)
    return token.repeat_interleave(durations), _marks(durations.tolist(), symbols, words, heard, lead)


def curves(network: Network, encoding: Tensor, prosody: Tensor, alignment: Tensor) -> tuple[Tensor, Tensor]:
    """The aligned encoding is turned into the melody (F0, in Hz) and the strength (energy) of the voice.

    One shared LSTM, then three blocks for each; the middle one doubles the rate to 80 points a second.
    Both curves can be drawn over by hand: everything after this step follows them.
    """
    f0, energy = network.curves(encoding[alignment].unsqueeze(0), prosody.unsqueeze(0))
    return _single(f0), _single(energy)


def content(network: Network, ids: Tensor) -> Tensor:
    """A second reading of the symbols, for their sound instead of their melody.

    Three convolutions look at two neighbours on either side, then one LSTM runs both ways.
    No voice takes part: this is what is said, whoever says it.
    """
    return _single(network.text(ids.unsqueeze(0)))


def features(
    network: Network, content: Tensor, alignment: Tensor, f0: Tensor, energy: Tensor, timbre: Tensor
) -> Tensor:
    """Text features, F0 and energy are brought together in the voice's timbre.

    One block encodes them and four decode, each shown the text and the curves again.
    What comes out is a plan of the sound with 512 channels, 80 times a second.
    """
    x = network.decoder(
        content[alignment].unsqueeze(0), f0.unsqueeze(0), energy.unsqueeze(0), timbre.unsqueeze(0)
    )
    return _single(x).mT


def noise(durations: Tensor, seed: int) -> Tensor:
    """Standard normal numbers, nine for each sample: the only chance in the whole model.

    They come from a generator seeded by the request, so the same request gives the same samples.
    Two versions of an utterance share them, so nothing but the change is heard.
    """
    generator = torch.Generator().manual_seed(_step_seed(seed, "noise"))
    samples = int(durations.sum()) * SAMPLES_PER_FRAME
    return torch.randn(samples, 9, generator=generator).to(durations.device)


def source(network: Network, f0: Tensor, noise: Tensor, amplitudes: Tensor) -> Tensor:
    """The excitation: what the vocal folds would give before the mouth shapes it.

    Where F0 is above 10 Hz, nine sines at its multiples with a breath of noise; elsewhere noise alone.
    Nine learned weights mix them into one signal.
    """
    return _single(network.source(f0.unsqueeze(0), noise.unsqueeze(0), amplitudes))


def spectrum(network: Network, features: Tensor, source: Tensor, timbre: Tensor) -> tuple[Tensor, Tensor]:
    """The generator shapes the excitation after the decoder features: the vocal tract of the model.

    Two upsampling stages of ×10 and ×6 reach 4,800 frames a second, each with only 11 frequency bins.
    Nine tenths of all the arithmetic happens here.
    """
    excitation = torch.cat(stft(source.unsqueeze(0)), dim=1)
    magnitude, phase = network.generator(features.mT.unsqueeze(0), excitation, timbre.unsqueeze(0))
    return _single(magnitude), _single(phase)


def audio(magnitude: Tensor, phase: Tensor, heard: Tensor, lead: float, pause: float) -> Tensor:
    """The inverse short-time Fourier transform turns magnitudes and phases into samples.

    Every five samples a window of twenty is computed, and the overlapping windows are added.
    Pauses asked for in the text are put before and after as silence.
    """
    whole = _single(istft(magnitude.unsqueeze(0), phase.unsqueeze(0)))
    if not whole.isfinite().all():
        raise LabError(
            "the samples are not finite numbers: an edit drives pitch, energy or magnitude too far"
        )
    spoken = _faded(whole, *(heard * SAMPLES_PER_FRAME).tolist())
    before, after = (spoken.new_zeros(round(seconds * SAMPLE_RATE)) for seconds in (lead, pause))
    return torch.cat([before, spoken, after])


def steps(network: Network) -> tuple[Step, ...]:
    """The steps in order, bound to a network."""

    def step(function: Callable[..., Any], *writes: str, uses_network: bool = True) -> Step:
        bound = (network,) if uses_network else ()
        return Step.of(function, *(SPECS[name] for name in writes), bound=bound)

    return (
        step(ids, "ids"),
        step(row, "row", uses_network=False),
        step(style, "timbre", "prosody", uses_network=False),
        step(hidden, "hidden"),
        step(encoding, "encoding"),
        step(votes, "votes"),
        step(durations, "durations", uses_network=False),
        step(heard, "heard", uses_network=False),
        step(alignment, "alignment", "marks", uses_network=False),
        step(curves, "f0", "energy"),
        step(content, "content"),
        step(features, "features"),
        step(noise, "noise", uses_network=False),
        step(source, "source"),
        step(spectrum, "magnitude", "phase"),
        step(audio, "audio", uses_network=False),
    )


def _single(batch: Tensor) -> Tensor:
    """The one utterance of a batch of one."""
    return batch.squeeze(0)


def _step_seed(seed: int, step: str) -> int:
    """A seed of its own for every step that needs chance, the same on every machine."""
    digest = hashlib.blake2b(f"{seed}/{step}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1  # torch takes 63 bits


def _faded(audio: Tensor, first: int, last: int) -> Tensor:
    """The samples from first to last; a fade of 5 ms keeps a cut from clicking."""
    part = audio[first:last].clone()
    ramp = torch.linspace(0, 1, FADE, device=audio.device)
    if first > 0:
        part[:FADE] *= ramp
    if last < len(audio):
        part[-FADE:] *= ramp.flip(0)
    return part


def _marks(
    durations: list[int], symbols: str, words: tuple[Word, ...], heard: Tensor, lead: float
) -> tuple[Mark, ...]:
    """When each word and each phoneme is heard. Token i + 1 is symbol i, because of the pad before it."""
    first, last = heard.tolist()
    ends = accumulate(durations, initial=0)
    starts = [lead + (min(frame, last) - first) * FRAME_SECONDS for frame in ends]
    marks = []
    for word in words:
        first, last = word.symbols
        if first == last:
            continue  # nothing is spoken for it
        marks.append(Mark("word", word.text, starts[first + 1], starts[last + 1], word.span))
        marks += [
            Mark("phoneme", symbols[i], starts[i + 1], starts[i + 2], word.span) for i in range(first, last)
        ]
    return tuple(marks)
