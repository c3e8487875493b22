"""Terms linked in the text of an explainer, and sentences marked beside their counterparts."""

from __future__ import annotations

import re

import pytest

from generator.build import build as build_site
from generator.model.entry import LinkedForm
from generator.ports import Tools
from generator.text.normal import text_hash
from tests.driver import SiteTest

ARABIC = "content/explainers/water/article.ar.md"
ENGLISH = "content/explainers/water/article.en.md"
FIRST = "تتفرع عند الدلتا قنوات كثيرة."
SECOND = "وفي دلتا النهر مدن. وفيها أسواق."


def told(arabic: str, english: str, words: str = "") -> SiteTest:
    """The small site with one more passage at the end of the explainer on water."""
    site = SiteTest()
    text = site.files[ARABIC].decode()
    translation = site.files[ENGLISH].decode()
    marker = f"<!-- ar:{text_hash(arabic)}{words} -->"
    return site.with_file(ARABIC, f"{text}\n{arabic}\n").with_file(
        ENGLISH, f"{translation}\n{marker}\n{english}\n"
    )


def links(site: SiteTest, path: str) -> list[str]:
    html = site.build().page(f"{path}/water/index.html")
    return re.findall(r'<a class="term-link" href="(#[^"]+)">(?:[^<]*)</a>', html)


def test_a_term_is_linked_where_the_text_first_speaks_of_it() -> None:
    site = told(f"{FIRST} {SECOND}", "At the delta it parts. In the river delta are cities.")
    assert links(site, "ar") == ["#term-delta"]
    assert links(site, "en") == ["#term-delta"]
    assert links(site, "both") == ["#term-delta"] * 2
    html = site.build().page("ar/water/index.html")
    assert 'عند <a class="term-link" href="#term-delta">الدلتا</a> قنوات' in html
    assert 'id="term-delta"' in html


@pytest.mark.parametrize(
    "arabic",
    [
        "## عند الدلتا",
        "[عند الدلتا](https://x.example)",
        "`الدلتا`",
        "عند **ال**دلتا هنا",
    ],
)
def test_where_no_term_is_linked(arabic: str) -> None:
    assert links(told(arabic, "Nothing."), "ar") == []


def test_the_report_names_every_linked_form() -> None:
    site = told(f"قنوات.\n\n{FIRST}", "Canals.")
    built = build_site(site.sources, Tools()).value
    line = site.files[ARABIC].decode().split("\n").index(FIRST) + 1
    assert LinkedForm("delta", "الدلتا", "ar", ARABIC, line) in built.forms


def test_the_glossary_leads_to_the_passage_of_the_first_mention() -> None:
    site = told(FIRST, "Canals part at the delta.")
    row = f"p-{text_hash(FIRST)}"
    for code in ("ar", "en"):
        html = site.build().page(f"{code}/glossary/index.html")
        assert f'href="../water/#{row}"' in html


def marks(site: SiteTest, arabic: str) -> list[tuple[str, str]]:
    """Number and words of each marked sentence of the passage, side by side."""
    html = site.build().page("both/water/index.html")
    row = html.partition(f'id="p-{text_hash(arabic)}"')[2].partition('class="tools"')[0]
    found = re.findall(r'<span data-s="(\d+)">(.*?)</span>', row, re.DOTALL)
    return [(number, re.sub(r"<[^>]+>", "", words)) for number, words in found]


def test_sentences_are_marked_beside_their_counterparts() -> None:
    site = told(SECOND, "In the river delta are cities. They have markets.")
    assert marks(site, SECOND) == [
        ("1", "وفي دلتا النهر مدن."),
        ("2", "وفيها أسواق."),
        ("1", "In the river delta are cities."),
        ("2", "They have markets."),
    ]
    assert "data-s=" not in site.build().page("ar/water/index.html")


def test_english_that_is_behind_is_not_marked() -> None:
    """It may say something else than the Arabic beside it."""
    site = told(SECOND, "In the river delta are cities. They have markets.", " was:0a1b2c3d stale")
    assert marks(site, SECOND) == []
