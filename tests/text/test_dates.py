"""Dates in words, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.text.dates import MONTHS, date_in_words, day_in_words, digits, year_in_words
from generator.text.edtf import parse_edtf
from tests.text.samples import ARABIC, ENGLISH

EASTERN = replace(ARABIC, digits="arab", months=MONTHS["levant"])


@pytest.mark.parametrize(
    ("text", "english", "arabic"),
    [
        ("2024", "2024", "2024"),
        ("2024-06", "June 2024", "يونيو 2024"),
        ("2024-06-19", "19 June 2024", "19 يونيو 2024"),
        ("2024-06-09", "9 June 2024", "9 يونيو 2024"),
        ("1916~", "about 1916", "نحو 1916"),
        ("1916?", "1916 (uncertain)", "1916 (غير مؤكد)"),
        ("1916%", "about 1916 (uncertain)", "نحو 1916 (غير مؤكد)"),
        ("1950/1953", "1950\u20131953", "1950\u20131953"),
        ("1950-06/1953-07", "June 1950 to July 1953", "من يونيو 1950 إلى يوليو 1953"),
        ("-0044/0014", "45 BCE to 14", "من 45 ق.م إلى 14"),
        ("1950/..", "since 1950", "منذ 1950"),
        ("../1950-06", "until June 1950", "حتى يونيو 1950"),
        ("195X", "the 1950s", "عقد 1950"),
        ("195X~", "about the 1950s", "نحو عقد 1950"),
        ("19XX", "20th century", "القرن العشرون"),
        ("20XX", "21st century", "القرن الحادي والعشرون"),
        ("00XX", "1st century", "القرن الأول"),
        ("01XX", "2nd century", "القرن الثاني"),
        ("02XX", "3rd century", "القرن الثالث"),
        ("21XX", "22nd century", "القرن 22"),
        ("10XX", "11th century", "القرن الحادي عشر"),
        ("-0044", "45 BCE", "45 ق.م"),
        ("0000", "1 BCE", "1 ق.م"),
        ("-0044-03-15", "15 March 45 BCE", "15 مارس 45 ق.م"),
    ],
)
def test_dates_in_words(text: str, english: str, arabic: str) -> None:
    assert date_in_words(parse_edtf(text), ENGLISH) == english
    assert date_in_words(parse_edtf(text), ARABIC) == arabic


def test_digits_and_months_are_those_of_the_language() -> None:
    assert date_in_words(parse_edtf("2024-06-19"), EASTERN) == "١٩ حزيران ٢٠٢٤"
    assert date_in_words(parse_edtf("1950/1953"), EASTERN) == "١٩٥٠\u2013١٩٥٣"
    assert date_in_words(parse_edtf("195X"), EASTERN) == "عقد ١٩٥٠"
    assert year_in_words(-44, EASTERN) == "٤٥ ق.م"
    assert digits("44%", EASTERN) == "٤٤%"
    assert digits("44%", ARABIC) == "44%"


def test_a_day() -> None:
    assert day_in_words(date(2026, 11, 3), ENGLISH) == "3 November 2026"
    assert day_in_words(date(2026, 11, 3), ARABIC) == "3 نوفمبر 2026"


@pytest.mark.parametrize("name", sorted(MONTHS))
def test_every_calendar_has_twelve_different_months(name: str) -> None:
    assert len(set(MONTHS[name])) == 12


def test_dual_names_hold_both_calendars() -> None:
    assert MONTHS["dual"][0] == "كانون الثاني/يناير"
    assert MONTHS["dual"][11] == "كانون الأول/ديسمبر"
