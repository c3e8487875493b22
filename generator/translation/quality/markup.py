"""Markdown that must come through a translation: links, images, notes, code, the kind of block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markdown_it.token import Token

from generator.model.problem import Severity
from generator.text.markdown import tokens_of
from generator.translation.quality.findings import Finding
from generator.translation.quality.pair import Pair

_MARKED = re.compile(r"[\[`*_<~|]|://|^ {0,3}(?:#|[-+>]\s|[0-9]+[.)]\s)|^(?: {4}|\t)", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^[^\[\]\s]+\]|(?<=\])\[[^\[\]\n]+\]|\[[^\[\]\n]+\](?=\[\])")
_BARE_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]+[\w/]")
_LANGUAGE = re.compile(
    r"(?<=[/=._-])(?:ar|en|arabic|english)(?=[/&.#?_-]|$)|(?<=//)(?:ar|en|www)\.", re.IGNORECASE
)
"""The part of an address that names a language: the English may link to the English page."""
_KINDS = {
    "heading_open": "heading", "bullet_list_open": "list", "ordered_list_open": "numbered list",
    "blockquote_open": "quotation", "table_open": "table", "fence": "code block",
    "code_block": "code block", "hr": "rule",
}  # fmt: skip
_NO_WORD = re.compile(r"\W+")
"""Brackets and signs change sides in Arabic lines, and are not compared."""
_MOST_SHOWN = 60


@dataclass(frozen=True)
class Markup:
    """What a Markdown text marks up."""

    addresses: tuple[str, ...]
    """Of links and images, and labels of notes and of links written elsewhere."""
    codes: tuple[str, ...]
    emphases: int
    outline: tuple[str, ...]
    """Kinds of blocks in order, each run of one kind once, as `heading of level 2`, `list`."""
    items: int
    """Of all its lists."""
    cells: tuple[int, int]
    """Rows and cells of its tables."""


def markup_findings(pair: Pair) -> Iterator[Finding]:
    """Markup of the Arabic that the English loses or changes, and new markup in the English."""
    passage = pair.passage
    if not (_MARKED.search(passage.source) or _MARKED.search(passage.target)):
        return
    arabic, english = read_markup(passage.source), read_markup(passage.target)
    yield from _links(pair, arabic, english)
    yield from _codes(pair, arabic, english)
    if abs(arabic.emphases - english.emphases) > 1:
        yield Finding(
            "markup",
            f"the Arabic emphasises {_times(arabic.emphases)}, the English "
            f"{_times(english.emphases)}",
            Severity.WARNING,
            "set `*` and `**` round the same words",
        )
    yield from _shape(arabic, english)


def changed_code(pair: Pair) -> Iterator[Finding]:
    """Lines of a code block that the English does not have.

    Lines with Arabic letters are comments or texts, and may well be translated.
    """
    said = Counter(line.strip() for line in pair.passage.target.split("\n"))
    told = Counter(line.strip() for line in pair.passage.source.split("\n"))
    lost = [line for line in told - said if line.isascii() and line]
    if lost:
        yield Finding(
            "code-changed",
            f"the Arabic has the line `{lost[0][:_MOST_SHOWN]}`, the English does not",
            Severity.WARNING,
            "only comments and texts should differ",
        )


def read_markup(text: str) -> Markup:
    """What is marked up in a Markdown text."""
    tokens = tokens_of(text)
    inlines = [child for token in tokens for child in token.children or []]
    words = "\n".join(token.content for token in inlines if token.type == "text")
    return Markup(
        (*_addresses(inlines), *_BARE_ADDRESS.findall(words), *_REFERENCE.findall(words)),
        tuple(token.content for token in inlines if token.type == "code_inline"),
        sum(token.type in ("strong_open", "em_open") for token in inlines),
        _outline(tokens),
        sum(token.type == "list_item_open" for token in tokens),
        (
            sum(token.type == "tr_open" for token in tokens),
            sum(token.type in ("th_open", "td_open") for token in tokens),
        ),
    )


def _addresses(inlines: Sequence[Token]) -> Iterator[str]:
    for token in inlines:
        if token.type == "link_open":
            yield str(token.attrs.get("href", ""))
        elif token.type == "image":
            yield str(token.attrs.get("src", ""))


def _outline(tokens: Sequence[Token]) -> tuple[str, ...]:
    found: list[str] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.type != "inline":
            kind = _KINDS.get(token.type, "paragraph")
            kind += f" of level {token.tag[1:]}" if kind == "heading" else ""
            if not found or found[-1] != kind:
                found.append(kind)
    return tuple(found)


def _links(pair: Pair, arabic: Markup, english: Markup) -> Iterator[Finding]:
    told = Counter(map(without_language, arabic.addresses))
    said = Counter(map(without_language, english.addresses))
    lost, made_up = list((told - said).elements()), list((said - told).elements())
    for address in tuple(lost):
        other = next((each for each in made_up if _is_localised(address, each)), None)
        if other is not None:
            lost.remove(address)
            made_up.remove(other)
    if lost:
        instead = f"; it has {_shown(made_up, english)}" if made_up else ""
        message = f"the Arabic links to {_shown(lost, arabic)}, the English does not{instead}"
        yield Finding("links", message, Severity.ERROR, "put the link round the same words")
    elif made_up:
        shown = next(each for each in english.addresses if without_language(each) == made_up[0])
        message = f"the English links to {_shown(made_up, english)}, the Arabic does not"
        place = pair.place(max(0, pair.passage.target.find(shown)))
        yield Finding("links", message, Severity.ERROR, "", *place)


def without_language(address: str) -> str:
    """The address without the part that says in which language the page is."""
    return _LANGUAGE.sub("", address).removesuffix("/")


def _is_localised(arabic: str, english: str) -> bool:
    """Whether two addresses lead to one site that names its pages in each language."""
    one, two = _host(arabic), _host(english)
    return bool(one) and one == two and ("%D8" in arabic or "%D9" in arabic or not arabic.isascii())


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # brackets that are no IPv6 address
        return ""


def _shown(addresses: Sequence[str], markup: Markup) -> str:
    written = {without_language(each): each for each in markup.addresses}
    shown = written[addresses[0]]
    shown = f"{shown[:_MOST_SHOWN]}…" if len(shown) > _MOST_SHOWN else shown
    return f"`{shown}`" + (f" and {len(addresses) - 1} more" if len(addresses) > 1 else "")


def _codes(pair: Pair, arabic: Markup, english: Markup) -> Iterator[Finding]:
    lost = _lost_codes(arabic, english, pair.passage.target)
    made_up = _lost_codes(english, arabic, pair.passage.source)
    if lost or made_up:
        message = f"the Arabic has {_as_code(lost)}, the English {_as_code(made_up)}"
        yield Finding("markup", message, Severity.ERROR, "code stays as it is")


def _lost_codes(one: Markup, other: Markup, text: str) -> tuple[str, ...]:
    """Code spans of one text that are not in the other, not even as plain words."""
    written = {_NO_WORD.sub("", code): code for code in one.codes}
    codes = Counter(_NO_WORD.sub("", code) for code in one.codes)
    codes -= Counter(_NO_WORD.sub("", code) for code in other.codes)
    words = _NO_WORD.sub("", text) if codes else ""
    return tuple(written[code] for code in codes if code.isascii() and code not in words)


def _as_code(codes: Sequence[str]) -> str:
    return f"`{codes[0][:_MOST_SHOWN]}` as code" if codes else "no such code"


def _shape(arabic: Markup, english: Markup) -> Iterator[Finding]:
    if arabic.outline != english.outline:
        told, said = (" and ".join(each.outline) or "nothing" for each in (arabic, english))
        message = f"the Arabic is a {told}, the English a {said}"
    elif arabic.items != english.items:
        message = f"the Arabic lists {arabic.items} items, the English {english.items}"
    elif arabic.cells != english.cells:
        message = (
            f"the table has {arabic.cells[1]} cells in {arabic.cells[0]} rows in the Arabic, "
            f"{english.cells[1]} in {english.cells[0]} in the English"
        )
    else:
        return
    yield Finding("shape", message, Severity.ERROR, "give the English the same form")


def _times(number: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")
