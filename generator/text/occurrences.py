"""Where a phrase stands in a text, and what punctuation stands at the edges of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = r"[.,;:!?…()\[\]{}\"'«»“”‘’„‹›،؛؟۔–—-]+"
_LEADING = re.compile(f"^{_SIGNS}")
_TRAILING = re.compile(f"{_SIGNS}$")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
_BEFORE = r"(?<!\w)(?<!\w[-.,:/@_'’])"
_BEHIND = r"(?!\w)(?![-.,:/@_](?=\w)|['’](?!s\b)(?=\w))"
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

    `3` does not stand in `3.5`, nor `open` in `re-open`, but `BBC` stands in `BBC's`.
    """
    inner = r"\s+".join(map(re.escape, phrase.split()))
    if inner:
        flags = re.IGNORECASE if any_case else re.NOFLAG
        pattern = re.compile(rf"{_BEFORE}(?=({inner}){_BEHIND})", flags)
        yield from (range(*match.span(1)) for match in pattern.finditer(text))


def loose_occurrences(content: str, text: str) -> Iterator[range]:
    """Every place with the letters and digits of some code, whatever signs and spaces are between.

    Its own signs at the edges belong to the place where they are there.
    """
    letters = [index for index, each in enumerate(content) if each.isalnum()]
    if len(letters) < 2:
        return
    head = "".join(f"(?:{re.escape(each)} ?)?" for each in content[: letters[0]])
    tail = "".join(f"(?: ?{re.escape(each)})?" for each in content[letters[-1] + 1 :])
    inner = r"[\W_]*".join(re.escape(content[index]) for index in letters)
    pattern = re.compile(rf"(?<!\w)({head}{inner}{tail})(?!\w)")
    yield from (range(*match.span(1)) for match in pattern.finditer(text))


def signs_before(word: str, outside: str, *, are_inside: bool) -> int:
    """How many characters at the beginning of a translated word a mark leaves out.

    `outside` is what it leaves out of the original's word; with `are_inside`, the mark itself
    begins with punctuation.
    """
    shared = _shared(word[: len(outside)], outside)
    if shared < len(word) and shared and not (outside[-1].isalnum() and word[shared].isalnum()):
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
    return 0 if outside[0].isalnum() and inner[-1:].isalnum() else shared


def _shared(part: str, outside: str) -> int:
    """The length of a part that is the same signs, Arabic ones being those of English."""
    return len(part) if part.translate(_AS_IN_ENGLISH) == outside.translate(_AS_IN_ENGLISH) else 0
