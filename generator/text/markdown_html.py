"""Tokens of Markdown as blocks that can be printed: raw HTML escaped, no inline styles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.model.language import Language
from generator.model.picture_files import PictureFiles
from generator.model.prose import Element, Node, Prose, Run, Void, Words
from generator.text.bidi import without_controls
from generator.text.picture_html import print_credit, print_picture
from generator.text.plain import COMMENT, plain_inline

_CLOSING = frozenset({"link_close", "em_close", "strong_close", "s_close"})
_TAGS = {"em_open": "em", "strong_open": "strong", "s_open": "s"}


@dataclass(frozen=True)
class ImageWords:
    """What is told of an image beside the image."""

    alt: str
    credit: str


@dataclass(frozen=True)
class Writing:
    """What rendering needs to know of the text's surroundings."""

    path: str
    """File the text stands in, for problems."""
    language: Language
    other: Language
    resolve: Callable[[str], str | None]
    """Address for a relative link or image as written, None when it leads nowhere."""
    picture: Callable[[str], PictureFiles | None] = lambda _: None
    """What is published of an image as written, None where that is not known."""
    root: str = ""
    """From the pages that show the text to the site's root."""
    line: int = 1
    """Line of the file on which the text begins."""
    is_draft: bool = False
    """No person has vouched for the text as it is: what is wrong with it stops no build."""
    originals: Mapping[str, ImageWords] = field(default_factory=dict)
    """Of a translation: what the original says of its images, by address as written."""
    suggest: Callable[[str], str] = lambda _: ""
    """What was probably meant by a link that leads nowhere, empty when nothing is near."""
    suggest_image: Callable[[str], str] = lambda _: ""
    """The same for an image."""


class Renderer(RendererHTML):
    """Markdown-it's renderer of blocks; what stands inside them is kept as runs of prose."""

    def read(self, tokens: Sequence[Token], options: OptionsDict, writing: Writing) -> Prose:
        """The block made of these tokens, its addresses already judged."""
        parts: list[str | Run] = [""]
        for index, token in enumerate(tokens):
            if token.type == "inline":
                figure = _figure_around(tokens, index)
                parts += [Run(_nodes(token.children or [], writing, has_credits=not figure)), ""]
                if figure:
                    parts[-1] = _caption(figure, writing)
                continue
            if token.type in ("paragraph_open", "paragraph_close"):
                figure = _figure_around(tokens, index + token.nesting)
                if figure:
                    tag = _figure_tag(figure) if token.nesting > 0 else "</figure>\n"
                    parts[-1] = f"{parts[-1]}{tag}"
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


def image_alone(tokens: Sequence[Token]) -> Token | None:
    """The image of a paragraph that holds nothing else but a link around it and editors' notes."""
    rest = [
        each
        for each in tokens
        if each.type not in ("softbreak", "link_open", "link_close")
        and not (each.type == "text" and not each.content.strip())
        and not (each.type == "html_inline" and COMMENT.fullmatch(each.content))
    ]
    return rest[0] if len(rest) == 1 and rest[0].type == "image" else None


def _figure_around(tokens: Sequence[Token], index: int) -> Token | None:
    """The image for which the paragraph around the inline token at `index` becomes a figure."""
    before = tokens[index - 1] if index else None
    if before is None or before.type != "paragraph_open" or before.hidden:
        return None
    image = image_alone(tokens[index].children or [])
    return image if image and image.attrs.get("src") else None


def _figure_tag(image: Token) -> str:
    files = image.meta.get("files")
    is_portrait = files is not None and files.height > files.width
    return f'<figure class="figure{" is-portrait" if is_portrait else ""}">'


def _caption(image: Token, writing: Writing) -> str:
    words = _words_of(image, writing)
    credit = print_credit(words.credit, writing.language, writing.other)
    return f"<figcaption>{credit}</figcaption>" if credit else ""


def _nodes(
    tokens: Sequence[Token], writing: Writing, *, has_credits: bool = True
) -> tuple[Node, ...]:
    """Inline tokens as a tree; images with their credits behind them, where these stand nowhere
    else."""
    open_elements: list[tuple[Token | None, list[Node]]] = [(None, [])]
    for token in tokens:
        if token.type in _TAGS or token.type == "link_open":
            open_elements.append((token, []))
        elif token.type in _CLOSING:
            opening, inside = open_elements.pop()
            open_elements[-1][1].append(_element(opening, tuple(inside)))
        else:
            open_elements[-1][1].extend(_leaf(token, writing, has_credits))
    return tuple(open_elements[0][1])


def _element(opening: Token | None, inside: tuple[Node, ...]) -> Element:
    if opening is None or opening.type == "link_open":
        return Element(_link_tag(opening), "</a>", inside, is_link=True)
    tag = _TAGS[opening.type]
    return Element(f"<{tag}>", f"</{tag}>", inside)


def _leaf(token: Token, writing: Writing, has_credits: bool) -> Iterator[Node]:
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
        yield from _image(token, writing, has_credits)
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


def _image(token: Token, writing: Writing, has_credits: bool) -> Iterator[Node]:
    words = _words_of(token, writing)
    src = str(token.attrs.get("src", ""))
    if not src:
        if words.alt:
            yield Words(words.alt)
        return
    files = token.meta.get("files")
    yield Void(print_picture(src, words.alt, files, writing.root, writing.language, writing.other))
    if has_credits and words.credit:
        yield Void(" " + print_credit(f"({words.credit})", writing.language, writing.other))


def _words_of(image: Token, writing: Writing) -> ImageWords:
    """Its own, and what a translation lacks of them as the original has it."""
    original = writing.originals.get(str(image.meta.get("written", "")), ImageWords("", ""))
    return ImageWords(
        without_controls(plain_inline(image.children or [])).strip() or original.alt,
        without_controls(str(image.attrs.get("title") or "")).strip() or original.credit,
    )


def _tab_stop(token: Token) -> str:
    """What scrolls sideways must be reachable by keyboard; at the top level the row is."""
    return ' tabindex="0"' if token.level else ""


def _heading_tag(token: Token) -> str:
    return "h2" if token.tag == "h1" else token.tag
