"""Pagefind as it comes: the same texts as pages of HTML, indexed by the plain binary."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from html import escape
from pathlib import Path

from generator.adapters.search import find_binary
from generator.ports import SearchDocument, SearchPart


def write_pages(documents: Iterable[SearchDocument], folder: Path) -> None:
    """A page of each document, at its path below `folder`."""
    for document in documents:
        path = folder / document.path / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(_html(document), encoding="utf-8")


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Pagefind, at work on the pages below `folder`."""
    return subprocess.Popen([find_binary(), "--site", folder, "--silent"])


def read_index(folder: Path) -> dict[str, bytes]:
    """What it made, by site path."""
    paths = (path for path in (folder / "pagefind").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _html(document: SearchDocument) -> str:
    parts = "\n".join(map(_part, document.parts))
    title = escape(document.title)
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<title>{title}</title>\n'
        f"<main data-pagefind-body>\n<h1>{title}</h1>\n{parts}\n</main>\n</html>\n"
    )


def _part(part: SearchPart) -> str:
    heading = f'<h2 id="{part.id}">{escape(part.heading)}</h2>\n' if part.id else ""
    return f"{heading}<p>{escape(part.text)}</p>"
