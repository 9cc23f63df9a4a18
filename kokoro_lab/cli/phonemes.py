"""`kokoro-lab phonemes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from kokoro_lab.cli.losses import report_losses
from kokoro_lab.cli.options import Flag, typed_text
from kokoro_lab.cli.terminal import busy, print_json, print_table
from kokoro_lab.plan import Chunk, Seam, Word


def phonemes(
    text: str | None = None,
    /,
    *,
    file: Annotated[Path | None, Parameter(alias="-f")] = None,
    voice: Annotated[str, Parameter(alias="-v")] = "af_heart",
    language: Annotated[str | None, Parameter(alias="-l")] = None,
    json: Flag = False,
) -> None:
    """Show how a text will be read: its chunks, words, phonemes, and what is lost.

    The model is not loaded for it. The text may hold markup: `[word](/phonemes/)` says how a word sounds,
    `[word](+1)` stresses it, and `[pause 0.5s]` is silence.

    Args:
        text: What to read; without it, standard input is read.
        file: Read the text from this UTF-8 file.
        voice: Whose language it is, unless one is given.
        language: A code such as `en-gb`.
        json: Everything as JSON.
    """
    written = typed_text(text, file)
    with busy("reading"):
        from kokoro_lab.kokoro.text import Reader
        from kokoro_lab.kokoro.voices import Shelf

        chunks = list(Reader().chunks(written, language or Shelf.open().language_of(voice)))
    report_losses(chunks)
    if json:
        print_json([asdict(chunk) for chunk in chunks])
        return
    for chunk in chunks:
        rows = [_row(word) for word in chunk.words]
        print_table(("word", "spoken as", "phonemes", "from", "tag"), rows, title=_title(chunk))


def _title(chunk: Chunk) -> str:
    silence = f" and {chunk.pause:g} s of silence" if chunk.pause else ""
    symbols = f"{len(chunk.symbols)} symbols up to {SEAMS[chunk.seam]}{silence}"
    return f"chunk {chunk.index}: {chunk.language}, {symbols}"


SEAMS: Mapping[Seam, str] = {
    "word": "the end of a word",
    "clause": "the end of a clause",
    "sentence": "the end of a sentence",
    "paragraph": "the end of a paragraph",
    "pause": "a pause",
    "end": "the end",
}


def _row(word: Word) -> tuple[str, ...]:
    spoken = "" if word.spoken == word.text else word.spoken
    return word.text, spoken, word.phonemes, word.origin, word.tag
