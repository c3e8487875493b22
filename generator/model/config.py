"""What `site.toml` says."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from generator.model.card import Social
from generator.model.deployment import Target
from generator.model.feed import FeedSettings
from generator.model.language import Language
from generator.model.offline import Offline
from generator.model.problem import Place
from generator.model.publishing import Publishing

_SITE_FILE = Place("site.toml")


@dataclass(frozen=True)
class Names:
    """A name or sentence that people gave in both languages: no draft, no state."""

    source: str
    target: str

    def given(self, language: Language, source: Language) -> str:
        """The one in `language`."""
        return self.source if language.code == source.code else self.target


@dataclass(frozen=True)
class Topic:
    slug: str
    names: Names
    keywords: tuple[str, ...] = ()
    """Words of the source language by which `import` proposes the topic."""


@dataclass(frozen=True)
class Person:
    """Someone who writes, edits or reviews; `initials` is what `by:` carries in a marker."""

    key: str
    names: Names
    initials: str


@dataclass(frozen=True)
class Licence:
    name: str
    url: str


@dataclass(frozen=True)
class Theme:
    """What a site may change without touching a template."""

    accent: str = "#0f6b6b"
    """Colour of links and marks on light pages, #rrggbb."""
    accent_dark: str = "#6fc3bd"
    """The same on dark pages."""
    home_count: int = 12
    """Explainers on a home page."""


@dataclass(frozen=True)
class Translation:
    """Which engine drafts, and what it is told."""

    engine: str = "argos"
    """One of our own, or the name of an entry point in the group `dragoman.translators`."""
    settings: tuple[tuple[str, str], ...] = ()
    """The engine's own keys and their values, as they were written."""
    place: Place = _SITE_FILE
    """Where the engine is named."""


@dataclass(frozen=True)
class SiteConfig:
    """The whole of `site.toml`, checked."""

    title: Names
    description: Names
    base_url: str
    """Absolute address of the site's root, always with a trailing slash."""
    source: Language
    target: Language
    topics: tuple[Topic, ...]
    people: tuple[Person, ...]
    licence: Licence
    theme: Theme
    translation: Translation = Translation()
    publishing: Publishing = field(default_factory=Publishing)
    feeds: FeedSettings = field(default_factory=FeedSettings)
    news_sitemap: bool = False
    """A sitemap of the newest explainers for news search is published too."""
    social: Social = field(default_factory=Social)
    offline: Offline = field(default_factory=Offline)
    targets: tuple[Target, ...] = ()
    """Where `dragoman deploy` can send the site."""

    @property
    def languages(self) -> tuple[Language, Language]:
        return (self.source, self.target)

    @property
    def base_path(self) -> str:
        """Path of the root on its host: `/` or `/sub/path/`."""
        return urlsplit(self.base_url).path or "/"

    def topic(self, slug: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.slug == slug), None)

    def person(self, key: str) -> Person | None:
        """The person of this key or these initials."""
        return next((p for p in self.people if key in (p.key, p.initials)), None)
