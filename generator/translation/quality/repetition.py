"""Repetition: a word typed twice, and the loops that translation engines fall into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import eq

from generator.model.problem import Severity
from generator.model.segment import State
from generator.translation.quality.findings import Finding
from generator.translation.quality.pair import Pair

_TWICE = re.compile(r"(?<![\w'’.-])(?P<word>[A-Za-z]+)\s+(?P=word)(?![\w'’-])", re.IGNORECASE)
_RIGHT_TWICE = frozenset(
    ("had", "that", "is", "so", "very", "no", "bye", "ha", "many", "long", "far", "much", "never")
)
_ARABIC_TWICE = re.compile(r"(?<!\w)(\w{3,})\s+\1(?!\w)")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LONGEST_TURN = 6
"""Words that come round three times in a row or more."""
_NO_LETTER = re.compile(r"[\W\d_]+")
_LONG = 15
"""Words from which on repeated runs are counted."""
_VARIED = 0.8
"""Share of different words above which a fifth of the runs cannot be repeated."""
_REPEATED = 0.2
"""Share of runs of three words that stand in the text more than once."""
_MOST_SHOWN = 50


def repetition_findings(pair: Pair) -> Iterator[Finding]:
    """Words and runs of words that stand there more often than meant."""
    words = [word.lower() for word in _WORD.findall(pair.english)]
    if len(set(words)) == len(words):
        return
    turn = looping(words)
    if turn:
        yield _loop(pair, f"“{_shortened(turn)}” stands three times in a row or more")
        return
    may_repeat = len(words) > _LONG and len(set(words)) < _VARIED * len(words)
    if may_repeat and repeated_share(words) > _REPEATED + _source_share(pair):
        yield _loop(pair, "the same words come again and again")
        return
    if not any(map(eq, words, words[1:])):
        return
    for match in _TWICE.finditer(pair.prose):
        word = match["word"]
        if word.lower() in _RIGHT_TWICE or _is_name(match) or _is_twice_in_arabic(pair):
            continue
        yield Finding(
            "dup-word",
            f"“{word}” stands twice in a row",
            Severity.WARNING,
            "delete one",
            *pair.place(match.start()),
        )
        return


def looping(words: Sequence[str]) -> str:
    """The one to six words that stand three times in a row, else empty."""
    for size in range(1, _LONGEST_TURN + 1):
        # One byte a word: whether it is the same as the one `size` words on.
        same = bytes(map(eq, words, words[size:]))
        place = same.find(bytes([True]) * 2 * size)
        if place >= 0:
            turn = " ".join(words[place : place + size])
            if not _NO_LETTER.fullmatch(turn):
                return turn
    return ""


def repeated_share(words: Sequence[str]) -> float:
    """The share of runs of three words that are repetitions of an earlier one, 0 to 1."""
    runs = list(zip(words, words[1:], words[2:], strict=False))
    return 1 - len(set(runs)) / len(runs) if runs else 0.0


def _is_twice_in_arabic(pair: Pair) -> bool:
    return pair.passage.is_comparable and _ARABIC_TWICE.search(pair.arabic) is not None


def _source_share(pair: Pair) -> float:
    """The same of the Arabic, in runs of two: its words carry more than English ones."""
    if not pair.passage.is_comparable:
        return 0.0
    words = _WORD.findall(pair.arabic)
    runs = list(pairwise(words))
    return 1 - len(set(runs)) / len(runs) if runs else 0.0


def _loop(pair: Pair, message: str) -> Finding:
    machine = pair.passage.state is State.MACHINE
    severity = Severity.ERROR if machine else Severity.WARNING
    return Finding("loop", message, severity, "an engine's loop: translate the passage anew")


def _is_name(match: re.Match[str]) -> bool:
    """Bora Bora, and letters of a formula; but "The the" is a slip."""
    first, second = match["word"], match[0][-len(match["word"]) :]
    return (first[0].isupper() and second[0].isupper()) or (len(first) == 1 and first not in "aI")


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
