"""Compressed copies beside the files of text, for hosts that send them as they are.

nginx (`gzip_static`, `brotli_static`), Caddy (`precompressed`) and Apache can; hosts with a network
of their own compress by themselves.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator

import brotli

from generator.model.artifact import Artifact

_TEXT = (
    ".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".webmanifest", ".ics",
)  # fmt: skip
_LEAST = 512
"""Bytes below which nothing is gained."""
_GZIP = 9
_BROTLI = 9
"""Of 11: from here on, a hundredth of the size costs ten times the time."""


def compressed(artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
    """A `.br` (RFC 7932) and a `.gz` (RFC 1952) for each file of text that gets smaller by it."""
    for artifact in artifacts:
        if not artifact.path.endswith(_TEXT) or len(artifact.content) < _LEAST:
            continue
        for ending, content in (
            (".br", brotli.compress(artifact.content, quality=_BROTLI)),
            # Without the time of day: the same build has the same bytes.
            (".gz", gzip.compress(artifact.content, _GZIP, mtime=0)),
        ):
            if len(content) < len(artifact.content):
                yield Artifact(artifact.path + ending, content, artifact.origin)
