"""The normal form: blind to what programs change by themselves, awake to what people change."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.normal import norm, text_hash
from tests.text.samples import anything, moderate, prose, words

INVISIBLE = (
    "\u0640\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n\t\n ", ""),
        ("one two", "one two"),
        ("  one\t two  ", "one two"),
        ("one\ntwo", "one two"),
        ("one\r\ntwo", "one two"),
        ("one\rtwo", "one two"),
        ("one\r\r\ntwo", "one two"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one\r\n\r\ntwo", "one\n\ntwo"),
        ("one\r\r\n\r\r\ntwo", "one\n\ntwo"),
        ("one\n \t\n\n\ntwo", "one\n\ntwo"),
        ("\ufeffone", "one"),
        ("one\u00a0two", "one two"),
        ("مــاء", "ماء"),
        ("\u202bماء\u202c", "ماء"),
        ("e\u0301", "é"),
        ("مي\u200cخواهم", "مي\u200cخواهم"),
    ],
)
def test_normal_form(text: str, expected: str) -> None:
    assert norm(text) == expected


@given(prose | anything)
@moderate
def test_norm_is_idempotent(text: str) -> None:
    assert norm(norm(text)) == norm(text)


@given(prose, st.sampled_from(INVISIBLE), st.integers(0, 80))
@moderate
def test_invisible_signs_do_not_count(text: str, sign: str, position: int) -> None:
    # Between the two signs of one line ending it would make two endings of it.
    text = text.replace("\r", "")
    assert norm(text[:position] + sign + text[position:]) == norm(text)


@given(st.lists(words, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]))
@moderate
def test_line_endings_and_wrapping_do_not_count(paragraphs: list[str], ending: str) -> None:
    text = "\n\n".join(paragraphs)
    wrapped = f" {ending}{ending}".join(each.replace(" ", f" {ending}") for each in paragraphs)
    assert norm(wrapped) == norm(text)


@given(words, words)
@moderate
def test_a_paragraph_break_counts(first: str, second: str) -> None:
    assert norm(f"{first}\n\n{second}") == f"{first}\n\n{second}"
    assert text_hash(f"{first}\n\n{second}") != text_hash(f"{first}\n{second}")


@given(prose)
@moderate
def test_composition_does_not_count(text: str) -> None:
    assert norm(unicodedata.normalize("NFD", text)) == norm(text)


def test_hash_is_that_of_the_documented_form() -> None:
    expected = hashlib.sha256("ماء النهر".encode()).hexdigest()[:8]
    assert text_hash("\ufeff مــاء\r\nالنهر ") == expected


@pytest.mark.parametrize(("one", "other"), [("ماء", "ماءً"), ("a b", "ab"), ("أ", "ا"), ("a", "A")])
def test_hash_sees_what_a_person_changes(one: str, other: str) -> None:
    assert text_hash(one) != text_hash(other)
