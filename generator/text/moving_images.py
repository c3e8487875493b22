"""Moving images without what was noted in them: comments, cameras, places, colour profiles.

They are not encoded anew, which would cost colours or frames: what is no picture is left out.
"""

from __future__ import annotations

import struct

from generator.text.image_header import format_of, gif_blocks, png_chunks, webp_chunks

_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"acTL", b"fcTL", b"fdAT", b"IDAT", b"IEND"}
)
_WEBP_KEPT = frozenset({b"VP8X", b"ANIM", b"ANMF", b"VP8 ", b"VP8L", b"ALPH"})
_GIF_KEPT = frozenset({"head", "image", "control", "end"})
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Applications whose block in a GIF says how often it runs."""


def without_notes(content: bytes) -> bytes:
    """The same moving pictures and nothing else.

    Raises ValueError, IndexError or struct.error for a file that is cut off; `is_whole` of its
    header tells before.
    """
    found = format_of(content)
    if found == "gif":
        return _gif(content)
    return _webp(content) if found == "webp" else _png(content)


def _gif(content: bytes) -> bytes:
    return b"".join(
        block
        for kind, block in gif_blocks(content)
        if kind in _GIF_KEPT or (kind == "application" and block[3:14] in _LOOPS)
    )


def _webp(content: bytes) -> bytes:
    chunks = [
        chunk if kind != b"VP8X" else chunk[:8] + bytes([chunk[8] & 0x12]) + chunk[9:]
        for kind, chunk in webp_chunks(content)
        if kind in _WEBP_KEPT
    ]
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _png(content: bytes) -> bytes:
    chunks = (chunk for kind, chunk in png_chunks(content) if kind in _PNG_KEPT)
    return content[:8] + b"".join(chunks)
