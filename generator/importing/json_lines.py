"""Articles kept as JSON lines, one object a line, whatever its fields are called."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.importing.damage import mend, mend_line
from generator.importing.raw import RawArticle, lines_as_blocks
from generator.model.problem import Checked, Place, Problem
from generator.text.nearest import suggest

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "heading", "العنوان"),
    "text": ("text", "body", "content", "article", "maintext", "النص"),
    "date": ("date", "time", "published", "published_at", "date_published", "pubdate", "datetime",
             "created_at", "timestamp", "التاريخ"),
    "url": ("url", "link", "href", "source_url", "permalink", "الرابط"),
    "author": ("author", "authors", "byline", "writer", "الكاتب"),
    "category": ("category", "cat", "section", "topic", "label", "التصنيف"),
    "summary": ("abstract", "summary", "description", "excerpt", "الملخص"),
}  # fmt: skip
"""What an article may have, with the names under which it is looked for."""


def check_fields(fields: Mapping[str, str], path: str) -> tuple[Problem, ...]:
    """Problems with the map itself: names of ours that do not exist."""
    return tuple(
        Problem("import-field", f"there is no field `{name}`", Place(path), suggest(name, FIELDS))
        for name in fields
        if name not in FIELDS
    )


def read_lines(
    text: str, path: str, fields: Mapping[str, str], only: range | None = None
) -> Checked[tuple[RawArticle, ...]]:
    """The articles of the lines whose numbers, from 1, are in `only`, and every fault met."""
    articles: list[RawArticle] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or (only is not None and number not in only):
            continue
        record = _read_record(line, path, number)
        if isinstance(record, Problem):
            problems.append(record)
            continue
        place = Place(path, number)
        faults = tuple(_faults(record, fields, place))
        problems.extend(faults)
        if not faults:
            articles.append(_article(record, fields, place))
    return Checked(tuple(articles), tuple(problems))


def _read_record(line: str, path: str, number: int) -> dict[str, Any] | Problem:
    hint = "write one JSON object on each line"
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        place = Place(path, number, error.colno)
        return Problem("import-json", f"this line is not JSON: {error.msg}", place, hint)
    except (ValueError, RecursionError):
        message = "this line is JSON too deep or with numbers too long to read"
        return Problem("import-json", message, Place(path, number), hint)
    if not isinstance(record, dict):
        message = f"this line holds {_kind_of(record)} where an object belongs"
        return Problem("import-json", message, Place(path, number, 1), hint)
    return record


def _faults(
    record: Mapping[str, Any], fields: Mapping[str, str], place: Place
) -> Iterator[Problem]:
    for ours, theirs in fields.items():
        if ours in FIELDS and theirs not in record:
            message = f"there is no field `{theirs}` to take the {ours} from"
            yield Problem("import-field", message, place, suggest(theirs, record))
    if "text" not in fields and _name_of("text", record, fields) is None:
        yield Problem(
            "import-field",
            "none of the fields is known to hold the text of the article",
            place,
            "say which one does with `--field text=NAME`; " + suggest("text", record),
        )
    for ours in FIELDS:
        name = _name_of(ours, record, fields)
        if name is not None and not _is_text(record[name]):
            message = f"`{name}` holds {_kind_of(record[name])} where the {ours} belongs"
            yield Problem("import-field", message, place, "write it as a string")


def _article(record: Mapping[str, Any], fields: Mapping[str, str], place: Place) -> RawArticle:
    def value(ours: str) -> str:
        name = _name_of(ours, record, fields)
        return _as_text(record[name]) if name is not None else ""

    return RawArticle(
        lines_as_blocks(mend(value("text"))),
        place,
        title=mend_line(value("title")),
        date=mend_line(value("date")),
        url=mend_line(value("url")),
        author=mend_line(value("author").replace("\n", "، ")),
        categories=tuple(filter(None, map(mend_line, value("category").split("\n")))),
        summary=mend_line(value("summary")),
    )


def _name_of(ours: str, record: Mapping[str, Any], fields: Mapping[str, str]) -> str | None:
    if ours in fields:
        return fields[ours] if fields[ours] in record else None
    known = {name.lower(): name for name in record}
    return next((known[name] for name in FIELDS[ours] if name in known), None)


def _is_text(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(value)
    return "" if value is None else str(value)


def _kind_of(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")
