"""A server on loopback that speaks LibreTranslate's documented API, and misbehaves when told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LANGUAGES = [
    {"code": "ar", "name": "Arabic", "targets": ["ar", "en"]},
    {"code": "en", "name": "English", "targets": ["ar", "en"]},
    {"code": "fr", "name": "French", "targets": ["fr"]},
]


@dataclass(frozen=True)
class Reply:
    """What goes back."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    silence: float = 0.0
    """Seconds before the first byte."""
    pause: float = 0.0
    """Seconds behind each byte of the body."""
    announced: int = -1
    """What it says the body's length is; the truth where negative."""


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    return Reply(status, json.dumps(value).encode(), tuple(headers.items()))


def refusal(status: int, message: str, **headers: str) -> Reply:
    """As the API words every error."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return as_json({"error": message}, status, **names)


@dataclass
class Libre:
    """The server's limits and manners, and what it was asked."""

    languages: Any = field(default_factory=lambda: LANGUAGES)
    character_limit: int = 10_000
    alternatives_limit: int = 5
    key: str = ""
    scripted: list[Reply] = field(default_factory=list)
    """Replies to the next translations, before it works as it should."""
    answer: Callable[[dict[str, Any]], Reply] | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    def reply(self, path: str, body: dict[str, Any]) -> Reply:
        if path == "/languages":
            return self.languages if isinstance(self.languages, Reply) else as_json(self.languages)
        self.asked.append(body)
        if self.scripted:
            return self.scripted.pop(0)
        return self.answer(body) if self.answer else self._translate(body)

    def _translate(self, body: dict[str, Any]) -> Reply:
        if self.key and "api_key" not in body:
            return refusal(400, "Please contact the server operator to get an API key")
        if self.key and body["api_key"] != self.key:
            return refusal(403, "Invalid API key")
        count = body.get("alternatives", 0)
        if count > self.alternatives_limit:
            return refusal(
                400, f"Invalid request: alternatives parameter must be <= {self.alternatives_limit}"
            )
        size = sum(map(len, body["q"]))
        if size > self.character_limit:
            return refusal(
                400,
                f"Invalid request: request ({size}) exceeds text limit ({self.character_limit})",
            )
        answer: dict[str, Any] = {"translatedText": [f"EN({text})" for text in body["q"]]}
        if count:
            answer["alternatives"] = [
                [f"EN{number}({text})" for number in range(2, count + 2)] for text in body["q"]
            ]
        return as_json(answer)


@contextmanager
def running(libre: Libre) -> Iterator[Libre]:
    """The server while it runs, its address filled in."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(libre.reply(self.path, {}))

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            libre.headers.append(dict(self.headers))
            self._send(libre.reply(self.path, json.loads(raw)))

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.silence)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            length = len(reply.body) if reply.announced < 0 else reply.announced
            self.send_header("Content-Length", str(length))
            try:
                self.end_headers()
                for part in _parts(reply):
                    self.wfile.write(part)
                    self.wfile.flush()
                    time.sleep(reply.pause)
            except OSError:
                return  # the reader has had enough

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    libre.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield libre
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _parts(reply: Reply) -> Sequence[bytes]:
    if not reply.pause:
        return [reply.body]
    return [reply.body[place : place + 1] for place in range(len(reply.body))]
