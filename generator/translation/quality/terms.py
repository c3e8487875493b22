"""The glossary kept: where the Arabic has a term, the English has what was agreed for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.explainer import Term
from generator.model.problem import Severity
from generator.text.arabic import fold
from generator.translation.quality.findings import Finding
from generator.translation.quality.pair import Pair

_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s?\b")
_ENGLISH_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"\b[A-Z]")
_MADDA = str.maketrans("آ", "ٲ")
"""آ is no spelling of أ: آفاد is a name, أفاد a verb. This letter comes through folding."""
_NO_ACCENTS = dict.fromkeys(range(0x0300, 0x0370))
_PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "ه")
"""Not ي: هندي is Indian far more often than "my India"."""
_STEM = 4
"""Letters of an English word that its other forms share."""
_FUNCTION_WORDS = frozenset(("into", "from", "with", "over", "under", "between", "against"))
_SHORTEST_STEM = 3
"""Letters that must be left: behind a proclitic two are too often another word."""


@dataclass(frozen=True)
class Match:
    """A term found in an Arabic text."""

    term: Term
    form: str
    """The form of the glossary, as written there."""


class TermIndex:
    """The terms of a glossary by the first word of each of their Arabic forms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], Match]]] = {}
        self._english: dict[str, _Rendering] = {}
        words: set[str] = set()
        for term in terms:
            self._english[term.id] = _Rendering.of((term.english, *term.english_aliases))
            for form in (term.term, *term.aliases):
                stems = tuple(_without_article(word) for word in arabic_words(form))
                if stems:
                    self._forms.setdefault(stems[0], []).append((stems, Match(term, form)))
                    words.add(" ".join(form.split()))
        for entries in self._forms.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._stems: dict[str, frozenset[str]] = {}
        self._known = frozenset(
            stem for entries in self._forms.values() for stems, _ in entries for stem in stems
        )
        self.arabic_forms = frozenset(words)
        """Every Arabic form, as written in the glossary."""

    def __bool__(self) -> bool:
        return bool(self._forms)

    def find(self, text: str) -> tuple[Match, ...]:
        """The terms in an Arabic text, each once; a longer one hides those inside it."""
        words = [self._known_stems(word) for word in arabic_words(text)]
        found: dict[str, Match] = {}
        index = 0
        while index < len(words):
            length, match = self._longest(words, index)
            if match:
                found.setdefault(match.term.id, match)
            index += length
        return tuple(found.values())

    def _known_stems(self, word: str) -> frozenset[str]:
        """The stems of a word that the glossary knows; the same words come again and again."""
        stems = self._stems.get(word)
        if stems is None:
            stems = self._stems[word] = stems_of(word) & self._known
        return stems

    def _longest(self, words: Sequence[frozenset[str]], index: int) -> tuple[int, Match | None]:
        best: tuple[int, Match | None] = (1, None)
        for stem in words[index]:
            for stems, match in self._forms.get(stem, ()):
                rest = words[index + 1 : index + len(stems)]
                is_there = len(rest) == len(stems) - 1 and all(
                    wanted in there for wanted, there in zip(stems[1:], rest, strict=True)
                )
                if is_there and (best[1] is None or len(stems) > best[0]):
                    best = (len(stems), match)
        return best

    def is_rendered(self, term: Term, english: str, words: str) -> bool:
        """Whether the English says the term; `words` are its `english_words`, set in spaces."""
        return self._english[term.id].is_in(english, words)

    def is_rendered_in_part(self, term: Term, words: str) -> bool:
        """Whether half of the words of one of the term's English forms are there."""
        return self._english[term.id].is_partly_in(words)

    def avoided_in(self, term: Term, words: str) -> str:
        """The English to avoid for the term that stands in a text, else empty."""
        for written in term.avoid:
            if any(f" {form} " in words for form in _inflected(english_words(written))):
                return written
        return ""


@dataclass(frozen=True)
class _Rendering:
    """The English of a term, in every form that counts as it."""

    forms: tuple[str, ...]
    """Whole words between spaces."""
    beginnings: tuple[str, ...]
    """Of the adjectives of a name: a space and the first letters, as in Greece and Greek."""
    initials: re.Pattern[str] | None
    """Of a name of several words, as in UK and U.S."""

    words: tuple[tuple[str, ...], ...]
    """Of each form of several words, those that carry its meaning."""

    @classmethod
    def of(cls, english: Sequence[str]) -> _Rendering:
        names = [each for each in english if each[:1].isupper()]
        single = [words for each in names if " " not in (words := english_words(each))]
        initials = [
            "".join(rf"{letter}\.?" for letter in capitals)
            for each in names
            if len(capitals := _CAPITAL.findall(each)) > 1
        ]
        return cls(
            tuple(form for each in english for form in _inflected(english_words(each))),
            tuple(f" {word[: max(4, len(word) - 2)]}" for word in single if len(word) > 3),
            re.compile(rf"\b(?:{'|'.join(initials)})(?!\w)") if initials else None,
            tuple(words for words in map(_telling_words, english) if len(words) > 1),
        )

    def is_in(self, english: str, words: str) -> bool:
        return (
            any(f" {form} " in words for form in self.forms)
            or any(beginning in words for beginning in self.beginnings)
            or (self.initials is not None and self.initials.search(english) is not None)
        )

    def is_partly_in(self, words: str) -> bool:
        return any(
            2 * sum(f" {word[:_STEM]}" in words for word in form) >= len(form)
            for form in self.words
        )


def _telling_words(form: str) -> tuple[str, ...]:
    return tuple(
        word
        for word in english_words(form).split()
        if len(word) >= _STEM and word not in _FUNCTION_WORDS
    )


def term_findings(pair: Pair, index: TermIndex) -> Iterator[Finding]:
    """Terms of the Arabic that the English gives in other words than the glossary."""
    matches = index.find(pair.passage.source_plain) if index else ()
    if not matches:
        return
    words = f" {english_words(pair.english)} "
    for match in matches:
        wrong = index.avoided_in(match.term, words)
        if wrong:
            yield Finding(
                "glossary",
                f"the English has “{wrong}”, which the glossary avoids for «{match.form}»",
                Severity.ERROR,
                f"write “{match.term.english}”",
                *pair.place_of(wrong),
            )
        elif not index.is_rendered(match.term, pair.english, words):
            # "The canal" for the Suez Canal, "enters into force" for its entry into force.
            in_part = index.is_rendered_in_part(match.term, words)
            others = "".join(f" or “{each}”" for each in match.term.english_aliases[:2])
            what = "has only part of" if in_part else "lacks"
            yield Finding(
                "glossary",
                f"the Arabic has «{match.form}»; the English {what} the glossary's "
                f"“{match.term.english}”",
                Severity.ADVICE if in_part else Severity.WARNING,
                f"write “{match.term.english}”{others}",
            )


def arabic_words(text: str) -> list[str]:
    """The words of an Arabic text, letter variants made one, but for آ."""
    return _WORD.findall(fold(unicodedata.normalize("NFC", text).translate(_MADDA)))


def english_words(text: str) -> str:
    """The words of an English text in lower case, without accents, one space between them."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text))
    return " ".join(_ENGLISH_WORD.findall(plain.casefold().translate(_NO_ACCENTS)))


def _inflected(form: str) -> tuple[str, ...]:
    """The form, alone and in the plural."""
    if not form:
        return ()
    ending = form[:-1] + "ies" if form.endswith("y") else form + "es"
    return (form, form + "s", ending)


def stems_of(word: str) -> frozenset[str]:
    """What a folded Arabic word may be without proclitics, article and pronoun."""
    stems = {word, _without_article(word)}
    for start in (1, 2) if word[0] in "وف" else (1,):
        rest = word[start:]
        if len(rest) >= _SHORTEST_STEM and word[0] in "وفبكل" and word[start - 1] in "وفبكل":
            stems |= {rest, _without_article(rest)}
    for at in (0, 1):
        if word.startswith("لل", at) and len(word) - at - 2 >= _SHORTEST_STEM - 1:
            # للدفاع is ل + الدفاع, but للجنة is ل + اللجنة: one lam is not written.
            stems |= {word[at + 2 :], word[at + 1 :]}
    for stem in tuple(stems):
        for pronoun in _PRONOUNS:
            base = stem.removesuffix(pronoun)
            if base != stem and len(base) >= _SHORTEST_STEM:
                stems.add(base)
                if base.endswith("ت"):
                    stems.add(base[:-1] + "ه")
    return frozenset(stems)


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > _SHORTEST_STEM else word
