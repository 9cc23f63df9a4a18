"""What of Kokoro Lab is installed here, what is loaded from where, and how fast it is."""

from __future__ import annotations

import platform
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, Any, Literal

from kokoro_lab.errors import LabError
from kokoro_lab.version import __version__

if TYPE_CHECKING:
    from kokoro_lab.lab import Lab

PACKAGE = "kokoro-lab"
SENTENCE = "The quick brown fox jumps over the lazy dog."
HELLO = {
    "en-us": "Hello.",
    "en-gb": "Hello.",
    "es": "Hola.",
    "fr": "Bonjour.",
    "hi": "नमस्ते।",
    "it": "Ciao.",
    "ja": "こんにちは。",
    "pt-br": "Olá.",
    "zh": "你好。",
}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What it is.
        state: "good"; "absent" for something optional; "broken" for something that is needed.
        summary: One line for a person; for what is not good, it says what to do.
        facts: The same for a program.
    """

    name: str
    state: Literal["good", "absent", "broken"]
    summary: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def examine(weights: str | None = None, device: str | None = None) -> Iterator[Check]:
    """Look at everything, the cheap things first; each result comes as soon as it is known.

    Args:
        weights: As in `Lab.load`.
        device: As in `Lab.load`.

    Yields:
        Checks. Nothing is downloaded, and no error is raised: what fails is a check that says why.
    """
    yield _python()
    yield from _packages()
    yield _tried("voices", _voices)
    yield _tried("weights", lambda: _weights(weights))
    for code, hello in HELLO.items():
        yield _tried(f"language {code}", partial(_language, code, hello))
    yield _speaker()
    loaded: list[Lab] = []
    yield _tried("model", lambda: _model(weights, device, loaded))
    for lab in loaded:
        yield _tried("speed", partial(_speed, lab))


def _tried(name: str, look: Callable[[], Check]) -> Check:
    """What the look finds, or the error that it meets."""
    try:
        return look()
    except LabError as error:
        return Check(name, "broken", str(error))
    except Exception as error:  # noqa: BLE001 (whatever is wrong with an installation, the rest is looked at)
        return Check(name, "broken", f"{type(error).__name__}: {error}")


def _python() -> Check:
    facts = {
        "version": platform.python_version(),
        "executable": sys.executable,
        "platform": platform.platform(),
        "machine": platform.machine(),
    }
    return Check("python", "good", f"{facts['version']} on {facts['platform']}, {sys.executable}", facts)


def _packages() -> Iterator[Check]:
    """The package itself, what it needs, and its extras, as its own metadata names them."""
    try:
        lines = requires(PACKAGE) or []
    except PackageNotFoundError:
        why = f"{PACKAGE} {__version__} is not installed, only imported: what it needs is unknown"
        yield Check("packages", "absent", f"{why}; pip install -e . in a clone")
        return
    for extra, names in _requirements(lines).items():
        found = {name: _version(name) for name in names}
        missing = ", ".join(name for name, there in found.items() if there is None)
        what = f"extra {extra}" if extra else "packages"
        if missing:
            cure = f'pip install -e ".[{extra}]" in a clone' if extra else "pip install -e . in a clone"
            yield Check(what, "absent" if extra else "broken", f"{missing} missing; {cure}", found)
        else:
            own = "" if extra else f"{PACKAGE} {__version__} with "
            yield Check(what, "good", own + ", ".join(f"{k} {v}" for k, v in found.items()), found)


def _requirements(lines: list[str]) -> dict[str, list[str]]:
    """Names of packages by extra, "" for those that are always needed; those of other systems left out."""
    found: dict[str, list[str]] = {"": []}
    for line in lines:
        requirement, _, marker = line.partition(";")
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", marker)
        others = re.sub(r"(and\s+)?extra\s*==\s*['\"][\w-]+['\"]", "", marker).strip(" ()")
        name = re.match(r"[\w.-]+", requirement.strip())
        if name is not None and name[0] != PACKAGE and not others:
            found.setdefault(extra[1] if extra else "", []).append(name[0])
    return found


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _voices() -> Check:
    from kokoro_lab.kokoro.voices import Shelf

    shelf = Shelf.open()
    own = [name for name in shelf.names() if shelf.voice(name).file is not None]
    damaged = shelf.damaged()
    facts = {"voices": len(shelf.names()), "saved": own, "folder": str(shelf.folder), "damaged": damaged}
    faults = "".join(f"; damaged: {fault}" for fault in damaged.values())
    summary = f"{facts['voices']}, of which {len(own)} saved in {shelf.folder}{faults}"
    return Check("voices", "broken" if damaged else "good", summary, facts)


def _weights(source: str | None) -> Check:
    from kokoro_lab.kokoro.weights import find

    found = find(source)
    cache = f"opened from {found.cache}" if found.cache else "to be cached when they are first loaded"
    parts = (f"{found.source}: {found.where}", found.precision, cache, f"SHA-256 {found.sha256 or 'unknown'}")
    summary = ", ".join(parts)
    return Check("weights", "good", summary, vars(found))


def _language(code: str, hello: str) -> Check:
    """Whether a language can be read, by reading a word of it."""
    from kokoro_lab.kokoro.text import Reader
    from kokoro_lab.kokoro.text.languages import LANGUAGES

    language = LANGUAGES[code]
    name = f"language {code}"
    try:
        first = next(Reader().chunks(hello, code))
    except LabError as error:
        return Check(name, "absent" if language.extra else "broken", str(error))
    notes = [loss.why for loss in first.losses]
    facts = {"phonemes": first.phonemes, "losses": notes}
    return Check(name, "good", "; ".join([first.phonemes, *notes]), facts)


def _speaker() -> Check:
    try:
        import sounddevice

        device = sounddevice.query_devices(kind="output")
    except ImportError:
        return Check("speaker", "absent", 'sounddevice missing; pip install -e ".[speaker]" in a clone')
    except OSError as error:
        return Check("speaker", "absent", f"{error}; on Debian and Ubuntu: apt install libportaudio2")
    except Exception as error:  # noqa: BLE001 (sounddevice's own errors, which cannot be named without it)
        return Check("speaker", "absent", f"no device to play on: {error}; files can still be written")
    return Check("speaker", "good", str(device["name"]), {"name": device["name"]})


def _model(weights: str | None, device: str | None, loaded: list[Lab]) -> Check:
    """Load it, hand it on, and say what its samples depend on."""
    wall, cpu = time.perf_counter(), time.process_time()
    from kokoro_lab.lab import Lab
    from kokoro_lab.request import Request

    lab = Lab.load(weights, device)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    loaded.append(lab)
    identity = lab.engine(Request("-")).identity
    summary = (
        f"{identity['engine']} on {identity['device']} with {identity['threads']} threads, "
        f"loaded in {wall:.1f} s ({cpu:.1f} CPU-seconds), SHA-256 {identity['weights']}"
    )
    return Check("model", "good", summary, {**identity, "seconds": wall, "cpu_seconds": cpu})


def _speed(lab: Lab) -> Check:
    """A sentence, the second time."""
    from kokoro_lab.request import Request

    request = Request(SENTENCE)
    lab.say(request)
    rate = lab.engine(request).sample_rate
    start, count, first = time.perf_counter(), 0, 0.0
    for part in lab.stream(request):
        first = first or time.perf_counter() - start
        count += len(part["audio"])
    factor = (time.perf_counter() - start) / (count / rate)
    summary = f"real-time factor {factor:.2f}, first sound of a sentence after {first:.2f} s"
    return Check("speed", "good", summary, {"real_time_factor": factor, "first_sound_seconds": first})
