"""Answers what a page or a notebook asks about traces."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

from kokoro_lab import ask as asked
from kokoro_lab.answer import Answer
from kokoro_lab.ask import Ask
from kokoro_lab.errors import LabError, unknown
from kokoro_lab.exhibit import pack
from kokoro_lab.inspector import files, sounds
from kokoro_lab.inspector.changes import changed
from kokoro_lab.inspector.details import detail
from kokoro_lab.inspector.distances import distances
from kokoro_lab.inspector.payload import difference, trace_answer
from kokoro_lab.inspector.store import MEMORY, Kept, Store
from kokoro_lab.inspector.watched import watched
from kokoro_lab.lab import PLAN, Lab
from kokoro_lab.listen.pcm import int16
from kokoro_lab.plan import Chunk
from kokoro_lab.request import Request
from kokoro_lab.trace import Trace

Stopped = Callable[[], bool]

MOST_CHUNKS = 50  # of a plan that is told at once
NEXT = 2  # chunks beyond the one asked for that are looked at, to know whether there are more


def never() -> bool:
    """Nobody gives up."""
    return False


class Inspector:
    """Asks in, answers out; see `Answer`. It works on one ask at a time.

    Args:
        lab: Makes the traces.
        memory: Bytes that traces made lately may take.
    """

    def __init__(self, lab: Lab, memory: int = MEMORY) -> None:
        self.lab = lab
        self.store = Store(memory)
        self._kinds: Mapping[str, Callable[[Ask, Stopped], Answer]] = {
            "trace": self._trace,
            "plan": self._plan,
            "detail": self._detail,
            "sound": self._sound,
            "compare": self._compare,
            "modules": self._modules,
            "watch": self._watch,
            "alternatives": self._alternatives,
            "edits": self._edits,
            "file": self._file,
        }

    def answer(self, ask: Ask, stopped: Stopped = never) -> Answer:
        """Answer one ask.

        Args:
            ask: Plain JSON with a "kind".
            stopped: Looked at while a trace is made; when it becomes true, the work ends.

        Raises:
            LabError: The ask is not one, or what it names does not exist or cannot be spoken.
            Stopped: `stopped` became true.
        """
        if not isinstance(ask, Mapping):
            raise LabError(f"an ask is an object with a kind, not {ask!r:.60}")
        kind = asked.kind(ask)
        if kind not in self._kinds:
            raise unknown("ask", kind, self._kinds)
        return self._kinds[kind](ask, stopped)

    def trace(self, request: Request, chunk: int = 0, stopped: Stopped = never) -> Trace:
        """A chunk of a request: the trace that is kept, or a new one.

        Raises:
            LabError: The request cannot be spoken, or has no such chunk.
            Stopped: `stopped` became true.
        """
        return self._made(request, chunk, stopped).trace

    def keep(self, trace: Trace) -> None:
        """Put a trace that somebody has made into the store, so that asking for it costs nothing.

        Raises:
            LabError: Another engine made it, or other weights.
        """
        self.store.keep(Kept(self.lab.adopt(trace), trace.milliseconds))

    def _trace(self, ask: Ask, stopped: Stopped) -> Answer:
        request, index = asked.request(ask), asked.number(ask, "chunk")
        base = self._base(request, asked.optional_request(ask, "base"), index, stopped)
        kept = self._made(request, index, stopped, base)
        chunks = self._planned(request, index + 1 + NEXT)
        count = max(len(chunks), index + 1)
        engine = self.lab.engine(request)
        complete = len(chunks) < index + 1 + NEXT
        return trace_answer(kept.trace, engine, count, complete, kept.costs, base.trace if base else None)

    def _plan(self, ask: Ask, stopped: Stopped) -> Answer:
        request = asked.request(ask)
        chunks = self._planned(request, MOST_CHUNKS + 1)
        shown = [self._outline(request, chunk) for chunk in chunks[:MOST_CHUNKS]]
        return Answer({"kind": "plan", "chunks": shown, "complete": len(chunks) <= MOST_CHUNKS})

    def _detail(self, ask: Ask, stopped: Stopped) -> Answer:
        trace, station = self._named(ask, "request", stopped).trace, asked.text(ask, "station")
        chunks = self._planned(trace.request, MOST_CHUNKS) if station == PLAN else ()
        engine = self.lab.engine(trace.request)
        shown = detail(engine, trace, station, asked.facts(ask, "focus"), chunks)
        exhibits, buffers = pack(shown.exhibits)
        message = {"kind": "detail", "station": station, "focus": dict(shown.focus), "exhibits": exhibits}
        return Answer(message, buffers)

    def _compare(self, ask: Ask, stopped: Stopped) -> Answer:
        trace = self._named(ask, "request", stopped).trace
        against = self._made(asked.request(ask, "against"), asked.number(ask, "against_chunk"), stopped).trace
        exhibits, buffers = pack(distances(against, trace))
        apart = [difference(one) for one in changed(against, trace)]
        return Answer({"kind": "compare", "exhibits": exhibits, "changed": apart}, buffers)

    def _modules(self, ask: Ask, stopped: Stopped) -> Answer:
        from kokoro_lab.probe import modules

        listed = [
            {
                "name": part.name,
                "type": part.type,
                "parameters": part.parameters,
                "station": part.step,
                "block": part.block,
            }
            for part in modules(self.lab.engine(_any(ask)))
        ]
        return Answer({"kind": "modules", "modules": listed})

    def _watch(self, ask: Ask, stopped: Stopped) -> Answer:
        from kokoro_lab.probe import watch

        trace, module = self._named(ask, "request", stopped).trace, asked.text(ask, "module")
        outputs = watch(self.lab, trace, module, stopped)
        calls = 1 + max(output.call for output in outputs)
        call = min(asked.number(ask, "call"), calls - 1)
        exhibits, buffers = pack(watched(outputs, call))
        message = {"kind": "watch", "module": module, "call": call, "calls": calls, "exhibits": exhibits}
        return Answer(message, buffers)

    def _alternatives(self, ask: Ask, stopped: Stopped) -> Answer:
        word, language, tag, phonemes = (
            asked.text(ask, name) for name in ("word", "language", "tag", "phonemes")
        )
        found = self.lab.engine(_any(ask)).alternatives(word, language, tag, phonemes)
        return Answer({"kind": "alternatives", "alternatives": [asdict(one) for one in found]})

    def _sound(self, ask: Ask, stopped: Stopped) -> Answer:
        kept, against = self._named(ask, "request", stopped), asked.optional_request(ask, "against")
        other = self._made(against, asked.number(ask, "against_chunk"), stopped).trace if against else None
        engine, stage = self.lab.engine(kept.trace.request), asked.text(ask, "stage")
        samples = int16(sounds.sound(stage, kept.trace, engine, other))
        message = {"kind": "sound", "stage": stage, "rate": engine.sample_rate}
        return Answer(message, (samples.astype("<i2").tobytes(),))

    def _edits(self, ask: Ask, stopped: Stopped) -> Answer:
        engine = self.lab.engine(_any(ask))
        listed = [
            {
                "name": rule.name,
                "target": rule.target,
                "arguments": [_argument(name, default) for name, default in rule.arguments.items()],
                "explanation": rule.explanation,
            }
            for rule in engine.rules.values()
        ]
        return Answer({"kind": "edits", "edits": listed, "voices": list(engine.voices)})

    def _file(self, ask: Ask, stopped: Stopped) -> Answer:
        name = asked.text(ask, "format")
        if name not in files.FORMATS:  # before any work
            raise unknown("format", name, files.FORMATS)
        made = files.file(self._named(ask, "request", stopped).trace, name)
        return Answer({"kind": "file", "name": made.name, "type": made.type}, (made.data,))

    def _named(self, ask: Ask, name: str, stopped: Stopped) -> Kept:
        """The trace that an ask is about."""
        return self._made(asked.request(ask, name), asked.number(ask, "chunk"), stopped)

    def _base(self, request: Request, base: Request | None, index: int, stopped: Stopped) -> Kept | None:
        """What a trace is held against. Another text is worth that only if its trace is there already."""
        if base is None:
            return None
        same_text = (base.text, base.phonemes) == (request.text, request.phonemes)
        return self._made(base, index, stopped) if same_text else self.store.get(base, index)

    def _made(self, request: Request, index: int, stopped: Stopped, base: Kept | None = None) -> Kept:
        """The trace of a chunk: the one that is kept, or a fork of the base, or a new one."""
        kept = self.store.get(request, index)
        if kept is None:
            if base is None:
                trace = self.lab.trace(request, index, stopped=stopped)
            else:
                trace = self.lab.fork(base.trace, request=request, stopped=stopped)
            kept = Kept(trace, {**(base.costs if base else {}), **trace.milliseconds})
        self.store.keep(kept)
        return kept

    def _planned(self, request: Request, most: int) -> tuple[Chunk, ...]:
        """The first chunks of a request."""
        return tuple(islice(self.lab.engine(request).plan(request), most))

    def _outline(self, request: Request, chunk: Chunk) -> dict[str, Any]:
        """A chunk as the list of chunks shows it; its seconds are known once it has been made."""
        kept = self.store.get(request, chunk.index)
        names = ("index", "text", "span", "symbols", "seam", "pause")
        seconds = {} if kept is None else {"seconds": len(kept.trace["audio"]) / self._rate(request)}
        return {**{name: getattr(chunk, name) for name in names}, **seconds}

    def _rate(self, request: Request) -> int:
        return self.lab.engine(request).sample_rate


def _any(ask: Ask) -> Request:
    """A request to the engine that an ask names, or else to the default one."""
    return Request(engine=asked.text(ask, "engine") or Request.engine)


def _argument(name: str, default: Any) -> dict[str, Any]:  # noqa: ANN401
    """An argument of an edit as plain JSON."""
    if default is inspect.Parameter.empty:
        return {"name": name, "required": True}
    return {"name": name, "default": default}
