"""Plain text written so that Markdown reads it as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.importing.raw import Block

_INLINE = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|$)           # a backslash that would escape something
    | [*_`\[\]]
    | <(?=[A-Za-z/!?])                  # a tag, a comment, an address in angle brackets
    | &(?=\#?[A-Za-z0-9]+;)             # an entity
    | ~(?=~) | (?<=~)~                  # struck out
    """,
    re.VERBOSE,
)
_BLOCK_START = re.compile(r"[-+](?=\s|$)|#{1,6}(?=\s|$)|[>|<]|~{3}|=+\s*$|-(?:\s*-)*\s*$", re.ASCII)
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)", re.ASCII)


def as_markdown(blocks: Sequence[Block]) -> str:
    """The blocks as CommonMark that renders to exactly their words."""
    parts: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        texts = [block.text for block in group]
        if kind == "item":
            parts.append("\n".join(f"- {escape(text)}" for text in texts))
        elif kind == "row":
            parts.append("\n".join(_table(texts)))
        elif kind == "quotation":
            parts.append("\n>\n".join(f"> {escape(text)}" for text in texts))
        elif kind == "heading":
            parts.extend(f"## {_escape_heading(text)}" for text in texts)
        else:
            parts.extend(escape(text) for text in texts)
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """One line of text with a backslash before every character Markdown would take for markup."""
    text = _INLINE.sub(lambda match: "\\" + match.group(), text.strip())
    if _BLOCK_START.match(text):
        return "\\" + text
    return _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text


def _escape_heading(text: str) -> str:
    # Hashes at the end of a heading would be taken for its closing sequence.
    return re.sub(r"(?<!\\)#(?=#*$)", r"\\#", escape(text))


def _table(rows: Sequence[str]) -> Iterator[str]:
    cells = [[escape(cell).replace("|", "\\|") for cell in row.split("\t")] for row in rows]
    width = max(len(row) for row in cells)
    for index, row in enumerate(cells):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if index == 0:
            yield "|" + " --- |" * width
