"""The table of states, row by row."""

from __future__ import annotations

import pytest

from generator.model.segment import Review, SourceBlock, State
from generator.text.normal import text_hash
from generator.translation.reading import read_target
from generator.translation.states import derive, derive_named, review_of, with_article_review
from tests.translation.articles import read

HERE, TWIN, GONE = "1a2b3c4d", "1a2b3c4d.2", "00000000"
CURRENT = (HERE, TWIN)
TEXT = "Water.\nMore."
MINE = text_hash(TEXT)
OTHER = text_hash("other")


def state_of(words: str, text: str = TEXT) -> State:
    block = read(f"<!-- {words} -->\n{text}\n").blocks[0]
    return derive(block, CURRENT)


@pytest.mark.parametrize(
    ("words", "text", "state"),
    [
        # missing: no text
        (f"ar:{HERE}", "", State.MISSING),
        (f"ar:{HERE} reviewed", "<!-- a note -->", State.MISSING),
        (f"ar:{HERE} mt:{OTHER}", "", State.MISSING),
        (f"ar:{HERE} reviewed", "", State.MISSING),
        (f"ar:{HERE} was:{GONE} stale", "", State.MISSING),
        (f"ar:{GONE}", "", State.MISSING),
        # own, orphan, omit
        ("own", TEXT, State.OWN),
        (f"own reviewed:{OTHER}", TEXT, State.OWN),
        ("own reviewed", "", State.OWN),
        (f"ar:{HERE} orphan", TEXT, State.ORPHAN),
        (f"ar:{GONE} orphan reviewed", TEXT, State.ORPHAN),
        (f"ar:{GONE} was:{GONE} orphan stale", TEXT, State.ORPHAN),
        (f"ar:{HERE} omit", "", State.OMIT),
        # stale comes before reviewed, machine and unsynced
        (f"ar:{HERE} was:{GONE} stale", TEXT, State.STALE),
        (f"ar:{HERE} was:{GONE} stale reviewed", TEXT, State.STALE),
        (f"ar:{HERE} was:{GONE} stale reviewed:{MINE}", TEXT, State.STALE),
        (f"ar:{HERE} was:{GONE} mt:{MINE} stale", TEXT, State.STALE),
        (f"ar:{GONE} was:{GONE} stale", TEXT, State.STALE),
        # unsynced
        (f"ar:{GONE}", TEXT, State.UNSYNCED),
        (f"ar:{GONE} reviewed", TEXT, State.UNSYNCED),
        (f"ar:{GONE} mt:{MINE}", TEXT, State.UNSYNCED),
        (f"ar:{HERE}+{GONE}", TEXT, State.UNSYNCED),
        (f"ar:{HERE}.3", TEXT, State.UNSYNCED),
        # reviewed
        (f"ar:{HERE} reviewed", TEXT, State.REVIEWED),
        (f"ar:{HERE} reviewed:{MINE}", TEXT, State.REVIEWED),
        (f"ar:{HERE} mt:{MINE} reviewed", TEXT, State.REVIEWED),
        (f"ar:{TWIN} reviewed", TEXT, State.REVIEWED),
        (f"ar:{HERE}+{TWIN} reviewed", TEXT, State.REVIEWED),
        (f"ar:{HERE} was:{GONE} reviewed", TEXT, State.REVIEWED),
        (f"ar:{HERE} reviewed:{MINE}", " Water.  More.\n\n", State.REVIEWED),
        (f"ar:{HERE} reviewed:{MINE}", "<!-- a note -->\nWater.\nMore.", State.REVIEWED),
        (f"ar:{HERE} reviewed:{MINE}", "Water.\n<!-- a note -->\nMore.", State.REVIEWED),
        ("own reviewed", TEXT, State.REVIEWED),
        (f"own reviewed:{MINE}", TEXT, State.REVIEWED),
        # machine
        (f"ar:{HERE} mt:{MINE}", TEXT, State.MACHINE),
        (f"ar:{HERE} mt:{MINE}", "Water. More.", State.MACHINE),
        (f"ar:{HERE} mt:{MINE} reviewed:{OTHER}", TEXT, State.MACHINE),
        # edited
        (f"ar:{HERE}", TEXT, State.EDITED),
        (f"ar:{HERE} by:LH", TEXT, State.EDITED),
        (f"ar:{HERE} mt:{OTHER}", TEXT, State.EDITED),
        (f"ar:{HERE} mt:{MINE}", "Water.\n\nMore.", State.EDITED),
        (f"ar:{HERE} reviewed:{OTHER}", TEXT, State.EDITED),
        (f"ar:{HERE} was:{GONE}", TEXT, State.EDITED),
        (f"ar:{HERE} ok:numbers", TEXT, State.EDITED),
    ],
)
def test_table(words: str, text: str, state: State) -> None:
    assert state_of(words, text) is state


def test_stale_without_was_does_not_count_as_stale() -> None:
    block = read_target(f"<!-- ar:{HERE} stale -->\n{TEXT}\n", "f").value.blocks[0]
    assert derive(block, CURRENT) is State.EDITED


def test_a_string_is_paired_by_name_and_its_key_tells_staleness() -> None:
    source = SourceBlock(HERE, "ماء", 1, "title")
    now, before = (read(f"<!-- title ar:{key} -->\nWater\n").blocks[0] for key in (HERE, GONE))
    assert derive_named(now, source) is State.EDITED
    assert derive_named(before, source) is State.UNSYNCED


def test_only_a_reviewed_text_has_a_reviewer() -> None:
    block = read(f"<!-- ar:{HERE} reviewed:{OTHER} by:LH -->\n{TEXT}\n").blocks[0]
    assert review_of(block, State.REVIEWED) == Review("LH")
    assert review_of(block, State.EDITED) is None
    assert review_of(block, State.STALE) is None


def test_behind() -> None:
    assert {state for state in State if state.is_behind} == {State.STALE, State.UNSYNCED}


def test_review_of_the_article_speaks_of_every_text_that_is_not_stale() -> None:
    text = (
        f"<!-- article reviewed by:LH -->\n<!-- ar:{HERE} reviewed:{OTHER} by:AB -->\nOne.\n"
        f"<!-- ar:{TWIN} was:{GONE} stale -->\nTwo.\n<!-- own -->\nThree.\n"
        f"<!-- ar:{GONE} omit -->\n<!-- ar:{GONE} orphan -->\nFour.\n<!-- ar:{GONE}.2 -->\n"
    )
    target = read(text)
    blocks = with_article_review(target)
    states = [derive(block, (*CURRENT, f"{GONE}.2")) for block in blocks]
    assert states == [
        State.REVIEWED, State.STALE, State.OWN, State.OMIT, State.ORPHAN, State.MISSING,
    ]  # fmt: skip
    assert review_of(blocks[0], states[0]) == Review("LH")
    assert target.blocks[0].marker.by == "AB"


def test_without_it_the_blocks_count_as_they_stand() -> None:
    target = read(f"<!-- ar:{HERE} -->\nOne.\n")
    assert with_article_review(target) is target.blocks
