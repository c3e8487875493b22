"""Whatever people write comes back whole from a feed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.stages.feed_content import with_absolute_addresses, with_isolates
from generator.stages.feed_formats import atom_feed, json_feed
from generator.text.xml_text import append, print_xml, xml_text
from tests.driver import SiteTest
from tests.feeds.reading import ATOM, entries, entry_of, feed_of, files_of, named, parse, read, text
from tests.timeline_site import frame

pytestmark = pytest.mark.slow

ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


def parsed(words: str) -> ET.Element:
    site, strings = frame()
    raw = atom_feed(feed_of(entry_of(words)), site, strings, "")
    assert feedparser.parse(raw).bozo is False
    return entries(parse(raw))[0]


@settings(max_examples=200)
@given(ANYTHING)
def test_any_text_survives_the_atom_feed(words: str) -> None:
    entry = parsed(words)
    expected = xml_text(words)
    for name in ("title", "summary", "content"):
        found = entry.find(ATOM + name)
        # A text of nothing but spaces says nothing, wherever a parser puts it.
        told = "" if found is None else found.text or ""
        assert told == expected or (not expected.strip() and not told.strip())
    label = entry.findall(f"{ATOM}category")[0].attrib["label"]
    assert label == expected


@settings(max_examples=200)
@given(ANYTHING)
def test_any_text_survives_the_json_feed(words: str) -> None:
    site, strings = frame()
    (item,) = json.loads(json_feed(feed_of(entry_of(words)), site, strings, ""))["items"]
    assert item["title"] == item["content_html"] == xml_text(words)


@given(st.text(max_size=100))
def test_what_xml_forbids_is_all_that_is_lost(words: str) -> None:
    kept = xml_text(words)
    root = ET.Element("a", name=words)
    append(root, "b", words)
    back = parse(print_xml(root))
    assert back.attrib["name"] == kept
    assert (back[0].text or "") == kept
    lost = set(words) - set(kept)
    assert all(
        each == "\r" or ord(each) < 32 or 0xD800 <= ord(each) <= 0xDFFF or each in "\ufffe\uffff"
        for each in lost
    )


def naughty(shared: Path) -> list[str]:
    found = json.loads((shared / "suites" / "naughty-strings.json").read_text("utf-8"))
    return [each for each in found if isinstance(each, str) and each.strip()]


def test_naughty_strings_survive(shared: Path) -> None:
    site, strings = frame()
    words = naughty(shared)
    assert len(words) > 400
    given_entries = [named(entry_of(each), number) for number, each in enumerate(words)]
    raw = atom_feed(feed_of(*given_entries), site, strings, "")
    assert feedparser.parse(raw).bozo is False
    found = entries(parse(raw))
    assert [text(each, "content") for each in found] == [xml_text(each) for each in words]
    items = json.loads(json_feed(feed_of(*given_entries), site, strings, ""))["items"]
    assert [each["title"] for each in items] == [xml_text(each) for each in words]


def test_naughty_strings_in_an_article_make_a_feed_that_is_read(shared: Path) -> None:
    body = "\n\n".join(
        " ".join(re.sub(r"[^\w\s.,!?()'\"-]", r"\\\g<0>", each).split()) for each in naughty(shared)
    )
    site = SiteTest().with_file(
        "content/explainers/bridge/article.ar.md", f"مقدمة.\n\n{body}\n\nخاتمة.\n"
    )
    files = files_of(site)
    assert feedparser.parse(files["ar/feed.xml"]).bozo is False
    html = text(entries(read(files, "ar/feed.xml"))[1], "content")
    assert "مقدمة." in html
    assert "خاتمة." in html
    assert "<script" not in html
    assert json.loads(files["ar/feed.json"])["items"][1]["content_html"] == html


@given(ANYTHING)
def test_isolates_change_no_letter(words: str) -> None:
    from html import escape

    plain = re.sub("[\u2066-\u2069]", "", words)
    html = (
        f'<p>{escape(plain)} <bdi dir="ltr">{escape(plain)}</bdi> <span>{escape(plain)}</span></p>'
    )
    isolated = with_isolates(html)
    assert re.sub("[\u2066-\u2069]", "", isolated) == html
    assert isolated.count("\u2066") == isolated.count("\u2069") == 1


def test_addresses_of_every_kind_are_joined_to_the_page() -> None:
    html = (
        '<a href="#p-1">a</a><a href="../../ar/bridge/#p-2">b</a><a href="mailto:a@b.example">c</a>'
        '<img src="../../media/a b.png" srcset="../../media/s.webp 320w, ../../media/l.webp 640w">'
        '<p title="x">href="no"</p><a href="?q=1&amp;r=2">d</a>'
    )
    assert with_absolute_addresses(html, "https://a.example/s/en/water/") == (
        '<a href="https://a.example/s/en/water/#p-1">a</a>'
        '<a href="https://a.example/s/ar/bridge/#p-2">b</a><a href="mailto:a@b.example">c</a>'
        '<img src="https://a.example/s/media/a b.png" '
        'srcset="https://a.example/s/media/s.webp 320w, https://a.example/s/media/l.webp 640w">'
        '<p title="x">href="no"</p>'
        '<a href="https://a.example/s/en/water/?q=1&amp;r=2">d</a>'
    )
