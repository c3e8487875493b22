"""What a page or a term is in the index: its words as written, its tokens, what a hit shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.ports import SearchDocument, SearchPart, SearchTerm
from generator.searching.packing import compact
from generator.text.search_words import isolated_text, normalise_text, normalise_word

_BETWEEN_NAMES = " · "


@dataclass(frozen=True)
class Anchor:
    """Words of an entry that stand below a heading or tell an event."""

    element: str
    """`h2`, or `event`."""
    id: str
    text: str
    start: int
    """Number of the first word, its heading included."""
    end: int
    """Number behind the last word."""


@dataclass(frozen=True)
class Entry:
    """One document of the index; the n-th token stands for the n-th word."""

    url: str
    """Site path of the page."""
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    title_words: tuple[str, ...]
    """Of a term all its names."""
    title: tuple[str, ...]
    """The token of each of them."""
    headings: tuple[str, ...]
    """Tokens of all headings."""
    anchors: tuple[Anchor, ...]
    details: tuple[tuple[str, object], ...]
    """What a hit shows, ready for JSON."""
    topics: tuple[str, ...] = ()
    state: str = ""

    def fragment(self) -> bytes:
        """The JSON that a reader's browser loads for a hit, in the form pagefind.js expects."""
        value = {
            "url": self.url,
            "content": " ".join(self.words),
            "word_count": len(self.words),
            "filters": {},
            "meta": dict(self.details),
            "anchors": [
                {
                    "element": anchor.element,
                    "id": anchor.id,
                    "text": anchor.text,
                    "location": anchor.start,
                    "end": anchor.end,
                }
                for anchor in self.anchors
            ],
        }
        return compact(value)


def can_be_found(document: SearchDocument | SearchTerm) -> bool:
    """Whether it has a word with a letter or a figure; Pagefind drops what has none."""
    if isinstance(document, SearchTerm):
        return _has_letters(_words(document.name))
    texts = [document.title, *(part.text for part in document.parts)]
    return any(_has_letters(_words(text)) for text in texts)


def entry_of(document: SearchDocument | SearchTerm) -> Entry:
    """The entry of a page or a term."""
    return _term(document) if isinstance(document, SearchTerm) else _page(document)


def _page(document: SearchDocument) -> Entry:
    words: list[str] = []
    anchors = [anchor for part in document.parts for anchor in _take(part, words)]
    if not _has_letters(words):
        words = _words(document.title)
    headings = [part.heading for part in document.parts if part.id and not part.is_event]
    details: dict[str, object] = {
        "title": _shown(document.title),
        "kind": document.kind,
        "date": document.date,
        "shownDate": document.shown_date,
        "topics": [list(topic) for topic in document.topics],
        "state": document.state,
        "pair": document.pair,
    }
    return Entry(
        document.path,
        tuple(words),
        tuple(map(normalise_word, words)),
        tuple(_words(document.title)),
        _tokens([document.title]),
        _tokens(headings),
        tuple(anchors),
        tuple((name, value) for name, value in details.items() if value),
        tuple(slug for slug, _ in document.topics),
        document.state,
    )


def _take(part: SearchPart, words: list[str]) -> Iterator[Anchor]:
    """Adds the words of a part to the others, and gives its anchor where it has one."""
    start = len(words)
    words += _words(part.heading)
    words += _words(part.text)
    if part.id:
        element = "event" if part.is_event else "h2"
        yield Anchor(element, part.id, _shown(part.heading), start, len(words))


def _term(term: SearchTerm) -> Entry:
    names = [term.name, *term.also]
    words = tuple(_words(_BETWEEN_NAMES.join(names)))
    details: dict[str, object] = {
        "title": _shown(term.name),
        "kind": "term",
        "names": [_shown(name) for name in term.also],
        "other": _shown(term.other),
        "definition": _shown(term.definition),
    }
    return Entry(
        term.path,
        words,
        tuple(map(normalise_word, words)),
        tuple(word for name in names for word in _words(name)),
        _tokens(names),
        (),
        (),
        tuple((name, value) for name, value in details.items() if value),
    )


def _has_letters(words: Iterable[str]) -> bool:
    return any(unicodedata.category(sign)[0] in "LN" for word in words for sign in word)


def _shown(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    # A word of isolates only is none, and would have no token.
    return [word for word in isolated_text(text).split() if normalise_text(word)]


def _tokens(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(normalise_word(word) for text in texts for word in _words(text))
