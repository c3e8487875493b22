"""How alike two texts are, by their words: for pairing, moved text and suggestions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.text.arabic import fold

# No underscore: `_word_` is the word that `*word*` is.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SHINGLE = 3


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, without punctuation, letter variants made one."""
    return tuple(_WORD.findall(text.lower() if text.isascii() else fold(text)))


def likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """From 0 (no word in common) to 1 (the same words): the Dice coefficient of the multisets.

    Order does not count: a sentence turned round is still the same sentence to an editor.
    """
    if not first or not second:
        return 0.0
    common = (Counter(first) & Counter(second)).total()
    return 2 * common / (len(first) + len(second))


@dataclass(frozen=True, eq=False)
class Bag:
    """The words of a text, counted once to be compared with many."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Bag:
        return cls(words_of(text))

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Its runs of three words."""
        return shingles(self.words)

    def likeness(self, other: Bag) -> float:
        """The same as of the two texts' words."""
        shared = self.vocabulary & other.vocabulary
        if not shared:
            return 0.0
        mine, theirs = self.counts, other.counts
        common = sum(min(mine[word], theirs[word]) for word in shared)
        return 2 * common / (len(self.words) + len(other.words))


def shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every run of three words (Broder 1997); none in a text of one or two."""
    return frozenset(
        tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)
    )
