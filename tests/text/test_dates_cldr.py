"""Our tables of dates and numbers against CLDR, as Babel has it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import get_group_symbol
from hypothesis import given
from hypothesis import strategies as st

from generator.stages.strings import plural_category
from generator.text.dates import date_in_words, day_in_words, digits, year_in_words
from generator.text.edtf import parse_edtf
from generator.text.months import MONTHS
from tests.text.samples import ARABIC, ENGLISH, moderate
from tests.text.test_dates import EASTERN


@pytest.mark.parametrize(
    ("calendar", "locale"),
    [
        ("egypt", "ar_EG"),
        ("egypt", "ar_SA"),
        ("levant", "ar_LB"),
        ("levant", "ar_SY"),
        ("levant", "ar_IQ"),
        ("maghreb", "ar_TN"),
        ("maghreb", "ar_DZ"),
        ("english", "en_GB"),
    ],
)
def test_months_of_a_country(calendar: str, locale: str) -> None:
    names = Locale.parse(locale).months["format"]["wide"]
    assert MONTHS[calendar] == tuple(names[number] for number in range(1, 13))


def test_the_month_names_of_morocco_are_its_own() -> None:
    """Neither those of Egypt nor those of Tunisia: such a site gives its list of twelve."""
    names = set(Locale.parse("ar_MA").months["format"]["wide"].values())
    assert all(names - set(MONTHS[calendar]) for calendar in MONTHS)


@given(st.dates(min_value=date(1000, 1, 1)))
@moderate
def test_long_dates(day: date) -> None:
    assert day_in_words(day, ENGLISH) == format_date(day, "long", "en_GB")
    assert day_in_words(day, ARABIC) == format_date(day, "long", "ar_EG")


@pytest.mark.parametrize(
    ("first", "last"),
    [("2023-05-06", "2023-05-09"), ("2023-02-06", "2023-03-09"), ("2022-05-06", "2023-05-09")],
)
def test_ranges_of_days_say_what_those_of_cldr_say(first: str, last: str) -> None:
    """CLDR joins words with a spaced dash, for which we say `to`, and `من … إلى …`."""
    found = parse_edtf(f"{first}/{last}")
    arabic = cldr_range(first, last, "ar_EG")
    said = re.sub("\\s*\u2013\\s*", " إلى ", arabic)
    assert date_in_words(found, ARABIC) == f"من {said}"
    if "-05-" in last:  # CLDR has short names of months here; that of May is whole
        english = re.sub("\\s+\u2013\\s+", " to ", cldr_range(first, last, "en_GB"))
        assert date_in_words(found, ENGLISH) == english


def cldr_range(first: str, last: str, locale: str) -> str:
    ends = (date.fromisoformat(first), date.fromisoformat(last))
    return str(format_interval(*ends, "yMMMMd", locale=locale))


def test_ranges_of_years() -> None:
    found = parse_edtf("1950/1953")
    for language, locale in ((ENGLISH, "en_GB"), (ARABIC, "ar_EG")):
        ends = (date(1950, 1, 1), date(1953, 1, 1))
        assert date_in_words(found, language) == format_interval(*ends, "y", locale=locale)


def test_eras() -> None:
    """Arabic as CLDR has it; in English BCE and CE, for which CLDR has BC and AD."""
    eras = Locale.parse("ar").eras["abbreviated"]
    assert year_in_words(-44, ARABIC) == f"45 {eras[0]}"
    assert year_in_words(622, ARABIC) == f"622 {eras[1]}"
    assert Locale.parse("en_GB").eras["abbreviated"] == {0: "BC", 1: "AD"}


def test_arabic_digits() -> None:
    """Babel knows the digits only by the name of their system, so Unicode is asked for them."""
    shown = digits("0123456789", EASTERN)
    assert [unicodedata.digit(letter) for letter in shown] == list(range(10))
    assert {unicodedata.name(letter).split(" DIGIT ")[0] for letter in shown} == {"ARABIC-INDIC"}
    assert Locale.parse("ar_EG").default_numbering_system == "arab"
    separator = get_group_symbol("ar_EG", numbering_system="arab")
    assert year_in_words(12000, EASTERN) == f"١٢{separator}٠٠٠"


@pytest.mark.parametrize("code", ["ar", "en"])
def test_plural_categories(code: str) -> None:
    expected = Locale.parse(code).plural_form
    for number in [*range(250), 1000, 1001, 1002, 1003, 1011, 1100, 1_000_000]:
        assert plural_category(code, number) == expected(number), number
