"""`aliases:` of an article: the addresses under which it was found before."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from generator.model.explainer import Alias
from generator.text.addresses import is_external
from generator.text.fields import SLUG, Fields

_HINT = (
    "write an earlier slug, as in `old-name`, or a path of this site, as in `/2019/05/water.html`"
)
_LONGEST, _LONGEST_WHOLE = 200, 1000
"""Bytes of one part of a path and of all; disks allow 255 and from 1,024 on, and tools add to
both while they write."""
_UNFIT = re.compile(
    r'[\x00-\x20\x7f-\xa0\\:*?"<>|\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]'
)
"""What some disk, or the syntax of `_redirects`, cannot hold."""


def read_aliases(fields: Fields) -> tuple[Alias, ...]:
    """The addresses that can be kept; the others are reported."""
    found = []
    for value, place in fields.placed_texts("aliases"):
        path = value if SLUG.fullmatch(value) else _site_path(value)
        fault = "" if path else _fault(value)
        if fault:
            fields.report("bad-alias", f"`aliases`: `{value}` {fault}", place, _HINT)
        else:
            found.append(Alias(path, place))
    return tuple({alias.path: alias for alias in found}.values())


def _site_path(value: str) -> str:
    """The path from the site's root, decoded; empty where the value is none that can be kept."""
    try:
        path = unquote_to_bytes(value).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    if not path.startswith("/") or "?" in value or "#" in value or _UNFIT.search(path):
        return ""
    parts = path[1:].removesuffix("/").split("/")
    return path if all(map(_is_name, parts)) and len(path.encode()) <= _LONGEST_WHOLE else ""


def _is_name(part: str) -> bool:
    return bool(part) and not part.startswith(".") and len(part.encode()) <= _LONGEST


def _fault(value: str) -> str:
    if is_external(value):
        return "names a host; an alias is a path of this site"
    if "?" in value or "#" in value:
        return "has `?` or `#`, which no file can answer"
    if not value.startswith("/"):
        return "is neither a slug nor a path that begins with `/`"
    return "cannot be the address of a file"
