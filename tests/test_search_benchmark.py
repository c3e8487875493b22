"""The judged queries of benchmarks/search_recall are sound, and so is the way they are counted."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.search_recall import judged
from benchmarks.search_recall.case import Case, Found, score
from tests.conftest import ROOT

FOLDER = ROOT / "benchmarks" / "search_recall"
FILES = ("queries.toml", "queries_unseen.toml")


@pytest.mark.parametrize("name", FILES)
def test_every_query_names_pages_that_are_there(name: str) -> None:
    cases = judged.cases(FOLDER, name)
    texts = Counter(case.text for case in cases)
    assert [text for text, count in texts.items() if count > 1] == []
    assert sum(bool(case.relevant) for case in cases) > len(cases) * 0.9


def test_there_are_enough_of_both() -> None:
    assert len(judged.documents(FOLDER)) >= 60
    assert len(judged.cases(FOLDER, FILES[0])) >= 150


def test_no_query_is_in_both_sets() -> None:
    one, other = ({case.text for case in judged.cases(FOLDER, name)} for name in FILES)
    assert one & other == set()


def test_recall_and_precision_count_pages_not_queries() -> None:
    pairs = [
        (Case("a", "plain", frozenset({"1", "2", "3"})), Found(frozenset({"1", "2", "9"}))),
        (Case("b", "plain", frozenset({"4"})), Found(frozenset(), is_relaxed=True)),
        (Case("c", "plain", frozenset(), frozenset({"8"})), Found(frozenset({"8"}))),
    ]
    made = score(pairs)
    assert (made.right, made.wrong, made.relevant, made.relaxed) == (2, 1, 4, 1)
    assert (made.recall, made.precision) == (2 / 4, 2 / 3)
    assert score([]).recall == score([]).precision == 1
