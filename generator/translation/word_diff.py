"""Two versions of a text, word by word: what went and what came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Run:
    """Some words in a row, changed or not."""

    text: str
    is_changed: bool


def diff_words(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of both versions; joined, each gives its text again, with single spaces.

    Two lines rather than one with both mixed: mixed directions and struck-out words in one line
    of Arabic cannot be read.
    """
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    first: list[Run] = []
    second: list[Run] = []
    for operation, start, end, other, stop in matcher.get_opcodes():
        is_changed = operation != "equal"
        if start < end:
            first.append(Run(" ".join(before[start:end]), is_changed))
        if other < stop:
            second.append(Run(" ".join(after[other:stop]), is_changed))
    return tuple(first), tuple(second)


def joined(runs: tuple[Run, ...], mark: Callable[[str], str]) -> str:
    """The runs as one line, the changed ones marked."""
    return " ".join(mark(run.text) if run.is_changed else run.text for run in runs)
