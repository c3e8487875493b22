"""Which word stands for which, read from a decoder's attention: the pieces' weights as word pairs.

A decoder weighs the pieces of the source for each piece it writes. The weights of pieces are put
together to weights of words; both directions are then asked for their likeliest partner, and the
two answers made one by growing their common pairs along the diagonal (Och and Ney 2003, "A
systematic comparison of various statistical alignment models").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\S+")
_SPACE = "\u2581"
"""How SentencePiece writes the space before a word."""
_COPIED = re.compile(r"[0-9A-Za-z]")
_EDGES = "\"'.,:;!?()[]{}«»“”،؛؟%٪"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_NEIGHBOURS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
_FLOOR = 1e-3
"""Keeps a source word that nothing looks at from drawing every target word to itself."""

Pairs = tuple[tuple[int, int], ...]


def words_of_pieces(pieces: Sequence[str]) -> tuple[int, ...]:
    """For each piece the number of the word it belongs to, from 0; -1 for a lone space.

    Words are what `str.split` makes of the text that the pieces spell.
    """
    text = "".join(pieces).replace(_SPACE, " ")
    number_at = [-1] * len(text)
    for number, match in enumerate(_WORD.finditer(text)):
        number_at[match.start() : match.end()] = [number] * len(match.group())
    numbers = []
    offset = 0
    for piece in pieces:
        inside = number_at[offset : offset + len(piece)]
        numbers.append(max(inside, default=-1))
        offset += len(piece)
    return tuple(numbers)


def align(
    attention: Sequence[Sequence[float]],
    source_words: Sequence[int],
    target_words: Sequence[int],
) -> Pairs:
    """(source word, target word) in order, from the weights of each target piece's source pieces.

    `source_words` and `target_words` say which word each piece belongs to, -1 for none. A row may
    be longer than there are source pieces: what an engine adds at the end belongs to no word.
    """
    weights = _word_weights(attention, source_words, target_words)
    if not weights or not weights[0]:
        return ()
    # The full stop and other small pieces are looked at by everything; what counts is who looks
    # at a word more than others do.
    columns = [sum(column) + _FLOOR for column in zip(*weights, strict=True)]
    shares = [
        [weight / total for weight, total in zip(row, columns, strict=True)] for row in weights
    ]
    forth = {(_largest(row), target) for target, row in enumerate(shares)}
    back = {(source, _largest(column)) for source, column in enumerate(zip(*shares, strict=True))}
    return tuple(sorted(_grown(forth & back, forth | back)))


def anchored(pairs: Pairs, source: str, target: str) -> Pairs:
    """The pairs, but a number or Latin word that stands once in both texts is its own partner."""
    left = [_copied(word) for word in source.split()]
    right = [_copied(word) for word in target.split()]
    once = Counter(left), Counter(right)
    sure = {
        (left.index(word), right.index(word))
        for word in set(left) & set(right)
        if word and once[0][word] == 1 == once[1][word]
    }
    sources = {pair[0] for pair in sure}
    targets = {pair[1] for pair in sure}
    rest = {pair for pair in pairs if pair[0] not in sources and pair[1] not in targets}
    return tuple(sorted(sure | rest))


def _copied(word: str) -> str:
    """The word as it would be copied, empty for one that is translated."""
    word = word.translate(_DIGITS).strip(_EDGES)
    return word if _COPIED.search(word) else ""


def _word_weights(
    attention: Sequence[Sequence[float]],
    source_words: Sequence[int],
    target_words: Sequence[int],
) -> list[list[float]]:
    """For each target word the weight of each source word: rows of equal length."""
    width = max(source_words, default=-1) + 1
    height = max(target_words, default=-1) + 1
    weights = [[0.0] * width for _ in range(height)]
    pieces = [0] * height
    for row, target in zip(attention, target_words, strict=True):
        if target < 0:
            continue
        pieces[target] += 1
        sums = weights[target]
        # A row may be longer than the source: see `align`.
        for weight, source in zip(row, source_words, strict=False):
            if source >= 0:
                sums[source] += weight
    return [
        [weight / max(1, count) for weight in row]
        for row, count in zip(weights, pieces, strict=True)
    ]


def _largest(weights: Sequence[float]) -> int:
    """Place of the first largest."""
    return max(range(len(weights)), key=weights.__getitem__)


def _grown(sure: set[tuple[int, int]], possible: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The sure pairs and those possible ones beside them that give a word its first partner."""
    grown = set(sure)
    sources = {source for source, _ in grown}
    targets = {target for _, target in grown}
    waiting = sorted(grown)
    while waiting:
        for pair in _beside(waiting.pop(0)):
            if pair in possible and pair not in grown:
                source, target = pair
                if source not in sources or target not in targets:
                    grown.add(pair)
                    sources.add(source)
                    targets.add(target)
                    waiting.append(pair)
    return grown


def _beside(pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
    source, target = pair
    return ((source + right, target + down) for right, down in _NEIGHBOURS)
