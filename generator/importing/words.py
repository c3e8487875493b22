"""Arabic words in the form in which they are compared, and phrases found behind proclitics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_UNWRITTEN = re.compile(f"[{_MARKS}\u0640\u200c-\u200f\u061c]")
_ALIKE = str.maketrans("أإآٱى٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ااااي01234567890123456789")
_ALIFS = frozenset("اأإآ")
_WORD = re.compile(f"(?:[^\\W_]|[\u0300-\u036f{_MARKS}])+")
_ARABIC_LETTER = re.compile("[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]")


def fold(text: str) -> str:
    """`text` as it is compared: no vowel signs, one alif, one ya, ASCII digits, lower case."""
    return _UNWRITTEN.sub("", text).translate(_ALIKE).lower()


def words(text: str) -> list[str]:
    """The words of `text` as written; punctuation is no word."""
    return _WORD.findall(text)


def folded_words(text: str) -> list[str]:
    return words(fold(text))


def arabic_letters(text: str) -> int:
    """How many Arabic letters stand in `text`."""
    return len(_ARABIC_LETTER.findall(text))


def letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


class WordIndex:
    """The words of a text by each form they may have without their proclitics."""

    def __init__(self, text: str) -> None:
        self._written = words(_UNWRITTEN.sub("", text))
        self._folded = [fold(word) for word in self._written]
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self._folded):
            for form in _without_proclitics(word):
                places.setdefault(form, []).append(index)
        self._places: Mapping[str, Sequence[int]] = places

    def count(self, phrase: str) -> int:
        """How often `phrase` stands in the text, alone or behind و ف ب ك ل ال لل."""
        parts = words(_UNWRITTEN.sub("", phrase))
        if not parts:
            return 0
        first, *rest = [fold(part) for part in parts]
        # Alone, two letters behind a proclitic are too often another word: ري is not in بري.
        bare = {first, f"ال{first}"} if len(first) < 3 and not rest else None
        return sum(
            (bare is None or self._folded[index] in bare)
            and self._folded[index + 1 : index + len(parts)] == rest
            and all(map(_may_be, self._written[index:], parts))
            for index in self._places.get(first, ())
        )


def _may_be(written: str, part: str) -> bool:
    """Whether hamzas allow it: أ and إ are often left out, but آفاد is never أفاد or افاد."""
    return all(
        one == other or "آ" not in (one, other)
        for one, other in zip(reversed(written), reversed(part), strict=False)
        if one in _ALIFS and other in _ALIFS
    )


def _without_proclitics(word: str) -> set[str]:
    forms = {word}
    if len(word) > 2 and word[0] in "وف":
        forms.add(word[1:])
    for form in tuple(forms):
        if len(form) > 2 and form[0] in "بكل":
            forms.add(form[1:])
        if len(form) > 3 and form.startswith("لل"):
            # للدفاع is ل + الدفاع, but للجنة is ل + اللجنة: one lam is not written.
            forms |= {"ال" + form[2:], "ا" + form}
    return forms | {form[2:] for form in forms if len(form) > 3 and form.startswith("ال")}
