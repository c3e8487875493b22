"""Alphabetical order in Arabic and English, as a reader's browser and a dictionary have it.

The order is that of the Unicode Collation Algorithm (UTS #10) with the CLDR root table and, for
Arabic, CLDR's tailoring; tests compare it with `Intl.Collator` of a real browser. The tables
below give it for what news text holds: ASCII, Latin-1, Latin Extended-A and B, every letter made
of these and a common accent, the letters and vowel signs of the Arabic block, general punctuation
and currency signs. Not as a browser has them: other scripts (Greek, Cyrillic, Hebrew, Chinese
...), phonetic letters and emoji, which follow in the order of code points; Arabic presentation
forms, which count as the letters they show; rare accents, last among accents; ى with a hamza
below it; the small letters and marks of the Quran (U+0674-0678, U+06D6-06FF); Latin digraphs in
title case.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Literal

Key = tuple[str, str, str]
"""Weights of three levels: letters; accents and variants; case, vowel signs and widths."""
_Levels = tuple[dict[int, str], dict[int, str], dict[int, str]]

# What has one weight of the first level stands together, its variants in their order.
_SPACES = ("\t", "\n", "\v", "\f", "\r", "\x85", "\u2028", "\u2029", " ")
_SIGNS = (
    "‾ _ ‗ - ‐ ‒ – — ― ⁓ , ، ؍ ٫ ٬ ; ؛ ⁏ : ؞ ! ¡ ? ¿ ؟ ‽ . ۔ · ؝ ⁕ ⁖ ⁘ ⁙ ⁚ ⁛ ⁜ ⁝ ⁞ '‘’‚‛ ‹ › "
    '"“”„‟ « » ( ) [ ] { } ⁅ ⁆ ‖ § ¶ ⁋ @ * ⁎ ⁑ ٭ / \\ & ⁊ # % ٪ ‰ ؉ ‱ ؊ † ‡ • ‣ ‧ ⁃ ⁌ ⁍ ′ ‵ ‸ '
    "※ ‿ ⁔ ⁀ ⁐ ⁁ ⁂ ` ´ ^ ¯ ¨ ¸ ° ؈ ؎ ؏ ۞ ۩ © ® + ± ÷ × < = > ¬ | ¦ ~ − ⁒ ⁄ ؆ ؇ ¤ ¢ $ £ ¥ ؋ "
    "₠ ₡ ₢ ₣ ₤ ₥ ₦ ₩ ₪ ₫ € ₭ ₮ ₯ ₰ ₱ ₲ ₳ ₴ ₵ ₶ ₷ ₸ ₹ ₺ ₻ ₼ ₽ ₾ ₿"
)
_LATIN = (
    "a ⱥ b ƀ ɓ ƃ c ȼ ƈ d ȸ ɖ ɗ ƌ ȡ e ɇ ǝ ə ɛ f ƒ g ǥ ɠ ɣ ƣ h ƕ ʻ ʽ i ı ɨ ɩ j ȷ ɉ k ƙ l ƚ ȴ ƛ m n ɲ "
    "ƞ ȵ ŋ o ɔ ɵ ȣ p ƥ q ȹ ɋ ĸ r ʀ ɍ s ȿ ʃ ƪ t ƾ ŧ ⱦ ƫ ƭ ʈ ȶ u ʉ ɯ ʊ v ʋ ʌ w x y ɏ ƴ ȝ z ƍ ƶ ȥ ɀ ʒ "
    "ƹ ƺ þ ƿ ƻ ƨ ƽ ƅ ɂ ʼ ʾ ʿ ǀ ǁ ǂ ǃ µ"
)
_ARABIC_BEHIND_ALEF = (
    "ٮ ب ٻ پ ڀ {teh} ث ٹ ٺ ټ ٽ ٿ ج ڃ ڄ چ ڿ ڇ ح خ ځ ڂ څ د ذ ڈ ډ ڊ ڋ ڌ ڍ ڎ ڏ ڐ ۮ ر ز ڑ ڒ ړ "
    "ڔ ڕ ږ ڗ ژ ڙ ۯ س ش ښ ڛ ڜ ۺ ص ض ڝ ڞ ۻ ط ظ ڟ ع غ ڠ ۼ ف ڡ ڢ ڣ ڤ ڥ ڦ ٯ ق ڧ ڨ ك ک ڪ ګ ڬ ڭ ڮ گ ڰ ڱ "
    "ڲ ڳ ڴ ػ ؼ ل ڵ ڶ ڷ ڸ م ن ں ڻ ڼ ڽ ڹ ه ھ ہ ۃ ۿ ە و ۄ ۅ ۆ ۇ ۈ ۉ ۊ ۋ ۏ {yeh} ۍ ێ ې ۑ ؽ ؾ ؿ ؠ ے"
)
# Arabic readers take the forms of hamza and alef for one letter, ة for ت and ى for ي.
_HAMZAS = "ءأؤإئا"
_ARABIC_IN_ARABIC = f"{_HAMZAS} ٲ ٱ ٳ {_ARABIC_BEHIND_ALEF.format(teh='ةت', yeh='یىي')}"
_ARABIC_ELSEWHERE = f"ء آ أ ٲ ٱ ؤ إ ٳ ئ ا {_ARABIC_BEHIND_ALEF.format(teh='ة ت', yeh='ى ي ی')}"
_ALEF_WITH_MADDA = ("آ", "ءا")
"""In Arabic it counts as a hamza and an alef, after every pair that begins with a bare hamza."""

_ACCENTS = (
    "\u0332\u0313\u0314\u0301\u0300\u0306\u0302\u030c\u030a\u0342\u0308\u030b\u0303\u0307\u0338"
    "\u0327\u0328\u0304\u0336\u0337\u0335\u0305\u0309\u030f\u0310\u0311\u031b\u0321\u0322\u0323"
    "\u0324\u0325\u0326\u032d\u032e\u0330\u0331\u0334\u0339\u0345\u0358\u0360\u0361"
)
_VOWEL_SIGNS = "".join(map(chr, (*range(0x064B, 0x0654), 0x065F, *range(0x0656, 0x065F), 0x0670)))
_HAMZA_SIGNS = "\u0654\u0655"
_WEIGHTLESS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u0610-\u061a\u061c\u0640"
    r"\u06d6-\u06dd\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff]"
)
_STROKES = {"đ": "d\u0335", "ħ": "h\u0335", "ł": "l\u0335", "ø": "o\u0338"}
_VARIANTS = {"æ": "a{}e", "œ": "o{}e", "ß": "s{}s", "ð": "d{}", "ſ": "s{}"}
"""Letters that differ from others on the second level only, {} being where they do."""

_BETWEEN = "[\u064b-\u0652\u0656\u065c\u065f\u0670\u0618-\u061a{}]*"
_HAMZA_LATER = re.compile(
    f"(ا)({_BETWEEN.format('')})([\u0653-\u0655])|([وي])({_BETWEEN.format(chr(0x655))})(\u0654)"
)
"""A letter and its sign of hamza or madda, which joins it over the signs between (S2.1.1)."""

_COMMON, _ACCENT, _VARIANT = 0x05, 0x40, 0xFF
"""Weights of the second level: a plain letter, the first accent, what follows every accent."""
_PLAIN, _UPPER, _VOWEL = 0x02, 0x08, 0x40
# UTS #10, table "Tertiary Weight": small letters, capitals.
_FORMS = {
    "<wide>": (0x03, 0x09),
    "<compat>": (0x04, 0x0A),
    "<font>": (0x05, 0x0B),
    "<circle>": (0x06, 0x0C),
    "<super>": (0x14, 0x1D),
    "<sub>": (0x15, 0x1D),
    "<noBreak>": (0x1B, 0x1B),
    "<square>": (0x1C, 0x1D),
    "<fraction>": (0x1E, 0x1E),
}
_WITH_OTHER_FORMS = (
    *range(0xA0, 0x250),
    *range(0x2000, 0x2150),
    *range(0xFB00, 0xFB07),
    *range(0xFB50, 0xFF00),
    *range(0xFF01, 0xFF5F),
)

_LEADING_SIGNS = re.compile(r"^[\W_]+(?=\w)")
_SIGN = "[\u0640\u064b-\u0652\u0670]*"
_ARABIC_ARTICLE = re.compile(rf"^[اٱ]{_SIGN}ل{_SIGN}(?=[^\W\d_]{_SIGN}[^\W\d_])")
_OWN_ALEF_LAM = (
    "الله|اللهم|التهاب|التزام|التقاء|التقاط|التماس|التماع|التحاق|التحام|التباس|التواء|التفاف|"
    "التفات|التصاق|التجاء|التئام|التهام|التذاذ|التياع|التطام"
)
"""Words whose own first letters are alef and lam: God's name, nouns of the pattern افتعال."""
_NO_ARTICLE = re.compile(rf"(?:{_OWN_ALEF_LAM})(?:ات|ان|ين|ية?|ا|ه|ها|هم)?(?!\w)")
_ENGLISH_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)


def collation_key(text: str, language: str) -> Key:
    """What sorts as `Intl.Collator(language)` sorts the texts, for the codes `ar` and `en`."""
    text = _decomposed("NFD", text)
    first, second, third = _tables(language)
    return text.translate(first), text.translate(second), text.translate(third)


def dictionary_key(text: str, language: str) -> tuple[Key, Key]:
    """What sorts as a dictionary: an article and signs before the first word count last."""
    return collation_key(headword(text, language), language), collation_key(text, language)


def headword(text: str, language: str) -> str:
    """`text` from the first letter by which it is looked up.

    As in Arabic dictionaries and library catalogues (ALA-LC), ال before the first word is passed
    over, and so are `the`, `a` and `an` in English; a name's own al- stays.
    """
    text = _LEADING_SIGNS.sub("", text)
    if language != "ar":
        return _ENGLISH_ARTICLE.sub("", text)
    bare = re.sub(_SIGN, "", text)
    return text if _NO_ARTICLE.match(bare) else _ARABIC_ARTICLE.sub("", text)


def index_letter(text: str, language: str) -> str:
    """The letter under which a dictionary lists `text`: ا, ب ... or A, B ...

    `#` for what begins with a digit or a sign; letters of no alphabet in use stand for themselves.
    """
    weights, _, _ = collation_key(headword(text, language), language)
    if weights[:1] > _last_weight(language):
        return weights[:1]
    index = _index(language)
    place = bisect_right(index, weights[:1], key=itemgetter(0))
    return index[place - 1][1] if place else "#"


def _decomposed(form: Literal["NFD", "NFKD"], text: str) -> str:
    """`text` in its parts; letters with hamza or madda, which have places of their own, stay."""
    if text.isascii():
        return text
    return _HAMZA_LATER.sub(_join_hamza, unicodedata.normalize(form, text))


def _join_hamza(match: re.Match[str]) -> str:
    letter, between, sign = (each for each in match.groups() if each is not None)
    return unicodedata.normalize("NFC", letter + sign) + between


def _letters(language: str) -> list[str]:
    if language == "ar":
        return f"{_ARABIC_IN_ARABIC} {_LATIN}".split()
    return f"{_LATIN} {_ARABIC_ELSEWHERE}".split()


@lru_cache(maxsize=4)
def _index(language: str) -> tuple[tuple[str, str], ...]:
    """The letters of an index with their first weights; a letter like پ stands under its like."""
    names = {letter: letter for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"}
    names |= {letter: letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}
    # Outside Arabic these are letters of their own, which precede those they belong to.
    names |= {"ء": "ا", "ة": "ت", "ى": "ي"}
    return tuple(sorted((collation_key(each, language)[0], name) for each, name in names.items()))


@lru_cache(maxsize=4)
def _last_weight(language: str) -> str:
    return collation_key(_letters(language)[-1][-1], language)[0]


@lru_cache(maxsize=4)
def _tables(language: str) -> _Levels:
    """The weights of every character on each level, for `str.translate`."""
    levels: _Levels = ({}, {}, {})

    def put(character: str, *weights: str) -> None:
        for level, weight in zip(levels, weights, strict=True):
            level[ord(character)] = weight

    def spell(character: str, parts: str, third: int | None = None) -> None:
        """A character that sorts as others do, but for a weight of the third level."""
        first, second, shared = (parts.translate(level) for level in levels)
        put(character, first, second, shared if third is None else chr(third) * len(shared))

    for character in _weightless():
        put(character, "", "", "")
    digits = [f"{n}{chr(0x0660 + n)}{chr(0x06F0 + n)}" for n in range(10)]
    for weight, group in enumerate(
        (*_SPACES, *_SIGNS.split(), *digits, *_letters(language)), start=1
    ):
        for variant, character in enumerate(group):
            second = _COMMON + (0 if group in digits else variant)
            put(character, chr(weight), chr(second), chr(_PLAIN))
    for weight, character in enumerate(_second_level(language), start=_ACCENT):
        put(character, "", chr(weight), chr(_PLAIN))
    if language == "ar":
        spell(*_ALEF_WITH_MADDA)
        levels[1][ord("آ")] = chr(_COMMON) + chr(_COMMON + len(_HAMZAS))
        for weight, character in enumerate(_VOWEL_SIGNS, start=_VOWEL):
            put(character, "", "", chr(weight))
    for letter, parts in _STROKES.items():
        spell(letter, parts)
    for letter, parts in _VARIANTS.items():
        spell(letter, parts.replace("{}", ""))
        before, after = (part.translate(levels[1]) for part in parts.split("{}"))
        levels[1][ord(letter)] = before + chr(_VARIANT) + after
    for letter in [*_LATIN.split(), *_STROKES, *_VARIANTS]:
        capital = "ẞ" if letter == "ß" else letter.upper()
        if len(capital) == 1 and capital.lower() == letter and capital != letter:
            spell(capital, letter, _UPPER)
    for character, parts, third in _other_forms(levels[0]):
        spell(character, parts, third)
    return levels


def _second_level(language: str) -> str:
    """The marks that count on the second level, in their order; those not listed come last."""
    signs = _HAMZA_SIGNS if language == "ar" else _VOWEL_SIGNS[:9] + _HAMZA_SIGNS + _VOWEL_SIGNS[9:]
    rest = (chr(code) for code in range(0x0300, 0x0363))
    marks = _ACCENTS + signs
    return marks + "".join(
        mark for mark in rest if mark not in marks and not _WEIGHTLESS.match(mark)
    )


def _weightless() -> Iterator[str]:
    candidates = (*range(0xA0), 0xAD, 0x34F, *range(0x600, 0x700), *range(0x2000, 0x2070), 0xFEFF)
    return (chr(code) for code in candidates if _WEIGHTLESS.match(chr(code)))


def _other_forms(known: Mapping[int, str]) -> Iterator[tuple[str, str, int | None]]:
    """Characters that are others in another form, and their weight of the third level.

    Arabic presentation forms have none of their own.
    """
    for code in _WITH_OTHER_FORMS:
        character = chr(code)
        tag = unicodedata.decomposition(character).partition(" ")[0]
        if code in known or not tag.startswith("<"):
            continue
        parts = _decomposed("NFKD", character)
        if all(ord(part) in known for part in parts):
            weights = _FORMS.get(tag)
            yield character, parts, weights[parts.isupper()] if weights else None
