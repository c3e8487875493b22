"""Dates and numbers in words, as a language of the site writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.model.explainer import EventDate
from generator.model.language import Language

_SINGLE: Mapping[str, tuple[str, ...]] = {
    "egypt": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "levant": (
        "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
        "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
    ),
    "maghreb": (
        "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان",
        "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "english": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

MONTHS: Mapping[str, tuple[str, ...]] = {
    **_SINGLE,
    "dual": tuple(
        f"{levant}/{egypt}"
        for levant, egypt in zip(_SINGLE["levant"], _SINGLE["egypt"], strict=True)
    ),
}
"""Month names by the name a site gives in `languages.<code>.months`."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "ar": {
        "about": "نحو {}", "uncertain": "{} (غير مؤكد)", "approximate": "{} (تقريباً)",
        "range": "من {} إلى {}",
        "until": "حتى {}", "since": "منذ {}", "decade": "عقد {}", "century": "القرن {}",
        "bce": "{} ق.م",
    },
    "en": {
        "about": "about {}", "uncertain": "{} (uncertain)", "approximate": "{} (approximately)",
        "range": "{} to {}",
        "until": "until {}", "since": "since {}", "decade": "the {}s", "century": "{} century",
        "bce": "{} BCE",
    },
}  # fmt: skip

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def digits(text: str, language: Language) -> str:
    """`text` with its ASCII digits in the digits of the language."""
    return text.translate(_ARABIC_INDIC) if language.digits == "arab" else text


def day_in_words(day: date, language: Language) -> str:
    """`19 June 2024`, `19 يونيو 2024`: the same order in both languages (CLDR long dates)."""
    return _point_in_words((day.year, day.month, day.day), language)


def date_in_words(event: EventDate, language: Language) -> str:
    """The date as a reader would say it."""
    words = WORDS[language.code]
    about = words["about"] if event.approximate else "{}"
    if event.open_start:
        text = words["until"].format(about.format(_point_in_words(event.start, language)))
    elif event.open_end:
        text = words["since"].format(about.format(_point_in_words(event.start, language)))
    elif event.end is not None:
        text = _range_in_words(event.start, event.end, language)
        if event.approximate:
            text = words["approximate"].format(text)
    elif event.unspecified == "decade":
        text = about.format(words["decade"].format(digits(str(event.start[0]), language)))
    elif event.unspecified == "century":
        name = _ordinal(event.start[0] // 100 + 1, language)
        text = about.format(words["century"].format(name))
    else:
        text = about.format(_point_in_words(event.start, language))
    return words["uncertain"].format(text) if event.uncertain else text


def year_in_words(year: int, language: Language) -> str:
    if year > 0:
        return digits(str(year), language)
    return WORDS[language.code]["bce"].format(digits(str(1 - year), language))


def _point_in_words(point: tuple[int, int, int], language: Language) -> str:
    year, month, day = point
    parts = [year_in_words(year, language)]
    if month:
        parts.insert(0, language.months[month - 1])
    if day:
        parts.insert(0, digits(str(day), language))
    return " ".join(parts)


def _range_in_words(
    start: tuple[int, int, int], end: tuple[int, int, int], language: Language
) -> str:
    words = WORDS[language.code]["range"]
    if not start[1] and not end[1] and start[0] > 0:
        first, last = (year_in_words(each[0], language) for each in (start, end))
        return f"{first}\u2013{last}"
    return words.format(_point_in_words(start, language), _point_in_words(end, language))


_CENTURIES: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع",
        "العاشر", "الحادي عشر", "الثاني عشر", "الثالث عشر", "الرابع عشر", "الخامس عشر",
        "السادس عشر", "السابع عشر", "الثامن عشر", "التاسع عشر", "العشرون", "الحادي والعشرون",
    ),
    "en": (
        "1st", "2nd", "3rd", *(f"{number}th" for number in range(4, 21)),
        "21st", "22nd", "23rd", *(f"{number}th" for number in range(24, 31)),
    ),
}  # fmt: skip


def _ordinal(number: int, language: Language) -> str:
    names = _CENTURIES[language.code]
    if 1 <= number <= len(names):
        return names[number - 1]
    return digits(str(number), language)
