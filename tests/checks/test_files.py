"""Images that could do more than show a picture."""

from __future__ import annotations

from zlib import crc32

import pytest
from PIL import Image

from generator.checks.files import unsafe_images
from generator.model.source import Sources
from tests.pictures import encoded, frames, photo

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def codes(content: bytes | str, path: str = "content/a.svg") -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    problems = list(unsafe_images(Sources({path: raw})))
    assert all(problem.place.path == path and problem.is_error for problem in problems)
    return [problem.code for problem in problems]


def svg(inside: str, attributes: str = "") -> str:
    return f"<svg {NAMESPACE} {attributes}>{inside}</svg>"


def copies(element: str, reference: str) -> str:
    """Ten patterns, each of which shows the one before ten times."""
    return "".join(
        f'<pattern id="p{number}">{f"<{element} {reference} />".format(number - 1) * 10}</pattern>'
        for number in range(10)
    )


@pytest.mark.parametrize(
    "content",
    [
        svg(""),
        '<?xml version="1.0" encoding="UTF-8"?>\n' + svg("<title>نهر</title>"),
        "\ufeff" + svg(""),
        svg('<defs><linearGradient id="a"/></defs><rect fill="url(#a)" width="5"/>'),
        svg('<g transform="translate(1 2)"><path d="M0 0"/><use href="#b"/></g>'),
        svg('<use xlink:href="#b"/><text font-family="serif">on a river</text>'),
        svg("<rect fill=\"url('#a')\"/>"),
        svg("<!-- a note -->"),
        svg('<g id="a"><path d="M0 0"/></g>' + '<use href="#a"/>' * 1000),
        svg('<g id="fff"><rect fill="#fff"/></g><use href="#nowhere"/>'),
    ],
)
def test_plain_drawings_pass(content: str) -> None:
    assert codes(content) == []


@pytest.mark.parametrize(
    "content",
    [
        svg("<script>alert(1)</script>"),
        svg('<script href="#x"/>'),
        svg('<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>'),
        svg("", 'onload="alert(1)"'),
        svg('<rect onclick="x"/>'),
        svg('<rect ONCLICK="x"/>'),
        svg('<use href="http://a.b/c.svg#d"/>'),
        svg('<use xlink:href="//a.b/c.svg"/>'),
        svg('<use href="other.svg#a"/>'),
        svg('<use href="data:image/svg+xml,x"/>'),
        svg('<image href="http://a.b/c.png"/>'),
        svg('<image href="#a"/>'),
        svg('<a href="javascript:alert(1)"/>'),
        svg('<rect fill="JavaScript:x"/>'),
        svg("<foreignObject/>"),
        svg("<style>@import 'http://a.b/'</style>"),
        svg('<rect style="fill:red"/>'),
        svg("<animate/>"),
        svg("<set/>"),
        svg('<rect fill="url(http://a.b/c#d)"/>'),
        svg('<rect fill="URL(http://a.b/c#d)"/>'),
        svg('<rect fill="url(#a) url(http://a.b)"/>'),
        svg("<rect fill=\"url( 'http://a.b')\"/>"),
        svg('<use href="#a"/>', 'xml:base="http://a.b/"'),
        '<!DOCTYPE svg PUBLIC "a" "http://a.b/c.dtd">' + svg(""),
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"),
        '<?xml-stylesheet href="http://a.b/c.css"?>' + svg(""),
        svg(copies("use", 'href="#p{}"')),
        svg(copies("use", 'href="#%70{}"')),
        svg(copies("rect", 'fill="url(#p{})"')),
        svg(copies("rect", "mask=\"url( '#p{}' )\"")),
        svg('<g id="a"><use href="#a"/></g>'),
        "<html/>",
    ],
)
def test_drawings_that_do_more_are_refused(content: str) -> None:
    assert set(codes(content)) == {"unsafe-image"}


def test_entities_do_not_hide_in_another_encoding() -> None:
    content = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;")
    assert codes(content.encode("utf-16")) == ["unsafe-image"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no image",
        svg("<g>"),
        svg("&nbsp;"),
        '<?xml version="1.0" encoding="x-nothing"?>' + svg(""),
        '<?xml version="1.0" encoding="idna"?>' + svg(""),
        b"\xff\xd8\xff",
    ],
)
def test_what_is_no_drawing_at_all(content: str | bytes) -> None:
    assert codes(content) == ["bad-image"]


def test_a_broken_drawing_has_its_place() -> None:
    problem = next(unsafe_images(Sources({"content/a.svg": f"<svg {NAMESPACE}>\n <g>".encode()})))
    assert (problem.place.line, problem.place.column) == (2, 5)


def test_every_fault_of_a_drawing_is_reported() -> None:
    content = svg('<script/><rect onload="x" style="y"/>')
    assert codes(content) == ["unsafe-image"] * 3


@pytest.mark.parametrize(
    ("name", "content", "good"),
    [
        ("a.png", encoded(photo(40, 30), "PNG"), True),
        ("a.PNG", b"<html>", False),
        ("a.jpg", encoded(photo(40, 30), "JPEG"), True),
        ("a.jpeg", encoded(photo(40, 30), "PNG"), False),
        ("a.gif", encoded(photo(40, 30), "GIF"), True),
        ("a.webp", encoded(photo(40, 30), "WEBP"), True),
        ("a.webp", b"", False),
        ("a.avif", encoded(photo(40, 30), "AVIF"), True),
        ("a.SVG", b"<html/>", False),
        ("a.md", b"<script>", True),
    ],
)
def test_images_are_what_their_name_says(name: str, content: bytes, good: bool) -> None:
    assert (codes(content, f"content/x/{name}") == []) is good


def test_a_wrong_name_is_told_the_right_one() -> None:
    content = encoded(photo(40, 30), "WEBP")
    (problem,) = unsafe_images(Sources({"content/x/a.jpg": content}))
    assert (problem.code, str(problem.place)) == ("bad-image", "content/x/a.jpg")
    assert problem.hint == "it is WEBP: rename it to `.webp`"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.995])
def test_what_is_cut_off_is_broken(format_: str, share: float) -> None:
    content = encoded(photo(200, 150), format_)
    name = f"content/x/a.{format_.lower()}"
    assert codes(content, name) == []
    assert codes(content[: max(12, int(len(content) * share))], name) == ["bad-image"]


def test_a_damaged_png_is_found_by_its_checksums() -> None:
    content = bytearray(encoded(photo(200, 150), "PNG"))
    content[len(content) // 2] ^= 1
    assert codes(bytes(content), "content/x/a.png") == ["bad-image"]


def test_what_telephones_add_behind_a_jpeg_is_no_fault() -> None:
    content = encoded(photo(40, 30), "JPEG") + b"\0\0Samsung_Trailer" + bytes(100)
    assert codes(content, "content/x/a.jpg") == []


def test_a_huge_image_is_refused_before_it_is_decoded() -> None:
    content = bytearray(encoded(Image.new("1", (8, 8)), "PNG"))
    content[16:24] = (40_000).to_bytes(4, "big") * 2
    content[29:33] = crc32(bytes(content[12:29])).to_bytes(4, "big")
    (problem,) = unsafe_images(Sources({"content/x/a.png": bytes(content)}))
    assert problem.code == "image-too-large"
    assert "40000 × 40000 pixels" in problem.message


def test_a_moving_avif_is_refused() -> None:
    first, *rest = frames(3)
    content = encoded(first, "AVIF", save_all=True, append_images=rest)
    assert codes(content, "content/x/a.avif") == ["bad-image"]


def test_only_content_is_looked_at() -> None:
    assert codes(svg("<script/>"), "output/a.svg") == []
