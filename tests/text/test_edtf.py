"""Dates of EDTF: a table of checked values, what is refused, and what always holds.

test_edtf_oracle.py compares the same with an independent reader of the standard.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.event_date import Point
from generator.text.edtf import DateError, iso_form, parse_edtf
from tests.text.samples import anything, moderate


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2024", "year", (2024, 1, 1), (2024, 12, 31)),
        ("2024-06", "month", (2024, 6, 1), (2024, 6, 30)),
        ("2024-06-19", "day", (2024, 6, 19), (2024, 6, 19)),
        (" 2024 ", "year", (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", "month", (2024, 2, 1), (2024, 2, 29)),
        ("1900-02", "month", (1900, 2, 1), (1900, 2, 28)),
        ("2024-02-29", "day", (2024, 2, 29), (2024, 2, 29)),
        ("0000-02-29", "day", (0, 2, 29), (0, 2, 29)),
        ("-0044", "year", (-44, 1, 1), (-44, 12, 31)),
        ("-0044-03-15", "day", (-44, 3, 15), (-44, 3, 15)),
        ("Y-123456", "year", (-123456, 1, 1), (-123456, 12, 31)),
        ("Y170000", "year", (170000, 1, 1), (170000, 12, 31)),
        ("2024-06-19T04:17:35", "day", (2024, 6, 19), (2024, 6, 19)),
        ("195X", "decade", (1950, 1, 1), (1959, 12, 31)),
        ("19XX", "century", (1900, 1, 1), (1999, 12, 31)),
        ("1XXX", "millennium", (1000, 1, 1), (1999, 12, 31)),
        ("-004X", "decade", (-49, 1, 1), (-40, 12, 31)),
        ("-01XX", "century", (-199, 1, 1), (-100, 12, 31)),
        ("00XX", "century", (0, 1, 1), (99, 12, 31)),
        ("2004-XX", "year", (2004, 1, 1), (2004, 12, 31)),
        ("1985-04-XX", "month", (1985, 4, 1), (1985, 4, 30)),
        ("1985-XX-XX", "year", (1985, 1, 1), (1985, 12, 31)),
        ("2024-21", "season", (2024, 3, 1), (2024, 5, 31)),
        ("2024-22", "season", (2024, 6, 1), (2024, 8, 31)),
        ("2024-23", "season", (2024, 9, 1), (2024, 11, 30)),
        ("2023-24", "season", (2023, 12, 1), (2024, 2, 29)),
        ("2024-30", "season", (2024, 12, 1), (2025, 2, 28)),
        ("2024-31", "season", (2024, 3, 1), (2024, 5, 31)),
        ("2024-33", "season", (2024, 1, 1), (2024, 3, 31)),
        ("2024-38", "season", (2024, 5, 1), (2024, 8, 31)),
        ("2024-41", "season", (2024, 7, 1), (2024, 12, 31)),
        ("1950/1953", "year", (1950, 1, 1), (1953, 12, 31)),
        ("2024-06/2024-08", "month", (2024, 6, 1), (2024, 8, 31)),
        ("2024-06/2024", "month", (2024, 6, 1), (2024, 12, 31)),
        ("-0044/0014", "year", (-44, 1, 1), (14, 12, 31)),
        ("2024/2024", "year", (2024, 1, 1), (2024, 12, 31)),
        ("198X/2001-06-XX", "decade", (1980, 1, 1), (2001, 6, 30)),
        ("1950/..", "year", (1950, 1, 1), None),
        ("1950/", "year", (1950, 1, 1), None),
        ("../1950", "year", None, (1950, 12, 31)),
        ("/1950", "year", None, (1950, 12, 31)),
    ],
)
def test_days_a_date_may_mean(
    text: str, precision: str, earliest: Point | None, latest: Point | None
) -> None:
    found = parse_edtf(text)
    assert (found.precision, found.earliest, found.latest) == (precision, earliest, latest)
    assert found.written == text.strip()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", (2024, 0, 0), None),
        ("2024-06-19", (2024, 6, 19), None),
        ("195X", (1950, 0, 0), None),
        ("2024-22", (2024, 6, 0), None),
        ("1985-04-XX", (1985, 4, 0), None),
        ("1985-XX-XX", (1985, 0, 0), None),
        ("-01XX", (-199, 0, 0), None),
        ("1950/1953-02", (1950, 0, 0), (1953, 2, 0)),
        ("../1950", (1950, 0, 0), (1950, 0, 0)),
        ("1950/", (1950, 0, 0), (1950, 0, 0)),
    ],
)
def test_place_in_the_order_of_time(text: str, start: Point, end: Point | None) -> None:
    found = parse_edtf(text)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1916~", "year", ""),
        ("1916?", "", "year"),
        ("~1916", "year", ""),
        ("1916%", "year", "year"),
        ("195X~", "year", ""),
        ("2024-21?", "", "year month"),
        ("Y-12999~", "year", ""),
        ("2004-06-11?", "", "year month day"),
        ("2004-06-XX?", "", "year month day"),
        ("2004-06~-11", "year month", ""),
        ("2004?-06-11", "", "year"),
        ("?2004-06-~11", "day", "year"),
        ("2004-%06-11", "month", "month"),
        ("2004-06-~11", "day", ""),
        ("?2004-06~", "year month", "year"),
    ],
)
def test_a_sign_is_for_its_part_or_for_all_to_the_left(
    text: str, approximate: str, uncertain: str
) -> None:
    found = parse_edtf(text)
    assert found.first.approximate == tuple(approximate.split())
    assert found.first.uncertain == tuple(uncertain.split())
    assert found.approximate == bool(approximate)
    assert found.uncertain == bool(uncertain)


def test_an_interval_is_doubted_at_one_end() -> None:
    found = parse_edtf("1950~/1953?")
    assert (found.first.is_approximate, found.first.is_uncertain) == (True, False)
    assert (found.last.is_approximate, found.last.is_uncertain) == (False, True)
    assert found.approximate
    assert found.uncertain


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("1950/1953", []),
        ("1950/..", ["open_end"]),
        ("../1950", ["open_start"]),
        ("1950/", ["unknown_end"]),
        ("/1950~", ["unknown_start"]),
    ],
)
def test_open_and_unknown_ends(text: str, ends: list[str]) -> None:
    found = parse_edtf(text)
    names = ("open_start", "open_end", "unknown_start", "unknown_end")
    assert [name for name in names if getattr(found, name)] == ends
    assert found.is_interval


def test_time_of_day() -> None:
    found = parse_edtf("2023-02-06T04:17:35+03:00").first
    assert (found.time, found.zone) == ("04:17:35", "+03:00")
    assert parse_edtf("2023-02-06T24:00:00").first.zone == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a date"),
        ("24", "not a date"),
        ("20240619", "not a date"),
        ("2024-6-19", "not a date"),
        ("19/06/2024", "not a date"),
        ("٢٠٢٤", "not a date"),
        ("2024-06-19T10:00", "not a date"),
        ("2024T10:00:00", "not a date"),
        ("2024~?", "not a date"),
        ("1950/1953/1956", "not a date"),
        ("1950 / 1953", "not a date"),
        ("2024-06-1X", "not a date"),
        ("XXXX", "not a date"),
        ("Y2024", "not a date"),
        ("Y012345", "not a date"),
        ("195X-06", "a decade or century has no month"),
        ("Y170000-06", "a year with Y has no month"),
        ("2024-21-03", "a season has no day"),
        ("2024-XX-03", "a day needs its month"),
        ("2024-00", "month must be in 01..12"),
        ("2024-13", "month must be in 01..12"),
        ("2024-42", "month must be in 01..12"),
        ("2024-13-45", "month must be in 01..12"),
        ("2024-06-00", "day must be in 01..30"),
        ("2024-06-31", "day must be in 01..30"),
        ("2023-02-29", "day must be in 01..28"),
        ("1900-02-29", "day must be in 01..28"),
        ("2024-02-30", "day must be in 01..29"),
        ("-0000", "there is no year -0000; 0000 is 1 BCE"),
        ("2024-06-19T25:00:00", "time must be in 00:00:00..24:00:00"),
        ("2024-06-19T24:00:01", "time must be in 00:00:00..24:00:00"),
        ("2024-06-19T10:60:00", "time must be in 00:00:00..24:00:00"),
        ("2024-06-19T10:00:00+14:30", "time zone must be in -14:00..+14:00"),
        ("2024-06-19T10:00:00-00:00", "time zone must be in -14:00..+14:00"),
        ("2024-06~-19T10:00:00", "a time of day needs a certain day before it"),
        ("2024-06-XXT10:00:00", "a time of day needs a certain day before it"),
        ("2024-06-19T10:00:00/2024-07", "an interval has no times of day"),
        ("../..", "an interval needs at least one date"),
        ("/", "an interval needs at least one date"),
        ("../", "an interval needs at least one date"),
        ("1953/1950", "the interval ends before it begins"),
        ("2024-06-20/2024-06-19", "the interval ends before it begins"),
        ("0014/-0044", "the interval ends before it begins"),
        ("199X/198X", "the interval ends before it begins"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    assert str(caught.value) == message


@given(anything | st.text(alphabet="0123456789-/.X~?%YT:Z+", max_size=24))
@moderate
def test_only_date_errors_are_raised(text: str) -> None:
    try:
        found = parse_edtf(text)
    except DateError:
        return
    assert found.written == text.strip()
    assert found.first.earliest <= found.first.latest


@given(st.dates())
@moderate
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    found = parse_edtf(day.isoformat())
    assert found.start == found.earliest == found.latest == (day.year, day.month, day.day)
    assert iso_form(found) == day.isoformat()


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 3000))
@moderate
def test_intervals_run_forward(day: date, length: int) -> None:
    later = day + timedelta(days=length)
    assert parse_edtf(f"{day}/{later}").end == (later.year, later.month, later.day)
    if length:
        with pytest.raises(DateError):
            parse_edtf(f"{later}/{day}")


def test_order_of_time() -> None:
    ordered = [
        "Y-13000", "-01XX", "-0044", "0000", "0622", "19XX", "190X", "1900", "1900-01",
        "1900-01-01", "1900-01-01T04:17:00", "1900-01-01T16:00:00", "1900-21", "1900-03", "../1950",
        "1950-01-01", "2024-12", "2024-12-31",
    ]  # fmt: skip
    shuffled = sorted(ordered)
    assert shuffled != ordered
    assert sorted(shuffled, key=lambda text: parse_edtf(text).order) == ordered


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-19~", "2024-06-19"),
        ("0044", "0044"),
        ("1985-04-XX", "1985-04"),
        ("1985-XX-XX", "1985"),
        ("2023-02-06T04:17:00", "2023-02-06T04:17:00"),
        ("2023-02-06T04:17:00Z", "2023-02-06T04:17:00Z"),
        ("2023-02-06T04:17:00+03", "2023-02-06T04:17:00+03:00"),
        ("2023-02-06T24:00:00", "2023-02-06"),
        ("-0044", ""),
        ("0000", ""),
        ("195X", ""),
        ("2024-21", ""),
        ("1950/1953", ""),
        ("1950/..", ""),
        ("Y170000", ""),
    ],
)
def test_value_for_the_time_element(text: str, iso: str) -> None:
    assert iso_form(parse_edtf(text)) == iso
