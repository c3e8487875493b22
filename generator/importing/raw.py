"""An article as it came in, before anything is decided about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from generator.model.problem import Place

Kind = Literal[
    "paragraph", "heading", "subheading", "item", "step", "quotation", "row", "code", "image"
]


@dataclass(frozen=True)
class Mark:
    """A stretch of a block's text that is a link or is emphasised; marks do not overlap."""

    start: int
    end: int
    kind: Literal["link", "strong", "emphasis"]
    address: str = ""
    """Where a link leads: an address of the web, or a path from the root of what is imported."""


@dataclass(frozen=True)
class Block:
    """One piece of running text."""

    kind: Kind
    text: str
    """One line of plain text; the cells of a row are parted by tabs; of an image, what it shows."""
    marks: tuple[Mark, ...] = ()
    address: str = ""
    """Of an image: its path in the folder that is imported, later its name beside the article."""
    credit: str = ""
    """Of an image: what stands in quotation marks behind its file."""

    def cut(self, start: int, end: int | None = None) -> Block:
        """The block with a part of its text, and what is left of its marks."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        text = part.strip()
        marks = (
            replace(mark, start=max(mark.start - start, 0), end=min(mark.end - start, len(text)))
            for mark in self.marks
        )
        return replace(
            self, text=text, marks=tuple(each for each in marks if each.start < each.end)
        )

    def with_text(self, text: str) -> Block:
        """The same block in other letters: unchanged where its marks would lose their places."""
        if self.marks and len(text) != len(self.text):
            return self
        return replace(self, text=text)


@dataclass(frozen=True)
class RawArticle:
    """What an input says of one article; an empty string stands for what it does not say."""

    blocks: tuple[Block, ...]
    place: Place
    title: str = ""
    date: str = ""
    """As written in the input."""
    url: str = ""
    author: str = ""
    categories: tuple[str, ...] = ()
    summary: str = ""
    publisher: str = ""
    slug: str = ""
    """The name under which it stood before, when that can be the name of a folder."""
    aliases: tuple[str, ...] = ()
    """Paths of its earlier addresses, from the root of the site."""
    removed: tuple[str, ...] = ()
    """What its reader has taken out, for an editor to know."""
    picture: str = ""
    """The opening picture as its front matter names it."""
    path: str = ""
    """Where its file lies in the folder that is imported."""


def lines_as_blocks(text: str) -> tuple[Block, ...]:
    """Every line of `text`, blank ones too: they say where hard-wrapped paragraphs end."""
    return tuple(Block("paragraph", line.strip()) for line in text.split("\n"))
