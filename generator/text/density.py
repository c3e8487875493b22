"""The geometry of a density strip: how many events each equal stretch of time holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from generator.model.event_date import Point
from generator.model.language import Direction

FEWEST_EVENTS = 4
FEWEST_STRETCHES = 4
"""With less, a reader sees at a glance what a drawing could tell."""
MOST_STRETCHES = 60
"""As many as stay apart on a phone: five pixels each at a width of 320."""

_LOWEST_BAR = 9
"""Height of a single event's bar at least, of 100: among thousands it must still be seen."""
_WIDEST_BAR = 0.0125
"""Of the whole strip: a bar is a line, however few there are."""


@dataclass(frozen=True)
class Density:
    """Events by equal stretches of time."""

    counts: tuple[int, ...]
    first: Point
    """The earliest event, as exact as the stretches are."""
    last: Point
    years: tuple[tuple[float, int], ...]
    """Round years between the two with their place, from 0 at the beginning to 1 at the end."""


@dataclass(frozen=True)
class _Scale:
    """Stretches of so many days, months or years."""

    unit: int
    """How many of `start`'s parts count: 1 years, 2 months, 3 days."""
    length: int

    def number(self, point: Point) -> int:
        """Of the stretch that holds a point."""
        year, month, day = point
        if self.unit == 1:
            return year // self.length
        if self.unit == 2:
            return (year * 12 + month - 1) // self.length
        return date(year, month, day).toordinal() // self.length

    def stretches(self, first: Point, last: Point) -> int:
        return self.number(last) - self.number(first) + 1

    def place(self, year: int, first: Point, last: Point) -> float:
        """Where a year begins, as a share of the strip."""
        whole = self.stretches(first, last)
        exact = year / self.length if self.unit == 1 else year * 12 / self.length
        return (exact - self.number(first)) / whole


def density(starts: Sequence[Point]) -> Density | None:
    """How events that start then (month and day 0 where not known) lie in time.

    None where a drawing would say nothing.

    The stretches are the shortest of one day, one week, one month, 1, 2, 5, 10, 20 ... years that
    number at most 60; they are no shorter than the least exact of the dates.
    """
    if len(starts) < FEWEST_EVENTS:
        return None
    first, last = min(starts), max(starts)
    scale = next(each for each in _scales(starts) if each.stretches(first, last) <= MOST_STRETCHES)
    stretches = scale.stretches(first, last)
    if stretches < FEWEST_STRETCHES:
        return None
    held = Counter(scale.number(start) for start in starts)
    origin = scale.number(first)
    return Density(
        tuple(held[origin + index] for index in range(stretches)),
        _cut(first, scale.unit),
        _cut(last, scale.unit),
        tuple(_round_years(scale, first, last)),
    )


def _scales(starts: Sequence[Point]) -> Iterator[_Scale]:
    exact = min(3 if day else 2 if month else 1 for _, month, day in starts)
    # Python's calendar knows the years 1 to 9999; days matter in no others.
    if exact == 3 and all(1 <= year <= 9999 for year, _, _ in starts):
        yield _Scale(3, 1)
        yield _Scale(3, 7)
    if exact >= 2:
        yield _Scale(2, 1)
    for power in count():
        for digit in (1, 2, 5):
            yield _Scale(1, digit * 10**power)


def _cut(point: Point, unit: int) -> Point:
    year, month, day = point
    return (year, month if unit > 1 else 0, day if unit > 2 else 0)


def _round_years(scale: _Scale, first: Point, last: Point) -> Iterator[tuple[float, int]]:
    """At most four round years, clear of the names at both ends."""
    span = last[0] - first[0]
    if scale.unit == 3 or span < 2:
        return
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    step = next(each for each in steps if each * 4 >= span)
    for year in range(-(-first[0] // step) * step, last[0] + 1, step):
        place = scale.place(year, first, last)
        if 0.16 <= place <= 0.84:
            yield place, year


def outline(counts: Sequence[int], direction: Direction) -> str:
    """The bars as the `d` of an SVG path, each in a slot one unit wide and 100 high.

    The first stands where a line of text in this direction begins.
    """
    tallest = max(counts)
    width = min(0.76, _WIDEST_BAR * len(counts))
    parts = []
    for index, number in enumerate(counts):
        if number:
            height = max(_LOWEST_BAR, round(100 * number / tallest))
            slot = index if direction == "ltr" else len(counts) - 1 - index
            left = f"{slot + (1 - width) / 2:.4g}"
            parts.append(f"M{left} 100v-{height}h{width:.3g}v{height}z")
    return "".join(parts)
