"""Social images, drawn by Pillow and kept between builds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from generator.adapters import card_drawing
from generator.adapters.build_cache import BuildCache
from generator.adapters.card_drawing import FONTS, draw
from generator.model.card import Card
from generator.model.problem import Place, Problem, Severity
from generator.text import contrast, line_breaks
from generator.text.image_header import format_of

_LIBRARIES = ("raqm", "fribidi", "harfbuzz", "freetype2", "zlib")
_FIRST_WITH_ISOLATES = (1, 0)
"""Of FriBidi: older ones know no isolates (U+2066 to U+2069), and misplace numbers."""
_CONTENT = "card.png"


class PillowCards:
    """Draws what is not in the folder `cache` yet; see `ports.CardPainter`."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache

    @property
    def fault(self) -> Problem | None:
        """Why text cannot be set here, None where it can."""
        return shaping_fault()

    def paint(self, cards: Sequence[Card]) -> dict[str, bytes]:
        """Contents by path, each card once."""
        kept = BuildCache(self._cache)
        salt = _salt()
        files = {}
        for card in cards:
            if card.path in files:
                continue
            # The path is the hash of all that is drawn, the salt that of what draws it.
            key = hashlib.sha256(f"{salt} {card.digest}".encode()).hexdigest()
            found = kept.get(key) or {}
            if format_of(found.get(_CONTENT, b"")) != "png":
                found = {_CONTENT: draw(card)}
                kept.put(key, found)
            files[card.path] = found[_CONTENT]
        kept.prune()
        return files


@cache
def shaping_fault() -> Problem | None:
    """What is missing here for letters to be joined and lines to be ordered; None if nothing."""
    from PIL import features

    missing = [name for name in ("raqm", "fribidi", "harfbuzz") if not features.check(name)]
    if not missing:
        version = str(features.version("fribidi"))
        if _numbers(version) >= _FIRST_WITH_ISOLATES:
            return None
        missing = [f"fribidi 1.0 or newer (this is {version})"]
    return Problem(
        "social-unshaped",
        "social images have no text: without "
        f"{', '.join(missing)} Arabic letters cannot be joined and ordered",
        Place("site.toml"),
        "install FriBidi: `apt install libfribidi0` (Debian, Ubuntu), `dnf install fribidi`, "
        "`brew install fribidi`; or write `images = false` below [social]",
        Severity.WARNING,
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


@cache
def _salt() -> str:
    """What the bytes of a card depend on besides the card."""
    import PIL
    from PIL import features

    versions = [f"{name} {features.version(name)}" for name in _LIBRARIES]
    sources = [Path(str(each.__file__)) for each in (card_drawing, contrast, line_breaks)]
    made_of = [*sources, *sorted(FONTS.glob("*.ttf"))]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in made_of]
    return " ".join([PIL.__version__, *versions, *digests])
