"""The words of which dates are made, by language code; ordinals of centuries and millennia."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.event_date import Part


@dataclass(frozen=True)
class Doubts:
    """What is said of parts of a date, agreeing with them."""

    one: str
    feminine: str
    two: str


@dataclass(frozen=True)
class DateWords:
    """Templates and words of one language."""

    about: str
    uncertain: str
    start_uncertain: str
    end_uncertain: str
    spans: str
    """Two dates in words; two numbers take an en dash."""
    days: str
    """Two days of one month: the first, the second, month and year."""
    until: str
    since: str
    until_unknown: str
    """An interval of which the start is unknown."""
    since_unknown: str
    season: str
    season_of_hemisphere: str
    seasons: tuple[str, ...]
    """Spring, summer, autumn, winter."""
    hemispheres: tuple[str, str]
    divisions: tuple[str, ...]
    """The sub-year groupings 33 to 41, of a year."""
    decades: Mapping[int, str]
    """By the tenth of the century, of a century; the others are `decade`, of a year."""
    decade: str
    century: str
    millennium: str
    inside: str
    """A decade, century or millennium behind another word."""
    before_christ: str
    """A century or millennium in words."""
    bce: str
    """A year in digits."""
    ce: str
    at: str
    zone: str
    universal: str
    notes: str
    """In brackets behind a date."""
    note_separator: str
    both: str
    parts: Mapping[Part, str]
    unknown: Doubts
    approximate: Doubts
    unsure: Doubts
    hijri: str


def _same(word: str) -> Doubts:
    return Doubts(word, word, word)


WORDS: Mapping[str, DateWords] = {
    "ar": DateWords(
        about="نحو {}",
        uncertain="غير مؤكد",
        start_uncertain="البداية غير مؤكدة",
        end_uncertain="النهاية غير مؤكدة",
        spans="من {} إلى {}",
        days="من {} إلى {} {}",
        until="حتى {}",
        since="منذ {}",
        until_unknown="حتى {}، والبداية غير معروفة",
        since_unknown="بدءاً من {}، والنهاية غير معروفة",
        season="{} {}",
        season_of_hemisphere="{} {} في نصف الكرة {}",
        seasons=("ربيع", "صيف", "خريف", "شتاء"),
        hemispheres=("الشمالي", "الجنوبي"),
        divisions=(
            "الربع الأول من عام {}", "الربع الثاني من عام {}",
            "الربع الثالث من عام {}", "الربع الأخير من عام {}",
            "الثلث الأول من عام {}", "الثلث الثاني من عام {}", "الثلث الأخير من عام {}",
            "النصف الأول من عام {}", "النصف الثاني من عام {}",
        ),
        decades={
            0: "العقد الأول من {}", 1: "العقد الثاني من {}", 2: "عشرينيات {}", 3: "ثلاثينيات {}",
            4: "أربعينيات {}", 5: "خمسينيات {}", 6: "ستينيات {}", 7: "سبعينيات {}",
            8: "ثمانينيات {}", 9: "تسعينيات {}",
        },
        decade="عقد {}",
        century="القرن {}",
        millennium="الألفية {}",
        inside="{}",
        before_christ="{} قبل الميلاد",
        bce="{} ق.م",
        ce="{} م",
        at="{}، الساعة {}",
        zone="{} بتوقيت غرينتش {}",
        universal="{} بتوقيت غرينتش",
        notes="{} ({})",
        note_separator="، ",
        both="{} و{}",
        parts={"year": "السنة", "month": "الشهر", "day": "اليوم"},
        unknown=Doubts("غير معروف", "غير معروفة", "غير معروفين"),
        approximate=Doubts("تقريبي", "تقريبية", "تقريبيان"),
        unsure=Doubts("غير مؤكد", "غير مؤكدة", "غير مؤكدين"),
        hijri="{} {} {} هـ",
    ),
    "en": DateWords(
        about="about {}",
        uncertain="uncertain",
        start_uncertain="start uncertain",
        end_uncertain="end uncertain",
        spans="{} to {}",
        days="{}\u2013{} {}",
        until="until {}",
        since="since {}",
        until_unknown="until {}, start unknown",
        since_unknown="from {}, end unknown",
        season="{} {}",
        season_of_hemisphere="{} {} in the {} hemisphere",
        seasons=("spring", "summer", "autumn", "winter"),
        hemispheres=("northern", "southern"),
        divisions=(
            "first quarter of {}", "second quarter of {}",
            "third quarter of {}", "last quarter of {}",
            "first third of {}", "second third of {}", "last third of {}",
            "first half of {}", "second half of {}",
        ),
        decades={0: "first decade of {}"},
        decade="{}s",
        century="{} century",
        millennium="{} millennium",
        inside="the {}",
        before_christ="{} BCE",
        bce="{} BCE",
        ce="{} CE",
        at="{}, {}",
        zone="{} GMT{}",
        universal="{} GMT",
        notes="{} ({})",
        note_separator=", ",
        both="{} and {}",
        parts={"year": "year", "month": "month", "day": "day"},
        unknown=_same("unknown"),
        approximate=_same("approximate"),
        unsure=_same("uncertain"),
        hijri="{} {} {} AH",
    ),
}  # fmt: skip


def ordinal(number: int, code: str) -> str:
    """`20th`; in Arabic the masculine with its article, `العشرون`. From 1 to 100."""
    return _arabic_ordinal(number) if code == "ar" else _english_ordinal(number)


def ordinal_inside(number: int, code: str) -> str:
    """The same behind another word: in Arabic the genitive, `العشرين`."""
    name = ordinal(number, code)
    return name.removesuffix("ون") + "ين" if code == "ar" and name.endswith("ون") else name


def feminine_ordinal(number: int, code: str) -> str:
    """`2nd`, `الثانية`. From 1 to 10."""
    return _FEMININE[number - 1] if code == "ar" else _english_ordinal(number)


def _english_ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


_UNITS = (
    "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع",
    "العاشر",
)  # fmt: skip
_TENS = (
    "العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون",
)  # fmt: skip
_FEMININE = (
    "الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة",
    "التاسعة", "العاشرة",
)  # fmt: skip


def _arabic_ordinal(number: int) -> str:
    if number <= 10:
        return _UNITS[number - 1]
    if number == 100:
        return "المئة"
    tens, unit = divmod(number, 10)
    # In compounds «الأول» becomes «الحادي».
    unit_name = "الحادي" if unit == 1 else _UNITS[unit - 1]
    if tens == 1:
        return f"{unit_name} عشر"
    return f"{unit_name} و{_TENS[tens - 2]}" if unit else _TENS[tens - 2]
