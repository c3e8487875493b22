"""Reviews as people type them, sealed with the hash of the text they are of."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.model.segment import State
from generator.text.normal import text_hash
from generator.translation.review import has_open_review, seal_reviews
from tests.text.samples import moderate
from tests.translation.articles import Case, article, cases, key, paired, read

ONE, TWO = key("واحد"), key("اثنان")
LINE = "<!-- article reviewed by:LH -->"
OLD = "0a1b2c3d"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_review_of_the_file_goes_to_every_block_that_is_not_stale(ending: str, bom: str) -> None:
    text = (
        f"{bom}{LINE}\n<!-- ar:{ONE} mt:{ONE} | واحد -->\nOne.\n\n"
        f"<!-- ar:{TWO} was:{ONE} stale -->\nTwo.\n<!-- own -->\nMine."
    ).replace("\n", ending)
    expected = (
        f"{bom}<!-- ar:{ONE} mt:{ONE} reviewed:{text_hash('One.')} by:LH | واحد -->\nOne.\n\n"
        f"<!-- ar:{TWO} was:{ONE} stale -->\nTwo.\n<!-- own -->\nMine."
    ).replace("\n", ending)
    assert has_open_review(read(text))
    assert seal_reviews(read(text)) == expected


ONE_MINE, MINE = text_hash("One."), text_hash("Mine.")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"ar:{ONE} reviewed", f"ar:{ONE} reviewed:{ONE_MINE}"),
        (f"ar:{ONE} reviewed by:LH", f"ar:{ONE} reviewed:{ONE_MINE} by:LH"),
        (f"ar:{ONE} by:LH reviewed | واحد", f"ar:{ONE} reviewed:{ONE_MINE} by:LH | واحد"),
        (f"title ar:{ONE} reviewed", f"title ar:{ONE} reviewed:{ONE_MINE}"),
        (f"ar:{OLD} reviewed", f"ar:{OLD} reviewed:{ONE_MINE}"),
        ("own reviewed by:LH", f"own reviewed:{ONE_MINE} by:LH"),
        # settled already, or nothing to seal
        (f"ar:{ONE} reviewed:{OLD} by:LH", ""),
        (f"ar:{ONE}   reviewed:{ONE_MINE}", ""),
        (f"ar:{ONE}  by:LH", ""),
        (f"ar:{ONE} was:{OLD} reviewed stale", ""),
        (f"ar:{OLD} orphan reviewed", ""),
        ("own", ""),
    ],
)
def test_a_typed_review_is_sealed_where_it_stands(before: str, after: str, ending: str) -> None:
    frame = (
        "<!-- ar:deadbeef  -->\nZero.\n\n<!-- {} -->\nOne.\n<!-- a note -->\n\n<!-- own -->\nMine."
    )
    text = frame.format(before).replace("\n", ending)
    assert seal_reviews(read(text)) == frame.format(after or before).replace("\n", ending)
    assert has_open_review(read(text)) is bool(after)


def test_a_review_of_no_text_is_not_sealed() -> None:
    text = (
        f"<!-- ar:{ONE} reviewed -->\n\n<!-- ar:{TWO} reviewed omit -->\n\n<!-- own reviewed -->\n"
    )
    assert not has_open_review(read(text))
    assert seal_reviews(read(text)) == text


def test_a_sealed_review_ends_with_an_edit_and_not_with_a_note() -> None:
    source = article("واحد")
    sealed = seal_reviews(
        read(f"<!-- ar:{ONE} reviewed by:LH -->\nOne.\n\n<!-- own reviewed -->\nMine.\n")
    )

    def states(text: str) -> list[State]:
        return [each.state for each in paired(source, text).segments]

    assert states(sealed) == [State.REVIEWED, State.REVIEWED]
    assert states(sealed.replace("One.", "One, two.")) == [State.EDITED, State.REVIEWED]
    assert states(sealed.replace("Mine.", "Ours.")) == [State.REVIEWED, State.OWN]
    assert states(sealed.replace("One.", "<!-- why? -->\nOne.\n<!-- so -->")) == [
        State.REVIEWED, State.REVIEWED,
    ]  # fmt: skip


@given(cases())
@moderate
def test_states_stay_what_they_were_and_texts_too(case: Case) -> None:
    bom = "\ufeff" if case.text.startswith("\ufeff") else ""
    reviewed = f"{bom}{LINE}\n{case.text.removeprefix(bom)}"
    for text in (case.text, reviewed):
        sealed = seal_reviews(read(text))
        before, after = paired(case.article, text), paired(case.article, sealed)
        assert [(each.target, each.state, each.review) for each in after.segments] == [
            (each.target, each.state, each.review) for each in before.segments
        ]
        assert not has_open_review(read(sealed))
        assert seal_reviews(read(sealed)) == sealed
        assert State.REVIEWED not in {each.state for each in after.segments if not each.target}
    for block in read(seal_reviews(read(reviewed))).blocks:
        assert not (block.marker.stale and block.marker.by == "LH")


@given(cases())
@moderate
def test_without_open_reviews_nothing_changes(case: Case) -> None:
    if not has_open_review(read(case.text)):
        assert seal_reviews(read(case.text)) == case.text
