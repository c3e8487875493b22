"""Blocks whose original has changed, set beside what the original has become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.explainer import Article
from generator.model.segment import SourceBlock, TargetBlock
from generator.translation.blocks import is_machine_text
from generator.translation.memory import Memory
from generator.translation.pairing import NUMBERED
from generator.translation.similarity import likeness, words_of

LEAST_LIKENESS = 0.5
"""Below it two originals are two texts, not two versions of one."""
SHORT = 3
"""Words up to which likeness says nothing: one changed word of a heading is half of it."""


@dataclass
class Match:
    """A block and the originals it belongs to now."""

    block: TargetBlock
    keys: list[str | None] = field(default_factory=list)
    """For each key of the marker its key now; None where that original is gone.

    For a metadata string the hash of its text now.
    """
    name: str = ""
    """Its name now, of a metadata string."""
    is_reverted: bool = False
    """The original is again what the text was right for."""

    @property
    def now(self) -> tuple[str, ...]:
        """Keys of the originals that are still there."""
        return tuple(key for key in self.keys if key is not None)

    @property
    def is_changed(self) -> bool:
        return tuple(self.keys) != self.block.marker.keys


def match_blocks(
    article: Article, blocks: Sequence[TargetBlock], memory: Memory
) -> tuple[Match, ...]:
    """A match for each block, in the order of the file.

    Exact keys first; then an original that has become again what it was; then changed originals
    by the likeness of their words, best first and one to one; last, where the old original is not
    remembered or too short to compare, the one block that stands in the old one's place.
    """
    matches = tuple(Match(block, list(block.marker.keys), block.marker.name) for block in blocks)
    _match_strings(article, [each for each in matches if each.block.marker.name], memory)
    _Prose(article, [each for each in matches if not each.block.marker.name], memory).match()
    return matches


def is_settled_text(block: TargetBlock) -> bool:
    """Whether nothing of the block was written by a person."""
    return not block.text or is_machine_text(block)


def _match_strings(article: Article, matches: Sequence[Match], memory: Memory) -> None:
    strings = {string.name: string for string in article.strings}
    live = [each for each in matches if not each.block.marker.orphan]
    taken = {each.name for each in live if each.name in strings}
    for each in live:
        if each.name in strings:
            _settle_string(each, strings[each.name])
    # People's texts come before machine drafts, living blocks before orphans.
    waiting = [each for each in live if each.name not in strings]
    waiting.sort(key=lambda each: is_settled_text(each.block))
    waiting += [each for each in matches if each.block.marker.orphan]
    for each in waiting:
        each.keys = [None] * len(each.keys)
    pairs = [
        (-_string_likeness(each, string, memory), place, string.name)
        for place, each in enumerate(waiting)
        for string in article.strings
        if string.name not in taken and _family(string.name) == _family(each.name)
    ]
    done: set[int] = set()
    for distance, place, name in sorted(pairs):
        if -distance >= LEAST_LIKENESS and place not in done and name not in taken:
            done.add(place)
            taken.add(name)
            _settle_string(waiting[place], strings[name])


def _settle_string(match: Match, string: SourceBlock) -> None:
    marker = match.block.marker
    match.name = string.name
    match.is_reverted = marker.stale and marker.was == (string.key,)
    match.keys = [string.key]


def _string_likeness(match: Match, string: SourceBlock, memory: Memory) -> float:
    """1 for the same text, just below for the same name of a changed one."""
    marker = match.block.marker
    if string.key in (*marker.keys, *marker.was):
        return 1.0
    if marker.orphan and marker.name == string.name and not is_numbered(string.name):
        return 0.99
    return max((_likeness(memory.source(key), string.text) for key in marker.keys), default=0.0)


def is_numbered(name: str) -> bool:
    """Whether the name says the place of a string, not which string it is."""
    return name.startswith(NUMBERED)


def _family(name: str) -> tuple[str, str]:
    """What kind of string a name names: `timeline.signing.text` is a text of the timeline."""
    first, _, rest = name.partition(".")
    return first, rest.rpartition(".")[2] if rest.count(".") else ""


def _likeness(first: str, second: str) -> float:
    old, new = words_of(first), words_of(second)
    if min(len(old), len(new)) < SHORT:
        return float(old == new and bool(old))
    return likeness(old, new)


@dataclass
class _Prose:
    """The prose blocks of one file, matched step by step."""

    article: Article
    matches: Sequence[Match]
    memory: Memory

    def __post_init__(self) -> None:
        self.sources: Mapping[str, SourceBlock] = {each.key: each for each in self.article.blocks}
        self.order = {key: index for index, key in enumerate(self.sources)}
        self.words = {key: words_of(each.text) for key, each in self.sources.items()}
        self.live = [
            each for each in self.matches if not (each.block.marker.orphan or each.block.marker.own)
        ]
        self.orphans = [each for each in self.matches if each.block.marker.orphan]
        self.taken = {
            key for each in self.live for key in each.block.marker.keys if key in self.sources
        }

    def match(self) -> None:
        for each in (*self.live, *self.orphans):
            is_orphan = each.block.marker.orphan
            each.keys = [
                key if key in self.sources and not is_orphan else None
                for key in each.block.marker.keys
            ]
        people = [each for each in self.live if not is_settled_text(each.block)]
        machine = [each for each in self.live if is_settled_text(each.block)]
        for each in people:
            self._revert(each)
        for each in self.orphans:
            self._revive(each)
        for group in (people, machine):
            self._match_alike(group)
        self._match_alike(self.orphans)
        for each in people:
            self._adopt(each)

    def _revert(self, match: Match) -> None:
        """The original of a stale text is again what the text was right for."""
        marker = match.block.marker
        if not marker.stale or None not in match.keys:
            return
        own = set(match.now)
        if all(key in self.sources and (key in own or key not in self.taken) for key in marker.was):
            match.is_reverted = True
            match.keys = list(marker.was)
            self.taken.update(marker.was)

    def _revive(self, match: Match) -> None:
        keys = match.block.marker.keys
        if keys and all(key in self.sources and key not in self.taken for key in keys):
            match.keys = list(keys)
            self.taken.update(keys)

    def _match_alike(self, matches: Sequence[Match]) -> None:
        pairs = sorted(self._candidates(matches))
        for _, _, place, number, key in pairs:
            match = matches[place]
            if key in self.taken or match.keys[number] is not None:
                continue
            match.keys[number] = key
            self.taken.add(key)

    def _candidates(self, matches: Sequence[Match]) -> Iterator[tuple[float, float, int, int, str]]:
        """(distance, displacement, match, number of its key, new key) of all alike pairs."""
        free = [key for key in self.sources if key not in self.taken]
        for place, match in enumerate(matches):
            for number, key in enumerate(match.block.marker.keys):
                if match.keys[number] is not None:
                    continue
                words = words_of(self.memory.source(key))
                for new in free:
                    alike = self._alike(words, new)
                    if alike >= LEAST_LIKENESS:
                        yield -alike, self._displacement(match, new), place, number, new

    def _alike(self, words: Sequence[str], new: str) -> float:
        if min(len(words), len(self.words[new])) < SHORT:
            return float(bool(words) and tuple(words) == self.words[new])
        return likeness(words, self.words[new])

    def _displacement(self, match: Match, key: str) -> float:
        """How far the block would move, among blocks that are equally alike."""
        place = next(i for i, each in enumerate(self.matches) if each is match)
        here = place / max(1, len(self.matches))
        return abs(here - self.order[key] / max(1, len(self.sources)))

    def _adopt(self, match: Match) -> None:
        """Take the one free original in the old one's place, if likeness cannot tell."""
        marker = match.block.marker
        if len(marker.keys) != 1 or match.keys != [None]:
            return
        old = words_of(self.memory.source(marker.keys[0]))
        place = next(i for i, each in enumerate(self.live) if each is match)
        before, after = self._neighbour(place, -1), self._neighbour(place, 1)
        if before is None or after is None or after - before != 2:
            return
        key = list(self.sources)[before + 1]
        is_comparable = min(len(old), len(self.words[key])) > SHORT and bool(old)
        if key not in self.taken and not is_comparable:
            match.keys = [key]
            self.taken.add(key)

    def _neighbour(self, place: int, step: int) -> int | None:
        """Where the next block in the file stands in the original; None where it is unsettled."""
        place += step
        if not 0 <= place < len(self.live):
            return -1 if step < 0 else len(self.sources)
        now = self.live[place].now
        if len(now) != len(self.live[place].keys):
            return None
        positions = [self.order[key] for key in now]
        return max(positions) if step < 0 else min(positions)
