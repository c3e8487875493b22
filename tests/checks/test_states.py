"""Findings on the state of the translations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.checks.states import translation_findings
from generator.model.config import Licence, Names, Person, SiteConfig, Theme
from generator.model.explainer import Article, Glossary, Paired
from generator.model.problem import Problem, Severity
from generator.translation.pairing import pair
from tests.text.samples import ARABIC, ENGLISH
from tests.translation.articles import article, key, read

LINA = Person("lina", Names("لينا", "Lina"), "LH")
CONFIG = SiteConfig(
    Names("أخبار", "News"),
    Names("", ""),
    "https://news.example/",
    ARABIC,
    ENGLISH,
    (),
    (LINA,),
    Licence("CC BY 4.0", "https://licence.example/"),
    Theme(),
)
ONE, TWO = key("واحد"), key("اثنان")
EMPTY = replace(article(), target_path="glossary.en.md")


def findings(source: Article, text: str) -> list[Problem]:
    glossary = Glossary((), EMPTY)
    translated = pair(source, read(text))
    everything = Paired((), (), (glossary, translated))
    return list(translation_findings(everything, CONFIG))


def summary(source: Article, text: str) -> list[tuple[str, str]]:
    found = findings(source, text)
    assert all(problem.severity is Severity.WARNING for problem in found)
    assert all(problem.hint for problem in found)
    return [(problem.code, str(problem.place)) for problem in found]


COUNT = article("واحد", "اثنان", strings=[("title", "عنوان")])
TITLE = f"<!-- title ar:{key('عنوان')} -->\nTitle\n"
DONE = f"{TITLE}<!-- ar:{ONE} -->\nOne\n<!-- ar:{TWO} -->\nTwo\n"


def test_a_translated_article_has_none() -> None:
    assert summary(COUNT, DONE) == []
    assert summary(COUNT, DONE.replace(f"ar:{TWO} -->\nTwo", f"ar:{TWO} omit -->\n")) == []
    assert summary(COUNT, f"{DONE}<!-- own -->\nMine\n") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [("", "nothing "), (TITLE, "1 of 3 "), (f"{TITLE}<!-- ar:{ONE} -->\nOne", "2 of 3 ")],
)
def test_what_is_missing_is_counted_once_for_the_file(text: str, count: str) -> None:
    assert summary(COUNT, text) == [("untranslated", "article.en.md")]
    found = findings(COUNT, text)[0]
    assert found.message.startswith(count)
    first = {"nothing ": "عنوان", "1 of 3 ": "واحد", "2 of 3 ": "اثنان"}[count]
    assert found.hint == (
        f"the first that is missing begins «{first}»; run `dragoman translate water`"
    )


def test_stale() -> None:
    text = DONE.replace(f"ar:{ONE} -->", f"ar:{ONE} was:deadbeef stale -->")
    assert summary(COUNT, text) == [("stale", "article.en.md:3:1")]


SYNC = "run `dragoman sync water`, which marks it as what it is"


def test_unsynced() -> None:
    text = DONE.replace(f"ar:{ONE}", "ar:deadbeef")
    assert summary(COUNT, text) == [("unsynced", "article.en.md:3:1")]
    assert findings(COUNT, text)[0].hint == SYNC


def test_unsynced_string() -> None:
    text = DONE.replace(f"title ar:{key('عنوان')}", "title ar:deadbeef")
    assert summary(COUNT, text) == [("unsynced", "article.en.md:1:1")]
    assert findings(COUNT, text)[0].hint == SYNC


FIVE = article("واحد", "اثنان", "ثلاثة", "أربعة", "خمسة")
KEYS = [block.key for block in FIVE.blocks]


def test_a_merged_text_that_lost_a_part() -> None:
    text = f"<!-- ar:{KEYS[0]}+deadbeef -->\nBoth\n<!-- ar:{KEYS[2]} -->\nThree\n"
    assert [each.hint for each in findings(FIVE, text) if each.code == "unsynced"] == [SYNC]


def test_a_merged_text_whose_parts_were_moved_apart() -> None:
    text = f"<!-- ar:{KEYS[0]}+{KEYS[2]} -->\nBoth\n"
    (hint,) = [each.hint for each in findings(FIVE, text) if each.code == "unsynced"]
    assert hint.startswith("the paragraphs it joins no longer stand together")


MACHINE_TWO = DONE.replace(f"ar:{TWO} -->", f"ar:{TWO} mt:{key('Two')} -->")


def test_machine_drafts_are_counted_once_for_the_file() -> None:
    assert summary(COUNT, MACHINE_TWO) == [("machine-draft", "article.en.md:5:1")]
    assert findings(COUNT, MACHINE_TWO)[0].message.startswith("1 machine draft that nobody")
    both = MACHINE_TWO.replace(f"ar:{ONE} -->", f"ar:{ONE} mt:{key('One')} -->")
    assert summary(COUNT, both) == [("machine-draft", "article.en.md:3:1")]
    assert findings(COUNT, both)[0].message.startswith("2 machine drafts that nobody")


def test_a_draft_that_a_person_has_touched_is_no_finding() -> None:
    assert summary(COUNT, MACHINE_TWO.replace("Two", "Two, or a pair")) == []
    sealed = f"mt:{key('Two')} reviewed:{key('Two')} by:LH"
    assert summary(COUNT, MACHINE_TWO.replace(f"mt:{key('Two')}", sealed)) == []


def test_orphan() -> None:
    text = f"{DONE}<!-- ar:deadbeef orphan -->\nOld\n"
    assert summary(COUNT, text) == [("orphan", "article.en.md:7:1")]


@pytest.mark.parametrize(("initials", "known"), [("LH", True), ("lina", True), ("XY", False)])
def test_reviewers_are_people_of_the_site(initials: str, known: bool) -> None:
    text = DONE.replace(f"ar:{TWO} -->", f"ar:{TWO} reviewed:{key('Two')} by:{initials} -->")
    assert summary(COUNT, text) == ([] if known else [("unknown-reviewer", "article.en.md:5:1")])


def test_a_review_without_initials_names_nobody() -> None:
    words = f"ar:{TWO} reviewed:{key('Two')} -->"
    assert summary(COUNT, DONE.replace(f"ar:{TWO} -->", words)) == []


@pytest.mark.parametrize("words", ["reviewed", "reviewed by:LH"])
def test_a_review_that_is_not_sealed(words: str) -> None:
    text = DONE.replace(f"ar:{TWO} -->", f"ar:{TWO} {words} -->")
    assert summary(COUNT, text) == [("open-review", "article.en.md:5:1")]
    assert "`dragoman sync water`" in findings(COUNT, text)[0].hint
    own = f"{DONE}<!-- own {words} -->\nMine\n"
    assert summary(COUNT, own) == [("open-review", "article.en.md:7:1")]


def test_a_review_of_the_whole_file_is_one_finding() -> None:
    text = f"<!-- article reviewed by:LH -->\n{DONE}"
    assert [code for code, _ in summary(COUNT, text)] == ["open-review"]


def test_a_review_that_an_edit_has_ended_is_no_finding() -> None:
    text = DONE.replace(f"ar:{TWO} -->", f"ar:{TWO} reviewed:{key('Deux')} by:LH -->")
    assert summary(COUNT, text) == []


def test_initials_on_a_text_that_is_not_reviewed_do_not_matter() -> None:
    assert summary(COUNT, DONE.replace(f"ar:{TWO} -->", f"ar:{TWO} by:XY -->")) == []
