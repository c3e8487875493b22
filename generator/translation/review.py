"""Reviews: which blocks one may speak of, and how a person's word is written into a file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from generator.model.segment import TargetBlock, TargetFile
from generator.translation.markers import write_marker


def is_reviewable(block: TargetBlock) -> bool:
    """Whether a review of the whole file speaks of this block."""
    marker = block.marker
    return bool(block.text) and not (marker.stale or marker.own or marker.omit or marker.orphan)


def with_reviews(target: TargetFile, lines: Collection[int], by: str) -> str:
    """The file with `reviewed` typed into the markers on these lines, and nothing else changed.

    A stale text is then reviewed for the Arabic as it is now: the word `stale` goes. The day of an
    older review goes too; the next sync writes its own.
    """
    text = target.text
    for block in reversed(target.blocks):
        if block.marker.line not in lines:
            continue
        marker = replace(
            block.marker, reviewed=True, reviewed_hash="", by=by, on=None, stale=False, was=()
        )
        end = text.find("\n", block.start, block.end)
        end = block.end if end < 0 else end
        ending = "\r" if text[:end].endswith("\r") else ""
        text = text[: block.start] + write_marker(marker) + ending + text[end:]
    return text
