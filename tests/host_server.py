"""A static host for tests: it serves a folder as Netlify and Cloudflare Pages do.

It obeys `_headers` and `_redirects`, answers HEAD, leads from `/a` to `/a/`, shows 404.html for
what is not there, and sends the compressed copy beside a file to those who accept it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from generator.text.host_files import (
    HEADERS_FILE,
    REDIRECTS_FILE,
    HeaderRule,
    Redirect,
    headers_for,
    read_headers,
    read_redirects,
)
from generator.text.media_types import content_type

_COPIES = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True)
class Host:
    """A folder and what its files tell the host."""

    folder: Path
    base_path: str = "/"
    """Where the folder is mounted; the paths of rules begin at the root of the host."""
    rules: tuple[HeaderRule, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    asked: list[str] = field(default_factory=list)
    """Paths of every request, in their order."""

    def answer(self, path: str, accepted: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers for a path as it stands in a request."""
        asked = unquote(urlsplit(path).path)
        # Cloudflare Pages redirects before it looks for a file.
        for redirect in self.redirects:
            if unquote(redirect.source) == asked:
                return redirect.status, b"", {"Location": redirect.target}
        file = self._file(asked)
        headers = dict(headers_for(self.rules, asked))
        if file is None and self._file(asked + "/") is not None:
            return HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": quote(asked) + "/"}
        if file is None:
            missing = self.folder / "404.html"
            body = missing.read_bytes() if missing.is_file() else b""
            return HTTPStatus.NOT_FOUND, body, headers | {"Content-Type": content_type("404.html")}
        headers["Content-Type"] = content_type(file.name)
        for encoding, ending in _COPIES:
            copy = file.with_name(file.name + ending)
            if copy.is_file():
                headers["Vary"] = "Accept-Encoding"
                if encoding in {each.strip().split(";")[0] for each in accepted.split(",")}:
                    return (
                        HTTPStatus.OK,
                        copy.read_bytes(),
                        headers | {"Content-Encoding": encoding},
                    )
        return HTTPStatus.OK, file.read_bytes(), headers

    def _file(self, asked: str) -> Path | None:
        if not asked.startswith(self.base_path):
            return None
        inner = asked[len(self.base_path) :]
        if inner.endswith("/") or not inner:
            inner += "index.html"
        file = (self.folder / inner).resolve()
        is_told = inner in (HEADERS_FILE, REDIRECTS_FILE)
        is_ours = file.is_relative_to(self.folder.resolve())
        return file if is_ours and file.is_file() and not is_told else None


def read_host(folder: Path, base_path: str = "/") -> Host:
    """The host of a folder; raises ValueError where `_headers` or `_redirects` is malformed."""
    headers, redirects = folder / HEADERS_FILE, folder / REDIRECTS_FILE
    return Host(
        folder,
        base_path,
        read_headers(headers.read_text("utf-8")) if headers.is_file() else (),
        read_redirects(redirects.read_text("utf-8")) if redirects.is_file() else (),
    )


@contextmanager
def hosted(host: Host) -> Iterator[str]:
    """The address, with a slash at its end, at which the host answers meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, host))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{host.base_path}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *arguments: object) -> None:
        self._host = host
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        self._host.asked.append(self.path)
        accepted = self.headers.get("Accept-Encoding", "")
        status, body, headers = self._host.answer(self.path, accepted)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""
