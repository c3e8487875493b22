"""Words for pages: phrases, pairs, dates and names ready to print in either language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape

from generator.model.config import Names, SiteConfig
from generator.model.entry import OpenPassage, Provenance, Reviewer, Row
from generator.model.event_date import EventDate
from generator.model.explainer import Translated
from generator.model.language import Language
from generator.model.phrase import Bilingual, Day, Html, Pair, Phrase
from generator.model.problem import Problem
from generator.model.segment import Segment, State
from generator.model.source import Sources
from generator.stages.provenance import Reviews, engines_of, reviews_by, states_of, told_state
from generator.text.bidi import isolate, without_controls
from generator.text.dates import date_in_words, day_in_words, year_in_words
from generator.text.edtf import iso_form
from generator.translation.memory import read_memory

_ARABIC_ONLY = re.compile(
    r"(?:[\u0621-\u0652 ،؛؟.:«»]|(?<![0-9.:] )(?<![0-9.:])[0-9]{1,4}(?= [\u0621-\u0652]|$))*"
)
"""Words and, between them, whole numbers: nothing that could stand in the wrong order."""
_READING_PACE = {"ar": 170, "en": 220}
"""Words a minute; Arabic words carry more (Brysbaert 2019: 138 Arabic, 228 English aloud)."""
_OPENING = 7
"""Words by which a list of passages names one."""
_OPEN = frozenset({"machine", "stale", "missing"})
"""What a reader should not take for finished."""


@dataclass
class Wording:
    """Turns the site's data into phrases of its two languages."""

    config: SiteConfig
    sources: Sources
    problems: list[Problem] = field(default_factory=list)

    def phrase(self, text: str, language: Language) -> Phrase:
        """Plain text as a phrase, without the signs that steer direction."""
        shown = without_controls(text)
        html = self._inline(shown, language)
        return Phrase(html, shown, language, html)

    def _inline(self, text: str, language: Language) -> Html:
        """A line of text; of a third language, nothing is known that could be isolated."""
        if language not in self.config.languages or _is_of_one_direction(text, language):
            return Html(escape(text, quote=False))
        return isolate(text, language, self._other(language))

    def names(self, names: Names) -> Bilingual:
        return self._bilingual(lambda language: names.given(language, self.config.source))

    def day(self, day: date) -> Day:
        words = self._bilingual(lambda language: day_in_words(day, language))
        return Day(day.isoformat(), words)

    def event_date(self, event: EventDate) -> Day:
        words = self._bilingual(lambda language: date_in_words(event, language))
        return Day(iso_form(event), words)

    def year(self, year: int) -> Bilingual:
        return self._bilingual(lambda language: year_in_words(year, language))

    def string(self, segment: Segment) -> Pair:
        """A metadata string beside its translation."""
        source = segment.sources[0].text
        return Pair(
            self.phrase(source, self.config.source),
            self.phrase(segment.target, self.config.target) if segment.target else None,
            segment.state,
            *self.review(segment),
        )

    def provenance(self, segments: Iterable[Segment], memory_path: str = "") -> Provenance:
        """How these came to be; the names of engines are in the memory at the path."""
        segments = tuple(segments)
        reviews = reviews_by(segments)
        days = [day for each in reviews.values() for day in each.days]
        return Provenance(
            dict(states_of(segments)),
            tuple(self._reviewer_of(by, each) for by, each in reviews.items() if by),
            self.day(max(days)) if days else None,
            tuple(self.names(Names(each, each)) for each in self._engines(segments, memory_path)),
        )

    def _engines(self, segments: tuple[Segment, ...], memory_path: str) -> tuple[str, ...]:
        raw = self.sources.files.get(memory_path)
        # Most explainers show no machine text, and a memory is long to read.
        if raw is None or not any(segment.state is State.MACHINE for segment in segments):
            return ()
        return engines_of(segments, read_memory(raw.decode("utf-8", "replace"), memory_path).value)

    def _reviewer_of(self, by: str, reviews: Reviews) -> Reviewer:
        first, last = (self.day(end(reviews.days)) if reviews.days else None for end in (min, max))
        return Reviewer(self._person(by), reviews.count, first, last)

    def open_passages(self, rows: Iterable[Row]) -> tuple[OpenPassage, ...]:
        """The rows whose English is not finished, each by its first words."""
        found = ((row, told_state(row.pair.state)) for row in rows if row.kind != "rule")
        return tuple(
            OpenPassage(row.id, state, self._opening(row.pair))
            for row, state in found
            if state in _OPEN
        )

    def _opening(self, pair: Pair) -> Pair:
        shown = (pair.source, pair.target)
        source, target = (self._first_words(each) if each else None for each in shown)
        return Pair(source, target, pair.state)

    def _first_words(self, phrase: Phrase) -> Phrase:
        words = phrase.text.split()
        more = " …" if len(words) > _OPENING else ""
        return self.phrase(" ".join(words[:_OPENING]) + more, phrase.language)

    def minutes(self, translated: Translated) -> dict[str, int]:
        """Reading time by language; for an untranslated passage, that of the original."""
        words: Counter[str] = Counter()
        for segment in translated.segments:
            if segment.state is State.ORPHAN:
                continue
            source = sum(len(block.plain.split()) for block in segment.sources)
            words[self.config.source.code] += source
            if segment.state is not State.OMIT:
                words[self.config.target.code] += len(segment.target.split()) or source
        return {code: max(1, round(count / _READING_PACE[code])) for code, count in words.items()}

    def review(self, segment: Segment) -> tuple[Bilingual | None, Day | None]:
        """Who stands behind the translation and since when, as far as its marker says."""
        review = segment.review
        if review is None:
            return None, None
        return (
            self._person(review.by) if review.by else None,
            self.day(review.on) if review.on else None,
        )

    def _person(self, initials: str) -> Bilingual:
        person = self.config.person(initials)
        return self.names(person.names if person else Names(initials, initials))

    def _bilingual(self, write: Callable[[Language], str]) -> Bilingual:
        return Bilingual(
            {each.code: self.phrase(write(each), each) for each in self.config.languages}
        )

    def _other(self, language: Language) -> Language:
        source, target = self.config.languages
        return target if language.code == source.code else source


def _is_of_one_direction(text: str, language: Language) -> bool:
    """Whether it is plain that nothing in it runs the other way: most short texts are like that."""
    return _ARABIC_ONLY.fullmatch(text) is not None if language.is_rtl else text.isascii()
