"""What becomes of each block of a translation file when its original has changed, or has not.

The table of states in docs/translation-files.md, as code: pure, a block at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from generator.model.segment import Marker, TargetBlock
from generator.translation.markers import hint_for
from generator.translation.matching import Match
from generator.translation.memory import Memory, without_number
from generator.translation.moved import EXEMPT
from generator.translation.whereabouts import Whereabouts


@dataclass(frozen=True)
class Change:
    """One line of the plan: what a sync does to one block."""

    what: str
    """added, drafted, redraft, removed, stale, current, settled, orphan, revived, reviewed or
    edited."""
    line: int
    """Line of the block's marker before; 0 for a new one."""
    opening: str
    """First words of the original, or the name of a metadata string."""


_said = partial(Change, line=0, opening="")


@dataclass(frozen=True)
class Step:
    """What becomes of one block."""

    old: TargetBlock
    """As it stands in the file."""
    marker: Marker
    is_emptied: bool = False
    """The machine's text goes; else every byte below the marker stays."""
    is_removed: bool = False
    change: Change | None = None


def step_for(match: Match, whereabouts: Whereabouts, today: date | None) -> Step:
    """What becomes of a block; a review that is sealed gets this day where it names none."""
    block, marker = match.block, match.block.marker
    if marker.own:
        step = _sealed(match, Step(block, marker), today)
    elif marker.orphan:
        step = _orphan(match, whereabouts.memory)
    elif marker.omit:
        step = _omitted(match)
    elif not block.text:
        step = _emptied(match)
    elif match.is_machine:
        step = _machine(match)
    else:
        step = _written(match, whereabouts, today)
    return _with_hint(step, match, whereabouts)


def _with_hint(step: Step, match: Match, whereabouts: Whereabouts) -> Step:
    """The hint rewritten, and the change named for a reader of the plan."""
    marker, change = step.marker, step.change
    source = whereabouts.source_of(match)
    hint = hint_for(source.plain) if source else marker.hint
    if source and not marker.orphan:
        marker = replace(marker, hint=hint)
    if EXEMPT in marker.accepted:
        rest = tuple(each for each in marker.accepted if each != EXEMPT)
        marker = replace(marker, accepted=rest)
    if change:
        change = replace(change, line=match.block.marker.line, opening=match.name or hint)
    return replace(step, marker=marker, change=change)


def _plain(match: Match, keys: Sequence[str]) -> Marker:
    """The marker of these originals, with what people accepted and nothing else."""
    marker = match.block.marker
    return Marker(marker.line, match.name, tuple(keys), accepted=marker.accepted, hint=marker.hint)


def _sealed(match: Match, step: Step, today: date | None) -> Step:
    """A typed review says which text it is of, and when; one of another text is over."""
    marker = step.marker
    if not marker.reviewed or not match.block.text:
        return step
    if not marker.reviewed_hash:
        sealed = replace(marker, reviewed_hash=match.digest, on=marker.on or today)
        return replace(step, marker=sealed, change=step.change or _said("reviewed"))
    if marker.reviewed_hash != match.digest:
        over = replace(marker, reviewed=False, reviewed_hash="", by="", on=None)
        return replace(step, marker=over, change=step.change or _said("edited"))
    return step


def _written(match: Match, whereabouts: Whereabouts, today: date | None) -> Step:
    """A text that a person wrote or vouched for."""
    block, marker = match.block, match.block.marker
    if not match.now:
        return _orphaned(match)
    current = replace(marker, name=match.name, keys=match.now)
    if marker.stale:
        if _is_back(match):
            return _current(match, whereabouts.memory, "current")
        if match.is_changed:
            # A review typed meanwhile was for an original that is no more.
            waiting = replace(_plain(match, match.now), was=marker.was, stale=True)
            return Step(block, waiting, change=_said("stale"))
        return Step(block, current)
    is_reviewed = marker.reviewed and marker.reviewed_hash in ("", match.digest)
    older = () if is_reviewed else whereabouts.came_from(match)
    if match.is_changed or older:
        was = marker.keys if match.is_changed else older
        waiting = replace(_plain(match, match.now), was=was, stale=True)
        return Step(block, waiting, change=_said("stale"))
    settled = _said("settled") if marker.was else None
    return _sealed(match, Step(block, replace(current, was=()), change=settled), today)


def _orphaned(match: Match) -> Step:
    """The original is gone: a stale text falls back to the one that it was right for."""
    marker = match.block.marker
    keys = marker.was if marker.stale and marker.was else marker.keys
    orphan = replace(_plain(match, keys), name=marker.name, orphan=True)
    return Step(match.block, orphan, change=_said("orphan"))


def _is_back(match: Match) -> bool:
    """Whether the originals are again those that the text or the decision was right for."""
    return match.is_reverted or _is_same(match.now, match.block.marker.was)


def _is_same(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two groups of originals say the same."""
    return tuple(map(without_number, first)) == tuple(map(without_number, second))


def _current(match: Match, memory: Memory, what: str) -> Step:
    """A text whose original is again what it was made for, with the review it had."""
    marker = _plain(match, match.now)
    review = memory.review(match.now, match.digest)
    if review is not None:
        marker = replace(
            marker, reviewed=True, reviewed_hash=match.digest, by=review.by, on=review.on
        )
    return Step(match.block, marker, change=_said(what))


def _orphan(match: Match, memory: Memory) -> Step:
    block, marker = match.block, match.block.marker
    if not match.now:
        return Step(block, marker, is_removed=not block.text and not block.notes)
    if not block.text:
        return Step(block, _plain(match, match.now), change=_said("revived"))
    if not match.is_changed:
        return _current(match, memory, "revived")
    stale = replace(_plain(match, match.now), was=marker.keys, stale=True)
    return Step(block, stale, change=_said("revived"))


def _omitted(match: Match) -> Step:
    block, marker = match.block, match.block.marker
    if not match.now:
        return _left_over(match)
    omit = replace(_plain(match, match.now), omit=True)
    if marker.stale and _is_back(match):
        return Step(block, omit, change=_said("current"))
    if match.is_changed:
        was = marker.was if marker.stale else marker.keys
        return Step(block, replace(omit, was=was, stale=True), change=_said("stale"))
    return Step(block, replace(omit, was=marker.was, stale=True) if marker.stale else omit)


def _emptied(match: Match) -> Step:
    if not match.now:
        return _left_over(match)
    return Step(match.block, _plain(match, match.now[:1]))


def _machine(match: Match) -> Step:
    """The machine's own text: drafted anew for a changed original."""
    if not match.now:
        return _left_over(match)
    if match.is_changed:
        fresh = _plain(match, match.now[:1])
        return Step(match.block, fresh, is_emptied=True, change=_said("redraft"))
    kept = replace(_plain(match, match.now), machine_hash=match.block.marker.machine_hash)
    return Step(match.block, kept)


def _left_over(match: Match) -> Step:
    """A block of a vanished original with nothing of a person's in it, but perhaps a note."""
    block, marker = match.block, match.block.marker
    if block.notes:
        orphan = replace(_plain(match, marker.keys), name=marker.name, orphan=True)
        return Step(block, orphan, is_emptied=True, change=_said("orphan"))
    return Step(block, marker, is_removed=True, change=_said("removed"))
