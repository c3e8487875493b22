"""What digits and number words amount to, the same for both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

LITERAL = (
    r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])"  # 10 000, with thousands set apart
    r"|[0-9]+(?:[.,:\u060c\u066b\u066c][0-9]+)*"
)
"""A number in digits, after Arabic digits have been made ASCII."""

_SEPARATOR = re.compile(r"[.,:\u060c\u066b\u066c \u00a0\u202f]")
_THOUSANDS = ".,\u060c\u066c \u00a0\u202f"

DIGITS = re.compile("[0-9]+")
RANGE_SIGNS = "-–—/"
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.3333, "⅔": 0.6667}

Reading = tuple[float, ...]
"""Values that together are one way to read what is written."""


@dataclass(frozen=True)
class Number:
    """A number as a text gives it."""

    written: str
    start: int
    readings: tuple[Reading, ...]
    """`77.000` is 77,000 in Beirut and 77 in Tunis: any of them may be meant."""

    @property
    def values(self) -> frozenset[float]:
        return frozenset(value for reading in self.readings for value in reading)


@dataclass(frozen=True)
class Item:
    """A word or literal of a run of number words."""

    kind: str
    """`literal`, `value`, or `scale` for thousand and above."""
    value: float
    is_joined: bool = False
    """Whether an "and" ties it to the item before."""
    index: int = -1
    """Of a literal: which one of the text."""
    is_label: bool = False
    """Of a literal: part of a name."""
    start: int = 0
    """Where it stands in the text."""
    end: int = 0


@dataclass(frozen=True)
class Phrase:
    """Number words that make one number, as in "two hundred and five"."""

    value: float
    literals: tuple[int, ...]
    """The literals in it, each by its index."""
    first: Item
    last: Item
    length: int
    """Words and literals."""


def rounded(value: float) -> float:
    """`value` without the dust of binary fractions, so that 2.3 million is 2300000."""
    return round(value, 4)


def scaled(readings: Iterable[Reading], scale: float) -> list[Reading]:
    """The readings that are one value, in thousands or millions."""
    return [(rounded(reading[0] * scale),) for reading in readings if len(reading) == 1]


def is_year(value: float) -> bool:
    """Whether a number that stands alone may well be a year."""
    return 1800 <= value <= 2100 and value == int(value)


def widened(first: str, second: str) -> list[Reading]:
    """How the end of a range reads where it leaves out what both have: 1950-53."""
    if len(second) < len(first) == 4 and first.isdecimal() and second.isdecimal():
        return [(float(first[: -len(second)] + second),)]
    return []


def readings_of(written: str, decimal: str = ".,\u060c\u066b") -> tuple[Reading, ...]:
    """Every way to read a literal, the likeliest first; `decimal` are the signs of fractions."""
    parts = _SEPARATOR.split(written)
    if len(parts) == 1:
        return ((float(written),),)
    signs = _SEPARATOR.findall(written)
    found: list[Reading] = []
    thousands = _THOUSANDS if len(decimal) > 1 else _THOUSANDS.replace(decimal, "")
    is_grouped = _are_thousands(parts) and len(set(signs)) == 1 and signs[0] in thousands
    if is_grouped:
        found.append((float("".join(parts)),))
    if len(parts) > 2 and signs[-1] in decimal and signs[-1] not in signs[:-1]:
        found.append((float("".join(parts[:-1]) + "." + parts[-1]),))
    if len(parts) == 2 and signs[0] in decimal:
        found.append((float(".".join(parts)),))
    if signs[0] == ":":
        found.append(tuple(float(part) for part in parts if float(part)) or (0.0,))
    elif not is_grouped and (len(parts) > 2 or signs[0] not in ".\u066b"):
        # A list without spaces, a date with full stops.
        found.append(tuple(float(part) for part in parts))
    elif signs[0].isspace() and parts[1][0] != "0":
        found.append(tuple(float(part) for part in parts))
    return tuple(found) or (tuple(float(part) for part in parts),)


def _are_thousands(parts: Sequence[str]) -> bool:
    return 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])


Joins = Callable[[float, float, bool], bool]
"""Whether a value may be added to a group: (group so far, value, is there an "and")."""


def phrases(items: Sequence[Item], joins: Joins) -> Iterator[Phrase]:
    """The numbers that a run of number words says, in order."""
    current: _Sum | None = None
    for item in items:
        if current is None:
            current = _Sum(item)
        elif not current.takes(item, joins):
            following = current.parted() if item.kind == "scale" else None
            yield current.phrase
            if following is None or not following.takes(item, joins):
                following = _Sum(item)
            current = following
    if current is not None:
        yield current.phrase


def _magnitude(value: float) -> float:
    """Thousand for two thousand, million for two million: Arabic has a word for each pair."""
    return next((each for each in (1e12, 1e9, 1e6, 1e3) if value >= each), 0.0)


class _Sum:
    """A number as it is read word by word: "three million", and on it "two hundred"."""

    def __init__(self, item: Item) -> None:
        is_scale = item.kind == "scale"
        self._total = item.value if is_scale else 0.0
        self._group = 0.0 if is_scale else item.value
        self._scale = _magnitude(self._total)
        self._halved = 0.0
        self._items = [item]
        self._grouped = 0 if is_scale else 1
        """How many of the last items make the group."""

    @property
    def phrase(self) -> Phrase:
        literals = tuple(item.index for item in self._items if item.kind == "literal")
        value = rounded(self._total + self._group)
        return Phrase(value, literals, self._items[0], self._items[-1], len(self._items))

    def parted(self) -> _Sum | None:
        """Give up the group, which counts the scale that comes: 3 million and 5 | million."""
        if not self._total or not self._grouped:
            return None
        kept, given = self._items[: -self._grouped], self._items[-self._grouped :]
        other = _Sum(given[0])
        other._group, other._items, other._grouped = self._group, given, len(given)
        self._items, self._group, self._grouped = kept, 0.0, 0
        return other

    def takes(self, item: Item, joins: Joins) -> bool:
        """Add the item; False, and nothing done, where it begins another number."""
        if item.kind == "scale":
            is_taken = self._takes_scale(item)
        elif 0 < item.value < 1:
            is_taken = self._takes_fraction(item)
        else:
            is_taken = joins(self._group, item.value, item.is_joined) and self._takes_value(item)
        if is_taken:
            self._items.append(item)
            self._grouped = 0 if item.kind == "scale" else self._grouped + 1
        return is_taken

    def _takes_value(self, item: Item) -> bool:
        if not self._group:
            if item.value >= self._scale:
                return False
            self._group = item.value
        elif item.kind == "literal":
            return False
        else:
            is_factor = item.value == 100 and self._group < 100
            self._group = self._group * 100 if is_factor else self._group + item.value
        return True

    def _takes_scale(self, item: Item) -> bool:
        if self._halved and item.value == self._halved:
            self._halved = 0.0  # three million and half *a million*
        elif self._group and not (self._scale and item.value >= self._scale):
            self._total += self._group * item.value
            self._group = 0.0
        elif not self._group and not item.is_joined:
            self._total *= item.value  # a thousand million
        elif not self._group and item.value < self._scale:
            self._total += item.value
        else:
            return False
        self._scale = _magnitude(item.value)
        return True

    def _takes_fraction(self, item: Item) -> bool:
        if not item.is_joined:
            return False
        if self._group:
            self._group += item.value
        else:
            self._total += item.value * self._scale
            self._halved = self._scale
        return True
