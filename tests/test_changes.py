"""What hands do on the page, done at random by its own modules, can be spoken by the real thing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from kokoro_lab import Request, Trace
from kokoro_lab.clocks import CURVES_PER_FRAME

MODULES = Path(__file__).parent / "modules"
ROUNDS = 3  # traces in a row, each made from the one before by a few changes


@pytest.fixture(scope="module")
def node() -> str:
    """The JavaScript engine that Playwright brings along."""
    pytest.importorskip("playwright")
    from playwright._impl._driver import compute_driver_executable

    return str(compute_driver_executable()[0])


def seen(trace: Trace) -> dict[str, object]:
    """The part of a trace that the page's changes look at."""
    word_of = {i: n for n, word in enumerate(trace["words"]) for i in range(*word.symbols)}
    symbols = ["", *trace["symbols"], ""]
    tokens = [
        {"symbol": symbol, "frames": int(frames), "word": word_of.get(i - 1, -1)}
        for i, (symbol, frames) in enumerate(zip(symbols, trace["durations"], strict=True))
    ]
    return {
        "request": json.loads(trace.request.to_json()),
        "chunk": {"index": trace.chunk.index, "words": [{"text": word.text} for word in trace["words"]]},
        "tokens": tokens,
    }


def changed(node: str, trace: Trace, seed: int, count: int) -> tuple[Request, list[str]]:
    """The request after some changes, and what they were."""
    curves = {name: trace[name].tolist() for name in ("f0", "energy")}
    given = json.dumps({"trace": seen(trace), "curves": curves, "seed": seed, "count": count})
    run = subprocess.run(
        [node, str(MODULES / "random_changes.mjs")],
        input=given, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    answer = json.loads(run.stdout)
    return Request.from_json(json.dumps(answer["request"])), answer["done"]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_hands_do_can_be_spoken(lab, node, seed):
    trace = lab.trace(Request("A moon."))
    history: list[str] = []
    for number in range(ROUNDS):
        request, done = changed(node, trace, 100 * seed + number, count=5)
        history += done
        try:
            trace = lab.fork(trace, request=request)
        except ValueError as error:
            pytest.fail(f"{error} after {history}: {request}")
        assert len(trace["f0"]) == CURVES_PER_FRAME * trace["durations"].sum()


def test_a_duration_dragged_is_the_duration_spoken(lab, node):
    trace = lab.trace(Request("A moon."))
    for seed in range(40):
        request, done = changed(node, trace, seed, count=1)
        if [edit.name for edit in request.edits] == ["set_durations"]:
            given = dict(request.edits[0].arguments)
            fork = lab.fork(trace, request=request)
            assert tuple(fork["durations"][slice(*given["tokens"])]) == given["frames"], done
            return
    pytest.fail("no duration was dragged")
