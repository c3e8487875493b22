"""A block of Markdown that has been parsed but not yet printed: tags, and runs of prose.

What is printed into a run (isolated names, links to terms, sentences that can be pointed at)
depends on the whole article, so that printing has to wait until all of it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from generator.model.language import Language

MASK = "\ufffc"
"""Stands in `Run.masked` for each letter that is no prose (object replacement character)."""


@dataclass(frozen=True)
class Words:
    """Letters as a reader sees them, not yet escaped."""

    text: str


@dataclass(frozen=True)
class Element:
    """Inline markup around other nodes."""

    opening: str
    """Finished HTML of the start tag."""
    closing: str
    nodes: tuple[Node, ...]
    is_link: bool = False
    is_code: bool = False
    """Its letters are no prose: nothing is looked for in them."""


@dataclass(frozen=True)
class Void:
    """Finished HTML without letters: an image, a line break."""

    html: str


Node: TypeAlias = Words | Element | Void


@dataclass(frozen=True)
class Run:
    """A run of prose: the content of a paragraph, a heading, a list item or a table cell."""

    nodes: tuple[Node, ...]

    @cached_property
    def text(self) -> str:
        """Every letter of it; offsets into a run count these."""
        return "".join(each.text for each, _ in _words(self.nodes, is_code=False))

    @cached_property
    def masked(self) -> str:
        """`text` with a mask for each letter of code: equally long, and prose only."""
        return "".join(
            MASK * len(each.text) if is_code else each.text
            for each, is_code in _words(self.nodes, is_code=False)
        )

    @cached_property
    def links(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each link."""
        return tuple(_links(self.nodes, 0))


@dataclass(frozen=True)
class Prose:
    """One block in one language."""

    language: Language
    other: Language
    parts: tuple[str | Run, ...]
    """Finished HTML of block tags, and the runs between them."""

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(part for part in self.parts if isinstance(part, Run))


def letters_of(node: Node) -> int:
    """How many letters a node holds."""
    if isinstance(node, Words):
        return len(node.text)
    return sum(map(letters_of, node.nodes)) if isinstance(node, Element) else 0


def _words(nodes: Sequence[Node], *, is_code: bool) -> Iterator[tuple[Words, bool]]:
    for node in nodes:
        if isinstance(node, Words):
            yield node, is_code
        elif isinstance(node, Element):
            yield from _words(node.nodes, is_code=is_code or node.is_code)


def _links(nodes: Sequence[Node], offset: int) -> Iterator[tuple[int, int]]:
    for node in nodes:
        end = offset + letters_of(node)
        if isinstance(node, Element):
            if node.is_link:
                yield offset, end
            else:
                yield from _links(node.nodes, offset)
        offset = end
