"""JSON-LD: what programs read of each kind of page, by the vocabulary of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.stages.structured import MACHINE, PARTLY_MACHINE, as_data
from generator.text.normal import text_hash
from tests.driver import SiteTest
from tests.text.samples import anything

META = "content/explainers/water/meta.yaml"
ENGLISH = "content/explainers/water/article.en.md"
BASE = "https://news.example/sub/"
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)

Node = dict[str, Any]
Site = Mapping[str, list[Node]]
"""The nodes of each page by its path."""


def structured(html: str) -> list[Node]:
    return [json.loads(each) for each in _SCRIPT.findall(html)]


def read(site: SiteTest) -> Site:
    """Every page of the built site that is for readers."""
    outcome = site.build()
    assert not outcome.checked.has_errors, outcome.report
    return {
        path.removesuffix("index.html"): structured(content.decode())
        for path, content in outcome.files.items()
        if path.endswith(".html")
    }


@cache
def small() -> Site:
    return read(SiteTest())


def one(site: Site, path: str, kind: str) -> Node:
    (node,) = [each for each in site[path] if each["@type"] == kind]
    return node


def nodes_in(value: object) -> Iterator[Node]:
    """A node and every node inside it; references to others are none."""
    if isinstance(value, list):
        for each in value:
            yield from nodes_in(each)
    elif isinstance(value, dict):
        if set(value) - {"@id", "@value", "@language"}:
            yield value
        for each in value.values():
            yield from nodes_in(each)


def references_in(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from references_in(each)
    elif isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for each in value.values():
            yield from references_in(each)


KINDS = {
    "": ["WebSite"],
    "ar/": ["WebSite"],
    "en/": ["WebSite"],
    "ar/water/": ["NewsArticle", "BreadcrumbList"],
    "en/water/": ["NewsArticle", "BreadcrumbList"],
    "both/water/": ["WebPage", "BreadcrumbList"],
    "ar/bridge/": ["NewsArticle", "BreadcrumbList"],
    "en/bridge/": ["WebPage", "BreadcrumbList"],
    "both/bridge/": ["WebPage", "BreadcrumbList"],
    "en/timeline/": ["CollectionPage", "BreadcrumbList"],
    "en/glossary/": ["DefinedTermSet", "BreadcrumbList"],
    "en/about/": ["WebPage", "BreadcrumbList"],
    "en/search/": ["SearchResultsPage", "BreadcrumbList"],
    "404.html": [],
}


@pytest.mark.parametrize(("path", "kinds"), KINDS.items())
def test_kinds_of_pages(path: str, kinds: list[str]) -> None:
    nodes = small()[path]
    assert [node["@type"] for node in nodes] == kinds
    assert all(node["@context"] == "https://schema.org" for node in nodes)


def test_every_page_but_the_error_page_says_what_it_is() -> None:
    assert [path for path, nodes in small().items() if not nodes] == ["404.html"]
    for nodes in small().values():
        for node in nodes_in(nodes):
            assert isinstance(node["@type"], str)


def test_an_article() -> None:
    arabic, english = (one(small(), f"{code}/water/", "NewsArticle") for code in ("ar", "en"))
    assert english["@id"] == f"{english['url']}#article"
    assert (arabic["inLanguage"], english["inLanguage"]) == ("ar", "en")
    assert arabic["headline"] == "كيف يصل الماء إلى المدينة؟"
    assert english["headline"] == "How does water reach the city?"
    for node in (arabic, english):
        assert node["datePublished"] <= node["dateModified"]
        assert {each["@type"] for each in node["author"]} == {"Person"}
        assert node["publisher"]["@type"] == "Organization"
        assert re.search(r"/media/water/river-[0-9a-f]{8}\.svg$", node["image"]["url"])
        assert (node["image"]["width"]["value"], node["image"]["height"]["value"]) == (160, 90)
        assert [each["@type"] for each in node["about"]] == ["Thing"] * len(node["keywords"])
        assert all(each["name"] and each["url"] for each in node["citation"])
        assert [each["@type"] for each in node["correction"]] == ["CorrectionComment"]
        assert re.fullmatch(r"[0-9]{4}/[0-9]{4}", node["temporalCoverage"])


def test_original_and_translation_name_each_other() -> None:
    for path, kind in (("water/", "NewsArticle"), ("glossary/", "DefinedTermSet")):
        arabic, english = (one(small(), f"{code}/{path}", kind) for code in ("ar", "en"))
        assert arabic["workTranslation"] == {"@id": english["@id"]}
        assert english["translationOfWork"] == {"@id": arabic["@id"]}
        assert "translationOfWork" not in arabic
        assert "workTranslation" not in english


def test_what_is_not_translated_has_no_translation() -> None:
    arabic = one(small(), "ar/bridge/", "NewsArticle")
    english = one(small(), "en/bridge/", "WebPage")
    assert "workTranslation" not in arabic
    assert english["hasPart"] == [{"@id": arabic["@id"]}]
    assert english["inLanguage"] == ["ar"]
    assert one(small(), "both/bridge/", "WebPage")["hasPart"] == [{"@id": arabic["@id"]}]


def test_every_reference_leads_somewhere() -> None:
    nodes = list(small().values())
    known = {node["@id"] for node in nodes_in(nodes) if "@id" in node}
    addresses = {BASE + path for path in small()}
    assert set(references_in(nodes)) - known - addresses == set()
    assert all(each.startswith("https://") for each in known)


def test_breadcrumbs_end_on_the_page() -> None:
    for path, nodes in small().items():
        for trail in (each for each in nodes if each["@type"] == "BreadcrumbList"):
            items = trail["itemListElement"]
            assert [each["position"] for each in items] == list(range(1, len(items) + 1))
            assert items[-1]["item"]["@id"].endswith(f"/{path}")


def test_events_of_the_timeline_have_days() -> None:
    (event,) = one(small(), "en/timeline/", "CollectionPage")["mainEntity"]["itemListElement"]
    assert event == {
        "@type": "Event",
        "name": "The station is opened.",
        "startDate": "1950-06-01",
        "url": f"{BASE}en/water/#p-0c293a9e",
    }


# Who translated


LAST = (
    f"\n\n<!-- ar:{text_hash('تقرأ المزيد في [شرح الجسر](../bridge/).')} | تقرأ -->\n"
    "Read more in [the explainer of the bridge](../bridge/)."
)
"""The one paragraph of which the small site has no English."""


def english_in(site: SiteTest, words: str) -> SiteTest:
    """Every text of the English with these words in its marker; HASH is its own."""

    def marker(match: re.Match[str]) -> str:
        seal = words.replace("HASH", text_hash(match["text"]))
        return f"<!-- {match['head']} {seal} |{match['hint']}\n{match['text']}"

    text = site.files[ENGLISH].decode()
    text = re.sub(
        r"<!-- (?P<head>(?:[a-z0-9.-]+ )?ar:[0-9a-f]{8})[^|\n]*\|(?P<hint>[^\n]*)\n"
        r"(?P<text>.*?)(?=\n\n<!--|\Z)",
        marker,
        text.partition("<!-- own -->")[0].rstrip() + LAST,
        flags=re.DOTALL,
    )
    return site.with_file(ENGLISH, text)


def test_a_machine_is_no_translator() -> None:
    node = one(read(english_in(SiteTest(), "mt:HASH")), "en/water/", "NewsArticle")
    assert "translator" not in node
    assert node["digitalSourceType"] == MACHINE
    assert "Machine translation" in node["creditText"]


def test_reviewers_are_translators() -> None:
    site = read(english_in(SiteTest(), "reviewed:HASH by:LH on:2026-10-09"))
    node = one(site, "en/water/", "NewsArticle")
    assert node["translator"] == [{"@type": "Person", "name": "Lina"}]
    assert not {"digitalSourceType", "creditText"} & set(node)
    assert "translator" not in one(site, "ar/water/", "NewsArticle")


def test_of_a_mixture_both_are_said() -> None:
    node = one(small(), "en/water/", "NewsArticle")
    assert node["translator"] == [{"@type": "Person", "name": "Lina"}]
    assert node["digitalSourceType"] == PARTLY_MACHINE
    assert re.search(r"\b1 of 1[0-9] passages", node["creditText"])
    assert "digitalSourceType" not in one(small(), "ar/water/", "NewsArticle")


# Untrusted text


@given(st.dictionaries(anything, anything, max_size=3))
@settings(max_examples=50)
def test_data_cannot_leave_its_element(node: dict[str, str]) -> None:
    text = as_data(node)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {"@context": "https://schema.org", **node}


def test_a_title_that_would_end_the_script_is_harmless() -> None:
    title = "</script><script>alert(1)</script><!-- & -->"
    site = SiteTest()
    text = site.files[META].decode()
    site = site.with_file(META, re.sub(r"(?m)^title: .*$", f"title: '{title}'", text))
    html = site.build().page("ar/water/index.html")
    assert "<script>alert" not in html
    assert one({"": structured(html)}, "", "NewsArticle")["headline"] == title


# The vocabulary, from the shapes of schema.org where they are at hand

ABOVE = {
    "NewsArticle": "Article",
    "Article": "CreativeWork",
    "WebSite": "CreativeWork",
    "WebPage": "CreativeWork",
    "CollectionPage": "WebPage",
    "SearchResultsPage": "WebPage",
    "DefinedTermSet": "CreativeWork",
    "ImageObject": "MediaObject",
    "MediaObject": "CreativeWork",
    "CorrectionComment": "Comment",
    "Comment": "CreativeWork",
    "BreadcrumbList": "ItemList",
    "ItemList": "Intangible",
    "ListItem": "Intangible",
    "DefinedTerm": "Intangible",
    "QuantitativeValue": "StructuredValue",
    "StructuredValue": "Intangible",
    "Intangible": "Thing",
    "CreativeWork": "Thing",
    "Organization": "Thing",
    "Person": "Thing",
    "Event": "Thing",
}
_TEXTS = {"Text", "URL", "Date", "DateTime", "Duration", "IPTCDigitalSourceEnumeration"}
_TEXTS |= {"ItemListOrderType", "CssSelectorType", "PronounceableText"}


def line_of(kind: str) -> list[str]:
    """The type and all that it is a kind of."""
    return [kind, *line_of(ABOVE[kind])] if kind in ABOVE else [kind]


def shapes(path: Path) -> dict[str, dict[str, set[str]]]:
    """By type, the types that each of its own properties may have."""
    found: dict[str, dict[str, set[str]]] = {}
    for name, body in re.findall(
        r"^:ValidSchema(\w+) a sh:NodeShape ;(.*?)\n\n", path.read_text() + "\n", re.M | re.S
    ):
        properties = found.setdefault(name, {})
        ranges: set[str] = set()
        for kind, word in re.findall(r"sh:node :ValidSchema(\w+)|sh:path schema1:(\w+)", body):
            if kind:
                ranges.add(kind)
            else:
                properties.setdefault(word, set()).update(ranges)
                ranges = set()
    return found


def is_of(value: object, ranges: set[str]) -> bool:
    if isinstance(value, list):
        return all(is_of(each, ranges) for each in value)
    if isinstance(value, bool) or not isinstance(value, dict):
        wanted = _TEXTS if isinstance(value, str) else {"Integer", "Number"}
        return bool(ranges & wanted)
    if "@type" in value:
        return bool(set(line_of(value["@type"])) & ranges)
    return "Text" in ranges if "@value" in value else bool(ranges - _TEXTS)


def test_the_vocabulary_is_that_of_schema_org(shared: Path) -> None:
    path = shared / "suites" / "schemaorg-shapes.shacl"
    if not path.is_file():
        pytest.skip("the shapes are absent")
    known = shapes(path)
    assert len(known) > 900
    faults = set()
    for node in nodes_in(list(small().values())):
        kinds = line_of(node["@type"])
        assert kinds[-1] == "Thing", node["@type"]
        for word, value in node.items():
            if word.startswith("@"):
                continue
            ranges = set().union(*(known.get(kind, {}).get(word, set()) for kind in kinds))
            if not is_of(value, ranges):
                faults.add((node["@type"], word, str(value)[:80], tuple(sorted(ranges))))
    assert faults == set()


@pytest.mark.parametrize(
    ("kind", "word", "value"),
    [
        ("NewsArticle", "translator", "an engine"),
        ("NewsArticle", "startDate", "2026-01-01"),
        ("Event", "headline", "text"),
        ("NewsArticle", "author", {"@type": "ListItem"}),
        ("ListItem", "item", "https://water.example/"),
    ],
)
def test_the_vocabulary_check_bites(shared: Path, kind: str, word: str, value: object) -> None:
    path = shared / "suites" / "schemaorg-shapes.shacl"
    if not path.is_file():
        pytest.skip("the shapes are absent")
    known = shapes(path)
    ranges = set().union(*(known.get(each, {}).get(word, set()) for each in line_of(kind)))
    assert not is_of(value, ranges)
