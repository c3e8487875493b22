"""Texts that have come away from their markers (E8 to E11), found with the memory.

A text that stands under the wrong marker would be set beside the wrong Arabic without a word. What
tells is that it is not new: it stood beside another original before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.model.explainer import Article
from generator.model.problem import Place, Problem
from generator.model.segment import TargetBlock
from generator.text.normal import norm, text_hash
from generator.translation.markers import hint_for, write_marker
from generator.translation.matching import Match
from generator.translation.memory import Memory, without_number
from generator.translation.similarity import likeness, shingles, words_of

_ALIKE = 0.5
_SWALLOWED = 0.3
"""Share of a lost text's runs of three words that betray it in another block."""
_COPIED = 0.6
"""The same where the text also stands in its own place: below it is a phrase used twice."""
_SHORT = 3
_EXEMPT = "moved-text"
_PARAGRAPHS = re.compile(r"\n\n+")


def check_moved(matches: Sequence[Match], article: Article, memory: Memory) -> Iterator[Problem]:
    """A problem for each text that seems to stand under the wrong marker; none without memory."""
    if not memory.keys:
        return
    file = _File(matches, article, memory)
    for match in matches:
        if not match.block.text or _EXEMPT in match.block.marker.accepted:
            continue
        yield from file.check(match)


@dataclass(frozen=True)
class _Gone:
    """A block that the last sync left in the file and that is there no more."""

    key: str
    texts: tuple[str, ...]


@dataclass
class _File:
    matches: Sequence[Match]
    article: Article
    memory: Memory

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key that a marker of the file names, before and after matching."""
        found: set[str] = set()
        for match in self.matches:
            marker = match.block.marker
            found.update(marker.keys, marker.was, match.now)
        return frozenset(found)

    @cached_property
    def hashes(self) -> frozenset[str]:
        return frozenset(map(without_number, self.keys))

    @cached_property
    def gone(self) -> tuple[_Gone, ...]:
        """What has lost its marker: neither its key is in the file nor what its original became.

        Pairing has run before: in a merge that was settled for one side, the other side's keys
        are gone, but the originals they were changed from are here under their newer keys.
        """
        return tuple(
            _Gone(key, self.memory.texts(key))
            for key in sorted(self.memory.present - self.keys)
            if not (self.memory.kin([key]) - {without_number(key)}) & self.hashes
        )

    def own_hashes(self, match: Match) -> frozenset[str]:
        """The originals whose English this block may hold."""
        marker = match.block.marker
        own = {without_number(key) for key in (*marker.keys, *marker.was, *match.now)}
        others = self.hashes - own
        return frozenset(own | (self.memory.kin(own) - others))

    def own_texts(self, match: Match) -> tuple[str, ...]:
        """Every text that this block was ever seen with."""
        if not match.block.marker.own:
            return tuple(
                text for key in sorted(self.own_hashes(match)) for text in self.memory.texts(key)
            )
        words = words_of(match.block.text)
        alike = sorted(
            self.memory.own_texts, key=lambda text: likeness(words, words_of(text)), reverse=True
        )
        return tuple(alike[:1])

    def check(self, match: Match) -> Iterator[Problem]:
        block = match.block
        digest = text_hash(block.text)
        own = self.own_texts(match)
        if digest == block.marker.machine_hash or digest in map(text_hash, own):
            return
        problem = (
            self._moved(match, digest, own)
            or self._unmarked(match, own)
            or self._swallowed(match, own)
            or self._grown(match, own)
        )
        if problem:
            yield problem

    def _others(self, match: Match) -> Iterator[str]:
        """Hashes of all other originals whose English is remembered, those in the file first."""
        others = self.memory.keys - self.own_hashes(match)
        yield from sorted(others, key=lambda key: (key not in self.hashes, key))

    def _holders(self, key: str) -> list[TargetBlock]:
        return [
            each.block
            for each in self.matches
            if key in map(without_number, (*each.block.marker.keys, *each.now))
        ]

    def _is_at_home(self, key: str, text: str) -> bool:
        """Whether the block of this original still holds this text, more or less."""
        words = words_of(text)
        return any(likeness(words, words_of(each.text)) >= 0.8 for each in self._holders(key))

    def _moved(self, match: Match, digest: str, own: Sequence[str]) -> Problem | None:
        """E8: this text belongs to another block."""
        block = match.block
        words = words_of(block.text)
        nearest_own = max((likeness(words, words_of(text)) for text in own), default=0.0)
        for key in self._others(match):
            texts = self.memory.texts(key)
            if self.memory.was_text(key, digest):
                if block.marker.own and not self._holders(key):
                    continue  # made a passage of the English's own, marker and all
                if not self._is_at_home(key, block.text) or len(words) >= _SHORT:
                    return self._report_moved(match, key)
            elif texts and len(words) >= _SHORT and not block.marker.own:
                alike = likeness(words, words_of(texts[-1]))
                is_at_home = self._is_at_home(key, texts[-1])
                is_nearer = alike >= _ALIKE and alike > nearest_own
                if is_nearer and not is_at_home:
                    return self._report_moved(match, key)
                is_copy = alike >= _COPIED and alike > nearest_own + 0.2
                if is_nearer and is_copy and not self._are_sources_alike(match, key):
                    return self._report_moved(match, key)
        return None

    def _are_sources_alike(self, match: Match, key: str) -> bool:
        other = words_of(self.memory.source(key))
        return any(
            likeness(words_of(self._source(each)), other) >= _ALIKE
            for each in (*match.block.marker.keys, *match.now)
        )

    def _source(self, key: str) -> str:
        now = (each.text for each in (*self.article.strings, *self.article.blocks))
        return self.memory.source(key) or next(
            (text for text in now if text_hash(text) == without_number(key)), ""
        )

    def _unmarked(self, match: Match, own: Sequence[str]) -> Problem | None:
        """E9: a text that stands here whole has lost its marker."""
        text = norm(match.block.text)
        paragraphs = _PARAGRAPHS.split(text)
        for gone in self.gone:
            if not gone.texts or text in map(norm, gone.texts):
                continue
            for known in map(norm, reversed(gone.texts)):
                run = _PARAGRAPHS.split(known)
                place = _find_run(run, paragraphs)
                if place is not None and not any(known in norm(each) for each in own):
                    return self._report_unmarked(match, gone, known)
        return None

    def _swallowed(self, match: Match, own: Sequence[str]) -> Problem | None:
        """E10: this block also holds the text of another."""
        fresh = shingles(words_of(match.block.text))
        fresh -= frozenset().union(*(shingles(words_of(text)) for text in own))
        if not fresh:
            return None
        gone = {without_number(each.key) for each in self.gone}
        for key in self._others(match):
            for text in self.memory.texts(key):
                runs = shingles(words_of(text))
                is_elsewhere = key not in gone and self._is_at_home(key, text)
                least = _COPIED if is_elsewhere else _SWALLOWED
                if runs and len(runs & fresh) >= least * len(runs):
                    if is_elsewhere and self._are_sources_alike(match, key):
                        continue
                    return self._report_swallowed(match, key)
        return None

    def _grown(self, match: Match, own: Sequence[str]) -> Problem | None:
        """E11: a marker is gone, and this text has grown by what may be its text."""
        if match.block.marker.orphan:
            return None
        grown = len(words_of(match.block.text)) > len(words_of(own[-1] if own else ""))
        lost = [each for each in self.gone if each.texts]
        if not grown or not lost:
            return None
        listed = ", ".join(f"`<!-- ar:{each.key} -->`" for each in lost[:3])
        more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
        return self._problem(
            match,
            "grown-text",
            f"markers are gone ({listed}{more}) while this text grew: whose text is it?",
            f"put {'it' if len(lost) == 1 else 'each'} back above its text, or with nothing below "
            "where the text was to go; and sync before further edits",
        )

    def _report_moved(self, match: Match, key: str) -> Problem:
        place = self._line_of(key)
        where = f", on line {place}" if place else ""
        return self._problem(
            match,
            "moved-text",
            f"this text belongs to another block, `ar:{key}` {self._opening(key)}{where}",
            f"move the marker together with its text, `{self._marker_of(key)}`; if the text is "
            f"meant to stand here, add `ok:{_EXEMPT}` to this marker",
        )

    def _report_unmarked(self, match: Match, gone: _Gone, text: str) -> Problem:
        start = " ".join(text.split()[:5])
        return self._problem(
            match,
            "lost-marker",
            f"the text “{start} …” in this block has lost its marker",
            f"put `<!-- ar:{gone.key} -->` back above it; to join the two, write "
            f"`ar:{'+'.join((*match.block.marker.keys, gone.key))}`"
            if match.block.marker.keys
            else f"put `<!-- ar:{gone.key} -->` back above it",
        )

    def _report_swallowed(self, match: Match, key: str) -> Problem:
        keys = match.block.marker.keys
        joined = f"; to join the two, write `ar:{'+'.join((*keys, key))}`" if keys else ""
        return self._problem(
            match,
            "swallowed-text",
            f"this block also holds text of another, `ar:{key}` {self._opening(key)}",
            f"put `{self._marker_of(key)}` above that text{joined}; if it is meant to stand here, "
            f"add `ok:{_EXEMPT}` to this marker",
        )

    def _marker_of(self, key: str) -> str:
        holders = self._holders(key)
        if holders:
            return write_marker(holders[0].marker)
        return f"<!-- ar:{key} -->"

    def _line_of(self, key: str) -> int:
        return next((each.marker.line for each in self._holders(key)), 0)

    def _opening(self, key: str) -> str:
        return f"«{hint_for(self._source(key))}»"

    def _problem(self, match: Match, code: str, message: str, hint: str) -> Problem:
        place = Place(self.article.target_path, match.block.marker.line, 1)
        return Problem(code, message, place, hint)


def _find_run(run: Sequence[str], paragraphs: Sequence[str]) -> int | None:
    """Where one sequence of paragraphs stands whole inside another."""
    for place in range(len(paragraphs) - len(run) + 1):
        if list(paragraphs[place : place + len(run)]) == list(run):
            return place
    return None
