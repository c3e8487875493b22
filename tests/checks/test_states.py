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
    assert found.hint == "run `dragoman translate water`"


def test_stale() -> None:
    text = DONE.replace(f"ar:{ONE} -->", f"ar:{ONE} was:deadbeef stale -->")
    assert summary(COUNT, text) == [("stale", "article.en.md:3:1")]


def test_unsynced_names_the_key_of_the_block_in_its_place() -> None:
    text = DONE.replace(f"ar:{ONE} -->", "ar:deadbeef -->")
    assert summary(COUNT, text) == [("unsynced", "article.en.md:3:1")]
    assert f"`ar:{ONE}`" in findings(COUNT, text)[0].hint


def test_unsynced_string() -> None:
    text = DONE.replace(f"title ar:{key('عنوان')}", "title ar:deadbeef")
    assert summary(COUNT, text) == [("unsynced", "article.en.md:1:1")]
    assert f"`ar:{key('عنوان')}`" in findings(COUNT, text)[0].hint


def test_unsynced_without_a_place() -> None:
    text = f"{DONE}<!-- ar:deadbeef -->\nOld\n"
    assert summary(COUNT, text) == [("unsynced", "article.en.md:7:1")]
    assert "ar:" not in findings(COUNT, text)[0].hint.replace("dragoman", "")


def test_orphan() -> None:
    text = f"{DONE}<!-- ar:deadbeef orphan -->\nOld\n"
    assert summary(COUNT, text) == [("orphan", "article.en.md:7:1")]


@pytest.mark.parametrize(("initials", "known"), [("LH", True), ("lina", True), ("XY", False)])
def test_reviewers_are_people_of_the_site(initials: str, known: bool) -> None:
    text = DONE.replace(f"ar:{TWO} -->", f"ar:{TWO} reviewed by:{initials} -->")
    assert summary(COUNT, text) == ([] if known else [("unknown-reviewer", "article.en.md:5:1")])


def test_a_review_without_initials_names_nobody() -> None:
    assert summary(COUNT, DONE.replace(f"ar:{TWO} -->", f"ar:{TWO} reviewed -->")) == []


def test_initials_on_a_text_that_is_not_reviewed_do_not_matter() -> None:
    assert summary(COUNT, DONE.replace(f"ar:{TWO} -->", f"ar:{TWO} by:XY -->")) == []
