"""Which words of an English text are a term, for links: number, possessive and capitals.

A name has its capitals, a common noun is in small letters but where a sentence begins: May is no
may, `who` is not WHO. A word behind `to` or `will` that could be a verb is no noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.translation.english_forms import (
    head_place,
    is_acronym,
    is_number_of,
    plain_word,
    root_of,
    without_article,
)
from generator.translation.phrases import Phrases, gaps_between, may_part
from generator.translation.term_forms import FoundForm, GlossaryForm

_WORD = re.compile(
    r"[A-Z](?:\.[A-Z])+(?:\.|(?![^\W_]))"
    r"|(?:[^\W_][\u0300-\u036f]*)+(?:['’](?:[^\W_][\u0300-\u036f]*)+)*"
    r"|&"
)
"""A word; initials with their full stops are one word."""
_POSSESSIVE = re.compile(r"['’][sS]$")
_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_OPENING = "[\\s\"'“‘«(\\[\u200b-\u200f\u202a-\u202e\u2066-\u2069]*"
_SENTENCE_BEFORE = re.compile(
    rf"(?:^|[.!?…][\"'”’»)\]]*\s+|[:•–—]\s+|[:,]\s+[\"“‘«]|\n){_OPENING}$"
)
_TITLE_BEFORE = re.compile(r"\b(?:Mrs?|Ms|Dr|Gen|Lt|Col|Capt|Sgt|Prof|Sen|Rep|Gov|St|No)\.\s*$")
_LONGEST_OPENING = 12
_MODALS = ["will", "would", "can", "could", "may", "might", "must", "should", "shall", "cannot"]
_NEGATED = ["can't", "won't", "don't", "didn't", "wouldn't", "couldn't", "shouldn't"]
_BEFORE_VERBS = frozenset([*_MODALS, *_NEGATED, "they", "we", "you", "i"])
_POINTING = ["the", "a", "an", "any", "all", "this", "that", "these", "those", "every"]
_OBJECTS = frozenset([*_POINTING, "its", "their", "his", "her", "our", "it", "them", "us", "him"])
_OTHER_WORDS = frozenset(["by", "re", "co", "e", "un", "de", "sub", "vice"])
"""With a hyphen these make another word: a by-election is no election."""


@dataclass(frozen=True, slots=True)
class _Rendering:
    """A form of the glossary cut into words, bare of accents and possessives."""

    form: GlossaryForm
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    head: int
    """Number of the word that may be in the plural; below 0 where none may."""

    @classmethod
    def of(cls, form: GlossaryForm) -> _Rendering:
        written = without_article(form.written)
        matches = tuple(_WORD.finditer(written))
        words = tuple(_bare(match[0]) for match in matches)
        head = head_place([word.casefold() for word in words])
        is_fixed = form.is_never and len(words) == 1
        return cls(form, words, gaps_between(written, matches), -1 if is_fixed else head)

    @property
    def stems(self) -> tuple[str, ...]:
        """What its words are looked up by."""
        return tuple(root_of(word.casefold()) for word in self.words)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A word as it is looked up: there is one way to read it."""

    stem: str


@dataclass(frozen=True)
class EnglishTerms:
    """The English forms of a glossary."""

    phrases: Phrases[_Rendering]

    @classmethod
    def of(cls, forms: Iterable[GlossaryForm]) -> EnglishTerms:
        """The forms by their words."""
        renderings = map(_Rendering.of, forms)
        return cls(Phrases.of((rendering.stems, rendering) for rendering in renderings))

    def find(self, text: str) -> Iterator[FoundForm]:
        """Every form that the text may have, overlapping ones too."""
        words = tuple(_WORD.finditer(text))
        bare_words = tuple(_bare(word[0]) for word in words)
        readings = [(_Reading(root_of(word.casefold())),) for word in bare_words]

        def read(place: int, _: bool) -> tuple[_Reading]:
            return readings[place]

        for first in range(len(words)):
            for rendering, stems in self.phrases.beginning_at(first, len(words), read):
                last = first + len(stems)
                distance = _strangeness(rendering, bare_words[first:last])
                if (
                    distance is not None
                    and may_part(text, words[first:last], rendering.gaps)
                    and _fits(rendering, text, words, first, bare_words[first:last])
                ):
                    start, end = words[first].start(), _end_of(words[last - 1])
                    yield FoundForm(rendering.form, start, end, len(stems), distance)


def _bare(word: str) -> str:
    """The word without accents and without the possessive; initials without their full stops."""
    if word.isascii() and word.isalnum():
        return word
    if "." in word:
        return word.replace(".", "")
    return _POSSESSIVE.sub("", plain_word(word))


def _end_of(word: re.Match[str]) -> int:
    """Offset behind a word, its possessive left out."""
    return word.end() - 2 * bool(_POSSESSIVE.search(word[0]))


def _strangeness(rendering: _Rendering, written: Sequence[str]) -> int | None:
    """How far bare words are from the rendering; None where they are something else."""
    total = 0
    for place, (word, wanted) in enumerate(zip(written, rendering.words, strict=True)):
        distance = _distance(word, wanted, may_be_plural=place == rendering.head)
        if distance is None:
            return None
        total += distance
    return total


def _fits(
    rendering: _Rendering,
    text: str,
    words: Sequence[re.Match[str]],
    first: int,
    written: Sequence[str],
) -> bool:
    """Whether the capitals and what stands round the words leave them their sense."""
    is_sentence = written[0][:1].isupper() and _begins_sentence(text, words[first].start())
    if not _may_have_capitals(rendering.words, written, is_sentence=is_sentence):
        return False
    is_alone = len(written) == 1
    return not written[0].islower() or not _is_other_word(text, words, first, is_alone=is_alone)


def _distance(word: str, wanted: str, *, may_be_plural: bool) -> int | None:
    """How differently a word is written; capitals that should not be there are seen to later."""
    if word == wanted:
        return 0
    if is_acronym(wanted):
        return 1 if may_be_plural and word == f"{wanted}s" else None
    if wanted[:1].isupper() and not word[:1].isupper() and word not in _SMALL:
        return None
    one, other = word.casefold(), wanted.casefold()
    if one == other:
        return 1
    return 2 if may_be_plural and is_number_of(one, other) else None


def _may_have_capitals(wanted: Sequence[str], written: Sequence[str], *, is_sentence: bool) -> bool:
    """Whether words of a common noun may be written with the capitals they have.

    At the beginning of a sentence, as part of a name (the crossing of Bab al-Hawa Crossing), or
    where all of several words have them (Prime Minister).
    """
    capitals = [
        place
        for place, (want, word) in enumerate(zip(wanted, written, strict=True))
        if word[:1].isupper() and not want[:1].isupper()
    ]
    if not capitals or any(word[:1].isupper() for word in wanted):
        return True
    if capitals == [0] and is_sentence and not (len(written[0]) > 1 and written[0].isupper()):
        return True
    telling = [word for word in written if word.casefold() not in _SMALL]
    return len(telling) > 1 and all(word[:1].isupper() for word in telling)


def _begins_sentence(text: str, start: int) -> bool:
    begin = max(0, start - _LONGEST_OPENING)
    return bool(_SENTENCE_BEFORE.search(text, begin, start)) and not _TITLE_BEFORE.search(
        text, begin, start
    )


def _is_other_word(
    text: str, words: Sequence[re.Match[str]], first: int, *, is_alone: bool
) -> bool:
    """Whether the word is the second half of another, or a verb."""
    if not first:
        return False
    before = words[first - 1]
    gap = text[before.end() : words[first].start()]
    previous = before[0].replace("’", "'").casefold()
    if gap in ("-", "\u2010", "\u2011"):
        return previous in _OTHER_WORDS
    if not is_alone or gap.strip():
        return False
    following = ""
    if first + 1 < len(words) and text[words[first].end() : words[first + 1].start()].isspace():
        following = words[first + 1][0].casefold()
    return previous in _BEFORE_VERBS or (previous == "to" and following in _OBJECTS)
