"""Other pronunciations of a word, to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kokoro_lab.kokoro.text.languages import LANGUAGES, Language
from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.kokoro.text.stress import PRIMARY, SECONDARY, stressed
from kokoro_lab.kokoro.text.token import FrontEnd
from kokoro_lab.kokoro.text.vocab import PUNCTUATION, known, sounds
from kokoro_lab.plan import Alternative, Origin

if TYPE_CHECKING:
    from kokoro_lab.kokoro.text.english import English

LONGEST = 48  # characters of a word; longer ones are no words
NOW = "spoken now"
STRESSED = ("english", "espeak")  # front ends that write stress

# The parts of speech that misaki's dictionaries tell apart, and how to say so.
_TAGS = {
    "NN": "as a noun",
    "VB": "as a verb",
    "VBD": "as a past tense",
    "VBN": "as a past participle",
    "JJ": "as an adjective",
    "RB": "as an adverb",
    "DT": "as a determiner",
    "IN": "as a preposition",
}
_SOURCES: dict[str, str] = {"gold": "in the dictionary", "silver": "in the larger dictionary"}
_FOLLOWED: dict[bool | None, str] = {False: "", True: "before a vowel", None: "before a pause"}
_OTHER = {"en-us": ("en-gb", "British"), "en-gb": ("en-us", "American")}


def alternatives(
    word: str,
    language: Language,
    front_end: Callable[[Language], FrontEnd],
    tag: str = "",
    phonemes: str = "",
) -> tuple[Alternative, ...]:
    """How else a word can be pronounced: by other dictionary entries, other English, eSpeak, other stress.

    Args:
        word: As it is written, or as it is read aloud.
        language: Of the text.
        front_end: Gives the front end of a language, loaded already or not.
        tag: Its part of speech here (Penn tags in English), "" if that is not known.
        phonemes: How it is pronounced now, "" for what the front end gives the word alone.

    Returns:
        The one spoken now first, then the others, no two alike; nothing for what is not a word.
    """
    word = word.strip()
    if not 0 < len(word) <= LONGEST or not any(map(str.isalpha, word)):
        return ()
    now = _clean(phonemes) or _clean(_alone(word, front_end(language)))
    found = [*_found(word, language, front_end, tag)]
    if sounds(now):
        mine = next((a for a in found if a.phonemes == now), Alternative(now, "given", ""))
        note = f"{NOW}; {mine.note}" if mine.note else NOW
        other = _other_stress(now) if language.front_end in STRESSED else ()
        found = [replace(mine, note=note), *found, *other]
    unlike: dict[str, Alternative] = {}
    for alternative in found:
        if sounds(alternative.phonemes):
            unlike.setdefault(alternative.phonemes, alternative)
    return tuple(unlike.values())


def _found(
    word: str, language: Language, front_end: Callable[[Language], FrontEnd], tag: str
) -> Iterator[Alternative]:
    """What dictionaries and eSpeak have, in clean symbols."""
    if language.front_end != "english":
        origin: Origin = "espeak" if language.front_end == "espeak" else "model"
        yield Alternative(_clean(_alone(word, front_end(language))), origin, f"in {language.name}, by itself")
        return
    from kokoro_lab.kokoro.text.english import English

    other, name = _OTHER[language.code]
    for code, kind in ((language.code, ""), (other, name)):
        english = front_end(LANGUAGES[code])
        assert isinstance(english, English)
        yield from _listed(word, english, kind, tag)
        guess = _clean(english.guessed(word))
        yield Alternative(guess, "espeak", ", ".join(filter(None, [kind, "guessed from the spelling"])))


def _listed(word: str, english: English, kind: str, tag: str) -> Iterator[Alternative]:
    """The entries of the dictionaries, each with what speaks for it."""
    origins: dict[str, Origin] = {}
    parts: dict[str, list[str]] = {}  # of speech
    places: dict[str, list[str]] = {}
    for part in dict.fromkeys((*_TAGS, tag or "NN")):
        for followed, place in _FOLLOWED.items():
            phonemes, origin = english.listed(word, part, followed)
            clean = _clean(phonemes)
            if clean:
                origins.setdefault(clean, origin)
                (places if place else parts).setdefault(clean, []).append(place or _TAGS.get(part, ""))
    usual = max(parts, key=lambda phonemes: len(parts[phonemes]), default="")
    for phonemes, origin in origins.items():
        said = parts.get(phonemes) or places[phonemes]
        if len(origins) == 1:
            said = [_SOURCES.get(origin, "by rule")]
        elif phonemes == usual:
            said = ["usually"]
        yield Alternative(phonemes, origin, ", ".join(filter(None, [kind, *dict.fromkeys(said)])))


def _other_stress(phonemes: str) -> Iterator[Alternative]:
    """The same sounds with other stress."""
    if PRIMARY in phonemes and SECONDARY in phonemes:
        swapped = phonemes.translate(str.maketrans(PRIMARY + SECONDARY, SECONDARY + PRIMARY))
        yield Alternative(swapped, "stress", "main stress on the other syllable")
    if PRIMARY in phonemes:
        yield Alternative(stressed(phonemes, -2), "stress", "without stress")
    else:
        yield Alternative(stressed(phonemes, 2), "stress", "with stress")


def _alone(word: str, front_end: FrontEnd) -> str:
    """What a front end gives for a word by itself."""
    tokens = front_end.tokens(Reading.of(word, (0, len(word))))
    return "".join(token.phonemes + " " * token.space for token in tokens)


def _clean(phonemes: str) -> str:
    """Only symbols of the vocabulary, and no punctuation: markup is written with it."""
    kept = (symbol for symbol in known(phonemes) if symbol == " " or symbol not in PUNCTUATION)
    return " ".join("".join(kept).split())
