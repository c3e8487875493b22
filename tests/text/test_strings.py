"""The words of the interface: plural forms, placeholders, and equal keys in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from generator.model.phrase import Html
from generator.model.source import Sources
from generator.stages.strings import Strings, UnknownStringError, plural_category, read_strings
from tests.driver import SiteTest
from tests.text.samples import ARABIC, ENGLISH, few, prose

LANGUAGES = (ARABIC, ENGLISH)
EASTERN = replace(ARABIC, digits="arab")


@pytest.mark.parametrize(
    ("numbers", "category"),
    [
        ([0], "zero"),
        ([1], "one"),
        ([2], "two"),
        ([3, 4, 10, 103, 110, 1003], "few"),
        ([11, 12, 99, 111, 199, 1011], "many"),
        ([100, 101, 102, 200, 302, 1000, 1001, 1_000_000], "other"),
    ],
)
def test_arabic_plurals(numbers: list[int], category: str) -> None:
    assert {plural_category("ar", number) for number in numbers} == {category}


@pytest.mark.parametrize(("number", "category"), [(0, "other"), (1, "one"), (2, "other")])
def test_english_plurals(number: int, category: str) -> None:
    assert plural_category("en", number) == category


def strings(arabic: str, english: str | None = None) -> Strings:
    read = read_strings(theme(arabic, arabic if english is None else english), LANGUAGES)
    assert read.problems == ()
    return read.value


def theme(arabic: str, english: str) -> Sources:
    files = {"strings/ar.toml": arabic.encode(), "strings/en.toml": english.encode()}
    return Sources({}, files)


def test_placeholders_are_filled() -> None:
    found = strings('a = "{name}: {n} of {total}, {name}"')
    assert found.text(ENGLISH, "a", name="x", n=5, total=7) == "x: 5 of 7, x"
    assert found.text(EASTERN, "a", name="٤4", n=5, total=17) == "٤4: ٥ of ١٧, ٤4"


def test_values_are_not_filled_again() -> None:
    assert strings('a = "{x}{y}"').text(ENGLISH, "a", x="{y}", y="{x}") == "{y}{x}"


def test_braces_that_name_nothing_stay() -> None:
    assert strings('a = "{} {A} { x }"').text(ENGLISH, "a") == "{} {A} { x }"


def test_plural_forms() -> None:
    found = strings(
        '[days]\nzero = "الآن"\none = "يوم"\ntwo = "يومان"\nfew = "{n} أيام"\nother = "{n} يوماً"',
        '[days]\none = "a day"\nother = "{n} days"',
    )
    arabic = [found.text(ARABIC, "days", n=n) for n in (0, 1, 2, 3, 11, 100)]
    assert arabic == ["الآن", "يوم", "يومان", "3 أيام", "11 يوماً", "100 يوماً"]
    assert [found.text(ENGLISH, "days", n=n) for n in (0, 1, 2)] == ["0 days", "a day", "2 days"]


def test_keys_of_tables_are_joined() -> None:
    found = strings('[state]\nstale = "old"\n[state.more]\nx = "y"')
    assert found.text(ENGLISH, "state.stale") == "old"
    assert found.text(ENGLISH, "state.more.x") == "y"


def test_html_escapes_text_and_leaves_finished_html_alone() -> None:
    found = strings('a = "<b> & {x} {y}"')
    html = found.html(ENGLISH, "a", x="<i>", y=Html("<i>z</i>"))
    assert html == "&lt;b&gt; &amp; &lt;i&gt; <i>z</i>"
    assert isinstance(html, Html)
    assert found.text(ENGLISH, "a", x="<i>", y="") == "<b> & <i> "


@given(prose)
@few
def test_no_value_brings_a_tag_into_the_page(value: str) -> None:
    html = strings('a = "x {x} y"').html(ENGLISH, "a", x=value)
    assert not set("<>\"'") & set(html)


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(UnknownStringError) as caught:
        strings('menu = "x"').text(ENGLISH, "menus")
    assert str(caught.value) == (
        "there is no string `menus` in strings/en.toml; did you mean `menu`?"
    )


def test_a_missing_value_is_named() -> None:
    with pytest.raises(UnknownStringError) as caught:
        strings('a = "{name}"').text(ENGLISH, "a")
    assert str(caught.value) == "the string `a` needs a value for `name`"


def test_every_language_needs_every_key() -> None:
    problems = read_strings(theme('a = "x"\nb = "x"', 'a = "x"\nc = "x"'), LANGUAGES).problems
    assert [(problem.code, str(problem.place), problem.message) for problem in problems] == [
        ("missing-string", "templates/strings/ar.toml", "the string `c` is missing in ar"),
        ("missing-string", "templates/strings/en.toml", "the string `b` is missing in en"),
    ]


def test_files_that_are_missing_or_broken() -> None:
    lacking = Sources({}, {"strings/en.toml": b"a = "})
    codes = [problem.code for problem in read_strings(lacking, LANGUAGES).problems]
    assert codes == ["missing-file", "toml-syntax"]


def test_the_words_of_the_theme_are_complete() -> None:
    assert read_strings(SiteTest().sources, LANGUAGES).problems == ()
