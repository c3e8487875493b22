"""What an engine gives without the damage engines are known for, the alignment kept right.

The training texts of most public models were escaped by the Moses tokenizer, so that `&apos;`,
`&quot;`, `@-@` and spaces before full stops come out now and then. Other engines lose white space
around a text, turn `_` into a space, or leave Arabic punctuation standing. Whatever a server sends
is foreign text: control characters are taken out too.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from generator.ports import Draft

_WORD = re.compile(r"\S+")
_SPACES = re.compile(r"\s+")
_ENTITY = re.compile(r"&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Controls, zero-width space, bidi controls, BOM, and halves of surrogate pairs, which no file can
# hold. White space among them is made a plain space first.
_UNWRITABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    r"\ud800-\udfff]"
)
_TATWEEL = re.compile("ـ+")
_JOINED = re.compile(r" ?@([-,./])@ ?")
_POSSESSIVE = re.compile(r"(?<=\w) ' ?(?=(?:s|t|re|ve|ll|d|m)\b)")
_IRISH = re.compile(r"(?<=\b[OD]) ' ?(?=[A-Z])")
_LONE_QUOTE = re.compile(r" ' ")
_BEFORE_SIGN = re.compile(r" (?=[,.;:!?][\"”’')\]]?(?:\s|$))| (?=[)\]](?:\W|$))|(?<=\d) (?=%)")
_BEHIND_OPENING = re.compile(r"(?<=[(\[]) ")
_AS_IN_ENGLISH = str.maketrans("،؛؟۔٪٫٬«»٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", ",;?.%.,“”01234567890123456789")
# Nearly every text is whole; this says so fast. Wider than what is mended, never narrower.
_SUSPECT = re.compile(
    rf"^\s|\s$|\s\s|[^\S ]|[&@\"«»٪ـ\u0600-\u06ff]| '| [,.;:!?)\]%]|[(\[] |{_UNWRITABLE.pattern}"
)
_UNDERSCORED = re.compile(r"[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+")


@dataclass(frozen=True)
class _Traced:
    """A text being mended, and where each of its characters stood in the engine's text."""

    text: str
    origins: Sequence[int]

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> _Traced:
        """As `pattern.sub` does; what is as long as before keeps its places one by one."""
        parts: list[str] = []
        origins: list[int] = []
        end = 0
        for match in pattern.finditer(self.text):
            written = match.expand(new) if isinstance(new, str) else new(match)
            parts += [self.text[end : match.start()], written]
            origins += self.origins[end : match.start()]
            if len(written) == len(match.group()):
                origins += self.origins[match.start() : match.end()]
            else:
                # The first sign, as a space belongs to no word.
                old = match.group()
                sign = match.start() + len(old) - len(old.lstrip() or old)
                origins += [self.origins[sign]] * len(written)
            end = match.end()
        if not parts:
            return self
        parts.append(self.text[end:])
        origins += self.origins[end:]
        return _Traced("".join(parts), origins)

    def without(self, offsets: Collection[int]) -> _Traced:
        """The text less these characters."""
        kept = [offset for offset in range(len(self.text)) if offset not in offsets]
        return _Traced(
            "".join(self.text[offset] for offset in kept), [self.origins[each] for each in kept]
        )

    def stripped(self) -> _Traced:
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        return _Traced(self.text[start:end], self.origins[start:end])


def mend(text: str, source: str = "") -> str:
    """The engine's text without its damage, with the white space around `source`."""
    return _around(source, _mended(text, source).text)


def mend_draft(draft: Draft, source: str) -> Draft:
    """The draft and its alternatives mended; the alignment counts the words as they are now."""
    mended = _mended(draft.text, source)
    alignment = draft.alignment
    if alignment and mended.text != draft.text:
        words = _new_words(draft.text, mended)
        alignment = tuple(
            sorted({(source, new) for source, old in alignment for new in words.get(old, ())})
        )
    return replace(
        draft,
        text=_around(source, mended.text),
        alignment=alignment,
        alternatives=tuple(mend_draft(each, source) for each in draft.alternatives),
    )


def _mended(text: str, source: str) -> _Traced:
    traced = _Traced(text, range(len(text)))
    if not _SUSPECT.search(text) and not _UNDERSCORED.search(source):
        return traced
    traced = traced.sub(_SPACES, " ").sub(_UNWRITABLE, "")
    # Who writes about entities means them.
    if not _ENTITY.search(source):
        traced = traced.sub(_ENTITY, lambda match: html.unescape(f"&{match[1]};"))
        traced = traced.sub(_SPACES, " ").sub(_UNWRITABLE, "")
    traced = traced.sub(_JOINED, r"\1")
    traced = _Traced(traced.text.translate(_AS_IN_ENGLISH), traced.origins).sub(_TATWEEL, "")
    traced = _with_apostrophes(traced)
    traced = traced.without(_spaces_inside_quotes(traced.text))
    traced = traced.sub(_BEHIND_OPENING, "").sub(_BEFORE_SIGN, "").sub(_SPACES, " ")
    return _with_underscores(traced, source).stripped()


def _with_apostrophes(traced: _Traced) -> _Traced:
    """`Rowe ' s`, `O ' Flynn`, `the voters ' list` and `a ' trap '` closed up."""
    traced = traced.sub(_POSSESSIVE, "'").sub(_IRISH, "'")
    lone = [match.start() for match in _LONE_QUOTE.finditer(traced.text)]
    if len(lone) == 1 and traced.text[: lone[0]].endswith("s"):
        return traced.without({lone[0]})
    if len(lone) == 2:
        return traced.without({lone[0] + 2, lone[1]})
    return traced


def _spaces_inside_quotes(text: str) -> set[int]:
    """Offsets of spaces behind an opening and before a closing `"`, which take turns."""
    signs = [offset for offset, character in enumerate(text) if character == '"']
    if len(signs) % 2:
        return set()
    spaces = set()
    for opening, closing in zip(signs[::2], signs[1::2], strict=True):
        if text[opening + 1] == " " and text[:opening][-1:] in ("", " ", "(", "["):
            spaces.add(opening + 1)
        if text[closing - 1] == " " and not text[closing + 1 : closing + 2].isalnum():
            spaces.add(closing - 1)
    return spaces


def _with_underscores(traced: _Traced, source: str) -> _Traced:
    """Names such as `max_size` as the source has them."""
    for name in set(_UNDERSCORED.findall(source)):
        if name not in traced.text:
            loose = re.escape(name).replace("_", "[ _]")
            traced = traced.sub(re.compile(rf"(?<!\w){loose}(?!\w)"), name.replace("\\", ""))
    return traced


def _new_words(text: str, mended: _Traced) -> dict[int, set[int]]:
    """For each word of the engine's text the words it has gone into."""
    old_at = [-1] * len(text)
    for number, match in enumerate(_WORD.finditer(text)):
        old_at[match.start() : match.end()] = [number] * len(match.group())
    words: dict[int, set[int]] = defaultdict(set)
    for number, match in enumerate(_WORD.finditer(mended.text)):
        for offset in range(match.start(), match.end()):
            words[old_at[mended.origins[offset]]].add(number)
    return words


def _around(source: str, text: str) -> str:
    """The text with the white space that the source has around it."""
    if not source.strip():
        return text or source
    start = len(source) - len(source.lstrip())
    return source[:start] + text + source[len(source.rstrip()) :]
