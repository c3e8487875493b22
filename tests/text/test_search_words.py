"""Tokens of the search: one for a word's many forms, and never one for two words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text.search_table import client_table, families, table, words_of
from generator.text.search_words import (
    STOP_WORDS,
    isolated_text,
    normalise_text,
    normalise_word,
)
from tests.text.samples import anything

CASES = Path(__file__).with_name("search_words.txt")
ARABIC = st.text(alphabet=[chr(code) for code in (*range(0x621, 0x63B), *range(0x641, 0x64B))])
SEPARATED = st.text(alphabet="وبلكالسيتنهمةءآأؤئabAB'’-_.,،«»0٢ـًّ \u200f")


def cases() -> Iterator[tuple[int, list[list[str]]]]:
    """Number of each line, and its groups of words that are one."""
    for number, line in enumerate(CASES.read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, [[word.strip() for word in group.split("=")] for group in line.split("|")]


@pytest.mark.parametrize(("number", "groups"), list(cases()))
def test_cases(number: int, groups: list[list[str]]) -> None:
    found = [{normalise_word(word) for word in group} for group in groups]
    shown = {word: normalise_word(word) for group in groups for word in group}
    assert [len(each) for each in found] == [1] * len(groups), f"line {number}: {shown}"
    assert len(set.union(*found)) == len(groups), f"line {number}: {shown}"


@given(anything | ARABIC | SEPARATED)
@example("ـ")
@example("'s")
@example("\u0640-\u200f")
def test_a_token_for_each_word_and_its_own_token(text: str) -> None:
    words = normalise_text(text).split(" ") if normalise_text(text) else []
    made = [normalise_word(word) for word in words]
    for token in made:
        assert token and not any(sign.isspace() for sign in token)
        assert normalise_word(token) == token


@given(anything | SEPARATED)
def test_the_normal_text_is_its_own(text: str) -> None:
    assert normalise_text(normalise_text(text)) == normalise_text(text)


@given(anything | SEPARATED | st.text(alphabet="ab \u2066\u2067\u2069\u200fé\u0301"))
def test_isolates_to_be_shown_change_no_word(text: str) -> None:
    assert normalise_text(isolated_text(text)) == normalise_text(text)


def test_isolates_stay_where_they_were() -> None:
    text = " نما\u200f  بنسبة \u206644%\u2069 عام\u00ad "
    assert isolated_text(text) == "نما بنسبة \u206644%\u2069 عام"
    assert normalise_text(text) == "نما بنسبة 44% عام"


@given(ARABIC, st.sampled_from(["", "\u064e", "\u0640", "\u0651\u064b"]))
def test_vowel_signs_change_nothing(word: str, mark: str) -> None:
    marked = "".join(letter + mark for letter in word)
    if word:
        assert normalise_word(marked) == normalise_word(word)


def test_no_word_stands_in_two_lines() -> None:
    """The client's table is sorted: where a word is must not matter."""
    listed = words_of("whole") + [word for words, more in families() for word in words + more]
    assert [word for word, count in Counter(listed).items() if count > 1] == []
    heads = words_of("heads")
    assert len(heads) == len(set(heads))


def test_the_first_word_of_a_family_gives_the_token_of_all() -> None:
    stop_words = set(words_of("stop_words"))
    for words, more in families():
        for word in [*words, *more]:
            if word not in stop_words:
                assert normalise_word(word) == normalise_word(words[0]), word


def test_stop_words_are_tokens_and_stay_small() -> None:
    assert {normalise_word("في"), normalise_word("the")} <= STOP_WORDS
    assert normalise_word("دولة") not in STOP_WORDS


def test_no_listed_word_is_taken_for_a_stop_word() -> None:
    """As فئة would be for فيه, were its token its own plain letters."""
    listed = [*words_of("whole"), *(words[0] for words, _ in families())]
    assert [word for word in listed if normalise_word(word) in STOP_WORDS] == []


def test_the_clients_table_has_every_list() -> None:
    made = client_table()
    assert set(made) == {"version", *table()}
    assert sorted(str(made["whole"]).split()) == sorted(table()["whole"].split())
    assert "\\u{1f000}" in str(made["separators"])
