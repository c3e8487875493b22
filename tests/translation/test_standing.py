"""Standing: every passage counted once, and what waits for a person listed with its reason."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from generator.model.explainer import Article
from generator.model.segment import State
from generator.text.normal import text_hash
from generator.translation.memory import DraftRecord, Memory
from generator.translation.standing import Item, Standing, standing_of, total
from tests.translation.articles import Case, article, cases, key, read

FIRST, SECOND, THIRD = "يشرب سكان المدينة من النهر", "بنى العمال جسرا جديدا", "وصل القطار"
DRAFT = "The people of the city drink from the river."


def standing(source: Article, text: str, *records: DraftRecord) -> Standing:
    return standing_of(source, read(text), Memory(records))


def machine(arabic: str, draft: str) -> str:
    return f"<!-- ar:{key(arabic)} mt:{text_hash(draft)} -->\n{draft}\n"


def test_a_file_that_does_not_exist_is_all_missing() -> None:
    here = standing(article(FIRST, SECOND, strings=[("title", "عنوان المقال")]), "")
    assert here.states == Counter({State.MISSING: 3})
    assert [(item.opening, item.words, item.line) for item in here.items] == [
        ("title", 2, 0),
        (FIRST, 5, 0),
        (SECOND, 4, 0),
    ]
    assert here.words_left == 11
    assert here.doubtful == 0


def test_what_people_have_done_does_not_wait() -> None:
    text = (
        f"<!-- ar:{key(FIRST)} -->\nEdited.\n\n<!-- own -->\nOurs.\n\n"
        f"<!-- ar:{key(SECOND)} reviewed:{text_hash('Seen.')} -->\nSeen.\n\n"
        f"<!-- ar:{key(THIRD)} omit -->\n"
    )
    here = standing(article(FIRST, SECOND, THIRD), text)
    states = (State.EDITED, State.OWN, State.REVIEWED, State.OMIT)
    assert here.states == Counter(dict.fromkeys(states, 1))
    assert here.items == ()
    assert here.words_left == 0


def test_a_draft_carries_the_doubt_and_the_notes_of_its_record() -> None:
    record = DraftRecord(key(FIRST), DRAFT, score=-0.7, doubt="high", notes=("number-missing",))
    here = standing(article(FIRST), machine(FIRST, DRAFT), record)
    (item,) = here.items
    assert item == Item(
        path="article.en.md",
        line=1,
        state=State.MACHINE,
        opening=FIRST,
        words=5,
        key=key(FIRST),
        doubt="high",
        score=-0.7,
        notes=("number-missing",),
        source=FIRST,
    )
    assert here.doubtful == 1


def test_a_draft_from_the_memory_says_where_it_is_from() -> None:
    record = DraftRecord(key(FIRST), DRAFT, doubt="low", origin="bridge 0a1b2c3d")
    (item,) = standing(article(FIRST), machine(FIRST, DRAFT), record).items
    assert item.notes == ("from memory: bridge 0a1b2c3d",)


def test_a_draft_nobody_remembers_is_worth_a_look() -> None:
    (item,) = standing(article(FIRST), machine(FIRST, DRAFT)).items
    assert (item.doubt, item.score) == ("medium", 0.0)


def test_the_record_is_that_of_the_draft_that_stands_there() -> None:
    old = DraftRecord(key(FIRST), DRAFT, doubt="high", run=1)
    new = DraftRecord(key(FIRST), "Another draft.", doubt="low", run=2)
    other = DraftRecord(key(SECOND), DRAFT, doubt="low", run=3)
    (item,) = standing(article(FIRST), machine(FIRST, DRAFT), old, new, other).items
    assert item.doubt == "high"
    (item,) = standing(article(FIRST), machine(FIRST, "A third."), old, new).items
    assert item.doubt == "medium"


def test_metadata_and_prose_of_the_same_words_have_drafts_of_their_own() -> None:
    source = article(FIRST, strings=[("title", FIRST)])
    text = machine(FIRST, DRAFT).replace("<!-- ", "<!-- title ", 1) + machine(FIRST, DRAFT)
    records = [
        DraftRecord(key(FIRST), DRAFT, named=True, doubt="low"),
        DraftRecord(key(FIRST), DRAFT, doubt="high"),
    ]
    assert [item.doubt for item in standing(source, text, *records).items] == ["low", "high"]


def test_stale_and_unsynced_words_are_left_to_do() -> None:
    text = (
        f"<!-- ar:{key(FIRST)} was:0a1b2c3d stale -->\nOld.\n\n"
        f"<!-- ar:0a1b2c3e -->\nOlder.\n\n<!-- ar:{key(THIRD)} -->\nFine.\n"
    )
    here = standing(article(FIRST, SECOND, THIRD), text)
    assert [(item.state, item.words) for item in here.items] == [
        (State.STALE, 5),
        (State.UNSYNCED, 4),
    ]


def test_what_wants_a_decision_waits_but_has_no_words() -> None:
    text = (
        f"<!-- ar:{key(FIRST)} was:0a1b2c3d omit stale -->\n\n"
        "<!-- ar:0a1b2c3e orphan | ماء النهر -->\nLeft over.\n"
    )
    here = standing(article(FIRST), text)
    assert [(item.state, item.opening, item.words) for item in here.items] == [
        (State.OMIT, FIRST, 0),
        (State.ORPHAN, "ماء النهر", 0),
    ]
    assert here.items[0].notes == ("left out of an older Arabic: decide again",)
    assert here.words_left == 0


def test_strings_that_are_gone_are_counted_too() -> None:
    text = (
        f"<!-- title ar:{key(FIRST)} -->\nFine.\n\n<!-- summary ar:0a1b2c3d -->\nGone.\n\n"
        "<!-- image.alt ar:0a1b2c3d orphan -->\nLong gone.\n"
    )
    here = standing(article(strings=[("title", FIRST)]), text)
    assert here.states == Counter({State.EDITED: 1, State.UNSYNCED: 1, State.ORPHAN: 1})
    assert [(item.opening, item.line) for item in here.items] == [("summary", 4), ("image.alt", 7)]


@settings(max_examples=40)
@given(cases())
def test_every_passage_is_counted_once(case: Case) -> None:
    """All originals are there, each in one passage, and every block of the file too."""
    here = standing_of(case.article, read(case.text), Memory())
    blocks = read(case.text).blocks
    assert here.states.total() >= max(len(blocks), len(case.article.strings))
    waiting = Counter(item.state for item in here.items)
    for state in (State.MISSING, State.STALE, State.UNSYNCED, State.MACHINE, State.ORPHAN):
        assert waiting[state] == here.states[state]
    assert here.words_left == sum(item.words for item in here.items)


def test_the_sum_of_several() -> None:
    several = [
        Standing("a", "", Counter({State.STALE: 1, State.OWN: 2})),
        Standing("b", "", Counter({State.STALE: 3})),
    ]
    assert total(several) == Counter({State.STALE: 4, State.OWN: 2})
    assert total([]) == Counter()
