"""Real articles, where they are at hand: every one imports, and none loses a word."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from generator.importing.damage import mend
from generator.importing.words import words
from tests.importing.import_site import Site

ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles"
FIRST = 200

pytestmark = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared data is not here")


@pytest.mark.slow
def test_a_run_over_json_lines(tmp_path: Path) -> None:
    site = Site(tmp_path)
    corpus = next(ARTICLES.glob("*.jsonl"))
    outcome = site.run(corpus, only=range(1, FIRST + 1))
    assert outcome.problems == ()
    assert len(outcome.value) == 2 * FIRST
    lines = corpus.read_text(encoding="utf-8").split("\n")
    for path in outcome.value[::2]:
        written = site.read(path)
        meta = yaml.safe_load(written)
        number = int(written.split("\n", 1)[0].split(":")[1].split(".")[0])
        original = json.loads(lines[number - 1])
        article = site.read(path.replace("meta.yaml", "article.ar.md"))
        assert words(meta["title"]) == words(mend(original["title"]))
        before, after = Counter(words(mend(original["text"]))), Counter(words(plain(article)))
        assert not after - before
        assert not before - after - Counter(words(written))


@pytest.mark.parametrize("file", sorted(ARTICLES.glob("*.txt")), ids=lambda file: file.stem)
def test_a_scraped_page(file: Path, tmp_path: Path) -> None:
    site = Site(tmp_path)
    outcome = site.run(file, slug="scraped")
    assert outcome.problems == ()
    article = site.read("content/explainers/scraped/article.ar.md")
    for furniture in ("شاركها", "اترك تعليق", "Exit mobile", "(وكالات)"):
        assert furniture not in article


def plain(article: str) -> str:
    parser = MarkdownIt("commonmark")
    return "\n".join(
        "".join(child.content for child in token.children or [])
        for token in parser.parse(article)
        if token.type == "inline"
    )
