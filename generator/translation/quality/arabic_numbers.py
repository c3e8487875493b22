"""The numbers of an Arabic text: its digits with their thousands and millions, and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.translation.quality.arabic_counting import COUNTING, DECADES, GREAT, SINGLE, UNSURE
from generator.translation.quality.numerals import (
    DIGITS,
    LITERAL,
    RANGE_SIGNS,
    VULGAR,
    Item,
    Number,
    Phrase,
    Reading,
    is_year,
    phrases,
    readings_of,
    scaled,
    widened,
)

_LETTER = r"\u0620-\u064a\u0671-\u06d3"
_TOKEN = re.compile(rf"(?P<literal>{LITERAL})|(?P<word>[{_LETTER}]+)|(?P<stop>[^\s0-9{_LETTER}]+)")
_LABEL = re.compile(r"\w-")
"""كوفيد-19 counts nothing, even before مليون."""
_CENTURY = ("قرن", "قرنين")
_CLITICS = frozenset(("ال", "ب", "ل"))
_BETWEEN = frozenset(("و", "الي", "او", "حتي", *RANGE_SIGNS))
_TEN = 10.0


@dataclass(frozen=True)
class ArabicNumbers:
    """What the digits and number words of an Arabic text may mean."""

    digits: tuple[Number, ...]
    """Its literals, each with every reading: on its own, with its million, with what follows."""
    words: tuple[Number, ...]
    """Numbers from 11 on that it gives in words alone, where they can mean nothing else."""
    said: frozenset[float]
    """Every value that the text could be taken to say, in digits or in words."""
    row: str
    """All its digits in one row, for telephone numbers however they are parted."""


def read_arabic(folded: str) -> ArabicNumbers:
    """The numbers of an Arabic text that has been through `fold`."""
    tokens = _Tokens(folded)
    readings = [list(readings_of(match.group())) for match in tokens.literals]
    scales = [0.0] * len(readings)
    said = tokens.said
    words: list[Number] = []
    for run in tokens.runs:
        _read_literals(run, readings, scales)
        for phrase in phrases(run, _joins):
            said.add(phrase.value)
            if phrase.length > 1:
                for index in phrase.literals:
                    readings[index].append((phrase.value,))
            written = folded[phrase.first.start : phrase.last.end]
            if _is_sure(phrase, written) and run not in tokens.centuries:
                words.append(Number(written, phrase.first.start, ((phrase.value,),)))
    _look_between(folded, tokens.literals, readings, scales)
    digits = tuple(
        Number(match.group(), match.start(), tuple(dict.fromkeys(found)))
        for match, found in zip(tokens.literals, readings, strict=True)
    )
    said.update(value for number in digits for value in number.values)
    return ArabicNumbers(digits, tuple(words), frozenset(said), "".join(DIGITS.findall(folded)))


def counts_in_words(folded: str) -> bool:
    """Whether an Arabic text may give a number from 11 on in words; quick, and errs on yes."""
    return not GREAT.isdisjoint(folded.split())


def is_counting(word: str) -> bool:
    """Whether a folded word says a number: خمسة, والمليون."""
    return word in COUNTING


class _Tokens:
    """An Arabic text taken apart: literals, and runs of number words and literals."""

    def __init__(self, folded: str) -> None:
        self.literals: list[re.Match[str]] = []
        self.runs: list[list[Item]] = [[]]
        self.centuries: list[list[Item]] = []
        """The runs that name a century."""
        self.said: set[float] = set()
        """What is said by words that do not count."""
        self._is_joined = False
        for match in _TOKEN.finditer(folded):
            if match["literal"]:
                self._literal(match)
            elif match["word"]:
                self._word(match["word"], match)
            else:
                self.said.update(VULGAR[sign] for sign in match.group() if sign in VULGAR)
                self._break()

    def _literal(self, match: re.Match[str]) -> None:
        start, end = match.span()
        is_label = _LABEL.fullmatch(match.string, max(0, start - 2), start) is not None
        first = readings_of(match.group())[0]
        value = first[0] if len(first) == 1 else 0.0
        index = len(self.literals)
        item = Item("literal", value, self._is_joined, index, is_label, start, end)
        self.runs[-1].append(item)
        self.literals.append(match)
        self._is_joined = False

    def _word(self, word: str, match: re.Match[str]) -> None:
        known = COUNTING.get(word)
        if known:
            kind, value, has_and = known
            is_joined = has_and or self._is_joined
            start, end = match.span()
            self.runs[-1].append(Item(kind, value, is_joined, start=start, end=end))
            self._is_joined = False
        elif word == "و" or (self._is_joined and word in _CLITICS):
            self._is_joined = True
        else:
            self._break()
            self.said.update(DECADES.get(word, ()))
            if word in SINGLE:
                self.said.add(SINGLE[word])
            if word.endswith(_CENTURY):
                self.centuries.append(self.runs[-1])

    def _break(self) -> None:
        self._is_joined = False
        if self.runs[-1]:
            self.runs.append([])


def _is_sure(phrase: Phrase, written: str) -> bool:
    """Whether a phrase is a number from 11 on in words that can be nothing else."""
    if phrase.literals or phrase.value < 11:
        return False
    return phrase.length > 1 or written not in UNSURE


def _read_literals(run: Sequence[Item], readings: list[list[Reading]], scales: list[float]) -> None:
    """Give each literal of the run its thousand or million."""
    for item, following in pairwise((*run, None)):
        if item is None or item.kind != "literal" or following is None:
            continue
        if following.kind == "scale" and not following.is_joined:
            scales[item.index] = following.value
            readings[item.index] = scaled(readings[item.index], following.value)
            if is_year(item.value) or item.is_label:
                readings[item.index].append((item.value,))


def _joins(group: float, value: float, is_joined: bool) -> bool:
    if not group:
        return is_joined
    last = group % 100
    if is_joined:
        return (last == 0 and value < 100) or (0 < last < 10 and 20 <= value < 100)
    return (last < 10 and value == _TEN) or (group < 10 and value == 100)


def _look_between(
    folded: str,
    literals: Sequence[re.Match[str]],
    readings: list[list[Reading]],
    scales: Sequence[float],
) -> None:
    """Read what two numbers share: بين 5 و10 آلاف, 1950-53."""
    for index, (first, second) in enumerate(pairwise(literals)):
        between = folded[first.end() : second.start()].strip()
        if between in _BETWEEN and scales[index + 1] and not scales[index]:
            readings[index] += scaled(readings[index], scales[index + 1])
        if between and between in RANGE_SIGNS:
            readings[index + 1] += widened(first.group(), second.group())
