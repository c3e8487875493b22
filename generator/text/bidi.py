"""Isolation of opposite-direction runs, so that numbers, names and signs keep their order.

Browsers order mixed text by the Unicode Bidirectional Algorithm (UAX #9), which gets plain
Arabic text with `44%`, `-5`, `+20 2 1234` or `C++` wrong; `<bdi>` around each such run mends it.
"""

from __future__ import annotations

import re
from html import escape

from generator.model.language import Language
from generator.model.page import Html

_LATIN = r"A-Za-z\u00C0-\u024F"
# A run of Latin words with what joins them, ending in a letter, a digit or the signs of C++ and C#.
_LATIN_RUN = (
    rf"[{_LATIN}](?:[{_LATIN}0-9 .,'\u2019&/+#@:_\-\u2013]*[{_LATIN}0-9+#])?"
    rf"(?:[ ]?\([{_LATIN}0-9 .\-]+\))?"
)
_CURRENCY = r"[$€£¥]"
# Numbers that the algorithm would tear apart: signs, currencies, percents, hyphens, phone groups.
_NUMBER_RUN = (
    rf"(?:[+\-\u2212±~]\s?{_CURRENCY}?|{_CURRENCY}\s?[+\-\u2212]?)[0-9][0-9.,:/\-\u2013]*[0-9]?%?"
    rf"|\+?[0-9]+(?: [0-9]{{2,}})+"
    rf"|[0-9]+(?:[.,:/][0-9]+)*(?:[\-\u2013/][0-9]+(?:[.,:/][0-9]+)*)+\s?(?:%|{_CURRENCY})?"
    rf"|[0-9][0-9.,]*\s?(?:[%‰°]C?|{_CURRENCY})"
)
_IN_RTL = re.compile(rf"(?P<number>{_NUMBER_RUN})(?![{_LATIN}])|(?P<word>{_LATIN_RUN})")

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
