"""Headlines in one style across a site: Sentence case or Title Case, whichever it mostly uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model.problem import Severity
from generator.translation.quality.findings import Finding

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONG = 4
"""Letters from which on Title Case capitalises a word, whatever it is."""
_FEWEST_WORDS = 3
_FEWEST_HEADLINES = 5
_MOST = 0.75
"""Share of the headlines that makes a style the style of the site."""


def headline_findings(headlines: Sequence[str]) -> Iterator[tuple[int, Finding]]:
    """The headlines that are not in the style of most, each by its index."""
    styles = [headline_style(headline) for headline in headlines]
    counts = Counter(style for style in styles if style)
    if counts.total() < _FEWEST_HEADLINES:
        return
    usual, number = counts.most_common(1)[0]
    if number < _MOST * counts.total():
        return
    for index, style in enumerate(styles):
        if style and style != usual:
            yield (
                index,
                Finding(
                    "title-case",
                    f"this headline is in {style} case, most others are in {usual} case",
                    Severity.ADVICE,
                    "Only the first word and names begin with a capital"
                    if usual == "sentence"
                    else "Capitalise Every Word but the Small Ones",
                ),
            )


def headline_style(headline: str) -> str:
    """`title`, `sentence`, or empty where names and acronyms leave it open."""
    words = _WORD.findall(headline)[1:]
    telling = [word for word in words if len(word) >= _LONG and not word.isupper()]
    if len(telling) < _FEWEST_WORDS:
        return ""
    share = sum(word[0].isupper() for word in telling) / len(telling)
    if share == 1:
        return "title"
    return "sentence" if share <= 0.5 else ""
