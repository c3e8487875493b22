"""Pieces of pages, ready to print: rows, cards, events, terms, sources, provenance."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.event_date import EventDate
from generator.model.language import Language
from generator.model.phrase import Bilingual, Day, Html, Pair, Phrase
from generator.model.picture_files import PictureSource, Rendition

_PICTURE = re.compile(
    r'<figure\b(?:(?!</figure>).)*<img src="([^"]+)"(?:(?!</figure>).)*</figure>', re.DOTALL
)


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

    @property
    def is_one_picture(self) -> bool:
        """Whether both languages show the same picture, alone, with words of their own."""
        texts = (self.pair.source, self.pair.target)
        found = [_PICTURE.fullmatch(text.html.strip()) if text else None for text in texts]
        files = [each[1] for each in found if each]
        return len(files) == 2 and files[0] == files[1]


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
    publisher_html: Html
    """The publisher for the page, with runs of the opposite direction isolated."""
    url: str
    date: Day | None
    edtf: str = ""
    """Its date as the author wrote it, for machines."""


@dataclass(frozen=True)
class EventEntry:
    """One entry of a timeline, the same on every page that shows it."""

    name: str
    """As the explainer calls it: `treaty-signed`."""
    explainer: ExplainerCard
    date: Day
    when: EventDate
    """The same, for machines."""
    text: Pair
    sources: tuple[SourceLink, ...]
    paragraphs: Mapping[str, str]
    """Id of the row that tells it, by code of the languages whose pages show that row."""

    @property
    def id(self) -> str:
        """Its anchor on the explainer's pages."""
        return f"event-{self.name}"

    @property
    def string(self) -> str:
        """Name of its text among the explainer's strings."""
        return f"timeline.{self.name}.text"

    @property
    def gathered_id(self) -> str:
        """Its anchor on timelines of several explainers; slugs hold no full stop."""
        return f"event-{self.explainer.slug}.{self.name}"

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day where both are known in full and without doubt: fit for a calendar."""
        when = self.when
        if when.earliest is None or when.latest is None or when.approximate or when.uncertain:
            return None
        if {when.first.precision, when.last.precision} != {"day"}:
            return None
        first, last = when.earliest, when.latest
        # A calendar writes four digits, and the day after an event ends.
        if first[0] < 1 or last[0] >= 9999:
            return None
        return datetime.date(*first), datetime.date(*last)

    def paragraph(self, language: Language) -> str:
        """Id of the row that tells it on pages in this language, or empty."""
        return self.paragraphs.get(language.code, "")

    def place(self, language: Language) -> str:
        """Path below a language's folder of where the explainer tells it: `water/#p-1a2b3c4d`."""
        return f"{self.explainer.slug}/#{self.paragraphs.get(language.code, self.id)}"


@dataclass(frozen=True)
class YearGroup:
    """What happened in a year, or in a decade or century of which no more is known."""

    id: str
    """Its anchor: `year-1956`."""
    name: Bilingual
    events: tuple[EventEntry, ...]


@dataclass(frozen=True)
class StripMark:
    """A name below the density strip."""

    at: float
    """How far along time, from 0 to 1."""
    name: Bilingual

    def across(self, language: Language) -> str:
        """How far from the left edge, for SVG, which knows no writing direction."""
        return f"{100 * (1 - self.at if language.is_rtl else self.at):.4g}%"


@dataclass(frozen=True)
class Strip:
    """A drawing of how events lie in time."""

    counts: tuple[int, ...]
    """Events in each of the equal stretches of time, in order."""
    outlines: Mapping[str, str]
    """The bars as the `d` of an SVG path by direction, one unit wide each and 100 high."""
    first: Bilingual
    last: Bilingual
    marks: tuple[StripMark, ...]
    """Between the first and the last."""

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def length(self) -> int:
        return len(self.counts)


@dataclass(frozen=True)
class Period:
    """A stretch of a timeline that has a page of its own."""

    path: str
    """Below a language's folder: `timeline/1990-to-1999/`."""
    name: Bilingual
    years: tuple[YearGroup, ...]

    @property
    def count(self) -> int:
        return sum(len(group.events) for group in self.years)


@dataclass(frozen=True)
class Timeline:
    """The events of an explainer, a topic or the whole site, in order of time."""

    path: str
    """Below a language's folder, of the page that shows it: `timeline/`, `water/`."""
    name: Bilingual
    """For calendars and other programs that show it away from its page."""
    years: tuple[YearGroup, ...]
    strip: Strip | None = None
    """None where it would say nothing."""
    periods: tuple[Period, ...] = ()
    """Pages that share out the events; none where one page holds them all."""

    @property
    def events(self) -> tuple[EventEntry, ...]:
        return tuple(event for group in self.years for event in group.events)

    @property
    def has_calendar(self) -> bool:
        """Whether any of its dates is known to the day."""
        return any(event.days for group in self.years for event in group.events)


SHOWN_MENTIONS = 12


@dataclass(frozen=True)
class TermEntry:
    """A glossary term."""

    id: str
    name: Bilingual
    definition: Pair
    also: Bilingual | None
    """Other forms, as one line; None when there are none in either language."""
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The other forms one by one, by language code."""
    mentions: tuple[TermBacklink, ...] = ()
    """The explainers that speak of it or list it, newest first."""
    topics: tuple[TopicLink, ...] = ()
    """Those that have a page."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """Where the site's glossary explains it, below a language's folder, by language code:
    `glossary/#term-unfccc`."""

    def path(self, language: Language) -> str:
        return self.paths[language.code]

    @property
    def shown_mentions(self) -> tuple[TermBacklink, ...]:
        """The newest of them, as many as its entry names."""
        return self.mentions[:SHOWN_MENTIONS]


@dataclass(frozen=True)
class LetterGroup:
    """The terms under one letter of the alphabet."""

    id: str
    """Of its heading: `letter-b`, `letter-jim`."""
    name: Phrase
    terms: tuple[TermEntry, ...]
    is_continued: bool = False
    """It goes on from the page before."""


@dataclass(frozen=True)
class GlossaryPart:
    """The terms that stand on one page."""

    path: str
    """Below a language's folder: `glossary/`, or `glossary/b/` where one page cannot hold all."""
    name: Phrase
    """Its letters: `B–D`."""
    groups: tuple[LetterGroup, ...]

    @property
    def count(self) -> int:
        return sum(len(group.terms) for group in self.groups)


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
    """Site path of the image in a format that every program shows, as wide as there is."""
    alt: Pair
    caption: Pair | None
    credit: Pair
    width: int
    height: int
    """In pixels."""
    sources: tuple[PictureSource, ...] = ()
    """The same in better formats, the best first; none of an SVG."""
    fallback: tuple[Rendition, ...] = ()
    """The same in the format of `path`, narrowest first; none of an SVG."""
    moving: str = ""
    """Site path of the image as it moves, empty where it stands still."""

    @property
    def is_portrait(self) -> bool:
        return self.height > self.width


@dataclass(frozen=True)
class CorrectionEntry:
    date: Day
    text: Pair


@dataclass(frozen=True)
class Reviewer:
    """Someone who stands behind part of a translation."""

    name: Bilingual
    count: int
    """Passages that he or she has reviewed."""
    first: Day | None
    """Day of the earliest of these reviews; None where no marker names a day."""
    last: Day | None


@dataclass(frozen=True)
class OpenPassage:
    """A paragraph whose English a reader should not take for finished."""

    id: str
    """Of its row."""
    state: str
    """machine, stale or missing, as in `Provenance.counts`."""
    opening: Pair
    """Its first words."""


@dataclass(frozen=True)
class Provenance:
    """How the English came to be, in numbers of paragraphs and strings."""

    counts: Mapping[str, int]
    """By state value: missing, machine, edited, reviewed, stale (behind), own."""
    reviewers: tuple[Reviewer, ...]
    """Who has reviewed most first; reviews without initials count, and have nobody here."""
    last_review: Day | None = None
    """Day of the latest review, whoever made it."""
    engines: tuple[Bilingual, ...] = ()
    """Names of the machines whose drafts are shown untouched, as far as they are known."""

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
    shown_from: str = ""
    """ISO 8601 day on which readers first saw it, where that was set apart from `published`."""
    first_slug: str = ""
    """Its slug before it was first renamed; empty where it never was."""


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
    timeline: Timeline | None
    """None where it has no events."""
    sources: tuple[SourceLink, ...]
    terms: tuple[TermEntry, ...]
    corrections: tuple[CorrectionEntry, ...]
    open_passages: tuple[OpenPassage, ...] = ()
    """In the order of the original."""

    @property
    def events(self) -> tuple[EventEntry, ...]:
        """In order of time."""
        return self.timeline.events if self.timeline else ()

    def rows_in(self, language: Language) -> tuple[Row, ...]:
        """The rows a page in this language shows, each with text to show."""
        is_target = any(
            row.pair.target is not None and row.pair.target.language.code == language.code
            for row in self.target_rows
        )
        rows = self.target_rows if is_target else self.rows
        return tuple(row for row in rows if row.pair.shown(language) is not None)
