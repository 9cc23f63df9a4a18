"""How a request is cut into chunks, and when the chunks of another request will do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kokoro_lab.errors import LabError
from kokoro_lab.plan import Chunk
from kokoro_lab.request import Edit, Request
from kokoro_lab.rule import bind
from kokoro_lab.trace import Trace

if TYPE_CHECKING:
    from kokoro_lab.engine import Engine

READ = ("text", "phonemes", "speed")  # what a plan depends on beside the language; slow speech is cut shorter


def chunks(engine: Engine, request: Request, like: Sequence[Trace] = ()) -> Iterator[Chunk]:
    """The plan of a request whose edits have been looked at.

    Args:
        engine: Speaks the request.
        request: What to say.
        like: Traces of another request, in order. Where they are all of its chunks, and `reads_like` says
            that this one's would be the same, those are taken over and nothing is read again.

    Raises:
        LabError: As `Engine.plan`; or an edit does not exist.
    """
    bind(engine.rules, request.edits)
    if _whole(like) and all(reads_like(engine, request, trace) for trace in like):
        return (trace.chunk for trace in like)
    return engine.plan(request)


def chunk(engine: Engine, request: Request, index: int | None, like: Sequence[Trace] = ()) -> Chunk:
    """One chunk of a request.

    Args:
        engine: Speaks the request.
        request: What to say.
        index: Which one; None means that there is only one.
        like: As in `chunks`.

    Raises:
        LabError: As `chunks`; or there is no such chunk, or there are several and none is named.
    """
    found = chunks(engine, request, like)
    if index is None:
        first, second = next(found), next(found, None)
        if second is not None:
            raise LabError(
                "the text is spoken in several chunks: name one with lab.trace(request, chunk=0), "
                "see them with lab.plan(request), or go through them with lab.stream(request)"
            )
        return first
    for each in found:
        if each.index == index:
            return each
    raise LabError(f"there is no chunk {index}; the text makes {each.index + 1}, counted from 0")


def reads_like(engine: Engine, request: Request, trace: Trace) -> bool:
    """Whether a request is cut into the same chunks as that of a trace: same words, language and speed.

    Raises:
        LabError: The request's voice or language does not exist.
    """
    read = all(getattr(request, name) == getattr(trace.request, name) for name in READ)
    return engine.language(request) == trace.chunk.language and read


def check_reached(request: Request, count: int) -> None:
    """Refuse an edit of a chunk that there is not, which would be lost without a word.

    Args:
        request: What was said.
        count: How many chunks it made.

    Raises:
        LabError: There is such an edit.
    """
    for edit in request.edits:
        if edit.chunk is not None and edit.chunk >= count:
            raise LabError(f"{edit} names chunk {edit.chunk}; the text makes {count}, counted from 0")


def tied(edits: Iterable[Edit], index: int) -> Iterator[Edit]:
    """Edits that mean something in one chunk alone, tied to the chunk of that index; others as they are."""
    for edit in edits:
        if index and edit.local and edit.chunk is None:
            yield Edit(edit.name, chunk=index, **dict(edit.arguments))
        else:
            yield edit


def _whole(traces: Sequence[Trace]) -> bool:
    """Whether traces are every chunk of a request, in order; chunks follow each other without a gap."""
    if not traces:
        return False
    said = traces[0].request.phonemes if traces[0].request.phonemes is not None else traces[0].request.text
    starts, ends = zip(*(trace.chunk.span for trace in traces), strict=True)
    return (*starts, len(said)) == (0, *ends)
