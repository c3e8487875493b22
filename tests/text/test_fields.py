"""Fields of a table read one by one: every fault in one run, each at its own place."""

from __future__ import annotations

from datetime import date

import pytest

from generator.model.problem import Problem
from generator.text.fields import Fields
from generator.text.tree import Table
from generator.text.yaml_places import read_yaml


def fields(text: str) -> Fields:
    root = read_yaml(text, "f").value
    assert isinstance(root, Table)
    return Fields(root, [])


def faults(problems: list[Problem]) -> list[tuple[str, str]]:
    assert all(problem.message for problem in problems)
    return [(str(problem.place), problem.code) for problem in problems]


def test_texts() -> None:
    found = fields("a: ' x '\nb: no\nc:\nd: [x]\ne: {x: y}\n")
    assert found.text("a") == "x"
    assert found.text("b") == "no"
    assert found.text("c", default="z") == "z"
    assert found.text("absent", default="z") == "z"
    assert faults(found.problems) == []
    assert found.text("d", default="z") == "z"
    assert found.text("e") == ""
    assert faults(found.problems) == [("f:4:4", "wrong-type"), ("f:5:4", "wrong-type")]


@pytest.mark.parametrize(
    ("text", "place"), [("b: 1", "f:1:1"), ("a:\nb: 1", "f:1:1"), ("b: 1\na: ' '", "f:2:4")]
)
def test_required_fields(text: str, place: str) -> None:
    found = fields(text)
    found.text("a", required=True)
    assert faults(found.problems) == [(place, "missing-field")]


@pytest.mark.parametrize("sign", ["\\x07", "\\u202e", "\\u2067", "\\x7f"])
def test_control_characters(sign: str) -> None:
    found = fields(f'a: "x{sign}y"')
    found.text("a")
    assert faults(found.problems) == [("f:1:4", "control-character")]


@pytest.mark.parametrize("value", ["suez", "suez-canal", "g7", "2024-war"])
def test_slugs(value: str) -> None:
    found = fields(f"a: {value}")
    assert found.slug("a") == value
    assert found.problems == []


@pytest.mark.parametrize("value", ["Suez", "a_b", "a--b", "-a", "a-", "a/b", "..", "قناة", "a b"])
def test_bad_slugs(value: str) -> None:
    found = fields(f"a: '{value}'")
    found.slug("a")
    assert faults(found.problems) == [("f:1:4", "bad-slug")]


def test_choices() -> None:
    found = fields("a: draft\nb: publshed\n")
    assert found.choice("a", {"draft", "published"}, "published") == "draft"
    assert found.choice("b", {"draft", "published"}, "draft") == "draft"
    assert found.choice("absent", {"draft"}, "draft") == "draft"
    assert faults(found.problems) == [("f:2:4", "bad-value")]
    assert found.problems[0].hint == "did you mean `published`?"


@pytest.mark.parametrize(
    ("value", "number"), [("5", 5), ("1", 1), ("9", 9), ("0", 3), ("10", 3), ("x", 3), ("-1", 3),
                          ("1.5", 3), ("[5]", 3), ("", 3)]
)  # fmt: skip
def test_numbers(value: str, number: int) -> None:
    found = fields(f"a: {value}")
    assert found.number("a", 3, 1, 9) == number
    good = value in ("5", "1", "9", "")
    assert faults(found.problems) == ([] if good else [("f:1:4", "bad-value")])


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-02-01", date(2026, 2, 1)),
        ("2026-13-45", None),
        ("2026-02-30", None),
        ("2026-2-1", None),
        ("20260201", None),
        ("2026-02", None),
        ("٢٠٢٦-٠٢-٠١", None),
    ],
)
def test_days(value: str, day: date | None) -> None:
    found = fields(f"a: {value}")
    assert found.day("a") == day
    assert faults(found.problems) == ([] if day else [("f:1:4", "bad-date")])
    assert all("2026-02-01" in problem.hint for problem in found.problems)


def test_historical_dates() -> None:
    found = fields("a: 1916~\nb: 2024-13\nc:\n")
    event = found.edtf("a")
    assert event is not None
    assert event.approximate
    assert found.edtf("b") is None
    assert found.edtf("c") is None
    assert faults(found.problems) == [("f:2:4", "bad-date")]
    assert "month must be in 01..12" in found.problems[0].message


@pytest.mark.parametrize("value", ["https://a.example", "http://a.example/b?c=d#e", "HTTPS://A.B"])
def test_addresses(value: str) -> None:
    found = fields(f"a: {value}")
    assert found.address("a") == value
    assert found.problems == []


@pytest.mark.parametrize(
    "value",
    ["a.example", "//a.example", "javascript:alert(1)", "ftp://a.b", "https://", "https://a b.c",
     "https://[", "mailto:a@b.c", "/a.b"],
)  # fmt: skip
def test_bad_addresses(value: str) -> None:
    found = fields(f"a: '{value}'")
    assert found.address("a") == ""
    assert faults(found.problems) == [("f:1:4", "bad-address")]


def test_lists_of_texts() -> None:
    found = fields("a: [x, ' y ', '']\nb: x\nc:\n  - x\n  - {y: z}\n")
    assert found.texts("a") == ("x", "y")
    assert found.texts("b") == ("x",)
    assert found.texts("absent") == ()
    assert found.texts("c") == ("x",)
    assert faults(found.problems) == [("f:5:5", "wrong-type")]


def test_names_that_must_exist() -> None:
    found = fields("a: [rivers, bridges, rivers, rivres]\n")
    assert found.known("a", {"rivers"}, "unknown-topic", "topic") == ("rivers",)
    assert faults(found.problems) == [("f:1:13", "unknown-topic"), ("f:1:30", "unknown-topic")]
    assert found.problems[1].hint == "did you mean `rivers`?"


def test_tables() -> None:
    found = fields("a:\n  - x: 1\n  - y\nb: z\nc:\n  x: 1\n  y: 2\nd: {}\n")
    assert [each.text("x") for each in found.tables("a")] == ["1"]
    assert list(found.tables("b")) == []
    inner = found.table_of("c")
    assert inner is not None
    assert inner.text("x") == "1"
    inner.finish()
    assert found.table_of("b", hint="write a table") is None
    assert found.table_of("absent") is None
    assert faults(found.problems) == [
        ("f:3:5", "wrong-type"),
        ("f:4:4", "wrong-type"),
        ("f:7:3", "unknown-key"),
        ("f:4:4", "wrong-type"),
    ]
    assert "of `c`" in found.problems[2].message


def test_tables_by_name() -> None:
    found = fields("people:\n  lina: {x: 1}\n  sami: y\n  omar: {}\n")
    names = found.named_tables("people", lambda name, each: name if each.text("x") else None)
    assert names == ("lina",)
    assert faults(found.problems) == [("f:3:9", "wrong-type")]


def test_keys_nobody_asked_for() -> None:
    found = fields("title: x\ntitel: y\nzzz: w\n")
    found.text("title")
    found.text("summary")
    found.finish()
    assert faults(found.problems) == [("f:2:1", "unknown-key"), ("f:3:1", "unknown-key")]
    assert found.problems[0].hint == "did you mean `title`?"
    assert found.problems[1].hint == "known: `summary`, `title`"
