"""Speaks the service protocol of the Pagefind binary: many requests under way at once.

`pagefind --service` reads requests from its standard input, each JSON in Base64 with a comma behind
it, and answers in the same form and in order. A thread writes while this one reads, so that neither
side ever waits for the other. The input stays open until the last answer has come: at its end the
binary stops without answering what is left.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_READ_BYTES = 1 << 20
_STOP_SECONDS = 5
_SAID = 400
"""Letters of the binary's last words that go into a message."""


class PagefindError(Exception):
    """The binary did not do what it was asked; the text says what went wrong."""


@dataclass(frozen=True)
class Record:
    """A text for the index."""

    url: str
    """Names the record; Pagefind gives it back with the file it makes."""
    content: str
    meta: Mapping[str, str]


def version_of(binary: Path, seconds: float) -> str:
    """`1.5.2`; raises PagefindError where the binary does not say."""
    try:
        done = subprocess.run(  # noqa: S603  (a fixed binary)
            [str(binary), "--version"], capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PagefindError(f"it did not run: {error}") from error
    said = done.stdout.decode(errors="replace").split()
    if done.returncode != 0:
        complaint = done.stderr.decode(errors="replace").strip()[-_SAID:]
        raise PagefindError(f"exit code {done.returncode}, asked for its version: {complaint}")
    if len(said) != 2 or said[0] != "pagefind":
        raise PagefindError(f"asked for its version it said {' '.join(said)[:80]!r}")
    return said[1]


@contextlib.contextmanager
def running_pagefind(binary: Path, chunk_size: int, seconds: float) -> Iterator[Pagefind]:
    """The binary at work, its index cut into files of `chunk_size` places of words.

    The whole exchange may take `seconds`. Raises PagefindError, with the binary's last words, for
    every other answer than the expected one. The process is gone when this ends, however it ends.
    """
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(chunk_size)}
    is_late = threading.Event()
    with tempfile.TemporaryFile() as errors:
        process = _start(binary, environment, errors)

        def stop() -> None:
            # Told first: the kill ends the reading below at once, wherever that waits.
            is_late.set()
            process.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        pagefind = Pagefind(process)
        try:
            yield pagefind
            _end(process)
        except PagefindError as error:
            reason = f"no answer within {seconds:g} s" if is_late.is_set() else str(error)
            raise PagefindError(f"{reason}{_last_words(errors)}") from error
        finally:
            clock.cancel()
            process.kill()
            process.wait()
            pagefind.close()


def _start(binary: Path, environment: Mapping[str, str], errors: IO[bytes]) -> _Process:
    try:
        return subprocess.Popen(  # noqa: S603  (a fixed binary)
            [str(binary), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=dict(environment),
        )
    except OSError as error:
        raise PagefindError(f"it did not run: {error}") from error


def _end(process: _Process) -> None:
    """Lets the binary go, which ends with its input."""
    if process.stdin is not None:
        _close(process.stdin)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise PagefindError("it did not end after its last answer") from error


def _close(stream: IO[bytes]) -> None:
    """Closes; what could not be written any more is not wanted any more."""
    with contextlib.suppress(BrokenPipeError):
        stream.close()


def _last_words(errors: IO[bytes]) -> str:
    errors.seek(0)
    said = errors.read().decode(errors="replace").strip()
    return f": {said[-_SAID:]}" if said else ""


def _add(record: Record, index_id: int, language: str) -> dict[str, object]:
    return {
        "type": "AddRecord",
        "index_id": index_id,
        "url": record.url,
        "content": record.content,
        "language": language,
        "meta": dict(record.meta),
        "filters": None,
        "sort": None,
    }


def _expected(answer: Mapping[str, object], kind: str) -> Mapping[str, object]:
    if answer.get("type") == "Error":
        raise PagefindError(f"it says: {answer.get('message')}")
    if answer.get("type") != kind:
        raise PagefindError(f"it answered {answer.get('type')!r} where {kind} was due")
    return answer


def _check_indexed(answer: Mapping[str, object], record: Record) -> None:
    if answer.get("page_url") != record.url:
        raise PagefindError(f"{record.url!r} was sent, {answer.get('page_url')!r} indexed")
    count = len(record.content.split())
    if answer.get("page_word_count") != max(count, 1):
        found = answer.get("page_word_count")
        raise PagefindError(f"{record.url!r} has {count} words, {found!r} were indexed")


def _decoded(files: object) -> Iterator[tuple[str, bytes]]:
    if not isinstance(files, list):
        raise PagefindError("it sent no list of files")
    for file in files:
        if not isinstance(file, dict):
            raise PagefindError("it sent a file that is none")
        path, content = file.get("path"), file.get("content")
        if not isinstance(path, str) or not isinstance(content, str):
            raise PagefindError("it sent a file without path or content")
        yield path, _bytes_of(content)


def _bytes_of(text: str | bytes) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise PagefindError(f"an answer is damaged: {error}") from error


_Process = subprocess.Popen[bytes]


class Pagefind:
    """A running binary; requests are numbered from 1, indexes from 0, as long as it runs."""

    def __init__(self, process: _Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise PagefindError("it has no input or no output")
        self._requests = process.stdin
        self._answers = process.stdout
        self._writer: threading.Thread | None = None
        self._asked = 0
        self._indexes = 0
        self._rest = b""

    def index(self, records: Sequence[Record], language: str) -> dict[str, bytes]:
        """The files of a bundle of `records`, by path.

        The index is made, filled, read and taken away: memory is that of one. Raises PagefindError
        for any other answer than the expected one.
        """
        number = self._indexes
        self._indexes += 1
        requests: list[dict[str, object]] = [
            {"type": "NewIndex", "config": {"force_language": language}},
            *(_add(record, number, language) for record in records),
            {"type": "GetFiles", "index_id": number},
            {"type": "DeleteIndex", "index_id": number},
        ]
        answers = self._ask(requests)
        started = _expected(next(answers), "NewIndex")
        if started.get("index_id") != number:
            raise PagefindError(f"index {number} was asked for, {started.get('index_id')!r} given")
        for record in records:
            _check_indexed(_expected(next(answers), "IndexedFile"), record)
        files = _expected(next(answers), "GetFiles")
        _expected(next(answers), "DeleteIndex")
        return dict(_decoded(files.get("files")))

    def close(self) -> None:
        """To be called when the process has ended, which lets go a writer that still waits."""
        if self._writer is not None:
            self._writer.join(_STOP_SECONDS)
        _close(self._requests)
        _close(self._answers)

    def _ask(self, requests: Sequence[dict[str, object]]) -> Iterator[Mapping[str, object]]:
        """Sends all at once and gives the answer to each in turn."""
        first = self._asked + 1
        self._asked += len(requests)
        self._writer = threading.Thread(target=self._write, args=(first, requests), daemon=True)
        self._writer.start()
        for number in range(first, first + len(requests)):
            yield self._read(number)

    def _write(self, first: int, requests: Sequence[dict[str, object]]) -> None:
        try:
            for number, payload in enumerate(requests, first):
                message = {"message_id": number, "payload": payload}
                self._requests.write(base64.b64encode(json.dumps(message).encode()) + b",")
            self._requests.flush()
        except (OSError, ValueError):
            # The process has gone, or was stopped: whoever waits for its answers says so.
            return

    def _read(self, number: int) -> Mapping[str, object]:
        parts = [self._rest]
        while b"," not in parts[-1]:
            more = os.read(self._answers.fileno(), _READ_BYTES)
            if not more:
                raise PagefindError("it stopped before all was answered")
            parts.append(more)
        head, _, self._rest = b"".join(parts).partition(b",")
        try:
            message = json.loads(_bytes_of(head))
        except (ValueError, RecursionError) as error:
            raise PagefindError(f"an answer is damaged: {error}") from error
        payload = message.get("payload") if isinstance(message, dict) else None
        if not isinstance(payload, dict):
            raise PagefindError("an answer is no answer")
        if message.get("message_id") != number and payload.get("type") != "Error":
            raise PagefindError(f"answer {message.get('message_id')!r} came where {number} was due")
        return payload
