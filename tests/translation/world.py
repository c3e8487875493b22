"""A newsroom in memory whose every word can be traced: for histories of edits, syncs and merges.

Each English text is a *piece*: all its words carry the piece's number (`p7w31`; of a machine draft
`d7w31`), so that after any history it can be said which piece a word came from, and `World.right`
knows which Arabic each piece was last known to be right for. Arabic words are never used twice
either, but for a few that are as common as in real prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.model.explainer import Article
from generator.text.normal import text_hash
from generator.translation.similarity import words_of
from tests.translation.articles import article

_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمن"
_COMMON_ARABIC = ("في", "من", "على", "الى")
_COMMON_ENGLISH = ("the", "of", "in", "and")
TRACED = re.compile(r"(?<![^\W_])(?:[pd]\d+w\d+|n\d+n)(?![^\W_])")
"""Words whose fate can be followed: people's, drafts', notes'."""
_MARKER = re.compile(
    r"\ufeff?<!-- (?:(?P<name>[a-z][\w.-]*) )?(?:ar:(?P<keys>[0-9a-f.+]+)|own)"
    r"(?P<words>(?: [^|\r\n]*?)?)(?: \|[^\r\n]*)? -->[ \t]*"
)
SIZES = (1, 2, 3, 5, 8, 12, 16)
ANY = "any"
"""What a passage of the English's own is right for."""


@dataclass
class Chunk:
    """A marker line and everything up to the next, as a person sees a file."""

    marker: str
    """Without its line ending; empty for what stands before the first marker."""
    body: str
    """Everything behind the marker, the line ending first."""

    @property
    def _parts(self) -> re.Match[str] | None:
        return _MARKER.fullmatch(self.marker)

    @property
    def name(self) -> str:
        parts = self._parts
        return (parts["name"] or "") if parts else ""

    @property
    def keys(self) -> list[str]:
        parts = self._parts
        return parts["keys"].split("+") if parts and parts["keys"] else []

    @property
    def words(self) -> list[str]:
        parts = self._parts
        return parts["words"].split() if parts else []

    @property
    def was(self) -> list[str]:
        found = [word for word in self.words if word.startswith("was:")]
        return found[0].removeprefix("was:").split("+") if found else []

    @property
    def is_own(self) -> bool:
        return self.marker.lstrip("\ufeff").startswith("<!-- own")

    @property
    def is_stale(self) -> bool:
        return "stale" in self.words

    @property
    def text(self) -> str:
        return self.body.strip()

    @property
    def prose(self) -> str:
        """The text without notes."""
        return re.sub(
            r"^ {0,3}<!--.*?-->[ \t\r]*(?:\n|\Z)", "", self.body, flags=re.MULTILINE
        ).strip()

    @property
    def right_for(self) -> set[str]:
        """What a text typed here is right for: as far as the marker says."""
        if self.is_own:
            return {ANY}
        return set(map(content_of, self.was if self.is_stale and self.was else self.keys))

    def set_text(self, text: str) -> None:
        self.body = f"\n{text}\n\n" if text else "\n\n"

    def set_words(self, words: Iterable[str]) -> None:
        head = "own" if self.is_own else f"ar:{'+'.join(self.keys)}"
        name = f"{self.name} " if self.name else ""
        self.marker = f"<!-- {' '.join([name + head, *words])} -->"

    def set_keys(self, keys: Sequence[str]) -> None:
        words = self.words
        name = f"{self.name} " if self.name else ""
        self.marker = f"<!-- {' '.join([f'{name}ar:' + '+'.join(keys), *words])} -->"


def content_of(key: str) -> str:
    """What a key says of the Arabic: twins say the same."""
    return key.partition(".")[0]


def cut(text: str) -> list[Chunk]:
    """The file in chunks; what stands before the first marker is the first of them."""
    chunks = [Chunk("", "")]
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        bare = line.rstrip("\r\n")
        if _MARKER.fullmatch(bare):
            chunks.append(Chunk(bare, line[len(bare) :]))
        else:
            chunks[-1].body += line
    return chunks


def put_together(chunks: Sequence[Chunk]) -> str:
    return "".join(chunk.marker + chunk.body for chunk in chunks)


@dataclass(frozen=True)
class Seen:
    """A text that a sync found: what the oracle may expect the memory to know."""

    contents: frozenset[str]
    """Hashes of the Arabic it stood beside; empty for a passage of the English's own."""
    words: tuple[str, ...]
    lines: int


@dataclass
class Branch:
    """The files of one explainer on one branch."""

    body: list[str]
    strings: dict[str, str]
    english: str | None = None
    memory: str = ""
    good: str = ""
    """The English as the last sync left it."""
    seen: frozenset[Seen] = frozenset()
    present: tuple[str, ...] = ()
    """The first keys of the blocks that the last sync left in the file, in their order."""
    older: tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...] = ()
    """Earlier versions of the Arabic."""

    def copied(self) -> Branch:
        return replace(self, body=list(self.body), strings=dict(self.strings))

    def article(self) -> Article:
        bare = _article(tuple(self.body), tuple(self.strings.items()))
        return replace(bare, translation=self.english)

    def remember_source(self) -> None:
        version = (tuple(self.body), tuple(self.strings.items()))
        self.older = (*[each for each in self.older if each != version], version)[-6:]

    @property
    def arabic(self) -> str:
        return "\n\n".join(self.body) + "\n"


@lru_cache(maxsize=512)
def _article(body: tuple[str, ...], strings: tuple[tuple[str, str], ...]) -> Article:
    return article(*body, strings=strings)


@dataclass
class World:
    """Every word ever used, what each piece is right for, and the story so far."""

    count: int = 0
    right: dict[str, set[str]] = field(default_factory=dict)
    meant: dict[str, set[str]] = field(default_factory=dict)
    """What each piece was written for, or moved to on purpose."""
    drafts: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Words of every machine draft, and its hash."""
    reviewed: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    """(normal text, contents) that a person stood behind."""
    story: list[str] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    def number(self) -> int:
        self.count += 1
        return self.count

    def arabic(self, size: int) -> str:
        number = self.number()
        return " ".join(
            _COMMON_ARABIC[(place + number) % 4] if place % 3 == 2 else self.arabic_word()
            for place in range(size)
        )

    def arabic_word(self) -> str:
        number, word = self.number(), "م"
        while number:
            number, digit = divmod(number, len(_LETTERS))
            word += _LETTERS[digit]
        return word + "ون"

    def piece(self, right_for: Iterable[str], kind: str = "p") -> str:
        """A new piece of English, and what it is right for."""
        name = f"{kind}{self.number()}"
        self.right[name] = set(right_for)
        self.meant[name] = set(right_for)
        return name

    def english(self, piece: str, size: int) -> str:
        number = self.number()
        return " ".join(
            _COMMON_ENGLISH[(place + number) % 4] if place % 3 == 2 else self.word(piece)
            for place in range(size)
        )

    def word(self, piece: str) -> str:
        return f"{piece}w{self.number()}"

    def note(self) -> str:
        return f"<!-- n{self.number()}n -->"

    def vouch(
        self, chunk: Chunk, keys: Sequence[str] | None = None, *, is_meant: bool = True
    ) -> None:
        """A person says that the text of this chunk fits its Arabic.

        It `is_meant` for it where that was the point of the edit, and not said in passing.
        """
        contents = {ANY} if chunk.is_own else set(map(content_of, keys or chunk.keys))
        for piece in pieces_of(chunk.prose):
            self.right[piece] |= contents
            if is_meant:
                self.meant[piece] |= contents

    def is_draft(self, text: str, digest: str) -> bool:
        """Whether this is the machine draft of a digest, perhaps reformatted since."""
        return self.drafts.get(words_of(text)) is not None and digest in (
            self.drafts[words_of(text)],
            text_hash(text),
        )


def normal(text: str) -> str:
    """The identity of a text: its hash, so that reformatting counts for nothing."""
    return text_hash(text)


def pieces_of(text: str) -> list[str]:
    """The pieces that a text holds words of, in order, each once."""
    found = (word.partition("w")[0] for word in TRACED.findall(text) if word[0] in "pd")
    return list(dict.fromkeys(found))


def traced(text: str) -> Counter[str]:
    """Every word of a text that can be traced, with its number of times."""
    return Counter(TRACED.findall(text))
