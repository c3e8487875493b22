"""Numbers that the English loses, changes or makes up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from generator.model.problem import Severity
from generator.translation.quality.arabic_numbers import counts_in_words
from generator.translation.quality.findings import Finding
from generator.translation.quality.numerals import DIGITS, Number, readings_of
from generator.translation.quality.pair import Pair

_DIGIT = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]")
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SCALED = re.compile(
    r"[0-9](?:[ \u00a0\u202f][0-9]{3}(?![0-9])|\+?[ \u00a0-]?(?:الف|الاف|ملي|بلي|تري"
    r"|(?:thou|mill|bill|trill|hund|doz)|(?:[kmb]|bn|mn|tn)\b))",
    re.IGNORECASE,
)
_PARTED = re.compile(r"(?<![0-9])[0-9]{1,20}(?:[ \u00a0/()-]{1,2}[0-9]{1,20}){2,8}")
_SHORTEST_ROW = 4
"""Digits from which on a number is looked for in the row of all English digits."""
_SMALL = frozenset((0.0, 1.0, 2.0))
"""Arabic says them without a word (the dual, "no"), English now and then in digits."""
_THOUSANDS_WITH_STOP = re.compile(
    r"(?<![0-9.,])[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|\.000)(?![0-9]|[.,][0-9])"
)


def number_findings(
    pair: Pair, explained: Collection[int] = (), *, only_lost: bool = False
) -> Iterator[Finding]:
    """Numbers of the Arabic that the English does not say, and digits it has of its own.

    `explained` are offsets of Arabic numbers that another finding speaks of; with `only_lost`,
    other findings speak of those that the English has of its own.
    """
    has_digits = pair.has_arabic_digits or _DIGIT.search(pair.english) is not None
    if has_digits:
        yield from _thousands(pair)
    if not counts_in_words(pair.arabic) and (not has_digits or _are_alike(pair)):
        return
    missing = [each for each in lost_numbers(pair) if each.start not in explained]
    extra = [] if only_lost else made_up_numbers(pair)
    if missing:
        told = f"the Arabic has {_listed(missing)}, the English does not"
        told += f"; it has {_listed(extra)}" if extra else ""
        place = pair.place_of(extra[0].written) if len(extra) == 1 else (0, 0)
        yield Finding("number-missing", told, Severity.ERROR, "correct the number", *place)
    elif extra:
        told = f"the English has {_listed(extra)}, the Arabic does not"
        place = pair.place_of(extra[0].written)
        yield Finding("number-extra", told, Severity.WARNING, "", *place)


def _thousands(pair: Pair) -> Iterator[Finding]:
    """77.000, copied from an Arabic that means 77,000."""
    for match in _THOUSANDS_WITH_STOP.finditer(pair.english):
        if match[0] in pair.arabic:
            yield Finding(
                "number-missing",
                f"the Arabic has {match[0]}, which English reads as {match[0].split('.')[0]}",
                Severity.ERROR,
                f"write {match[0].replace('.', ',')}",
                *pair.place_of(match[0]),
            )
            return


def _are_alike(pair: Pair) -> bool:
    """Whether both texts have the same digits and no thousands or millions behind them.

    So it is with most, and they need no closer reading.
    """
    if _SCALED.search(pair.arabic) or _SCALED.search(pair.english):
        return False
    told, said = _PLAIN_NUMBER.findall(pair.arabic), _PLAIN_NUMBER.findall(pair.english)
    return set(told) == set(said)


def lost_numbers(pair: Pair) -> list[Number]:
    """The numbers of the Arabic, in digits or from 11 on, that no reading of the English gives."""
    said = pair.english_numbers.said
    row = pair.english_numbers.row
    if pair.arabic_numeric_dates.months:
        said |= {each.month for each in pair.english_dates}
    lost = [
        number
        for number in (*pair.arabic_numbers.digits, *pair.arabic_numbers.words)
        if not any(said.issuperset(reading) for reading in number.readings)
        and not _is_in_row(number, row)
    ]
    # A telephone number may be parted in another way.
    parted = [
        match.span()
        for match in (_PARTED.finditer(pair.arabic) if lost else ())
        if "".join(DIGITS.findall(match[0])) in row
    ]
    return [each for each in lost if not any(a <= each.start < b for a, b in parted)]


def made_up_numbers(pair: Pair) -> list[Number]:
    """The numbers in digits of the English that no reading of the Arabic gives."""
    said = pair.arabic_numbers.said | _SMALL
    if pair.english_numeric_dates.months:
        said |= {each.month for each in pair.arabic_dates}
    return [
        number
        for number in pair.english_numbers.digits
        if not any(said.issuperset(reading) for reading in number.readings)
        and not _is_in_row(number, pair.arabic_numbers.row)
    ]


def _is_in_row(number: Number, row: str) -> bool:
    digits = "".join(DIGITS.findall(number.written))
    return len(digits) >= _SHORTEST_ROW and digits in row


def _listed(numbers: Sequence[Number]) -> str:
    shown = list(dict.fromkeys(map(_shown, numbers)))
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _shown(number: Number) -> str:
    """As written; in digits where it is in words, or in thousands and millions."""
    value = number.readings[0]
    if not DIGITS.search(number.written):
        return f"{value[0]:,.12g} in words"
    is_scaled = len(value) == 1 and value not in readings_of(number.written)
    return f"{value[0]:,.12g}" if is_scaled else number.written
