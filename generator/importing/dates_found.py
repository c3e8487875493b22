"""Absolute dates named in Arabic prose, with the sentences that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from generator.importing.words import fold
from generator.translation.sentences import split_sentences

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار"),
    ("أبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "يونيه", "حزيران", "جوان"),
    ("يوليو", "يوليه", "تموز", "جويلية", "يوليوز"),
    ("أغسطس", "آب", "أوت", "غشت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني", "نونبر"),
    ("ديسمبر", "كانون الأول", "دجنبر"),
)
"""Egypt and the Gulf, the Levant and Iraq, Tunisia and Algeria, Morocco."""

_UNITS = (
    ("الأول", "الحادي"), ("الثاني",), ("الثالث",), ("الرابع",), ("الخامس",), ("السادس",),
    ("السابع",), ("الثامن",), ("التاسع",),
)  # fmt: skip


def _day_words() -> dict[str, int]:
    days = {"غرة": 1, "اول": 1, "مطلع": 1, "العاشر": 10, "العشرين": 20, "الثلاثين": 30}
    days |= {"العشرون": 20, "الثلاثون": 30}
    for number, forms in enumerate(_UNITS, start=1):
        for form in map(fold, forms):
            days[form] = number
            days[f"{form} عشر"] = 10 + number
            days[f"{form} والعشرين"] = days[f"{form} والعشرون"] = 20 + number
            if number == 1:
                days[f"{form} والثلاثين"] = days[f"{form} والثلاثون"] = 31
    del days["مطلع"], days[fold("الحادي")]
    return days


_MONTH_NUMBERS = {fold(name): n for n, names in enumerate(_MONTHS, start=1) for name in names}
_DAY_NUMBERS = _day_words()


def _any_of(names: Sequence[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


_MONTH = _any_of(tuple(_MONTH_NUMBERS))
_ERA = r"(?![0-9]|\s*(?:هـ|ه\b|هجري|ق\.?\s?م\b|قبل\s+الميلاد))"
_YEAR_WORD = r"(?:(?:من|ل|في|،|,)?\s*(?:ال)?(?:عام|سنة|لعام|لسنة)\s+)?"
_FULL = re.compile(
    rf"(?<![0-9])(?P<day>[0-9]{{1,2}}|{_any_of(tuple(_DAY_NUMBERS))})\s*(?:من\s+)?(?:شهر\s+)?"
    rf"(?P<month>{_MONTH})(?!\w)(?:\s*[/(\-–]\s*(?:{_MONTH})(?!\w)\s*\)?)?[\s،,]*"
    rf"{_YEAR_WORD}(?P<year>[0-9]{{4}}){_ERA}"
)
_MONTH_AND_YEAR = re.compile(
    rf"(?<!\w)[وفبل]?(?P<month>{_MONTH})(?!\w)(?:\s*[/(\-–]\s*(?:{_MONTH})(?!\w)\s*\)?)?[\s،,]*"
    rf"{_YEAR_WORD}(?P<year>[0-9]{{4}}){_ERA}"
)
_NUMERIC = re.compile(
    r"(?<![0-9/.\-])(?P<day>[0-9]{1,2})\s?(?P<mark>[/.\-])\s?(?P<month>[0-9]{1,2})\s?(?P=mark)\s?"
    rf"(?P<year>[0-9]{{4}}){_ERA}(?![/\-.][0-9])"
)
_YEAR_FIRST = re.compile(
    r"(?<![0-9/.\-])(?P<year>[0-9]{4})(?P<mark>[/.\-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9]|[/\-.][0-9])"
)
_BETWEEN = re.compile(
    r"(?<!\w)(?:بين|من|منذ|الفترة)\s+(?:(?:عامي|سنتي|عام|سنة|العام)\s+)?(?P<first>[0-9]{4})\s+"
    rf"(?:الي|حتي|و)\s*(?:(?:عام|سنة|العام)\s+)?(?P<last>[0-9]{{4}}){_ERA}"
)
_SPAN = re.compile(
    r"(?<![0-9/\-.])(?P<first>[0-9]{4})\s?[-–/]\s?(?P<last>[0-9]{4})(?![/\-.][0-9])" + _ERA
)
_UNIT = (
    r"(?!\s*(?:[%٪]|دينار|دولار|يورو|ريال|درهم|جنيه|شخص|قتيل|جريح|طن|كيلو|كلم|كم|متر|هكتار|الف|"
    r"مليون|موقع|منصب|حالة|عائلة|وحدة|مؤسسة|شركة|سنة|عام|يوم|ساعة|نقطة|تذكرة|لاعب|سيارة|منزل))"
)
_YEAR = re.compile(
    r"(?<!\w)(?:(?:[وفبلك]|ال|لل|بال|وال)?(?:عام|سنة|سنتي|عامي|صيف|شتاء|ربيع|خريف)\s+(?P<sure>1[0-9]{3}|20[0-9]{2})"
    r"|(?:و|ف)?(?:في|منذ|خلال|حتي|بحلول|اواخر|مطلع|اوائل|منتصف|نهاية|بداية|قبل|بعد)\s+(?P<likely>19[0-9]{2}|20[0-9]{2})"
    rf"(?:م(?!\w))?{_UNIT}){_ERA}(?![0-9])"
)


@dataclass(frozen=True, order=True)
class FoundDate:
    """A date as EDTF, and the sentence in which it stands."""

    edtf: str
    sentence: str


def find_dates(paragraphs: Sequence[str]) -> tuple[FoundDate, ...]:
    """Every date with its sentence, earliest first, each pair once."""
    found = {
        FoundDate(edtf, sentence)
        for paragraph in paragraphs
        for sentence in split_sentences(paragraph)
        for edtf in _dates_in(sentence)
    }
    return tuple(sorted(found))


def read_date(text: str) -> date | None:
    """The day that `text`, a date field of some file, names; day before month when in doubt."""
    text = fold(text).strip()
    compact = re.match(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?![0-9])", text)
    if compact:
        return _day(*(int(part) for part in compact.groups()))
    for edtf in _dates_in(text):
        if len(edtf) == len("2016-01-14"):
            return date.fromisoformat(edtf)
    american = re.match(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9])", text)
    if american:
        month, day, year = (int(part) for part in american.groups())
        return _day(year, month, day)
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _dates_in(sentence: str) -> Iterator[str]:
    """The dates of one sentence; what one pattern has read is hidden from the next."""
    rest = fold(sentence)
    for pattern, read in (
        (_FULL, _read_full),
        (_YEAR_FIRST, _read_full),
        (_NUMERIC, _read_full),
        (_MONTH_AND_YEAR, _read_month),
        (_BETWEEN, _read_span),
        (_SPAN, _read_span),
        (_YEAR, _read_year),
    ):
        for match in pattern.finditer(rest):
            edtf = read(match)
            if edtf:
                yield edtf
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)


def _read_full(match: re.Match[str]) -> str:
    written = " ".join(match["day"].split())
    day = _DAY_NUMBERS.get(written) or int(written)
    found = _day(int(match["year"]), _month(match["month"]), day)
    return found.isoformat() if found else ""


def _read_month(match: re.Match[str]) -> str:
    year = int(match["year"])
    return f"{year:04}-{_month(match['month']):02}" if _is_plausible(year) else ""


def _read_span(match: re.Match[str]) -> str:
    first, last = int(match["first"]), int(match["last"])
    if not (_is_plausible(first) and _is_plausible(last) and first < last):
        return ""
    return f"{first:04}/{last:04}"


def _read_year(match: re.Match[str]) -> str:
    return match["sure"] or match["likely"]


def _month(written: str) -> int:
    name = " ".join(written.split())
    return _MONTH_NUMBERS[name] if name in _MONTH_NUMBERS else int(name)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _is_plausible(year) else None


def _is_plausible(year: int) -> bool:
    return 1000 <= year <= 2100
