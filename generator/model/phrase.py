"""Text as readers see it: a phrase, a phrase in both languages, a text and its translation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.language import Language
from generator.model.segment import State


class Html(str):
    """Finished HTML; `__html__` tells autoescaping to leave it alone."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Unprintable:
    """Something with text in more than one language, or whose language must be marked.

    A template that prints it whole gets an error that says so, not its inner workings.
    """

    def __html__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        raise TypeError(
            f"a {type(self).__name__} cannot be printed as it is: choose a language with "
            "`.shown(page.language)`, and print the phrase through macros/bidi.html"
        )


@dataclass(frozen=True)
class Phrase(Unprintable):
    """A piece of text in one known language."""

    html: Html
    """For the page, with runs of the opposite direction isolated."""
    text: str
    """Without any markup, for attributes and titles."""
    language: Language
    inline: Html
    """The text as one line of HTML: of a heading without its tags, of a paragraph its words."""
    marked: Html | None = None
    """`html` with every sentence in `<span data-s="n">`, the same number on its counterparts in
    the other language; None where sentences are not matched."""


@dataclass(frozen=True)
class Bilingual(Unprintable):
    """Something people gave in both languages, such as a topic's name or a date."""

    phrases: Mapping[str, Phrase]
    """By language code."""

    def shown(self, language: Language) -> Phrase:
        return self.phrases[language.code]


@dataclass(frozen=True)
class Day:
    """A date to print in a `<time>` element."""

    iso: str
    """For `datetime=`: 2024, 2024-06 or 2024-06-19; empty where HTML has no form for it."""
    names: Bilingual

    def shown(self, language: Language) -> Phrase:
        return self.names.shown(language)


@dataclass(frozen=True)
class Pair(Unprintable):
    """A source text and its translation, as readers see them."""

    source: Phrase | None
    """None for a passage that only the translation has."""
    target: Phrase | None
    """None where there is no translation to show."""
    state: State
    reviewer: Bilingual | None = None
    """Who stands behind the translation, where the marker names somebody."""
    reviewed_on: Day | None = None

    def given(self, language: Language) -> Phrase | None:
        """The text in this language, if there is one."""
        for phrase in (self.source, self.target):
            if phrase is not None and phrase.language.code == language.code:
                return phrase
        return None

    def shown(self, language: Language) -> Phrase | None:
        """The text in this language, or the source where its translation is missing."""
        return self.given(language) or (self.source if self.state is State.MISSING else None)

    def must_show(self, language: Language) -> Phrase:
        """The text in this language, else whichever there is; for titles, which cannot be empty.

        Raises ValueError when the pair holds nothing at all.
        """
        phrase = self.given(language) or self.source or self.target
        if phrase is None:
            raise ValueError("a pair without any text")
        return phrase
