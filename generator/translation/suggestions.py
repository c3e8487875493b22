"""Translations of sentences like this one, from everything the site has translated before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from generator.model.segment import State
from generator.text.normal import norm
from generator.translation.similarity import likeness, words_of

NEARLY = 0.99
"""The most that a sentence gets which is not the same to the letter: its words may be."""
_ROUNDING = 1e-9
_TRUST = (State.REVIEWED, State.EDITED, State.OWN, State.STALE, State.UNSYNCED, State.MACHINE)


@dataclass(frozen=True)
class Remembered:
    """A sentence or passage and the English that stands for it somewhere on the site."""

    source: str
    target: str
    slug: str
    """The explainer it is from."""
    key: str
    """The block it is from."""
    state: State


@dataclass(frozen=True)
class Suggestion:
    """A remembered translation, and how like the wanted sentence its source is."""

    source: str
    target: str
    similarity: float
    """1 for the same text; else at most `NEARLY`."""
    slug: str
    key: str
    state: State


@dataclass(frozen=True)
class FuzzyMemory:
    """What was translated before, found by its words."""

    pairs: tuple[Remembered, ...]
    """The most trusted first."""
    words: tuple[tuple[str, ...], ...]
    """Of each source."""
    places: Mapping[str, Sequence[int]]
    """For each word the numbers of the sources it is in."""
    same: Mapping[str, Sequence[int]]
    """The numbers of the sources with this normal form."""

    @classmethod
    def of(cls, pairs: Iterable[Remembered]) -> FuzzyMemory:
        """A memory of these pairs; those without English are left out."""
        known = tuple(sorted(filter(_has_english, dict.fromkeys(pairs)), key=_trust))
        words = tuple(words_of(pair.source) for pair in known)
        places: dict[str, list[int]] = {}
        same: dict[str, list[int]] = {}
        for number, pair in enumerate(known):
            for word in set(words[number]):
                places.setdefault(word, []).append(number)
            same.setdefault(norm(pair.source), []).append(number)
        return cls(known, words, places, same)

    def exact(self, source: str) -> tuple[Suggestion, ...]:
        """Every pair whose source is the same in its normal form, reviewed ones first."""
        return tuple(
            _suggestion(self.pairs[number], 1.0) for number in self.same.get(norm(source), ())
        )

    def suggest(self, source: str, count: int = 3, least: float = 0.6) -> tuple[Suggestion, ...]:
        """Up to `count` different translations of sentences at least so similar, best first.

        Of the same English for the same sentence, only the most trusted is given.
        """
        found: dict[tuple[str, str], Suggestion] = {}
        for each in self.exact(source):
            found.setdefault((norm(each.source), each.target), each)
        wanted = words_of(source)
        exact = frozenset(self.same.get(norm(source), ()))
        for at_most, number in self._candidates(wanted, least):
            # Candidates come by what they can be at most: the rest can only be worse.
            if len(found) >= count and at_most < _nth(found.values(), count):
                break
            pair = self.pairs[number]
            similarity = min(NEARLY, similarity_of(wanted, self.words[number]))
            if number not in exact and similarity >= least:
                key = (norm(pair.source), pair.target)
                found.setdefault(key, _suggestion(pair, similarity))
        # The sort is stable and the most trusted come first among equals.
        ranked = sorted(found.values(), key=lambda each: (-each.similarity, _trust(each)))
        return tuple(ranked[:count])

    def _candidates(self, wanted: Sequence[str], least: float) -> list[tuple[float, int]]:
        """Sources that may be similar enough, with the most that each can be, best first.

        Two texts whose likeness is at least t share ceil(n * t / (2 - t)) of the n words of
        either; so one of the n - that + 1 rarest is shared (the prefix filter of Chaudhuri,
        Ganti and Kaushik 2006), and the common words need not be looked up.
        """
        by_rarity = sorted(wanted, key=lambda word: (len(self.places.get(word, ())), word))
        share = least / (2 - least)
        shared = max(1, ceil(len(wanted) * share - _ROUNDING))
        numbers = {
            number
            for word in set(by_rarity[: len(wanted) - shared + 1])
            for number in self.places.get(word, ())
            if len(wanted) * share <= len(self.words[number]) + _ROUNDING
            and len(self.words[number]) * share <= len(wanted) + _ROUNDING
        }
        scored = ((likeness(wanted, self.words[number]), number) for number in numbers)
        return sorted(
            (each for each in scored if each[0] >= least - _ROUNDING),
            key=lambda each: (-each[0], each[1]),
        )


def similarity_of(first: Sequence[str], second: Sequence[str]) -> float:
    """From 0 to 1: half for the words in common, half for their order.

    The mean of `likeness`, which does not see order, and of one less the Levenshtein distance in
    words divided by the longer length, which sees little else. Never more than the likeness.
    """
    if not first or not second:
        return 0.0
    order = 1 - _distance(first, second) / max(len(first), len(second))
    return (likeness(first, second) + order) / 2


def _distance(first: Sequence[str], second: Sequence[str]) -> int:
    """Words to put in, take out or exchange (Wagner and Fischer 1974)."""
    above = list(range(len(second) + 1))
    for row, word in enumerate(first, 1):
        left = row
        line = [left]
        for column, other in enumerate(second, 1):
            left = min(left + 1, above[column] + 1, above[column - 1] + (word != other))
            line.append(left)
        above = line
    return above[-1]


def _nth(found: Iterable[Suggestion], count: int) -> float:
    return sorted((each.similarity for each in found), reverse=True)[count - 1]


def _has_english(pair: Remembered) -> bool:
    return bool(pair.target.strip())


def _trust(pair: Remembered | Suggestion) -> tuple[int, str, str]:
    place = _TRUST.index(pair.state) if pair.state in _TRUST else len(_TRUST)
    return place, pair.slug, pair.key


def _suggestion(pair: Remembered, similarity: float) -> Suggestion:
    return Suggestion(pair.source, pair.target, similarity, pair.slug, pair.key, pair.state)
