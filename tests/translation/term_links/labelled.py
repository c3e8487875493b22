"""Reads the labelled sentences: what is to be found in them, what is found, and the rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from generator.model.explainer import Term
from generator.model.problem import Place
from generator.translation.term_links import TermFinder

HERE = Path(__file__).parent
LANGUAGES = {"arabic": "ar", "english": "en"}
PARTS = ("tuning", "held_out")
_MARKED = re.compile(r"\[\[([\w-]+)\|([^\]]+)\]\]")

Mention: TypeAlias = tuple[str, int, int]
"""The id of a term, and the offsets of its first letter and behind its last."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with the mentions that must be found in it, and no others."""

    file: str
    line: int
    text: str
    expected: frozenset[Mention]


@dataclass(frozen=True)
class Score:
    """What was found of what should be."""

    right: int
    wrong: int
    missed: int
    misses: tuple[str, ...]
    """Every sentence that came out otherwise, as a line to print."""

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def glossary() -> tuple[Term, ...]:
    """The terms that the sentences speak of."""
    lines = (HERE / "glossary.txt").read_text("utf-8").splitlines()
    return tuple(read_term(line) for line in lines if not line.startswith("#"))


def read_term(line: str) -> Term:
    """A term from a line of the glossary."""
    identity, arabic, english, never = ([*map(str.strip, line.split("|")), ""])[:4]
    headword, *aliases = arabic.split(" = ")
    rendering, *english_aliases = english.split(" = ")
    return Term(
        identity,
        headword,
        rendering,
        tuple(aliases),
        tuple(english_aliases),
        "",
        (),
        Place("glossary.txt"),
        never=tuple(each.strip() for each in never.split(",") if each.strip()),
    )


def sentences(language: str, part: str) -> tuple[Sentence, ...]:
    """The sentences of one file; ⏎ stands for the end of a line."""
    path = HERE / f"{language}_{part}.txt"
    return tuple(
        _read(path.name, number, line.replace("⏎", "\n"))
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if line and not line.startswith("##")
    )


def _read(file: str, line: int, marked: str) -> Sentence:
    text, expected, end = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[end : match.start()]
        expected.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        end = match.end()
    return Sentence(file, line, text + marked[end:], frozenset(expected))


def score(read: Sequence[Sentence], finder: TermFinder) -> Score:
    """How well the finder does on the sentences."""
    right = wrong = missed = 0
    misses = []
    for sentence in read:
        found = {(each.term.id, each.start, each.end) for each in finder.find(sentence.text)}
        right += len(found & sentence.expected)
        wrong += len(found - sentence.expected)
        missed += len(sentence.expected - found)
        if found != sentence.expected:
            misses.append("\n".join(_tell(sentence, found)))
    return Score(right, wrong, missed, tuple(misses))


def _tell(sentence: Sentence, found: set[Mention]) -> Iterator[str]:
    yield f"{sentence.file}:{sentence.line}: {sentence.text}"
    for what, mentions in (
        ("wrong", found - sentence.expected),
        ("missed", sentence.expected - found),
    ):
        for identity, start, end in sorted(mentions, key=lambda each: each[1]):
            yield f"    {what}: {identity} «{sentence.text[start:end]}»"
