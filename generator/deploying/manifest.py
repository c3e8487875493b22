"""The list, kept at a target, of the files this program has put there.

What it does not list is somebody else's and is never removed. It holds no times, so that the same
site makes the same list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MANIFEST = ".dragoman-deployed.json"
"""Its path at the target."""
UNKNOWN = "?"
"""In the place of a headers' digest: nobody knows which of two has arrived."""
_VERSION = 1
_UNSAFE = re.compile(r"^/|\\|[\x00-\x1f\x7f]|(?:^|/)\.{0,2}(?:/|$)|^[A-Za-z]:|[\ud800-\udfff]")


@dataclass(frozen=True)
class Record:
    """A file as it was put."""

    digest: str
    """Of its content, in the target's own way."""
    headers: str = ""
    """Digest of the headers that were sent with it, or `UNKNOWN`; empty where there were none."""
    tag: str = ""
    """What the target calls the content, where that is not `digest`: encrypted storage has tags
    of its own."""

    @property
    def known_tag(self) -> str:
        return self.tag or self.digest


@dataclass(frozen=True)
class Manifest:
    """Everything that was put, and of which site."""

    site: str = ""
    """The site's `base_url`; empty where nothing was put yet."""
    records: Mapping[str, Record] = field(default_factory=dict)


def print_manifest(manifest: Manifest) -> bytes:
    """The file, a line for each path."""
    files = {path: _row(record) for path, record in sorted(manifest.records.items())}
    lines = [f"{json.dumps(path)}: {json.dumps(row)}" for path, row in files.items()]
    listed = ",\n".join(lines)
    site = json.dumps(manifest.site)
    return f'{{"version": {_VERSION}, "site": {site}, "files": {{\n{listed}\n}}}}\n'.encode()


def _row(record: Record) -> str | list[str]:
    row = [record.digest, record.headers, record.tag]
    while not row[-1] and len(row) > 1:
        row.pop()
    return row[0] if len(row) == 1 else row


def read_manifest(content: bytes) -> Manifest:
    """What the file says; raises ValueError when this program did not write it so."""
    try:
        data = json.loads(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(data, dict) or data.get("version") != _VERSION:
        raise ValueError(f"it is not of version {_VERSION}")
    site, files = data.get("site"), data.get("files")
    if not isinstance(site, str) or not isinstance(files, dict):
        raise ValueError("it names no site, or lists no files")
    return Manifest(site, {path: _read_row(path, row) for path, row in files.items()})


def _read_row(path: str, row: object) -> Record:
    if _UNSAFE.search(path):
        raise ValueError(f"{path!r} is no path below the site's root")
    parts = [row] if isinstance(row, str) else row
    if not isinstance(parts, list) or not 1 <= len(parts) <= 3:
        raise ValueError(f"the line of {path!r} is none of its lines")
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) != len(parts):
        raise ValueError(f"the line of {path!r} is none of its lines")
    return Record(*texts)
