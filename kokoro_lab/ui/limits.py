"""What strangers may ask of a shared machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kokoro_lab.errors import LabError
from kokoro_lab.request import DONOR

LONGEST_TEXT = 100_000  # characters of a visitor's text, two hours of speech
LONGEST_FORMULA = 2_000  # characters of a visitor's formula
MOST_EDITS = 500  # of one request
MOST_DONORS = 10  # of one request, those of its donors included; each is spoken too
MOST_ROLES = 50  # of one cast
LARGEST_ASK = 1_000_000  # characters of JSON: half an hour of curves drawn by hand

LARGEST_LOOKUP = 4_000_000  # bytes: a voice file in base64 has 700,000

REQUESTS = ("request", "base", "against")  # where an ask carries a request
SEVERAL = "requests"  # where it carries a list of them


def check_length(what: str, given: str, most: int) -> None:
    """Refuse what would keep the machine from the other visitors.

    Raises:
        LabError: There is more than that many characters of it.
    """
    if len(given) > most:
        raise LabError(
            f"the {what} has {len(given):,} characters; this page takes {most:,}, "
            "and the command kokoro-lab say takes any number"
        )


def check_ask(ask: Mapping[str, Any]) -> None:
    """Refuse an ask that is too large; what is no request is left to those who read it.

    Raises:
        LabError: It is too long, or a text, a formula or a list of edits in it is.
    """
    size = len(json.dumps(ask))
    if size > LARGEST_ASK:
        raise LabError(f"what was asked has {size:,} characters; this page takes {LARGEST_ASK:,}")
    several = ask.get(SEVERAL)
    for request in (*map(ask.get, REQUESTS), *(several if isinstance(several, list) else ())):
        if isinstance(request, Mapping):
            _check_request(request)


def check_cast(cast: object) -> None:
    """Refuse a cast that is too large; what is no cast is left to those who read it.

    Raises:
        LabError: It has too many roles, or a formula in it is too long.
    """
    roles = cast.get("roles") if isinstance(cast, Mapping) else None
    if not isinstance(roles, Mapping):
        return
    if len(roles) > MOST_ROLES:
        raise LabError(f"the cast has {len(roles):,} roles; this page takes {MOST_ROLES}")
    for role in roles.values():
        _check_text("voice", role.get("voice") if isinstance(role, Mapping) else role, LONGEST_FORMULA)


def _check_request(request: Mapping[str, Any]) -> int:
    """Look at a request and its donors; gives how many donors there are."""
    for name, most in (("text", LONGEST_TEXT), ("phonemes", LONGEST_TEXT), ("voice", LONGEST_FORMULA)):
        _check_text(name, request.get(name), most)
    edits = request.get("edits")
    if not isinstance(edits, list):
        return 0
    if len(edits) > MOST_EDITS:
        raise LabError(f"the request has {len(edits):,} edits; this page takes {MOST_EDITS:,}")
    donors = sum(map(_check_edit, edits))
    if donors > MOST_DONORS:
        raise LabError(f"the request has {donors:,} donors; this page takes {MOST_DONORS:,}")
    return donors


def _check_edit(edit: object) -> int:
    """Look at the texts of an edit; gives how many donors there are."""
    given = edit.get("arguments") if isinstance(edit, Mapping) else None
    donors = 0
    for name, value in given.items() if isinstance(given, Mapping) else ():
        donor = _plain(value) if name == DONOR else None
        if donor is None:
            _check_text("formula", value, LONGEST_FORMULA)
        else:
            donors += 1 + _check_request(donor)
    return donors


def _plain(donor: object) -> Mapping[str, Any] | None:
    """A request written as JSON; None where it is none, which is left to those who read it."""
    try:
        found = json.loads(donor) if isinstance(donor, str) else None
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, Mapping) else None


def _check_text(what: str, given: object, most: int) -> None:
    if isinstance(given, str):
        check_length(what, given, most)
