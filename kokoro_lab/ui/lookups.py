"""Questions about voices over plain HTTP: nothing is spoken for them, so they wait for no machine."""

from __future__ import annotations

import json
from asyncio import Semaphore
from base64 import b64encode
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kokoro_lab.casting.lookups import Lookups
from kokoro_lab.errors import LabError
from kokoro_lab.ui.limits import LARGEST_LOOKUP, LONGEST_FORMULA, check_length

AT_ONCE = 2  # asks answered side by side, which bounds their memory and leaves the threads to Gradio


def route(address: str, lookups: Lookups) -> Route:
    """Where the page asks: JSON in, JSON out, with buffers in base64; an error is {"error": why}.

    Args:
        address: Of the route.
        lookups: Knows the answers.
    """
    turns = Semaphore(AT_ONCE)

    async def answer(request: Request) -> Response:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_LOOKUP:
                return _refusal(f"what was asked is larger than {LARGEST_LOOKUP:,} bytes")
        async with turns:
            return await run_in_threadpool(_answered, lookups, bytes(body))

    return Route(address, answer, methods=["POST"])


def _answered(lookups: Lookups, body: bytes) -> Response:
    try:
        ask = json.loads(body)
    except (ValueError, RecursionError):
        return _refusal("what was asked is not JSON")
    try:
        if isinstance(ask, dict) and isinstance(formula := ask.get("formula"), str):
            check_length("formula", formula, LONGEST_FORMULA)
        answer = lookups.answer(ask)
    except LabError as error:
        return _refusal(str(error))
    buffers = [b64encode(buffer).decode() for buffer in answer.buffers]
    return _json({"message": answer.message, "buffers": buffers})


def _refusal(why: str) -> Response:
    return _json({"error": why}, 400)


def _json(content: dict[str, Any], status: int = 200) -> Response:
    """JSON in ASCII: half of a character, which an ask may hold, is no UTF-8."""
    return Response(json.dumps(content, allow_nan=False), status, media_type="application/json")
