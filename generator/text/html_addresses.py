"""Addresses and anchors in finished files, found in one pass and without a tree: there are many.

What is looked for: every attribute of HTML that loads or leads somewhere, `srcset` with all its
candidates, what style sheets and scripts load, and the addresses of the site in data and feeds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

# Possessive, so that a quotation mark left open costs no second reading.
_TAG = re.compile(rb"<[a-zA-Z][^\s<>]*+\s(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_ATTRIBUTE = re.compile(
    rb"[\s\"'](href|src(?:set)?+|imagesrcset|poster|action|content|id)"
    rb"\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\n\f\r]+")
_REFRESH = re.compile(r"\s*[0-9.]+\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
_CSS = re.compile(r"url\(\s*[\"']?([^\"')\s]+)")
_IMPORT = re.compile(r"\b(?:from|import)\s*\(?\s*[\"'](\.{1,2}/[^\"']+)[\"']")
_NAMES_IN_XML = re.compile(r"\sscheme=(?:\"[^\"]*\"|'[^']*')|<(id|guid)\b[^>]*>[^<]*</\1>")
_NAMES_IN_JSON = re.compile(r"\"id\":\s*\"[^\"]*\"")
"""What names an entry or a list of topics for ever (RFC 4287, 4.2.2.2 and 4.2.6), and may outlive
the page at that address."""
_FOLD = re.compile(r"\r?\n[ \t]")
_BEHIND = ".,;:!?)»"
"""What follows an address in running text and is no part of it."""
_MANIFEST_KEYS = frozenset({"src", "start_url", "scope", "url"})


@dataclass(frozen=True)
class PageAddresses:
    """What a page leads to and what can be led to on it."""

    addresses: tuple[str, ...]
    """Each once, as a browser reads it."""
    ids: frozenset[str]


def scan_page(content: bytes, base_url: str) -> PageAddresses:
    """The addresses and anchors of an HTML file; only tags count, not what a text speaks of.

    Of `meta` elements those count that name an address below `base_url`, or reload to one.
    """
    if b"<!--" in content:
        content = _COMMENT.sub(b"", content)
    addresses: dict[str, None] = {}
    ids = set()
    # A space between two tags keeps the last attribute of one from the first of the next.
    for name, *values in _ATTRIBUTE.findall(b" ".join(_TAG.findall(content))):
        value = unescape(next(filter(None, values), b"").decode("utf-8", "replace"))
        kind = name.lower()
        if kind == b"id":
            ids.add(value)
        elif kind in (b"srcset", b"imagesrcset"):
            addresses.update(dict.fromkeys(srcset_candidates(value)))
        elif kind == b"content":
            addresses.update(dict.fromkeys(_of_meta(value, base_url)))
        else:
            addresses[value.strip()] = None
    return PageAddresses(tuple(addresses), frozenset(ids))


def srcset_candidates(value: str) -> Iterator[str]:
    """The addresses of a `srcset`, without widths and densities (HTML, "parse a srcset")."""
    rest = value
    while rest := rest.lstrip(" \t\n\f\r,"):
        # Spaces of HTML only: Python knows more.
        address, *tail = _SPACE.split(rest, 1)
        rest = tail[0] if tail else ""
        if address.endswith(","):
            yield address.rstrip(",")
            continue
        yield address
        rest = rest.partition(",")[2]


def _of_meta(value: str, base_url: str) -> Iterator[str]:
    refresh = _REFRESH.match(value)
    if refresh:
        yield refresh[1].strip()
    elif value.startswith(base_url) and not re.search(r"\s", value):
        yield value


def scan_file(path: str, content: bytes, base_url: str) -> tuple[str, ...]:
    """The addresses of a file that is no page: relative ones of styles, scripts and manifests,
    those below `base_url` of everything that is text. Each once."""
    suffix = path.rpartition(".")[2]
    if suffix not in _READERS:
        return ()
    text = content.decode("utf-8", "replace")
    return tuple(dict.fromkeys(_READERS[suffix](text, base_url)))


def _of_style(text: str, _base_url: str) -> Iterator[str]:
    return (each[1] for each in _CSS.finditer(text) if not each[1].startswith(("data:", "#")))


def _of_script(text: str, _base_url: str) -> Iterator[str]:
    return (each[1] for each in _IMPORT.finditer(text))


def _of_manifest(text: str, _base_url: str) -> Iterator[str]:
    try:
        yield from _manifest_addresses(json.loads(text))
    except ValueError:
        return


def _manifest_addresses(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _manifest_addresses(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in _MANIFEST_KEYS and isinstance(each, str):
                yield each
            else:
                yield from _manifest_addresses(each)


def _of_markup(text: str, base_url: str) -> Iterator[str]:
    # Feeds carry HTML as text, escaped once more.
    return _of_text(unescape(_NAMES_IN_XML.sub("", text)), base_url)


def _of_data(text: str, base_url: str) -> Iterator[str]:
    return _of_text(_NAMES_IN_JSON.sub("", text), base_url)


def _of_calendar(text: str, base_url: str) -> Iterator[str]:
    return _of_text(_FOLD.sub("", text), base_url)


def _of_text(text: str, base_url: str) -> Iterator[str]:
    parts = urlsplit(base_url)
    own = re.compile(
        rf"https?://{re.escape(parts.netloc)}{re.escape(parts.path)}[^\s\"'<>\\^`{{|}}]*",
        re.IGNORECASE,
    )
    return (unescape(each[0]).rstrip(_BEHIND) for each in own.finditer(text))


_READERS = {
    "css": _of_style,
    "js": _of_script,
    "webmanifest": _of_manifest,
    "xml": _of_markup,
    "atom": _of_markup,
    "rss": _of_markup,
    "json": _of_data,
    "txt": _of_text,
    "ics": _of_calendar,
}
"""How each kind of file is read, by the end of its name."""
