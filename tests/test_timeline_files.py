"""timeline.json and timeline.ics: read back by other programs, they say what the pages say."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.entry import Timeline
from generator.stages.timeline_files import fold, timeline_calendar, timeline_json
from generator.stages.timelines import gather
from tests.driver import SiteTest
from tests.test_pages import META, build, links, page, small
from tests.timeline_site import entries, frame, wording

PATHS = ("ar/timeline/", "en/timeline/", "en/topics/rivers/timeline/", "ar/water/", "en/water/")


def data(site: SiteTest, path: str = "ar/water/") -> Any:
    return json.loads(build(site).files[f"{path}timeline.json"])


def events(site: SiteTest, path: str = "ar/water/") -> list[icalendar.Event]:
    raw = build(site).files[f"{path}timeline.ics"]
    return list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))


def written(*dates: str, text: str = "حدث.") -> Timeline:
    """A timeline of events on these dates."""
    name = wording().names(wording().config.title)
    return gather("timeline/", name, entries(*dates, text=text), wording())


def calendar_of(timeline: Timeline) -> list[icalendar.Event]:
    site, strings = frame()
    raw = timeline_calendar(timeline, site.source, site, strings)
    return list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))


@pytest.mark.parametrize("path", PATHS)
def test_both_stand_beside_the_page_that_links_to_them(path: str) -> None:
    files = build(small()).files
    assert {f"{path}timeline.json", f"{path}timeline.ics"} <= set(files)
    (take,) = page(small(), path.rstrip("/")).all(".take")
    folder = "../" * (len(path.split("/")) - 1)
    assert links(take) == [f"{folder}{path}timeline.ics", f"{folder}{path}timeline.json"] or links(
        take
    ) == ["timeline.ics", "timeline.json"]
    assert "full date" in take.text or "باليوم والشهر والسنة" in take.text


def test_the_data_say_what_the_page_says() -> None:
    found = data(small())
    assert found["format"] == "dragoman-timeline-1"
    assert found["languages"] == ["ar", "en"]
    assert found["url"]["en"] == "https://news.example/sub/en/water/"
    assert found["explainers"] == {
        "water": {
            "title": {"ar": "كيف يصل الماء إلى المدينة؟", "en": "How does water reach the city?"},
            "url": {
                "ar": "https://news.example/sub/ar/water/",
                "en": "https://news.example/sub/en/water/",
            },
            "topics": ["rivers"],
            "sources": {
                "city": {
                    "title": "Water report",
                    "language": "en",
                    "publisher": "City of Examples",
                    "url": "https://city.example/water",
                    "edtf": "2025-03",
                }
            },
        }
    }
    assert found["events"][0] == {
        "id": "station",
        "explainer": "water",
        "edtf": "1950-06-01",
        "approximate": False,
        "uncertain": False,
        "date": {"ar": "1 يونيو 1950", "en": "1 June 1950"},
        "text": {"ar": "افتُتحت المحطة.", "en": "The station is opened."},
        "state": "edited",
        "told": {
            "ar": "https://news.example/sub/ar/water/#p-0c293a9e",
            "en": "https://news.example/sub/en/water/#p-0c293a9e",
        },
        "sources": ["city"],
    }
    assert found["events"][1]["edtf"] == "1960/1965"


def test_the_data_are_the_same_in_both_languages_and_each_time() -> None:
    files = build(small()).files
    assert files["ar/water/timeline.json"] == files["en/water/timeline.json"]
    again = small().build().files
    assert [path for path in files if "timeline." in path and files[path] != again[path]] == []


def test_an_event_of_the_calendar() -> None:
    (event,) = events(small(), "en/water/")
    assert event.decoded("dtstart") == date(1950, 6, 1)
    assert event.decoded("dtend") == date(1950, 6, 2)
    assert str(event["summary"]) == "The station is opened."
    assert event["summary"].params["LANGUAGE"] == "en"
    assert str(event["uid"]) == "station.water.en@news.example/sub"
    assert event.decoded("url") == "https://news.example/sub/en/water/#p-0c293a9e"
    assert "https://city.example/water" in str(event["description"])
    # The day of the last change, not of the build.
    assert event.decoded("dtstamp").date() == date(2026, 10, 5)


def test_each_language_has_its_own_calendar() -> None:
    (arabic,), (english,) = events(small(), "ar/water/"), events(small(), "en/water/")
    assert str(arabic["summary"]) == "افتُتحت المحطة."
    assert arabic["uid"] != english["uid"]


def test_a_reader_of_the_calendar_is_told_what_is_not_translated() -> None:
    site, strings = frame()
    told = timeline_calendar(written("2024-06-19"), site.target, site, strings)
    (event,) = icalendar.Calendar.from_ical(told).walk("VEVENT")
    assert event["summary"].params["LANGUAGE"] == "ar"
    assert str(event["description"]).startswith("Not translated yet: shown in Arabic\n")
    (original,) = calendar_of(written("2024-06-19"))
    assert str(original["description"]).startswith("من الشرح: قصة\n")


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2024-06-19", (date(2024, 6, 19), date(2024, 6, 20))),
        ("2023-02-27/2023-02-28", (date(2023, 2, 27), date(2023, 3, 1))),
        ("0622-07-16", (date(622, 7, 16), date(622, 7, 17))),
        ("2024-06", None),
        ("2024-06-19~", None),
        ("2024-06-19?", None),
        ("2024-06-19/..", None),
        ("2024-06-19/2024-07", None),
        ("-0044-03-15", None),
        ("9999-12-31", None),
        ("2024-06-XX", None),
    ],
)
def test_only_full_and_certain_dates_are_in_the_calendar(
    when: str, days: tuple[date, date] | None
) -> None:
    timeline = written(when)
    found = [(each.decoded("dtstart"), each.decoded("dtend")) for each in calendar_of(timeline)]
    assert found == ([days] if days else [])
    assert timeline.has_calendar == bool(days)


def test_without_a_full_date_there_is_no_calendar() -> None:
    site = small().with_change(META, "date: 1950-06-01", "date: 1950-06")
    assert "ar/water/timeline.ics" not in build(site).files
    for path in ("ar/water", "en/timeline"):
        (take,) = page(site, path).all(".take")
        assert len(links(take)) == 1
        assert take.all("small") == []


AWKWARD = [
    "قال: «نعم؛ لا»، ثم قال, ثانية; وأخيرًا \\ هكذا",
    "سطر\nوسطر",
    "BEGIN:VEVENT",
    "</script><b>&amp;",
    "طويل " * 60 + "٪ 👩‍👩‍👧‍👦 " * 10,
    '"quoted", and: colons',
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_come_back_whole(text: str) -> None:
    timeline = written("2024-06-19", text=text)
    (event,) = calendar_of(timeline)
    assert str(event["summary"]) == text
    (listed,) = json.loads(timeline_json(timeline, frame()[0]))["events"]
    assert listed["text"] == {"ar": text, "en": None}


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_rows_of_a_calendar_are_short_and_join_to_the_line(line: str) -> None:
    rows = fold(line).split("\r\n")
    assert all(len(row.encode()) <= 75 for row in rows)
    assert all(row.startswith(" ") for row in rows[1:])
    assert rows[0] + "".join(row[1:] for row in rows[1:]) == line


def test_the_calendar_is_well_formed() -> None:
    raw = build(small()).files["ar/timeline/timeline.ics"]
    lines = raw.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in raw.decode().replace("\r\n", "")
    assert re.search(r"\r\nPRODID:\S", raw.decode())
    calendar = icalendar.Calendar.from_ical(raw)
    assert str(calendar["x-wr-calname"]) == "الخط الزمني – أخبار"
    assert len({str(each["uid"]) for each in calendar.walk("VEVENT")}) == 1
