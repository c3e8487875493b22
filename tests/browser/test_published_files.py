"""Feeds as a reader's program shows them, the manifest as a browser takes it, lost addresses."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.reading import BASE, files, reader
from tests.feeds.reading import MIXED, SITES, built, entries, parse, text

pytestmark = pytest.mark.slow

_ORDER = """(selector) => [...document.querySelectorAll(selector)].map((block) => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let index = 0; index < node.data.length; index++) {
      if (/[\\s\\u200e\\u200f\\u2066-\\u2069]/.test(node.data[index])) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const [box] = range.getClientRects();
      letters.push({ letter: node.data[index], x: (box.left + box.right) / 2 });
    }
  }
  return letters.sort((a, b) => a.x - b.x).map((each) => each.letter).join("");
})"""
"""The letters of each block from left to right; every block is on a line of its own."""
_PROSE = (
    f"{MIXED}\\n\\nقال إن +20 2 1234 رقم، وإن «C++» لغة، وربح 5.5% (نحو $50) في Q3/2026!\\n\\n"
    "- [تقرير AT&T](https://a.example/) عن 44%.\\n"
).replace("\\n", "\n")


def order(page: Page, html: str, selector: str = "p, li") -> list[str]:
    page.set_content(f"<style>*{{white-space:nowrap}}</style>{html}")
    found = page.evaluate(_ORDER, selector)
    assert found
    return list(found)


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 3000, "height": 800})
    yield page
    page.close()


def arabic_entry() -> str:
    outcome = (
        SITES["mixed titles"].with_file("content/explainers/bridge/article.ar.md", _PROSE).build()
    )
    assert not outcome.checked.has_errors, outcome.errors
    return text(entries(parse(outcome.files["ar/feed.xml"]))[1], "content")


def test_arabic_content_reads_the_same_in_a_frame_of_either_direction(window: Page) -> None:
    html = arabic_entry()
    right = order(window, f'<main lang="ar" dir="rtl">{html}</main>')
    left = order(window, f'<main lang="en" dir="ltr">{html}</main>')
    assert left == right
    alone = html.replace(' dir="rtl"', "", 1)
    assert order(window, f'<main lang="en" dir="ltr">{alone}</main>') != right
    assert "AT&T" in "".join(left)
    assert "44%" in "".join(left)


def test_content_keeps_its_order_in_programs_that_drop_what_isolates(window: Page) -> None:
    """As feedparser drops `<bdi>`, and others every attribute within a text."""
    html = arabic_entry()
    stripped = re.sub(r"</?(?:bdi|span|time)\b[^>]*>", "", html)
    assert "<bdi" in html
    assert "<bdi" not in stripped
    frame = '<main lang="en" dir="ltr">{}</main>'
    assert order(window, frame.format(stripped)) == order(window, frame.format(html))
    bare = re.sub("[\u2066-\u2069]", "", stripped)
    assert order(window, frame.format(bare)) != order(window, frame.format(html))


def test_a_title_reads_the_same_in_a_frame_of_either_direction(window: Page) -> None:
    from html import escape

    title = escape(text(entries(parse(built("mixed titles")["ar/feed.xml"]))[0], "title"))
    seen = {order(window, f'<p dir="{frame}">{title}</p>')[0] for frame in ("ltr", "rtl", "auto")}
    assert len(seen) == 1
    assert seen != {order(window, f'<p dir="ltr">{escape(MIXED)}</p>')[0]}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Any address that does not exist is answered as static hosts do."""
        content = files()["404.html"]
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The demonstration site on a host of its own, at its base path; its address."""
    for path, content in files().items():
        place = folder / "demo" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/demo/"
        server.shutdown()


@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_browser_takes_the_manifest_without_a_word(
    browser: Browser, tmp_path: Path, code: str
) -> None:
    with served(tmp_path) as address:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}{code}/")
        session = page.context.new_cdp_session(page)
        found = session.send("Page.getAppManifest")
        assert found["errors"] == []
        assert found["url"] == f"{address}{code}/site.webmanifest"
        manifest = found["manifest"]
        assert manifest["startUrl"] == f"{address}{code}/"
        assert manifest["scope"] == address
        assert session.send("Page.getAppId")["appId"] == f"{address}{code}/"
        errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [each["errorId"] for each in errors if each["errorId"] != "in-incognito"] == []
        assert said == []
        page.close()


@pytest.mark.parametrize("lost", ["nowhere", "ar/a/b/c/d/", "en/topics/none/index.html"])
def test_a_lost_address_at_any_depth_shows_a_whole_page(
    browser: Browser, tmp_path: Path, lost: str
) -> None:
    with served(tmp_path) as address:
        page = browser.new_page()
        missing: list[str] = []
        page.on("requestfailed", lambda request: missing.append(request.url))
        page.on(
            "response",
            lambda answer: (
                missing.append(answer.url)
                if answer.status == 404 and not answer.url.endswith(lost)
                else None
            ),
        )
        page.goto(address + lost)
        colour = page.locator("main a").first.evaluate("each => getComputedStyle(each).color")
        assert colour == "rgb(15, 107, 107)"
        page.locator(".lost a").last.click()
        page.wait_for_url(f"{address}en/*/")
        assert missing == []
        page.close()


def test_the_footer_leads_to_the_feeds(browser: Browser) -> None:
    with reader(browser.new_context()) as someone:
        page = someone.open("en/")
        link = page.locator('.footer a[type="application/feed+json"]')
        assert link.evaluate("each => each.href") == f"{BASE}en/feed.json"
