"""Where each text of a file was seen before: what the memory knows against what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from generator.model.explainer import Article
from generator.model.segment import SourceBlock
from generator.translation.matching import Match, are_versions
from generator.translation.memory import EMPTY, OWN, KnownText, Memory, without_number
from generator.translation.similarity import Bag
from generator.translation.suspects import ALIKE, Suspect, is_within

_WORTH_COMPARING = 0.05
"""Share of a text's vocabulary, without the commonest words, that must be shared for either."""
_MANY = 100
"""Texts from which on one can say which words are common."""
_MANY_SUSPECTS = 10
"""Texts to be looked at from which on it pays to find that out."""
_FEW = 8
"""Words of a text in which every one counts, however common."""


@dataclass
class Whereabouts:
    """The blocks of a file, paired with their originals, and the memory of the runs before."""

    matches: Sequence[Match]
    article: Article
    memory: Memory

    @cached_property
    def suspects(self) -> tuple[Suspect, ...]:
        """Every text that its block was never seen with."""
        filled = (match for match in self.matches if match.block.text)
        return tuple(suspect for suspect in map(self._suspect, filled) if suspect)

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
        if len(self.suspects) > _MANY_SUSPECTS and len(self.memory.known) > _MANY:
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
            and suspect.match in self.new_passages
            and suspect.bag.likeness(other.bag) >= ALIKE
        )

    @cached_property
    def new_passages(self) -> tuple[Match, ...]:
        """The passages of the English's own that may not be those that the last sync left here."""
        last = [record for record in self.memory.last.values() if record.place == OWN]
        if len(self.holders("")) <= len(last):
            return ()
        bags = [Bag.of(self.memory.text(each.digest)) for each in last if each.digest != EMPTY]
        return tuple(
            match
            for match in self.holders("")
            if not any(is_within(bag, match.bag) for bag in bags)
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

    @property
    def contents_held(self) -> Set[str]:
        """Hash of every original that has a block here, before or after matching."""
        return self._by_content.keys()

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


def _is_worth_comparing(
    other: frozenset[str], vocabulary: frozenset[str], telling: frozenset[str]
) -> bool:
    """Whether two texts share so many words that they may be alike; quick to see."""
    if len(other) < _FEW:
        return bool(other & vocabulary)
    return len(other & telling) > _WORTH_COMPARING * len(other)
