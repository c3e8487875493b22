"""The article in a web page, found by trafilatura."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from generator.importing.damage import mend, mend_line
from generator.importing.raw import Block, Kind, RawArticle
from generator.model.problem import Checked, Place, Problem, UserError

_KINDS: dict[str, Kind] = {"head": "heading", "item": "item", "quote": "quotation"}
_LOOKS_LIKE_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether `text` begins as an HTML page does."""
    return bool(_LOOKS_LIKE_PAGE.match(text[:2000]))


def read_page(html: str, place: Place) -> Checked[RawArticle | None]:
    """The article of a page with what the page says of it, None where there is none.

    Raises UserError when trafilatura is not installed.
    """
    extract = _load_extractor(place)
    document = extract(
        html, include_comments=False, include_tables=True, include_links=False, with_metadata=True
    )
    if document is None or document.body is None:
        return Checked(
            None,
            (
                Problem(
                    "import-empty",
                    "no article was found in this page",
                    place,
                    "copy the text of the article into a .txt file and import that",
                ),
            ),
        )
    blocks = tuple(_blocks(document.body))
    title = mend_line(document.title or "")
    return Checked(
        RawArticle(
            blocks,
            place,
            title=title,
            date=mend_line(document.date or ""),
            url=mend_line(document.url or ""),
            author=mend_line(document.author or ""),
            categories=tuple(filter(None, map(mend_line, document.categories or []))),
            summary=mend_line(document.description or ""),
            publisher=mend_line(document.sitename or document.hostname or ""),
        )
    )


def _load_extractor(place: Place) -> Any:
    try:
        return importlib.import_module("trafilatura").bare_extraction
    except ImportError as error:
        raise UserError(
            [
                Problem(
                    "import-html",
                    f"web pages are read by trafilatura, which cannot be loaded ({error})",
                    place,
                    "`make extras` in the program's repository, or install it with its extra "
                    "`import`",
                )
            ]
        ) from error


def _blocks(element: Any, kind: Kind = "paragraph") -> Iterator[Block]:
    """The text of an element of trafilatura's tree, in the order of the page."""
    yield from _lines(element.text, kind)
    for child in element:
        if child.tag in ("head", "p", "item", "code", "ab", "fw"):
            yield from _lines(_text(child), _KINDS.get(child.tag, kind))
        elif child.tag == "row":
            cells = [mend_line(_text(cell)) for cell in child]
            yield from [Block("row", "\t".join(cells))] if any(cells) else []
        elif child.tag == "lb":
            pass
        else:
            yield from _blocks(child, _KINDS.get(child.tag, kind))
        yield from _lines(child.tail, kind)


def _text(element: Any) -> str:
    pieces = [element.text or ""]
    for child in element:
        pieces.append("\n" if child.tag in ("lb", "p", "item", "list") else "")
        pieces += [_text(child), child.tail or ""]
    return "".join(pieces)


def _lines(text: str | None, kind: Kind) -> Iterator[Block]:
    for line in mend(text or "").split("\n"):
        if line:
            yield Block(kind, line)


def declared_charset(data: bytes) -> str:
    """The encoding a page declares for itself in its first bytes, or nothing."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii").lower() if match else ""
