"""Titles to lines: nothing lost, nothing too wide, lines of like length."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.bidi import isolate_plain
from generator.text.line_breaks import (
    ELLIPSIS,
    Box,
    break_lines,
    carry_isolates,
    set_title,
)
from tests.text.samples import ARABIC, ENGLISH, words

BOX = Box(width=400, height=200, sizes=(60, 40, 20), leading=1.25)


def measure(text: str, size: int) -> float:
    """Every letter is half as wide as it is high; isolates have no width."""
    return sum(letter not in "\u2066\u2067\u2068\u2069" for letter in text) * size / 2


def set_in(text: str, box: Box = BOX) -> tuple[int, tuple[str, ...]]:
    title = set_title(text, box, measure)
    return title.size, title.lines


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [
        ("Water", 60, ("Water",)),
        ("How water flows", 60, ("How water", "flows")),
        ("one two three four five", 60, ("one two three", "four five")),
        # No word alone on the last line where two lines can share.
        ("aaaa bbbb cccc dddd ee", 60, ("aaaa bbbb", "cccc dddd ee")),
        # Not «a» at the end of a line, and rather a break where the sentence rests.
        ("Grain on the sea: a year of war", 40, ("Grain on the sea:", "a year of war")),
        ("زيادة الأسعار في المدينة", 60, ("زيادة الأسعار", "في المدينة")),
        ("", 60, ()),
    ],
)
def test_titles(text: str, size: int, lines: tuple[str, ...]) -> None:
    assert set_in(text) == (size, lines)


def test_a_number_stays_with_what_it_counts() -> None:
    widths = [4.0, 1.0, 2.0, 9.0]
    # Balance alone would have it at the end of the first line.
    assert break_lines(widths, 1, 12, [0, 0, 0, 0]) == ((0, 3), (3, 4))
    assert break_lines(widths, 1, 12, [0, 0, 0.5, 0]) == ((0, 2), (2, 4))
    text = "aaaa bbbb 2 cccccccccc"
    assert set_in(text, Box(320, 100, (40,), 1.25))[1] == ("aaaa bbbb", "2 cccccccccc")


def test_what_does_not_fit_is_cut_between_words() -> None:
    text = " ".join(["lengthy,"] * 60)
    size, lines = set_in(text)
    assert size == BOX.sizes[-1]
    assert len(lines) == BOX.lines_at(size)
    assert lines[-1].endswith("lengthy" + ELLIPSIS)


def test_an_address_wider_than_the_card_is_cut_within() -> None:
    size, (line,) = set_in("https://" + "x" * 100)
    assert line.endswith("x" + ELLIPSIS)
    assert measure(line, size) <= BOX.width


@pytest.mark.parametrize("piece", ["a ", "a", "\u2066a\u2069 "])
def test_an_endless_title_is_cut_like_a_long_one(piece: str) -> None:
    assert set_in(piece * 200_000) == set_in(piece * 500)


def test_isolates_go_on_on_the_next_line() -> None:
    lines = carry_isolates(["قال \u2066New York", "Times\u2069 أمس", "ثم"])
    assert lines == ("قال \u2066New York\u2069", "\u2066Times\u2069 أمس", "ثم")


widths_of_words = st.lists(st.floats(1, 300), min_size=1, max_size=14)


@given(widths_of_words, st.floats(50, 400))
def test_lines_hold_every_word_once_and_are_as_few_as_can_be(
    widths: list[float], limit: float
) -> None:
    lines = break_lines(widths, 10, limit, [0.0] * len(widths))
    assert list(itertools.chain(*(range(*line) for line in lines))) == list(range(len(widths)))
    for start, end in lines:
        assert end - start == 1 or width_of(widths[start:end]) <= limit
    assert len(lines) == greedy(widths, limit)


@given(st.lists(st.floats(1, 90), min_size=1, max_size=9), st.floats(100, 300))
def test_no_other_way_is_better_balanced(widths: list[float], limit: float) -> None:
    lines = break_lines(widths, 10, limit, [0.0] * len(widths))
    number = len(widths)
    best = min(
        unevenness(widths, limit, [0, *cuts, number])
        for cuts in itertools.combinations(range(1, number), len(lines) - 1)
    )
    chosen = [start for start, _ in lines] + [number]
    assert unevenness(widths, limit, chosen) == pytest.approx(best)


def width_of(widths: list[float]) -> float:
    return sum(widths) + 10 * (len(widths) - 1)


def unevenness(widths: list[float], limit: float, ends: list[int]) -> float:
    lines = [width_of(widths[a:b]) for a, b in itertools.pairwise(ends)]
    if max(lines) > limit:
        return float("inf")
    return sum((1 - line / limit) ** 2 for line in lines)


def greedy(widths: list[float], limit: float) -> int:
    """Fewest lines there can be: fill each as far as it goes."""
    lines, room = 0, -1.0
    for width in widths:
        if lines and width + 10 <= room:
            room -= width + 10
        else:
            lines, room = lines + 1, limit - width
    return lines


@given(words)
def test_no_word_is_lost_and_no_line_is_too_wide(text: str) -> None:
    title = set_title(text, BOX, measure)
    assert len(title.lines) <= BOX.lines_at(title.size)
    assert all(measure(line, title.size) <= BOX.width for line in title.lines)
    shown = " ".join(title.lines)
    if ELLIPSIS in shown:
        assert title.size == BOX.sizes[-1]
        assert text.startswith(shown.removesuffix(ELLIPSIS))
    else:
        assert shown == text


@given(words)
def test_every_line_closes_what_it_opens(text: str) -> None:
    isolated = isolate_plain(text, ARABIC, ENGLISH)
    for line in set_title(isolated, BOX, measure).lines:
        depth = 0
        for letter in line:
            depth += (letter in "\u2066\u2067") - (letter == "\u2069")
            assert depth >= 0
        assert depth == 0
