"""Problems as text, in every form."""

from __future__ import annotations

import json

import pytest

from generator.model.problem import Checked, Place, Problem, Severity, UserError, in_order
from generator.reporting import FORMATS, count, report

DATE = Problem(
    "bad-date", "month must be in 01..12", Place("water/meta.yaml", 4, 7), "write 2026-02"
)
STALE = Problem(
    "stale", "the Arabic has changed", Place("water/article.en.md", 9, 1), "", Severity.WARNING
)
ADVICE = Problem("long", "a long sentence", Place("site.toml"), "cut it", Severity.ADVICE)
ALL = [DATE, ADVICE, STALE]


def test_for_people() -> None:
    assert report(ALL, "human") == (
        "site.toml: advice: a long sentence [long]\n"
        "    hint: cut it\n"
        "water/article.en.md:9:1: warning: the Arabic has changed [stale]\n"
        "water/meta.yaml:4:7: error: month must be in 01..12 [bad-date]\n"
        "    hint: write 2026-02\n"
        "1 error, 1 warning, 1 advice\n"
    )


def test_short() -> None:
    assert report([DATE, STALE], "short") == (
        "water/article.en.md:9:1: warning: the Arabic has changed [stale]\n"
        "water/meta.yaml:4:7: error: month must be in 01..12 [bad-date]\n"
    )


def test_for_programs() -> None:
    text = report([DATE], "json")
    assert json.loads(text) == [
        {
            "path": "water/meta.yaml",
            "line": 4,
            "column": 7,
            "severity": "error",
            "code": "bad-date",
            "message": "month must be in 01..12",
            "hint": "write 2026-02",
        }
    ]


def test_for_programs_there_is_always_a_document() -> None:
    assert json.loads(report([], "json")) == []


def test_arabic_stays_readable_for_programs() -> None:
    assert "ماء" in report([Problem("x", "ماء", Place("f"))], "json")


def test_for_github() -> None:
    assert report(ALL, "github") == (
        "::notice file=site.toml,title=long::a long sentence%0Ahint: cut it\n"
        "::warning file=water/article.en.md,line=9,col=1,title=stale::the Arabic has changed\n"
        "::error file=water/meta.yaml,line=4,col=7,title=bad-date::"
        "month must be in 01..12%0Ahint: write 2026-02\n"
    )


def test_github_commands_are_escaped() -> None:
    problem = Problem("x", "44% of\r\nall: a,b", Place("a,b:c%.md", 1, 2))
    assert report([problem], "github") == (
        "::error file=a%2Cb%3Ac%25.md,line=1,col=2,title=x::44%25 of%0D%0Aall: a,b\n"
    )


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "json"])
def test_nothing_is_said_when_all_is_well(form: str) -> None:
    assert report([], form) == ""


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_tells_every_problem_once_and_in_order(form: str) -> None:
    text = report([*ALL, *reversed(ALL)], form)
    assert text == report(ALL, form)
    places = [text.index(problem.message) for problem in (ADVICE, STALE, DATE)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([], ""),
        ([DATE], "1 error"),
        ([DATE, DATE], "2 errors"),
        ([STALE, STALE, ADVICE, ADVICE], "2 warnings, 2 advice"),
    ],
)
def test_count(problems: list[Problem], expected: str) -> None:
    assert count(problems) == expected


@pytest.mark.parametrize(
    ("place", "text"),
    [(Place("f"), "f"), (Place("f", 3), "f:3"), (Place("f", 3, 7), "f:3:7")],
)
def test_places(place: Place, text: str) -> None:
    assert str(place) == text


def test_order_is_by_place_then_weight() -> None:
    first = Problem("b", "y", Place("f", 2, 1))
    second = Problem("a", "y", Place("f", 10, 1), severity=Severity.ERROR)
    third = Problem("a", "y", Place("f", 10, 1), severity=Severity.WARNING)
    assert in_order([third, second, first, third]) == (first, second, third)


def test_only_errors_stop_a_build() -> None:
    assert Checked(None, (STALE, ADVICE)).has_errors is False
    assert Checked(None, (STALE, DATE)).has_errors is True
    assert str(UserError([DATE, STALE])) == "month must be in 01..12; the Arabic has changed"
