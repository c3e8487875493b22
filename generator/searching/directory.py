"""Which shards have which words, so that a browser loads only those that can answer a query.

A shard costs a reader its list and a chunk for each word of the query, whether it has the word or
not. The directory tells beforehand: one small file of it, chosen by the word's beginning, instead
of ten lists. It also tells how common a word is in the whole site, and in which years' titles.

Its words are those that Pagefind looks up: small letters, and each part of a compound by itself.
Latin words are not stemmed here; the browser asks for a beginning of theirs (static/search/
directory.js), which gives a shard too many at times and never one too few.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.searching.entries import Entry

FEWEST_SHARDS = 3
"""Of articles in a language; where there are no more, all are asked."""
_WORDS_IN_FILE = 320
_PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_MIXED = re.compile(r"[a-z][A-Z]|[A-Za-z][0-9]|[0-9][A-Za-z]|[A-Z]{2}[a-z]")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Presence = Mapping[str, tuple[int, bool]]
"""Of each word: how many documents of a shard have it, and whether a title does."""


@dataclass(frozen=True)
class Directory:
    """Of one language."""

    files: tuple[bytes, ...]
    """Lines in the order of UTF-16: the word; the shards that have it, as a hexadecimal number
    with a bit for each, the newest lowest; the number of documents in base 36, left away where it
    is that of the shards; and likewise the shards that have it in a title, if any."""
    starts: tuple[str, ...]
    """The first word of each file."""


def presence_of(entries: Iterable[Entry]) -> dict[str, tuple[int, bool]]:
    """The words of a shard."""
    documents: Counter[str] = Counter()
    in_titles: set[str] = set()
    for entry in entries:
        titles = {key for token in {*entry.title, *entry.headings} for key in keys_of(token)}
        documents.update(titles | {key for token in set(entry.tokens) for key in keys_of(token)})
        in_titles.update(key for token in set(entry.title) for key in keys_of(token))
    return {word: (count, word in in_titles) for word, count in documents.items()}


def directory_of(shards: Sequence[Presence]) -> Directory:
    """The directory of shards in their order, the newest first."""
    having: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for number, shard in enumerate(shards):
        bit = 1 << number
        for word, (count, in_title) in shard.items():
            having[word] += bit
            documents[word] += count
            if in_title:
                titles[word] += bit
    # As a browser compares texts: by UTF-16.
    words = sorted(having, key=lambda word: word.encode("utf-16-be"))
    parts = [words[at : at + _WORDS_IN_FILE] for at in range(0, len(words), _WORDS_IN_FILE)]
    return Directory(
        tuple(
            "".join(
                _line(word, having[word], documents[word], titles[word]) for word in part
            ).encode()
            for part in parts
        ),
        tuple(part[0] for part in parts),
    )


def keys_of(token: str) -> Iterator[str]:
    """The words by which a token can be asked for, in small letters and without accents."""
    if token.isascii() or not _is_plain(token):
        whole = _folded(token)
        yield whole.replace("-", "")
        if "-" in token:
            yield from filter(None, whole.split("-"))
        if _MIXED.search(token):
            yield from (piece.lower() for piece in _PIECES.findall(token))
    else:
        yield token


def _is_plain(token: str) -> bool:
    """Whether it is Arabic letters only, as nearly all tokens of Arabic texts are."""
    return all("\u0620" <= letter <= "\u06ff" for letter in token)


def _folded(token: str) -> str:
    apart = unicodedata.normalize("NFD", token.lower())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def _line(word: str, having: int, documents: int, titles: int) -> str:
    count = _base36(documents) if documents != having.bit_count() else ""
    fields = (word, f"{having:x}", count, f"{titles:x}" if titles else "")
    return "\t".join(fields).rstrip("\t") + "\n"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
