"""A web server on the loopback address that behaves like a static host."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from generator.model.problem import Place, Problem, UserError
from generator.text.media_types import content_type

_HOST = "127.0.0.1"
_OUR_NAMES = (_HOST, "localhost")
_WATCHED = ("site.toml", "content", "templates")


@dataclass(frozen=True)
class Preview:
    """A finished site in memory."""

    base_path: str
    files: Mapping[str, bytes]


def serve(first: Preview, make: Callable[[], Preview | None], site: Path, port: int) -> None:
    """Answer until interrupted, making the site anew when a file of it has changed.

    Raises UserError when the port is taken.
    """
    keeper = _Keeper(first, make, site)
    server = make_server(keeper.current, port)
    address = f"http://{_HOST}:{server.server_port}{first.base_path}"
    sys.stdout.write(f"{address} (Ctrl-C stops)\n")
    sys.stdout.flush()
    with server:
        server.serve_forever()


def make_server(current: Callable[[], Preview], port: int) -> ThreadingHTTPServer:
    """A server, not yet running, for whatever site is current; port 0 takes a free one.

    Raises UserError when the port is taken.
    """
    try:
        return _Server((_HOST, port), partial(_Handler, current))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError(
            [
                Problem(
                    "port-taken",
                    f"port {port} cannot be used: {reason}",
                    Place("serve"),
                    "choose another: dragoman serve --port 8001",
                )
            ]
        ) from error


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that goes away in the middle of an answer is nobody's fault.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Keeper:
    """Holds the last good site."""

    def __init__(self, first: Preview, make: Callable[[], Preview | None], site: Path) -> None:
        self._preview = first
        self._make = make
        self._site = site
        self._stamp = _stamp(site)
        self._lock = threading.Lock()

    def current(self) -> Preview:
        with self._lock:
            stamp = _stamp(self._site)
            if stamp != self._stamp:
                self._stamp = stamp
                self._preview = self._make() or self._preview
            return self._preview


def _stamp(site: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of everything a build reads."""
    found = []
    for name in _WATCHED:
        top = site / name
        for path in [top, *sorted(top.rglob("*"))] if top.exists() else []:
            # Editors' lock files point nowhere, and a file may go while we look.
            with contextlib.suppress(OSError):
                facts = path.stat()
                found.append((str(path), facts.st_mtime_ns, facts.st_size))
    return tuple(found)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, current: Callable[[], Preview], *arguments: Any) -> None:
        self._current = current
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        if not self._is_for_us():
            self._send(HTTPStatus.FORBIDDEN, b"not here\n", "text/plain", with_body, {})
            return
        preview = self._current()
        path = unquote(urlsplit(self.path).path)
        base = preview.base_path
        if not path.startswith(base):
            self._send(HTTPStatus.FOUND, b"", "text/plain", with_body, {"Location": base})
            return
        name = path[len(base) :]
        if name.endswith("/") or not name:
            name += "index.html"
        elif name not in preview.files and f"{name}/index.html" in preview.files:
            self._send(
                HTTPStatus.FOUND, b"", "text/plain", with_body, {"Location": quote(path) + "/"}
            )
            return
        status = HTTPStatus.OK if name in preview.files else HTTPStatus.NOT_FOUND
        content = preview.files.get(name, preview.files.get("404.html", b""))
        kind = content_type(name if status is HTTPStatus.OK else "404.html")
        self._send(status, content, kind, with_body, {})

    def _is_for_us(self) -> bool:
        """Whether the request names this computer.

        A page elsewhere could have its own name resolve to the loopback address, and read drafts
        through the reader's browser (DNS rebinding).
        """
        try:
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname in _OUR_NAMES
        except ValueError:
            return False

    def _send(
        self,
        status: HTTPStatus,
        content: bytes,
        kind: str,
        with_body: bool,
        headers: Mapping[str, str],
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say only what went wrong."""
        if arguments and str(arguments[1:2]).find("404") >= 0:
            sys.stderr.write(f"not found: {self.path}\n")
