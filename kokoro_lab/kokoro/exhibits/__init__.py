"""The stations of Kokoro: for each step, its picture and its arithmetic with a trace's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kokoro_lab.by_kind import by_kind
from kokoro_lab.errors import unknown
from kokoro_lab.exhibit import Detail, Exhibit
from kokoro_lab.kokoro.exhibits.alignment import alignment, heard
from kokoro_lab.kokoro.exhibits.attention import hidden
from kokoro_lab.kokoro.exhibits.channels import content, encoding, features
from kokoro_lab.kokoro.exhibits.curves import curves
from kokoro_lab.kokoro.exhibits.ids import ids
from kokoro_lab.kokoro.exhibits.istft import audio
from kokoro_lab.kokoro.exhibits.plan import plan
from kokoro_lab.kokoro.exhibits.source import noise, source
from kokoro_lab.kokoro.exhibits.spectrum import spectrum
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.kokoro.exhibits.voice import row, style
from kokoro_lab.kokoro.exhibits.votes import votes
from kokoro_lab.kokoro.steps import steps

if TYPE_CHECKING:
    from kokoro_lab.kokoro.net import Network
    from kokoro_lab.plan import Chunk
    from kokoro_lab.rule import Intervention
    from kokoro_lab.trace import Trace

Station = Callable[[View], tuple[Exhibit, ...]]

STATIONS: dict[str, Station] = {
    "plan": plan,
    "ids": ids,
    "row": row,
    "style": style,
    "hidden": hidden,
    "encoding": encoding,
    "votes": votes,
    "durations": votes,
    "heard": heard,
    "alignment": alignment,
    "curves": curves,
    "content": content,
    "features": features,
    "noise": noise,
    "source": source,
    "spectrum": spectrum,
    "audio": audio,
}


def exhibits(
    network: Network,
    trace: Trace,
    station: str,
    focus: Mapping[str, Any] | None = None,
    chunks: Iterable[Chunk] = (),
    within: Iterable[Intervention] = (),
) -> Detail:
    """What a station shows of a trace.

    Args:
        network: That made the trace.
        trace: Whose numbers are shown.
        station: Name of a step, or "plan".
        focus: What is pointed at: token, frame, time (seconds from the start of the chunk's audio), layer and
            head (both from 0). What is missing is filled in, what is out of range is brought back into it.
        chunks: The plan of the request, for the station "plan"; by default the trace's own chunk.
        within: The trace's edits inside steps, made ready to run, for the station "hidden".

    Raises:
        LabError: There is no such station, or something in the focus is not a number.
    """
    written = {step.name: step.writes for step in steps(network)}
    if station not in STATIONS and station not in written:
        raise unknown("station", station, STATIONS)
    view = View.of(network, trace, focus or {}, tuple(chunks), tuple(within))
    show = STATIONS.get(station)
    shown = show(view) if show else by_kind(trace, written[station], view.focus.time)
    return Detail(shown, {name: getattr(view.focus, name) for name in view.focus.__dataclass_fields__})


__all__ = ["STATIONS", "exhibits"]
