"""Colours that can be read on one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.contrast import READABLE, contrast, ink_on, mixed

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#0f6b6b", "#0f6b6b", 1.0),
        ("#777777", "#ffffff", 4.48),  # the WebAIM contrast checker's best known near miss
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_ratios(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("ground", "ink"),
    [
        ("#0f6b6b", "#ffffff"),
        ("#e3c9a0", "#000000"),
        ("#111111", "#ffffff"),
        ("#777777", "#000000"),
    ],
)
def test_inks(ground: str, ink: str) -> None:
    assert ink_on(ground) == ink


@given(colours)
def test_the_ink_can_be_read_on_every_ground(ground: str) -> None:
    assert contrast(ink_on(ground), ground) >= READABLE


@given(colours, colours)
def test_a_mixture_of_nothing_or_all_is_one_of_the_two(one: str, other: str) -> None:
    assert mixed(one, other, 0) == one
    assert mixed(one, other, 1) == other
