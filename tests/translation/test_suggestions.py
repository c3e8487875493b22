"""Suggestions from what was translated before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.segment import State
from generator.text.normal import norm
from generator.translation.similarity import words_of
from generator.translation.suggestions import (
    NEARLY,
    FuzzyMemory,
    Remembered,
    Suggestion,
    similarity_of,
)
from tests.text.samples import anything, moderate


def remember(source: str, target: str, state: State = State.EDITED, slug: str = "a") -> Remembered:
    return Remembered(source, target, slug, "k", state)


MEMORY = FuzzyMemory.of(
    [
        remember("فتحت المحكمة تحقيقًا في أسباب الحريق.", "The court opened an inquiry."),
        remember("فتحت المحكمة تحقيقًا في أسباب الفيضان.", "The court is looking into the flood."),
        remember("أغلقت المدينة مدارسها بعد العاصفة.", "The city closed its schools."),
        remember("نعم.", "Yes.", State.MACHINE, "b"),
        remember("نعم.", "Indeed.", State.REVIEWED, "c"),
        remember("نعم.", "Yes.", State.EDITED, "d"),
        remember("لا.", ""),
    ]
)


def test_exact_gives_all_pairs_and_reviewed_ones_first() -> None:
    assert [(each.target, each.slug) for each in MEMORY.exact("نعم.")] == [
        ("Indeed.", "c"),
        ("Yes.", "d"),
        ("Yes.", "b"),
    ]
    assert {each.similarity for each in MEMORY.exact("نعم.")} == {1.0}


@pytest.mark.parametrize("source", ["نعم.", " نعم.\n", "نعـم.", "\u200fنعم."])
def test_exact_means_the_same_normal_form(source: str) -> None:
    assert len(MEMORY.exact(source)) == 3


def test_pairs_without_english_are_never_suggested() -> None:
    assert MEMORY.exact("لا.") == ()
    assert MEMORY.suggest("لا.") == ()


def test_of_the_same_english_the_most_trusted_is_suggested() -> None:
    assert [(each.target, each.slug) for each in MEMORY.suggest("نعم.")] == [
        ("Indeed.", "c"),
        ("Yes.", "d"),
    ]


@pytest.mark.parametrize(
    ("source", "similarities"),
    [
        ("فتحت المحكمة تحقيقًا في أسباب الحريق.", [1.0, 0.8333]),
        # the same words in another spelling, with other punctuation
        ("فتحت المحكمة تحقيقا فى أسباب الحريق؟", [NEARLY, 0.8333]),
        ("فتحت المحكمة تحقيقًا في أسباب الزلزال.", [0.8333, 0.8333]),
        # the same words in another order
        ("المحكمة فتحت تحقيقًا في أسباب الحريق.", [0.8333, 0.6667]),
        ("فتحت مصر قناة.", []),
        ("", []),
        ("؟", []),
    ],
)
def test_similarity(source: str, similarities: list[float]) -> None:
    found = [round(each.similarity, 4) for each in MEMORY.suggest(source)]
    assert found == similarities


def test_count_and_least() -> None:
    source = "فتحت المحكمة تحقيقًا في أسباب الزلزال."
    assert len(MEMORY.suggest(source, count=1)) == 1
    assert MEMORY.suggest(source, least=0.9) == ()


def test_among_equals_the_reviewed_one_comes_first() -> None:
    memory = FuzzyMemory.of(
        [
            remember("وصل القطار الأول صباحًا", "one", State.MACHINE),
            remember("وصل القطار الثاني صباحًا", "two", State.REVIEWED),
            remember("وصل القطار الثالث صباحًا", "three", State.EDITED),
        ]
    )
    found = memory.suggest("وصل القطار الرابع صباحًا")
    assert [each.target for each in found] == ["two", "three", "one"]


sentences = st.lists(st.sampled_from(["ماء", "نهر", "جسر", "بحر", "حرب"]), max_size=7).map(" ".join)
pairs = st.builds(
    Remembered,
    sentences,
    st.sampled_from(["x", "y", ""]),
    st.sampled_from("ab"),
    st.just("k"),
    st.sampled_from(State),
)


@given(st.lists(pairs, max_size=12), sentences, st.floats(0.05, 1), st.integers(1, 4))
@moderate
def test_nothing_better_is_missed(
    known: list[Remembered], source: str, least: float, count: int
) -> None:
    found = FuzzyMemory.of(known).suggest(source, count, least)
    similarities = [each.similarity for each in found]
    assert similarities == sorted(similarities, reverse=True)
    assert all(least <= each <= 1 or each == 1 for each in similarities)
    assert similarities == best(known, source, least)[:count]


def best(known: list[Remembered], source: str, least: float) -> list[float]:
    """What comes out when every pair is looked at."""
    by_text: dict[tuple[str, str], float] = {}
    for pair in known:
        is_same = norm(pair.source) == norm(source)
        alike = similarity_of(words_of(source), words_of(pair.source))
        similarity = 1.0 if is_same else min(NEARLY, alike)
        if pair.target and (is_same or similarity >= least):
            by_text[norm(pair.source), pair.target] = similarity
    return sorted(by_text.values(), reverse=True)


@given(st.lists(anything), st.lists(anything))
@moderate
def test_similarity_is_a_share(first: list[str], second: list[str]) -> None:
    similarity = similarity_of(first, second)
    assert 0 <= similarity <= 1
    assert similarity == pytest.approx(similarity_of(second, first))
    assert not first or similarity_of(first, first) == 1


@given(anything.filter(str.strip), anything)
@moderate
def test_an_exact_match_has_similarity_one(source: str, other: str) -> None:
    memory = FuzzyMemory.of([remember(source, "x"), remember(other, "y")])
    assert memory.suggest(source)[0].similarity == 1
    assert memory.exact(source)[0] == Suggestion(source, "x", 1.0, "a", "k", State.EDITED) or (
        norm(source) == norm(other)
    )
