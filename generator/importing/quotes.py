"""Straight quotation marks in Arabic prose, turned into « » where they pair."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importing.words import arabic_letters, letters

_PROCLITICS = re.compile(r"(?:^|[^\w])[وفبكل]{0,2}(?:ال|لل)?$|(?:^|[^\w])[وفبكل]{1,2}ـ?$|ـ$")
_LONGEST = 6
"""Letters in which a match of it has room."""


def guillemets(text: str) -> str:
    """`text` with each pair of straight quotation marks as « ».

    Unchanged where the marks do not pair, stand for inches or sit inside « » already.
    """
    places = [index for index, character in enumerate(text) if character == '"']
    if not places or len(places) % 2 or not _is_arabic(text):
        return text
    pairs = list(zip(places[::2], places[1::2], strict=True))
    if not _are_quotations(text, pairs):
        return text
    parts: list[str] = []
    done = 0
    for start, end in pairs:
        parts += [text[done:start], "«", text[start + 1 : end].strip(), "»"]
        done = end + 1
    return "".join([*parts, text[done:]])


def are_balanced(text: str) -> bool:
    """Whether no mark is without its partner and, in Arabic, none is left straight."""
    if text.count('"') % 2 or ('"' in text and _is_arabic(text)):
        return False
    depth = 0
    for character in text:
        depth += (character == "«") - (character == "»")
        if depth not in (0, 1):
            return False
    return depth == 0


def _is_arabic(text: str) -> bool:
    return arabic_letters(text) > 0.5 * letters(text)


def _are_quotations(text: str, pairs: Iterable[tuple[int, int]]) -> bool:
    depth = done = 0
    for start, end in pairs:
        depth += text.count("«", done, start) - text.count("»", done, start)
        if depth or not _is_quotation(text, start, end):
            return False
        done = end
    return True


def _is_quotation(text: str, start: int, end: int) -> bool:
    inside = text[start + 1 : end]
    if not inside.strip() or inside.count("«") != inside.count("»"):
        return False
    # A mark after a whole word and before a space closes: the pairs have slipped.
    is_behind_word = start > 0 and text[start - 1].isalnum()
    is_behind_proclitic = _PROCLITICS.search(text, max(0, start - _LONGEST), start)
    return not is_behind_word or bool(is_behind_proclitic) or not inside[0].isspace()
