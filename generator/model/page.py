"""What templates receive: the pages, and what every page may know of the site."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Literal

from generator.model.card import Card, Social
from generator.model.entry import (
    ExplainerCard,
    ExplainerView,
    GlossaryPart,
    LinkedForm,
    Period,
    Provenance,
    Row,
    TermEntry,
    Timeline,
    TopicLink,
    YearGroup,
)
from generator.model.language import Language
from generator.model.phrase import Bilingual, Html, Pair, Phrase
from generator.model.picture_files import PictureFiles

PageKind = Literal[
    "front",
    "home",
    "explainer",
    "topic",
    "timeline",
    "glossary",
    "search",
    "plain",
    "not-found",
    "offline",
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
    static: str = "static/"
    """Site path of the folder of scripts, styles and fonts, named by what is in it."""
    structured: tuple[Html, ...] = ()
    """What it says to programs: JSON-LD, one node each."""
    card: Card | None = None
    """Its social image; None where it has none."""

    @property
    def template(self) -> str:
        return f"pages/{self.kind}.html"

    @property
    def file(self) -> str:
        """Path of the file below `output/`."""
        return self.path + "index.html" if self.path.endswith("/") or not self.path else self.path

    def to(self, path: str) -> str:
        """Address of another site path, as a link on this page: works at any base path.

        `static/…` is where the theme has a file; its address is where the site publishes it.
        """
        if path.startswith("static/"):
            path = self.static + path.removeprefix("static/")
        if self.rooted:
            return self.base_path + path
        folder = posixpath.dirname(self.path)
        target, hash_sign, anchor = path.partition("#")
        relative = posixpath.relpath("/" + target, "/" + folder)
        if target.endswith("/") or not target:
            relative = relative.rstrip("/") + "/"
        return relative + hash_sign + anchor

    @property
    def listed_alternates(self) -> tuple[tuple[str, str], ...]:
        """What search engines are told of its other languages: `hreflang` and site path of each,
        itself included; none where the page stands alone or is not to be listed."""
        if not self.indexable or len(self.alternates) < 2:
            return ()
        # The front page serves both languages; of every other page the original is the one to
        # fall back on.
        fallback = "" if self.kind == "home" else self.alternates[0].path
        listed = tuple((each.language.code, each.path) for each in self.alternates)
        return (*listed, ("x-default", fallback))

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
    timeline: Timeline | None = None
    """None where no explainer of the topic has events."""


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    """The events of the site or of a topic: all of them, those of a period, or its overview."""

    timeline: Timeline
    topic: TopicLink | None
    """None for the whole site."""
    period: Period | None
    """None on the page that stands for the whole."""
    provenance: Provenance

    @property
    def groups(self) -> tuple[YearGroup, ...]:
        """The events that stand on this page; none on an overview of periods."""
        if self.period:
            return self.period.years
        return () if self.timeline.periods else self.timeline.years

    @property
    def earlier(self) -> Period | None:
        """The period before this one."""
        return self._beside(-1)

    @property
    def later(self) -> Period | None:
        """The period after this one."""
        return self._beside(1)

    def _beside(self, step: int) -> Period | None:
        periods = self.timeline.periods
        number = periods.index(self.period) + step if self.period else -1
        return periods[number] if 0 <= number < len(periods) else None


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(Page):
    """Terms in the alphabetical order of the page's language: all of them, those of a part, or
    the overview of the parts."""

    parts: tuple[GlossaryPart, ...]
    """A single one where one page holds all terms."""
    part: GlossaryPart | None
    """The one that stands on this page; None on an overview."""
    provenance: Provenance

    @property
    def terms(self) -> tuple[TermEntry, ...]:
        """Those that stand on this page."""
        groups = self.part.groups if self.part else ()
        return tuple(term for group in groups for term in group.terms)

    @property
    def letters(self) -> tuple[tuple[Phrase, str], ...]:
        """Each letter that has terms, with its place below the language's folder."""
        return tuple(
            (group.name, f"{part.path}#{group.id}")
            for part in self.parts
            for group in part.groups
            if not group.is_continued
        )

    @property
    def earlier(self) -> GlossaryPart | None:
        """The part before this one."""
        return self._beside(-1)

    @property
    def later(self) -> GlossaryPart | None:
        """The part after this one."""
        return self._beside(1)

    def _beside(self, step: int) -> GlossaryPart | None:
        number = self.parts.index(self.part) + step if self.part else -1
        return self.parts[number] if 0 <= number < len(self.parts) else None


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    topics: tuple[TopicLink, ...]
    years: tuple[int, ...]
    """Of publication, newest first."""
    states: frozenset[str]
    """What `Provenance.summary` says of the explainers: what there is to filter by."""


@dataclass(frozen=True, kw_only=True)
class PlainTextPage(Page):
    rows: tuple[Row, ...]
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class NotFoundPage(Page):
    explainers: tuple[ExplainerCard, ...] = ()
    """The newest, for whoever looked for one."""


@dataclass(frozen=True, kw_only=True)
class OfflinePage(Page):
    """Shown in place of a page that a reader without a connection has not kept."""


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
    static: str = "static/"
    """Site path of the folder of scripts, styles and fonts."""
    social: Social = field(default_factory=Social)
    logo: Card | None = None
    """The site's mark as a picture; None where the site wants no social images."""
    offline: bool = False
    """Browsers are asked to keep pages for reading without a connection."""

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
    pictures: tuple[PictureFiles, ...]
    """Every image of what is shown."""
    forms: tuple[LinkedForm, ...] = ()
    """Every spelling that was linked to a term of the glossary."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every social image of the site, once."""
        cards = (self.site.logo, *(page.card for page in self.pages))
        return tuple({card.path: card for card in cards if card}.values())
