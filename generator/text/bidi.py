"""Isolation of opposite-direction runs, so that numbers, names and signs keep their order.

Browsers order mixed text by the Unicode Bidirectional Algorithm (UAX #9), which gets plain
Arabic text with `44%`, `-5`, `+20 2 1234` or `C++` wrong; `<bdi>` around each such run mends it.
"""

from __future__ import annotations

import re
from html import escape

from generator.model.language import Language
from generator.model.phrase import Html

_LATIN = r"A-Za-z\u00C0-\u024F"
# A run of Latin words with what joins them. It may begin with digits (5G) and end in digits
# that are joined to it (COP28, F-16), but not in a number of its own: in Arabic «Ever Given 400
# متر» the number belongs to what follows.
# Digits come in bounded groups: without a bound, a long row of them takes quadratic time.
_DIGITS = r"[0-9]{1,20}(?:[.,:][0-9]{1,20}){0,8}"
_LATIN_RUN = (
    rf"(?:https?://|www\.)[!-~]*[A-Za-z0-9/#=&+]"
    rf"|"
    rf"(?:(?<![0-9]){_DIGITS})?[{_LATIN}]"
    rf"(?:[{_LATIN}0-9 .,'\u2019&/+#@:_\-\u2013]*[{_LATIN}+#])?"
    rf"(?:[\-./_:]?[0-9]+(?![0-9]))*"
)
_CURRENCY = r"[$€£¥]"
_UNIT = rf"(?:\s?(?:[%‰]|°C?|{_CURRENCY}))"
# Numbers that the algorithm would tear apart. A hyphen behind a letter or digit is no sign.
_NUMBER_RUN = "|".join(
    [
        r"(?:\+[0-9]+|(?<![0-9])0[0-9]+)(?:[ \-][0-9]+)+",  # telephone numbers
        r"(?<![0-9])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])",  # thousands set apart by spaces
        rf"(?:(?<!\w)[+\-\u2212±~]\s?{_CURRENCY}?|{_CURRENCY}\s?[+\-\u2212]?)"
        rf"[0-9]+(?:[.,:/\-\u2013][0-9]+)*{_UNIT}?",  # signs and currencies in front
        rf"{_DIGITS}(?:[\-\u2013/][0-9]+(?:[.,:][0-9]+)*)+{_UNIT}?",  # ranges, dates
        rf"{_DIGITS}{_UNIT}",
    ]
)
_IN_RTL = re.compile(rf"(?P<word>{_LATIN_RUN})|(?P<number>{_NUMBER_RUN})")

_ARABIC = (
    r"\u0600-\u060B\u060D-\u061A\u0620-\u065F\u066A-\u06FF\u0750-\u077F"
    r"\uFB50-\uFDFF\uFE70-\uFEFC"
)
_ARABIC_RUN = re.compile(rf"[{_ARABIC}](?:[{_ARABIC}0-9\s،؛.«»:\-]*[{_ARABIC}])?")


def isolate(text: str, language: Language, other: Language) -> Html:
    """`text`, escaped, with every run of the other direction in a `<bdi>`."""
    if language.is_rtl:
        return _isolate_in_rtl(text, other)
    return _isolate_in_ltr(text, other)


def _isolate_in_rtl(text: str, other: Language) -> Html:
    parts: list[str] = []
    end = 0
    for match in _IN_RTL.finditer(text):
        parts.append(escape(text[end : match.start()], quote=False))
        run = escape(match.group(), quote=False)
        lang = f' lang="{other.code}"' if match["word"] else ""
        parts.append(f'<bdi{lang} dir="ltr">{run}</bdi>')
        end = match.end()
    parts.append(escape(text[end:], quote=False))
    return Html("".join(parts))


def _isolate_in_ltr(text: str, other: Language) -> Html:
    parts: list[str] = []
    end = 0
    for match in _ARABIC_RUN.finditer(text):
        parts.append(escape(text[end : match.start()], quote=False))
        run = escape(match.group(), quote=False)
        parts.append(f'<bdi lang="{other.code}" dir="rtl">{run}</bdi>')
        end = match.end()
    parts.append(escape(text[end:], quote=False))
    return Html("".join(parts))
