"""Pieces of a text and of its translation, and the state each pair is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from generator.model.prose import Prose


class State(Enum):
    """Where a translated piece stands; derived from content, never stored."""

    MISSING = "missing"
    OWN = "own"
    ORPHAN = "orphan"
    OMIT = "omit"
    STALE = "stale"
    REVIEWED = "reviewed"
    MACHINE = "machine"
    EDITED = "edited"
    UNSYNCED = "unsynced"

    @property
    def is_behind(self) -> bool:
        """The source has moved on since this English was made."""
        return self in (State.STALE, State.UNSYNCED)


@dataclass(frozen=True)
class SourceBlock:
    """One top-level block of the original, or one named metadata string."""

    key: str
    """First 8 hex digits of the sha256 of its normalised text; `.2`, `.3` for further twins."""
    text: str
    """As it stands in the file, without the blank lines around it."""
    line: int
    """Line in its file, counted from 1."""
    name: str = ""
    """Of a metadata string, such as `title` or `timeline.signing.text`; empty for prose."""
    kind: str = "paragraph"
    """Markdown type: paragraph, heading, list, quote, table, code, rule, string."""
    prose: Prose | None = None
    """To be printed; None for a string."""
    plain: str = ""
    """What a reader reads of it."""


@dataclass(frozen=True)
class Marker:
    """The comment line that opens a block of a translation file."""

    line: int
    name: str = ""
    keys: tuple[str, ...] = ()
    """Source blocks it translates; empty for an `own` block."""
    was: tuple[str, ...] = ()
    """The source blocks the text was last known to be right for."""
    machine_hash: str = ""
    """Hash of the machine draft the text started from."""
    own: bool = False
    reviewed: bool = False
    reviewed_hash: str = ""
    """Hash of the text that was reviewed; empty for a bare `reviewed`, which is not yet stamped."""
    by: str = ""
    """Initials of the reviewer."""
    on: date | None = None
    """Day of the review; None where nobody has said it."""
    stale: bool = False
    omit: bool = False
    orphan: bool = False
    accepted: tuple[str, ...] = ()
    """Names of checks a person has waved through, from `ok:` words."""
    hint: str = ""


@dataclass(frozen=True)
class TargetBlock:
    """A marker and all the text up to the next one."""

    marker: Marker
    text: str
    """Without the blank lines around it, and without notes."""
    start: int
    """Offset of the marker's first character in the file."""
    end: int
    """Offset just after the block, where the next marker begins."""
    notes: str = ""
    """Comments on lines of their own: what editors say to each other, never shown."""


@dataclass(frozen=True)
class TargetFile:
    """A translation file as read: nothing of it is lost, so that it can be written back."""

    text: str
    blocks: tuple[TargetBlock, ...]
    article_review: Review | None = None
    """What `<!-- article reviewed by:x -->` on line 1 says of the whole file."""


@dataclass(frozen=True)
class Review:
    """That a person stands behind a text, and who."""

    by: str
    """Initials, possibly empty."""
    on: date | None = None
    """The day of the review, where the marker says it."""


@dataclass(frozen=True)
class Segment:
    """Source and translation side by side, with the state of the pair."""

    sources: tuple[SourceBlock, ...]
    """None for an `own` block or an orphan, several for a merged one."""
    target: str
    """Text of the translation; empty where there is none to show."""
    state: State
    review: Review | None = None
    marker: Marker | None = None
    """None where the translation file has no block for it."""

    @property
    def line(self) -> int:
        """Line of the marker in the translation file; 0 where there is none."""
        return self.marker.line if self.marker else 0
