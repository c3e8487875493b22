"""Runs of the other direction stand in `<bdi>`; the text itself stays."""

from __future__ import annotations

import re
import time
import unicodedata
from html import escape, unescape

import pytest
from hypothesis import given

from generator.model.language import Language
from generator.text.bidi import isolate, isolate_plain, opposite_runs, without_controls
from tests.text.samples import ARABIC, ENGLISH, Page, anything, moderate, prose

_TAG = re.compile(r"</?bdi[^>]*>")
_RUN = re.compile(r"<bdi[^>]*>(.*?)</bdi>")


def runs(text: str) -> list[str]:
    return _RUN.findall(isolate(text, ARABIC, ENGLISH))


@given(prose | anything)
@moderate
def test_isolation_changes_no_text(text: str) -> None:
    for language, other in ((ARABIC, ENGLISH), (ENGLISH, ARABIC)):
        html = isolate(text, language, other)
        assert _TAG.sub("", html) == escape(text, quote=False)
        assert Page(html).faults == []


@given(prose | anything)
@moderate
def test_isolates_without_markup_stand_where_the_elements_would(text: str) -> None:
    for language, other in ((ARABIC, ENGLISH), (ENGLISH, ARABIC)):
        html = isolate(without_controls(text), language, other)
        plain = re.sub(r'<bdi[^>]* dir="ltr">', "\u2066", html)
        plain = re.sub(r'<bdi[^>]* dir="rtl">', "\u2067", plain)
        plain = unescape(plain.replace("</bdi>", "\u2069"))
        assert plain == isolate_plain(text, language, other)


@given(prose | anything)
@moderate
def test_runs_are_in_order_and_do_not_cross(text: str) -> None:
    for language, other in ((ARABIC, ENGLISH), (ENGLISH, ARABIC)):
        around: list[int] = []
        start = 0
        for run in opposite_runs(text, language, other):
            assert start <= run.start < run.end <= len(text)
            while around and around[-1] <= run.start:
                around.pop()
            assert not around or run.end <= around[-1]
            around.append(run.end)
            start = run.start


def unisolated(text: str, language: Language, other: Language) -> set[str]:
    """The letters of the other direction that stand in no run."""
    classes = ("L",) if language.is_rtl else ("R", "AL")
    inside = [False] * len(text)
    for run in opposite_runs(text, language, other):
        inside[run.start : run.end] = [True] * (run.end - run.start)
    return {
        letter
        for letter, is_inside in zip(text, inside, strict=True)
        if not is_inside and letter.isalpha() and unicodedata.bidirectional(letter) in classes
    }


@given(prose | anything)
@moderate
def test_no_letter_of_the_other_direction_is_left(text: str) -> None:
    assert unisolated(text, ARABIC, ENGLISH) == set()
    assert unisolated(text, ENGLISH, ARABIC) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "other", "classes", "between"),
    [(ARABIC, ENGLISH, ("L",), " ب "), (ENGLISH, ARABIC, ("R", "AL"), " b ")],
)
def test_every_letter_of_unicode_is_known(
    language: Language, other: Language, classes: tuple[str, ...], between: str
) -> None:
    letters = (chr(code) for code in range(0x20000, 0x80, -1))
    chosen = [each for each in letters if unicodedata.bidirectional(each) in classes]
    assert len(chosen) > 1000
    assert unisolated(between.join(chosen), language, other) == set()


def seconds_for(text: str) -> float:
    """Processor time to isolate it in both languages."""
    start = time.process_time()
    isolate(text, ARABIC, ENGLISH)
    isolate(text, ENGLISH, ARABIC)
    return time.process_time() - start


@pytest.mark.parametrize("piece", ["5", "a", "5-", "5,", "+-", "-", " ", "http://!"])
def test_long_rows_of_signs_take_no_time(piece: str) -> None:
    assert seconds_for(piece * (50_000 // len(piece))) < 1


# A word and a sign by turns make most atoms; a quadratic step would take many minutes.
@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["5", "a", "5-", "+-", "a. ", "a(", "ب(a", "“", "”a", "5 a", "A1 ", "0123 ", "a “ب", "“ب a”",
     "5°5’", "a\u0301", "a ب 5% ", "(0) 12", "DE89 1234 ", "5 + 5 "],
)  # fmt: skip
def test_time_grows_with_the_length_only(piece: str) -> None:
    assert seconds_for(piece * (200_000 // len(piece))) < 20


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("نسبة 44% من", ["44%"]),
        ("بلغت 10.5 % هناك", ["10.5 %"]),
        ("انخفض إلى -5 درجات", ["-5"]),
        ("ارتفع \u22125% أمس", ["\u22125%"]),
        ("زاد +5 درجات", ["+5"]),
        ("درجة 19°C هناك", ["19°C"]),
        ("دفع $5 مقابل", ["$5"]),
        ("دفع 5$ مقابل", ["5$"]),
        ("كلّف €1,200.50 كاملة", ["€1,200.50"]),
        ("عام 1990-1995.", ["1990", "1995"]),
        ("عام 1990\u20131995،", ["1990", "1995"]),
        ("يوم 2024-06-19.", ["2024-06-19"]),
        ("اتصل 02 1234 5678 الآن", ["02 1234 5678"]),
        ("لغة C++ قديمة", ["C++"]),
        ("لغة C# حديثة", ["C#"]),
        ("طائرة F-16 جديدة", ["F-16"]),
        ("قالت Human Rights Watch أمس", ["Human Rights Watch"]),
        ("موقع news.example.com مفيد", ["news.example.com"]),
        ("راسل lina@news.example الآن", ["lina@news.example"]),
        ("شركة AT&T كبيرة", ["AT&amp;T"]),
        ("منظمة Médecins Sans Frontières", ["Médecins Sans Frontières"]),
        ("منظمة World Health Organization (WHO) أعلنت", ["World Health Organization (WHO)"]),
        ("عام 1950 وحده", []),
        ("الساعة 10:30 صباحاً", []),
        ("بلا شيء غريب", []),
        # a hyphen behind a letter is no sign
        ("جائحة كوفيد-19 هناك", []),
        # each end of a range alone: the dash says «to», and is the sentence's
        ("عمره 3-4 أيام", ["3", "4"]),
        ("بلغ 5-10% منها", ["5", "10%"]),
        # digits that belong to a Latin word
        ("شبكة 5G جديدة", ["5G"]),
        ("على بعد 10km هناك", ["10km"]),
        ("طائرة 737MAX جديدة", ["737MAX"]),
        ("مؤتمر COP28 هناك", ["COP28"]),
        # telephone numbers
        ("اتصل على +20 2 1234 5678 الآن", ["+20 2 1234 5678"]),
        ("زر https://a.example/b?c=1&d=2 الآن", ["https://a.example/b?c=1&amp;d=2"]),
    ],
)
def test_runs_isolated_in_arabic(text: str, isolated: list[str]) -> None:
    assert runs(text) == isolated


def test_words_have_a_language_and_numbers_have_none() -> None:
    assert isolate("قالت NATO إن", ARABIC, ENGLISH) == (
        'قالت <bdi lang="en" dir="ltr">NATO</bdi> إن'
    )
    assert isolate("نسبة 44%", ARABIC, ENGLISH) == 'نسبة <bdi dir="ltr">44%</bdi>'


def test_arabic_runs_in_english() -> None:
    assert isolate("the word كتاب قديم, a book", ENGLISH, ARABIC) == (
        'the word <bdi lang="ar" dir="rtl">كتاب قديم</bdi>, a book'
    )
    assert isolate("-5% of $5 & more", ENGLISH, ARABIC) == "-5% of $5 &amp; more"


def test_a_final_full_stop_belongs_to_the_sentence() -> None:
    assert runs("قالت NATO.") == ["NATO"]


def test_an_arabic_run_holds_runs_of_its_own() -> None:
    assert isolate("he wrote نسبة 44% منهم there", ENGLISH, ARABIC) == (
        'he wrote <bdi lang="ar" dir="rtl">نسبة <bdi dir="ltr">44%</bdi> منهم</bdi> there'
    )


def test_a_script_of_neither_language_has_no_language() -> None:
    assert isolate("صحيفة Правда", ARABIC, ENGLISH) == 'صحيفة <bdi dir="ltr">Правда</bdi>'
    assert isolate("in שלום", ENGLISH, ARABIC) == 'in <bdi dir="rtl">שלום</bdi>'


def test_controls_are_taken_out_and_nothing_else() -> None:
    assert without_controls("\u200f44%\u200e \u2066a\u2069 \u202bب\u202c\u061c") == "44% a ب"
    joiners = "می\u200cخواهم ل\u200d"
    assert without_controls(joiners) == joiners
