"""The runs of prose inside a Markdown block, each with what is marked up in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markdown_it.token import Token

from generator.text.markdown import NO_REFERENCES, References, tokens_of
from generator.text.plain import COMMENT, plain_inline

SpanKind = Literal[
    "link",
    "autolink",
    "emphasis",
    "strong",
    "strikethrough",
    "code",
    "image",
    "footnote",
    "break",
]

FOOTNOTE = re.compile(r"\[\^[^\W_](?:[\w.-]*[^\W_])?\]")
"""A reference to a footnote: CommonMark reads it as words, but it must never be translated."""
_FOOTNOTE_TEXT = re.compile(FOOTNOTE.pattern + ":")

_OPENING: dict[str, SpanKind] = {
    "link_open": "link",
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "strikethrough",
}
_CLOSING = frozenset({"link_close", "em_close", "strong_close", "s_close"})


@dataclass(frozen=True)
class Span:
    """One inline mark of a run of prose, and the words it stands around."""

    kind: SpanKind
    start: int
    """Offset of its first character in `InlineText.plain`."""
    end: int
    """Offset behind its last; the same as `start` for what holds no words, as an image."""
    text: str = ""
    """The words inside; of code, an image and a footnote what is written there, to the letter."""
    address: str = ""
    """Of a link and an image."""
    title: str = ""
    """Of a link and an image."""
    depth: int = 0
    """How many other spans it stands in: those before it with a smaller depth."""
    touches_before: bool = False
    """Of a span without words: there is no space between it and what comes before."""
    touches_after: bool = False


@dataclass(frozen=True)
class InlineText:
    """A run of prose inside a block: a paragraph, a heading, a list item, a table cell."""

    source: str
    """As written, without the signs of the lists and quotes around it."""
    plain: str
    """What a reader reads of it, images and references to footnotes left out."""
    spans: tuple[Span, ...]
    """Every mark in the order of the text, the outer before the inner."""
    line: int
    """Its first line in the text, counted from 0."""
    row: int | None = None
    """Of a table cell: which row of the text's tables, counted over all of them."""
    column: int = 0
    columns: int = 0
    """Cells in the row."""

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """(words, address) of each link."""
        kinds = ("link", "autolink")
        return tuple((each.text, each.address) for each in self.spans if each.kind in kinds)

    @property
    def images(self) -> tuple[tuple[str, str], ...]:
        """(alternative text, address) of each image."""
        return tuple((each.text, each.address) for each in self.spans if each.kind == "image")

    @property
    def codes(self) -> tuple[str, ...]:
        """The content of each code span."""
        return tuple(each.text for each in self.spans if each.kind == "code")

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Each reference to a footnote, as written."""
        return tuple(each.text for each in self.spans if each.kind == "footnote")


def inline_texts(text: str, references: References = NO_REFERENCES) -> tuple[InlineText, ...]:
    """Every run of prose of a Markdown text, in order."""
    found: list[InlineText] = []
    row, line, cells = -1, 0, 0
    in_row = False
    for token in tokens_of(text, references):
        if token.type == "table_open":
            line = token.map[0] - 1 if token.map else 0
        elif token.type == "tbody_open":
            line += 1  # the line of dashes
        elif token.type == "tr_open":
            row, line, cells, in_row = row + 1, line + 1, 0, True
        elif token.type == "tr_close":
            in_row = False
            found = [replace(f, columns=cells) if f.row == row else f for f in found]
        elif token.type == "inline":
            inline = _inline_text(token)
            if in_row:
                inline = replace(inline, row=row, column=cells, line=line)
                cells += 1
            found.append(inline)
    return tuple(found)


def _inline_text(token: Token) -> InlineText:
    reading = _Reading()
    reading.read(token.children or [])
    return InlineText(
        token.content,
        "".join(reading.letters),
        tuple(mark.span() for mark in reading.marks),
        token.map[0] if token.map else 0,
    )


@dataclass
class _Mark:
    """A span while it is being read."""

    kind: SpanKind
    depth: int
    text: str = ""
    address: str = ""
    title: str = ""
    start: int | None = None
    """Known with its first letter."""
    end: int = 0
    touches_before: bool = False
    touches_after: bool = False

    def span(self) -> Span:
        start = self.end if self.start is None else self.start
        return Span(
            self.kind,
            start,
            self.end,
            self.text,
            self.address,
            self.title,
            self.depth,
            self.touches_before and start == self.end,
            self.touches_after,
        )


class _Reading:
    """The words of inline tokens with single spaces between them, and the marks around them."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.marks: list[_Mark] = []
        self._open: list[_Mark] = []
        self._wordless: list[_Mark] = []
        """Closed since the last thing to be read: the next may touch them."""
        self._is_apart = True
        """A space, or nothing at all, stands before what comes next."""
        self._owes_space = False

    def read(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            content = token.content
            if token.type in _OPENING:
                kind = "autolink" if token.info == "auto" else _OPENING[token.type]
                self._begin(kind, "", _attribute(token, "href"), _attribute(token, "title"))
            elif token.type in _CLOSING:
                self._finish()
            elif token.type == "code_inline":
                self._begin("code", content)
                self._write(content)
                self._finish()
            elif token.type == "image":
                words = plain_inline(token.children or [])
                self._write_wordless(
                    "image", words, _attribute(token, "src"), _attribute(token, "title")
                )
            elif token.type == "softbreak":
                self._write(" ")
            elif token.type == "hardbreak":
                self._write(" ")
                self._write_wordless("break")
                self._write(" ")
            elif token.type == "text":
                self._write_text(content)
            elif not (token.type == "html_inline" and COMMENT.fullmatch(content)):
                self._write(content)

    def _begin(self, kind: SpanKind, text: str = "", address: str = "", title: str = "") -> None:
        mark = _Mark(kind, len(self._open), text, address, title)
        mark.touches_before = not self._is_apart
        self.marks.append(mark)
        self._open.append(mark)

    def _finish(self) -> None:
        mark = self._open.pop()
        mark.end = len(self.letters)
        if mark.start is None:
            self._wordless.append(mark)
        else:
            mark.text = mark.text or "".join(self.letters[mark.start :])

    def _write_wordless(
        self, kind: SpanKind, text: str = "", address: str = "", title: str = ""
    ) -> None:
        self._touch()
        self._begin(kind, text, address, title)
        self._is_apart = False
        self._finish()

    def _write_text(self, text: str) -> None:
        end = 0
        opening = _FOOTNOTE_TEXT.match(text)
        if opening and not (self.letters or self.marks):
            end = opening.end()
            self._write_wordless("footnote", opening.group())
        for match in FOOTNOTE.finditer(text, end):
            self._write(text[end : match.start()])
            self._write_wordless("footnote", match.group())
            end = match.end()
        self._write(text[end:])

    def _write(self, text: str) -> None:
        for letter in text:
            if letter.isspace():
                self._is_apart = self._owes_space = True
                continue
            self._touch()
            if self._owes_space and self.letters:
                self.letters.append(" ")
            self._is_apart = self._owes_space = False
            for mark in self._open:
                if mark.start is None:
                    mark.start = len(self.letters)
            self.letters.append(letter)

    def _touch(self) -> None:
        if not self._is_apart:
            for mark in self._wordless:
                mark.touches_after = True
        self._wordless.clear()


def _attribute(token: Token, name: str) -> str:
    return str(token.attrs.get(name, ""))
