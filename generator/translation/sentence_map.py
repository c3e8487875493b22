"""Which sentences of a paragraph translate which: carried over an edit, or found by length."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.translation.similarity import words_of

_RATIO = 1.07
"""English characters for each Arabic one."""
_VARIANCE = 3.7
"""Of the English length, for each Arabic character."""
# How often translators join, cut and leave out sentences (Gale and Church 1993, table 5).
_PRIORS = {
    (1, 1): 0.89,
    (1, 0): 0.0099,
    (0, 1): 0.0099,
    (2, 1): 0.089,
    (1, 2): 0.089,
    (2, 2): 0.011,
}
_ALONE = -4.0
"""Log-likelihood of the length of a sentence without a counterpart."""
_SURE = 0.5
"""Confidence below which a paragraph is one unit."""
_EDITS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1), (1, 3))
_MOST = 3
"""Sentences that an edit may join into one."""
_CHANCE = 0.35
"""Likeness that two sentences of one paragraph may have by chance."""
_UNUSUAL = 0.05
"""What each word counts less where an edit would have joined or cut sentences."""
_MOVED = 0.5
"""Likeness from which a sentence was moved, not deleted here and written anew there."""

Shape = tuple[int, int]
Bead = tuple[int, int, int, int]
"""Sentences that may go together: first and end of each text's."""
Group = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class SentencePair:
    """Sentences that translate each other, by their numbers in the paragraph."""

    source: tuple[int, ...]
    """Empty for what the translation adds."""
    target: tuple[int, ...]
    """Empty for what it leaves out."""
    confidence: float
    """From 0 to 1."""


def carry(sentences: Sequence[tuple[str, str]], edited: Sequence[str]) -> tuple[SentencePair, ...]:
    """The map of a machine draft, carried over to its text as a person has edited it.

    `sentences` are the (original, machine translation) pairs of the draft, `edited` are those
    of the plain English, which target numbers count. Sentences go together by the words they share,
    in the way that keeps most of them; what is left over on both sides goes together if it was
    moved, or stands between the same neighbours. The confidence of a pair is how alike its words
    are. Every sentence is in exactly one pair, those of the original in order. A paragraph of
    which little is left comes back as one pair.
    """
    drafted = [_words(machine) for _, machine in sentences]
    written = [_words(sentence) for sentence in edited]
    before, behind = _neighbours(drafted), _neighbours(written)

    def weigh(bead: Bead) -> float:
        first, end, other, last = bead
        if first == end or other == last:
            return 0.0
        old, new = before[first, end], behind[other, last]
        chance = _CHANCE if (end - first, last - other) == (1, 1) else _CHANCE + _UNUSUAL
        return 2 * _common(old, new) - chance * (old.total() + new.total())

    def pair(group: Group) -> SentencePair:
        source, target = group
        if source and target:
            old, new = (drafted[each] for each in source), (written[each] for each in target)
            return SentencePair(source, target, _likeness(_joined(old), _joined(new)))
        # A sentence stands alone as surely as it is unlike every other.
        likes = [
            _likeness(old, new)
            for old in ([drafted[each] for each in source] or drafted)
            for new in ([written[each] for each in target] or written)
        ]
        return SentencePair(source, target, 1 - max(likes, default=0.0))

    beads = _Lattice(len(drafted), len(written), _EDITS, weigh).best()
    groups = _with_moved(beads, lambda old, new: _likeness(drafted[old], written[new]))
    pairs = _in_order([pair(group) for group in groups])
    sure = _mean_confidence(pairs, drafted, written)
    return pairs if sure >= _SURE else (_one_unit(len(drafted), len(written), sure),)


def _mean_confidence(
    pairs: Sequence[SentencePair], drafted: Sequence[Counter[str]], written: Sequence[Counter[str]]
) -> float:
    """How sure a map is, every word counting the same; 1 without any words."""
    words = [
        _joined([*map(drafted.__getitem__, pair.source), *map(written.__getitem__, pair.target)])
        for pair in pairs
    ]
    total = sum(each.total() for each in words)
    shares = (pair.confidence * n.total() for pair, n in zip(pairs, words, strict=True))
    return sum(shares) / total if total else 1.0


def _with_moved(beads: Sequence[Bead], likeness: Callable[[int, int], float]) -> list[Group]:
    """The groups of a way, with those put together that stand alone in both texts.

    That is a sentence that was moved, or what stands between the same neighbours.
    """
    groups: list[Group] = []
    gaps: list[tuple[list[int], list[int]]] = [([], [])]
    for first, end, other, last in beads:
        if first < end and other < last:
            groups.append((tuple(range(first, end)), tuple(range(other, last))))
            gaps.append(([], []))
        gaps[-1][0].extend(range(first, end) if other == last else ())
        gaps[-1][1].extend(range(other, last) if first == end else ())
    candidates = sorted(
        (-likeness(old, new), old, new)
        for old in (each for gap, _ in gaps for each in gap)
        for new in (each for _, gap in gaps for each in gap)
    )
    settled: set[tuple[str, int]] = set()
    for unlikeness, old, new in candidates:
        ends = {("old", old), ("new", new)}
        if -unlikeness >= _MOVED and not ends & settled:
            settled |= ends
            groups.append(((old,), (new,)))
    for olds, news in gaps:
        source = tuple(each for each in olds if ("old", each) not in settled)
        target = tuple(each for each in news if ("new", each) not in settled)
        if len(source) == len(olds) and len(target) == len(news) and source and target:
            groups.append((source, target))
        else:
            groups += [((each,), ()) for each in source]
            groups += [((), (each,)) for each in target]
    return groups


def _in_order(pairs: Sequence[SentencePair]) -> tuple[SentencePair, ...]:
    """The pairs in the order of the original, an added sentence behind the one before it."""
    ordered = sorted((pair for pair in pairs if pair.source), key=lambda pair: pair.source)
    for added in sorted((pair for pair in pairs if not pair.source), key=lambda pair: pair.target):
        before = (i for i, pair in enumerate(ordered, 1) if added.target[0] - 1 in pair.target)
        ordered.insert(next(before, 0), added)
    return tuple(ordered)


def _words(sentence: str) -> Counter[str]:
    """The words of a sentence; one of signs only is a word of its own."""
    return Counter(words_of(sentence) or (sentence,))


def _neighbours(counts: Sequence[Counter[str]]) -> dict[Shape, Counter[str]]:
    """The words of up to three sentences side by side, by the first and the end."""
    return {
        (first, end): _joined(counts[first:end])
        for first in range(len(counts))
        for end in range(first + 1, min(first + _MOST, len(counts)) + 1)
    }


def _joined(counts: Iterable[Counter[str]]) -> Counter[str]:
    several = list(counts)
    return several[0] if len(several) == 1 else sum(several, Counter())


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """The Dice coefficient of two multisets of words; 1 for two empty ones."""
    size = old.total() + new.total()
    return 2 * _common(old, new) / size if size else 1.0


def _common(old: Counter[str], new: Counter[str]) -> int:
    few, many = sorted((old, new), key=len)
    return sum(min(count, many[word]) for word, count in few.items() if word in many)


def align(source: Sequence[str], target: Sequence[str]) -> tuple[SentencePair, ...]:
    """The sentences of an Arabic paragraph with those of its English, by their lengths.

    The method of Gale and Church (1993): of all ways to pair single sentences or two, in order,
    the likeliest if lengths in characters go together; every sentence is in exactly one pair.
    One thing differs: a sentence left out weighs the same however long it is, which finds more
    of them. The confidence of a pair is its share in the likelihood of all ways. A paragraph
    with a pair that is less than half sure comes back as one pair.
    """
    before = [0, *accumulate(map(len, source))]
    behind = [0, *accumulate(map(len, target))]

    def weigh(bead: Bead) -> float:
        first, end, other, last = bead
        return math.log(_PRIORS[end - first, last - other]) + _log_likelihood(
            before[end] - before[first], behind[last] - behind[other]
        )

    lattice = _Lattice(len(source), len(target), tuple(_PRIORS), weigh)
    shares = lattice.shares()
    pairs = tuple(
        SentencePair(tuple(range(*bead[:2])), tuple(range(*bead[2:])), shares[bead])
        for bead in lattice.best()
    )
    least = min((pair.confidence for pair in pairs), default=1.0)
    return pairs if least >= _SURE else (_one_unit(len(source), len(target), least),)


def _one_unit(source: int, target: int, confidence: float) -> SentencePair:
    return SentencePair(tuple(range(source)), tuple(range(target)), confidence)


def _log_likelihood(source: int, target: int) -> float:
    """Logarithm of the chance that texts of such lengths belong together."""
    if not source or not target:
        return _ALONE
    mean = (source + target / _RATIO) / 2
    deviation = abs(target - source * _RATIO) / math.sqrt(mean * _VARIANCE)
    # Further out, the tail of the normal distribution is too thin for a float.
    return math.log(max(math.erfc(deviation / math.sqrt(2)), 1e-300))


class _Lattice:
    """All ways to pair two rows of sentences in order, each pair of groups with a weight."""

    def __init__(
        self, source: int, target: int, shapes: Sequence[Shape], weigh: Callable[[Bead], float]
    ) -> None:
        """The weights of the beads of one way add up."""
        self._end = source, target
        beads = (
            (first, first + taken, other, other + also)
            for first in range(source + 1)
            for other in range(target + 1)
            for taken, also in shapes
            if first + taken <= source and other + also <= target
        )
        self._beads = [(bead, weigh(bead)) for bead in beads]

    def best(self) -> tuple[Bead, ...]:
        """The way with the largest weight."""
        reached: dict[Shape, tuple[float, Bead | None]] = {(0, 0): (0.0, None)}
        for bead, weight in self._beads:
            first, end, other, last = bead
            total = reached[first, other][0] + weight
            if (end, last) not in reached or total > reached[end, last][0]:
                reached[end, last] = total, bead
        path: list[Bead] = []
        step = reached[self._end][1]
        while step is not None:
            path.append(step)
            step = reached[step[0], step[2]][1]
        return tuple(reversed(path))

    def shares(self) -> dict[Bead, float]:
        """What share of all ways goes over each bead, weights as logarithms (forward-backward)."""
        forward: dict[Shape, float] = {(0, 0): 0.0}
        for (first, end, other, last), weight in self._beads:
            total = forward[first, other] + weight
            forward[end, last] = _log_sum(forward.get((end, last)), total)
        backward: dict[Shape, float] = {self._end: 0.0}
        for (first, end, other, last), weight in reversed(self._beads):
            total = backward[end, last] + weight
            backward[first, other] = _log_sum(backward.get((first, other)), total)
        whole = forward[self._end]
        return {
            bead: math.exp(
                min(0.0, forward[bead[0], bead[2]] + weight + backward[bead[1], bead[3]] - whole)
            )
            for bead, weight in self._beads
        }


def _log_sum(first: float | None, second: float) -> float:
    """Logarithm of the sum of two numbers given as logarithms; None stands for nought."""
    if first is None:
        return second
    high, low = max(first, second), min(first, second)
    return high + math.log1p(math.exp(low - high))
