"""Two versions of a text, word by word: what went and what came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeAlias


@dataclass(frozen=True)
class Run:
    """Some words in a row, changed or not."""

    text: str
    is_changed: bool


Line: TypeAlias = tuple[Run, ...]


def diff_words(old: str, new: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of both versions; joined, they give each text again, with single spaces.

    Two texts rather than one with both mixed: mixed directions and struck-out words in one line
    of Arabic cannot be read. Where lines break is no change: Markdown does not mind.
    """
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    went, came = [True] * len(before), [True] * len(after)
    for start, other, size in matcher.get_matching_blocks():
        went[start : start + size] = [False] * size
        came[other : other + size] = [False] * size
    return _in_lines(old, went), _in_lines(new, came)


def unchanged(text: str) -> tuple[Line, ...]:
    """The lines of a text that is compared with nothing."""
    return _in_lines(text, [False] * len(text.split()))


def _in_lines(text: str, changes: Iterable[bool]) -> tuple[Line, ...]:
    change = iter(changes)
    return tuple(
        _in_runs((word, next(change)) for word in line.split()) for line in text.splitlines()
    )


def _in_runs(words: Iterable[tuple[str, bool]]) -> Line:
    return tuple(
        Run(" ".join(word for word, _ in run), is_changed)
        for is_changed, run in groupby(words, key=lambda each: each[1])
    )


def wrapped(line: Line, width: int) -> Iterator[Line]:
    """The line in pieces of at most so many letters; a word that is longer stands alone.

    Each piece has whole runs, so that a mark never begins in one line and ends in another.
    """
    words = [(word, run.is_changed) for run in line for word in run.text.split()]
    piece: list[tuple[str, bool]] = []
    length = 0
    for word in words:
        if piece and length + 1 + len(word[0]) > width:
            yield _in_runs(piece)
            piece, length = [], 0
        length += len(word[0]) + bool(piece)
        piece.append(word)
    yield _in_runs(piece)


def joined(line: Line, mark: Callable[[str], str]) -> str:
    """The line as text, its changed words marked."""
    return " ".join(mark(run.text) if run.is_changed else run.text for run in line)
