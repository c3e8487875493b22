"""Which reader a file is for, and what its relative addresses mean where it lies."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.importing import feed, html_page, json_lines, markdown_file, xml_tree
from generator.importing.damage import decode, mend
from generator.importing.earlier import page_key
from generator.importing.folder import Imported
from generator.importing.raw import Block, RawArticle, lines_as_blocks
from generator.model.problem import Checked, Place, Problem, Severity
from generator.text.addresses import is_external

JSON_LINES = frozenset({".jsonl", ".ndjson", ".json"})
FEEDS = frozenset({".xml", ".rss", ".atom"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
TEXTS = frozenset({".txt"})
IN_FOLDERS = MARKDOWN | TEXTS | PAGES
"""What is looked for in a folder, at any depth."""
_ROOTS = ("", "static", "assets", "public", "src")
"""Where makers of sites keep what pages name from the root."""


@dataclass(frozen=True)
class Ways:
    """How an import reads."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """Ours to theirs, for JSON lines."""
    only: range | None = None
    base_path: str = "/"
    """Where the site begins on its host."""
    host: str = ""
    has_image: Callable[[str], bool] = lambda _: False
    """Whether an image lies at a path in the folder that is imported."""


def read_input(
    data: bytes, place: Place, inner: str, ways: Ways
) -> Checked[tuple[RawArticle, ...]]:
    """Every article of a file; `inner` is its path in the folder that is imported."""
    suffix = PurePosixPath(inner).suffix.lower()
    decoded = decode(
        data, place, xml_tree.declared_encoding(data) or html_page.declared_charset(data)
    )
    if decoded.value is None:
        return Checked((), decoded.problems)
    read = _read_text(decoded.value, place, inner, suffix, ways)
    return Checked(read.value, (*decoded.problems, *read.problems))


def settle_links(draft: Imported, targets: Mapping[str, str]) -> Imported:
    """The draft with links to other articles of the import, or without them.

    `targets` has the slug of each article by `page_key` of its path and its earlier addresses.
    """

    def settle(block: Block) -> Block:
        marks = []
        for mark in block.marks:
            if not mark.address.startswith("/"):
                marks.append(mark)
            elif slug := targets.get(page_key(mark.address)):
                marks.append(replace(mark, address=f"../{slug}/"))
        return replace(block, marks=tuple(marks))

    return replace(draft, blocks=tuple(settle(block) for block in draft.blocks))


def _read_text(
    text: str, place: Place, inner: str, suffix: str, ways: Ways
) -> Checked[tuple[RawArticle, ...]]:
    if suffix in JSON_LINES:
        faults = json_lines.check_fields(ways.fields, place.path)
        lines = json_lines.read_lines(text, place.path, ways.fields, ways.only)
        return Checked(lines.value, (*faults, *lines.problems))
    if suffix in FEEDS or feed.is_feed(text):
        return feed.read_feed(text, place, ways.base_path, ways.host)
    has_front_matter = markdown_file.split_front_matter(text, place.path).value.table is not None
    if suffix in MARKDOWN or (suffix in PAGES and has_front_matter):
        return _read_markdown(text, place, inner, ways)
    if suffix in PAGES or html_page.is_page(text):
        return _one(html_page.read_page(text, place), inner)
    if has_front_matter:
        return _one(markdown_file.read_text(text, place, ways.base_path), inner)
    return Checked((replace(RawArticle(lines_as_blocks(mend(text)), place), path=inner),))


def _read_markdown(
    text: str, place: Place, inner: str, ways: Ways
) -> Checked[tuple[RawArticle, ...]]:
    missing: list[Problem] = []

    def resolve_image(address: str) -> str:
        found = _image_at(address, inner, ways.has_image)
        if not found and address and not is_external(address):
            message = f"the image `{address}` is not in the folder, and is left out"
            hint = "import the folder that holds it too, or add it to the explainer by hand"
            missing.append(Problem("import-image", message, place, hint, Severity.WARNING))
        return found

    read = markdown_file.read_markdown(
        text, place, lambda address: _address_at(address, inner), resolve_image, ways.base_path
    )
    return _one(Checked(read.value, (*read.problems, *missing)), inner)


def _one(read: Checked[RawArticle | None], inner: str) -> Checked[tuple[RawArticle, ...]]:
    articles = () if read.value is None else (replace(read.value, path=inner),)
    return Checked(articles, read.problems)


def _address_at(address: str, inner: str) -> str:
    """An address as it is written in a file: whole, or a path from the root of the folder."""
    if address.startswith("//"):
        return f"https:{address}"
    if is_external(address):
        return address
    path = _inside(address, posixpath.dirname(inner))
    return f"/{path}" if path else ""


def _image_at(address: str, inner: str, has_image: Callable[[str], bool]) -> str:
    if is_external(address):
        return ""
    places = ["" if address.startswith("/") else posixpath.dirname(inner), *_ROOTS]
    paths = (_inside(address.lstrip("/"), place) for place in places)
    return next((path for path in paths if path and has_image(path)), "")


def _inside(address: str, folder: str) -> str:
    """The path that an address names, empty where it leads out of the folder of the import."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    path = posixpath.normpath(posixpath.join("/", folder, path))
    depth = 0
    for part in posixpath.join(folder, unquote(urlsplit(address).path)).split("/"):
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return ""
    return path.strip("/")
