"""A text that its block was never seen with, and what about it may tell where it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.text.normal import with_plain_line_endings
from generator.translation.matching import Match
from generator.translation.memory import KnownText
from generator.translation.similarity import Bag, words_of

ALIKE = 0.5
"""Likeness from which on a text counts as another one, changed."""
SWALLOWED = 0.3
"""Share of a text's runs of three words that betray it in another block."""
_BLANK_LINES = re.compile(r"\n\s*\n")
SHORT = 3
"""Words below which a text has no run of three, and is too short for likeness."""
_Words = tuple[str, ...]


@dataclass(frozen=True)
class Suspect:
    """A text as it stands in a block that was never seen with it."""

    match: Match
    contents: frozenset[str]
    """Originals whose English the block may hold; the empty one for a passage of its own."""
    own: tuple[KnownText, ...]
    """What the block was seen with."""
    last: tuple[str, ...]
    """What the last sync left in it."""

    @property
    def digest(self) -> str:
        return self.match.digest

    @property
    def bag(self) -> Bag:
        return self.match.bag

    @property
    def is_own(self) -> bool:
        return self.match.block.marker.own

    @cached_property
    def fresh_runs(self) -> frozenset[_Words]:
        """Runs of three words that the block was never seen with."""
        return self.bag.runs - frozenset().union(*(each.bag.runs for each in self.own))

    @cached_property
    def nearest_own(self) -> float:
        """How like it is to what the block was seen with."""
        return max((self.bag.likeness(each.bag) for each in self.own), default=0.0)

    @cached_property
    def passages(self) -> frozenset[_Words]:
        """The words of each line and of each paragraph, of those that are new here.

        Also of two lines of a word each: a heading may have been split.
        """
        return _passages(self.match.block.text) - frozenset().union(
            *(_passages(each.text) for each in self.own)
        )

    @cached_property
    def parts(self) -> tuple[Bag, ...]:
        """Those of them that can be compared and are not the whole text."""
        own = [Bag(words) for each in self.own for words in _passages(each.text)]
        return tuple(
            bag
            for bag in map(Bag, self.passages)
            if SHORT <= len(bag.words) < len(self.bag.words)
            and all(bag.likeness(each) < ALIKE for each in own)
        )

    @property
    def holds_own(self) -> bool:
        """Whether enough of what the last sync left is still in it."""
        bags = [Bag.of(text) for text in self.last if text]
        return any(is_within(bag, self.bag) for bag in bags if bag.words)

    @property
    def has_grown(self) -> bool:
        """Whether there are more words than the last sync left."""
        return len(self.bag.words) > max((len(words_of(each)) for each in self.last), default=0)

    @property
    def has_more_lines(self) -> bool:
        """Whether lines were added to what the last sync left."""
        before = max(map(_count_lines, self.last), default=0)
        return 0 < before < _count_lines(self.match.block.text)


def is_within(part: Bag, whole: Bag) -> bool:
    """Whether a text holds enough of another to be it, or to have swallowed it."""
    if not part.runs:
        return part.vocabulary <= whole.vocabulary
    return len(part.runs & whole.runs) >= SWALLOWED * len(part.runs)


def _passages(text: str) -> frozenset[_Words]:
    text = with_plain_line_endings(text)
    lines = [words for words in map(words_of, text.split("\n")) if words]
    pairs = [
        (*first, *second) for first, second in pairwise(lines) if len(first) + len(second) < SHORT
    ]
    return frozenset((*lines, *pairs, *map(words_of, _BLANK_LINES.split(text))))


def _count_lines(text: str) -> int:
    return sum(bool(line.strip()) for line in with_plain_line_endings(text).split("\n"))
