"""Near misses of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.nearest import nearest, suggest
from tests.text.samples import moderate

KNOWN = ["title", "summary", "timeline", "image", "published"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("titel", "title"),
        ("sumary", "summary"),
        ("pub", "published"),
        ("ti", None),
        ("zzz", None),
        ("", None),
    ],
)
def test_nearest(name: str, expected: str | None) -> None:
    assert nearest(name, KNOWN) == expected


def test_a_beginning_of_two_names_falls_back_to_likeness() -> None:
    assert nearest("tim", ["time", "timeline"]) == "time"


@given(st.text(max_size=10), st.lists(st.text(min_size=1, max_size=8), max_size=5))
@moderate
def test_only_known_names_are_suggested(name: str, known: list[str]) -> None:
    match = nearest(name, known)
    assert match is None or match in known
    assert match is not None or name not in known


def test_suggest() -> None:
    assert suggest("titel", KNOWN) == "did you mean `title`?"
    assert suggest("x", ["b", "a"]) == "known: `a`, `b`"
    assert suggest("x", []) == ""
