"""Blocks that have lost their marker since the last sync, and the texts that may hold theirs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.translation.matching import Match
from generator.translation.memory import EMPTY, ORPHAN, OWN, TextRecord, kind_of, without_number
from generator.translation.similarity import Bag
from generator.translation.suspects import ALIKE, Suspect
from generator.translation.whereabouts import Whereabouts


@dataclass
class LostBlocks:
    """What the last sync left in a file and is there no more."""

    where: Whereabouts

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
            for match in self.where.matches
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
            for identity, record in self.where.memory.last.items()
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
        if any(self.where.are_versions(match, key) for match in self._typed):
            return True
        # Somebody may have written `own` into its marker.
        bag = Bag.of(self.where.memory.text(record.digest))
        return any(bag.likeness(each.bag) >= ALIKE for each in self.where.new_passages)

    def _is_succeeded(self, record: TextRecord, key: str) -> bool:
        """Whether the block stands here under what its original was changed from or into.

        One that the last sync left beside it, in a place of its own, is another block; two in one
        place are the same block on two branches.
        """
        kin = (self.where.memory.kin([key]) - {without_number(key)}) & self.where.contents_held
        left = [
            each
            for each in self.where.memory.last.values()
            if kin and not each.orphan and kin & set(map(without_number, each.keys))
        ]
        return bool(kin) and (
            not left or any(self._is_same_place(each.above, record.above) for each in left)
        )

    def _is_same_place(self, first: str, second: str) -> bool:
        one, two = (place.rpartition(" ")[2] for place in (first, second))
        return first == second or bool(self.where.memory.kin([one]) & self.where.memory.kin([two]))

    @cached_property
    def _typed(self) -> tuple[Match, ...]:
        """The blocks whose key no sync has written: somebody has typed that of a new original."""
        written = {OWN, ORPHAN, *self.where.memory.last}
        written |= {record.place for record in self.where.memory.last.values()}
        return tuple(
            match
            for match, place in zip(self.where.matches, self._places, strict=True)
            if place.place not in written
        )

    def _is_anonymous_here(self, record: TextRecord) -> bool:
        """Whether a block that no key tells apart is still here, its text perhaps changed."""
        before = sum(each.place == record.place for each in self.where.memory.last.values())
        now = [
            match
            for match, place in zip(self.where.matches, self._places, strict=True)
            if place.place == record.place
        ]
        if record.digest == EMPTY or len(now) >= before:
            return True
        bag = Bag.of(self.where.memory.text(record.digest))
        return any(bag.likeness(each.bag) >= ALIKE for each in now)

    @cached_property
    def by_digest(self) -> dict[str, str]:
        """Identity of a lost block by the hash of its text."""
        return {record.digest: identity for identity, record in self.gone.items()}

    def within(self, suspect: Suspect) -> tuple[str, ...]:
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
        if place.place in (OWN, ORPHAN):
            return place.place == above and suspect.holds_own
        # Of a block that has been joined since, any part may have stood there.
        return above in (place.place, *place.identities)

    @cached_property
    def _place_of(self) -> dict[int, TextRecord]:
        return {
            id(match): place for match, place in zip(self.where.matches, self._places, strict=True)
        }

    @cached_property
    def _gone_places(self) -> dict[str, TextRecord]:
        return {each.place: each for each in self.gone.values() if each.place not in (OWN, ORPHAN)}
