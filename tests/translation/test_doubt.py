"""Doubt about machine drafts, and the order of the review queue."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.translation.doubt import FEW, HARD, HARMLESS, Calibration, queue, rate
from generator.translation.memory import Doubt
from tests.conftest import MODEL, need
from tests.model.corpus import held_out
from tests.text.samples import moderate

LEVELS = ("low", "medium", "high")
HUNDRED = Calibration.of((-0.2 - number / 200, -1 - number / 10) for number in range(100))
"""Means from -0.2 to -0.695, worst tokens from -1 to -10.9."""


@pytest.mark.parametrize(
    ("mean", "worst", "expected"),
    [
        (-0.2, -1, "low"),
        (-0.49, -1, "low"),
        (-0.5, -1, "medium"),
        (-0.61, -1, "medium"),
        (-0.625, -1, "high"),
        (-9, -9, "high"),
        # one wild guess in a good draft
        (-0.3, -9.9, "low"),
        (-0.3, -10.1, "medium"),
        # better than everything before
        (-0.01, -0.02, "low"),
    ],
)
def test_a_draft_is_held_against_the_others_of_its_model(
    mean: float, worst: float, expected: str
) -> None:
    assert rate(mean, worst, (), HUNDRED) == expected


def test_the_same_score_means_more_to_one_model_than_to_another() -> None:
    sure = Calibration.of([(-0.15, -0.8)] * 90 + [(-0.3, -2.0)] * 10)
    unsure = Calibration.of([(-0.6, -4.0)] * 90 + [(-0.3, -2.0)] * 10)
    assert rate(-0.3, -2.0, (), sure) == "high"
    assert rate(-0.3, -2.0, (), unsure) == "low"


def test_the_worst_of_a_good_lot_is_not_doubted() -> None:
    good = Calibration.of((-0.03 - number / 10_000, -0.1) for number in range(100))
    assert rate(-0.04, -0.1, (), good) == "low"
    assert rate(-0.04, -0.8, (), good) == "high"


def test_a_model_that_knows_nothing_is_never_trusted() -> None:
    lost = Calibration.of((-0.8 - number / 100, -3) for number in range(100))
    assert rate(-0.75, -3, (), lost) == "medium"
    assert rate(-1.78, -3, (), lost) == "high"


def test_a_lot_that_is_all_alike_is_not_all_doubted() -> None:
    assert rate(-0.5, -2, (), Calibration.of([(-0.5, -2)] * 100)) == "low"


@pytest.mark.parametrize(
    ("mean", "worst", "expected"),
    [
        (-0.3, -2, "low"),
        (-0.3, -4, "medium"),
        (-0.55, -2, "medium"),
        (-0.7, -2, "high"),
        (-0.1, -0.6, "low"),
    ],
)
def test_few_scores_are_no_measure(mean: float, worst: float, expected: str) -> None:
    few = Calibration.of([(-0.01, -0.01)] * (FEW - 1))
    assert rate(mean, worst, (), Calibration()) == expected
    assert rate(mean, worst, (), few) == expected


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ((), "low"),
        (("spacing", "title-case"), "low"),
        (("length",), "medium"),
        (("spacing", "negation-lost"), "medium"),
        (("a check of tomorrow",), "medium"),
        (("number-missing",), "high"),
        (("length", "loop"), "high"),
        (("term-flagged",), "high"),
        (("markup-lost", "spacing"), "high"),
    ],
)
def test_checks(checks: tuple[str, ...], expected: str) -> None:
    assert rate(-0.2, -1, checks, HUNDRED) == expected


def test_no_check_makes_a_bad_score_better() -> None:
    assert rate(-2, -9, ("spacing",), HUNDRED) == "high"
    assert rate(-0.55, -1, ("spacing",), HUNDRED) == "medium"


def test_hard_findings_are_not_harmless() -> None:
    assert not HARD & HARMLESS


scores = st.floats(-12, 0)
some_checks = st.sets(st.sampled_from(sorted(HARD | HARMLESS | {"length", "date"})), max_size=3)


@given(st.lists(st.tuples(scores, scores), max_size=90), scores, scores, scores, some_checks)
@moderate
def test_a_worse_score_or_one_more_finding_is_never_less_doubtful(
    known: list[tuple[float, float]], mean: float, other: float, worst: float, checks: set[str]
) -> None:
    calibration = Calibration.of(known)

    def level(mean: float, checks: set[str]) -> int:
        return LEVELS.index(rate(mean, worst, checks, calibration))

    assert level(min(mean, other), checks) >= level(max(mean, other), checks)
    assert level(mean, checks) >= level(mean, set())
    assert calibration == Calibration.of(reversed(known))


@pytest.mark.slow
def test_a_real_model_is_doubted_where_it_is_wrong(tmp_path: Path) -> None:
    """Of sentences that a small model knows, and the same with their words in disorder."""
    need("the test model", MODEL.is_file())
    pytest.importorskip("ctranslate2")
    from generator.adapters.translators.argos import ArgosTranslator

    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(tmp_path)
    pairs = list(held_out(20))
    damaged = [" ".join(sorted(pair.arabic.split())) for pair in pairs[::5]]
    known = [pair.arabic for pair in pairs]
    translator = ArgosTranslator(next(tmp_path.iterdir()), threads=1)
    drafts = [draft for _, draft in sorted(translator.translate([*known, *damaged]))]
    scores = [(draft.score, min(draft.token_scores)) for draft in drafts]
    calibration = Calibration.of(scores)
    levels = [rate(mean, worst, (), calibration) for mean, worst in scores]
    assert levels[: len(known)].count("low") > 0.9 * len(known)
    assert levels[len(known) :].count("low") < 0.4 * len(damaged)


@dataclass(frozen=True)
class Item:
    path: str
    line: int
    doubt: Doubt | None
    score: float = -1.0


def test_queue() -> None:
    items = [
        Item("a", 1, "low", -9.0),
        Item("a", 3, "high", -1.0),
        Item("a", 5, "high", -0.5),
        Item("a", 7, None),
        Item("b", 2, "high", -0.4),
        Item("b", 4, "medium", -0.2),
        Item("b", 6, "high", -3.0),
        Item("c", 1, "medium", -0.3),
    ]
    assert [f"{item.path}{item.line}" for item in queue(items)] == [
        "b2", "b6", "a3", "a5",  # high: b has the worst, and is read from top to bottom
        "c1", "b4",
        "a1",
        "a7",
    ]  # fmt: skip


some_items = st.builds(
    Item,
    st.sampled_from("abc"),
    st.integers(1, 9),
    st.sampled_from(["low", "medium", "high", None]),
    scores,
)


@given(st.lists(some_items, max_size=12))
@moderate
def test_queue_keeps_every_item_and_files_together(items: list[Item]) -> None:
    queued = queue(items)
    assert sorted(map(repr, queued)) == sorted(map(repr, items))
    levels = [("high", "medium", "low", None).index(item.doubt) for item in queued]
    assert levels == sorted(levels)
    groups = list(dict.fromkeys((item.doubt, item.path) for item in queued))
    flat = [
        item
        for doubt, path in groups
        for item in queued
        if (item.doubt, item.path) == (doubt, path)
    ]
    assert list(queued) == flat
    for doubt, path in groups:
        lines = [item.line for item in queued if (item.doubt, item.path) == (doubt, path)]
        assert lines == sorted(lines)
