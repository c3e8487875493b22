"""Everything a build reads, as data: file contents by path, and the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Sources:
    """The files of a site, by path relative to its folder, with `/` between the parts."""

    files: Mapping[str, bytes]
    theme: Mapping[str, bytes] = field(default_factory=dict)
    """Templates, strings and static files: the packaged ones under the site's own."""
    today: date = date(1970, 1, 1)
    drafts: bool = False
    """Show drafts and scheduled explainers too, as `serve` does."""

    def under(self, folder: str) -> Iterator[str]:
        """Paths below `folder`, sorted."""
        prefix = folder.rstrip("/") + "/"
        return (path for path in sorted(self.files) if path.startswith(prefix))

    def folders(self, folder: str) -> tuple[str, ...]:
        """Names of the folders directly below `folder` that hold at least one file."""
        prefix = folder.rstrip("/") + "/"
        names = (path[len(prefix) :].split("/") for path in self.under(folder))
        return tuple(sorted({parts[0] for parts in names if len(parts) > 1}))
