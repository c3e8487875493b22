"""Feeds of small sites, read back as programs read them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from generator.model.feed import Feed, FeedEntry
from generator.model.language import Language
from generator.text.normal import text_hash
from tests.driver import SiteTest
from tests.text.samples import ENGLISH

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "https://news.example/sub/"
META = "content/explainers/water/meta.yaml"
BRIDGE = "content/explainers/bridge/meta.yaml"

MIXED = "أسعار AT&T ترتفع 44% عند -5°C بحلول 2030!"


@cache
def built(site: str = "small") -> dict[str, bytes]:
    """The files of a site of this name, whose build must succeed."""
    outcome = SITES[site].build()
    assert not outcome.checked.has_errors, outcome.errors
    return outcome.files


def files_of(site: SiteTest) -> dict[str, bytes]:
    outcome = site.build()
    assert not outcome.checked.has_errors, outcome.errors
    return outcome.files


def parse(raw: bytes) -> ET.Element:
    """A document that this program has written."""
    return ET.fromstring(raw)  # noqa: S314


def read(files: dict[str, bytes], path: str = "en/feed.xml") -> ET.Element:
    return parse(files[path])


def entries(feed: ET.Element) -> list[ET.Element]:
    return feed.findall(f"{ATOM}entry")


def text(element: ET.Element, name: str) -> str:
    """Of its one child of this name."""
    (found,) = element.findall(ATOM + name)
    return found.text or ""


def data(files: dict[str, bytes], path: str = "en/feed.json") -> Any:
    return json.loads(files[path])


def bridge_in_english(site: SiteTest) -> SiteTest:
    """The other explainer translated too."""
    title, summary = "لماذا أُغلق الجسر؟", "قصة جسر قديم."
    return site.with_file(
        "content/explainers/bridge/article.en.md",
        f"<!-- title ar:{text_hash(title)} -->\nWhy was the bridge closed?\n\n"
        f"<!-- summary ar:{text_hash(summary)} -->\nThe story of an old bridge.\n",
    )


SITES = {
    "small": SiteTest(),
    "two in English": bridge_in_english(SiteTest()),
    "none in English": SiteTest().without("content/explainers/water/article.en.md"),
    "mixed titles": SiteTest().with_change(META, "كيف يصل الماء إلى المدينة؟", MIXED),
    "host of its own": SiteTest().with_change(
        "site.toml", "https://news.example/sub/", "https://news.example/"
    ),
    "no licence": SiteTest().with_change(
        "site.toml",
        '[licence]\nname = "CC BY 4.0"\nurl = "https://creativecommons.org/licenses/by/4.0/"\n',
        "",
    ),
}

_QUICK = {("small", "en/"), ("mixed titles", "ar/")}
"""Those by which most faults show; the others are for the whole set of tests."""
FEEDS = [
    pytest.param(site, folder, marks=[] if (site, folder) in _QUICK else pytest.mark.slow)
    for site in SITES
    for folder in ("ar/", "en/", "ar/topics/rivers/", "en/topics/rivers/")
]
"""Every feed of every one of these sites."""


def entry_of(words: str, language: Language = ENGLISH) -> FeedEntry:
    """An entry with these words wherever people may write."""
    return FeedEntry(
        id=f"tag:news.example,2026-10-01:/{language.code}/water/",
        url="https://news.example/en/water/",
        title=words,
        title_language=language,
        summary=words,
        html=words,
        published="2026-10-01",
        updated="2026-10-05",
        authors=(words,),
        topics=(("rivers", words),),
        translation="",
        image="",
        provenance=None,
    )


def feed_of(*given: FeedEntry, language: Language = ENGLISH) -> Feed:
    return Feed(
        folder=f"{language.code}/",
        id="https://news.example/en/feed.xml",
        title="News",
        description="Explainers.",
        language=language,
        updated="2026-10-05",
        entries=given,
    )


def named(entry: FeedEntry, number: int) -> FeedEntry:
    return replace(entry, id=f"{entry.id}{number}")
