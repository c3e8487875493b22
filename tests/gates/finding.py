"""What a gate has found: the one thing all gates give back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LIST = 60
"""Findings a failing test prints; the count says how many there are."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault on one page."""

    gate: str
    """Which gate found it: `markup`, `page`, `links`, `style`, `bytes`, `axe`, `look` ..."""
    rule: str
    path: str
    """File of the site."""
    detail: str
    """What is wrong and where, in the words or the selector of the place."""
    circumstance: str = ""
    """Theme, width and the like, where the fault depends on them."""

    @property
    def name(self) -> str:
        """Gate and rule in one word, as the table of seeded faults names them."""
        return f"{self.gate}/{self.rule}"

    def __str__(self) -> str:
        when = f" ({self.circumstance})" if self.circumstance else ""
        return f"{self.path}: {self.name}: {self.detail}{when}"


def listed(findings: Iterable[Finding]) -> str:
    """All findings as text, one a line; the same fault under several circumstances once."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for each in findings:
        together.setdefault((each.path, each.name, each.detail), []).append(each.circumstance)
    lines = [
        f"{path}: {name}: {detail}" + _when(circumstances)
        for (path, name, detail), circumstances in sorted(together.items())
    ]
    left = len(lines) - LONGEST_LIST
    return "\n".join(lines[:LONGEST_LIST] + ([f"... and {left} more"] if left > 0 else []))


def _when(circumstances: list[str]) -> str:
    told = sorted({each for each in circumstances if each})
    return f" ({'; '.join(told)})" if told else ""
