"""How far the translation of an article is: passages by state, words left, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.model.explainer import Article
from generator.model.segment import Segment, State, TargetFile
from generator.text.normal import text_hash
from generator.translation.doubt import Calibration
from generator.translation.machine import doubt_of
from generator.translation.markers import hint_for
from generator.translation.memory import Doubt, DraftRecord, Memory, without_number
from generator.translation.pairing import pair, unclaimed
from generator.translation.similarity import words_of

NO_CALIBRATIONS: Mapping[str, Calibration] = {}
_UNDONE = frozenset({State.MISSING, State.MACHINE, State.STALE, State.UNSYNCED})
"""States in which words of the original wait for a person."""


@dataclass(frozen=True)
class Item:
    """One passage that waits for a person."""

    path: str
    line: int
    """Of its marker; 0 where it has none yet."""
    state: State
    opening: str
    """First words of the original, or the name of a metadata string."""
    words: int
    """Of the original; none where only a decision is wanted."""
    key: str = ""
    doubt: Doubt | None = None
    """Of a machine draft."""
    score: float = 0.0
    notes: tuple[str, ...] = ()
    """What makes the draft doubtful, and where it was taken from."""
    source: str = ""
    """The original as a reader reads it."""


@dataclass(frozen=True)
class Standing:
    """Where one article stands."""

    slug: str
    path: str
    states: Counter[State] = field(default_factory=Counter)
    items: tuple[Item, ...] = ()
    """What waits for a person, in the order of the file."""

    @property
    def words_left(self) -> int:
        """Words of the original in passages that nobody has translated, corrected or renewed."""
        return sum(item.words for item in self.items)

    @property
    def doubtful(self) -> int:
        """Machine drafts of high doubt."""
        return sum(item.doubt == "high" for item in self.items)


def standing_of(
    article: Article,
    target: TargetFile,
    memory: Memory,
    calibrations: Mapping[str, Calibration] = NO_CALIBRATIONS,
) -> Standing:
    """Where the article stands, with what its memory knows of the drafts.

    With `calibrations`, drafts are doubted by what their engines have made since, too.
    """
    translated = pair(article, target)
    segments = (
        *translated.strings.values(),
        *translated.segments,
        *_nameless(article, target),
    )
    states = Counter(segment.state for segment in segments)
    path = article.target_path
    items = tuple(
        _item(segment, path, memory, calibrations) for segment in segments if _waits(segment)
    )
    return Standing(article.slug, path, states, items)


def _nameless(article: Article, target: TargetFile) -> Iterator[Segment]:
    """Texts of metadata strings that are gone: no string has a place for them."""
    for block in unclaimed(article, target):
        yield Segment((), block.text, State.UNSYNCED, marker=block.marker)
    for block in target.blocks:
        if block.marker.name and block.marker.orphan:
            yield Segment((), block.text, State.ORPHAN, marker=block.marker)


def total(standings: Iterable[Standing]) -> Counter[State]:
    """Passages by state over all of them."""
    return sum((each.states for each in standings), Counter())


def _waits(segment: Segment) -> bool:
    """Whether a person has something to do: write, correct, or decide about a text left over."""
    is_open_omission = segment.marker is not None and segment.marker.omit and segment.marker.stale
    return segment.state in _UNDONE or segment.state is State.ORPHAN or is_open_omission


def _item(
    segment: Segment, path: str, memory: Memory, calibrations: Mapping[str, Calibration]
) -> Item:
    source = segment.sources[0] if segment.sources else None
    marker = segment.marker
    name = source.name if source else marker.name if marker else ""
    opening = name or (hint_for(source.plain) if source else marker.hint if marker else "")
    is_undone = segment.state in _UNDONE
    words = sum(len(words_of(each.plain)) for each in segment.sources) if is_undone else 0
    keys = tuple(each.name or each.key for each in segment.sources)
    plain = " ".join(each.plain for each in segment.sources)
    item = Item(path, segment.line, segment.state, opening, words, "+".join(keys), source=plain)
    if segment.state is State.OMIT:
        return replace(item, notes=("left out of an older Arabic: decide again",))
    if segment.state is not State.MACHINE or marker is None:
        return item
    draft = _draft(segment, marker.machine_hash, memory)
    # A draft that nobody remembers has no score: it is worth a look.
    if draft is None:
        return replace(item, doubt="medium")
    notes = (*draft.notes, f"from memory: {draft.origin}") if draft.origin else draft.notes
    doubt = doubt_of(draft, calibrations)
    return replace(item, doubt=doubt, score=draft.score, notes=notes)


def _draft(segment: Segment, digest: str, memory: Memory) -> DraftRecord | None:
    """The record of the draft that stands in the file, which need not be the latest."""
    if len(segment.sources) != 1:
        return None
    source = segment.sources[0]
    latest = memory.draft(source.key, named=bool(source.name))
    if latest is None or text_hash(latest.text) == digest:
        return latest
    key = without_number(source.key)
    return next(
        (each for each in memory.drafts if each.key == key and text_hash(each.text) == digest), None
    )
