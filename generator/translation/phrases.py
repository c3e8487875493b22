"""Phrases by the stems of their words, looked for in a row of words that can each be read in ways.

One dictionary has every phrase and every beginning of one, so that a text is walked through once
and the cost does not grow with the number of phrases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

_CLINGING = "\"'“”‘’«»‹›()\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_GAP = re.compile(rf"[{_CLINGING}]*(?:[^\S\n]*(?:\n[^\S\n]*)?|[-‐‑–])[{_CLINGING}]*")


class Stemmed(Protocol):
    """One way to read a word."""

    @property
    def stem(self) -> str:
        """What it is looked up by; without spaces."""


Phrase = TypeVar("Phrase")
Reading = TypeVar("Reading", bound=Stemmed)


@dataclass(frozen=True, slots=True)
class Phrases(Generic[Phrase]):
    """Phrases by their stems."""

    nodes: Mapping[str, tuple[Phrase, ...]]
    """By the stems joined with spaces; a mere beginning of a phrase has none."""

    @classmethod
    def of(cls, phrases: Iterable[tuple[Sequence[str], Phrase]]) -> Phrases[Phrase]:
        """Phrases from pairs of stems and phrase; one without stems is left out."""
        nodes: dict[str, tuple[Phrase, ...]] = {}
        for stems, phrase in phrases:
            node = ""
            for stem in stems:
                node = f"{node} {stem}" if node else stem
                nodes.setdefault(node, ())
            if node:
                nodes[node] = (*nodes[node], phrase)
        return cls(nodes)

    def beginning_at(
        self, first: int, count: int, readings: Callable[[int, bool], Sequence[Reading]]
    ) -> Iterator[tuple[Phrase, tuple[Reading, ...]]]:
        """Every phrase that begins with word `first` of `count`, and how its words are read.

        `readings` gives the readings of a word by its number, and by whether it is the first of
        a phrase.
        """
        for reading in readings(first, True):
            if reading.stem in self.nodes:
                yield from self._longer(reading.stem, first, count, (reading,), readings)

    def _longer(
        self,
        node: str,
        first: int,
        count: int,
        taken: tuple[Reading, ...],
        readings: Callable[[int, bool], Sequence[Reading]],
    ) -> Iterator[tuple[Phrase, tuple[Reading, ...]]]:
        for phrase in self.nodes[node]:
            yield phrase, taken
        following = first + len(taken)
        if following < count:
            for reading in readings(following, False):
                longer = f"{node} {reading.stem}"
                if longer in self.nodes:
                    yield from self._longer(longer, first, count, (*taken, reading), readings)


def gaps_between(text: str, words: Sequence[re.Match[str]]) -> tuple[str, ...]:
    """What stands between words of a text, without the space round it."""
    return tuple(text[before.end() : after.start()].strip() for before, after in pairwise(words))


def may_part(text: str, words: Sequence[re.Match[str]], gaps: Sequence[str]) -> bool:
    """Whether what stands between words of a text may stand inside a phrase.

    A space or a line's end, a hyphen, quotation marks, brackets, marks of direction; no comma, no
    full stop and no empty line, unless the phrase itself has them in its `gaps`.
    """
    return all(
        _GAP.fullmatch(text, before.end(), after.start())
        or (gap and text[before.end() : after.start()].strip() == gap)
        for (before, after), gap in zip(pairwise(words), gaps, strict=True)
    )
