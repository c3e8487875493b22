"""Which card each page has, what it says and what it is called: nothing is drawn here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import build
from generator.model.card import Card
from generator.model.problem import Place, Problem, Severity
from generator.ports import Tools
from tests.driver import NoSearch, Outcome, SiteTest
from tests.test_glossary_pages import grown
from tests.test_structured import english_in
from tests.test_timelines import large

pytestmark = pytest.mark.slow

BASE = "https://news.example/sub/"
CARD = Card(
    slug="water",
    language="ar",
    is_rtl=True,
    accent="#0f6b6b",
    title="كيف يصل الماء؟",
    kicker="أنهار",
    site="أخبار",
    note="",
    name="أخبار",
)
FAULT = Problem("social-unshaped", "no text", Place("site.toml"), "", Severity.WARNING)


class ListedCards:
    """Stands for the painter behind its port: each card is its own words."""

    def __init__(self, fault: Problem | None = None) -> None:
        self.fault = fault
        self.painted: list[Card] = []

    def paint(self, cards: Sequence[Card]) -> dict[str, bytes]:
        self.painted += cards
        return {card.path: card.alt.encode() for card in cards}


def built(site: SiteTest, painter: ListedCards | None = None) -> Outcome:
    outcome = Outcome(build(site.sources, Tools(NoSearch(), painter or ListedCards())))
    assert not outcome.checked.has_errors, outcome.report
    return outcome


def tags(html: str) -> Mapping[str, list[str]]:
    """Contents of the social tags by name, in order."""
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta (?:property|name)="([a-z:_]+)" content="(.*?)">', html):
        found.setdefault(name, []).append(content)
    return found


def test_an_explainer_in_each_language() -> None:
    outcome = built(SiteTest())
    arabic, english = (tags(outcome.page(f"{code}/water/index.html")) for code in ("ar", "en"))
    assert arabic["og:title"] == ["كيف يصل الماء إلى المدينة؟"]
    assert arabic["og:type"] == ["article"]
    assert arabic["og:url"] == [BASE + "ar/water/"]
    assert (arabic["og:locale"], arabic["og:locale:alternate"]) == (["ar_AR"], ["en_US"])
    assert (english["og:locale"], english["og:locale:alternate"]) == (["en_US"], ["ar_AR"])
    assert arabic["og:site_name"] == ["أخبار"]
    assert arabic["article:section"] == arabic["article:tag"] == ["أنهار"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", arabic["article:published_time"][0])
    assert arabic["twitter:card"] == ["summary_large_image"]
    assert "twitter:site" not in arabic
    assert (arabic["og:image:width"], arabic["og:image:height"]) == (["1200"], ["630"])
    assert arabic["og:image:type"] == ["image/png"]
    for page, code in ((arabic, "ar"), (english, "en")):
        (address,) = page["og:image"]
        path = address.removeprefix(BASE)
        assert re.fullmatch(rf"social/{code}/water-[0-9a-f]{{10}}\.png", path)
        # The alternative text is what the card says.
        assert outcome.files[path].decode() == page["og:image:alt"][0]
    assert arabic["og:image:alt"] == ["أنهار – كيف يصل الماء إلى المدينة؟ – أخبار"]


SHARED = {
    "": "ar/",
    "both/water/": "ar/water/",
    "both/bridge/": "ar/bridge/",
    "en/bridge/": "ar/bridge/",
    "en/about/": "ar/about/",
}


@pytest.mark.parametrize(("path", "other"), SHARED.items())
def test_pages_that_share_a_card(path: str, other: str) -> None:
    outcome = built(SiteTest())
    page, owner = (tags(outcome.page(each + "index.html")) for each in (path, other))
    assert page["og:image"] == owner["og:image"]


def test_every_page_has_a_card_but_the_error_page_and_the_search() -> None:
    outcome = built(SiteTest())
    pages = {path: tags(content.decode()) for path, content in outcome.files.items()
             if path.endswith(".html")}  # fmt: skip
    assert not [name for name in pages.pop("404.html") if name.startswith(("og:", "twitter:"))]
    for code in ("ar", "en"):
        assert "og:image" not in pages.pop(f"{code}/search/index.html")
    for path, found in pages.items():
        (image,) = found["og:image"]
        assert image.removeprefix(BASE) in outcome.files, path
    own = [found["og:image"][0] for path, found in pages.items() if path[:-10] not in SHARED]
    assert len(own) == len(set(own))


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("mt:HASH", "Machine translation"),
        ("reviewed:HASH by:LH", ""),
        ("", ""),
        ("was:0a1b2c3d stale", "The Arabic has been updated since"),
    ],
)
def test_what_a_reader_should_know_of_the_translation(words: str, note: str) -> None:
    painter = ListedCards()
    built(english_in(SiteTest(), words), painter)
    notes = {(card.language, card.slug): card.note for card in painter.painted}
    assert notes["en", "water"] == note
    # An Arabic card says nothing of a translation that its readers do not see.
    assert notes["ar", "water"] == ""


def test_the_pages_of_a_long_timeline_share_its_card() -> None:
    outcome = built(large())
    for folder in ("ar/timeline/", "en/timeline/"):
        paths = [each for each in outcome.files if re.match(rf"{folder}.*html$", each)]
        assert len(paths) > 2
        assert len({tags(outcome.page(path))["og:image"][0] for path in paths}) == 1


def test_the_pages_of_a_long_glossary_share_its_card() -> None:
    outcome = built(grown(150))
    paths = [path for path in outcome.files if re.match(r"en/glossary/.*html$", path)]
    assert len(paths) > 2
    assert len({tags(outcome.page(path))["og:image"][0] for path in paths}) == 1


def test_a_title_of_nothing_but_pictures_is_the_name_of_the_site() -> None:
    site = SiteTest().with_change("site.toml", 'en = "Rivers"', 'en = "🌊"')
    painter = ListedCards()
    built(site, painter)
    (topic,) = (c for c in painter.painted if c.slug == "topics-rivers" and c.language == "en")
    assert topic.title == "News"


def test_without_images_nothing_is_planned() -> None:
    site = SiteTest().with_change("site.toml", "[licence]", "[social]\nimages = false\n[licence]")
    painter = ListedCards(FAULT)
    outcome = built(site, painter)
    assert painter.painted == []
    assert "social-unshaped" not in outcome.codes
    assert not [path for path in outcome.files if path.startswith("social/")]
    page = outcome.page("ar/water/index.html")
    assert "og:image" not in page
    assert "twitter:" not in page
    assert '"logo"' not in page


def test_account_and_locales() -> None:
    social = '[social]\nx = "news"\n[social.locales]\nar = "ar_EG"\nen = "en_GB"\n[licence]'
    outcome = built(SiteTest().with_change("site.toml", "[licence]", social))
    page = tags(outcome.page("en/water/index.html"))
    assert page["twitter:site"] == ["@news"]
    assert (page["og:locale"], page["og:locale:alternate"]) == (["en_GB"], ["ar_EG"])


def test_where_text_cannot_be_set_cards_have_none_and_the_build_says_so_once() -> None:
    painter = ListedCards(FAULT)
    outcome = built(SiteTest(), painter)
    assert outcome.codes.count("social-unshaped") == 1
    assert {card.title for card in painter.painted} == {""}
    paths = {tags(outcome.page(f"ar/{slug}/index.html"))["og:image"][0] for slug in
             ("water", "bridge", "about")}  # fmt: skip
    assert len(paths) == 1
    lettered = tags(built(SiteTest()).page("ar/water/index.html"))["og:image"][0]
    # One address never shows two pictures, whatever a host or network keeps.
    assert lettered not in paths
    assert tags(outcome.page("ar/water/index.html"))["og:image:alt"] == ["أخبار"]


def test_hosts_are_told_that_a_card_never_changes() -> None:
    headers = built(SiteTest()).files["_headers"].decode()
    rule = "/sub/social/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    assert rule in headers


def test_a_check_plans_the_same_and_draws_nothing() -> None:
    checked = Outcome(build(SiteTest().sources, Tools()))
    assert checked.page("ar/water/index.html") == built(SiteTest()).page("ar/water/index.html")
    assert not [path for path in checked.files if path.startswith("social/")]


def test_programs_find_a_logo_and_a_picture() -> None:
    page = built(SiteTest()).page("ar/bridge/index.html")
    (image,) = tags(page)["og:image"]
    assert f'"image":{{"@type":"ImageObject","url":"{image}"}}' in page
    assert re.search(rf'"logo":{{"@type":"ImageObject","url":"{BASE}social/ar/logo-', page)


DRAWN = {
    "language": "en",
    "is_rtl": False,
    "accent": "#123456",
    "title": "آخر",
    "kicker": "آخر",
    "site": "آخر",
    "note": "آخر",
    "width": 600,
    "height": 600,
}


def test_every_field_is_known_to_be_drawn_or_not() -> None:
    assert {each.name for each in fields(Card)} == {*DRAWN, "slug", "name"}


@pytest.mark.parametrize(("field", "value"), DRAWN.items())
def test_what_is_drawn_changes_the_name(field: str, value: object) -> None:
    assert replace(CARD, **{field: value}).digest != CARD.digest  # type: ignore[arg-type]


def test_what_is_not_drawn_does_not() -> None:
    assert replace(CARD, slug="b", name="c", accent="#0F6B6B").digest == CARD.digest


texts = st.text(alphabet='ab|",[] ', max_size=4)


@given(texts, texts, texts, texts)
def test_words_in_different_places_are_different_cards(a: str, b: str, c: str, d: str) -> None:
    one, other = replace(CARD, title=a, kicker=b), replace(CARD, title=c, kicker=d)
    assert (one.digest == other.digest) == ((a, b) == (c, d))
