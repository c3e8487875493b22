"""What RFC 4287 demands of a feed, a rule a test, each with its section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.feeds.reading import ATOM, BASE, FEEDS, XML_LANG, built, entries, read, text
from tests.text.samples import VOID

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z.+-]+")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
RELATIONS = frozenset({"alternate", "related", "self", "enclosure", "via", "license"})
"""Registered at IANA; `license` by RFC 4946."""
IN_A_FEED = frozenset(
    {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights",
     "subtitle", "title", "updated", "entry"}
)  # fmt: skip
IN_AN_ENTRY = frozenset(
    {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source",
     "summary", "title", "updated"}
)  # fmt: skip
TEXTS = ("title", "subtitle", "summary", "rights")

pytestmark = pytest.mark.parametrize(("site", "folder"), FEEDS)


@pytest.fixture
def raw(site: str, folder: str) -> bytes:
    return built(site)[f"{folder}feed.xml"]


@pytest.fixture
def feed(site: str, folder: str) -> ET.Element:
    return read(built(site), f"{folder}feed.xml")


def all_of(feed: ET.Element, name: str) -> Iterator[ET.Element]:
    return feed.iter(ATOM + name)


def count(element: ET.Element, name: str) -> int:
    return len(element.findall(ATOM + name))


def is_absolute(iri: str) -> bool:
    parts = urlsplit(iri)
    return bool(parts.scheme) and " " not in iri and (bool(parts.netloc) or parts.scheme == "tag")


def test_2_the_document_is_well_formed_xml(raw: bytes) -> None:
    found = feedparser.parse(raw)
    assert found.bozo is False
    assert found.version == "atom10"


def test_2_names_are_in_the_namespace_of_atom(feed: ET.Element) -> None:
    assert feed.tag == f"{ATOM}feed"
    assert all(each.tag.startswith(ATOM) for each in feed.iter())


def test_2_iris_are_absolute(feed: ET.Element) -> None:
    links = [each.attrib["href"] for each in all_of(feed, "link")]
    uris = [each.text or "" for name in ("uri", "icon") for each in all_of(feed, name)]
    assert links
    assert [each for each in links + uris if not is_absolute(each)] == []


def test_2_the_language_of_every_text_is_given(feed: ET.Element, folder: str) -> None:
    assert feed.attrib[XML_LANG] == folder[:2]
    assert all(each.attrib[XML_LANG] == folder[:2] for each in entries(feed))


def test_3_1_texts_are_of_a_known_type_without_elements(feed: ET.Element) -> None:
    for name in TEXTS:
        for each in all_of(feed, name):
            assert each.attrib.get("type", "text") in ("text", "html", "xhtml")
            assert len(each) == 0


def test_3_2_a_person_has_exactly_one_name(feed: ET.Element) -> None:
    people = list(all_of(feed, "author"))
    assert people
    for person in people:
        assert text(person, "name").strip()
        assert count(person, "uri") <= 1


def test_3_3_dates_are_those_of_rfc_3339(feed: ET.Element) -> None:
    dates = [*all_of(feed, "updated"), *all_of(feed, "published")]
    assert dates
    assert all(INSTANT.fullmatch(each.text or "") for each in dates)


def test_4_1_1_a_feed_has_an_id_a_title_and_an_update(feed: ET.Element) -> None:
    for name in ("id", "title", "updated"):
        assert text(feed, name).strip()


def test_4_1_1_a_feed_has_at_most_one_of_these(feed: ET.Element) -> None:
    for name in ("generator", "icon", "logo", "rights", "subtitle"):
        assert count(feed, name) <= 1


def test_4_1_1_a_feed_has_an_author_unless_every_entry_has(feed: ET.Element) -> None:
    assert count(feed, "author") or all(count(each, "author") for each in entries(feed))


def test_4_1_1_alternates_differ_in_type_or_language(feed: ET.Element) -> None:
    for element in (feed, *entries(feed)):
        kinds = [
            (each.attrib.get("type"), each.attrib.get("hreflang"))
            for each in element.findall(f"{ATOM}link")
            if each.attrib.get("rel", "alternate") == "alternate"
        ]
        assert kinds
        assert len(kinds) == len(set(kinds))


def test_4_1_1_a_feed_links_to_itself(feed: ET.Element, folder: str, site: str) -> None:
    base = BASE if site != "host of its own" else "https://news.example/"
    (own,) = [
        each.attrib["href"] for each in feed.findall(f"{ATOM}link") if each.attrib["rel"] == "self"
    ]
    assert own == f"{base}{folder}feed.xml"


def test_4_1_1_elements_are_those_a_feed_may_have(feed: ET.Element) -> None:
    assert {each.tag.removeprefix(ATOM) for each in feed} <= IN_A_FEED


def test_4_1_1_ids_of_entries_are_unique(feed: ET.Element) -> None:
    ids = [text(each, "id") for each in entries(feed)]
    assert len(ids) == len(set(ids))


def test_4_1_2_an_entry_has_an_id_a_title_and_an_update(feed: ET.Element) -> None:
    for entry in entries(feed):
        for name in ("id", "title", "updated"):
            assert text(entry, name).strip()


def test_4_1_2_an_entry_has_at_most_one_of_these(feed: ET.Element) -> None:
    for entry in entries(feed):
        for name in ("content", "published", "rights", "source", "summary"):
            assert count(entry, name) <= 1


def test_4_1_2_an_entry_without_content_has_an_alternate(feed: ET.Element) -> None:
    for entry in entries(feed):
        relations = {each.attrib["rel"] for each in entry.findall(f"{ATOM}link")}
        assert count(entry, "content") or "alternate" in relations


def test_4_1_2_elements_are_those_an_entry_may_have(feed: ET.Element) -> None:
    for entry in entries(feed):
        assert {each.tag.removeprefix(ATOM) for each in entry} <= IN_AN_ENTRY


def test_4_1_3_content_is_escaped_html(feed: ET.Element) -> None:
    """4.1.3.3: no child elements, and HTML that could stand inside a `<div>`."""
    for content in all_of(feed, "content"):
        assert content.attrib == {"type": "html"}
        assert len(content) == 0
        reader = _Balance()
        reader.feed(content.text or "")
        reader.close()
        assert reader.open == []
        assert reader.tags
        assert not reader.tags & {"html", "head", "body", "script", "style", "template"}


def test_4_2_2_a_category_has_a_term(feed: ET.Element) -> None:
    for each in all_of(feed, "category"):
        assert each.attrib["term"]
        assert is_absolute(each.attrib["scheme"])


def test_4_2_4_a_generator_has_a_name(feed: ET.Element) -> None:
    assert text(feed, "generator").strip()


def test_4_2_5_an_icon_is_square(feed: ET.Element, site: str) -> None:
    path = text(feed, "icon").rpartition("static/")[2]
    image = built(site)[f"static/{path}"]
    width, height = image[16:20], image[20:24]
    assert image.startswith(b"\x89PNG")
    assert width == height


def test_4_2_6_ids_are_absolute_and_normal(feed: ET.Element) -> None:
    """4.2.6.1: compared letter by letter, so they are written in one way only."""
    ids = [each.text or "" for each in all_of(feed, "id")]
    assert all(is_absolute(each) and each.isascii() for each in ids)
    assert all(each.strip() == each for each in ids)


def test_4_2_7_links_say_what_they_lead_to(feed: ET.Element) -> None:
    for link in all_of(feed, "link"):
        assert link.attrib["href"]
        assert link.attrib["rel"] in RELATIONS
        assert MEDIA_TYPE.fullmatch(link.attrib.get("type", "text/html"))
        assert LANGUAGE_TAG.fullmatch(link.attrib.get("hreflang", "en"))


def test_4_2_15_nothing_is_updated_before_it_is_published(feed: ET.Element) -> None:
    for entry in entries(feed):
        assert text(entry, "published") <= text(entry, "updated") <= text(feed, "updated")


class _Balance(HTMLParser):
    """Which elements are open at the end, and which there are."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
