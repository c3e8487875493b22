"""Blocks whose original has changed, set beside what the original has become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.explainer import Article
from generator.model.segment import SourceBlock, TargetBlock
from generator.text.normal import text_hash
from generator.translation.blocks import is_machine_text
from generator.translation.memory import Memory, without_number
from generator.translation.pairing import NUMBERED
from generator.translation.similarity import Bag, words_of

LEAST_LIKENESS = 0.5
"""Below it two originals are two texts, not two versions of one."""
SHORT = 3
"""Words up to which likeness says nothing: one changed word of a heading is half of it."""


@dataclass(eq=False)
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

    @cached_property
    def digest(self) -> str:
        """Hash of the text."""
        return text_hash(self.block.text)

    @cached_property
    def bag(self) -> Bag:
        """The words of the text."""
        return Bag.of(self.block.text)

    @cached_property
    def is_machine(self) -> bool:
        """Whether the text is the draft as the engine made it."""
        return self.digest == self.block.marker.machine_hash and is_machine_text(self.block)

    @property
    def is_settled(self) -> bool:
        """Whether nothing in the block was written or decided by a person."""
        return self.is_machine or not (self.block.text or self.block.marker.omit)

    @property
    def now(self) -> tuple[str, ...]:
        """Keys of the originals that are still there."""
        return tuple(key for key in self.keys if key is not None)

    @property
    def is_changed(self) -> bool:
        """Whether the originals say something else now; a twin's new number is no change."""
        return _contents(self.keys) != _contents(self.block.marker.keys)


def _contents(keys: Iterable[str | None]) -> tuple[str | None, ...]:
    return tuple(key and without_number(key) for key in keys)


def match_blocks(
    article: Article, blocks: Sequence[TargetBlock], memory: Memory
) -> tuple[Match, ...]:
    """A match for each block, in the order of the file.

    Exact keys first, twins by their neighbours; then an original that has become again what it
    was; then changed originals by the likeness of their words, best first and one to one; last,
    where the old original is not remembered or too short to compare, the one block that stands in
    the old one's place.
    """
    matches = tuple(Match(block, list(block.marker.keys), block.marker.name) for block in blocks)
    _match_strings(article, [each for each in matches if each.block.marker.name], memory)
    _Prose(article, [each for each in matches if not each.block.marker.name], memory).match()
    return matches


def _match_strings(article: Article, matches: Sequence[Match], memory: Memory) -> None:
    strings = {string.name: string for string in article.strings}
    live = [each for each in matches if not each.block.marker.orphan]
    taken = {each.name for each in live if each.name in strings}
    for each in live:
        if each.name in strings:
            _settle_string(each, strings[each.name])
    # People's texts come before machine drafts, living blocks before orphans.
    waiting = [each for each in live if each.name not in strings]
    waiting.sort(key=lambda each: each.is_settled)
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
    new = Bag.of(string.text)
    olds = (memory.source_bag(key) for key in marker.keys)
    return max((old.likeness(new) for old in olds if are_versions(old, new)), default=0.0)


def is_numbered(name: str) -> bool:
    """Whether the name says the place of a string, not which string it is."""
    return name.startswith(NUMBERED)


def _family(name: str) -> tuple[str, str]:
    """What kind of string a name names: `timeline.signing.text` is a text of the timeline."""
    first, _, rest = name.partition(".")
    return first, rest.rpartition(".")[2] if rest.count(".") else ""


def are_versions(old: Bag, new: Bag) -> bool:
    """Whether two originals are two versions of one."""
    if min(len(old.words), len(new.words)) < SHORT:
        return bool(old.words) and old.words == new.words
    return old.likeness(new) >= LEAST_LIKENESS


@dataclass(eq=False)
class _Slot:
    """One key of one marker, to be given an original."""

    match: Match
    number: int
    """Which of the marker's keys."""
    content: str
    place: int
    """Which block of the file."""

    @property
    def key(self) -> str:
        return self.match.block.marker.keys[self.number]

    @property
    def is_free(self) -> bool:
        return self.match.keys[self.number] is None


@dataclass
class _Prose:
    """The prose blocks of one file, matched step by step."""

    article: Article
    matches: Sequence[Match]
    memory: Memory

    def __post_init__(self) -> None:
        self.sources: Mapping[str, SourceBlock] = {each.key: each for each in self.article.blocks}
        self.keys = tuple(self.sources)
        self.order = {key: index for index, key in enumerate(self.keys)}
        self.twins: dict[str, list[str]] = {}
        for key in self.keys:
            self.twins.setdefault(without_number(key), []).append(key)
        self.taken: set[str] = set()
        slots = [
            _Slot(match, number, without_number(key), place)
            for place, match in enumerate(self.matches)
            for number, key in enumerate(match.block.marker.keys)
        ]
        for slot in slots:
            slot.match.keys[slot.number] = None
        self.live = [each for each in slots if not each.match.block.marker.orphan]
        self.orphans = [each for each in slots if each.match.block.marker.orphan]

    def match(self) -> None:
        self._match_exactly()
        people = [each for each in self.live if not each.match.is_settled]
        machine = [each for each in self.live if each.match.is_settled]
        for match in dict.fromkeys(each.match for each in people if each.is_free):
            self._revert(match)
        for match in dict.fromkeys(each.match for each in self.orphans):
            self._revive(match)
        for group in (people, machine, self.orphans):
            self._match_alike([each for each in group if each.is_free])
        for place, slot in enumerate(self.live):
            is_lone = slot.is_free and len(slot.match.keys) == 1
            if is_lone and not slot.match.is_settled:
                self._adopt(place, slot)

    def _take(self, slot: _Slot, key: str) -> None:
        slot.match.keys[slot.number] = key
        self.taken.add(key)

    def _match_exactly(self) -> None:
        slots: dict[str, list[tuple[int, _Slot]]] = {}
        for place, slot in enumerate(self.live):
            slots.setdefault(slot.content, []).append((place, slot))
        for content, same in slots.items():
            keys = self.twins.get(content, [])
            if len(same) == 1 and len(keys) == 1:
                self._take(same[0][1], keys[0])
            elif keys:
                self._match_twins(same, keys)

    def _match_twins(self, slots: Sequence[tuple[int, _Slot]], keys: Sequence[str]) -> None:
        """Identical originals by the company they keep; a number alone moves with each new twin."""
        pairs = sorted(
            (
                -self._common_neighbours(place, key),
                slot.match.is_settled,
                slot.key != key,
                place,
                self.order[key],
            )
            for place, slot in slots
            for key in keys
        )
        by_place = dict(slots)
        for *_, place, index in pairs:
            if by_place[place].is_free and self.keys[index] not in self.taken:
                self._take(by_place[place], self.keys[index])

    def _common_neighbours(self, place: int, key: str) -> int:
        """How far a block keeps the company that an original keeps; 3 for both its neighbours.

        What follows counts for more, as it does for a heading.
        """
        index = self.order[key]
        return sum(
            weight
            for step, weight in ((-1, 1), (1, 2))
            if self._content_at(self.live, place + step) == self._source_at(index + step)
        )

    @staticmethod
    def _content_at(slots: Sequence[_Slot], place: int) -> str:
        return slots[place].content if 0 <= place < len(slots) else ""

    def _source_at(self, index: int) -> str:
        return without_number(self.keys[index]) if 0 <= index < len(self.keys) else ""

    def _free_twin(self, key: str) -> str | None:
        """An original of this content that nobody has taken, that of this very key if it is."""
        free = [each for each in self.twins.get(without_number(key), ()) if each not in self.taken]
        return key if key in free else next(iter(free), None)

    def _revert(self, match: Match) -> None:
        """The original of a stale text is again what the text was right for."""
        marker = match.block.marker
        if not marker.stale or not marker.was:
            return
        kept = list(match.now)
        found: list[str] = []
        for key in marker.was:
            own = next((each for each in kept if without_number(each) == without_number(key)), None)
            twin = own or self._free_twin(key)
            if twin is None or twin in found:
                return
            found.append(twin)
        if not set(kept) <= set(found):
            return
        match.is_reverted = True
        match.keys = list(found)
        self.taken.update(found)

    def _revive(self, match: Match) -> None:
        found: list[str] = []
        for key in match.block.marker.keys:
            twin = self._free_twin(key)
            if twin is None or twin in found:
                return
            found.append(twin)
        match.keys = list(found)
        self.taken.update(found)

    def _match_alike(self, slots: Sequence[_Slot]) -> None:
        free = [key for key in self.keys if key not in self.taken]
        for _, _, number, index in sorted(self._candidates(slots, free)):
            key = self.keys[index]
            if slots[number].is_free and key not in self.taken:
                self._take(slots[number], key)

    def _candidates(
        self, slots: Sequence[_Slot], free: Sequence[str]
    ) -> Iterator[tuple[float, float, int, int]]:
        """(distance, displacement, number of the slot, place of the original) of all alike."""
        pool = [(key, Bag.of(self.sources[key].text)) for key in free]
        for number, slot in enumerate(slots):
            old = self.memory.source_bag(slot.key)
            for key, new in pool:
                if are_versions(old, new):
                    index = self.order[key]
                    displacement = abs(
                        slot.place / max(1, len(self.matches)) - index / max(1, len(self.keys))
                    )
                    yield -old.likeness(new), displacement, number, index

    def _adopt(self, place: int, slot: _Slot) -> None:
        """Take the one free original in the old one's place, if likeness cannot tell."""
        old = self.memory.source_bag(slot.key).words
        before, after = self._neighbour(place, -1), self._neighbour(place, 1)
        if before is None or after is None or after - before != 2:
            return
        key = self.keys[before + 1]
        new = words_of(self.sources[key].text)
        is_comparable = min(len(old), len(new)) > SHORT
        if key not in self.taken and not is_comparable:
            self._take(slot, key)

    def _neighbour(self, place: int, step: int) -> int | None:
        """Where the next block in the file stands in the original; None where it is unsettled."""
        place += step
        if not 0 <= place < len(self.live):
            return -1 if step < 0 else len(self.keys)
        key = self.live[place].match.keys[self.live[place].number]
        return None if key is None else self.order[key]
