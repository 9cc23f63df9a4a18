"""E-mail and web addresses in English words."""

from __future__ import annotations

import re

from kokoro_lab.kokoro.text.english_numbers import Numbers
from kokoro_lab.kokoro.text.rules import Rule

_LETTERS = {
    "-": "dash", "_": "underscore", "/": "slash", ":": "colon", "?": "question mark", "=": "equals",
    "&": "and", "#": "hash", "@": "at", ".": "dot", "~": "tilde", "%": "percent", "+": "plus",
}  # fmt: skip
_SPELLED = ("ai", "au", "ca", "de", "eu", "fr", "id", "io", "jp", "tv", "ui", "uk", "us", "api", "faq", "url")


def spelled(letters: str) -> str:
    """Letters to be named one by one; with points between them no rule takes them for a word."""
    return ".".join(letters.upper())


class Addresses:
    """E-mail addresses, links and host names."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        """Their patterns."""
        domain = r"(?:[A-Za-z0-9](?:[\w-]{0,60}\w)?\.){1,5}[A-Za-z]{2,10}"
        known = r"(?:com|org|net|edu|gov|io|ai|dev|app|info|co|uk|de|fr|eu|us|ca|au|jp|in|me|tv|xyz)"
        path = r"(?:[/?#][\w\-./?%&=+#~:@]*[\w/=#])?"
        return [
            (re.compile(rf"\b[\w.+-]{{1,64}}@{domain}\b"), self._address),
            (re.compile(rf"\b(?:https?|ftp)://[\w.-]+(?::\d+)?{path}/?"), self._address),
            (re.compile(rf"\bwww\.{domain}{path}"), self._address),
            (re.compile(rf"\b(?:[A-Za-z0-9][\w-]{{0,60}}\.){{1,5}}{known}\b{path}(?![\w@])"), self._address),
        ]

    def _address(self, match: re.Match[str]) -> str:
        text = re.sub(r"^\w+://", "", match.group()).rstrip("/")
        return " ".join(self._address_part(part) for part in re.findall(r"[A-Za-z]+|\d+|[^A-Za-z\d]", text))

    def _address_part(self, part: str) -> str:
        if part.isdecimal():
            return self._numbers.digits(part) if len(part) > 2 else self._numbers.cardinal(part)
        if part.isalpha():
            named = part.lower() in _SPELLED or not re.search("[aeiouy]", part, re.IGNORECASE)
            return spelled(part) if named else part
        return _LETTERS.get(part, "")
