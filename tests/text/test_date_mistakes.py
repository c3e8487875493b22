"""What an author is told to write instead of a date that EDTF does not know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.date_mistakes import HINT, suggest_date
from generator.text.edtf import parse_edtf
from tests.text.samples import anything, moderate


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("19/6/2024", "2024-06-19"),
        ("6/7/2024", "2024-07-06"),
        ("6/19/2024", "2024-06-19"),
        ("19.06.2024", "2024-06-19"),
        ("2024/6/19", "2024-06-19"),
        ("2024-6-19", "2024-06-19"),
        ("20240619", "2024-06-19"),
        ("6/2024", "2024-06"),
        ("2024-6", "2024-06"),
        ("June 2024", "2024-06"),
        ("19 June 2024", "2024-06-19"),
        ("June 19, 2024", "2024-06-19"),
        ("19 Jun. 2024", "2024-06-19"),
        ("19 يونيو 2024", "2024-06-19"),
        ("١٩ حزيران ٢٠٢٤", "2024-06-19"),
        ("تشرين الثاني 2024", "2024-11"),
        ("غشت 2024", "2024-08"),
        ("٢٠٢٤-٠٦-١٩", "2024-06-19"),
        ("۲۰۲۴", "2024"),
        ("\u200f2024", "2024"),
        ("2024\u201106\u201119", "2024-06-19"),
        ("1950\u20131953", "1950/1953"),
        ("1950-1953", "1950/1953"),
        ("1950-53", "1950/1953"),
        ("1950 / 1953", "1950/1953"),
        ("1950 to 1953", "1950/1953"),
        ("من 1950 إلى 1953", "1950/1953"),
        ("June 2024 to July 2024", "2024-06/2024-07"),
        ("3-6 June 2024", "2024-06-03/2024-06-06"),
        ("3–6 يونيو 2024", "2024-06-03/2024-06-06"),
        ("1965/1960", "1960/1965"),
        ("c. 1916", "1916~"),
        ("حوالي 1916", "1916~"),
        ("1916?~", "1916%"),
        ("1990s", "199X"),
        ("the 1990s", "199X"),
        ("195u", "195X"),
        ("19uu", "19XX"),
        ("20th century", "19XX"),
        ("44 BC", "-0043"),
        ("45 ق.م", "-0044"),
        ("1 BCE", "0000"),
        ("622", "0622"),
        ("AD 79", "0079"),
        ("-13000", "Y-13000"),
        ("y170000", "Y170000"),
        ("2024-06-19T10:00", "2024-06-19T10:00:00"),
        ("2024-06-19 10:00", "2024-06-19T10:00:00"),
        ("1950/open", "1950/.."),
        ("unknown/1950", "/1950"),
    ],
)
def test_the_date_that_was_meant(text: str, meant: str) -> None:
    assert suggest_date(text) == f"write {meant}"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("[1950,1953]", "lists and choices of dates are not read: one event, one date"),
        ("{1950,1953}", "lists and choices of dates are not read: one event, one date"),
        ("Y-17E7", "write the year out, as in Y-170000"),
        ("1950S2", "significant digits are not read: write 195X or 1950~"),
        ("2024-21^south", "write the season alone, as in 2024-21 for spring"),
        ("XXXX-12", "an event needs at least its century, as in 19XX"),
        ("156X-12-25", "only whole parts can be XX: 2024-XX, 2024-06-XX"),
        ("2024-1X", "only whole parts can be XX: 2024-XX, 2024-06-XX"),
        ("2024-13", HINT),
        ("2024-06-31", HINT),
        ("soon", HINT),
        ("", HINT),
        ("1-" * 500, HINT),
    ],
)
def test_what_cannot_be_guessed(text: str, advice: str) -> None:
    assert suggest_date(text) == advice


nearly = st.text(alphabet="0123456789٢٠/.-–~?XuSEYT: cBCadsthJune يونيو", max_size=24)


@given(anything | nearly)
@moderate
def test_a_suggested_date_is_one(text: str) -> None:
    said = suggest_date(text)
    meant = said.removeprefix("write ")
    if said not in {meant, HINT} and not said.startswith("write the "):
        assert parse_edtf(meant).written == meant
