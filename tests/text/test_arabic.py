"""Folding and dictionary order of Arabic words."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.text.arabic import fold
from tests.text.samples import anything, moderate, prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مَدْرَسَةٌ", "مدرسه"),
        ("إيران", "ايران"),
        ("آسيا", "اسيا"),
        ("ٱلله", "الله"),
        ("مصطفى", "مصطفي"),
        ("مسؤول", "مسوول"),
        ("بيئة", "بييه"),
        ("کیف", "كيف"),
        ("مــاء", "ماء"),
        ("١٩٩٠", "1990"),
        ("۱۹۹۰", "1990"),
        ("NATO", "nato"),
        ("أ", "ا"),
        ("ا\u0654", "ا"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(anything | prose)
@moderate
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
