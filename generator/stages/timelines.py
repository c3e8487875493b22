"""Events to timelines: their order, the years they stand under, the pages that share them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from generator.model.entry import (
    EventEntry,
    ExplainerCard,
    Period,
    Provenance,
    Strip,
    StripMark,
    Timeline,
    TopicLink,
    YearGroup,
)
from generator.model.event_date import EventDate, Moment, Point
from generator.model.explainer import Explainer, Translated
from generator.model.language import Language
from generator.model.page import Alternate, TimelinePage
from generator.model.phrase import Bilingual
from generator.stages.layout import EXPLAINERS
from generator.stages.strings import Strings
from generator.stages.views import Wording
from generator.text.dates import digits
from generator.text.density import density, outline

SITE_TIMELINE = "timeline/"

PAGE_WEIGHT = 22_000
"""How much a page of events may weigh: about its bytes when compressed, and with the head and foot
of the page still under the 25 KB that a page may have."""

Unit = tuple[int, ...]
"""A stretch of the calendar: its first and last year and, of a single year, a month and a day."""
_YEARS = 2
"""How many parts of a unit are years."""


def explainer_timeline(
    card: ExplainerCard, events: Sequence[EventEntry], wording: Wording
) -> Timeline | None:
    """The events of one explainer, on its own pages; None where it tells of none."""
    if not events:
        return None
    names = {each.code: card.title.must_show(each) for each in wording.config.languages}
    return _timeline(f"{card.slug}/", Bilingual(names), events, wording)


def gather(
    path: str,
    name: Bilingual,
    events: Iterable[EventEntry],
    wording: Wording,
    limit: int = PAGE_WEIGHT,
) -> Timeline:
    """The events of several explainers, on as many pages as they need: no page weighs more than
    `limit`, unless a single event does."""
    timeline = _timeline(path, name, events, wording)
    return replace(timeline, periods=tuple(_Periods(timeline, wording, limit).share_out()))


def _timeline(
    path: str, name: Bilingual, events: Iterable[EventEntry], wording: Wording
) -> Timeline:
    years = group_by_year(events, wording)
    starts = [event.when.start for group in years for event in group.events]
    return Timeline(path, name, years, _strip(starts, wording))


def group_by_year(events: Iterable[EventEntry], wording: Wording) -> tuple[YearGroup, ...]:
    """Events in order of time, under the year, or the decade or century, in which they begin.

    Where dates say no more, events keep the order given.
    """
    ordered = sorted(events, key=_order)
    return tuple(
        _year_group(first, year, tuple(group), wording)
        for (first, year), group in groupby(ordered, key=_year)
    )


def _order(event: EventEntry) -> tuple[Point, Point, str]:
    return event.when.order


def _year(event: EventEntry) -> tuple[int, int]:
    """First and last year of what the event is filed under: a year, a decade, a century."""
    moment = event.when.first
    if moment.precision in ("decade", "century", "millennium"):
        return moment.earliest[0], moment.latest[0]
    return moment.earliest[0], moment.earliest[0]


def _year_group(
    first: int, last: int, events: tuple[EventEntry, ...], wording: Wording
) -> YearGroup:
    if first == last:
        return YearGroup(f"year-{first}", wording.year(first), events)
    moment = replace(events[0].when.first, approximate=(), uncertain=())
    name = wording.event_date(EventDate("", moment, moment)).names
    return YearGroup(f"year-{first}-to-{last}", name, events)


def _strip(starts: Sequence[Point], wording: Wording) -> Strip | None:
    found = density(starts)
    if found is None:
        return None
    return Strip(
        found.counts,
        {
            each.direction: outline(found.counts, each.direction)
            for each in wording.config.languages
        },
        _point_name(found.first, wording),
        _point_name(found.last, wording),
        tuple(StripMark(place, wording.year(year)) for place, year in found.years),
    )


def _point_name(point: Point, wording: Wording) -> Bilingual:
    moment = _moment(point)
    return wording.event_date(EventDate("", moment, moment)).names


def _moment(point: Point) -> Moment:
    year, month, day = point
    if day:
        return Moment(point, point, "day")
    if month:
        return Moment((year, month, 1), (year, month, 28), "month")
    return Moment((year, 1, 1), (year, 12, 31), "year")


Weighed = tuple[EventEntry, int]
"""An event and what it adds to a page."""


@dataclass(frozen=True)
class _Piece:
    """Events that stand together, and the units of the calendar they fill."""

    events: tuple[Weighed, ...]
    first: Unit
    last: Unit
    part: int = 0
    """Its number where a single day had to be cut."""

    @cached_property
    def weight(self) -> int:
        return sum(weight for _, weight in self.events)


_UNITS: tuple[Callable[[Point], Unit], ...] = (
    lambda start: (start[0] // 100 * 100, start[0] // 100 * 100 + 99),
    lambda start: (start[0] // 10 * 10, start[0] // 10 * 10 + 9),
    lambda start: (start[0], start[0]),
    lambda start: (start[0], start[0], max(1, start[1])),
    lambda start: (start[0], start[0], max(1, start[1]), max(1, start[2])),
)
"""Centuries, decades, years, months and days.

An event of which only the year is known goes with the first month of it, as it stands there.
"""


@dataclass(frozen=True)
class _Periods:
    """Cuts a timeline where the calendar does, into pages that are not too heavy."""

    timeline: Timeline
    wording: Wording
    limit: int

    def share_out(self) -> Iterator[Period]:
        """The periods, none where one page holds everything."""
        whole = _Piece(tuple((event, weigh(event)) for event in self.timeline.events), (), ())
        if whole.weight <= self.limit:
            return
        for piece in self._divide(whole, 0):
            path = f"{self.timeline.path}{_address(piece)}/"
            years = group_by_year((event for event, _ in piece.events), self.wording)
            yield Period(path, self._name(piece), years)

    def _divide(self, piece: _Piece, level: int) -> Iterator[_Piece]:
        """Pieces at the borders of ever smaller units, neighbours joined while they are light."""
        if level == len(_UNITS):
            yield from self._cut(piece)
            return
        waiting: _Piece | None = None
        for unit in _by_unit(piece.events, _UNITS[level]):
            if waiting and waiting.weight + unit.weight <= self.limit:
                waiting = _joined(waiting, unit)
                continue
            if waiting:
                yield waiting
            waiting = unit
            if unit.weight > self.limit:
                yield from self._divide(unit, level + 1)
                waiting = None
        if waiting:
            yield waiting

    def _cut(self, piece: _Piece) -> Iterator[_Piece]:
        """A day with more events than a page holds, in numbered parts."""
        room = 0
        parts: list[list[Weighed]] = []
        for event, weight in piece.events:
            if weight > room or not parts:
                parts.append([])
                room = self.limit
            parts[-1].append((event, weight))
            room -= weight
        for number, events in enumerate(parts, start=1):
            yield replace(piece, events=tuple(events), part=number)

    def _name(self, piece: _Piece) -> Bilingual:
        """The years of its first and last event, or the months or days it covers: `1869–1961`."""
        starts = [event.when.start for event, _ in piece.events]
        first, last = starts[0], starts[-1]
        # No more exact than the page is, nor than its events are.
        month = len(piece.first) > _YEARS and any(start[1] for start in starts)
        day = len(piece.first) > _YEARS + 1 and any(start[2] for start in starts)
        if month:
            first, last = _point(piece.first), _point(piece.last)
        first, last = ((year, month * m, day * d) for year, m, d in (first, last))
        written = "/" if first != last else ""
        name = self.wording.event_date(EventDate(written, _moment(first), _moment(last))).names
        if not piece.part:
            return name
        return Bilingual(
            {
                each.code: self.wording.phrase(
                    f"{name.shown(each).text} ({digits(str(piece.part), each)})", each
                )
                for each in self.wording.config.languages
            }
        )


def weigh(event: EventEntry) -> int:
    """About how many bytes an event adds to a compressed page, measured and then rounded up.

    Arabic takes two bytes a letter and English one, but both are compressed to less than one.
    """
    phrases = [each for each in (event.text.source, event.text.target) if each]
    words = max((len(phrase.text) for phrase in phrases), default=0)
    sources = sum(len(each.url) + len(each.publisher) for each in event.sources)
    return 90 + words * 3 // 4 + sources // 2


def _by_unit(events: Iterable[Weighed], unit: Callable[[Point], Unit]) -> Iterator[_Piece]:
    for key, group in groupby(events, lambda each: unit(each[0].when.start)):
        yield _Piece(tuple(group), key, key)


def _joined(first: _Piece, second: _Piece) -> _Piece:
    return _Piece(first.events + second.events, first.first, second.last)


def _point(unit: Unit) -> Point:
    month, day = (*unit[_YEARS:], 0)[:2]
    return (unit[0], month, day)


def _address(piece: _Piece) -> str:
    """The part of its address: `1990-to-1999`, `2023`, `2023-02`, `101-bce-to-2-bce`."""
    first = _unit_name(piece.first[0], piece.first[_YEARS:])
    last = _unit_name(piece.last[1], piece.last[_YEARS:])
    name = first if first == last else f"{first}-to-{last}"
    return f"{name}-part-{piece.part}" if piece.part else name


def _unit_name(year: int, rest: Unit) -> str:
    name = str(year) if year > 0 else f"{1 - year}-bce"
    return "-".join([name, *(f"{part:02}" for part in rest)])


class GatheredTimelines:
    """The timelines of the whole site and of each topic, and their pages."""

    def __init__(
        self,
        shown: Sequence[tuple[Explainer, Translated]],
        events: Mapping[str, tuple[EventEntry, ...]],
        topics: Sequence[TopicLink],
        wording: Wording,
        strings: Strings,
    ) -> None:
        self.wording = wording
        self.strings = strings
        self.topics = topics
        self._segments = {
            (explainer.slug, name): segment
            for explainer, translated in shown
            for name, segment in translated.strings.items()
        }
        self.site = gather(
            SITE_TIMELINE,
            self._bilingual("timeline.title"),
            (event for explainer, _ in shown for event in events[explainer.slug]),
            wording,
        )
        told = {
            topic.slug: [
                event
                for explainer, _ in shown
                if topic.slug in explainer.meta.topics
                for event in events[explainer.slug]
            ]
            for topic in topics
        }
        self.of_topic = {
            topic.slug: gather(
                f"{topic.path}{SITE_TIMELINE}", topic.names, told[topic.slug], wording
            )
            for topic in topics
            if told[topic.slug]
        }
        """By slug, of the topics whose explainers have events."""

    def pages(self) -> Iterator[TimelinePage]:
        """A page for each whole, and one for each period where there are any, by language."""
        yield from self._pages(self.site, None)
        for topic in self.topics:
            if topic.slug in self.of_topic:
                yield from self._pages(self.of_topic[topic.slug], topic)

    def _pages(self, timeline: Timeline, topic: TopicLink | None) -> Iterator[TimelinePage]:
        for period in (None, *timeline.periods):
            years = period.years if period else timeline.years
            provenance = self.wording.provenance(
                segment
                for group in years
                for event in group.events
                # Missing where the metadata has a fault, which is reported and stops the build.
                if (segment := self._segments.get((event.explainer.slug, event.string)))
            )
            for language in self.wording.config.languages:
                yield self._page(timeline, topic, period, provenance, language)

    def _page(
        self,
        timeline: Timeline,
        topic: TopicLink | None,
        period: Period | None,
        provenance: Provenance,
        language: Language,
    ) -> TimelinePage:
        path = period.path if period else timeline.path
        title = self._text("timeline.title", language)
        description = self._text("timeline.description", language)
        if topic:
            name = topic.names.shown(language).text
            title = self._text("timeline.topic", language, name=name)
            description = self._text("timeline.topic_description", language, name=name)
        if period:
            name = period.name.shown(language).text
            title = self._text("timeline.period", language, title=title, period=name)
            description = self._text(
                "timeline.period_description", language, text=description, period=name
            )
        return TimelinePage(
            kind="timeline",
            path=f"{language.code}/{path}",
            language=language,
            title=self.wording.phrase(title, language),
            description=self.wording.phrase(description, language),
            origin=EXPLAINERS,
            alternates=tuple(
                Alternate(each, f"{each.code}/{path}") for each in self.wording.config.languages
            ),
            timeline=timeline,
            topic=topic,
            period=period,
            provenance=provenance,
        )

    def _bilingual(self, key: str) -> Bilingual:
        return Bilingual(
            {
                each.code: self.wording.phrase(self._text(key, each), each)
                for each in self.wording.config.languages
            }
        )

    def _text(self, key: str, language: Language, **values: str) -> str:
        return self.strings.text(language, key, **values)
