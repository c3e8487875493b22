"""Which files an image is published as: formats, widths, names, from the bytes of its own alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.model.artifact import Artifact
from generator.model.picture_files import RECIPE, SUFFIXES, Format, PictureFiles, Rendition
from generator.model.source import Sources
from generator.ports import ToEncode
from generator.text.image_header import ImageHeader, read_header, svg_size
from generator.text.moving_images import without_notes

_DIGITS = 8
"""Hex digits of the hash in a name."""
_NEAR = 0.9
"""A width nearer to the widest than this is left out: it saves nothing."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1024)
def plan(origin: str, content: bytes, folder: str) -> PictureFiles:
    """What the image at the path `origin` becomes, below the site path `folder`: `media/water`.

    Names carry a hash of the content and of the recipe, so that what stands under a name never
    changes. No rendition is wider than the original.
    """
    stem, _, suffix = origin.rpartition("/")[2].rpartition(".")
    # Of safe letters only: a space would end an address in `srcset`.
    place = f"{folder}/{_NOT_IN_NAMES.sub('-', stem.lower()).strip('-') or 'image'}"
    copy = f"{place}-{_digest(content)}.{suffix.lower()}"
    name = f"{place}-{_digest(repr(RECIPE).encode() + content)}"
    if suffix.lower() == "svg":
        return PictureFiles(origin, "vector", *svg_size(content), copy=copy)
    header = read_header(content)
    is_drawing = header.is_drawing
    return PictureFiles(
        origin,
        "drawing" if is_drawing else "photo",
        header.width,
        header.height,
        header.orientation,
        tuple(
            Rendition(f"{name}-{width}.{SUFFIXES[each]}", each, width, height)
            for each in _formats(header)
            for width, height in sizes(header.width, header.height)
        ),
        copy=copy if header.is_moving else "",
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def sizes(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """Widths and heights of the renditions of an image of this size, narrowest first.

    One at least; where the file does not say its size, which is a fault of its own, a pixel.
    """
    width, height = max(1, width), max(1, height)
    widest = min(width, RECIPE.widths[-1])
    widths = [each for each in RECIPE.widths if each <= _NEAR * widest]
    return tuple((each, max(1, round(height * each / width))) for each in (*widths, widest))


def _formats(header: ImageHeader) -> tuple[Format, ...]:
    return ("avif", "webp", "png" if header.has_alpha or header.is_drawing else "jpeg")


def copied_files(pictures: Iterable[PictureFiles], sources: Sources) -> Iterator[Artifact]:
    """What is published of images without being encoded: drawings as they are, moving images
    without what was noted in them. Two files of one content may share a place; it is given once.
    """
    copies = {each.copy: each for each in pictures if each.copy}
    for path, files in sorted(copies.items()):
        content = sources.files[files.origin]
        yield Artifact(path, without_notes(content) if files.moving else content, files.origin)


def to_encode(pictures: Iterable[PictureFiles], sources: Sources) -> list[ToEncode]:
    """What an encoder has to make, each image once."""
    found = {each.renditions: each for each in pictures if each.renditions}
    return [ToEncode(each, sources.files[each.origin]) for each in found.values()]
