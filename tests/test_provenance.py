"""What readers and programs are told of how the English came to be."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.adapters.files import packaged_theme
from generator.model.segment import Review, Segment, SourceBlock, State
from generator.model.source import Sources
from generator.stages.provenance import engines_of, reviews_by, states_of
from generator.stages.strings import Strings, read_strings
from generator.text.normal import text_hash
from generator.translation.memory import DraftRecord, Memory, append_records
from tests.driver import SiteTest, files_below
from tests.test_pages import Element, page
from tests.text.samples import ARABIC
from tests.text.samples import ENGLISH as ENGLISH_LANGUAGE

LANGUAGES = (ARABIC, ENGLISH_LANGUAGE)
ENGLISH = "content/explainers/water/article.en.md"
MEMORY = "content/explainers/water/memory.jsonl"
HEADING = "## Where does the water come from?"
DRAFT = DraftRecord("21d21c10", HEADING, engine="test-engine 1.2 0a1b2c3d4e5f", run=1)


def segment(state: State, *, by: str | None = None, on: str = "", kind: str = "list") -> Segment:
    review = None if by is None else Review(by, date.fromisoformat(on) if on else None)
    return Segment((SourceBlock("00000000", "x", 1, kind=kind),), "Text", state, review)


# Counting


def test_passages_are_counted_as_readers_are_told() -> None:
    states = [*State, State.MACHINE]
    counts = states_of([segment(state) for state in states])
    assert counts == {
        "missing": 1, "machine": 2, "edited": 1, "reviewed": 1, "own": 1, "stale": 2,
    }  # fmt: skip


def test_what_has_no_words_is_not_counted() -> None:
    rule = segment(State.REVIEWED, by="LH", kind="rule")
    assert states_of([rule]) == {}
    assert reviews_by([rule]) == {}


def test_reviews_by_person() -> None:
    found = reviews_by(
        [
            segment(State.REVIEWED, by="DR", on="2026-10-02"),
            segment(State.REVIEWED, by="LH", on="2026-11-24"),
            segment(State.REVIEWED, by="LH"),
            segment(State.REVIEWED, by="LH", on="2026-10-09"),
            segment(State.REVIEWED, by=""),
            segment(State.EDITED),
        ]
    )
    assert [(by, each.count, sorted(map(str, each.days))) for by, each in found.items()] == [
        ("LH", 3, ["2026-10-09", "2026-11-24"]),
        ("", 1, []),
        ("DR", 1, ["2026-10-02"]),
    ]


@given(
    st.lists(
        st.builds(
            segment,
            st.sampled_from(State),
            by=st.none() | st.sampled_from(["", "LH", "DR"]),
            on=st.sampled_from(["", "2026-10-02", "2026-11-24"]),
        ),
        max_size=12,
    )
)
def test_sums_do_not_depend_on_the_order(segments: list[Segment]) -> None:
    again = segments[::-1]
    assert states_of(again) == states_of(segments)
    assert list(reviews_by(again)) == list(reviews_by(segments))
    reviews = reviews_by(segments).values()
    assert sum(each.count for each in reviews) == sum(each.review is not None for each in segments)


def test_engines_are_those_whose_drafts_are_shown() -> None:
    def shown(text: str, state: State) -> Segment:
        return Segment((), text, state)

    memory = Memory(
        (
            DraftRecord("11111111", "One.", engine="first 1.0 abcdef"),
            DraftRecord("22222222", "Two.", engine="second"),
            DraftRecord("33333333", "Three.", origin="water 11111111"),
        )
    )
    machine = [shown(text, State.MACHINE) for text in ("One.", "Three.", "Four.")]
    assert engines_of(machine, memory) == ("first 1.0",)
    assert engines_of([*machine, shown("Two.", State.MACHINE)], memory) == ("first 1.0", "second")
    assert engines_of([shown("One.", State.EDITED)], memory) == ()


# The words


COUNTED = [
    # string, n, Arabic, English; 4 of them reviewed
    ("count_reviewed", 5, "رُوجع 4 من 5 مقاطع", "4 of 5 passages reviewed"),
    ("count_reviewed", 18, "رُوجع 4 من 18 مقطعًا", "4 of 18 passages reviewed"),
    ("count_reviewed", 101, "رُوجع 4 من 101 مقطع", "4 of 101 passages reviewed"),
    ("count_unreviewed", 2, "لم يُراجَع أيٌّ من المقطعين", "none of 2 passages reviewed"),
    ("count_stale", 1, "تغيّر الأصل بعد ترجمة مقطع واحد", "1 behind the Arabic"),
    ("count_stale", 2, "تغيّر الأصل بعد ترجمة مقطعين", "2 behind the Arabic"),
    ("count_stale", 3, "تغيّر الأصل بعد ترجمة 3 مقاطع", "3 behind the Arabic"),
    ("count_machine", 11, "تُرجم 11 مقطعًا آليًّا", "11 machine-translated"),
    ("count_missing", 2, "لم يُترجَم مقطعان", "2 not translated yet"),
    ("count_own", 100, "أُضيف 100 مقطع في الترجمة", "100 added in English"),
    ("passages", 2, "مقطعان", "2 passages"),
    ("passages", 10, "10 مقاطع", "10 passages"),
]


@pytest.mark.parametrize(("key", "n", "arabic", "english"), COUNTED)
def test_plurals(key: str, n: int, arabic: str, english: str) -> None:
    said = [strings().text(each, f"provenance.{key}", n=n, count=4) for each in LANGUAGES]
    assert said == [arabic, english]


@cache
def strings() -> Strings:
    return read_strings(Sources({}, files_below(packaged_theme())), LANGUAGES).value


# On the page


def with_english(old: str, new: str) -> SiteTest:
    return SiteTest().with_change(ENGLISH, old, new)


@cache
def mixed() -> SiteTest:
    """The small site, with days on two reviews, and an engine that is remembered."""
    site = with_english("by:LH | كيف", "by:LH on:2026-10-02 | كيف")
    site = site.with_change(ENGLISH, "by:LH | يشرب", "by:LH on:2026-10-20 | يشرب")
    return site.with_file(MEMORY, append_records("", [DRAFT]))


@cache
def shown(code: str) -> Element:
    return page(mixed(), f"{code}/water")


def test_the_sentence_at_the_head() -> None:
    english = shown("en").one(".provenance").all("p")[0].text
    assert english == (
        "English: 3 of 17 passages reviewed, 1 behind the Arabic, 1 machine-translated, "
        "1 not translated yet, 10 edited, 1 added in English. "
        "Reviewed by Lina, last on 20 October 2026 ."
    )
    arabic = shown("ar").one(".provenance").all("p")[0].text
    assert arabic.startswith("الترجمة الإنجليزية: رُوجع 3 من 17 مقطعًا، وتغيّر الأصل بعد ترجمة")
    assert arabic.endswith("راجعها لينا، وآخر مراجعة في 20 أكتوبر 2026 .")


def test_the_panel_counts_each_state_and_says_what_it_means() -> None:
    panel = shown("en").one("details.how")
    rows = [row for row in panel.all("tr") if row.all("td")]
    counts = {row.one("th").text: int(row.all("td")[-1].text) for row in rows}
    assert counts == {
        "Reviewed": 3,
        "Edited": 10,
        "Machine translation": 1,
        "Behind the Arabic": 1,
        "Not translated": 1,
        "Only in the English": 1,
    }
    assert all(row.all("td")[0].text.endswith(".") for row in rows)
    assert "the Arabic prevails" in panel.text


def test_the_panel_names_people_days_and_the_engine() -> None:
    panel = shown("en").one("details.how")
    (line,) = [each.text for each in panel.all("li") if "Lina" in each.text]
    assert line == "Lina : 3 passages, from 2 October 2026 to 20 October 2026 ."
    days = [each.attributes["datetime"] for each in panel.all("time")]
    assert days == ["2026-10-02", "2026-10-20"]
    assert "Machine translation by test-engine 1.2." in panel.text
    assert "0a1b2c3d" not in panel.text
    assert "test-engine" not in shown("ar").one("details.how").text


def test_the_panel_leads_to_what_is_not_finished() -> None:
    for code in ("en", "both"):
        whole = shown(code)
        anchors = {each.attributes.get("id") for each in whole}
        links = [
            each.attributes["href"]
            for each in whole.one("details.how").all("a")
            if each.attributes["href"].startswith("#")
        ]
        expected = ["#p-e2ce9601", "#p-21d21c10"]
        assert [each for each in links if each in expected] == expected * (1 + (code == "both"))
        assert {each.removeprefix("#") for each in links} <= anchors


def test_an_engine_nobody_remembers_is_not_named() -> None:
    panel = page(SiteTest(), "en/water").one("details.how")
    assert "Machine translation by" not in panel.text


def test_the_arabic_page_says_that_it_is_the_original() -> None:
    panel = shown("ar").one("details.how")
    assert "النص الأصلي" in panel.text
    assert panel.all("table") == []


def test_side_by_side_both_languages_are_told() -> None:
    panel = shown("both").one("details.how")
    assert "How this was translated" in panel.one("summary").text
    assert "كيف تُرجم هذا الشرح" in panel.one("summary").text
    assert "Where the two differ" in panel.side("en")
    assert "إذا اختلف النصان" in panel.side("ar")


@pytest.mark.parametrize(("code", "name"), [("ar", "لينا"), ("en", "Lina"), ("both", "لينا")])
def test_each_row_says_its_state_to_programs(code: str, name: str) -> None:
    data = {
        row.attributes["id"]: {
            key.removeprefix("data-"): value
            for key, value in row.attributes.items()
            if key.startswith("data-")
        }
        for row in shown(code).all(".row")
    }
    assert data["p-5f206dac"] == {
        "state": "reviewed",
        "reviewed-by": name,
        "reviewed-on": "2026-10-20",
    }
    assert data["p-21d21c10"] == {"state": "machine"}
    assert data["p-e2ce9601"] == {"state": "stale"}
    assert data["p-0c293a9e"] == {"state": "edited"}


def test_a_text_that_is_not_in_step_yet_is_told_as_behind() -> None:
    rows = page(with_english("ar:99cf8af3", "ar:deadbeef"), "both/water").all(".row")
    states = {each.attributes["data-state"] for each in rows}
    assert "stale" in states
    assert "unsynced" not in states


def test_a_reviewed_passage_names_its_reviewer_and_day_among_its_tools() -> None:
    (row,) = shown("en").all("#p-5f206dac")
    assert row.one(".tools").one(".vouched").text == "Reviewed by Lina, 20 October 2026"
    (machine,) = shown("en").all("#p-21d21c10")
    assert machine.all(".vouched") == []


def test_all_reviewed() -> None:
    def seal(match: re.Match[str]) -> str:
        sealed = f"reviewed:{text_hash(match['text'])} by:LH on:2026-11-24"
        return f"<!-- {match['head']} {sealed} |{match['hint']}\n{match['text']}"

    text = re.sub(
        r"<!-- (?P<head>(?:[a-z0-9.-]+ )?ar:[0-9a-f]{8})[^|\n]*\|(?P<hint>[^\n]*)\n"
        r"(?P<text>.*?)(?=\n\n<!--|\Z)",
        seal,
        SiteTest().files["content/glossary.en.md"].decode().rstrip(),
        flags=re.DOTALL,
    )
    site = SiteTest().with_file("content/glossary.en.md", text)
    said = page(site, "en/glossary").one(".provenance").text
    assert said == "English: reviewed throughout by Lina, last on 24 November 2026 ."
