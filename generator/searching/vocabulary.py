"""The words of the site, out of which a reader who found nothing gets a proposal."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.searching.entries import Entry
from generator.text.search_words import STOP_WORDS

LARGEST = 12_000
"""Words that are kept, the most frequent ones: some 90 KB compressed, which only a search without
any result loads."""
_SHORTEST = 3
_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_EDGES = re.compile(r"^[\W_]+|(?<![\W_])[\W_]+$")
_LETTER = re.compile(r"[^\W\d_]")


class Word(NamedTuple):
    """A token as the documents of a shard have it."""

    documents: int
    in_title: bool
    shown: str
    """The spelling that most of them use."""
    weight: int
    """How often that spelling occurs."""


def vocabulary_of(entries: Iterable[Entry]) -> dict[str, Word]:
    """The words of the entries by token; no numbers, no words that everybody uses."""
    documents: Counter[str] = Counter()
    written: Counter[tuple[str, str]] = Counter()
    titles: set[str] = set()
    for entry in entries:
        documents.update({*entry.tokens, *entry.title})
        written.update(zip(entry.tokens, entry.words, strict=True))
        written.update(zip(entry.title, entry.title_words, strict=True))
        titles.update(entry.title)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (token, word), count in written.items():
        if _is_word(token):
            spellings[token][_plain(word)] += count
    return {
        token: _word(token, documents[token], titles, counts) for token, counts in spellings.items()
    }


def merge_vocabularies(shards: Iterable[Mapping[str, Word]]) -> dict[str, Word]:
    """The words of several shards as those of one."""
    merged: dict[str, Word] = {}
    for shard in shards:
        for token, word in shard.items():
            known = merged.get(token)
            merged[token] = word if known is None else _joined(known, word)
    return merged


def print_vocabulary(words: Mapping[str, Word]) -> bytes:
    """`token`, spelling and number of documents between tabs, a line each, most frequent first."""
    kept = sorted(words.items(), key=_worth)[:LARGEST]
    lines = (f"{token}\t{shown}\t{documents}\n" for token, (documents, _, shown, _) in kept)
    return "".join(lines).encode()


def _worth(pair: tuple[str, Word]) -> tuple[int, bool, str]:
    # Of the words that one document has, those of titles: the others are more often misspelt.
    token, (documents, in_title, _, _) = pair
    return -documents, not in_title, token


def _is_word(token: str) -> bool:
    # The parts of a compound are words of their own wherever they matter.
    return (
        len(token) >= _SHORTEST
        and "-" not in token
        and bool(_LETTER.search(token))
        and token not in STOP_WORDS
    )


def _word(token: str, documents: int, titles: set[str], spellings: Counter[str]) -> Word:
    # Most frequent first; of equals the shorter, which has less clinging to it.
    shown, weight = min(spellings.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0]))
    return Word(documents, token in titles, shown or token, weight)


def _joined(one: Word, other: Word) -> Word:
    documents, in_title, shown, weight = one
    more, is_title, spelling, count = other
    if spelling == shown:
        weight += count
    elif (count, -len(spelling), spelling) > (weight, -len(shown), shown):
        shown, weight = spelling, count
    return Word(documents + more, in_title or is_title, shown, weight)


def _plain(spelling: str) -> str:
    return _EDGES.sub("", _MARKS.sub("", spelling))
