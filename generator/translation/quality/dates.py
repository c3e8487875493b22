"""Dates that the English loses or changes: day and month, Hijri years, days of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.model.problem import Severity
from generator.text.arabic import fold
from generator.translation.quality.calendars import Mention
from generator.translation.quality.findings import Finding
from generator.translation.quality.pair import Pair

HIJRI_MONTHS: Mapping[str, str] = {
    "محرم": "Muh|Moh", "صفر": "Saf", "ربيع": "Rab", "جمادى": "Jum", "رجب": "Raj",
    "شعبان": "Sha", "رمضان": "Ram", "شوال": "Shaw", "ذو القعدة": "Dhu|Zu|Thu",
    "ذي القعدة": "Dhu|Zu|Thu", "ذو الحجة": "Dhu|Zu|Thu", "ذي الحجة": "Dhu|Zu|Thu",
}  # fmt: skip
"""Months of the Islamic calendar and what their English begins with, give or take a vowel."""

WEEKDAYS: Mapping[str, str] = {
    "اثنين": "Monday", "ثلاثاء": "Tuesday", "أربعاء": "Wednesday", "خميس": "Thursday",
    "جمعة": "Friday", "سبت": "Saturday", "أحد": "Sunday",
}  # fmt: skip

_FOLDED_HIJRI = {fold(name): name for name in HIJRI_MONTHS}
_HIJRI_DATE = re.compile(
    r"(?<![0-9])[0-9]{1,2}\s+(?P<of>من\s+|شهر\s+){0,2}"
    rf"(?P<month>{'|'.join(_FOLDED_HIJRI)})(?!\w)"
)
_HIJRI_YEAR = re.compile(r"(?<![0-9])(?P<year>[0-9]{1,4})\s?(?:ه(?!\w)|هجري)")
_HIJRI_MARK = re.compile(r"A\.?\s?H\b|\bH\b|[Hh]ijri|[Hh]egira|Islamic calendar")
_AMBIGUOUS = "صفر"
"""Zero, too: 3 صفر is a result."""
_FOLDED_WEEKDAYS = {fold(name): english for name, english in WEEKDAYS.items()}
_ARABIC_WEEKDAY = re.compile(rf"(?<!\w)(?:[وفبك]?ال|و?لل)({'|'.join(_FOLDED_WEEKDAYS)})(?!\w)")
_ENGLISH_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS.values())})s?\b")


def date_findings(pair: Pair) -> Iterator[tuple[Finding, tuple[int, ...]]]:
    """What is wrong with the dates, each with the offsets of the Arabic numbers it is about."""
    changed = tuple(_changed_dates(pair))
    yield from changed
    if not changed:
        yield from ((finding, ()) for finding in _hijri(pair))
    yield from ((finding, ()) for finding in _weekdays(pair))


def _changed_dates(pair: Pair) -> Iterator[tuple[Finding, tuple[int, ...]]]:
    told = [each for each in pair.arabic_dates if each.is_certain]
    said = pair.english_dates
    lost = [each for each in told if not _is_said(each, pair)]
    known = {each.month for each in pair.arabic_dates}
    made_up = [each for each in said if each.is_certain and each.month not in known]
    if made_up:
        made_up = [each for each in made_up if each.month not in pair.arabic_numeric_dates.months]
    for date in dict.fromkeys(lost):
        others = made_up or [each for each in said if each.month == date.month and each.day]
        place = pair.place_of(others[0].written) if others else (0, 0)
        instead = f"; it has {', '.join(map(str, dict.fromkeys(others)))}" if others else ""
        message = f"the Arabic has {date} ({date.written}), the English does not{instead}"
        yield _warning(message, place), date.offsets
    if made_up and not lost:
        message = f"the English has {made_up[0]}, the Arabic names no such month"
        place = pair.place_of(made_up[0].written)
        yield _warning(message, place), pair.arabic_numeric_dates.offsets


def _is_said(date: Mention, pair: Pair) -> bool:
    same = [each for each in pair.english_dates if each.month == date.month]
    if not same:
        return date.month in pair.english_numeric_dates.months
    if not date.day or any(each.day == date.day for each in same):
        return True
    # "Between the 7th and 9 October": the day may stand apart from its month, but not beside
    # another one.
    taken = {each.day for each in pair.english_dates if each.month != date.month}
    return date.day in pair.english_numbers.said and date.day not in taken


def _warning(message: str, place: tuple[int, int] = (0, 0)) -> Finding:
    return Finding("date", message, Severity.WARNING, "correct the date", *place)


def _hijri(pair: Pair) -> Iterator[Finding]:
    """Islamic dates must stay Islamic, and say so."""
    if not pair.has_arabic_digits:
        return
    years = [match["year"] for match in _HIJRI_YEAR.finditer(pair.arabic)]
    printed = [year for year in years if re.search(rf"(?<![0-9]){year}(?![0-9])", pair.english)]
    if printed and not _HIJRI_MARK.search(pair.english):
        yield _warning(
            f"{printed[0]} is a year of the Islamic calendar in the Arabic; the English does "
            "not say so (AH)",
            pair.place_of(printed[0]),
        )
    for match in _HIJRI_DATE.finditer(pair.arabic):
        if match["month"] == _AMBIGUOUS and not match["of"]:
            continue
        name = _FOLDED_HIJRI[match["month"]]
        if not re.search(rf"\b(?:{HIJRI_MONTHS[name]})", pair.english, re.IGNORECASE):
            yield _warning(f"the Arabic has the Islamic month {name}, the English does not")


def _weekdays(pair: Pair) -> Iterator[Finding]:
    said = set(_ENGLISH_WEEKDAY.findall(pair.english))
    if not said:
        return
    told = {_FOLDED_WEEKDAYS[name] for name in _ARABIC_WEEKDAY.findall(pair.arabic)}
    lost, made_up = told - said, said - told
    if lost and made_up:
        day = min(made_up)
        yield _warning(
            f"the Arabic has {_and(lost)}, the English {_and(made_up)}", pair.place_of(day)
        )


def _and(names: set[str]) -> str:
    return " and ".join(sorted(names))
