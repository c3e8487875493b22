"""Folding and dictionary order of Arabic words."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.text.arabic import fold, sort_key
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


def test_dictionary_order_ignores_the_article() -> None:
    words = ["النهر", "بحر", "الأمن", "ماء", "تاريخ"]
    assert sorted(words, key=sort_key) == ["الأمن", "بحر", "تاريخ", "ماء", "النهر"]


def test_a_short_word_keeps_its_letters() -> None:
    assert sort_key("ال")[0] == "ال"
    assert sort_key("الم")[0] == "الم"
    assert sort_key("ألم")[0] == "الم"


def test_words_that_fold_alike_still_have_an_order() -> None:
    assert sort_key("علم") != sort_key("عَلَم")
