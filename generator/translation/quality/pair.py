"""A passage as the rules read it: what several of them need, worked out once."""

from __future__ import annotations

import re
from functools import cached_property

from generator.text.arabic import fold
from generator.translation.quality.arabic_numbers import ArabicNumbers, read_arabic
from generator.translation.quality.calendars import (
    Mention,
    NumericDates,
    arabic_dates,
    english_dates,
    numeric_dates,
)
from generator.translation.quality.english_numbers import EnglishNumbers, read_english
from generator.translation.quality.findings import Passage
from generator.translation.quality.numerals import DIGITS

# What of Markdown is no prose: code, addresses of links, HTML and comments.
_NO_PROSE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*\n)*? {0,3}(?P=fence)[^\n]*$"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|(?<=\])\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+[\"'][^\n]*?[\"'])?\)"
    r"|(?<=\])\[[^\[\]\n]*\]"
    r"|<[a-zA-Z/!?][^<>]*>"
    r"|https?://[^\s<>()]+",
    re.MULTILINE | re.DOTALL,
)
_LABEL = re.compile(r"\[\^[^\[\]\s]+\]|(?<=\])\[[^\[\]\n]*\]")
_SIGN = re.compile(r"[^\n]")
_NO_PROSE_SIGNS = re.compile(r"[`<]|\]\(|\]\[|://")


class Pair:
    """A passage and everything that is read out of it, each thing once and when first asked."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage

    @cached_property
    def arabic(self) -> str:
        """The words of the Arabic, letter variants and digits made one."""
        return fold(_without_labels(self.passage.source_plain))

    @cached_property
    def english(self) -> str:
        """The words of the English."""
        return _without_labels(self.passage.target_plain)

    @cached_property
    def lower(self) -> str:
        """The words of the English in lower case."""
        return self.english.lower()

    @cached_property
    def has_arabic_digits(self) -> bool:
        """Whether the Arabic has a number in digits, of whatever kind."""
        return DIGITS.search(self.arabic) is not None

    @cached_property
    def arabic_numbers(self) -> ArabicNumbers:
        return read_arabic(self.arabic)

    @cached_property
    def english_numbers(self) -> EnglishNumbers:
        return read_english(self.english)

    @cached_property
    def arabic_dates(self) -> tuple[Mention, ...]:
        return arabic_dates(self.arabic)

    @cached_property
    def english_dates(self) -> tuple[Mention, ...]:
        return english_dates(self.english)

    @cached_property
    def arabic_numeric_dates(self) -> NumericDates:
        return numeric_dates(self.arabic)

    @cached_property
    def english_numeric_dates(self) -> NumericDates:
        return numeric_dates(self.english)

    @cached_property
    def prose(self) -> str:
        """The English Markdown with U+FFFC for code and addresses: offsets stay."""
        target = self.passage.target
        if self.passage.kind == "string" or not _NO_PROSE_SIGNS.search(target):
            return target
        return _NO_PROSE.sub(lambda match: _SIGN.sub("\ufffc", match[0]), target)

    def place(self, offset: int) -> tuple[int, int]:
        """Line below the first one, and column from 1, of an offset in the English Markdown."""
        before = self.passage.target.rfind("\n", 0, offset)
        return self.passage.target.count("\n", 0, offset), offset - before

    def place_of(self, words: str) -> tuple[int, int]:
        """The place of words that stand exactly once in the English; (0, 0) for others."""
        whole = rf"(?<!\w)(?<![0-9][.,]){re.escape(words)}(?!\w)(?![.,][0-9])"
        found = [match.start() for match in re.finditer(whole, self.prose)] if words else []
        return self.place(found[0]) if len(found) == 1 else (0, 0)


def _without_labels(text: str) -> str:
    """The words without the labels of notes and of links written elsewhere."""
    return _LABEL.sub("", text) if "[^" in text or "][" in text else text
