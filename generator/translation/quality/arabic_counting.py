"""The number words of Arabic in every form in which a text may have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from generator.text.arabic import fold

_UNITS: Mapping[float, str] = {
    0: "صفر", 1: "واحد واحدة أحد إحدى", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع",
    8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر",
}  # fmt: skip
_TENS: Mapping[float, str] = {
    20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"
}  # fmt: skip
_HUNDREDS: Mapping[float, str] = {
    3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع",
}  # fmt: skip
_SCALES: Mapping[float, str] = {
    1e3: "ألف آلاف ألفا ألوف",
    1e6: "مليون ملايين مليونا",
    1e9: "مليار مليارات مليارا بليون بلايين بليونا",
    1e12: "تريليون تريليونات تريليونا ترليون ترليونات",
}
_TWOFOLD: Mapping[float, str] = {
    100: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
    1e3: "ألفان ألفين ألفي",
    1e6: "مليونان مليونين مليوني",
    1e9: "ملياران مليارين ملياري بليونان بليونين بليوني",
    1e12: "تريليونان تريليونين تريليوني",
}
_FRACTIONS: Mapping[float, str] = {
    0.5: "نصف",
    0.25: "ربع",
    0.3333: "ثلث",
    0.6667: "ثلثا ثلثي ثلثين",
}
_ORDINALS: Mapping[float, str] = {
    1: "حادي حادية", 2: "ثاني ثانية ثان", 3: "ثالث ثالثة", 4: "رابع رابعة",
    5: "خامس خامسة", 6: "سادس سادسة", 7: "سابع سابعة", 8: "ثامن ثامنة", 9: "تاسع تاسعة",
    10: "عاشر عاشرة",
}  # fmt: skip
_OTHERS: Mapping[float, str] = {
    0: "صفرا", 12: "دزينة", 10: "عقد", 20: "عقدين عقدان", 100: "قرن", 200: "قرنين قرنان",
    1: "أول أولى مرة", 2: "مرتين مرتان ضعف ضعفين نصفين كلا كلتا",
}  # fmt: skip
_UNSURE_ALONE = "مئة مائة مئتا مئتي ستون خمسين ألف ألفا ألفي آلاف ألوف ملايين مليارات بلايين"

_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول")


def _folded(words: str) -> list[str]:
    return [fold(word) for word in words.split()]


def _counting_words() -> Iterator[tuple[str, str, float]]:
    for number, words in _UNITS.items():
        yield from ((word, "value", number) for word in _folded(words))
    for number, stem in _TENS.items():
        yield from ((fold(stem) + ending, "value", number) for ending in ("ون", "ين"))
    hundreds = [fold("مئة"), fold("مائة")]
    yield from ((word, "value", 100) for word in hundreds)
    for number, stems in _HUNDREDS.items():
        for stem, word in product(_folded(stems), hundreds):
            yield stem + word, "value", number * 100
    for scale, words in _SCALES.items():
        yield from ((word, "scale", scale) for word in _folded(words))
    for scale, words in _TWOFOLD.items():
        kind = "value" if scale == 100 else "scale"
        yield from ((word, kind, 2 * scale) for word in _folded(words))
    for number, words in (*_FRACTIONS.items(), *_ORDINALS.items()):
        yield from ((word, "value", number) for word in _folded(words))


def _with_prefixes(
    words: Iterable[tuple[str, str, float]],
) -> dict[str, tuple[str, float, bool]]:
    """(kind, value, whether an "and" stands before) of each word in all its forms."""
    known = list(words)
    # Bare words last, and so first in rank: واحد is "one", not "and one".
    return {
        prefix + word: (kind, value, prefix.startswith("و"))
        for prefix in reversed(_PREFIXES)
        for word, kind, value in known
    }


def _decades() -> dict[str, tuple[float, ...]]:
    """التسعينيات is the nineties, of the century that the text speaks of."""
    return {
        prefix + fold(stem) + ending: (number, 1900 + number, 1800 + number, 2000 + number)
        for prefix in _PREFIXES
        for number, stem in _TENS.items()
        for ending in ("ينيات", "ينات", "يني", "ينيه")
    }


COUNTING = _with_prefixes(_counting_words())
"""Words that count: (kind, value, whether an "and" stands before)."""
for _share in ("بالمئة", "بالمائة"):
    del COUNTING[fold(_share)]

SINGLE = {
    prefix + word: value
    for value, words in _OTHERS.items()
    for word in _folded(words)
    for prefix in _PREFIXES
}
"""Words that say a number without counting: they are not added to others."""

DECADES = _decades()
"""Every number that the name of a decade may say."""

GREAT = frozenset(word for word, (_, value, _) in COUNTING.items() if value >= 10)
"""One of these is in every number from 11 on."""

UNSURE = frozenset(prefix + word for prefix in _PREFIXES for word in _folded(_UNSURE_ALONE))
"""Alone, these may be a share, thousands of something, a name, or another word."""
