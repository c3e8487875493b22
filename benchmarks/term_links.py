"""What it costs to find the terms of a large glossary: milliseconds for an article, and memory.

    python benchmarks/term_links.py [--data DIRECTORY]

Terms are the names of `glossary/ne-lexicon.tsv` and `glossary/countries.tsv`, texts the articles
of `articles/antcorpus-1200.jsonl` joined to about a thousand words; English texts are the English
side of `translation/ntrex-dev.tsv`. Times are those of the processor; the least of several
rounds counts. Prints one Markdown table.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.model.explainer import Term
from generator.model.problem import Place
from generator.translation.term_links import TermFinder

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
WORDS = 1000
ARTICLES = 20
FRESH = 5
ROUNDS = 5
SIZES = (100, 5_000, 40_000)
T = TypeVar("T")


@dataclass(frozen=True)
class Measured:
    """What one language and one number of terms cost."""

    language: str
    terms: int
    building: float
    """Milliseconds for the index."""
    finding: float
    """Milliseconds for an article when its words have come before."""
    first: float
    """Milliseconds for the first article of a new index, the mean of several."""
    found: float
    """Mentions in an article."""
    memory: float
    """Mebibytes of the index."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args(arguments).data
    if not (data / "glossary" / "ne-lexicon.tsv").is_file():
        print(f"nothing to measure: {data} has no glossary/ne-lexicon.tsv", file=sys.stderr)
        return 0
    terms = list(read_terms(data))
    print(
        "| language | terms | index, ms | memory, MiB | first article, ms | again, ms | mentions |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for language, texts in (("ar", read_arabic(data)), ("en", read_english(data))):
        articles = list(islice(join_to_articles(texts), ARTICLES))
        for size in SIZES:
            print(row(measure(language, spread(terms, size), articles)))
    return 0


def read_terms(data: Path) -> Iterator[Term]:
    """The countries, then the names; a few are there in two spellings of one language."""
    seen: set[tuple[str, str]] = set()
    for name, columns in (
        ("countries", ("iso2", "en", "ar")),
        ("ne-lexicon", ("type", "en", "ar")),
    ):
        with (data / "glossary" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                _, english, arabic = (line[column] or "" for column in columns)
                if arabic and english and (arabic, english) not in seen:
                    seen.add((arabic, english))
                    identity = f"t{len(seen)}"
                    yield Term(identity, arabic, english, (), (), "", (), Place(name))


def spread(terms: Sequence[Term], size: int) -> list[Term]:
    """So many of the terms, from all parts of their list."""
    return [terms[place * len(terms) // size] for place in range(size)]


def read_arabic(data: Path) -> Iterator[str]:
    """The paragraphs of the articles."""
    with (data / "articles" / "antcorpus-1200.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield from json.loads(line)["text"].split("\n")


def read_english(data: Path) -> Iterator[str]:
    """English news, sentence by sentence."""
    for line in (data / "translation" / "ntrex-dev.tsv").read_text("utf-8").splitlines()[1:]:
        yield max(line.split("\t"), key=lambda cell: len(re.findall("[A-Za-z]", cell)))


def join_to_articles(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Paragraphs, in groups of about a thousand words."""
    article: list[str] = []
    for text in texts:
        article.append(text)
        if sum(len(each.split()) for each in article) >= WORDS:
            yield tuple(article)
            article = []


def measure(language: str, terms: Sequence[Term], articles: Sequence[tuple[str, ...]]) -> Measured:
    building, _ = least(lambda: TermFinder.of(terms, language), 3)
    tracemalloc.start()
    finder = TermFinder.of(terms, language)
    memory = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    first = fmean(read_once(TermFinder.of(terms, language), each) for each in articles[:FRESH])
    finding, found = least(
        lambda: sum(len(finder.find(text)) for article in articles for text in article), ROUNDS
    )
    count = len(articles)
    return Measured(language, len(terms), building, finding / count, first, found / count, memory)


def read_once(finder: TermFinder, article: Sequence[str]) -> float:
    """Milliseconds for one article."""
    begin = time.process_time()
    for text in article:
        finder.find(text)
    return 1000 * (time.process_time() - begin)


def least(work: Callable[[], T], rounds: int) -> tuple[float, T]:
    """The fewest milliseconds that the work took, and what it gave back."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        given = work()
        times.append(1000 * (time.process_time() - begin))
    return min(times), given


def row(measured: Measured) -> str:
    return (
        f"| {measured.language} | {measured.terms:,} | {measured.building:.0f} "
        f"| {measured.memory:.1f} | {measured.first:.1f} | {measured.finding:.1f} "
        f"| {measured.found:.0f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
