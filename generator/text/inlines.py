"""The runs of prose inside a Markdown block, each with what is marked up in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from generator.text.markdown import NO_REFERENCES, References, tokens_of
from generator.text.plain import plain_inline


@dataclass(frozen=True)
class InlineText:
    """A run of prose inside a block: a paragraph, a heading, a list item, a table cell."""

    source: str
    """As written, without the signs of the lists and quotes around it."""
    plain: str
    """What a reader reads of it, images left out."""
    links: tuple[tuple[str, str], ...]
    """(words, address) of each link."""
    images: tuple[tuple[str, str], ...]
    """(alternative text, address) of each image."""
    codes: tuple[str, ...]
    line: int
    """Its first line in the text, counted from 0."""
    row: int | None = None
    """Of a table cell: which row of the text's tables, counted over all of them."""
    column: int = 0
    columns: int = 0
    """Cells in the row."""


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
    children = token.children or []
    plain = " ".join(plain_inline([c for c in children if c.type != "image"]).split())
    return InlineText(
        token.content,
        plain,
        tuple(_links(children)),
        tuple(
            (plain_inline(each.children or []), str(each.attrs.get("src", "")))
            for each in children
            if each.type == "image"
        ),
        tuple(each.content for each in children if each.type == "code_inline"),
        token.map[0] if token.map else 0,
    )


def _links(children: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for index, child in enumerate(children):
        if child.type == "link_open":
            inside = []
            for inner in children[index + 1 :]:
                if inner.type == "link_close":
                    break
                inside.append(inner)
            yield plain_inline(inside), str(child.attrs.get("href", ""))
