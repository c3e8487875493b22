"""YAML as a tree with places: no object construction, no aliases, no duplicate keys.

Works on PyYAML's event stream (libyaml where present), which is both safe, as nothing is
ever constructed, and exact: every event carries its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.model.problem import Checked, Place, Problem
from generator.text.tree import Listing, Node, Scalar, Table

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_BOOLEANS = {"true", "false", "True", "False", "TRUE", "FALSE"}
_NULLS = {"", "~", "null", "Null", "NULL"}
_DEEPEST = 40


class RefusedError(Exception):
    """The text cannot be read on from here."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def read_yaml(text: str, path: str) -> Checked[Node | None]:
    """The tree of one YAML document, None when it is empty or cannot be read."""
    problems: list[Problem] = []
    try:
        root = _read_document(yaml.parse(text, Loader=_LOADER), path, problems)
    except RefusedError as refused:
        return Checked(None, (*problems, refused.problem))
    except yaml.YAMLError as error:
        return Checked(None, (*problems, _syntax_problem(error, text, path)))
    return Checked(root, tuple(problems))


def _read_document(events: Iterator[yaml.Event], path: str, problems: list[Problem]) -> Node | None:
    root: Node | None = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise RefusedError(
                    Problem(
                        "yaml-syntax",
                        "a second YAML document begins here",
                        _place(event, path),
                        "remove the line `---`: a file holds one document",
                    )
                )
        elif isinstance(event, (yaml.NodeEvent)):
            root = _read_node(event, events, path, problems, 0)
    return root


def _read_node(
    event: yaml.Event, events: Iterator[yaml.Event], path: str, problems: list[Problem], depth: int
) -> Node:
    place = _place(event, path)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise RefusedError(
            Problem(
                "yaml-alias",
                "YAML anchors (`&name`) and aliases (`*name`) are not allowed",
                place,
                "write the value out; put text that begins with `*` or `&` in quotes",
            )
        )
    if depth > _DEEPEST:
        raise RefusedError(Problem("yaml-depth", "nested too deeply", place))
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        raise RefusedError(
            Problem(
                "yaml-tag",
                f"YAML tags such as `{tag}` are not allowed",
                place,
                "put text that begins with `!` in quotes",
            )
        )
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, place, _scalar_type(event))
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                break
            items.append(_read_node(inner, events, path, problems, depth + 1))
        return Listing(tuple(items), place)
    return _read_table(events, path, problems, depth, place)


def _read_table(
    events: Iterator[yaml.Event], path: str, problems: list[Problem], depth: int, place: Place
) -> Table:
    values: dict[str, Node] = {}
    places: dict[str, Place] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _read_node(event, events, path, problems, depth + 1)
        value = _read_node(next(events), events, path, problems, depth + 1)
        if not isinstance(key, Scalar):
            problems.append(Problem("yaml-key", "a key must be plain text", key.place))
        elif key.value in values:
            problems.append(
                Problem(
                    "duplicate-key",
                    f"`{key.value}` stands twice, first on line {places[key.value].line}",
                    key.place,
                    "keep one of the two",
                )
            )
        else:
            values[key.value] = value
            places[key.value] = key.place
    return Table(values, place, places)


def _scalar_type(event: yaml.ScalarEvent) -> str:
    if event.style:  # libyaml gives an empty text for a plain scalar, PyYAML None
        return "text"
    if event.value in _NULLS:
        return "null"
    if event.value in _BOOLEANS:
        return "boolean"
    return "number" if _NUMBER.fullmatch(event.value) else "text"


def _place(event: yaml.Event, path: str) -> Place:
    mark = event.start_mark
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


def _syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:  # a character YAML forbids: ReaderError has a position instead
        position = getattr(error, "position", 0)
        position = position if isinstance(position, int) else 0
        if _LOADER is not yaml.SafeLoader:  # libyaml counts bytes
            position = len(text.encode()[:position].decode(errors="ignore"))
        line = text.count("\n", 0, position) + 1
        place = Place(path, line, position - text.rfind("\n", 0, position))
        reason = getattr(error, "reason", "") or "unreadable character"
    else:
        place = Place(path, mark.line + 1, mark.column + 1)
        reason = getattr(error, "problem", None) or getattr(error, "context", "") or "bad YAML"
    rest = text.split("\n")[place.line - 1 : place.line]
    if rest and rest[0][place.column - 1 : place.column] == "\t":
        reason = "a tab where YAML wants spaces"
    return Problem("yaml-syntax", f"this is not YAML: {reason}", place, _syntax_hint(reason))


def _syntax_hint(reason: str) -> str:
    if "mapping values are not allowed" in reason or "could not find expected ':'" in reason:
        return "put a text that holds `: ` in quotes, and check the indentation"
    if "tab" in reason:
        return "indent with spaces, not tabs"
    if "cannot start any token" in reason:
        return "put text that begins with `%`, `@` or a backtick in quotes; indent with spaces"
    if "expected <block end>" in reason:
        return "check the indentation and the quotes of the line above"
    return "check quotes, colons and indentation here and on the line above"
