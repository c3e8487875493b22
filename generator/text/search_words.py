"""Words as the search compares them: one token for each word of a text, in Arabic and in English.

Searching and indexing must agree to the letter: docs/search-words.md states the rules, the table
search_words.toml holds their lists, and templates/static/search/words.js follows both in the
reader's browser. The numbers in the comments are those of the rules.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from generator.text.search_stems import stemmer
from generator.text.search_table import client_table, letters, table, words_of

__all__ = [
    "STOP_WORDS",
    "client_table",
    "isolated_text",
    "normalise_text",
    "normalise_word",
]

_INVISIBLE = re.compile(f"[{table()['invisible']}]+")
_SIGNS = ("\u2066", "\u2067", "\u2069")
_ISOLATES = re.compile(f"([{''.join(_SIGNS)}])")
_SPACES = re.compile("[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_PRESENTATION = re.compile(f"[{table()['presentation']}]+")
_MARKS = re.compile(f"[{table()['marks']}]+")
_THOUSANDS = re.compile("([0-9])[,٬](?=[0-9]{3}(?![0-9]))")
_SEPARATORS = re.compile(f"[{table()['separators']}]+")
_ARABIC = re.compile(f"[{table()['arabic']}]")
_SCRIPTS = re.compile(f"([{table()['arabic']}]+)|([^{table()['arabic']}]+)")
_POSSESSIVE = re.compile("'[sS]$")
_ARABIC_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_CAPITALISED = re.compile("[A-Z][^A-Z]*")


def normalise_text(text: str) -> str:
    """`text` as readers see it, words separated by single spaces; vowel signs stay (rule 1).

    Characters without a look of their own are dropped, those of bidi control among them.
    Idempotent.
    """
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", visible).strip(" ")


def isolated_text(text: str) -> str:
    """The same with the isolates of bidi that are in it: as many words, ready to be shown."""
    parts = (_shown(part) for part in _ISOLATES.split(text))
    return _SPACES.sub(" ", "".join(parts)).strip(" ")


@lru_cache(maxsize=1 << 17)
def normalise_word(word: str) -> str:
    """The token of one word: never empty, without white space, and its own token.

    Arabic words lose their clitics and endings, and irregular plurals become their singular; what
    stands between marks of punctuation is brought to its form part by part, joined by hyphens. A
    word of punctuation only stays as it is.
    """
    if _ARABIC_LETTERS.fullmatch(word):
        return stemmer().stem(word.translate(letters()))
    token = _token(word)
    # What one pass joins or strips, another may read anew; it settles at once but in nonsense.
    while (again := _token(token)) != token:
        token = again
    return token


def _token(word: str) -> str:
    word = _PRESENTATION.sub(_usual_letters, _INVISIBLE.sub("", word))
    word = _MARKS.sub("", unicodedata.normalize("NFC", word).translate(letters()))
    parts = [
        part
        for chunk in _SEPARATORS.split(_THOUSANDS.sub(r"\1", word))
        for arabic, other in _SCRIPTS.findall(chunk)
        if (part := arabic or other.strip("'"))
    ]
    clinging = _clinging()
    # بـ"الدولة", الـ28: what clings to a word in quotation marks or to a figure (rule 10).
    last = len(parts) - 1
    whole = [part for at, part in enumerate(parts) if at == last or part not in clinging]
    if whole:
        return "-".join(map(_part, whole))
    return _SPACES.sub("", word).replace("_", "-") or "-"


def _shown(part: str) -> str:
    return part if part in _SIGNS else unicodedata.normalize("NFC", _INVISIBLE.sub("", part))


def _usual_letters(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _part(part: str) -> str:
    if _ARABIC.match(part):
        return stemmer().stem(part)
    word = _POSSESSIVE.sub("", part).replace("'", "")
    # Capitals inside a word stay: Pagefind splits there (COP28, iPhone), and WHO is not "who".
    if _CAPITALISED.fullmatch(word):
        word = word[0].lower() + word[1:]
    return _latin().get(word, word)


@cache
def _clinging() -> frozenset[str]:
    return frozenset({*words_of("before_words"), "س"})


@cache
def _latin() -> dict[str, str]:
    lines = (line.split() for line in table()["latin"].splitlines())
    return {form: forms[0] for forms in lines for form in forms[1:]}


STOP_WORDS: frozenset[str] = frozenset(map(normalise_word, words_of("stop_words")))
"""The tokens that a query does without, unless it has no others."""
