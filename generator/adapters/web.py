"""Asks other sites for the head of an answer: politely, bounded, and of the public internet only.

Addresses come from content that nobody has vetted. So every name is looked up here, each address it
has is judged, and the connection goes to one that was judged: what the name means a moment later
does not matter. Redirects are not followed here; whoever follows them asks again. No proxy is used,
as it would look names up for itself.

The library of HTTP is Python's own. A client such as httpx would follow redirects and pool
connections, which is not wanted here, and would still have to be told whom to connect to.
"""

from __future__ import annotations

import contextlib
import errno
import http.client
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal
from urllib.parse import SplitResult, quote, urlsplit

from generator import __version__
from generator.model.web import Failure, WebAnswer
from generator.text.http_dates import retry_after
from generator.text.public_hosts import is_public

_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443})
"""Of the web. On others, mail servers and data bases listen."""
_SAFE = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True)
class WebLimits:
    """How long asking may take, and whom it may reach."""

    seconds: float = 300.0
    """For all questions together."""
    answer_seconds: float = 15.0
    """For one answer, from looking up the name to the end of its head."""
    pause: float = 1.0
    """Seconds between two questions to one host."""
    allows_private: bool = False
    """Also addresses that are not of the public internet, on any port."""


class _AskError(Exception):
    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail


@dataclass
class _Gate:
    """Lets one question at a time through to a host."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class PoliteWeb:
    """The web as port `Web` describes it; for several threads at once."""

    def __init__(self, limits: WebLimits, base_url: str) -> None:
        self._limits = limits
        self._agent = f"Dragoman/{__version__} (link check; +{base_url})"
        self._gates: dict[str, _Gate] = defaultdict(_Gate)
        self._gates_lock = threading.Lock()
        self._deadline = time.monotonic() + limits.seconds
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ask no more."""
        self._stopped.set()

    @property
    def is_over(self) -> bool:
        return self._stopped.is_set() or time.monotonic() >= self._deadline

    def wait(self, seconds: float) -> bool:
        if self.is_over or time.monotonic() + seconds >= self._deadline:
            return False
        return not self._stopped.wait(seconds)

    def ask(self, method: Literal["HEAD", "GET"], address: str) -> WebAnswer:
        try:
            parts = _web_address(address, any_port=self._limits.allows_private)
            # Whatever name stands before the host, it is the same host that needs its pause.
            with self._turn(parts.netloc.lower().rpartition("@")[2]):
                return self._ask(method, parts)
        except _AskError as error:
            return WebAnswer(failure=error.failure, detail=error.detail)

    @contextlib.contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """One question at a time to a host, and a pause behind each."""
        with self._gates_lock:
            gate = self._gates[host]
        with gate.lock:
            pause = gate.free_at - time.monotonic()
            if pause > 0 and not self.wait(pause):
                raise _AskError("silent", _TOO_LATE)
            try:
                yield
            finally:
                gate.free_at = time.monotonic() + self._limits.pause

    def _ask(self, method: str, parts: SplitResult) -> WebAnswer:
        seconds = min(self._limits.answer_seconds, self._deadline - time.monotonic())
        if seconds <= 0 or self.is_over:
            raise _AskError("silent", _TOO_LATE)
        connection = _Connection(parts, seconds, self._limits, self._tls)
        try:
            return connection.ask(method, self._agent)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if connection.is_out_of_time or isinstance(error, TimeoutError):
                late = f"did not answer within {seconds:.0f} seconds"
                raise _AskError("silent", late) from error
            raise _broken(error) from error
        finally:
            connection.close()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()


_TOO_LATE = "was not asked in time"


def _broken(error: Exception) -> _AskError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _AskError("certificate", f"has a bad certificate: {error.verify_message}")
    if isinstance(error, ssl.SSLError):
        return _AskError("certificate", f"fails to agree on encryption: {error.reason or error}")
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if isinstance(error, OSError) and error.errno in _NO_WAY_OUT:
        return _AskError("no-network", f"cannot be reached: {said}")
    return _AskError("broken", f"breaks the connection: {said}")


_NO_WAY_OUT = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH})


def _web_address(address: str, *, any_port: bool) -> SplitResult:
    """The parts of an address of the web; raises _AskError for any other."""
    try:
        parts = urlsplit(address)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise _AskError("not-web", "is no address of the web") from error
    if parts.scheme not in ("http", "https") or not host:
        raise _AskError("not-web", "is no address of the web")
    if port is not None and port not in _PORTS and not any_port:
        raise _AskError("not-web", f"names port {port}, which is none of the web's")
    return parts


class _Connection:
    """One question to one host."""

    def __init__(
        self, parts: SplitResult, seconds: float, limits: WebLimits, tls: ssl.SSLContext
    ) -> None:
        self._parts = parts
        self._until = time.monotonic() + seconds
        self._limits = limits
        self._tls = tls
        self._socket: socket.socket | None = None
        # A server that sends a byte a minute never lets a single read time out.
        self._watchdog = threading.Timer(seconds, self._cut)
        self._watchdog.daemon = True
        self.is_out_of_time = False

    def ask(self, method: str, agent: str) -> WebAnswer:
        self._watchdog.start()
        host = _ascii(self._parts.hostname or "")
        connected = self._connect(host)
        if self._parts.scheme == "https":
            connected = self._tls.wrap_socket(connected, server_hostname=host)
            self._socket = connected
        connection = http.client.HTTPConnection(self._parts.netloc.rpartition("@")[2])
        connection.sock = connected
        path = quote(self._parts.path or "/", safe=_SAFE)
        query = f"?{quote(self._parts.query, safe=_SAFE)}" if self._parts.query else ""
        headers = {
            "Host": _host_header(self._parts, host),
            "User-Agent": agent,
            "Accept": "text/html, */*;q=0.8",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        if method == "GET":
            headers["Range"] = "bytes=0-0"
        connection.request(method, path + query, headers=headers)
        # Its head only: the body stays unread, however long it is.
        response = connection.getresponse()
        return WebAnswer(
            response.status,
            _as_written(response.headers.get("Location", "")),
            retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC)),
        )

    def _connect(self, host: str) -> socket.socket:
        """A connection to one of the addresses of the host that may be asked."""
        port = self._parts.port or (443 if self._parts.scheme == "https" else 80)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            said = getattr(error, "strerror", None) or "it is no name"
            raise _AskError("no-name", f"names a host that is not found: {said}") from error
        allowed = [
            each for each in found if self._limits.allows_private or is_public(str(each[4][0]))
        ]
        if not allowed:
            raise _AskError("private", "is in a private network, or on this computer")
        failed: OSError | None = None
        for family, kind, protocol, _, address in allowed:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connected = socket.socket(family, kind, protocol)
            self._socket = connected
            # Timeouts of the socket itself too: shutting one down does not wake a connect.
            connected.settimeout(left)
            try:
                connected.connect(address)
            except OSError as error:
                connected.close()
                failed = error
                continue
            return connected
        raise failed or OSError("no address")

    def _cut(self) -> None:
        self.is_out_of_time = True
        with contextlib.suppress(OSError):
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._watchdog.cancel()
        with contextlib.suppress(OSError):
            if self._socket is not None:
                self._socket.close()


def _ascii(host: str) -> str:
    """A host's name as the network knows it (IDNA)."""
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise _AskError("no-name", "names a host that cannot exist") from error


def _host_header(parts: SplitResult, host: str) -> str:
    name = f"[{host}]" if ":" in host else host
    usual = 443 if parts.scheme == "https" else 80
    return name if parts.port in (None, usual) else f"{name}:{parts.port}"


def _as_written(header: str) -> str:
    """A header that servers send as UTF-8, although HTTP knows Latin letters only."""
    try:
        text = header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = header
    return text.strip()
