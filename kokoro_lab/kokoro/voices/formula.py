"""The little language that names a voice: one voice, a blend, or the halves of two.

    af_heart                                one voice
    0.6*af_heart + 0.4*bf_emma              a blend; the weights are divided by their sum, so 60 and 40 do too
    af_heart + bf_emma                      equal weights; a comma is a plus, as upstream: af_heart,bf_emma
    af_heart + 0.5*bf_emma - 0.5*am_adam    a difference of two voices added to a third
    norm(af_heart + bf_emma)                a blend as strong as its parents: see `Shelf.pack`
    timbre:af_heart prosody:am_adam         the sound of one voice, the melody and timing of another
    timbre:(af_heart + bf_emma) prosody:am_adam

A name is made of letters, digits, `_` and `-`, so a minus between voices needs a space before it. A file is
given by a path with a slash or one of the suffixes of voice files (`./mine.safetensors`); one with spaces or
signs goes in quotes, and whatever is in quotes is a path.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeAlias

from kokoro_lab.errors import LabError
from kokoro_lab.kokoro.voices.files import SUFFIXES

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
TOKEN = re.compile(
    r"""\s*(?:
    (?P<half>timbre|prosody)\s*:\s*
    |(?P<norm>norm)\s*\(\s*
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*\*\s*
    |(?P<quoted>"[^"]+"|'[^']+')\s*
    |(?P<sign>[+,(\)-])\s*
    |(?P<word>[^\s+,()*"':]+(?::[\\/][^\s+,()*"':]*)?)\s*
    )""",
    re.VERBOSE,
)
LONGEST = 20_000  # characters of a formula: room for long paths of as many voices as there may be
LARGEST_WEIGHT = 1_000_000
MOST_VOICES = 64  # in one blend: more than come with the package
SMALLEST_SUM = 0.1  # of the sum without signs: less would multiply the voices' differences by more than ten
BARE = re.compile(r"[^\s+,()*\"':-][^\s+,()*\"':]*")  # a path that needs no quotes


@dataclass(frozen=True)
class Term:
    """A voice and its weight in a blend.

    Attributes:
        voice: A name, or the path of a file.
        weight: Up to a million; negative to take away.
        file: Whether `voice` is a path.

    Raises:
        LabError: The name or the weight cannot be written in a formula.
    """

    voice: str
    weight: float = 1.0
    file: bool = False

    def __post_init__(self) -> None:
        if not abs(self.weight) <= LARGEST_WEIGHT:
            raise LabError(
                f"the weight of {self.voice} is {self.weight}, not a number up to {LARGEST_WEIGHT}"
            )
        if self.file and (not self.voice or ('"' in self.voice and "'" in self.voice)):
            raise LabError(
                f"{self.voice!r} cannot be a path in a formula: empty, or with both kinds of quotes"
            )
        if not self.file and not NAME.fullmatch(self.voice):
            raise LabError(
                f"{self.voice!r:.80} is no voice's name: letters, digits, _ and -, not a digit first"
            )

    def __str__(self) -> str:
        weight = "" if abs(self.weight) == 1 else f"{_number(abs(self.weight))}*"
        return weight + (_path(self.voice) if self.file else self.voice)


@dataclass(frozen=True)
class Blend:
    """A weighted sum of voices.

    Attributes:
        terms: At least one.
        keeps_norm: Whether the sum is stretched to its parents' norm.

    Raises:
        LabError: There is nothing in it, or more than 64 voices, or its weights do not sum to something
            clearly positive.
    """

    terms: tuple[Term, ...]
    keeps_norm: bool = False

    def __post_init__(self) -> None:
        total = math.fsum(term.weight for term in self.terms)
        size = math.fsum(abs(term.weight) for term in self.terms)
        if not self.terms:
            raise LabError("a voice formula needs at least one voice")
        voices = len({(term.voice, term.file) for term in self.terms})
        if voices > MOST_VOICES:
            raise LabError(f"a blend is of {MOST_VOICES} different voices at most, not of {voices}")
        if total <= 0 or total < SMALLEST_SUM * size:
            raise LabError(
                f"the weights of {self} sum to {_number(total)}; they are divided by it, so it must be "
                f"above zero, and at least a tenth of what they sum to without signs"
            )

    @property
    def shares(self) -> dict[Term, float]:
        """What each voice has of the whole: its weights together, divided by the sum of all weights."""
        total = math.fsum(term.weight for term in self.terms)
        shares: dict[Term, float] = {}
        for term in self.terms:
            voice = Term(term.voice, file=term.file)
            shares[voice] = shares.get(voice, 0.0) + term.weight / total
        return shares

    def __str__(self) -> str:
        first, *others = self.terms
        text = ("-" if first.weight < 0 else "") + str(first)
        text += "".join(f" {'-' if term.weight < 0 else '+'} {term}" for term in others)
        return f"norm({text})" if self.keeps_norm else text


@dataclass(frozen=True)
class Halves:
    """The timbre half of one blend and the prosody half of another."""

    timbre: Blend
    prosody: Blend

    def __str__(self) -> str:
        return f"timbre:{_operand(self.timbre)} prosody:{_operand(self.prosody)}"


Formula: TypeAlias = Blend | Halves


def parse(text: str) -> Formula:
    """Read a formula; `str` writes it back, and parsing that gives an equal formula.

    Raises:
        LabError: It is not one; the message says where.
    """
    return _Parser(text).formula()


class _Parser:
    """A recursive descent over the tokens, one method per rule."""

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise LabError(f"a voice formula is a string, not {type(text).__name__}")
        if len(text) > LONGEST:
            raise LabError(f"a voice formula has up to {LONGEST:,} characters, not {len(text):,}")
        self.text = text
        self.place = 0
        self.kind: str | None = None
        self.token = ""
        self.start = 0
        self.advance()

    def advance(self) -> None:
        """Go on to the next token; `kind` is None at the end."""
        rest = self.text[self.place :]
        self.start = self.place + len(rest) - len(rest.lstrip())
        found = TOKEN.match(self.text, self.place)
        if not rest.strip():
            self.kind, self.token = None, "the end"
        elif found is None:
            raise self.error(f"{self.text[self.start]!r} has no meaning")
        else:
            self.kind = found.lastgroup
            self.token = found[found.lastgroup or 0]
            self.place = found.end()

    def formula(self) -> Formula:
        """Formula = blend | halves."""
        made = self.halves() if self.kind == "half" else self.operand()
        if self.kind is not None:
            raise self.error(f"expected + or - or the end, not {self.token!r}")
        return made

    def halves(self) -> Halves:
        """Halves = "timbre:" blend "prosody:" blend, in either order."""
        found: dict[str, Blend] = {}
        while self.kind == "half":
            name = self.token
            self.advance()
            if name in found:
                raise self.error(f"{name}: stands there twice")
            found[name] = self.operand()
        if missing := {"timbre", "prosody"} - found.keys():
            raise self.error(f"{missing.pop()}: is missing; a half needs the other")
        return Halves(**found)

    def operand(self) -> Blend:
        """Operand = "norm(" blend ")" | "(" blend ")" | blend."""
        keeps_norm = self.kind == "norm"
        if not keeps_norm and not (self.kind == "sign" and self.token == "("):
            return self.blend(keeps_norm=False)
        self.advance()
        inner = self.blend(keeps_norm)
        if not (self.kind == "sign" and self.token == ")"):
            raise self.error(f"expected ) and not {self.token!r}")
        self.advance()
        return inner

    def blend(self, keeps_norm: bool) -> Blend:
        """Blend = ["-"] term {("+" | "-" | ",") term}."""
        sign = 1
        if self.kind == "sign" and self.token in "+-":
            sign = self.sign()
        terms = [self.term(sign)]
        while self.kind == "sign" and self.token in "+-,":
            terms.append(self.term(self.sign()))
        return Blend(tuple(terms), keeps_norm)

    def sign(self) -> int:
        """A sign before a term."""
        sign = -1 if self.token == "-" else 1
        self.advance()
        return sign

    def term(self, sign: int) -> Term:
        """Term = [number "*"] (name | path)."""
        weight = 1.0
        if self.kind == "number":
            weight = float(self.token)
            self.advance()
        kind, token = self.kind, self.token
        if kind not in ("word", "quoted"):
            raise self.error(f"expected a voice, not {token!r}")
        self.advance()
        if kind == "quoted":
            return Term(token[1:-1], sign * weight, file=True)
        return Term(token, sign * weight, file=_is_path(token))

    def error(self, what: str) -> LabError:
        """An error that shows where in the formula it is."""
        return LabError(f"voice formula {self.text!r}, character {self.start + 1}: {what}")


def _is_path(word: str) -> bool:
    return "/" in word or "\\" in word or word.lower().endswith(SUFFIXES)


def _operand(blend: Blend) -> str:
    return f"({blend})" if len(blend.terms) > 1 and not blend.keeps_norm else str(blend)


def _path(path: str) -> str:
    if BARE.fullmatch(path) and _is_path(path):
        return path
    quote = "'" if '"' in path else '"'
    return f"{quote}{path}{quote}"


def _number(value: float) -> str:
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
