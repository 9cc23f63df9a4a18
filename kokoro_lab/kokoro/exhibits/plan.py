"""What will be spoken and how: the chunks of the text, the words of this one, and what is lost."""

from __future__ import annotations

from kokoro_lab.exhibit import Action, Column, Exhibit, SpokenWord, Table, Text, Words
from kokoro_lab.kokoro.exhibits.view import View
from kokoro_lab.kokoro.text.vocab import MAX_SYMBOLS
from kokoro_lab.picture import number
from kokoro_lab.plan import Chunk, Seam, Word

WHY: dict[Seam, str] = {
    "sentence": "A sentence ends here.",
    "clause": "A clause ends here, at a punctuation mark.",
    "word": "The clause is too long for one chunk, so it is cut between two words.",
    "paragraph": "A paragraph ends here; a short silence follows.",
    "pause": "The text asks for a pause here.",
    "end": "The text ends here.",
}
ORIGINS = (
    "Where a pronunciation came from: gold is a dictionary checked by hand, silver one made by machine, "
    "rule a listed word with an ending or letters spelt out, espeak a guess from the spelling."
)
LONGEST = 60  # characters of a chunk that are shown
LOSSES = {
    "symbol": "sign not known",
    "word": "no pronunciation",
    "espeak": "pronunciation guessed",
    "cut": "left out",
    "tagger": "parts of speech guessed",
}


def plan(view: View) -> tuple[Exhibit, ...]:
    """The plan of the text, with what is lost in plain sight."""
    chunk = view.trace.chunk
    words = tuple(_spoken(view, word) for word in chunk.words)
    return (
        Text("In words", _in_words(view)),
        *_losses(chunk),
        Words("Words", words, ORIGINS),
        _chunks(view.chunks or (chunk,), chunk),
    )


def _in_words(view: View) -> str:
    chunk = view.trace.chunk
    spoken = sum(word.symbols[0] < word.symbols[1] for word in chunk.words)
    said = f"This chunk has {len(chunk.symbols)} symbols for {spoken} words and punctuation marks. "
    said += f"The network takes at most {MAX_SYMBOLS} at once; longer texts are cut where speech pauses."
    lost = len(chunk.losses)
    return f"{said} {'Nothing is lost.' if not lost else f'{lost} to know about: see below.'}"


def _losses(chunk: Chunk) -> tuple[Exhibit, ...]:
    if not chunk.losses:
        return (
            Text("Loss report", "Everything that is written is spoken, as a dictionary or a rule has it."),
        )
    rows = tuple((LOSSES[loss.kind], loss.text, loss.why) for loss in chunk.losses)
    columns = (Column("what happened"), Column("text"), Column("why"))
    return (Table("Loss report", columns, rows),)


def _spoken(view: View, word: Word) -> SpokenWord:
    first, last = word.symbols
    heard = first < last
    return SpokenWord(
        word.text,
        word.span,
        word.spoken,
        word.phonemes,
        word.origin,
        word.tag,
        float(view.edges[first + 1]) if heard else None,
        float(view.edges[last + 1]) if heard else None,
    )


def _chunks(chunks: tuple[Chunk, ...], here: Chunk) -> Table:
    columns = (
        Column("chunk", "", "right"),
        Column("text"),
        Column("symbols", "", "right"),
        Column("ends with"),
        Column("pause after", "s", "right"),
        Column("why here"),
    )
    rows = tuple(
        (
            f"{chunk.index + 1}{' (shown)' if chunk.index == here.index else ''}",
            _shortened(chunk.text),
            len(chunk.symbols),
            chunk.seam,
            number(chunk.pause, 2),
            WHY[chunk.seam],
        )
        for chunk in chunks
    )
    actions: tuple[Action | None, ...] = tuple({"open_chunk": chunk.index} for chunk in chunks)
    more = "" if chunks[-1].seam == "end" else " The text goes on after the last one listed."
    return Table("Chunks", columns, rows, actions, f"Each goes through the network at once.{more}")


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"
