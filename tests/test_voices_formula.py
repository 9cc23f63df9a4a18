"""The little language that names a voice."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices.formula import Blend, Halves, Term, parse

names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,12}", fullmatch=True)
paths = st.text(min_size=1, max_size=20).filter(lambda path: not ('"' in path and "'" in path))
weights = st.floats(min_value=-1000, max_value=1000, allow_nan=False)
terms = st.one_of(
    st.builds(Term, names, weights),
    st.builds(Term, paths, weights, file=st.just(True)),
)


def sums_to_something(parts: list[Term]) -> bool:
    total = math.fsum(term.weight for term in parts)
    return total > 0 and total >= 0.1 * math.fsum(abs(term.weight) for term in parts)


blends = st.builds(
    Blend,
    st.lists(terms, min_size=1, max_size=4).filter(sums_to_something).map(tuple),
    st.booleans(),
)
formulas = st.one_of(blends, st.builds(Halves, blends, blends))


@given(formulas)
def test_parsing_what_was_printed_gives_the_same_formula(formula):
    assert parse(str(formula)) == formula
    assert str(parse(str(formula))) == str(formula)


@given(st.one_of(st.text(max_size=40), st.text("af_heart-bm 0.5*+,()'\":/\\timbreprosodynorm", max_size=60)))
def test_any_text_is_a_formula_that_can_be_printed_or_a_clear_error(text):
    try:
        formula = parse(text)
    except LabError:
        return
    assert parse(str(formula)) == formula


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("af_heart", "af_heart"),
        ("  af_heart  ", "af_heart"),
        ("1.0*af_heart", "af_heart"),
        ("0.6*af_heart+.4 * bf_emma", "0.6*af_heart + 0.4*bf_emma"),
        ("af_heart,bf_emma", "af_heart + bf_emma"),
        ("70*a+20*b+10*c", "70*a + 20*b + 10*c"),
        ("af_heart + 0.5*bf_emma - 0.5*am_adam", "af_heart + 0.5*bf_emma - 0.5*am_adam"),
        ("-0.5*a + b", "-0.5*a + b"),
        ("(a + b)", "a + b"),
        ("norm( a + b )", "norm(a + b)"),
        ("norm + timbre", "norm + timbre"),
        ("prosody:am_adam timbre:af_heart", "timbre:af_heart prosody:am_adam"),
        ("timbre:a + b prosody: norm(c+d)", "timbre:(a + b) prosody:norm(c + d)"),
        ("my-voice -your-voice+2*my-voice", "my-voice - your-voice + 2*my-voice"),
        ("./mine.safetensors", "./mine.safetensors"),
        ("C:\\voices\\mine.pt + a", '"C:\\voices\\mine.pt" + a'),
        ("0.5*'my voice.npy' + 0.5*mine.bin", '0.5*"my voice.npy" + 0.5*mine.bin'),
    ],
)
def test_a_formula_has_one_canonical_form(text, canonical):
    assert str(parse(text)) == canonical


def test_quotes_make_a_path_and_a_bare_word_a_name():
    assert parse("'mine'") == Blend((Term("mine", file=True),))
    assert parse("mine") == Blend((Term("mine"),))


def test_weights_are_divided_by_their_signed_sum():
    for text, shares in {
        "70*a + 20*b + 10*c": {"a": 0.7, "b": 0.2, "c": 0.1},
        "a + 0.5*b - 0.5*c": {"a": 1, "b": 0.5, "c": -0.5},
        "2*a - b": {"a": 2, "b": -1},
        "a + b + 2*a": {"a": 0.75, "b": 0.25},
        " + ".join(["1e6*a"] * 500): {"a": 1},
    }.items():
        assert {term.voice: share for term, share in parse(text).shares.items()} == pytest.approx(shares)


def test_a_name_and_a_path_are_two_voices():
    assert list(parse("mine + 'mine'").shares.values()) == [0.5, 0.5]


def test_a_blend_is_of_64_voices_at_most():
    assert len(parse(" + ".join(f"v{i}" for i in range(64))).shares) == 64
    with pytest.raises(LabError, match="64 different voices at most, not of 65"):
        parse(" + ".join(f"v{i}" for i in range(65)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "character 1: expected a voice"),
        ("   ", "expected a voice"),
        ("a +", "character 4: expected a voice"),
        ("2*", "expected a voice"),
        ("a b", "character 3: expected + or -"),
        ("a*2", "character 2: '*' has no meaning"),
        ("(a + b", "expected )"),
        ("norm(timbre:a prosody:b)", "expected a voice"),
        ("timbre:a", "prosody: is missing"),
        ("timbre:a timbre:b", "timbre: stands there twice"),
        ("a - b", "sum to 0"),
        ("a - 0.95*b", "at least a tenth"),
        ("-1*a", "above zero"),
        ("0*a", "above zero"),
        ("1e999*a", "weight"),
        ("2pac", "not a digit first"),
        ("ä", "letters, digits"),
        ("'unclosed", "has no meaning"),
    ],
)
def test_what_is_wrong_is_said(text, message):
    with pytest.raises(LabError, match=re.escape(message)):
        parse(text)


def test_a_formula_is_as_long_as_voices_need_and_read_in_one_pass():
    with pytest.raises(LabError, match="up to 20,000 characters, not 20,001"):
        parse("a" * 20_001)
    with pytest.raises(LabError, match="is no voice's name"):
        parse("1" * 20_000)
