"""Which documents are indexed together: by language, kind and year.

A shard is indexed anew when one of its documents changes, so that it must not be large; each shard
costs a reader some three kilobytes, so that there must not be many.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.ports import SearchDocument, SearchTerm

LARGEST = 1_000
"""Documents in a shard; a year with more is cut into parts, the oldest full."""

ShardKind = Literal["articles", "pages", "terms"]


@dataclass(frozen=True)
class Shard:
    """Documents that are indexed together, newest first."""

    language: str
    kind: ShardKind
    name: str
    """`2026`, `2026-2` where a year is cut, `pages`, `terms`."""
    year: int | None
    documents: tuple[SearchDocument, ...] | tuple[SearchTerm, ...]

    def digest(self, salt: str) -> str:
        """Hash (SHA-256) of all that is told of its documents, and of `salt`."""
        sha = hashlib.sha256()
        for text in (salt, self.language, self.kind, self.name, *_told(self.documents)):
            raw = text.encode()
            sha.update(b"%d:" % len(raw))
            sha.update(raw)
        return sha.hexdigest()


def shards_of(
    documents: Iterable[SearchDocument], terms: Iterable[SearchTerm]
) -> tuple[Shard, ...]:
    """All shards: by language; in each the articles, newest year first, the pages, the terms."""
    by_language: defaultdict[str, list[SearchDocument]] = defaultdict(list)
    for document in documents:
        by_language[document.language].append(document)
    terms_by_language: defaultdict[str, list[SearchTerm]] = defaultdict(list)
    for term in terms:
        terms_by_language[term.language].append(term)
    return tuple(
        shard
        for language in sorted({*by_language, *terms_by_language})
        for shard in (
            *_articles(language, by_language[language]),
            *_pages(language, by_language[language]),
            *_terms(language, terms_by_language[language]),
        )
    )


def _articles(language: str, documents: Sequence[SearchDocument]) -> Iterator[Shard]:
    years: defaultdict[int, list[SearchDocument]] = defaultdict(list)
    for document in documents:
        if document.date:
            years[int(document.date[:4])].append(document)
    for year, of_year in sorted(years.items(), reverse=True):
        # Cut from the oldest on: a new article changes the newest part only.
        oldest_first = sorted(of_year, key=lambda each: (each.date, each.path))
        count = -(-len(oldest_first) // LARGEST)
        for number in reversed(range(count)):
            part = oldest_first[number * LARGEST : (number + 1) * LARGEST]
            name = f"{year}-{number + 1}" if count > 1 else str(year)
            yield Shard(language, "articles", name, year, tuple(reversed(part)))


def _pages(language: str, documents: Sequence[SearchDocument]) -> Iterator[Shard]:
    undated = sorted((each for each in documents if not each.date), key=lambda each: each.path)
    if undated:
        yield Shard(language, "pages", "pages", None, tuple(undated))


def _terms(language: str, terms: Sequence[SearchTerm]) -> Iterator[Shard]:
    if terms:
        in_order = tuple(sorted(terms, key=lambda each: each.path))
        yield Shard(language, "terms", "terms", None, in_order)


def _told(documents: Sequence[SearchDocument | SearchTerm]) -> Iterator[str]:
    for document in documents:
        if isinstance(document, SearchTerm):
            yield from (document.path, document.name, document.other, document.definition)
            yield str(len(document.also))
            yield from document.also
            continue
        yield from (document.path, document.title, document.kind, document.date)
        yield from (document.shown_date, document.state, document.pair)
        yield f"{len(document.topics)} {len(document.parts)}"
        for topic in document.topics:
            yield from topic
        for part in document.parts:
            yield from (part.id, part.heading, part.text, str(part.is_event))
