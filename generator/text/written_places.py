"""Where in a text an address was written that a page leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from generator.model.problem import Place

_FILE_OF_LANGUAGE = r"(?:/article\.\w+\.md|\.yaml|\.\w+\.md|/)?"
"""What may follow a folder's name in an article and is no part of an address on the site."""


def find_written(address: str, path: str, text: str, first: int = 1, last: int = 0) -> Place | None:
    """The first place of the address in the text, between two lines where they are given.

    It is looked for as it is, without percent-encoding, and by the last name in its path: articles
    link to `../bridge/`, pages to `../../ar/bridge/`. None where it is not to be found.
    """
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: first - 1])
    end = len(text) if not last else sum(len(line) + 1 for line in lines[:last])
    for pattern in _patterns(address):
        found = re.compile(pattern, re.IGNORECASE).search(text, start, end)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            return Place(path, line, found.start() - text.rfind("\n", 0, found.start()))
    return None


def _patterns(address: str) -> Iterator[str]:
    behind = r"(?![\w/#?&=-])"
    written = dict.fromkeys((address, unquote(address), address.replace("&", "&amp;")))
    for each in filter(None, written):
        yield re.escape(each) + behind
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    name = unquote(parts.path).rstrip("/").rpartition("/")[2]
    if parts.scheme or not name or name in (".", ".."):
        return
    anchor = re.escape("#" + unquote(parts.fragment)) if parts.fragment else ""
    yield rf"(?<=/){re.escape(name)}{_FILE_OF_LANGUAGE}{anchor}{behind}"
