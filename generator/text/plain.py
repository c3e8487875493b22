"""What a reader reads of parsed Markdown, without markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

COMMENT = re.compile(r"\s*(?:<!--(?:(?!-->).)*+-->\s*)+", re.DOTALL)
"""Nothing but HTML comments: an editor's notes."""


def plain_of(tokens: Sequence[Token]) -> str:
    """The words of block tokens, on one line."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            parts.append(plain_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            parts.append(token.content)
    return " ".join(" ".join(parts).split())


def plain_inline(children: Sequence[Token]) -> str:
    """The words of inline tokens; an image gives its alternative text, a comment nothing."""
    parts: list[str] = []
    for child in children:
        if child.type == "html_inline" and COMMENT.fullmatch(child.content):
            continue
        if child.type in ("text", "code_inline", "text_special", "html_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(plain_inline(child.children or []))
    return "".join(parts)
