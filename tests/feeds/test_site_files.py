"""What browsers ask of a whole site: how to search it, and how to install it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urljoin

import imagesize
import pytest
import xmlschema

from generator.adapters.files import packaged_theme
from generator.model.page import Site
from generator.stages.site_files import search_description, shortened, web_manifest
from tests.driver import SiteTest
from tests.feeds.reading import BASE, SITES, built, files_of, parse
from tests.feeds.test_sitemaps import SCHEMAS
from tests.test_pages import page
from tests.timeline_site import frame

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
STATIC = packaged_theme() / "static"


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "opensearch.xsd")


def manifest(files: dict[str, bytes], code: str) -> dict[str, Any]:
    return json.loads(files[f"{code}/site.webmanifest"])


# Search.


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("code", ["ar", "en"])
def test_the_description_of_the_search_keeps_to_its_schema(site: str, code: str) -> None:
    schema().validate(built(site)[f"{code}/opensearch.xml"].decode())


@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_browser_searches_in_the_language(code: str) -> None:
    root = parse(built()[f"{code}/opensearch.xml"])
    results, itself = root.findall(f"{OPENSEARCH}Url")
    assert results.attrib["template"] == f"{BASE}{code}/search/?q={{searchTerms}}"
    assert itself.attrib["template"] == f"{BASE}{code}/opensearch.xml"
    assert root.findtext(f"{OPENSEARCH}Language") == code
    (link,) = [
        each
        for each in page(SiteTest(), f"{code}/water").one("head")
        if each.attributes.get("rel") == "search"
    ]
    assert link.attributes["href"] == "../opensearch.xml"


@pytest.mark.parametrize(
    "title", ["News", "N" * 60, "The very long name of a newspaper that has merged with two others"]
)
def test_names_are_as_short_as_opensearch_asks(title: str) -> None:
    site, _ = frame()
    names = {code: replace(phrase, text=title) for code, phrase in site.title.phrases.items()}
    long = replace(site, title=replace(site.title, phrases=names))
    assert isinstance(long, Site)
    schema().validate(search_description(long, site.target, ()).decode())


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("News", "News"),
        ("Sixteen letters!", "Sixteen letters!"),
        ("Sixteen letters and more", "Sixteen letters"),
        ("Exactly sixteen, then more", "Exactly sixteen,"),
        ("Incomprehensibilities", "Incomprehensibil"),
        ("  two   words ", "two words"),
    ],
)
def test_a_name_is_shortened_at_a_word(text: str, short: str) -> None:
    assert shortened(text, 16) == short


# Installation.


@pytest.mark.parametrize("code", ["ar", "en"])
def test_the_manifest_holds_at_any_base_path(code: str) -> None:
    found = manifest(built(), code)
    for base in (BASE, "https://a.example/", "https://a.example/very/deep/"):
        own = f"{base}{code}/site.webmanifest"
        assert urljoin(own, found["start_url"]) == f"{base}{code}/"
        assert urljoin(own, found["scope"]) == base
        for icon in found["icons"]:
            assert urljoin(own, icon["src"]).removeprefix(base) in built()
    # An id would be joined to the root of the host: two sites on one host would be one.
    assert "id" not in found


def test_the_manifest_speaks_the_language() -> None:
    arabic, english = (manifest(built(), code) for code in ("ar", "en"))
    assert (arabic["lang"], arabic["dir"], arabic["name"]) == ("ar", "rtl", "أخبار")
    assert (english["lang"], english["dir"], english["name"]) == ("en", "ltr", "News")


def test_the_manifest_has_the_colours_of_the_pages() -> None:
    site = SiteTest().with_change(
        "site.toml", "[licence]", '[theme]\naccent = "#123456"\n[licence]'
    )
    found = manifest(files_of(site), "en")
    assert found["theme_color"] == "#123456"
    paper = re.search(r"--paper: (#[0-9a-f]{6})", (STATIC / "style.css").read_text("utf-8"))
    assert paper is not None
    assert found["background_color"] == paper[1]


def test_icons_are_as_large_as_they_say() -> None:
    icons = manifest(built(), "en")["icons"]
    assert {(each["sizes"], each["purpose"]) for each in icons} >= {
        ("any", "any"), ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")
    }  # fmt: skip
    for each in icons:
        if each["type"] == "image/png":
            width, height = imagesize.get(STATIC / each["src"].rpartition("/")[2])
            assert each["sizes"] == f"{width}x{height}"
    assert imagesize.get(STATIC / "apple-touch-icon.png") == (180, 180)


def test_only_icons_that_there_are_are_named() -> None:
    site, _ = frame()
    assert web_manifest(site, site.source, {"icon.svg"})["icons"] == [
        {"src": "../static/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    ]
    assert web_manifest(site, site.source, set())["icons"] == []


def test_a_site_puts_its_own_icon_in_the_place_of_ours() -> None:
    own = replace(SiteTest(), theme={**SiteTest().theme, "static/icon-192.png": b"\x89PNG own"})
    files = files_of(own)
    (path,) = [each for each in files if each.endswith("/icon-192.png")]
    assert files[path] == b"\x89PNG own"
    assert manifest(files, "ar")["icons"][1]["src"] == f"../{path}"


def test_every_page_names_the_manifest_and_may_load_it() -> None:
    for path, raw in built().items():
        if path.endswith(".html"):
            assert b'<link rel="manifest" href="' in raw
            assert b"manifest-src 'self'" in raw
            assert b'<link rel="apple-touch-icon" href="' in raw


# The page for addresses that do not exist.


def test_a_lost_reader_is_shown_the_way_in_both_languages() -> None:
    html = built("two in English")["404.html"].decode()
    for code in ("ar", "en"):
        for path in ("", "search/", "water/", "bridge/"):
            assert f'href="/sub/{code}/{path}"' in html
    assert 'href="../' not in html
    assert "Why was the bridge closed?" in html


def test_a_lost_reader_of_english_is_not_sent_to_arabic() -> None:
    html = built()["404.html"].decode()
    assert 'href="/sub/ar/bridge/"' in html
    assert 'href="/sub/en/bridge/"' not in html


def test_a_site_without_explainers_has_no_list_of_them() -> None:
    empty = SiteTest()
    for path in [each for each in empty.files if each.startswith("content/")]:
        empty = empty.without(path)
    html = files_of(empty)["404.html"].decode()
    assert "Latest explainers" not in html
    assert "Page not found" in html
