"""What a search costs its reader: bytes before the first answer, and time for every answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.search_in_browser import Host, ask, hosted, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Query = tuple[str, str]
"""What is asked, and the language of the reader."""
VISITS = 2
KINDS = {
    "client": r"static/[0-9a-f]+/search/.*|pagefind/pagefind(-worker)?\.js",
    "program": r".*\.pagefind",
    "lists": r".*(/catalog\.json|/pagefind-entry\.json|/list\.json|\.pf_meta)",
    "table": r".*/table-.*\.json",
    "directory": r".*/directory-.*",
    "chunks": r".*\.pf_index",
    "fragments": r".*\.pf_fragment",
    "other": r".*",
}
"""Every file is of the first kind that its path fits."""


@dataclass(frozen=True)
class First:
    """The first search of a reader whose browser knows nothing yet."""

    query: Query
    milliseconds: float
    sent: Mapping[str, int]
    """Bytes by kind."""

    @property
    def total(self) -> int:
        return sum(self.sent.values())


@dataclass(frozen=True)
class Reading:
    """What was measured of a search."""

    first: Sequence[First]
    later: Mapping[Query, float]
    """Milliseconds by query when another was asked before: the least of several visits."""


@dataclass(frozen=True)
class Way:
    """How readers search."""

    is_stock: bool = False
    is_quick: bool = False
    limit: int = 8


def read(
    browser: Browser,
    files: Mapping[str, bytes],
    queries: Sequence[Query],
    first: Sequence[Query],
    way: Way,
) -> Reading:
    """Asks `first` as the first searches of so many readers, and `queries` one after another."""
    with hosted(files) as host:
        firsts = [_first(browser, host, query, way) for query in first]
        visits = [_later(browser, host, queries, way) for _ in range(VISITS)]
    return Reading(firsts, {query: min(each[query] for each in visits) for query in queries})


def of_language(reading: Reading, language: str) -> Reading:
    """What was asked by readers of a language."""
    later = {query: time for query, time in reading.later.items() if query[1] == language}
    return Reading([each for each in reading.first if each.query[1] == language], later)


def row_of(reading: Reading) -> list[str]:
    """Cells: bytes of the first search, its time, the time of later ones; median and most."""
    totals = [each.total / 1000 for each in reading.first]
    waits = [each.milliseconds for each in reading.first]
    later = list(reading.later.values())
    return [
        f"{summary(values):,.0f}" for values in (totals, waits, later) for summary in (median, max)
    ]


def _first(browser: Browser, host: Host, query: Query, way: Way) -> First:
    with visit(browser, host, *_page(query, way)) as tab:
        (answer,) = ask(tab, [query], way.limit, is_quick=way.is_quick)
        sent: Counter[str] = Counter()
        for path, size in host.sent.items():
            sent[next(kind for kind, form in KINDS.items() if re.fullmatch(form, path))] += size
    return First(query, answer.milliseconds, sent)


def _later(browser: Browser, host: Host, queries: Sequence[Query], way: Way) -> dict[Query, float]:
    times: dict[Query, float] = {}
    for language in dict.fromkeys(language for _, language in queries):
        own = [query for query in queries if query[1] == language]
        with visit(browser, host, *_page(own[0], way)) as tab:
            ask(tab, own[-1:], way.limit, is_quick=way.is_quick)
            answers = ask(tab, own, way.limit, is_quick=way.is_quick)
        times |= {query: each.milliseconds for query, each in zip(own, answers, strict=True)}
    return times


def _page(query: Query, way: Way) -> tuple[str, ...]:
    return (query[1],) if way.is_stock else ()
