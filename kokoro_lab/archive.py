"""A trace on disk: arrays in NAME.npz, everything else in NAME.json."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kokoro_lab.clocks import Clock
from kokoro_lab.errors import LabError
from kokoro_lab.files import written_aside
from kokoro_lab.plan import Chunk, Loss, Word
from kokoro_lab.request import Request
from kokoro_lab.trace import Mark, Spec, Trace

FORMAT = 1


def save(trace: Trace, path: str | Path) -> tuple[Path, Path]:
    """Write a trace, both files or none: they are made aside, and the arrays are put in place first.

    Args:
        trace: What to keep.
        path: A name; ".npz" and ".json" are put behind it (an ending of either kind is dropped first).

    Returns:
        The two files.

    Raises:
        LabError: A file cannot be written.
    """
    import numpy as np

    arrays_file, json_file = _files(path)
    values, before = ({k: _plain(v) for k, v in part.items()} for part in (trace.values, trace.before))
    arrays = {k: v for k, v in values.items() if hasattr(v, "dtype")}
    arrays |= {f"before/{k}": v for k, v in before.items() if hasattr(v, "dtype")}
    facts = {
        "format": FORMAT,
        "request": trace.request.to_json(),
        "parent": trace.parent.to_json() if trace.parent else None,
        "chunk": asdict(trace.chunk),
        "start": trace.start,
        "values": {k: _facts(v) for k, v in values.items() if k not in arrays},
        "before": {k: _facts(v) for k, v in before.items() if f"before/{k}" not in arrays},
        "order": list(values),
        "specs": {name: asdict(spec) for name, spec in trace.specs.items()},
        "milliseconds": dict(trace.milliseconds),
        "reran": trace.reran,
        "identity": dict(trace.identity),
    }
    with written_aside(json_file) as json_aside, written_aside(arrays_file) as arrays_aside:
        with arrays_aside.open("wb") as stream:
            np.savez(stream, allow_pickle=False, **arrays)
        facts["arrays"] = hashlib.sha256(arrays_aside.read_bytes()).hexdigest()
        json_aside.write_text(
            json.dumps(facts, indent=1), encoding="ascii"
        )  # a text may hold lone surrogates
    return arrays_file, json_file


def load(path: str | Path) -> Trace:
    """Read a trace that `save` wrote; its arrays come back as numpy.

    Raises:
        LabError: A file is missing, damaged, or belongs to another trace.
    """
    import numpy as np

    arrays_file, json_file = _files(path)
    for file in (arrays_file, json_file):
        if not file.is_file():
            raise LabError(f"no file {file}; a trace is a pair of NAME.npz and NAME.json")
    try:
        facts = json.loads(json_file.read_text(encoding="utf-8"))
        if facts["format"] != FORMAT:
            raise LabError(f"{json_file} has format {facts['format']}; this version reads {FORMAT}")
        if facts["arrays"] != hashlib.sha256(arrays_file.read_bytes()).hexdigest():
            raise LabError(f"{arrays_file} is damaged or does not belong to {json_file}")
        with np.load(arrays_file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        return _trace(facts, arrays)
    except (json.JSONDecodeError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise LabError(f"{json_file} is not a saved trace: {error}") from error


def _trace(facts: Mapping[str, Any], arrays: Mapping[str, Any]) -> Trace:
    """The trace from what was read."""
    values = {k: _value(k, v) for k, v in facts["values"].items()} | dict(arrays)
    before = {k: _value(k, v) for k, v in facts["before"].items()}
    before |= {k.removeprefix("before/"): v for k, v in arrays.items() if k.startswith("before/")}
    return Trace(
        request=Request.from_json(facts["request"]),
        chunk=_chunk(facts["chunk"]),
        start=facts["start"],
        values={name: values[name] for name in facts["order"]},
        specs={name: _spec(spec) for name, spec in facts["specs"].items()},
        before=before,
        milliseconds=facts["milliseconds"],
        reran=tuple(facts["reran"]),
        parent=Request.from_json(facts["parent"]) if facts["parent"] else None,
        identity=facts["identity"],
    )


def _files(path: str | Path) -> tuple[Path, Path]:
    name = Path(path)
    stem = name.with_suffix("") if name.suffix in (".npz", ".json") else name
    return stem.with_name(stem.name + ".npz"), stem.with_name(stem.name + ".json")


def _plain(value: Any) -> Any:  # noqa: ANN401
    """A tensor as numpy, anything else as it is."""
    return value.detach().cpu().numpy() if hasattr(value, "detach") else value


def _facts(value: Any) -> Any:  # noqa: ANN401
    """Words and marks as dictionaries, anything else as it is."""
    return [asdict(item) for item in value] if isinstance(value, tuple) else value


def _value(name: str, fact: Any) -> Any:  # noqa: ANN401
    """What `_facts` was given."""
    kinds = {"words": _word, "marks": _mark}
    return tuple(kinds[name](item) for item in fact) if name in kinds else fact


def _spans(item: Mapping[str, Any]) -> dict[str, Any]:
    """JSON knows lists alone: back to tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}


def _word(item: Mapping[str, Any]) -> Word:
    return Word(**_spans(item))


def _mark(item: Mapping[str, Any]) -> Mark:
    return Mark(**_spans(item))


def _chunk(item: Mapping[str, Any]) -> Chunk:
    words = tuple(_word(word) for word in item["words"])
    losses = tuple(Loss(**_spans(loss)) for loss in item["losses"])
    return Chunk(**{**_spans(item), "words": words, "losses": losses})


def _spec(item: Mapping[str, Any]) -> Spec:
    clock = Clock(**item["clock"]) if item["clock"] else None
    return Spec(**{**_spans(item), "clock": clock})
