"""Real images through the real encoder: what comes out, and what does not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageFile

from generator.adapters.build_cache import BuildCache, cache_folder
from generator.adapters.image_encoder import PillowEncoder
from generator.model.picture_files import PictureFiles
from generator.model.problem import Problem
from generator.ports import ToEncode
from generator.stages.pictures import plan
from tests.pictures import camera_exif, encoded, frames, photo, quarters

pytestmark = pytest.mark.slow

SECRETS = (
    b"Exif", b"eXIf", b"EXIF", b"SecretMaker",
    b"XMP ", b"SecretXmp", b"http://ns.adobe", b"8BIM",
    b"tEXt", b"SecretComment",
    b"ICC_PROFILE", b"iCCP", b"ICCP", b"acsp",
)  # fmt: skip


def planned(content: bytes, name: str = "a.jpg") -> ToEncode:
    return ToEncode(plan(f"content/explainers/water/{name}", content, "media/water"), content)


def encode(content: bytes, name: str = "a.jpg") -> tuple[PictureFiles, dict[str, bytes]]:
    image = planned(content, name)
    outcome = PillowEncoder().encode([image])
    assert outcome.problems == ()
    return image.files, outcome.value


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def problem_of(content: bytes, name: str = "a.jpg") -> Problem:
    outcome = PillowEncoder().encode([planned(content, name)])
    assert outcome.value == {}
    (problem,) = outcome.problems
    return problem


def colour(image: Image.Image, across: float, down: float) -> tuple[int, int, int]:
    """The colour at a place, given from 0 to 1."""
    place = (int(image.width * across), int(image.height * down))
    red, green, blue = image.convert("RGB").getpixel(place)  # type: ignore[misc]
    return int(red), int(green), int(blue)


def is_near(found: tuple[int, ...], expected: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, expected, strict=True))


def test_every_rendition_is_what_its_name_says() -> None:
    files, made = encode(encoded(photo(900, 600), "JPEG"))
    assert set(made) == set(files.paths)
    for each in files.renditions:
        image = opened(made[each.path])
        assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpeg": "JPEG"}[each.format]
        assert image.size == (each.width, each.height)
        assert image.mode == "RGB"
    fallback = {each.width: len(made[each.path]) for each in files.fallback}
    for source in files.sources:
        for each in source.renditions:
            assert len(made[each.path]) < fallback[each.width]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_a_camera_noted_comes_through(format_: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": camera_exif(), "icc_profile": profile, "xmp": b"<x>SecretXmp</x>"}
    if format_ == "JPEG":
        options["comment"] = b"SecretComment"
    content = encoded(photo(400, 300), format_, **options)
    assert b"SecretMaker" in content
    _, made = encode(content, f"a.{format_.lower()}")
    for path, each in made.items():
        assert [sign for sign in SECRETS if sign in each] == [], path
        image = opened(each)
        assert dict(image.getexif()) == {}
        assert set(image.info) & {"icc_profile", "exif", "xmp", "comment", "photoshop"} == set()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_images_are_turned_as_they_are_to_be_seen(format_: str, orientation: int) -> None:
    upright = quarters(120, 80)
    back = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]  # fmt: skip
    lying = upright if back is None else upright.transpose(back)
    options = {"lossless": True} if format_ == "WEBP" else {"quality": 95}
    content = encoded(lying, format_, exif=camera_exif(orientation), **options)
    files, made = encode(content, f"a.{format_.lower()}")
    for each in files.renditions:
        image = opened(made[each.path])
        assert image.size == (120, 80)
        assert is_near(colour(image, 0.2, 0.2), (255, 0, 0), 30)
        assert is_near(colour(image, 0.8, 0.2), (0, 255, 0), 30)
        assert is_near(colour(image, 0.2, 0.8), (0, 0, 255), 30)


def wide_profile() -> bytes:
    """A matrix profile with the colorants of Display P3, written by hand (ICC.1:2010, 7 and 8):
    Pillow makes none for RGB but that of sRGB."""

    def number(value: float) -> bytes:
        return round(value * 65536).to_bytes(4, "big", signed=True)

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(number, values))

    curve = b"para\0\0\0\0\0\3\0\0" + b"".join(
        map(number, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
    )
    name = b"desc\0\0\0\0\0\0\0\2P\0" + bytes(78)
    parts = [
        (b"desc", name), (b"cprt", b"text\0\0\0\0none\0"),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.51512, 0.2412, -0.00105)), (b"gXYZ", xyz(0.29198, 0.69225, 0.04189)),
        (b"bXYZ", xyz(0.1571, 0.06657, 0.78407)),
        (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ]  # fmt: skip
    table, body, at = b"", b"", 128 + 4 + 12 * len(parts)
    for sign, content in parts:
        padded = content + bytes(-len(content) % 4)
        table += sign + (at + len(body)).to_bytes(4, "big") + len(content).to_bytes(4, "big")
        body += padded
    head = bytearray(128)
    head[8:12] = b"\2\x40\0\0"
    head[12:24] = b"mntrRGB XYZ "
    head[36:40] = b"acsp"
    head[68:80] = number(0.9642) + number(1.0) + number(0.8249)
    whole = bytes(head) + len(parts).to_bytes(4, "big") + table + body
    return len(whole).to_bytes(4, "big") + whole[4:]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_colours_of_a_wide_profile_become_those_of_srgb(format_: str) -> None:
    """(200, 100, 100) of Display P3 is (214, 94, 96) of sRGB, by the matrices of both."""
    flat = Image.new("RGB", (64, 64), (200, 100, 100))
    with_profile = encoded(flat, format_, icc_profile=wide_profile(), quality=100)
    files, made = encode(with_profile, f"a.{format_.lower()}")
    for each in files.renditions:
        assert is_near(colour(opened(made[each.path]), 0.5, 0.5), (214, 94, 96), 5), each.path
    files, made = encode(encoded(flat, format_, quality=100), f"a.{format_.lower()}")
    for each in files.renditions:
        assert is_near(colour(opened(made[each.path]), 0.5, 0.5), (200, 100, 100), 5), each.path


def test_a_broken_profile_is_no_reason_to_fail() -> None:
    flat = Image.new("RGB", (64, 64), (200, 100, 100))
    files, made = encode(encoded(flat, "PNG", icc_profile=b"no profile at all"), "a.png")
    assert is_near(colour(opened(made[files.path]), 0.5, 0.5), (200, 100, 100))


def test_colours_for_print_become_colours_for_screens() -> None:
    files, made = encode(encoded(Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG"))
    for each in files.renditions:
        red, green, blue = colour(opened(made[each.path]), 0.5, 0.5)
        assert red > 200
        assert max(green, blue) < 90


def test_sixteen_bits_keep_their_greys() -> None:
    """Half of 65,535 is half of 255; a plain conversion would make it white."""
    grey = Image.new("I;16", (64, 64), 32768)
    files, made = encode(encoded(grey, "PNG"), "a.png")
    for each in files.renditions:
        assert is_near(colour(opened(made[each.path]), 0.5, 0.5), (128, 128, 128), 3)


@pytest.mark.parametrize(
    "image",
    [
        Image.new("1", (64, 64), 1),
        Image.new("L", (64, 64), 255),
        Image.new("LA", (64, 64), (255, 255)),
        Image.new("RGB", (64, 64), "white").quantize(4),
    ],
    ids=["1", "L", "LA", "P"],
)
def test_every_kind_of_png(image: Image.Image) -> None:
    files, made = encode(encoded(image, "PNG"), "a.png")
    for each in files.renditions:
        assert is_near(colour(opened(made[each.path]), 0.5, 0.5), (255, 255, 255), 3)


def clear_palette() -> bytes:
    image = Image.new("P", (64, 64), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (32, 0, 64, 64))
    return encoded(image, "PNG", transparency=0)


def half_clear(format_: str) -> bytes:
    image = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    image.paste((0, 255, 0, 255), (32, 0, 64, 64))
    return encoded(image, format_, lossless=True) if format_ == "WEBP" else encoded(image, format_)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", clear_palette()),
        ("a.png", half_clear("PNG")),
        ("a.webp", half_clear("WEBP")),
        ("a.avif", half_clear("AVIF")),
    ],
    ids=["palette", "png", "webp", "avif"],
)
def test_what_is_clear_stays_clear(name: str, content: bytes) -> None:
    files, made = encode(content, name)
    assert {each.format for each in files.renditions} == {"avif", "webp", "png"}
    for each in files.renditions:
        image = opened(made[each.path]).convert("RGBA")
        left, right = image.getpixel((8, 32)), image.getpixel((56, 32))
        assert isinstance(left, tuple)
        assert isinstance(right, tuple)
        assert left[3] < 10
        assert is_near(right, (0, 255, 0, 255), 20)


def test_clear_edges_do_not_darken() -> None:
    """Made smaller, green beside clear red stays green."""
    image = Image.new("RGBA", (1000, 100), (255, 0, 0, 0))
    for left in range(0, 1000, 4):
        image.paste((0, 255, 0, 255), (left, 0, left + 2, 100))
    files, made = encode(encoded(image, "PNG"), "a.png")
    smallest = opened(made[files.fallback[0].path]).convert("RGBA")
    red, green, _, alpha = smallest.getpixel((160, 15))  # type: ignore[misc]
    assert alpha > 60
    assert red < 20 < green


def test_a_still_is_the_first_frame() -> None:
    first, *rest = frames(3)
    content = encoded(first, "GIF", save_all=True, append_images=rest)
    files, made = encode(content, "a.gif")
    assert set(made) == {each.path for each in files.renditions}
    still = opened(made[files.path])
    assert getattr(still, "n_frames", 1) == 1
    assert is_near(colour(still, 5 / 60, 15 / 40), (255, 255, 0), 20)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_what_is_cut_off_is_a_problem(format_: str, share: float) -> None:
    content = encoded(photo(300, 200), format_)
    cut = content[: int(len(content) * share)]
    problem = problem_of(cut, f"a.{format_.lower()}")
    assert problem.code == "bad-image"
    assert str(problem.place) == f"content/explainers/water/a.{format_.lower()}"
    assert problem.hint
    assert "0x" not in problem.message, "an address in memory"


def test_pixels_that_lie_about_their_number_are_a_problem() -> None:
    bomb = bytearray(encoded(photo(64, 64), "WEBP", lossless=True))
    bomb[21:25] = (0x3FFF | 0x3FFF << 14).to_bytes(4, "little")
    problem = problem_of(bytes(bomb), "a.webp")
    assert problem.code == "bad-image"


def test_one_broken_image_does_not_hide_another() -> None:
    good, *bad = (
        planned(encoded(photo(300, 200), "JPEG"), "good.jpg"),
        planned(encoded(photo(300, 200), "JPEG")[:900], "one.jpg"),
        planned(encoded(photo(301, 200), "PNG")[:900], "two.png"),
    )
    outcome = PillowEncoder().encode([good, *bad])
    assert set(outcome.value) == {each.path for each in good.files.renditions}
    assert [each.place.path.rpartition("/")[2] for each in outcome.problems] == [
        "one.jpg", "two.png",
    ]  # fmt: skip


@pytest.fixture
def album() -> list[ToEncode]:
    return [
        planned(encoded(photo(700, 500), "JPEG"), "a.jpg"),
        planned(encoded(photo(90, 60).quantize(8), "PNG"), "b.png"),
        *(planned(encoded(photo(100 + each, 80), "JPEG"), f"c{each}.jpg") for each in range(9)),
    ]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.kept"))


def test_the_cache_changes_nothing(album: list[ToEncode], tmp_path: Path) -> None:
    fresh = PillowEncoder().encode(album)
    folder = cache_folder(tmp_path, "images")
    assert PillowEncoder(folder).encode(album) == fresh
    assert len(kept(folder)) == len(album)
    times = [each.stat().st_mtime_ns for each in kept(folder)]
    assert PillowEncoder(folder).encode(album[::-1]).value == fresh.value
    assert [each.stat().st_mtime_ns for each in kept(folder)] == times, "nothing is made twice"


def test_a_preview_need_not_read_what_it_has(album: list[ToEncode], tmp_path: Path) -> None:
    folder = cache_folder(tmp_path, "images")
    encoder = PillowEncoder(folder)
    first = encoder.encode(album)
    for each in kept(folder):
        each.unlink()
    assert encoder.encode(album) == first
    assert kept(folder) == [], "nothing was made anew"
    assert encoder.encode(album[:1]).value.keys() == set(album[0].files.paths)
    encoder.encode(album)
    assert len(kept(folder)) == len(album) - 1, "what a build did not use is not held any longer"


def test_damaged_entries_are_made_anew(album: list[ToEncode], tmp_path: Path) -> None:
    folder = cache_folder(tmp_path, "images")
    fresh = PillowEncoder(folder).encode(album)
    entries = kept(folder)
    entries[0].write_bytes(entries[0].read_bytes()[:-1])
    entries[1].write_bytes(b"")
    entries[2].write_bytes(entries[3].read_bytes())  # whole, and of another image
    assert PillowEncoder(folder).encode(album).value == fresh.value


def test_what_is_kept_and_no_image_is_made_anew(album: list[ToEncode], tmp_path: Path) -> None:
    fresh = PillowEncoder(tmp_path).encode(album)
    for each in kept(tmp_path):
        names = BuildCache(tmp_path).get(each.stem) or {}
        BuildCache(tmp_path).put(each.stem, dict.fromkeys(names, b"<script>alert(1)</script>"))
    assert PillowEncoder(tmp_path).encode(album).value == fresh.value


def test_where_images_are_published_is_not_what_they_are(tmp_path: Path) -> None:
    folder = cache_folder(tmp_path, "images")
    content = encoded(photo(400, 300), "JPEG")
    PillowEncoder(folder).encode([planned(content, "a.jpg")])
    moved = planned(content, "renamed.jpg")
    made = PillowEncoder(folder).encode([moved]).value
    assert set(made) == set(moved.files.paths)
    assert len(kept(folder)) == 1


def test_pillow_is_left_as_it_was() -> None:
    encode(encoded(photo(64, 64), "JPEG"))
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    assert Image.MAX_IMAGE_PIXELS
