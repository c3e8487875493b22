"""Dates as EDTF can say them: exact, coarse, doubtful, or open at an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[int, int, int]
"""Astronomical year (0 is 1 BCE), month and day of the proleptic Gregorian calendar."""

Part = Literal["year", "month", "day"]

Precision = Literal["millennium", "century", "decade", "year", "season", "month", "day"]


@dataclass(frozen=True)
class Moment:
    """One date: a day or a longer time of which no more is said."""

    earliest: Point
    """The first day it may mean."""
    latest: Point
    """The last day it may mean."""
    precision: Precision
    season: int = 0
    """21 to 41, the sub-year groupings of EDTF; 0 for none."""
    time: str = ""
    """04:17:00, in the clock of its zone; empty where no time of day is given."""
    zone: str = ""
    """Z, +03 or +03:00; empty where none is given."""
    unknown: tuple[Part, ...] = ()
    """The month and the day where XX stands for them."""
    approximate: tuple[Part, ...] = ()
    """The parts marked ~ or %."""
    uncertain: tuple[Part, ...] = ()
    """The parts marked ? or %."""

    @property
    def point(self) -> Point:
        """Year, month and day, 0 for what is not known; the first of several years or months."""
        year, month, day = self.earliest
        if self.precision == "day":
            return (year, month, day)
        return (year, month if self.precision in ("month", "season") else 0, 0)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that are written, XX included."""
        if self.precision == "day" or "day" in self.unknown:
            return ("year", "month", "day")
        if self.precision in ("month", "season") or self.unknown:
            return ("year", "month")
        return ("year",)

    @property
    def is_approximate(self) -> bool:
        """All of it is approximate."""
        return self.approximate == self.parts

    @property
    def is_uncertain(self) -> bool:
        """All of it is uncertain."""
        return self.uncertain == self.parts


@dataclass(frozen=True)
class EventDate:
    """A date or an interval of EDTF (ISO 8601-2): what was written and the days it may mean."""

    written: str
    first: Moment
    last: Moment
    """The same as `first` for a single date; both are the known end of a half-open interval."""
    open_start: bool = False
    """Began at no particular time: `../1950`."""
    open_end: bool = False
    """Goes on: `1950/..`."""
    unknown_start: bool = False
    """Began nobody knows when: `/1950`."""
    unknown_end: bool = False
    """Ended nobody knows when: `1950/`."""

    @property
    def start(self) -> Point:
        """Year, month and day, 0 where not given: where the date belongs in order of time.

        An interval without a known start belongs where it ends.
        """
        return self.first.point

    @property
    def end(self) -> Point | None:
        """End of an interval, the same way; None for a single date."""
        return self.last.point if self.is_interval else None

    @property
    def is_interval(self) -> bool:
        return "/" in self.written

    @property
    def earliest(self) -> Point | None:
        """The first day it may mean; None where the start is open or unknown."""
        return None if self.open_start or self.unknown_start else self.first.earliest

    @property
    def latest(self) -> Point | None:
        """The last day it may mean; None where the end is open or unknown."""
        return None if self.open_end or self.unknown_end else self.last.latest

    @property
    def precision(self) -> Precision:
        """How exactly the start is known."""
        return self.first.precision

    @property
    def approximate(self) -> bool:
        """Some part of it is."""
        return bool(self.first.approximate or self.last.approximate)

    @property
    def uncertain(self) -> bool:
        """Some part of it is."""
        return bool(self.first.uncertain or self.last.uncertain)

    @property
    def order(self) -> tuple[Point, Point, str]:
        """For sorting: by start, then the coarser start before the finer, then by time of day.

        Times are compared as their clocks show them, whatever the zone.
        """
        year, month, day = self.first.latest
        return (self.first.earliest, (-year, -month, -day), self.first.time)
