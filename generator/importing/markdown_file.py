"""A Markdown file with or without front matter, as Hugo, Jekyll, Eleventy and others keep it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.importing.damage import mend, mend_line
from generator.importing.earlier import alias_from, slug_of_address
from generator.importing.html_fragment import CREDIT, Resolve, read_fragment
from generator.importing.raw import Block, RawArticle
from generator.model.problem import Checked, Place, Problem
from generator.text.toml_places import read_toml
from generator.text.tree import Listing, Node, Scalar, Table
from generator.text.yaml_places import read_yaml

_FRONT = re.compile(r"(?:---|\+\+\+)[ \t]*\n")
_OPENING = re.compile(r"\{(?=[{%])")
_SHORTCODES = (
    (("{{<", "{{%"), re.compile(r"[>%]\}\}")),
    (("{%",), re.compile(r"%\}")),
    (("{{",), re.compile(r"\}\}")),
)
"""How what Hugo, Jekyll and Eleventy put in when they make a page begins and ends."""
_FILE_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-")
_NAMES = {
    "title": ("title",),
    "date": ("date", "published", "publishDate", "pubDate", "pubdate", "created"),
    "summary": ("description", "summary", "excerpt", "abstract"),
    "author": ("author", "authors", "byline"),
    "categories": ("categories", "category", "tags", "topics", "section"),
    "addresses": ("url", "permalink", "aliases", "redirect_from", "alias"),
    "source": ("canonical", "canonicalURL", "canonical_url", "source", "original"),
    "slug": ("slug",),
    "picture": (
        "image", "images", "cover", "featured_image", "feature_image", "thumbnail", "banner",
    ),
}  # fmt: skip
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@dataclass(frozen=True)
class FrontMatter:
    """What stands above a text about it, and what is left of the text."""

    table: Table | None
    body: str
    first_line: int
    """Of the body."""

    def texts(self, ours: str) -> list[str]:
        """Every text under one of the names that a field of ours has there."""
        if self.table is None:
            return []
        known = {key.lower(): node for key, node in self.table.items.items()}
        nodes = (known.get(name.lower()) for name in _NAMES[ours])
        return [mend_line(text) for node in nodes if node for text in _texts(node) if text.strip()]

    def text(self, ours: str) -> str:
        return next(iter(self.texts(ours)), "")


def split_front_matter(text: str, path: str) -> Checked[FrontMatter]:
    """YAML between lines of `---`, or TOML between lines of `+++`, and the text below.

    A file that begins with a line and has no second one has no front matter.
    """
    opening = _FRONT.match(text)
    fence = opening.group().strip() if opening else ""
    closing = (
        re.search(rf"^{re.escape(fence)}[ \t]*$\n?", text[4:], re.MULTILINE) if fence else None
    )
    if not opening or not closing:
        return Checked(FrontMatter(None, text, 1))
    # The line of the fence stays, empty, so that places are those of the file.
    front = "\n" + text[opening.end() : 4 + closing.start()]
    body = text[4 + closing.end() :]
    read = read_yaml(front, path) if fence == "---" else read_toml(front, path)
    problems = list(read.problems)
    table = read.value if isinstance(read.value, Table) else None
    if read.value is not None and table is None:
        message = "the front matter is no list of `name: value`"
        hint = "write `title: …` and the like, each on a line, between two lines of `---`"
        problems.append(Problem("import-front-matter", message, Place(path, 2), hint))
    first = text.count("\n", 0, 4 + closing.end()) + 1
    return Checked(FrontMatter(table, body, first), tuple(problems))


def read_markdown(
    text: str, place: Place, resolve: Resolve, resolve_image: Resolve, base_path: str = "/"
) -> Checked[RawArticle | None]:
    """The article of a file, None where its front matter cannot be read.

    HTML in it is read as what it shows; what would be put in by another program is taken out.
    """
    split = split_front_matter(text.replace("\r\n", "\n").lstrip("\ufeff"), place.path)
    if split.has_errors:
        return Checked(None, split.problems)
    front = split.value
    body, removed = _without_shortcodes(front.body)
    is_html = place.path.lower().endswith((".html", ".htm"))
    title, html = ("", body) if is_html else _render(body, has_title=bool(front.text("title")))
    blocks = read_fragment(html, resolve, resolve_image)
    article = _described(front, blocks, place, title, base_path)
    return Checked(replace(article, removed=tuple(map(mend_line, removed))), split.problems)


def read_text(text: str, place: Place, base_path: str = "/") -> Checked[RawArticle | None]:
    """The same of a plain text with front matter: its lines are its paragraphs."""
    split = split_front_matter(text.replace("\r\n", "\n").lstrip("\ufeff"), place.path)
    if split.has_errors:
        return Checked(None, split.problems)
    blocks = tuple(Block("paragraph", line) for line in mend(split.value.body).split("\n"))
    return Checked(_described(split.value, blocks, place, "", base_path), split.problems)


def _without_shortcodes(text: str) -> tuple[str, list[str]]:
    """The text without them, and each as it was written.

    Every end is looked for once, however many beginnings stand before it.
    """
    ends = {closing: closing.search(text) for _, closing in _SHORTCODES}
    kept: list[str] = []
    removed: list[str] = []
    done = at = 0
    while opening := _OPENING.search(text, at):
        start = opening.start()
        at = start + 1
        for beginnings, closing in _SHORTCODES:
            length = next((len(each) for each in beginnings if text.startswith(each, start)), 0)
            end = ends[closing]
            if end is not None and end.start() < start + length:
                end = ends[closing] = closing.search(text, start + length)
            if length and end is not None:
                kept.append(text[done:start])
                removed.append(text[start : end.end()])
                done = at = end.end()
                break
    return "".join([*kept, text[done:]]), removed


def _described(
    front: FrontMatter, blocks: tuple[Block, ...], place: Place, heading: str, base_path: str
) -> RawArticle:
    name = place.path.rpartition("/")[2]
    day = _FILE_DAY.match(name)
    addresses = (alias_from(each, base_path) for each in front.texts("addresses"))
    aliases = tuple(dict.fromkeys(each for each in addresses if each.strip("/")))
    return RawArticle(
        blocks,
        place,
        title=front.text("title") or heading,
        date=front.text("date") or (day[1] if day else ""),
        url=front.text("source"),
        author="، ".join(dict.fromkeys(front.texts("author"))),
        categories=tuple(dict.fromkeys(front.texts("categories"))),
        summary=front.text("summary"),
        slug=next(filter(None, map(slug_of_address, _slugs(front, aliases, place))), ""),
        aliases=aliases,
        picture=front.text("picture"),
    )


def _slugs(front: FrontMatter, aliases: tuple[str, ...], place: Place) -> Iterator[str]:
    """Names under which it stood, the surest first."""
    yield from front.texts("slug")
    yield from aliases[:1]
    yield place.path


def _render(body: str, *, has_title: bool) -> tuple[str, str]:
    """The title, where a heading of the first level begins the text, and the rest as HTML."""
    tokens = _MARKDOWN.parse(body)
    title = ""
    if (
        not has_title
        and len(tokens) > 2
        and tokens[0].type == "heading_open"
        and tokens[0].tag == "h1"
    ):
        title = mend_line("".join(child.content for child in tokens[1].children or []))
        tokens = tokens[3:]
    for image in _images(tokens):
        if "title" in image.attrs:
            image.attrs[CREDIT] = image.attrs.pop("title")
    return title, str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def _images(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "image":
            yield token
        else:
            yield from _images(token.children or ())


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        if node.type not in ("null", "boolean"):
            yield node.value
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _texts(item)
    elif "name" in node.items:
        yield from _texts(node.items["name"])
    elif "image" in node.items:  # as Hugo's themes write a cover
        yield from _texts(node.items["image"])
