"""What strangers may ask about voices over plain HTTP: every answer is JSON, whatever is asked."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kokoro_lab.casting.lookups import Lookups
from kokoro_lab.kokoro.voices import Shelf
from kokoro_lab.ui.limits import LARGEST_LOOKUP
from kokoro_lab.ui.lookups import route


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    shelf = Shelf.open(tmp_path_factory.mktemp("voices"), paths=False)
    with TestClient(Starlette(routes=[route("/ask", Lookups(shelf))])) as client:
        yield client


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"kind": "rank", "count": ' + b"1" * 5000 + b"}", "not JSON"),
        (b" " * (LARGEST_LOOKUP + 1), "larger than 4,000,000 bytes"),
        (b"[]", "an ask is an object with a kind"),
        (b'{"kind": "take"}', "no ask named 'take'"),
        (b'{"kind": "rank", "count": 1}', "2 to 54 items, not 1"),
        (b'{"kind": "rank", "count": 2, "votes": [[0, 5]]}', "two different items from 0 to 1"),
        (json.dumps({"kind": "rank", "count": 2, "votes": [[0, 1]] * 2001}).encode(), "up to 2,000 votes"),
        (b'{"kind": "formula", "formula": "' + b"a" * 2001 + b'"}', "this page takes 2,000"),
        (b'{"kind": "formula", "formula": ["af_heart"]}', "formula must be a text"),
        (b'{"kind": "curve", "formula": "af_heart", "symbols": NaN}', "whole number"),
        (b'{"kind": "curve", "formula": "af_heart", "symbols": 511}', "1 to 510 symbols"),
        (rb'{"kind": "read_voice", "name": "\ud800.safetensors", "data": "AAAA"}', "not a voice"),
    ],
)
def test_whatever_is_asked_the_refusal_is_json_that_says_why(client, body, fault):
    answer = client.post("/ask", content=body)
    assert answer.status_code == 400
    assert fault in answer.json()["error"]


def test_many_who_ask_at_once_are_all_answered(client):
    formulas = [f"{weight}*af_heart + bf_emma" for weight in range(1, 13)]

    def ask(formula):
        answer = client.post("/ask", json={"kind": "formula", "formula": formula})
        return answer.json()["message"]["formula"]

    with ThreadPoolExecutor(12) as visitors:
        assert list(visitors.map(ask, formulas)) == ["af_heart + bf_emma", *formulas[1:]]
