"""What only shows across a site: names in two spellings, one English for two texts, headlines."""

from __future__ import annotations

import pytest

from generator.model.segment import State
from generator.translation.quality.headlines import headline_findings, headline_style
from generator.translation.quality.names import NameFinder, may_spell
from generator.translation.quality.pair import Pair
from generator.translation.quality.site import copied_english, name_findings, site_findings
from tests.translation.quality.case_files import passage


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("الحديدة", "Hodeidah"),
        ("الحديدة", "Al-Hudaydah"),
        ("الحديدة", "al-Hodeida's"),
        ("محمد", "Mohammed"),
        ("محمد", "Muhammad"),
        ("خالد", "Khaled"),
        ("خالد", "Khalid"),
        ("القذافي", "Gaddafi"),
        ("القذافي", "Qadhafi"),
        ("شيماء", "Shaima'"),
        ("بوتين", "Putin"),
        ("لندن", "London"),
        ("فيليب", "Philip"),
        ("صنعاء", "Sana'a"),
    ],
)
def test_spellings_of_a_name(arabic: str, latin: str) -> None:
    bare = arabic.removeprefix("ال")
    assert may_spell(latin, bare)
    found = list(NameFinder().find(Pair(passage(f"عاد {arabic} أمس", "")).arabic, f"Yes: {latin}."))
    assert [name.arabic for name in found] == [Pair(passage(bare, "")).arabic]


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [("محمد", "Mahathir"), ("محمود", "Mohammed"), ("خالد", "Walid"), ("دمشق", "Damascus")],
)
def test_other_words_are_no_spelling(arabic: str, latin: str) -> None:
    assert not may_spell(latin, arabic)


ONE = passage("زار الوفد الحديدة أمس", "The delegation visited Hodeidah yesterday.")
TWO = passage("أُغلق ميناء الحديدة", "The port of Hodeidah was closed.")
ODD = passage("عاد الصيادون إلى الحديدة", "The fishermen went back to Hudaydah.")


def test_a_name_in_two_spellings() -> None:
    found = list(name_findings([ODD, ONE, TWO]))
    assert [(index, each.check, each.line, each.column) for index, each in found] == [
        (0, "name-consistency", 0, 28)
    ]
    assert found[0][1].message == "“Hudaydah” is “Hodeidah” elsewhere, for the same Arabic name"


def test_what_people_wrote_counts_before_what_a_machine_wrote() -> None:
    machine = [
        passage(each.source, each.target, state=State.MACHINE) for each in (ONE, TWO, TWO, ONE)
    ]
    assert [index for index, _ in name_findings([*machine, ODD])] == [0, 1, 2, 3]


def test_case_possessive_article_and_accents_do_not_count() -> None:
    others = [
        passage("ميناء الحديدة", "Al-Hodeidah’s port"),
        passage("ميناء الحديدة", "The port of HODEIDAH"),
        passage("ميناء الحديدة", "The port of Hodéidah"),
    ]
    assert list(name_findings([ONE, *others])) == []


def test_people_who_share_a_name_may_spell_it_in_their_ways() -> None:
    first = passage("عاد محمد مرسي", "Mohamed Morsi came back.")
    second = passage("عاد محمد سلمان", "Muhammad Salman came back.")
    assert list(name_findings([first, second])) == []


def test_texts_behind_the_arabic_do_not_vote() -> None:
    stale = passage(ODD.source, ODD.target, state=State.STALE)
    assert list(name_findings([ONE, TWO, stale])) == []


def test_one_english_for_two_texts() -> None:
    text = "The council approved the new budget."
    passages = [
        passage("أقر المجلس الموازنة الجديدة", text),
        passage("افتتح الوزير الجسر بعد ترميمه", text),
        passage("أقرّ المجلس الموازنة الجديدة.", text),
    ]
    found = list(copied_english(passages))
    assert [(index, each.check) for index, each in found] == [(1, "confusable-source")]
    assert "«أقر المجلس الموازنة الجديدة…»" in found[0][1].message


def test_short_texts_may_be_the_same() -> None:
    passages = [
        passage("خلفية", "In the background"),
        passage("ماذا وراء ذلك", "In the background"),
    ]
    assert list(site_findings(passages)) == []


SENTENCE = [
    "Council approves budget after long night",
    "River floods close the coastal road",
    "How the old bridge was saved",
    "What the treaty says about water",
    "Farmers wait for rain in the north",
]


def test_a_headline_in_the_other_style() -> None:
    odd = "Farmers Wait for Rain in the North"
    assert [index for index, _ in headline_findings([*SENTENCE, odd])] == [5]
    title = [each.title() for each in SENTENCE]
    assert [index for index, _ in headline_findings([SENTENCE[0], *title])] == [0]


def test_no_style_without_a_majority_or_enough_headlines() -> None:
    title = [each.title() for each in SENTENCE]
    assert list(headline_findings([*SENTENCE, *title])) == []
    assert list(headline_findings([*SENTENCE[:3], title[3]])) == []


@pytest.mark.parametrize(
    ("headline", "style"),
    [
        ("Who was Ibn Battuta?", ""),
        ("NATO and UNESCO sign a pact", ""),
        ("Egypt, Sudan and Ethiopia resume talks over dam", "sentence"),
        ("What Happened in the Suez Canal", "title"),
        ("", ""),
    ],
)
def test_the_style_of_a_headline(headline: str, style: str) -> None:
    assert headline_style(headline) == style
