"""How much of what a reader means is found, and how much else: ours, stock Pagefind and lunr.

    python benchmarks/search_recall [--misses] [--lunr FOLDER] [--data DIRECTORY]

Three sets of queries: those of `queries.toml`, judged by hand on the pages beside it; those of
`queries_unseen.toml`, of which nobody who works on the search looks at more than the sums; and
words of half the articles of `articles/antcorpus-1200.jsonl`, otherwise written (see variants.py).
Ours and Pagefind's own search are asked in Chromium, lunr (of npm, with lunr-languages, every word
required) in Node; a query in Arabic is asked in the Arabic index, every other in both. Prints a
Markdown table for each set: of all pages that ought to be found, the part that was, and of all
that were found, the part that ought to be. Answers of ours that are `relaxed`, as no page has all
of the words, count. `--misses` lists the pages that ours did not find and those it ought not to,
with the tokens.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence, Set
from difflib import get_close_matches
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from benchmarks.search_in_browser import ROOT, chromium
from benchmarks.search_recall import judged, variants
from benchmarks.search_recall.case import Case, Engine, Score, score
from benchmarks.search_recall.engines import install_lunr, lunr, ours, stock
from generator.ports import SearchDocument
from generator.text.search_words import STOP_WORDS, normalise_text, normalise_word

HERE = Path(__file__).parent
DATA = ROOT.parent / "shared" / "data"
UNSEEN = "Judged by hand, unseen"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--misses", action="store_true", help="list what ours got wrong")
    parser.add_argument("--lunr", type=Path, help="folder in which lunr is kept between runs")
    parser.add_argument("--judged", type=Path, default=HERE, help="folder of pages and queries")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = options.lunr or Path(name)
        reason = install_lunr(folder)
        if reason:
            print(f"lunr is not measured: {reason}", file=sys.stderr)
        for title, documents, cases in sets(options.judged, options.data):
            engines = list(run(documents, cases, None if reason else folder))
            print(f"## {title}: {len(cases)} queries, {len(documents)} pages\n")
            print_table(cases, engines)
            if options.misses and title != UNSEEN:
                print_misses(documents, cases, engines[0])
    return 0


def sets(folder: Path, data: Path) -> Iterator[tuple[str, list[SearchDocument], list[Case]]]:
    """Title, documents and queries of each set that is there."""
    pages = judged.documents(folder)
    yield "Judged by hand", pages, judged.cases(folder, "queries.toml")
    yield UNSEEN, pages, judged.cases(folder, "queries_unseen.toml")
    articles = data / "articles" / "antcorpus-1200.jsonl"
    if not articles.is_file():
        print(f"no variants: {articles} is absent", file=sys.stderr)
        return
    documents = variants.documents(articles)
    yield "Variants of words", documents, variants.cases(documents)


def run(
    documents: Sequence[SearchDocument], cases: Sequence[Case], lunr_folder: Path | None
) -> Iterator[Engine]:
    """Every engine, ours first."""
    with chromium() as browser:
        yield ours(browser, documents, cases)
        yield stock(browser, documents, cases)
    if lunr_folder is not None:
        yield lunr(lunr_folder, documents, cases)


def print_table(cases: Sequence[Case], engines: Sequence[Engine]) -> None:
    heads = [f"{each.name}, {what}" for each in engines for what in ("recall", "precision")]
    print_row("kind", "queries", "pages", "relaxed", *heads)
    print_row(*("---" for _ in range(4 + len(heads))))
    for kind in dict.fromkeys(case.kind for case in cases):
        print_scores(kind, cases, engines, {kind})
    print_scores("**all**", cases, engines, {case.kind for case in cases})
    print()
    for each in engines:
        print(f"index of {each.name}: {each.index_size / 1000:,.0f} KB")
    print(flush=True)


def print_scores(
    label: str, cases: Sequence[Case], engines: Sequence[Engine], kinds: Set[str]
) -> None:
    pairs = [list(zip(cases, each.found, strict=True)) for each in engines]
    scores = [score(pair for pair in each if pair[0].kind in kinds) for each in pairs]
    count = sum(case.kind in kinds for case in cases)
    print_row(label, str(count), str(scores[0].relevant), str(scores[0].relaxed), *cells(scores))


def cells(scores: Sequence[Score]) -> list[str]:
    """Recall and precision of each; what found nothing has no precision."""
    return [
        cell
        for each in scores
        for cell in (
            f"{each.recall:.1%}",
            f"{each.precision:.1%}" if each.right + each.wrong else "",
        )
    ]


def print_row(*values: str) -> None:
    print(f"| {' | '.join(values)} |")


def print_misses(
    documents: Sequence[SearchDocument], cases: Sequence[Case], engine: Engine
) -> None:
    """What the engine got wrong, by kind; behind each page the words of it that may be why."""
    words = {document.path: words_of(document) for document in documents}
    pairs = sorted(zip(cases, engine.found, strict=True), key=lambda pair: pair[0].kind)
    for case, found in pairs:
        missed = case.relevant - found.pages
        wrong = found.pages - case.relevant - case.unjudged
        if not missed and not wrong:
            continue
        asked = {word: normalise_word(word) for word in normalise_text(case.text).split()}
        shown = ", ".join(f"{word} → {token}" for word, token in asked.items())
        relaxed = " (relaxed)" if found.is_relaxed else ""
        print(f"{case.kind}: {shown}{relaxed}: missed {len(missed)} of {len(case.relevant)}")
        tokens = [token for token in asked.values() if token not in STOP_WORDS]
        for sign, pages in (("-", missed), ("+", wrong)):
            for path in sorted(pages):
                print(f"  {sign} {path}  {'; '.join(near(tokens, words[path]))}")
    print(flush=True)


def words_of(document: SearchDocument) -> dict[str, str]:
    """The words of a page, by token."""
    texts = [document.title, *(f"{part.heading} {part.text}" for part in document.parts)]
    words = normalise_text(" ".join(texts)).split()
    return {normalise_word(word): word for word in words}


def near(tokens: Sequence[str], words: dict[str, str]) -> Iterator[str]:
    """For each token the word of the page that has it, or those with a token like it."""
    for token in tokens:
        alike = [token] if token in words else get_close_matches(token, words, 3, 0.6)
        yield ", ".join(f"{words[each]} → {each}" for each in alike) or f"nothing like {token}"


if __name__ == "__main__":
    sys.exit(main())
