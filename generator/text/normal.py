"""The normal form of a block's text, and its hash: what counts as a change and what does not."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Tatweel, bidi controls (ALM, LRM, RLM, embeddings, isolates), zero-width space, BOM: they
# change how text looks or is stored, never what it says. ZWJ and ZWNJ stay: they carry meaning.
_INVISIBLE = dict.fromkeys(
    [0x0640, 0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
_LINE_ENDING = re.compile(r"\r+\n|\r|\u2028|\x85")
_CARRIAGE_RETURN = re.compile(r"\r+\n|\r")
_LEADING_BLANK = re.compile(r"\A(?:[^\S\r\n]*[\r\n]+)+")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n ?(?:\n ?)+")


def norm(text: str) -> str:
    """`text` without what an editor's program may change by itself; paragraph breaks stay.

    Idempotent.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDING.sub("\n", text).translate(_INVISIBLE))
    text = _SPACES.sub(" ", text).strip()
    paragraphs = (" ".join(each.split()) for each in _BLANK_LINES.split(text))
    return "\n\n".join(each for each in paragraphs if each)


def with_plain_line_endings(text: str) -> str:
    """`text` with every line ending a single line feed, that of old or broken programs too."""
    return _CARRIAGE_RETURN.sub("\n", text)


def without_blank_lines(text: str) -> str:
    """`text` without the blank lines around it; the indentation of its first line stays."""
    return _LEADING_BLANK.sub("", text).rstrip()


def text_hash(text: str) -> str:
    """First 8 hex digits of the sha256 of the normal form."""
    return hashlib.sha256(norm(text).encode()).hexdigest()[:8]
