"""The atoms of mixed text: words and numbers of either direction, brackets, and what lies between.

Every quantifier that can run long is possessive, and the last alternatives take whatever the
earlier ones gave up: reading a text takes time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "number", "plain", "open", "close", "quote", "joint", "space", "other"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of text that is never taken apart."""

    kind: Kind
    """`word`: in the other direction; `number`: torn apart unless isolated; `plain`: a number
    that keeps its order anywhere; `joint`: a sign that can stand between words of one name."""
    start: int
    end: int


LATIN = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff"
"""Letters of the Latin script; a set for regular expressions, as the next ones."""
LEFT_TO_RIGHT = (
    LATIN + "\u02bb-\u02c1\u02d0\u02d1\u02e0-\u02e4\u02ee\u0370-\u0373\u0376-\u037d\u037f-\u0386"
    "\u0388-\u03f5\u03f7-\u0482\u048a-\u058f\u0903-\u1dff\u1f00-\u1fff\u2071\u207f"
    "\u2090-\u209c\u2102\u2107\u210a-\u2113\u2115\u2119-\u211d\u2124\u2126\u2128\u212a-\u212d"
    "\u212f-\u2139\u213c-\u213f\u2145-\u2149\u214e-\u218f\u2c00-\u2ce4\u2ceb-\u2df4"
    "\u3005-\u3007\u3021-\u302f\u3031-\u3035\u3038-\ufa6d\ufa70-\ufb17"
    "\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00010000-\U000107ff\U00011000-\U0001e7ff"
    "\U00020000-\U0003ffff"
)
"""Letters of direction L (UAX #9, table 4), by blocks."""
ARABIC = (
    "\u0600-\u0605\u0608\u060b\u060d\u0610-\u061b\u061d-\u065f\u066d-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
)
RIGHT_TO_LEFT = (
    ARABIC + "\u0590-\u05ff\u0700-\u074f\u0780-\u086f\ufb1d-\ufb4f"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""Letters of directions R and AL, and the Arabic signs that go with them."""
ARABIC_DIGITS = "\u0660-\u0669\u06f0-\u06f9"

_MARKS = "\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20ff"
_RAISED = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089"
_CURRENCY = "$€£¥₪₺₹₽"
_DIGITS = r"[0-9]++"
_NUMBER = rf"{_DIGITS}(?:[.,:/][0-9]++)*+"
_OPEN, _CLOSE = r"[(\[{“«‘]", r"[)\]}”»’]"

_ALNUM = rf"{LEFT_TO_RIGHT}{_MARKS}{_RAISED}0-9"
_NAMES_WITH_MARK = "|".join(f"(?<={name})" for name in ("Yahoo", "Jeopardy", "Joomla", "Wham"))
_ABBREVIATED = "|".join(
    rf"(?<=\b{short})" for short in ("Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "Bros", "etc")
)
_DEGREES = rf"{_NUMBER}°\s?{_NUMBER}[′'’](?:\s?{_NUMBER}[″\"”])?"
_WORD_IN_RTL = (
    # a bank account
    r"(?:[A-Z]{2}[0-9]{2}(?: [0-9A-Z]{4}){2,7}+(?: [0-9A-Z]{1,3}+)?(?![0-9A-Za-z])|"
    # a place on the map
    rf"{_DEGREES}\s?[NSEW](?![{LATIN}])|"
    # an address, with letters of any script in its path
    r"(?:[A-Za-z][A-Za-z0-9+.\-]{1,12}+://|www\.)[^\s<>\"“”«»،؛]*[^\s<>\"“”«»،؛.,:!?؟)\]}'’]"
    r"|"
    # what can stand before the first letter: a sign, figures that are joined to it (5G, $3.5bn)
    rf"(?:[@#~_{_CURRENCY}]|(?<![^\s(«“\"])(?:\.(?=[{LATIN}])|/(?=[{LATIN}])|[+\-\u2212±](?=[0-9])))?"
    rf"(?:{_DIGITS}[.,:/\-\u2013_]{{0,2}}+){{0,8}}+[{LEFT_TO_RIGHT}]"
    rf"(?:[{_ALNUM}]++|['’._\-+#&/@:~=%?*|\u2013\u2011!,;^\\$]{{1,3}}+(?=[{_ALNUM}]))*+"
    # and behind the last: C++, C#, ™, the full stop of U.S. and Inc., the mark of Yahoo!
    rf"(?:[+#]{{1,3}}+|[™®©%]|(?<=\.[{LATIN}])\.|(?:{_ABBREVIATED})\.|(?:{_NAMES_WITH_MARK})!)?)"
)
_UNIT = rf"(?:\s?[%‰‱]|\s?°(?:[CFK](?![{LATIN}]))?|\s?[{_CURRENCY}](?!\s?[0-9])|\+(?![0-9]))"
_SIGN = (
    # Behind a letter a hyphen is none («كوفيد-19»), unless that is a prefix («و-5», «بـ-5»); nor
    # is it behind a figure, as in the score 2 - 1.
    rf"(?<![{_ALNUM}%‰°])(?<![0-9]\s)"
    rf"(?:[+\u2212±~≈<>≤≥]|(?:(?<![\u0620-\u063f\u0641-\u064a\u066e-\u06d3])|(?<=\s[وفبلك]))-)"
)
_OPERATOR = r"(?:[+×÷*=]|\s[+×÷*=]\s)"
_ANY_OPERATOR = r"(?:[+\-\u2212×÷*/]|\s[+\-\u2212×÷*/]\s)"
_TORN_IN_RTL = "|".join(
    [
        # telephone numbers
        rf"\+{_DIGITS}(?:[ .\-]\(?[0-9]++\)?)++",
        r"(?<![0-9.,:/\-])(?:\(0?[0-9]{1,4}\)|0[0-9]++)(?:(?:[ \-]|(?<=\))) ?[0-9]{2,}+)++",
        # degrees, minutes and seconds
        _DEGREES,
        # thousands set apart by spaces
        rf"(?<![0-9])[0-9]{{1,3}}(?:[ \u00a0\u202f\u2009][0-9]{{3}})++(?![0-9]){_UNIT}?",
        # sums
        rf"{_NUMBER}(?:{_ANY_OPERATOR}{_NUMBER})*+(?:=|\s=\s)[+\-\u2212]?{_NUMBER}",
        rf"{_NUMBER}(?:{_OPERATOR}{_NUMBER})++",
        # dates and codes: two hyphens or more, or a month with its zero
        rf"{_NUMBER}(?:[\-\u2011]{_NUMBER}){{2,}}+",
        r"[0-9]{4}-0[1-9](?![0-9])",
        # signs and currencies in front; units behind
        rf"{_SIGN}[{_CURRENCY}]?{_NUMBER}{_UNIT}?",
        rf"[{_CURRENCY}]\s?[+\-\u2212]?{_NUMBER}{_UNIT}?",
        rf"[#№]{_NUMBER}|(?<=\s)\.{_DIGITS}{_UNIT}?",
        rf"{_NUMBER}{_UNIT}",
        # either end of a range: the dash says «to», and is the sentence's
        rf"{_NUMBER}(?=[\-\u2011\u2013\u2014\u2212][+\-\u2212±]?[{_CURRENCY}]?[0-9])",
        rf"(?<=[0-9%‰°{_CURRENCY}][\-\u2011\u2013\u2014\u2212]){_NUMBER}",
    ]
)

_IN_RTL = re.compile(
    rf"(?P<word>{_WORD_IN_RTL})|(?P<number>{_TORN_IN_RTL})|(?P<plain>{_NUMBER})"
    rf"|(?P<open>{_OPEN})|(?P<close>{_CLOSE})|(?P<quote>\")"
    rf"|(?P<joint>[!%&'*+,\-./:;<=>?@\\^_`|~…\u2010-\u2013×·°™®©]+)"
    rf"|(?P<space>\s+)|(?P<other>[{RIGHT_TO_LEFT}\s]+|.)",
    re.DOTALL,
)

_WORD_IN_LTR = (
    rf"(?:#|{_DIGITS})?[{RIGHT_TO_LEFT}]"
    rf"(?:[{RIGHT_TO_LEFT}{_MARKS}{ARABIC_DIGITS}0-9]++"
    rf"|[\-_./'’:\u2010-\u2013\u066b\u066c](?=[{RIGHT_TO_LEFT}{ARABIC_DIGITS}0-9]))*+"
    rf"(?:٪|(?<=\.[{ARABIC}])\.)?،?"
)
_TORN_IN_LTR = (
    rf"[{ARABIC_DIGITS}]++(?:[.,:/\-\u2013\u066b\u066c][{ARABIC_DIGITS}]++)*+[%٪\u2030\u0609]?"
)
_IN_LTR = re.compile(
    rf"(?P<word>{_WORD_IN_LTR})|(?P<number>{_TORN_IN_LTR})|(?P<plain>{_NUMBER}%?)"
    rf"|(?P<open>{_OPEN})|(?P<close>{_CLOSE})|(?P<quote>\")"
    rf"|(?P<joint>[!&'*+\-./:،_|~…\u2010-\u2013]+)"
    rf"|(?P<space>\s+)|(?P<other>[{LEFT_TO_RIGHT}\s]+|.)",
    re.DOTALL,
)

_KINDS: dict[str, Kind] = {
    "word": "word",
    "number": "number",
    "plain": "plain",
    "open": "open",
    "close": "close",
    "quote": "quote",
    "joint": "joint",
    "space": "space",
    "other": "other",
}


def read_atoms(text: str, *, in_rtl: bool) -> Iterator[Atom]:
    """The whole of `text` in atoms, as they matter in text of this direction."""
    pattern = _IN_RTL if in_rtl else _IN_LTR
    for match in pattern.finditer(text):
        yield Atom(_KINDS[match.lastgroup or "other"], match.start(), match.end())
