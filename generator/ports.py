"""What the core asks of the outside world, as Protocols."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class EngineId:
    """Which engine made a draft."""

    name: str
    version: str
    checksum: str
    """First 12 hex digits of the sha256 of the model's weights."""
    tests_only: bool = False
    """The model says of itself that nothing it makes may be published."""


@dataclass(frozen=True)
class Draft:
    """A machine translation of one text."""

    text: str
    score: float
    """Mean log-probability of its tokens, zero or less; nearer zero is surer."""
    truncated: bool = False
    """The engine ran into its length limit, so that the end may be missing."""
    token_scores: tuple[float, ...] = ()
    """Log-probability of each token, in order; empty where the engine does not say."""
    alignment: tuple[tuple[int, int], ...] = ()
    """(source word, target word), both counted from 0 in the texts cut at spaces (the Pharaoh
    format of Koehn 2004); empty where the engine does not say."""
    alternatives: tuple[Draft, ...] = ()
    """Further translations of the same beam, best first, without alternatives of their own."""


class Translator(Protocol):
    """A machine translation engine for one language pair."""

    @property
    def engine(self) -> EngineId: ...

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterable[tuple[int, Draft]]:
        """Drafts of `texts`, each with its index, as they come, in any order.

        Up to so many `alternatives` come with each, none where the engine has no choice to offer.
        """
        ...


@dataclass(frozen=True)
class SearchDocument:
    """What the search index knows of one page."""

    path: str
    """Site path of the page a hit leads to."""
    language: str
    title: str
    html: str
    """Body as small clean HTML: headings with ids, paragraphs."""
    meta: tuple[tuple[str, str], ...] = ()
    """Shown with a hit: address of the page in the other language."""


class SearchIndexer(Protocol):
    """Makes the files of a client-side search."""

    def index(self, documents: Sequence[SearchDocument]) -> dict[str, bytes]:
        """Contents by path below the site's root.

        Raises UserError when the indexer cannot run or gives an unusable answer.
        """
        ...
