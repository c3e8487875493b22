"""Slips of the keyboard between words: spaces too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.problem import Severity
from generator.translation.quality.findings import Finding
from generator.translation.quality.pair import Pair

# Not at the ends of lines: two spaces there break the line in Markdown.
_DOUBLE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_BEFORE_SIGN = re.compile(r"(?<=\w)[ \u00a0](?=[,;:.!?](?:\s|$))")
_LIST_SIGN = re.compile(r"\s*(?:(?:[-+*>]|#{1,6}|[0-9]+[.)])\s*)+")
_TYPED_FREELY = frozenset(("paragraph", "heading", "list", "quote", "string"))


def spacing_findings(pair: Pair) -> Iterator[Finding]:
    """Double spaces, and spaces before a comma or full stop."""
    if pair.passage.kind not in _TYPED_FREELY:
        return
    for form, message, hint in (
        (_DOUBLE, "two spaces in a row", "delete one"),
        (_BEFORE_SIGN, "a space before a punctuation mark", "delete the space"),
    ):
        for match in form.finditer(pair.prose):
            if not _is_behind_list_sign(pair.prose, match.start()):
                place = pair.place(match.start())
                yield Finding("spacing", message, Severity.WARNING, hint, *place)
                return


def _is_behind_list_sign(text: str, offset: int) -> bool:
    """Whether the sign of a list item, quotation or heading stands before."""
    line = text.rfind("\n", 0, offset) + 1
    return _LIST_SIGN.fullmatch(text, line, offset) is not None
