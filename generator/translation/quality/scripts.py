"""What of the Arabic is left in the English: words, punctuation, invisible signs, all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.problem import Severity
from generator.text.normal import norm
from generator.translation.quality.findings import Finding
from generator.translation.quality.pair import Pair

_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc"
)
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
_SIGNS = "\u060c\u061b\u061f\u066a\u066b\u066c\u06d4\u00ab\u00bb\u0640"
_DIGITS = "\u0660-\u0669\u06f0-\u06f9"
_RUN = re.compile(
    rf"[{_LETTERS}](?:[{_LETTERS}{_MARKS}{_SIGNS}{_DIGITS}\s.:()-]*[{_LETTERS}{_MARKS}])?"
)
"""Arabic words with the signs between them, which belong to a quoted phrase."""
_PUNCTUATION = re.compile(rf"[{_SIGNS}]|[{_DIGITS}]+")
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ANY = re.compile(
    rf"[{_LETTERS}{_SIGNS}{_DIGITS}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_NAMES = {
    "\u060c": "comma", "\u061b": "semicolon", "\u061f": "question mark", "\u066a": "per cent sign",
    "\u066b": "decimal sign", "\u066c": "thousands sign", "\u06d4": "full stop",
    "\u00ab": "quotation mark", "\u00bb": "quotation mark", "\u0640": "tatweel",
}  # fmt: skip
_INVISIBLE_NAMES = {
    "\u061c": "Arabic letter mark", "\u200b": "zero-width space", "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark", "\ufeff": "byte order mark",
}  # fmt: skip
_LATIN = {
    "\u060c": ",", "\u061b": ";", "\u061f": "?", "\u066a": "%", "\u066b": ".", "\u066c": ",",
    "\u06d4": ".", "\u00ab": "“", "\u00bb": "”",
}  # fmt: skip
_OPENING = re.compile("[\u2066-\u2068]")
_CLOSING = "\u2069"
_MOST_SHOWN = 40


def script_findings(pair: Pair, glossary_words: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Traces of the Arabic script in the English.

    Words in code and in addresses do not count, nor do `glossary_words`, the Arabic forms of
    terms, which an explainer may well quote.
    """
    if _is_copy(pair):
        yield Finding(
            "identical",
            "the English is the Arabic, word for word",
            Severity.ERROR,
            "translate it, or empty it to have it drafted",
            0,
            1,
        )
    elif _ANY.search(pair.prose):
        yield from _words(pair, glossary_words)
        yield from _punctuation(pair)
        yield from _invisible(pair)
    if pair.passage.is_comparable and _isolates(pair.passage.source):
        yield Finding(
            "bidi",
            "the Arabic has invisible isolates (U+2066 to U+2069) that do not come in pairs",
            Severity.ERROR,
            "delete them in the Arabic; pages isolate names and numbers by themselves",
        )


def _is_copy(pair: Pair) -> bool:
    passage = pair.passage
    return (
        passage.is_comparable
        and re.search(f"[{_LETTERS}]", passage.target) is not None
        and norm(passage.source) == norm(passage.target)
    )


def _words(pair: Pair, glossary_words: frozenset[str]) -> Iterator[Finding]:
    runs = [
        run for run in _RUN.finditer(pair.prose) if " ".join(run[0].split()) not in glossary_words
    ]
    if runs:
        shown = " ".join(runs[0][0].split())
        shown = f"{shown[:_MOST_SHOWN]}…" if len(shown) > _MOST_SHOWN else shown
        more = f" and {len(runs) - 1} more are" if len(runs) > 1 else " is"
        yield Finding(
            "arabic-left",
            f"«{shown}»{more} still Arabic",
            Severity.ERROR,
            "translate it",
            *pair.place(runs[0].start()),
        )


def _punctuation(pair: Pair) -> Iterator[Finding]:
    prose = _RUN.sub(lambda run: " " * len(run[0]), pair.prose)
    found = list(_PUNCTUATION.finditer(prose))
    if not found:
        return
    sign = found[0][0]
    name = f"an Arabic {_NAMES[sign]}" if sign in _NAMES else "a number in Arabic digits"
    latin = _LATIN.get(sign, "")
    more = f" ({len(found)} such signs)" if len(found) > 1 else ""
    yield Finding(
        "arabic-punct",
        f"{name} `{sign}`{more}",
        Severity.ERROR,
        f"write `{latin}`" if latin else "delete it" if sign in _NAMES else "write 0 to 9",
        *pair.place(found[0].start()),
    )


def _invisible(pair: Pair) -> Iterator[Finding]:
    found = _INVISIBLE.search(pair.passage.target)
    if found:
        sign = found[0]
        name = _INVISIBLE_NAMES.get(sign, "direction control")
        yield Finding(
            "bidi",
            f"an invisible {name} (U+{ord(sign):04X})",
            Severity.ERROR,
            "delete it; pages isolate Arabic and numbers by themselves",
            *pair.place(found.start()),
        )


def _isolates(text: str) -> bool:
    """Whether the isolates of a text are not balanced."""
    return len(_OPENING.findall(text)) != text.count(_CLOSING)
