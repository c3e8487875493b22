"""Images that could do more than show a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from generator.model.problem import Place, Problem
from generator.model.source import Sources

# fmt: off
_ALLOWED = frozenset({
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line",
    "polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop",
    "clipPath", "mask", "pattern", "use", "symbol", "marker",
})
# fmt: on
_LOCAL = re.compile(r"\s*#")
_FOREIGN_URL = re.compile(
    r"\\|(?:image-set|image|src|cross-fade)\s*\(|url\((?!\s*['\"]?\s*#)", re.IGNORECASE
)
_SIGNATURES = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
}


def unsafe_images(sources: Sources) -> Iterator[Problem]:
    """SVG that runs code or loads files, and images that are no images."""
    for path in sources.under("content"):
        suffix = path.rpartition(".")[2].lower()
        content = sources.files[path]
        if suffix == "svg":
            yield from _unsafe_svg(path, content)
        elif suffix == "avif" and content[4:12] not in (b"ftypavif", b"ftypavis"):
            yield Problem("bad-image", "this is no AVIF image", Place(path), "export it again")
        elif suffix in _SIGNATURES and not content.startswith(_SIGNATURES[suffix]):
            yield Problem(
                "bad-image", f"this is no {suffix.upper()} image", Place(path), "export it again"
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
        yield Problem("bad-image", f"this SVG is broken: {error}", place, "export it again")
        return
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        yield Problem("bad-image", f"this SVG is broken: {error}", Place(path), "export it again")
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


def _refused(path: str, reason: str) -> Problem:
    return Problem(
        "unsafe-image",
        f"this SVG {reason}",
        Place(path),
        "export it as plain SVG (shapes and text only), or as PNG",
    )
