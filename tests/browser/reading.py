"""The demonstration site in a real browser: windows of readers, and how they look at a page."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from generator.adapters.files import read_sources
from generator.build import build
from generator.ports import Tools
from tests.conftest import ROOT
from tests.driver import NoSearch

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page, Route, ViewportSize

ORIGIN = "https://reader.test/"
"""Answered from memory; `https`, as browsers give the clipboard to nothing less."""
BASE = f"{ORIGIN}demo/"
ARTICLE = "turkey-syria-earthquake"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@cache
def files() -> dict[str, bytes]:
    """Every file of the demonstration site, by its path."""
    sources = replace(read_sources(ROOT), today=date(2026, 11, 1))
    checked = build(sources, Tools(NoSearch()))
    assert not checked.has_errors
    return {each.path: each.content for each in checked.value.artifacts}


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(BASE).partition("?")[0].partition("#")[0]
    path = f"{path}index.html" if path.endswith("/") or not path else path
    content = files().get(path)
    if content is None:
        route.fulfill(status=404, body="")
    else:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(body=content, content_type=kind)


@dataclass
class Reader:
    """Somebody with a browser; every window of theirs shares what is kept on the device."""

    context: BrowserContext
    said: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.goto(BASE + path)
        return page


@contextmanager
def reader(context: BrowserContext) -> Iterator[Reader]:
    """A reader with nothing kept yet, on whose console not a word may appear."""
    context.route(f"{ORIGIN}**", _answer)
    context.set_default_timeout(10_000)
    someone = Reader(context)
    yield someone
    context.close()
    assert someone.said == []


def eventually(found: Callable[[], bool], seconds: float = 5) -> None:
    """Ask again until it is so; the pages' own policy forbids Playwright to ask from inside."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.05)


def go_to(page: Page, row: str, below: float) -> None:
    """Scroll so that the passage begins `below` pixels under the bar."""
    page.evaluate(
        """([row, below]) => {
          const bar = document.querySelector(".bar");
          for (let round = 0; round < 2; round += 1) {
            const edge = Math.max(0, bar.getBoundingClientRect().bottom);
            const { top } = document.getElementById(row).getBoundingClientRect();
            scrollBy({ top: top - edge - below, behavior: "instant" });
          }
        }""",
        [row, below],
    )


def press(page: Page, selector: str) -> None:
    """Click where the element is in the window; Playwright's own click scrolls what is sticky."""
    box = page.locator(selector).first.bounding_box()
    assert box, f"{selector} is not shown"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def spot(target: Locator) -> tuple[float, float]:
    """A point in the window where a sentence itself is met, not a link in it nor its neighbour."""
    x, y = target.evaluate(
        """each => {
          each.scrollIntoView({ block: "center", behavior: "instant" });
          for (const { left, top, width, height } of each.getClientRects()) {
            for (let share = 0.1; share < 1; share += 0.1) {
              const [x, y] = [left + width * share, top + height / 2];
              if (document.elementFromPoint(x, y) === each) return [x, y];
            }
          }
          return [-1, -1];
        }"""
    )
    assert x >= 0, "nowhere to be met"
    return x, y


def top_of(page: Page, selector: str) -> float:
    """Where an element begins, in pixels below the upper edge of the window."""
    return float(page.locator(selector).evaluate("each => each.getBoundingClientRect().top"))


def share_above(page: Page, selector: str) -> float:
    """How much of an element has gone out of view under the bar."""
    return float(
        page.locator(selector).evaluate(
            """each => {
              const edge = document.querySelector(".bar").getBoundingClientRect().bottom;
              const box = each.getBoundingClientRect();
              return (edge - box.top) / box.height;
            }"""
        )
    )
