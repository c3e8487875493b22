"""HTML inside a feed or a Markdown file: all of it is the article, and none of it stays HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

from generator.importing.damage import mend, mend_line
from generator.importing.raw import Block, Kind, Mark
from generator.text.addresses import is_unsafe

_KINDS: dict[str, Kind] = {
    "h1": "heading", "h2": "heading", "h3": "subheading", "h4": "subheading", "h5": "subheading",
    "h6": "subheading", "blockquote": "quotation", "pre": "code",
}  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "body", "center", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "header", "hr", "html", "li", "main", "nav", "ol", "p",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", *_KINDS,
})  # fmt: skip
_HOLDS_TEXT = _BLOCKS - {"article", "body", "div", "html", "main", "section"}
"""Elements in which a blank line is a space like any other."""
_UNREAD = frozenset({
    "button", "head", "math", "script", "select", "style", "svg", "template", "textarea", "title",
})  # fmt: skip
"""Elements whose text nobody reads in the article."""
_EMBEDDED = frozenset({"iframe", "embed", "video", "audio", "source"})
_STRONG, _EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em", "cite"})
_VOID = frozenset({"br", "hr", "img", "embed", "source", "wbr", "input", "meta", "link", "col"})
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+|su_\w+)\b[^\[\]\n]*\]"
)
"""What WordPress and its most common page makers leave in a text for themselves."""
_COMMENT = re.compile(r"<!--.*?--!?>", re.DOTALL)
_SECTION = re.compile(r"<!\[[^>]*>")
"""What only XML knows; in HTML it is a comment up to the next `>` (13.2.5.42)."""
_NO_TAG = re.compile(r"<(?![A-Za-z/!?])")
_DEEPEST = 100
"""Elements inside each other; what is opened deeper is read as if it were not marked up."""

CREDIT = "data-credit"
"""Attribute for the words behind an image of Markdown; `title` in HTML is mostly a file's name."""

Resolve = Callable[[str], str]
"""Turns an address as written into one that holds outside its page; empty where none does."""


@dataclass(frozen=True)
class _Run:
    text: str
    address: str = ""
    is_strong: bool = False
    is_emphasised: bool = False

    @property
    def mark(self) -> tuple[Literal["link", "strong", "emphasis", ""], str]:
        if self.address:
            return "link", self.address
        return ("strong" if self.is_strong else "emphasis" if self.is_emphasised else ""), ""


def read_fragment(html: str, resolve: Resolve, resolve_image: Resolve) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, with blank ones between paragraphs.

    Images for which `resolve_image` has no path become links to where they lie.
    """
    reader = _Reader(resolve, resolve_image, has_markup=bool(re.search(r"<(?:p|br|div)\b", html)))
    reader.feed(_with_whole_tags(_SHORTCODE.sub("", html)))
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


def _with_whole_tags(html: str) -> str:
    """The HTML with empty comments, and every `<` that begins nothing written out.

    The library's parser looks for the end of what was opened again from each `<`, to the end of the
    text, which takes hours where there is none; and sections of XML that it does not know stop it.
    """
    end = max(html.rfind("-->") + 3, html.rfind("--!>") + 4, 0)
    html = _COMMENT.sub("<!>", html[:end]) + html[end:].replace("<!--", "&lt;!--")
    end = html.rfind(">") + 1
    html = _SECTION.sub("<!>", html[:end]) + html[end:].replace("<", "&lt;")
    return _NO_TAG.sub("&lt;", html)


@dataclass(eq=False)
class _Reader(HTMLParser):
    resolve: Resolve
    resolve_image: Resolve
    has_markup: bool
    """Whether paragraphs are marked up; else each line is one, as in a text."""
    blocks: list[Block] = field(default_factory=list)
    _runs: list[_Run] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _links: list[str] = field(default_factory=list)
    _images: list[Block] = field(default_factory=list)
    _cells: list[str] | None = None
    """Of the row of a table that is being read."""
    _is_in_cell: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        has_room = len(self._open) < _DEEPEST
        if self._is_unread:
            self._open += [tag] if has_room and tag not in _VOID else []
            return
        self._begin_block(tag)
        if tag in ("td", "th") and self._cells is not None:
            self._end_cell()
            self._is_in_cell = True
        elif tag == "br":
            self._runs.append(_Run("\n"))
        elif tag == "img":
            self._take_image(attributes)
        elif tag in _EMBEDDED:
            self._take_embedded(attributes)
        elif tag == "a" and has_room:
            self._links.append(self._safe(attributes.get("href", "")))
        if tag not in _VOID and (has_room or tag in _UNREAD):
            self._open.append(tag)

    def _begin_block(self, tag: str) -> None:
        """Close what was being read, if the element begins a piece of text of its own."""
        if tag == "tr":
            self._end_row()
            self.end_block()
            self._cells = []
        elif tag in _BLOCKS and self._cells is not None:
            self._add(" ")
        elif tag in _BLOCKS:
            self.end_block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag in _BLOCKS and self._cells is None:
            self.end_block()
        while self._open:
            closed = self._open.pop()
            if closed == "a" and self._links:
                self._links.pop()
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._is_unread:
            return
        if "pre" in self._open:
            self._add(data)
            return
        if self._cells is not None or any(tag in _HOLDS_TEXT for tag in self._open):
            self._add(data.replace("\n", " "))
            return
        # WordPress and many feeds write paragraphs as a text does: parted by blank lines.
        ending = r"\n\s*\n" if self.has_markup else r"\n"
        for number, part in enumerate(re.split(ending, data)):
            if number:
                self.end_block()
            self._add(part.replace("\n", " "))

    def end_block(self) -> None:
        """Close the piece of text that is being read."""
        kind = self._kind
        lines = [self._runs]
        if kind in ("paragraph", "quotation", "code"):
            lines = _split_lines(self._runs)
        for line in lines:
            text, marks = _join(line, is_code=kind == "code")
            if not text:
                continue
            if kind in ("heading", "subheading", "code"):
                marks = ()
            self.blocks.append(Block(kind, text, marks))
            if kind == "paragraph":
                # A blank one keeps the next from being taken for the same, hard-wrapped one.
                self.blocks.append(Block("paragraph", ""))
        self.blocks += self._images
        self._runs, self._images = [], []

    @property
    def _is_unread(self) -> bool:
        return any(tag in _UNREAD for tag in self._open)

    @property
    def _kind(self) -> Kind:
        for tag in reversed(self._open):
            if tag in _KINDS:
                return _KINDS[tag]
            if tag == "li":
                lists = [each for each in self._open if each in ("ul", "ol")]
                return "step" if lists and lists[-1] == "ol" else "item"
        return "paragraph"

    def _add(self, text: str) -> None:
        tags = set(self._open)
        link = self._links[-1] if self._links else ""
        self._runs.append(_Run(text, link, bool(tags & _STRONG), bool(tags & _EMPHASIS)))

    def _end_cell(self) -> None:
        if self._cells is not None:
            text, _ = _join(self._runs)
            self._cells += [text] if self._is_in_cell or text else []
            self._runs, self._is_in_cell = [], False

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells and any(self._cells):
            self.blocks.append(Block("row", "\t".join(self._cells)))
        self._cells = None

    def _safe(self, address: str) -> str:
        address = address.strip()
        if not address or address.startswith("#") or is_unsafe(address):
            return ""
        return self.resolve(address)

    def _take_image(self, attributes: dict[str, str]) -> None:
        shown = mend_line(attributes.get("alt", ""))
        if {attributes.get("width"), attributes.get("height")} & {"0", "1"}:
            return  # counts readers, shows nothing
        if re.search(r"\b(?:wp-smiley|emoji)\b", attributes.get("class", "")):
            self._add(shown)
            return
        address = attributes.get("src", "").strip() or attributes.get("data-src", "").strip()
        path = self.resolve_image(address)
        if path:
            name = path.rpartition("/")[2].rpartition(".")[0]
            credit = mend_line(attributes.get(CREDIT, ""))
            self._images.append(Block("image", shown or name, address=path, credit=credit))
        elif self._safe(address).startswith(("http://", "https://")):
            self._images += _link(shown, self._safe(address))

    def _take_embedded(self, attributes: dict[str, str]) -> None:
        address = self._safe(attributes.get("src", ""))
        if address.startswith(("http://", "https://")):
            self._images += _link("", address)


def _link(text: str, address: str) -> list[Block]:
    """A paragraph that is a link, for what cannot be taken along."""
    parts = urlsplit(address)
    text = text or mend_line(f"{parts.hostname}{parts.path}")
    return [Block("paragraph", text, (Mark(0, len(text), "link", address),))]


def _split_lines(runs: list[_Run]) -> list[list[_Run]]:
    lines: list[list[_Run]] = [[]]
    for run in runs:
        for number, part in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append(_Run(part, run.address, run.is_strong, run.is_emphasised))
    return lines


def _join(runs: list[_Run], *, is_code: bool = False) -> tuple[str, tuple[Mark, ...]]:
    """One line of mended text and its marks."""
    if is_code:
        return mend("".join(run.text for run in runs).replace("\n", " ")), ()
    text = ""
    marks: list[Mark] = []
    for (kind, address), same in groupby(runs, key=lambda run: run.mark):
        written = "".join(run.text for run in same)
        piece = mend_line(written)
        gap = " " if text and not text.endswith(" ") and written[:1].isspace() else ""
        if piece:
            start = len(text) + len(gap)
            text += gap + piece
            if kind:
                marks.append(Mark(start, len(text), kind, address))
        if text and not text.endswith(" ") and written[-1:].isspace():
            text += " "
    stripped = text.rstrip()
    return stripped, tuple(_clipped(marks, len(stripped)))


def _clipped(marks: list[Mark], end: int) -> Iterator[Mark]:
    for mark in marks:
        if mark.start < min(mark.end, end):
            yield Mark(mark.start, min(mark.end, end), mark.kind, mark.address)
