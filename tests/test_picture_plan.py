"""Which files an image becomes, from its bytes alone."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.model.picture_files import RECIPE
from generator.stages.pictures import plan, sizes
from generator.text.image_header import read_header, svg_size
from generator.text.moving_images import without_notes
from tests.pictures import camera_exif, encoded, frames, photo

ORIGIN = "content/explainers/water/river.jpg"
FOLDER = "media/water"


def planned(content: bytes, name: str = "river.jpg") -> list[str]:
    return list(plan(f"content/explainers/water/{name}", content, FOLDER).paths)


def test_a_photograph_comes_in_three_formats() -> None:
    files = plan(ORIGIN, encoded(photo(1000, 500), "JPEG"), FOLDER)
    assert files.kind == "photo"
    assert [each.type for each in files.sources] == ["image/avif", "image/webp"]
    assert [(each.width, each.height) for each in files.fallback] == [
        (320, 160), (480, 240), (640, 320), (1000, 500),
    ]  # fmt: skip
    assert files.path == files.fallback[-1].path
    assert files.path.startswith("media/water/river-")
    assert files.path.endswith("-1000.jpg")
    assert files.copy == files.moving == ""


def test_nothing_is_wider_than_the_widest() -> None:
    files = plan(ORIGIN, encoded(photo(4000, 100), "JPEG"), FOLDER)
    assert [each.width for each in files.fallback] == list(RECIPE.widths)
    assert files.shown_size == (1600, 40)


@pytest.mark.parametrize(
    ("image", "format_", "kind", "fallback"),
    [
        (photo(400, 300), "JPEG", "photo", "jpeg"),
        (photo(400, 300), "PNG", "photo", "jpeg"),
        (photo(400, 300), "WEBP", "photo", "jpeg"),
        (photo(400, 300), "AVIF", "photo", "jpeg"),
        (photo(400, 300).convert("RGBA"), "PNG", "photo", "png"),
        (photo(400, 300).quantize(16), "PNG", "drawing", "png"),
        (Image.new("RGB", (400, 300), "teal"), "PNG", "drawing", "png"),
        (Image.new("RGBA", (400, 300), (0, 0, 0, 9)), "WEBP", "photo", "png"),
        (Image.new("RGBA", (400, 300), (0, 0, 0, 9)), "AVIF", "photo", "png"),
        (Image.new("P", (400, 300)), "GIF", "drawing", "png"),
    ],
)
def test_what_browsers_fall_back_on(
    image: Image.Image, format_: str, kind: str, fallback: str
) -> None:
    files = plan(ORIGIN, encoded(image, format_), FOLDER)
    assert (files.kind, files.fallback_format) == (kind, fallback)


def test_a_drawing_without_loss_keeps_its_alpha() -> None:
    content = encoded(Image.new("RGBA", (400, 300), (0, 90, 0, 9)), "WEBP", lossless=True)
    header = read_header(content)
    assert header.has_alpha
    assert header.is_drawing


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_the_one_that_is_seen(format_: str, orientation: int) -> None:
    content = encoded(photo(60, 40), format_, exif=camera_exif(orientation))
    header = read_header(content)
    assert (header.width, header.height) == ((40, 60) if orientation >= 5 else (60, 40))
    if format_ != "AVIF":
        assert header.orientation == orientation


def test_exif_of_nonsense_turns_nothing() -> None:
    for exif in (b"Exif\0\0II*\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0" + bytes(40)):
        header = read_header(encoded(photo(60, 40), "WEBP", exif=exif))
        assert (header.width, header.height, header.orientation) == (60, 40, 1)


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_no_rendition_is_wider_than_the_original_nor_of_other_proportions(
    width: int, height: int
) -> None:
    found = sizes(width, height)
    assert found[-1][0] == min(width, RECIPE.widths[-1])
    assert [each for each, _ in found] == sorted({each for each, _ in found})
    for each, high in found:
        assert 1 <= each <= width
        assert 1 <= high <= max(1, height)
        assert abs(high - height * each / width) <= 0.5 or high == 1


names = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1)


@given(names, st.binary(max_size=40), st.binary(max_size=40))
@settings(max_examples=60)
def test_names_follow_the_content(name: str, first: bytes, second: bytes) -> None:
    origin = f"content/explainers/water/{name}.png"
    one, same = (plan(origin, bytes(bytearray(first)), FOLDER) for _ in range(2))
    other = plan(origin, second, FOLDER)
    assert one == same
    assert len(set(one.paths)) == len(one.paths)
    assert (set(one.paths) & set(other.paths) == set()) is (first != second)
    for path in one.paths:
        assert path.startswith("media/water/")
        assert path.isascii()
        assert not set(path) & set(" ,?#%&\"'<>\\")
        assert path == path.lower()
        assert ".." not in path


def test_a_drawing_of_shapes_stays_one() -> None:
    content = b'<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"/>'
    files = plan("content/explainers/water/My Map.SVG", content, FOLDER)
    assert files.kind == "vector"
    assert (files.renditions, files.sources, files.fallback) == ((), (), ())
    assert files.path.startswith("media/water/my-map-")
    assert files.path.endswith(".svg")
    assert files.shown_size == (160, 90)


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('<svg width="160" height="90">', (160, 90)),
        ('<svg width="1in" height="0.5in">', (96, 48)),
        ('<svg viewBox="0 0 640 480.4">', (640, 480)),
        ('<svg\nviewBox = "0,0,640,480" width="100%" height="100%">', (640, 480)),
        ("<svg>", (300, 150)),
        ('<svg viewBox="none">', (300, 150)),
        ('<svg viewBox="0 0 1.2.3 4">', (300, 150)),
        (f'<svg viewBox="0 0 {"9" * 400} 4">', (300, 150)),
        ('<svg width="99999999" height="5" viewBox="0 0 64 48">', (64, 48)),
        ("<!--" * 300_000 + '<svg width="160" height="90">', (300, 150)),
    ],
)
def test_the_size_of_a_drawing_of_shapes(root: str, size: tuple[int, int]) -> None:
    assert svg_size(f'<?xml version="1.0"?><!-- <svg --> {root}</svg>'.encode()) == size


def moving(format_: str, **options: object) -> bytes:
    first, *rest = frames(3)
    return encoded(first, format_, save_all=True, append_images=rest, duration=80, **options)


MOVING = {
    "GIF": lambda: moving("GIF", comment=b"SecretComment", loop=0),
    "WEBP": lambda: moving("WEBP", exif=camera_exif(), xmp=b"<x>SecretXmp</x>", loop=0),
    "PNG": lambda: moving("PNG", exif=camera_exif(), loop=0),
}


@pytest.mark.parametrize("format_", MOVING)
def test_what_moves_still_moves_and_says_nothing_else(format_: str) -> None:
    make: Callable[[], bytes] = MOVING[format_]
    content = make()
    assert b"Secret" in content
    files = plan(f"content/explainers/water/flow.{format_.lower()}", content, FOLDER)
    assert files.moving.endswith(f".{format_.lower()}")
    assert files.path == files.fallback[-1].path, "what cannot move is shown its first frame"
    clean = without_notes(content)
    assert b"Secret" not in clean
    assert b"Exif" not in clean
    assert read_header(clean).is_whole
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(clean)) as after:
        assert after.n_frames == before.n_frames == 3
        assert after.info.get("loop") == before.info.get("loop")
        for number in range(3):
            before.seek(number)
            after.seek(number)
            assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
            assert after.info.get("duration") == before.info.get("duration")


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@given(st.data())
@settings(max_examples=40)
def test_no_bytes_make_a_reader_fail(format_: str, data: st.DataObject) -> None:
    content = bytearray(encoded(Image.new("RGB", (9, 7), "red"), format_))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(0, len(content))) :]
    header = read_header(bytes(content))
    assert header.width >= 0
    assert header.height >= 0
