"""An explainer as its authors wrote it: metadata, Arabic blocks and the translation beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.model.event_date import EventDate
from generator.model.problem import Place
from generator.model.segment import Segment, SourceBlock


@dataclass(frozen=True)
class Reference:
    """A source the explainer rests on; its title stays in its own language."""

    id: str
    title: str
    publisher: str
    url: str
    date: EventDate | None
    language: str
    place: Place


@dataclass(frozen=True)
class Event:
    """One entry of the timeline."""

    id: str
    date: EventDate
    text: str
    sources: tuple[str, ...]
    paragraph: str
    """Opening words of the block that tells it, or empty."""
    place: Place
    paragraph_place: Place


@dataclass(frozen=True)
class Figure:
    """The image that opens an explainer."""

    file: str
    alt: str
    caption: str
    credit: str
    place: Place


@dataclass(frozen=True)
class Correction:
    date: date
    text: str


@dataclass(frozen=True)
class Alias:
    """An earlier address that leads to an article."""

    path: str
    """A slug, which stands for all its pages, or a site path with `/` before it."""
    place: Place

    @property
    def is_slug(self) -> bool:
        return not self.path.startswith("/")


@dataclass(frozen=True)
class Meta:
    """What `meta.yaml` says, checked."""

    title: str
    summary: str
    key_points: tuple[str, ...]
    published: date
    updated: date | None
    draft: bool
    publish_on: date | None
    """Scheduled: not shown before this day."""
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    sources: tuple[Reference, ...]
    timeline: tuple[Event, ...]
    glossary: tuple[str, ...]
    image: Figure | None
    corrections: tuple[Correction, ...]
    path: str
    aliases: tuple[Alias, ...] = ()
    """Earlier addresses, the oldest first."""

    @property
    def shown_from(self) -> date:
        return max(self.published, self.publish_on or self.published)

    @property
    def correction_names(self) -> tuple[str, ...]:
        """`2026-10-20`, and `2026-10-20.2` for a second one that day: stable as the log grows."""
        days: Counter[date] = Counter()
        names = []
        for correction in self.corrections:
            days[correction.date] += 1
            number = days[correction.date]
            names.append(f"{correction.date}" if number == 1 else f"{correction.date}.{number}")
        return tuple(names)


@dataclass(frozen=True)
class Article:
    """A piece of writing and its translation file: the body of an explainer or a plain page."""

    slug: str
    folder: str
    """Path of its folder, such as `content/explainers/water`."""
    strings: tuple[SourceBlock, ...]
    """Metadata strings to translate, by name."""
    blocks: tuple[SourceBlock, ...]
    body: str
    """The Arabic file, whole."""
    translation: str | None
    """The English file, whole; None where there is none yet."""
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Link definitions of the Arabic, (address, title) by label; the English may use them too."""
    assets: tuple[str, ...] = ()
    """Paths of the images in the folder."""

    source_path: str = ""
    target_path: str = ""

    @property
    def memory_path(self) -> str:
        """Path of its translation memory."""
        return f"{self.folder}/memory.jsonl"


@dataclass(frozen=True)
class Explainer:
    article: Article
    meta: Meta

    @property
    def slug(self) -> str:
        return self.article.slug


@dataclass(frozen=True)
class PlainPage:
    """About, how we translate: a title and a text."""

    article: Article
    title: str
    summary: str
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True)
class Term:
    """One entry of the glossary."""

    id: str
    term: str
    english: str
    aliases: tuple[str, ...]
    english_aliases: tuple[str, ...]
    definition: str
    topics: tuple[str, ...]
    place: Place
    avoid: tuple[str, ...] = ()
    """English that must not stand for it."""
    never: tuple[str, ...] = ()
    """Forms, of either language, that look like the term and are not linked to it."""


@dataclass(frozen=True)
class TermMention:
    """A place in a text that speaks of a term."""

    term: Term
    start: int
    """Offset of its first letter, a prefix joined to it included."""
    end: int
    """Offset behind its last letter, endings included, and behind a bracket opened within."""


@dataclass(frozen=True)
class Glossary:
    terms: tuple[Term, ...]
    article: Article
    """Its definitions as named strings, with `glossary.en.md` as the translation."""


@dataclass(frozen=True)
class Content:
    """All that people wrote."""

    explainers: tuple[Explainer, ...]
    pages: tuple[PlainPage, ...]
    glossary: Glossary

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every text that is translated."""
        return (
            *(explainer.article for explainer in self.explainers),
            *(page.article for page in self.pages),
            self.glossary.article,
        )


@dataclass(frozen=True)
class Translated:
    """An article whose every piece stands beside its translation."""

    article: Article
    strings: Mapping[str, Segment]
    """By name."""
    segments: tuple[Segment, ...]
    """Prose, in the order of the original; own passages after the block they follow."""
    target_order: tuple[int, ...]
    """Indexes into `segments` in the order in which the translation tells them."""


@dataclass(frozen=True)
class Paired:
    """All content, each text beside its translation."""

    explainers: tuple[tuple[Explainer, Translated], ...]
    pages: tuple[tuple[PlainPage, Translated], ...]
    glossary: tuple[Glossary, Translated]

    @property
    def articles(self) -> tuple[Translated, ...]:
        """Every translated text of the site."""
        return (
            *(translated for _, translated in self.explainers),
            *(translated for _, translated in self.pages),
            self.glossary[1],
        )
