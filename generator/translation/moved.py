"""Texts that have come away from their markers (E8 to E11), found with the memory.

A text that stands under the wrong marker would be set beside the wrong Arabic without a word. What
tells is that it is not new: it stood beside another original before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.problem import Place, Problem
from generator.model.segment import Marker
from generator.translation.lost_blocks import LostBlocks
from generator.translation.markers import hint_for, write_marker
from generator.translation.memory import OWN, KnownText, without_number
from generator.translation.suspects import ALIKE, SHORT, SWALLOWED, Suspect
from generator.translation.whereabouts import Whereabouts

COPIED = 0.6
"""What `ALIKE` and `SWALLOWED` are where the other text also stands in its own place: below it is
a phrase used twice."""
NEARER = 0.2
"""How much more a copy must be like the other than like what stood here."""
EXEMPT = "moved-text"
"""Exemption from these errors; it counts for one sync and is then taken out."""


def check_moved(whereabouts: Whereabouts) -> Iterator[Problem]:
    """A problem for each text that seems to stand under the wrong marker; none without memory."""
    if not whereabouts.memory.last:
        return
    check = _Check(whereabouts, LostBlocks(whereabouts))
    for suspect in whereabouts.suspects:
        if EXEMPT not in suspect.match.block.marker.accepted:
            problem = check.find(suspect)
            if problem:
                yield problem


@dataclass
class _Check:
    where: Whereabouts
    lost: LostBlocks

    def find(self, suspect: Suspect) -> Problem | None:
        """What is wrong with a text, the surest first."""
        others = self.where.others(suspect)
        for rule, report in (
            (self._is_that, self._report_moved),
            (self._has_lost_marker, self._report_unmarked),
            (self._is_like, self._report_swallowed if suspect.holds_own else self._report_moved),
            (self._holds, self._report_swallowed),
        ):
            for other in others:
                if rule(suspect, other) and not self.where.is_meant(suspect, other):
                    return report(suspect, other)
        lost = self.lost.within(suspect)
        return self._report_grown(suspect, lost) if lost else None

    def _is_that(self, suspect: Suspect, other: KnownText) -> bool:
        """Whether a text is that of another block, to the word.

        Unless it is a short one that stands in its own place as well: two headings may be alike.
        """
        is_short = len(suspect.bag.words) < SHORT
        is_repeated = is_short and self.where.is_at_home(other, suspect)
        return other.digest == suspect.digest and not is_repeated

    def _has_lost_marker(self, suspect: Suspect, other: KnownText) -> bool:
        """Whether the whole text of a block whose marker is gone stands within a text."""
        is_lost = other.digest in self.lost.by_digest
        is_whole = is_lost and other.bag.words in suspect.passages
        return is_whole and self._holds(suspect, other)

    def _is_like(self, suspect: Suspect, other: KnownText) -> bool:
        """Whether a text is nearer to that of another block than to its own."""
        if suspect.is_own:
            return False
        alike = suspect.bag.likeness(other.bag)
        if alike < ALIKE or alike <= suspect.nearest_own:
            return False
        is_at_home = self.where.is_at_home(other, suspect)
        if len(other.bag.words) < SHORT:
            return not is_at_home and _has_run(suspect.bag.words, other.bag.words)
        if not is_at_home:
            return True
        is_copy = alike >= COPIED and alike > suspect.nearest_own + NEARER
        return is_copy and not self.where.are_versions(suspect.match, other.content)

    def _holds(self, suspect: Suspect, other: KnownText) -> bool:
        """Whether a text also holds that of another block."""
        if len(other.bag.words) < SHORT:
            # Too short for runs of words: only whole, and on a line of its own.
            return other.bag.words in suspect.passages and other.bag.words != suspect.bag.words
        shared = len(other.bag.runs & suspect.fresh_runs) / len(other.bag.runs)
        nearest = max((part.likeness(other.bag) for part in suspect.parts), default=0.0)
        if shared < SWALLOWED and nearest < ALIKE:
            return False
        if not self.where.is_at_home(other, suspect):
            return True
        is_whole = other.bag.words in suspect.passages
        is_adapted = not is_whole and self.where.are_versions(suspect.match, other.content)
        return max(shared, nearest) >= COPIED and not is_adapted

    def _report_moved(self, suspect: Suspect, other: KnownText) -> Problem:
        if other.digest in self.lost.by_digest and other.digest == suspect.digest:
            return self._report_unmarked(suspect, other)
        return _problem(
            self.where,
            suspect,
            "moved-text",
            f"this text belongs to another block, {self._named(other)}",
            f"move the marker together with its text, `{self._marker_of(other)}`; if the text is "
            f"meant to stand here, add `ok:{EXEMPT}` to this marker",
        )

    def _report_unmarked(self, suspect: Suspect, other: KnownText) -> Problem:
        start = " ".join(other.text.split()[:5])
        return _problem(
            self.where,
            suspect,
            "lost-marker",
            f"the text “{start} …” in this block has lost its marker",
            f"put `{self._marker_of(other)}` back above it{self._joining(suspect, other)}",
        )

    def _report_swallowed(self, suspect: Suspect, other: KnownText) -> Problem:
        return _problem(
            self.where,
            suspect,
            "swallowed-text",
            f"this block also holds text of another, {self._named(other)}",
            f"put `{self._marker_of(other)}` above that text{self._joining(suspect, other)}; if "
            f"it is meant to stand here, add `ok:{EXEMPT}` to this marker",
        )

    def _report_grown(self, suspect: Suspect, lost: tuple[str, ...]) -> Problem:
        markers = list(dict.fromkeys(map(self._lost_marker, lost)))
        listed = ", ".join(f"`{each}`" for each in markers[:3])
        more = f" and {len(markers) - 3} more" if len(markers) > 3 else ""
        return _problem(
            self.where,
            suspect,
            "grown-text",
            f"markers are gone ({listed}{more}) while this text grew: whose text is it?",
            f"put {'it' if len(markers) == 1 else 'each'} back above its text, or with nothing "
            f"below where the text was to go; if nothing of theirs is here, add `ok:{EXEMPT}` to "
            "this marker",
        )

    def _named(self, other: KnownText) -> str:
        if not other.content:
            return "a passage of the English's own"
        named = self._markers_naming(other)
        where = f", on line {named[0].line}" if named else ""
        return f"`ar:{other.content}` «{hint_for(self.where.source(other.content))}»{where}"

    def _markers_naming(self, other: KnownText) -> list[Marker]:
        """The markers in the file that name the original of a text."""
        markers = [each.block.marker for each in self.where.holders(other.content)]
        return [each for each in markers if other.content in map(without_number, each.keys)]

    def _marker_of(self, other: KnownText) -> str:
        """The marker of a text, as it stands in the file or as it stood there."""
        identity = self.lost.by_digest.get(other.digest)
        if identity is not None:
            return self._lost_marker(identity)
        named = self._markers_naming(other) if other.content else []
        if named:
            return write_marker(named[0])
        return f"<!-- ar:{other.content} -->" if other.content else f"<!-- {OWN} -->"

    def _lost_marker(self, identity: str) -> str:
        record = self.lost.gone[identity]
        if not record.keys:
            return f"<!-- {OWN} -->"
        # Without `mt:` a draft put back would count as edited, which nobody did.
        contents = set(map(without_number, record.keys))
        drafts = [] if record.orphan else self.where.memory.drafts_of(record.digest)
        is_draft = any(draft.key in contents for draft in drafts)
        digest = record.digest if is_draft else ""
        return write_marker(
            Marker(0, record.name, record.keys, machine_hash=digest, orphan=record.orphan)
        )

    def _joining(self, suspect: Suspect, other: KnownText) -> str:
        """How to join the two blocks, where that can be done."""
        marker = suspect.match.block.marker
        identity = self.lost.by_digest.get(other.digest, "")
        if not marker.keys or marker.name or marker.orphan or " " in identity:
            return ""
        if identity:
            keys = self.lost.gone[identity].keys
        else:
            named = self._markers_naming(other)
            if any(each.name or each.orphan for each in named) or not other.content:
                return ""
            keys = named[0].keys if named else (other.content,)
        return f"; to join the two, write `ar:{'+'.join(dict.fromkeys((*marker.keys, *keys)))}`"


def _has_run(words: Sequence[str], run: Sequence[str]) -> bool:
    """Whether some words stand one after the other among others."""
    size = len(run)
    return any(
        tuple(words[place : place + size]) == tuple(run) for place in range(len(words) - size + 1)
    )


def _problem(where: Whereabouts, suspect: Suspect, code: str, message: str, hint: str) -> Problem:
    place = Place(where.article.target_path, suspect.match.block.marker.line, 1)
    return Problem(code, message, place, hint)
