"""Where in a translation the marked words of an original have come to stand.

The evidence: a word alignment where the engine gives one, the borders of sentences, and words
found again, be they copied or translated on their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from generator.text.occurrences import (
    DIGITS,
    bare,
    common,
    cut,
    loose_occurrences,
    occurrences,
    shared_end,
    signs_before,
    signs_behind,
)
from generator.translation.alignment import AlignedText

_WORD = re.compile(r"\S+")
_PART = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_SMALL_WORD = re.compile(
    r"an?|the|of|and|or|to|in|on|at|by|for|from|with|as|that|which|who|is|was|are|were|be|been|has"
    r"|had|have|its?|his|her|their|this|these|about|after|against|according|between|before|during"
    r"|into|over|since|through|under|until|while|when|but|not|more|most",
    re.IGNORECASE,
)
_PARTICLE = re.compile(
    r"[وف]?(?:في|من|إلى|على|عن|مع|بين|ضد|بعد|قبل|عند|حول|خلال|منذ|حتى|تحت|فوق|أو|أن|إن|أنه|هو|هي|هذا|هذه"
    r"|ذلك|تلك|التي|الذي|الذين|كان|كانت|لا|لم|لن|ليس|ليست|ما|قد|كل|كما|لدى|غير|أكثر|معظم|وفقا?)"
    r"|[^\u0620-\u064A\u066E-\u06D3]+"
)
"""Words of the original that a small word may stand for: its own, and any that is copied."""
_UNALIGNED = -0.1
"""What a word without any link adds to a run: it may be bridged, but not gathered."""
_NEAR = 3
"""Words between the place that the alignment speaks for and one where words are found again."""
_CLEAR = 0.15
"""Share of links that may cross a cut between two words."""


def is_ill_sized(run: range, words: range) -> bool:
    """Whether a run of the translation is much longer or shorter than the original words."""
    return len(run) > 2 * len(words) + 2 or 3 * len(run) < len(words)


class Places:
    """Questions about one run of prose and its translation.

    Marks are ranges of characters in the plain original, `words` the numbers of its words. What
    comes back are numbers of words of the translation, or its characters where it is said.
    """

    def __init__(self, plain: str, aligned: AlignedText) -> None:
        self.plain = plain
        self.text = " ".join(aligned.text.split())
        self.source = _words(plain)
        self.target = _words(self.text)
        self._forth: dict[int, list[int]] = {}
        self._back: dict[int, list[int]] = {}
        for source, target in sorted(set(aligned.alignment)):
            if 0 <= source < len(self.source) and 0 <= target < len(self.target):
                self._forth.setdefault(source, []).append(target)
                self._back.setdefault(target, []).append(source)
        self.sentences = self._sentences(aligned.borders)

    def _sentences(self, borders: Sequence[tuple[int, int]]) -> tuple[tuple[range, range], ...]:
        """The words of each sentence in both texts; all is one where the borders do not fit."""
        last = (len(self.source), len(self.target))
        steps = list(pairwise([(0, 0), *borders]))
        if borders[-1:] != (last,) or any(a > c or b > d for (a, b), (c, d) in steps):
            steps = [((0, 0), last)]
        return tuple((range(a, c), range(b, d)) for (a, b), (c, d) in steps)

    def words(self, mark: range) -> range:
        """The words of the original of which at least half the letters are marked."""
        found = [
            index
            for index, word in enumerate(self.source)
            if common(word, mark) and self._is_mostly_marked(word, mark)
        ]
        return range(found[0], found[-1] + 1) if found else range(0)

    def _is_mostly_marked(self, word: range, mark: range) -> bool:
        """Of a word with a hyphen, only the parts that the mark touches count."""
        inside = cut(self.plain, common(word, mark))
        parts = (range(*part.span()) for part in _PART.finditer(self.plain, word.start, word.stop))
        touched = "".join(cut(self.plain, part) for part in parts if common(part, mark))
        return 2 * sum(map(str.isalnum, inside)) >= len(touched)

    def whole_sentences(self, mark: range) -> range | None:
        """The translation of marked words where they are whole sentences."""
        words = self.words(mark)
        inside = [pair for pair in self.sentences if common(pair[0], words)]
        if not words or sum(len(source) for source, _ in inside) != len(words):
            return None
        whole = self.plain[self.source[words[0]].start : self.source[words[-1]].stop]
        if sum(map(str.isalnum, whole)) != sum(map(str.isalnum, cut(self.plain, mark))):
            return None
        return range(inside[0][1].start, inside[-1][1].stop) or None

    def aligned_run(
        self, words: range, closed: Collection[int] = (), label: str = ""
    ) -> range | None:
        """The run of the translation that best fits the links of these words.

        Of all runs without a word of `closed`, the one with the most words aligned to these and
        the fewest aligned to others, small words at its edges left off, and others that are not
        in `label`, the words translated on their own. None where the links are too few or too
        scattered, or the run is much longer or shorter than the words.
        """
        linked = [word for word in words if word in self._forth]
        run = self._best_run(words, closed)
        if run is None or 2 * len(linked) < len(words) or is_ill_sized(run, words):
            return None
        links = [target for word in linked for target in self._forth[word]]
        if 2 * sum(target in run for target in links) < len(links):
            return None
        run = self._without_strangers(run, words, label)
        meant = self._meant(word for word in words if self._is_particle(word))
        while len(run) > 1 and run[0] not in meant and self._is_small(run[0]):
            run = run[1:]
        while len(run) > 1 and run[-1] not in meant and self._is_small(run[-1]):
            run = run[:-1]
        return None if run[0] not in meant and self._is_small(run[0]) else run

    def _meant(self, words: Iterable[int]) -> set[int]:
        """The only counterparts that any of these words has."""
        return {self._forth[word][0] for word in words if len(self._forth.get(word, ())) == 1}

    def _is_particle(self, word: int) -> bool:
        return bool(_PARTICLE.fullmatch(cut(self.plain, self.source[word])))

    def _is_small(self, word: int) -> bool:
        return bool(_SMALL_WORD.fullmatch(cut(self.text, self.target[word])))

    def _without_strangers(self, run: range, words: range, label: str) -> range:
        """The run less the words at its edges that the label does not have, if it has any."""
        known = {bare(each).casefold() for each in label.split()}
        same = [
            word
            for word in run
            if bare(cut(self.text, self.target[word])).casefold() in known
            and not self._is_small(word)
        ]
        if not same:
            return run
        meant = self._meant(words)
        start, stop = run.start, run.stop
        while start < same[0] and start not in meant:
            start += 1
        while stop - 1 > same[-1] and stop - 1 not in meant:
            stop -= 1
        return range(start, stop)

    def _best_run(self, words: range, closed: Collection[int]) -> range | None:
        """The contiguous run of the largest sum (Kadane's algorithm), the first and shortest."""
        best, best_total = None, -1.0
        start, total = 0, 0.0
        for target in range(len(self.target)):
            sources = self._back.get(target, [])
            inside = sum(source in words for source in sources)
            if target in closed or (total <= 0 and not inside):
                total = 0.0
                continue
            if total <= 0:
                start, total = target, 0.0
            outside = len(sources) - inside
            total += (inside - outside) / len(sources) if sources else _UNALIGNED
            if inside and total > best_total:
                best, best_total = range(start, target + 1), total
        return best

    def found_again(
        self, mark: range, label: str, closed: Collection[int], twins: Sequence[int] = ()
    ) -> range | None:
        """Where marked words stand in the translation of their sentences, if that is sure.

        Looked for are `label`, the words translated on their own, and the words themselves,
        which the engine may have copied. `twins` are the offsets of all marks that are the same.
        """
        own = cut(self.plain, mark)
        alone = _ARTICLE.sub("", bare(label))
        if _SMALL_WORD.fullmatch(alone) or 2 * len(alone.split()) < len(own.split()):
            alone = ""
        for phrase in filter(None, [alone, own, bare(own), own.translate(DIGITS)]):
            places = [self.touched(match) for match in occurrences(phrase, self.text)]
            places = [each for each in places if not any(word in closed for word in each)]
            chosen = self._chosen(places, mark, twins)
            if chosen is not None:
                return places[chosen]
        return None

    def found_verbatim(
        self, mark: range, content: str, closed: Collection[int], twins: Sequence[int] = ()
    ) -> range | None:
        """Characters where code or an address stands in the translation, if that is sure.

        Engines put spaces into them or drop their signs; letters and digits must be the same.
        """
        exact = occurrences(content, self.text, any_case=False)
        for matches in (exact, loose_occurrences(content, self.text)):
            places = [place for place in matches if not any(at in closed for at in place)]
            chosen = self._chosen([self.touched(place) for place in places], mark, twins)
            if chosen is not None:
                return places[chosen]
        return None

    def _chosen(self, places: Sequence[range], mark: range, twins: Sequence[int]) -> int | None:
        """Which of several places the marked words have come to: the alignment decides.

        Without it, the order, if they stand as often in the original, or are marked as often.
        """
        words = self.words(mark)
        window = self._window(words)
        inside = [index for index, place in enumerate(places) if place.start in window]
        links = {target for word in words for target in self._forth.get(word, ())}
        hits = {index: sum(word in links for word in places[index]) for index in inside}
        if any(hits.values()):
            best = [index for index, hit in hits.items() if hit == max(hits.values())]
            return best[0] if len(best) == 1 else None
        run = self.aligned_run(words)
        if run is not None:
            inside = [index for index in inside if _distance(places[index], run) <= _NEAR]
        if len(inside) == 1:
            return inside[0]
        own = (match.start for match in occurrences(cut(self.plain, mark), self.plain))
        for same in (self._beside(words, twins), self._beside(words, own)):
            if run is None and len(same) == len(inside) and mark.start in same:
                return inside[same.index(mark.start)]
        return None

    def _beside(self, words: range, offsets: Iterable[int]) -> list[int]:
        """The offsets that lie in the sentences these words of the original stand in."""
        inside = [source for source, _ in self.sentences if common(source, words)]
        if not inside:
            return []
        first, last = self.source[inside[0].start], self.source[inside[-1].stop - 1]
        return [offset for offset in offsets if first.start <= offset < last.stop]

    def _window(self, words: range) -> range:
        found = [target for source, target in self.sentences if common(source, words)]
        return range(found[0].start, found[-1].stop) if found else range(len(self.target))

    def touched(self, place: range) -> range:
        """The words that these characters of the translation belong to."""
        found = [index for index, word in enumerate(self.target) if common(word, place)]
        return range(found[0], found[-1] + 1) if found else range(0)

    def characters(self, run: range, mark: range) -> range:
        """The characters of a run of the translation, as the mark has punctuation at its edges.

        Only punctuation is ever cut off a word, and a possessive `'s`.
        """
        own = cut(self.plain, mark)
        touched = [word for word in self.source if common(word, mark)]
        before = self.plain[touched[0].start : mark.start]
        after = self.plain[mark.stop : touched[-1].stop]
        start, stop = self.target[run.start].start, self.target[run.stop - 1].stop
        first = cut(self.text, range(start, self.target[run.start].stop))
        start += signs_before(first, before, are_inside=not own[:1].isalnum())
        last = self.text[max(start, self.target[run.stop - 1].start) : stop]
        stop -= signs_behind(last, after, own)
        return range(start, stop)

    def offset_for(self, offset: int, *, is_next: bool = False) -> tuple[int, bool]:
        """Offset in the translation for what stands at an offset of the original.

        That is behind the word before it (with `is_next`, before the word behind it), and whether
        anything speaks for it; else the end of the sentence's translation.
        """
        index = self._word_at(offset, is_next=is_next)
        word = self.source[index]
        rest = self.plain[offset : word.stop] if not is_next else ""
        source, target = next(pair for pair in self.sentences if index in pair[0])
        if not target:
            return self.target[target.start - 1].stop if target.start else 0, False
        if index == source[-1] and not is_next:
            return self._end_of(target[-1], rest), True
        for near in range(index, max(index - _NEAR, source.start) - 1, -1):
            run = self.aligned_run(range(near, near + 1))
            if run is not None and is_next:
                return self.target[run.start].start, True
            if run is not None:
                return self._end_of(run[-1], rest if near == index else ""), True
            if is_next:
                break
        return self._end_of(target[-1], ""), False

    def _word_at(self, offset: int, *, is_next: bool) -> int:
        starts = [word.start for word in self.source]
        if is_next:
            return next((i for i, start in enumerate(starts) if start >= offset), len(starts) - 1)
        return max((i for i, start in enumerate(starts) if start < offset), default=0)

    def _end_of(self, word: int, rest: str) -> int:
        """Behind a word, before the punctuation that `rest` of the original's word is too."""
        place = self.target[word]
        return place.stop - (shared_end(cut(self.text, place), rest) if rest else 0)

    def clear_cut(self, offset: int) -> int | None:
        """Offset behind a word of the translation, where a line may break as in the original.

        None where no such cut divides the aligned words as the original does.
        """
        behind = sum(word.start < offset for word in self.source)
        for source, target in self.sentences:
            if source.stop == behind and target:
                return self.target[target[-1]].stop
        links = [(source, target) for source in self._forth for target in self._forth[source]]
        if not links:
            return None
        crossing = {
            place: sum((source < behind) != (target < place) for source, target in links)
            for place in range(1, len(self.target))
        }
        place = min(crossing, key=lambda each: crossing[each], default=0)
        if not place or crossing[place] > _CLEAR * len(links):
            return None
        return self.target[place - 1].stop


def _words(text: str) -> tuple[range, ...]:
    return tuple(range(*match.span()) for match in _WORD.finditer(text))


def _distance(first: range, second: range) -> int:
    return max(first.start - second.stop, second.start - first.stop, 0)
