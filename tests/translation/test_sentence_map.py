"""Which sentence became which: maps carried over edits, and found by length."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.translation.sentence_map import SentencePair, align, carry
from generator.translation.sentences import split_sentences
from tests.text.samples import moderate

DRAFT = (
    "The ministry of health opened three new hospitals in the north.",
    "Engineers repaired the old bridge over the river last winter.",
    "Farmers say that rain came too late for the wheat.",
    "The museum will show coins from the eighth century.",
)

Links = list[tuple[tuple[int, ...], tuple[int, ...]]]


def links(pairs: Sequence[SentencePair]) -> Links:
    return [(pair.source, pair.target) for pair in pairs]


def carried(*edited: str) -> Links:
    return links(carry([("…", each) for each in DRAFT], split_sentences(" ".join(edited))))


def one_to_one(count: int) -> Links:
    return [((index,), (index,)) for index in range(count)]


def test_an_unedited_draft_keeps_its_map() -> None:
    assert carried(*DRAFT) == one_to_one(4)


def test_words_replaced() -> None:
    edited = "Builders mended the old bridge across the river last winter."
    assert carried(DRAFT[0], edited, *DRAFT[2:]) == one_to_one(4)


def test_two_sentences_joined() -> None:
    joined = (
        "The ministry of health opened three new hospitals in the north, "
        "and engineers repaired the old bridge over the river last winter."
    )
    assert carried(joined, *DRAFT[2:]) == [((0, 1), (0,)), ((2,), (1,)), ((3,), (2,))]


def test_a_sentence_cut_in_two() -> None:
    cut = ("Engineers repaired the old bridge.", "It stands over the river, they said last winter.")
    expected = [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3,), (4,))]
    assert carried(DRAFT[0], *cut, *DRAFT[2:]) == expected


def test_a_sentence_deleted() -> None:
    expected = [((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,))]
    assert carried(DRAFT[0], *DRAFT[2:]) == expected


def test_a_sentence_added() -> None:
    added = "Nobody has explained why this took so many years."
    expected = [((0,), (0,)), ((), (1,)), ((1,), (2,)), ((2,), (3,)), ((3,), (4,))]
    assert carried(DRAFT[0], added, *DRAFT[1:]) == expected


def test_a_sentence_moved() -> None:
    expected = [((0,), (3,)), ((1,), (0,)), ((2,), (1,)), ((3,), (2,))]
    assert carried(*DRAFT[1:], DRAFT[0]) == expected


def test_a_sentence_written_anew_stays_in_its_place() -> None:
    anew = "Traffic crosses again after years of waiting."
    pairs = carry(
        [("…", each) for each in DRAFT], split_sentences(" ".join([DRAFT[0], anew, *DRAFT[2:]]))
    )
    assert links(pairs) == one_to_one(4)
    assert pairs[1].confidence < 0.5 < pairs[0].confidence


def test_a_paragraph_written_anew_is_one_unit() -> None:
    edited = "Nothing of this is true. We asked around for weeks. Everybody shrugged."
    assert carried(edited) == [((0, 1, 2, 3), (0, 1, 2))]


def test_an_emptied_paragraph_has_no_counterparts() -> None:
    assert carried("") == [((index,), ()) for index in range(4)]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ([], [], []),
        ([100], [110], [((0,), (0,))]),
        ([100, 30, 60], [105, 35, 66], one_to_one(3)),
        ([100, 30, 60], [140, 62], [((0, 1), (0,)), ((2,), (1,))]),
        ([200, 40], [90, 118, 44], [((0,), (0, 1)), ((1,), (2,))]),
        ([80, 200, 40], [85, 43], [((0,), (0,)), ((1,), ()), ((2,), (1,))]),
        # Nothing tells which of three alike was left out.
        ([100, 100, 100], [107, 107], [((0, 1, 2), (0, 1))]),
    ],
)
def test_alignment_by_length(source: list[int], target: list[int], expected: Links) -> None:
    assert (
        links(align(["م" * each for each in source], ["m" * each for each in target])) == expected
    )


_WORDS = st.sampled_from(["water", "river", "the", "of", "bridge", "12", "wheat", "rain"])
_SENTENCE = st.lists(_WORDS, min_size=1, max_size=8).map(lambda words: " ".join(words) + ".")
_SENTENCES = st.lists(_SENTENCE | st.sampled_from(["…", "No!", "Why?"]), max_size=6)


def _covers(pairs: Sequence[SentencePair], source: int, target: int) -> bool:
    """Whether every sentence is in one pair, those of the original in order."""
    return (
        [each for pair in pairs for each in pair.source] == list(range(source))
        and sorted(each for pair in pairs for each in pair.target) == list(range(target))
        and all(0 <= pair.confidence <= 1 for pair in pairs)
    )


@given(_SENTENCES, _SENTENCES)
@moderate
def test_every_sentence_is_carried_once(drafted: list[str], edited: list[str]) -> None:
    text = " ".join(edited)
    pairs = carry([("م", each) for each in drafted], split_sentences(text))
    assert _covers(pairs, len(drafted), len(split_sentences(text)))


@given(_SENTENCES)
@moderate
def test_an_untouched_draft_is_carried_one_to_one(drafted: list[str]) -> None:
    cut = split_sentences(" ".join(drafted))
    pairs = carry([("م", each) for each in cut], split_sentences(" ".join(drafted)))
    assert links(pairs) == one_to_one(len(cut))


@given(_SENTENCES, _SENTENCES)
@moderate
def test_every_sentence_is_aligned_once_and_in_order(source: list[str], target: list[str]) -> None:
    pairs = align(source, target)
    assert _covers(pairs, len(source), len(target))
    ordered = [each for pair in pairs for each in pair.target]
    assert ordered == sorted(ordered)


Unit = tuple[set[int], str]
"""An English sentence and the numbers of the news sentences it tells."""


def _paragraphs(shared: Path, random: Random) -> Iterator[list[tuple[str, str]]]:
    """Three to six (Arabic, English) sentences that follow each other in one piece of news."""
    with (shared / "translation" / "ntrex-dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    start = 0
    while start < len(rows):
        end = start + random.randint(3, 6)
        found = [row for row in rows[start:end] if row["doc"] == rows[start]["doc"]]
        pairs = [(row["ar"], row["en"]) for row in found]
        if all(len(split_sentences(each)) == 1 for pair in pairs for each in pair):
            yield pairs
        start += len(found)


def _share(hits: int, whole: int) -> float:
    return hits / max(1, whole)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("left_out", "precision", "recall"), [(0.0, 0.99, 0.95), (0.1, 0.95, 0.85)]
)
def test_alignment_of_real_news(
    shared: Path, left_out: float, precision: float, recall: float
) -> None:
    """One-to-one pairs that are right, and right ones found; a share of English left out."""
    random = Random(1)
    right = given_pairs = wanted = 0
    for paragraph in _paragraphs(shared, random):
        kept = [index for index in range(len(paragraph)) if random.random() >= left_out]
        pairs = align([arabic for arabic, _ in paragraph], [paragraph[each][1] for each in kept])
        found = {
            (pair.source[0], kept[pair.target[0]])
            for pair in pairs
            if len(pair.source) == len(pair.target) == 1
        }
        right += sum(source == target for source, target in found)
        given_pairs += len(found)
        wanted += len(kept)
    assert wanted > 300
    assert _share(right, given_pairs) >= precision
    assert _share(right, wanted) >= recall


def _edited(units: list[Unit], how: str, random: Random) -> list[Unit]:
    """One edit of the kind named, somewhere in the paragraph."""
    place = random.randrange(len(units) - 1)
    (first, text), (second, other) = units[place : place + 2]
    words = text.split()
    if how == "joined":
        joined = re.sub(r"[.!?]+\W*$", ", and ", text) + other[0].lower() + other[1:]
        return [*units[:place], (first | second, joined), *units[place + 2 :]]
    if how == "cut" and len(words) > 8:
        halves = (" ".join(words[:4]).strip(",;:") + ".", "They " + " ".join(words[4:]))
        return [*units[:place], (first, halves[0]), (first, halves[1]), *units[place + 1 :]]
    if how == "deleted":
        return units[:place] + units[place + 1 :]
    if how == "swapped":
        return [*units[:place], units[place + 1], units[place], *units[place + 2 :]]
    return units


def _reworded(text: str, share: float, random: Random) -> str:
    """A share of the words inside the sentence replaced."""
    first, *inner, last = text.split()
    new = (f"word{random.randint(1, 500)}" if random.random() < share else each for each in inner)
    return " ".join([first, *new, last])


@pytest.mark.slow
@pytest.mark.parametrize("how", ["reworded", "joined", "cut", "deleted", "swapped"])
@pytest.mark.parametrize("share", [0.0, 0.3])
def test_maps_carried_over_edits_of_real_news(shared: Path, how: str, share: float) -> None:
    random = Random(2)
    right = found_pairs = wanted = 0
    for paragraph in _paragraphs(shared, random):
        whole = [english for _, english in paragraph if re.search(r"[.!?]$", english)]
        if len(whole) < 2:
            continue
        units = [({i}, _reworded(text, share, random)) for i, text in enumerate(whole)]
        units = _edited(units, how, random)
        text = " ".join(each for _, each in units)
        if list(split_sentences(text)) != [each for _, each in units]:
            continue
        expected = {(i, j) for j, (sources, _) in enumerate(units) for i in sources}
        pairs = carry([("", each) for each in whole], split_sentences(text))
        found = {(i, j) for pair in pairs for i in pair.source for j in pair.target}
        right += len(found & expected)
        found_pairs += len(found)
        wanted += len(expected)
    assert wanted > 150
    assert _share(right, found_pairs) >= 0.98
    assert _share(right, wanted) >= 0.97
