"""The numbers of an English text, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.translation.quality.numerals import (
    DIGITS,
    LITERAL,
    RANGE_SIGNS,
    VULGAR,
    Item,
    Number,
    Reading,
    is_year,
    phrases,
    readings_of,
    rounded,
    scaled,
    widened,
)

_VALUES: Mapping[float, str] = {
    0: "zero nil none no nobody", 1: "one a an first once single each per",
    2: "two second twice both pair couple double doubled doubling twofold",
    3: "three third triple tripled thrice", 4: "four fourth quadruple quadrupled",
    5: "five fifth", 6: "six sixth", 7: "seven seventh", 8: "eight eighth", 9: "nine ninth",
    10: "ten tenth", 11: "eleven eleventh", 12: "twelve twelfth dozen dozens",
    13: "thirteen thirteenth", 14: "fourteen fourteenth", 15: "fifteen fifteenth",
    16: "sixteen sixteenth", 17: "seventeen seventeenth", 18: "eighteen eighteenth",
    19: "nineteen nineteenth", 20: "twenty twentieth",
    30: "thirty thirtieth", 40: "forty fortieth", 50: "fifty fiftieth", 60: "sixty sixtieth",
    70: "seventy seventieth", 80: "eighty eightieth", 90: "ninety ninetieth",
    100: "hundred hundredth",
    0.5: "half halves halved", 0.25: "quarter quarters", 0.3333: "thirds",
}  # fmt: skip
_SCALES: Mapping[float, str] = {
    1e3: "thousand thousands thousandth k", 1e6: "million millions millionth m mn mln",
    1e9: "billion billions billionth bn b bln", 1e12: "trillion trillions tn trn",
}  # fmt: skip
_OTHERS: Mapping[str, tuple[float, ...]] = {
    "decade": (10,), "century": (100,), "fortnight": (14,),
    "noon": (12,), "midday": (12,), "midnight": (0, 12, 24),
    "twenties": (20, 1920), "thirties": (30, 1930), "forties": (40, 1940),
    "fifties": (50, 1950), "sixties": (60, 1960), "seventies": (70, 1970),
    "eighties": (80, 1980), "nineties": (90, 1990),
}  # fmt: skip
"""Words that say a number without counting."""

_WORDS: Mapping[str, Item] = {
    **{w: Item("value", value) for value, ws in _VALUES.items() for w in ws.split()},
    **{w: Item("scale", value) for value, ws in _SCALES.items() for w in ws.split()},
}
_ABBREVIATIONS = frozenset(("k", "m", "mn", "mln", "b", "bn", "bln", "tn", "trn"))
"""Count only behind digits."""
_GLUED = frozenset(("k", "m", "b"))
"""Count only where no space parts them from the digits; `m` may be metres all the same."""
_ARTICLES = frozenset(("a", "an", "no", "none", "nobody", "each", "per"))
_CONNECTORS = frozenset(("and", "of", "a", "an"))
_TIES = frozenset(((), ("and",), ("and", "a"), ("a",), ("of", "a"), ("an",)))
_BETWEEN = frozenset(("to", "and", "or", *RANGE_SIGNS))

_TOKEN = re.compile(
    rf"(?P<literal>{LITERAL})(?P<suffix>(?:st|nd|rd|th)\b|['’]?s\b|\+)?"
    r"|(?P<word>[A-Za-z]+(?:['’][a-z]+)?)|(?P<stop>[^\sA-Za-z0-9-]+)"
)
_ROMAN = re.compile(r"(?<=[a-z][ -])[IVX]+\b|\b[IVXL]{2,}\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_HALF_DAY = re.compile(r"\s?(?:(?P<pm>p\.?\s?m\b)|a\.?\s?m\b)", re.IGNORECASE)
_DOZEN = 12
_LETTER = re.compile(r"[kmb]\b", re.IGNORECASE)
_DIGIT_SIGNS = str.maketrans(
    {**{chr(0x0660 + d): str(d) for d in range(10)}, **{chr(0x06F0 + d): str(d) for d in range(10)}}
)


@dataclass(frozen=True)
class EnglishNumbers:
    """What the digits and number words of an English text may mean."""

    digits: tuple[Number, ...]
    said: frozenset[float]
    """Every value that the text could be taken to say, in digits or in words."""
    row: str
    """All its digits in one row, for telephone numbers however they are parted."""


def read_english(text: str) -> EnglishNumbers:
    """The numbers of an English text, which may still hold Arabic digits."""
    text = text.translate(_DIGIT_SIGNS)
    literals: list[re.Match[str]] = []
    runs: list[list[Item]] = [[]]
    said: set[float] = set()
    pending: tuple[str, ...] = ()
    for match in _TOKEN.finditer(text):
        word = (match["word"] or "").lower()
        if match["literal"]:
            item: Item | None = Item("literal", _first_value(match), index=len(literals))
            literals.append(match)
        else:
            item = _counting(word, match, runs[-1])
            said.update(_OTHERS.get(word, ()))
            said.update(VULGAR[sign] for sign in match.group() if sign in VULGAR)
        if word in _ARTICLES:
            said.add(_WORDS[word].value)
        if word in _CONNECTORS and runs[-1]:
            pending += (word,)
            continue
        if item is None or item.kind == "literal" or pending not in _TIES:
            runs.append([])
        if item is not None:
            runs[-1].append(replace(item, is_joined="and" in pending))
        pending = ()
    readings = [_readings(match, text) for match in literals]
    scales = [0.0] * len(literals)
    for run in runs:
        _read_run(run, readings, scales, said, literals)
    _look_between(text, literals, readings, scales)
    said.update(_roman(match.group()) for match in _ROMAN.finditer(text))
    digits = tuple(
        Number(match["literal"], match.start(), tuple(dict.fromkeys(found)))
        for match, found in zip(literals, readings, strict=True)
    )
    said.update(value for number in digits for value in number.values)
    return EnglishNumbers(digits, frozenset(said), "".join(DIGITS.findall(text)))


def _first_value(match: re.Match[str]) -> float:
    first = readings_of(match["literal"], ".")[0]
    return first[0] if len(first) == 1 else 0.0


def _counting(word: str, match: re.Match[str], run: Sequence[Item]) -> Item | None:
    if word in _ARTICLES:
        return None
    if word in _GLUED and not (match.start() and match.string[match.start() - 1].isdecimal()):
        return None
    if word in _ABBREVIATIONS and not (run and run[-1].kind == "literal"):
        return None
    return _WORDS.get(word)


def _readings(match: re.Match[str], text: str) -> list[Reading]:
    """A literal as it stands, with its suffix, as an hour of the day."""
    found = list(readings_of(match["literal"], "."))
    first = found[0][0]
    if match["suffix"] and match["suffix"].endswith("s"):
        found += [(first + century,) for century in (1800, 1900, 2000) if first < 100]
        found += [(first % 100,)]
    half = _HALF_DAY.match(text, match.end("literal"))
    if half and "." in match["literal"]:
        found = list(readings_of(match["literal"].replace(".", ":")))
        first = found[0][0]
    if (half or ":" in match["literal"]) and first <= 24:
        is_morning = half is not None and not half["pm"]
        other = first - 12 if first >= 12 else first + 12
        found += [(other, *found[0][1:])] if not is_morning or first == 12 else []
    return found


def _read_run(
    run: Sequence[Item],
    readings: list[list[Reading]],
    scales: list[float],
    said: set[float],
    literals: Sequence[re.Match[str]],
) -> None:
    text = literals[0].string if literals else ""
    for item, following in pairwise((*run, None)):
        if item is None or following is None:
            continue
        if item.kind == "literal" and following.kind == "scale":
            scale = scales[item.index] = following.value
            plain = readings[item.index]
            may_be_unit = _LETTER.match(text, literals[item.index].end()) or is_year(item.value)
            readings[item.index] = (plain if may_be_unit else []) + scaled(plain, scale)
        elif 0 < following.value < 1 and not following.is_joined:
            said.add(rounded(item.value * following.value))  # three quarters
        elif following.value == _DOZEN:
            said.add(item.value * _DOZEN)
    found = list(phrases(run, _joins))
    for phrase in found:
        said.add(phrase.value)
    for one, two in pairwise(found):
        if 10 <= one.value <= 20 and 10 <= two.value < 100:
            said.add(one.value * 100 + two.value)  # nineteen ninety-five


def _joins(group: float, value: float, is_joined: bool) -> bool:
    if not group:
        return True
    last = group % 100
    if value == 100 and group < 100:
        return not is_joined
    if group >= 100 and last == 0:
        return value < 100
    return last >= 20 and last % 10 == 0 and value < 10 and not is_joined


def _look_between(
    text: str,
    literals: Sequence[re.Match[str]],
    readings: list[list[Reading]],
    scales: Sequence[float],
) -> None:
    """Read what two numbers share: 5 to 10 million, 1950-53."""
    for index, (first, second) in enumerate(pairwise(literals)):
        between = text[first.end() : second.start()].strip()
        if between in _BETWEEN and scales[index + 1] and not scales[index]:
            readings[index] += scaled(readings[index], scales[index + 1])
        if between and between in RANGE_SIGNS:
            readings[index + 1] += widened(first["literal"], second["literal"])


def _roman(written: str) -> float:
    values = [_ROMAN_DIGITS[letter] for letter in written]
    return float(
        sum(-value if value < following else value for value, following in pairwise((*values, 0)))
    )
