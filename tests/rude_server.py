"""A server on loopback that answers as its paths say, well or badly, and remembers who asked."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Rude:
    """What it was asked, and where it is."""

    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each question."""
    heads: list[str] = field(default_factory=list)
    """Each question's head, whole."""
    moments: list[float] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    sent: int = 0
    """Bytes of endless bodies that went out."""

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        rude: Rude = self.server.rude  # type: ignore[attr-defined]
        head = b""
        if self.rfile.peek(1)[:1] == b"\x16":
            self._say("400 Bad Request")  # to somebody who speaks TLS
            return
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        method, path, _ = head.split(b"\r\n")[0].decode().split(" ")
        rude.asked.append((method, path))
        rude.heads.append(head.decode())
        rude.moments.append(time.monotonic())
        rude.at_once += 1
        rude.most_at_once = max(rude.at_once, rude.most_at_once)
        try:
            # The other side goes away in the middle, as it should.
            with contextlib.suppress(OSError):
                self._answer(rude, method, path)
        finally:
            rude.at_once -= 1

    def _answer(self, rude: Rude, method: str, path: str) -> None:
        kind, _, rest = path.removeprefix("/").partition("/")
        if path in ("/", "/page", "/%D9%85%D8%A7%D8%A1"):
            self._say("200 OK")
        elif kind == "status":
            self._say(f"{rest} Whatever")
        elif kind == "to":
            # `!` stands for `/`: /to/301/!page
            status, _, where = rest.partition("/")
            self._say(f"{status} Moved", f"Location: {where.replace('!', '/')}")
        else:
            answer = getattr(self, f"_{kind.replace('-', '_')}", None)
            if answer:
                answer(rude, method)

    def _part(self, _rude: Rude, method: str) -> None:
        self._say("206 Partial Content", body=b"x" if method == "GET" else b"")

    def _no_head(self, _rude: Rude, method: str) -> None:
        self._say("405 Method Not Allowed" if method == "HEAD" else "200 OK")

    def _no_head_endless(self, rude: Rude, method: str) -> None:
        if method == "HEAD":
            self._say("405 Method Not Allowed")
            return
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            rude.sent += self.request.send(b"x" * 65536)

    def _arabic(self, _rude: Rude, _method: str) -> None:
        self._say("301 Moved", "Location: /ماء")

    def _busy_once(self, rude: Rude, _method: str) -> None:
        if [path for _, path in rude.asked].count("/busy-once") == 1:
            self._say("429 Too Many", "Retry-After: 1")
        else:
            self._say("200 OK")

    def _busy(self, _rude: Rude, _method: str) -> None:
        self._say("429 Too Many", "Retry-After: 3600")

    def _slow(self, _rude: Rude, _method: str) -> None:
        time.sleep(0.3)
        self._say("200 OK")

    def _never(self, _rude: Rude, _method: str) -> None:
        time.sleep(30)

    def _drip(self, _rude: Rude, _method: str) -> None:
        self._repeat(b"H")

    def _continue(self, _rude: Rude, _method: str) -> None:
        self._repeat(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _reset(self, _rude: Rude, _method: str) -> None:
        # Lingering for no time at all sends a reset instead of a farewell.
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.close()

    def _garbage(self, _rude: Rude, _method: str) -> None:
        self.wfile.write(b"\x00\xff nonsense\r\n\r\n")

    def _long_head(self, _rude: Rude, _method: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n")

    def _repeat(self, some: bytes) -> None:
        for _ in range(300):
            self.wfile.write(some)
            time.sleep(0.1)

    def _say(self, status: str, *headers: str, body: bytes = b"") -> None:
        lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
        self.wfile.write("\r\n".join(lines).encode() + body)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that fails is what some tests are about."""


@contextlib.contextmanager
def rude_server(certificate: Path | None = None) -> Iterator[Rude]:
    """A server that runs until the block ends; with a certificate and its key, over TLS."""
    rude = Rude()
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.rude = rude  # type: ignore[attr-defined]
        rude.port = server.server_address[1]
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield rude
        server.shutdown()
