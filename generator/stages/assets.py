"""The theme's static files as they are published, in a folder named by what is in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rcssmin import cssmin
from rjsmin import jsmin

from generator.model.artifact import Artifact
from generator.model.config import SiteConfig
from generator.model.source import Sources

STATIC = "static/"
_STYLESHEET = "static/style.css"
_DIGITS = 10


@dataclass(frozen=True)
class Assets:
    """Scripts, styles, fonts and icons of every page."""

    folder: str
    """Site path, with a trailing slash: `static/3f2a91c4d0/`. Any change of any file gives it
    another name, so that browsers may keep what is in it for ever, and a page never runs the
    scripts of another version."""
    artifacts: tuple[Artifact, ...]

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(artifact.path for artifact in self.artifacts)


def publish_assets(sources: Sources, config: SiteConfig) -> Assets:
    """The static files: scripts and styles without comments and indentation, and the site's colours
    at the end of the stylesheet.

    One folder has one name, not each file its own: scripts and styles go on naming each other by
    relative addresses, also those a site adds.
    """
    published = {
        path.removeprefix(STATIC): _published(path, content, config)
        for path, content in sorted(sources.theme.items())
        if path.startswith(STATIC)
    }
    parts = (part for path, content in published.items() for part in (path.encode(), content))
    folder = f"{STATIC}{digest(parts)}/"
    artifacts = (
        Artifact(folder + path, content, f"templates/{STATIC}{path}")
        for path, content in published.items()
    )
    return Assets(folder, tuple(artifacts))


def digest(parts: Iterable[bytes]) -> str:
    """A name for these contents in this order; the length of each keeps them apart."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()[:_DIGITS]


def _published(path: str, content: bytes, config: SiteConfig) -> bytes:
    if path == _STYLESHEET:
        content += _colours(config)
    suffix = path.rpartition(".")[2]
    return content if path.endswith((".min.js", ".min.css")) else _minified(suffix, content)


@lru_cache(maxsize=256)
def _minified(suffix: str, content: bytes) -> bytes:
    if suffix == "js":
        return bytes(jsmin(content))
    return bytes(cssmin(content)) if suffix == "css" else content


def _colours(config: SiteConfig) -> bytes:
    theme = config.theme
    return f":root{{--accent:{theme.accent};--accent-dark:{theme.accent_dark}}}\n".encode()
