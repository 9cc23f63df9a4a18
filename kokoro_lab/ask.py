"""Reading an ask: what is missing or of the wrong kind is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kokoro_lab.errors import LabError
from kokoro_lab.request import Request

Ask = Mapping[str, Any]


def request(ask: Ask, name: str = "request") -> Request:
    """A request in plain JSON.

    Raises:
        LabError: There is none under that name, or it is not a request.
    """
    found = optional_request(ask, name)
    if found is None:
        raise LabError(f"the ask {kind(ask)!r} needs a {name!r}: a request as JSON")
    return found


def optional_request(ask: Ask, name: str) -> Request | None:
    """A request in plain JSON, None where there is none.

    Raises:
        LabError: It is not a request.
    """
    given = ask.get(name)
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise LabError(f"{name} must be a request as JSON, not {given!r:.60}")
    return Request.from_json(json.dumps(given))


def number(ask: Ask, name: str) -> int:
    """A whole number from 0; 0 where there is none.

    Raises:
        LabError: It is something else.
    """
    given = ask.get(name, 0)
    if not isinstance(given, int) or isinstance(given, bool) or given < 0:
        raise LabError(f"{name} must be a whole number from 0, not {given!r:.60}")
    return given


def text(ask: Ask, name: str) -> str:
    """A text; empty where there is none.

    Raises:
        LabError: It is something else.
    """
    given = ask.get(name, "")
    if not isinstance(given, str):
        raise LabError(f"{name} must be a text, not {given!r:.60}")
    return given


def facts(ask: Ask, name: str) -> Mapping[str, Any]:
    """An object; empty where there is none.

    Raises:
        LabError: It is something else.
    """
    given = ask.get(name) or {}
    if not isinstance(given, Mapping):
        raise LabError(f"{name} must be an object, not {given!r:.60}")
    return given


def kind(ask: Ask) -> str:
    """What is asked for."""
    return text(ask, "kind")
