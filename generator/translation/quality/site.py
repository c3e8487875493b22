"""What only shows across a whole site: one English for two texts, one name in two spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model.problem import Severity
from generator.model.segment import State
from generator.translation.quality.findings import Finding, Passage
from generator.translation.quality.names import Name, NameFinder
from generator.translation.quality.pair import Pair
from generator.translation.similarity import likeness, words_of

_SHORTEST_COPY = 5
"""Words: headings and labels are rightly the same."""
_SAME_ARABIC = 0.8
"""Likeness from which on two Arabic texts may well have one English."""


@dataclass(frozen=True)
class Use:
    """A name as one passage spells it."""

    passage: int
    names: tuple[Name, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(name.arabic for name in self.names)

    @property
    def spelling(self) -> tuple[str, ...]:
        return tuple(name.latin for name in self.names)

    @property
    def written(self) -> str:
        return " ".join(name.written for name in self.names)


def site_findings(passages: Sequence[Passage]) -> Iterator[tuple[int, Finding]]:
    """What is wrong across the passages, each finding with the index of its passage."""
    yield from name_findings(passages)
    yield from copied_english(passages)


def name_findings(passages: Sequence[Passage]) -> Iterator[tuple[int, Finding]]:
    """Arabic names that the English spells in more than one way.

    Words that stand together are one name, so that two people who share a name may differ in its
    spelling. What people wrote counts before what a machine wrote, then what stands more often,
    then what comes first.
    """
    uses: dict[tuple[str, ...], list[Use]] = defaultdict(list)
    for use in _uses(passages):
        uses[use.key].append(use)
    for found in uses.values():
        spellings = Counter(use.spelling for use in found)
        if len(spellings) == 1:
            continue
        by_people = Counter(
            use.spelling for use in found if passages[use.passage].state is not State.MACHINE
        )
        best = max(spellings, key=lambda each: (by_people[each] > 0, spellings[each]))
        usual = next(use.written for use in found if use.spelling == best)
        for use in found:
            if use.spelling != best:
                pair = Pair(passages[use.passage])
                yield (
                    use.passage,
                    Finding(
                        "name-consistency",
                        f"“{use.written}” is “{usual}” elsewhere, for the same Arabic name",
                        Severity.WARNING,
                        f"write “{usual}”, unless it is another one",
                        *pair.place_of(use.written),
                    ),
                )


def _uses(passages: Sequence[Passage]) -> Iterator[Use]:
    finder = NameFinder()
    for index, passage in enumerate(passages):
        if not passage.is_comparable:
            continue
        names = finder.find(Pair(passage).arabic, passage.target_plain)
        together = groupby(enumerate(names), key=lambda each: each[1].position - each[0])
        seen: set[tuple[str, ...]] = set()
        for _, run in together:
            use = Use(index, tuple(name for _, name in run))
            if use.spelling not in seen:
                seen.add(use.spelling)
                yield use


def copied_english(passages: Sequence[Passage]) -> Iterator[tuple[int, Finding]]:
    """The same English for texts whose Arabic says different things."""
    first: dict[str, int] = {}
    for index, passage in enumerate(passages):
        words = words_of(passage.target_plain)
        if len(words) < _SHORTEST_COPY or not passage.is_comparable:
            continue
        other = first.setdefault(" ".join(words), index)
        arabic = words_of(passages[other].source_plain)
        if other != index and likeness(arabic, words_of(passage.source_plain)) < _SAME_ARABIC:
            opening = " ".join(passages[other].source_plain.split()[:_SHORTEST_COPY])
            message = f"the same English stands for another Arabic text, «{opening}…»"
            hint = "one of the two was pasted into the wrong place"
            yield index, Finding("confusable-source", message, Severity.WARNING, hint)
