"""What the search costs, beside Pagefind as it comes: to those who build it and those who use it.

    python benchmarks/search_cost [--sizes 1000,10000] [--data DIRECTORY] [--details]

Articles of 400 to 600 words, as many in Arabic as in English, spread over ten years, are made of
the paragraphs of `articles/antcorpus-1200.jsonl` and the sentences of `translation/`; two events
of each tell names of `glossary/ne-lexicon.tsv`, and the countries are the glossary. The index is
made by our indexer and by the plain Pagefind binary, out of pages with the same texts, each in a
process of its own. Chromium then searches both. Prints Markdown tables: what building takes (of
the processor, and of memory the most that the Python process and Pagefind held); what building
again takes, with nothing changed and after one word was; and for readers, median and worst of the
bytes (as compressed by hosts, without heads) and the time of a first search, and of the time of
later ones: in our box over a page (the newest years, five hits), on our search page and in the
stock's (eight hits a language). `--details` adds every query.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from benchmarks.search_cost.building import MIB, Built, Cost, build_ours, build_stock
from benchmarks.search_cost.documents import LANGUAGES, documents, is_there, queries
from benchmarks.search_cost.reading import KINDS, Query, Reading, Way, of_language, read, row_of
from benchmarks.search_in_browser import ROOT, chromium, our_site, stock_site

DATA = ROOT.parent / "shared" / "data"
FIRST = 2
"""Queries of each kind and language that are asked as a first search."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", default="1000,10000", help="articles a language (1000,10000)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the texts")
    parser.add_argument("--details", action="store_true", help="tell of every query")
    options = parser.parse_args(arguments)
    if not is_there(options.data):
        print(f"nothing to measure: {options.data} has not all of the texts", file=sys.stderr)
        return 0
    for size in map(int, options.sizes.split(",")):
        print(f"## {size:,} articles a language\n", flush=True)
        ours, stock = build(options.data, size)
        search(options.data, size, ours, stock, options.details)
    return 0


def build(data: Path, size: int) -> tuple[Built, Built]:
    """Prints what the indexes cost; gives back ours and the stock's."""
    with tempfile.TemporaryDirectory() as name:
        ours = build_ours(data, size, Path(name))
        unchanged = build_ours(data, size, Path(name)).cost
        after_edit = build_ours(data, size, Path(name), is_edited=True).cost
    stock = build_stock(data, size)
    table(
        "index",
        "CPU, s",
        "ms a page",
        "of a full one",
        "Python, MiB",
        "Pagefind, MiB",
        "sum",
        "KB a page",
    )
    pages = size * len(LANGUAGES)
    full = ours.cost.seconds
    for label, cost in (
        ("ours", ours.cost),
        ("ours, nothing changed", unchanged),
        ("ours, one word changed", after_edit),
        ("stock", stock.cost),
    ):
        print_row(label, *cost_cells(cost, pages, full))
    print(flush=True)
    return ours, stock


def cost_cells(cost: Cost, pages: int, full: float) -> list[str]:
    memory = cost.own_memory + cost.child_memory
    return [
        f"{cost.seconds:.1f}",
        f"{1000 * cost.seconds / pages:.2f}",
        f"{cost.seconds / full:.1%}",
        *(f"{size / MIB:,.0f}" for size in (cost.own_memory, cost.child_memory, memory)),
        f"{memory / 1000 / pages:.1f}",
    ]


def search(data: Path, size: int, ours: Built, stock: Built, has_details: bool) -> None:
    """Prints what the searches cost."""
    articles = documents(data, size)
    by_kind = [
        [(query, language) for query in each]
        for language in LANGUAGES
        for each in queries(articles, language).values()
    ]
    asked = [query for each in by_kind for query in each]
    first = [query for each in by_kind for query in each[:FIRST]]
    with chromium() as browser:
        readings = {
            "box": read(browser, our_site(ours.files), asked, first, Way(is_quick=True, limit=5)),
            "page": read(browser, our_site(ours.files), asked, first, Way()),
            "stock": read(browser, stock_site(stock.files), asked, first, Way(is_stock=True)),
        }
    by_language = {
        f"{label}, {language}": of_language(reading, language)
        for label, reading in readings.items()
        for language in LANGUAGES
    }
    print(f"{len(first)} first searches, {len(asked)} later ones:\n")
    table("search", "first, KB", "most", "first, ms", "most", "later, ms", "most")
    for label, reading in by_language.items():
        print_row(label, *row_of(reading))
    print()
    table("KB of a first search", *KINDS)
    for label, reading in by_language.items():
        print_row(f"{label}, median", *kinds(reading, median))
        print_row(f"{label}, most", *kinds(reading, max))
    print(flush=True)
    if has_details:
        print_details(asked, readings)


def kinds(reading: Reading, summary: Callable[[Iterable[float]], float]) -> list[str]:
    """Kilobytes by kind of file."""
    sizes = ([each.sent.get(kind, 0) / 1000 for each in reading.first] for kind in KINDS)
    return [f"{summary(each):.1f}" for each in sizes]


def print_details(asked: Sequence[Query], readings: Mapping[str, Reading]) -> None:
    sizes = {label: {each.query: each.total for each in of.first} for label, of in readings.items()}
    table("query", *(f"{label}, {unit}" for unit in ("KB", "ms") for label in readings))
    for query in asked:
        first = [f"{each[query] / 1000:.0f}" if query in each else "" for each in sizes.values()]
        print_row(query[0], *first, *(f"{each.later[query]:.0f}" for each in readings.values()))
    print(flush=True)


def table(*heads: str) -> None:
    print_row(*heads)
    print_row(*("---" for _ in heads))


def print_row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
