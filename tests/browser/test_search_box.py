"""The search box over every page: opening, typing, the keyboard, what screen readers are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.reading import eventually
from tests.browser.search_site import DESKTOP, PHONE, Host, Reader, hosting, reading
from tests.gates.survey import _AXE, WCAG, axe_source

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

PAGES = ["", "ar/", "en/", "ar/water/", "en/water/", "both/water/", "en/timeline/", "ar/glossary/"]


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting(Host()) as running:
        yield running


@pytest.fixture
def reader(browser: Browser, host: Host) -> Iterator[Reader]:
    with reading(browser, host) as someone:
        yield someone


def open_box(page: Page, query: str = "") -> None:
    page.keyboard.press("/")
    page.locator("dialog[open]").wait_for()
    if query:
        page.keyboard.type(query)
        page.locator(".option").first.wait_for()
        eventually(lambda: "1" in said(page) or "2" in said(page), 20)


def said(page: Page) -> str:
    """What the live region tells."""
    return str(page.locator(".box-status").inner_text())


def active(page: Page) -> str:
    """Words of the option that the field says is chosen; nothing where none is."""
    return str(
        page.evaluate(
            """() => {
              const chosen = document.activeElement.getAttribute("aria-activedescendant");
              const option = chosen && document.getElementById(chosen);
              if (option && option.getAttribute("aria-selected") !== "true") return "not selected";
              return option ? option.textContent.replace(/\\s+/g, " ").trim() : "";
            }"""
        )
    )


@pytest.mark.parametrize("path", PAGES)
def test_it_opens_from_every_page_and_loads_nothing_before(reader: Reader, path: str) -> None:
    page = reader.open(path)
    page.wait_for_load_state("networkidle")
    assert reader.loaded("/search/") == []
    assert reader.loaded("/pagefind/") == []
    page.keyboard.press("/")
    page.locator("dialog[open] input:focus").wait_for()
    assert page.locator("dialog[open] input").input_value() == ""
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_the_button_opens_it_and_gets_the_focus_back(reader: Reader) -> None:
    page = reader.open("en/water/")
    page.locator(".menu-search a").press("Enter")
    page.locator("dialog[open] input:focus").wait_for()
    page.locator("dialog .close").click()
    assert page.locator(".menu-search a:focus").count() == 1
    assert page.url == f"{reader.address}en/water/"


def test_it_takes_up_what_a_quick_reader_typed_before_it_was_there(reader: Reader) -> None:
    page = reader.open("en/")
    page.keyboard.type("/station")
    page.locator("dialog[open]").wait_for()
    eventually(lambda: page.locator("dialog input").input_value() == "station")
    page.locator(".option").first.wait_for()


def test_the_slash_key_of_an_arabic_keyboard_opens_it(reader: Reader) -> None:
    page = reader.open("ar/")
    page.evaluate(
        """() => {
          const key = { key: "ظ", code: "Slash", bubbles: true, cancelable: true };
          document.body.dispatchEvent(new KeyboardEvent("keydown", key));
        }"""
    )
    page.locator("dialog[open]").wait_for()


def test_a_slash_means_nothing_else_where_it_is_typed_or_turned_off(reader: Reader) -> None:
    page = reader.open("en/")
    page.keyboard.press("Control+/")
    page.locator(".aa").click()
    page.locator("[name=shortcut][value=off]").locator("..").click()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.reload()
    page.keyboard.press("/")
    page.wait_for_timeout(300)
    assert page.locator("dialog").count() == 0
    page = reader.open("en/search/")
    page.locator("#query").focus()
    page.keyboard.type("a/b")
    assert page.locator("#query").input_value() == "a/b"


@pytest.mark.parametrize(
    ("path", "query", "first", "target"),
    [
        ("ar/", "المحطات", "1 يونيو 1950", "ar/water/"),
        ("en/", "stations", "1 June 1950", "en/water/"),
    ],
)
def test_arrow_keys_choose_and_enter_opens(
    reader: Reader, path: str, query: str, first: str, target: str
) -> None:
    page = reader.open(path)
    open_box(page, query)
    field = page.locator("dialog input")
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert active(page) == ""
    page.keyboard.press("ArrowDown")
    assert active(page).startswith(first)
    page.keyboard.press("ArrowUp")
    assert active(page) == ""
    page.keyboard.press("ArrowUp")
    assert active(page) == page.locator(".option-all").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{reader.address}{target}*")


def test_typing_moves_the_field_not_the_choice(reader: Reader) -> None:
    page = reader.open("en/")
    open_box(page, "station")
    page.keyboard.press("ArrowDown")
    assert active(page)
    page.keyboard.press("Home")
    page.keyboard.type("the ")
    eventually(lambda: active(page) == "")
    assert page.locator("dialog input").input_value() == "the station"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_enter_with_nothing_chosen_leads_to_the_page_of_results(
    reader: Reader, language: str
) -> None:
    page = reader.open(f"{language}/water/")
    open_box(page, "wheat 2026" if language == "en" else "قمح ٢٠٢٦")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{reader.address}{language}/search/?q=*")
    page.locator(".result").first.wait_for()


def test_terms_and_events_stand_above_articles(reader: Reader) -> None:
    page = reader.open("ar/")
    open_box(page, "المحطة")
    groups = page.locator("dialog [role=group]:visible").evaluate_all(
        "all => all.map((each) => each.dataset.group)"
    )
    assert groups == ["events", "ar", "all"]
    page.locator("dialog input").fill("الدلتا")
    page.locator("[data-group=terms] .option").wait_for()
    assert "delta" in page.locator("[data-group=terms]").inner_text()
    page.locator("dialog input").fill("river delta")
    eventually(lambda: "ar" in str(page.locator("[data-group=terms] a").get_attribute("href")))


def test_a_place_on_this_very_page_closes_the_box(reader: Reader) -> None:
    page = reader.open("ar/water/")
    open_box(page, "المحطة")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for(state="hidden")
    assert page.url.endswith("ar/water/#event-station")


def test_a_misspelt_word_gets_a_proposal_that_can_be_chosen(reader: Reader) -> None:
    page = reader.open("en/")
    page.keyboard.press("/")
    page.locator("dialog[open]").wait_for()
    page.keyboard.type("harvset")
    page.locator("[data-group=suggestions] .option").wait_for()
    page.keyboard.press("ArrowDown")
    assert active(page) == "harvest"
    page.keyboard.press("Enter")
    page.locator('[data-group="en"] .option').first.wait_for()
    assert page.locator("dialog input").input_value() == "harvest"
    assert page.locator("dialog input:focus").count() == 1


def test_the_live_region_says_what_was_found(reader: Reader) -> None:
    page = reader.open("en/")
    open_box(page, "farmers 2026")
    status = page.locator("dialog [role=status]")
    assert status.inner_text() == "Pages: 1"
    page.locator("dialog input").fill("x")
    eventually(lambda: status.inner_text() == "Type at least two letters.")
    page.locator("dialog input").fill("zzzzzz")
    eventually(lambda: status.inner_text().startswith("Nothing found. Try fewer"))
    assert page.locator("dialog [role=option]:visible").all_inner_texts() == [
        "Everything, on the search page"
    ]
    page.locator("dialog input").fill("")
    eventually(lambda: status.inner_text() == "")
    assert page.locator("dialog input").get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_jumps(browser: Browser, host: Host, window: object) -> None:
    with reading(browser, host, viewport=window) as someone:
        page = someone.open("ar/")
        page.wait_for_load_state("networkidle")
        page.evaluate(
            """() => {
              globalThis.shift = 0;
              new PerformanceObserver((list) => {
                for (const each of list.getEntries()) globalThis.shift += each.value;
              }).observe({ type: "layout-shift" });
            }"""
        )
        page.keyboard.press("/")
        page.locator("dialog[open]").wait_for()
        before = page.locator("dialog").bounding_box()
        page.keyboard.type("القمح", delay=40)
        page.locator(".option").nth(3).wait_for()
        page.wait_for_timeout(400)
        assert page.locator("dialog").bounding_box() == before
        assert page.evaluate("() => globalThis.shift") < 0.01


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(("path", "query"), [("ar/", "المحطة"), ("en/", "station")])
def test_axe_finds_nothing(
    browser: Browser, host: Host, path: str, query: str, window: object, colours: str
) -> None:
    with reading(browser, host, viewport=window, color_scheme=colours) as someone:
        page = someone.open(path)
        open_box(page, query)
        page.keyboard.press("ArrowDown")
        page.evaluate(axe_source())
        options = {"runOnly": WCAG, "resultTypes": ["violations"]}
        assert page.evaluate(_AXE, ["dialog", options]) == []


def test_letters_of_double_size_fit(browser: Browser, host: Host) -> None:
    with reading(browser, host, viewport={"width": 320, "height": 640}) as someone:
        page = someone.open("en/")
        page.evaluate("() => (document.documentElement.style.fontSize = '32px')")
        open_box(page, "station")
        overflow = "each => each.scrollWidth - each.clientWidth"
        assert page.locator("dialog").evaluate(overflow) <= 1
        assert page.locator(".box-list").evaluate(overflow) <= 1
