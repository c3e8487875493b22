"""Dates as both texts write them, with the Levantine, Egyptian or Maghrebi name of the month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.text.arabic import fold

MONTHS: Mapping[int, tuple[str, ...]] = {
    1: ("يناير", "كانون الثاني", "كانون ثاني", "جانفي"),
    2: ("فبراير", "شباط", "فيفري"),
    3: ("مارس", "آذار"),
    4: ("أبريل", "نيسان", "أفريل"),
    5: ("مايو", "أيار", "ماي"),
    6: ("يونيو", "يونيه", "حزيران", "جوان"),
    7: ("يوليو", "يوليه", "تموز", "جويلية", "يوليوز"),
    8: ("أغسطس", "آب", "أوت", "غشت"),
    9: ("سبتمبر", "أيلول", "شتنبر"),
    10: ("أكتوبر", "تشرين الأول", "تشرين أول"),
    11: ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "نونبر"),
    12: ("ديسمبر", "كانون الأول", "كانون أول", "دجنبر"),
}
"""Egypt and the Gulf, the Levant and Iraq, Tunisia and Algeria, Morocco."""

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

OTHER_WORDS = frozenset(
    map(fold, ("مارس", "نيسان", "ماي", "جوان", "آب", "أوت", "غشت", "مايو", "تموز"))
)
"""Months that are other words too: a month for certain only beside a day or a year."""


@dataclass(frozen=True)
class Mention:
    """A date as one of the two texts gives it; 0 for what it leaves out."""

    day: int
    month: int
    year: int
    is_certain: bool
    """Whether it can be nothing but a date."""
    written: str
    """In the Arabic the name of the month, in the English the whole date."""
    offsets: tuple[int, ...] = ()
    """Where its numbers begin in the text."""

    def __str__(self) -> str:
        parts = (str(self.day or ""), ENGLISH_MONTHS[self.month - 1], str(self.year or ""))
        return " ".join(part for part in parts if part)


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True)).replace(r"\ ", r"\s+")


_ARABIC_NAMES = {fold(name): (n, name) for n, names in MONTHS.items() for name in names}
_ARABIC_MONTH = re.compile(rf"(?<!\w)(?:و?[فبلك]|و)?(?P<month>{_any_of(_ARABIC_NAMES)})(?!\w)")
_DAY_BEFORE = re.compile(
    r"(?<![0-9.,/:-])(?P<day>[0-9]{1,2})\s*(?:من\s+)?(?:ال?شهر\s+)?$|(?P<named>شهر(?:ي)?\s+)$"
)
_YEAR_AFTER = re.compile(
    r"[\s،,]*(?:من\s+)?(?:[لو]?(?:ال)?(?:عام|سنه)\s+)?(?P<year>[12][0-9]{3})(?![0-9]|\s?ه(?!\w))"
)
_LEFT = 16
"""Characters before a month in which its day may stand."""

_ENGLISH_NAMES = {
    form: number
    for number, name in enumerate(ENGLISH_MONTHS, 1)
    for form in (name, name.upper(), name.lower(), name[:3], name[:4], name[:3].upper())
    if form not in ("may", "march")
}
_ORDINAL = r"(?:st|nd|rd|th)?"
_ENGLISH_MONTH = re.compile(
    rf"(?<![A-Za-z])(?P<month>{_any_of(_ENGLISH_NAMES)})(?![A-Za-z])\.?"
    rf"(?:\s+(?:the\s+)?(?P<day>[0-9]{{1,2}}){_ORDINAL}(?![0-9:A-Za-z]|[.,][0-9]))?"
    r"(?:,?\s+(?:of\s+)?(?P<year>[12][0-9]{3})(?![0-9]))?"
)
_ENGLISH_DAY_BEFORE = re.compile(rf"(?<![0-9.,:/])(?P<day>[0-9]{{1,2}}){_ORDINAL}(?:\s+of)?[\s-]+$")
_NUMERIC = re.compile(
    r"(?<![0-9/.-])(?:(?P<one>[0-9]{1,2})[/.-](?P<two>[0-9]{1,2})[/.-](?P<year>[0-9]{4}|[0-9]{2})"
    r"|(?P<first>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2}))(?![0-9/-]|\.[0-9])"
)


def arabic_dates(folded: str) -> tuple[Mention, ...]:
    """Dates with a named month in an Arabic text that has been through `fold`."""
    found = []
    for match in _ARABIC_MONTH.finditer(folded):
        left = max(0, match.start() - _LEFT)
        before = _DAY_BEFORE.search(folded, left, match.start())
        day = int(before["day"]) if before and before["day"] else 0
        after = _YEAR_AFTER.match(folded, match.end())
        name = " ".join(match["month"].split())
        number, written = _ARABIC_NAMES[name]
        offsets: tuple[int, ...] = (before.start("day"),) if before and day else ()
        offsets += (after.start("year"),) if after else ()
        is_certain = before is not None or after is not None or name not in OTHER_WORDS
        year = int(after["year"]) if after else 0
        found.append(Mention(day, number, year, is_certain, written, offsets))
    return tuple(found)


def english_dates(text: str) -> tuple[Mention, ...]:
    """Dates with a named month in an English text."""
    found = []
    for match in _ENGLISH_MONTH.finditer(text):
        left = max(0, match.start() - _LEFT)
        before = _ENGLISH_DAY_BEFORE.search(text, left, match.start())
        day = int((before or match)["day"] or 0)
        year = int(match["year"] or 0)
        month = _ENGLISH_NAMES[match["month"]]
        start = before.start() if before else match.start()
        found.append(Mention(day, month, year, bool(day or year), text[start : match.end()]))
    return tuple(found)


@dataclass(frozen=True)
class NumericDates:
    """Dates all in digits, as 7/10/2023 or 2023-10-07."""

    months: frozenset[int]
    """Every month that one of them may mean."""
    offsets: tuple[int, ...]
    """Where their numbers begin in the text."""


def numeric_dates(text: str) -> NumericDates:
    """The dates of a text that are all in digits."""
    parts = [
        (int(match[name]), match.start(name), name)
        for match in _NUMERIC.finditer(text)
        for name in ("one", "two", "year", "first", "month", "day")
        if match[name]
    ]
    months = (value for value, _, name in parts if name in ("one", "two", "month"))
    return NumericDates(
        frozenset(value for value in months if 1 <= value <= 12),
        tuple(start for _, start, _ in parts),
    )
