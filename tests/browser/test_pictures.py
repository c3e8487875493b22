"""Which picture a browser chooses, when it loads it, and that the page does not move for it."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.reading import DESKTOP, PHONE, eventually
from tests.picture_site import published_pictures

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.slow

BASE = "https://reader.test/sub/"
_SHIFT = """() => new Promise((answer) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) sum += each.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => answer(sum)));
})"""


@contextmanager
def opened(
    browser: Browser, path: str, *, translated: bool = False, **how: Any
) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the images it has asked for so far."""
    asked: list[str] = []
    files = published_pictures(translated=translated)

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(BASE).partition("?")[0]
        name = f"{name}index.html" if name.endswith("/") or not name else name
        if name.startswith("media/"):
            asked.append(name.rpartition("/")[2])
        if name not in files:
            route.fulfill(status=404, body="")
            return
        kind = "image/avif" if name.endswith(".avif") else mimetypes.guess_type(name)[0]
        route.fulfill(body=files[name], content_type=kind or "application/octet-stream")

    context = browser.new_context(**how)
    context.route(f"{BASE}**", answer)
    page = context.new_page()
    page.goto(BASE + path)
    page.wait_for_load_state("networkidle")
    yield page, asked
    context.close()


def chosen(page: Page, picture: str) -> str:
    """Width and format of the file that the browser shows: `1280.avif`."""
    source = page.locator(f'img[src*="/{picture}-"]').first
    return str(source.evaluate("(image) => image.currentSrc")).rpartition("-")[2]


def go_to(page: Page, *pictures: str) -> None:
    """Scroll from one picture to the next."""
    for each in pictures:
        page.locator(f'img[src*="/{each}-"]').first.scroll_into_view_if_needed()


def names(asked: list[str]) -> set[str]:
    return {each.partition("-")[0] for each in asked}


def come(page: Page, asked: list[str], *pictures: str) -> None:
    """Wait until the browser has asked for these pictures."""

    def have_come() -> bool:
        page.wait_for_timeout(20)  # while Playwright waits, it hears of requests
        return set(pictures) <= names(asked)

    eventually(have_come)


@pytest.mark.parametrize(
    ("path", "how", "expected"),
    [
        # 320 of CSS at 3 pixels each: 960.
        ("ar/water/", {"viewport": PHONE, "device_scale_factor": 3}, "960.avif"),
        ("ar/water/", {"viewport": PHONE, "device_scale_factor": 1}, "320.avif"),
        ("ar/water/", {"viewport": DESKTOP}, "1280.avif"),
        ("ar/water/", {"viewport": DESKTOP, "device_scale_factor": 2}, "1600.avif"),
        ("both/water/", {"viewport": DESKTOP}, "960.avif"),
        ("ar/", {"viewport": DESKTOP}, "640.avif"),
        ("ar/", {"viewport": PHONE, "device_scale_factor": 3}, "960.avif"),
        ("ar/topics/rivers/", {"viewport": DESKTOP}, "480.avif"),
        ("", {"viewport": DESKTOP}, "960.avif"),
    ],
)
def test_the_opening_picture_fits_its_place(
    browser: Browser, path: str, how: dict[str, Any], expected: str
) -> None:
    with opened(browser, path, **how) as (page, asked):
        assert chosen(page, "river") == expected
        assert len([each for each in asked if each.startswith("river")]) == 1, "loaded once"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pictures_below_wait_and_move_nothing(browser: Browser, viewport: Any) -> None:
    with opened(browser, "ar/water/", viewport=viewport) as (page, asked):
        assert names(asked) & {"tower", "flow"} == set()
        go_to(page, "tower", "flow")
        come(page, asked, "tower", "flow")
        assert any(each.startswith("tower") and each.endswith(".avif") for each in asked)
        assert next(each for each in asked if each.startswith("flow")).endswith(".gif")
        assert page.evaluate(_SHIFT) == 0


def test_pictures_need_no_script(browser: Browser) -> None:
    """Where there is none, browsers do not let pictures wait (HTML, 2.5.7)."""
    how = {"viewport": PHONE, "java_script_enabled": False}
    with opened(browser, "ar/water/", **how) as (page, asked):
        go_to(page, "tower", "flow")
        come(page, asked, "river", "bank", "drop", "tower", "flow")
        assert all(each.endswith((".avif", ".gif")) for each in asked)


def test_room_is_kept_before_a_picture_comes(browser: Browser) -> None:
    """The place of what stands below is the same with pictures and without."""
    with opened(browser, "ar/water/", viewport=PHONE) as (page, _):
        go_to(page, "bank", "drop", "tower", "flow")
        eventually(
            lambda: page.evaluate(
                "() => [...document.querySelectorAll('.explainer img')]"
                ".every((each) => each.complete && each.naturalWidth > 0)"
            )
        )
        heights = page.evaluate(
            "() => [...document.querySelectorAll('.explainer img')]"
            ".map((each) => each.getBoundingClientRect().height)"
        )
        whole = page.evaluate("() => document.documentElement.scrollHeight")
        assert page.evaluate(_SHIFT) == 0
    assert min(heights) > 20
    with opened(browser, "ar/water/", viewport=PHONE) as (page, _):
        page.context.route("**/media/**", lambda _: None)  # none of them ever comes
        page.reload(wait_until="domcontentloaded")
        page.evaluate("() => document.fonts.ready")
        bare = page.evaluate("() => document.documentElement.scrollHeight")
    assert abs(whole - bare) <= 2


def test_pictures_are_seen_at_their_own_proportions(browser: Browser) -> None:
    with opened(browser, "ar/water/", viewport=DESKTOP) as (page, _):
        go_to(page, "bank", "drop", "tower", "flow")
        page.wait_for_load_state("networkidle")
        shown = page.evaluate(
            "() => [...document.querySelectorAll('.explainer img')].map((each) => {"
            " const box = each.getBoundingClientRect();"
            " return [each.alt, box.width, box.height, +each.getAttribute('width'),"
            " +each.getAttribute('height')]; })"
        )
    assert len(shown) == 5
    for alt, width, height, full_width, full_height in shown:
        assert abs(width / height - full_width / full_height) < 0.02, alt
        assert width <= full_width + 1, f"{alt} is enlarged"
        assert height <= 760, f"{alt} is taller than the window"


def test_whoever_asks_for_less_motion_sees_a_still(browser: Browser) -> None:
    with opened(browser, "ar/water/", viewport=DESKTOP, reduced_motion="reduce") as (page, asked):
        go_to(page, "flow")
        come(page, asked, "flow")
    flow = [each for each in asked if each.startswith("flow")]
    assert flow and all(each.endswith("-60.avif") for each in flow)


def test_side_by_side_on_a_phone_a_picture_stands_once(browser: Browser) -> None:
    for window, count in ((PHONE, 1), (DESKTOP, 2)):
        with opened(browser, "both/water/", translated=True, viewport=window) as (page, asked):
            go_to(page, "bank")
            come(page, asked, "bank")
            pictures = page.locator('.row img[src*="/bank-"]')
            wide = [each for each in pictures.all() if (each.bounding_box() or {})["width"] > 100]
            assert (len(wide), pictures.count()) == (count, 2)
            captions = page.locator(".row:has(img[src*='/bank-']) figcaption")
            assert captions.all_inner_texts() == ["تصوير: Lina Haddad", "Photo: Lina Haddad"]
