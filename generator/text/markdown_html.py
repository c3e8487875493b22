"""Parsed Markdown as HTML: runs isolated, raw HTML escaped, no inline styles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.model.language import Language
from generator.text.bidi import isolate
from generator.text.plain import COMMENT, plain_inline


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


class Renderer(RendererHTML):
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
        return "" if COMMENT.fullmatch(content) else escape(content, quote=False)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f'<code dir="ltr">{escape(tokens[idx].content, quote=False)}</code>'

    def code_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        code = escape(tokens[idx].content, quote=False)
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
        alt = escape(plain_inline(token.children or []))
        src = escape(str(token.attrs.get("src", "")))
        return f'<img src="{src}" alt="{alt}" loading="lazy" decoding="async">' if src else alt


def _tab_stop(token: Token) -> str:
    """What scrolls sideways must be reachable by keyboard; at the top level the row is."""
    return ' tabindex="0"' if token.level else ""


def _heading_tag(token: Token) -> str:
    return "h2" if token.tag == "h1" else token.tag
