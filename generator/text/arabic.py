"""Arabic letters folded for comparison; other scripts pass through case-folded."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640]")
_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
        "ى": "ي", "ئ": "ي", "ی": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip


def fold(text: str) -> str:
    """`text` without vowel signs and tatweel, its letter variants and digits made one."""
    return _MARKS.sub("", unicodedata.normalize("NFC", text)).translate(_LETTERS).casefold()
