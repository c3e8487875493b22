"""What `site.toml` says of the host."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Publishing:
    """How the finished site is handed to a host."""

    domain: str = ""
    """The site's own domain on GitHub Pages, for CNAME."""
    precompress: bool = False
    """Write a .br and a .gz beside each file of text."""
    hsts: bool = False
    """Tell browsers to reach the host by https only, for a year."""
