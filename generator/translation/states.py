"""The state of a block, derived from what the files say and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from generator.model.segment import Review, SourceBlock, State, TargetBlock, TargetFile
from generator.text.normal import text_hash
from generator.translation.review import is_reviewable


def derive(block: TargetBlock, current: Collection[str]) -> State:
    """The state of `block`, where `current` holds the keys the source has now."""
    marker = block.marker
    digest = text_hash(block.text)
    is_reviewed = marker.reviewed and marker.reviewed_hash in ("", digest)
    if marker.own:
        return State.REVIEWED if is_reviewed and block.text else State.OWN
    if marker.orphan:
        return State.ORPHAN
    if marker.omit:
        return State.OMIT
    if not block.text:
        return State.MISSING
    if marker.stale and marker.was:
        return State.STALE
    if not all(key in current for key in marker.keys):
        return State.UNSYNCED
    if is_reviewed:
        return State.REVIEWED
    return State.MACHINE if digest == marker.machine_hash else State.EDITED


def derive_named(block: TargetBlock, source: SourceBlock) -> State:
    """The same for a metadata string, which is paired by its name."""
    return derive(block, (source.key,))


def review_of(block: TargetBlock, state: State) -> Review | None:
    """Who stands behind the text, when someone does."""
    return Review(block.marker.by, block.marker.on) if state is State.REVIEWED else None


def with_article_review(target: TargetFile) -> tuple[TargetBlock, ...]:
    """The blocks as they count once `<!-- article reviewed -->` is spread over them."""
    if target.article_review is None:
        return target.blocks
    return tuple(_reviewed(block, target.article_review) for block in target.blocks)


def _reviewed(block: TargetBlock, review: Review) -> TargetBlock:
    if not is_reviewable(block):
        return block
    marker = replace(block.marker, reviewed=True, reviewed_hash="", by=review.by, on=review.on)
    return replace(block, marker=marker)
