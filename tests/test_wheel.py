"""The wheel, installed away from the repository, takes a newsroom from nothing to a hosted site."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from generator.deploying.manifest import MANIFEST
from generator.text.host_files import address_of, headers_for
from tests.conftest import ROOT
from tests.driver import files_below
from tests.host_server import Host, hosted, read_host
from tests.walk import Walk, ask, walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

pytestmark = pytest.mark.slow

PUBLISHED = "https://news.example/explainers/"
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>صحيفة المدينة</title><link>https://news.example/</link>
<item><title>كيف يصل الماء إلى المدينة؟</title>
<link>https://news.example/explainers/2019/05/water.html</link>
<pubDate>Fri, 03 May 2019 10:00:00 +0300</pubDate><category>Science</category>
<content:encoded><![CDATA[<p>يصل الماء من <a href="https://example.org/nahr">النهر</a> عبر
محطة قديمة منذ ستين عاما.</p><h2>كم يصل؟</h2>
<p>قالت البلدية إن المحطة تعمل <strong>ليلا ونهارا</strong>.</p>]]></content:encoded>
</item>
<item><title>لماذا أُغلق الجسر؟</title><link>https://news.example/explainers/bridge/</link>
<description>أغلقت البلدية الجسر القديم يوم الأحد، وقالت إنه يحتاج إلى ترميم.</description></item>
</channel></rss>
"""


@dataclass(frozen=True)
class Installed:
    """The program in an environment of its own, far from the repository."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "venv" / "bin" / "python"

    def run(self, *command: str, expected: int = 0) -> str:
        """What the command says on both streams; the exit code must be the expected one."""
        outside = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
        environment = {name: each for name, each in os.environ.items() if name not in outside}
        environment["SOURCE_DATE_EPOCH"] = "1793491200"  # 1 November 2026
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == expected, done.stdout
        return done.stdout

    def dragoman(self, *arguments: str, expected: int = 0) -> str:
        return self.run(str(self.python.with_name("dragoman")), *arguments, expected=expected)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Built from the checkout, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    build = ["wheel", "--no-index", "--no-build-isolation", "--no-deps", "-w", str(folder / "dist")]
    subprocess.run([*pip, *build, str(ROOT)], check=True)
    (wheel,) = (folder / "dist").glob("dragoman-*.whl")
    venv.create(folder / "venv", symlinks=True)
    install = ["--python", str(folder / "venv"), "install", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([*pip, *install], check=True)
    # The libraries come from the tests' own environment. A path in a .pth file is only searched:
    # the hook that leads from there to the checkout is not run.
    (packages,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", "utf-8")
    return Installed(folder)


@pytest.fixture(scope="module")
def site(installed: Installed) -> Path:
    """What a newsroom does in its first hour."""
    folder = installed.folder / "site"
    title = ["--title-ar", "شروح المدينة", "--title-en", "City explainers"]
    installed.dragoman("init", "site", *title, "--base-url", PUBLISHED, "--ci", "github")
    assert installed.dragoman("check", "--strict", "--site", "site") == ""
    (installed.folder / "feed.xml").write_text(FEED, "utf-8")
    installed.dragoman("import", "feed.xml", "--site", "site")
    for slug in ("water", "bridge"):
        meta = folder / "content/explainers" / slug / "meta.yaml"
        text = meta.read_text("utf-8")
        assert "status: draft" in text
        meta.write_text(text.replace("status: draft", "status: published"), "utf-8")
    config = folder / "site.toml"
    config.write_text(config.read_text("utf-8") + "\n[publishing]\nprecompress = true\n", "utf-8")
    installed.dragoman("new", "tram", "--title", "لماذا تأخر الترام؟", "--site", "site")
    said = installed.dragoman("build", "--site", "site")
    assert "not shown: 1 draft" in said
    installed.dragoman("check", "--site", "site")
    return folder


@pytest.fixture(scope="module")
def host(installed: Installed, site: Path) -> Host:
    """The folder of a host, as it is after the site was deployed there."""
    public = site.parent / "public"
    deploy = ("deploy", "--site", "site", "--to-folder", str(public))
    installed.dragoman(*deploy, "--dry-run")
    assert not public.exists()
    assert "sent " in installed.dragoman(*deploy)
    assert "sent " not in installed.dragoman(*deploy)
    return read_host(public, urlsplit(PUBLISHED).path)


@pytest.fixture(scope="module")
def address(host: Host) -> Iterator[str]:
    with hosted(host) as address:
        yield address


@pytest.fixture(scope="module")
def walked(address: str) -> Walk:
    return walk(address, PUBLISHED)


def test_it_is_the_wheel_that_runs(installed: Installed) -> None:
    code = "import generator, generator.adapters.files as files; "
    code += "print(generator.__file__, files.packaged_theme())"
    for path in installed.run(str(installed.python), "-c", code).split():
        assert Path(path).resolve().is_relative_to((installed.folder / "venv").resolve())


def test_the_new_site_says_what_it_was_told(site: Path) -> None:
    assert "City explainers" in (site / "output/en/index.html").read_text("utf-8")
    assert "شروح المدينة" in (site / "output/ar/index.html").read_text("utf-8")
    assert (site / ".gitattributes").read_text("utf-8").endswith("*.jsonl merge=union\n")
    assert (site / ".github/workflows/publish.yml").is_file()


def test_every_address_on_every_page_answers_and_every_place_exists(walked: Walk) -> None:
    assert walked.broken == []
    assert len(walked.pages) > 25
    assert any(each.endswith("/ar/water/") for each in walked.pages)
    assert any(each.endswith(".woff2") for each in walked.others)


def test_every_answer_has_the_headers_that_were_promised(walked: Walk, host: Host) -> None:
    assert host.rules
    for answer in walked.answers:
        promised = headers_for(host.rules, urlsplit(answer.address).path)
        assert "X-Content-Type-Options" in promised
        for name, value in promised.items():
            assert answer.headers.get(name) == value, (answer.address, name)
    for answer in walked.pages.values():
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_each_file_says_how_long_it_may_be_kept(host: Host) -> None:
    """Those of the search index too, which no page names."""
    at_root = {".nojekyll", "_headers", "_redirects", MANIFEST}
    files = {path for path in files_below(host.folder) if not path.endswith((".br", ".gz"))}
    assert any(path.startswith("pagefind/ar/") for path in files)
    for path in files - at_root:
        headers = headers_for(host.rules, host.base_path + address_of(path))
        assert headers["Cache-Control"].count("max-age") == 1, path


def test_the_compressed_copies_hold_what_the_files_hold(walked: Walk) -> None:
    packed = 0
    for answer in walked.answers:
        copy = ask(answer.address, **{"Accept-Encoding": "gzip"})
        if copy.headers.get("Content-Encoding") == "gzip":
            packed += 1
            assert answer.headers["Vary"] == copy.headers["Vary"] == "Accept-Encoding"
            assert gzip.decompress(copy.content) == answer.content, answer.address
    assert packed > len(walked.pages)


def test_what_does_not_exist_gets_the_page_for_it(address: str) -> None:
    answer = ask(f"{address}ar/nowhere/")
    assert answer.status == 404
    assert "<html" in answer.body
    assert ask(f"{address}_headers").status == 404
    assert ask(f"{address}ar/water", "HEAD").headers["Location"].endswith("/ar/water/")


def test_the_earlier_address_of_an_imported_article_leads_to_it(
    address: str, host: Host, browser: Browser
) -> None:
    for old, slug in (("2019/05/water.html", "water"), ("bridge/", "bridge")):
        answer = ask(address + old)
        assert (answer.status, answer.headers["Location"]) == (301, f"{host.base_path}ar/{slug}/")
        page = browser.new_page()
        # A host that knows nothing of `_redirects` has the page that leads on.
        with hosted(Host(host.folder, host.base_path, host.rules)) as plain:
            page.goto(plain + old)
            page.wait_for_url(f"{plain}ar/{slug}/")
        page.close()


def test_a_browser_has_nothing_to_complain_about(walked: Walk, browser: Browser) -> None:
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))

    def report(request: Request) -> None:
        # A browser that goes on to the next page leaves off what it was loading for this one.
        if request.failure != "net::ERR_ABORTED":
            said.append(f"{request.url}: {request.failure}")

    page.on("requestfailed", report)
    for each in walked.pages:
        response = page.goto(each)
        assert response is not None
        assert response.ok, each
    page.close()
    assert said == []


@pytest.mark.parametrize(
    ("language", "query", "slug"),
    [("ar", "المحطة", "water"), ("ar", "الكبيسة", "leap-year"), ("en", "calendar", "leap-year")],
)
def test_the_search_answers(
    address: str, browser: Browser, language: str, query: str, slug: str
) -> None:
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}{language}/search/")
    page.get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")
    hit = page.locator(f'main .result-link[href*="{language}/{slug}/"]').first
    hit.wait_for(timeout=15_000)
    hit.click()
    page.wait_for_url(f"{address}{language}/{slug}/*")
    page.close()
    assert said == []


def test_what_the_workflow_uploads_is_the_site(site: Path) -> None:
    workflow = (site / ".github/workflows/publish.yml").read_text("utf-8")
    assert re.search(r"upload-pages-artifact@v\d+\n(?:.*\n){1,3}\s+path: output\n", workflow)
    assert (site / "output/index.html").is_file()
