"""What a sync adds to the memory: the file as it leaves it, and what it learnt on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.model.explainer import Article
from generator.model.segment import TargetBlock
from generator.text.normal import text_hash
from generator.translation.matching import Match
from generator.translation.memory import (
    ORPHAN,
    OWN,
    GoneRecord,
    Memory,
    Record,
    ReviewRecord,
    SourceRecord,
    SuccessorRecord,
    TextRecord,
    new_records,
    without_number,
)


def records_of(
    blocks: Sequence[TargetBlock],
    article: Article,
    memory: Memory,
    matches: Sequence[Match],
    today: date | None,
) -> Iterator[Record]:
    """What the memory does not know yet of a file with these blocks.

    `matches` tell what stood in it before, and what became of it; `today` is the day of a review
    that was not sealed yet.
    """
    run = memory.run + 1
    keys = {without_number(key) for block in blocks for key in block.marker.keys}
    digests = {match.block.text: match.digest for match in matches}
    left = list(_texts(blocks, digests, run))
    found: list[Record] = []
    found += [
        SourceRecord(without_number(each.key), each.text)
        for each in (*article.strings, *article.blocks)
        if not memory.source(each.key)
    ]
    for match in matches:
        found += [each for each in _successors(match) if each.old not in keys]
        found += _review(match.block, match.digest, today)
    for block, text in zip(blocks, left, strict=True):
        found += _review(block, text.digest, today)
    found += [
        replace(each, text="") if memory.has_text(each.digest) else each
        for each in left
        if not _is_last(memory, each)
    ]
    identities = {identity for each in left for identity in each.identities}
    found += [GoneRecord(each, run) for each in sorted(memory.last.keys() - identities)]
    yield from new_records(memory, found)


def _texts(
    blocks: Sequence[TargetBlock], digests: Mapping[str, str], run: int
) -> Iterator[TextRecord]:
    above = ""
    for block in blocks:
        marker = block.marker
        record = TextRecord(
            marker.keys,
            digests.get(block.text) or text_hash(block.text),
            block.text,
            run,
            marker.name,
            above,
            marker.stale,
            marker.orphan,
        )
        yield record
        above = record.place


def _is_last(memory: Memory, record: TextRecord) -> bool:
    """Whether the last run left the block just so."""
    bare = replace(record, text="", run=0)
    last = [memory.last.get(each) for each in record.identities]
    if not all(last) or not memory.has_text(record.digest):
        return False
    if record.place in (OWN, ORPHAN):
        # There may be several of one text, each in a place of its own.
        return memory.has_left(bare)
    return all(each and replace(each, text="", run=0) == bare for each in last)


def _successors(match: Match) -> Iterator[SuccessorRecord]:
    if match.is_reverted or len(match.keys) != len(match.block.marker.keys):
        return
    for old, new in zip(match.block.marker.keys, match.keys, strict=True):
        if new is not None and without_number(old) != without_number(new):
            yield SuccessorRecord(without_number(old), without_number(new))


def _review(block: TargetBlock, digest: str, today: date | None) -> Iterator[ReviewRecord]:
    marker = block.marker
    is_of_it = marker.reviewed and marker.reviewed_hash in ("", digest)
    if block.text and is_of_it and not (marker.stale or marker.own or marker.orphan):
        on = marker.on if marker.reviewed_hash else marker.on or today
        yield ReviewRecord(tuple(map(without_number, marker.keys)), digest, marker.by, on)
