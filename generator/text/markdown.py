"""CommonMark with tables, cut into top-level blocks, none of them with any raw HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.model.phrase import Html
from generator.model.problem import Place, Problem, Severity
from generator.model.prose import Prose
from generator.text.addresses import has_host, is_external, is_unsafe
from generator.text.inline_html import print_prose
from generator.text.markdown_html import Renderer, Writing
from generator.text.normal import with_plain_line_endings
from generator.text.plain import COMMENT, plain_inline, plain_of

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

_IMAGE = re.compile(r"(?<!\\)!\[")


@dataclass(frozen=True)
class ParsedBlock:
    """One top-level block."""

    kind: str
    """paragraph, heading, list, quote, table, code or rule."""
    text: str
    """Its Markdown, without blank lines around it."""
    line: int
    """Its first line in the text, counted from 1."""
    prose: Prose
    """To be printed."""
    plain: str
    """What a reader reads, without markup."""

    @cached_property
    def html(self) -> Html:
        """As a page shows it where nothing is linked or pointed at."""
        return print_prose(self.prose)


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
        if first.type == "html_block" and COMMENT.fullmatch(first.content):
            continue
        problems.extend(_mend(group, writing, lines))
        prose = _PARSER.blocks.read(group, _PARSER.options, writing)
        kind = _KINDS.get(first.type, "paragraph")
        blocks.append(
            ParsedBlock(
                "paragraph" if kind == "html" else kind,
                block_text,
                writing.line + start,
                prose,
                plain_of(group),
            )
        )
    found = {label: (each["href"], each["title"]) for label, each in env["references"].items()}
    return tuple(blocks), tuple(problems), found


def plain_text(text: str) -> str:
    """What a reader reads of a Markdown text."""
    return plain_of(_PARSER.parse(text))


def reads_alike(first: str, second: str) -> bool:
    """Whether two texts give the same page: `*` or `_` for emphasis, lines broken elsewhere."""
    return _rendering(first) == _rendering(second)


def _rendering(text: str) -> list[tuple[str, str, tuple[tuple[str, str | int | float], ...], str]]:
    """What of the tokens a reader can see; neighbouring texts are one."""
    seen: list[tuple[str, str, tuple[tuple[str, str | int | float], ...], str]] = []
    for token in _PARSER.parse(with_plain_line_endings(text)):
        for each in token.children if token.type == "inline" and token.children else [token]:
            kind, content = each.type, each.content
            if kind in ("softbreak", "text_special"):
                kind, content = "text", " " if kind == "softbreak" else content
            if kind == "text" and seen and seen[-1][0] == "text":
                content = seen.pop()[3] + content
            attributes = tuple(sorted(each.attrs.items()))
            seen.append((kind, each.tag, attributes if kind != "text" else (), content))
    return seen


def tokens_of(text: str, references: References = NO_REFERENCES) -> list[Token]:
    """The tokens of a text, its addresses not yet judged: for reading, not for rendering."""
    return _PARSER.parse(text, _env(references))


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


def _mend(tokens: Sequence[Token], writing: Writing, lines: Sequence[str]) -> Iterator[Problem]:
    """Resolve addresses in place and say what had to be refused; `lines` are those of the text."""
    line = writing.line
    images: Counter[int] = Counter()
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
            elif child.type == "html_inline" and not COMMENT.fullmatch(child.content):
                yield _raw_html(child.content, writing, line + offset)
            elif child.type == "link_open":
                yield from _mend_address(child, "href", writing, line + offset)
            elif child.type == "image":
                number = line + offset
                signs = [each.start() for each in _IMAGE.finditer(lines[number - writing.line])]
                column = signs[images[number]] + 1 if images[number] < len(signs) else 0
                images[number] += 1
                yield from _mend_image(child, writing, Place(writing.path, number, column))


def _mend_image(token: Token, writing: Writing, place: Place) -> Iterator[Problem]:
    written = str(token.attrs.get("src", ""))
    yield from _mend_address(token, "src", writing, place.line)
    if not token.attrs["src"]:
        return
    token.meta["written"] = written
    token.meta["files"] = writing.picture(written)
    severity = Severity.WARNING if writing.is_draft else Severity.ERROR
    name = unquote(written)[:60]
    if not plain_inline(token.children or []).strip():
        yield Problem(
            "image-alt",
            f"the image `{name}` has no description for readers who cannot see it",
            place,
            f'write in the square brackets what it shows: `![...]({name} "...")`',
            severity,
        )
    if not str(token.attrs.get("title") or "").strip():
        yield Problem(
            "image-credit",
            f"the image `{name}` does not say whose it is",
            place,
            f'write it in quotation marks behind the file: `![...]({name} "Photo: ...")`',
            severity,
        )


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
    severity = Severity.WARNING if writing.is_draft else Severity.ERROR
    if is_unsafe(address):
        token.attrs[name] = ""
        yield Problem(
            "unsafe-link",
            f"`{address[:60]}` is not an address a page may lead to",
            place,
            "use http, https, mailto or tel",
        )
        return
    if name == "href" and re.match(r"https?:", address, re.IGNORECASE) and not has_host(address):
        token.attrs[name] = ""
        yield Problem(
            "broken-link",
            f"the link `{address[:80]}` names no site",
            place,
            "write the whole address, as https://example.org/page",
            severity,
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
                severity,
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
            _meant(name, address, writing),
            severity,
        )
        return
    token.attrs[name] = resolved


def _meant(name: str, address: str, writing: Writing) -> str:
    """A hint for an address that leads nowhere."""
    if name == "src":
        return writing.suggest_image(address) or "an image is a file in this folder"
    other = "link to another explainer as `../its-slug/`, to a page as `../../pages/about/`"
    return writing.suggest(address) or other


class _Parser(MarkdownIt):
    """CommonMark and GitHub's tables and strikethrough."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": True})
        self.blocks = Renderer()
        self.enable(["table", "strikethrough"])

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002  (markdown-it's name)
        """Let every address through: `_mend_address` judges it and can report its line."""
        return True


_PARSER = _Parser()
