"""What `[offline]` makes of a site: the worker, the page, and what is not there without it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.driver import SiteTest

ON = "\n[offline]\nenabled = true\n"


def site(settings: str = ON) -> SiteTest:
    small = SiteTest()
    return small.with_file("site.toml", small.files["site.toml"].decode() + settings)


def told(made: SiteTest) -> dict[str, Any]:
    """What the worker is told."""
    found = re.match(r"const site=(\{.*\});\n", made.build().page("sw.js"))
    assert found
    return dict(json.loads(found[1]))


def test_off_by_default_but_for_a_worker_that_ends_itself() -> None:
    files = site("").build().files
    assert b"unregister" in files["sw.js"]
    assert b"fetch" not in files["sw.js"]
    assert "offline/index.html" not in files
    pages = [content for path, content in files.items() if path.endswith(".html")]
    assert not any(b"register.js" in page or b"worker-src" in page for page in pages)


def test_switched_off_is_as_never_on() -> None:
    off = site("\n[offline]\nenabled = false\nnewest = 3\n").build().files
    assert off["sw.js"] == site("").build().files["sw.js"]


def test_every_page_asks_for_the_worker_and_allows_it() -> None:
    files = site().build().files
    for path, content in files.items():
        if path.endswith(".html") and b'http-equiv="refresh"' not in content:
            assert content.count(b"offline/register.js") == 1, path
            assert b"worker-src 'self'" in content, path


def test_what_is_kept_in_advance_is_there() -> None:
    made = site(f"{ON}newest = 1\n")
    files = made.build().files
    worker = told(made)
    newest = [path for paths in worker["newest"].values() for path in paths]
    assert newest == ["ar/water/", "en/water/"]
    assert {"", "ar/", "en/", "offline/"} <= set(worker["shell"])
    for path in (*worker["shell"], *newest):
        assert (f"{path}index.html" if path.endswith("/") or not path else path) in files
    names = [path.rpartition("/")[2] for path in worker["shell"]]
    assert {"style.css", "panels.js", "reader.js", "register.js", "list.js"} <= set(names)
    assert not any("search" in path or path.endswith(".txt") for path in worker["shell"])
    assert worker["base"] == "/sub/"


def test_large_files_of_a_theme_are_not_forced_on_every_device() -> None:
    made = site()
    made = made.with_template("static/film.bin", "x" * 300_000)
    assert not any(path.endswith("film.bin") for path in told(made)["shell"])


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("site.toml", 'ar = "أخبار"', 'ar = "أنباء"'),
        ("content/explainers/water/meta.yaml", "title: ", "title: X "),
    ],
)
def test_the_version_changes_with_what_is_kept_in_advance(path: str, old: str, new: str) -> None:
    assert told(site().with_change(path, old, new))["version"] != told(site())["version"]


def test_the_version_stays_with_the_same_content_and_changes_with_the_theme() -> None:
    assert told(site()) == told(site())
    own = site().with_template("static/own.css", "p { color: red }")
    assert told(own)["version"] != told(site())["version"]
    # A text that is kept only once it is opened is no reason to fetch everything anew.
    text = "content/explainers/water/article.ar.md"
    changed = site().with_change(text, "منذ 75 عاماً", "منذ زمن")
    assert told(changed)["version"] == told(site())["version"]


def test_the_page_speaks_both_languages_and_is_not_listed() -> None:
    page = site().build().page("offline/index.html")
    assert "لا يوجد اتصال بالإنترنت" in page
    assert "You are offline" in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'href="/sub/static/' in page


def test_the_host_does_not_cache_the_worker() -> None:
    headers = site("").build().page("_headers")
    assert "/sub/sw.js\n  Cache-Control: public, max-age=0, must-revalidate\n" in headers


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("enabled = 1", "bad-value"),
        ("newest = 51", "bad-value"),
        ("newest = -1", "bad-value"),
        ("pages = 4", "bad-value"),
        ("page = 7", "unknown-key"),
    ],
)
def test_settings_are_checked(line: str, code: str) -> None:
    errors = [
        each for each in site(f"\n[offline]\n{line}\n").build().checked.problems if each.is_error
    ]
    assert [each.code for each in errors] == [code]
