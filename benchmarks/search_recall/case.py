"""What a query ought to find, and how well an engine did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A query and its pages."""

    text: str
    kind: str
    relevant: frozenset[str]
    """Site paths of the pages to be found."""
    unjudged: frozenset[str] = frozenset()
    """Those that are neither right nor wrong."""


@dataclass(frozen=True)
class Found:
    """What an engine found for a query."""

    pages: frozenset[str]
    is_relaxed: bool = False
    """Whether it says that no page has all of the words."""


@dataclass(frozen=True)
class Engine:
    """What an engine made of all queries."""

    name: str
    found: Sequence[Found]
    """In the order of the queries."""
    index_size: int
    """Bytes, compressed, of all that may be loaded before the texts of the hits."""


@dataclass(frozen=True)
class Score:
    """Of some queries."""

    right: int
    wrong: int
    relevant: int
    relaxed: int
    """Queries."""

    @property
    def recall(self) -> float:
        return self.right / self.relevant if self.relevant else 1

    @property
    def precision(self) -> float:
        returned = self.right + self.wrong
        return self.right / returned if returned else 1


def score(pairs: Iterable[tuple[Case, Found]]) -> Score:
    """All pages of all queries weigh the same."""
    right = wrong = relevant = relaxed = 0
    for case, found in pairs:
        right += len(found.pages & case.relevant)
        wrong += len(found.pages - case.relevant - case.unjudged)
        relevant += len(case.relevant)
        relaxed += found.is_relaxed
    return Score(right, wrong, relevant, relaxed)
