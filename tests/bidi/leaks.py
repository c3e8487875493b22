"""Finds text on a finished page that the browser is left to order: runs that nothing isolates."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

from generator.text.bidi import opposite_runs
from tests.text.samples import ARABIC, ENGLISH, VOID

MASK = "\ufffc"
"""Stands for an element that is isolated from the text around it."""
CONTROLS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_NO_MARKUP = frozenset({"script", "style", "title", "option", "textarea", "svg", "noscript"})
"""Elements whose text cannot hold `<bdi>`, or is not shown."""
_VERBATIM = frozenset({"code", "pre", "kbd", "samp"})
"""Shown to the letter, from left to right."""
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "button",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "input",
        "ins",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    }
)
_EMPTY = VOID | {"meta", "link", "input", "wbr", "base", "source", "col"}


@dataclass(frozen=True)
class Leak:
    """A run of the other direction that is not isolated."""

    run: str
    around: str
    """The text it stands in; what is isolated there shows as one sign."""
    where: str
    """Its element and those around it."""


@dataclass
class _Open:
    tag: str
    name: str
    direction: str
    letters: list[str]
    """Of its own line of text, shared with the inline elements around it."""
    is_isolated: bool
    is_skipped: bool


def leaks(html: str) -> list[Leak]:
    """The runs of a page, or of a part of one, that nothing isolates."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    reading.end_line(reading.root)
    return reading.found


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Leak] = []
        self.root = _Open("", "", "ltr", [], is_isolated=False, is_skipped=False)
        self.open: list[_Open] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = self.open[-1]
        attributes = dict(attrs)
        if tag not in _INLINE and tag not in ("br", "hr"):
            self.end_line(around)
        if tag in _EMPTY:
            around.letters.append("\n" if tag in ("br", "hr") else "")
            return
        direction = attributes.get("dir") or ("auto" if tag == "bdi" else "")
        is_own = bool(direction) or tag not in _INLINE
        if direction and tag in _INLINE:
            around.letters.append(MASK)
        name = tag + "".join(f".{each}" for each in (attributes.get("class") or "").split())
        self.open.append(
            _Open(
                tag,
                name,
                direction or around.direction,
                [] if is_own else around.letters,
                is_own,
                around.is_skipped or tag in _NO_MARKUP or tag in _VERBATIM,
            )
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY or not any(each.tag == tag for each in self.open[1:]):
            return
        while True:
            closed = self.open[-1]
            if closed.is_isolated:
                self.end_line(closed)
            self.open.pop()
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.open[-1].is_skipped:
            self.open[-1].letters.append(data)

    def end_line(self, element: _Open) -> None:
        text = " ".join("".join(element.letters).split())
        element.letters.clear()
        direction = _first_direction(text) if element.direction == "auto" else element.direction
        language, other = (ARABIC, ENGLISH) if direction == "rtl" else (ENGLISH, ARABIC)
        where = " > ".join(each.name for each in self.open[1:][-4:])
        self.found += [
            Leak(text[run.start : run.end], text, where)
            for run in opposite_runs(text, language, other)
        ]


def _first_direction(text: str) -> str:
    """Of `dir=auto`: that of the first letter that has one."""
    classes = (unicodedata.bidirectional(letter) for letter in text)
    first = next((each for each in classes if each in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"
