"""Everything a build reads, as data: file contents by path, and the day."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True)
class Sources:
    """The files of a site, by path relative to its folder, with `/` between the parts."""

    files: Mapping[str, bytes]
    theme: Mapping[str, bytes] = field(default_factory=dict)
    """Templates, strings and static files: the packaged ones under the site's own."""
    today: date = date(1970, 1, 1)
    drafts: bool = False
    """Show drafts and scheduled explainers too, as `serve` does."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every path, sorted."""
        return tuple(sorted(self.files))

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hex, of every path and content, and of whether drafts are shown."""
        found = hashlib.sha256(b"drafts" if self.drafts else b"")
        for files in (self.files, self.theme):
            for path, content in sorted(files.items()):
                found.update(b"%d %d " % (len(path.encode()), len(content)))
                found.update(path.encode() + content)
        return found.hexdigest()

    def under(self, folder: str) -> Iterator[str]:
        """Paths below `folder`, sorted."""
        prefix = folder.rstrip("/") + "/"
        for index in range(bisect_left(self.paths, prefix), len(self.paths)):
            if not self.paths[index].startswith(prefix):
                return
            yield self.paths[index]

    def folders(self, folder: str) -> tuple[str, ...]:
        """Names of the folders directly below `folder` that hold at least one file."""
        if folder not in self._folders:
            prefix = folder.rstrip("/") + "/"
            names = (path[len(prefix) :].split("/") for path in self.under(folder))
            found = sorted({parts[0] for parts in names if len(parts) > 1})
            self._folders[folder] = tuple(found)
        return self._folders[folder]

    @cached_property
    def _folders(self) -> dict[str, tuple[str, ...]]:
        """What `folders` has found already: each link of each article asks for it."""
        return {}
