"""TOML as a tree with places: `tomllib` reads the values, a scanner finds where they stand."""

from __future__ import annotations

import datetime
import re
import tomllib
from typing import Any

from generator.model.problem import Checked, Place, Problem
from generator.text.tree import Listing, Node, Scalar, Table

_ERROR_PLACE = re.compile(
    r"^(?P<message>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$"
)
_BARE = r"[A-Za-z0-9_-]+"
_QUOTED = r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'"
_DOTTED = re.compile(rf"(?:{_BARE}|{_QUOTED})(?:[ \t]*\.[ \t]*(?:{_BARE}|{_QUOTED}))*")
_PART = re.compile(rf"{_BARE}|{_QUOTED}")
_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*")
_KEY_LINE = re.compile(rf"[ \t]*(?P<key>{_DOTTED.pattern})[ \t]*=[ \t]*")
_OPENERS = {"[": "]", "{": "}"}

_Path = tuple[str | int, ...]


def read_toml(text: str, path: str) -> Checked[Table | None]:
    """The tree of a TOML file, None when it cannot be read."""
    try:
        values = tomllib.loads(text)
    # Beside its own error tomllib lets out those of huge numbers and endless nesting.
    except (ValueError, RecursionError) as error:
        return Checked(None, (_syntax_problem(str(error), text, path),))
    try:
        places = find_places(text, path)
        node = _to_node(values, (), places, Place(path, 1, 1))
    except (ValueError, RecursionError) as error:
        return Checked(None, (_syntax_problem(str(error), text, path),))
    return Checked(node if isinstance(node, Table) else None)


def find_places(text: str, path: str) -> dict[_Path, Place]:
    """Place of every key and table, by its path: `languages.ar.dir` is ("languages", "ar", "dir").

    Inline tables and arrays give the place of the key that holds them.
    """
    places: dict[_Path, Place] = {}
    prefix: _Path = ()
    array_lengths: dict[_Path, int] = {}
    offset, line = 0, 1
    while offset < len(text):
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        header = _HEADER.match(text, offset, end)
        key_line = None if header else _KEY_LINE.match(text, offset, end)
        stop = end
        if header:
            place = Place(path, line, header.end() - offset + 1)
            dotted = _header_key(text, header)
            prefix = _read_header(dotted, header[1], array_lengths, places, place)
        elif key_line:
            parts = _split_key(key_line["key"])
            column = key_line.start("key") - offset + 1
            for depth in range(1, len(parts) + 1):
                places.setdefault((*prefix, *parts[:depth]), Place(path, line, column))
            stop = _skip_value(text, key_line.end())
            end = text.find("\n", stop)
            end = len(text) if end < 0 else end
        line += text.count("\n", offset, end) + 1
        offset = end + 1
    return places


def _header_key(text: str, header: re.Match[str]) -> str:
    dotted = _DOTTED.match(text, header.end())
    return dotted.group() if dotted else ""


def _read_header(
    dotted: str,
    bracket: str,
    array_lengths: dict[_Path, int],
    places: dict[_Path, Place],
    place: Place,
) -> _Path:
    parts = _split_key(dotted)
    prefix: _Path = ()
    for depth, part in enumerate(parts):
        prefix = (*prefix, part)
        places.setdefault(prefix, place)
        is_last = depth == len(parts) - 1
        if is_last and bracket == "[[":
            array_lengths[prefix] = array_lengths.get(prefix, 0) + 1
        if prefix in array_lengths:
            prefix = (*prefix, array_lengths[prefix] - 1)
            places.setdefault(prefix, place)
    return prefix


def _split_key(dotted: str) -> tuple[str, ...]:
    parts = _PART.findall(dotted)
    return tuple(
        str(tomllib.loads(f"x = {part}")["x"]) if part[0] in "\"'" else part for part in parts
    )


def _skip_value(text: str, offset: int) -> int:
    """Offset just after the value that begins at `offset`; the text is known to be valid."""
    depth = 0
    while offset < len(text):
        character = text[offset]
        if text.startswith(('"""', "'''"), offset):
            quote = text[offset : offset + 3]
            offset = _string_end(text, offset + 3, quote)
            # A multi-line string may end in up to two quotes of its own.
            while text.startswith(quote[0], offset):
                offset += 1
            continue
        if character in "\"'":
            offset = _string_end(text, offset + 1, character)
            continue
        if character in _OPENERS:
            depth += 1
        elif character in "]}":
            depth -= 1
        elif character == "#":
            newline = text.find("\n", offset)
            offset = len(text) if newline < 0 else newline
            continue
        elif character == "\n" and depth == 0:
            return offset
        offset += 1
    return offset


def _string_end(text: str, offset: int, quote: str) -> int:
    while offset < len(text):
        if text[offset] == "\\" and quote[0] == '"':
            offset += 2
        elif text.startswith(quote, offset):
            return offset + len(quote)
        else:
            offset += 1
    return offset


def _to_node(value: Any, path: _Path, places: dict[_Path, Place], outer: Place) -> Node:
    place = places.get(path, outer)
    if isinstance(value, dict):
        items = {key: _to_node(each, (*path, key), places, place) for key, each in value.items()}
        key_places = {key: places.get((*path, key), place) for key in value}
        return Table(items, place, key_places)
    if isinstance(value, list):
        return Listing(
            tuple(_to_node(each, (*path, i), places, place) for i, each in enumerate(value)), place
        )
    if isinstance(value, bool):
        return Scalar("true" if value else "false", place, "boolean")
    if isinstance(value, (int, float)):
        return Scalar(str(value), place, "number")
    if isinstance(value, (datetime.date, datetime.time)):
        return Scalar(value.isoformat(), place, "text")
    return Scalar(str(value), place, "text")


def _syntax_problem(message: str, text: str, path: str) -> Problem:
    match = _ERROR_PLACE.match(message)
    line = int(match["line"]) if match and match["line"] else text.count("\n") + 1
    column = int(match["column"]) if match and match["column"] else 1
    reason = match["message"] if match else message
    duplicate = "Cannot overwrite a value" in reason or "twice" in reason
    if duplicate:  # tomllib points behind the value; the key is what stands twice
        start = text.split("\n")[line - 1]
        column = len(start) - len(start.lstrip()) + 1
    return Problem(
        "duplicate-key" if duplicate else "toml-syntax",
        "this key stands twice" if duplicate else f"this is not TOML: {reason}",
        Place(path, line, column),
        "keep one of the two" if duplicate else 'text goes in quotes: key = "value"',
    )
