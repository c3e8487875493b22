"""What the checks look at and what they say: a passage, a finding, the names of all checks."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.problem import Severity
from generator.model.segment import State


@dataclass(frozen=True)
class Passage:
    """One piece of the original with its translation, as every check sees it."""

    source: str
    """Arabic Markdown; of a metadata string, plain text. Empty where there is none."""
    target: str
    """English Markdown; of a metadata string, plain text."""
    source_plain: str
    """What a reader reads of the Arabic, without markup."""
    target_plain: str
    kind: str
    """Of the Arabic: paragraph, heading, list, quote, table, code, rule or string."""
    state: State
    accepted: tuple[str, ...] = ()
    """Names of checks that a person has waved through with `ok:`."""
    was_source: str = ""
    """The Arabic that the English was right for before, where it is known."""

    @property
    def is_comparable(self) -> bool:
        """Whether the English claims to say what this Arabic says."""
        return (
            bool(self.source.strip()) and self.state is not State.OWN and not (self.state.is_behind)
        )


@dataclass(frozen=True)
class Finding:
    """Something an editor should look at."""

    check: str
    """One of `CHECK_NAMES`: the word behind `ok:` and the code of the problem."""
    message: str
    """What is in the Arabic and what is in the English."""
    severity: Severity
    """`ERROR` where readers would be told something wrong or broken, `WARNING` where that is
    likely, `ADVICE` where it is worth a look. None of them stops a build."""
    hint: str = ""
    line: int = 0
    """Lines below the first line of the English text."""
    column: int = 0
    """Counted from 1; 0 where the finding belongs to the passage as a whole."""


CHECK_NAMES = frozenset(
    {
        "arabic-left",
        "arabic-punct",
        "bidi",
        "code-changed",
        "confusable-source",
        "copy-of-old",
        "currency",
        "date",
        "dup-word",
        "glossary",
        "identical",
        "length",
        "links",
        "loop",
        "markup",
        "name-consistency",
        "negation-lost",
        "number-extra",
        "number-missing",
        "percent",
        "question-mark",
        "quotes",
        "sentence-count",
        "shape",
        "spacing",
        "title-case",
        "truncation",
        "unit",
    }
)
"""The checks; each name may stand behind `ok:`."""
