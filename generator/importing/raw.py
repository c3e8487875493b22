"""An article as it came in, before anything is decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model.problem import Place

Kind = Literal["paragraph", "heading", "item", "quotation", "row"]


@dataclass(frozen=True)
class Block:
    """One piece of running text."""

    kind: Kind
    text: str
    """One line of plain text; the cells of a row are parted by tabs."""


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
    category: str = ""
    summary: str = ""
    publisher: str = ""


def lines_as_blocks(text: str) -> tuple[Block, ...]:
    """Every line of `text`, blank ones too: they say where hard-wrapped paragraphs end."""
    return tuple(Block("paragraph", line.strip()) for line in text.split("\n"))
