"""Terms that editors use, learnt from what they make of machine drafts.

When the same English words are changed to the same other words again and again, and the same
Arabic stands in all those passages, the glossary lacks a term. It is proposed, never entered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from math import ceil

from generator.model.explainer import Term
from generator.text.normal import norm
from generator.translation.arabic_forms import SMALL_WORDS, WORD, Form, readings
from generator.translation.english_forms import EnglishText, without_article
from generator.translation.terminology import TermIndex

TIMES = 3
"""Passages in which a change must have been made before it is more than chance."""
_LONGEST_ENGLISH = 5
_LONGEST_ARABIC = 4
_STAYED = 2
"""Unchanged words at either side that may belong to the term: Suez channel, Suez Canal."""
_IN_MOST = 0.8
"""Share of the changed passages in which the Arabic must stand; one in five may paraphrase it."""
_RARE_ELSEWHERE = 0.5
"""Of the passages with this Arabic, the share that must have got this English."""
_EXAMPLES = 3

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENGLISH_SMALL_WORDS = """
    a an the this that these those of in on at to from by with for into over under through after
    before since during between among against about around within without and or but nor as than
    then also so if when while where who whom whose which what how it its he his him she her they
    their them we our us you your i my me is are was were be been being am has have had having do
    does did will would shall should can could may might must not no never there here up out off
    said says say told added noted very more most much many some any all each every such other
"""
_ENGLISH_SMALL = frozenset(_ENGLISH_SMALL_WORDS.split())
_BRIDGES = frozenset({"of", "the", "for", "and", "in"})


@dataclass(frozen=True)
class Edit:
    """A passage, the machine draft of it, and what a person made of that."""

    source: str
    machine: str
    edited: str
    slug: str


@dataclass(frozen=True)
class ProposedTerm:
    """A term that the glossary might take in."""

    arabic: str
    english: str
    instead_of: str
    """What the machine says for it."""
    times: int
    """Different passages in which it was changed so."""
    examples: tuple[Edit, ...]


@dataclass(frozen=True)
class _Gram:
    """Some Arabic words in a row, as they may be read in one passage."""

    text: str
    cost: int


@dataclass(frozen=True)
class _Span:
    """Words that went and came, by their numbers, between words that stayed."""

    went: range
    came: range
    stayed_before: int
    stayed_behind: int

    def joined(self, other: _Span) -> _Span:
        """This one, the next, and what stands between."""
        return _Span(
            range(self.went.start, other.went.stop),
            range(self.came.start, other.came.stop),
            self.stayed_before,
            other.stayed_behind,
        )

    def widened(self) -> Iterator[tuple[range, range]]:
        """The words that went and came, with none, one or two of those that stayed."""
        for left in range(min(_STAYED, self.stayed_before) + 1):
            for right in range(min(_STAYED, self.stayed_behind) + 1):
                yield (
                    range(self.went.start - left, self.went.stop + right),
                    range(self.came.start - left, self.came.stop + right),
                )


def learn(
    edits: Iterable[Edit], known: Sequence[Term] = (), least: int = TIMES
) -> tuple[ProposedTerm, ...]:
    """Terms that were put in at least so many different passages, most often first."""
    passages = {norm(edit.source): _Passage(edit) for edit in edits}
    changes: dict[tuple[str, str], list[_Passage]] = {}
    for passage in passages.values():
        for change in passage.changes:
            changes.setdefault(change, []).append(passage)
    places = _places(passages.values())
    index = TermIndex.of(known)
    found = [
        proposal
        for change, changed in changes.items()
        if len(changed) >= least and _is_telling(change)
        for proposal in _propose(change, changed, places, least)
        if not _is_known(proposal, index)
    ]
    rest = [each for each in found if not any(_says_more(other, each) for other in found)]
    return tuple(sorted(rest, key=lambda each: (-each.times, each.arabic, each.english)))


class _Passage:
    """An edit, and what is worked out of it when it is asked for."""

    def __init__(self, edit: Edit) -> None:
        self.edit = edit

    @cached_property
    def changes(self) -> Mapping[tuple[str, str], str]:
        """What was changed to what, in small letters, and as the editor wrote it."""
        return _find_changes(self.edit)

    @cached_property
    def words(self) -> tuple[re.Match[str], ...]:
        return tuple(WORD.finditer(self.edit.source))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem that any of its words may have."""
        return frozenset(form.stem for word in self.words for form in readings(word[0]))

    @cached_property
    def grams(self) -> Mapping[tuple[str, ...], _Gram]:
        """Its runs of one to four words, by their stems, in the most literal reading."""
        return _find_grams(self.edit.source, self.words)

    def has_english(self, phrase: str) -> bool:
        """Whether the editor's text says this."""
        return any(True for _ in EnglishText.of(self.edit.edited).find(phrase))


def _find_changes(edit: Edit) -> dict[tuple[str, str], str]:
    old, new = _TOKEN.findall(edit.machine), _TOKEN.findall(edit.edited)
    before, after = [word.casefold() for word in old], [word.casefold() for word in new]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    changes: dict[tuple[str, str], str] = {}
    for went, came in _spans(blocks, before):
        left, right = _bare(before, went), _bare(after, came)
        if 0 < len(left) <= _LONGEST_ENGLISH and 0 < len(right) <= _LONGEST_ENGLISH:
            change = (" ".join(before[at] for at in left), " ".join(after[at] for at in right))
            changes.setdefault(change, " ".join(new[at] for at in right))
    return changes


def _spans(
    blocks: Sequence[tuple[int, int, int]], before: Sequence[str]
) -> Iterator[tuple[range, range]]:
    """Words that went and words that came for them, alone and with one or two that stayed.

    Two changes with only a small word between them (canal of Switzerland) are one more.
    """
    spans = [
        _Span(range(one + size, two), range(other + size, another), size, following)
        for (one, other, size), (two, another, following) in pairwise([(0, 0, 0), *blocks])
    ]
    joined = [
        first.joined(second)
        for first, second in pairwise(spans)
        if first.stayed_behind == 1 and before[first.went.stop] in _BRIDGES
    ]
    for span in (*spans, *joined):
        if span.went or span.came:
            yield from span.widened()


def _bare(words: Sequence[str], span: range) -> range:
    """The span without an article or another small word at either end."""
    start, stop = span.start, span.stop
    while start < stop and words[start] in _ENGLISH_SMALL:
        start += 1
    while start < stop and words[stop - 1] in _ENGLISH_SMALL:
        stop -= 1
    return range(start, stop)


def _is_telling(change: tuple[str, str]) -> bool:
    """Whether a change is one of words, and not of numbers only."""
    old, new = change
    return old != new and any(map(str.isalpha, old)) and any(map(str.isalpha, new))


def _find_grams(source: str, words: Sequence[re.Match[str]]) -> dict[tuple[str, ...], _Gram]:
    grams: dict[tuple[str, ...], _Gram] = {}

    def extend(place: int, forms: tuple[Form, ...]) -> None:
        if not _is_small(forms[0]) and not _is_small(forms[-1]):
            stems = tuple(form.stem for form in forms)
            gram = _Gram(" ".join(form.text for form in forms), sum(form.cost for form in forms))
            if stems not in grams or gram.cost < grams[stems].cost:
                grams[stems] = gram
        following = place + 1
        if len(forms) < _LONGEST_ARABIC and following < len(words):
            gap = source[words[place].end() : words[following].start()]
            if gap.isspace():
                for form in readings(words[following][0], prefixes=False):
                    extend(following, (*forms, form))

    for place, word in enumerate(words):
        for form in readings(word[0]):
            extend(place, (form,))
    return grams


def _is_small(form: Form) -> bool:
    return form.stem in SMALL_WORDS or form.stem.isdecimal()


def _places(passages: Iterable[_Passage]) -> dict[str, list[_Passage]]:
    places: dict[str, list[_Passage]] = {}
    for passage in passages:
        for stem in passage.stems:
            places.setdefault(stem, []).append(passage)
    return places


def _propose(
    change: tuple[str, str],
    changed: Sequence[_Passage],
    places: Mapping[str, Sequence[_Passage]],
    least: int,
) -> Iterator[ProposedTerm]:
    """The longest Arabic that these passages share and others have not, if there is any."""
    counts = Counter(stems for passage in changed for stems in passage.grams)
    enough = max(least, ceil(_IN_MOST * len(changed)))
    english = _most_common(passage.changes[change] for passage in changed)

    def rank(stems: tuple[str, ...]) -> tuple[int, int, int, tuple[str, ...]]:
        costs = [each.grams[stems].cost for each in changed if stems in each.grams]
        return (-len(stems), -len(costs), min(costs), stems)

    for stems in sorted((each for each, count in counts.items() if count >= enough), key=rank):
        if _share(stems, english, places) >= _RARE_ELSEWHERE:
            inside = [passage for passage in changed if stems in passage.grams]
            grams = [passage.grams[stems] for passage in inside]
            plainest = min(gram.cost for gram in grams)
            yield ProposedTerm(
                _most_common(gram.text for gram in grams if gram.cost == plainest),
                english,
                change[0],
                len(inside),
                tuple(passage.edit for passage in inside[:_EXAMPLES]),
            )
            return


def _share(stems: tuple[str, ...], english: str, places: Mapping[str, Sequence[_Passage]]) -> float:
    """Of all the passages that have this Arabic, the share that says this English."""
    rarest = min((places[stem] for stem in stems), key=len)
    having = [each for each in rarest if each.stems.issuperset(stems) and stems in each.grams]
    return sum(each.has_english(english) for each in having) / len(having)


def _most_common(texts: Iterable[str]) -> str:
    """The most frequent text; of several the one with fewest capitals, the shortest, the first."""
    counts = Counter(texts)
    return min(
        counts, key=lambda text: (-counts[text], sum(map(str.isupper, text)), len(text), text)
    )


def _is_known(proposal: ProposedTerm, index: TermIndex) -> bool:
    """Whether the glossary has this Arabic with this English already."""
    text = EnglishText.of(proposal.english)
    return any(
        proposal.english == without_article(rendering) or any(text.find(rendering))
        for use in index.find(proposal.arabic)
        for rendering in use.renderings
    )


def _says_more(other: ProposedTerm, proposal: ProposedTerm) -> bool:
    """Whether another proposal says the same in more words, as often."""
    return (
        other != proposal
        and other.times >= proposal.times
        and _has_words(other.arabic, proposal.arabic)
        and _has_words(other.english, proposal.english)
        and _has_words(other.instead_of, proposal.instead_of)
    )


def _has_words(text: str, phrase: str) -> bool:
    return f" {phrase.casefold()} " in f" {text.casefold()} "
