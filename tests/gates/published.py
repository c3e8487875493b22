"""A finished site as the gates see it: its files, its pages, and the kinds of page it has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from generator.adapters.files import read_sources
from generator.adapters.search import PagefindIndexer
from generator.build import build
from generator.ports import Tools
from generator.reporting import report
from tests.gates.tree import Element, parse

ROOT = Path(__file__).parent.parent.parent
SHOWCASE = Path(__file__).parent / "showcase"
"""A site with every state and every kind of content; add to it what the gates should see."""
TODAY = date(2026, 11, 1)

_BASE = re.compile(rb'^base_url = "([^"]+)"', re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One HTML file."""

    path: str
    html: str

    @cached_property
    def root(self) -> Element:
        return parse(self.html)

    @cached_property
    def document(self) -> Element:
        """The `<html>` element, or the root where there is none."""
        return next(iter(self.root.all("html")), self.root)

    @cached_property
    def head(self) -> Element:
        return next(iter(self.root.all("head")), Element("head"))

    @property
    def language(self) -> str:
        return self.document.get("lang") or ""

    @property
    def folder(self) -> str:
        """`ar`, `en`, `both`, or nothing for the front page and 404.html."""
        return self.path.split("/")[0] if "/" in self.path else ""

    @cached_property
    def kind(self) -> str:
        """What the body's class calls it: `explainer`, `timeline` ..."""
        body = next(iter(self.root.all("body")), Element("body"))
        names = [name[5:] for name in body.classes if name.startswith("kind-")]
        return names[0] if names else ""

    @cached_property
    def is_indexable(self) -> bool:
        return not any(
            each.get("name") == "robots" and "noindex" in (each.get("content") or "")
            for each in self.head.all("meta")
        )

    @property
    def kind_and_view(self) -> str:
        """`explainer ar`, `explainer both`, `explainer en untranslated`, `timeline en` ..."""
        parts = [self.kind, self.folder]
        if self.kind == "explainer" and self.folder != "both" and not self.is_indexable:
            parts.append("untranslated")
        # The timeline of one topic, or some letters of a large glossary.
        if self.kind not in ("explainer", "topic", "plain") and self.path.count("/") > 2:
            parts.append("in part")
        return " ".join(part for part in parts if part)


@lru_cache(maxsize=512)
def _page(path: str, content: bytes) -> Page:
    """The page, parsed once for all sites that hold it."""
    return Page(path, content.decode())


@dataclass(frozen=True)
class Site:
    """All files of a finished site."""

    base_url: str
    files: Mapping[str, bytes]

    @property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path

    def address(self, page: Page) -> str:
        """Where the page is published."""
        return self.base_url + re.sub(r"(^|/)index\.html$", r"\1", page.path)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        return {
            path: _page(path, content)
            for path, content in self.files.items()
            if path.endswith(".html") and not path.startswith("pagefind/")
        }

    @cached_property
    def kinds(self) -> Mapping[str, Page]:
        """One page of each kind and view, the largest, by name."""
        found: dict[str, Page] = {}
        for page in self.pages.values():
            name = page.kind_and_view
            if name not in found or len(page.html) > len(found[name].html):
                found[name] = page
        return dict(sorted(found.items()))

    def with_file(self, path: str, content: str | bytes) -> Site:
        made = content.encode() if isinstance(content, str) else content
        return replace(self, files={**self.files, path: made})


def publish(folder: Path) -> Site:
    """The site in `folder`, built as `dragoman build` builds it on a fixed day."""
    sources = replace(read_sources(folder), today=TODAY)
    checked = build(sources, Tools(PagefindIndexer()))
    assert not checked.has_errors, report(checked.problems, "human")
    base = _BASE.search(sources.files["site.toml"])
    assert base
    return Site(base[1].decode(), {each.path: each.content for each in checked.value.artifacts})
