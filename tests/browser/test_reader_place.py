"""Three views, one place: the switch keeps the passage where it was; a passage has an address."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.browser.reading import (
    ARTICLE,
    BASE,
    DESKTOP,
    ORIGIN,
    PHONE,
    eventually,
    go_to,
    press,
    reader,
    share_above,
    top_of,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.slow

SIZES = {"phone": PHONE, "desktop": DESKTOP}
VIEWS = ("ar", "en", "both")
LINK = {"ar": 1, "en": 2, "both": 3}
LONG = 4
"""Among the passages, one of several lines."""


def switch(page: Page, view: str) -> None:
    press(page, f".switch li:nth-child({LINK[view]}) a")
    page.wait_for_url(f"{BASE}{view}/{ARTICLE}/**")
    page.wait_for_load_state()
    page.evaluate(
        """document.fonts.ready.then(
          () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))
        )"""
    )


def passage(page: Page, number: int) -> str:
    return str(page.locator(".row").nth(number).get_attribute("id"))


def words(row: str, view: str, language: str) -> str:
    """Where the words of a passage stand; side by side, those of one language."""
    return f"#{row} .side[lang={language}]" if view == "both" else f"#{row}"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize(("old", "new"), list(itertools.permutations(VIEWS, 2)))
def test_the_switch_keeps_the_passage_where_it_was(
    browser: Browser, size: ViewportSize, old: str, new: str
) -> None:
    with reader(browser.new_context(viewport=size)) as someone:
        page = someone.open(f"{old}/{ARTICLE}/")
        row = passage(page, LONG)
        for below in (2, 12):
            go_to(page, row, below)
            before = top_of(page, words(row, old, "ar"))
            switch(page, new)
            assert page.url.endswith(f"#{row}")
            assert top_of(page, words(row, new, old)) == pytest.approx(before, abs=1.5)
            page.go_back()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize(("old", "new"), [("ar", "en"), ("en", "ar"), ("en", "both")])
def test_and_as_much_of_it_is_out_of_view(
    browser: Browser, size: ViewportSize, old: str, new: str
) -> None:
    with reader(browser.new_context(viewport=size)) as someone:
        page = someone.open(f"{old}/{ARTICLE}/")
        row = passage(page, LONG)
        go_to(page, row, -60)
        before = share_above(page, f"#{row}")
        switch(page, new)
        side = f"#{row} .side[lang={old}]" if new == "both" else f"#{row}"
        assert share_above(page, side) == pytest.approx(before, abs=0.02)


def test_stacked_columns_lead_to_the_language_being_read(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE)) as someone:
        page = someone.open(f"both/{ARTICLE}/")
        row = passage(page, LONG)
        page.locator(f"#{row} .side[lang=en]").evaluate(
            "each => scrollBy({ top: each.getBoundingClientRect().top, behavior: 'instant' })"
        )
        before = share_above(page, f"#{row} .side[lang=en]")
        switch(page, "en")
        assert share_above(page, f"#{row}") == pytest.approx(before, abs=0.02)


def test_the_head_of_the_page_has_no_passage_to_keep(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"ar/{ARTICLE}/")
        switch(page, "en")
        assert page.url == f"{BASE}en/{ARTICLE}/"
        assert page.evaluate("scrollY") == 0


def test_back_and_forward_lead_to_where_one_was(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"ar/{ARTICLE}/")
        go_to(page, passage(page, LONG), 8)
        there = page.evaluate("scrollY")
        switch(page, "en")
        page.evaluate("scrollBy({ top: 400, behavior: 'instant' })")
        further = page.evaluate("scrollY")
        page.go_back()
        eventually(lambda: abs(page.evaluate("scrollY") - there) < 2)
        page.go_forward()
        eventually(lambda: abs(page.evaluate("scrollY") - further) < 2)


def test_the_bar_is_in_reach_in_the_middle_of_the_page(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE)) as someone:
        page = someone.open(f"en/{ARTICLE}/")
        go_to(page, passage(page, LONG), 0)
        assert top_of(page, ".bar") == 0


def test_the_link_of_a_passage_is_copied_and_says_so(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        someone.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=ORIGIN)
        page = someone.open(f"en/{ARTICLE}/")
        row = passage(page, LONG)
        go_to(page, row, 100)
        place = page.evaluate("scrollY")
        page.locator(f"#{row}").hover()
        page.locator(f"#{row} > .tools a").first.click()
        page.locator("[role=status]", has_text="copied").wait_for()
        address = f"{BASE}en/{ARTICLE}/#{row}"
        assert page.evaluate("navigator.clipboard.readText()") == address
        assert page.url == address
        assert page.evaluate("scrollY") == place


def test_where_nothing_can_be_copied_it_is_a_link(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        someone.context.add_init_script(
            "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })"
        )
        page = someone.open(f"en/{ARTICLE}/")
        row = passage(page, LONG)
        page.locator(f"#{row} > .tools a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/#{row}")
        assert page.locator(f"#{row}").evaluate("each => each.matches(':target')")


def test_the_switch_works_without_javascript(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE, java_script_enabled=False)) as someone:
        page = someone.open(f"ar/{ARTICLE}/")
        for view in ("en", "both", "ar"):
            page.locator(f".switch li:nth-child({LINK[view]}) a").click()
            page.wait_for_url(f"{BASE}{view}/{ARTICLE}/")
