"""Which characters of a translation each inline mark of its original goes round."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.text.inlines import Span
from generator.text.occurrences import common
from generator.translation.places import Places, is_ill_sized

EMPHASIS = frozenset({"emphasis", "strong", "strikethrough"})
VERBATIM = frozenset({"code", "autolink"})
"""What is never translated."""


class Placement:
    """Where the spans of a run of prose have come to; they nest as they did, or are apart.

    Code and addresses are placed first, as they are sure, then links, then emphasis.
    """

    def __init__(
        self,
        spans: Sequence[Span],
        places: Places,
        labels: Mapping[str, str],
        unplaced: Collection[int] = (),
    ) -> None:
        """`labels` translates marked words on their own; `unplaced` spans are not looked for."""
        self.at: dict[int, range] = {}
        """Characters of the translation by the number of the span; empty for one without words."""
        self.behind: set[int] = set()
        """Links and code that stand behind the text, with everything in them."""
        self.left_out: set[int] = set()
        self.moved: set[int] = set()
        """Spans without words that stand at the end of a sentence for want of a better place."""
        self._spans = spans
        self._places = places
        self._labels = labels
        self._unplaced = unplaced
        self._ancestors = _ancestors(spans)
        worded = [index for index, span in enumerate(spans) if span.start < span.end]
        for index in sorted(worded, key=self._turn):
            self._place(index)
        for index, span in enumerate(spans):
            if span.start == span.end and not self._goes_behind(index):
                self._place_wordless(index)

    def holder(self, index: int) -> int | None:
        """The innermost placed span that this one stands in."""
        return next((each for each in reversed(self._ancestors[index]) if each in self.at), None)

    def inside(self, index: int) -> tuple[int, ...]:
        """The spans that stand in this one."""
        return tuple(each for each, ancestors in enumerate(self._ancestors) if index in ancestors)

    def _turn(self, index: int) -> tuple[int, int, int]:
        span = self._spans[index]
        turn = 0 if span.kind in VERBATIM else 2 if span.kind in EMPHASIS else 1
        return turn, span.depth, index

    def _goes_behind(self, index: int) -> bool:
        return any(each in self.behind for each in self._ancestors[index])

    def _place(self, index: int) -> None:
        if self._goes_behind(index):
            return
        place = None if index in self._unplaced else self._find(index)
        if place is not None:
            self.at[index] = place
        elif self._spans[index].kind in EMPHASIS:
            self.left_out.add(index)
        else:
            self.behind.add(index)
            for each in self.inside(index):
                self.at.pop(each, None)
                self.behind.discard(each)

    def _find(self, index: int) -> range | None:
        span = self._spans[index]
        mark = range(span.start, span.end)
        if span.kind in VERBATIM:
            taken = {at for each in self._strangers(index) for at in self.at[each]}
            place = self._places.found_verbatim(mark, span.text, taken, self._twins(span))
            return place if place and self._fits(index, place) else None
        for run in self._runs(index, mark):
            inner = [self.at[each] for each in self.inside(index) if each in self.at]
            place = _hull([self._places.characters(run, mark), *inner])
            if place and self._fits(index, place):
                return place
        return None

    def _runs(self, index: int, mark: range) -> Iterator[range]:
        """Runs of words of the translation that a mark may go round, the surest first."""
        words = self._places.words(mark)
        if not words:
            return
        for each in self._relatives(index):
            other = self._spans[each]
            if self._places.words(range(other.start, other.end)) == words:
                yield self._places.touched(self.at[each])
        closed = self._closed(index)
        sentences = self._places.whole_sentences(mark)
        if sentences:
            yield sentences
        label = self._labels.get(self._spans[index].text, "")
        found = self._places.found_again(mark, label, closed, self._twins(self._spans[index]))
        if found:
            yield found
        run = self._places.aligned_run(words, closed, label)
        if run:
            inner = [self._touched(each) for each in self.inside(index) if each in self.at]
            run = _hull([run, *inner])
            if not is_ill_sized(run, words):
                yield run

    def _twins(self, span: Span) -> list[int]:
        """Where each span begins that is the same as this one, itself included."""
        return [
            each.start
            for each in self._spans
            if (each.kind, each.text, each.address) == (span.kind, span.text, span.address)
        ]

    def _relatives(self, index: int) -> list[int]:
        return [each for each in (*self.inside(index), *self._ancestors[index]) if each in self.at]

    def _strangers(self, index: int) -> list[int]:
        relatives = self._relatives(index)
        return [each for each in self.at if each not in relatives]

    def _closed(self, index: int) -> Collection[int]:
        """Words of the translation that a mark cannot go round."""
        closed = {word for each in self._strangers(index) for word in self._touched(each)}
        holder = self.holder(index)
        if holder is not None:
            closed |= set(range(len(self._places.target))) - set(self._touched(holder))
        return closed

    def _touched(self, index: int) -> range:
        return self._places.touched(self.at[index])

    def _fits(self, index: int, place: range) -> bool:
        for other, taken in self.at.items():
            shared = common(place, taken)
            if other in self._ancestors[index]:
                if shared != place:
                    return False
            elif index in self._ancestors[other]:
                if shared != taken:
                    return False
            elif shared:
                return False
        return True

    def _place_wordless(self, index: int) -> None:
        span = self._spans[index]
        holder = self.holder(index)
        if holder is not None and not self.at[holder]:
            self.at[index] = self.at[holder]
        elif span.kind == "break":
            self._place_break(index)
        elif span.kind in EMPHASIS and index in self._unplaced:
            self.left_out.add(index)
        else:
            offset, is_sure = self._offset_for(index)
            self.at[index] = range(offset, offset)
            if not is_sure:
                self.moved.add(index)

    def _bounds(self, index: int) -> tuple[range, range]:
        """What holds a span, in the original and in the translation."""
        holder = self.holder(index)
        if holder is None:
            return range(len(self._places.plain)), range(len(self._places.text))
        return range(self._spans[holder].start, self._spans[holder].end), self.at[holder]

    def _offset_for(self, index: int) -> tuple[int, bool]:
        span = self._spans[index]
        source, target = self._bounds(index)
        if span.start >= source.stop or index in self._unplaced:
            return target.stop, span.start >= source.stop
        if span.start <= source.start:
            return target.start, True
        is_next = span.touches_after and not span.touches_before
        offset, is_sure = self._places.offset_for(span.start, is_next=is_next)
        offset = min(max(offset, target.start), target.stop)
        for each, taken in sorted(self.at.items(), key=lambda item: len(item[1])):
            if each not in self._ancestors[index] and taken.start < offset < taken.stop:
                offset = taken.start if is_next else taken.stop
        return offset, is_sure

    def _place_break(self, index: int) -> None:
        _, target = self._bounds(index)
        offset = self._places.clear_cut(self._spans[index].start)
        if (
            index not in self._unplaced
            and offset is not None
            and target.start < offset < target.stop
            and not any(self._is_in_the_way(each, index, offset) for each in self.at)
        ):
            self.at[index] = range(offset, offset)
        else:
            self.left_out.add(index)

    def _is_in_the_way(self, other: int, index: int, offset: int) -> bool:
        place = self.at[other]
        if self._spans[other].kind == "break":
            return place.start == offset
        return other not in self._ancestors[index] and place.start < offset < place.stop


def _ancestors(spans: Sequence[Span]) -> tuple[tuple[int, ...], ...]:
    """The spans that each stands in, from the outermost."""
    found: list[tuple[int, ...]] = []
    path: list[int] = []
    for index, span in enumerate(spans):
        del path[span.depth :]
        found.append(tuple(path))
        path.append(index)
    return tuple(found)


def _hull(ranges: Sequence[range]) -> range:
    """The smallest range with all of these in it."""
    return range(min(each.start for each in ranges), max(each.stop for each in ranges))
