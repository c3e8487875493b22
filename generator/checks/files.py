"""Images that could do more than show a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote
from xml.etree import ElementTree

from generator.model.picture_files import MOST_PIXELS
from generator.model.problem import Place, Problem
from generator.model.source import Sources
from generator.text.image_header import format_of, read_header

# fmt: off
_ALLOWED = frozenset({
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop",
    "clipPath", "mask", "pattern", "use", "symbol", "marker",
})
# fmt: on
_AGAIN = "export it again"
_SUFFIX = {"jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif", "gif": "gif"}
_LOCAL = re.compile(r"\s*#")
_FOREIGN_URL = re.compile(
    r"\\|(?:image-set|image|src|cross-fade)\s*\(|url\((?!\s*['\"]?\s*#)", re.IGNORECASE
)
_URL = re.compile(r"url\(\s*['\"]?\s*#([^\s'\")]+)", re.IGNORECASE)
_MOST_DRAWN = 500_000
"""Shapes of one drawing, each as often as it is drawn: large maps have some tens of thousands."""
_FORMATS = {
    "png": "png",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "gif": "gif",
    "webp": "webp",
    "avif": "avif",
}
"""What a file of this suffix must be."""


def unsafe_images(sources: Sources) -> Iterator[Problem]:
    """SVG that runs code or loads files, images that are no images, broken and huge ones."""
    for path in sources.under("content"):
        suffix = path.rpartition(".")[2].lower()
        content = sources.files[path]
        if suffix == "svg":
            yield from _unsafe_svg(path, content)
        elif suffix in _FORMATS:
            yield from _unusable(path, suffix, content)


def _unusable(path: str, suffix: str, content: bytes) -> Iterator[Problem]:
    """Why a picture of pixels cannot be published, as far as that is known without decoding it."""
    found = format_of(content)
    if found != _FORMATS[suffix]:
        hint = f"it is {found.upper()}: rename it to `.{_SUFFIX[found]}`" if found else _AGAIN
        yield Problem("bad-image", f"this is no {suffix.upper()} image", Place(path), hint)
        return
    header = read_header(content)
    if not header.is_whole or not header.width or not header.height:
        yield Problem(
            "bad-image", "this image is broken: part of the file is missing", Place(path), _AGAIN
        )
    elif header.width * header.height > MOST_PIXELS:
        yield Problem(
            "image-too-large",
            f"this image has {header.width} × {header.height} pixels, "
            f"more than {MOST_PIXELS // 1_000_000} million",
            Place(path),
            "make it smaller: nothing wider than 1,600 pixels is published",
        )
    elif header.is_moving and found == "avif":
        yield Problem(
            "bad-image", "moving AVIF images are not read", Place(path), "export it as WebP"
        )


def _unsafe_svg(path: str, content: bytes) -> Iterator[Problem]:
    # Entities can blow up a parser, and no drawing needs them.
    if b"\0" in content:
        yield _refused(path, "is not UTF-8")
        return
    if any(sign in content for sign in (b"<!DOCTYPE", b"<!ENTITY", b"<?xml-stylesheet")):
        yield _refused(path, "has a document type, entities or a stylesheet")
        return
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  (no entities get this far)
    except ElementTree.ParseError as error:
        line, column = error.position
        place = Place(path, line, column + 1)
        yield Problem("bad-image", f"this SVG is broken: {error}", place, _AGAIN)
        return
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        yield Problem("bad-image", f"this SVG is broken: {error}", Place(path), _AGAIN)
        return
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name not in _ALLOWED:
            yield _refused(path, f"holds a <{name}> element")
        for attribute, value in element.attrib.items():
            label = attribute.rpartition("}")[2].lower()
            if label.startswith("on") or label == "style" or "javascript:" in value.lower():
                yield _refused(path, f"has the attribute `{label}`")
            if label == "base":
                yield _refused(path, "has the attribute `base`")
            if label in ("href", "src") and not _LOCAL.match(value):
                yield _refused(path, f"refers to `{value[:40]}`")
            if _FOREIGN_URL.search(value):
                yield _refused(path, f"loads `{value[:40]}`")
    if _count_drawn(root) > _MOST_DRAWN:
        yield _refused(
            path, f"draws more than {_MOST_DRAWN:,} shapes, by drawing parts of it again and again"
        )


def _count_drawn(root: ElementTree.Element) -> int:
    """How many elements a browser goes through: those drawn again by `use`, as a pattern or as a
    mask count each time. A part that draws itself counts as more than there may be.

    Ten parts, each of which draws the one before ten times, are ten thousand million shapes.
    """
    by_id = {each.get("id", ""): each for each in root.iter()}
    counts: dict[ElementTree.Element, int] = {}
    begun: set[ElementTree.Element] = set()
    waiting = [root]
    while waiting:
        element = waiting[-1]
        drawn = [*element, *_referred(element, by_id)] if element not in counts else []
        uncounted = [each for each in drawn if each not in counts]
        if uncounted and element in begun:
            return _MOST_DRAWN + 1
        if uncounted:
            begun.add(element)
            waiting += uncounted
            continue
        waiting.pop()
        counts.setdefault(element, min(1 + sum(counts[each] for each in drawn), _MOST_DRAWN + 1))
    return counts[root]


def _referred(
    element: ElementTree.Element, by_id: Mapping[str, ElementTree.Element]
) -> Iterator[ElementTree.Element]:
    for attribute, value in element.items():
        if "#" not in value:
            continue
        is_link = attribute.rpartition("}")[2].lower() == "href"
        for identity in [value.strip()[1:]] if is_link else _URL.findall(value):
            # Browsers read an address before they look for its anchor.
            target = by_id.get(unquote(identity))
            if target is not None:
                yield target


def _refused(path: str, reason: str) -> Problem:
    return Problem(
        "unsafe-image",
        f"this SVG {reason}",
        Place(path),
        "export it as plain SVG (shapes and text only), or as PNG",
    )
