"""How far the translation of an article is: passages by state, words left, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.model.explainer import Translated
from generator.model.segment import Segment, State
from generator.translation.markers import hint_for
from generator.translation.memory import Doubt, DraftRecord, Memory
from generator.translation.similarity import words_of

_OPEN = frozenset({State.MISSING, State.MACHINE, State.STALE, State.UNSYNCED})
"""States in which a passage waits for a person."""


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
    """Of the original."""
    key: str = ""
    doubt: Doubt | None = None
    """Of a machine draft."""
    score: float = 0.0
    notes: tuple[str, ...] = ()
    """What makes the draft doubtful, and where it was taken from."""


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


def standing_of(translated: Translated, memory: Memory) -> Standing:
    """Where the article stands, with what its memory knows of the drafts."""
    segments = (*translated.strings.values(), *translated.segments)
    states = Counter(segment.state for segment in segments)
    path = translated.article.target_path
    items = tuple(_item(segment, path, memory) for segment in segments if segment.state in _OPEN)
    return Standing(translated.article.slug, path, states, items)


def total(standings: Iterable[Standing]) -> Counter[State]:
    """Passages by state over all of them."""
    return sum((each.states for each in standings), Counter())


def _item(segment: Segment, path: str, memory: Memory) -> Item:
    source = segment.sources[0] if segment.sources else None
    marker = segment.marker
    name = source.name if source else marker.name if marker else ""
    opening = name or (hint_for(source.plain) if source else marker.hint if marker else "")
    words = sum(len(words_of(each.plain)) for each in segment.sources)
    keys = tuple(each.name or each.key for each in segment.sources)
    item = Item(path, segment.line, segment.state, opening, words, "+".join(keys))
    draft = _draft(segment, memory)
    if segment.state is not State.MACHINE:
        return item
    # A draft that nobody remembers has no score: it is worth a look.
    if draft is None:
        return Item(**{**vars(item), "doubt": "medium"})
    notes = (*draft.notes, f"from memory: {draft.origin}") if draft.origin else draft.notes
    return Item(**{**vars(item), "doubt": draft.doubt, "score": draft.score, "notes": notes})


def _draft(segment: Segment, memory: Memory) -> DraftRecord | None:
    if len(segment.sources) != 1:
        return None
    source = segment.sources[0]
    return memory.draft(source.key, named=bool(source.name))
