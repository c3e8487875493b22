"""TOML with places: the values are tomllib's, the places are where a reader would point."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problem import Place
from generator.text.toml_places import find_places, read_toml
from generator.text.tree import Listing, Node, Scalar, Table, describe
from tests.text.samples import anything, moderate

SAMPLE = r'''title = "x"
  indented = 1
[languages.ar]
dir = "rtl"
"quoted key".'b' = 1
text = """
[not.a.table]
no = 1 \""" """
list = [ # a [comment
  "]", '[no]',
  { a = 1 },
]
[[people]]
name = "a"
[[people]]
name = "b"
[people.home]
city = "c"
'''


def test_places_of_keys_and_tables() -> None:
    places = find_places(SAMPLE, "f")
    assert {path: (place.line, place.column) for path, place in places.items()} == {
        ("title",): (1, 1),
        ("indented",): (2, 3),
        ("languages",): (3, 2),
        ("languages", "ar"): (3, 2),
        ("languages", "ar", "dir"): (4, 1),
        ("languages", "ar", "quoted key"): (5, 1),
        ("languages", "ar", "quoted key", "b"): (5, 1),
        ("languages", "ar", "text"): (6, 1),
        ("languages", "ar", "list"): (9, 1),
        ("people",): (13, 3),
        ("people", 0): (13, 3),
        ("people", 0, "name"): (14, 1),
        ("people", 1): (15, 3),
        ("people", 1, "name"): (16, 1),
        ("people", 1, "home"): (17, 2),
        ("people", 1, "home", "city"): (18, 1),
    }


def test_the_sample_is_toml() -> None:
    read = read_toml(SAMPLE, "f")
    assert read.problems == ()
    assert read.value is not None
    assert as_data(read.value) == as_text(tomllib.loads(SAMPLE))


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("own", [0, 1, 2])
def test_a_long_string_may_end_in_quotes_of_its_own(quote: str, own: int) -> None:
    text = f"a = {quote * 3}x{quote * (3 + own)}\nb = 1 # {quote}\n[c]\n"
    places = find_places(text, "f")
    assert {path[-1]: place.line for path, place in places.items()} == {"a": 1, "b": 2, "c": 3}


def test_windows_line_endings() -> None:
    places = find_places('a = """\r\nx\r\n"""\r\nb = 1\r\n[c]\r\nd = 2\r\n', "f")
    assert {path[-1]: place.line for path, place in places.items()} == {
        "a": 1, "b": 4, "c": 5, "d": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a = 1\nb = \n", "toml-syntax", 2, 5),
        ("a = 1\nb 2\n", "toml-syntax", 2, 3),
        ("a = 1\n  a = 2\n", "duplicate-key", 2, 3),
        ("[a]\nx = 1\n[a]\n", "duplicate-key", 3, 1),
        ("a = {\n", "toml-syntax", 1, 6),
        ('a = "x\n', "toml-syntax", 1, 7),
        ("a = 2024-13-45", "toml-syntax", 1, 9),
    ],
)
def test_faults_have_places(text: str, code: str, line: int, column: int) -> None:
    read = read_toml(text, "f.toml")
    assert read.value is None
    assert [problem.code for problem in read.problems] == [code]
    assert read.problems[0].place == Place("f.toml", line, column)


@pytest.mark.parametrize("text", ["a = " + "1" * 5000, "a = " + "[" * 5000])
def test_what_no_reader_can_hold_is_a_fault_too(text: str) -> None:
    assert [problem.code for problem in read_toml(text, "f").problems] == ["toml-syntax"]


def test_kinds_of_values() -> None:
    read = read_toml('a = true\nb = 1.5\nc = "x"\nd = 2024-06-19\ne = []\nf = {}', "f")
    assert read.value is not None
    items = read.value.items
    types = {key: node.type for key, node in items.items() if isinstance(node, Scalar)}
    assert types == {"a": "boolean", "b": "number", "c": "text", "d": "text"}
    assert [describe(node) for node in items.values()] == [
        "`true`", "`1.5`", "`x`", "`2024-06-19`", "a list", "a mapping",
    ]  # fmt: skip


def as_data(node: Node) -> Any:
    if isinstance(node, Table):
        return {key: as_data(each) for key, each in node.items.items()}
    if isinstance(node, Listing):
        return [as_data(each) for each in node.items]
    return node.value


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(each):04x}" if each in '"\\' or ord(each) < 32 or ord(each) == 127 else each
        for each in text
    )
    return f'"{escaped}"'


_TRICKY = st.text(alphabet="ab=[]{}#.'\"\\ \n\tم", max_size=8)
_KEY = st.from_regex(r"[a-zA-Z0-9_-]{1,5}", fullmatch=True) | _TRICKY.map(_quoted)
_STRING = (
    _TRICKY.map(_quoted)
    | st.text(alphabet='ab=[]{}#"\n م', max_size=8).map(lambda text: f"'''\n{text}'''")
    | st.text(alphabet="ab=[]{}#'\n م", max_size=8).map(lambda text: f'"""{text}"""')
    | st.text(alphabet='ab=[]{}#" م', max_size=8).map(lambda text: f"'{text}'")
)
_SIMPLE = _STRING | st.sampled_from(["1", "-2.5", "true", "2024-06-19", "10:00:00", "inf"])
_VALUE = st.recursive(
    _SIMPLE,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{' ,'.join(items)}]")
        | st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "[\n" + ", # ] a comment\n".join(items) + "\n]"
        )
        | inner.map(lambda item: f"{{ x = {item} }}" if "\n" not in item else "{}")
    ),
    max_leaves=4,
)
_LINE = (
    st.tuples(_KEY, _VALUE, st.sampled_from(["", "  ", "\t"])).map(
        lambda parts: f"{parts[2]}{parts[0]} = {parts[1]} # c = [1"
    )
    | st.tuples(_KEY, _KEY).map(lambda keys: f"{keys[0]} . {keys[1]} = 0")
    | st.tuples(_KEY, _KEY).map(lambda keys: f"[ {keys[0]}.{keys[1]} ] # [x]")
    | _KEY.map(lambda key: f"[[{key}]]")
    | st.just("")
)


@given(st.lists(_LINE, max_size=8).map("\n".join))
@moderate
def test_every_key_of_any_file_has_its_place(text: str) -> None:
    read = read_toml(text, "f")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert read.value is None
        assert len(read.problems) == 1
        assert 1 <= read.problems[0].place.line <= text.count("\n") + 1
        return
    assert read.problems == ()
    assert read.value is not None
    assert as_data(read.value) == as_text(values)
    lines = text.split("\n")
    for path, place in find_places(text, "f").items():
        shown = lines[place.line - 1][place.column - 1 :]
        names = [part for part in path if isinstance(part, str)]
        held: Any = values
        for part in path:
            held = held[part]
        written = {name: [name, f"'{name}'", _quoted(name)] for name in names}
        assert any(shown.startswith(form) for name in names for form in written[name])


@given(anything)
@moderate
def test_other_text_gives_a_problem_and_never_an_exception(text: str) -> None:
    read = read_toml(text, "f")
    assert (read.value is None) == bool(read.problems)
