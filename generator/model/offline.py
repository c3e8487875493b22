"""What `site.toml` says of reading without a connection."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Offline:
    """What browsers keep for readers who are offline."""

    enabled: bool = False
    newest: int = 0
    """Explainers kept in advance, newest first, unopened."""
    pages: int = 50
    """Pages kept of those that a reader has opened; the oldest go first."""
