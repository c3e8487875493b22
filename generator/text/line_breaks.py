"""Titles to lines: as few as fit, of like length, in the largest size there is room for.

Lines are broken in logical text, word by word, as Unicode's algorithm orders letters line by line
(UAX #9, 3.4). Balanced as `text-wrap: balance` is, by least squares (Knuth and Plass 1981).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ELLIPSIS = "…"
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"
_CONTROLS = re.compile("[\u2066-\u2069]")
_LEANING, _RESTING = 0.03, -0.03
"""What a line costs that ends in a word that leans on the next, or where the sentence rests; in
the measure of `break_lines`, a seventh of the line left empty costs 0.02."""
_LEANS = re.compile(
    r"[\W_]*(?:[0-9٠-٩][0-9٠-٩.,٫٬]*|[A-Za-z]{1,2}|the|and|for|من|في|عن|على|إلى|ما|لا|لم|لن|أن|إن|أو|بين|كل)"
)
"""Words that part badly from the next: numbers, articles, short prepositions."""
_RESTS = re.compile(r".*[:;.!?،؛؟–—][»”\"')]*")
_REACH = 1.2
"""Words side by side are a little narrower than one by one, and take no space at a line's end."""
_JOINED = 8
_LOOSE = " \u00a0،؛,;:.-–—/"
"""What does not stand before an ellipsis."""

Measure = Callable[[str, int], float]
"""Width of a text in pixels, as it is shaped, at a size."""


@dataclass(frozen=True)
class Box:
    """Room for a title, in pixels."""

    width: int
    height: int
    sizes: tuple[int, ...]
    """Of letters, largest first."""
    leading: float
    """Height of a line by the size of its letters."""

    def lines_at(self, size: int) -> int:
        """How many lines there is room for, at least one."""
        return max(1, int(self.height / (size * self.leading)))


@dataclass(frozen=True)
class SetTitle:
    """A title as it is to be drawn."""

    size: int
    lines: tuple[str, ...]
    """In logical order, each with its isolates opened and closed."""


def set_title(text: str, box: Box, measure: Measure) -> SetTitle:
    """`text` in the box; cut, with an ellipsis, where it does not fit in the smallest size."""
    words = tuple(word for word in text.split(" ") if word)
    within = _within_reach(words, box, measure)
    for size in box.sizes if len(within) == len(words) else ():
        lines = _lines(words, box.width, size, measure)
        fits = all(measure(line, size) <= box.width for line in lines)
        if fits and len(lines) <= box.lines_at(size):
            return SetTitle(size, carry_isolates(lines))
    return _cut(within, box, measure, is_whole=len(within) == len(words))


def break_lines(
    widths: Sequence[float], space: float, limit: float, costs: Sequence[float]
) -> tuple[tuple[int, int], ...]:
    """First word and the one behind the last of each line: as few lines as can be, balanced.

    A word wider than the limit has a line of its own. A line costs the square of the share of it
    that is empty, and what `costs` says of its last word.
    """
    number = len(widths)
    # (lines, cost) of the best way to set the words from here on, and where its first line ends.
    best: list[tuple[int, float]] = [(0, 0.0)] * (number + 1)
    ends = [number] * (number + 1)
    for start in range(number - 1, -1, -1):
        width = -space
        choices: list[tuple[int, float, int]] = []
        for end in range(start + 1, number + 1):
            width += space + widths[end - 1]
            if width > limit and end > start + 1:
                break
            cost = max(0.0, 1 - width / limit) ** 2
            cost += costs[end - 1] if end < number else 0.0
            choices.append((best[end][0] + 1, best[end][1] + cost, end))
        lines, cost, ends[start] = min(choices)
        best[start] = (lines, cost)
    found: list[tuple[int, int]] = []
    start = 0
    while start < number:
        found.append((start, ends[start]))
        start = ends[start]
    return tuple(found)


def carry_isolates(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a text, each with its isolates ended, and begun again on the next line."""
    carried: list[str] = []
    stack: list[str] = []
    for line in lines:
        before = "".join(stack)
        for sign in _CONTROLS.findall(line):
            if sign in _OPENING:
                stack.append(sign)
            elif stack:
                stack.pop()
        carried.append(before + line + _CLOSING * len(stack))
    return tuple(carried)


def _within_reach(words: Sequence[str], box: Box, measure: Measure) -> Sequence[str]:
    """The words up to where the box is full at the smallest size, whatever the lines: setting all
    of an endless title again for each word that is cut off would take hours."""
    size = box.sizes[-1]
    space = measure(" ", size)
    left = _REACH * box.width * box.lines_at(size)
    for number, word in enumerate(words):
        if left < 0:
            return words[:number]
        left -= measure(word, size) + space
    return words


def _lines(words: Sequence[str], width: int, size: int, measure: Measure) -> tuple[str, ...]:
    widths = [measure(word, size) for word in words]
    costs = [_cost_of_ending(_CONTROLS.sub("", word)) for word in words]
    space = measure(" ", size)
    return tuple(
        " ".join(words[start:end]) for start, end in break_lines(widths, space, width, costs)
    )


def _cost_of_ending(word: str) -> float:
    if _LEANS.fullmatch(word):
        return _LEANING
    return _RESTING if _RESTS.fullmatch(word) else 0.0


def _cut(words: Sequence[str], box: Box, measure: Measure, *, is_whole: bool) -> SetTitle:
    """As many words as fit in the smallest size, and an ellipsis; fewer than there are where they
    are the whole title."""
    size = box.sizes[-1]
    for count in range(len(words) - is_whole, 0, -1):
        kept = (*words[: count - 1], _shortened(words[count - 1]))
        lines = carry_isolates(_lines(kept, box.width, size, measure))
        if len(lines) <= box.lines_at(size) and all(
            measure(line, size) <= box.width for line in lines
        ):
            return SetTitle(size, lines)
    # A single word that is wider than the card: an address, or no language at all.
    word = _CONTROLS.sub("", words[0])

    def width_to(end: int) -> float:
        return measure(word[:end] + ELLIPSIS, size)

    found = bisect_right(range(1, len(word) + 1), float(box.width), key=width_to)
    # Arabic letters are wider at the end of a word, so that one letter more may be narrower.
    ends = range(found + 1, min(found + _JOINED, len(word)) + 1)
    length = max((end for end in ends if width_to(end) <= box.width), default=found)
    return SetTitle(size, (word[:length] + ELLIPSIS,))


def _shortened(word: str) -> str:
    """The word with an ellipsis behind it, and behind the ends of its isolates."""
    ends = len(word) - len(word.rstrip(_CLOSING))
    return word.rstrip(_CLOSING).rstrip(_LOOSE) + _CLOSING * ends + ELLIPSIS
