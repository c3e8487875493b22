"""A translation with its word alignment, and how those of sentences are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.ports import Draft


@dataclass(frozen=True)
class AlignedText:
    """The plain translation of a run of prose, and what is known of which words are which."""

    text: str
    alignment: tuple[tuple[int, int], ...] = ()
    """(source word, target word), counted from 0 in both texts cut at spaces; possibly empty."""
    borders: tuple[tuple[int, int], ...] = ()
    """(source words, target words) up to the end of each sentence; possibly empty."""


def join_sentences(sentences: Sequence[tuple[str, Draft]]) -> AlignedText:
    """The translation of a run of prose, from its sentences and what was made of each.

    The sentences joined by a space are the run. Links to words that are not there are left out.
    """
    texts: list[str] = []
    alignment: list[tuple[int, int]] = []
    borders = [(0, 0)]
    for sentence, draft in sentences:
        source, target = borders[-1]
        words, translated = len(sentence.split()), draft.text.split()
        alignment += (
            (source + word, target + other)
            for word, other in draft.alignment
            if 0 <= word < words and 0 <= other < len(translated)
        )
        texts += translated
        borders.append((source + words, target + len(translated)))
    return AlignedText(" ".join(texts), tuple(alignment), tuple(borders[1:]))


def as_it_is(text: str) -> AlignedText:
    """A text as the translation of itself, word by word."""
    words = text.split()
    return AlignedText(" ".join(words), tuple((index, index) for index in range(len(words))))
