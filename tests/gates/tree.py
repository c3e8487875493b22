"""A page as a tree of elements, however badly it is nested; parsed once and walked by the gates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID_HTML = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param")
_VOID_DRAWN = ("circle", "path", "rect", "line", "polyline", "polygon", "ellipse", "use")
VOID = frozenset([*_VOID_HTML, "source", "track", "wbr", *_VOID_DRAWN])
"""Elements without an end tag; those of SVG stand in pages in their short form only."""


@dataclass
class Text:
    """A run of characters, entities resolved."""

    words: str
    parent: Element


@dataclass
class Element:
    """An element with its attributes as written."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    inside: list[Element | Text] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """Every element inside, in the order of the page."""
        for each in self.inside:
            if isinstance(each, Element):
                yield each
                yield from each

    def all(self, *tags: str) -> list[Element]:
        """Elements inside with one of these names."""
        return [each for each in self if each.tag in tags]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def lineage(self) -> Iterator[Element]:
        """The element itself, then what it stands in, outwards."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def stands_in(self, *tags: str) -> bool:
        return any(each.tag in tags for each in self.lineage)

    @property
    def texts(self) -> Iterator[Text]:
        """Every run of text inside, in the order of the page."""
        for each in self.inside:
            if isinstance(each, Text):
                yield each
            else:
                yield from each.texts

    @property
    def words(self) -> str:
        return " ".join("".join(each.words for each in self.texts).split())

    @property
    def place(self) -> str:
        """Enough to find the element in the page: the nearest id and its tag and class."""
        near = next((each.attributes["id"] for each in self.lineage if "id" in each.attributes), "")
        name = ".".join([self.tag, *self.classes[:1]])
        return (
            f"#{near} {name}" if near and near != self.get("id") else f"{name}#{near}".rstrip("#")
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1]
        element = Element(tag, {name: value or "" for name, value in attrs}, parent)
        parent.inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(Text(data, self._open[-1]))


def parse(html: str) -> Element:
    """The root, which holds `<html>`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root
