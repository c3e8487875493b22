"""The day of a review, `on:`: who writes it, how long it lasts, and that old files stay."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.translation.memory import ReviewRecord
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from tests.text.samples import moderate
from tests.translation.newsroom import Newsroom, written

TODAY = date(2026, 11, 24)
LATER = date(2026, 12, 1)

STAMPED = [
    # what is typed, what the sync of today makes of it
    ("[A reviewed by:LH] Text", "[A reviewed: by:LH on:2026-11-24] Text"),
    ("[A reviewed] Text", "[A reviewed: on:2026-11-24] Text"),
    ("[A reviewed by:LH on:2026-10-02] Text", "[A reviewed: by:LH on:2026-10-02] Text"),
    ("[A on:2026-10-02 reviewed] Text", "[A reviewed: on:2026-10-02] Text"),
    ("[A was:B2 reviewed by:LH] Text", "[A reviewed: by:LH on:2026-11-24] Text"),
    ("[A]\n[own reviewed by:LH] Text", "[A]\n[own reviewed: by:LH on:2026-11-24] Text"),
    ("[A mt reviewed by:LH] Text", "[A mt reviewed: by:LH on:2026-11-24] Text"),
    # What was sealed before the day was written stays as it is.
    ("[A reviewed: by:LH] Text", "[A reviewed: by:LH] Text"),
    ("[A reviewed: by:LH on:2026-10-02] Text", "[A reviewed: by:LH on:2026-10-02] Text"),
    # The day goes with the review.
    ("[A reviewed:Old by:LH on:2026-10-02] Text", "[A] Text"),
    ("[own reviewed:Old by:LH on:2026-10-02] Text\n[A]", "[own] Text\n[A]"),
]


@pytest.mark.parametrize(("typed", "expected"), STAMPED)
def test_what_a_sync_stamps(typed: str, expected: str) -> None:
    room = Newsroom("A", "[A]")
    room.today = TODAY
    room.text = written(typed)
    room.sync()
    assert room.text == written(expected)


@given(st.sampled_from([typed for typed, _ in STAMPED]), st.none() | st.dates(), st.dates())
@moderate
def test_a_later_day_changes_nothing(typed: str, first: date | None, second: date) -> None:
    room = Newsroom("A", "[A]")
    room.today = first
    room.text = written(typed)
    room.sync()
    stamped = (room.text, room.memory)
    room.today = second
    assert room.sync() == ()
    assert (room.text, room.memory) == stamped


def test_without_a_day_none_is_stamped() -> None:
    room = Newsroom("A", "[A] Text")
    room.type("A", "reviewed by:LH")
    room.sync()
    assert room.text == written("[A reviewed: by:LH] Text")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<!-- article reviewed by:LH -->", "2026-11-24"),
        ("<!-- article reviewed by:LH on:2026-10-02 -->", "2026-10-02"),
    ],
)
def test_a_review_of_the_whole_file(line: str, day: str) -> None:
    room = Newsroom("A B", "[A reviewed: by:DR on:2026-01-01] One\n[B] Two")
    room.today = TODAY
    room.text = f"{line}\n{room.text}"
    room.sync()
    seal = f"reviewed: by:LH on:{day}"
    assert room.text == written(f"[A {seal}] One\n[B {seal}] Two")


def test_a_review_that_comes_back_keeps_its_day() -> None:
    room = Newsroom("A B", "[A] One\n[B] Two")
    room.today = TODAY
    room.type("A", "reviewed by:LH")
    room.sync()
    room.today = LATER
    room.source("A2 B")
    room.sync()
    assert room.text == written("[A2 was:A stale] One\n[B] Two")
    room.source("A B")
    room.sync()
    assert room.text == written("[A reviewed: by:LH on:2026-11-24] One\n[B] Two")


def test_a_review_typed_under_arabic_that_changed_meanwhile_has_the_day_it_was_seen() -> None:
    room = Newsroom("A B", "[A] One\n[B] Two")
    room.today = TODAY
    room.type("A", "reviewed by:LH")
    room.source("A2 B")
    room.sync()
    room.source("A B")
    room.today = LATER
    room.sync()
    assert room.text == written("[A reviewed: by:LH on:2026-11-24] One\n[B] Two")


def test_of_two_reviews_of_one_text_the_later_counts() -> None:
    room = Newsroom("A B", "[A reviewed: by:LH on:2026-11-24] One\n[B] Two")
    room.remember(
        [
            ReviewRecord(record.keys, record.digest, by, on)
            for record in room.known.records
            if isinstance(record, ReviewRecord)
            for by, on in (("ZZ", None), ("AB", LATER), ("MK", date(2025, 1, 1)))
        ]
    )
    for symbols in ("A2 B", "A B"):
        room.source(symbols)
        room.sync()
    assert room.text == written("[A reviewed: by:AB on:2026-12-01] One\n[B] Two")


def test_a_reviewed_segment_knows_its_day() -> None:
    room = Newsroom("A B", "[A reviewed: by:LH on:2026-11-24] One\n[B reviewed:] Two")
    read = read_target(room.text, "article.en.md").value
    reviews = [segment.review for segment in pair(room.article, read).segments]
    assert [(each.by, each.on) for each in reviews if each] == [("LH", TODAY), ("", None)]
