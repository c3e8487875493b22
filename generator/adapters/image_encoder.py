"""Images of every format and width, decoded and encoded by Pillow and kept between builds.

Of the original only pixels come through: turned as they are to be seen, in sRGB, without Exif, XMP,
IPTC, comments or colour profiles.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from generator.adapters.build_cache import BuildCache
from generator.model.picture_files import MOST_PIXELS, RECIPE, PictureFiles, Rendition
from generator.model.problem import Checked, Place, Problem
from generator.ports import ToEncode
from generator.text.image_header import format_of

if TYPE_CHECKING:
    from PIL.Image import Image

SPARE = 100
"""Images that no build uses any more and that are kept all the same: up to 3 MB each."""
_BATCH = 8
"""Originals whose pixels are in memory at a time."""
_GAP = 1.2
"""How much larger than needed a JPEG is decoded, before it is made smaller with care."""
_ROUNDED = 8
"""Pixels by which a JPEG decoded at an eighth of its size may differ from its own proportions."""
_ORIENTATION = 274
_OBJECT = re.compile(r"\s*<_io\.[^>]*>")
"""In messages of Pillow: an address in memory, which is another each time."""
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


class PillowEncoder:
    """Encodes on every processor; the result does not depend on how many there are."""

    def __init__(self, cache: Path | None = None) -> None:
        """What is made is kept in the folder `cache`."""
        self._cache = cache
        self._last: dict[str, Mapping[str, bytes]] = {}
        """What the last build used, for a preview that builds again and again."""

    def encode(self, images: Sequence[ToEncode]) -> Checked[dict[str, bytes]]:
        """Contents by site path; see `ports.ImageEncoder`."""
        kept = BuildCache(self._cache, SPARE)
        made: dict[str, bytes] = {}
        problems: list[Problem] = []
        used: dict[str, Mapping[str, bytes]] = {}
        missing: list[ToEncode] = []
        for image in images:
            key = _key(image)
            kept.mark(key)
            entry = self._last.get(key) or kept.get(key)
            found = _by_path(image.files, entry)
            if entry is None or found is None:
                missing.append(image)
            else:
                used[key] = entry
                made |= found
        if missing:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                for image, outcome in _encoded(missing, pool):
                    if isinstance(outcome, Problem):
                        problems.append(outcome)
                        continue
                    used[_key(image)] = outcome
                    kept.put(_key(image), outcome)
                    made |= _by_path(image.files, outcome) or {}
        kept.prune()
        self._last = used
        return Checked(made, tuple(problems))


def _encoded(
    images: Iterable[ToEncode], pool: Executor
) -> Iterator[tuple[ToEncode, dict[str, bytes] | Problem]]:
    """Each image with its renditions by their names in the cache."""
    rest = iter(images)
    while batch := list(islice(rest, _BATCH)):
        decoded = list(pool.map(_decoded, batch))
        tasks = [
            (pixels, rendition, image.files)
            for image, pixels in zip(batch, decoded, strict=True)
            if not isinstance(pixels, Problem)
            for rendition in image.files.renditions
        ]
        contents = iter(list(pool.map(_rendered, tasks)))
        for image, pixels in zip(batch, decoded, strict=True):
            if isinstance(pixels, Problem):
                yield image, pixels
            else:
                names = [_name(each) for each in image.files.renditions]
                yield image, dict(zip(names, islice(contents, len(names)), strict=True))


def _name(rendition: Rendition) -> str:
    return f"{rendition.width}.{rendition.format}"


def _by_path(files: PictureFiles, kept: Mapping[str, bytes] | None) -> dict[str, bytes] | None:
    """The renditions by their site paths, None where one is missing or no image."""
    if kept is None or {_name(each) for each in files.renditions} != kept.keys():
        return None
    if any(format_of(kept[_name(each)]) != each.format for each in files.renditions):
        return None
    return {each.path: kept[_name(each)] for each in files.renditions}


def _key(image: ToEncode) -> str:
    """Hash of all that the renditions depend on; where they are published is no part of it."""
    files = image.files
    plan = [(each.format, each.width, each.height) for each in files.renditions]
    told = (RECIPE, _versions(), files.kind, files.orientation, files.width, files.height, plan)
    digest = hashlib.sha256(repr(told).encode())
    digest.update(hashlib.sha256(image.content).digest())
    return digest.hexdigest()


@cache
def _versions() -> tuple[str | None, ...]:
    """Of Pillow and of what it encodes with."""
    from PIL import __version__, features

    parts = ("avif", "webp", "jpg", "libjpeg_turbo", "zlib", "zlib_ng", "littlecms2")
    return (__version__, *(features.version(part) for part in parts))


def _decoded(image: ToEncode) -> dict[int, Image] | Problem:
    """The pixels in every width, or why there are none."""
    try:
        return _pixels(image)
    # A file of anybody's can make a decoder raise anything; it is reported with its name.
    except Exception as error:
        reason = _OBJECT.sub("", str(error)).strip() or type(error).__name__
        return Problem(
            "bad-image",
            f"this image cannot be decoded: {reason[:120]}",
            Place(image.files.origin),
            "export it again",
        )


def _pixels(image: ToEncode) -> dict[int, Image]:
    import PIL.Image as Images

    files = image.files
    sizes = {each.width: each.height for each in files.renditions}
    with Images.open(io.BytesIO(image.content), formats=_FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError(f"it has {opened.width} × {opened.height} pixels")
        orientation = files.orientation
        if opened.format == "AVIF":  # says it in boxes of its own, which Pillow reads
            orientation = int(opened.getexif().get(_ORIENTATION, 1))
        wanted = [round(_GAP * each) for each in max(sizes.items())]
        # A JPEG is decoded at an eighth, a quarter or half of its size where that is enough.
        opened.draft(None, (wanted[orientation >= 5], wanted[orientation < 5]))
        whole = _upright(_in_srgb(opened), orientation)
    if abs(whole.width * files.height - whole.height * files.width) > _ROUNDED * max(
        files.width, files.height
    ):
        raise ValueError(f"it says {files.width} × {files.height} pixels and has others")
    return {
        width: whole.resize((width, height), Images.Resampling.LANCZOS, reducing_gap=3.0)
        for width, height in sizes.items()
    }


def _upright(pixels: Image, orientation: int) -> Image:
    """The pixels as they are to be seen (Exif 2.32, tag 274)."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation)
    return pixels if turn is None else pixels.transpose(turn)


def _in_srgb(opened: Image) -> Image:
    """Its first frame in mode L, RGB or RGBA, its colours those of sRGB (IEC 61966-2-1)."""
    opened.load()
    pixels: Image = opened
    if pixels.mode.startswith("I"):
        # Pillow would cut off what is brighter than 255 of 65,535.
        pixels = pixels.convert("I").point(lambda value: value / 257).convert("L")
    alpha = pixels.convert("RGBA").getchannel("A") if opened.has_transparency_data else None
    if pixels.mode in ("1", "LA"):
        pixels = pixels.convert("L")
    elif pixels.mode not in ("L", "CMYK"):
        pixels = pixels.convert("RGB")
    colours = _without_profile(pixels, opened.info.get("icc_profile"))
    if alpha is not None and alpha.getextrema() != (255, 255):
        colours = colours.convert("RGB")
        colours.putalpha(alpha)
    bare = colours.copy()
    bare.info.clear()
    return bare


def _without_profile(pixels: Image, profile: bytes | None) -> Image:
    """The colours in sRGB; where no profile says what they are, or a broken one, they are taken to
    be so already."""
    from PIL import ImageCms

    if profile:
        try:
            converted = ImageCms.profileToProfile(
                pixels,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return pixels.convert("L" if pixels.mode == "L" else "RGB")


def _rendered(task: tuple[dict[int, Image], Rendition, PictureFiles]) -> bytes:
    pixels, rendition, files = task
    # A copy, for Pillow notes in an image how it is being saved: two formats at once would mix.
    image = pixels[rendition.width].copy()
    is_drawing = files.kind == "drawing"
    out = io.BytesIO()
    if rendition.format == "avif":
        # One thread, for the number of tiles follows that of threads.
        image.save(
            out,
            "AVIF",
            quality=RECIPE.avif_drawing if is_drawing else RECIPE.avif_photo,
            speed=RECIPE.avif_speed,
            subsampling="4:4:4" if is_drawing else "4:2:0",
            max_threads=1,
        )
    elif rendition.format == "webp":
        image.save(
            out,
            "WEBP",
            lossless=is_drawing,
            quality=RECIPE.webp_photo,
            method=RECIPE.webp_effort,
        )
    elif rendition.format == "jpeg":
        image.convert("L" if image.mode == "L" else "RGB").save(
            out, "JPEG", quality=RECIPE.jpeg, optimize=True, progressive=True
        )
    else:
        image.save(out, "PNG", optimize=True)
    return out.getvalue()
