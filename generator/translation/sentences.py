"""Arabic prose cut into sentences, without a model and without a network.

A sentence ends at `. ! ? ؟ ۔ …` with the quotation marks and brackets that close behind it,
never at ، or :, never behind an abbreviation or inside a number, and never inside an open
quotation, which would tear a speaker's words apart.
"""

from __future__ import annotations

import re

_END = re.compile(r"(?:[.!?؟۔]+|…)+")
_CLOSERS = "»”\"')]}’"
_OPENING = {"«": "»", "“": "”"}
# Single letters (initials, د. for Dr, م. for CE), agencies (أ.ف.ب.) and eras with a full stop.
_ABBREVIATION = re.compile(
    r"(?:^|[\s«“(])(?:[وف]?(?:[^\W\d_]|هـ|أ\.د|ق\.م|أ\.ف\.ب|د\.ب\.أ|أ\.ب|و\.أ|إلخ)|ل[دأ]"
    r"|Dr|Mr|Mrs|St|U\.S|U\.N)$"
)


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of one paragraph; joined with spaces they give the paragraph again."""
    text = " ".join(text.split())
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        end = _behind_closers(text, match.end())
        if end < match.end() or not _is_border(text, start, match, end):
            continue
        sentences.append(text[start:end].strip())
        start = end
    rest = text[start:].strip()
    if rest:
        sentences.append(rest)
    return tuple(sentences)


def _behind_closers(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in _CLOSERS:
        offset += 1
    return offset


def _is_border(text: str, start: int, match: re.Match[str], end: int) -> bool:
    if end < len(text) and text[end] != " ":
        return False
    if match.group() == "." and _ABBREVIATION.search(
        text, max(start, match.start() - 12), match.start()
    ):
        # An abbreviation at the very end of the text is the end all the same.
        return end == len(text)
    return not _is_quotation_open(text[start:end])


def _is_quotation_open(text: str) -> bool:
    if text.count('"') % 2:
        return True
    return any(text.count(opening) > text.count(closing) for opening, closing in _OPENING.items())
