"""Alphabetical order: examples, properties, and the browser's own order to compare with."""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.collation import collation_key, dictionary_key, headword, index_letter
from tests.conftest import ROOT

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةىٱپچژگکی"
SIGNS = "".join(map(chr, (*range(0x064B, 0x0653), 0x0653, 0x0654, 0x0655, 0x0670)))
LATIN = "abcxyzABCXYZéÉèêëñÑöÖåÅøØæÆœßçÇłŁđĐžŽşŞğĞıİʿʾāĀṭṬḥḤẓ"
BETWEEN = " \u00a0-‑–—'’\"“”«»().,،؛؟?!:;/&%+…\u0640\u200c\u200f"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۴۹"

words = st.text(st.sampled_from(LETTERS + SIGNS + LATIN + BETWEEN + DIGITS), max_size=12)
LANGUAGES = ("ar", "en")


def in_collation(texts: Sequence[str], language: str) -> list[str]:
    return sorted(texts, key=lambda each: collation_key(each, language))


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        # Every form of hamza and alef is one letter; the form decides between equal words.
        ("ar", "آخر إبرة اتفاق أثر بحر"),
        ("ar", "أثر إثر اثر"),
        ("ar", "قرءان قرآن قران"),
        ("ar", "مائدة مادة مأمن مؤمن"),
        # ة beside ت, ى beside ي; vowel signs come last of all.
        ("ar", "سنة سنت سنتان"),
        ("ar", "على علي عليم"),
        ("ar", "علم عَلم عِلم علما"),
        ("ar", "ه و ى ي"),
        # Digits before letters, Arabic letters before Latin ones.
        ("ar", "5G ٧٥ ألف ياء AFAD zebra"),
        ("en", "5G AFAD aftershock apple Zebra ألف"),
        # Accents, then case.
        ("en", "resume Resume résumé resumed"),
        ("en", "ad æ af o ø oz"),
        ("en", "co-op coop"),
    ],
)
def test_examples(language: str, in_order: str) -> None:
    expected = in_order.split()
    assert in_collation(expected[::-1], language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "النهر", "نهر"),
        ("ar", "الأمم المتحدة", "أمم المتحدة"),
        ("ar", "اَلْنَّهر", "نَّهر"),
        ("ar", "«الهدنة»", "هدنة»"),
        ("ar", "ال", "ال"),
        ("ar", "الم", "الم"),
        ("ar", "ألمانيا", "ألمانيا"),
        ("ar", "إلغاء", "إلغاء"),
        # Alef and lam are the word's own.
        ("ar", "الله", "الله"),
        ("ar", "التهاب الكبد", "التهاب الكبد"),
        ("ar", "التزامات", "التزامات"),
        ("ar", "الالتزام", "التزام"),
        ("ar", "التقاطع", "تقاطع"),
        ("ar", "the Hague", "the Hague"),
        ("en", "The Hague", "Hague"),
        ("en", "a priori", "priori"),
        ("en", "an embargo", "embargo"),
        ("en", "“The Trench”", "Trench”"),
        ("en", "theatre", "theatre"),
        ("en", "A-level", "A-level"),
        ("en", "al-Hol camp", "al-Hol camp"),
        ("en", "C++", "C++"),
        ("en", "?", "?"),
        ("en", "", ""),
    ],
)
def test_headword(language: str, text: str, expected: str) -> None:
    assert headword(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "letter"),
    [
        ("ar", "الأزمة", "ا"),
        ("ar", "آفة", "ا"),
        ("ar", "إنذار", "ا"),
        ("ar", "المؤتمر", "م"),
        ("ar", "پاريس", "ب"),
        ("ar", "گاز", "ك"),
        ("ar", "يورو", "ي"),
        ("ar", "COP", "C"),
        ("ar", "٢٠٣٠", "#"),
        ("en", "the Élysée", "E"),
        ("en", "øre", "O"),
        ("en", "zloty", "Z"),
        ("en", "5G", "#"),
        ("en", "+", "#"),
        ("en", "", "#"),
        ("en", "أمل", "ا"),
        ("en", "ήτα", "η"),
    ],
)
def test_index_letter(language: str, text: str, letter: str) -> None:
    assert index_letter(text, language) == letter


def test_dictionary_order_ignores_the_article_before_all_else() -> None:
    terms = ["النهر", "بحر", "الأمن", "ماء", "الماء", "تاريخ"]
    expected = ["الأمن", "بحر", "تاريخ", "الماء", "ماء", "النهر"]
    assert sorted(terms, key=lambda each: dictionary_key(each, "ar")) == expected


@given(words, st.sampled_from(LANGUAGES))
def test_how_a_text_is_composed_makes_no_difference(text: str, language: str) -> None:
    key = collation_key(text, language)
    for form in ("NFC", "NFD"):
        assert collation_key(unicodedata.normalize(form, text), language) == key


@given(words, st.integers(0, 12), st.sampled_from(LANGUAGES))
def test_invisible_signs_make_no_difference(text: str, place: int, language: str) -> None:
    # Before a mark of hamza it would part the letter from it.
    before, after = text[:place], text[place:].lstrip(SIGNS)
    for sign in "\u0640\u200e\u2067\u00ad":
        key = collation_key(before + sign + after, language)
        assert key == collation_key(before + after, language)


@given(st.lists(words, max_size=40), st.sampled_from(LANGUAGES))
def test_every_letter_stands_once_in_an_index(texts: list[str], language: str) -> None:
    ordered = sorted(texts, key=lambda each: dictionary_key(each, language))
    letters = [letter for letter, _ in groupby(ordered, lambda each: index_letter(each, language))]
    assert len(letters) == len(set(letters))


# The browser. Its order is CLDR's as of the ICU it was built with.

COMPARE = """([language, texts]) => {
  const collator = new Intl.Collator(language);
  const order = texts.map((text, number) => [text, number]);
  order.sort((one, other) => collator.compare(one[0], other[0]));
  const signs = order.slice(1).map((each, n) => collator.compare(order[n][0], each[0]));
  return [order.map((each) => each[1]), signs];
}"""


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    yield page
    page.close()


def assert_agrees(window: Any, texts: Sequence[str], language: str) -> None:
    """Fail unless the browser puts the texts into our order, ties and all."""
    order, signs = window.evaluate(COMPARE, [language, list(texts)])
    theirs = [texts[number] for number in order]
    keys = [collation_key(text, language) for text in theirs]
    ours = [(one > other) - (one < other) for one, other in pairwise(keys)]
    wrong = [
        (one, theirs_sign, other)
        for (one, other), theirs_sign, sign in zip(pairwise(theirs), signs, ours, strict=True)
        if theirs_sign != sign
    ]
    assert wrong == []
    assert in_collation(texts, language) == theirs


def glossary_texts() -> list[str]:
    """Every string of the demo's glossary."""
    text = (ROOT / "content/glossary.yaml").read_text("utf-8")
    return [each.strip() for each in re.split(r"[\n:,\[\]]", text) if each.strip()]


def country_names(shared: Path) -> list[str]:
    with (shared / "glossary/countries.tsv").open(encoding="utf-8", newline="") as file:
        return [cell for row in csv.reader(file, delimiter="\t") for cell in row if cell]


def sampled_names(shared: Path, number: int) -> list[str]:
    with (shared / "glossary/ne-lexicon.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    chosen = random.Random(4).sample(rows, number)
    return [cell for row in chosen for cell in row[1:] if not re.search("[\ufb50-\ufeff]", cell)]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_sorts_our_glossary_alike(window: Any, language: str) -> None:
    texts = glossary_texts()
    assert len(texts) > 300
    assert_agrees(window, texts, language)
    assert_agrees(window, [headword(each, language) for each in texts], language)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_sorts_names_alike(window: Any, shared: Path, language: str) -> None:
    texts = country_names(shared) + sampled_names(shared, 5000)
    assert len(texts) > 10_000
    assert_agrees(window, texts, language)
    assert_agrees(window, [headword(each, language) for each in texts], language)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_sorts_every_single_character_alike(window: Any, language: str) -> None:
    assert_agrees(window, [*LETTERS, *LATIN, *BETWEEN, *DIGITS], language)
    ascii_and_latin = (*range(1, 0x1C4), *range(0x1CD, 0x1DD), *range(0x1E00, 0x1E9A))
    texts = [chr(code) for code in ascii_and_latin if chr(code) not in "ŀĿ"]
    assert_agrees(window, texts, language)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_sorts_whatever_is_typed_alike(window: Any, language: str) -> None:
    alphabets = st.sampled_from(
        [
            LETTERS,
            LETTERS[:3] + "ءأإآؤئةىي" + SIGNS,
            LATIN,
            LETTERS + SIGNS + LATIN + BETWEEN + DIGITS,
        ]
    )
    typed = alphabets.flatmap(lambda letters: st.text(st.sampled_from(letters), max_size=6))
    typed = typed.filter(lambda text: not re.search(f"ى[{SIGNS}]*\u0655", text))

    @given(st.lists(typed, min_size=2, max_size=60, unique=True))
    @settings(max_examples=250, deadline=None)
    def agrees(texts: list[str]) -> None:
        assert_agrees(window, texts, language)

    agrees()
