"""Runs of prose printed as HTML, with what belongs to stretches of their letters laid around them.

A stretch is part of the text from one offset to another: a run of the other direction to isolate, a
mention of a term to link, a sentence to point at. The author's own markup is never cut: where a
stretch crosses its border, the stretch is cut there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from generator.model.phrase import Html
from generator.model.prose import Element, Node, Prose, Run, Void, Words, letters_of
from generator.text.bidi import opposite_runs, tag_of


@dataclass(frozen=True)
class Stretch:
    """Letters of a run that one element is laid around."""

    start: int
    end: int
    opening: str
    """Finished HTML of the start tag."""
    closing: str


@dataclass
class _Range:
    """An element, a stretch or some letters among those beside it, from one offset to another."""

    start: int
    end: int
    opening: str = ""
    closing: str = ""
    words: str = ""
    is_void: bool = False
    inside: list[_Range] = field(default_factory=list)

    def print(self, parts: list[str]) -> None:
        parts.append(self.opening)
        parts.append(escape(self.words, quote=False))
        for each in self.inside:
            each.print(parts)
        parts.append(self.closing)


def print_prose(prose: Prose, stretches: Sequence[Iterable[Stretch]] = ()) -> Html:
    """The block as HTML; `stretches` are those of each of its runs, in order.

    Of two that cross, the later one is cut. Runs of the other direction are isolated in any case.
    """
    parts: list[str] = []
    number = 0
    for part in prose.parts:
        if isinstance(part, str):
            parts.append(part)
            continue
        given = stretches[number] if number < len(stretches) else ()
        parts.append(print_run(part, prose, given))
        number += 1
    return Html("".join(parts).strip())


def print_run(run: Run, prose: Prose, stretches: Iterable[Stretch] = ()) -> Html:
    """One run as HTML, without the tags of the block around it."""
    root = _Range(0, len(run.text), inside=_ranges(run.nodes, 0))
    for stretch in stretches:
        _lay(root, stretch)
    for each in opposite_runs(run.masked, prose.language, prose.other):
        _lay(root, Stretch(each.start, each.end, tag_of(each), "</bdi>"))
    parts: list[str] = []
    root.print(parts)
    return Html("".join(parts))


def is_cut(run: Run, start: int, end: int) -> bool:
    """Whether a link around these letters would cross the author's markup, or stand in a link."""
    return any(start < last and first < end for first, last in run.links) or _crosses(
        run.nodes, 0, start, end
    )


def _crosses(nodes: Iterable[Node], offset: int, start: int, end: int) -> bool:
    for node in nodes:
        last = offset + letters_of(node)
        if isinstance(node, Element) and start < last and offset < end:
            holds, is_held = offset <= start and end <= last, start <= offset and last <= end
            if not holds and not is_held:
                return True
            if holds and _crosses(node.nodes, offset, start, end):
                return True
        offset = last
    return False


def _ranges(nodes: Iterable[Node], offset: int) -> list[_Range]:
    """The author's markup and letters, by their offsets."""
    ranges = []
    for node in nodes:
        end = offset + letters_of(node)
        if isinstance(node, Words):
            ranges.append(_Range(offset, end, words=node.text))
        elif isinstance(node, Void):
            ranges.append(_Range(offset, end, opening=node.html, is_void=True))
        else:
            inside = _ranges(node.nodes, offset)
            ranges.append(_Range(offset, end, node.opening, node.closing, inside=inside))
        offset = end
    return ranges


def _lay(around: _Range, stretch: Stretch) -> None:
    """Put a stretch into the range that holds it, around all that it holds."""
    inside = around.inside
    first = next((i for i, each in enumerate(inside) if each.end > stretch.start), len(inside))
    last = first
    while last < len(inside) and inside[last].start < stretch.end:
        last += 1
    held = inside[first:last]
    if not held:
        return
    if len(held) == 1 and not held[0].words and not held[0].is_void:
        only = held[0]
        if only.start <= stretch.start and stretch.end <= only.end:
            _lay(only, stretch)
            return
    crossing = [
        each
        for each in held
        if not each.words and (each.start < stretch.start or each.end > stretch.end)
    ]
    if crossing:
        for start, end in _between_borders(stretch, crossing):
            _lay(around, Stretch(start, end, stretch.opening, stretch.closing))
        return
    new = _Range(stretch.start, stretch.end, stretch.opening, stretch.closing)
    before: list[_Range] = []
    behind: list[_Range] = []
    for each in held:
        if not each.words:
            new.inside.append(each)
            continue
        start, end = max(each.start, stretch.start), min(each.end, stretch.end)
        if each.start < start:
            before.append(_part(each, each.start, start))
        new.inside.append(_part(each, start, end))
        if end < each.end:
            behind.append(_part(each, end, each.end))
    inside[first:last] = [*before, new, *behind]


def _between_borders(stretch: Stretch, crossing: Iterable[_Range]) -> Iterator[tuple[int, int]]:
    """The parts of a stretch between the borders that it crosses."""
    borders = {border for each in crossing for border in (each.start, each.end)}
    within = sorted(border for border in borders if stretch.start < border < stretch.end)
    return pairwise([stretch.start, *within, stretch.end])


def _part(words: _Range, start: int, end: int) -> _Range:
    return _Range(start, end, words=words.words[start - words.start : end - words.start])
