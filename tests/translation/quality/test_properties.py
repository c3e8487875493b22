"""What holds for every text: no rule fails, exemptions work, equal numbers are never reported."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.model.segment import State
from generator.translation.quality.examine import examine, examiner
from generator.translation.quality.findings import CHECK_NAMES, Passage
from generator.translation.quality.headlines import headline_findings
from generator.translation.quality.site import site_findings
from tests.text.samples import anything, moderate, prose
from tests.translation.quality.case_files import EXAMINE, TERMS, passage, read_cases

KINDS = ("paragraph", "heading", "list", "quote", "table", "code", "rule", "string")
MEANINGFUL = st.lists(
    st.sampled_from(
        [
            "12", "٧", "3,5", "77.000", "30،000", "1950-53", "18:00", "ألف", "مليون", "و", "خمسة",
            "نصف", "القرن", "في المئة", "%", "$", "جنيه", "كم", "7 أكتوبر", "1445 هـ", "7/10/2023",
            "million", "half", "twenty", "one", "hundred", "and", "a", "of", "7 October", "6 p.m.",
            "XIV", "5bn", "km", "per cent", "€", "pounds", "«", "»", "“", "”", '"', "'", "[a](b)",
            "`x`", "**", "![", "[^1]", "<b>", "- ", "# ", "| a |", "\n", "\n\n", "لم", "إلا", "not",
            "هزة", "ارتدادية", "aftershock", "the", "the", "محمد", "Mohammed", "?", "؟", ".",
            "\u200f",
        ]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip
TEXT = st.one_of(anything, prose, MEANINGFUL, MEANINGFUL)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    return passage(
        draw(TEXT),
        draw(TEXT),
        kind=draw(st.sampled_from(KINDS)),
        state=draw(st.sampled_from(State)),
        was_source=draw(st.one_of(st.just(""), TEXT)),
    )


@moderate
@given(passages())
def test_every_finding_is_complete_and_lies_in_the_text(given: Passage) -> None:
    lines = given.target.split("\n")
    for finding in EXAMINE(given):
        assert finding.check in CHECK_NAMES
        assert finding.message
        assert 0 <= finding.line < len(lines)
        assert 0 <= finding.column <= len(lines[finding.line]) + 1


@moderate
@given(passages())
def test_an_accepted_check_says_no_more(given: Passage) -> None:
    found = EXAMINE(given)
    for check in {finding.check for finding in found}:
        accepting = replace(given, accepted=(check,))
        assert check not in {finding.check for finding in EXAMINE(accepting)}
    assert EXAMINE(replace(given, accepted=tuple(CHECK_NAMES))) == ()


@moderate
@given(passages())
def test_text_behind_the_arabic_is_not_compared_with_it(given: Passage) -> None:
    stale = replace(given, state=State.STALE)
    other = replace(stale, source="نص آخر", source_plain="نص آخر", was_source="")
    assert EXAMINE(stale) == EXAMINE(other)


NUMBERS = st.lists(
    st.one_of(
        st.integers(0, 10**9).map(str),
        st.integers(1000, 10**7).map("{:,}".format),
        st.tuples(st.integers(0, 99), st.integers(0, 9)).map(lambda pair: f"{pair[0]}.{pair[1]}"),
    ),
    max_size=6,
)


@moderate
@given(NUMBERS, st.booleans())
def test_numbers_with_equal_digits_are_never_reported(numbers: list[str], indic: bool) -> None:
    arabic = " ثم ".join(numbers)
    if indic:
        arabic = arabic.translate(str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫"))
    found = {f.check for f in examine(passage(f"عاد {arabic}", f"then {' then '.join(numbers)}"))}
    assert not found & {"number-missing", "number-extra", "date", "percent"}


@moderate
@given(st.integers(11, 10**12 - 1))
def test_every_number_in_english_words_is_its_digits(number: int) -> None:
    arabic = passage(f"عاد {number} إلى البيت", f"Then {in_words(number)} went back home")
    assert {f.check for f in examine(arabic)} <= {"loop"}


SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int) -> str:
    """The number in English words."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for size, name in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= size:
            rest = number % size
            end = (
                f" and {in_words(rest)}" if 0 < rest < 100 else f" {in_words(rest)}" if rest else ""
            )
            return f"{in_words(number // size)} {name}{end}"
    raise AssertionError(number)


@moderate
@given(st.lists(passages(), max_size=6))
def test_rules_across_passages_never_fail(given: list[Passage]) -> None:
    for index, finding in site_findings(given):
        assert 0 <= index < len(given)
        assert finding.check in CHECK_NAMES
    assert all(0 <= i < len(given) for i, _ in headline_findings([p.target for p in given]))


def test_a_glossary_read_once_says_the_same() -> None:
    one = examiner(TERMS)
    for case in read_cases():
        assert one(case.passage) == examine(case.passage, TERMS)
