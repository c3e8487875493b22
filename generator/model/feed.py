"""What a feed is made of, whatever format it is written in, and what `site.toml` says of feeds."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.entry import Provenance
from generator.model.language import Language


@dataclass(frozen=True)
class FeedSettings:
    """The table `[feeds]`."""

    entries: int = 20
    """How many explainers a feed holds at most."""
    identity: str = ""
    """The `base_url` that entries are named after; empty where the site is still at its first."""


@dataclass(frozen=True)
class FeedEntry:
    """An explainer in a feed of one language."""

    id: str
    """The same for as long as the explainer exists."""
    url: str
    title: str
    """Plain text that keeps its order in a frame of either direction."""
    title_language: Language
    summary: str
    html: str
    """The whole explainer, every address absolute."""
    published: str
    """ISO 8601 day on which readers first saw it."""
    updated: str
    """ISO 8601 day of its last change for readers of this language."""
    authors: tuple[str, ...]
    topics: tuple[tuple[str, str], ...]
    """Slug and name of each."""
    translation: str
    """Address of the explainer in the other language, empty where there is none."""
    image: str
    """Address of its picture, or of its social image, empty where it has neither."""
    provenance: Provenance | None
    """How its text came to be; None for an original."""


@dataclass(frozen=True)
class Feed:
    """The newest explainers of a language, or of a topic in it."""

    folder: str
    """Site path of the folder its files stand in, which is that of its page: `ar/topics/trade/`."""
    id: str
    title: str
    description: str
    language: Language
    updated: str
    """ISO 8601 day of the last change of any entry."""
    entries: tuple[FeedEntry, ...]
    """Newest first."""
