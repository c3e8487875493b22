"""Topics and glossary terms an article seems to be about: proposals for an editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.importing.words import WordIndex, fold
from generator.model.config import Topic
from generator.model.explainer import Term

_MOST_TOPICS = 3
_ENOUGH = 2
"""Hits in the text; one in the title is enough alone."""


@dataclass(frozen=True)
class ProposedTopic:
    slug: str
    reasons: tuple[str, ...]
    """Words of the article that led to it."""


def propose_topics(
    title: str, paragraphs: Sequence[str], categories: Sequence[str], topics: Sequence[Topic]
) -> tuple[ProposedTopic, ...]:
    """The likeliest topics, best first."""
    in_title, in_text = WordIndex(title), WordIndex("\n".join(paragraphs))
    scored: list[tuple[int, int, ProposedTopic]] = []
    for order, topic in enumerate(topics):
        score = 0
        reasons: list[str] = []
        for phrase in dict.fromkeys((topic.names.source, *topic.keywords)):
            hits = in_text.count(phrase) + _ENOUGH * in_title.count(phrase)
            if hits:
                score += hits
                reasons.append(phrase)
        names = {topic.slug, topic.names.source, topic.names.target, *topic.keywords}
        folded = {fold(name) for name in names}
        for category in categories:
            if fold(category) in folded:
                score += 100
                reasons.append(category)
        if score >= _ENOUGH:
            scored.append((-score, order, ProposedTopic(topic.slug, tuple(reasons))))
    return tuple(proposed for _, _, proposed in sorted(scored, key=lambda s: s[:2])[:_MOST_TOPICS])


def find_terms(paragraphs: Sequence[str], terms: Sequence[Term]) -> tuple[str, ...]:
    """Ids of the glossary terms that occur, in the order of the glossary."""
    index = WordIndex("\n".join(paragraphs))
    return tuple(
        term.id
        for term in terms
        if any(index.count(name) for name in (term.term, *term.aliases) if name.strip())
    )
