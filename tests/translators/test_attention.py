"""From the weights of pieces to pairs of words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.adapters.translators.attention import align, anchored, words_of_pieces


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        (["▁The", "▁coun", "try", "'", "s", "▁vote", "."], (0, 1, 1, 1, 1, 2, 2)),
        (["▁", "27", "▁", "▁people"], (-1, 0, -1, 1)),
        (["The", "▁end"], (0, 1)),
        (["▁a▁b", "c"], (1, 1)),
        ([], ()),
    ],
)
def test_the_word_of_each_piece(pieces: list[str], words: tuple[int, ...]) -> None:
    assert words_of_pieces(pieces) == words


def test_words_change_places() -> None:
    weights = [
        [0.1, 0.1, 0.7, 0.1],
        [0.1, 0.7, 0.1, 0.1],
        [0.8, 0.1, 0.0, 0.1],
        [0.0, 0.0, 0.1, 0.9],
    ]
    assert align(weights, (0, 1, 2, 3), (0, 1, 2, 3)) == ((0, 2), (1, 1), (2, 0), (3, 3))


def test_pieces_count_for_their_word() -> None:
    """Two source pieces of one word outweigh a third, and a long target word counts once."""
    weights = [[0.35, 0.25, 0.4], [0.3, 0.3, 0.4], [0.1, 0.1, 0.8]]
    assert align(weights, (0, 0, 1), (0, 0, 1)) == ((0, 0), (1, 1))


def test_what_everything_looks_at_draws_nothing_to_itself() -> None:
    """A full stop has half the weight of every row, and still is only the full stop's partner."""
    weights = [
        [0.4, 0.1, 0.5],
        [0.1, 0.35, 0.55],
        [0.05, 0.05, 0.9],
    ]
    assert align(weights, (0, 1, 2), (0, 1, 2)) == ((0, 0), (1, 1), (2, 2))


def test_two_words_for_one() -> None:
    """ "The minister" for one Arabic word: the article is grown on to its noun's pair."""
    weights = [[0.8, 0.2], [0.9, 0.1], [0.1, 0.9]]
    assert align(weights, (0, 1), (0, 1, 2)) == ((0, 0), (0, 1), (1, 2))


def test_what_the_engine_adds_belongs_to_no_word() -> None:
    """A row may end in the weight of an end mark; a lone space is nobody's."""
    weights = [[0.1, 0.9, 5.0], [0.9, 0.1, 5.0]]
    assert align(weights, (0, -1), (0, 1)) == ((0, 0), (0, 1))
    assert align([], (), ()) == ()
    assert align([[0.5]], (-1,), (0,)) == ()


@settings(max_examples=40)
@given(
    st.integers(1, 6).flatmap(
        lambda width: st.tuples(
            st.just(width),
            st.lists(
                st.lists(st.floats(0, 1), min_size=width, max_size=width), min_size=1, max_size=6
            ),
        )
    )
)
def test_pairs_are_of_words_that_there_are(
    case: tuple[int, list[list[float]]],
) -> None:
    width, weights = case
    pairs = align(weights, tuple(range(width)), tuple(range(len(weights))))
    assert pairs, "the largest weight of all is a pair"
    assert list(pairs) == sorted(set(pairs))
    assert all(0 <= one < width and 0 <= two < len(weights) for one, two in pairs)


@pytest.mark.parametrize(
    ("source", "target", "pairs", "better"),
    [
        ("قتل ٢٧ شخصا", "27 people died", ((0, 2), (1, 1), (2, 0)), ((0, 2), (1, 0))),
        ("زار NASA أمس", "He visited NASA.", ((1, 0), (2, 2)), ((1, 2),)),
        ("من 5 إلى 5", "from 5 to 5", ((1, 3), (3, 1)), ((1, 3), (3, 1))),
        ("كلمة", "word", ((0, 0),), ((0, 0),)),
    ],
)
def test_a_number_is_its_own_partner(
    source: str,
    target: str,
    pairs: tuple[tuple[int, int], ...],
    better: tuple[tuple[int, int], ...],
) -> None:
    assert anchored(pairs, source, target) == better
