"""English names and nouns in a text: the same in another case or number, or in the possessive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_BREAK = re.compile(r"[,;:!?()\[\]]")
_POSSESSIVE = re.compile(r"'s$")
_CAPITAL = re.compile(r"\b[A-Z]")
_SHORTEST_ROOT = 4
_ARTICLES = ("the", "a", "an")
_IRREGULAR = {
    "child": ("children",),
    "foot": ("feet",),
    "mouse": ("mice",),
    "criterion": ("criteria",),
    "phenomenon": ("phenomena",),
    "bacterium": ("bacteria",),
    "referendum": ("referendums", "referenda"),
    "memorandum": ("memorandums", "memoranda"),
}
_SINGULARS = {plural: singular for singular, plurals in _IRREGULAR.items() for plural in plurals}
_INSIDE_NAMES = frozenset({"of", "for", "on", "in", "to"})
# Said with a consonant (a union, a European, a one-off), or with a vowel (an hour).
_AS_CONSONANT = re.compile(r"(?:uni(?![nm])|use|usu|eu|one\b|once|ut[ei]|ub[ie])", re.IGNORECASE)
_AS_VOWEL = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_LETTERS_SAID_WITH_VOWEL = "AEFHILMNORSX"


@dataclass(frozen=True)
class EnglishWord:
    """A word, and where it stands in its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class EnglishText:
    """A text cut into words, so that many renderings can be looked for."""

    text: str
    words: tuple[EnglishWord, ...]
    places: Mapping[str, tuple[int, ...]]
    """Numbers of the words by their first two letters, which no plural changes."""

    @classmethod
    def of(cls, text: str) -> EnglishText:
        """The text and its words."""
        words = english_words(text)
        places: dict[str, tuple[int, ...]] = {}
        for place, word in enumerate(words):
            beginning = _beginning(word.text)
            places[beginning] = (*places.get(beginning, ()), place)
        return cls(text, words, places)

    def find(self, rendering: str) -> Iterator[tuple[int, int]]:
        """Offsets where the rendering stands.

        Case does not count, except in a rendering of capitals only: `who` is not WHO. The noun
        may stand in the other number, any word in the possessive, and a hyphen instead of a
        space. Articles that open the rendering need not be there.
        """
        wanted = [word.text for word in english_words(without_article(rendering))]
        if not wanted:
            return
        head = head_place(wanted)
        for start in self.places.get(_beginning(wanted[0]), ()):
            found = self.words[start : start + len(wanted)]
            if (
                len(found) == len(wanted)
                and all(
                    _is_same(each.text, want, may_differ_in_number=place == head)
                    for place, (each, want) in enumerate(zip(found, wanted, strict=True))
                )
                and not _BREAK.search(self.text, found[0].start, found[-1].end)
            ):
                yield found[0].start, found[-1].end

    def find_derived(self, name: str) -> Iterator[tuple[int, int]]:
        """Offsets of an adjective that is made of a name of one word (Greek, of Greece).

        Of a name of several words, those of its initials (UK, U.S.).
        """
        capitals = _CAPITAL.findall(name)
        if len(capitals) > 1:
            initials = r"\.?".join(map(re.escape, capitals))
            for match in re.finditer(rf"\b{initials}(?!\w)", self.text):
                yield match.span()
        elif capitals and name.isalpha() and len(name) >= _SHORTEST_ROOT:
            root = name[: max(_SHORTEST_ROOT, len(name) - 2)]
            for word in self.words:
                if word.text.startswith(root):
                    yield word.start, word.end


def english_words(text: str) -> tuple[EnglishWord, ...]:
    """The words of a text; a hyphen parts two of them, an apostrophe does not."""
    return tuple(
        EnglishWord(match[0], match.start(), match.end()) for match in _WORD.finditer(text)
    )


def _beginning(word: str) -> str:
    return plain_word(word)[:2].casefold()


def _is_same(word: str, wanted: str, *, may_differ_in_number: bool) -> bool:
    if is_acronym(wanted):
        return (
            word == wanted
            or _POSSESSIVE.sub("", plain_word(word)) == wanted
            or word == f"{wanted}s"
        )
    first, second = plain_word(word).casefold(), plain_word(wanted).casefold()
    if first == second:
        return True
    first = _POSSESSIVE.sub("", first)
    return first == second or (may_differ_in_number and is_number_of(first, second))


def plain_word(word: str) -> str:
    """The word without accents, with a straight apostrophe."""
    if word == "&":
        return "and"
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def root_of(word: str) -> str:
    """What a word in small letters has in common with its plural; some other words have it too."""
    root = _SINGULARS.get(word, word).rstrip("iesy") or word[:1]
    if root.endswith("men"):
        return f"{root[:-3]}man"
    return f"{root[:-1]}f" if root.endswith("v") else root


def is_number_of(first: str, second: str) -> bool:
    """Whether one of two words in small letters is the plural of the other."""
    return first in plurals_of(second) or second in plurals_of(first)


def plurals_of(word: str) -> tuple[str, ...]:
    """What the plural of a word in small letters may be; not all of it is English."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y"):
        return (f"{word}s", f"{word[:-1]}ies")
    if word.endswith("is") and len(word) > len("is"):
        return (f"{word[:-2]}es",)
    if word.endswith("man"):
        return (f"{word}s", f"{word[:-3]}men")
    if word.endswith("f"):
        return (f"{word}s", f"{word[:-1]}ves")
    if word.endswith("fe"):
        return (f"{word}s", f"{word[:-2]}ves")
    return (f"{word}s", f"{word}es")


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals: it may spell another word in small letters."""
    return len(word) > 1 and word.isupper()


def head_place(words: Sequence[str]) -> int:
    """Which of the words of a noun phrase takes the plural: that before `of`, else the last."""
    places = (place for place, word in enumerate(words) if place and word in _INSIDE_NAMES)
    return next(places, len(words)) - 1


def is_plural(words: Sequence[str]) -> bool:
    """Whether a noun phrase looks plural, by the s of its head: crisis, bus and press do not."""
    if not words:
        return False
    head = _POSSESSIVE.sub("", plain_word(words[head_place(words)]).casefold())
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def differ_in_number_only(first: str, second: str) -> bool:
    """Whether two phrases are one noun phrase in the singular and in the plural."""
    left = [plain_word(word.text).casefold() for word in english_words(first)]
    right = [plain_word(word.text).casefold() for word in english_words(second)]
    if len(left) != len(right) or left == right:
        return False
    head = head_place(left)
    return all(
        one == other or (place == head and is_number_of(one, other))
        for place, (one, other) in enumerate(zip(left, right, strict=True))
    )


def without_article(phrase: str) -> str:
    """The phrase without an article at its beginning."""
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.casefold() in _ARTICLES else phrase


def indefinite_article(word: str) -> str:
    """`a` or `an`, as `word` is said."""
    if is_acronym(word):
        return "an" if word[0] in _LETTERS_SAID_WITH_VOWEL else "a"
    if _AS_VOWEL.match(word):
        return "an"
    plain = plain_word(word).casefold()
    return "an" if plain[:1] in tuple("aeiou") and not _AS_CONSONANT.match(plain) else "a"
