"""What of a text a card can show, by what is in the fonts."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from hypothesis import given

from generator.adapters.card_drawing import FONTS
from generator.text.drawable import DRAWABLE, drawable
from tests.text.samples import anything

_ANY = re.compile(f"[{DRAWABLE}]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("كيف يصل الماء؟", "كيف يصل الماء؟"),
        ("Łódź – Qurʾān, 44 %", "Łódź – Qurʾān, 44 %"),
        ("شركة 华为 الصينية", "شركة … الصينية"),
        ("شركة (华为) الصينية", "شركة (…) الصينية"),
        ("华为 华为", "…"),
        ("🌊 الماء 💧 في المدينة", "الماء في المدينة"),
        ("الماء (💧) في المدينة", "الماء في المدينة"),
        ("👩‍👩‍👧 family 🇪🇬", "family"),
        ("−5 °C", "–5 °C"),
        ("a → b ∑ c", "a … b … c"),
        # Forms of letters become the letters themselves.
        ("ﻻ ﺑﺄﺱ ﬁnal ＡＢＣ", "لا بأس final ABC"),
        ("a\u2009b\u202fc\n d", "a b c d"),
        ("ab\u200e\u202bcd", "abcd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
        ("\u03b1\u0313", "\u03b1\u0313"),
        ("1\ufe0f\u20e3 first", "1 first"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert drawable(text) == shown


def test_no_tower_of_marks_is_built() -> None:
    assert drawable("ا" + "\u0651" * 100_000 + "ب") == "ا" + "\u0651" * 30 + "ب"


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.name)
def test_the_fonts_have_every_drawable_letter(font: Path) -> None:
    known = letters_of(font)
    wanted = {code for code in range(0x10000) if _ANY.match(chr(code))}
    assert len(wanted) > 1500
    assert sorted(wanted - known) == []


@given(anything)
def test_nothing_is_left_that_cannot_be_drawn(text: str) -> None:
    shown = drawable(text)
    assert all(_ANY.match(letter) for letter in shown)
    assert shown == shown.strip()


def letters_of(font: Path) -> set[int]:
    """What a font's `cmap` maps to a glyph (OpenType, format 4)."""
    raw = font.read_bytes()
    tables = {
        raw[at : at + 4]: struct.unpack_from(">II", raw, at + 8)
        for at in range(12, 12 + 16 * struct.unpack_from(">H", raw, 4)[0], 16)
    }
    start = tables[b"cmap"][0]
    for number in range(struct.unpack_from(">H", raw, start + 2)[0]):
        (offset,) = struct.unpack_from(">I", raw, start + 8 + 8 * number)
        at = start + offset
        if struct.unpack_from(">H", raw, at)[0] == 4:
            return _segments(raw, at)
    raise ValueError(f"{font.name} has no cmap of format 4")


def _segments(raw: bytes, at: int) -> set[int]:
    double = struct.unpack_from(">H", raw, at + 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", raw, at + 14)
    starts = struct.unpack_from(f">{count}H", raw, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", raw, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    ranges = struct.unpack_from(f">{count}H", raw, ranges_at)
    found = set()
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if ranges[number]:
                place = ranges_at + 2 * number + ranges[number] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", raw, place)
                if not glyph:
                    continue
            if (glyph + deltas[number]) & 0xFFFF:
                found.add(code)
    return found
