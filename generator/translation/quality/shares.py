"""Percentages: the sign kept in the English, and not put where the Arabic has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model.problem import Severity
from generator.translation.quality.findings import Finding
from generator.translation.quality.numerals import Number
from generator.translation.quality.pair import Pair

_ARABIC_PERCENT = re.compile(r"\s?(?:[%\u066a]|(?:في|ب)\s?ال(?:ميه|مايه)(?!\w))")
_PERCENT_BEFORE = re.compile(r"[%\u066a]\s?$")
_ARABIC_SHARE = re.compile(r"[%\u066a]|ال(?:ميه|مايه)(?!\w)")
_ARABIC_RATE = re.compile(r"نسب|ميوي|[%\u066a]|ال(?:ميه|مايه)(?!\w)")
_ENGLISH_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|pct\b|percentage)", re.IGNORECASE)
_ANY_SHARE = ("%", "\u066a", "الميه", "المايه")
_ANY_PERCENT = ("%", "per cent", "percent", "pct")
_SHARED = frozenset(("to", "and", "or", ",", "-", "–", "—", "الي", "و", "او", "،", "حتي", ", and"))


def share_findings(pair: Pair) -> Iterator[Finding]:
    """Numbers that are percentages in one of the two texts only."""
    if not any(sign in pair.arabic for sign in _ANY_SHARE) and not any(
        sign in pair.lower for sign in _ANY_PERCENT
    ):
        return
    if len(_ARABIC_SHARE.findall(pair.arabic)) == len(_ENGLISH_PERCENT.findall(pair.english)):
        return
    told = shares(pair.arabic, pair.arabic_numbers.digits, _ARABIC_PERCENT)
    said = shares(pair.english, pair.english_numbers.digits, _ENGLISH_PERCENT)
    plain: frozenset[float] = frozenset()
    if not _ARABIC_RATE.search(pair.arabic):
        plain = frozenset(v for number in pair.arabic_numbers.digits for v in number.values)
    for number in pair.english_numbers.digits:
        if number.values & (told - said):
            message = f"the Arabic has {number.written} per cent, the English only {number.written}"
        elif number.values & said & plain:
            message = f"the English has {number.written} per cent, the Arabic only {number.written}"
        else:
            continue
        place = pair.place_of(number.written)
        yield Finding("percent", message, Severity.WARNING, "", *place)
        return


def shares(text: str, numbers: Sequence[Number], sign: re.Pattern[str]) -> frozenset[float]:
    """Values of the numbers that are percentages, also where two share a sign: 5 to 10%."""
    found: set[float] = set()
    is_share = False
    following = len(text)
    for number in reversed(numbers):
        end = number.start + len(number.written)
        is_tied = is_share and text[end:following].strip() in _SHARED
        is_share = (
            is_tied
            or sign.match(text, end) is not None
            or _PERCENT_BEFORE.search(text, max(0, number.start - 2), number.start) is not None
        )
        following = number.start
        if is_share:
            found |= number.values
    return frozenset(found)
