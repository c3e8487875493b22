"""Words for pages: phrases, pairs, dates and names ready to print in either language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape

from generator.model.config import Names, SiteConfig
from generator.model.entry import Day, Provenance, Row
from generator.model.explainer import EventDate, Translated
from generator.model.language import Language
from generator.model.phrase import Bilingual, Html, Pair, Phrase
from generator.model.problem import Problem
from generator.model.segment import Segment, SourceBlock, State
from generator.model.source import Sources
from generator.stages.layout import resolver
from generator.text.bidi import isolate
from generator.text.dates import date_in_words, day_in_words, year_in_words
from generator.text.edtf import iso_form
from generator.text.markdown import parse
from generator.text.markdown_html import Writing
from generator.text.normal import text_hash

_READING_PACE = {"ar": 170, "en": 220}
"""Words a minute; Arabic words carry more (Brysbaert 2019: 138 Arabic, 228 English aloud)."""


@dataclass
class Wording:
    """Turns the site's data into phrases of its two languages."""

    config: SiteConfig
    sources: Sources
    problems: list[Problem] = field(default_factory=list)

    def phrase(self, text: str, language: Language) -> Phrase:
        """Plain text as a phrase."""
        html = self._inline(text, language)
        return Phrase(html, text, language, html)

    def _inline(self, text: str, language: Language) -> Html:
        """A line of text; of a third language, nothing is known that could be isolated."""
        if language not in self.config.languages:
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
            self._reviewer(segment),
        )

    def rows(self, translated: Translated) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """The prose in the order of the original, and in that of the translation."""
        taken: Counter[str] = Counter()
        rows = [self._row(segment, translated, taken) for segment in translated.segments]
        told = [rows[index] for index in translated.target_order]
        return (
            tuple(row for row in rows if row is not None),
            tuple(row for row in told if row is not None),
        )

    def provenance(self, segments: Iterable[Segment]) -> Provenance:
        counts: Counter[str] = Counter()
        reviewers: dict[str, Bilingual] = {}
        for segment in segments:
            if segment.state in (State.OMIT, State.ORPHAN) or _says_nothing(segment):
                continue
            counts["stale" if segment.state.is_behind else segment.state.value] += 1
            reviewer = self._reviewer(segment)
            if segment.review and reviewer:
                reviewers.setdefault(segment.review.by, reviewer)
        return Provenance(dict(counts), tuple(reviewers.values()))

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

    def _row(self, segment: Segment, translated: Translated, taken: Counter[str]) -> Row | None:
        if segment.state is State.ORPHAN:
            return None
        target = self._target_phrase(segment, translated)
        source = self._source_phrase(segment.sources)
        if source is None and target is None:
            return None
        if segment.sources:
            ids = [f"p-{block.key.replace('.', '-')}" for block in segment.sources]
        else:
            base = f"own-{text_hash(segment.target)}"
            taken[base] += 1
            ids = [base if taken[base] == 1 else f"{base}-{taken[base]}"]
        kind = segment.sources[0].kind if segment.sources else "paragraph"
        pair = Pair(source, target, segment.state, self._reviewer(segment))
        return Row(ids[0], tuple(ids[1:]), kind, pair)

    def _source_phrase(self, blocks: tuple[SourceBlock, ...]) -> Phrase | None:
        if not blocks:
            return None
        html = "\n".join(block.html for block in blocks)
        plain = " ".join(block.plain for block in blocks)
        language = self.config.source
        return Phrase(Html(html), plain, language, self._inline(plain, language))

    def _target_phrase(self, segment: Segment, translated: Translated) -> Phrase | None:
        if not segment.target or segment.state is State.OMIT:
            return None
        article = translated.article
        writing = Writing(
            article.target_path,
            self.config.target,
            self.config.source,
            resolver(self.sources, article.folder, self.config.target),
            segment.line + 1,
        )
        blocks, problems, _ = parse(segment.target, writing, article.references)
        self.problems.extend(problems)
        html = "\n".join(block.html for block in blocks)
        plain = " ".join(block.plain for block in blocks)
        language = self.config.target
        return Phrase(Html(html), plain, language, self._inline(plain, language))

    def _reviewer(self, segment: Segment) -> Bilingual | None:
        if segment.review is None or not segment.review.by:
            return None
        person = self.config.person(segment.review.by)
        if person:
            return self.names(person.names)
        by = segment.review.by
        return self.names(Names(by, by))

    def _bilingual(self, write: Callable[[Language], str]) -> Bilingual:
        return Bilingual(
            {each.code: self.phrase(write(each), each) for each in self.config.languages}
        )

    def _other(self, language: Language) -> Language:
        source, target = self.config.languages
        return target if language.code == source.code else source


def _says_nothing(segment: Segment) -> bool:
    """Rules and pictures have no words to translate."""
    return bool(segment.sources) and all(block.kind == "rule" for block in segment.sources)
