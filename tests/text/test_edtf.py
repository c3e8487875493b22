"""Dates of EDTF: a table of checked values, and what is refused.

The table was compared with an independent reader of the standard (the `edtf` package).
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.explainer import EventDate
from generator.text.edtf import DateError, iso_form, parse_edtf
from tests.text.samples import anything, moderate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", EventDate("2024", (2024, 0, 0))),
        ("2024-06", EventDate("2024-06", (2024, 6, 0))),
        ("2024-06-19", EventDate("2024-06-19", (2024, 6, 19))),
        (" 2024 ", EventDate("2024", (2024, 0, 0))),
        ("2024-02-29", EventDate("2024-02-29", (2024, 2, 29))),
        ("2000-02-29", EventDate("2000-02-29", (2000, 2, 29))),
        ("0000", EventDate("0000", (0, 0, 0))),
        ("0000-02-29", EventDate("0000-02-29", (0, 2, 29))),
        ("-0044", EventDate("-0044", (-44, 0, 0))),
        ("-0044-03-15", EventDate("-0044-03-15", (-44, 3, 15))),
        ("Y-123456", EventDate("Y-123456", (-123456, 0, 0))),
        ("Y170000", EventDate("Y170000", (170000, 0, 0))),
        ("1916?", EventDate("1916?", (1916, 0, 0), uncertain=True)),
        ("1916~", EventDate("1916~", (1916, 0, 0), approximate=True)),
        ("1916%", EventDate("1916%", (1916, 0, 0), approximate=True, uncertain=True)),
        ("1916-05~", EventDate("1916-05~", (1916, 5, 0), approximate=True)),
        ("195X", EventDate("195X", (1950, 0, 0), unspecified="decade")),
        ("19XX", EventDate("19XX", (1900, 0, 0), unspecified="century")),
        ("195X~", EventDate("195X~", (1950, 0, 0), approximate=True, unspecified="decade")),
        ("1950/1953", EventDate("1950/1953", (1950, 0, 0), (1953, 0, 0))),
        ("2024-06/2024-08", EventDate("2024-06/2024-08", (2024, 6, 0), (2024, 8, 0))),
        ("2024-06/2024", EventDate("2024-06/2024", (2024, 6, 0), (2024, 0, 0))),
        ("-0044/0014", EventDate("-0044/0014", (-44, 0, 0), (14, 0, 0))),
        ("2024/2024", EventDate("2024/2024", (2024, 0, 0), (2024, 0, 0))),
        (
            "1950~/1953?",
            EventDate("1950~/1953?", (1950, 0, 0), (1953, 0, 0), approximate=True, uncertain=True),
        ),
        ("1950/..", EventDate("1950/..", (1950, 0, 0), (1950, 0, 0), open_end=True)),
        ("../1950", EventDate("../1950", (1950, 0, 0), (1950, 0, 0), open_start=True)),
    ],
)
def test_table_of_dates(text: str, expected: EventDate) -> None:
    assert parse_edtf(text) == expected


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
        ("2024~?", "not a date"),
        ("1950/1953/1956", "not a date"),
        ("1950 / 1953", "not a date"),
        ("2024/", "not a date"),
        ("1955/195X", "a decade or century cannot bound an interval"),
        ("19XX/2001", "a decade or century cannot bound an interval"),
        ("195X-06", "a decade or century has no month"),
        ("2024-00", "month must be in 01..12"),
        ("2024-13", "month must be in 01..12"),
        ("2024-13-45", "month must be in 01..12"),
        ("2024-06-00", "day must be in 01..30"),
        ("2024-06-31", "day must be in 01..30"),
        ("2023-02-29", "day must be in 01..28"),
        ("1900-02-29", "day must be in 01..28"),
        ("2024-02-30", "day must be in 01..29"),
        ("-0000", "there is no year -0000; 0000 is 1 BCE"),
        ("../..", "an interval needs at least one date"),
        ("1953/1950", "the interval ends before it begins"),
        ("2024-06-20/2024-06-19", "the interval ends before it begins"),
        ("0014/-0044", "the interval ends before it begins"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_edtf(text)
    assert str(caught.value) == message


@given(anything | st.text(alphabet="0123456789-/.X~?%Y", max_size=22))
@moderate
def test_only_date_errors_are_raised(text: str) -> None:
    try:
        found = parse_edtf(text)
    except DateError:
        return
    assert found.written == text.strip()


@given(st.dates())
@moderate
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    found = parse_edtf(day.isoformat())
    assert found.start == (day.year, day.month, day.day)
    assert iso_form(found) == day.isoformat()


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 3000))
@moderate
def test_intervals_run_forward(day: date, length: int) -> None:
    later = day + timedelta(days=length)
    assert parse_edtf(f"{day}/{later}").end == (later.year, later.month, later.day)
    if length:
        with pytest.raises(DateError):
            parse_edtf(f"{later}/{day}")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-19~", "2024-06-19"),
        ("0044", "0044"),
        ("-0044", ""),
        ("0000", ""),
        ("195X", ""),
        ("1950/1953", ""),
        ("1950/..", ""),
        ("Y170000", ""),
    ],
)
def test_value_for_the_time_element(text: str, iso: str) -> None:
    assert iso_form(parse_edtf(text)) == iso
