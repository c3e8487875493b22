"""The queries judged by hand, and the pages they were judged on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.search_recall.case import Case
from generator.ports import SearchDocument, SearchPart

LANGUAGES = ("ar", "en")


def documents(folder: Path) -> list[SearchDocument]:
    """The pages below `folder`."""
    return [
        _document(path, language)
        for language in LANGUAGES
        for path in sorted((folder / "pages" / language).glob("*.md"))
    ]


def cases(folder: Path, name: str) -> list[Case]:
    """The queries of a file; raises ValueError for one that names a page which is not there."""
    there = {document.path for document in documents(folder)}
    made = list(_cases(tomllib.loads((folder / name).read_text("utf-8"))["query"]))
    for case in made:
        if absent := case.relevant - there:
            raise ValueError(f"{case.text}: there is no {', '.join(sorted(absent))}")
    return made


def _cases(queries: list[dict[str, object]]) -> Iterator[Case]:
    for query in queries:
        slugs = ((language, query.get(language, [])) for language in LANGUAGES)
        relevant = frozenset(
            f"{language}/{slug}/"
            for language, of_language in slugs
            if isinstance(of_language, list)
            for slug in of_language
        )
        yield Case(str(query["text"]), str(query["kind"]), relevant)


def _document(path: Path, language: str) -> SearchDocument:
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    about = yaml.safe_load(front)
    opening, *sections = f"\n{body}".split("\n## ")
    parts = [SearchPart("", "", _joined(opening))]
    for number, section in enumerate(sections, 1):
        heading, _, text = section.partition("\n")
        parts.append(SearchPart(f"p-{number}", heading.strip(), _joined(text)))
    return SearchDocument(
        f"{language}/{path.stem}/",
        language,
        str(about["title"]),
        tuple(parts),
        "article",
        str(about["date"]),
        topics=((str(about["topic"]), str(about["topic"])),),
    )


def _joined(text: str) -> str:
    return " ".join(text.split())
