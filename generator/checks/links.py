"""Links of the finished pages that lead nowhere on the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.model.artifact import Artifact
from generator.model.problem import Place, Problem

_ADDRESS = re.compile(rb'\s(?:href|src)="([^"]*)"')
_SRCSET = re.compile(rb'\ssrcset="([^"]*)"')
_ID = re.compile(rb'\sid="([^"]*)"')
_TAG = re.compile(rb"<[a-zA-Z][^<>]*>")
_REL = re.compile(rb"<link\b[^>]*rel=\"(?:canonical|alternate)\"[^>]*>")


def broken_links(
    artifacts: Sequence[Artifact], base_path: str, planned: Collection[str] = ()
) -> Iterator[Problem]:
    """A problem for each address on a page that no file or anchor of the site answers.

    Images are made last: those `planned` count as made.
    """
    paths = {artifact.path for artifact in artifacts}.union(planned)
    pages = [artifact for artifact in artifacts if artifact.path.endswith(".html")]
    ids = {page.path: _ids(page.content) for page in pages}
    # An explainer's three pages share their text, and a fault in it is one fault.
    faults: dict[tuple[str, str, str], list[str]] = {}
    for page in pages:
        for address in _addresses(page.content):
            reason = _fault(address, page.path, paths, ids, base_path)
            if reason:
                faults.setdefault((page.origin, address, reason), []).append(page.path)
    for (origin, address, reason), where in faults.items():
        more = f" (and {len(where) - 1} more)" if len(where) > 1 else ""
        yield Problem(
            "broken-link",
            f"the page {where[0]}{more} links to `{address[:80]}`, {reason}",
            Place(origin),
            "the page linked to may be a draft, scheduled for later, or renamed",
        )


def _ids(content: bytes) -> frozenset[str]:
    tags = b"".join(_TAG.findall(content))
    return frozenset(unescape(each.decode()) for each in _ID.findall(tags))


def _addresses(content: bytes) -> tuple[str, ...]:
    # Inside tags only: a text may speak of `href="..."`.
    tags = b"".join(_TAG.findall(_REL.sub(b"", content)))
    found = _ADDRESS.findall(tags)
    # Each image candidate is an address and its width (HTML, 4.8.4.2.1).
    for candidates in _SRCSET.findall(tags):
        found += [each.split()[0] for each in candidates.split(b",") if each.strip()]
    return tuple(dict.fromkeys(unescape(each.decode()) for each in found))


def _fault(
    address: str,
    page: str,
    paths: set[str],
    ids: dict[str, frozenset[str]],
    base_path: str,
) -> str:
    """What is wrong with the address, empty when all is well."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    target = _target(unquote(parts.path), page, base_path)
    if target not in paths:
        return "which is no page or file of the site"
    anchor = unquote(parts.fragment)
    # `#:~:text=` and other directives are the browser's business.
    if anchor and not anchor.startswith(":~:") and target in ids and anchor not in ids[target]:
        return "whose anchor does not exist"
    return ""


def _target(path: str, page: str, base_path: str) -> str:
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(base_path):
            return path  # on the same host but outside the site
        full = path.removeprefix(base_path)
    else:
        full = posixpath.join(posixpath.dirname(page), path)
    target = posixpath.normpath(full) if full else ""
    target = "" if target == "." else target
    if path.endswith("/") or path.rpartition("/")[2] in (".", ".."):
        target = f"{target}/index.html" if target else "index.html"
    return target
