"""The what-ifs, each on a real trace: what it changes, what runs again, and that replaying it is exact."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kokoro_lab import Edit, Lab, LabError, Request, Trace
from kokoro_lab.kokoro.edits.timing import equal_durations
from kokoro_lab.kokoro.text.vocab import PUNCTUATION

TAIL = ("spectrum", "audio")
AFTER_F0 = ("features", "source", *TAIL)
AFTER_DURATIONS = ("heard", "alignment", "curves", "features", "noise", "source", *TAIL)
HELLO = Request("Hello world", seed=3)
ADAM = Request("Hello world", voice="am_adam")  # as many symbols
QUESTION = Request("Will you come with me tomorrow?", voice="bf_emma")


@pytest.fixture(scope="module")
def trace(lab: Lab) -> Trace:
    return lab.trace(HELLO)


def voiced(f0: np.ndarray) -> np.ndarray:
    return f0 > 10


CASES = [
    (Edit("stretch", factor=2, tokens=(3, 5)), AFTER_DURATIONS),
    (Edit("set_durations", frames=[4, 9], tokens=(3, 5)), AFTER_DURATIONS),
    (Edit("equal_durations"), AFTER_DURATIONS),
    (Edit("durations_from", donor=ADAM.to_json()), AFTER_DURATIONS),
    (Edit("scale_pitch", factor=1.3, tokens=(3, 9)), AFTER_F0),
    (Edit("shift_pitch", semitones=-4), AFTER_F0),
    (Edit("flatten_pitch"), AFTER_F0),
    (Edit("invert_pitch"), AFTER_F0),
    (Edit("whisper"), AFTER_F0),
    (Edit("set_pitch", hz=[150.0] * 4, tokens=(3, 4)), AFTER_F0),
    (Edit("pitch_from", donor=QUESTION.to_json()), AFTER_F0),
    (Edit("scale_energy", factor=0.5), ("features", *TAIL)),
    (Edit("set_energy", values=[1.0] * 4, tokens=(3, 4)), ("features", *TAIL)),
    (Edit("no_noise"), ("source", *TAIL)),
    (Edit("no_harmonics"), ("source", *TAIL)),
    (Edit("timbre_from", voice="am_adam"), ("features", *TAIL)),
    (Edit("prosody_from", voice="am_adam"), ("encoding", "votes", "durations", *AFTER_DURATIONS)),
    (Edit("style_row", symbols=100), ("style", "encoding", "votes", "durations", *AFTER_DURATIONS)),
    (Edit("zero_phase"), ("audio",)),
    (Edit("random_phase"), ("audio",)),
    (Edit("knock_out_head", head=3), ("hidden", "encoding", "votes", "durations", *AFTER_DURATIONS)),
    (Edit("skip_block", module="decoder.decode.0"), ("features", *TAIL)),
    (
        Edit("patch", module="text.lstm", donor=Request("Jello world").to_json()),
        ("content", "features", *TAIL),
    ),
]


def test_every_edit_is_tried_here_and_explained(lab):
    rules = lab.engines["kokoro"].rules
    assert {edit.name for edit, _ in CASES} == set(rules)
    for rule in rules.values():
        assert "Listen for" in rule.explanation, rule.name


@pytest.mark.parametrize(("edit", "reran"), CASES, ids=lambda case: getattr(case, "name", ""))
def test_an_edit_runs_again_what_it_touches_and_replays_exactly(lab, trace, edit, reran):
    fork = lab.fork(trace, edit)
    assert fork.reran == reran
    assert fork.parent == trace.request
    assert not np.array_equal(fork["audio"], trace["audio"])
    assert np.isfinite(fork["audio"]).all()
    assert np.array_equal(lab.trace(fork.request)["audio"], fork["audio"])
    assert np.array_equal(lab.fork(fork, request=trace.request)["audio"], trace["audio"])


@pytest.mark.parametrize(
    "edit",
    [
        Edit("stretch", factor=1),
        Edit("scale_pitch", factor=1),
        Edit("shift_pitch", semitones=0),
        Edit("durations_from", donor=HELLO.to_json()),
        Edit("pitch_from", donor=HELLO.to_json()),
        Edit("scale_energy", factor=1),
        Edit("timbre_from", voice="af_heart"),
        Edit("style_row", symbols=len("həlˈO wˈɜɹld")),
    ],
    ids=lambda edit: edit.name,
)
def test_an_identity_edit_changes_nothing(lab, trace, edit):
    fork = lab.fork(trace, edit)
    assert fork.reran == ()
    assert np.array_equal(fork["audio"], trace["audio"])
    assert np.array_equal(lab.trace(fork.request)["audio"], trace["audio"])


def test_durations_are_what_was_asked_for(lab, trace):
    assert list(lab.fork(trace, CASES[1][0])["durations"][3:5]) == [4, 9]
    stretched = lab.fork(trace, CASES[0][0])["durations"]
    assert list(stretched[3:5]) == list(2 * trace["durations"][3:5])
    assert np.array_equal(stretched[5:], trace["durations"][5:])


def test_the_rhythm_and_melody_of_a_donor_with_as_many_symbols_are_taken_over_exactly(lab, trace):
    donor = lab.trace(ADAM)
    edits = [Edit(name, donor=ADAM.to_json()) for name in ("durations_from", "pitch_from")]
    fork = lab.fork(trace, *edits)
    assert np.array_equal(fork["durations"], donor["durations"])
    assert np.array_equal(voiced(fork["f0"]), voiced(fork.before["f0"]))
    both = voiced(fork["f0"]) & voiced(donor["f0"])
    assert both.any()
    assert np.array_equal(fork["f0"][both], donor["f0"][both])


def test_the_melody_of_another_text_is_stretched_over_this_one(lab, trace):
    theirs = lab.trace(QUESTION)["f0"]
    ours = lab.fork(trace, Edit("pitch_from", donor=QUESTION.to_json()))["f0"]
    there = voiced(trace["f0"])
    assert np.array_equal(voiced(ours), there)
    assert theirs[voiced(theirs)].min() <= ours[there].min() < ours[there].max() <= theirs.max()
    (a, b), (c, d) = (_between_pads(lab, request) for request in (HELLO, QUESTION))
    points = np.arange(a, b)
    partners = theirs[(c + (points + 0.5 - a) * (d - c) / (b - a)).astype(int)]
    both = voiced(partners) & there[a:b]
    assert both.sum() > 20
    assert np.median(np.abs(ours[a:b] / partners - 1)[both]) < 0.02


def _between_pads(lab: Lab, request: Request) -> tuple[int, int]:
    """Curve points."""
    durations = lab.trace(request)["durations"]
    return 2 * durations[0], 2 * durations[:-1].sum()


def test_a_donor_may_name_a_donor(lab, trace):
    inner = Edit("pitch_from", donor=QUESTION.to_json())
    donor = Request("Hello world", edits=(inner,))
    fork = lab.fork(trace, Edit("pitch_from", donor=donor.to_json()))
    assert np.array_equal(fork["f0"], lab.fork(trace, inner)["f0"])


@pytest.mark.parametrize(
    "edit",
    [
        Edit("pitch_from", donor=QUESTION.to_json()),
        Edit("durations_from", donor=ADAM.to_json()),
        Edit("patch", module="text.lstm", donor=Request("Jello world").to_json()),
    ],
    ids=lambda edit: edit.name,
)
def test_a_donor_changes_one_chunk_alone(lab, edit):
    plain = Request("Hello world\n\nHello again")
    first, second = lab.stream(Request(plain.text, edits=(edit,)))
    assert not np.array_equal(first["audio"], lab.trace(plain, 0)["audio"])
    assert np.array_equal(second["audio"], lab.trace(plain, 1)["audio"])
    if edit.name == "pitch_from":  # of the second chunk, once it is named
        fork = lab.fork(lab.trace(plain, 1), edit)
        assert [e.chunk for e in fork.request.edits] == [1]
        assert not np.array_equal(fork["f0"], second["f0"])


@given(st.lists(st.tuples(st.integers(1, 50), st.sampled_from("ab,. ˈ")), min_size=1, max_size=40))
def test_equal_durations_keep_the_total_and_every_pause(tokens):
    frames, symbols = [7, *(f for f, _ in tokens), 9], "".join(s for _, s in tokens)
    equal = equal_durations(torch.tensor(frames), symbols).tolist()
    spoken = [t for t, s in enumerate(symbols, 1) if s not in PUNCTUATION]
    assert sum(equal) == sum(frames)
    assert [f for t, f in enumerate(equal) if t not in spoken] == [
        f for t, f in enumerate(frames) if t not in spoken
    ]
    lengths = {equal[t] for t in spoken}
    assert not lengths or (max(lengths) - min(lengths) <= 1 and min(lengths) >= 1)


def test_pitch_is_what_was_asked_for(lab, trace):
    f0 = trace["f0"]
    there = voiced(f0)
    octave = lab.fork(trace, Edit("shift_pitch", semitones=12))["f0"]
    np.testing.assert_allclose(octave, 2 * f0, rtol=1e-6)
    flat = lab.fork(trace, Edit("flatten_pitch", hz=140))["f0"]
    assert set(flat[there]) == {np.float32(140)}
    np.testing.assert_array_equal(flat[~there], f0[~there])
    mirrored = lab.fork(trace, Edit("invert_pitch"))["f0"]
    np.testing.assert_allclose(np.log(mirrored[there]).mean(), np.log(f0[there]).mean(), rtol=1e-4)
    assert np.corrcoef(np.log(mirrored[there]), np.log(f0[there]))[0, 1] < -0.99
    assert not lab.fork(trace, Edit("whisper"))["f0"].any()


def test_a_part_of_the_pitch_is_changed_where_the_tokens_are(lab, trace):
    part = lab.fork(trace, Edit("scale_pitch", factor=1.3, tokens=(3, 9)))["f0"]
    first, last = (2 * trace["durations"][:t].sum() for t in (3, 9))
    np.testing.assert_allclose(part[first:last], 1.3 * trace["f0"][first:last], rtol=1e-6)
    np.testing.assert_array_equal(part[last:], trace["f0"][last:])


def test_a_trace_remembers_values_as_they_were(lab, trace):
    fork = lab.fork(trace, Edit("flatten_pitch"), Edit("shift_pitch", semitones=2))
    assert list(fork.before) == ["f0"]
    assert np.array_equal(fork.before["f0"], trace["f0"])


def test_source_without_its_parts(lab, trace):
    quiet = lab.fork(trace, Edit("no_noise"), Edit("no_harmonics"))["source"]
    assert np.ptp(quiet) < 1e-6  # what is left is the mixing layer's constant


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Edit("stretch", factor=-1), "factor"),
        (Edit("stretch", factor="2"), "factor"),
        (Edit("stretch", factor=2, tokens=(9, 3)), "tokens"),
        (Edit("stretch", factor=2, tokens=(0, 999)), "tokens"),
        (Edit("stretch", factor=2, tokens=5), "tokens"),
        (Edit("set_durations", frames=[1.5], tokens=(3, 4)), "1 whole numbers"),
        (Edit("set_durations", frames=[0], tokens=(3, 4)), "whole numbers from 1"),
        (Edit("set_pitch", hz=[float("nan")] * 4, tokens=(3, 4)), "finite"),
        (Edit("set_pitch", hz=7), "finite"),
        (Edit("shift_pitch", semitones=float("inf")), "semitones"),
        (Edit("shift_pitch", semitones=1e6), "within"),
        (Edit("stretch", factor=1e7), "longer than 4000"),
        (Edit("set_durations", frames=[4000] * 2, tokens=(3, 5)), "at most 120 s"),
        (Edit("scale_energy", factor=1e38), "not finite"),
        (Edit("timbre_from", voice="am_adma"), "am_adam"),
        (Edit("timbre_from", voice=3), "name or formula"),
        (Edit("style_row", symbols=0), "1 to 510"),
        (Edit("random_phase", seed=-1), "seed"),
        (Edit("durations_from", donor=QUESTION.to_json()), "symbols and this utterance 12.*same text"),
        (Edit("pitch_from", donor="{"), "not a request in JSON"),
        (Edit("pitch_from", donor=3), "donor must be a request"),
        (Edit("pitch_from", donor=ADAM.to_json(), part=1), "no part 1.*makes 1"),
        (Edit("pitch_from", donor=Request("Hi", engine="bark").to_json()), "bark.*kokoro"),
        (Edit("pitch_from", donor=Request("Hi", voice="am_adma").to_json()), "am_adam"),
        (Edit("pitch_from", donor=Request("Hi", edits=(Edit("whisper"),)).to_json()), "no voiced sound"),
        (Edit("knock_out_head", head=12), "head.*0 to 11"),
        (Edit("knock_out_head", head=0, pass_=12), "pass_.*0 to 11"),
        (Edit("skip_block", module="text.convs.0"), "can be skipped.*text.lstm"),
        (Edit("skip_block", module="text.lstm", call=1), "call of text.lstm.*0 to 0"),
        (Edit("patch", module="text.lsmt", donor=ADAM.to_json()), "nearest: text.lstm"),
        (Edit("patch", module="decoder.decode", donor=ADAM.to_json()), "name one of decoder.decode.0"),
        (Edit("patch", module="plbert.token_type", donor=ADAM.to_json()), "never called"),
        (Edit("patch", module="text.lstm", donor=QUESTION.to_json()), "1×33×512.*1×14×512.*equally many"),
        (Edit("patch", module="decoder", donor=ADAM.to_json()), "1×512×132.*1×512×122.*durations_from"),
        (Edit("whisper", loud=True), "does not take loud"),
        (Edit("shift_pitch"), "needs semitones"),
    ],
)
def test_a_wrong_argument_is_named(lab, trace, edit, message):
    with pytest.raises(LabError, match=message):
        lab.fork(trace, edit)


def test_arguments_are_shown_with_their_defaults(lab):
    rule = lab.engines["kokoro"].rules["flatten_pitch"]
    assert dict(rule.arguments) == {"hz": None, "tokens": None}
    assert lab.engines["kokoro"].rules["stretch"].arguments["factor"] is inspect.Parameter.empty
