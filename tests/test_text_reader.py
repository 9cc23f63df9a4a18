"""Chunks, words and losses: what holds for any text in any language."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice, pairwise
from threading import RLock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.text import LANGUAGES, Reader, resolve, symbols_to_ids
from kokoro_lab.kokoro.text.english import English
from kokoro_lab.kokoro.text.pieces import pieces
from kokoro_lab.kokoro.text.planner import plan
from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.kokoro.text.token import Token
from kokoro_lab.kokoro.text.vocab import vocabulary
from kokoro_lab.plan import Chunk

OFTEN = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def shared() -> Reader:
    """One reader for all tests: front ends take seconds to build."""
    return Reader()


def read(text: str, language: str = "en-us") -> list[Chunk]:
    return list(shared().chunks(text, language))


def check(text: str, chunks: list[Chunk]) -> None:
    """What every plan keeps."""
    assert "".join(chunk.text for chunk in chunks) == text
    at = 0
    for index, chunk in enumerate(chunks):
        assert chunk.index == index
        assert chunk.span[0] == at
        at = chunk.span[1]
        assert chunk.text == text[slice(*chunk.span)]
        assert 1 <= len(chunk.symbols) <= 510
        assert set(chunk.symbols) <= set(vocabulary())
        check_words(text, chunk)
    assert chunks[-1].seam in ("end", "pause")


def check_words(text: str, chunk: Chunk) -> None:
    covered = [0] * len(chunk.symbols)
    before = chunk.span[0]
    for word in chunk.words:
        assert word.text == text[slice(*word.span)]
        assert before <= word.span[0] <= word.span[1] <= chunk.span[1]
        before = word.span[1]
        for place in range(*word.symbols):
            covered[place] += 1
        said = chunk.symbols[slice(*word.symbols)]
        assert said == " ".join("".join(s for s in word.phonemes if s in vocabulary()).split())
        assert (word.origin == "none") == (said == "")
    pairs = zip(covered, chunk.symbols, strict=True)
    assert all(count == 1 or (count == 0 and symbol == " ") for count, symbol in pairs)
    spoken = {word.span for word in chunk.words if word.symbols[0] < word.symbols[1]}
    lost = {loss.span for loss in chunk.losses}
    for word in chunk.words:
        assert word.span in spoken or word.span in lost, word


PARTS = [
    "[", "]", "(", ")", "](", "/", "[pause 1s]", "[pause ", "[a](/ə/)", "[b](+1)", "[c](-2)", "word ",
    "don’t ", "2024-05-01 ", "$5 ", "🙂", "\u200b", "\n", "\n\n", ". ", "…", "\u0301", "\ud800", "\x00", "—",
    "'", '"',
    "x" * 60, "3/4", "a@b.com", "[[pause 1s]]", "[](//)", "\u202e", "é", "e\u0301", "مرحبا",
    "你好", "こんにちは", "नमस्ते",
]  # fmt: skip
SOUP = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PARTS), max_size=40).map("".join))


def whole_or_refused(text: str, language: str) -> None:
    """Any text is spoken whole, or refused because nothing in it can be spoken."""
    try:
        chunks = read(text, language)
    except LabError as error:
        if "nothing to speak" not in str(error):
            raise
    else:
        check(text, chunks)


@pytest.mark.parametrize("language", ["en-us", "en-gb", "es", "fr", "hi", "it", "pt-br"])
def test_any_text_is_spoken_whole_or_refused(language: str) -> None:
    @OFTEN
    @given(SOUP)
    def holds(text: str) -> None:
        whole_or_refused(text, language)

    holds()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "🙂🎉",
        "[pause 1s]",
        "[pause 1s] 🙂 \n\n [pause 500ms]",
        "...",
        "\x00\x01",
        "\u200b",
        "\ud800",
    ],
)
@pytest.mark.parametrize("language", ["en-us", "fr"])
def test_nothing_to_speak_is_an_error_that_says_what_was_found(text: str, language: str) -> None:
    with pytest.raises(LabError, match="nothing to speak: found"):
        read(text, language)


def test_unknown_language_names_the_nearest() -> None:
    with pytest.raises(LabError, match="en-us"):
        read("hello", "en-uk")


def test_codes_and_letters() -> None:
    assert len(LANGUAGES) == 9
    assert resolve("b").code == resolve("EN_GB").code == "en-gb"


def test_ids_have_no_pads_and_unknown_symbols_are_named() -> None:
    assert symbols_to_ids("hə!") == [50, 83, 5]
    with pytest.raises(LabError, match=r"'X' \(U\+0058\)"):
        symbols_to_ids("hX")


STORY = (
    "The quick brown fox jumps over the lazy dog, and then it runs away to the forest. "
    "There it finds an old house, which has stood empty for years; nobody knows why. "
)


def test_the_first_chunk_is_short_and_the_others_grow() -> None:
    lengths = [len(chunk.symbols) for chunk in read(STORY * 8)]
    assert lengths[0] <= 60
    for before, after in pairwise(lengths):
        assert after <= max(60, 2 * before) * 1.25
    assert max(lengths) <= 230
    assert min(lengths[2:]) >= 60  # balanced: no crumbs


@pytest.mark.parametrize("speed", [0.1, 0.25, 0.5])
def test_slow_chunks_last_no_longer_than_others(speed: float) -> None:
    slow = list(shared().chunks(STORY * 8, "en-us", speed))
    check(STORY * 8, slow)
    lengths = [len(chunk.symbols) / speed for chunk in slow]
    assert lengths[0] <= max(100, 15 / speed)  # three words at the slowest
    assert max(lengths) <= 400  # longer than is wanted before a clause is parted, but not longer than 510
    assert min(len(chunk.symbols) for chunk in slow) >= 12
    fast = [chunk.text for chunk in shared().chunks(STORY * 8, "en-us", 2.0)]
    assert fast == [chunk.text for chunk in read(STORY * 8)]


def test_slow_phonemes_are_one_chunk_up_to_510_symbols_and_short_ones_beyond() -> None:
    assert len(list(shared().chunks_of_phonemes("həlˈO " * 85, "a", 0.1))) == 1
    chunks = list(shared().chunks_of_phonemes("həlˈO " * 86, "a", 0.1))
    assert max(len(chunk.symbols) for chunk in chunks) <= 40


def test_a_short_text_is_one_chunk() -> None:
    chunks = read("Dear Anna, thank you. I will come tomorrow, with the others, at noon.")
    assert [chunk.seam for chunk in chunks] == ["end"]


def test_chunks_end_where_speech_pauses() -> None:
    chunks = read(STORY * 20)
    assert {chunk.seam for chunk in chunks} <= {"sentence", "clause", "end"}
    assert all(re.search(r"[.,;]$", chunk.symbols) for chunk in chunks)


def test_the_plan_is_the_same_every_time() -> None:
    def made() -> list[tuple[str, str]]:
        return [(chunk.text, chunk.symbols) for chunk in Reader().chunks(STORY * 3, "es")]

    assert made() == made()


class Counting(English):
    """American English that counts the characters it was asked to pronounce."""

    def __init__(self) -> None:
        super().__init__(british=False)
        self.read = 0

    def tokens(self, reading: Reading) -> list[Token]:
        self.read += len(reading.text)
        return super().tokens(reading)


@pytest.mark.parametrize("end", ["\n\n", " "], ids=["paragraphs", "none"])
def test_the_first_chunk_of_a_book_comes_before_the_book_is_read(end: str) -> None:
    text = "".join(f"{STORY}Then number {number} came by.{end}" for number in range(500))
    assert len(text) > 90_000
    counting = Counting()
    chunks = plan(pieces(text, resolve("en-us"), counting, RLock()))
    first = next(chunks)
    assert first.pieces[0].words[0].span[0] == 0
    assert counting.read < 1_000
    for _ in range(3):
        last = next(chunks)
    assert counting.read < last.pieces[-1].end + 3_000  # what a decision about the next chunk needs
    check(text[:20_000], read(text[:20_000]))


def test_wrapped_lines_are_one_paragraph_and_blank_lines_part_two() -> None:
    chunks = read("One line that is\nwrapped in the middle.\n\nAnother paragraph.")
    assert [(chunk.seam, chunk.pause > 0) for chunk in chunks] == [("paragraph", True), ("end", False)]
    assert "\n" not in chunks[0].symbols
    assert chunks[0].text.endswith("\n\n")


def test_items_of_a_list_are_sentences() -> None:
    joined = read("Bring bread\nand butter")[0].symbols
    items = [word.text for chunk in read("Bring:\n- bread\n- butter\n1. milk") for word in chunk.words]
    assert " " in joined
    assert items[-1] == "milk"


@pytest.mark.parametrize("language", ["en-us", "es", "hi"])
def test_pauses_are_exact_and_cut(language: str) -> None:
    chunks = read("[pause 0.25s] one [pause 500ms] two [pause 1s][pause .5s] three[pause 2s]", language)
    assert [(chunk.lead, chunk.pause, chunk.seam) for chunk in chunks] == [
        (0.25, 0.5, "pause"), (0.0, 1.5, "pause"), (0.0, 2.0, "pause"),
    ]  # fmt: skip


def test_pauses_in_one_place_add_up_to_a_minute_and_the_rest_is_reported() -> None:
    text = "[pause 50s]" * 3 + " one " + "[pause 40s]" * 1_000 + " two [pause 1s]"
    chunks = read(text)
    check(text, chunks)
    assert [(chunk.lead, chunk.pause) for chunk in chunks] == [(60.0, 60.0), (0.0, 1.0)]
    cut = [loss for chunk in chunks for loss in chunk.losses]
    assert {loss.kind for loss in cut} == {"cut"}
    assert [loss.text for loss in cut] == ["[pause 50s]"] * 2 + ["[pause 40s]"] * 999
    assert "40 s of this one" in cut[0].why
    with pytest.raises(LabError, match="found only pauses"):
        read("[pause 50s]" * 3)


def test_pauses_are_whole_samples() -> None:
    (first, _) = read("[pause 0.00001s] one [pause 0.33333s] two")
    assert (first.lead, first.pause) == (0.0, 8_000 / 24_000)


def test_a_pause_of_no_length_is_a_pause() -> None:
    chunks = read("one [pause 0s] two")
    assert [(chunk.seam, chunk.pause) for chunk in chunks] == [("pause", 0.0), ("end", 0.0)]
    assert [word.text for chunk in chunks for word in chunk.words] == ["one", "two"]


@pytest.mark.parametrize(
    "markup", ["[pause]", "[pause 1]", "[pause 99s]", "[pause -1s]", "[pause xs]", "[pause 1s"]
)
def test_malformed_pauses_are_text(markup: str) -> None:
    text = f"one {markup} two"
    chunks = read(text)
    check(text, chunks)
    assert not any(chunk.pause for chunk in chunks)
    assert any("pause" in word.text for chunk in chunks for word in chunk.words)


@pytest.mark.parametrize("language", ["en-us", "en-gb", "es", "fr", "hi", "it", "pt-br"])
def test_markup_says_how_a_word_sounds(language: str) -> None:
    text = "uno [dos tres](/θˈyθ ʁˈyθ/), cinco."
    chunk = read(text, language)[0]
    word = next(word for word in chunk.words if word.origin == "markup")
    assert word.text == word.spoken == text[slice(*word.span)] == "dos tres"
    assert word.phonemes == chunk.symbols[slice(*word.symbols)] == "θˈyθ ʁˈyθ"
    assert sum("θˈy" in word.phonemes for word in chunk.words) == 1


def test_markup_with_symbols_that_the_model_lacks_is_reported() -> None:
    chunk = read("say [x](/kXo/) now")[0]
    assert "ko" in chunk.symbols
    assert [(loss.kind, loss.text) for loss in chunk.losses] == [("symbol", "x")]


def test_a_word_whose_markup_is_silent_is_lost_under_its_own_name() -> None:
    text = "say [it](/X/) now"
    chunks = read(text)
    check(text, chunks)
    assert {(loss.text, loss.span) for loss in chunks[0].losses} == {("it", (5, 7))}


@pytest.mark.parametrize(("change", "stress"), [("-2", ""), ("-1", "ˌ"), ("+2", "ˈ")])
@pytest.mark.parametrize("language", ["en-us", "it"])
def test_markup_changes_stress(change: str, stress: str, language: str) -> None:
    word = read(f"una [banana]({change}) buona", language)[0].words[1]
    assert (word.text, word.span) == ("banana", (5, 11))
    assert "".join(symbol for symbol in word.phonemes if symbol in "ˈˌ").strip("ˌ") == stress.strip("ˌ")
    assert ("ˈ" in word.phonemes) == (stress == "ˈ")


def test_losses_say_what_and_where() -> None:
    text = "Hi 🙂 there 你好 Xqzt."
    chunk = read(text)[0]
    assert [(loss.kind, loss.text, loss.span) for loss in chunk.losses] == [
        ("symbol", "🙂", (3, 4)), ("word", "你好", (11, 13)), ("espeak", "Xqzt", (14, 18)),
    ]  # fmt: skip
    assert all(loss.why for loss in chunk.losses)


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "🙂" * 99_999 + "a", "[" * 3_000 + "a", "[a](/a" * 3_000, "a-" * 5_000, "é\u0301" * 5_000,
     "1" * 10_000, "a" * 10_000 + " b", "!" * 5_000 + "a", "((" * 3_000 + "a" + "))" * 3_000,
     "[pause 1s]a" * 500, "a\n\n" * 500, "'" * 5_000 + "a", "\u202eabc " * 500],
    ids=lambda text: text[:8].encode("ascii", "replace").decode(),
)  # fmt: skip
@pytest.mark.parametrize("language", ["en-us", "es"])
def test_monsters_are_spoken_whole_in_the_end(text: str, language: str) -> None:
    start = time.process_time()
    check(text, read(text, language))
    assert time.process_time() - start < 60  # each is seen to take about two at most


def test_a_sentence_without_an_end_takes_no_minutes() -> None:
    start = time.process_time()
    read("mañana, [b] (c) 12 " * 3_200, "es")
    assert time.process_time() - start < 60  # seen to take about three


def test_phonemes_are_one_chunk_exactly_as_given() -> None:
    given_phonemes = " həlˈO  wˈɜɹld! "
    (chunk,) = shared().chunks_of_phonemes(given_phonemes, "a")
    assert chunk.symbols == chunk.phonemes == chunk.text == given_phonemes
    assert [(word.text, word.origin, chunk.symbols[slice(*word.symbols)]) for word in chunk.words] == [
        ("həlˈO", "given", "həlˈO"), ("wˈɜɹld!", "given", "wˈɜɹld!"),
    ]  # fmt: skip


def test_phonemes_that_the_model_lacks_are_reported() -> None:
    (chunk,) = shared().chunks_of_phonemes("hXə Z ə", "a")
    assert chunk.symbols == "hə  ə"
    assert [(loss.kind, loss.text) for loss in chunk.losses] == [("symbol", "hXə"), ("symbol", "Z")]
    with pytest.raises(LabError, match="nothing to speak"):
        list(shared().chunks_of_phonemes("XX ,", "a"))


@OFTEN
@given(st.text(alphabet="aə ˈ,.X\n!", min_size=1, max_size=2_000))
def test_any_phonemes_are_spoken_whole(phonemes: str) -> None:
    try:
        chunks = list(shared().chunks_of_phonemes(phonemes, "en-us"))
    except LabError:
        assert not set(phonemes) & set("aə")
        return
    assert "".join(chunk.text for chunk in chunks) == phonemes
    sounds = "".join(symbol for symbol in phonemes if symbol in vocabulary() and symbol != " ")
    assert "".join(chunk.symbols for chunk in chunks).replace(" ", "") == sounds
    assert all(1 <= len(chunk.symbols) <= 510 for chunk in chunks)


def test_510_symbols_stay_one_chunk_and_511_do_not() -> None:
    assert len(list(shared().chunks_of_phonemes("a" * 510, "a"))) == 1
    chunks = list(shared().chunks_of_phonemes("a" * 511, "a"))
    assert [chunk.seam for chunk in chunks] == ["word", "end"]
    assert "".join(chunk.text for chunk in chunks) == "a" * 511


def test_threads_share_a_reader() -> None:
    texts = [f"Number {n} meets 3 friends. Xqzt{n}!" for n in range(12)]
    alone = [[chunk.symbols for chunk in read(text)] for text in texts]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda text: [chunk.symbols for chunk in read(text)], texts)) == alone


def test_streams_can_be_interleaved_and_closed() -> None:
    one, two = shared().chunks(STORY * 4, "en-us"), shared().chunks(STORY * 4, "es")
    firsts = [next(one), next(two), next(one)]
    one.close()
    assert firsts[2].index == 1
    assert len(list(islice(two, 2))) == 2


QUIET = """
import sys
import kokoro_lab.kokoro.text as text
heavy = {"spacy", "misaki", "phonemizer", "numpy", "torch"} & set(sys.modules)
assert not heavy, heavy
reader = text.Reader()
for language in ("en-us", "es", "hi"):
    list(reader.chunks("Hello, मित्र 5 — привет « voilà » 🙂 $", language))
"""


def test_nothing_heavy_is_imported_early_and_nothing_is_printed() -> None:
    done = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
