"""Reviews as people type them, sealed with the hash of the text they are of."""

from __future__ import annotations

from dataclasses import replace

from generator.model.segment import TargetBlock, TargetFile
from generator.text.normal import text_hash
from generator.translation.markers import write_marker


def is_reviewable(block: TargetBlock) -> bool:
    """Whether a review of the whole file speaks of this block."""
    marker = block.marker
    return bool(block.text) and not (marker.stale or marker.own or marker.omit or marker.orphan)


def has_open_review(target: TargetFile) -> bool:
    """Whether a review stands in the file that does not say which text it is of."""
    return target.article_review is not None or any(_is_open(block) for block in target.blocks)


def _is_open(block: TargetBlock) -> bool:
    marker = block.marker
    is_settled = not (marker.stale or marker.omit or marker.orphan)
    return bool(block.text) and is_settled and marker.reviewed and not marker.reviewed_hash


def seal_reviews(target: TargetFile) -> str:
    """The file with the hash of the text in every review, so that a later edit ends it.

    A review of the whole file is written onto each block it speaks of, and its line goes.
    Only marker lines change; without open reviews the text comes back as it is.
    """
    text = target.text
    whole = target.article_review
    for block in reversed(target.blocks):
        if not (_is_open(block) or (whole is not None and is_reviewable(block))):
            continue
        marker = replace(
            block.marker,
            reviewed=True,
            reviewed_hash=text_hash(block.text),
            by=block.marker.by if whole is None else whole,
        )
        end = text.find("\n", block.start, block.end)
        end = block.end if end < 0 else end
        ending = "\r" if text[:end].endswith("\r") else ""
        text = text[: block.start] + write_marker(marker) + ending + text[end:]
    if whole is None:
        return text
    start = 1 if text.startswith("\ufeff") else 0
    rest = text.find("\n", start)
    return text[:start] + (text[rest + 1 :].lstrip("\r\n") if rest >= 0 else "")
