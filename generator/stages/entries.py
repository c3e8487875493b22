"""Pieces of pages: cards, timeline entries, terms, sources, and the whole view of an explainer."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

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
)
from generator.model.explainer import (
    Explainer,
    Figure,
    Glossary,
    Paired,
    Reference,
    Term,
    Translated,
)
from generator.model.language import Direction, Language
from generator.model.phrase import Pair
from generator.model.segment import State
from generator.model.source import Sources
from generator.stages.glossary_pages import with_paths
from generator.stages.layout import picture_at
from generator.stages.passages import Passages, make_passages
from generator.stages.timelines import explainer_timeline
from generator.stages.views import Wording
from generator.translation.blocks import Openings
from generator.translation.memory import read_memory
from generator.translation.term_links import TermFinder


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
        self.events = {
            explainer.slug: self.events_of(explainer, translated) for explainer, translated in shown
        }
        """The events of each explainer by its slug, in the order of its metadata."""
        glossary, _ = paired.glossary
        finders = [TermFinder.of(glossary.terms, each.code) for each in config.languages]
        self.passages = {
            explainer.slug: self._passages(translated, finders) for explainer, translated in shown
        }
        """The prose of each explainer by its slug."""
        self.terms = self._terms(*paired.glossary)

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
        passages = self.passages[explainer.slug]
        strings = translated.strings
        people = (self.config.person(key) for key in meta.authors)
        return ExplainerView(
            card=self.cards[explainer.slug],
            key_points=tuple(
                self.wording.string(strings[f"point.{number}"])
                for number in range(1, len(meta.key_points) + 1)
            ),
            authors=tuple(self.wording.names(person.names) for person in people if person),
            rows=passages.rows,
            target_rows=passages.target_rows,
            minutes=self.wording.minutes(translated),
            timeline=explainer_timeline(
                self.cards[explainer.slug], self.events[explainer.slug], self.wording
            ),
            sources=tuple(self.source_links(explainer).values()),
            terms=tuple(
                self.terms[key]
                for key in dict.fromkeys((*passages.terms, *meta.glossary))
                if key in self.terms
            ),
            corrections=tuple(
                CorrectionEntry(
                    self.wording.day(correction.date),
                    self.string(translated, f"correction.{name}"),
                )
                for name, correction in zip(meta.correction_names, meta.corrections, strict=True)
            ),
            open_passages=self.wording.open_passages(passages.rows),
        )

    def events_of(self, explainer: Explainer, translated: Translated) -> tuple[EventEntry, ...]:
        """Its events in the order of its metadata."""
        references = self.source_links(explainer)
        openings = Openings(explainer.article.blocks)
        translated_keys = {
            block.key
            for segment in translated.segments
            if segment.state is not State.OMIT
            for block in segment.sources
        }
        return tuple(
            EventEntry(
                name=event.id,
                explainer=self.cards[explainer.slug],
                date=self.wording.event_date(event.date),
                when=event.date,
                text=self.string(translated, f"timeline.{event.id}.text"),
                sources=tuple(references[key] for key in event.sources if key in references),
                paragraphs=self._row_ids(openings.find(event.paragraph), translated_keys),
            )
            for event in explainer.meta.timeline
        )

    def _row_ids(self, keys: Sequence[str], translated_keys: Collection[str]) -> dict[str, str]:
        """Id of the row that shows the first of these blocks, by the languages that show it."""
        if not keys:
            return {}
        row = f"p-{keys[0].replace('.', '-')}"
        rows = {self.config.source.code: row}
        if keys[0] in translated_keys:
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
                [*translated.strings.values(), *translated.segments],
                translated.article.memory_path,
            ),
            picture=self._picture(explainer, translated, meta.image) if meta.image else None,
            shown_from=meta.publish_on.isoformat() if meta.publish_on else "",
            # A path is an address of whatever made the site before.
            first_slug=next((each.path for each in meta.aliases if each.path[0] != "/"), ""),
        )

    def _picture(
        self, explainer: Explainer, translated: Translated, image: Figure
    ) -> Picture | None:
        """None where the file is missing, which is reported and stops the build."""
        files = picture_at(self.sources, f"{explainer.article.folder}/{image.file}")
        if files is None:
            return None
        width, height = files.shown_size
        caption = translated.strings.get("image.caption")
        return Picture(
            path=files.path,
            alt=self.string(translated, "image.alt"),
            caption=self.wording.string(caption) if caption else None,
            credit=self.string(translated, "image.credit"),
            width=width,
            height=height,
            sources=files.sources,
            fallback=files.fallback,
            moving=files.moving,
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
            publisher_html=self.wording.phrase(reference.publisher, language).html,
            url=reference.url,
            date=self.wording.event_date(reference.date) if reference.date else None,
            edtf=reference.date.written if reference.date else "",
        )

    def _passages(self, translated: Translated, finders: Sequence[TermFinder]) -> Passages:
        path = translated.article.memory_path
        raw = self.sources.files.get(path, b"")
        memory = read_memory(raw.decode("utf-8", "replace"), path).value
        return make_passages(translated, self.wording, finders, memory)

    def _terms(self, glossary: Glossary, translated: Translated) -> dict[str, TermEntry]:
        mentions: dict[str, list[TermBacklink]] = defaultdict(list)
        for explainer, _ in self.shown:
            terms = self.passages[explainer.slug].terms
            for key in dict.fromkeys((*terms, *explainer.meta.glossary)):
                mentions[key].append(TermBacklink(self.cards[explainer.slug], terms.get(key, {})))
        topics = {topic.slug: topic for topic in self.topic_counts()}
        return with_paths(
            {
                term.id: self._term(term, translated, mentions[term.id], topics)
                for term in glossary.terms
            },
            self.config.languages,
        )

    def _term(
        self,
        term: Term,
        translated: Translated,
        mentions: Iterable[TermBacklink],
        topics: Mapping[str, TopicLink],
    ) -> TermEntry:
        also = Names("، ".join(term.aliases), ", ".join(term.english_aliases))
        return TermEntry(
            id=f"term-{term.id}",
            name=self.wording.names(Names(term.term, term.english)),
            definition=self.string(translated, f"term.{term.id}.definition"),
            also=self.wording.names(also) if term.aliases or term.english_aliases else None,
            forms={
                self.config.source.code: term.aliases,
                self.config.target.code: term.english_aliases,
            },
            mentions=tuple(mentions),
            topics=tuple(topics[slug] for slug in term.topics if slug in topics),
        )


def _direction(reference: Reference) -> Direction:
    """Of a language the site does not know: that of the first letter with one (UAX #9, P2)."""
    for letter in reference.title:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"
