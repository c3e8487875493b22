"""Names in both scripts: which Latin words may be the spelling of which Arabic ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.text.arabic import fold

SOUNDS: Mapping[str, str] = {
    "ب": "bb?|pp?", "ت": "tt?", "ث": "th|s|t", "ج": "j|dj|gg?", "ح": "hh?", "خ": "kh|h|ch",
    "د": "dd?", "ذ": "dh|th|dd?", "ر": "rr?", "ز": "zz?|s", "س": "ss?|c", "ش": "sh|ch|s",
    "ص": "ss?|c", "ض": "dd?|dh", "ط": "tt?", "ظ": "dh|d|th", "ع": "['’]?[aeiou]{0,2}",
    "غ": "gh|gg?", "ف": "ff?|ph", "ق": "q|kk?|gg?|c|ck", "ك": "kk?|c|ck|q|kh|ch", "ل": "ll?",
    "م": "mm?", "ن": "nn?", "ه": "h", "و": "w|u|o|ou|oo|au|aw|ow|wu|wo",
    "ي": "y|i|ee|e|ai|ay|ei|ey|iy|yi|ie|ye|ya|iyy|yy", "ا": "['’]?(?:a|e|aa|i|o|u|ae|ia|ai|ei)",
    "ء": "['’]?",
}  # fmt: skip
"""How newspapers write each Arabic letter, folded, in Latin ones."""

_AT_THE_END = {
    "ه": "(?:[ae]h?|at|et|t)?", "ا": "(?:a|ah|aa|e|o|'a)", "ي": "(?:i|y|ee|iy|ey|ei|ie|e|ay|ai)"
}  # fmt: skip
_FIRST_ALIF = "['’]?[aeiou]{1,2}"
_SHORT_VOWEL = "[aeiou'’-]{0,2}"
_SKELETON_OF_ARABIC = str.maketrans(
    {
        **dict.fromkeys("بپ", "p"), **dict.fromkeys("تطثدضذظ", "t"), **dict.fromkeys("سصزش", "s"),
        **dict.fromkeys("جخغقكچگ", "k"), "ف": "f", "ر": "r", "ل": "l", "م": "m", "ن": "n",
        **dict.fromkeys("اءعحهوي", ""),
    }
)  # fmt: skip
_SKELETON_OF_LATIN = str.maketrans(
    {
        "b": "p", "d": "t", "z": "s", **dict.fromkeys("gjqc", "k"), "x": "ks",
        **dict.fromkeys("aeiouyhw'’-", ""),
    }
)  # fmt: skip
_SOFT = re.compile("c(?=[eiy])")
_TWIN = re.compile(r"(.)\1+")
_PROCLITICS = re.compile(r"(?:[وف]?(?:[بلك]?ال|لل)|[وفبلك])(?=\w{3})")
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_LATIN_WORD = re.compile(r"(?<![\w'’-])(?:[AaEe]l[- ])?[A-Z][\w'’]*")
_ENDING = re.compile(r"['’]s?$")
_LATIN_ARTICLE = re.compile("[ae]l[- ]")
SHORTEST = 4
"""Letters that a name has at least: with fewer, too many words sound alike."""
LONGEST = 16
"""A longer row of letters is no name, and would take long to compare."""


@dataclass(frozen=True)
class Name:
    """An Arabic word with the Latin word that spells it in one passage."""

    arabic: str
    """Folded, without proclitics and article."""
    latin: str
    """In lower case, without accents, article and possessive."""
    written: str
    """As it stands in the English."""
    position: int
    """Of the Arabic word in its text."""


class NameFinder:
    """Finds names in pairs of texts; remembers what it has worked out for a word."""

    def __init__(self) -> None:
        self._skeletons: dict[str, tuple[tuple[str, str], ...]] = {}
        self._forms: dict[str, re.Pattern[str]] = {}

    def find(self, folded: str, english: str) -> Iterator[Name]:
        """The names of a passage in the order of the Arabic, which has been through `fold`."""
        spellings: dict[str, list[tuple[str, str]]] = {}
        for match in _LATIN_WORD.finditer(english):
            latin = plain_spelling(match[0])
            if len(latin) >= SHORTEST:
                spellings.setdefault(_latin_skeleton(latin), []).append((latin, match[0]))
        if not spellings:
            return
        for position, word in enumerate(_ARABIC_WORD.findall(folded)):
            for stem, skeleton in self._stems(word):
                found = spellings.get(skeleton, ())
                match_of = self._form(stem).fullmatch if found else None
                name = next((each for each in found if match_of and match_of(each[0])), None)
                if name:
                    yield Name(stem, name[0], name[1], position)
                    break

    def _stems(self, word: str) -> tuple[tuple[str, str], ...]:
        known = self._skeletons.get(word)
        if known is None:
            stems = [word]
            prefix = _PROCLITICS.match(word)
            if prefix:
                stems.append(word[prefix.end() :])
            known = self._skeletons[word] = tuple(
                (stem, _TWIN.sub(r"\1", stem.translate(_SKELETON_OF_ARABIC)))
                for stem in reversed(stems)
                if SHORTEST <= len(stem) <= LONGEST
            )
        return known

    def _form(self, stem: str) -> re.Pattern[str]:
        form = self._forms.get(stem)
        if form is None:
            form = self._forms[stem] = re.compile(_spellings_of(stem))
        return form


def plain_spelling(written: str) -> str:
    """A Latin name as it is compared: no accents, article, possessive or capitals."""
    plain = unicodedata.normalize("NFKD", written).casefold()
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return _LATIN_ARTICLE.sub("", _ENDING.sub("", plain), count=1)


def may_spell(latin: str, arabic: str) -> bool:
    """Whether a Latin word can be the spelling of an Arabic one without proclitics."""
    return re.fullmatch(_spellings_of(fold(arabic)), plain_spelling(latin)) is not None


def _latin_skeleton(latin: str) -> str:
    softened = _SOFT.sub("s", latin).replace("ph", "f")
    return _TWIN.sub(r"\1", softened.translate(_SKELETON_OF_LATIN))


def _spellings_of(stem: str) -> str:
    """A regular expression of the Latin spellings of a folded Arabic word."""
    parts = []
    for index, letter in enumerate(stem):
        is_last = index == len(stem) - 1
        sounds = f"(?:{SOUNDS.get(letter, letter)})"
        if is_last and letter in _AT_THE_END:
            parts.append(_AT_THE_END[letter])
        elif letter == "ا":
            parts.append(sounds if index else f"(?:{_FIRST_ALIF})")
        elif letter in "وي":
            parts.append(sounds + ("" if is_last else "[aeiou]?"))
        else:
            parts.append(sounds + ("[aeou]?" if is_last else _SHORT_VOWEL))
    return "".join(parts)
