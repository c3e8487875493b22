"""Text written so that Markdown reads it as plain text, and its links and emphasis as such."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from generator.importing.raw import Block, Mark

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
_STARS = {"strong": "**", "emphasis": "*"}
_MOST_EMPTY_CELLS = 10_000
"""Written out to fill the rows of a table up; Markdown asks for none (GFM, 4.10)."""
_ADDRESS_SAFE = "%/:=&?~#+!$,;'@*"
"""Characters that stay in an address: no brackets, which would end it, and no spaces."""


def as_markdown(blocks: Sequence[Block]) -> str:
    """The blocks as CommonMark that renders to exactly their words."""
    parts: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        texts = list(group)
        if kind == "item":
            parts.append("\n".join(f"- {_written(block)}" for block in texts))
        elif kind == "step":
            parts.append("\n".join(f"{n}. {_written(block)}" for n, block in enumerate(texts, 1)))
        elif kind == "row":
            parts.append("\n".join(_table([block.text for block in texts])))
        elif kind == "quotation":
            parts.append("\n>\n".join(f"> {_written(block)}" for block in texts))
        elif kind == "heading":
            parts.extend(f"## {_escape_heading(block.text)}" for block in texts)
        elif kind == "subheading":
            parts.extend(f"### {_escape_heading(block.text)}" for block in texts)
        elif kind == "code":
            parts.append(_fenced([block.text for block in texts]))
        elif kind == "image":
            parts.extend(f"![{_escape_inline(each.text)}]({_with_credit(each)})" for each in texts)
        else:
            parts.extend(_written(block) for block in texts)
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """One line of text with a backslash before every character Markdown would take for markup."""
    return _escape_start(_escape_inline(text.strip()))


def _escape_inline(text: str) -> str:
    return _INLINE.sub(lambda match: "\\" + match.group(), text)


def _escape_start(line: str) -> str:
    if _BLOCK_START.match(line):
        return "\\" + line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def _written(block: Block) -> str:
    """The text of a block in one line, with its marks."""
    if not block.marks:
        return escape(block.text)
    pieces: list[str] = []
    done = 0
    for mark in block.marks:
        before, inside = block.text[done : mark.start], block.text[mark.start : mark.end]
        plain = _escape_inline(before)
        if mark.kind == "link":
            # An exclamation mark before a link would make it an image.
            plain = f"{plain[:-1]}\\!" if plain.endswith("!") else plain
            pieces += [plain, f"[{_escape_inline(inside)}]({_address(mark)})"]
        elif _may_be_starred(block.text, mark, is_apart=bool(plain) or not pieces):
            stars = _STARS[mark.kind]
            pieces += [plain, f"{stars}{_escape_inline(inside)}{stars}"]
        else:
            pieces += [plain, _escape_inline(inside)]
        done = mark.end
    pieces.append(_escape_inline(block.text[done:]))
    line = "".join(pieces)
    return line if block.marks[0].start == 0 else _escape_start(line)


def _address(marked: Mark | Block) -> str:
    return quote(marked.address, safe=_ADDRESS_SAFE)


def _with_credit(image: Block) -> str:
    """The file of an image, and in quotation marks whose it is."""
    credit = _escape_inline(image.credit).replace('"', '\\"')
    return f'{_address(image)} "{credit}"' if credit else _address(image)


def _may_be_starred(text: str, mark: Mark, *, is_apart: bool) -> bool:
    """Whether stars around the stretch are read as emphasis (CommonMark 0.31, 6.2).

    Punctuation just inside them needs a space or punctuation just outside, which Arabic, where و
    is written together with the next word, does not always have.
    """
    outer = (text[mark.start - 1] if mark.start else " ", text[mark.end : mark.end + 1] or " ")
    inner = (text[mark.start], text[mark.end - 1])
    return is_apart and all(
        not inside.isspace()
        and (not _is_punctuation(inside) or outside.isspace() or _is_punctuation(outside))
        for inside, outside in zip(inner, outer, strict=True)
    )


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _escape_heading(text: str) -> str:
    # Hashes at the end of a heading would be taken for its closing sequence.
    escaped = escape(text)
    words = escaped.rstrip("#")
    hashes = escaped[len(words) :]
    if words.endswith("\\"):  # the first is escaped already
        words, hashes = words + hashes[:1], hashes[1:]
    return words + "\\#" * len(hashes)


def _fenced(lines: Sequence[str]) -> str:
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence])


def _table(rows: Sequence[str]) -> Iterator[str]:
    cells = [[escape(cell).replace("|", "\\|") for cell in row.split("\t")] for row in rows]
    width = max(len(row) for row in cells)
    is_filled = len(cells) * width - sum(map(len, cells)) <= _MOST_EMPTY_CELLS
    for index, row in enumerate(cells):
        empty = [""] * (width - len(row)) if is_filled or index == 0 else []
        yield "| " + " | ".join([*row, *empty]) + " |"
        if index == 0:
            yield "|" + " --- |" * width
