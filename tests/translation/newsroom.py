"""An explainer, its English and its memory in shorthand, for tests that tell a story.

A file is written a block a line: `[A was:B stale] The text`. Capital letters stand for the keys of
the paragraphs below, `mt` for the hash of the text as a draft (`mt:words` of other words, joined by
underscores), `reviewed:` for its seal; ` / ` in a text is a paragraph break. The first Arabic words
behind `|` are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.model.explainer import Article
from generator.model.problem import Problem
from generator.model.segment import State
from generator.text.normal import text_hash
from generator.translation.markers import hint_for
from generator.translation.memory import (
    DraftRecord,
    Memory,
    Record,
    append_records,
    read_memory,
)
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from generator.translation.syncing import Change, sync
from tests.translation.articles import article

ARABIC: Mapping[str, str] = {
    "A": "يشرب سكان المدينة القديمة من ماء النهر كل صباح",
    "A2": "يشرب سكان المدينة القديمة من ماء النهر كل مساء",
    "A3": "يشرب سكان المدينة القديمة من ماء البئر كل مساء",
    "B": "بنى العمال جسرا جديدا فوق الوادي الكبير قبل عامين",
    "B2": "بنى العمال جسرا جديدا فوق الوادي الكبير قبل شهرين",
    "C": "أعلنت الوزارة خطة لإصلاح المدارس في قرى الشمال",
    "D": "يخشى الصيادون أن تجف البحيرة إذا طال الصيف",
    "N": "خصصت البلدية مبلغا من المال لتعبيد الطريق الساحلي",
    "S": "خلفية",
    "S2": "خلفيات",
    "T": "الثمن",
    "U": "سؤال وجواب",
}
"""A2 and A3 are later versions of A, B2 of B; S, T and U are headings of a word or two."""

ENGLISH: Mapping[str, str] = {
    "A": "People in the old town drink river water every morning",
    "A2": "People in the old town drink river water every evening",
    "B": "Workers built a new bridge over the wide valley two years ago",
    "C": "The ministry announced a plan to repair schools in northern villages",
    "D": "Fishermen fear that the lake will run dry in a long summer",
    "S": "Background",
    "T": "The price",
    "U": "Questions answered",
}
"""What the engine drafts, where it drafts anything."""

_BLOCK = re.compile(r"\[(?P<marker>[^\]]*)\] ?(?P<text>.*)")


def key(symbol: str) -> str:
    """`A` to its key; a twin's number stays."""
    name, dot, number = symbol.partition(".")
    return text_hash(ARABIC[name]) + dot + number


def written(shorthand: str, strings: Mapping[str, str] | None = None) -> str:
    """The file that a shorthand stands for."""
    blocks = []
    for line in filter(None, map(str.strip, shorthand.split("\n"))):
        match = _BLOCK.fullmatch(line)
        assert match, line
        text = match["text"].replace(" / ", "\n\n")
        blocks.append(f"{_marker(match['marker'].split(), text)}\n{text}\n" + "\n" * bool(text))
    return "".join(blocks).rstrip("\n") + "\n" if blocks else ""


def _marker(words: Sequence[str], text: str) -> str:
    said: list[str] = []
    first = ""
    for word in words:
        head, colon, tail = word.partition(":")
        if head == "was":
            said.append("was:" + "+".join(map(key, tail.split("+"))))
        elif head in ("mt", "reviewed") and (colon or head == "mt"):
            said.append(f"{head}:{text_hash(tail.replace('_', ' ') or text)}")
        elif not first and word[0].isupper():
            first = word.split("+")[0].partition(".")[0]
            said.append("ar:" + "+".join(map(key, word.split("+"))))
        else:
            said.append(word)
    hint = f" | {hint_for(ARABIC[first])}" if first else ""
    return f"<!-- {' '.join(said)}{hint} -->"


def sources(symbols: str, **strings: str) -> Article:
    """The article of these paragraphs, in order, and of these metadata strings."""
    named = [(name.replace("__", "."), ARABIC[symbol]) for name, symbol in strings.items()]
    return article(*(ARABIC[each] for each in symbols.split()), strings=named)


class Newsroom:
    """The files of one explainer, and what people and the program do to them."""

    def __init__(self, symbols: str, shorthand: str | None = None, **strings: str) -> None:
        """An explainer that was synchronised once; by default with every draft of the engine."""
        self.article = sources(symbols, **strings)
        self.memory = ""
        self.today: date | None = None
        """Day that the next syncs write to reviews."""
        self.text = written(shorthand) if shorthand is not None else ""
        if shorthand is None:
            self.draft(*dict.fromkeys((*symbols.split(), *strings.values())))
        self.sync()

    def source(self, symbols: str, **strings: str) -> None:
        """The Arabic becomes this."""
        self.article = sources(symbols, **strings)

    def draft(self, *symbols: str) -> None:
        """The engine drafts these, for the next sync to put in."""
        self.memory = append_records(
            self.memory,
            [
                DraftRecord(key(each), ENGLISH[each], named, "engine 1", run=1)
                for each in symbols
                if each in ENGLISH
                for named in (False, True)
            ],
        )

    def edit(self, old: str, new: str) -> None:
        """Exactly one place of the English is changed."""
        assert self.text.count(old) == 1, (self.text.count(old), old, self.text)
        self.text = self.text.replace(old, new)

    def marker(self, symbol: str) -> str:
        """The marker line of a paragraph, as it stands in the file."""
        found = [line for line in self.text.splitlines() if f"ar:{key(symbol)}" in line]
        assert len(found) == 1, found
        return found[0]

    def type(self, symbol: str, words: str) -> None:
        """Words are typed into a marker, before its hint."""
        line = self.marker(symbol)
        cut = " | " if " | " in line else " -->"
        self.edit(line, line.replace(cut, f" {words}{cut}", 1))

    def erase(self, symbol: str, word: str) -> None:
        """A word is deleted from a marker."""
        line = self.marker(symbol)
        assert f" {word}" in line, line
        self.edit(line, line.replace(f" {word}", "", 1))

    def lose_marker(self, symbol: str) -> None:
        """A marker line is deleted; its text joins the block above."""
        self.edit(self.marker(symbol) + "\n", "")

    def swap(self, one: str, two: str) -> None:
        """Two texts change places."""
        self.edit(one, "\0")
        self.edit(two, one)
        self.edit("\0", two)

    @property
    def as_typed(self) -> Article:
        """The article with its English as it stands."""
        return replace(self.article, translation=self.text)

    @property
    def known(self) -> Memory:
        read = read_memory(self.memory, "memory.jsonl")
        assert not read.problems
        return read.value

    def sync(self) -> tuple[Change, ...]:
        """What the sync did; it must go through, and a second one must do nothing."""
        done = sync(self.as_typed, self.known, self.today)
        assert done.problems == ()
        self.text = done.value.text
        self.remember(done.value.records)
        again = sync(self.as_typed, self.known, self.today)
        assert again.problems == ()
        assert again.value.text == self.text
        assert (again.value.records, again.value.changes) == ((), ())
        return done.value.changes

    def remember(self, records: Sequence[Record]) -> None:
        self.memory = append_records(self.memory, records)

    def refusal(self) -> tuple[Problem, ...]:
        """Why the sync refuses the file, which stays as it is."""
        done = sync(self.as_typed, self.known)
        assert done.has_errors, done.value.text
        assert done.value.text == self.text
        assert (done.value.records, done.value.changes) == ((), ())
        return done.problems

    @property
    def codes(self) -> list[str]:
        """The codes of a refusal, in the order of the file."""
        return [problem.code for problem in self.refusal()]

    @property
    def states(self) -> list[tuple[str, State]]:
        """Each English text with its state, in the order of the Arabic."""
        read = read_target(self.text, "article.en.md")
        assert read.problems == ()
        translated = pair(self.article, read.value)
        segments = (*translated.strings.values(), *translated.segments)
        return [(segment.target, segment.state) for segment in segments]
