"""`dragoman terms`: what an editor sees of the links to the glossary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands.terms import as_data, describe, usages
from generator.model.entry import LinkedForm
from generator.model.explainer import Term
from generator.model.problem import Place
from tests.driver import SiteTest

Capture = pytest.CaptureFixture[str]

ARABIC = "content/explainers/water/article.ar.md"
ENGLISH = "content/explainers/water/article.en.md"


def term(name: str, arabic: str, english: str, line: int) -> Term:
    place = Place("content/glossary.yaml", line, 7)
    return Term(name, arabic, english, (), (), "شرح.", (), place)


DELTA, WELL = term("delta", "دلتا", "delta", 1), term("well", "بئر", "well", 8)
FORMS = (
    LinkedForm("well", "well", "en", ENGLISH, 9),
    LinkedForm("delta", "الدلتا", "ar", ARABIC, 7),
    LinkedForm("delta", "delta", "en", ENGLISH, 4),
    LinkedForm("delta", "الدلتا", "ar", ARABIC, 3),
    LinkedForm("delta", "ودلتا", "ar", ARABIC, 5),
)


def test_spellings_are_gathered_by_term_the_rarest_first() -> None:
    delta, well = usages([DELTA, WELL], FORMS)
    assert [(each.language, each.form, len(each.places)) for each in delta.spellings] == [
        ("ar", "ودلتا", 1),
        ("ar", "الدلتا", 2),
        ("en", "delta", 1),
    ]
    assert delta.spellings[1].places == (Place(ARABIC, 3), Place(ARABIC, 7))
    assert (delta.count, well.count) == (4, 1)


def test_the_report() -> None:
    unused = term("spring", "نبع", "spring", 15)
    assert "".join(describe(usages([DELTA, unused, WELL], FORMS[1:]))) == (
        "delta: دلتا / delta, 4\n"
        "    ar «ودلتا», 1\n"
        f"        {ARABIC}:5\n"
        "    ar «الدلتا», 2\n"
        f"        {ARABIC}:3\n"
        f"        {ARABIC}:7\n"
        "    en «delta», 1\n"
        f"        {ENGLISH}:4\n"
        "never linked:\n"
        "    content/glossary.yaml:15:7: spring: نبع / spring\n"
        "    content/glossary.yaml:8:7: well: بئر / well\n"
    )


def test_the_document() -> None:
    assert as_data(usages([WELL, term("spring", "نبع", "spring", 0)], FORMS)) == [
        {
            "term": "well",
            "arabic": "بئر",
            "english": "well",
            "path": "content/glossary.yaml",
            "line": 8,
            "count": 1,
            "forms": [
                {
                    "form": "well",
                    "language": "en",
                    "count": 1,
                    "places": [{"path": ENGLISH, "line": 9}],
                }
            ],
        },
        {
            "term": "spring",
            "arabic": "نبع",
            "english": "spring",
            "path": "content/glossary.yaml",
            "line": None,
            "count": 0,
            "forms": [],
        },
    ]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The small site, whose first paragraph speaks of the delta too."""
    glossary = "content/glossary.yaml"
    more = "- id: sky\n  term: سماء\n  english: sky\n  definition: ما فوقنا.\n"
    small = SiteTest().with_change(ARABIC, "من النهر منذ", "من دلتا النهر منذ")
    return small.with_file(glossary, small.files[glossary].decode() + more).on_disk(tmp_path)


def terms(site: Path, *arguments: str) -> int:
    return main(["terms", *arguments, "--site", str(site)])


def test_a_site(site: Path, capsys: Capture) -> None:
    assert terms(site) == 0
    output = capsys.readouterr().out
    assert "delta: دلتا / delta, " in output
    assert f"    ar «دلتا», 1\n        {ARABIC}:1\n" in output
    assert "never linked:\n    content/glossary.yaml:8:7: sky: سماء / sky\n" in output


def test_one_term_as_a_document(site: Path, capsys: Capture) -> None:
    assert terms(site, "sky", "--format", "json") == 0
    (only,) = json.loads(capsys.readouterr().out)
    assert (only["term"], only["count"], only["forms"]) == ("sky", 0, [])


def test_an_unknown_term(site: Path, capsys: Capture) -> None:
    assert terms(site, "delt") == 2
    assert capsys.readouterr().err == (
        "content/glossary.yaml: error: there is no term `delt` in the glossary [unknown-term]\n"
        "    hint: did you mean `delta`?\n"
        "1 error\n"
    )


def test_a_glossary_without_terms() -> None:
    assert "".join(describe(())) == "the glossary has no terms yet\n"
