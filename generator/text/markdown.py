"""CommonMark with tables, cut into top-level blocks and rendered without any raw HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.model.language import Language
from generator.model.page import Html
from generator.model.problem import Place, Problem, Severity
from generator.text.bidi import isolate
from generator.text.normal import with_plain_line_endings

SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
"""What a link may begin with; everything else (`javascript:`, `data:`) is refused."""

_KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "table_open": "table",
    "fence": "code",
    "code_block": "code",
    "hr": "rule",
    "html_block": "html",
}
_COMMENT = re.compile(r"\s*(?:<!--.*?-->\s*)+", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x20]+")


@dataclass(frozen=True)
class ParsedBlock:
    """One top-level block."""

    kind: str
    """paragraph, heading, list, quote, table, code or rule."""
    text: str
    """Its Markdown, without blank lines around it."""
    line: int
    """Its first line in the text, counted from 1."""
    html: Html
    plain: str
    """What a reader reads, without markup."""


@dataclass(frozen=True)
class Writing:
    """What rendering needs to know of the text's surroundings."""

    path: str
    """File the text stands in, for problems."""
    language: Language
    other: Language
    resolve: Callable[[str], str | None]
    """Address for a relative link or image as written, None when it leads nowhere."""
    line: int = 1
    """Line of the file on which the text begins."""


References = Mapping[str, tuple[str, str]]
"""Link definitions (`[label]: address "title"`): (address, title) by normalised label."""

NO_REFERENCES: References = {}


def parse(
    text: str, writing: Writing, references: References = NO_REFERENCES
) -> tuple[tuple[ParsedBlock, ...], tuple[Problem, ...], References]:
    """The blocks of `text`, what is wrong with them, and the link definitions it holds.

    Comments that stand alone are an editor's notes and no blocks.
    """
    env = _env(references)
    text = with_plain_line_endings(text)
    tokens = _PARSER.parse(text, env)
    lines = text.split("\n")
    blocks: list[ParsedBlock] = []
    problems: list[Problem] = []
    for group in _top_level(tokens):
        first = group[0]
        start, end = first.map or (0, 0)
        block_text = "\n".join(lines[start:end]).strip("\n").rstrip()
        if first.type == "html_block" and _COMMENT.fullmatch(first.content):
            continue
        problems.extend(_mend(group, writing))
        html = _PARSER.renderer.render(group, _PARSER.options, {**env, "writing": writing})
        kind = _KINDS.get(first.type, "paragraph")
        blocks.append(
            ParsedBlock(
                "paragraph" if kind == "html" else kind,
                block_text,
                writing.line + start,
                Html(html.strip()),
                _plain(group),
            )
        )
    found = {label: (each["href"], each["title"]) for label, each in env["references"].items()}
    return tuple(blocks), tuple(problems), found


def plain_text(text: str) -> str:
    """What a reader reads of a Markdown text."""
    return _plain(_PARSER.parse(text))


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
    for token in _PARSER.parse(text, _env(references)):
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
    plain = " ".join(_plain_inline([c for c in children if c.type != "image"]).split())
    return InlineText(
        token.content,
        plain,
        tuple(_links(children)),
        tuple(
            (_plain_inline(each.children or []), str(each.attrs.get("src", "")))
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
            yield _plain_inline(inside), str(child.attrs.get("href", ""))


def _env(references: References) -> dict[str, Any]:
    return {
        "references": {
            label: {"href": href, "title": title, "map": [0, 0]}
            for label, (href, title) in references.items()
        }
    }


def _top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _plain(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            parts.append(_plain_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            parts.append(token.content)
    return " ".join(" ".join(parts).split())


def _plain_inline(children: Sequence[Token]) -> str:
    parts: list[str] = []
    for child in children:
        if child.type == "html_inline" and _COMMENT.fullmatch(child.content):
            continue
        if child.type in ("text", "code_inline", "text_special", "html_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_plain_inline(child.children or []))
    return "".join(parts)


def _mend(tokens: Sequence[Token], writing: Writing) -> Iterator[Problem]:
    """Resolve addresses in place and say what had to be refused."""
    line = writing.line
    for token in tokens:
        if token.map:
            line = writing.line + token.map[0]
        if token.type == "html_block":
            yield _raw_html(token.content, writing, line)
        if token.type == "heading_open" and token.tag == "h1":
            yield Problem(
                "heading-level",
                "a heading of the first level inside the text; the title is in meta.yaml",
                Place(writing.path, line, 1),
                "begin it with `##`",
                Severity.WARNING,
            )
        offset = 0
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                offset += 1
            elif child.type == "html_inline" and not _COMMENT.fullmatch(child.content):
                yield _raw_html(child.content, writing, line + offset)
            elif child.type == "link_open":
                yield from _mend_address(child, "href", writing, line + offset)
            elif child.type == "image":
                yield from _mend_address(child, "src", writing, line + offset)


def _raw_html(content: str, writing: Writing, line: int) -> Problem:
    shown = " ".join(content.split())[:40]
    return Problem(
        "raw-html",
        f"HTML is not allowed in an article and is shown as text: {shown}",
        Place(writing.path, line),
        "write it in Markdown",
        Severity.WARNING,
    )


def _mend_address(token: Token, name: str, writing: Writing, line: int) -> Iterator[Problem]:
    address = str(token.attrs.get(name, ""))
    place = Place(writing.path, line)
    if is_unsafe(address):
        token.attrs[name] = ""
        yield Problem(
            "unsafe-link",
            f"`{address[:60]}` is not an address a page may lead to",
            place,
            "use http, https, mailto or tel",
        )
        return
    if is_external(address) or (address.startswith("#") and name == "href"):
        if name == "src":
            token.attrs[name] = ""
            yield Problem(
                "remote-image",
                f"the image `{address[:60]}` would be loaded from another site",
                place,
                "put the file into the explainer's folder and use its name",
            )
        return
    resolved = writing.resolve(address)
    if resolved is None:
        token.attrs[name] = ""
        what = "image" if name == "src" else "link"
        yield Problem(
            "missing-image" if name == "src" else "broken-link",
            f"the {what} `{address[:80]}` leads nowhere",
            place,
            "an image is a file in this folder"
            if name == "src"
            else "link to another explainer as `../its-slug/`, to a page as `../../pages/about/`",
        )
        return
    token.attrs[name] = resolved


def is_unsafe(address: str) -> bool:
    """Whether the address has a scheme that pages must not lead to."""
    return _scheme(address) not in SCHEMES


def is_external(address: str) -> bool:
    """Whether the address leaves the site: it has a scheme or a host of its own."""
    return bool(_scheme(address)) or address.startswith("//")


def _scheme(address: str) -> str:
    # Browsers drop control characters and spaces inside a scheme, so they are dropped first.
    try:
        return urlsplit(_CONTROL.sub("", address)).scheme.lower()
    except ValueError:
        return "invalid"


class _Renderer(RendererHTML):
    """Markdown-it's renderer with runs isolated, raw HTML escaped and tables in a box."""

    def text(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        writing: Writing = env["writing"]
        return isolate(tokens[idx].content, writing.language, writing.other)

    def html_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"<p>{escape(tokens[idx].content.strip(), quote=False)}</p>\n"

    def html_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        content = tokens[idx].content
        return "" if _COMMENT.fullmatch(content) else escape(content, quote=False)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f'<code dir="ltr">{escape(tokens[idx].content, quote=False)}</code>'

    def code_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        code = escape(tokens[idx].content, quote=False)
        return f'<pre dir="ltr" tabindex="0"><code>{code}</code></pre>\n'

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self.code_block(tokens, idx, options, env)

    def heading_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"<{_heading_tag(tokens[idx])}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"</{_heading_tag(tokens[idx])}>\n"

    def table_open(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return '<div class="table-box" tabindex="0" role="group"><table>\n'

    def table_close(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return "</table></div>\n"

    def th_open(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return '<th scope="col">'

    def td_open(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        # Alignment would be an inline style, which the content security policy forbids.
        return "<td>"

    def link_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        href = str(tokens[idx].attrs.get("href", ""))
        if not href:
            return "<a>"
        title = tokens[idx].attrs.get("title")
        title_attribute = f' title="{escape(str(title))}"' if title else ""
        return f'<a href="{escape(href)}"{title_attribute}>'

    def image(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        token = tokens[idx]
        alt = escape(_plain_inline(token.children or []))
        src = escape(str(token.attrs.get("src", "")))
        return f'<img src="{src}" alt="{alt}" loading="lazy" decoding="async">' if src else alt


def _heading_tag(token: Token) -> str:
    return "h2" if token.tag == "h1" else token.tag


class _Parser(MarkdownIt):
    """CommonMark and GitHub's tables and strikethrough."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": True}, renderer_cls=_Renderer)
        self.enable(["table", "strikethrough"])

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002  (markdown-it's name)
        """Let every address through: `_mend_address` judges it and can report its line."""
        return True


_PARSER = _Parser()
