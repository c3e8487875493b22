"""A review of a whole file, `<!-- article reviewed by:x -->`, written onto its blocks."""

from __future__ import annotations

from dataclasses import replace

from generator.model.segment import TargetBlock, TargetFile
from generator.text.normal import text_hash
from generator.translation.markers import write_marker


def is_reviewable(block: TargetBlock) -> bool:
    """Whether a review of the whole file speaks of this block."""
    marker = block.marker
    return bool(block.text) and not (marker.stale or marker.own or marker.omit or marker.orphan)


def spread_review(target: TargetFile) -> str:
    """The file with the review on each block it speaks of and the line itself gone.

    Only marker lines change. Without such a line the text comes back as it is.
    """
    text = target.text
    if target.article_review is None:
        return text
    for block in reversed(target.blocks):
        if is_reviewable(block):
            marker = replace(
                block.marker,
                reviewed=True,
                reviewed_hash=text_hash(block.text),
                by=target.article_review,
            )
            end = text.find("\n", block.start, block.end)
            end = block.end if end < 0 else end
            ending = "\r" if text[:end].endswith("\r") else ""
            text = text[: block.start] + write_marker(marker) + ending + text[end:]
    start = 1 if text.startswith("\ufeff") else 0
    rest = text.find("\n", start)
    return text[:start] + (text[rest + 1 :].lstrip("\r\n") if rest >= 0 else "")
