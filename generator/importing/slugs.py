"""Names of folders: ASCII letters, digits and hyphens, made from an Arabic title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from generator.importing.words import fold

LONGEST = 60

_LATIN = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "ة": "a", "ء": "", "ؤ": "u", "ئ": "i",
    "پ": "p", "چ": "ch", "ژ": "j", "گ": "g", "ڨ": "g", "ڤ": "v", "ک": "k", "ی": "i", "ھ": "h",
}  # fmt: skip
_SHORT_VOWELS = {"\u064e": "a", "\u064f": "u", "\u0650": "i"}
_VALID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    return bool(_VALID.fullmatch(text))


def slug_from(title: str) -> str:
    """An ASCII slug that someone who knows Arabic can read; `article` where nothing is left."""
    pieces = re.findall(r"[a-z0-9]+", " ".join(_spell(word) for word in title.split()))
    slug = ""
    for piece in pieces:
        longer = f"{slug}-{piece}" if slug else piece[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug or "article"


def unique(slug: str, taken: Collection[str]) -> str:
    """`slug`, or `slug-2`, `slug-3`... when it is taken."""
    number = 2
    candidate = slug
    while candidate in taken:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate


def _spell(word: str) -> str:
    voiced = "".join(_SHORT_VOWELS.get(character, character) for character in word)
    plain = fold(voiced)
    article = re.match(r"([وفبكل]?)ال(?=..)", plain)
    if article:
        before = _spell_letters(article[1])
        return f"{before}al-" + _spell_letters(plain[article.end() :])
    return _spell_letters(plain)


def _spell_letters(word: str) -> str:
    letters: list[str] = []
    for index, letter in enumerate(word):
        if letter in "وي":
            letters.append(_spell_glide(word, index))
        elif letter in _LATIN:
            letters.append(_LATIN[letter])
        else:
            # é becomes e: the accent falls away with everything else outside ASCII.
            plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
            letters.append(plain or ("" if unicodedata.combining(letter) else " "))
    return "".join(letters)


def _spell_glide(word: str, index: int) -> str:
    """و and ي are consonants at the beginning and beside a long vowel, else vowels."""
    before = word[index - 1] if index else ""
    after = word[index + 1] if index + 1 < len(word) else ""
    is_consonant = not before or after in tuple("اةوي") or before == "ا"
    if word[index] == "و":
        return "w" if is_consonant else "u"
    return "y" if is_consonant else "i"
