"""Pieces of pages, ready to print: rows, cards, events, terms, sources, provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.language import Language
from generator.model.phrase import Bilingual, Pair, Phrase


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
    def path(self) -> str:
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
    mentions: tuple[TermBacklink, ...] = ()
    """The explainers that speak of it or list it, newest first."""


@dataclass(frozen=True)
class TermBacklink:
    """An explainer that speaks of a term."""

    card: ExplainerCard
    rows: Mapping[str, str]
    """Id of the row of its first mention by language code; none where it is only listed."""


@dataclass(frozen=True)
class LinkedForm:
    """A spelling that was linked to a term, for the report of a build."""

    term: str
    """Id of the term."""
    form: str
    """As it stands in the text."""
    language: str
    path: str
    """File of the text, such as content/explainers/water/article.ar.md."""
    line: int
    """Line in that file of the block it stands in."""


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
