"""Where each text of a file was seen before: what the memory knows against what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.model.explainer import Article
from generator.model.segment import SourceBlock
from generator.text.normal import with_plain_line_endings
from generator.translation.matching import Match, are_versions
from generator.translation.memory import (
    EMPTY,
    ORPHAN,
    OWN,
    KnownText,
    Memory,
    TextRecord,
    kind_of,
    without_number,
)
from generator.translation.similarity import Bag, words_of

ALIKE = 0.5
"""Likeness from which on a text counts as another one, changed."""
SWALLOWED = 0.3
"""Share of a text's runs of three words that betray it in another block."""
_WORTH_COMPARING = 0.05
"""Share of a text's vocabulary, without the commonest words, that must be shared for either."""
_MANY = 100
"""Texts from which on one can say which words are common."""
_FEW = 8
"""Words of a text in which every one counts, however common."""
_BLANK_LINES = re.compile(r"\n\s*\n")
SHORT = 3
"""Words below which a text has no run of three, and is too short for likeness."""
_Words = tuple[str, ...]


@dataclass(frozen=True)
class Suspect:
    """A text as it stands in a block that was never seen with it."""

    match: Match
    contents: frozenset[str]
    """Originals whose English the block may hold; the empty one for a passage of its own."""
    own: tuple[KnownText, ...]
    """What the block was seen with."""
    last: tuple[str, ...]
    """What the last sync left in it."""

    @property
    def digest(self) -> str:
        return self.match.digest

    @property
    def bag(self) -> Bag:
        return self.match.bag

    @property
    def is_own(self) -> bool:
        return self.match.block.marker.own

    @cached_property
    def fresh_runs(self) -> frozenset[_Words]:
        """Runs of three words that the block was never seen with."""
        return self.bag.runs - frozenset().union(*(each.bag.runs for each in self.own))

    @cached_property
    def nearest_own(self) -> float:
        """How like it is to what the block was seen with."""
        return max((self.bag.likeness(each.bag) for each in self.own), default=0.0)

    @cached_property
    def passages(self) -> frozenset[_Words]:
        """The words of each line and of each paragraph, of those that are new here.

        Also of two lines of a word each: a heading may have been split.
        """
        return _passages(self.match.block.text) - frozenset().union(
            *(_passages(each.text) for each in self.own)
        )

    @cached_property
    def parts(self) -> tuple[Bag, ...]:
        """Those of them that can be compared and are not the whole text."""
        own = [Bag(words) for each in self.own for words in _passages(each.text)]
        return tuple(
            bag
            for bag in map(Bag, self.passages)
            if SHORT <= len(bag.words) < len(self.bag.words)
            and all(bag.likeness(each) < ALIKE for each in own)
        )

    @property
    def holds_own(self) -> bool:
        """Whether enough of what the last sync left is still in it."""
        bags = [Bag.of(text) for text in self.last if text]
        return any(_is_within(bag, self.bag) for bag in bags if bag.words)

    @property
    def has_grown(self) -> bool:
        """Whether there are more words than the last sync left."""
        return len(self.bag.words) > max((len(words_of(each)) for each in self.last), default=0)

    @property
    def has_more_lines(self) -> bool:
        """Whether lines were added to what the last sync left."""
        before = max(map(_count_lines, self.last), default=0)
        return 0 < before < _count_lines(self.match.block.text)


def _is_worth_comparing(
    other: frozenset[str], vocabulary: frozenset[str], telling: frozenset[str]
) -> bool:
    """Whether two texts share so many words that they may be alike; quick to see."""
    if len(other) < _FEW:
        return bool(other & vocabulary)
    return len(other & telling) > _WORTH_COMPARING * len(other)


def _is_within(part: Bag, whole: Bag) -> bool:
    """Whether a text holds enough of another to be it, or to have swallowed it."""
    if not part.runs:
        return part.vocabulary <= whole.vocabulary
    return len(part.runs & whole.runs) >= SWALLOWED * len(part.runs)


def _passages(text: str) -> frozenset[_Words]:
    text = with_plain_line_endings(text)
    lines = [words for words in map(words_of, text.split("\n")) if words]
    pairs = [
        (*first, *second) for first, second in pairwise(lines) if len(first) + len(second) < SHORT
    ]
    return frozenset((*lines, *pairs, *map(words_of, _BLANK_LINES.split(text))))


def _count_lines(text: str) -> int:
    return sum(bool(line.strip()) for line in with_plain_line_endings(text).split("\n"))


@dataclass
class Whereabouts:
    """The blocks of a file, paired with their originals, and the memory of the runs before."""

    matches: Sequence[Match]
    article: Article
    memory: Memory

    def suspects(self) -> Iterator[Suspect]:
        """Every text that its block was never seen with."""
        for match in self.matches:
            suspect = self._suspect(match) if match.block.text else None
            if suspect:
                yield suspect

    def _suspect(self, match: Match) -> Suspect | None:
        marker, digest = match.block.marker, match.digest
        if marker.own:
            if self.memory.was_text("", digest):
                return None
            known = self.memory.known_beside("")
            nearest = max(known, key=lambda each: match.bag.likeness(each.bag), default=None)
            own = [nearest] if nearest else []
            return Suspect(match, frozenset({""}), tuple(own), tuple(each.text for each in own))
        if any(self._is_of(key, digest) for key in (*marker.keys, *marker.was)):
            return None
        contents = self._own_contents(match)
        known = [each for content in sorted(contents) for each in self.memory.known_beside(content)]
        if any(each.digest == digest for each in known):
            return None
        last = tuple(self._last_texts(match)) or tuple(each.text for each in known)
        return Suspect(match, contents, tuple(known), last)

    def _is_of(self, key: str, digest: str) -> bool:
        """Whether this text was ever seen beside an original, or drafted for it."""
        content = without_number(key)
        return self.memory.was_text(key, digest) or any(
            each.key == content for each in self.memory.drafts_of(digest)
        )

    def _last_texts(self, match: Match) -> Iterator[str]:
        marker = match.block.marker
        if marker.orphan:
            records = [
                each
                for each in self.memory.last.values()
                if each.orphan and each.keys == marker.keys
            ]
        else:
            names = (f"{marker.name} {key}".strip() for key in (*marker.keys, *marker.was))
            records = [each for each in map(self.memory.last.get, names) if each]
        yield from (self.memory.text(each.digest) for each in records)

    def others(self, suspect: Suspect) -> Sequence[KnownText]:
        """What was seen elsewhere and has words in common with a text.

        Texts of originals that the file names come first, and the latest before the earlier.
        """
        vocabulary = suspect.bag.vocabulary
        telling = vocabulary
        if len(self.memory.known) > _MANY:
            telling = vocabulary - self.memory.common_words
        near = [
            each
            for each in reversed(self.memory.known)
            if each.content not in suspect.contents
            and _is_worth_comparing(each.bag.vocabulary, vocabulary, telling)
        ]
        near.sort(key=lambda each: each.content not in self.contents)
        return near

    def is_meant(self, suspect: Suspect, other: KnownText) -> bool:
        """Whether a text that was seen elsewhere stands here by what a person did to its marker.

        Somebody typed the new key of a changed original above its text, or made the block a
        passage of the English's own.
        """
        if not suspect.is_own:
            return self._is_left(other.content) and self.are_versions(suspect.match, other.content)
        return (
            not self.holders(other.content)
            and suspect.match in self._new_passages
            and suspect.bag.likeness(other.bag) >= ALIKE
        )

    @cached_property
    def _new_passages(self) -> tuple[Match, ...]:
        """The passages of the English's own that may not be those that the last sync left here."""
        last = [record for record in self.memory.last.values() if record.place == OWN]
        if len(self.holders("")) <= len(last):
            return ()
        bags = [Bag.of(self.memory.text(each.digest)) for each in last if each.digest != EMPTY]
        return tuple(
            match
            for match in self.holders("")
            if not any(_is_within(bag, match.bag) for bag in bags)
        )

    def _is_left(self, content: str) -> bool:
        """Whether an original is no more, and no marker names it."""
        return bool(content) and content not in self.contents | self._living

    @cached_property
    def _living(self) -> frozenset[str]:
        return frozenset(map(without_number, self.sources))

    def came_from(self, match: Match) -> tuple[str, ...]:
        """The originals that the text of a block was right for, where it is known to be older.

        Nothing where the text is new, or was seen beside the block's own originals. So it is where
        a merge has set the text of one branch under the marker of another, or somebody has typed
        a new key above an old text.
        """
        lacking = [key for key in match.now if not self._is_of(key, match.digest)]
        if not lacking:
            return ()
        now = set(map(without_number, match.now))
        kin = self._own_contents(match)
        seen = [
            each
            for each in self.memory.contents_with(match.digest)
            if each not in now
            and self.memory.stood(each, match.digest)
            and (each in kin or (self._is_left(each) and self.are_versions(match, each)))
        ]
        if not seen:
            return ()
        return tuple(dict.fromkeys(max(seen) if key in lacking else key for key in match.now))

    def _own_contents(self, match: Match) -> frozenset[str]:
        """The originals whose English a block may hold: its own and what they were changed from."""
        marker = match.block.marker
        own = {without_number(key) for key in (*marker.keys, *marker.was)}
        return frozenset(
            each
            for each in self.memory.kin(own)
            if each in own or all(claim is match for claim in self._claims.get(each, ()))
        )

    @cached_property
    def sources(self) -> dict[str, SourceBlock]:
        """The originals by key."""
        return {each.key: each for each in (*self.article.strings, *self.article.blocks)}

    def source_of(self, match: Match) -> SourceBlock | None:
        """The first original of a block as it is now."""
        if match.name:
            return self._strings.get(match.name)
        return next((self.sources[key] for key in match.now if key in self.sources), None)

    @cached_property
    def _strings(self) -> dict[str, SourceBlock]:
        return {each.name: each for each in self.article.strings}

    def source(self, key: str) -> str:
        """An original as it is, or as it once was; empty where nobody remembers it."""
        known = self.sources.get(key)
        return known.text if known else self.memory.source(key)

    def _source_bag(self, key: str) -> Bag:
        bag = self.memory.source_bag(key)
        return bag if bag.words else Bag.of(self.source(key))

    @cached_property
    def contents(self) -> frozenset[str]:
        """Hash of every original that a marker of the file names, before or after matching."""
        return frozenset(self._claims)

    @cached_property
    def _claims(self) -> dict[str, list[Match]]:
        """The blocks that name an original, as theirs or as what they were right for."""
        found: dict[str, list[Match]] = {}
        for match in self.matches:
            marker = match.block.marker
            keys = (*marker.keys, *marker.was, *match.now)
            for content in dict.fromkeys(map(without_number, keys)):
                found.setdefault(content, []).append(match)
        return found

    @cached_property
    def _by_content(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {}
        for match in self.matches:
            keys = (*match.block.marker.keys, *match.now)
            for content in dict.fromkeys(map(without_number, keys)):
                found.setdefault(content, []).append(match)
            if match.block.marker.own:
                found.setdefault("", []).append(match)
        return found

    def holders(self, content: str) -> Sequence[Match]:
        """The blocks of an original."""
        return self._by_content.get(content, ())

    def is_at_home(self, other: KnownText, suspect: Suspect) -> bool:
        """Whether most of a text still stands in the block of its original, and is to stay."""
        return any(
            other.bag.likeness(each.bag) >= ALIKE
            for each in self.holders(other.content)
            if each is not suspect.match and not (each.is_machine and each.is_changed)
        )

    def are_versions(self, match: Match, content: str) -> bool:
        """Whether a block's original says nearly what another does: then so may their English."""
        other = self.memory.source_bag(content)
        keys = (*match.block.marker.keys, *match.now)
        return any(are_versions(self._source_bag(key), other) for key in keys)

    @cached_property
    def _places(self) -> tuple[TextRecord, ...]:
        """The blocks of the file, as a record would hold them."""
        return tuple(
            TextRecord(
                match.block.marker.keys,
                match.digest,
                name=match.block.marker.name,
                orphan=match.block.marker.orphan,
            )
            for match in self.matches
        )

    @cached_property
    def gone(self) -> dict[str, TextRecord]:
        """By identity the blocks that the last sync left here and that have lost their marker.

        Pairing has run before: in a merge that was settled for one side, the other side's keys
        are gone, but the originals they were changed from are here under their newer keys.
        """
        here = {each.place for each in self._places}
        here |= {identity for each in self._places for identity in each.identities}
        return {
            identity: record
            for identity, record in self.memory.last.items()
            if not self._is_here(identity, record, here)
        }

    def _is_here(self, identity: str, record: TextRecord, here: set[str]) -> bool:
        if record.place in (OWN, ORPHAN):
            return self._is_anonymous_here(record)
        key = identity.rpartition(" ")[2]
        if identity in here or f"{kind_of(record.name)} {key}".strip() in here:
            return True
        if self._is_succeeded(record, key):
            return True
        if any(self.are_versions(match, key) for match in self._typed):
            return True
        # Somebody may have written `own` into its marker.
        bag = Bag.of(self.memory.text(record.digest))
        return any(bag.likeness(each.bag) >= ALIKE for each in self._new_passages)

    def _is_succeeded(self, record: TextRecord, key: str) -> bool:
        """Whether the block stands here under what its original was changed from or into.

        One that the last sync left beside it, in a place of its own, is another block; two in one
        place are the same block on two branches.
        """
        kin = (self.memory.kin([key]) - {without_number(key)}) & self._by_content.keys()
        left = [
            each
            for each in self.memory.last.values()
            if kin and not each.orphan and kin & set(map(without_number, each.keys))
        ]
        return bool(kin) and (
            not left or any(self._is_same_place(each.above, record.above) for each in left)
        )

    def _is_same_place(self, first: str, second: str) -> bool:
        one, two = (place.rpartition(" ")[2] for place in (first, second))
        return first == second or bool(self.memory.kin([one]) & self.memory.kin([two]))

    @cached_property
    def _typed(self) -> tuple[Match, ...]:
        """The blocks whose key no sync has written: somebody has typed that of a new original."""
        written = {OWN, ORPHAN, *self.memory.last}
        written |= {record.place for record in self.memory.last.values()}
        return tuple(
            match
            for match, place in zip(self.matches, self._places, strict=True)
            if place.place not in written
        )

    def _is_anonymous_here(self, record: TextRecord) -> bool:
        """Whether a block that no key tells apart is still here, its text perhaps changed."""
        before = sum(each.place == record.place for each in self.memory.last.values())
        now = [
            match
            for match, place in zip(self.matches, self._places, strict=True)
            if place.place == record.place
        ]
        if record.digest == EMPTY or len(now) >= before:
            return True
        bag = Bag.of(self.memory.text(record.digest))
        return any(bag.likeness(each.bag) >= ALIKE for each in now)

    @cached_property
    def gone_digests(self) -> dict[str, str]:
        """Identity of a lost block by the hash of its text."""
        return {record.digest: identity for identity, record in self.gone.items()}

    def lost_to(self, suspect: Suspect) -> tuple[str, ...]:
        """Identities of the lost blocks whose text, written anew, may be within a text.

        Who deletes a marker line adds its text to the block above, on lines of its own. Who
        deletes a block whole and corrects another text, or fills an empty block, is not suspected.
        """
        if not self.gone or not suspect.has_grown:
            return ()
        has_joined_lines = suspect.has_more_lines and suspect.holds_own
        return tuple(
            identity
            for identity in sorted(self.gone)
            if has_joined_lines or self._stood_above(suspect, identity)
        )

    def _stood_above(self, suspect: Suspect, identity: str) -> bool:
        """Whether the last sync left a block right above a lost one, or above others lost too."""
        above = self.gone[identity].above
        passed: set[str] = set()
        while above in self._gone_places and above not in passed:
            passed.add(above)
            above = self._gone_places[above].above
        place = self._place_of[id(suspect.match)]
        if place in (OWN, ORPHAN):
            return place == above and suspect.holds_own
        return place == above

    @cached_property
    def _place_of(self) -> dict[int, str]:
        return {
            id(match): place.place for match, place in zip(self.matches, self._places, strict=True)
        }

    @cached_property
    def _gone_places(self) -> dict[str, TextRecord]:
        return {each.place: each for each in self.gone.values() if each.place not in (OWN, ORPHAN)}
