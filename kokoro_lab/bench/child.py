"""The process in which one implementation is measured: one line of JSON in, one line out.

    python -m kokoro_lab.bench.child SETTINGS prepare|serve SECONDS_SINCE_1970

Nothing heavy is imported here, so that the first thing that costs is the implementation.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any, cast

from kokoro_lab.bench.implementation import MODULES, Editor, Implementation, Settings
from kokoro_lab.bench.measure import FIRST_TEXT
from kokoro_lab.bench.memory import peak_memory
from kokoro_lab.errors import LabError

HELLO, HELLO_PHONEMES = "Hello world.", "həlˈO wˈɜɹld."  # the first thing that is said


def main() -> None:
    """Do what the command line says."""
    settings, job, born = Settings.from_json(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not be taken for a reply

    def reply(**facts: object) -> None:
        print(json.dumps(facts), file=replies, flush=True)

    try:
        if job == "prepare":
            _module(settings).prepare(settings)
            reply()
        else:
            _serve(settings, born, reply)
    except (LabError, ImportError) as error:
        reply(error=str(error))


def _module(settings: Settings) -> Implementation:
    return cast("Implementation", importlib.import_module(MODULES[settings.name]))


def _serve(settings: Settings, born: float, reply: Callable[..., None]) -> None:
    """Load, say something, then answer until there are no more questions."""
    phases: dict[str, tuple[float, float]] = {}
    wall, cpu = born, 0.0

    def phase(name: str) -> None:
        nonlocal wall, cpu
        now = time.time(), time.process_time()
        phases[name] = now[0] - wall, now[1] - cpu
        wall, cpu = now

    module = _module(settings)
    phase("import")
    speaker = module.load(settings)
    phase("load")
    speaker.say(HELLO_PHONEMES)
    phase("first sound")
    if speaker.reads:
        speaker.first(HELLO, HELLO_PHONEMES)
        phase(FIRST_TEXT)
    reply(phases=phases)
    for line in sys.stdin:
        question: dict[str, Any] = json.loads(line)
        start = time.perf_counter()
        if question["do"] == "say":
            samples, steps = speaker.say(question["phonemes"])
            reply(seconds=time.perf_counter() - start, samples=samples, steps=dict(steps))
        elif question["do"] == "first":
            samples = speaker.first(question["text"], question["phonemes"])
            reply(seconds=time.perf_counter() - start, samples=samples)
        elif question["do"] == "edit":
            samples, seconds = cast("Editor", speaker).edit(question["phonemes"], question["what"])
            reply(seconds=seconds, samples=samples)
        elif question["do"] == "ten voices":
            samples, seconds = cast("Editor", speaker).ten_voices(question["text"], question["how"])
            reply(seconds=seconds, samples=samples)
        else:
            reply(bytes=peak_memory())


if __name__ == "__main__":
    main()
