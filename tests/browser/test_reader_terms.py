"""A term's explanation beside its link: a sheet for whoever clicks, a link for everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.reading import ARTICLE, DESKTOP, PHONE, reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

pytestmark = pytest.mark.slow

LINKS = ".prose a.term-link"
SHEET = ".term-sheet:popover-open"


def term(page: Page) -> Locator:
    link = page.locator(LINKS).first
    link.scroll_into_view_if_needed()
    return link


def is_gone(page: Page) -> None:
    page.locator(".term-sheet").wait_for(state="detached")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("view", ["ar", "en", "both"])
def test_every_sheet_is_inside_the_window(browser: Browser, size: ViewportSize, view: str) -> None:
    with reader(browser.new_context(viewport=size)) as someone:
        page = someone.open(f"{view}/{ARTICLE}/")
        count = page.locator(LINKS).count()
        assert count > 1
        for number in range(count):
            link = page.locator(LINKS).nth(number)
            link.scroll_into_view_if_needed()
            link.click()
            box = page.locator(SHEET).bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= size["width"] + 0.5
            assert box["y"] + box["height"] <= size["height"] + 0.5
            page.keyboard.press("Escape")
        is_gone(page)


def test_the_sheet_holds_the_terms_own_words(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"ar/{ARTICLE}/")
        link = term(page)
        entry = page.locator(str(link.get_attribute("href")))
        words = entry.inner_text()
        link.click()
        sheet = page.locator(SHEET)
        assert sheet.locator(".term").inner_text() == words
        assert sheet.locator("[lang=en]").first.get_attribute("dir") == "ltr"
        repeated = page.evaluate(
            """[...document.querySelectorAll("[id]")].map((each) => each.id)
              .filter((id, at, all) => all.indexOf(id) !== at)"""
        )
        assert repeated == []
        name = page.locator(f"#{sheet.get_attribute('aria-labelledby')}").inner_text()
        assert name
        assert name in words


def test_keys_open_and_close_it_and_the_focus_comes_back(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"en/{ARTICLE}/")
        link = term(page)
        link.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "dialog"
        page.keyboard.press("Escape")
        is_gone(page)
        assert link.evaluate("each => each === document.activeElement")


def test_a_click_elsewhere_closes_it(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"en/{ARTICLE}/")
        term(page).click()
        page.mouse.click(8, 600)
        is_gone(page)


def test_its_link_leads_to_the_terms_section(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE)) as someone:
        page = someone.open(f"ar/{ARTICLE}/")
        link = term(page)
        target = str(link.get_attribute("href"))
        link.click()
        page.locator(f"{SHEET} p > a[href]").last.click()
        page.wait_for_url(f"**/{target}")
        is_gone(page)
        assert page.locator(target).evaluate("each => each.matches(':target')")


def test_a_click_with_a_key_held_opens_the_link_as_any_other(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"en/{ARTICLE}/")
        link = term(page)
        with someone.context.expect_page() as opened:
            link.click(modifiers=["ControlOrMeta"])
        assert opened.value != page
        is_gone(page)


def test_without_javascript_the_link_leads_to_the_term(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE, java_script_enabled=False)) as someone:
        page = someone.open(f"ar/{ARTICLE}/")
        link = term(page)
        link.click()
        page.wait_for_url(f"**/{link.get_attribute('href')}")
