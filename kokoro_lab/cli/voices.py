"""`kokoro-lab voices`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from kokoro_lab.cli.options import Flag
from kokoro_lab.cli.terminal import note, print_json, print_table


def voices(
    *,
    language: Annotated[str | None, Parameter(alias="-l")] = None,
    json: Flag = False,
) -> None:
    """List the voices: those that come with the package, and those that you saved.

    Args:
        language: Only those of this language, such as `en-gb`.
        json: Everything as JSON.
    """
    from kokoro_lab.kokoro.text.languages import LANGUAGES, resolve
    from kokoro_lab.kokoro.voices import Shelf

    shelf = Shelf.open()
    code = resolve(language).code if language else None
    found = [shelf.voice(name) for name in shelf.names()]
    found = [voice for voice in found if code in (None, voice.language)]
    for name, fault in shelf.damaged().items():
        note(f"damaged and left out: {name}: {fault}")
    if json:
        print_json([asdict(voice) for voice in found])
        return
    rows = [
        (voice.name, LANGUAGES[voice.language].name, voice.language, voice.gender or "", voice.grade or "")
        for voice in found
    ]
    print_table(("voice", "language", "code", "gender", "grade"), rows)
