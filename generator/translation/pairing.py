"""Source blocks and translated blocks set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model.explainer import Article, Translated
from generator.model.segment import Segment, SourceBlock, State, TargetBlock, TargetFile
from generator.translation.states import derive, derive_named, review_of, with_article_review

NUMBERED = ("point.", "correction.")
"""Families of strings whose names say their place."""


def pair(article: Article, target: TargetFile) -> Translated:
    """Every piece of the article with its translation, in both orders of telling."""
    blocks = settle_names(article.strings, with_article_review(target))
    named = {block.marker.name: block for block in blocks if block.marker.name}
    prose = [block for block in blocks if not block.marker.name]
    segments, order = _pair_prose(article.blocks, prose)
    return Translated(
        article,
        {source.name: _pair_string(source, named.get(source.name)) for source in article.strings},
        segments,
        order,
    )


def settle_names(
    strings: Sequence[SourceBlock], blocks: Sequence[TargetBlock]
) -> tuple[TargetBlock, ...]:
    """The blocks with the names that their strings have now.

    Key points and corrections are named by number or day. When one is put in before another,
    the name of each that follows changes, but not its text: so within such a family a block
    belongs to the string whose key it carries, and only else to the one of its name.
    """
    settled = list(blocks)
    for family in NUMBERED:
        members = [string for string in strings if string.name.startswith(family)]
        free = [
            index
            for index, block in enumerate(blocks)
            if block.marker.name.startswith(family) and not block.marker.orphan
        ]
        names: dict[int, str] = {}
        for must_keep_name in (True, False):
            for string in members:
                if string.name in names.values():
                    continue
                for index in free:
                    marker = blocks[index].marker
                    same_name = marker.name == string.name or not must_keep_name
                    if index not in names and marker.keys == (string.key,) and same_name:
                        names[index] = string.name
                        break
        old_names = [blocks[index].marker.name for index in free]
        for index in free:
            if index not in names:
                own = blocks[index].marker.name
                # A name that another block has taken means that the numbers have shifted.
                shifted = _names_between(index, names, members) if own in names.values() else []
                spare = [n for n in (*shifted, own, *old_names) if n not in names.values()]
                names[index] = spare[0] if spare else own
        for index, name in names.items():
            marker = replace(blocks[index].marker, name=name)
            settled[index] = replace(blocks[index], marker=marker)
    return tuple(settled)


def _names_between(
    index: int, names: Mapping[int, str], members: Sequence[SourceBlock]
) -> list[str]:
    """Names of the strings between those of the settled blocks before and after one."""
    order = {string.name: place for place, string in enumerate(members)}
    settled = [(each, order[name]) for each, name in names.items() if name in order]
    low = max((each for each in settled if each[0] < index), default=(0, -1))[1]
    high = min((each for each in settled if each[0] > index), default=(0, len(members)))[1]
    return [string.name for string in members[low + 1 : high]]


def unclaimed(article: Article, target: TargetFile) -> tuple[TargetBlock, ...]:
    """Named blocks of the translation whose string the metadata no longer has."""
    names = {source.name for source in article.strings}
    return tuple(
        block
        for block in settle_names(article.strings, target.blocks)
        if block.marker.name and block.marker.name not in names and not block.marker.orphan
    )


def _pair_string(source: SourceBlock, block: TargetBlock | None) -> Segment:
    if block is None or block.marker.orphan:
        return Segment((source,), "", State.MISSING)
    return _segment((source,), block, derive_named(block, source))


def _segment(sources: tuple[SourceBlock, ...], block: TargetBlock, state: State) -> Segment:
    return Segment(sources, block.text, state, review_of(block, state), block.marker)


@dataclass(frozen=True)
class _Told:
    """A segment and where each language tells it."""

    segment: Segment
    source_index: int | None


def _pair_prose(
    sources: Sequence[SourceBlock], blocks: Sequence[TargetBlock]
) -> tuple[tuple[Segment, ...], tuple[int, ...]]:
    position = {source.key: index for index, source in enumerate(sources)}
    covered: set[int] = set()
    told: list[_Told] = []
    for block in blocks:
        state = derive(block, position)
        indexes = (
            []
            if state is State.ORPHAN
            else [position[key] for key in block.marker.keys if key in position]
        )
        if indexes and max(indexes) - min(indexes) >= len(indexes):
            # What was merged no longer stands together.
            if not block.text:
                covered.update(indexes)
                told += [_Told(_segment((sources[i],), block, state), i) for i in sorted(indexes)]
                continue
            # It cannot be shown beside parts that stand in several places.
            state, indexes = State.UNSYNCED, []
        covered.update(indexes)
        segment = _segment(tuple(sources[index] for index in sorted(indexes)), block, state)
        told.append(_Told(segment, min(indexes) if indexes else None))
    told = _adopt_lone_neighbours(told, sources, covered)
    told = _insert_missing(told, sources, covered)
    return _in_both_orders(told)


def _adopt_lone_neighbours(
    told: list[_Told], sources: Sequence[SourceBlock], covered: set[int]
) -> list[_Told]:
    """Give an unsynced text the source block that took its old one's place.

    Only where there is one candidate on each side: exactly one unsynced text between two
    settled neighbours and exactly one uncovered source block between the same two. It stays
    `unsynced`, so the page says that the source has changed.
    """
    result = list(told)
    for index, entry in enumerate(told):
        if entry.segment.state is not State.UNSYNCED or entry.source_index is not None:
            continue
        marker = entry.segment.marker
        if marker and any(source.key in marker.keys for source in sources):
            continue  # parts of it still stand, but no longer together
        before = told[index - 1].source_index if index else -1
        after = told[index + 1].source_index if index + 1 < len(told) else len(sources)
        if before is None or after is None:
            continue
        gap = [each for each in range(before + 1, after) if each not in covered]
        if len(gap) == 1 and gap[0] == before + 1 == after - 1:
            covered.add(gap[0])
            segment = replace(entry.segment, sources=(sources[gap[0]],))
            result[index] = _Told(segment, gap[0])
    return result


def _insert_missing(
    told: list[_Told], sources: Sequence[SourceBlock], covered: set[int]
) -> list[_Told]:
    """Put every source block without a translation behind the block of its predecessor."""
    result = list(told)
    for index, source in enumerate(sources):
        if index in covered:
            continue
        spot = _after_predecessor(result, index)
        result.insert(spot, _Told(Segment((source,), "", State.MISSING), index))
    return result


def _after_predecessor(told: Sequence[_Told], source_index: int) -> int:
    spot = 0
    best = -1
    for place, entry in enumerate(told):
        last = _last_index(entry)
        if last is not None and best < last < source_index:
            best, spot = last, place + 1
    while spot < len(told) and told[spot].source_index is None:
        spot += 1
    return spot


def _last_index(entry: _Told) -> int | None:
    if entry.source_index is None:
        return None
    return entry.source_index + max(len(entry.segment.sources) - 1, 0)


def _in_both_orders(told: Sequence[_Told]) -> tuple[tuple[Segment, ...], tuple[int, ...]]:
    """Segments in source order, and their indexes in target order."""
    anchors: list[tuple[int, int]] = []
    anchor = -1
    for place, entry in enumerate(told):
        anchor = entry.source_index if entry.source_index is not None else anchor
        anchors.append((anchor, place))
    by_source = sorted(range(len(told)), key=lambda place: anchors[place])
    rank = {place: index for index, place in enumerate(by_source)}
    segments = tuple(told[place].segment for place in by_source)
    return segments, tuple(rank[place] for place in range(len(told)))
