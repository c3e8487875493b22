"""How a social image looks: where its words stand, in which letters and colours.

It is drawn as amounts of one ink on one ground, so that sixteen colours are all it needs. A card
in a language written from the right is the mirror image of one written from the left.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.model.card import Card
from generator.text.contrast import READABLE, contrast, ink_on, mixed
from generator.text.line_breaks import Box, SetTitle, set_title

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageDraw import ImageDraw as Pen
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent.parent / "fonts"
LEVELS = 16
"""Amounts of ink: four bits for each pixel."""
_FULL = 255
_STEP = _FULL // (LEVELS - 1)
_MARGIN = 76
_KICKER_LINE, _FOOT_LINE = 134, 572
"""Base lines, from the top."""
_KICKER_SIZES, _SITE_SIZES, _NOTE_SIZE = (40, 34), (44, 38, 33), 36
_TITLE_TOP, _TITLE_HEIGHT = 160, 322
_TITLE = {
    True: Box(0, _TITLE_HEIGHT, (150, 136, 124, 114, 106, 98, 90, 83, 75, 69, 65, 59, 54), 1.42),
    False: Box(0, _TITLE_HEIGHT, (160, 144, 130, 118, 108, 99, 91, 84, 78, 72, 66, 60), 1.2),
}
"""By whether the language is written from the right: Arabic letters reach higher and lower."""
_ASCENT = {True: 0.96, False: 0.92}
"""From the top of a line of the title to its base line, by size."""
_RULE = (72, 8)
_HAIRLINE = (504, 2)
"""Top and height."""
_FAINT = 5 * _STEP
_SMOOTHING = 4
"""Shapes are drawn so many times as large, and then made smaller."""
_Weight = Literal["bold", "regular"]


def draw(card: Card) -> bytes:
    """The card as a PNG file: the same bytes for the same card and the same libraries.

    One with a title needs Pillow with raqm and fribidi; without them its text would be wrong.
    """
    from PIL import Image, ImageDraw

    canvas = Image.new("L", (card.width, card.height), 0)
    quiet = _quiet_amount(card.accent)
    if card.title:
        pen = ImageDraw.Draw(canvas)
        _draw_head(pen, card, quiet)
        _draw_title(pen, card)
        _draw_foot(canvas, pen, card, quiet)
    else:
        size = min(card.width, card.height) * 5 // 8
        corner = ((card.width - size) // 2, (card.height - size) // 2)
        _add_mark(canvas, (*corner, size), _FULL, quiet)
    return _as_png(canvas, card.accent)


def measure(text: str, size: int, card: Card, weight: _Weight = "bold") -> float:
    """Width in pixels of a text as it is shaped."""
    return float(
        font(weight, size).getlength(text, direction=_direction(card), language=card.language)
    )


@lru_cache(maxsize=64)
def font(weight: _Weight, size: int) -> FreeTypeFont:
    """One of the package's fonts, read once for each size."""
    from PIL import ImageFont

    path = FONTS / f"card-{weight}.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


def write_line(
    pen: Pen, start: tuple[float, float], text: str, size: int, card: Card, amount: int = _FULL,
    weight: _Weight = "bold", *, at_end: bool = False,
) -> None:  # fmt: skip
    """One line of text; `start` is where it begins on its base line, or ends with `at_end`."""
    pen.text(
        start,
        text,
        fill=amount,
        font=font(weight, size),
        anchor="rs" if card.is_rtl != at_end else "ls",
        direction=_direction(card),
        language=card.language,
    )


def title_of(card: Card) -> SetTitle:
    """The title in lines."""
    room = _TITLE[card.is_rtl]
    box = Box(card.width - 2 * _MARGIN, room.height, room.sizes, room.leading)
    return set_title(card.title, box, lambda text, size: measure(text, size, card))


def _draw_head(pen: Pen, card: Card, quiet: int) -> None:
    width, height = _RULE
    top = _KICKER_LINE - 60
    left = _across(card, _MARGIN, width)
    pen.rectangle((left, top, left + width - 1, top + height - 1), fill=_FULL)
    if card.kicker:
        size, words = _fitted(card.kicker, card, _KICKER_SIZES, card.width - 2 * _MARGIN)
        write_line(pen, (_across(card, _MARGIN), _KICKER_LINE), words, size, card, quiet)


def _draw_title(pen: Pen, card: Card) -> None:
    title = title_of(card)
    line_height = title.size * _TITLE[card.is_rtl].leading
    # Above the middle of its room: the eye takes that for the middle.
    spare = _TITLE_HEIGHT - line_height * len(title.lines)
    top = _TITLE_TOP + spare * 0.45
    for number, line in enumerate(title.lines):
        base = top + number * line_height + title.size * _ASCENT[card.is_rtl]
        write_line(pen, (_across(card, _MARGIN), round(base)), line, title.size, card)


def _draw_foot(canvas: Picture, pen: Pen, card: Card, quiet: int) -> None:
    top, height = _HAIRLINE
    pen.rectangle((_MARGIN, top, card.width - _MARGIN - 1, top + height - 1), fill=_FAINT)
    mark = 56
    _add_mark(canvas, (_across(card, _MARGIN - 4, mark), _FOOT_LINE - 42, mark), _FULL, quiet)
    taken = measure(card.note, _NOTE_SIZE, card, "regular") + 60 if card.note else 0
    begin = _MARGIN + mark + 14
    size, site = _fitted(card.site, card, _SITE_SIZES, card.width - _MARGIN - begin - taken)
    write_line(pen, (_across(card, begin), _FOOT_LINE), site, size, card)
    if card.note:
        end = (_across(card, card.width - _MARGIN), _FOOT_LINE)
        write_line(pen, end, card.note, _NOTE_SIZE, card, quiet, "regular", at_end=True)


def _fitted(text: str, card: Card, sizes: tuple[int, ...], width: float) -> tuple[int, str]:
    """Size and text of a single line, cut between words where it is too long for the smallest."""
    box = Box(round(width), sizes[-1], sizes, 1.0)
    title = set_title(text, box, lambda words, size: measure(words, size, card))
    return title.size, "".join(title.lines)


def _across(card: Card, distance: float, width: float = 0) -> int:
    """Left edge of something so wide, at a distance from the side where lines begin."""
    return round(card.width - distance - width if card.is_rtl else distance)


def _direction(card: Card) -> str:
    return "rtl" if card.is_rtl else "ltr"


# The mark: two columns of lines, those of two languages side by side.

_STROKES = (((25, 9), (19, 9)), ((25, 16), (19, 16)), ((25, 23), (22, 23)))
"""Of one column, on a field of 32 by 32; the other is its mirror image."""
_STROKE = 3


def _add_mark(canvas: Picture, place: tuple[int, int, int], amount: int, second: int) -> None:
    """The mark on the canvas: its right column, and the left one in another amount of ink."""
    from PIL import Image, ImageDraw

    left, top, size = place
    scale = size * _SMOOTHING / 32
    field = Image.new("L", (size * _SMOOTHING, size * _SMOOTHING), 0)
    pen = ImageDraw.Draw(field)
    for mirrored, ink in ((False, amount), (True, second)):
        for ends in _STROKES:
            (right, y), (start, _) = ((32 - x if mirrored else x, y) for x, y in ends)
            a, b = sorted((right, start))
            radius = _STROKE / 2
            box = (a - radius, y - radius, b + radius, y + radius)
            pen.rounded_rectangle([side * scale for side in box], radius * scale, fill=ink)
    small = field.reduce(_SMOOTHING)
    canvas.paste(small, (left, top))


def _quiet_amount(ground: str) -> int:
    """Ink for what is less important: as little as can still be read."""
    ink = ink_on(ground)
    amounts = range(12 * _STEP, _FULL, _STEP)
    readable = (a for a in amounts if contrast(mixed(ground, ink, a / _FULL), ground) >= READABLE)
    return next(readable, _FULL)


def _as_png(canvas: Picture, ground: str) -> bytes:
    """The amounts of ink as a palette from the ground to the ink."""
    from PIL import Image

    ink = ink_on(ground)
    nearest = bytes((value + _STEP // 2) // _STEP for value in range(_FULL + 1))
    picture = Image.frombytes("P", canvas.size, canvas.tobytes().translate(nearest))
    colours = [mixed(ground, ink, level / (LEVELS - 1)) for level in range(LEVELS)]
    picture.putpalette(b"".join(bytes.fromhex(colour[1:]) for colour in colours))
    file = io.BytesIO()
    # The highest level takes ten times as long for a twentieth less.
    picture.save(file, "PNG", compress_level=6)
    return file.getvalue()
