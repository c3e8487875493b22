"""What the bytes of an image file say of it, without decoding it: size, kind, whether it is whole.

PNG: W3C PNG 3rd edition; JPEG: ITU-T T.81; WebP: RFC 9649; GIF89a; AVIF: ISO/IEC 14496-12 boxes.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import imagesize

RasterFormat = Literal["jpeg", "png", "webp", "avif", "gif"]

_FLAT = 0.5
"""Bytes to a pixel: a lossless file of fewer is a drawing, a chart or a screenshot; photographs
take one and a half and more."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SOS, _EOI = 0xDA, b"\xff\xd9"
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers of JPEG without a segment."""
_ALPHA = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"
_EXTENT = re.compile(b"ispe")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DEFAULT_SIZE = (300.0, 150.0)
_WIDEST = 100_000.0
"""Pixels; browsers draw nothing larger."""
_SVG_ROOT = re.compile(r"<(?:[\w.-]+:)?svg\b[^>]*>")
_VIEW_BOX = re.compile(
    r"""\sviewBox\s*=\s*["']\s*[^"'\s,]+[\s,]+[^"'\s,]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']"""
)


@dataclass(frozen=True)
class ImageHeader:
    """An image file as far as it can be known without its pixels."""

    width: int = 0
    """As it is seen: an image that lies on its side is turned first. 0 where it is not said."""
    height: int = 0
    orientation: int = 1
    """As in Exif, from 1 to 8."""
    has_alpha: bool = False
    is_drawing: bool = False
    """Of few colours and sharp edges, as far as its size tells."""
    is_moving: bool = False
    is_whole: bool = True
    """Nothing is cut off or damaged, as far as can be told."""


def format_of(content: bytes) -> RasterFormat | None:
    """The format by the first bytes, None where it is none of ours."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(_PNG):
        return "png"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return "avif" if content[4:12] in (b"ftypavif", b"ftypavis") else None


def read_header(content: bytes) -> ImageHeader:
    """What the file says; a file of no known format says nothing."""
    readers = {"jpeg": _jpeg, "png": _png, "webp": _webp, "avif": _avif, "gif": _gif}
    found = format_of(content)
    if found is None:
        return ImageHeader()
    try:
        return readers[found](content)
    except (struct.error, IndexError, ValueError):  # it ends in the middle of a field
        return ImageHeader(is_whole=False)


def svg_size(content: bytes) -> tuple[int, int]:
    """Width and height of an SVG in pixels: its own, those of its view box, or what browsers take
    where there is neither (CSS 2.2, 10.3.2)."""
    width, height = imagesize.get(io.BytesIO(content))
    if not (0 < width <= _WIDEST and 0 < height <= _WIDEST):
        root = _SVG_ROOT.search(_COMMENT.sub("", content.decode("utf-8", "replace")))
        box = _VIEW_BOX.search(root.group()) if root else None
        try:
            width, height = (float(box[1]), float(box[2])) if box else _DEFAULT_SIZE
        except ValueError:
            width, height = _DEFAULT_SIZE
    if max(width, height) > _WIDEST:
        width, height = _DEFAULT_SIZE
    return max(1, round(width)), max(1, round(height))


def png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, whole chunk) of each chunk.

    Raises ValueError where one is cut off or its checksum is wrong.
    """
    at = len(_PNG)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        chunk = content[at : at + length + 12]
        if len(chunk) < length + 12:
            raise ValueError("cut off")
        kind = chunk[4:8]
        if zlib.crc32(chunk[4:-4]) != struct.unpack_from(">I", chunk, length + 8)[0]:
            raise ValueError("damaged")
        yield kind, chunk
        at += length + 12
        if kind == b"IEND":
            return
    raise ValueError("has no end")


def webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, whole chunk with its padding) of each chunk.

    Raises ValueError where one is cut off.
    """
    (length,) = struct.unpack_from("<I", content, 4)
    end = length + 8
    if end > len(content):
        raise ValueError("cut off")
    at = 12
    while at + 8 <= end:
        (size,) = struct.unpack_from("<I", content, at + 4)
        last = at + 8 + size
        if last > end:
            raise ValueError("cut off")
        last = min(last + size % 2, end)
        yield content[at : at + 4], content[at:last]
        at = last


def gif_blocks(content: bytes) -> Iterator[tuple[str, bytes]]:
    """(`head`, `image`, `control`, `comment`, `application`, `text`, `end`; bytes) of each block.

    Raises ValueError or IndexError where one is cut off.
    """
    at = 13 + _colour_table(content[10])
    yield "head", content[:at]
    kinds = {0xF9: "control", 0xFE: "comment", 0xFF: "application", 0x01: "text"}
    while at < len(content):
        start, sign = at, content[at]
        if sign == 0x3B:
            yield "end", content[at : at + 1]
            return
        if sign == 0x2C:
            at = _behind_blocks(content, at + 11 + _colour_table(content[at + 9]))
            yield "image", content[start:at]
        elif sign == 0x21:
            at = _behind_blocks(content, at + 2)
            yield kinds.get(content[start + 1], "other"), content[start:at]
        else:
            raise ValueError("no block begins here")


def _colour_table(packed: int) -> int:
    """Length in bytes of the table that a GIF's packed field announces."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _behind_blocks(content: bytes, at: int) -> int:
    """Offset behind a chain of sub-blocks."""
    while content[at]:
        at += content[at] + 1
    return at + 1


def _jpeg(content: bytes) -> ImageHeader:
    info = imagesize.get_info(io.BytesIO(content), dpi=False, colors=False, channels=False)
    scan = _first_scan(content)
    # In what is coded an 0xFF is never followed by 0xD9: the first behind a scan ends the image.
    is_whole = scan > 0 and content.find(_EOI, scan) >= 0
    turned = info.rotation if 1 <= info.rotation <= 8 else 1
    return ImageHeader(max(0, info.width), max(0, info.height), turned, is_whole=is_whole)


def _first_scan(content: bytes) -> int:
    """Offset of the first start of scan, 0 where there is none."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return 0
        marker = content[at + 1]
        if marker == _SOS:
            return at
        if marker == 0xFF:
            at += 1
        elif marker in _BARE_MARKERS:
            at += 2
        else:
            at += 2 + int(struct.unpack_from(">H", content, at + 2)[0])
    return 0


def _png(content: bytes) -> ImageHeader:
    width, height, _, colours = struct.unpack_from(">IIBB", content, 16)
    found: dict[bytes, bytes] = {}
    is_whole = True
    try:
        for kind, chunk in png_chunks(content):
            found.setdefault(kind, chunk)
    except (ValueError, struct.error):
        is_whole = False
    turned = _exif_orientation(found[b"eXIf"][8:-4]) if b"eXIf" in found else 1
    return _turned(
        width,
        height,
        turned,
        has_alpha=colours in (4, 6) or b"tRNS" in found,
        is_drawing=colours == 3 or len(content) < _FLAT * width * height,
        is_moving=b"acTL" in found,
        is_whole=is_whole and b"IDAT" in found,
    )


def _webp(content: bytes) -> ImageHeader:
    width, height = imagesize.get(io.BytesIO(content))
    found: dict[bytes, bytes] = {}
    is_whole = True
    try:
        for kind, chunk in webp_chunks(content):
            found.setdefault(kind, chunk)
    except (ValueError, struct.error):
        is_whole = False
    flags = found.get(b"VP8X", bytes(9))[8]
    lossless = found.get(b"VP8L", b"")
    exif = found.get(b"EXIF", b"")[8:].removeprefix(b"Exif\0\0")
    return _turned(
        max(0, width),
        max(0, height),
        _exif_orientation(exif) if exif else 1,
        has_alpha=bool(flags & 0x10) or (len(lossless) > 12 and bool(lossless[12] & 0x10)),
        is_drawing=bool(lossless) and len(content) < _FLAT * width * height,
        is_moving=b"ANMF" in found or bool(flags & 0x02),
        is_whole=is_whole and any(each in found for each in (b"VP8 ", b"VP8L", b"ANMF")),
    )


def _avif(content: bytes) -> ImageHeader:
    at, kinds, meta = 0, set(), b""
    while at + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, at + 8)
        size = size or len(content) - at
        if size < 8:
            raise ValueError("no box begins here")
        kinds.add(kind)
        meta = content[at : at + size] if kind == b"meta" else meta
        at += size
    # Of the image, its parts and its thumbnails (ISO/IEC 23008-12, 6.5.3), the image is largest.
    found = (struct.unpack_from(">II", meta, each.end() + 4) for each in _EXTENT.finditer(meta))
    width, height = max(found, key=lambda size: size[0] * size[1], default=(0, 0))
    # It is turned by this box alone, by so many quarters; Exif has no say (6.5.10).
    turn = meta.find(b"irot")
    if turn >= 0 and meta[turn + 4] & 1:
        width, height = height, width
    return ImageHeader(
        width,
        height,
        has_alpha=_ALPHA in meta,
        is_moving=content[8:12] == b"avis",
        is_whole=at <= len(content) and {b"meta", b"mdat"} <= kinds,
    )


def _gif(content: bytes) -> ImageHeader:
    width, height = struct.unpack_from("<HH", content, 6)
    images, is_transparent, is_whole = 0, False, True
    try:
        for kind, block in gif_blocks(content):
            images += kind == "image"
            is_transparent |= kind == "control" and bool(block[3] & 1)
    except (IndexError, ValueError):
        is_whole = False
    return ImageHeader(
        width,
        height,
        has_alpha=is_transparent,
        is_drawing=True,
        is_moving=images > 1,
        is_whole=is_whole and images > 0,
    )


def _turned(width: int, height: int, orientation: int, **rest: bool) -> ImageHeader:
    if orientation >= 5:  # it lies on its side
        width, height = height, width
    return ImageHeader(width, height, orientation, **rest)


def _exif_orientation(tiff: bytes) -> int:
    """Tag 274 of the first directory (TIFF 6.0, Exif 2.32), 1 where it is absent or nonsense."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(min(count, 256)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == 274 and kind == 3:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1
