"""What search engines are told: sitemaps by their schema, their limits, and robots.txt."""

from __future__ import annotations

import urllib.robotparser
from functools import cache
from pathlib import Path

import pytest
import xmlschema

from generator.stages import sitemaps
from generator.stages.sitemaps import (
    MOST_ADDRESSES,
    MOST_BYTES,
    Address,
    robots_text,
    split_sitemap,
)
from tests.driver import SiteTest
from tests.feeds.reading import BASE, BRIDGE, META, SITES, built, files_of, parse
from tests.test_pages import page

SCHEMAS = Path(__file__).parent / "schemas"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "sitemap.xsd")


def locations(raw: bytes) -> list[str]:
    return [each.text or "" for each in parse(raw).iter(f"{SITEMAP}loc")]


def entry(raw: bytes, url: str) -> dict[str, str]:
    """The last change of an address, and the addresses of its languages."""
    for each in parse(raw):
        if each.findtext(f"{SITEMAP}loc") == url:
            links = {
                link.attrib["hreflang"]: link.attrib["href"] for link in each.iter(f"{XHTML}link")
            }
            return {"lastmod": each.findtext(f"{SITEMAP}lastmod") or "", **links}
    raise AssertionError(f"{url} is not listed")


def with_news(site: SiteTest) -> SiteTest:
    return site.with_change("site.toml", "base_url", "news_sitemap = true\nbase_url")


def plain(number: int, path: str = "en/story-{}/") -> list[Address]:
    return [Address(BASE + path.format(each), "2026-10-01") for each in range(number)]


@pytest.mark.parametrize("site", SITES)
def test_the_sitemap_keeps_to_its_schema(site: str) -> None:
    schema().validate(built(site)["sitemap.xml"].decode())


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("2026-10-05</lastmod>", "5.10.2026</lastmod>"),
        ("<loc>https://", "<loc>//"),
        ('hreflang="ar"', 'hreflang="Arabic"'),
        ('rel="alternate"', 'rel="canonical"'),
        ("</url>", "<loc>https://a.example/b</loc></url>"),
    ],
)
def test_the_schema_bites(good: str, bad: str) -> None:
    text = built()["sitemap.xml"].decode()
    assert good in text
    assert not schema().is_valid(text.replace(good, bad, 1))


def test_only_pages_that_may_be_indexed_are_listed() -> None:
    listed = set(locations(built()["sitemap.xml"]))
    pages = {path: raw.decode() for path, raw in built().items() if path.endswith(".html")}
    assert len(pages) > len(listed) > 10
    for path, html in pages.items():
        url = BASE + path.removesuffix("index.html")
        assert (url in listed) == ('<meta name="robots" content="noindex">' not in html), url
        if url in listed:
            assert f'<link rel="canonical" href="{url}">' in html


def test_alternates_are_those_of_the_page() -> None:
    raw = built("two in English")["sitemap.xml"]
    for path in ("ar/water/", "en/water/", "ar/", "en/topics/rivers/", "ar/about/"):
        head = page(SITES["two in English"], path.rstrip("/")).one("head")
        links = {
            each.attributes["hreflang"]: each.attributes["href"]
            for each in head
            if "hreflang" in each.attributes
        }
        found = entry(raw, BASE + path)
        del found["lastmod"]
        assert found == links
    assert entry(raw, f"{BASE}ar/water/")["x-default"] == f"{BASE}ar/water/"
    assert entry(raw, f"{BASE}en/")["x-default"] == BASE


def test_the_last_change_is_told_where_it_is_known() -> None:
    english = "content/explainers/water/article.en.md"
    raw = files_of(SiteTest().with_change(english, "by:LH", "by:LH on:2026-10-28"))["sitemap.xml"]
    told = {
        "en/water/": "2026-10-28",
        "ar/water/": "2026-10-05",
        "ar/bridge/": "2026-09-20",
        "en/": "2026-10-28",
        "ar/": "2026-10-05",
        "ar/topics/rivers/": "2026-10-05",
        "en/timeline/": "2026-10-28",
        "ar/glossary/": "",
        "ar/about/": "",
    }
    assert {path: entry(raw, BASE + path)["lastmod"] for path in told} == told


# Limits.


@pytest.mark.slow
def test_fifty_thousand_addresses_are_one_sitemap_and_one_more_are_two() -> None:
    ((name, raw),) = split_sitemap(plain(MOST_ADDRESSES), BASE)
    assert name == "sitemap.xml"
    assert len(locations(raw)) == 50_000
    files = dict(split_sitemap(plain(MOST_ADDRESSES + 1), BASE))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert len(locations(files["sitemap-1.xml"])) == 50_000
    assert locations(files["sitemap-2.xml"]) == [f"{BASE}en/story-50000/"]
    assert locations(files["sitemap.xml"]) == [f"{BASE}sitemap-1.xml", f"{BASE}sitemap-2.xml"]
    schema().validate(files["sitemap.xml"].decode())


@pytest.mark.parametrize("most", [1, 2, 3, 7, 8])
def test_parts_hold_every_address_once_and_in_order(most: int) -> None:
    files = dict(split_sitemap(plain(7), BASE, most=most))
    index = files.pop("sitemap.xml") if len(files) > 1 else b""
    listed = [url for raw in files.values() for url in locations(raw)]
    assert listed == [each.url for each in plain(7)]
    assert all(len(locations(raw)) <= most for raw in files.values())
    if index:
        assert locations(index) == [BASE + name for name in files]
        schema().validate(index.decode())


@pytest.mark.parametrize("limit", [700, 1000, 1500, 4000, 20_000])
def test_no_part_is_larger_than_the_protocol_allows(limit: int) -> None:
    url = BASE + "en/story/?a=1&b=2&c=3"
    links = (("ar", url), ("en", url), ("x-default", url))
    listed = [
        Address(f"{url}&d={each}", "2026-10-01", links if each % 2 else ()) for each in range(30)
    ]
    files = dict(split_sitemap(listed, BASE, most_bytes=limit))
    index = files.pop("sitemap.xml") if len(files) > 1 else b""
    for raw in files.values():
        assert len(raw) <= limit or len(locations(raw)) == 1
        schema().validate(raw.decode())
    assert [each for raw in files.values() for each in locations(raw)] == [
        each.url for each in listed
    ]
    assert bool(index) == (limit < 20_000)


def test_the_limit_is_that_of_the_protocol() -> None:
    assert (MOST_ADDRESSES, MOST_BYTES) == (50_000, 52_428_800)


def test_addresses_are_written_in_ascii() -> None:
    site = SiteTest().with_change(
        "site.toml", "https://news.example/sub/", "https://مثال.إختبار/أخبار/"
    )
    raw = files_of(site)["sitemap.xml"]
    schema().validate(raw.decode())
    assert locations(raw)[0] == ("https://xn--mgbh0fb.xn--kgbechtv/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/")


# News.


@pytest.mark.parametrize(
    ("today", "told"),
    [("2026-10-01", 2), ("2026-10-02", 2), ("2026-10-03", 0), ("2026-11-01", 0)],
)
def test_news_are_not_older_than_two_days(today: str, told: int) -> None:
    raw = files_of(with_news(SiteTest()).on(today))["sitemap-news.xml"]
    assert len(locations(raw)) == told
    schema().validate(raw.decode())


def test_news_name_publication_language_date_and_title() -> None:
    raw = files_of(with_news(SiteTest()).on("2026-10-02"))["sitemap-news.xml"]
    (arabic, english) = parse(raw).iter(f"{NEWS}news")
    assert [each.text for each in arabic[0]] == ["أخبار", "ar"]
    assert [each.text for each in english[0]] == ["News", "en"]
    assert english.findtext(f"{NEWS}publication_date") == "2026-10-01"
    assert english.findtext(f"{NEWS}title") == "How does water reach the city?"


def test_an_explainer_held_back_is_news_on_its_day() -> None:
    site = with_news(SiteTest()).with_change(
        BRIDGE, "status: published", "status: published\npublish_on: 2026-10-30"
    )
    raw = files_of(site.on("2026-10-30"))["sitemap-news.xml"]
    assert locations(raw) == [f"{BASE}ar/bridge/"]


def test_at_most_a_thousand_pages_are_news(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sitemaps.MOST_NEWS == 1000
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 1)
    # Not a site that was built before with the true limit.
    raw = with_news(SiteTest()).on("2026-10-02").build_anew().files["sitemap-news.xml"]
    assert locations(raw) == [f"{BASE}ar/water/"]


def test_without_the_option_there_is_no_news_sitemap() -> None:
    assert "sitemap-news.xml" not in built()


# robots.txt.


def test_robots_may_read_everything_and_are_told_where() -> None:
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(built()["robots.txt"].decode().splitlines())
    assert robots.can_fetch("Googlebot", f"{BASE}both/water/")
    assert robots.site_maps() == [f"{BASE}sitemap.xml"]
    news = files_of(with_news(SiteTest()))["robots.txt"].decode()
    assert f"Sitemap: {BASE}sitemap-news.xml\n" in news
    assert robots_text([]).startswith("User-agent: *\n")


def test_drafts_are_not_listed() -> None:
    site = SiteTest().with_change(META, "status: published", "status: draft")
    assert "water" not in files_of(site)["sitemap.xml"].decode()
