"""A written form of a term, and where a text has it: what both languages' rules have in common."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.explainer import Term


@dataclass(frozen=True, slots=True)
class GlossaryForm:
    """One way to write a term, as it stands in the glossary."""

    term: Term
    written: str
    is_never: bool = False
    """It only looks like the term and hides it."""


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form of the glossary that may be meant by words of a text."""

    form: GlossaryForm
    start: int
    end: int
    words: int
    """How many words of the text it takes."""
    strangeness: int
    """How far the words are from the form as the glossary has it."""

    @property
    def rank(self) -> tuple[int, int, int]:
        """Longest first, then as written rather than with much taken off, then as it is read."""
        return (-self.words, self.strangeness, self.start)

    def overlaps(self, other: FoundForm) -> bool:
        """Whether both have a letter in common."""
        return self.start < other.end and other.start < self.end

    def rivals(self, other: FoundForm) -> bool:
        """Whether there is nothing to choose between them."""
        return (self.start, self.rank) == (other.start, other.rank)
