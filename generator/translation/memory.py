"""The translation memory of one article: what was translated, drafted, written and reviewed.

`memory.jsonl` holds one record a line and only grows. Git may merge two of them by keeping all
lines of both (`merge=union`), so nothing depends on the order of lines: where the latest counts,
a record carries the number of the run that wrote it. Losing the file costs suggestions and the
errors about moved text; it never costs a word a person wrote.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import isfinite
from typing import Any, Literal, TypeAlias

from generator.model.problem import Checked, Place, Problem, Severity
from generator.text.normal import text_hash
from generator.translation.pairing import NUMBERED
from generator.translation.similarity import Bag

OWN, ORPHAN = "own", "orphan"
"""What blocks are called that no key tells apart."""
EMPTY = text_hash("")
Doubt: TypeAlias = Literal["low", "medium", "high"]


@dataclass(frozen=True)
class SourceRecord:
    """An original text as it once stood."""

    key: str
    """Its hash, without a twin's number."""
    text: str


@dataclass(frozen=True)
class DraftRecord:
    """What a machine made of an original text."""

    key: str
    """Hash of the original, without a twin's number."""
    text: str
    named: bool = False
    """Of a metadata string: plain text, not Markdown."""
    engine: str = ""
    """Name, version and checksum of the engine."""
    score: float = 0.0
    """Mean log-probability of its tokens; that of its worst sentence."""
    worst: float = 0.0
    """Log-probability of its least likely token."""
    doubt: Doubt = "medium"
    sentences: tuple[tuple[str, str], ...] = ()
    """(original, translation), one to one, in order; without markup."""
    notes: tuple[str, ...] = ()
    """What a reader of the draft should look at: names of checks, terms not kept."""
    origin: str = ""
    """Where a text taken from the memory comes from, as `slug key`; empty for an engine's."""
    run: int = 0


@dataclass(frozen=True)
class TextRecord:
    """A block as a run left it, with its English if it had any."""

    keys: tuple[str, ...]
    """As in the marker, with a twin's number; none for a passage of the English's own."""
    digest: str
    text: str = ""
    """Empty also where another record holds the text of this digest."""
    run: int = 0
    name: str = ""
    """Of a metadata string."""
    above: str = ""
    """Place of the block above it in the file; empty for the first."""
    stale: bool = False
    """It was right for another original than the one it stood beside."""
    orphan: bool = False

    @property
    def identities(self) -> tuple[str, ...]:
        """What the block is told by from one run to the next; a joined one by each of its keys."""
        if self.orphan or not self.keys:
            return (f"{ORPHAN if self.orphan else OWN} {self.digest}",)
        return (f"{self.name} {self.keys[0]}",) if self.name else self.keys

    @property
    def place(self) -> str:
        """What the block is called as the neighbour of another.

        Numbers of key points change with every point put in before them, and do not count.
        """
        if self.orphan or not self.keys:
            return ORPHAN if self.orphan else OWN
        return f"{kind_of(self.name)} {self.keys[0]}" if self.name else self.keys[0]


@dataclass(frozen=True)
class GoneRecord:
    """A block that a run no longer found, or took out."""

    key: str
    """Its identity."""
    run: int = 0


@dataclass(frozen=True)
class ReviewRecord:
    """That a person stood behind a text for these originals."""

    keys: tuple[str, ...]
    digest: str
    by: str = ""
    on: date | None = None
    """The day, where it was said."""


@dataclass(frozen=True)
class SuccessorRecord:
    """That an original was changed into another."""

    old: str
    new: str


Record: TypeAlias = (
    SourceRecord | DraftRecord | TextRecord | GoneRecord | ReviewRecord | SuccessorRecord
)
_KINDS: dict[str, type[Record]] = {
    "source": SourceRecord,
    "draft": DraftRecord,
    "text": TextRecord,
    "gone": GoneRecord,
    "review": ReviewRecord,
    "successor": SuccessorRecord,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def kind_of(name: str) -> str:
    """The name of a metadata string without the number or day that only says its place."""
    kind = next((each for each in NUMBERED if name.startswith(each)), "")
    return kind.rstrip(".") or name


def without_number(key: str) -> str:
    """The hash in a key: identical originals share their history."""
    return key.partition(".")[0]


@dataclass(frozen=True)
class KnownText:
    """An English text that once stood beside an original."""

    content: str
    """Hash of the original, without a twin's number; empty for a passage of the English's own."""
    digest: str
    text: str

    @cached_property
    def bag(self) -> Bag:
        return Bag.of(self.text)


@dataclass(frozen=True)
class Memory:
    """Every record of an article, and what follows from them."""

    records: tuple[Record, ...] = ()

    @cached_property
    def run(self) -> int:
        """Number of the latest run that wrote here."""
        return max((getattr(record, "run", 0) for record in self.records), default=0)

    @cached_property
    def _known(self) -> frozenset[Record]:
        return frozenset(self.records)

    def has(self, record: Record) -> bool:
        """Whether this very record is here."""
        return record in self._known

    @cached_property
    def _sources(self) -> dict[str, str]:
        sources = {each for each in self.records if isinstance(each, SourceRecord)}
        return {each.key: each.text for each in sorted(sources, key=lambda each: each.text)}

    def source(self, key: str) -> str:
        """The original of a key as it once stood; empty where nobody remembers it."""
        return self._sources.get(without_number(key), "")

    def source_bag(self, key: str) -> Bag:
        """The words of that original."""
        key = without_number(key)
        if key not in self._source_bags:
            self._source_bags[key] = Bag.of(self.source(key))
        return self._source_bags[key]

    @cached_property
    def _source_bags(self) -> dict[str, Bag]:
        return {}

    @cached_property
    def drafts(self) -> tuple[DraftRecord, ...]:
        """Every machine draft, oldest run first."""
        drafts = (each for each in self.records if isinstance(each, DraftRecord))
        return tuple(sorted(drafts, key=lambda each: (each.run, each.text, repr(each))))

    @cached_property
    def _latest_drafts(self) -> dict[tuple[str, bool], DraftRecord]:
        return {(each.key, each.named): each for each in self.drafts}

    def draft(self, key: str, *, named: bool = False) -> DraftRecord | None:
        """The latest machine draft of an original."""
        return self._latest_drafts.get((without_number(key), named))

    @cached_property
    def _drafts_by_digest(self) -> dict[str, list[DraftRecord]]:
        found: dict[str, list[DraftRecord]] = {}
        for each in self.drafts:
            found.setdefault(text_hash(each.text), []).append(each)
        return found

    def drafts_of(self, digest: str) -> Sequence[DraftRecord]:
        """The machine drafts of this text, oldest run first."""
        return self._drafts_by_digest.get(digest, ())

    @cached_property
    def _text_records(self) -> tuple[TextRecord, ...]:
        """Oldest run first; what was found in one run in an order that no merge changes."""
        texts = {each for each in self.records if isinstance(each, TextRecord)}
        return tuple(sorted(texts, key=lambda each: (each.run, each.digest, repr(each))))

    @cached_property
    def _texts_by_digest(self) -> dict[str, str]:
        found = {digest: drafts[-1].text for digest, drafts in self._drafts_by_digest.items()}
        return found | {each.digest: each.text for each in self._text_records if each.text}

    def has_text(self, digest: str) -> bool:
        """Whether some record holds the text of this digest."""
        return digest == EMPTY or digest in self._texts_by_digest

    def text(self, digest: str) -> str:
        """The text of a digest; empty where its record is lost."""
        return self._texts_by_digest.get(digest, "")

    @cached_property
    def known(self) -> tuple[KnownText, ...]:
        """Every text that ever stood beside an original, or alone, the last one last."""
        pairs: dict[tuple[str, str], None] = {}
        for record in self._text_records:
            for content in map(without_number, record.keys or ("",)):
                pairs.pop((content, record.digest), None)
                pairs[content, record.digest] = None
        return tuple(
            KnownText(content, digest, self.text(digest))
            for content, digest in pairs
            if digest != EMPTY and self.has_text(digest)
        )

    @cached_property
    def common_words(self) -> frozenset[str]:
        """The words of every second sentence: those of more than one in twenty known texts."""
        counts = Counter(word for each in self.known for word in each.bag.vocabulary)
        return frozenset(word for word, count in counts.items() if count * 20 > len(self.known))

    @cached_property
    def _known_by_content(self) -> dict[str, list[KnownText]]:
        found: dict[str, list[KnownText]] = {}
        for each in self.known:
            found.setdefault(each.content, []).append(each)
        return found

    def contents_with(self, digest: str) -> Sequence[str]:
        """Hashes of the originals that a text of this digest ever stood beside."""
        return self._contents_by_digest.get(digest, ())

    @cached_property
    def _contents_by_digest(self) -> dict[str, list[str]]:
        # Also of texts whose own record a merge or a damaged line has lost.
        found: dict[str, dict[str, None]] = {}
        for record in self._text_records:
            for content in map(without_number, record.keys or ("",)):
                found.setdefault(record.digest, {})[content] = None
        return {digest: list(contents) for digest, contents in found.items() if digest != EMPTY}

    def known_beside(self, key: str) -> Sequence[KnownText]:
        """Every text that ever stood beside an original; for no key, those of nobody's."""
        return self._known_by_content.get(without_number(key), ())

    def texts(self, key: str) -> tuple[str, ...]:
        """The same as texts, the last one last."""
        return tuple(each.text for each in self.known_beside(key))

    def was_text(self, key: str, digest: str) -> bool:
        """Whether a text of this digest ever stood beside an original, stale or not."""
        return without_number(key) in self.contents_with(digest)

    @cached_property
    def _stood(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (without_number(key), record.digest)
            for record in self._text_records
            if not record.stale
            for key in record.keys
        )

    def stood(self, key: str, digest: str) -> bool:
        """Whether a text of this digest was ever right for an original, alone or with others."""
        return (without_number(key), digest) in self._stood

    @cached_property
    def _reviews(self) -> dict[tuple[tuple[str, ...], str], ReviewRecord]:
        reviews = {each for each in self.records if isinstance(each, ReviewRecord)}
        in_order = sorted(reviews, key=lambda each: (each.on or date.min, each.by))
        return {(each.keys, each.digest): each for each in in_order}

    def review(self, keys: Sequence[str], digest: str) -> ReviewRecord | None:
        """The latest review of this text for these originals; None where nobody has read it."""
        return self._reviews.get((tuple(map(without_number, keys)), digest))

    @cached_property
    def _kin(self) -> dict[str, set[str]]:
        """Originals that became one another, by each of them."""
        groups: dict[str, set[str]] = {}
        for record in self.records:
            if isinstance(record, SuccessorRecord):
                joined = groups.get(record.old, {record.old}) | groups.get(record.new, {record.new})
                for key in joined:
                    groups[key] = joined
        return groups

    def kin(self, keys: Iterable[str]) -> frozenset[str]:
        """Hashes of these originals and of all that they were changed from or into."""
        hashes = {without_number(key) for key in keys}
        return frozenset(hashes.union(*(self._kin.get(each, ()) for each in hashes)))

    @cached_property
    def last(self) -> dict[str, TextRecord]:
        """By identity the block as the last run left it in the file.

        Where one branch lost a block and another kept it, it counts as left.
        """
        gone: dict[str, int] = {}
        for record in self.records:
            if isinstance(record, GoneRecord):
                gone[record.key] = max(gone.get(record.key, 0), record.run)
        latest = {name: each for each in self._text_records for name in each.identities}
        return {name: each for name, each in latest.items() if each.run >= gone.get(name, -1)}

    @cached_property
    def _left(self) -> frozenset[TextRecord]:
        return frozenset(replace(each, text="", run=0) for each in self._text_records)

    def has_left(self, bare: TextRecord) -> bool:
        """Whether some run left a block so; asked without its text and run."""
        return bare in self._left

    def joined(self, records: Iterable[Record]) -> Memory:
        """This memory and some more records."""
        return Memory((*self.records, *records))


def read_memory(text: str, path: str) -> Checked[Memory]:
    """The records of a memory file; a line that is none is a warning and is passed over."""
    records: list[Record] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append(_read_record(line))
        except (ValueError, TypeError, OverflowError, RecursionError):
            problems.append(
                Problem(
                    "damaged-memory",
                    "this line is no record of the translation memory",
                    Place(path, number, 1),
                    "delete the line; the texts themselves are not touched by it",
                    Severity.WARNING,
                )
            )
    return Checked(Memory(tuple(dict.fromkeys(records))), tuple(problems))


def _read_record(line: str) -> Record:
    """The record in a line; raises ValueError or TypeError when it is none."""
    values = json.loads(line)
    if not isinstance(values, dict) or values.get("is") not in _KINDS:
        raise ValueError(line)
    kind = _KINDS[values.pop("is")]
    known = kind.__dataclass_fields__
    # A field of a later version is passed over rather than refused.
    read = {name: _frozen(value, name) for name, value in values.items() if name in known}
    return kind(**read)


_TEXTS = {"key", "text", "engine", "origin", "digest", "by", "old", "new", "name", "above"}
_FLAGS = {"named", "stale", "orphan"}
_NUMBERS = {"score", "worst"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _frozen(value: Any, name: str) -> Any:
    """A JSON value as the field of a record has it; raises ValueError for another type."""
    if name in _TEXTS and isinstance(value, str):
        return _storable(value)
    if isinstance(value, bool) != (name in _FLAGS):
        raise ValueError(name)
    if name in _FLAGS:
        return value
    if name == "on" and isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if name in _NUMBERS and isinstance(value, int | float) and isfinite(value):
        return float(value)
    if name == "run" and isinstance(value, int) and value >= 0:
        return value
    if name == "doubt" and value in ("low", "medium", "high"):
        return value
    if name in ("keys", "notes") and isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            return tuple(map(_storable, value))
    elif name == "sentences" and isinstance(value, list):
        pairs = tuple(tuple(pair) for pair in value if isinstance(pair, list))
        if all(len(pair) == 2 and all(isinstance(each, str) for each in pair) for pair in pairs):
            return tuple(tuple(map(_storable, pair)) for pair in pairs)
    raise ValueError(name)


def _storable(text: str) -> str:
    """The text, if UTF-8 can hold it; JSON can spell half a character. Raises ValueError."""
    text.encode()
    return text


def write_record(record: Record) -> str:
    """The record as a line; `read_memory` reads it back to the same value."""
    fields = record.__dataclass_fields__
    values = {"is": _NAMES[type(record)]}
    values |= {
        name: getattr(record, name)
        for name, field in fields.items()
        if getattr(record, name) != field.default
    }
    # A day is the only value JSON has no form for; its text is ISO 8601.
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=str)


def append_records(text: str, records: Sequence[Record]) -> str:
    """The memory file with records added at its end; with none, as it was."""
    if not records:
        return text
    gap = "" if not text or text.endswith("\n") else "\n"
    return text + gap + "".join(f"{write_record(record)}\n" for record in records)


def new_records(memory: Memory, found: Iterable[Record]) -> Iterator[Record]:
    """The records that the memory does not hold yet, each once."""
    for record in dict.fromkeys(found):
        if not memory.has(record):
            yield record
