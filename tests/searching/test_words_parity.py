"""words.js in a real browser gives the same tokens as Python, for every word there is to be had."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.text.search_words import STOP_WORDS, client_table, normalise_text, normalise_word
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

WORDS_JS = ROOT / "templates" / "static" / "search" / "words.js"
ORIGIN = "https://words.test/"
LEAST = 50_000
"""Distinct words of the shared texts that must be compared."""


@pytest.fixture(scope="module")
def in_browser(browser) -> Iterator[object]:
    """Gives [text, token, whether it is a stop word] of each word, as the client has them."""
    page = browser.new_page()
    page.route(f"{ORIGIN}*", lambda route: route.fulfill(**_answers(route.request.url)))
    page.goto(ORIGIN)

    def compare(words: list[str]) -> list[list[object]]:
        return page.evaluate(
            """async ([table, words]) => {
              const { createWords, rules } = await import("./words.js");
              if (rules !== JSON.parse(table).version) throw new Error(`rules ${rules}`);
              const made = createWords(JSON.parse(table));
              return words.map((word) => {
                const token = made.normaliseWord(word);
                return [made.normaliseText(word), token, made.isStopWord(token)];
              });
            }""",
            [json.dumps(client_table(), ensure_ascii=False), words],
        )

    yield compare
    page.close()


def _answers(url: str) -> dict[str, object]:
    if url.endswith("words.js"):
        return {"body": WORDS_JS.read_bytes(), "content_type": "text/javascript"}
    return {"body": "<!DOCTYPE html><title>Words</title>", "content_type": "text/html"}


def _differing(words: list[str], in_browser) -> list[tuple[str, list[object], list[object]]]:
    found = in_browser(words)
    assert len(found) == len(words)
    expected = [
        [normalise_text(word), (token := normalise_word(word)), token in STOP_WORDS]
        for word in words
    ]
    pairs = zip(words, expected, found, strict=True)
    return [(word, python, client) for word, python, client in pairs if python != client]


def _words_below(folder: Path) -> list[str]:
    texts = (
        path.read_text("utf-8", errors="ignore")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".txt", ".md", ".yaml", ".tsv", ".json", ".jsonl"}
    )
    return sorted({word for text in texts for word in text.split()})


def test_every_word_of_the_demo_site(in_browser) -> None:
    words = _words_below(ROOT / "content") + _words_below(ROOT / "tests" / "text")
    assert len(words) > 5_000
    assert _differing(words, in_browser) == []


def test_every_word_of_the_shared_texts(in_browser, shared: Path) -> None:
    words = _words_below(shared)
    assert len(words) >= LEAST
    assert _differing(words, in_browser) == []


def test_every_word_of_the_table_with_what_may_cling_to_it(in_browser) -> None:
    table = client_table()
    words = " ".join(str(table[name]) for name in ("whole", "families", "stop_words"))
    known = words.replace(":", " ").split()
    before = ["", *str(table["before_words"]).split()]
    behind = ["", *str(table["after_words"]).split(), *str(table["after_feminine"]).split()]
    dice = random.Random(5)
    made = [dice.choice(before) + word + dice.choice(behind) for word in known for _ in range(8)]
    assert _differing(made, in_browser) == []


def test_nonsense(in_browser) -> None:
    dice = random.Random(11)
    signs = "وبلكالسيتنهمةءآأؤئىيکہپABab'’‘-_.,،٬«»0۲٢ـًّ \u200f\u2067\u00a0ﻻﷺé\u0301İß𝔸😀"
    words = ["".join(dice.choices(signs, k=dice.randint(1, 9))) for _ in range(20_000)]
    assert _differing(words, in_browser) == []
