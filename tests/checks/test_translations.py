"""Findings of the translation checks as problems: where they stand and how much they matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.checks.translations import across_findings, passage_findings, text_lines
from generator.model.explainer import Article, Glossary, Paired, Term
from generator.model.language import Language
from generator.model.problem import Place, Problem, Severity
from generator.translation.pairing import pair
from generator.translation.quality.findings import CHECK_NAMES
from tests.checks.test_states import CONFIG, EMPTY
from tests.translation.articles import article, key, read

AR = "قُتل 1197 شخصًا في الفيضان."
EN = "The flood killed 1,127 people."
KEY = key(AR)
STORM = Term("storm", "عاصفة", "storm", (), (), "", (), Place("glossary.yaml"))


def everything(source: Article, text: str, terms: tuple[Term, ...] = ()) -> Paired:
    translated = pair(replace(source, translation=text), read(text))
    return Paired((), (), (Glossary(terms, EMPTY), translated))


def found(source: Article, text: str, terms: tuple[Term, ...] = ()) -> list[Problem]:
    return list(passage_findings(everything(source, text, terms), CONFIG))


def places(source: Article, text: str) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in found(source, text)]


FLOOD = article(AR)


def test_a_finding_is_a_warning_at_the_word_and_says_how_to_wave_it_through() -> None:
    (problem,) = found(FLOOD, f"<!-- ar:{KEY} -->\n{EN}\n")
    assert problem == Problem(
        "number-missing",
        "the Arabic has 1197, the English does not; it has 1,127",
        Place("article.en.md", 2, 18),
        "correct the number; right as it is? write `ok:number-missing` into the marker",
        Severity.WARNING,
    )


@pytest.mark.parametrize(
    ("between", "line"),
    [
        ("", 2),
        ("\n\n", 4),
        ("<!-- ask Lina -->\n", 3),
        ("\n<!-- ask Lina\nor Omar -->\n\n", 6),
        (f"<!--\n{EN}\n-->\n", 5),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_line_is_that_of_the_text_whatever_stands_before(
    between: str, line: int, ending: str
) -> None:
    text = f"<!-- ar:{KEY} -->\n{between}{EN}\n".replace("\n", ending)
    assert places(FLOOD, text) == [("number-missing", f"article.en.md:{line}:18")]


def test_the_line_inside_a_text_with_notes_between() -> None:
    text = f"<!-- ar:{KEY} -->\nFirst line,\n<!-- is it? -->\nsecond line,\n\n<!-- a\nb -->\n{EN}\n"
    assert places(FLOOD, text)[0] == ("number-missing", "article.en.md:8:18")


def test_lines_of_a_text_that_shows_a_comment_as_code() -> None:
    text = "```\n<!-- kept -->\n```"
    assert text_lines(f"<!-- own -->\n<!-- note -->\n\n{text}\n", 1, text) == (4, 5, 6)


def test_an_accepted_check_is_silent() -> None:
    assert found(FLOOD, f"<!-- ar:{KEY} ok:number-missing -->\n{EN}\n") == []


def test_an_ok_that_names_no_check_is_an_error_with_the_nearest() -> None:
    text = f"<!-- ar:{KEY} ok:number-mising ok:length -->\nThe flood killed 1,197 people.\n"
    (problem,) = found(FLOOD, text)
    assert problem.code == "unknown-check"
    assert problem.severity is Severity.ERROR
    assert problem.place == Place("article.en.md", 1, text.index("ok:") + 1)
    assert problem.hint == "did you mean `number-missing`?"


def test_moved_words_may_be_waved_through_too() -> None:
    text = f"<!-- ar:{KEY} ok:moved-text -->\nThe flood killed 1,197 people.\n"
    assert found(FLOOD, text) == []


def test_an_unknown_ok_is_found_where_nothing_is_translated_too() -> None:
    assert [p.code for p in found(FLOOD, f"<!-- ar:{KEY} omit ok:nonsense -->\n")] == [
        "unknown-check"
    ]


def test_only_what_is_sure_is_a_warning_of_a_machine_draft() -> None:
    source = article("قُتل 1197 شخصًا يوم الثلاثاء في الفيضان.")
    text = "The flood killed 1,127 people on Thursday."
    source_key = source.blocks[0].key
    by_machine = found(source, f"<!-- ar:{source_key} mt:{key(text)} -->\n{text}\n")
    assert {p.code: p.severity for p in by_machine} == {
        "number-missing": Severity.WARNING,
        "date": Severity.ADVICE,
    }
    by_person = found(source, f"<!-- ar:{source_key} -->\n{text}\n")
    assert {p.severity for p in by_person} == {Severity.WARNING}


def test_advice_stays_advice() -> None:
    source = article("لم يحضر الوزير الجلسة.")
    text = f"<!-- ar:{source.blocks[0].key} reviewed -->\nThe minister attended the session.\n"
    assert [(p.code, p.severity) for p in found(source, text)] == [
        ("negation-lost", Severity.ADVICE)
    ]


@pytest.mark.parametrize(
    "marker",
    [f"<!-- ar:{KEY} was:deadbeef stale -->", "<!-- ar:deadbeef -->", "<!-- own -->"],
)
def test_text_that_does_not_speak_of_this_arabic_is_only_checked_in_itself(marker: str) -> None:
    assert places(FLOOD, f"{marker}\n{EN} He said  so،\n") == [
        ("arabic-punct", "article.en.md:2:43"),
        ("spacing", "article.en.md:2:39"),
    ]


@pytest.mark.parametrize(
    "text", [f"<!-- ar:{KEY} omit -->\n", f"<!-- ar:{KEY} -->\n", f"<!-- ar:{KEY} orphan -->\n{EN}"]
)
def test_what_readers_do_not_see_is_not_checked(text: str) -> None:
    assert found(FLOOD, text) == []


def test_strings_are_plain_text() -> None:
    source = article(strings=[("title", "سعر 5 * 3")])
    text = f"<!-- title ar:{key('سعر 5 * 3')} -->\nA price of 5 * 4\n"
    assert places(source, text) == [("number-missing", "article.en.md:2:16")]


def test_merged_paragraphs_are_checked_together() -> None:
    source = article("عاد 12 صيادًا.", "وغرق 34 قاربًا.")
    one, two = (block.key for block in source.blocks)
    text = f"<!-- ar:{one}+{two} -->\nTwelve fishermen returned; 43 boats sank.\n"
    assert places(source, text) == [("number-missing", "article.en.md:2:28")]


def test_labels_of_links_are_no_numbers() -> None:
    source = article("نشر [البيان][7] أمس.\n\n[7]: https://news.example/a")
    text = f"<!-- ar:{source.blocks[0].key} -->\nThe [statement][7] came out yesterday.\n"
    assert found(source, text) == []


def test_the_glossary_of_the_site_counts() -> None:
    source = article("اقتربت العاصفة من الساحل.")
    text = f"<!-- ar:{source.blocks[0].key} -->\nThe tempest drew near the coast.\n"
    (problem,) = found(source, text, (STORM,))
    assert problem.code == "glossary"


def test_a_text_marked_as_reviewed_that_still_says_the_old() -> None:
    old = AR.replace("1197", "1127")
    text = f"<!-- ar:{KEY} was:{key(old)} reviewed -->\n{EN}\n"
    assert [p.code for p in found(FLOOD, text)] == ["number-missing"]
    earlier = {key(old): old}
    problems = list(passage_findings(everything(FLOOD, text), CONFIG, earlier))
    assert [(p.code, str(p.place)) for p in problems] == [("copy-of-old", "article.en.md:2:18")]


def test_another_pair_of_languages_is_only_asked_for_known_checks() -> None:
    french = replace(CONFIG, target=Language("fr", "Français", "ltr", "latn", ()))
    text = f"<!-- ar:{KEY} ok:nonsense -->\n{EN}\n"
    assert [p.code for p in passage_findings(everything(FLOOD, text), french)] == ["unknown-check"]
    assert list(across_findings(everything(FLOOD, text), french)) == []


NAMES = article("زار الوفد الحديدة.", "أُغلق ميناء الحديدة.", "عاد الصيادون إلى الحديدة.")
FIRST, SECOND, THIRD = (block.key for block in NAMES.blocks)
SPELT = (
    f"<!-- ar:{FIRST} -->\nThey visited Hodeidah.\n<!-- ar:{SECOND} -->\nHodeidah port closed.\n"
    f"<!-- ar:{THIRD} -->\n\nThe fishermen went back to Hudaydah.\n"
)


def test_findings_across_the_site() -> None:
    (problem,) = across_findings(everything(NAMES, SPELT), CONFIG)
    assert (problem.code, str(problem.place)) == ("name-consistency", "article.en.md:7:28")
    waved = SPELT.replace(f"ar:{THIRD}", f"ar:{THIRD} ok:name-consistency")
    assert list(across_findings(everything(NAMES, waved), CONFIG)) == []


def test_headlines_in_two_styles() -> None:
    english = [
        "The ship that blocked a canal",
        "What the treaty says about water",
        "How the old bridge was saved",
        "Farmers wait for rain again",
        "River floods close coastal road",
        "Council Approves Budget After Long Night",
    ]
    arabic = [f"## عنوان رقم {letter}" for letter in "أبتثجح"]
    source = article(*arabic)
    blocks = zip(source.blocks, english, strict=True)
    text = "\n".join(f"<!-- ar:{block.key} -->\n## {line}\n" for block, line in blocks)
    (problem,) = across_findings(everything(source, text), CONFIG)
    assert (problem.code, problem.severity) == ("title-case", Severity.ADVICE)
    assert str(problem.place) == "article.en.md:17"


def test_no_finding_of_the_words_is_an_error() -> None:
    text = f"<!-- ar:{KEY} -->\n{EN} قُتل  «so»، \u200f the the “\n"
    problems = found(FLOOD, text)
    assert len(problems) >= 5
    assert {p.code for p in problems} <= CHECK_NAMES
    assert not any(p.is_error for p in problems)
