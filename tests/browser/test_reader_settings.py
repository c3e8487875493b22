"""Reading settings: they apply at once and everywhere, are kept, and never get in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.reading import ARTICLE, BASE, DESKTOP, PHONE, eventually, files, reader, top_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

EVERY_KIND = [
    "",
    "en/",
    "ar/",
    f"en/{ARTICLE}/",
    f"both/{ARTICLE}/",
    "ar/timeline/",
    "en/glossary/",
    "ar/topics/science/",
    "en/search/",
    "ar/about/",
    "404.html",
]
DARK = "rgb(20, 24, 29)"
LIGHT = "rgb(252, 250, 246)"


def open_panel(page: Page) -> None:
    opener = page.locator("button[popovertarget=settings]:not(.close)").first
    opener.scroll_into_view_if_needed()
    opener.focus()
    page.keyboard.press("Enter")
    page.locator("#settings").wait_for(state="visible")


def enlarge(page: Page, language: str, steps: int = 1) -> None:
    for _ in range(abs(steps)):
        page.locator(
            f"[data-setting=size{language}] [data-step='{1 if steps > 0 else -1}']"
        ).click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"#settings input[name={name}][value='{value}']").check(force=True)


def font_size(page: Page, selector: str) -> float:
    size = page.locator(selector).first.evaluate("each => getComputedStyle(each).fontSize")
    return float(str(size).removesuffix("px"))


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_each_language_has_its_own_size(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"both/{ARTICLE}/")
        arabic, english = ".row .side[lang=ar]", ".row .side[lang=en]"
        before = font_size(page, arabic), font_size(page, english)
        open_panel(page)
        enlarge(page, "En", 2)
        assert font_size(page, arabic) == before[0]
        assert font_size(page, english) == pytest.approx(before[1] * 1.3)
        enlarge(page, "Ar", -1)
        assert font_size(page, arabic) == pytest.approx(before[0] * 0.85)
        enlarge(page, "Ar", 5)
        assert font_size(page, arabic) == pytest.approx(before[0] * 1.75)
        assert page.locator("[data-setting=sizeAr] output").inner_text() == "175%"
        larger = page.locator("[data-setting=sizeAr] [data-step='1']")
        assert larger.get_attribute("aria-disabled") == "true"


@pytest.mark.parametrize("path", EVERY_KIND)
def test_settings_hold_on_every_kind_of_page_from_the_first_moment(
    browser: Browser, path: str
) -> None:
    with reader(browser.new_context(viewport=PHONE)) as someone:
        page = someone.open("en/about/")
        open_panel(page)
        enlarge(page, "Ar", 3)
        enlarge(page, "En", 3)
        choose(page, "colours", "dark")
        # What the page is like when its body begins, before anything can have been painted.
        someone.context.add_init_script(
            """new MutationObserver((_, observer) => {
              if (!document.body) return;
              observer.disconnect();
              const { sizeAr, sizeEn, colours } = document.documentElement.dataset;
              window.atFirst = [sizeAr, sizeEn, colours].join(" ");
            }).observe(document, { childList: true, subtree: true });"""
        )
        plain = font_size(someone.open("en/about/"), "main p")
        page.goto(BASE + path)
        assert page.evaluate("window.atFirst") == "150 150 dark"
        assert paper(page) == DARK
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert plain > 16 * 1.4
        open_panel(page)
        assert page.locator("#settings :checked[value=dark]").count() == 1


def test_light_on_a_dark_device_and_back(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP, color_scheme="dark")) as someone:
        page = someone.open("ar/")
        assert paper(page) == DARK
        open_panel(page)
        choose(page, "colours", "light")
        assert paper(page) == LIGHT
        page.locator("[data-reset]").click()
        assert paper(page) == DARK
        assert page.evaluate("localStorage.length") == 0


def test_another_tab_follows(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        first, second = someone.open("ar/"), someone.open("en/")
        before = font_size(second, ".card-summary")
        open_panel(first)
        enlarge(first, "En", 2)
        size = "document.documentElement.dataset.sizeEn"
        eventually(lambda: second.evaluate(size) == "130")
        assert font_size(second, ".card-summary") == pytest.approx(before * 1.3)
        open_panel(second)
        assert second.locator("[data-setting=sizeEn] output").inner_text() == "130%"


def test_a_larger_text_does_not_move_what_is_being_read(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"en/{ARTICLE}/")
        page.evaluate("scrollTo({ top: 2200, behavior: 'instant' })")
        page.evaluate(
            """[...document.querySelectorAll(".row :is(p:not(.tools, .note), h2, li)")]
              .find((each) => each.getBoundingClientRect().top > 47).id = "first-in-view";"""
        )
        page.locator(".bar .aa").evaluate("each => each.click()")
        before = top_of(page, "#first-in-view")
        enlarge(page, "En", 3)
        assert top_of(page, "#first-in-view") == pytest.approx(before, abs=2)


def test_denied_storage_is_told_and_does_no_harm(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE)) as someone:
        someone.context.add_init_script(
            """Object.defineProperty(window, "localStorage", {
              get() { throw new DOMException("denied", "SecurityError"); },
            });"""
        )
        page = someone.open(f"en/{ARTICLE}/")
        before = font_size(page, ".row")
        open_panel(page)
        enlarge(page, "En", 1)
        assert font_size(page, ".row") == pytest.approx(before * 1.15)
        assert page.locator(".is-not-kept").is_visible()


def test_the_keyboard_is_enough(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open(f"en/{ARTICLE}/")
        page.locator(".bar .aa").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "settings"
        reached = []
        for _ in range(9):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate(
                    """(() => { const { dataset, name, className } = document.activeElement;
                    return dataset.step ?? (name || className || "reset"); })()"""
                )
            )
        assert reached == ["close", "-1", "1", "-1", "1", "colours", "view", "shortcut", "plain"]
        page.keyboard.press("Escape")
        assert page.locator("#settings").is_hidden()
        assert page.evaluate("document.activeElement.className") == "aa"


def test_whoever_reads_both_gets_both_from_the_cards(browser: Browser) -> None:
    with reader(browser.new_context(viewport=DESKTOP)) as someone:
        page = someone.open("en/")
        link = page.locator(f".card-title a[href*={ARTICLE}]").first
        assert link.evaluate("each => each.href") == f"{BASE}en/{ARTICLE}/"
        open_panel(page)
        choose(page, "view", "both")
        assert link.evaluate("each => each.href") == f"{BASE}both/{ARTICLE}/"
        addresses = page.locator(".card-title a").evaluate_all("all => all.map((e) => e.href)")
        assert [
            each for each in addresses if f"{each.removeprefix(BASE)}index.html" not in files()
        ] == []
        choose(page, "view", "")
        assert link.evaluate("each => each.href") == f"{BASE}en/{ARTICLE}/"


def test_without_javascript_there_is_no_button_that_does_nothing(browser: Browser) -> None:
    with reader(browser.new_context(viewport=PHONE, java_script_enabled=False)) as someone:
        page = someone.open(f"en/{ARTICLE}/")
        assert page.locator("button:visible").count() == 0
