"""Other pronunciations of a word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.text import Reader
from kokoro_lab.kokoro.text.alternatives import NOW
from kokoro_lab.kokoro.text.vocab import known, sounds


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def spoken(reader: Reader, word: str, language: str = "en-us", **more: str) -> list[str]:
    return [a.phonemes for a in reader.alternatives(word, language, **more)]


def test_readings_that_differ_by_part_of_speech(reader):
    found = {a.phonemes: a for a in reader.alternatives("record", "en-us", tag="NN", phonemes="ɹˈɛkəɹd")}
    assert "as a verb" in found["ɹəkˈɔɹd"].note
    assert found["ɹəkˈɔɹd"].origin == "gold"
    assert {"ɹˈid", "ɹˈɛd"} <= set(spoken(reader, "read"))
    assert {"lˈɪv", "lˈIv"} <= set(spoken(reader, "live"))


def test_readings_that_depend_on_what_follows(reader):
    assert {"ðə", "ði"} <= set(spoken(reader, "the"))
    assert {"tə", "tʊ", "tu"} <= set(spoken(reader, "to"))


def test_the_one_spoken_now_is_first_and_marked(reader):
    first, *others = reader.alternatives("read", "en-us", tag="VBD", phonemes="ɹˈɛd")
    assert first.phonemes == "ɹˈɛd"
    assert first.note.startswith(NOW)
    assert not any(a.note.startswith(NOW) for a in others)


def test_one_that_a_person_gave_is_kept(reader):
    first, *others = reader.alternatives("moon", "en-us", phonemes="mˈʊn")
    assert (first.phonemes, first.origin, first.note) == ("mˈʊn", "given", NOW)
    assert "mˈun" in [a.phonemes for a in others]


def test_the_other_english(reader):
    british = next(a for a in reader.alternatives("harbour", "en-us") if "British" in a.note)
    assert british.phonemes == "hˈɑːbə"
    american = next(a for a in reader.alternatives("harbour", "en-gb") if "American" in a.note)
    assert american.phonemes == "hˈɑɹbəɹ"


def test_a_word_in_no_dictionary_is_guessed_by_espeak(reader):
    first = reader.alternatives("blorfish", "en-us")[0]
    assert (first.phonemes, first.origin) == ("blˈɔɹfɪʃ", "espeak")


def test_stress_can_be_taken_away_given_and_moved(reader):
    assert "mun" in spoken(reader, "moon")
    assert "ðˈə" in spoken(reader, "the", phonemes="ðə")
    assert "skˌɛʤˈul" in spoken(reader, "schedule")


@pytest.mark.parametrize(("language", "word"), [("fr", "bonjour"), ("es", "hola"), ("hi", "नमस्ते")])
def test_other_languages_have_what_espeak_says(reader, language, word):
    first = reader.alternatives(word, language)[0]
    assert first.origin == "espeak"
    assert first.note.startswith(NOW)


@pytest.mark.parametrize("word", ["", " ", "…", "2024", "x" * 1000, "🙂", "\u0301", "[", "\x00"])
def test_what_is_no_word_has_none(reader, word):
    assert reader.alternatives(word, "en-us") == ()


def test_an_unknown_language_is_refused(reader):
    with pytest.raises(LabError, match="language"):
        reader.alternatives("moon", "xx")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=12), st.sampled_from(["", "NN", "VB", "odd"]), st.text(max_size=5))
def test_any_word_gives_different_speakable_symbols(reader, word, tag, phonemes):
    found = spoken(reader, word, tag=tag, phonemes=phonemes)
    assert len(set(found)) == len(found)
    for symbols in found:
        assert symbols == known(symbols)
        assert sounds(symbols)
        assert not set(symbols) & set("/()\n")  # markup could not carry them


def test_the_markup_of_every_alternative_is_spoken_as_written(reader):
    for other in reader.alternatives("record", "en-us"):
        (chunk,) = reader.chunks(f"The [record](/{other.phonemes}/) is new.", "en-us")
        assert chunk.words[1].phonemes == other.phonemes
        assert chunk.words[1].origin == "markup"


def test_it_is_fast_once_loaded(reader):
    spoken(reader, "moon"), spoken(reader, "blorfish")
    times = []
    for word in ("read", "harbour", "quiet", "slowly", "zorgle", "record", "schedule"):
        start = time.perf_counter()
        spoken(reader, word)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.05
