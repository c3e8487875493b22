"""The whole road: a raw article, import, the real engine, the real index, a real browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.adapters.server import Preview, make_server
from tests.conftest import MODEL, SHARED, need
from tests.driver import SMALL, files_below

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

ARTICLE = Path(__file__).parent / "journey" / "article.txt"
SCRAPED = SHARED / "articles" / "000_3e199235e222a810.txt"
"""A real article as scraped; not part of the repository."""
FURNITURE = ("شاركها", "اترك تعليقاً", "Exit mobile version")
BASE = "/sub/"


def dragoman(site: Path, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, with a home of its own."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ARGOS")},
        "XDG_DATA_HOME": str(data),
        "XDG_CONFIG_HOME": str(data / "config"),
        "XDG_CACHE_HOME": str(data / "cache"),
        "SOURCE_DATE_EPOCH": "1793491200",  # 1 November 2026
    }
    command = [str(Path(sys.executable).parent / "dragoman"), *arguments, "--site", str(site)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def import_and_publish(site: Path, data: Path, article: Path, slug: str) -> str:
    """What an editor does with a raw article in a hurry; gives its title."""
    done = dragoman(site, data, "import", str(article), "--slug", slug)
    assert done.returncode == 0, done.stderr
    folder = site / "content/explainers" / slug
    body = (folder / "article.ar.md").read_text("utf-8")
    assert not [line for line in FURNITURE if line in body]
    text = (folder / "meta.yaml").read_text("utf-8")
    text = re.sub(r"^published: .*", "published: 2026-10-10", text, flags=re.MULTILINE)
    text = text.replace("status: draft", "status: published")
    (folder / "meta.yaml").write_text(text, "utf-8")
    found = re.search(r"^title: (.*)", text, re.MULTILINE)
    return found[1] if found else ""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site made from the raw article by the commands an editor would type."""
    need("the test model", MODEL.is_file())
    folder = tmp_path_factory.mktemp("journey")
    site, data = folder / "site", folder / "data"
    for path, content in files_below(SMALL).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)

    title = import_and_publish(site, data, ARTICLE, "quake")
    assert title == "زلزال في باكستان"
    if SCRAPED.is_file():
        assert import_and_publish(site, data, SCRAPED, "scraped")

    refused = dragoman(site, data, "translate", "quake", "--model", str(MODEL))
    assert refused.returncode == 2
    assert "[test-model]" in refused.stderr
    assert not (site / "content/explainers/quake/article.en.md").exists()
    done = dragoman(site, data, "translate", "quake", "--model", str(MODEL), "--force")
    assert done.returncode == 0, done.stderr

    if SCRAPED.is_file():
        done = dragoman(site, data, "translate", "scraped", "--force")
        assert done.returncode == 0, done.stderr

    done = dragoman(site, data, "build")
    assert done.returncode == 0, done.stderr
    assert "machine draft" in done.stdout
    return site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The finished site on a static host, below a path."""
    preview = Preview(BASE, files_below(site / "output"))
    server: ThreadingHTTPServer = make_server(lambda: preview, 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not say a word on its console."""
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert said == []


def test_the_draft_is_the_engines(site: Path) -> None:
    text = (site / "content/explainers/quake/article.en.md").read_text("utf-8")
    assert "An earthquake" in text or "earthquake of magnitude 5.8" in text
    assert "49,700 tonnes of sugar" in text
    assert re.search(r"<!-- title ar:[0-9a-f]{8} mt:[0-9a-f]{8} \| زلزال في باكستان -->", text)
    untouched = files_below(SMALL)["content/explainers/water/article.en.md"]
    assert (site / "content/explainers/water/article.en.md").read_bytes() == untouched


@pytest.mark.parametrize(
    ("path", "language", "direction", "words"),
    [
        ("ar/quake/", "ar", "rtl", ["ضرب زلزال بقوة 5.8 درجات"]),
        ("en/quake/", "en", "ltr", ["49,700 tonnes of sugar", "Machine translation"]),
        ("both/quake/", "ar", "rtl", ["ضرب زلزال بقوة 5.8 درجات", "49,700 tonnes of sugar"]),
    ],
)
def test_the_three_pages_open(
    page: Page, address: str, path: str, language: str, direction: str, words: list[str]
) -> None:
    page.goto(address + path)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == direction
    body = page.locator("body").inner_text()
    for each in words:
        assert each.casefold() in body.casefold()


def test_a_real_scraped_article_goes_the_same_road(page: Page, address: str) -> None:
    if not SCRAPED.is_file():
        pytest.skip("../shared is absent")
    page.goto(f"{address}ar/scraped/")
    assert "اتفاقاً دفاعياً متبادلاً" in page.locator("main").inner_text()
    page.goto(f"{address}both/scraped/")
    assert page.locator(".row.is-machine").count() > 10
    page.goto(f"{address}ar/search/?q=بيونغ+يانغ")
    hit = page.locator('main a[href*="ar/scraped/"]').first
    hit.wait_for(timeout=15_000)
    hit.click()
    page.wait_for_url(f"{address}ar/scraped/*")


@pytest.mark.parametrize(
    ("language", "query", "title", "target"),
    [
        ("ar", "زلزال", "زلزال في باكستان", "ar/quake/"),
        ("en", "sugar", "", "en/quake/"),
        ("ar", "المحطة", "كيف يصل الماء", "ar/water/"),
        ("en", "station", "How does water reach", "en/water/"),
    ],
)
def test_a_search_leads_to_the_right_page(
    page: Page, address: str, language: str, query: str, title: str, target: str
) -> None:
    page.goto(f"{address}{language}/search/")
    page.get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")
    hit = page.locator(f'main .result-link[href*="{target}"]').first
    hit.wait_for(timeout=15_000)
    assert title in hit.inner_text()
    hit.click()
    page.wait_for_url(f"{address}{target}*")
    assert query in page.locator("main").inner_text()


def test_the_pages_read_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ar/quake/")
    page.get_by_role("link", name="English", exact=True).first.click()
    page.wait_for_url(f"{address}en/quake/")
    assert "49,700 tonnes of sugar" in page.locator("main").inner_text()
    page.goto(f"{address}en/search/")
    assert page.locator("noscript .notice").inner_text().startswith("Search needs JavaScript")
    assert not page.locator("#results .found").first.is_visible()
    for name, target in (
        ("Timeline", "timeline"),
        ("Glossary", "glossary"),
        ("Rivers", "topics/rivers"),
    ):
        page.goto(f"{address}en/search/")
        page.locator(".browse").get_by_role("link", name=name).first.click()
        page.wait_for_url(f"{address}en/{target}/")
        page.locator("h1").wait_for(timeout=15_000)
    context.close()
