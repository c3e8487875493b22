"""One question in JSON to a server that is not trusted: bounded in time and size, sent there only.

Proxies are those of the environment, as everywhere in urllib.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from generator.text.http_dates import retry_after

_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """How much a server may ask of us."""

    seconds: float = 120.0
    """For one answer, from the first byte sent to the last received."""
    size: int = 8 * 1024 * 1024
    """Bytes of one answer."""


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    value: Any
    """The parsed JSON; None for what is no JSON."""
    retry_after: float | None = None
    """Seconds to wait before asking again, if it said."""
    location: str = ""
    """Where it sends us instead; we do not go."""


class UnreachableError(Exception):
    """The server did not answer, or not in time."""


class TooLargeError(Exception):
    """The answer is larger than the limit."""


def ask(address: str, body: Mapping[str, Any] | None, limits: Limits) -> Answer:
    """The answer to a GET, or to a POST of `body`, whatever its status.

    Raises UnreachableError or TooLargeError, and ValueError for an address that is not of the web.
    """
    headers = {"Accept": "application/json", "Accept-Language": "en", "User-Agent": "dragoman"}
    data = None
    if body is not None:
        data = json.dumps(body, ensure_ascii=False).encode()
        headers["Content-Type"] = "application/json; charset=utf-8"
    request = _request(address, data, headers)
    deadline = time.monotonic() + limits.seconds
    try:
        response = _OPENER.open(request, timeout=limits.seconds)
    except urllib.error.HTTPError as error:
        response = error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise UnreachableError(_reason(error)) from error
    with contextlib.closing(response):
        try:
            content = _read(response, limits, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnreachableError(_reason(error)) from error
        return Answer(
            response.status,
            _parse(content),
            retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC)),
            response.headers.get("Location", ""),
        )


def _request(address: str, data: bytes | None, headers: dict[str, str]) -> urllib.request.Request:
    """For the web only: urllib would open files too."""
    scheme, _, rest = address.partition("://")
    if scheme.lower() == "https":
        return urllib.request.Request(f"https://{rest}", data, headers)
    if scheme.lower() == "http":
        return urllib.request.Request(f"http://{rest}", data, headers)
    raise ValueError(f"{address} is no web address")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leaves every redirect as the answer: a key and an article go to one server only."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def _read(response: Any, limits: Limits, deadline: float) -> bytes:
    parts = []
    size = 0
    # A server that sends a byte a minute never lets a single read time out.
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > limits.size:
            raise TooLargeError(f"the answer is larger than {limits.size} bytes")
        if time.monotonic() > deadline:
            raise UnreachableError(f"the answer took longer than {limits.seconds:g} seconds")
    if response.length:
        raise UnreachableError("the answer broke off")
    return b"".join(parts)


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def _reason(error: Exception) -> str:
    """A failure in few words."""
    inner = getattr(error, "reason", None) or error
    return str(getattr(inner, "strerror", None) or inner or type(inner).__name__)
