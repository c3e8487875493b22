"""A Markdown block taken apart into what gets translated and what stays, and put together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.text.inlines import InlineText, inline_texts
from generator.text.markdown import NO_REFERENCES, References
from generator.text.normal import with_plain_line_endings

_SPECIAL = re.compile(
    r"([\\`*\[\]<~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?[A-Za-z0-9]+;)|(?<=\s)#(?=#*$))"
)
# What would open a heading, a list, a quotation or a rule at the beginning of a line.
_BLOCK_START = re.compile(r"(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$|[-+])|=)|(?<=\d)(?=[.)](?:\s|$))")
_SIGNS = re.compile(r"[\s>]*")


@dataclass(frozen=True)
class Skeleton:
    """`fixed[0] + slot + fixed[1] + slot + … + fixed[-1]` is the block."""

    fixed: tuple[str, ...]
    slots: tuple[InlineText, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The words of links and images, which are translated on their own too."""
        found = [label for slot in self.slots for label, _ in (*slot.links, *slot.images)]
        return tuple(label for label in found if label)

    def filled(self, texts: Sequence[str], labels: Mapping[str, str]) -> str:
        """The block with plain translated texts in its slots, their markup put back.

        `labels` gives the translated words of links and images.
        """
        parts = [self.fixed[0]]
        for slot, text, after in zip(self.slots, texts, self.fixed[1:], strict=True):
            parts += [with_markup(text, slot, labels), after]
        return "".join(parts)


def take_apart(markdown: str, references: References = NO_REFERENCES) -> Skeleton:
    """The skeleton of one block; `references` are the link definitions of its article."""
    markdown = with_plain_line_endings(markdown)
    lines = markdown.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    fixed = [""]
    slots: list[InlineText] = []
    end = 0
    found = [each for each in inline_texts(markdown, references) if each.plain or each.images]
    for row, group in groupby(found, key=lambda each: each.row):
        inlines = list(group)
        if row is None:
            for inline in inlines:
                start, stop = _span(inline, lines, offsets)
                fixed[-1] += markdown[end:start]
                slots.append(inline)
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
                    fixed.append("")
                fixed[-1] += " | " if column < inlines[0].columns - 1 else " |"
            end = offsets[number] + len(lines[number])
    fixed[-1] += markdown[end:]
    return Skeleton(tuple(fixed), tuple(slots))


def _span(inline: InlineText, lines: Sequence[str], offsets: Sequence[int]) -> tuple[int, int]:
    """Offsets of a run of prose: the signs of lists, quotes and headings stand around it."""
    source = inline.source.split("\n")
    start = lines[inline.line].rfind(source[0].rstrip())
    last = inline.line + len(source) - 1
    stop = lines[last].rfind(source[-1].rstrip()) + len(source[-1].rstrip())
    return offsets[inline.line] + max(0, start), offsets[last] + stop


def with_markup(text: str, slot: InlineText, labels: Mapping[str, str]) -> str:
    """Translated words as Markdown, with every link, image and code span of the original.

    A link goes round its words where the translation has them exactly once, else it stands
    behind the text, so that no reference is lost.
    """
    marks: list[tuple[str, str]] = []
    codes = list(slot.codes)
    for label, address in slot.links:
        words = labels.get(label, label).rstrip(".")
        inside = escape(words)
        if label in codes:
            codes.remove(label)
            words, inside = label, as_code(label)
        marks.append((words, f"[{inside}]({_address(address)})"))
    # Longer ones first, as one may contain another.
    marks += [(code, as_code(code)) for code in sorted(codes, key=len, reverse=True)]
    marked = _mark(" ".join(text.split()), marks)
    pictures = [f"![{escape(labels.get(a, a))}]({_address(src)})" for a, src in slot.images]
    return " ".join(filter(None, [marked, *pictures]))


def _mark(text: str, marks: Sequence[tuple[str, str]]) -> str:
    """Plain text as Markdown with each mark in the place of its words, else at the end."""
    parts: list[tuple[str, bool]] = [(text, False)]
    behind = []
    for words, mark in marks:
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        places = [
            (index, match)
            for index, (part, is_done) in enumerate(parts)
            if words and not is_done
            for match in pattern.finditer(part)
        ]
        if len(places) != 1:
            behind.append(f"({mark})")
            continue
        index, match = places[0]
        before, after = parts[index][0][: match.start()], parts[index][0][match.end() :]
        parts[index : index + 1] = [(before, False), (mark, True), (after, False)]
    words_done = "".join(part if is_done else escape(part) for part, is_done in parts)
    if not parts[0][1]:
        words_done = escape_start(words_done)
    return " ".join(filter(None, [words_done, *behind]))


def escape(text: str) -> str:
    """Plain text as Markdown that reads the same inside a line."""
    return _SPECIAL.sub(r"\\\1", text)


def escape_start(text: str) -> str:
    """Escaped text that opens no other kind of block where a line begins with it."""
    match = re.match(r"\d{1,9}", text)
    place = _BLOCK_START.match(text, match.end() if match else 0)
    if place is None or (match and text[place.start()] not in ".)"):
        return text
    return f"{text[: place.start()]}\\{text[place.start() :]}"


def as_code(code: str) -> str:
    """A code span, fenced by one backtick more than it holds in a row."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def _address(address: str) -> str:
    if re.search(r"[\s()<>]", address):
        return "<" + address.replace("<", "%3C").replace(">", "%3E") + ">"
    return address
