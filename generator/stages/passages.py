"""The passages of an article as rows of its pages: terms linked, sentences set beside each other.

Each passage is printed once for the three pages that show it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.entry import LinkedForm, Row
from generator.model.explainer import Translated
from generator.model.language import Language
from generator.model.phrase import Html, Pair, Phrase
from generator.model.prose import Prose, Run
from generator.model.segment import Segment, State
from generator.stages.layout import (
    TO_ROOT,
    image_suggester,
    pictures,
    resolver,
    suggester,
)
from generator.stages.views import Wording
from generator.text.inline_html import Stretch, is_cut, print_prose
from generator.text.inlines import inline_texts
from generator.text.markdown import References, parse
from generator.text.markdown_html import ImageWords, Writing
from generator.text.normal import text_hash
from generator.translation.memory import Memory
from generator.translation.sentence_marks import Marks, SentenceMark, mark_sentences
from generator.translation.term_links import TermFinder

_UNLINKED = frozenset({"heading", "code", "rule"})
"""Kinds of blocks in which no term is linked."""
_MATCHED = frozenset({State.MACHINE, State.EDITED, State.REVIEWED})
"""Of other states, the English may not say what the Arabic beside it says."""
_VOUCHED = frozenset({State.EDITED, State.REVIEWED, State.OWN})
"""States of English that people wrote for the Arabic as it is now."""


@dataclass(frozen=True)
class Passages:
    """The prose of an article, ready to print."""

    rows: tuple[Row, ...]
    """In the order of the original."""
    target_rows: tuple[Row, ...]
    """In the order in which the translation tells them."""
    source: Language
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Id of the row with the first mention, by language code, of each term by its id."""
    forms: tuple[LinkedForm, ...] = ()

    def rows_in(self, language: Language) -> tuple[Row, ...]:
        """The rows in the order in which a page of this language tells them."""
        return self.rows if language.code == self.source.code else self.target_rows


@dataclass(frozen=True)
class _Side:
    """A passage in one language."""

    language: Language
    kind: str
    blocks: tuple[Prose, ...]
    plain: str
    path: str
    line: int

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(run for block in self.blocks for run in block.runs)


def make_passages(
    translated: Translated,
    wording: Wording,
    finders: Sequence[TermFinder] = (),
    memory: Memory | None = None,
) -> Passages:
    """The rows of an article; faults of its English join those of `wording`.

    `finders` are those of the two languages, where terms are to be linked; `memory` helps to tell
    which sentences belong together.
    """
    return _Maker(translated, wording, memory).make(finders)


class _Maker:
    def __init__(self, translated: Translated, wording: Wording, memory: Memory | None) -> None:
        self.translated = translated
        self.wording = wording
        self.memory = memory
        self.names = _row_ids(translated.segments)
        source, target = wording.config.languages
        self.sides = (
            [self._source(segment, source) for segment in translated.segments],
            [self._target(segment, target) for segment in translated.segments],
        )
        self.links: dict[tuple[int, int], tuple[Stretch, ...]] = {}
        """By the identity of the side and the number of its run."""
        self.terms: dict[str, dict[str, str]] = defaultdict(dict)
        self.forms: list[LinkedForm] = []

    def make(self, finders: Sequence[TermFinder]) -> Passages:
        orders = (range(len(self.translated.segments)), self.translated.target_order)
        for sides, order, finder in zip(self.sides, orders, finders, strict=False):
            for index in order:
                side = sides[index]
                if side is not None:
                    self._link_terms(side, finder, self.names[index][0])
        made = [self._row(index) for index in range(len(self.translated.segments))]
        return Passages(
            tuple(row for row in made if row is not None),
            tuple(row for index in orders[1] if (row := made[index]) is not None),
            self.wording.config.source,
            dict(self.terms),
            tuple(self.forms),
        )

    def _source(self, segment: Segment, language: Language) -> _Side | None:
        if not segment.sources:
            return None
        return _Side(
            language,
            segment.sources[0].kind,
            tuple(block.prose for block in segment.sources if block.prose is not None),
            " ".join(block.plain for block in segment.sources),
            self.translated.article.source_path,
            segment.sources[0].line,
        )

    def _target(self, segment: Segment, language: Language) -> _Side | None:
        if not segment.target or segment.state in (State.OMIT, State.ORPHAN):
            return None
        article = self.translated.article
        writing = Writing(
            article.target_path,
            language,
            self.wording.config.source,
            resolver(self.wording.sources, article.folder, language),
            pictures(self.wording.sources, article.folder),
            TO_ROOT,
            segment.line + 1,
            segment.state not in _VOUCHED,
            _image_words(segment, article.references),
            suggest=suggester(self.wording.sources, article.folder),
            suggest_image=image_suggester(self.wording.sources, article.folder),
        )
        blocks, problems, _ = parse(segment.target, writing, article.references)
        self.wording.problems.extend(problems)
        return _Side(
            language,
            blocks[0].kind if blocks else "paragraph",
            tuple(block.prose for block in blocks),
            " ".join(block.plain for block in blocks),
            article.target_path,
            segment.line,
        )

    def _link_terms(self, side: _Side, finder: TermFinder, row: str) -> None:
        """Link what the text has not spoken of before."""
        if side.kind in _UNLINKED:
            return
        code = side.language.code
        for number, run in enumerate(side.runs):
            links: list[Stretch] = []
            for mention in finder.find(run.masked):
                known = self.terms[mention.term.id]
                if code in known or is_cut(run, mention.start, mention.end):
                    continue
                known[code] = row
                tag = f'<a class="term-link" href="#term-{mention.term.id}">'
                links.append(Stretch(mention.start, mention.end, tag, "</a>"))
                form = " ".join(run.text[mention.start : mention.end].split())
                self.forms.append(LinkedForm(mention.term.id, form, code, side.path, side.line))
            if links:
                self.links[id(side), number] = tuple(links)

    def _row(self, index: int) -> Row | None:
        segment = self.translated.segments[index]
        source, target = self.sides[0][index], self.sides[1][index]
        if segment.state is State.ORPHAN or (source is None and target is None):
            return None
        marks = self._marks(segment, source, target)
        pair = Pair(
            self._phrase(source, marks[0]),
            self._phrase(target, marks[1]),
            segment.state,
            *self.wording.review(segment),
        )
        kind = segment.sources[0].kind if segment.sources else "paragraph"
        name, *also = self.names[index]
        return Row(name, tuple(also), kind, pair)

    def _marks(
        self, segment: Segment, source: _Side | None, target: _Side | None
    ) -> tuple[Marks, Marks]:
        if source is None or target is None or segment.state not in _MATCHED:
            return (), ()
        return mark_sentences(
            [run.text for run in source.runs],
            [run.text for run in target.runs],
            self._draft(segment),
        )

    def _draft(self, segment: Segment) -> tuple[tuple[str, str], ...]:
        """The sentences of the machine draft that the translation began as."""
        drafts = [
            self.memory.draft(block.key) if self.memory else None for block in segment.sources
        ]
        if not all(drafts):
            return ()
        return tuple(pair for draft in drafts if draft for pair in draft.sentences)

    def _phrase(self, side: _Side | None, marks: Marks) -> Phrase | None:
        if side is None:
            return None
        plain = self.wording.phrase(side.plain, side.language)
        return Phrase(
            Html("\n".join(self._printed(side, ()))),
            plain.text,
            side.language,
            plain.html,
            Html("\n".join(self._printed(side, marks))) if any(marks) else None,
        )

    def _printed(self, side: _Side, marks: Marks) -> Iterator[Html]:
        number = 0
        for block in side.blocks:
            stretches = []
            for _ in block.runs:
                links = self.links.get((id(side), number), ())
                sentences = marks[number] if number < len(marks) else ()
                stretches.append((*links, *map(_sentence, sentences)))
                number += 1
            yield print_prose(block, stretches)


def _image_words(segment: Segment, references: References) -> dict[str, ImageWords]:
    """What the original says of its images, by address."""
    return {
        span.address: ImageWords(span.text, span.title)
        for block in segment.sources
        if "![" in block.text
        for inline in inline_texts(block.text, references)
        for span in inline.spans
        if span.kind == "image"
    }


def _sentence(mark: SentenceMark) -> Stretch:
    return Stretch(mark.start, mark.end, f'<span data-s="{mark.number}">', "</span>")


def _row_ids(segments: Sequence[Segment]) -> list[list[str]]:
    """The ids of each passage; the same on every page, and as stable as its original."""
    taken: Counter[str] = Counter()
    names = []
    for segment in segments:
        if segment.sources:
            names.append([f"p-{block.key.replace('.', '-')}" for block in segment.sources])
            continue
        name = f"own-{text_hash(segment.target)}"
        taken[name] += segment.state is not State.ORPHAN
        names.append([name if taken[name] < 2 else f"{name}-{taken[name]}"])
    return names
