"""What templates receive: pages, and the pieces they are made of, ready to print."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.model.language import Language
from generator.model.segment import State


class Html(str):
    """Finished HTML; `__html__` tells autoescaping to leave it alone."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Unprintable:
    """Something with text in more than one language, or whose language must be marked.

    A template that prints it whole gets an error that says so, not its inner workings.
    """

    def __html__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        raise TypeError(
            f"a {type(self).__name__} cannot be printed as it is: choose a language with "
            "`.shown(page.language)`, and print the phrase through macros/bidi.html"
        )


@dataclass(frozen=True)
class Phrase(Unprintable):
    """A piece of text in one known language."""

    html: Html
    """For the page, with runs of the opposite direction isolated."""
    text: str
    """Without any markup, for attributes and titles."""
    language: Language
    inline: Html
    """The text as one line of HTML: of a heading without its tags, of a paragraph its words."""


@dataclass(frozen=True)
class Bilingual(Unprintable):
    """Something people gave in both languages, such as a topic's name or a date."""

    phrases: Mapping[str, Phrase]
    """By language code."""

    def shown(self, language: Language) -> Phrase:
        return self.phrases[language.code]


@dataclass(frozen=True)
class Pair(Unprintable):
    """A source text and its translation, as readers see them."""

    source: Phrase | None
    """None for a passage that only the translation has."""
    target: Phrase | None
    """None where there is no translation to show."""
    state: State
    reviewer: Bilingual | None = None

    def given(self, language: Language) -> Phrase | None:
        """The text in this language, if there is one."""
        for phrase in (self.source, self.target):
            if phrase is not None and phrase.language.code == language.code:
                return phrase
        return None

    def shown(self, language: Language) -> Phrase | None:
        """The text in this language, or the source where its translation is missing."""
        return self.given(language) or (self.source if self.state is State.MISSING else None)

    def must_show(self, language: Language) -> Phrase:
        """The text in this language, else whichever there is; for titles, which cannot be empty.

        Raises ValueError when the pair holds nothing at all.
        """
        phrase = self.given(language) or self.source or self.target
        if phrase is None:
            raise ValueError("a pair without any text")
        return phrase


@dataclass(frozen=True)
class Row:
    """One paragraph (heading, list, quote ...) with its counterpart."""

    id: str
    """The same on the Arabic, English and side-by-side pages: `p-1a2b3c4d`, `own-1a2b3c4d`."""
    also: tuple[str, ...]
    """Ids of further source blocks that a merged translation covers."""
    kind: str
    """paragraph, heading, list, quote, table, code or rule."""
    pair: Pair


@dataclass(frozen=True)
class Day:
    """A date to print in a `<time>` element."""

    iso: str
    """For `datetime=`: 2024, 2024-06 or 2024-06-19; empty where HTML has no form for it."""
    names: Bilingual

    def shown(self, language: Language) -> Phrase:
        return self.names.shown(language)


@dataclass(frozen=True)
class TopicLink:
    slug: str
    names: Bilingual
    count: int = 0
    """Explainers on it; 0 where the page does not need to know."""

    @property
    def name_path(self) -> str:
        return f"topics/{self.slug}/"


@dataclass(frozen=True)
class SourceLink:
    """Where something is known from; the title stays in its own language."""

    id: str
    title: Phrase
    publisher: str
    url: str
    date: Day | None


@dataclass(frozen=True)
class EventEntry:
    """One entry of a timeline."""

    id: str
    """Unique on its page: `event-<id>`, on the site's timeline `event-<slug>.<id>`."""
    date: Day
    start: tuple[int, int, int]
    """Year, month and day, 0 where not given: the order of time."""
    year_name: Bilingual
    text: Pair
    sources: tuple[SourceLink, ...]
    paragraphs: Mapping[str, str]
    """Id of the row that tells it, by code of the languages whose pages show that row."""
    explainer: ExplainerCard | None = None
    """On timelines that gather several explainers."""

    def paragraph(self, language: Language) -> str:
        """Id of the row that tells it on pages in this language, or empty."""
        return self.paragraphs.get(language.code, "")


@dataclass(frozen=True)
class YearGroup:
    year: int
    name: Bilingual
    events: tuple[EventEntry, ...]


@dataclass(frozen=True)
class TermEntry:
    """A glossary term."""

    id: str
    name: Bilingual
    definition: Pair
    also: Bilingual | None
    """Other forms, as one line; None when there are none in either language."""
    explainers: tuple[ExplainerCard, ...] = ()
    """Those that list it."""


@dataclass(frozen=True)
class Picture:
    path: str
    """Site path of the image."""
    alt: Pair
    caption: Pair | None
    credit: Pair
    width: int
    height: int
    """In pixels, 0 where the file does not say."""


@dataclass(frozen=True)
class CorrectionEntry:
    date: Day
    text: Pair


@dataclass(frozen=True)
class Provenance:
    """How the English came to be, in numbers of paragraphs and strings."""

    counts: Mapping[str, int]
    """By state value: missing, machine, edited, reviewed, stale (behind), own."""
    reviewers: tuple[Bilingual, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def summary(self) -> str:
        """One word for the whole: missing, partial, machine, mixed, edited, reviewed or stale.

        `missing`: nothing is translated. `partial`: some is. `stale`: all is, part is behind.
        `machine`: no person has touched it. `mixed`: some machine text is left.
        """
        count = self.counts.get
        if count("missing", 0) == self.total:
            return "missing"
        if count("missing", 0):
            return "partial"
        if count("stale", 0):
            return "stale"
        if count("machine", 0) == self.total:
            return "machine"
        if count("machine", 0):
            return "mixed"
        return "reviewed" if not count("edited", 0) and not count("own", 0) else "edited"


@dataclass(frozen=True)
class ExplainerCard:
    """An explainer in a list."""

    slug: str
    title: Pair
    summary: Pair
    published: Day
    updated: Day | None
    topics: tuple[TopicLink, ...]
    provenance: Provenance
    picture: Picture | None

    @property
    def latest(self) -> Day:
        return self.updated or self.published


@dataclass(frozen=True)
class ExplainerView:
    """A whole explainer, shared by its three pages."""

    card: ExplainerCard
    key_points: tuple[Pair, ...]
    authors: tuple[Bilingual, ...]
    rows: tuple[Row, ...]
    """In the order of the original."""
    target_rows: tuple[Row, ...]
    """In the order in which the translation tells them."""
    minutes: Mapping[str, int]
    """Reading time by language code."""
    timeline: tuple[YearGroup, ...]
    sources: tuple[SourceLink, ...]
    terms: tuple[TermEntry, ...]
    corrections: tuple[CorrectionEntry, ...]

    def rows_in(self, language: Language) -> tuple[Row, ...]:
        """The rows a page in this language shows, each with text to show."""
        is_target = any(
            row.pair.target is not None and row.pair.target.language.code == language.code
            for row in self.target_rows
        )
        rows = self.target_rows if is_target else self.rows
        return tuple(row for row in rows if row.pair.shown(language) is not None)


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
    counts: Mapping[str, int] = field(default_factory=dict)

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
