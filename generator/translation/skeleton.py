"""A Markdown block taken apart into what gets translated and what stays, and put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.text.markdown import InlineText, inline_texts

_SPECIAL = re.compile(r"([\\`*\[\]<]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))")
_BLOCK_START = re.compile(r"^(?:([#>+-])(?=\s|$|-|=)|(\d{1,9})([.)])(?=\s|$)|(~~~))")


@dataclass(frozen=True)
class Skeleton:
    """`fixed[0] + slot + fixed[1] + slot + … + fixed[-1]` is the block."""

    fixed: tuple[str, ...]
    slots: tuple[InlineText, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The words of every link, which are translated on their own too, to be found again."""
        return tuple(label for slot in self.slots for label, _ in slot.links if label)

    def filled(self, texts: Sequence[str], labels: Mapping[str, str]) -> str:
        """The block with plain translated texts in its slots, their markup put back.

        `labels` gives the translated words of the links.
        """
        parts = [self.fixed[0]]
        for slot, text, after in zip(self.slots, texts, self.fixed[1:], strict=True):
            starts_block = parts[-1][-1:] in ("", "\n")
            parts += [with_markup(text, slot, labels, starts_block=starts_block), after]
        return "".join(parts)


def take_apart(markdown: str) -> Skeleton:
    """The skeleton of one block."""
    fixed: list[str] = []
    slots: list[InlineText] = []
    end = 0
    for inline in inline_texts(markdown):
        span = _find(markdown, inline.source, end)
        if span is None or not inline.plain:
            continue
        fixed.append(markdown[end : span[0]])
        slots.append(inline)
        end = span[1]
    return Skeleton((*fixed, markdown[end:]), tuple(slots))


def _find(markdown: str, source: str, start: int) -> tuple[int, int] | None:
    """Where an inline text stands; its lines may have list or quote signs between them."""
    lines = source.split("\n")
    first = markdown.find(lines[0], start)
    if first < 0:
        return None
    end = first
    for line in lines:
        found = markdown.find(line, end)
        if found < 0:
            return None
        end = found + len(line)
    return first, end


def with_markup(
    text: str, slot: InlineText, labels: Mapping[str, str], *, starts_block: bool
) -> str:
    """Translated words as Markdown, with every link and code span of the original.

    A link goes round its words where the translation has them, else stands behind the text, so
    that no reference is lost.
    """
    marked = escape(text, starts_block=starts_block)
    # Longer ones first, as one may contain another.
    for code in sorted(set(slot.codes), key=len, reverse=True):
        marked = _mark(marked, escape(code), f"`{code}`")
    for label, address in slot.links:
        words = escape(labels.get(label, label).rstrip("."))
        marked = _mark(marked, words, f"[{words}]({address})")
    return marked


def _mark(text: str, words: str, marked: str) -> str:
    if words and text.count(words) == 1:
        return text.replace(words, marked)
    return f"{text} ({marked})"


def escape(text: str, *, starts_block: bool = False) -> str:
    """Plain text as Markdown that reads the same."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    if starts_block:
        escaped = _BLOCK_START.sub(
            lambda match: "\\" + match.group() if not match[2] else f"{match[2]}\\{match[3]}",
            escaped,
        )
    return escaped
