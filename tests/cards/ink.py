"""Lines of text as pictures: drawn by the program and by a browser, and how alike they are."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from generator.adapters.card_drawing import FONTS, measure, write_line
from generator.model.card import Card
from generator.text.bidi import isolate, isolate_plain
from generator.text.drawable import drawable
from tests.text.samples import ARABIC, ENGLISH

SIZE = 64
ROOM = (1600, 160)
BASE_LINE = 100
EDGE = 40
CASES = Path(__file__).parent / "lines.md"


@dataclass(frozen=True)
class Line:
    text: str
    is_rtl: bool

    @property
    def card(self) -> Card:
        """One in whose language it is."""
        return Card("line", "ar" if self.is_rtl else "en", self.is_rtl, "#000000")

    @property
    def isolated(self) -> str:
        return isolate_plain(drawable(self.text), *self._languages)

    @property
    def html(self) -> str:
        return isolate(drawable(self.text), *self._languages)

    @property
    def _languages(self) -> Any:
        return (ARABIC, ENGLISH) if self.is_rtl else (ENGLISH, ARABIC)


def lines() -> Iterator[Line]:
    is_rtl: bool | None = None
    for row in CASES.read_text("utf-8").splitlines():
        if row.startswith("## "):
            is_rtl = row == "## rtl"
        elif row and is_rtl is not None:
            yield Line(row.partition(" | ")[0], is_rtl)


def drawn(line: Line, text: str | None = None) -> Image.Image:
    """White on black, as a card draws it; another text in its place where one is given."""
    picture = Image.new("L", ROOM, 0)
    start = (ROOM[0] - EDGE if line.is_rtl else EDGE, BASE_LINE)
    shown = line.isolated if text is None else text
    write_line(ImageDraw.Draw(picture), start, shown, SIZE, line.card)
    return picture


def drawn_unshaped(line: Line) -> Image.Image:
    """As Pillow draws it without raqm: letters apart, in the order in which they are typed."""
    picture = Image.new("L", ROOM, 0)
    basic = ImageFont.Layout.BASIC
    font = ImageFont.truetype(FONTS / "card-bold.ttf", SIZE, layout_engine=basic)
    start, anchor = ((ROOM[0] - EDGE), "rs") if line.is_rtl else (EDGE, "ls")
    ImageDraw.Draw(picture).text((start, BASE_LINE), line.text, 255, font, anchor)
    return picture


def width_of(line: Line) -> float:
    return measure(line.isolated, SIZE, line.card)


def page_of(cases: list[Line]) -> str:
    """A page on which each line stands as it does on a card, one below the other."""
    font = base64.b64encode((FONTS / "card-bold.ttf").read_bytes()).decode()
    rows = "".join(
        f'<p dir="{"rtl" if line.is_rtl else "ltr"}" lang="{line.card.language}">'
        f"<span>{line.html}</span></p>"
        for line in cases
    )
    return f"""<!DOCTYPE html><meta charset="utf-8"><style>
@font-face {{ font-family: Card; src: url(data:font/ttf;base64,{font}) }}
body {{ margin: 0; background: #000; color: #fff; font: {SIZE}px/1 Card }}
p {{ margin: 0; box-sizing: border-box; width: {ROOM[0]}px; height: {ROOM[1]}px; overflow: hidden;
  padding: 0 {EDGE}px; line-height: {ROOM[1]}px; white-space: nowrap; font-kerning: normal;
  text-rendering: geometricPrecision }}
</style>{rows}"""


@dataclass(frozen=True)
class Shown:
    """A line in the browser."""

    picture: Image.Image
    width: float


def shown_in(browser: Any, cases: list[Line]) -> list[Shown]:
    """The lines as the browser draws them, with our font file alone."""
    page = browser.new_page(viewport={"width": ROOM[0], "height": 800})
    page.set_content(page_of(cases))
    page.evaluate("() => document.fonts.ready")
    assert page.evaluate("() => document.fonts.check('16px Card')")
    whole = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
    widths = page.evaluate(
        "() => [...document.querySelectorAll('span')].map(s => s.getBoundingClientRect().width)"
    )
    page.close()
    pictures = [
        whole.crop((0, number * ROOM[1], ROOM[0], (number + 1) * ROOM[1]))
        for number in range(len(cases))
    ]
    return [Shown(*each) for each in zip(pictures, widths, strict=True)]


@dataclass(frozen=True)
class Likeness:
    """How alike two pictures are, the second moved to where it fits best."""

    overlap: float
    """Ink that both have by the ink that either has, from 0 to 1 (intersection over union)."""
    worst: int
    """The greatest difference of a spot of nine pixels square, of 255: a mark that is lost."""


def likeness(one: Image.Image, other: Image.Image) -> Likeness:
    """Fitted by up to two pixels across, and as far up or down as the base lines differ."""
    boxes = one.getbbox(), other.getbbox()
    if boxes[0] is None or boxes[1] is None:
        raise ValueError("a line without ink")
    down = boxes[0][1] - boxes[1][1]
    moved = [ImageChops.offset(other, x, down + y) for x in range(-2, 3) for y in range(-1, 2)]
    best = max(moved, key=lambda each: _overlap(one, each))
    return Likeness(_overlap(one, best), _worst(one, best))


def _overlap(one: Image.Image, other: Image.Image) -> float:
    both = _ink(ImageChops.darker(one, other))
    return both / _ink(ImageChops.lighter(one, other))


def _worst(one: Image.Image, other: Image.Image) -> int:
    blurred = (each.filter(ImageFilter.BoxBlur(4)) for each in (one, other))
    return int(ImageChops.difference(*blurred).getextrema()[1])


def _ink(picture: Image.Image) -> float:
    return float(sum(value * count for value, count in enumerate(picture.histogram())))
