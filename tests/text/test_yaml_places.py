"""YAML with places: text as the author wrote it, nothing clever, nothing twice."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problem import Place
from generator.text.tree import Listing, Node, Scalar, Table, describe
from generator.text.yaml_places import read_yaml
from tests.text.samples import anything, moderate, prose


def as_data(node: Node | None) -> Any:
    if isinstance(node, Table):
        return {key: as_data(each) for key, each in node.items.items()}
    if isinstance(node, Listing):
        return [as_data(each) for each in node.items]
    return node.value if node else None


def test_values_with_places() -> None:
    read = read_yaml("a: x\nب:\n  - one\n  - c: no\n    d: 2024-02-01\n", "f")
    assert read.problems == ()
    root = read.value
    assert isinstance(root, Table)
    assert root.key_places == {"a": Place("f", 1, 1), "ب": Place("f", 2, 1)}
    inner = root.items["ب"]
    assert isinstance(inner, Listing)
    assert inner.items[0] == Scalar("one", Place("f", 3, 5))
    table = inner.items[1]
    assert isinstance(table, Table)
    assert table.items["c"] == Scalar("no", Place("f", 4, 8))
    assert table.items["d"] == Scalar("2024-02-01", Place("f", 5, 8))
    assert table.place_of("d") == Place("f", 5, 5)
    assert table.place_of("absent") == table.place
    assert list(table) == ["c", "d"]


@pytest.mark.parametrize(
    ("written", "value", "kind"),
    [
        ("no", "no", "text"),
        ("yes", "yes", "text"),
        ("on", "on", "text"),
        ("true", "true", "boolean"),
        ("'true'", "true", "text"),
        ("12", "12", "number"),
        ("-1.50", "-1.50", "number"),
        ('"12"', "12", "text"),
        ("012", "012", "number"),
        ("1e3", "1e3", "text"),
        ("12:30", "12:30", "text"),
        ("~", "~", "null"),
        ("null", "null", "null"),
        ("", "", "null"),
        ("''", "", "text"),
        ("|\n  one\n  two\n", "one\ntwo\n", "text"),
        (">\n  one\n  two\n", "one two\n", "text"),
        ("! x", "x", "text"),
    ],
)
def test_scalars_stay_what_was_written(written: str, value: str, kind: str) -> None:
    root = read_yaml(f"a: {written}\n", "f").value
    assert isinstance(root, Table)
    node = root.items["a"]
    assert isinstance(node, Scalar)
    assert (node.value, node.type) == (value, kind)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        ("x:\n  a: 1\n  a: 2\n", "duplicate-key", 3, 3),
        ("a: 1\n'a': 2\n", "duplicate-key", 2, 1),
        ("a: {b: 1, b: 2}\n", "duplicate-key", 1, 11),
        ("a: &x 1\n", "yaml-alias", 1, 4),
        ("a: *x\n", "yaml-alias", 1, 4),
        ("a: &x {b: *x}\n", "yaml-alias", 1, 4),
        ("a: 1\n<<: *x\n", "yaml-alias", 2, 5),
        ("a: !!python/object/apply:os.system [x]\n", "yaml-tag", 1, 4),
        ("a: !!str 1\n", "yaml-tag", 1, 4),
        ("!x a: 1\n", "yaml-tag", 1, 1),
        ("? [a]\n: 1\n", "yaml-key", 1, 3),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 2, 1),
        ("a: b: c\n", "yaml-syntax", 1, 5),
        ("a: [1\n", "yaml-syntax", 2, 1),
        ("a:\n\t- b\n", "yaml-syntax", 2, 1),
        ("a: %x\n", "yaml-syntax", 1, 4),
        ("a: 'x\n", "yaml-syntax", 2, 1),
        ("a: x\n b: y\n", "yaml-syntax", 2, 3),
        ("a: \x07\n", "yaml-syntax", 1, 4),
        ("مرحبا: \x07\n", "yaml-syntax", 1, 8),
        ("a: b\nمرحبا: x\n\x07: 2", "yaml-syntax", 3, 1),
        ("[" * 60, "yaml-depth", 1, 42),
    ],
)
def test_faults_have_places(text: str, code: str, line: int, column: int) -> None:
    problems = read_yaml(text, "f.yaml").problems
    assert [problem.code for problem in problems] == [code]
    assert problems[0].place == Place("f.yaml", line, column)
    assert code in ("yaml-key", "yaml-depth") or problems[0].hint


def test_every_duplicate_is_found_and_the_first_value_kept() -> None:
    read = read_yaml("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n", "f")
    assert [problem.place.line for problem in read.problems] == [2, 5]
    assert "first on line 1" in read.problems[0].message
    assert as_data(read.value) == {"a": "1", "b": {"c": "1"}}


def test_a_duplicate_and_a_syntax_error_are_both_reported() -> None:
    read = read_yaml("a: 1\na: 2\nb: [\n", "f")
    assert read.value is None
    assert [problem.code for problem in read.problems] == ["duplicate-key", "yaml-syntax"]


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "---\n...\n"])
def test_an_empty_file_has_no_value(text: str) -> None:
    read = read_yaml(text, "f")
    assert as_data(read.value) in (None, "")
    assert read.problems == ()


def test_words_for_messages() -> None:
    root = read_yaml("a: 1\nb: []\nc: {}\nd:\n", "f").value
    assert isinstance(root, Table)
    assert [describe(each) for each in root.items.values()] == [
        "`1`", "a list", "a mapping", "nothing",
    ]  # fmt: skip


_STRINGS = st.text(alphabet="ab :#-'\"|>&*!%@`[]{},\n\tماء0١é~?", max_size=12)
_DATA = st.recursive(
    _STRINGS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_STRINGS.filter(bool), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(_STRINGS, _DATA, max_size=4), st.booleans(), st.sampled_from([20, 80]))
@moderate
def test_agrees_with_safe_load(data: dict[str, Any], flow: bool, width: int) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=width)
    read = read_yaml(text, "f")
    assert read.problems == ()
    assert as_data(read.value) == yaml.safe_load(text) == data


@given(anything | prose)
@moderate
def test_other_text_gives_a_problem_and_never_an_exception(text: str) -> None:
    for problem in read_yaml(text, "f").problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
