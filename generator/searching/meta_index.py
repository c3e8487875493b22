"""Pagefind's list of pages and chunks (`.pf_meta`), read and told anew in fewer bytes.

A reader downloads the list of every shard before the first answer. Pagefind names each page and
chunk in it by a hash, seven random digits that no compression makes smaller. The folder of a shard
has the hash of all that is in it, so that inside it numbers are enough, and these need no list. The
browser makes the original form again out of what is told here (static/search/shards.js).

That form is CBOR (RFC 8949), of which only arrays, text and unsigned numbers occur; the order of
the fields is that of `pagefind/src/index/index_metadata.rs` in Pagefind 1.5.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from typing import TypeAlias

from generator.searching.packing import compact

SIGNATURE = b"pagefind_dcd"
"""Every compressed file of Pagefind begins with it."""
_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_WORDS_STEP = 16
"""A page's length only weighs its hits: in steps of 16 words it takes half the bytes."""

_Value: TypeAlias = "int | str | list[_Value]"


@dataclass(frozen=True)
class Chunk:
    """A file of the index: words between two beginnings."""

    start: str
    end: str
    name: str


@dataclass(frozen=True)
class MetaIndex:
    """What a browser must know of a shard before it can search it."""

    version: str
    pages: tuple[tuple[str, int], ...]
    """Name and number of words of each."""
    chunks: tuple[Chunk, ...]
    fields: tuple[str, ...]
    """Names of what is searched besides the text."""

    def told_briefly(self) -> bytes:
        """JSON: lengths of the pages in steps of 16 words, beginnings of the chunks, the end of the
        last, the fields.

        A chunk goes as far as the next one's beginning. Pagefind tells this no longer than it must
        be to come after the chunk before: half a word leads to the first chunk that has such words.
        """
        value = {
            "pages": [-(-words // _WORDS_STEP) for _, words in self.pages],
            "chunks": [chunk.start for chunk in self.chunks],
            "end": self.chunks[-1].end if self.chunks else "",
            "fields": self.fields,
        }
        return compact(value)


def read_meta_index(content: bytes) -> MetaIndex:
    """Raises ValueError for anything but the list of a bundle without filters and sort orders."""
    value, end = _decode(unpack(content), 0)
    match value:
        case [str(version), list(pages), list(chunks), [], [], list(fields)]:
            return MetaIndex(
                version,
                tuple(_page(each) for each in pages),
                tuple(_chunk(each) for each in chunks),
                tuple(str(field) for field in fields),
            )
    raise ValueError(f"no list of pages and chunks in {end} bytes")


def pack(content: bytes) -> bytes:
    """`content` as Pagefind stores it; the same bytes on every machine and day."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return compressor.compress(SIGNATURE + content) + compressor.flush()


def unpack(content: bytes) -> bytes:
    """What `pack` was given; raises ValueError for anything else."""
    try:
        plain = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"not compressed as it should be: {error}") from error
    if not plain.startswith(SIGNATURE):
        raise ValueError("the signature of Pagefind is missing")
    return plain[len(SIGNATURE) :]


def _page(value: _Value) -> tuple[str, int]:
    match value:
        case [str(name), int(words)]:
            return name, words
    raise ValueError(f"no page: {value!r}")


def _chunk(value: _Value) -> Chunk:
    match value:
        case [str(start), str(end), str(name)]:
            return Chunk(start, end, name)
    raise ValueError(f"no chunk: {value!r}")


def _decode(raw: bytes, at: int) -> tuple[_Value, int]:
    """The value that begins at `at`, and where it ends."""
    if at >= len(raw):
        raise ValueError("cut off")
    kind, small = raw[at] >> 5, raw[at] & 31
    at += 1
    if small < 24:
        number = small
    elif small <= 27:
        size = 1 << (small - 24)
        number = int.from_bytes(raw[at : at + size], "big")
        at += size
    else:
        raise ValueError(f"a length of the kind {small}")
    if kind == _NUMBER:
        return number, at
    if kind == _TEXT:
        if at + number > len(raw):
            raise ValueError("cut off")
        return raw[at : at + number].decode(), at + number
    if kind == _ARRAY:
        values: list[_Value] = []
        for _ in range(number):
            value, at = _decode(raw, at)
            values.append(value)
        return values, at
    raise ValueError(f"a value of the kind {kind}")
