"""A finished file of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Artifact:
    """Bytes and where they belong below `output/`."""

    path: str
    """Relative, `/` between the parts, never leading out of the folder."""
    content: bytes
    origin: str
    """The source file or page it comes from, to name both when two claim one path."""
