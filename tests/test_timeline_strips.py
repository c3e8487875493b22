"""The geometry of density strips: nothing is lost, nothing crowds, and time runs with the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.density import MOST_STRETCHES, density, outline

Point = tuple[int, int, int]


def years(*values: int) -> list[Point]:
    return [(value, 0, 0) for value in values]


@pytest.mark.parametrize(
    ("starts", "counts"),
    [
        (years(1900, 1900, 1901, 1903, 1904), (2, 1, 0, 1, 1)),
        # 61 years in stretches of two; the first begins at an even year.
        (years(1901, 1902, 1930, 1961), (1, 1, *[0] * 13, 1, *[0] * 14, 1)),
        ([(2023, 1, 0), (2023, 2, 0), (2023, 2, 6), (2023, 4, 0)], (1, 2, 0, 1)),
        ([(2023, 2, 6), (2023, 2, 6), (2023, 2, 7), (2023, 2, 9)], (2, 1, 0, 1)),
        # Before the common era, and before the calendars of computers.
        (years(-3000, -44, 33, 2024), (1, *[0] * 28, 1, 1, *[0] * 19, 1)),
    ],
)
def test_events_are_counted_in_equal_stretches(
    starts: list[Point], counts: tuple[int, ...]
) -> None:
    found = density(starts)
    assert found is not None
    assert found.counts == counts


@pytest.mark.parametrize(
    "starts",
    [
        [],
        years(1956),
        years(1900, 1950, 2000),
        years(*[1956] * 40),
        years(1956, 1957, 1957, 1958),
    ],
)
def test_what_says_nothing_is_not_drawn(starts: list[Point]) -> None:
    assert density(starts) is None


def test_an_inexact_date_makes_the_stretches_longer() -> None:
    days = [(2023, 1, day) for day in range(1, 29)]
    assert density(days) is not None
    assert density([*days, (2023, 0, 0)]) is None


POINTS = st.builds(
    lambda year, month, day: (year, month, day if month else 0),
    st.integers(-20_000, 9_999),
    st.integers(0, 12),
    st.integers(0, 28),
)


@settings(max_examples=50)
@given(st.lists(POINTS, max_size=60))
def test_every_event_is_in_the_strip(starts: list[Point]) -> None:
    found = density(starts)
    if found is None:
        return
    assert sum(found.counts) == len(starts)
    assert len(found.counts) <= MOST_STRETCHES
    assert found.counts[0] > 0 < found.counts[-1]
    assert len(found.years) <= 4
    places = [place for place, _ in found.years]
    assert places == sorted(places)
    assert all(0 < place < 1 for place in places)
    assert all(found.first[0] <= year <= found.last[0] for _, year in found.years)


BAR = re.compile(r"M([0-9.]+) 100v-([0-9]+)h([0-9.]+)v([0-9]+)z")


@settings(max_examples=50)
@given(st.lists(st.integers(0, 5000), min_size=4, max_size=60).filter(any))
def test_bars_are_as_high_as_their_numbers_and_mirrored_from_right_to_left(
    counts: list[int],
) -> None:
    left, right = (
        [tuple(map(float, each)) for each in BAR.findall(outline(counts, direction))]
        for direction in ("ltr", "rtl")
    )
    assert len(left) == len(right) == sum(1 for count in counts if count)
    heights = [height for _, height, _, _ in left]
    assert heights == [height for _, height, _, _ in right]
    assert max(heights) == 100
    assert min(heights) >= 9
    for (x, _, width, _), (mirrored, _, _, _) in zip(left, right, strict=True):
        assert 0 <= x <= len(counts) - width
        assert x + width + mirrored == pytest.approx(len(counts), abs=0.02)
