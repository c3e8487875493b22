"""Keeps what is slow to make between builds: parts of the search index, encoded images.

Nothing here is needed: an entry that is absent, damaged or cannot be written is made anew. Each
entry is one file, named by the hash of all it was made from.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

_SUFFIX = ".kept"
_PART = ".part"
_SPARE = 24
_NAME = re.compile(r"(?:[a-z]+/)?[a-z0-9-]+(?:\.(?:json|txt|pf_[a-z]+|png|jpeg|webp|avif))?")
"""Names become paths of the site: none leads out of its folder, and none is a page or a script,
which whoever can write here could otherwise publish."""
_DIGEST_BYTES = 32
_LENGTH_BYTES = 8


def cache_folder(site: Path, kind: str) -> Path:
    """Folder for the entries of a site; what is in it is published by no build as it is."""
    return site / ".dragoman" / "cache" / kind


class BuildCache:
    """Files by key; without a folder it is always empty, and so it is behind a symbolic link,
    which may lead anywhere.

    `spare` is how many entries that no build uses any more are kept all the same.
    """

    def __init__(self, folder: Path | None, spare: int = _SPARE) -> None:
        is_linked = folder is not None and any(
            each.is_symlink() for each in (folder, *folder.parents[:2])
        )
        self._folder = None if is_linked else folder
        self._spare = spare
        self._used: set[str] = set()

    def get(self, key: str) -> dict[str, bytes] | None:
        """The files kept under `key`, None where there are none that can be trusted."""
        if self._folder is None:
            return None
        self._used.add(key)
        try:
            path = self._folder / f"{key}{_SUFFIX}"
            # A pipe would keep the build waiting for ever.
            return _unpacked(path.read_bytes()) if path.is_file() else None
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keeps `files`; where that is not possible, the next build makes them again."""
        if self._folder is None:
            return
        self._used.add(key)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Named anew, so that two builds at once do not write into the same file.
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=_PART, delete=False) as file:
                file.write(_packed(files))
            Path(file.name).replace(self._folder / f"{key}{_SUFFIX}")
        except OSError:
            return

    def mark(self, key: str) -> None:
        """Count the entry as used without reading it."""
        self._used.add(key)

    def prune(self) -> None:
        """Takes away what was neither asked for nor put in since this object was made, but for the
        newest few: builds with and without drafts take turns."""
        if self._folder is None:
            return
        try:
            unused = [
                path
                for path in self._folder.iterdir()
                if path.suffix == _PART or (path.suffix == _SUFFIX and path.stem not in self._used)
            ]
            for path in sorted(unused, key=_age)[self._spare :]:
                path.unlink(missing_ok=True)
        except OSError:
            return


def _age(path: Path) -> float:
    return -path.stat().st_mtime


def _packed(files: Mapping[str, bytes]) -> bytes:
    """Digest of the rest; length of a list of names and sizes; that list; the contents."""
    sizes = {name: len(content) for name, content in files.items()}
    head = json.dumps(sizes, ensure_ascii=False).encode()
    body = b"".join([len(head).to_bytes(_LENGTH_BYTES, "big"), head, *files.values()])
    return hashlib.sha256(body).digest() + body


def _unpacked(raw: bytes) -> dict[str, bytes]:
    digest, body = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != digest:
        raise ValueError("damaged")
    at = _LENGTH_BYTES + int.from_bytes(body[:_LENGTH_BYTES], "big")
    sizes = json.loads(body[_LENGTH_BYTES:at])
    if not isinstance(sizes, dict):
        raise ValueError("not an entry of this program")
    files = {}
    for name, size in sizes.items():
        if not _NAME.fullmatch(name) or not isinstance(size, int) or size < 0:
            raise ValueError("not an entry of this program")
        files[name] = body[at : at + size]
        at += size
    return files
