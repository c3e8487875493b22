"""Dates of EDTF (ISO 8601-2:2019; Library of Congress specification of 4 February 2019).

Read are levels 0 and 1 whole; of level 2 the qualification of single parts (`2004-06~-11`),
the sub-year groupings 25 to 41, and qualified and unspecified dates at the ends of intervals.
docs/dates.md lists what is read, and what is refused and why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model.event_date import EventDate, Moment, Part, Point, Precision

_MOMENT = re.compile(
    r"(?P<before_year>[?~%]?)"
    r"(?:(?P<year>-?[0-9]{4})|(?P<long>Y-?[1-9][0-9]{4,11})"
    r"|(?P<masked>-?(?:[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)))"
    r"(?P<after_year>[?~%]?)"
    r"(?:-(?P<before_month>[?~%]?)(?P<month>[0-9]{2}|XX)(?P<after_month>[?~%]?)"
    r"(?:-(?P<before_day>[?~%]?)(?P<day>[0-9]{2}|XX)(?P<after_day>[?~%]?)"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?P<zone>Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?"
)
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_WINTER, _SPRING, _SUMMER, _AUTUMN = (12, 2), (3, 5), (6, 8), (9, 11)
_SEASONS = {
    21: _SPRING, 22: _SUMMER, 23: _AUTUMN, 24: _WINTER,
    25: _SPRING, 26: _SUMMER, 27: _AUTUMN, 28: _WINTER,  # northern hemisphere
    29: _AUTUMN, 30: _WINTER, 31: _SPRING, 32: _SUMMER,  # southern, where spring is in September
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip
"""First and last month of the sub-year groupings; the standard leaves seasons to the reader.

Seasons without a hemisphere are those of the north; a winter goes on into the next year.
"""

_MASKED: Mapping[int, Precision] = {1: "decade", 2: "century", 3: "millennium"}
"""What a year is by the number of its X."""

_REACH: tuple[tuple[Part, tuple[str, ...]], ...] = (
    ("year", ("before_year", "after_year", "after_month", "after_day")),
    ("month", ("before_month", "after_month", "after_day")),
    ("day", ("before_day", "after_day")),
)
"""Which signs qualify a part: one behind a part is for all that stands left of it too."""

_SIGNS = ("before_year", "after_year", "before_month", "after_month", "before_day", "after_day")

_Span = tuple[Point, Point, Precision]


class DateError(ValueError):
    """The text is no date; the message says what is wrong with it."""


def parse_edtf(text: str) -> EventDate:
    """The date written in `text`, spaces around it ignored.

    Raises DateError with a message fit for an author.
    """
    text = text.strip()
    if "/" not in text:
        moment = _parse_moment(text)
        return EventDate(text, moment, moment)
    first, _, second = text.partition("/")
    bounds = [_parse_bound(each) for each in (first, second)]
    start, end = bounds[0] or bounds[1], bounds[1] or bounds[0]
    if start is None or end is None:
        raise DateError("an interval needs at least one date")
    if end.latest < start.earliest:
        raise DateError("the interval ends before it begins")
    return EventDate(
        text,
        start,
        end,
        open_start=first == "..",
        open_end=second == "..",
        unknown_start=not first,
        unknown_end=not second,
    )


def iso_form(date: EventDate) -> str:
    """The value of `<time datetime>`: a year, month, day or time of the common era, else empty.

    HTML has no form for intervals, seasons and decades, nor for a year before 1.
    """
    moment = date.first
    year, month, day = moment.point
    if date.is_interval or not 1 <= year <= 9999:
        return ""
    if moment.precision not in ("year", "month", "day"):
        return ""
    written = "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])
    # 24:00:00 is a time of EDTF and none of HTML.
    if moment.time and moment.time < "24":
        return f"{written}T{moment.time}{_html_zone(moment.zone)}"
    return written


def _html_zone(zone: str) -> str:
    return f"{zone}:00" if len(zone) == 3 else zone


def _parse_bound(text: str) -> Moment | None:
    """One end of an interval; None where it is open or unknown."""
    if text in ("..", ""):
        return None
    moment = _parse_moment(text)
    if moment.time:
        raise DateError("an interval has no times of day")
    return moment


def _parse_moment(text: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if not match:
        raise DateError("not a date")
    approximate, uncertain = _marked(match, "~%"), _marked(match, "?%")
    earliest, latest, precision = _span(match)
    if match["time"]:
        _check_time(match["time"], match["zone"] or "")
        if precision != "day" or approximate or uncertain:
            raise DateError("a time of day needs a certain day before it")
    return Moment(
        earliest,
        latest,
        precision,
        season=int(match["month"]) if precision == "season" else 0,
        time=match["time"] or "",
        zone=match["zone"] or "",
        unknown=_unknown(match),
        approximate=approximate,
        uncertain=uncertain,
    )


def _span(match: re.Match[str]) -> _Span:
    """The first and last day a date may mean, and what kind of time lies between them."""
    first, last, precision = _years(match)
    month, day = match["month"], match["day"]
    if month is None:
        return (first, 1, 1), (last, 12, 31), precision
    if match["long"]:
        raise DateError("a year with Y has no month")
    if precision != "year":
        raise DateError("a decade or century has no month")
    if month == "XX":
        if day not in (None, "XX"):
            raise DateError("a day needs its month")
        return (first, 1, 1), (last, 12, 31), "year"
    if int(month) in _SEASONS:
        if day is not None:
            raise DateError("a season has no day")
        begin, end = _SEASONS[int(month)]
        last = first if begin <= end else first + 1
        return (first, begin, 1), (last, end, _month_length(last, end)), "season"
    if not 1 <= int(month) <= 12:
        raise DateError("month must be in 01..12")
    length = _month_length(first, int(month))
    if day is None or day == "XX":
        return (first, int(month), 1), (first, int(month), length), "month"
    if not 1 <= int(day) <= length:
        raise DateError(f"day must be in 01..{length:02}")
    point = (first, int(month), int(day))
    return point, point, "day"


def _years(match: re.Match[str]) -> tuple[int, int, Precision]:
    if match["masked"]:
        ends = sorted(int(match["masked"].replace("X", digit)) for digit in "09")
        return ends[0], ends[1], _MASKED[match["masked"].count("X")]
    if match["year"] == "-0000":
        raise DateError("there is no year -0000; 0000 is 1 BCE")
    year = int(match["year"] or match["long"][1:])
    return year, year, "year"


def _marked(match: re.Match[str], signs: str) -> tuple[Part, ...]:
    """The parts under one of these signs, which stands before a part, or after it and others."""
    given = {group: sign in signs for group in _SIGNS if (sign := match[group])}
    if not given:
        return ()
    return tuple(part for part, groups in _REACH if any(given.get(group) for group in groups))


def _unknown(match: re.Match[str]) -> tuple[Part, ...]:
    parts: tuple[Part, ...] = ("month", "day")
    return tuple(part for part in parts if match[part] == "XX")


def _check_time(time: str, zone: str) -> None:
    hour, minute, second = map(int, time.split(":"))
    if time != "24:00:00" and (hour > 23 or minute > 59 or second > 59):
        raise DateError("time must be in 00:00:00..24:00:00")
    if len(zone) > 1:
        hour, minute = int(zone[1:3]), int(zone[4:] or 0)
        if zone == "-00:00" or hour * 60 + minute > 14 * 60 or minute > 59:
            raise DateError("time zone must be in -14:00..+14:00")


def _month_length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_LENGTHS[month - 1]
