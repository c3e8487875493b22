"""Which sentence of a passage a reader may set beside which, as stretches of its runs of prose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

from generator.text.normal import norm
from generator.translation.sentence_map import SentencePair, align, carry
from generator.translation.sentences import sentence_places

_MOST = 60
"""Sentences of a passage; a longer one is matched run by run or not at all, as matching takes
time by the square of their number."""


@dataclass(frozen=True)
class SentenceMark:
    """A sentence that has a counterpart in the other language."""

    start: int
    """Offset of its first letter in its run."""
    end: int
    number: int
    """The same on all sentences that translate each other, from 1 upwards within the passage."""


Marks = tuple[tuple[SentenceMark, ...], ...]
"""Those of each run, in the order of the text."""


@dataclass(frozen=True)
class _Sentence:
    """One sentence of a passage."""

    run: int
    start: int
    end: int
    text: str


def mark_sentences(
    source: Sequence[str], target: Sequence[str], draft: Sequence[tuple[str, str]] = ()
) -> tuple[Marks, Marks]:
    """The sentences of a passage and of its translation, each given as its runs of prose.

    `draft` are the (original, translation) pairs of the machine draft that the translation began
    as; where they are of this original, its map is carried through what people changed. Without
    one, lengths tell. What is not sure comes back as one pair; what has no counterpart is left
    unmarked.
    """
    arabic = [_sentences(text, run) for run, text in enumerate(source)]
    english = [_sentences(text, run) for run, text in enumerate(target)]
    numbers = count(1)
    marks: tuple[list[list[SentenceMark]], list[list[SentenceMark]]] = (
        [[] for _ in source],
        [[] for _ in target],
    )
    for these, those in _groups(arabic, english, draft):
        number = next(numbers)
        for side, sentences in zip(marks, (these, those), strict=True):
            for each in sentences:
                side[each.run].append(SentenceMark(each.start, each.end, number))
    return _sorted(marks[0]), _sorted(marks[1])


def _sentences(text: str, run: int) -> list[_Sentence]:
    return [
        _Sentence(run, start, end, " ".join(text[start:end].split()))
        for start, end in sentence_places(text)
    ]


def _groups(
    arabic: Sequence[list[_Sentence]],
    english: Sequence[list[_Sentence]],
    draft: Sequence[tuple[str, str]],
) -> Iterable[tuple[list[_Sentence], list[_Sentence]]]:
    """Sentences that belong together, with something on both sides."""
    all_arabic, all_english = ([*chain.from_iterable(each)] for each in (arabic, english))
    if max(len(all_arabic), len(all_english)) <= _MOST:
        originals = [norm(each.text) for each in all_arabic]
        if draft and originals == [norm(original) for original, _ in draft]:
            pairs = carry(draft, [each.text for each in all_english])
            return _numbered(pairs, all_arabic, all_english)
        if len(arabic) != len(english):
            return _aligned(all_arabic, all_english)
    if len(arabic) != len(english):
        return []
    # A list item or a cell of a table stands where its counterpart stands.
    return [
        group
        for these, those in zip(arabic, english, strict=True)
        if max(len(these), len(those)) <= _MOST
        for group in _aligned(these, those)
    ]


def _aligned(
    arabic: list[_Sentence], english: list[_Sentence]
) -> Iterable[tuple[list[_Sentence], list[_Sentence]]]:
    pairs = align([each.text for each in arabic], [each.text for each in english])
    return _numbered(pairs, arabic, english)


def _numbered(
    pairs: Iterable[SentencePair], arabic: list[_Sentence], english: list[_Sentence]
) -> Iterable[tuple[list[_Sentence], list[_Sentence]]]:
    return [
        ([arabic[each] for each in pair.source], [english[each] for each in pair.target])
        for pair in pairs
        if pair.source and pair.target
    ]


def _sorted(runs: Iterable[list[SentenceMark]]) -> Marks:
    return tuple(tuple(sorted(run, key=lambda mark: mark.start)) for run in runs)
