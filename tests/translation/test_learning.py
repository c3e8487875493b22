"""Terms learnt from what editors change again and again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.explainer import Term
from generator.model.problem import Place
from generator.translation.learning import TIMES, Edit, ProposedTerm, learn
from tests.text.samples import anything, few

CANAL = (
    ("عبرت السفن قناة السويس أمس", "Ships crossed the {} yesterday"),
    ("وقناة السويس مفتوحة", "And the {} is open"),
    ("تمر التجارة عبر قناة السويس.", "Trade passes through the {}."),
    ("لقناة السويس هيئة", "The {} has an authority"),
)


def edits(passages: Sequence[tuple[str, str]], machine: str, edited: str) -> list[Edit]:
    """Each passage with these words in the draft and those in the text of the editor."""
    return [
        Edit(arabic, text.format(machine), text.format(edited), "x") for arabic, text in passages
    ]


def said(proposals: Sequence[ProposedTerm]) -> list[tuple[str, str, str, int]]:
    return [(each.arabic, each.instead_of, each.english, each.times) for each in proposals]


def test_a_change_made_three_times_is_a_term() -> None:
    found = learn(edits(CANAL, "Swiss channel", "Suez Canal"))
    assert said(found) == [("قناة السويس", "swiss channel", "Suez Canal", 4)]
    assert found[0].examples == tuple(edits(CANAL, "Swiss channel", "Suez Canal")[:3])


@pytest.mark.parametrize(
    ("machine", "edited", "english"),
    [
        # a word that stayed belongs to it
        ("Suez channel", "Suez Canal", "Suez Canal"),
        ("Swiss Canal", "Suez Canal", "Suez Canal"),
        # something was only put in, or only taken out
        ("water canal", "salt water canal", "salt water canal"),
        ("big Suez Canal", "Suez Canal", "Suez Canal"),
        # a small word between two changes
        ("Channel of Switzerland", "Waterway of Suez", "Waterway of Suez"),
        # other lengths
        ("Switzerland", "Suez Canal", "Suez Canal"),
        ("large new salty waterway", "canal", "canal"),
    ],
)
def test_where_a_change_begins_and_ends(machine: str, edited: str, english: str) -> None:
    found = learn(edits(CANAL, machine, edited))
    assert ("قناة السويس", english) in [(each.arabic, each.english) for each in found]


@pytest.mark.parametrize(
    ("machine", "edited"),
    [
        ("Suez Canal", "Suez Canal"),
        ("suez canal", "Suez Canal"),  # only the case
        ("canal in", "canal on"),  # only small words
        ("5", "6"),  # only numbers
        ("one two three four five six", "Suez Canal seven eight nine ten"),  # too long
    ],
)
def test_no_term(machine: str, edited: str) -> None:
    assert learn(edits(CANAL, machine, edited)) == ()


def test_twice_is_chance() -> None:
    assert learn(edits(CANAL[:2], "Swiss channel", "Suez Canal")) == ()
    assert len(learn(edits(CANAL[:2], "Swiss channel", "Suez Canal"), least=2)) == 1


def test_one_passage_counts_once() -> None:
    found = edits(CANAL[:2], "Swiss channel", "Suez Canal")
    again = [Edit(f" {each.source}\n", each.machine, each.edited, "y") for each in found]
    assert learn([*found, *again]) == ()


def test_the_arabic_must_be_the_same() -> None:
    passages = (("عبرت السفن الجسر", "{}"), ("النهر طويل", "{}"), ("مدرسة جديدة", "{}"))
    assert learn(edits(passages, "Swiss channel", "Suez Canal")) == ()


def test_arabic_that_is_everywhere_is_no_term() -> None:
    passages = (
        ("وصلت السفينة الكبيرة", "The {} ship"),
        ("غادرت السفينة الحمراء", "The {} red ship"),
        ("السفينة في الميناء", "The {} ship is in port"),
    )
    others = [
        Edit(f"{verb} السفينة", "A ship came", "A ship came", "x")
        for verb in ("عادت", "مرت", "رست", "أبحرت")
    ]
    changed = edits(passages, "former", "old")
    assert [each.times for each in learn(changed)] == [3]
    assert learn([*changed, *others]) == ()


def test_arabic_without_prefix_and_as_most_write_it() -> None:
    passages = (
        ("قال إن الهدنة قائمة", "He said the {} holds"),
        ("بالهدنة انتهت الحرب", "With the {} the war ended"),
        ("لا سلام بلا الهدنة", "No peace without the {}"),
    )
    assert said(learn(edits(passages, "truce", "ceasefire"))) == [
        ("الهدنة", "truce", "ceasefire", 3)
    ]


@pytest.mark.parametrize(
    ("arabic", "english", "is_proposed"),
    [
        ("قناة السويس", "Suez Canal", False),
        ("القناة = قناة السويس", "the canal = Suez Canal", False),
        ("قناة السويس", "Canal of Suez", True),
        ("هدنة", "Suez Canal", True),
    ],
)
def test_what_the_glossary_has_is_not_proposed(
    arabic: str, english: str, is_proposed: bool
) -> None:
    first, *aliases = arabic.split(" = ")
    headword, *others = english.split(" = ")
    term = Term("t", first, headword, tuple(aliases), tuple(others), "", (), Place("g"))
    found = learn(edits(CANAL, "Swiss channel", "Suez Canal"), [term])
    assert bool(found) == is_proposed


def test_the_most_frequent_first() -> None:
    truce = (("الهدنة قائمة", "The {} holds"), ("انتهت الهدنة", "The {} ended"),
             ("طلب الهدنة", "He asked for a {}"))  # fmt: skip
    found = learn(
        [*edits(truce, "armistice", "ceasefire"), *edits(CANAL, "Swiss channel", "Suez Canal")]
    )
    assert [(each.english, each.times) for each in found] == [("Suez Canal", 4), ("ceasefire", 3)]


texts = st.lists(st.sampled_from(["the", "canal", "old", "new", "Suez", "5", "of"]), max_size=6)
sources = st.lists(st.sampled_from(["قناة", "السويس", "في", "جديدة", "وقناة"]), max_size=5)
some_edits = st.builds(
    Edit, sources.map(" ".join), texts.map(" ".join), texts.map(" ".join), st.just("x")
)


@given(st.lists(some_edits | st.builds(Edit, anything, anything, anything, anything), max_size=12))
@few
def test_what_is_proposed_has_been_seen(some: list[Edit]) -> None:
    for proposal in learn(some):
        assert proposal.times >= TIMES
        assert 0 < len(proposal.examples) <= proposal.times
        assert proposal.english.casefold() != proposal.instead_of
        for edit in proposal.examples:
            assert proposal.english.casefold() in " ".join(edit.edited.split()).casefold()
    assert learn([Edit(each.source, each.edited, each.edited, "x") for each in some]) == ()
