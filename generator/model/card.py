"""Social images: what each says, in which colours, and the name it has by that."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

RECIPE = 1
"""Raised with every change to how a card looks, so that a changed image has a new address."""
WIDTH, HEIGHT = 1200, 630
"""In pixels: the 1.91 to 1 that networks show large without cutting."""
LOGO_SIZE = 512
_HASH_DIGITS = 10
_ISOLATES = re.compile("[\u2066-\u2069]")


@dataclass(frozen=True)
class Social:
    """What `site.toml` says of social networks."""

    images: bool = True
    account: str = ""
    """The site's account on X, with its @; empty where it has none."""
    locales: tuple[tuple[str, str], ...] = (("ar", "ar_AR"), ("en", "en_US"))
    """Language and region as Open Graph writes them, by language code."""

    def locale(self, code: str) -> str:
        return dict(self.locales)[code]


@dataclass(frozen=True)
class Card:
    """One social image. Runs of the other direction stand between isolates (U+2066 to U+2069).

    Without a title nothing is written on it: there is the site's mark alone.
    """

    slug: str
    """Of its page, for people who read addresses."""
    language: str
    is_rtl: bool
    accent: str
    """Colour of the ground, #rrggbb."""
    title: str = ""
    kicker: str = ""
    """A word above the title: the topic."""
    site: str = ""
    note: str = ""
    """How the translation was made, where a reader should know."""
    name: str = ""
    """What a card without a title stands for."""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def path(self) -> str:
        """Site path, which changes with anything that is drawn and may be cached for ever."""
        return f"social/{self.language}/{self.slug}-{self.digest}.png"

    @property
    def digest(self) -> str:
        """Hash of all that is drawn."""
        drawn = [
            RECIPE,
            self.language,
            self.is_rtl,
            self.accent.lower(),
            self.title,
            self.kicker,
            self.site,
            self.note,
            self.width,
            self.height,
        ]
        return hashlib.sha256(json.dumps(drawn).encode()).hexdigest()[:_HASH_DIGITS]

    @property
    def alt(self) -> str:
        """What the image says, for those who do not see it."""
        parts = (self.kicker, self.title, self.note, self.site) if self.title else (self.name,)
        return _ISOLATES.sub("", " – ".join(part for part in parts if part))
