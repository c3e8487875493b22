"""A review of the whole file, written onto the blocks it speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.model.segment import State
from generator.text.normal import text_hash
from generator.translation.review import spread_review
from tests.text.samples import moderate
from tests.translation.articles import Case, cases, key, paired, read

ONE, TWO = key("واحد"), key("اثنان")
LINE = "<!-- article reviewed by:LH -->"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_words_go_to_every_block_that_is_not_stale(ending: str, bom: str) -> None:
    text = (
        f"{bom}{LINE}\n<!-- ar:{ONE} mt:{ONE} | واحد -->\nOne.\n\n"
        f"<!-- ar:{TWO} was:{ONE} stale -->\nTwo.\n<!-- own -->\nMine."
    ).replace("\n", ending)
    expected = (
        f"{bom}<!-- ar:{ONE} mt:{ONE} reviewed:{text_hash('One.')} by:LH | واحد -->\nOne.\n\n"
        f"<!-- ar:{TWO} was:{ONE} stale -->\nTwo.\n<!-- own -->\nMine."
    ).replace("\n", ending)
    assert spread_review(read(text)) == expected


@given(cases())
@moderate
def test_states_stay_what_they_were_and_texts_too(case: Case) -> None:
    bom = "\ufeff" if case.text.startswith("\ufeff") else ""
    reviewed = f"{bom}{LINE}\n{case.text.removeprefix(bom)}"
    spread = spread_review(read(reviewed))
    before, after = paired(case.article, reviewed), paired(case.article, spread)
    assert [(each.target, each.state, each.review) for each in after.segments] == [
        (each.target, each.state, each.review) for each in before.segments
    ]
    assert read(spread).article_review is None
    for block in read(spread).blocks:
        assert not (block.marker.stale and block.marker.by == "LH")
    assert State.REVIEWED not in {each.state for each in after.segments if not each.target}


@given(cases())
@moderate
def test_without_the_line_nothing_changes(case: Case) -> None:
    assert spread_review(read(case.text)) == case.text
