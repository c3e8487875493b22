"""Sentences of a passage that may be pointed at together."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from generator.translation.sentence_marks import Marks, mark_sentences
from generator.translation.sentences import sentence_places, split_sentences
from tests.text.samples import moderate, prose

ARABIC = (
    "فُتحت قناة الري القديمة في الصباح.",
    "ووصل الماء إلى الحقول البعيدة عند الظهر، بعد أسابيع طويلة من الجفاف.",
    "وفرح الناس.",
)
ENGLISH = (
    "The old irrigation canal was opened in the morning.",
    "At noon the water reached the distant fields, after long weeks of drought.",
    "People were glad.",
)


def said(runs: Sequence[str], marks: Marks) -> list[tuple[int, str]]:
    """Number and words of each mark."""
    return [
        (mark.number, text[mark.start : mark.end])
        for text, here in zip(runs, marks, strict=True)
        for mark in here
    ]


def pairs(
    source: Sequence[str], target: Sequence[str], draft: Sequence[tuple[str, str]] = ()
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    marks = mark_sentences(source, target, draft)
    return said(source, marks[0]), said(target, marks[1])


def test_lengths_tell_where_there_was_no_draft() -> None:
    arabic, english = pairs([" ".join(ARABIC)], [" ".join(ENGLISH)])
    assert arabic == [*enumerate(ARABIC, 1)]
    assert english == [*enumerate(ENGLISH, 1)]


def test_the_map_of_the_draft_is_carried_through_an_edit() -> None:
    """The editor has put the last sentence first: no length would tell."""
    draft = [*zip(ARABIC, ENGLISH, strict=True)]
    edited = ["People were very glad.", ENGLISH[0], ENGLISH[1]]
    arabic, english = pairs([" ".join(ARABIC)], [" ".join(edited)], draft)
    number = {words: number for number, words in arabic}
    assert english == [
        (number[ARABIC[2]], edited[0]),
        (number[ARABIC[0]], edited[1]),
        (number[ARABIC[1]], edited[2]),
    ]


def test_a_draft_of_another_original_is_of_no_use() -> None:
    draft = [("نص آخر.", ENGLISH[0]), ("ونص ثالث.", ENGLISH[1])]
    assert pairs([" ".join(ARABIC)], [" ".join(ENGLISH)], draft) == pairs(
        [" ".join(ARABIC)], [" ".join(ENGLISH)]
    )


def test_items_of_a_list_go_together_by_their_places() -> None:
    arabic, english = pairs(["ماء", "خبز وملح", "زيت"], ["Water", "Bread and salt", "Oil"])
    assert arabic == [(1, "ماء"), (2, "خبز وملح"), (3, "زيت")]
    assert english == [(1, "Water"), (2, "Bread and salt"), (3, "Oil")]


def test_a_passage_that_one_side_cuts_into_two_paragraphs() -> None:
    arabic, english = pairs([" ".join(ARABIC)], [" ".join(ENGLISH[:2]), ENGLISH[2]])
    assert [number for number, _ in arabic] == [number for number, _ in english]
    assert english[-1][1] == ENGLISH[2]


def test_what_is_not_sure_is_one_pair() -> None:
    short = "نعم."
    arabic, english = pairs([f"{short} {ARABIC[1]}"], [f"{ENGLISH[1]} {ENGLISH[0]} Yes."])
    assert {number for number, _ in (*arabic, *english)} == {1}


def test_nothing_beside_nothing() -> None:
    assert mark_sentences(["ماء."], [""]) == (((),), ((),))
    assert mark_sentences([], []) == ((), ())


def test_a_very_long_passage_of_uneven_runs_is_left_alone() -> None:
    arabic = " ".join(f"جملة رقم {number}." for number in range(100))
    assert mark_sentences([arabic], ["One.", "Two."]) == (((),), ((), ()))


@given(prose)
@moderate
def test_places_of_sentences_are_those_of_the_text(text: str) -> None:
    found = [" ".join(text[start:end].split()) for start, end in sentence_places(text)]
    assert found == list(split_sentences(text))


@given(st.lists(prose, max_size=4), st.lists(prose, max_size=4))
@moderate
def test_marks_are_in_order_within_the_text_and_have_a_counterpart(
    source: list[str], target: list[str]
) -> None:
    sides = mark_sentences(source, target)
    numbers = []
    for runs, marks in zip((source, target), sides, strict=True):
        assert len(marks) == len(runs)
        numbers.append({mark.number for run in marks for mark in run})
        for text, run in zip(runs, marks, strict=True):
            ends = [0, *(mark.end for mark in run)]
            starts = [mark.start for mark in run]
            assert all(end <= start for end, start in zip(ends, starts, strict=False))
            assert all(text[mark.start : mark.end].strip() for mark in run)
            assert all(mark.end <= len(text) for mark in run)
    assert numbers[0] == numbers[1]
