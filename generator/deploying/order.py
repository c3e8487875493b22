"""In which order files are sent, so that no reader meets a page before what it needs."""

from __future__ import annotations

import re

_COMPRESSED = re.compile(r"\.(?:br|gz)$")
_DATA = (".json", ".ics", ".txt", ".webmanifest", ".csv")
_CATALOG = "pagefind/catalog.json"
"""Names the parts of the search index: docs/publishing.md says why it comes last."""
_WORKER = "sw.js"
"""Fetches pages and files of its version as soon as it is there."""

ASSETS, DATA, NEW_PAGES, PAGES, FEEDS, CATALOG = range(6)


def wave(path: str, *, is_new: bool) -> int:
    """Which wave a file goes with; a wave is sent when all of the one before has arrived.

    New pages go before changed ones: only a changed page can lead a reader to a new one.
    """
    plain = _COMPRESSED.sub("", path)
    if plain in (_CATALOG, _WORKER):
        return CATALOG
    if plain.startswith("pagefind/") or re.match(r"(?:static|media)[^/]*/", plain):
        return ASSETS
    if plain.endswith(".html"):
        return NEW_PAGES if is_new else PAGES
    name = plain.rpartition("/")[2]
    if plain.endswith((".xml", ".atom")) or name == "robots.txt" or name.startswith("feed"):
        return FEEDS
    if plain.endswith(_DATA) or name in ("_headers", "_redirects"):
        return DATA
    return ASSETS


def removal_rank(path: str) -> tuple[int, str]:
    """Sorts what is removed: what leads to other files goes before them."""
    return (-wave(path, is_new=False), path)
