"""Dates in words, in both languages; test_dates_cldr.py compares what CLDR knows of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.dates import date_in_words, day_in_words, digits, year_in_words
from generator.text.edtf import parse_edtf
from generator.text.months import MONTHS
from tests.conftest import ROOT
from tests.text.samples import ARABIC, ENGLISH, moderate

EASTERN = replace(ARABIC, digits="arab", months=MONTHS["levant"])
HIJRI = replace(ARABIC, hijri=True)


@pytest.mark.parametrize(
    ("text", "english", "arabic"),
    [
        ("2024", "2024", "2024"),
        ("2024-06", "June 2024", "يونيو 2024"),
        ("2024-06-19", "19 June 2024", "19 يونيو 2024"),
        ("2024-06-09", "9 June 2024", "9 يونيو 2024"),
        ("2023-02-06T04:17:00", "6 February 2023, 04:17", "6 فبراير 2023، الساعة 04:17"),
        (
            "2023-02-06T01:17:35Z",
            "6 February 2023, 01:17:35 GMT",
            "6 فبراير 2023، الساعة 01:17:35 بتوقيت غرينتش",
        ),
        (
            "2023-02-06T04:17:00+03",
            "6 February 2023, 04:17 GMT+3",
            "6 فبراير 2023، الساعة 04:17 بتوقيت غرينتش +3",
        ),
        (
            "2023-02-06T04:00:00-03:30",
            "6 February 2023, 04:00 GMT\u22123:30",
            "6 فبراير 2023، الساعة 04:00 بتوقيت غرينتش \u22123:30",
        ),
        # Doubts of the whole and of parts.
        ("1916~", "about 1916", "نحو 1916"),
        ("1916?", "1916 (uncertain)", "1916 (غير مؤكد)"),
        ("1916%", "about 1916 (uncertain)", "نحو 1916 (غير مؤكد)"),
        ("1985-04-XX", "April 1985 (day unknown)", "أبريل 1985 (اليوم غير معروف)"),
        ("2004-XX", "2004 (month unknown)", "2004 (الشهر غير معروف)"),
        ("1985-XX-XX", "1985 (day and month unknown)", "1985 (اليوم والشهر غير معروفين)"),
        (
            "1985-04-XX?",
            "April 1985 (day unknown, uncertain)",
            "أبريل 1985 (اليوم غير معروف، غير مؤكد)",
        ),
        ("2004-06-~11", "11 June 2004 (day approximate)", "11 يونيو 2004 (اليوم تقريبي)"),
        ("2004?-06-11", "11 June 2004 (year uncertain)", "11 يونيو 2004 (السنة غير مؤكدة)"),
        (
            "2004-06~-11",
            "11 June 2004 (month and year approximate)",
            "11 يونيو 2004 (الشهر والسنة تقريبيان)",
        ),
        (
            "2004-%06-11",
            "11 June 2004 (month approximate and uncertain)",
            "11 يونيو 2004 (الشهر تقريبي وغير مؤكد)",
        ),
        (
            "?2004-06-~11",
            "11 June 2004 (day approximate, year uncertain)",
            "11 يونيو 2004 (اليوم تقريبي، السنة غير مؤكدة)",
        ),
        # Ranges say once what both ends share.
        ("1950/1953", "1950\u20131953", "1950\u20131953"),
        ("2024/2024", "2024", "2024"),
        ("2023-02-06/2023-02-09", "6\u20139 February 2023", "من 6 إلى 9 فبراير 2023"),
        ("2023-02-06/2023-03-09", "6 February to 9 March 2023", "من 6 فبراير إلى 9 مارس 2023"),
        (
            "2022-12-06/2023-03-09",
            "6 December 2022 to 9 March 2023",
            "من 6 ديسمبر 2022 إلى 9 مارس 2023",
        ),
        ("2023-02/2023-05", "February to May 2023", "من فبراير إلى مايو 2023"),
        ("1950-06/1953-07", "June 1950 to July 1953", "من يونيو 1950 إلى يوليو 1953"),
        ("2024-06-03/2024-07", "3 June 2024 to July 2024", "من 3 يونيو 2024 إلى يوليو 2024"),
        ("2023-22/2023-23", "summer to autumn 2023", "من صيف إلى خريف 2023"),
        ("1950~/1953~", "about 1950\u20131953", "نحو 1950\u20131953"),
        ("1950~/1953", "about 1950 to 1953", "من نحو 1950 إلى 1953"),
        ("1950?/1953?", "1950\u20131953 (uncertain)", "1950\u20131953 (غير مؤكد)"),
        ("1950?/1953", "1950\u20131953 (start uncertain)", "1950\u20131953 (البداية غير مؤكدة)"),
        ("1950/1953?", "1950\u20131953 (end uncertain)", "1950\u20131953 (النهاية غير مؤكدة)"),
        ("1950/..", "since 1950", "منذ 1950"),
        ("1950~/..", "since about 1950", "منذ نحو 1950"),
        ("../1950-06", "until June 1950", "حتى يونيو 1950"),
        ("1950/", "from 1950, end unknown", "بدءاً من 1950، والنهاية غير معروفة"),
        ("/1950", "until 1950, start unknown", "حتى 1950، والبداية غير معروفة"),
        # Seasons and other parts of years.
        ("2024-21", "spring 2024", "ربيع 2024"),
        ("2024-24?", "winter 2024 (uncertain)", "شتاء 2024 (غير مؤكد)"),
        ("2024-26", "summer 2024 in the northern hemisphere", "صيف 2024 في نصف الكرة الشمالي"),
        ("2024-32", "winter 2024 in the southern hemisphere", "شتاء 2024 في نصف الكرة الجنوبي"),
        ("2024-33", "first quarter of 2024", "الربع الأول من عام 2024"),
        ("2024-39", "last third of 2024", "الثلث الأخير من عام 2024"),
        ("2024-41", "second half of 2024", "النصف الثاني من عام 2024"),
        # Decades, centuries, millennia; the Arabic genitive behind another word.
        ("195X", "1950s", "خمسينيات القرن العشرين"),
        ("199X~", "about the 1990s", "نحو تسعينيات القرن العشرين"),
        (
            "198X/199X",
            "the 1980s to the 1990s",
            "من ثمانينيات القرن العشرين إلى تسعينيات القرن العشرين",
        ),
        ("190X", "first decade of the 20th century", "العقد الأول من القرن العشرين"),
        ("201X", "2010s", "العقد الثاني من القرن الحادي والعشرين"),
        ("186X", "1860s", "ستينيات القرن التاسع عشر"),
        ("-004X", "50\u201341 BCE", "50\u201341 ق.م"),
        ("000X", "1 BCE to 9 CE", "من 1 ق.م إلى 9 م"),
        ("19XX", "20th century", "القرن العشرون"),
        ("20XX", "21st century", "القرن الحادي والعشرون"),
        ("00XX", "1st century", "القرن الأول"),
        ("01XX", "2nd century", "القرن الثاني"),
        ("21XX", "22nd century", "القرن الثاني والعشرون"),
        ("10XX", "11th century", "القرن الحادي عشر"),
        ("99XX", "100th century", "القرن المئة"),
        ("19XX/..", "since the 20th century", "منذ القرن العشرين"),
        ("17XX~", "about the 18th century", "نحو القرن الثامن عشر"),
        ("-00XX", "1st century BCE", "القرن الأول قبل الميلاد"),
        ("-01XX", "2nd century BCE", "القرن الثاني قبل الميلاد"),
        ("1XXX", "2nd millennium", "الألفية الثانية"),
        ("-2XXX", "3rd millennium BCE", "الألفية الثالثة قبل الميلاد"),
        # Eras: named where a number alone would not be known for a year.
        ("-0044", "45 BCE", "45 ق.م"),
        ("0000", "1 BCE", "1 ق.م"),
        ("-0044-03-15", "15 March 45 BCE", "15 مارس 45 ق.م"),
        ("0622", "622 CE", "622 م"),
        ("-0048/-0044", "49\u201345 BCE", "49\u201345 ق.م"),
        ("0014/0037", "14\u201337 CE", "14\u201337 م"),
        ("-0044/0014", "45 BCE to 14 CE", "من 45 ق.م إلى 14 م"),
        ("-0044/1914", "45 BCE to 1914 CE", "من 45 ق.م إلى 1914 م"),
        ("Y-12999~", "about 13,000 BCE", "نحو 13,000 ق.م"),
    ],
)
def test_dates_in_words(text: str, english: str, arabic: str) -> None:
    assert date_in_words(parse_edtf(text), ENGLISH) == english
    assert date_in_words(parse_edtf(text), ARABIC) == arabic


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-06-19", "١٩ حزيران ٢٠٢٤"),
        ("1950/1953", "١٩٥٠\u2013١٩٥٣"),
        ("2023-02-06/2023-02-09", "من ٦ إلى ٩ شباط ٢٠٢٣"),
        ("-0044", "٤٥ ق.م"),
        ("Y-12999~", "نحو ١٣٬٠٠٠ ق.م"),
        ("2023-02-06T04:17:00+03:30", "٦ شباط ٢٠٢٣، الساعة ٠٤:١٧ بتوقيت غرينتش +٣:٣٠"),
        ("2024-41", "النصف الثاني من عام ٢٠٢٤"),
    ],
)
def test_digits_and_months_are_those_of_the_language(text: str, words: str) -> None:
    assert date_in_words(parse_edtf(text), EASTERN) == words


def test_digits_of_other_numbers() -> None:
    assert year_in_words(-44, EASTERN) == "٤٥ ق.م"
    assert digits("44%", EASTERN) == "٤٤%"
    assert digits("44%", ARABIC) == "44%"


def test_a_day() -> None:
    assert day_in_words(date(2026, 11, 3), ENGLISH) == "3 November 2026"
    assert day_in_words(date(2026, 11, 3), ARABIC) == "3 نوفمبر 2026"
    assert day_in_words(date(2026, 11, 3), HIJRI) == "3 نوفمبر 2026 (23 جمادى الأولى 1448 هـ)"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-06-19", "19 يونيو 2024 (13 ذو الحجة 1445 هـ)"),
        ("1924-08-01", "1 أغسطس 1924 (1 محرم 1343 هـ)"),
        ("2077-11-16", "16 نوفمبر 2077 (30 ذو الحجة 1500 هـ)"),
        ("2023-02-06T04:17:00", "6 فبراير 2023 (15 رجب 1444 هـ)، الساعة 04:17"),
        # Outside the calendar's tables, not of a day, or doubted: Gregorian only.
        ("1924-07-31", "31 يوليو 1924"),
        ("2077-11-17", "17 نوفمبر 2077"),
        ("2024-06", "يونيو 2024"),
        ("2024-06-19~", "نحو 19 يونيو 2024"),
        ("2024-06-18/2024-06-19", "من 18 إلى 19 يونيو 2024"),
    ],
)
def test_hijri_beside_gregorian(text: str, words: str) -> None:
    assert date_in_words(parse_edtf(text), HIJRI) == words


def test_hijri_in_english_and_in_arabic_digits() -> None:
    found = parse_edtf("2024-06-19")
    english = date_in_words(found, replace(ENGLISH, hijri=True))
    assert english == "19 June 2024 (13 Dhu al-Hijja 1445 AH)"
    eastern = date_in_words(found, replace(EASTERN, hijri=True))
    assert eastern == "١٩ حزيران ٢٠٢٤ (١٣ ذو الحجة ١٤٤٥ هـ)"


@given(st.dates(date(1924, 8, 1), date(2077, 11, 15)))
@moderate
def test_the_hijri_day_moves_with_the_gregorian(day: date) -> None:
    """Every day in the tables has one, and the next day is the next or the first of a month."""
    from generator.text.hijri import hijri_day

    today = hijri_day((day.year, day.month, day.day))
    next_day = date.fromordinal(day.toordinal() + 1)
    tomorrow = hijri_day((next_day.year, next_day.month, next_day.day))
    assert today is not None
    assert tomorrow is not None
    assert tomorrow > today
    assert tomorrow[2] in (today[2] + 1, 1)


@given(st.dates())
@moderate
def test_arabic_digits_leave_no_others(day: date) -> None:
    said = day_in_words(day, replace(EASTERN, hijri=True))
    assert not any(letter in "0123456789" for letter in said)


@pytest.mark.parametrize("name", sorted(MONTHS))
def test_every_calendar_has_twelve_different_months(name: str) -> None:
    assert len(set(MONTHS[name])) == 12


def test_dual_names_hold_both_calendars() -> None:
    assert MONTHS["dual"][0] == "كانون الثاني/يناير"
    assert MONTHS["dual"][11] == "كانون الأول/ديسمبر"


def documented() -> list[tuple[str, str, str]]:
    """Rows of the tables in docs/dates.md that show one date whole."""
    text = (ROOT / "docs" / "dates.md").read_text("utf-8").partition("## What is refused")[0]
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    return [row for row in rows if "…" not in row[1]]


@pytest.mark.parametrize(("text", "english", "arabic"), documented())
def test_the_document_shows_what_the_pages_say(text: str, english: str, arabic: str) -> None:
    assert date_in_words(parse_edtf(text), ENGLISH) == english
    assert date_in_words(parse_edtf(text), ARABIC) == arabic
