"""A person's review as it is written into a file; what seals it is in test_sync.py."""

from __future__ import annotations

import pytest

from generator.translation.review import is_reviewable, with_reviews
from tests.translation.articles import key, read

ONE, TWO = key("واحد"), key("اثنان")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"ar:{ONE} mt:{TWO} | واحد", f"ar:{ONE} mt:{TWO} reviewed by:LH | واحد"),
        (f"title ar:{ONE}", f"title ar:{ONE} reviewed by:LH"),
        (f"ar:{ONE} reviewed:{TWO} by:DR", f"ar:{ONE} reviewed by:LH"),
        (f"ar:{ONE} reviewed:{TWO} by:DR on:2024-02-29", f"ar:{ONE} reviewed by:LH"),
        (f"ar:{ONE} was:{TWO} stale", f"ar:{ONE} reviewed by:LH"),
        (f"ar:{ONE} ok:date", f"ar:{ONE} reviewed by:LH ok:date"),
        ("own", "own reviewed by:LH"),
    ],
)
def test_a_review_changes_one_marker(before: str, after: str, ending: str) -> None:
    frame = (
        "<!-- ar:deadbeef  -->\nZero.\n\n<!-- {} -->\nOne.\n<!-- a note -->\n\n<!-- own -->\nMine."
    )
    text = frame.format(before).replace("\n", ending)
    assert with_reviews(read(text), {4}, "LH") == frame.format(after).replace("\n", ending)


def test_several_markers_and_none() -> None:
    text = f"<!-- ar:{ONE} -->\nOne\n<!-- ar:{TWO} -->\nTwo"
    assert with_reviews(read(text), {1, 3}, "LH").count("reviewed by:LH") == 2
    assert with_reviews(read(text), (), "LH") == text


@pytest.mark.parametrize(
    ("words", "is_spoken_of"),
    [
        (f"ar:{ONE}", True),
        (f"title ar:{ONE} mt:{TWO}", True),
        (f"ar:{ONE} was:{TWO} stale", False),
        (f"ar:{ONE} orphan", False),
        ("own", False),
    ],
)
def test_what_a_review_of_the_whole_file_speaks_of(words: str, is_spoken_of: bool) -> None:
    (block,) = read(f"<!-- {words} -->\nText").blocks
    assert is_reviewable(block) is is_spoken_of


def test_a_review_of_nothing_is_none() -> None:
    (block,) = read(f"<!-- ar:{ONE} -->\n").blocks
    assert not is_reviewable(block)
