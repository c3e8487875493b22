"""Tokens of Markdown as blocks that can be printed: raw HTML escaped, no inline styles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.model.language import Language
from generator.model.prose import Element, Node, Prose, Run, Void, Words
from generator.text.bidi import without_controls
from generator.text.plain import COMMENT, plain_inline

_CLOSING = frozenset({"link_close", "em_close", "strong_close", "s_close"})
_TAGS = {"em_open": "em", "strong_open": "strong", "s_open": "s"}


@dataclass(frozen=True)
class Writing:
    """What rendering needs to know of the text's surroundings."""

    path: str
    """File the text stands in, for problems."""
    language: Language
    other: Language
    resolve: Callable[[str], str | None]
    """Address for a relative link or image as written, None when it leads nowhere."""
    measure: Callable[[str], tuple[int, int]] = lambda _: (0, 0)
    """Width and height in pixels of an image as written, 0 where the file does not say."""
    line: int = 1
    """Line of the file on which the text begins."""
    suggest: Callable[[str], str] = lambda _: ""
    """What was probably meant by a link that leads nowhere, empty when nothing is near."""


class Renderer(RendererHTML):
    """Markdown-it's renderer of blocks; what stands inside them is kept as runs of prose."""

    def read(self, tokens: Sequence[Token], options: OptionsDict, writing: Writing) -> Prose:
        """The block made of these tokens, its addresses already judged."""
        parts: list[str | Run] = [""]
        for index, token in enumerate(tokens):
            if token.type == "inline":
                parts += [Run(_nodes(token.children or [])), ""]
                continue
            rule = self.rules.get(token.type, self.renderToken)
            parts[-1] = f"{parts[-1]}{rule(tokens, index, options, {})}"
        return Prose(writing.language, writing.other, tuple(part for part in parts if part != ""))

    def html_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"<p>{escape(without_controls(tokens[idx].content).strip(), quote=False)}</p>\n"

    def code_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        code = escape(without_controls(tokens[idx].content), quote=False)
        return f'<pre dir="ltr"{_tab_stop(tokens[idx])}><code>{code}</code></pre>\n'

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
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f'<div class="table-box"{_tab_stop(tokens[idx])}><table>\n'

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


def _nodes(tokens: Sequence[Token]) -> tuple[Node, ...]:
    """Inline tokens as a tree."""
    open_elements: list[tuple[Token | None, list[Node]]] = [(None, [])]
    for token in tokens:
        if token.type in _TAGS or token.type == "link_open":
            open_elements.append((token, []))
        elif token.type in _CLOSING:
            opening, inside = open_elements.pop()
            open_elements[-1][1].append(_element(opening, tuple(inside)))
        else:
            open_elements[-1][1].extend(_leaf(token))
    return tuple(open_elements[0][1])


def _element(opening: Token | None, inside: tuple[Node, ...]) -> Element:
    if opening is None or opening.type == "link_open":
        return Element(_link_tag(opening), "</a>", inside, is_link=True)
    tag = _TAGS[opening.type]
    return Element(f"<{tag}>", f"</{tag}>", inside)


def _leaf(token: Token) -> Iterator[Node]:
    """A token without others in it; a comment gives nothing."""
    if token.type == "code_inline":
        code = Words(without_controls(token.content))
        yield Element('<code dir="ltr">', "</code>", (code,), is_code=True)
    elif token.type == "softbreak":
        yield Words("\n")
    elif token.type == "hardbreak":
        yield Void("<br>")
        yield Words("\n")
    elif token.type == "image":
        yield from _image(token)
    elif not (token.type == "html_inline" and COMMENT.fullmatch(token.content)):
        text = without_controls(token.content)
        if text:
            yield Words(text)


def _link_tag(token: Token | None) -> str:
    href = str(token.attrs.get("href", "")) if token else ""
    if token is None or not href:
        return "<a>"
    title = without_controls(str(token.attrs.get("title") or ""))
    title_attribute = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(href)}"{title_attribute}>'


def _image(token: Token) -> Iterator[Node]:
    alt = without_controls(plain_inline(token.children or []))
    src = str(token.attrs.get("src", ""))
    if src:
        yield Void(
            f'<img src="{escape(src)}" alt="{escape(alt)}"{_size_attributes(token)}'
            ' loading="lazy" decoding="async">'
        )
    elif alt:
        yield Words(alt)


def _size_attributes(token: Token) -> str:
    """Room for the image before it is there, so that the page does not move."""
    width, height = token.meta.get("size", (0, 0))
    return f' width="{width}" height="{height}"' if width and height else ""


def _tab_stop(token: Token) -> str:
    """What scrolls sideways must be reachable by keyboard; at the top level the row is."""
    return ' tabindex="0"' if token.level else ""


def _heading_tag(token: Token) -> str:
    return "h2" if token.tag == "h1" else token.tag
