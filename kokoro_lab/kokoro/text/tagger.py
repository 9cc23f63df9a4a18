"""Parts of speech by a few rules, for installations without a spaCy model.

Only the distinctions that English pronunciation depends on are tried: "to record" and "the record",
"I read" and "had read", the article "a" and the letter A.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

_NAME = "kokoro_lab_tagger"

_TAGS = {
    "DT": "a an the this these those every each some any no another",
    "IN": "of in on at by for with from as into about over under after before than that if because while",
    "TO": "to",
    "PRP": "i you he she it we they me him us them",
    "PRP$": "my your his her its our their",
    "CC": "and or but nor",
    "MD": "can could will would shall should may might must",
    "VBZ": "is has does",
    "VBP": "are am have do",
    "VBD": "was were had did",
    "VB": "be",
    "VBN": "been",
    "RB": "not never always often",
}
_WORDS = {word: tag for tag, words in _TAGS.items() for word in words.split()}
_MARKS = dict.fromkeys(".!?", ".") | {",": ",", "(": "-LRB-", ")": "-RRB-", "“": "``", "”": "''", '"': "''"}
_AUXILIARIES = ("have", "has", "had", "be", "been", "is", "are", "was", "were")


def blank(spacy: Any) -> Any:  # noqa: ANN401
    """An English spaCy pipeline that splits words and tags them by rule."""
    nlp = spacy.blank("en")
    nlp.add_pipe(_NAME)
    return nlp


@Language.component(_NAME)
def _tag(doc: Doc) -> Doc:
    before = None
    for token in doc:
        token.tag_ = _tag_of(token, before)
        before = token
    return doc


def _tag_of(token: Any, before: Any) -> str:  # noqa: ANN401
    word = token.lower_
    if token.is_punct:
        return _MARKS.get(token.text, ":")
    if token.is_currency:
        return "$"
    if token.like_num:
        return "CD"
    return _WORDS.get(word) or _verb(word, before) or _other(token, before)


def _verb(word: str, before: Any) -> str:  # noqa: ANN401
    if before is None:
        return ""
    if before.tag_ in ("TO", "MD"):
        return "VB"
    if before.lower_ in _AUXILIARIES:
        return "VBG" if word.endswith("ing") else "VBN"
    if before.tag_ == "PRP":
        return "VBD" if word.endswith("ed") else "VBP"
    return ""


def _other(token: Any, before: Any) -> str:  # noqa: ANN401
    word = token.lower_
    if before is not None and token.text[:1].isupper():
        return "NNP"
    for ending, tag in (("ing", "VBG"), ("ly", "RB"), ("ed", "VBD")):
        if word.endswith(ending):
            return tag
    return "NNS" if word.endswith("s") and len(word) > 3 else "NN"
