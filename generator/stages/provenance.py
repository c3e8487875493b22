"""How a translation came to be: passages by state, who reviewed them and when, which engine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from generator.model.segment import Segment, State
from generator.text.normal import text_hash
from generator.translation.memory import Memory

_UNCOUNTED = frozenset({State.OMIT, State.ORPHAN})
"""Nothing of these is shown, so there is nothing to tell readers."""


@dataclass
class Reviews:
    """The reviews by one person."""

    count: int = 0
    days: list[date] = field(default_factory=list)
    """Those that are known."""


def states_of(segments: Iterable[Segment]) -> Counter[str]:
    """Passages by what readers are told: a text that is not in step yet is behind, too."""
    return Counter(
        told_state(segment.state)
        for segment in segments
        if segment.state not in _UNCOUNTED and not _says_nothing(segment)
    )


def told_state(state: State) -> str:
    """The state as readers are told it."""
    return State.STALE.value if state.is_behind else state.value


def reviews_by(segments: Iterable[Segment]) -> dict[str, Reviews]:
    """Reviews by initials, whoever has made most first; those without initials under ''."""
    found: defaultdict[str, Reviews] = defaultdict(Reviews)
    for segment in segments:
        if segment.review is None or _says_nothing(segment):
            continue
        reviews = found[segment.review.by]
        reviews.count += 1
        if segment.review.on:
            reviews.days.append(segment.review.on)
    return dict(sorted(found.items(), key=lambda each: (-each[1].count, each[0])))


def engines_of(segments: Iterable[Segment], memory: Memory) -> tuple[str, ...]:
    """Name and version of each engine whose drafts are shown as it made them, as remembered.

    The checksum of its model, by which the memory tells engines apart too, says nothing to readers.
    """
    digests = {text_hash(segment.target) for segment in segments if segment.state is State.MACHINE}
    drafts = (draft for digest in sorted(digests) for draft in memory.drafts_of(digest))
    names = {" ".join(draft.engine.split()[:2]) for draft in drafts}
    return tuple(sorted(names - {""}))


def _says_nothing(segment: Segment) -> bool:
    """Rules and pictures have no words to translate."""
    return bool(segment.sources) and all(block.kind == "rule" for block in segment.sources)
