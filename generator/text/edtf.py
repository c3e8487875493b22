"""Dates of EDTF level 0 and 1 (ISO 8601-2:2019) and the decade and century forms of level 1.

Read: `2024`, `2024-06`, `2024-06-19`, intervals `A/B`, open `A/..`, `../B`, qualifiers `?` `~`
`%` at the end, `195X`, `19XX`, negative years (`-0044` is 45 BCE) and `Y-123456`.
"""

from __future__ import annotations

import re

from generator.model.explainer import EventDate

_DATE = re.compile(
    r"(?P<year>-?[0-9]{4}|Y-?[0-9]{5,9}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[?~%]?)"
)

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_Point = tuple[int, int, int]


class DateError(ValueError):
    """The text is no date; the message says what is wrong with it."""


def parse_edtf(text: str) -> EventDate:
    """The date written in `text`.

    Raises DateError with a message fit for an author.
    """
    text = text.strip()
    if "/" not in text:
        point, mark, unspecified = _parse_point(text)
        return EventDate(
            text,
            point,
            approximate=mark in "~%" and mark != "",
            uncertain=mark in "?%" and mark != "",
            unspecified=unspecified,
        )
    first, _, second = text.partition("/")
    if first == second == "..":
        raise DateError("an interval needs at least one date")
    start, start_mark, start_unspecified = _parse_point(second if first == ".." else first)
    end, end_mark, end_unspecified = _parse_point(first if second == ".." else second)
    if start_unspecified or end_unspecified:
        raise DateError("a decade or century cannot bound an interval")
    if first != ".." and second != ".." and _latest(end) < start:
        raise DateError("the interval ends before it begins")
    marks = start_mark + end_mark
    return EventDate(
        text,
        start,
        end,
        approximate="~" in marks or "%" in marks,
        uncertain="?" in marks or "%" in marks,
        open_start=first == "..",
        open_end=second == "..",
    )


def _parse_point(text: str) -> tuple[_Point, str, str]:
    match = _DATE.fullmatch(text)
    if not match:
        raise DateError("not a date")
    written = match["year"]
    unspecified = ""
    if written.endswith("X"):
        if match["month"]:
            raise DateError("a decade or century has no month")
        unspecified = "century" if written.endswith("XX") else "decade"
        year = int(written.replace("X", "0"))
    else:
        year = int(written.removeprefix("Y"))
    if written == "-0000":
        raise DateError("there is no year -0000; 0000 is 1 BCE")
    month, day = int(match["month"] or 0), int(match["day"] or 0)
    if match["month"] and not 1 <= month <= 12:
        raise DateError("month must be in 01..12")
    if match["day"] and not 1 <= day <= _days(year, month):
        raise DateError(f"day must be in 01..{_days(year, month)}")
    return (year, month, day), match["mark"], unspecified


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_LENGTHS[month - 1]


def _latest(point: _Point) -> _Point:
    """The last day a point may mean, to compare the end of an interval with its start."""
    return (point[0], point[1] or 12, point[2] or 31)


def iso_form(date: EventDate) -> str:
    """The value of `<time datetime>`: a year, month or day of the common era, else empty."""
    year, month, day = date.start
    if date.end is not None or date.unspecified or not 1 <= year <= 9999:
        return ""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])
