"""A Markdown block taken apart into what gets translated and what stays, and put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from generator.text.inlines import InlineText, Span, inline_texts
from generator.text.markdown import NO_REFERENCES, References
from generator.text.normal import with_plain_line_endings
from generator.text.occurrences import ARABIC_LETTER
from generator.translation.alignment import AlignedText
from generator.translation.markup import Filled, Surroundings, kept_marks, put_back, put_behind
from generator.translation.placing import EMPHASIS

_SIGNS = re.compile(r"[\s>]*")
_LONGEST_LABEL = 8
"""Words of emphasis that are worth translating on their own: longer ones are never found again."""


@dataclass(frozen=True)
class Skeleton:
    """`fixed[0] + slot + fixed[1] + slot + … + fixed[-1]` is the block."""

    fixed: tuple[str, ...]
    slots: tuple[InlineText, ...]
    further_lines: tuple[str, ...] = ()
    """Of each slot: what its lines begin with from the second on."""
    references: References = field(default_factory=dict)
    """The link definitions of the article."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Marked words, titles and alternative texts, which are translated on their own too."""
        found = (
            words
            for slot in self.slots
            for span in slot.spans
            for words in (*_label(span, slot), span.title)
        )
        return tuple(dict.fromkeys(words for words in found if ARABIC_LETTER.search(words)))

    def fill(self, texts: Sequence[AlignedText], labels: Mapping[str, str]) -> Filled:
        """The block with translated texts in its slots, their markup put back.

        `labels` gives translations of marked words on their own, as far as there are any. Every
        link, image and code span of the block is there, as often as before.
        """
        for put in (put_back, put_behind):
            runs = [
                put(slot, text, Surroundings(labels, self.references, further))
                for slot, text, further in zip(
                    self.slots, texts, self.further_lines or [""] * len(texts), strict=True
                )
            ]
            pieces = zip((each.markdown for each in runs), self.fixed[1:], strict=True)
            markdown = self.fixed[0] + "".join(part for piece in pieces for part in piece)
            if kept_marks(inline_texts(markdown, self.references)) == kept_marks(self.slots):
                break
        return Filled(markdown, tuple(lost for each in runs for lost in each.lost))


def _label(span: Span, slot: InlineText) -> tuple[str, ...]:
    is_whole = (span.start, span.end) == (0, len(slot.plain))
    is_long = len(span.text.split()) > _LONGEST_LABEL
    if span.kind == "image" or (span.kind == "link" and not is_whole):
        return (span.text,)
    return (span.text,) if span.kind in EMPHASIS and not (is_whole or is_long) else ()


def take_apart(markdown: str, references: References = NO_REFERENCES) -> Skeleton:
    """The skeleton of one block; `references` are the link definitions of its article."""
    markdown = with_plain_line_endings(markdown)
    lines = markdown.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    fixed = [""]
    slots: list[InlineText] = []
    further_lines: list[str] = []
    end = 0
    found = [each for each in inline_texts(markdown, references) if each.plain or each.spans]
    for row, group in groupby(found, key=lambda each: each.row):
        inlines = list(group)
        if row is None:
            for inline in inlines:
                start, stop = _span(inline, lines, offsets)
                fixed[-1] += markdown[end:start]
                slots.append(inline)
                further_lines.append(_before_second_line(inline, lines))
                fixed.append("")
                end = stop
        else:
            number = inlines[0].line
            signs = _SIGNS.match(lines[number])
            start = offsets[number] + (signs.end() if signs else 0)
            fixed[-1] += markdown[end:start] + "| "
            cells = {inline.column: inline for inline in inlines}
            for column in range(inlines[0].columns):
                if column in cells:
                    slots.append(cells[column])
                    further_lines.append("")
                    fixed.append("")
                fixed[-1] += " | " if column < inlines[0].columns - 1 else " |"
            end = offsets[number] + len(lines[number])
    fixed[-1] += markdown[end:]
    return Skeleton(tuple(fixed), tuple(slots), tuple(further_lines), references)


def _before_second_line(inline: InlineText, lines: Sequence[str]) -> str:
    """The indentation and signs of quotes that a run of prose has from its second line on."""
    source = inline.source.split("\n")
    if len(source) < 2:
        return ""
    line = lines[inline.line + 1]
    return line[: max(0, line.rfind(source[1].strip()))]


def _span(inline: InlineText, lines: Sequence[str], offsets: Sequence[int]) -> tuple[int, int]:
    """Offsets of a run of prose: the signs of lists, quotes and headings stand around it."""
    source = inline.source.split("\n")
    start = lines[inline.line].rfind(source[0].rstrip())
    last = inline.line + len(source) - 1
    stop = lines[last].rfind(source[-1].rstrip()) + len(source[-1].rstrip())
    return offsets[inline.line] + max(0, start), offsets[last] + stop
