"""A trace as a message: everything that the ruler and the stations show of it at once."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kokoro_lab.answer import Answer
from kokoro_lab.clocks import SAMPLE_RATE
from kokoro_lab.difference import Difference
from kokoro_lab.engine import Engine
from kokoro_lab.inspector import sounds
from kokoro_lab.inspector.changes import changed, reran
from kokoro_lab.inspector.tiers import Tier, tiers
from kokoro_lab.lab import PLAN
from kokoro_lab.plan import Chunk
from kokoro_lab.request import Request
from kokoro_lab.rule import Intervention, applied
from kokoro_lab.timeline import beginning, duration, of_kind, token_edges
from kokoro_lab.trace import Spec, Step, Trace

Message = dict[str, Any]

LONGEST_SHOWN = 400  # characters of a text or a number in a message
PLAN_READS = ("text", "language", "voice", "speed")
PLAN_WRITES = ("words", "phonemes", "symbols", "opening", "seam", "lead", "pause")
PLAN_EXPLANATION = (
    "The text is cut into chunks that end where speech pauses, each short enough for the network.\n\n"
    "Numbers and abbreviations are spelled out, and every word is looked up or sounded out.\n"
    "What the model cannot say is left out here and reported."
)


def trace_answer(
    trace: Trace,
    engine: Engine,
    count: int,
    complete: bool,
    costs: Mapping[str, float],
    base: Trace | None = None,
) -> Answer:
    """A trace as a message and buffers.

    Args:
        trace: What is shown.
        engine: Made it.
        count: How many chunks of its text are known.
        complete: Whether they are all.
        costs: Milliseconds of every step when it was last run.
        base: What it is held against.
    """
    differences = None if base is None else changed(base, trace)
    ran = [PLAN, *(step.name for step in engine.steps)]
    if base is not None and differences is not None:
        ran = list(reran(base, trace, differences, engine))
    rows, buffers = _tiers(trace)
    message = {
        "kind": "trace",
        "key": key(trace.request, trace.chunk.index),
        "request": plain(trace.request),
        "base": plain(base.request) if base else None,
        "chunk": {**chunk(trace.chunk), "count": count, "complete": complete},
        "rate": SAMPLE_RATE,
        "seconds": duration(trace),
        "beginning": beginning(trace),
        "tokens": _tokens(trace),
        "stations": _stations(trace, engine, costs, ran),
        "values": {name: _value(trace, spec, engine) for name, spec in trace.specs.items() if name in trace},
        "tiers": rows,
        "sounds": sounds.listed(),
        "changed": None if differences is None else [difference(one) for one in differences],
        "reran": ran,
        "milliseconds": sum(costs.get(name, 0.0) for name in ran),
        "identity": dict(trace.identity),
    }
    return Answer(message, buffers)


def key(request: Request, index: int) -> str:
    """A short name for the trace of one chunk of a request."""
    line = json.dumps([json.loads(request.to_json(), parse_float=_written), index])
    return hashlib.blake2b(line.encode(), digest_size=8).hexdigest()


def _written(number: str) -> float:
    """A number in one spelling: browsers write 2.0 as 2."""
    value = float(number)
    return int(value) if value.is_integer() else value


def plain(request: Request) -> Message:
    """A request as plain JSON."""
    found: Message = json.loads(request.to_json())
    return found


def chunk(one: Chunk) -> Message:
    """A chunk as plain JSON; what is heard of it is not in there."""
    words = [
        {
            "text": w.text, "span": w.span, "spoken": w.spoken, "phonemes": w.phonemes,
            "origin": w.origin, "tag": w.tag, "symbols": w.symbols,
        }
        for w in one.words
    ]  # fmt: skip
    names = ("index", "text", "span", "language", "seam", "opening", "symbols", "phonemes", "lead", "pause")
    return {
        **{name: getattr(one, name) for name in names},
        "words": words,
        "losses": [asdict(loss) for loss in one.losses],
    }


def difference(one: Difference) -> Message:
    """A difference as plain JSON, which knows no infinity."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in asdict(one).items()
    }


def _tokens(trace: Trace) -> list[Message]:
    """Every token with its times, seconds from the start of the audio; none if nothing aligns them."""
    import numpy as np

    spec, codes = of_kind(trace, "alignment"), of_kind(trace, "tokens")
    if spec is None or codes is None:
        return []
    times = token_edges(trace).tolist()
    ids = trace[codes.name].tolist()
    symbols = ["", *trace.chunk.symbols, ""]
    frames = np.bincount(trace[spec.name], minlength=len(ids)).tolist()
    owner = {i: n for n, word in enumerate(trace.chunk.words) for i in range(*word.symbols)}
    return [
        {
            "symbol": symbols[i], "id": ids[i], "frames": frames[i],
            "start": times[i], "end": times[i + 1], "word": owner.get(i - 1, -1),
        }
        for i in range(len(ids))
    ]  # fmt: skip


def _stations(trace: Trace, engine: Engine, costs: Mapping[str, float], ran: Sequence[str]) -> list[Message]:
    """The plan and the steps, with what each cost when it was last run."""
    whole = sum(costs.values()) or 1.0
    edited = _edited(trace, engine)
    reads, writes = (tuple(n for n in names if n in trace.specs) for names in (PLAN_READS, PLAN_WRITES))
    found = [(PLAN, PLAN_EXPLANATION, reads, writes)]
    found += [(s.name, s.explanation, s.reads, tuple(w.name for w in s.writes)) for s in engine.steps]
    return [
        {
            "name": name,
            "explanation": explanation,
            "reads": list(reads),
            "writes": list(writes),
            "ms": costs.get(name),
            "share": costs[name] / whole if name in costs else None,
            "ran": name in ran,
            "edited": name in edited,
        }
        for name, explanation, reads, writes in found
    ]


def _edited(trace: Trace, engine: Engine) -> set[str]:
    """The stations that edits touch: what is edited is written there, or is an input there."""
    found = set()
    for change in applied(engine.rules, trace.request, trace.chunk.index):
        if isinstance(change, Intervention):
            found.add(change.step)
            continue
        writers = {s.name for s in engine.steps if any(w.name == change.target for w in s.writes)}
        found |= writers or {s.name for s in engine.steps if change.target in s.reads}
    return found


def _value(trace: Trace, spec: Spec, engine: Engine) -> Message:
    """What a value is, without its numbers."""
    value = trace[spec.name]
    return {
        "axes": list(spec.axes),
        "shape": list(getattr(value, "shape", [len(value)] if spec.axes else [])),
        "clock": {"name": spec.clock.name, "rate": spec.clock.rate} if spec.clock else None,
        "unit": spec.unit,
        "kind": spec.kind,
        "role": spec.role,
        "why": spec.why,
        "station": _station(spec.name, engine.steps),
        "shown": str(value)[:LONGEST_SHOWN] if isinstance(value, (str, int, float)) else "",
    }


def _station(name: str, steps: Sequence[Step]) -> str:
    """Where a value comes from: the step that writes it, or the plan."""
    return next((step.name for step in steps if any(w.name == name for w in step.writes)), PLAN)


def _tiers(trace: Trace) -> tuple[list[Message], tuple[bytes, ...]]:
    """The tiers as plain JSON, and their numbers."""
    buffers: list[bytes] = []
    rows = []
    for tier in tiers(trace):
        row = {name: value for name, value in vars(tier).items() if name not in ("data", "before")}
        rows.append({**row, "buffer": len(buffers), "before": _placed(tier, len(buffers))})
        buffers += [tier.data] if tier.before is None else [tier.data, tier.before]
    return rows, tuple(buffers)


def _placed(tier: Tier, buffer: int) -> int | None:
    """Where the numbers from before an edit will be."""
    return None if tier.before is None else buffer + 1
