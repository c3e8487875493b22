"""Sentences side by side: pointed at, touched or reached by keys, one marks its counterpart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.reading import ARTICLE, DESKTOP, PHONE, reader, spot

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.slow

PATH = f"both/{ARTICLE}/"
MARKED = ".is-mate"


def sentence(page: Page, language: str, number: int = 0) -> Locator:
    """A sentence of the first passage that has several of them in both languages."""
    row = page.evaluate(
        """[...document.querySelectorAll(".row")].find((row) => {
          const count = (code) => new Set([...row.querySelectorAll(
            `.side[lang=${code}] [data-s]`)].map((each) => each.dataset.s)).size;
          return count("ar") > 1 && count("ar") === count("en");
        }).id"""
    )
    found = page.locator(f"#{row} .side[lang={language}] [data-s]").nth(number)
    found.scroll_into_view_if_needed()
    return found


def marked(page: Page) -> set[tuple[str, str]]:
    """Language and number of every sentence marked."""
    found = page.locator(MARKED).evaluate_all(
        "all => all.map((each) => [each.closest('.side').lang, each.dataset.s])"
    )
    return {(language, number) for language, number in found}


def both(target: Locator) -> set[tuple[str, str]]:
    number = str(target.get_attribute("data-s"))
    return {("ar", number), ("en", number)}


def test_pointing_marks_and_leaving_unmarks(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(PATH)
        for language in ("ar", "en"):
            for number in (0, 1):
                target = sentence(page, language, number)
                page.mouse.move(*spot(target))
                assert marked(page) == both(target)
        page.mouse.move(640, 5)
        assert marked(page) == set()


def test_the_mark_is_more_than_a_colour(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(PATH)
        page.mouse.move(*spot(sentence(page, "ar")))
        lines = page.locator(MARKED).evaluate_all(
            "all => all.map((each) => getComputedStyle(each).textDecorationLine)"
        )
        assert set(lines) == {"underline"}


def test_a_touch_marks_another_unmarks(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)) as someone:
        page = someone.open(PATH)
        target = sentence(page, "en", 1)
        page.touchscreen.tap(*spot(target))
        assert marked(page) == both(target)
        page.touchscreen.tap(*spot(target))
        assert marked(page) == set()
        page.touchscreen.tap(*spot(target))
        page.locator("h1").first.tap()
        assert marked(page) == set()


def test_a_counterpart_out_of_view_is_shown_at_the_edge(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)) as someone:
        page = someone.open(PATH)
        target = sentence(page, "ar")
        # So low that the English below it is out of view.
        target.evaluate(
            """each => scrollBy({ behavior: "instant",
              top: each.getBoundingClientRect().top - innerHeight + 60 })"""
        )
        target.tap(position={"x": 20, "y": 8})
        peek = page.locator(".peek p")
        assert peek.get_attribute("lang") == "en"
        assert peek.get_attribute("dir") == "ltr"
        words = page.locator(f"{MARKED}:lang(en)").first.inner_text()
        assert words in peek.inner_text()
        shown, touched = page.locator(".peek").bounding_box(), target.bounding_box()
        assert shown
        assert touched
        assert shown["y"] + shown["height"] <= touched["y"] or shown["y"] >= touched["y"] + 30
        page.locator(".peek").tap()
        assert page.locator(f"{MARKED}:lang(en)").first.is_visible()
        assert page.locator(".peek").count() == 0


def test_keys_lead_down_the_column_and_across(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(PATH)
        stops = page.locator(".prose [data-s][tabindex]")
        assert stops.count() == 1
        stops.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        first = marked(page)
        assert {language for language, _ in first} == {"ar", "en"}
        here = "[document.activeElement.closest('.side').lang, document.activeElement.dataset.s]"
        language, number = page.evaluate(here)
        page.keyboard.press("ArrowLeft")
        other, same = page.evaluate(here)
        assert (other != language, same) == (True, number)
        assert marked(page) == first
        page.keyboard.press("ArrowDown")
        assert page.evaluate(here)[0] == other
        assert marked(page) != first
        assert stops.count() == 1
        page.keyboard.press("Escape")
        assert marked(page) == set()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('[data-s]')") is False


def test_marking_adds_nothing_for_a_screen_reader(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(PATH)
        before = page.locator(".prose").aria_snapshot()
        page.mouse.move(*spot(sentence(page, "ar", 1)))
        assert marked(page)
        assert page.locator(".prose").aria_snapshot() == before


def test_pages_in_one_language_have_no_sentences_to_mark(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"ar/{ARTICLE}/")
        assert page.locator("[data-s]").count() == 0
