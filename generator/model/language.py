"""A written language as the site needs it: data, never a branch in the code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["rtl", "ltr"]
Digits = Literal["latn", "arab"]


@dataclass(frozen=True)
class Language:
    """One language of the pair."""

    code: str
    """BCP 47 tag, as in `<html lang>`."""
    name: str
    """Its name in itself: العربية, English."""
    direction: Direction
    digits: Digits
    months: tuple[str, ...]
    """Twelve names, January first."""
    hijri: bool = False
    """Days are said in the Hijri calendar too."""

    @property
    def is_rtl(self) -> bool:
        return self.direction == "rtl"
