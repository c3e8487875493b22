"""Reading without a connection: a real worker in a real browser, and a server that is shut down."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from generator.adapters.server import Preview, make_server
from generator.build import build
from generator.ports import Tools
from tests.browser.reading import eventually
from tests.driver import NoSearch, SiteTest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow

BASE = "/sub/"
WATER = "content/explainers/water/article.ar.md"
ON = "\n[offline]\nenabled = true\n"


def site(settings: str = ON) -> SiteTest:
    small = SiteTest()
    return small.with_file("site.toml", small.files["site.toml"].decode() + settings)


def files(of: SiteTest) -> Mapping[str, bytes]:
    checked = build(of.sources, Tools(NoSearch()))
    assert not checked.has_errors, checked.problems
    return {each.path: each.content for each in checked.value.artifacts}


@cache
def first() -> Mapping[str, bytes]:
    return files(site())


@dataclass
class Host:
    """A static host that can be shut down, and come back with another version at its address."""

    files: Mapping[str, bytes]
    base: str = BASE
    port: int = 0
    server: ThreadingHTTPServer | None = None
    is_gone: bool = False
    held: threading.Event | None = None
    """Answers wait for it, where there is one."""

    def start(self) -> None:
        self.is_gone = False
        self.server = make_server(self._current, self.port)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Nothing listens any more, and connections that are open are broken off."""
        self.is_gone = True
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        self.server = None

    def _current(self) -> Preview:
        if self.is_gone:
            raise ConnectionResetError
        if self.held:
            self.held.wait(30)
        return Preview(self.base, self.files)

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}{self.base}{path}"


@contextmanager
def hosting(of: Mapping[str, bytes], base: str = BASE) -> Iterator[Host]:
    host = Host(of, base)
    host.start()
    yield host
    host.stop()


@dataclass
class Reader:
    context: BrowserContext
    host: Host
    said: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.goto(self.host.url(path))
        return page

    def visit(self, path: str) -> Page:
        """Open a page and wait until it is kept."""
        page = self.open(path)
        eventually(lambda: path in self.kept(page))
        return page

    def kept(self, page: Page) -> list[str]:
        """Paths of everything in the caches of the site."""
        return list(page.evaluate(_KEPT, self.host.base))

    def names(self, page: Page) -> list[str]:
        return list(page.evaluate("caches.keys()"))


_KEPT = """async (base) => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      found.push(new URL(request.url).pathname.slice(base.length));
    }
  }
  return found;
}"""


@contextmanager
def reading(browser: Browser, host: Host) -> Iterator[Reader]:
    """A reader with an empty device, on whose console not a word may appear."""
    context = browser.new_context()
    context.set_default_timeout(15_000)
    someone = Reader(context, host)
    yield someone
    context.close()
    assert someone.said == []


VIEWS = ["ar/water/", "en/water/", "both/water/"]


def test_what_was_opened_can_be_read_when_the_server_is_gone(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        for path in VIEWS:
            page = someone.visit(path)
        eventually(lambda: any(path.startswith("media/") for path in someone.kept(page)))
        host.stop()
        for path in VIEWS:
            page = someone.open(path)
            words = {"ar": "الماء", "en": "water", "both": "الماء"}[path.split("/")[0]]
            assert words in page.locator("h1").first.inner_text()
            # Its styles, scripts and pictures are there too.
            assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == (
                "absolute"
            )
            assert page.evaluate("document.images[0].naturalWidth > 0")
        page = someone.open("en/water/?from=elsewhere#sources")
        assert page.locator("h1").inner_text() == "How does water reach the city?"
        page = someone.open("ar/")
        assert page.locator(".card-title").count(), "the home page comes with the worker"
        page.close()


def test_what_was_not_opened_is_said_so_in_both_languages_with_what_there_is(
    browser: Browser,
) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        someone.visit("en/water/")
        someone.visit("both/water/")
        host.stop()
        page = someone.open("ar/bridge/")
        arabic, english = page.locator('[data-language="ar"]'), page.locator('[data-language="en"]')
        english.locator("li").first.wait_for()
        assert page.url == host.url("ar/bridge/")
        assert "لا يوجد اتصال" in arabic.inner_text()
        assert "You are offline" in english.inner_text()
        assert english.get_attribute("dir") == "ltr"
        assert [link.inner_text() for link in english.locator("li a").all()] == [
            "How does water reach the city?",
            "News",
        ]
        assert arabic.locator("li").all_inner_texts() == [
            "كيف يصل الماء إلى المدينة؟ (جنبًا إلى جنب)", "أخبار",
        ]  # fmt: skip
        english.locator("li a").first.click()
        page.wait_for_url(host.url("en/water/"))
        assert page.locator("h1").inner_text() == "How does water reach the city?"
        page.goto(host.url("ar/bridge/"))
        host.start()
        page.locator('[data-language="en"] [data-again]').click()
        page.locator(".kind-explainer h1").wait_for()


def test_news_are_fresh_while_there_is_a_connection(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        someone.visit("ar/water/")
        host.files = {**host.files, "ar/water/index.html": first()["ar/water/index.html"].replace(
            b"</h1>", b" NEW</h1>")}  # fmt: skip
        assert "NEW" in someone.open("ar/water/").locator("h1").inner_text()
        host.stop()
        assert "NEW" in someone.open("ar/water/").locator("h1").inner_text()


def test_a_network_that_keeps_readers_waiting_is_not_waited_for(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        someone.visit("ar/water/")
        host.files = {**host.files, "ar/water/index.html": first()["ar/water/index.html"].replace(
            b"</h1>", b" NEW</h1>")}  # fmt: skip
        host.held = threading.Event()
        page = someone.open("ar/water/")
        assert "NEW" not in page.locator("h1").inner_text()
        # What comes in the end is there for the next time.
        host.held.set()
        eventually(lambda: page.evaluate(_HAS_NEW))
        host.stop()
        assert "NEW" in someone.open("ar/water/").locator("h1").inner_text()


_HAS_NEW = """async () => (await (await caches.match(location.href)).text()).includes("NEW")"""


def test_errors_and_what_is_no_page_are_not_kept(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        page = someone.visit("ar/water/")
        someone.open("ar/nothing/")
        page.evaluate("fetch('../timeline/timeline.json')")
        page.evaluate("fetch('../../media/x.svg', {headers: {range: 'bytes=0-3'}})")
        page.evaluate("fetch('../../media/water/gone.svg')")
        someone.visit("en/water/")
        kept = someone.kept(page)
        assert "ar/nothing/" not in kept
        assert not any("gone" in path or "x.svg" in path or path.endswith(".json") for path in kept)
        # The browser itself says these on the console.
        assert all("404" in line for line in someone.said), someone.said
        someone.said.clear()


def test_a_new_version_takes_the_place_of_the_old_one(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        page = someone.visit("en/water/")
        old = someone.names(page)
        new = site().with_template("static/own.css", "p { color: red }")
        new = new.with_change("content/explainers/bridge/meta.yaml", "title: ", "title: X ")
        host.files = files(new)
        assert host.files["sw.js"] != first()["sw.js"]
        folder = next(path for path in first() if path.endswith("/settings.js")).rpartition("/")[0]
        assert not any(path.startswith(folder) for path in host.files)
        later = someone.open("en/bridge/")
        eventually(lambda: someone.names(later) != old)
        eventually(lambda: len(someone.names(later)) == len(old) == 2)
        kept = someone.kept(later)
        # The page of the old version is still whole: its own scripts stay with it.
        assert f"{folder}/settings.js" in kept
        host.stop()
        page = someone.open("en/water/")
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == (
            "absolute"
        )
        page.close()


def test_scripts_of_an_old_version_go_with_its_last_page(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        someone.visit("en/water/")
        new = site().with_template("static/own.css", "p { color: red }")
        host.files = files(new)
        page = someone.visit("en/water/")
        page.reload()
        folder = next(path for path in first() if path.endswith("/settings.js")).rpartition("/")[0]
        eventually(lambda: not any(path.startswith(folder) for path in someone.kept(page)))


def test_turned_off_again_nothing_is_left(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        page = someone.visit("en/water/")
        page.evaluate("caches.open('of another site')")
        host.files = files(SiteTest())
        page = someone.open("en/water/")
        eventually(lambda: someone.names(page) == ["of another site"])
        eventually(lambda: not page.evaluate(
            "navigator.serviceWorker.getRegistrations().then((all) => all.length)"))  # fmt: skip
        page.reload()
        assert page.evaluate("navigator.serviceWorker.controller") is None


def test_only_so_many_pages_are_kept(browser: Browser) -> None:
    few = site(f"{ON}pages = 5\n")
    with hosting(files(few)) as host, reading(browser, host) as someone:
        opened = ["ar/about/", *VIEWS, "ar/bridge/", "en/bridge/", "both/bridge/"]
        for path in opened:
            page = someone.visit(path)
        pages = [path for path in someone.kept(page) if path in opened]
        assert pages == opened[-5:]
        # What was opened again is the newest.
        someone.visit("en/water/")
        page = someone.open(opened[2])
        someone.visit("ar/about/")
        assert opened[2] in someone.kept(page)
        assert any(path.startswith("media/") for path in someone.kept(page))


def test_an_address_that_cannot_be_decoded_does_not_stop_the_tidying(browser: Browser) -> None:
    """Hosts that answer every address with a page let anybody link to one."""
    few = site(f"{ON}pages = 5\n")
    with hosting(files(few)) as host, reading(browser, host) as someone:
        page = someone.visit("ar/about/")
        page.evaluate(
            "([name, url]) => caches.open(name).then((kept) => kept.put(url, new Response('x')))",
            [f"dragoman {host.base} kept", host.url("%FF/")],
        )
        opened = [*VIEWS, "ar/bridge/", "en/bridge/", "both/bridge/"]
        for path in opened:
            page = someone.visit(path)
        eventually(lambda: [each for each in someone.kept(page) if each in opened] == opened[-5:])


def test_newest_explainers_are_there_unopened_in_the_language_that_is_read(
    browser: Browser,
) -> None:
    with hosting(files(site(f"{ON}newest = 2\n"))) as host, reading(browser, host) as someone:
        page = someone.visit("en/water/")
        eventually(lambda: "en/bridge/" in someone.kept(page))
        assert "ar/bridge/" not in someone.kept(page)


def test_at_another_path_than_the_site_was_built_for(browser: Browser) -> None:
    with hosting(first(), "/copy/of/it/") as host, reading(browser, host) as someone:
        someone.visit("en/water/")
        host.stop()
        page = someone.open("en/bridge/")
        page.locator('[data-language="en"] li').first.wait_for()
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == (
            "absolute"
        )


def test_the_search_says_that_it_needs_a_connection(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        someone.visit("en/water/")
        someone.visit("en/search/")
        host.stop()
        page = someone.open("en/search/?q=water")
        page.get_by_text("the search needs a connection").wait_for()
        page = someone.open("en/water/")
        page.locator("[data-search]").first.click()
        page.wait_for_url("**/search/**")
        page.locator("#query").fill("water")
        page.locator("#query").press("Enter")
        page.get_by_text("the search needs a connection").wait_for()
        someone.said.clear()


def test_settings_say_what_is_kept_only_where_it_is(browser: Browser) -> None:
    with hosting(first()) as host, reading(browser, host) as someone:
        page = someone.visit("en/water/")
        note = page.locator("[data-offline-note]")
        eventually(lambda: note.get_attribute("hidden") is None)
        assert "kept on this device" in (note.text_content() or "")
        host.files = files(SiteTest())
        page = someone.open("en/bridge/")
        assert page.locator("[data-offline-note]").count() == 0


def test_without_javascript_nothing_changes(browser: Browser) -> None:
    with hosting(first()) as host:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(host.url("en/water/"))
        assert page.locator("h1").inner_text() == "How does water reach the city?"
        assert context.service_workers == []
        page.goto(host.url("offline/"))
        assert "You are offline" in page.inner_text("main")
        context.close()
