"""Where an article stood before: the paths and the name that its old address gives."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote_to_bytes, urlsplit

from generator.importing.slugs import LONGEST, is_slug

_LONGEST_PART, _LONGEST_PATH = 200, 1000
_UNFIT = re.compile(
    r'[\x00-\x20\x7f-\xa0\\:*?"<>|\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]'
)
_PAGE_ENDING = re.compile(r"\.(?:html?|xhtml|php|aspx?|jsp|md|markdown|txt)$", re.IGNORECASE)
_INDEX = re.compile(r"(?:^|/)_?index$", re.IGNORECASE)
_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-")


def alias_from(address: str, base_path: str) -> str:
    """The path of an old address from this site's root, empty where a static site cannot answer.

    `base_path` is where the site begins on its host. Paths with a query are none: a file cannot
    tell them apart.
    """
    try:
        parts = urlsplit(address.strip())
        path = unquote_to_bytes(parts.path).decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return ""
    if parts.query or not path.startswith(base_path) or _UNFIT.search(path):
        return ""
    path = f"/{path[len(base_path) :]}"
    names = path[1:].removesuffix("/").split("/")
    is_fit = all(
        name and not name.startswith(".") and len(name.encode()) <= _LONGEST_PART for name in names
    )
    return path if is_fit and len(path.encode()) <= _LONGEST_PATH else ""


def slug_of_address(path: str) -> str:
    """The last name of a path, where it can be the name of a folder and says anything."""
    name = _DAY.sub("", posixpath.basename(page_key(path)))
    has_word = re.search("[a-z]{2}", name)
    return name if has_word and is_slug(name) and len(name) <= LONGEST else ""


def page_key(path: str) -> str:
    """One form for the ways in which a page is written: `/a/`, `/a.html`, `a/index.md`."""
    path = _PAGE_ENDING.sub("", "/" + path.strip("/"))
    return _INDEX.sub("", path).rstrip("/") or "/"
