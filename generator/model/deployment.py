"""Where a finished site can be sent, and the files that are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.model.problem import Place

_SITE_FILE = Place("site.toml")


@dataclass(frozen=True)
class FolderTarget:
    """A folder of this computer, or one that is mounted there."""

    name: str
    folder: str
    """Absolute, or relative to the site's folder; `~` is the home folder."""
    place: Place = _SITE_FILE


@dataclass(frozen=True)
class GitTarget:
    """A branch that a host such as GitHub Pages publishes."""

    name: str
    remote: str = "origin"
    """A remote of the repository that holds the site, or an address or folder."""
    branch: str = "gh-pages"
    message: str = "Publish the site"
    """First line of each commit."""
    place: Place = _SITE_FILE


@dataclass(frozen=True)
class S3Target:
    """A bucket of S3 or of storage that speaks its protocol."""

    name: str
    bucket: str
    prefix: str = ""
    """Begins the key of every object; empty, or with a slash at its end."""
    endpoint: str = ""
    """Address of the storage; empty for Amazon's own."""
    region: str = ""
    bucket_in_host: bool = False
    """Name the bucket in the host, not in the path, for storage at `endpoint` that wants it so;
    Amazon's own always gets it there."""
    redirects: bool = False
    """Let pages that only lead elsewhere redirect, where the bucket is served as a website."""
    place: Place = _SITE_FILE


Target: TypeAlias = FolderTarget | GitTarget | S3Target


@dataclass(frozen=True)
class SiteFile:
    """A file as it is sent."""

    path: str
    """Below the site's root, with `/` between the parts."""
    content: bytes
    headers: tuple[tuple[str, str], ...] = ()
    """Name and value of each header that the target keeps with it, sorted."""
