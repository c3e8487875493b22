"""A site with a real index on a static host, and readers who search it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.adapters.search import PagefindIndexer
from generator.adapters.server import Preview, make_server
from generator.build import build
from generator.ports import Tools
from generator.text.normal import text_hash
from tests.driver import SiteTest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
BASE = "/sub/"
YEARS = range(2015, 2027)
TRANSLATED = range(2024, 2027)


@cache
def files(base: str = BASE) -> dict[str, bytes]:
    """The small site with twelve more explainers, one a year, each about a wheat harvest; the last
    three are translated. Wheat is a term with another name in each language."""
    site = SiteTest().with_change("site.toml", "https://news.example/sub/", _url(base))
    site = site.with_change("site.toml", "[people.lina]", _FIELDS)
    site = site.with_change("content/glossary.yaml", "- id: delta", f"{_WHEAT}- id: delta")
    for year in YEARS:
        for name, text in _harvest(year).items():
            site = site.with_file(f"content/explainers/harvest-{year}/{name}", text)
    return published(site)


def published(site: SiteTest) -> dict[str, bytes]:
    """The files of a site, with a real index."""
    checked = build(site.sources, Tools(PagefindIndexer(None)))
    assert not checked.has_errors, checked.problems
    return {each.path: each.content for each in checked.value.artifacts}


_WHEAT = """- id: wheat
  term: قمح
  english: wheat
  aliases: [حنطة]
  english_aliases: [triticum]
  definition: حب يُطحن ويُخبز.
  topics: [fields]
"""
_FIELDS = """[topics.fields]
ar = "زراعة"
en = "Farming"

[people.lina]"""


def _url(base: str) -> str:
    return f"https://news.example{base}"


def _harvest(year: int) -> dict[str, str]:
    title, summary = f"حصاد القمح {year}", "كيف كان الموسم؟"
    heading, text = (
        "## في الحقول",
        f"حصد المزارعون قمحهم في يوليو {year}، ونما بنسبة 44% هذا العام.",
    )
    made = {
        "meta.yaml": meta(title, summary, year, "fields"),
        "article.ar.md": f"{heading}\n\n{text}\n",
    }
    if year in TRANSLATED:
        pairs = [
            ("title ", title, f"The wheat harvest of {year}"),
            ("summary ", summary, "How was the season?"),
            ("", heading, "## In the fields"),
            ("", text, f"Farmers cut their wheat in July {year}; it had grown by 44% that year."),
        ]
        made["article.en.md"] = "\n\n".join(
            f"<!-- {name}ar:{text_hash(arabic)} | {arabic[:20]} -->\n{english}"
            for name, arabic, english in pairs
        )
    return made


def meta(title: str, summary: str, year: int, topic: str = "rivers") -> str:
    """The metadata of an explainer of July of that year."""
    return (
        f"title: {title}\nsummary: {summary}\nstatus: published\npublished: {year}-07-01\n"
        f"topics: [{topic}]\nauthors: [lina]\nsources:\n  - id: city\n    title: Report\n"
        "    publisher: City of Examples\n    url: https://city.example/report\n"
    )


@dataclass
class Host:
    """A static host whose files a test may change while readers look."""

    base: str = BASE
    files: Mapping[str, bytes] = field(default_factory=files)
    address: str = ""

    def without(self, part: str) -> None:
        """From now on no file has `part` in its path."""
        self.files = {path: each for path, each in self.files.items() if part not in path}


@contextmanager
def hosting(host: Host) -> Iterator[Host]:
    server = make_server(lambda: Preview(host.base, host.files), 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}{host.base}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Reader:
    """A window, all that was said on its console, and all that it asked the host for."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def search(self, path: str, query: str) -> Page:
        """The search page with the whole answer to a query."""
        page = self.open(path)
        page.locator("#query").fill(query)
        page.locator("#query").press("Enter")
        return answered(page)

    def loaded(self, part: str) -> list[str]:
        """What was asked for with `part` in its address."""
        return [each for each in self.requested if part in each]


@contextmanager
def reading(browser: Browser, host: Host, **options: Any) -> Iterator[Reader]:
    """A reader on whose console nothing may appear, unless the test takes it out of `said`."""
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    context.set_default_timeout(20_000)
    page = context.new_page()
    reader = Reader(page, host.address)
    page.on("console", lambda message: reader.said.append(message.text))
    page.on("pageerror", lambda error: reader.said.append(str(error)))
    context.on("request", lambda request: reader.requested.append(request.url))
    try:
        yield reader
    finally:
        context.close()
    assert reader.said == []


def answered(page: Page) -> Page:
    """The search page when it has said all."""
    page.locator(".answer:not([aria-busy])").wait_for(state="attached")
    page.locator(".status:not(:empty)").wait_for()
    loading = page.locator(".status").get_attribute("data-loading")
    page.locator(".status", has_not_text=loading or "").wait_for()
    return page


def titles(page: Page, language: str) -> list[str]:
    """Titles of the hits of a language, in order."""
    return page.locator(f'.found[data-language="{language}"] .result-link').all_inner_texts()
