"""Requests and edits: frozen, hashable, and the same after a journey through JSON."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokoro_lab import Edit, LabError, Request

plain = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False)
    | st.text(max_size=9)
)
arguments = st.dictionaries(
    st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda name: name != "chunk"),
    plain | st.lists(st.floats(allow_nan=False), max_size=4),
    max_size=3,
)
edits = st.builds(
    lambda name, given, chunk: Edit(name, chunk=chunk, **given),
    st.text(min_size=1, max_size=9),
    arguments,
    st.none() | st.integers(0, 9),
)
requests = st.builds(
    Request,
    text=st.text(),
    voice=st.text(max_size=20),
    language=st.none() | st.text(max_size=5),
    speed=st.floats(0.1, 10),
    seed=st.integers(0, 2**63 - 1),
    edits=st.lists(edits, max_size=3).map(tuple),
)


@given(requests)
def test_json_gives_an_equal_request_back(request_):
    again = Request.from_json(request_.to_json())
    assert again == request_
    assert hash(again) == hash(request_)


def test_edits_take_arrays_and_stay_hashable():
    edit = Edit("set_pitch", hz=np.array([100.0, 200.0]), tokens=[1, 3])
    assert edit == Edit("set_pitch", tokens=(1, 3), hz=(100.0, 200.0))
    assert len({edit, edit}) == 1


def test_an_edit_that_addresses_tokens_belongs_to_one_chunk():
    assert Edit("whisper").applies_to(5)
    assert Edit("whisper", tokens=(1, 2)).applies_to(0)
    assert not Edit("whisper", tokens=(1, 2)).applies_to(1)
    assert Edit("whisper", tokens=(1, 2), chunk=1).applies_to(1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"speed": 0}, "speed"),
        ({"speed": float("nan")}, "speed"),
        ({"speed": "fast"}, "speed"),
        ({"speed": True}, "speed"),
        ({"seed": -1}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"text": None}, "text"),
        ({"voice": 3}, "voice"),
        ({"text": "a", "phonemes": "a"}, "not both"),
        ({"edits": ("flatten",)}, "Edit"),
    ],
)
def test_a_field_that_cannot_be_spoken_is_named(fields, message):
    with pytest.raises(LabError, match=message):
        Request(**fields)


@pytest.mark.parametrize("line", ["", "[]", "{", '{"loudness": 1}', '{"edits": [{}]}', "null"])
def test_what_is_no_request_is_refused(line):
    with pytest.raises(LabError):
        Request.from_json(line)
