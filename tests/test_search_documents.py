"""What the search is given of each page: parts with anchors, days, topics, states, terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from generator.build import build
from generator.ports import SearchDocument, SearchTerm, Tools
from tests.driver import SiteTest


@dataclass
class Given:
    """Keeps what a build hands to the indexer."""

    documents: dict[str, SearchDocument] = field(default_factory=dict)
    terms: dict[str, SearchTerm] = field(default_factory=dict)

    def index(
        self, documents: Sequence[SearchDocument], terms: Sequence[SearchTerm]
    ) -> dict[str, bytes]:
        self.documents = {each.path: each for each in documents}
        self.terms = {each.path: each for each in terms}
        return {}


def given_by(site: SiteTest) -> Given:
    given = Given()
    checked = build(site.sources, Tools(given))
    assert not checked.has_errors, checked.problems
    return given


@pytest.fixture(scope="module")
def given() -> Given:
    return given_by(SiteTest())


def test_an_explainer_is_cut_where_a_hit_can_lead(given: Given) -> None:
    opening, section, *events = given.documents["ar/water/"].parts
    assert (opening.id, opening.heading) == ("", "")
    assert opening.text.startswith("من النهر إلى الصنبور في خمس خطوات. يأتي الماء من النهر.")
    assert "يشرب سكان المدينة من النهر" in opening.text
    assert section.id.startswith("p-")
    assert section.heading == "من أين يأتي الماء؟"
    assert "المصدر الوحيد" in section.text
    assert "ماء المطر" in section.text
    assert "**" not in section.text
    assert [(event.id, event.is_event) for event in events] == [
        ("event-station", True),
        ("event-pipes", True),
    ]
    assert "1950" in events[0].heading
    assert events[0].text == "افتُتحت المحطة."


def test_every_anchor_is_on_the_page(given: Given) -> None:
    outcome = SiteTest().build()
    for document in given.documents.values():
        html = outcome.page(f"{document.path}index.html")
        for part in document.parts:
            assert not part.id or f'id="{part.id}"' in html, (document.path, part.id)


def test_an_explainer_is_known_by_day_topic_state_and_pair(given: Given) -> None:
    document = given.documents["ar/water/"]
    assert document.kind == "article"
    assert document.date == "2026-10-01"
    assert "2026" in document.shown_date
    assert document.topics == (("rivers", "أنهار"),)
    assert document.state == "partial"
    assert document.pair == "en/water/"


def test_each_language_holds_only_what_is_told_in_it(given: Given) -> None:
    text = " ".join(part.text for part in given.documents["en/water/"].parts)
    assert not any("\u0621" <= letter <= "\u064a" for letter in text)


def test_an_explainer_without_translation_has_no_english_document(given: Given) -> None:
    assert given.documents["ar/bridge/"].pair == ""
    assert given.documents["ar/bridge/"].state == "missing"
    assert "en/bridge/" not in given.documents


def test_what_runs_the_other_way_is_isolated(given: Given) -> None:
    opening = given.documents["ar/water/"].parts[0]
    assert "وتصل الخدمة إلى \u206644%\u2069 من البيوت" in opening.text


def test_plain_pages_are_found_too(given: Given) -> None:
    about = given.documents["ar/about/"]
    assert about.kind == "page"
    assert (about.date, about.topics, about.state) == ("", (), "")
    assert about.parts[0].text


def test_terms_come_with_their_other_names(given: Given) -> None:
    assert given.terms["ar/glossary/#term-delta"] == SearchTerm(
        path="ar/glossary/#term-delta",
        language="ar",
        name="دلتا",
        also=("الدلتا",),
        other="delta",
        definition="أرض يبنيها النهر عند مصبه.",
    )
    assert given.terms["en/glossary/#term-delta"].also == ("river delta",)
