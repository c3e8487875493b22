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
from collections.abc import Iterable, Iterator, Mapping
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


def index_records(
    binary: Path,
    groups: Iterable[tuple[Record, ...]],
    language: str,
    chunk_size: int,
    seconds: float,
) -> Iterator[dict[str, bytes]]:
    """The files of a bundle for each group, by path, one after the other.

    The whole exchange may take `seconds`. Raises PagefindError for every other answer than the
    expected one; the process is gone when this ends, however it ends.
    """
    environment = {
        **os.environ,
        "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(chunk_size),
    }
    with tempfile.TemporaryFile() as errors:
        process = _start(binary, environment, errors)
        # Killing it ends the reading below, wherever that waits.
        clock = threading.Timer(seconds, process.kill)
        clock.start()
        try:
            service = _Service(process)
            for number, group in enumerate(groups):
                yield _index_group(service, number, group, language)
            _end(process)
        except PagefindError as error:
            reason = str(error) if clock.is_alive() else f"no answer within {seconds:g} s"
            raise PagefindError(f"{reason}{_last_words(errors)}") from error
        finally:
            clock.cancel()
            # A writer that still waits is let go by the end of the process, not before.
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close(stream)


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


def _index_group(
    service: _Service, index_id: int, records: tuple[Record, ...], language: str
) -> dict[str, bytes]:
    """New index, its records, its files, and away with it: memory is that of one group."""
    requests: list[dict[str, object]] = [
        {"type": "NewIndex", "config": {"force_language": language}},
        *(_add(record, index_id, language) for record in records),
        {"type": "GetFiles", "index_id": index_id},
        {"type": "DeleteIndex", "index_id": index_id},
    ]
    answers = service.ask(requests)
    started = next(answers)
    _expect(started, "NewIndex")
    if started.get("index_id") != index_id:
        raise PagefindError(f"index {index_id} was asked for, {started.get('index_id')!r} given")
    for record in records:
        answer = next(answers)
        _expect(answer, "IndexedFile")
        if answer.get("page_url") != record.url:
            raise PagefindError(f"{record.url!r} was sent, {answer.get('page_url')!r} indexed")
        count = len(record.content.split())
        if answer.get("page_word_count") != max(count, 1):
            found = answer.get("page_word_count")
            raise PagefindError(f"{record.url!r} has {count} words, {found!r} were indexed")
    files = next(answers)
    _expect(files, "GetFiles")
    _expect(next(answers), "DeleteIndex")
    return dict(_decoded(files.get("files")))


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


def _expect(answer: Mapping[str, object], kind: str) -> None:
    if answer.get("type") == "Error":
        raise PagefindError(f"it says: {answer.get('message')}")
    if answer.get("type") != kind:
        raise PagefindError(f"it answered {answer.get('type')!r} where {kind} was due")


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


class _Service:
    """A running binary; requests are numbered on from 1 as long as it runs."""

    def __init__(self, process: _Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise PagefindError("it has no input or no output")
        self._requests = process.stdin
        self._answers = process.stdout
        self._asked = 0
        self._rest = b""

    def ask(self, requests: list[dict[str, object]]) -> Iterator[Mapping[str, object]]:
        """Sends all at once and gives the answer to each in turn."""
        first = self._asked + 1
        self._asked += len(requests)
        writer = threading.Thread(target=self._write, args=(first, requests), daemon=True)
        writer.start()
        for number in range(first, first + len(requests)):
            yield self._read(number)
        writer.join()

    def _write(self, first: int, requests: list[dict[str, object]]) -> None:
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
        except ValueError as error:
            raise PagefindError(f"an answer is damaged: {error}") from error
        payload = message.get("payload") if isinstance(message, dict) else None
        if not isinstance(payload, dict):
            raise PagefindError("an answer is no answer")
        if message.get("message_id") != number and payload.get("type") != "Error":
            raise PagefindError(f"answer {message.get('message_id')!r} came where {number} was due")
        return payload
