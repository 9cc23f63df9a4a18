"""Questions about voices over plain HTTP: nothing is spoken for them, so they wait for no machine."""

from __future__ import annotations

import json
from base64 import b64encode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kokoro_lab.casting.lookups import Lookups
from kokoro_lab.errors import LabError
from kokoro_lab.ui.limits import LARGEST_LOOKUP, LONGEST_FORMULA, check_length


def route(address: str, lookups: Lookups) -> Route:
    """Where the page asks: JSON in, JSON out, with buffers in base64; an error is {"error": why}.

    Args:
        address: Of the route.
        lookups: Knows the answers.
    """

    async def answer(request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_LOOKUP:
                return _refusal(f"what was asked is larger than {LARGEST_LOOKUP:,} bytes")
        return await run_in_threadpool(_answered, lookups, body)

    return Route(address, answer, methods=["POST"])


def _answered(lookups: Lookups, body: bytes) -> Response:
    try:
        ask = json.loads(body)
        if isinstance(ask, dict):
            check_length("formula", str(ask.get("formula", "")), LONGEST_FORMULA)
        answer = lookups.answer(ask)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return _refusal("what was asked is not JSON")
    except LabError as error:
        return _refusal(str(error))
    buffers = [b64encode(buffer).decode() for buffer in answer.buffers]
    return JSONResponse({"message": answer.message, "buffers": buffers})


def _refusal(why: str) -> Response:
    return JSONResponse({"error": why}, status_code=400)
