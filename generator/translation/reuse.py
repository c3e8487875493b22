"""What the site has translated before: drafts not to be made twice, and people's words to offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.explainer import Translated
from generator.model.segment import Segment, State
from generator.ports import Draft
from generator.text.markdown import plain_text
from generator.text.normal import norm, text_hash
from generator.translation.learning import Edit
from generator.translation.memory import DraftRecord, Memory, without_number
from generator.translation.sentence_map import SentencePair, align, carry
from generator.translation.sentences import split_sentences
from generator.translation.suggestions import Remembered

_SURE = 0.8
"""Confidence from which two sentences of a passage are taken for translations of each other."""
_PEOPLES = frozenset({State.REVIEWED, State.EDITED})
_TELLING = frozenset({"paragraph", "heading", "quote", "string"})


@dataclass(frozen=True)
class Offer:
    """A reviewed English for the very same Arabic."""

    text: str
    origin: str
    """Slug and key of where it was reviewed."""


@dataclass(frozen=True)
class SiteMemory:
    """What can be used again, over all articles."""

    passages: Mapping[tuple[str, bool], Offer]
    """Reviewed passages by the hash of their Arabic, and whether it is a metadata string."""
    sentences: Mapping[str, Offer]
    """Reviewed sentences by the normal form of their Arabic."""
    decoded: Mapping[tuple[str, str], Draft]
    """What an engine has made of a sentence before, by engine and sentence."""

    @classmethod
    def of(cls, articles: Sequence[tuple[Translated, Memory]]) -> SiteMemory:
        """The memory of these articles; where texts differ, that of the first article counts."""
        passages: dict[tuple[str, bool], Offer] = {}
        sentences: dict[str, Offer] = {}
        decoded: dict[tuple[str, str], Draft] = {}
        for translated, memory in articles:
            slug = translated.article.slug
            for segment in _passages(translated, frozenset({State.REVIEWED})):
                source = segment.sources[0]
                offer = Offer(segment.target, f"{slug} {source.key}")
                key = (without_number(source.key), bool(source.name))
                passages.setdefault(key, offer)
                for arabic, english in sentence_pairs(segment, memory):
                    sentences.setdefault(norm(arabic), Offer(english, offer.origin))
            for record in memory.drafts:
                decoded.update(_decoded(record))
        return cls(passages, sentences, decoded)


def _decoded(record: DraftRecord) -> Iterator[tuple[tuple[str, str], Draft]]:
    """The sentences that an engine made, not those that came out of the memory."""
    if record.engine and not record.origin:
        is_cut = "truncated" in record.notes
        for source, target in record.sentences:
            yield (record.engine, source), Draft(target, record.score, is_cut)


def remembered(articles: Iterable[tuple[Translated, Memory]]) -> Iterator[Remembered]:
    """Passages and sentences that people have corrected or reviewed, for suggestions."""
    for translated, memory in articles:
        slug = translated.article.slug
        for segment in _passages(translated, _PEOPLES):
            source = segment.sources[0]
            key = source.name or source.key
            yield Remembered(source.plain, plain_text(segment.target), slug, key, segment.state)
            for arabic, english in sentence_pairs(segment, memory):
                if norm(arabic) != norm(source.plain):
                    yield Remembered(arabic, english, slug, key, segment.state)


def edits(articles: Iterable[tuple[Translated, Memory]]) -> Iterator[Edit]:
    """What people have made of machine drafts."""
    for translated, memory in articles:
        for segment in _passages(translated, _PEOPLES):
            source = segment.sources[0]
            draft = memory.draft(source.key, named=bool(source.name))
            if draft is not None and text_hash(draft.text) != text_hash(segment.target):
                machine, edited = plain_text(draft.text), plain_text(segment.target)
                yield Edit(source.plain, machine, edited, translated.article.slug)


def _passages(translated: Translated, states: frozenset[State]) -> Iterator[Segment]:
    """Passages in these states that translate one piece of the original."""
    for segment in (*translated.strings.values(), *translated.segments):
        if segment.state in states and len(segment.sources) == 1:
            yield segment


def sentence_pairs(segment: Segment, memory: Memory) -> Iterator[tuple[str, str]]:
    """Sentences of a passage that surely translate each other, one to one.

    The map of the machine draft is carried through what people changed; without a draft, the
    lengths of the sentences tell.
    """
    source = segment.sources[0]
    if source.kind not in _TELLING:
        return
    english = plain_text(segment.target) if source.kind != "string" else segment.target
    target = split_sentences(english)
    draft = memory.draft(source.key, named=bool(source.name))
    carried = carry(draft.sentences, target) if draft and draft.sentences else None
    if draft and carried:
        yield from _sure(carried, [arabic for arabic, _ in draft.sentences], target)
        return
    arabic = split_sentences(source.plain)
    yield from _sure(align(arabic, target), arabic, target)


def _sure(
    pairs: Iterable[SentencePair], source: Sequence[str], target: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for pair in pairs:
        is_sure = len(pair.source) == len(pair.target) == 1 and pair.confidence >= _SURE
        if is_sure and pair.source[0] < len(source) and pair.target[0] < len(target):
            yield source[pair.source[0]], target[pair.target[0]]
