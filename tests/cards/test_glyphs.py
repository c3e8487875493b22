"""What a card writes is what a browser shows: the same letters, joins, marks, order and widths.

Both draw the lines of tests/cards/lines.md with the same font file; docs/social.md says how they
are compared. The controls show that the bounds are no formality.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest

from generator.adapters.cards import shaping_fault
from tests.cards.ink import Line, Shown, drawn, drawn_unshaped, likeness, lines, shown_in, width_of
from tests.conftest import need

pytestmark = pytest.mark.slow
CASES = list(lines())
OVERLAP = 0.85
"""The least that two drawings of one line share; the rest is how edges are smoothed."""
WORST = 60
WIDTH = 0.5
"""Pixels by which a line may be longer or shorter."""
_MARKS = re.compile("[\u064b-\u0652\u0670]")
_STEERED = ("44%", "5.5$", "-5", "+20", "C++", "«قناة السويس»")
"""What is in the wrong place where runs are not isolated."""


@pytest.fixture(scope="module")
def browsed(browser: Any) -> Mapping[Line, Shown]:
    need("FriBidi (libfribidi0)", shaping_fault() is None)
    return dict(zip(CASES, shown_in(browser, CASES), strict=True))


def is_alike(line: Line, shown: Shown, text: str | None = None) -> bool:
    found = likeness(drawn(line, text), shown.picture)
    return found.overlap >= OVERLAP and found.worst <= WORST


def test_there_are_cases_enough() -> None:
    assert len(CASES) == len(set(CASES)) >= 40
    assert {line.is_rtl for line in CASES} == {True, False}


@pytest.mark.parametrize("line", CASES, ids=lambda line: line.text)
def test_a_line_is_drawn_as_in_a_browser(line: Line, browsed: Mapping[Line, Shown]) -> None:
    found = likeness(drawn(line), browsed[line].picture)
    assert found.overlap >= OVERLAP
    assert found.worst <= WORST
    assert width_of(line) == pytest.approx(browsed[line].width, abs=WIDTH)


def test_unshaped_text_does_not_pass(browsed: Mapping[Line, Shown]) -> None:
    arabic = [line for line in CASES if any(map(_is_arabic, line.text))]
    assert len(arabic) > 40
    for line in arabic:
        assert likeness(drawn_unshaped(line), browsed[line].picture).overlap < 0.5, line.text


def test_wrongly_ordered_words_do_not_pass(browsed: Mapping[Line, Shown]) -> None:
    for line in CASES:
        turned = " ".join(reversed(line.isolated.split(" ")))
        assert turned == line.isolated or not is_alike(line, browsed[line], turned), line.text


def test_runs_that_are_not_isolated_do_not_pass(browsed: Mapping[Line, Shown]) -> None:
    steered = [line for line in CASES if any(sign in line.text for sign in _STEERED)]
    assert len(steered) >= len(_STEERED)
    wrong = [line for line in steered if not is_alike(line, browsed[line], line.text)]
    assert len(wrong) >= len(_STEERED)


def test_lost_marks_do_not_pass(browsed: Mapping[Line, Shown]) -> None:
    marked = [line for line in CASES if _MARKS.search(line.text)]
    assert len(marked) >= 4
    for line in marked:
        assert not is_alike(line, browsed[line], _MARKS.sub("", line.isolated)), line.text


def test_isolates_have_no_ink() -> None:
    need("FriBidi (libfribidi0)", shaping_fault() is None)
    line = Line("قمة المناخ", is_rtl=True)
    bare, wrapped = drawn(line, line.text), drawn(line, f"\u2067{line.text}\u2069")
    assert bare.tobytes() == wrapped.tobytes()


def _is_arabic(letter: str) -> bool:
    return unicodedata.bidirectional(letter) == "AL"
