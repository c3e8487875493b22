"""`meta.yaml` of an explainer to checked metadata and the strings of it that get translated."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from generator.model.config import SiteConfig
from generator.model.explainer import Correction, Event, Figure, Meta, Reference
from generator.model.problem import Checked, Place, Problem, Severity
from generator.stages.read_aliases import read_aliases
from generator.text.fields import Fields
from generator.text.tree import Listing, Node, Scalar, Table

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
NO_DAY = date(1970, 1, 1)

NamedText = tuple[str, str, int]
"""Name, text and line of a string to translate."""


@dataclass(frozen=True)
class ReadMeta:
    meta: Meta
    strings: tuple[NamedText, ...]


def read_meta(
    table: Table,
    path: str,
    config: SiteConfig,
    term_ids: Collection[str],
    files: Collection[str],
) -> Checked[ReadMeta]:
    """The metadata of one explainer; `files` are the paths in its folder."""
    problems: list[Problem] = []
    fields = Fields(table, problems)
    meta = _read(fields, path, config, term_ids, files)
    fields.finish()
    problems.extend(_check(meta, fields))
    return Checked(ReadMeta(meta, _strings(meta, fields)), tuple(problems))


def _read(
    fields: Fields,
    path: str,
    config: SiteConfig,
    term_ids: Collection[str],
    files: Collection[str],
) -> Meta:
    references = tuple(_read_reference(each) for each in fields.tables("sources"))
    _check_unique([(ref.id, ref.place) for ref in references], "source", fields)
    source_ids = {reference.id for reference in references}
    events = [_read_event(each, source_ids) for each in fields.tables("timeline")]
    timeline = tuple(event for event in events if event is not None)
    _check_unique([(event.id, event.place) for event in timeline], "event", fields)
    topic_slugs = {topic.slug for topic in config.topics}
    people = {person.key for person in config.people}
    return Meta(
        title=fields.text("title", required=True),
        summary=fields.text("summary", required=True),
        key_points=fields.texts("key_points"),
        published=fields.day("published", required=True) or NO_DAY,
        updated=fields.day("updated"),
        draft=fields.choice("status", ("draft", "published"), "draft") == "draft",
        publish_on=fields.day("publish_on"),
        topics=fields.known("topics", topic_slugs, "unknown-topic", "topic"),
        authors=fields.known("authors", people, "unknown-person", "person"),
        sources=references,
        timeline=timeline,
        glossary=fields.known("glossary", term_ids, "unknown-term", "glossary term"),
        image=_read_image(fields.table_of("image"), path, files),
        corrections=tuple(_read_correction(each) for each in fields.tables("corrections")),
        path=path,
        aliases=read_aliases(fields),
    )


def _read_reference(fields: Fields) -> Reference:
    reference = Reference(
        id=fields.slug("id", required=True),
        title=fields.text("title", required=True),
        publisher=fields.text("publisher", required=True),
        url=fields.address("url", required=True),
        date=fields.edtf("date"),
        language=_read_language(fields),
        place=fields.value_place("id"),
    )
    fields.finish()
    return reference


def _read_language(fields: Fields) -> str:
    code = fields.text("language", default="en")
    if _LANGUAGE.fullmatch(code):
        return code
    fields.report(
        "bad-value",
        f"`language`: `{code}` is no language code",
        fields.value_place("language"),
        "write it as `en`, `fr` or `zh-Hant` (BCP 47)",
    )
    return "en"


def _read_event(fields: Fields, source_ids: Collection[str]) -> Event | None:
    when = fields.edtf("date", required=True)
    event_id = fields.slug("id", required=True)
    text = fields.text("text", required=True)
    sources = fields.known("sources", source_ids, "unknown-source", "source")
    if not _lists_any(fields.table.items.get("sources")):
        fields.report(
            "missing-field",
            f"`sources` is missing in {fields.label}",
            fields.table.place,
            "name at least one entry of `sources` by its id",
        )
    event_place, paragraph_place = fields.value_place("id"), fields.value_place("paragraph")
    paragraph = fields.text("paragraph")
    fields.finish()
    if when is None:
        return None
    return Event(event_id, when, text, sources, paragraph, event_place, paragraph_place)


def _lists_any(node: Node | None) -> bool:
    """Whether something is given; what it is has been judged already."""
    if isinstance(node, Listing):
        return bool(node.items)
    return isinstance(node, Table) or (isinstance(node, Scalar) and node.type != "null")


def _read_image(fields: Fields | None, path: str, files: Collection[str]) -> Figure | None:
    if fields is None:
        return None
    name = fields.text("file", required=True)
    folder = path.rpartition("/")[0]
    if name and f"{folder}/{name}" not in files:
        fields.report(
            "missing-image",
            f"there is no image `{name}` in this folder",
            fields.value_place("file"),
            "images here: " + ", ".join(f"`{each.rpartition('/')[2]}`" for each in sorted(files))
            if files
            else "the folder has no image",
        )
    figure = Figure(
        file=name,
        alt=fields.text("alt", required=True),
        caption=fields.text("caption"),
        credit=fields.text("credit", required=True),
        place=fields.value_place("file"),
    )
    fields.finish()
    return figure


def _read_correction(fields: Fields) -> Correction:
    correction = Correction(
        fields.day("date", required=True) or NO_DAY, fields.text("text", required=True)
    )
    fields.finish()
    return correction


def _check_unique(ids: list[tuple[str, Place]], what: str, fields: Fields) -> None:
    first: dict[str, Place] = {}
    for key, place in ids:
        if key and key in first:
            fields.report(
                "duplicate-id",
                f"the {what} `{key}` stands twice, first on line {first[key].line}",
                place,
                "give each an id of its own",
            )
        first.setdefault(key, place)


def _check(meta: Meta, fields: Fields) -> list[Problem]:
    problems = []
    if meta.updated and meta.published != NO_DAY and meta.updated < meta.published:
        problems.append(
            Problem(
                "bad-date",
                f"`updated`: {meta.updated} is before `published`, {meta.published}",
                fields.value_place("updated"),
            )
        )
    if not meta.draft and not meta.sources:
        problems.append(
            Problem(
                "no-sources",
                "a published explainer without sources",
                fields.place("sources"),
                "list under `sources` what it rests on",
                Severity.WARNING,
            )
        )
    return problems


def _strings(meta: Meta, fields: Fields) -> tuple[NamedText, ...]:
    """What gets translated, in the order in which the English file lists it."""
    lines = {key: fields.value_place(key).line for key in fields.table}
    found: list[NamedText] = [
        ("title", meta.title, lines.get("title", 1)),
        ("summary", meta.summary, lines.get("summary", 1)),
    ]
    points = [place.line for _, place in fields.placed_texts("key_points")]
    found += [
        (f"point.{number}", text, line)
        for number, (text, line) in enumerate(zip(meta.key_points, points, strict=True), 1)
    ]
    found += [(f"timeline.{e.id}.text", e.text, e.place.line) for e in meta.timeline]
    if meta.image:
        found.append(("image.alt", meta.image.alt, meta.image.place.line))
        if meta.image.caption:
            found.append(("image.caption", meta.image.caption, meta.image.place.line))
        found.append(("image.credit", meta.image.credit, meta.image.place.line))
    found += [
        (f"correction.{name}", correction.text, lines.get("corrections", 1))
        for name, correction in zip(meta.correction_names, meta.corrections, strict=True)
    ]
    return tuple((name, text, line) for name, text, line in found if text)
