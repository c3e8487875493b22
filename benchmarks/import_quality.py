"""How much of an import an editor would have to mend: `python benchmarks/import_quality.py FILE...`

Imports each file into an empty site and judges every explainer by criteria a program can check.
An article needs no repair when it meets all of them. The last lines name the others.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.commands.import_article import import_file
from generator.importing.furniture import is_furniture
from generator.model.config import Licence, Names, SiteConfig, Theme
from generator.model.language import Language

CRITERIA = {
    "valid": "meta.yaml is YAML with every key; article.ar.md holds plain paragraphs only",
    "title": "the title is the original's, not proposed from the lead",
    "furniture": "no line or trailing bracket of page furniture is left",
    "words": "every word of the original is in the text, the title or a comment; none is new",
    "quotes": "every quotation mark has its partner and none is straight",
    "paragraphs": "2 to 160 words each, ended by a mark unless it is a line of 12 words or fewer",
    "date": "the day of the original is known",
}
_WORD = re.compile(r"[^\W_][^\W_\u064b-\u0652\u0670]*(?:[\u064b-\u0652\u0670]+[^\W_]*)*")
_ENDED = re.compile(r"[.!؟?…:][\"»”’)\]]*$|[»)]$")
_CREDIT = re.compile(r"\([^()]*(?:وكالات|رويترز|ف ب|صورة|أرشيف)[^()]*\)\s*$")
_KEYS = {"title", "summary", "key_points", "status", "published", "topics", "authors", "sources",
         "timeline", "glossary", "corrections"}  # fmt: skip
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@dataclass(frozen=True)
class Original:
    title: str
    text: str


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--limit", type=int, default=0, help="only the first N lines of a file")
    parser.add_argument("--keep", type=Path, help="import into this folder and leave it")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = options.keep or Path(folder)
        failures: dict[str, list[str]] = {}
        began = time.perf_counter()
        for file in options.files:
            for slug, original, meta, article in import_all(site, file, options.limit):
                failures[slug] = list(judge(original, meta, article))
        seconds = time.perf_counter() - began
    report(failures, seconds)
    return 0


def import_all(site: Path, file: Path, limit: int) -> Iterator[tuple[str, Original, str, str]]:
    only = range(1, limit + 1) if limit else None
    outcome = import_file(
        site, file, slug=None, fields={}, only=only, skip_bad=True, config=small_config(),
        terms=(), today=date(2026, 1, 1),
    )  # fmt: skip
    for problem in outcome.problems:
        print(f"{problem.place}: {problem.severity.value}: {problem.message}")
    originals = read_originals(file)
    for path in outcome.value:
        if path.endswith("meta.yaml"):
            folder = (site / path).parent
            meta = (folder / "meta.yaml").read_text(encoding="utf-8")
            line = re.search(r":([0-9]+)\. Every line", meta.split("\n", 1)[0])
            original = originals[int(line[1]) if line else 1]
            yield folder.name, original, meta, (folder / "article.ar.md").read_text("utf-8")


def read_originals(file: Path) -> dict[int, Original]:
    """Titles and texts as a reader other than the importer sees them, by line."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".jsonl":
        return {1: Original("", text)}
    records = (
        (number, json.loads(line)) for number, line in enumerate(text.split("\n"), 1) if line
    )
    return {number: Original(each["title"], each["text"]) for number, each in records}


def judge(original: Original, meta_text: str, article: str) -> Iterator[str]:
    """What is wrong, as `criterion: reason`."""
    meta: dict[str, Any] = yaml.safe_load(meta_text)
    tokens = _MARKDOWN.parse(article)
    paragraphs = [
        "".join(c.content for c in t.children or []) for t in tokens if t.type == "inline"
    ]
    if set(meta) != _KEYS:
        yield f"valid: keys {sorted(set(meta) ^ _KEYS)}"
    if {t.type for t in tokens} != {"paragraph_open", "inline", "paragraph_close"}:
        yield "valid: markup in plain text"
    if "# Proposed from the first sentence" in meta_text:
        yield "title: proposed"
    elif original.title and words(meta["title"]) != words(original.title):
        yield f"title: changed to {meta['title']}"
    for paragraph in paragraphs:
        if is_furniture(paragraph) or _CREDIT.search(paragraph):
            yield f"furniture: {paragraph[-60:]}"
    yield from judge_words(original, meta_text, paragraphs)
    for paragraph in paragraphs:
        if '"' in paragraph or paragraph.count("«") != paragraph.count("»"):
            yield f"quotes: {around_quote(paragraph)}"
    for paragraph in paragraphs:
        length = len(words(paragraph))
        if not 2 <= length <= 160:
            yield f"paragraphs: {length} words"
        elif length > 12 and not _ENDED.search(paragraph):
            yield f"paragraphs: no final mark: …{paragraph[-30:]}"
    if "day of import" in meta_text:
        yield "date: unknown"


def judge_words(original: Original, meta_text: str, paragraphs: Sequence[str]) -> Iterator[str]:
    before, after = Counter(words(original.text)), Counter(words("\n".join(paragraphs)))
    noted = Counter(words(meta_text))
    lost, new = before - after - noted, after - before
    if lost:
        yield f"words: lost {list(lost)[:5]}"
    if new:
        yield f"words: new {list(new)[:5]}"


def words(text: str) -> list[str]:
    # Invisible characters are no part of a word, wherever a keyboard put them.
    text = re.sub("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text)
    return _WORD.findall(unicodedata.normalize("NFC", text))


def around_quote(paragraph: str) -> str:
    place = paragraph.rfind('"') if '"' in paragraph else 0
    return paragraph[max(0, place - 25) : place + 25]


def report(failures: dict[str, list[str]], seconds: float) -> None:
    total = len(failures)
    clean = sum(not found for found in failures.values())
    print(f"\n{total} articles in {seconds:.1f} s; {clean} ({clean / total:.1%}) need no repair\n")
    for criterion, promise in CRITERIA.items():
        bad = sum(any(f.startswith(f"{criterion}:") for f in found) for found in failures.values())
        print(f"{criterion:<11}{1 - bad / total:7.1%}  {promise}")
    print()
    for slug, found in failures.items():
        for failure in found:
            print(f"{slug}: {failure}")


def small_config() -> SiteConfig:
    names = Names("تجربة", "Trial")
    arabic = Language("ar", "العربية", "rtl", "latn", ("",) * 12)
    english = Language("en", "English", "ltr", "latn", ("",) * 12)
    return SiteConfig(
        names, names, "https://example.org/", arabic, english, (), (), Licence("", ""), Theme()
    )


if __name__ == "__main__":
    sys.exit(main())
