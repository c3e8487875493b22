"""The terms of the glossary in Arabic sentences, and that machine drafts render them as agreed.

Terms are found behind prefixes and before pronouns, longest first, each word in one term only. A
draft keeps a term when an approved rendering stands in it; if not, one of its alternatives may,
or the words that the term is aligned to can be replaced. What is left is flagged for a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from generator.model.explainer import Term
from generator.ports import Draft
from generator.translation.arabic_forms import WORD, Form, is_small, readings, split_article
from generator.translation.english_forms import EnglishText, differ_in_number_only
from generator.translation.term_replacing import Replaced, replace_aligned, replace_place

How: TypeAlias = Literal["found", "kept", "chosen", "replaced", "flagged"]

WORST_DIFFERENCE = 0.3
"""How much worse than the first draft, in mean log-probability of a token, an alternative may be
that is chosen for its terms: each of its tokens three quarters as likely on average. Further down
a beam, what is gained in names is lost in sense."""
_GAP = re.compile("[\\s\\-–—«»‹›“”\"'()\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]*")
_PROPER = re.compile(r"\b[A-Z][^\W\d_]*[a-z]")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class TermUse:
    """A term in a sentence, and how the English renders it."""

    term: Term
    written: str
    """The spelling in the glossary that was found: the term itself or an alias."""
    start: int
    """Offset in the source; prefixes and pronouns of its words are within."""
    end: int
    rivals: tuple[Term, ...] = ()
    """Further terms that are written alike: their renderings are as good."""
    how: How = "found"
    """`found` in the source, and nothing more said; `kept` by the draft as it came, `chosen` with
    an alternative, `replaced` word for word, or `flagged`: no approved rendering is there."""
    english: str = ""
    """What stands for it in the English; empty where it is flagged."""
    instead_of: str = ""
    """The words of the draft that were replaced."""

    @property
    def renderings(self) -> tuple[str, ...]:
        """Every approved English, the headword first."""
        terms = (self.term, *self.rivals)
        return tuple(
            dict.fromkeys(each for term in terms for each in (term.english, *term.english_aliases))
        )


@dataclass(frozen=True)
class Enforced:
    """A draft that keeps as many terms as could be had without harm, and the report of it."""

    draft: Draft
    uses: tuple[TermUse, ...]

    @property
    def flagged(self) -> tuple[TermUse, ...]:
        """The terms that a person has to see to."""
        return tuple(use for use in self.uses if use.how == "flagged")


@dataclass(frozen=True)
class _Entry:
    """One spelling of a term, cut into words."""

    term: Term
    written: str
    stems: tuple[str, ...]
    articles: tuple[bool, ...]
    gaps: tuple[str, ...]
    is_name: bool


@dataclass(frozen=True)
class _Match:
    """A spelling found at words `first` to `first + len(forms)`."""

    entry: _Entry
    first: int
    forms: tuple[Form, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """Longest first, then as written rather than with much taken off, then as it is read."""
        strangeness = sum(
            form.cost - form.has_article + (form.has_article != article)
            for form, article in zip(self.forms, self.entry.articles, strict=True)
        )
        return (-len(self.forms), strangeness, self.first)


@dataclass(frozen=True)
class TermIndex:
    """Terms by the words they are written with; made once, asked for every sentence."""

    entries: Mapping[tuple[str, ...], tuple[_Entry, ...]]
    beginnings: frozenset[tuple[str, ...]]
    """The first word of every spelling, its first two words, and so on."""
    known: frozenset[str]
    """Words of terms: nothing is taken from them."""

    @classmethod
    def of(cls, terms: Iterable[Term]) -> TermIndex:
        """An index of the terms in every spelling."""
        entries: dict[tuple[str, ...], list[_Entry]] = {}
        for term in terms:
            for written in dict.fromkeys((term.term, *term.aliases)):
                entry = _read_entry(term, written)
                if entry.stems:
                    entries.setdefault(entry.stems, []).append(entry)
        return cls(
            {stems: tuple(found) for stems, found in entries.items()},
            frozenset(stems[: end + 1] for stems in entries for end in range(len(stems))),
            frozenset(stem for stems in entries for stem in stems if len(stem) > 2),
        )

    def find(self, source: str) -> tuple[TermUse, ...]:
        """The terms of a sentence in the order in which it names them, never overlapping."""
        words = list(WORD.finditer(source))
        taken: set[int] = set()
        best: dict[int, list[_Match]] = {}
        for match in sorted(self._matches(source, words), key=lambda each: each.rank):
            places = range(match.first, match.first + len(match.forms))
            rivals = best.get(match.first)
            if rivals and match.rank == rivals[0].rank:
                rivals.append(match)
            elif taken.isdisjoint(places):
                taken.update(places)
                best[match.first] = [match]
        return tuple(_use(best[first], words) for first in sorted(best))

    def _matches(self, source: str, words: Sequence[re.Match[str]]) -> Iterator[_Match]:
        for first, word in enumerate(words):
            for form in readings(word[0], self.known):
                yield from self._longer(source, words, first, (form,))

    def _longer(
        self, source: str, words: Sequence[re.Match[str]], first: int, forms: tuple[Form, ...]
    ) -> Iterator[_Match]:
        """Every match that begins with these words read as `forms`."""
        stems = tuple(form.stem for form in forms)
        if stems not in self.beginnings:
            return
        gaps = tuple(
            source[words[place].end() : words[place + 1].start()]
            for place in range(first, first + len(forms) - 1)
        )
        for entry in self.entries.get(stems, ()):
            if _fits(entry, forms, gaps):
                yield _Match(entry, first, forms)
        following = first + len(forms)
        if following < len(words):
            for form in readings(words[following][0], self.known, prefixes=False):
                yield from self._longer(source, words, first, (*forms, form))


def find_terms(source: str, terms: Sequence[Term]) -> tuple[TermUse, ...]:
    """The terms of one sentence; for many sentences make a `TermIndex` once."""
    return TermIndex.of(terms).find(source)


def _read_entry(term: Term, written: str) -> _Entry:
    words = list(WORD.finditer(written))
    split = [split_article(word[0]) for word in words]
    gaps = tuple(written[before.end() : after.start()] for before, after in pairwise(words))
    return _Entry(
        term,
        written,
        tuple(stem for stem, _ in split),
        tuple(has_article for _, has_article in split),
        gaps,
        _is_name(term.english),
    )


def _is_name(english: str) -> bool:
    """Whether the English is a name, by a word that begins with a capital and goes on without."""
    return bool(_PROPER.search(english))


def _fits(entry: _Entry, forms: Sequence[Form], gaps: Sequence[str]) -> bool:
    """Whether words with the right stems are this spelling and not merely like it."""
    if not all(
        _GAP.fullmatch(found) or found == wanted
        for found, wanted in zip(gaps, entry.gaps, strict=True)
    ):
        return False
    if not entry.is_name:
        return True
    # القاعدة is an organisation, قاعدة a base; عمر is a man, العمر is age.
    if len(forms) == 1:
        return entry.articles[0] == forms[0].has_article and not forms[0].is_suffixed
    return forms[0].has_article or not entry.articles[0]


def _use(matches: Sequence[_Match], words: Sequence[re.Match[str]]) -> TermUse:
    match = matches[0]
    terms = dict.fromkeys(each.entry.term for each in matches)
    return TermUse(
        match.entry.term,
        match.entry.written,
        words[match.first].start(),
        words[match.first + len(match.forms) - 1].end(),
        tuple(terms)[1:],
    )


def enforce(source: str, draft: Draft, index: TermIndex) -> Enforced:
    """The draft of `source` with its terms rendered as the glossary has them, where that is safe.

    Each use of a term is reported once. A term that the English names once is kept in all its
    uses: a pronoun in its place is good English. Scores stay those of the engine's own words.
    """
    found = index.find(source)
    if not found:
        return Enforced(draft, ())
    chosen = _choose(found, draft)
    before = _kept(found, draft.text)
    after = before if chosen is draft else _kept(found, chosen.text)
    uses = tuple(_reported(use, before, after) for use in found)
    return _replace_flagged(source, chosen, uses)


def _reported(use: TermUse, before: Mapping[Term, str], after: Mapping[Term, str]) -> TermUse:
    """The use with what the terms kept before and after the choice say of it."""
    if use.term not in after:
        return replace(use, how="flagged")
    how: How = "kept" if use.term in before else "chosen"
    return replace(use, how=how, english=after[use.term])


def _choose(uses: Sequence[TermUse], draft: Draft) -> Draft:
    """The draft or that alternative which keeps most terms; the surer one of two alike."""
    if not draft.alternatives:
        return draft
    numbers = sorted(_NUMBER.findall(draft.text))
    candidates = [
        draft,
        *(
            each
            for each in draft.alternatives
            if each.score >= draft.score - WORST_DIFFERENCE
            and not each.truncated
            and sorted(_NUMBER.findall(each.text)) == numbers
        ),
    ]

    def merit(candidate: Draft) -> tuple[int, bool, float]:
        kept = _kept(uses, candidate.text)
        return sum(use.term in kept for use in uses), candidate is draft, candidate.score

    best = max(candidates, key=merit)
    if best is draft:
        return draft
    others = (replace(draft, alternatives=()), *draft.alternatives)
    return replace(best, alternatives=tuple(each for each in others if each is not best))


def _kept(uses: Sequence[TermUse], text: str) -> dict[Term, str]:
    """The terms that the text renders, and the words that do.

    The same words serve two terms only where both are rendered alike.
    """
    english = EnglishText.of(text)
    taken: list[tuple[int, int]] = []
    kept: dict[Term, str] = {}
    places = {
        (*place, use.term) for use in dict.fromkeys(uses) for place in _renderings_in(english, use)
    }
    # The Suez Canal is not named where only the Suez Canal Authority is: longest first.
    for start, end, term in sorted(places, key=lambda each: (each[0] - each[1], each[0])):
        if all(
            end <= first or last <= start or (start, end) == (first, last) for first, last in taken
        ):
            taken.append((start, end))
            kept.setdefault(term, text[start:end])
    # English to avoid is no better for standing beside the right one.
    avoided = {use.term for use in uses for _ in _avoided(use, english, taken)}
    return {term: words for term, words in kept.items() if term not in avoided}


def _renderings_in(english: EnglishText, use: TermUse) -> tuple[tuple[int, int], ...]:
    """Where the English renders a term; an adjective or initials do where nothing else does."""
    exact = tuple(place for each in use.renderings for place in english.find(each))
    return exact or tuple(place for each in use.renderings for place in english.find_derived(each))


def _avoided(
    use: TermUse, english: EnglishText, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Where English to avoid stands for the term, and is no part of what was `taken`."""
    for phrase in use.term.avoid:
        for start, end in english.find(phrase):
            if not any(first <= start and end <= last for first, last in taken):
                yield start, end


def _replace_flagged(source: str, draft: Draft, uses: Sequence[TermUse]) -> Enforced:
    """The draft with other words replaced for the flagged terms that allow it."""
    done = list(uses)
    for place, use in enumerate(uses):
        if use.how != "flagged":
            continue
        outcome = _replace_one(source, draft, use, uses)
        if outcome is not None:
            draft = outcome.draft
            done[place] = replace(
                use, how="replaced", english=outcome.english, instead_of=outcome.instead_of
            )
    # Where one use of a term was replaced, it is named: another may be a pronoun.
    named = {use.term: use.english for use in done if use.how == "replaced"}
    return Enforced(
        draft,
        tuple(
            replace(use, how="kept", english=named[use.term])
            if use.how == "flagged" and use.term in named
            else use
            for use in done
        ),
    )


def _replace_one(
    source: str, draft: Draft, use: TermUse, uses: Sequence[TermUse]
) -> Replaced | None:
    """The draft with the English that is to be avoided replaced, else the words aligned."""
    english = EnglishText.of(draft.text)
    protected = tuple(
        place for each in uses for phrase in each.renderings for place in english.find(phrase)
    )
    words, renderings = _source_words(source, use), _rendering_for(use)
    for place in _avoided(use, english, protected):
        if outcome := replace_place(draft, place, words, renderings, protected):
            return outcome
    return replace_aligned(draft, words, _neighbours(source, words), renderings, protected)


def _source_words(source: str, use: TermUse) -> frozenset[int]:
    """Numbers of the words, cut at spaces, that hold the term."""
    return frozenset(
        number
        for number, word in enumerate(re.finditer(r"\S+", source))
        if word.start() < use.end and use.start < word.end()
    )


def _neighbours(source: str, words: Collection[int]) -> frozenset[int]:
    """Numbers of the words before and behind the term that mean something of their own."""
    written = source.split()
    return frozenset(
        number
        for number in (min(words) - 1, max(words) + 1)
        if 0 <= number < len(written) and not is_small(written[number])
    )


def _rendering_for(use: TermUse) -> tuple[str, ...]:
    """What may be put into the text: the headword, or its other number; none where terms differ.

    Where the Arabic is an alias, longer or shorter than the term, the English is the alias that
    is longer or shorter too and nearest to it in length: الفاو is the FAO.
    """
    if any(rival.english != use.term.english for rival in use.rivals):
        return ()
    term = use.term
    length = _count(use.written)
    difference = length - _count(term.term)
    headword = term.english
    if difference:
        fitting = [
            each
            for each in term.english_aliases
            if (_count(each) - _count(term.english)) * difference > 0
        ]
        headword = min(fitting, key=lambda each: abs(_count(each) - length), default=headword)
    others = [each for each in term.english_aliases if differ_in_number_only(each, headword)]
    return (headword, *others)


def _count(phrase: str) -> int:
    return len(WORD.findall(phrase))
