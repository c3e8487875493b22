"""Word diffs: both texts can be put together again, and only what changed is marked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.translation.word_diff import Line, Run, diff_words, joined, unchanged, wrapped

TEXTS = st.lists(st.sampled_from(["a", "b", "ماء", "نهر,", "\n", "\n\n", "**c**"])).map(" ".join)


def marked(lines: Sequence[Line]) -> str:
    return "\n".join(joined(line, "[{}]".format) for line in lines)


CASES = {
    "the same": ("one two", "one two", "one two", "one two"),
    "a word changed": ("the old bridge", "the new bridge", "the [old] bridge", "the [new] bridge"),
    "words put in": ("a d", "a b c d", "a d", "a [b c] d"),
    "words taken out": ("a b c d", "a d", "a [b c] d", "a d"),
    "Arabic": ("شرب الماء كله", "شرب اللبن كله", "شرب [الماء] كله", "شرب [اللبن] كله"),
    "all changed": ("a b", "c", "[a b]", "[c]"),
    "nothing before": ("", "a b", "", "[a b]"),
    "spaces mean nothing": ("a   b", "a\tb", "a b", "a b"),
    "nor where lines break": ("a b\nc", "a\nb c", "a b\nc", "a\nb c"),
    "an item of a list": ("- a\n- b", "- a\n- c\n- d", "- a\n- [b]", "- a\n- [c]\n[- d]"),
    "a split paragraph": ("a b", "a\n\nb", "a b", "a\n\nb"),
}


@pytest.mark.parametrize("case", CASES)
def test_cases(case: str) -> None:
    old, new, before, after = CASES[case]
    first, second = diff_words(old, new)
    assert (marked(first), marked(second)) == (before, after)


@given(TEXTS, TEXTS)
def test_nothing_is_lost_and_what_is_unmarked_is_the_same(old: str, new: str) -> None:
    first, second = diff_words(old, new)
    for lines, text in ((first, old), (second, new)):
        plain = [joined(line, str) for line in lines]
        assert plain == [" ".join(line.split()) for line in text.splitlines()]

    def kept(lines: Sequence[Line]) -> list[str]:
        runs = [run for line in lines for run in line if not run.is_changed]
        return " ".join(run.text for run in runs).split()

    assert kept(first) == kept(second)


@settings(max_examples=50)
@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert diff_words(text, text) == (unchanged(text), unchanged(text))


def test_a_mark_never_runs_over_the_end_of_a_line() -> None:
    (line,) = diff_words("", "one two three")[1]
    pieces = list(wrapped(line, 8))
    assert pieces == [(Run("one two", True),), (Run("three", True),)]


@given(TEXTS, TEXTS, st.integers(1, 12))
def test_wrapping_keeps_every_word_and_its_mark(old: str, new: str, width: int) -> None:
    for line in diff_words(old, new)[1]:
        pieces = list(wrapped(line, width))
        words = [(word, run.is_changed) for run in line for word in run.text.split()]
        again = [
            (word, run.is_changed) for piece in pieces for run in piece for word in run.text.split()
        ]
        assert again == words
        for piece in pieces:
            text = joined(piece, str)
            assert len(text) <= width or " " not in text
