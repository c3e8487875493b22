"""Where each text of a file was seen before: what the memory knows against what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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
        """The words of each line and of each paragraph, of those that are new here."""
        return _passages(self.match.block.text) - frozenset().union(
            *(_passages(each.text) for each in self.own)
        )

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


def _passages(text: str) -> frozenset[_Words]:
    text = with_plain_line_endings(text)
    return frozenset(map(words_of, (*text.split("\n"), *_BLANK_LINES.split(text))))


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
        keys = (*marker.keys, *marker.was, *match.now)
        if any(self._is_of(key, digest) for key in keys):
            return None
        contents = self._own_contents(match)
        known = [each for content in sorted(contents) for each in self.memory.known_beside(content)]
        if any(each.digest == digest for each in known):
            return None
        return Suspect(match, contents, tuple(known), tuple(self._last_texts(match)))

    def _is_of(self, key: str, digest: str) -> bool:
        """Whether this text was ever seen beside an original, or drafted for it."""
        content = without_number(key)
        return self.memory.was_text(key, digest) or any(
            each.key == content for each in self.memory.drafts_of(digest)
        )

    def _last_texts(self, match: Match) -> Iterator[str]:
        marker = match.block.marker
        for key in (*marker.keys, *marker.was):
            record = self.memory.last.get(f"{marker.name} {key}".strip())
            if record:
                yield self.memory.text(record.digest)

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
        bag = suspect.bag
        is_new = not any(
            each.bag.runs and len(each.bag.runs & bag.runs) >= SWALLOWED * len(each.bag.runs)
            for each in suspect.own
        )
        return is_new and not self.holders(other.content) and bag.likeness(other.bag) >= ALIKE

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
            and (each in kin or (self._is_left(each) and self.are_versions(match, each)))
        ]
        if not seen:
            return ()
        best = max(seen, key=lambda each: (self.memory.stood([each], match.digest), each))
        return tuple(dict.fromkeys(best if key in lacking else key for key in match.now))

    def _own_contents(self, match: Match) -> frozenset[str]:
        """The originals whose English a block may hold: its own and what they were changed from."""
        marker = match.block.marker
        own = {without_number(key) for key in (*marker.keys, *marker.was, *match.now)}
        return frozenset(own | (self.memory.kin(own) - self.contents))

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
        return frozenset(
            without_number(key)
            for match in self.matches
            for key in (*match.block.marker.keys, *match.block.marker.was, *match.now)
        )

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

    def is_at_home(self, content: str, bag: Bag) -> bool:
        """Whether most of a text still stands in the block of its original."""
        return any(bag.likeness(each.bag) >= ALIKE for each in self.holders(content))

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
        here |= {
            f"{kind_of(match.name)} {key}".strip()
            for match in self.matches
            for key in match.now
            # A twin that has got the number of another is not that other.
            if without_number(key) not in map(without_number, match.block.marker.keys)
        }
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
        if (self.memory.kin([key]) - {without_number(key)}) & self.contents:
            return True
        # Somebody wrote `own` into its marker.
        return self.is_at_home("", Bag.of(self.memory.text(record.digest)))

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
        return tuple(
            identity
            for identity in sorted(self.gone)
            if suspect.has_more_lines or suspect.match in self._heirs(identity)
        )

    def _heirs(self, identity: str) -> Sequence[Match]:
        """The block above a lost one, if the blocks around it stand as they did; else any."""
        above = self.gone[identity].above
        while above in self._gone_places:
            above = self._gone_places[above].above
        below = self._below(identity)
        places = ("", *(each.place for each in self._places), "")
        heirs = [
            match
            for match, here, after in zip(self.matches, places[1:-1], places[2:], strict=True)
            if here == above and after in below
        ]
        is_first = not above and places[1] in below
        return heirs if heirs or is_first else self.matches

    def _below(self, identity: str) -> frozenset[str]:
        """The places that stood below a lost block, and below those lost with it."""
        found: set[str] = set()
        lost = {self.gone[identity].place}
        done: set[str] = set()
        while lost:
            done |= lost
            below = {record.place for record in self.memory.last.values() if record.above in lost}
            found |= below - self._gone_places.keys() if below else {""}
            lost = (below & self._gone_places.keys()) - done
        return frozenset(found)

    @cached_property
    def _gone_places(self) -> dict[str, TextRecord]:
        return {each.place: each for each in self.gone.values() if each.place not in (OWN, ORPHAN)}
