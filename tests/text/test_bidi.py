"""Runs of the other direction stand in `<bdi>`; the text itself stays."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given

from generator.text.bidi import isolate
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
        ("عام 1990-1995.", ["1990-1995"]),
        ("عام 1990\u20131995،", ["1990\u20131995"]),
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
        ("منظمة World Health Organization (WHO) أعلنت", ["World Health Organization", "WHO"]),
        ("عام 1950 وحده", []),
        ("الساعة 10:30 صباحاً", []),
        ("بلا شيء غريب", []),
        # a hyphen behind a letter is no sign
        ("جائحة كوفيد-19 هناك", []),
        ("عمره 3-4 أيام", ["3-4"]),
        ("بلغ 5-10% منها", ["5-10%"]),
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
