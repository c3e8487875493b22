"""Where a text, Arabic or English, speaks of the terms of the glossary, so that they can be linked.

The rules of each language say what may be a term; here is chosen from what overlaps: the longest,
then what is written most like the glossary, and nothing where two terms are written alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.explainer import Term, TermMention
from generator.translation.arabic_terms import ArabicTerms
from generator.translation.english_terms import EnglishTerms
from generator.translation.term_forms import FoundForm, GlossaryForm

_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("‹", "›"), ("‘", "’"))


@dataclass(frozen=True)
class TermFinder:
    """The terms of a glossary in one language; made once, asked for every text."""

    forms: ArabicTerms | EnglishTerms

    @classmethod
    def of(cls, terms: Iterable[Term], language_code: str) -> TermFinder:
        """A finder for texts in the language, `ar` or `en`."""
        if language_code == "ar":
            return cls(ArabicTerms.of(_forms(terms, is_arabic=True)))
        return cls(EnglishTerms.of(_forms(terms, is_arabic=False)))

    def find(self, text: str) -> tuple[TermMention, ...]:
        """The terms that the text names, in its order and never overlapping."""
        whole = (each for each in self.forms.find(text) if _is_whole(text, each.start, each.end))
        found = sorted(_allowed(tuple(whole)), key=lambda each: each.rank)
        taken: list[FoundForm] = []
        for each in found:
            if not any(each.overlaps(other) and not each.rivals(other) for other in taken):
                taken.append(each)
        return tuple(
            TermMention(each.form.term, *_balanced(text, each.start, each.end))
            for each in sorted(_certain(taken), key=lambda each: each.start)
        )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit is joined to it, as the A of `كوفيد19A`."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _forms(terms: Iterable[Term], *, is_arabic: bool) -> Iterator[GlossaryForm]:
    for term in terms:
        arabic, english = (term.term, *term.aliases), (term.english, *term.english_aliases)
        for written in dict.fromkeys(arabic if is_arabic else english):
            yield GlossaryForm(term, written)
        for written in dict.fromkeys(term.never):
            yield GlossaryForm(term, written, is_never=True)


def _allowed(found: Sequence[FoundForm]) -> Iterator[FoundForm]:
    """The terms that were found, but for what stands within a form never linked to them."""
    hidden = [each for each in found if each.form.is_never]
    for each in found:
        if not each.form.is_never and not any(
            other.form.term is each.form.term
            and other.start <= each.start
            and each.end <= other.end
            for other in hidden
        ):
            yield each


def _certain(taken: Sequence[FoundForm]) -> Iterator[FoundForm]:
    """Each place once, and not where several terms are equally likely: a wrong link misleads."""
    for place, each in enumerate(taken):
        others = [other for other in taken if each.rivals(other)]
        is_first = taken.index(each) == place and others[0] is each
        if is_first and all(other.form.term is each.form.term for other in others):
            yield each


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The place with the mark beside it that closes or opens what it has half of: مركز «فيكتور»."""
    for opening, closing in _PAIRS:
        halves = text.count(opening, start, end) - text.count(closing, start, end)
        if halves == 1 and text.startswith(closing, end):
            return start, end + 1
        if halves == -1 and start and text[start - 1] == opening:
            return start - 1, end
    return start, end
