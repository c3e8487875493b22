"""Pieces of pages: cards, timeline entries, terms, sources, and the whole view of an explainer."""

from __future__ import annotations

import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import imagesize

from generator.model.config import Names, SiteConfig
from generator.model.entry import (
    CorrectionEntry,
    EventEntry,
    ExplainerCard,
    ExplainerView,
    Picture,
    SourceLink,
    TermBacklink,
    TermEntry,
    TopicLink,
    YearGroup,
)
from generator.model.explainer import Event, Explainer, Figure, Paired, Reference, Term, Translated
from generator.model.language import Direction, Language
from generator.model.phrase import Pair
from generator.model.segment import State
from generator.model.source import Sources
from generator.stages.layout import media_path
from generator.stages.views import Wording
from generator.translation.blocks import find_opening


class Entries:
    """Makes the entries that several pages share, each explainer's card and each term once."""

    def __init__(
        self,
        shown: Sequence[tuple[Explainer, Translated]],
        paired: Paired,
        config: SiteConfig,
        sources: Sources,
    ) -> None:
        self.shown = shown
        self.config = config
        self.sources = sources
        self.wording = Wording(config, sources)
        self.cards = {
            explainer.slug: self._card(explainer, translated) for explainer, translated in shown
        }
        glossary, translated = paired.glossary
        self.terms = {term.id: self._term(term, translated) for term in glossary.terms}

    def topic_counts(self) -> tuple[TopicLink, ...]:
        """The topics that have explainers, in the order of the configuration."""
        counts: dict[str, int] = defaultdict(int)
        for explainer, _ in self.shown:
            for slug in explainer.meta.topics:
                counts[slug] += 1
        return tuple(
            TopicLink(topic.slug, self.wording.names(topic.names), counts[topic.slug])
            for topic in self.config.topics
            if counts[topic.slug]
        )

    def string(self, translated: Translated, name: str) -> Pair:
        """The metadata string of this name beside its translation.

        Where the metadata lacks it (which is reported, and stops the build) the slug stands in.
        """
        segment = translated.strings.get(name)
        if segment is None:
            phrase = self.wording.phrase(translated.article.slug, self.config.source)
            return Pair(phrase, None, State.MISSING)
        return self.wording.string(segment)

    def view(self, explainer: Explainer, translated: Translated) -> ExplainerView:
        meta = explainer.meta
        rows, target_rows = self.wording.rows(translated)
        references = self.source_links(explainer)
        strings = translated.strings
        people = (self.config.person(key) for key in meta.authors)
        return ExplainerView(
            card=self.cards[explainer.slug],
            key_points=tuple(
                self.wording.string(strings[f"point.{number}"])
                for number in range(1, len(meta.key_points) + 1)
            ),
            authors=tuple(self.wording.names(person.names) for person in people if person),
            rows=rows,
            target_rows=target_rows,
            minutes=self.wording.minutes(translated),
            timeline=group_by_year(
                self.event(event, explainer, translated, references) for event in meta.timeline
            ),
            sources=tuple(references.values()),
            terms=tuple(self.terms[key] for key in meta.glossary if key in self.terms),
            corrections=tuple(
                CorrectionEntry(
                    self.wording.day(correction.date),
                    self.string(translated, f"correction.{name}"),
                )
                for name, correction in zip(meta.correction_names, meta.corrections, strict=True)
            ),
        )

    def event(
        self,
        event: Event,
        explainer: Explainer,
        translated: Translated,
        references: Mapping[str, SourceLink],
        card: ExplainerCard | None = None,
    ) -> EventEntry:
        keys = find_opening(event.paragraph, explainer.article.blocks)
        owner = f"{explainer.slug}." if card else ""
        return EventEntry(
            id=f"event-{owner}{event.id}",
            date=self.wording.event_date(event.date),
            start=event.date.start,
            year_name=self.wording.year(event.date.start[0]),
            text=self.string(translated, f"timeline.{event.id}.text"),
            sources=tuple(references[key] for key in event.sources if key in references),
            paragraphs=self._row_ids(keys[0], translated) if keys else {},
            explainer=card,
        )

    def _row_ids(self, key: str, translated: Translated) -> dict[str, str]:
        """Id of the row that shows a block, by the languages in which it is shown."""
        row = f"p-{key.replace('.', '-')}"
        rows = {self.config.source.code: row}
        for segment in translated.segments:
            shows = any(block.key == key for block in segment.sources)
            if shows and segment.state is not State.OMIT:
                rows[self.config.target.code] = row
        return rows

    def source_links(self, explainer: Explainer) -> dict[str, SourceLink]:
        """The explainer's sources by id."""
        return {each.id: self._source_link(each) for each in explainer.meta.sources}

    def _card(self, explainer: Explainer, translated: Translated) -> ExplainerCard:
        meta = explainer.meta
        return ExplainerCard(
            slug=explainer.slug,
            title=self.string(translated, "title"),
            summary=self.string(translated, "summary"),
            published=self.wording.day(meta.published),
            updated=self.wording.day(meta.updated) if meta.updated else None,
            topics=self._topic_links(meta.topics),
            provenance=self.wording.provenance(
                [*translated.strings.values(), *translated.segments]
            ),
            picture=self._picture(explainer, translated, meta.image) if meta.image else None,
        )

    def _picture(self, explainer: Explainer, translated: Translated, image: Figure) -> Picture:
        raw = self.sources.files.get(f"{explainer.article.folder}/{image.file}", b"")
        width, height = imagesize.get(io.BytesIO(raw)) if raw else (0, 0)
        caption = translated.strings.get("image.caption")
        return Picture(
            path=media_path(explainer.slug, image.file),
            alt=self.string(translated, "image.alt"),
            caption=self.wording.string(caption) if caption else None,
            credit=self.string(translated, "image.credit"),
            width=max(0, round(width)),
            height=max(0, round(height)),
        )

    def _topic_links(self, slugs: Iterable[str]) -> tuple[TopicLink, ...]:
        topics = (self.config.topic(slug) for slug in slugs)
        return tuple(TopicLink(t.slug, self.wording.names(t.names)) for t in topics if t)

    def _source_link(self, reference: Reference) -> SourceLink:
        language = next(
            (each for each in self.config.languages if each.code == reference.language),
            Language(reference.language, reference.language, _direction(reference), "latn", ()),
        )
        return SourceLink(
            id=f"source-{reference.id}",
            title=self.wording.phrase(reference.title, language),
            publisher=reference.publisher,
            url=reference.url,
            date=self.wording.event_date(reference.date) if reference.date else None,
        )

    def _term(self, term: Term, translated: Translated) -> TermEntry:
        also = Names("، ".join(term.aliases), ", ".join(term.english_aliases))
        return TermEntry(
            id=f"term-{term.id}",
            name=self.wording.names(Names(term.term, term.english)),
            definition=self.string(translated, f"term.{term.id}.definition"),
            also=self.wording.names(also) if term.aliases or term.english_aliases else None,
            mentions=tuple(
                TermBacklink(self.cards[explainer.slug], {})
                for explainer, _ in self.shown
                if term.id in explainer.meta.glossary
            ),
        )


def group_by_year(events: Iterable[EventEntry]) -> tuple[YearGroup, ...]:
    """Events in order of time, those of a year together.

    Within a year, entries keep the order given where their dates say no more.
    """
    groups: dict[int, list[EventEntry]] = defaultdict(list)
    for event in events:
        groups[event.start[0]].append(event)
    return tuple(
        YearGroup(year, entries[0].year_name, tuple(sorted(entries, key=_moment)))
        for year, entries in sorted(groups.items())
    )


def _moment(event: EventEntry) -> tuple[int, int, int]:
    return event.start


def _direction(reference: Reference) -> Direction:
    """Of a language the site does not know: that of the first letter with one (UAX #9, P2)."""
    for letter in reference.title:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"
