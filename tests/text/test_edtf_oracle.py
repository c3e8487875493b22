"""Our reader of EDTF against the `edtf` package: what is read, which days it means, what is first.

Where the two differ on purpose, the difference has a name below, and an example that shows it.
"""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.event_date import EventDate, Point
from generator.text.edtf import DateError, parse_edtf

pytestmark = pytest.mark.slow  # the package takes long to load and to read

Bounds = tuple[Point | None, Point | None]


def ours(text: str) -> EventDate | None:
    try:
        return parse_edtf(text)
    except DateError:
        return None


def theirs(text: str) -> Any:
    """The oracle's reading; None where it refuses, which it does in several ways."""
    from edtf import parse_edtf as parse

    with redirect_stdout(io.StringIO()):
        try:
            return parse(text)
        except Exception:
            return None


def bounds(reading: Any) -> Bounds:
    """Its first and last day; None for an open end, which it has as an infinite number."""
    ends = (reading.lower_strict(), reading.upper_strict())
    first, last = (None if isinstance(end, float) else tuple(end[:3]) for end in ends)
    return first, last


@dataclass(frozen=True)
class Difference:
    """Texts that one of the two reads, and why."""

    name: str
    pattern: str
    example: str

    def explains(self, text: str) -> bool:
        return any(re.fullmatch(self.pattern, part) for part in (text, *text.split("/")))


SIGN = "[?~%]"
WE_READ = (
    Difference("a sign in front of the year", rf"{SIGN}.*", "~195X"),
    Difference("several signs in one date", rf"[^/]*{SIGN}[^/]*{SIGN}[^/]*", "2004?-06~"),
    Difference("a sign inside a date with XX", rf"[^/]*{SIGN}[^/]*XX.*", "2004~-06-XX"),
    Difference("a sign at a season", rf"[^/]*-{SIGN}?(2[1-9]|3[0-9]|4[01]){SIGN}?", "2024-21?"),
    Difference("a sign at a season's year", rf"[^/]*{SIGN}-(2[1-9]|3[0-9]|4[01])", "2024?-21"),
    Difference("a sign at a year with Y", rf"Y[^/]*{SIGN}", "Y-12999~"),
    Difference("a year with Y in an interval", r".*/Y.*|Y.*/.*", "Y-12999/-0099"),
    Difference("a decade in a half-open interval", r"[^/]*X.*/(\.\.)?|(\.\.)?/.*X.*", "195X/.."),
    Difference(
        "a decade before year 1 in an interval", r"-[0-9]+X+/.*|.*/-[0-9]+X+", "-01XX/-004X"
    ),
    Difference("XX in an interval", r".*/.*-XX.*|.*-XX.*/.*", "2004/2005-XX"),
    Difference("a sign on a decade in an interval", rf".*X{SIGN}(/.*|$)", "195X~/2001"),
    Difference(
        "a groupings 25 to 41 in an interval",
        r".*-(2[5-9]|3[0-9]|4[01]).*/.*|.*/.*-(2[5-9]|3[0-9]|4[01])",
        "2024-33/..",
    ),
    Difference(
        "a sign inside a date in a half-open interval",
        rf".*{SIGN}-.*/(\.\.)?|.*-{SIGN}.*/(\.\.)?|(\.\.)?/.*{SIGN}-.*|(\.\.)?/.*-{SIGN}.*",
        "2004?-06/..",
    ),
    Difference(
        "a sign inside one date of two", rf".*/.*{SIGN}.*|.*{SIGN}.*/.*", "2004-06~-11/2005?"
    ),
    Difference(
        "time zones that the older draft left out",
        r".*[+-](00(:00)?|14(:00)?)",
        "2024-06-19T10:00:00+14",
    ),
)
"""Valid by the standard, and missing from the package's grammar."""

WE_REFUSE = (
    Difference("29 February of a common year", r".*02.?-.?29.*", "2023-02-29"),
    Difference("31 June with a sign", r".*-.?[0-9]{2}.?-.?3[01].*", "2024-06~-31"),
    Difference("an interval that runs backward", r".*/.*", "1953/1950"),
    Difference("an interval without a date", r"(\.\.)?/(\.\.)?", "../.."),
    Difference("an X for part of a month or a day", r".*-.?([0-9]X|X[0-9]).*", "2024-06-1X"),
    Difference("a year of which the century is unknown", r"-?(X...|.X.[0-9]|..X[0-9]).*", "XXXX"),
    Difference("a month of an unknown year", r"[^-]*X.?-.*|-[^-]*X.?-.*", "195X-06"),
    Difference("a day of an unknown month", r".*-.?XX.?-.?[0-9]{2}.?", "2024-XX-19"),
    Difference("significant digits", r".*S[0-9]+.*", "1950S2"),
    Difference("a set", r"[\[{].*", "[1950,1953]"),
    Difference("an exponent", r"Y.*E.*", "Y-17E7"),
    Difference("a time without a day", r"[0-9]{4}(-[0-9]{2})?T.*", "2024T10:00:00"),
    Difference("spaces inside", r".*\s.*", "2024 / 2025"),
    Difference("years of more than twelve digits", r"Y-?[0-9]{13,}.*", "Y1234567890123"),
)
"""Of level 2 and of no use to news, or not a date of the calendar; docs/dates.md says more."""


@pytest.mark.parametrize("difference", WE_READ, ids=lambda each: each.name)
def test_what_we_read_and_the_package_does_not(difference: Difference) -> None:
    assert difference.explains(difference.example)
    assert ours(difference.example) is not None
    assert theirs(difference.example) is None


@pytest.mark.parametrize("difference", WE_REFUSE, ids=lambda each: each.name)
def test_what_the_package_reads_and_we_do_not(difference: Difference) -> None:
    assert difference.explains(difference.example)
    assert ours(difference.example) is None
    if difference.name != "an interval without a date":
        assert theirs(difference.example) is not None


def test_open_intervals_without_a_date_crash_the_package_or_are_read() -> None:
    assert theirs("../..") is not None
    assert theirs("../") is None


AGREED = (
    "2024", "2024-06", "2024-06-19", "0000-02-29", "-0044", "-0044-03-15", "Y170000", "Y-123456",
    "2024-06-19T04:17:35", "2024-06-19T24:00:00Z", "2024-06-19T04:17:35+03:00",
    "1916~", "1916-05?", "1916-05-19%", "2024-21", "2024-23", "2024-33", "2024-39", "2024-41",
    "195X", "19XX", "1XXX", "195X~", "-01XX", "-004X", "2004-XX", "1985-04-XX", "1985-XX-XX",
    "1950/1953", "2024-06/2024", "-0044/0014", "1950~/1953?", "1950/..", "../1950-06",
    "2024-22/..", "2004-06~-11", "2004?-06-11", "?2004-06", "2004-06-~11", "?2004-06-~11",
    "2004-06-~01/2004-06-~20", "198X/2001", "2004-06-XX/2004-07-03",
)  # fmt: skip


@pytest.mark.parametrize("text", AGREED)
def test_the_same_days(text: str) -> None:
    found = ours(text)
    assert found is not None
    assert (found.earliest, found.latest) == bounds(theirs(text))


@pytest.mark.parametrize(
    ("text", "package"),
    [
        # A winter begins in December and goes on into the next year; for the package it is all
        # December, the season being 'the last'.
        ("2024-24", ((2024, 12, 1), (2024, 12, 31))),
        ("2024-30", ((2024, 12, 1), (2024, 12, 31))),
        # Of an end that nobody knows, the package says it is ten years away.
        ("1950/", ((1950, 1, 1), (1960, 1, 1))),
        ("/1950", ((1940, 12, 31), (1950, 12, 31))),
        # For years before 1, the package takes XX for the wrong end of the year.
        ("-0044-XX", ((-44, 12, 1), (-44, 1, 31))),
    ],
)
def test_days_on_which_the_two_differ(text: str, package: Bounds) -> None:
    found = ours(text)
    assert found is not None
    assert bounds(theirs(text)) == package
    assert (found.earliest, found.latest) != package


years = st.sampled_from(["2024", "2023", "1900", "0622", "0000", "-0044", "-0000", "1953"])
wide = st.sampled_from(["195X", "19XX", "1XXX", "-01XX", "-004X", "Y170000", "Y-12999", "Y1234"])
months = st.sampled_from(["00", "01", "02", "06", "12", "13", "21", "24", "29", "33", "41", "42"])
days = st.sampled_from(["00", "01", "28", "29", "30", "31", "32", "XX"])
signs = st.sampled_from(["", "", "", "", "?", "~", "%"])
times = st.sampled_from(["00:00:00", "04:17:35", "23:59:60", "24:00:00", "25:00:00", "10:00"])
zones = st.sampled_from(["", "Z", "+03", "+03:30", "-05:00", "+14:30", "-00:00", "+3"])
dates = st.one_of(
    st.tuples(years | wide, signs).map("".join),
    st.tuples(years, st.just("-"), months | st.just("XX"), signs).map("".join),
    st.tuples(years, st.just("-"), months, st.just("-"), days, signs).map("".join),
    st.tuples(years, signs, st.just("-"), signs, months, st.just("-"), signs, days).map("".join),
    st.tuples(years, st.just("-"), months, signs, st.just("-"), signs, days).map("".join),
    st.tuples(st.just("2024-06-19T"), times, zones).map("".join),
)
ends = dates | st.sampled_from(["..", ""])
forms = dates | st.tuples(ends, st.just("/"), ends).map("".join)
"""Texts that are dates, and texts that are nearly so."""


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """A form with a letter put in, taken out or changed."""
    text = draw(forms)
    place = draw(st.integers(0, len(text)))
    return (
        text[:place]
        + draw(st.sampled_from([*"0192X-/.?~%TZY", ""]))
        + text[place + draw(st.integers(0, 1)) :]
    )


def compare(text: str) -> None:
    found, reading = ours(text), theirs(text)
    if (found is None) != (reading is None):
        known = WE_REFUSE if found is None else WE_READ
        assert any(each.explains(text) for each in known), f"{text}: {found} | {reading}"
        return
    if found is None or re.search(r"-(24|28|30)|^/|/$|(^|/)-.*XX", text):
        return
    assert (found.earliest, found.latest) == bounds(reading), text


patient = settings(suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@given(forms)
@settings(patient, max_examples=12)
def test_a_few_forms_are_read_alike(text: str) -> None:
    compare(text)


@pytest.mark.slow
@given(forms)
@settings(patient, max_examples=1500)
def test_forms_are_read_alike(text: str) -> None:
    compare(text)


@pytest.mark.slow
@given(mutations())
@settings(patient, max_examples=1500)
def test_damaged_forms_are_read_alike(text: str) -> None:
    compare(text)


@pytest.mark.slow
@given(forms, forms)
@settings(patient, max_examples=500)
def test_the_same_order(one: str, other: str) -> None:
    """What begins earlier for the package comes first for us; open starts have no place there."""
    places = []
    for text in (one, other):
        found, reading = ours(text), theirs(text)
        if found is None or reading is None or found.earliest is None or "-XX" in text:
            return
        places.append((bounds(reading)[0] or (0, 0, 0), found.order))
    (first, place), (second, other_place) = places
    if first != second:
        assert (place < other_place) == (first < second)
