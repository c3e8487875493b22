"""Where a phrase stands in a text, and what punctuation stands at the edges of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = r"[.,;:!?…()\[\]{}\"'«»“”‘’„‹›،؛؟۔–—-]+"
_LEADING = re.compile(f"^{_SIGNS}")
_TRAILING = re.compile(f"{_SIGNS}$")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
_ARABIC = r"\u0620-\u064A\u066E-\u06D3"
_BEFORE = r"(?<!\w[-.,:/@_'’])"
_BEHIND = r"(?![-.,:/@_](?=\w)|['’](?!s\b)(?=\w))"
ARABIC_LETTER = re.compile(rf"[{_ARABIC}]")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_AS_IN_ENGLISH = str.maketrans("،؛؟۔«»“”„‹›‘’٪", ",;?." + '"' * 5 + "'" * 4 + "%") | DIGITS


def cut(text: str, place: range) -> str:
    """The characters of a text at a place."""
    return text[place.start : place.stop]


def common(first: range, second: range) -> range:
    """What two ranges have in common."""
    return range(max(first.start, second.start), min(first.stop, second.stop))


def bare(phrase: str) -> str:
    """A phrase without the punctuation around it."""
    return _TRAILING.sub("", _LEADING.sub("", phrase.strip()))


def occurrences(phrase: str, text: str, *, any_case: bool = True) -> Iterator[range]:
    """Every place of a phrase between borders of words, places that overlap too.

    `3` does not stand in `3.5`, nor `open` in `re-open`, but `BBC` stands in `BBC's` and in
    `وBBC`, which is Arabic for "and BBC".
    """
    inner = r"\s+".join(map(re.escape, phrase.split()))
    if inner:
        flags = re.IGNORECASE if any_case else re.NOFLAG
        letter = r"\w" if ARABIC_LETTER.search(phrase) else rf"[^\W{_ARABIC}]"
        border = rf"(?<!{letter}){_BEFORE}(?=({inner})(?!{letter}){_BEHIND})"
        pattern = re.compile(border, flags)
        yield from (range(*match.span(1)) for match in pattern.finditer(text))


def loose_occurrences(content: str, text: str) -> Iterator[range]:
    """Every place with the letters and digits of some code, whatever signs and spaces are between.

    Its own signs at the edges belong to the place where they are there.
    """
    letters = [index for index, each in enumerate(content) if each.isalnum()]
    if len(letters) < 2:
        return
    head, tail = content[: letters[0]], content[letters[-1] + 1 :]
    opening = "".join(f"(?:{re.escape(each)} ?)?+" for each in head)
    inner = r"[\W_]*".join(re.escape(content[index]) for index in letters)
    closing = "".join(f"(?: ?{re.escape(each)})?+" for each in tail)
    pattern = re.compile(rf"(?<!\w)({opening}{inner}{closing})(?!\w)")
    for match in pattern.finditer(text):
        if not head or not text[: match.start()].rstrip().endswith(head[-1]):
            yield range(*match.span(1))


def signs_before(word: str, outside: str, *, are_inside: bool) -> int:
    """How many characters at the beginning of a translated word a mark leaves out.

    `outside` is what it leaves out of the original's word; with `are_inside`, the mark itself
    begins with punctuation.
    """
    shared = _shared(word[: len(outside)], outside)
    if 0 < shared < len(word) and not _is_one_word(outside[-1], word[shared]):
        return shared
    length = 0 if are_inside else len(word) - len(_LEADING.sub("", word))
    return length if length < len(word) else 0


def signs_behind(word: str, outside: str, inside: str) -> int:
    """How many characters at the end of a translated word a mark leaves out.

    `outside` is what it leaves out of the original's word, `inside` is all it has: a possessive
    `'s` is kept only if that has one.
    """
    shared = shared_end(word, outside)
    if shared and shared < len(word):
        return shared
    if not inside[-1:].isalnum():
        return 0
    rest = _TRAILING.sub("", word)
    if not _POSSESSIVE.search(inside):
        rest = _POSSESSIVE.sub("", rest)
    return len(word) - len(rest) if rest else 0


def shared_end(word: str, outside: str) -> int:
    """How many characters at the end of a word are the same signs as `outside`: all or none."""
    if not outside:
        return 0
    shared = _shared(word[-len(outside) :], outside)
    inner = word[: len(word) - shared]
    return 0 if inner and _is_one_word(inner[-1], outside[0]) else shared


def _shared(part: str, outside: str) -> int:
    """The length of a part that is the same signs, Arabic ones being those of English."""
    return len(part) if part.translate(_AS_IN_ENGLISH) == outside.translate(_AS_IN_ENGLISH) else 0


def _is_one_word(before: str, behind: str) -> bool:
    """Whether two letters side by side belong to one word: an Arabic and a Latin one do not."""
    is_arabic = bool(ARABIC_LETTER.match(before)), bool(ARABIC_LETTER.match(behind))
    return before.isalnum() and behind.isalnum() and is_arabic[0] == is_arabic[1]
