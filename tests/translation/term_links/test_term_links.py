"""Terms found in prose: the labelled sentences, what single rules promise, and properties."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.explainer import Term
from generator.translation.english_forms import plurals_of, root_of
from generator.translation.term_links import TermFinder
from tests.conftest import SHARED
from tests.text.samples import anything, moderate
from tests.translation.term_links.labelled import (
    LANGUAGES,
    PARTS,
    Score,
    Sentence,
    glossary,
    read_term,
    score,
    sentences,
)

DOCUMENT = Path(__file__).parents[3] / "docs" / "glossary.md"
SETS = [(language, part) for language in LANGUAGES for part in PARTS]


@cache
def finder(code: str) -> TermFinder:
    return TermFinder.of(glossary(), code)


@cache
def scored(language: str, part: str) -> Score:
    return score(sentences(language, part), finder(LANGUAGES[language]))


def test_the_set_is_large_and_speaks_of_its_own_terms() -> None:
    read = [each for language, part in SETS for each in sentences(language, part)]
    assert len(read) >= 240
    known = {term.id for term in glossary()}
    assert {identity for each in read for identity, _, _ in each.expected} <= known
    assert len({each.text for each in read}) == len(read)


@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall(language: str) -> None:
    scores = [scored(language, part) for part in PARTS]
    right = sum(each.right for each in scores)
    misses = "\n".join(miss for each in scores for miss in each.misses)
    assert right / (right + sum(each.wrong for each in scores)) >= 0.98, misses
    assert right / (right + sum(each.missed for each in scores)) >= 0.95, misses


@pytest.mark.parametrize(("language", "part"), SETS)
def test_the_document_says_what_is_measured(language: str, part: str) -> None:
    measured = scored(language, part)
    row = (
        f"| {language.capitalize()}, {part.replace('_', ' ')} | {len(sentences(language, part))} "
        f"| {measured.right + measured.missed} "
        f"| {measured.precision:.3f} | {measured.recall:.3f} |"
    )
    assert row in DOCUMENT.read_text("utf-8").splitlines()


ARABIC = [
    # a common noun, however it is used
    ("سد | dam", "[سدًا] ثم [السد] [وبسدها]"),
    ("دولة | state", "[دولتان] [ودولتي] المصب"),
    ("قناة | canal", "[قنوات] [والقنوات] [وقناتان]"),
    ("اتفاق تجاري | trade deal", "[الاتفاقات التجارية] وتجارية"),
    ("مهندس | engineer", "[مهندسو] الشركة [ومهندسون] [بالمهندسين]"),
    # whole words
    ("عدو | enemy", "عدوان وعدوانهم"),
    ("شعب | people", "شعبان ثم [شعب]"),
    ("طاقة | energy", "بطاقة وبطاقتان وبطاقتي ثم [بالطاقة]"),
    # a name
    ("قطر | Qatar", "[قطر] [وقطر] والقطر وقطرها وقطران"),
    # letters
    ("إعلام | media", "[الاعلام] ثم أعلام"),
    ("كتابة | writing", "[الكتابه] ثم كتابه"),
    ("مسؤول | official", "[مسوول] ثم [المسؤول]"),
    ("كُتّاب | writers", "[كتاب] [وكُتّاب] ثم كِتاب"),
    ("وباء 2020 = وباء ٢٠٢٠ | the epidemic", "[وباء 2020] [وبوباء ٢٠٢٠]"),
    # between words
    ("بنك مركزي | central bank", "[بنك\u00a0مركزي] [بنك\nمركزي] بنك\n\nمركزي، بنك، مركزي."),
    ("بنك مركزي | central bank", "[بنك-مركزي] [بنك \u2067مركزي] بنك - مركزي"),
    ("بنك مركزي | central bank", "[«بنك» مركزي] [بنك (مركزي)] ([بنك مركزي])"),
    ("أ.ف.ب = فرانس برس | AFP", "نقلت [أ.ف.ب] عن [فرانس برس]"),
    # never
    ("ذهب | gold | ذهب إلى", "[ذهب] وذهب إلى [وذهب]"),
    ("قاعدة | base | القاعدة", "[قاعدة] والقاعدة"),
    ("قاعدة | base | قاعدة بيانات", "[القاعدة] وقاعدة البيانات وقاعدة بياناتها"),
    ("عُمان | Oman | عمّان", "[عمان] وعمّان وعَمّان [وعُمان]"),
    # Latin letters
    ("حمض = DNA | acid", "[DNA] [والـDNA] وdna"),
]  # fmt: skip
ENGLISH = [
    ("س | the Gulf", "the [Gulf] and The [Gulf]’s gulf"),
    ("س | city", "[cities], a [city], the [city]’s and the [cities]’"),
    ("س | crisis", "[crises] and a [crisis]"),
    ("س | fossil fuels", "a [fossil fuel] and fossils fuel"),
    ("س | head of state", "[heads of state], head of states"),
    ("س | wife", "two [wives]"),
    ("س | referendum", "[referenda], [referendums]"),
    ("س | child soldier", "[child soldiers] and children soldier"),
    # capitals
    ("س | may", "[May] was, [may], in May"),
    ("س | WHO", "Who? [WHO] and who."),
    ("س | US", "Us, us, the [US] and the [U.S.] army, in the [U.S.], [US]’s"),
    ("س | IT", "It is an [IT] unit, isn’t it?"),
    ("س | NGO", "[NGOs], [NGO]’s"),
    ("س | prime minister", "The [Prime Minister]. [Prime minister] no more; a Prime minister"),
    ("س | Bab al-Hawa crossing", "the [Bab al-Hawa Crossing], the bab al-hawa crossing"),
    ("س | inflation", "He said: “[Inflation] is here.” ([Inflation]!) Dr. Inflation"),
    # the other half of another word
    ("س | election", "by-election, re-election, pre-[election], [election]-year"),
    ("س | ship", "shipment, [ships], [ship]’s, warship"),
    # verbs
    ("س | veto", "to [veto]; they veto it; will veto; to veto the law; a [veto]"),
    # between words
    ("س | trade deal", "[trade-deal], [trade\ndeal], trade. Deal, trade, deal;"),
    ("س | trade deal", "[“trade” deal] ([trade deal])"),
    ("س | Côte = Åland & Co", "[Cote] and [Aland and Co]"),
    ("س | C\u00f4te", "[Co\u0302te]"),
    ("س | Washington, D.C.", "in [Washington, D.C.] and in Washington"),
    # never
    ("س | bond | chemical bond", "a [bond], chemical bonds, a chemical bond"),
    ("س | sanctions | sanction", "[sanctions], sanction"),
    ("س | march | March", "the [march]. March came."),
]  # fmt: skip


def marked(code: str, text: str, *terms: Term) -> str:
    """The text with its terms in brackets."""
    for mention in reversed(TermFinder.of(terms, code).find(text)):
        found = f"[{text[mention.start : mention.end]}]"
        text = f"{text[: mention.start]}{found}{text[mention.end :]}"
    return text


@pytest.mark.parametrize(("term", "expected"), ARABIC)
def test_arabic(term: str, expected: str) -> None:
    text = re.sub(r"[\[\]]", "", expected)
    assert marked("ar", text, read_term(f"x | {term}")) == expected


@pytest.mark.parametrize(("term", "expected"), ENGLISH)
def test_english(term: str, expected: str) -> None:
    text = re.sub(r"[\[\]]", "", expected)
    assert marked("en", text, read_term(f"x | {term}")) == expected


def test_a_hidden_term_leaves_its_words_to_others() -> None:
    law = read_term("law | قانون | law | قانون الجاذبية")
    gravity = read_term("gravity | جاذبية | gravity")
    assert marked("ar", "قانون الجاذبية ثم القانون", law, gravity) == (
        "قانون [الجاذبية] ثم [القانون]"
    )


def test_what_is_written_like_the_glossary_goes_before_what_is_read_into_it() -> None:
    book, writing = read_term("b | كتاب | book"), read_term("w | كتابة | writing")
    (first, second) = TermFinder.of([book, writing], "ar").find("كتابه ثم كتابة")
    assert (first.term, second.term) == (book, writing)
    (upper, lower) = TermFinder.of(
        [read_term("t | س | turkey"), read_term("n | ص | Turkey")], "en"
    ).find("Turkey and a turkey")
    assert (upper.term.id, lower.term.id) == ("n", "t")


def test_nothing_is_found_where_two_terms_are_written_alike() -> None:
    oman, amman = read_term("o | عُمان | Oman"), read_term("a | عَمّان | Amman")
    assert marked("ar", "عمان ثم عُمان ثم عمّان", oman, amman) == "عمان ثم [عُمان] ثم [عمّان]"


def borders(text: str, start: int, end: int) -> bool:
    """Whether no letter stands directly before or behind."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not before.isalpha() and not behind.isalpha()


labelled = st.lists(
    st.sampled_from([each for language, part in SETS for each in sentences(language, part)]),
    min_size=1,
    max_size=5,
)
pieces = st.lists(
    st.sampled_from(
        [form for term in glossary() for form in (term.term, term.english, *term.never)]
    )
    | st.text(" \n.,،«»“”()-'’وبالفكلهاتin\u0651\u200f\u2067AZ1٢", max_size=6),
    max_size=8,
).map("".join)


def test_what_begins_the_next_sentence_makes_no_verb() -> None:
    found = finder("en").find("It was due to drought. The wells ran dry.")
    assert [mention.term.id for mention in found] == ["drought"]


def test_a_letter_of_another_script_joined_to_a_form_makes_another_word() -> None:
    assert finder("ar").find("كوفيد19A") == ()
    assert len(finder("ar").find("كوفيد-19.")) == 1


@moderate
@given(anything | pieces, st.sampled_from(["ar", "en"]))
def test_mentions_are_whole_words_in_order(text: str, code: str) -> None:
    end = 0
    for mention in finder(code).find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert borders(text, mention.start, mention.end)
        end = mention.end


@moderate
@given(labelled, st.sampled_from(["ar", "en"]))
def test_sentences_joined_have_the_mentions_of_each(read: list[Sentence], code: str) -> None:
    together, expected = "", []
    for each in read:
        expected += [
            (mention.term, mention.start + len(together), mention.end + len(together))
            for mention in finder(code).find(each.text)
        ]
        together += f"{each.text} "
    found = [(each.term, each.start, each.end) for each in finder(code).find(together)]
    assert found == expected


@moderate
@given(st.text("abefilmnrsuvy", min_size=2, max_size=9))
def test_a_word_is_looked_up_by_what_its_plural_has_too(word: str) -> None:
    assert {root_of(plural) for plural in plurals_of(word)} == {root_of(word)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared data")
@pytest.mark.parametrize("code", ["ar", "en"])
def test_any_text_can_be_read(code: str) -> None:
    texts = json.loads((SHARED / "suites" / "naughty-strings.json").read_text("utf-8"))
    for text in texts:
        assert all(borders(text, each.start, each.end) for each in finder(code).find(text))
        assert TermFinder.of([read_term(f"x | {text} | {text}")], code) is not None
