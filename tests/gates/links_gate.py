"""What can be judged only across pages: links, languages that lead to each other, shared ids."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

from tests.gates.finding import Finding
from tests.gates.published import Page, Site
from tests.gates.tree import Element

GATE = "links"
ORIGINAL, TRANSLATION, TOGETHER = "ar", "en", "both"
_LOADING = ("src", "href", "poster")


def examine_links(site: Site, only: frozenset[str] | None = None) -> list[Finding]:
    """Every finding of the site, or those of the pages named in `only`."""
    gate = _Gate(site)
    found: list[Finding] = []
    for page in site.pages.values():
        if only is not None and page.path not in only:
            continue
        for rule in (gate.links, gate.canonical, gate.alternates, gate.switch, gate.passages):
            found += [Finding(GATE, name, page.path, detail) for name, detail in rule(page)]
    return found


@dataclass
class _Gate:
    site: Site
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _host(self) -> str:
        return urlsplit(self.site.base_url).netloc

    def target(self, page: Page, reference: str) -> tuple[str, str] | None:
        """File and fragment a reference leads to; None when it leads off the site."""
        parts = urlsplit(urljoin(self.site.address(page), reference))
        if parts.netloc != self._host:
            return None
        base = self.site.base_path
        if not parts.path.startswith(base):
            return ("outside " + base, "")
        path = unquote(parts.path[len(base) :])
        if not path or path.endswith("/"):
            path += "index.html"
        return posixpath.normpath(path), unquote(parts.fragment)

    def ids(self, path: str) -> frozenset[str]:
        if path not in self._ids:
            page = self.site.pages.get(path)
            found = (each.get("id") for each in page.root) if page else ()
            self._ids[path] = frozenset(each for each in found if each)
        return self._ids[path]

    def links(self, page: Page) -> Iterator[tuple[str, str]]:
        """Every address leads to a file, and to a place in it, in the language it says."""
        for element in page.root:
            for name in _LOADING:
                reference = element.get(name)
                if reference is None or reference.startswith(("mailto:", "tel:", "#")):
                    continue
                target = self.target(page, reference)
                if target is None:
                    continue
                path, fragment = target
                if path not in self.site.files:
                    yield "broken-link", f"{element.place} {name}={reference}"
                elif fragment and fragment not in self.ids(path):
                    yield "broken-anchor", f"{element.place} {name}={reference}"
                elif element.tag == "a" and element.get("hreflang"):
                    other = self.site.pages.get(path)
                    if other and other.language != element.get("hreflang"):
                        yield "wrong-hreflang", f"{element.place} {name}={reference}"

    def canonical(self, page: Page) -> Iterator[tuple[str, str]]:
        """A page listed for search engines is its own canonical; another names one that is."""
        named = [each.get("href") or "" for each in _links(page, "canonical")]
        if page.kind in ("not-found", "offline"):
            if named:
                yield "wrong-canonical", f"{page.path} is shown at the address of another"
            return
        if len(named) != 1:
            yield "wrong-canonical", f"{len(named)} canonical links"
            return
        target = self.target(page, named[0])
        other = self.site.pages.get(target[0]) if target else None
        if not named[0].startswith(self.site.base_url) or other is None:
            yield "wrong-canonical", named[0]
            return
        # An explainer that is not listed is shown elsewhere too; a search page stands for itself.
        itself = page.is_indexable or page.kind != "explainer"
        if not (other.path == page.path if itself else other.is_indexable):
            yield "wrong-canonical", named[0]

    def alternates(self, page: Page) -> Iterator[tuple[str, str]]:
        """Alternates name the page itself, return from each other page, and have an x-default."""
        named = self._alternates(page)
        if not page.is_indexable:
            if named:
                yield "hreflang", "a page that is not indexed names alternates"
            return
        if not named:
            if page.folder in (ORIGINAL, TRANSLATION) and self._counterpart(page):
                yield "hreflang", "the page in the other language is not named"
            return
        if "x-default" not in named:
            yield "x-default", "missing"
        if named.get(page.language) != self.site.address(page):
            yield "hreflang", f"does not name itself: {named.get(page.language)}"
        for language, address in named.items():
            target = self.target(page, address)
            other = self.site.pages.get(target[0]) if target else None
            if other is None or not address.startswith(self.site.base_url):
                yield "hreflang", f"{language} leads nowhere: {address}"
            elif language == "x-default":
                continue
            elif other.language != language:
                yield "hreflang", f"{language} leads to a page in {other.language}"
            elif self._alternates(other) != named:
                yield "hreflang", f"{other.path} does not return the same alternates"

    def _alternates(self, page: Page) -> dict[str, str]:
        links = [each for each in _links(page, "alternate") if each.get("hreflang")]
        return {each.attributes["hreflang"]: each.get("href") or "" for each in links}

    def _counterpart(self, page: Page) -> Page | None:
        """The indexable page at the same place in the other language."""
        other = TRANSLATION if page.folder == ORIGINAL else ORIGINAL
        found = self.site.pages.get(f"{other}/{page.path.split('/', 1)[1]}")
        return found if found and found.is_indexable else None

    def switch(self, page: Page) -> Iterator[tuple[str, str]]:
        """A nav of every page leads to the same page in the other language; of an explainer, to
        all three views."""
        if page.folder not in (ORIGINAL, TRANSLATION, TOGETHER):
            return
        rest = page.path.split("/", 1)[1]
        views: tuple[str, ...] = (ORIGINAL, TRANSLATION)
        if page.kind == "explainer" and f"{TOGETHER}/{rest}" in self.site.pages:
            views += (TOGETHER,)
        reached = set()
        for nav in page.root.all("nav"):
            for link in nav.all("a"):
                target = self.target(page, link.get("href") or "")
                reached |= {target[0]} if target else set()
        for view in views:
            path = f"{view}/{rest}"
            if path in self.site.pages and path not in reached:
                yield "switch", f"no nav leads to {path}"

    def passages(self, page: Page) -> Iterator[tuple[str, str]]:
        """A passage has the same id in all three views, and says its state; sentences have both
        their halves side by side."""
        if page.kind != "explainer":
            return
        rows = [each for each in page.root if "row" in each.classes]
        if not rows:
            yield "no-passages", "an explainer without a passage"
        for row in rows:
            if not row.get("id"):
                yield "passage-id", f"{row.place} has no id"
            if not row.get("data-state") or f"is-{row.get('data-state')}" not in row.classes:
                yield "passage-state", row.place
        together = page.path.replace(f"{page.folder}/", f"{TOGETHER}/", 1)
        if page.folder != TOGETHER and together in self.site.pages:
            for row in rows:
                if row.get("id") and row.get("id") not in self.ids(together):
                    yield "passage-id", f"#{row.get('id')} is not in {together}"
        if page.folder == TOGETHER:
            for row in rows:
                yield from _unpaired_sentences(row)


def _unpaired_sentences(row: Element) -> Iterator[tuple[str, str]]:
    sides: dict[str, set[str]] = {}
    for side in row:
        if "side" in side.classes:
            numbers = {each.attributes["data-s"] for each in side if "data-s" in each.attributes}
            sides[side.get("lang") or ""] = numbers
    marked = [numbers for numbers in sides.values() if numbers]
    for number in sorted(set().union(*marked)):
        if any(number not in numbers for numbers in marked):
            yield "sentence", f"#{row.get('id')} data-s={number} stands on one side only"


def _links(page: Page, relation: str) -> list[Element]:
    return [each for each in page.head.all("link") if relation in (each.get("rel") or "").split()]
