"""Pictures drawn for tests: one like a photograph, one like a chart, and files with what cameras
write into them."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter


def photo(width: int, height: int) -> Image.Image:
    """Soft shapes and a little grain: what a photograph is to an encoder. Always the same."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    round_ = Image.radial_gradient("L").resize((width, height))
    image = Image.merge("RGB", (across, down, ImageChops.invert(round_)))
    draw = ImageDraw.Draw(image)
    for step in range(1, 60):
        left, top = step * 7919 % width, step * 104729 % height
        side = max(2, (step * 31 % 17 + 3) * width // 120)
        colour = (step * 37 % 256, step * 59 % 256, step * 83 % 256)
        draw.ellipse((left, top, left + side, top + side * 2 // 3), fill=colour)
    image = image.filter(ImageFilter.GaussianBlur(max(1, width / 600)))
    return ImageChops.add(image, _grain(width, height), scale=1, offset=-6)


def _grain(width: int, height: int) -> Image.Image:
    """The same few thousand bytes over and over, of a linear congruential generator."""
    state, values = 1, bytearray()
    for _ in range(61 * 67 * 3):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        values.append((state >> 16) % 13)
    tile = Image.frombytes("RGB", (61, 67), bytes(values))
    grain = Image.new("RGB", (width, height))
    for left in range(0, width, 61):
        for top in range(0, height, 67):
            grain.paste(tile, (left, top))
    return grain


def quarters(width: int, height: int) -> Image.Image:
    """Red and green above, blue and white below: to see which way up it is."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for number, colour in enumerate(("red", "lime", "blue", "white")):
        left, top = number % 2 * width // 2, number // 2 * height // 2
        draw.rectangle((left, top, left + width // 2, top + height // 2), fill=colour)
    return image


def frames(count: int, width: int = 60, height: int = 40) -> list[Image.Image]:
    """Of a moving picture: a square that travels."""
    made = []
    for number in range(count):
        image = Image.new("RGB", (width, height), "navy")
        ImageDraw.Draw(image).rectangle((number * 10, 10, number * 10 + 9, 19), fill="yellow")
        made.append(image)
    return made


def encoded(image: Image.Image, format_: str, **options: Any) -> bytes:
    """The file of an image."""
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def camera_exif(orientation: int = 1) -> Image.Exif:
    """What a telephone notes: maker, place, which way it was held."""
    exif = Image.Exif()
    exif[271], exif[272], exif[274] = "SecretMaker", "SecretModel", orientation
    exif.get_ifd(34853).update({1: "N", 2: (30.0, 2.0, 40.0), 3: "E", 4: (31.0, 14.0, 9.0)})
    return exif
