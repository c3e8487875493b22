"""What numbers count: money, measures, spans of time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from generator.model.problem import Severity
from generator.text.arabic import fold
from generator.translation.quality.arabic_numbers import is_counting
from generator.translation.quality.findings import Finding
from generator.translation.quality.measures import CURRENCIES, TIMES, UNITS, Kind
from generator.translation.quality.pair import Pair


def _words_of(kinds: Sequence[Kind]) -> dict[str, Kind]:
    return {fold(word): kind for kind in kinds for word in kind.arabic.split()}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])", re.IGNORECASE)


# Digits come in bounded groups: without a bound, a long row of them takes quadratic time.
_NUMBER = r"(?<![0-9.,])[0-9]{1,20}(?:[.,][0-9]{1,20}){0,6}"
_THOUSANDS = "ألف آلاف ألفا مليون ملايين مليونا مليار مليارات مليارا بليون تريليون"
_SCALE = _any_of(fold(word) for word in _THOUSANDS.split())
_CURRENCY_WORDS = _words_of(CURRENCIES)
_UNIT_WORDS = _words_of(UNITS)
_TIME_WORDS = _words_of(TIMES)

_CURRENCY = re.compile(rf"(?<!\w)(?:[وبل]?ال)?(?P<word>{_any_of(_CURRENCY_WORDS)})(?!\w)")
_AMOUNT_BEFORE = re.compile(rf"(?P<number>{_NUMBER})\s?(?:(?:{_SCALE})\s)?(?:من\s)?$")
_WORD_BEFORE = re.compile(r"(?P<word>\w+)\s(?:من\s)?$")
_BEFORE = 24
"""Characters before a currency in which its number may stand."""
_UNIT = re.compile(rf"[0-9](?:\s(?:{_SCALE}))?\s?(?P<word>{_any_of(_UNIT_WORDS)})(?!\w)")
_TIME = re.compile(rf"(?P<number>{_NUMBER})\s(?P<word>{_any_of(_TIME_WORDS)})(?!\w)")
_ENGLISH_CURRENCIES = {kind.name: re.compile(kind.english) for kind in CURRENCIES}
_ENGLISH_UNITS = {kind.name: _alone(kind.english) for kind in UNITS}
_ENGLISH_TIMES = "|".join(f"(?P<{kind.name}>{kind.english})" for kind in TIMES)
_ENGLISH_TIME = re.compile(rf"(?P<number>{_NUMBER})[\s-](?:{_ENGLISH_TIMES})\b", re.IGNORECASE)
_PRICE = re.compile(
    rf"(?P<sign>[$€£¥₪₺₽₹])\s?(?P<behind>{_NUMBER})"
    rf"|(?P<before>{_NUMBER})\s?(?:(?:thousand|million|billion|trillion|bn|mn?|k)\s)?"
    r"(?P<word>[$€£¥₪₺₽₹]|(?:US )?dollars?|euros?|lir[ae]s?|r[iy]+als?|dirhams?|dinars?|shekels?"
    r"|yuan|yen|rou?bles?)",
    re.IGNORECASE,
)
"""Money in English for certain; pounds and francs may be something else."""

_ANY_MONEY = (
    "$", "€", "£", "¥", "₪", "₺", "₽", "₹", "dollar", "euro", "lir", "riyal", "rial", "dirham",
    "dinar", "shekel", "yuan", " yen", "rouble", "ruble",
)  # fmt: skip
"""One of these is in every match of `_PRICE`."""
_ANY_CURRENCY = tuple({word[:4] for word in _CURRENCY_WORDS if len(word) > 3})
_YEN = re.compile(r" ين(?!\w)")
"""The one currency so short that it begins many words."""


def amount_findings(pair: Pair) -> Iterator[Finding]:
    """Currencies, measures and spans of time that the English loses, changes or makes up."""
    yield from _currency(pair)
    if pair.has_arabic_digits:
        yield from _units(pair)
        yield from _times(pair)


def _currency(pair: Pair) -> Iterator[Finding]:
    may_tell = any(stem in pair.arabic for stem in _ANY_CURRENCY) or _YEN.search(pair.arabic)
    has_money = any(stem in pair.lower for stem in _ANY_MONEY)
    if not may_tell and not has_money:
        return
    told, counted, amounts = _arabic_money(pair.arabic) if may_tell else (set(), set(), {})
    lost = sorted(name for name in counted if not _ENGLISH_CURRENCIES[name].search(pair.english))
    if lost:
        made_up = _other_currency(told, pair.english)
        instead = f"; it has “{made_up}”" if made_up else ""
        message = f"the Arabic counts {_and(lost)}, the English does not{instead}"
        yield _finding("currency", message)
        return
    for price in _PRICE.finditer(pair.english) if has_money else ():
        number = price["behind"] or price["before"]
        name = amounts.get(_digits(number), "")
        if name and not _ENGLISH_CURRENCIES[name].search(price[0]):
            message = f"the Arabic has {number} {name}, the English {price[0]}"
        elif not told:
            message = f"the English has {price[0]}, the Arabic names no currency"
        else:
            continue
        yield _finding("currency", message, pair.place_of(price[0]))
        return


def _other_currency(told: Set[str], english: str) -> str:
    """How the English names a currency that the Arabic does not name; else empty."""
    found = (form.search(english) for name, form in _ENGLISH_CURRENCIES.items() if name not in told)
    return next((match[0] for match in found if match), "")


def _arabic_money(arabic: str) -> tuple[set[str], set[str], Mapping[str, str]]:
    """Currencies that are named, those that are counted, and the currency of each number."""
    told: set[str] = set()
    counted: set[str] = set()
    amounts: dict[str, str] = {}
    for match in _CURRENCY.finditer(arabic):
        name = _CURRENCY_WORDS[match["word"]].name
        told.add(name)
        left = max(0, match.start() - _BEFORE)
        amount = _AMOUNT_BEFORE.search(arabic, left, match.start())
        word = _WORD_BEFORE.search(arabic, left, match.start())
        if amount:
            counted.add(name)
            number = _digits(amount["number"])
            amounts[number] = name if amounts.get(number, name) == name else ""
        elif word and is_counting(word["word"]):
            counted.add(name)
    return told, counted, amounts


def _digits(number: str) -> str:
    return re.sub("[.,]", "", number)


def _units(pair: Pair) -> Iterator[Finding]:
    told = {_UNIT_WORDS[match["word"]].name for match in _UNIT.finditer(pair.arabic)}
    lost = sorted(name for name in told if not _ENGLISH_UNITS[name].search(pair.english))
    if lost:
        others = [
            name
            for name, form in _ENGLISH_UNITS.items()
            if name not in told and re.search(rf"[0-9][\s-]?(?:{form.pattern})", pair.english)
        ]
        instead = f"; it has {_and(others)}" if others else ""
        yield _finding("unit", f"the Arabic counts {_and(lost)}, the English does not{instead}")


def _times(pair: Pair) -> Iterator[Finding]:
    told = {
        (match["number"], _TIME_WORDS[match["word"]].name) for match in _TIME.finditer(pair.arabic)
    }
    if not told:
        return
    said = {
        (match["number"], str(match.lastgroup)): match[0]
        for match in _ENGLISH_TIME.finditer(pair.english)
    }
    for number, name in sorted(told - said.keys()):
        for (same, other), written in said.items():
            if same == number and (number, other) not in told:
                message = f"the Arabic has {number} {name}, the English {written}"
                yield _finding("unit", message, pair.place_of(written))
                break


def _and(names: Iterable[str]) -> str:
    return " and ".join(names)


def _finding(check: str, message: str, place: tuple[int, int] = (0, 0)) -> Finding:
    return Finding(check, message, Severity.WARNING, f"correct the {check}", *place)
