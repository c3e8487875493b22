"""Timelines for other programs: `timeline.json` and `timeline.ics` beside each timeline's page.

docs/timelines.md describes both. They are written by hand for speed, and so that the same content
always gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from generator.model.artifact import Artifact
from generator.model.entry import EventEntry, ExplainerCard, SourceLink, Timeline
from generator.model.language import Language
from generator.model.page import ExplainerPage, Linked, Site, TimelinePage
from generator.model.phrase import Bilingual, Pair
from generator.model.segment import State
from generator.stages.strings import Strings

JSON_FILE = "timeline.json"
CALENDAR_FILE = "timeline.ics"

FORMAT = "dragoman-timeline-1"
"""Changes when a program that reads the JSON would have to."""

_ROW = 75
"""Octets of a line of a calendar, without its end (RFC 5545, 3.1)."""
_SPECIAL = re.compile(r"[\\;,\x00-\x1f\x7f]")
_ONE_DAY = timedelta(days=1)
_TOLD_STATES = frozenset({State.MACHINE, State.STALE, State.UNSYNCED, State.MISSING})
"""States that a reader of a translated text is told, as on the pages."""


def timeline_files(linked: Linked, strings: Strings) -> Iterator[Artifact]:
    """The files of every timeline: the data the same in both languages, the calendar in each.

    A timeline without a date that is known to the day has no calendar.
    """
    for timeline, origin in _timelines(linked):
        data = timeline_json(timeline, linked.site).encode()
        for language in linked.site.languages:
            folder = f"{language.code}/{timeline.path}"
            yield Artifact(folder + JSON_FILE, data, origin)
            if timeline.has_calendar:
                calendar = timeline_calendar(timeline, language, linked.site, strings)
                yield Artifact(folder + CALENDAR_FILE, calendar.encode(), origin)


def _timelines(linked: Linked) -> Iterator[tuple[Timeline, str]]:
    """Each timeline that a page stands for, once, with the page's origin."""
    source = linked.site.source.code
    for page in linked.pages:
        if page.language.code != source:
            continue
        if isinstance(page, TimelinePage) and not page.period and page.timeline.years:
            yield page.timeline, page.origin
        elif isinstance(page, ExplainerPage) and page.view == "single" and page.explainer.timeline:
            yield page.explainer.timeline, page.origin


def timeline_json(timeline: Timeline, site: Site) -> str:
    """The whole timeline as JSON, an explainer and an event a line."""
    head = {
        "format": FORMAT,
        "title": _texts(timeline.name, site),
        "url": _urls(timeline.path, site),
        "site": {"title": _texts(site.title, site), "url": site.base_url},
        "licence": {"name": site.licence_name, "url": site.licence_url},
        "languages": [language.code for language in site.languages],
    }
    told: dict[str, tuple[ExplainerCard, dict[str, SourceLink]]] = {}
    for event in timeline.events:
        card = event.explainer
        _, sources = told.setdefault(card.slug, (card, {}))
        sources.update((source.id, source) for source in event.sources)
    explainers = ",\n".join(
        f"{_line(slug)}:{_line(_explainer(card, sources.values(), site))}"
        for slug, (card, sources) in told.items()
    )
    events = ",\n".join(_line(_event(event, site)) for event in timeline.events)
    return f'{_line(head)[:-1]},\n"explainers":{{\n{explainers}\n}},\n"events":[\n{events}\n]}}\n'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _explainer(card: ExplainerCard, sources: Iterable[SourceLink], site: Site) -> dict[str, Any]:
    return {
        "title": _pair(card.title, site),
        "url": _urls(f"{card.slug}/", site),
        "topics": [topic.slug for topic in card.topics],
        "sources": {_source_id(source): _source(source) for source in sources},
    }


def _event(event: EventEntry, site: Site) -> dict[str, Any]:
    when = event.when
    return {
        "id": event.name,
        "explainer": event.explainer.slug,
        "edtf": when.written,
        "approximate": when.approximate,
        "uncertain": when.uncertain,
        "date": _texts(event.date.names, site),
        "text": _pair(event.text, site),
        "state": event.text.state.value,
        "told": _places(event, site),
        "sources": [_source_id(source) for source in event.sources],
    }


def _source_id(source: SourceLink) -> str:
    """As the explainer's authors call it."""
    return source.id.removeprefix("source-")


def _source(source: SourceLink) -> dict[str, str]:
    return {
        "title": source.title.text,
        "language": source.title.language.code,
        "publisher": source.publisher,
        "url": source.url,
        "edtf": source.edtf,
    }


def _texts(names: Bilingual, site: Site) -> dict[str, str]:
    return {each.code: names.shown(each).text for each in site.languages}


def _pair(pair: Pair, site: Site) -> dict[str, str | None]:
    """The text by language, null where it is not translated."""
    given = ((each.code, pair.given(each)) for each in site.languages)
    return {code: phrase.text if phrase else None for code, phrase in given}


def _urls(path: str, site: Site) -> dict[str, str]:
    return {each.code: f"{site.base_url}{each.code}/{path}" for each in site.languages}


def _places(event: EventEntry, site: Site) -> dict[str, str]:
    """Where each language tells it: a paragraph, or the entry of the explainer's timeline."""
    return {each.code: f"{site.base_url}{each.code}/{event.place(each)}" for each in site.languages}


def timeline_calendar(timeline: Timeline, language: Language, site: Site, strings: Strings) -> str:
    """The events that are known to the day as all-day events of iCalendar (RFC 5545)."""
    return _Calendar(timeline, language, site, strings).write()


class _Calendar:
    def __init__(
        self, timeline: Timeline, language: Language, site: Site, strings: Strings
    ) -> None:
        self.timeline = timeline
        self.language = language
        self.strings = strings
        self.folder = f"{site.base_url}{language.code}/"
        self.is_translated = language.code == site.target.code
        address = urlsplit(site.base_url)
        self.home = f"{address.netloc}{address.path}".rstrip("/")
        name = timeline.name.shown(language).text
        self.name = _text(f"{name} – {site.title.shown(language).text}")

    def write(self) -> str:
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Dragoman//Timelines//EN",
            "CALSCALE:GREGORIAN",
            f"NAME:{self.name}",
            # What programs read that do not know RFC 7986.
            f"X-WR-CALNAME:{self.name}",
            f"URL:{self.folder}{self.timeline.path}",
        ]
        for event in self.timeline.events:
            days = event.days
            if days:
                lines += self._event(event, days)
        lines.append("END:VCALENDAR")
        return "".join(f"{fold(line)}\r\n" for line in lines)

    def _event(self, event: EventEntry, days: tuple[date, date]) -> tuple[str, ...]:
        text = event.text.must_show(self.language)
        card = event.explainer
        # The same for as long as the event and its explainer keep their names.
        uid = f"{event.name}.{card.slug}.{self.language.code}@{self.home}"
        # The event ends before the day given here begins (RFC 5545, 3.6.1).
        after = days[1] + _ONE_DAY
        return (
            "BEGIN:VEVENT",
            f"UID:{_text(uid)}",
            # When the content last changed: a clock would change the file with each build.
            f"DTSTAMP:{_compact((card.updated or card.published).iso[:10])}T000000Z",
            f"DTSTART;VALUE=DATE:{_compact(days[0].isoformat())}",
            f"DTEND;VALUE=DATE:{_compact(after.isoformat())}",
            f"SUMMARY;LANGUAGE={text.language.code}:{_text(text.text)}",
            f"DESCRIPTION;LANGUAGE={self.language.code}:{_text(self._details(event))}",
            f"URL:{self.folder}{event.place(self.language)}",
            # History takes up nobody's day.
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )

    def _details(self, event: EventEntry) -> str:
        """How the text came to be, where that must be told, the explainer and the sources."""
        lines = []
        state = event.text.state
        if self.is_translated and state in _TOLD_STATES:
            name = "stale" if state.is_behind else state.value
            lines.append(self._string(f"state.{name}"))
        title = event.explainer.title.must_show(self.language).text
        lines.append(f"{self._string('event.from')} {title}")
        lines.append(self._string("event.sources", n=len(event.sources)))
        lines += [f"{each.publisher}: {each.title.text} {each.url}" for each in event.sources]
        return "\n".join(lines)

    def _string(self, key: str, **values: int) -> str:
        return self.strings.text(self.language, key, **values)


def _compact(day: str) -> str:
    """`2024-06-19` as iCalendar writes it: `20240619`."""
    return day.replace("-", "")


def _text(value: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11), in which only line breaks are control characters."""
    return _SPECIAL.sub(_escaped, value.replace("\r\n", "\n"))


def _escaped(match: re.Match[str]) -> str:
    sign = match.group()
    if sign in "\\;,":
        return f"\\{sign}"
    return {"\n": "\\n", "\t": " "}.get(sign, "")


def fold(line: str) -> str:
    """A line in rows of at most 75 octets, cut between letters; each but the first begins
    with a space (RFC 5545, 3.1)."""
    if len(line) <= _ROW and line.isascii():
        return line
    rest = line.encode()
    if len(rest) <= _ROW:
        return line
    rows: list[bytes] = []
    room = _ROW
    start = 0
    while len(rest) - start > room:
        end = start + room
        # A byte 10xxxxxx goes on with a letter.
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        rows.append(rest[start:end])
        start, room = end, _ROW - 1
    rows.append(rest[start:])
    return b"\r\n ".join(rows).decode()
