"""What templates receive: the pages, and what every page may know of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.model.entry import (
    ExplainerCard,
    ExplainerView,
    LinkedForm,
    Provenance,
    Row,
    TermEntry,
    TopicLink,
    YearGroup,
)
from generator.model.language import Language
from generator.model.phrase import Bilingual, Pair, Phrase

PageKind = Literal[
    "front", "home", "explainer", "topic", "timeline", "glossary", "search", "plain", "not-found"
]
View = Literal["single", "both"]


@dataclass(frozen=True)
class Alternate:
    """The same page in another language."""

    language: Language
    path: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has."""

    kind: PageKind
    path: str
    """Site path, with a trailing slash for folders: `ar/water/`; empty for the front page."""
    language: Language
    """Of the page's frame; pieces of it may be in another."""
    title: Phrase
    description: Phrase
    origin: str
    """File the page comes from, for problems."""
    alternates: tuple[Alternate, ...] = ()
    """Every language the page exists in, itself included."""
    canonical: str = ""
    """Site path of the page that search engines should list; its own where empty."""
    indexable: bool = True
    view: View = "single"
    rooted: bool = False
    """Links start at the site's base path instead of being relative: for 404.html,
    which a host serves at any address."""
    base_path: str = "/"

    @property
    def template(self) -> str:
        return f"pages/{self.kind}.html"

    @property
    def file(self) -> str:
        """Path of the file below `output/`."""
        return self.path + "index.html" if self.path.endswith("/") or not self.path else self.path

    def to(self, path: str) -> str:
        """Address of another site path, as a link on this page: works at any base path."""
        if self.rooted:
            return self.base_path + path
        folder = posixpath.dirname(self.path)
        target, hash_sign, anchor = path.partition("#")
        relative = posixpath.relpath("/" + target, "/" + folder)
        if target.endswith("/") or not target:
            relative = relative.rstrip("/") + "/"
        return relative + hash_sign + anchor

    def home(self, language: Language) -> str:
        return self.to(f"{language.code}/")

    def here(self, path: str) -> str:
        """Address of a path of this page's language, such as `glossary/`."""
        return self.to(f"{self.language.code}/{path}")


@dataclass(frozen=True, kw_only=True)
class FrontPage(Page):
    """The site's root: both languages, newest first."""

    explainers: tuple[ExplainerCard, ...]


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    explainers: tuple[ExplainerCard, ...]
    topics: tuple[TopicLink, ...]
    more: bool
    """There are more explainers than shown; the topic pages list them all."""


@dataclass(frozen=True, kw_only=True)
class ExplainerPage(Page):
    explainer: ExplainerView


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    topic: TopicLink
    explainers: tuple[ExplainerCard, ...]


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    groups: tuple[YearGroup, ...]
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(Page):
    terms: tuple[TermEntry, ...]
    """In the alphabetical order of the page's language."""
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    topics: tuple[TopicLink, ...]


@dataclass(frozen=True, kw_only=True)
class PlainTextPage(Page):
    rows: tuple[Row, ...]
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class NotFoundPage(Page):
    pass


@dataclass(frozen=True)
class NavLink:
    """A plain page in the site's menu."""

    slug: str
    title: Pair


@dataclass(frozen=True)
class Site:
    """What every page may know of the site."""

    title: Bilingual
    description: Bilingual
    base_url: str
    source: Language
    target: Language
    topics: tuple[TopicLink, ...]
    """Those with at least one explainer."""
    menu: tuple[NavLink, ...]
    licence_name: str
    licence_url: str
    accent: str
    accent_dark: str
    generator: str

    @property
    def languages(self) -> tuple[Language, Language]:
        return (self.source, self.target)

    def other(self, language: Language) -> Language:
        return self.target if language.code == self.source.code else self.source


@dataclass(frozen=True)
class Linked:
    """Every page of the site and the images they show."""

    site: Site
    pages: tuple[Page, ...]
    media: Mapping[str, str]
    """Source path of each image by its site path."""
    forms: tuple[LinkedForm, ...] = ()
    """Every spelling that was linked to a term of the glossary."""
