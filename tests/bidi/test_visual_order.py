"""Mixed text is seen in the right order: glyphs measured in a real browser, against samples.md."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page

from generator.adapters.files import packaged_theme
from tests.bidi.cases import Sample, read_samples

SAMPLES = read_samples()
_BDI = re.compile(r"</?bdi[^>]*>")
_RUN = re.compile(r"<bdi[^>]*>([^<]*)</bdi>")

# The place of every letter: lines from top to bottom, and on each the letters from left to right.
# Boxes of different fonts on one line differ in height, so that lines are told by their middles.
_MEASURE = """() => [...document.querySelectorAll("[data-sample]")].map((sample) => {
  const walker = document.createTreeWalker(sample, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let index = 0; index < node.data.length; index++) {
      if (!node.data[index].trim()) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const [box] = range.getClientRects();
      letters.push({
        letter: node.data[index],
        x: (box.left + box.right) / 2,
        y: (box.top + box.bottom) / 2,
        height: box.height,
      });
    }
  }
  letters.sort((a, b) => a.y - b.y);
  const lines = [];
  let last = null;
  for (const each of letters) {
    if (!last || each.y - last.y > each.height / 2) lines.push([]);
    lines.at(-1).push(each);
    last = each;
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x).map((each) => each.letter).join(""));
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """A page with the real stylesheet and font of the site."""
    theme = packaged_theme() / "static"
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    files = {
        "/style.css": ("text/css", (theme / "style.css").read_bytes()),
        "/fonts/noto-naskh-arabic.woff2": (
            "font/woff2",
            (theme / "fonts" / "noto-naskh-arabic.woff2").read_bytes(),
        ),
    }
    page.route(
        "http://site.test/**",
        lambda route: (
            route.fulfill(content_type=files[path][0], body=files[path][1])
            if (path := "/" + route.request.url.split("/", 3)[3]) in files
            else route.fulfill(content_type="text/html", body="<!DOCTYPE html>")
        ),
    )
    page.goto("http://site.test/")
    return page


def seen(page: Page, samples: Sequence[tuple[Sample, str]]) -> list[tuple[str, ...]]:
    """The lines of each sample's HTML as they are seen."""
    lines: list[tuple[str, ...]] = [()] * len(samples)
    for code in ("ar", "en"):
        chosen = [i for i, (sample, _) in enumerate(samples) if sample.language.code == code]
        if not chosen:
            continue
        direction = samples[chosen[0]][0].language.direction
        divisions = "".join(
            f'<div data-sample style="inline-size: {samples[i][0].width}">{samples[i][1]}</div>'
            for i in chosen
        )
        page.set_content(
            f'<!DOCTYPE html><html lang="{code}" dir="{direction}"><meta charset="utf-8">'
            f'<base href="http://site.test/"><link rel="stylesheet" href="style.css">'
            f'<body><main><div class="row">{divisions}</div></main>'
        )
        page.evaluate("document.fonts.ready")
        assert page.evaluate("[...document.fonts].some((each) => each.status === 'loaded')")
        for i, found in zip(chosen, page.evaluate(_MEASURE), strict=True):
            lines[i] = tuple(found)
    return lines


def wrong(page: Page, samples: Sequence[tuple[Sample, str]]) -> list[Sample]:
    """The samples that are not seen as they should be."""
    found = zip(samples, seen(page, samples), strict=True)
    return [sample for (sample, _), lines in found if lines != sample.lines]


def test_there_are_samples_of_both_languages() -> None:
    codes = [sample.language.code for sample in SAMPLES]
    assert (codes.count("ar"), codes.count("en")) >= (40, 30)
    assert len({(sample.language.code, sample.title) for sample in SAMPLES}) == len(SAMPLES)


@pytest.mark.slow
def test_every_sample_is_seen_in_its_order(page: Page) -> None:
    found = seen(page, [(sample, sample.html) for sample in SAMPLES])
    for sample, lines in zip(SAMPLES, found, strict=True):
        assert lines == sample.lines, f"{sample.title}: {sample.html}"


@pytest.mark.slow
def test_without_isolation_many_are_not(page: Page) -> None:
    bare = [(sample, _BDI.sub("", sample.html)) for sample in SAMPLES]
    assert len(wrong(page, bare)) >= 60


@pytest.mark.slow
def test_one_lost_run_is_noticed(page: Page) -> None:
    sample = next(sample for sample in SAMPLES if sample.title == "Two signed numbers")
    runs = list(_RUN.finditer(sample.html))
    assert len(runs) == 2
    for run in runs:
        broken = sample.html[: run.start()] + run[1] + sample.html[run.end() :]
        assert wrong(page, [(sample, broken)])
