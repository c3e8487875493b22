"""Timelines: their order and years, the pages they are shared by, and the ways in and out."""

from __future__ import annotations

import gzip
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.entry import Timeline
from generator.stages.timelines import gather, group_by_year, weigh
from generator.text.edtf import DateError, parse_edtf
from tests.driver import SiteTest
from tests.test_pages import ENGLISH, META, Element, build, links, page, small
from tests.timeline_site import entries, site_of, wording

NAME = wording().names(wording().config.title)


def timeline(*dates: str, limit: int = 20_000) -> Timeline:
    return gather("timeline/", NAME, entries(*dates), wording(), limit)


# Order and years.


@pytest.mark.parametrize(
    ("dates", "groups"),
    [
        # Coarse before fine where they begin alike; a decade and a century stand for themselves.
        (
            ["1956-05", "1956-05-01", "1956", "195X", "19XX", "1956~"],
            [
                ("year-1900-to-1999", "20th century", ["19XX"]),
                ("year-1950-to-1959", "1950s", ["195X"]),
                ("year-1956", "1956", ["1956", "1956~", "1956-05", "1956-05-01"]),
            ],
        ),
        # An interval belongs where it begins; one without a start, where it ends.
        (
            ["1918/1920", "../1917", "1919/..", "1917-03"],
            [
                ("year-1917", "1917", ["../1917", "1917-03"]),
                ("year-1918", "1918", ["1918/1920"]),
                ("year-1919", "1919", ["1919/.."]),
            ],
        ),
        (
            ["0033", "-0044-03-15", "0000", "-0099/-0043"],
            [
                ("year--99", "100 BCE", ["-0099/-0043"]),
                ("year--44", "45 BCE", ["-0044-03-15"]),
                ("year-0", "1 BCE", ["0000"]),
                ("year-33", "33 CE", ["0033"]),
            ],
        ),
    ],
)
def test_events_stand_under_the_year_they_begin_in(
    dates: list[str], groups: list[tuple[str, str, list[str]]]
) -> None:
    english = wording().config.target
    found = group_by_year(entries(*dates), wording())
    assert [
        (group.id, group.name.shown(english).text, [each.when.written for each in group.events])
        for group in found
    ] == groups


def test_events_of_one_date_keep_the_order_given() -> None:
    (group,) = group_by_year(entries(*["2024-06-19"] * 5), wording())
    assert [each.name for each in group.events] == ["e0", "e1", "e2", "e3", "e4"]


# Periods.


def periods(*dates: str, limit: int) -> list[tuple[str, str, int]]:
    english = wording().config.target
    return [
        (each.path.removeprefix("timeline/").rstrip("/"), each.name.shown(english).text, each.count)
        for each in timeline(*dates, limit=limit).periods
    ]


ONE = weigh(entries("2024")[0])
"""What one of these events weighs."""


@pytest.mark.parametrize(
    ("dates", "room", "expected"),
    [
        (["1956"] * 3, 3, []),
        # Neighbours that are light share a page; a unit that is too heavy is cut in smaller ones.
        (
            ["1815", "1848", "1901", "1914", "1918", "1939", "1945"],
            2,
            [
                ("1800-to-1899", "1815–1848", 2),
                ("1900-to-1909", "1901", 1),
                ("1910-to-1919", "1914–1918", 2),
                ("1930-to-1949", "1939–1945", 2),
            ],
        ),
        (
            ["2023-01-05", "2023-02-06", "2023-02-07", "2023-02-08", "2023-05", "2024"],
            2,
            [
                ("2023-01", "January 2023", 1),
                ("2023-02-06-to-2023-02-07", "6–7 February 2023", 2),
                ("2023-02-08", "8 February 2023", 1),
                ("2023-05", "May 2023", 1),
                ("2024", "2024", 1),
            ],
        ),
        # More on one day than a page holds, and of months and years without a day.
        (
            ["2023-02-06"] * 3 + ["2023-03"] * 3,
            2,
            [
                ("2023-02-06-part-1", "6 February 2023 (1)", 2),
                ("2023-02-06-part-2", "6 February 2023 (2)", 1),
                ("2023-03-01-part-1", "March 2023 (1)", 2),
                ("2023-03-01-part-2", "March 2023 (2)", 1),
            ],
        ),
        (
            ["-0500", "-0044", "0033", "1956", "1957"],
            2,
            [
                ("501-bce-to-2-bce", "501–45 BCE", 2),
                ("1-bce-to-99", "33 CE", 1),
                ("1900-to-1999", "1956–1957", 2),
            ],
        ),
    ],
)
def test_a_heavy_timeline_is_cut_where_the_calendar_is(
    dates: list[str], room: int, expected: list[tuple[str, str, int]]
) -> None:
    assert periods(*dates, limit=room * ONE) == expected


def _is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except DateError:
        return False
    return True


DATES = st.from_regex(
    r"(-?[0-2][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?|20[0-2]X|1[0-9]XX)",
    fullmatch=True,
).filter(_is_date)


@settings(max_examples=40)
@given(st.lists(DATES, min_size=1, max_size=40), st.integers(1, 12))
def test_periods_hold_every_event_once_in_order_and_are_light(dates: list[str], room: int) -> None:
    whole = timeline(*dates, limit=room * ONE)
    shared = [event.name for period in whole.periods for g in period.years for event in g.events]
    if whole.periods:
        assert shared == [event.name for event in whole.events]
        assert all(period.count <= room for period in whole.periods)
    else:
        assert len(dates) <= room
    assert len({period.path for period in whole.periods}) == len(whole.periods)
    assert sorted(event.name for event in whole.events) == sorted(
        f"e{n}" for n in range(len(dates))
    )


# Pages.


@cache
def large() -> SiteTest:
    return site_of(300, 40)


@pytest.mark.slow
def test_a_large_timeline_is_an_overview_with_a_page_for_each_period() -> None:
    overview = page(large(), "ar/timeline")
    assert overview.all(".event") == []
    listed = links(overview.one(".periods"))
    assert len(listed) > 2
    shown: list[str] = []
    for address in listed:
        found = page(large(), f"ar/timeline/{address.rstrip('/')}")
        shown += [each.attributes["id"] for each in found.all(".event")]
        assert len(found.all("h1")) == 1
    # Two are the small site's own.
    assert len(shown) == len(set(shown)) == 302


@pytest.mark.slow
def test_a_period_knows_its_neighbours_and_its_other_language() -> None:
    listed = [each.rstrip("/") for each in links(page(large(), "en/timeline").one(".periods"))]
    second = page(large(), f"en/timeline/{listed[1]}")
    beside = second.one(".periods-beside")
    assert links(beside) == [f"../{listed[0]}/", f"../{listed[2]}/"]
    assert links(second.one(".page-kicker")) == ["../"]
    arabic = [each for each in second.one(".languages").all("a") if each.attributes.get("hreflang")]
    assert [each.attributes["href"] for each in arabic] == [f"../../../ar/timeline/{listed[1]}/"]


@pytest.mark.slow
def test_no_page_of_events_is_heavier_than_25_kb() -> None:
    files = build(large()).files
    sizes = {
        path: len(gzip.compress(content, 6))
        for path, content in files.items()
        if re.fullmatch(r"(ar|en)/(topics/rivers/)?timeline/(.*/)?index\.html", path)
    }
    assert len(sizes) > 8
    assert max(sizes.values()) < 25_000, sizes


def test_topics_have_a_timeline_of_their_own() -> None:
    topic = page(small(), "en/topics/rivers")
    assert links(topic.one(".topic-timeline")) == ["timeline/"]
    found = page(small(), "en/topics/rivers/timeline")
    assert found.one("h1").text == "Timeline: Rivers"
    assert [each.attributes["id"] for each in found.all(".event")] == [
        "event-water.station",
        "event-water.pipes",
    ]
    event = found.one("#event-water.station")
    assert "../../../water/#p-0c293a9e" in links(event)
    # What no paragraph tells, the explainer's own timeline does.
    assert "../../../water/#event-pipes" in links(found.one("#event-water.pipes"))
    assert "https://city.example/water" in links(event)


def test_a_topic_without_events_has_no_timeline() -> None:
    site = small().with_change(META, "topics: [rivers]", "topics: []")
    assert page(site, "ar/topics/rivers").all(".topic-timeline") == []
    assert "ar/topics/rivers/timeline/index.html" not in build(site).files


@pytest.mark.parametrize("view", ["ar", "en", "both"])
def test_events_and_paragraphs_lead_to_each_other(view: str) -> None:
    found = page(small(), f"{view}/water")
    assert "#p-0c293a9e" in links(found.one("#event-station"))
    assert "#event-station" in links(found.one("#p-0c293a9e"))


def test_a_site_without_events_says_so() -> None:
    text = small().files[META].decode()
    without = re.sub(r"timeline:\n.*?(?=glossary:)", "", text, flags=re.S)
    site = SiteTest(
        files={
            **small().files,
            META: without.encode(),
            ENGLISH: re.sub(
                r"<!-- timeline\..*?\n\n", "", small().files[ENGLISH].decode(), flags=re.S
            ).encode(),
        }
    )
    found = page(site, "en/timeline")
    assert "no dated events" in found.one("#content").text
    assert not any(path.endswith(("timeline.json", ".ics")) for path in build(site).files)
    assert page(site, "ar/water").all(".timeline") == []


# How dates look.

LOOKS = {
    "1901-06-01": [],
    "1950": [],
    "1950/1953": ["is-span"],
    "1950/..": ["is-span"],
    "1950~": ["is-doubtful"],
    "1950-06?": ["is-doubtful"],
    "1950~/1999": ["is-span", "is-doubtful"],
}


@cache
def many() -> SiteTest:
    """The small site with an event for each of these dates besides its own."""
    added = "".join(
        f'  - id: e{number}\n    date: "{written}"\n    text: حدث.\n    sources: [city]\n'
        for number, written in enumerate(LOOKS)
    )
    return small().with_change(META, "timeline:\n", f"timeline:\n{added}")


@pytest.mark.parametrize(("path", "prefix"), [("en/water", ""), ("ar/timeline", "water.")])
def test_what_lasted_and_what_is_not_certain_look_it(path: str, prefix: str) -> None:
    found = page(many(), path)
    for number, classes in enumerate(LOOKS.values()):
        assert found.one(f"#event-{prefix}e{number}").classes == ["event", *classes]


def test_a_date_that_says_no_more_than_its_year_is_not_said_twice() -> None:
    found = page(many(), "en/water")
    assert found.one("#event-e1").all(".event-date") == []
    assert found.one("#event-e4").one(".event-date").text == "about 1950"


def test_an_event_without_a_source_is_an_error() -> None:
    site = small().with_change(META, "    sources: [city]\n", "")
    assert "missing-field" in build(site).codes
    empty = small().with_change(META, "    sources: [city]\n", "    sources: []\n")
    assert "missing-field" in build(empty).codes


# The strip.


def strip(found: Element) -> list[Element]:
    return found.all("svg.density")


def test_few_events_are_not_drawn() -> None:
    assert strip(page(small(), "ar/timeline")) == []
    assert len(strip(page(many(), "ar/timeline"))) == 1


def test_the_strip_runs_with_the_text_and_says_what_it_shows() -> None:
    site = many()
    arabic, english = (page(site, f"{code}/timeline").one("svg.density") for code in ("ar", "en"))
    assert english.attributes["role"] == arabic.attributes["role"] == "img"
    assert english.attributes["aria-label"] == "9 events, 1901 to 1960"
    assert arabic.attributes["aria-label"] == "9 أحداث، من 1901 إلى 1960"
    places = [
        {each.text: each.attributes["x"] for each in found.all("text")}
        for found in (arabic, english)
    ]
    assert places[0]["1901"] == "100%"
    assert places[1]["1901"] == "0"
    assert places[0]["1960"] == "0"
    assert len(strip(page(site, "both/water"))) == 2
