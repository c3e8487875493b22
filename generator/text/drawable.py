"""Which letters the fonts of social images have, and what becomes of the others.

A letter that no font has is drawn as an empty box by every program; a card must not have one.
"""

from __future__ import annotations

import re
import unicodedata

DRAWABLE = (
    "\u0020-\u007e\u00a0-\u024f\u02b0-\u02bf\u02c6-\u02dd\u0300-\u0377\u037a-\u037e\u0384-\u038a"
    "\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0606-\u061b\u061e-\u06dc\u06de-\u06ff"
    "\u0750-\u077f\u1e00-\u1eff\u200c\u200d\u2010-\u2027\u2030-\u203a\u2044\u2070\u2071\u2074-\u208e"
    "\u20a0-\u20bf\u2113\u2116\u2122\u2126\u2150-\u215e\ufd3e\ufd3f\ufdf2\ufdfa\ufdfc"
)
"""Ranges for a character class. U+2028 and U+2029 are no letters, and not among them."""
_UNKNOWN = re.compile(f"[^{DRAWABLE}]+")
_SPACES = re.compile(r"[ \t\n\r\u2000-\u200a\u202f\u205f\u3000]+")
_STACK = re.compile(
    "([\u0300-\u036f\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4]{30})"
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4]+"
)
"""More marks on one letter than any language has (UAX #15, 13): a tower of them is a huge image."""
_EMPTY = re.compile(r"\(\s*\)|«\s*»|“\s*”|\[\s*\]")
_LONE_JOINERS = re.compile("(?<![\u0620-\u06ff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0620-\u06ff])")
"""They say how Arabic letters join; elsewhere they held pictures together."""
LEFT_OUT = "…"
_LIKE = {"\u2212": "–"}
"""What is the same to the eye: a minus must not be lost."""


def drawable(text: str) -> str:
    """`text` with nothing in it that the fonts of a card do not have.

    Letters are taken apart, or replaced by what they are a form of (NFKC), where that helps. What
    is left of another script, or of a calculation, becomes an ellipsis, for something is missing
    there; pictures (emoji) and other signs are left out.
    """
    text = _SPACES.sub(" ", _STACK.sub(r"\1", unicodedata.normalize("NFC", text)))
    text = _LONE_JOINERS.sub("", _UNKNOWN.sub(_replaced, text))
    text = re.sub(rf"{LEFT_OUT}(?: ?{LEFT_OUT})+", LEFT_OUT, text)
    return re.sub(r" +", " ", _EMPTY.sub("", text)).strip()


def _replaced(match: re.Match[str]) -> str:
    return "".join(map(_instead, match[0]))


def _instead(letter: str) -> str:
    forms = (unicodedata.normalize(form, letter) for form in ("NFKC", "NFKD"))
    for plain in (_LIKE.get(letter, letter), *forms):
        if not _UNKNOWN.search(plain):
            return plain
    category = unicodedata.category(letter)
    return LEFT_OUT if category[0] in "LN" or category == "Sm" else ""
