"""Which words of an Arabic text are a term, for links: what may differ from the glossary.

What clings to a word may differ, and how carefully it is written; a letter that was meant may not:
إعلام (media) are not أعلام (flags), nor is كتابه (his book) a sloppy كتابة (writing). Where both
have vowel signs, these may not contradict: عَمّان is no spelling of عُمان.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.translation.arabic_forms import WORD, Form, bare, readings, split_article, stem_of
from generator.translation.english_forms import english_words, head_place
from generator.translation.phrases import Phrases, gaps_between, may_part
from generator.translation.term_forms import FoundForm, GlossaryForm

_PROPER = re.compile(r"[A-Z][^\W\d_]*[a-z]")
_BEGINNING = 2
"""Letters of a term that tell whether it is worth to read a word."""
_CLITICS = tuple("وفبكلا")
_LONGEST_PREFIX = 5
"""وبالال, of which لل may hide one more letter."""
_REMEMBERED = 50_000
_SHADDA = "\u0651"
_SIGNS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0652") | {_SHADDA}
_HASTE = frozenset(
    pair
    for one, other in (("ا", "أ"), ("ا", "إ"), ("ا", "آ"), ("ا", "ٱ"), ("و", "ؤ"), ("ک", "ك"))
    for pair in ((one, other), (other, one))
)
"""Letters of which one is often written for the other."""
_HASTE_AT_END = frozenset({("ى", "ي"), ("ي", "ى"), ("ی", "ي"), ("ی", "ى")})


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A form of the glossary cut into words."""

    form: GlossaryForm
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    is_name: bool
    """The English is a name: a word of it has a capital."""
    has_number: bool
    """It is a noun that has a plural; a name has none."""

    @classmethod
    def of(cls, form: GlossaryForm) -> _Spelling:
        words = tuple(WORD.finditer(form.written))
        english = [word.text for word in english_words(form.term.english)]
        return cls(
            form,
            tuple(word[0] for word in words),
            gaps_between(form.written, words),
            bool(_PROPER.search(form.term.english)),
            bool(english) and english[head_place(english)].islower(),
        )

    @property
    def stems(self) -> tuple[str, ...]:
        """What its words are looked up by."""
        return tuple(split_article(word)[0] for word in self.words)


@dataclass(frozen=True)
class ArabicTerms:
    """The Arabic forms of a glossary."""

    phrases: Phrases[_Spelling]
    read: Callable[[str, bool], tuple[Form, ...]]
    """The readings of a word that may be of a term, at the beginning of a phrase or inside it;
    remembered, as the same words come again and again."""

    @classmethod
    def of(cls, forms: Iterable[GlossaryForm]) -> ArabicTerms:
        """The forms by their words."""
        spellings = [(spelling.stems, spelling) for spelling in map(_Spelling.of, forms)]
        words = frozenset(stem for stems, _ in spellings for stem in stems)
        known = frozenset(stem for stem in words if len(stem) > 2)
        beginnings = frozenset(stems[0][:_BEGINNING] for stems, _ in spellings if stems)

        @lru_cache(maxsize=_REMEMBERED)
        def read(word: str, is_first: bool) -> tuple[Form, ...]:
            if is_first and not _may_begin(word, beginnings):
                return ()
            forms = readings(word, known, prefixes=is_first, numbers=True)
            return tuple(form for form in forms if form.stem in words)

        return cls(Phrases.of(spellings), read)

    def find(self, text: str) -> Iterator[FoundForm]:
        """Every form that the text may have, overlapping ones too."""
        words = tuple(WORD.finditer(text))

        def read_place(place: int, is_first: bool) -> tuple[Form, ...]:
            return self.read(words[place][0], is_first)

        for first in range(len(words)):
            for spelling, forms in self.phrases.beginning_at(first, len(words), read_place):
                taken = words[first : first + len(forms)]
                distance = _strangeness(spelling, [word[0] for word in taken], forms)
                if distance is not None and may_part(text, taken, spelling.gaps):
                    yield FoundForm(
                        spelling.form, taken[0].start(), taken[-1].end(), len(taken), distance
                    )


def _may_begin(word: str, beginnings: Collection[str]) -> bool:
    """Whether a term may begin behind what can cling to a word: in most words none does."""
    stem = stem_of(bare(word))
    for start in range(_LONGEST_PREFIX + 1):
        if stem[start : start + _BEGINNING] in beginnings:
            return True
        if stem[start : start + 1] not in _CLITICS:
            return False
    return False


def _strangeness(spelling: _Spelling, written: Sequence[str], forms: Sequence[Form]) -> int | None:
    """How far words read as `forms` are from the spelling; None where they are something else."""
    if not _may_be_so_inflected(spelling, forms):
        return None
    total = 0
    for wanted, word, form in zip(spelling.words, written, forms, strict=True):
        distance = _distance(wanted, word, form, is_alone=len(forms) == 1)
        if distance is None or (spelling.form.is_never and not _has_signs_of(wanted, word)):
            return None
        total += distance + form.cost - form.has_article
    return total


def _may_be_so_inflected(spelling: _Spelling, forms: Sequence[Form]) -> bool:
    articles = [split_article(word)[1] for word in spelling.words]
    if any(form.is_singular or form.is_masculine for form in forms):
        if not spelling.has_number or spelling.form.is_never:
            return False
        if any(form.is_masculine for form in forms) and not forms[0].is_singular:
            return False
    if spelling.form.is_never:
        is_alone = len(forms) == 1
        return not is_alone or (forms[0].has_article == articles[0] and not forms[0].is_suffixed)
    if not spelling.is_name:
        return True
    # القاعدة is an organisation, قاعدة a base; عمر is a man, العمر is age.
    if len(forms) == 1:
        return forms[0].has_article == articles[0] and not forms[0].is_suffixed
    return forms[0].has_article or not articles[0]


def _distance(wanted: str, word: str, form: Form, *, is_alone: bool) -> int | None:
    """How differently a word is spelt; None for another word."""
    text, (_, has_article) = bare(wanted), split_article(wanted)
    target = text[2:] if has_article else text
    stem = form.text[2:] if form.has_article else form.text
    if target.isascii() and not target.isdecimal():
        is_same = stem == target or (target.islower() and stem.lower() == target)
    else:
        may_lack_dots = form.has_article or not is_alone
        is_same = _is_but_for_haste(stem, target, may_lack_dots=may_lack_dots)
    if not is_same or not _agree_in_signs(wanted, target, word, stem):
        return None
    is_signed_otherwise = wanted not in (text, word)
    return (stem != target) + (form.has_article != has_article) + is_signed_otherwise


def _is_but_for_haste(stem: str, target: str, *, may_lack_dots: bool) -> bool:
    """Whether letters differ only in what a hasty writer leaves out.

    A final ه for ة is a pronoun, unless an article stands before or the phrase goes on.
    """
    if stem == target:
        return True
    if len(stem) != len(target):
        return False
    last = len(stem) - 1
    for place, pair in enumerate(zip(stem, target, strict=True)):
        if pair[0] == pair[1] or pair in _HASTE or _digit(pair[0]) == _digit(pair[1]) != "":
            continue
        if place < last or not (pair in _HASTE_AT_END or (may_lack_dots and pair == ("ه", "ة"))):
            return False
    return True


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign, ""))


def _agree_in_signs(wanted: str, target: str, word: str, stem: str) -> bool:
    """Whether the vowel signs of two spellings do not contradict each other.

    The sign of the last letter is that of its case and does not count, nor does the doubling
    that an article brings to the first.
    """
    expected, found = _signs_of(wanted, target), _signs_of(word, stem)
    if not expected or not found:
        return True
    vowels = (
        {sign for sign in one if sign != _SHADDA} == {sign for sign in other if sign != _SHADDA}
        for one, other in zip(expected, found, strict=False)
        if set(one) - {_SHADDA} and set(other) - {_SHADDA}
    )
    doublings = (
        (_SHADDA in one) == (_SHADDA in other)
        for one, other in zip(expected[1:], found[1:], strict=False)
    )
    return all(vowels) and all(doublings)


def _has_signs_of(wanted: str, word: str) -> bool:
    """Whether a word has every vowel sign of a form that is never linked."""
    signs = [sign for sign in wanted if sign in _SIGNS]
    return all(sign in word for sign in signs)


def _signs_of(word: str, stem: str) -> list[str]:
    """The signs of all letters of a word's stem but the last; none where it has no sign."""
    if word.isascii() or _SIGNS.isdisjoint(word):
        return []
    letters = ""
    signs: list[str] = []
    for sign in word:
        if sign in _SIGNS and signs:
            signs[-1] += sign
        elif bare(sign):
            letters += sign
            signs.append("")
    start = letters.rfind(stem[:-1])
    found = signs[start : start + len(stem) - 1] if start >= 0 else []
    return found if any(found) else []
