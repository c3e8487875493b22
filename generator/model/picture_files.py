"""The files that one image of an article becomes: formats, widths and where each is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["avif", "webp", "jpeg", "png"]
Kind = Literal["photo", "drawing", "vector"]


@dataclass(frozen=True)
class Recipe:
    """How images are encoded; the name of every file changes with it."""

    widths: tuple[int, ...] = (320, 480, 640, 960, 1280, 1600)
    """In pixels. 1600 fill the widest place of the theme on a screen of one and a half pixels to
    each of CSS, and that of a telephone on any."""
    avif_photo: int = 60
    """Qualities from 0 to 100, as each encoder counts them: of equal error on photographs."""
    avif_drawing: int = 75
    avif_speed: int = 6
    """From 0, the slowest, to 10."""
    webp_photo: int = 74
    webp_effort: int = 4
    """From 0 to 6, the slowest. A drawing is written without loss."""
    jpeg: int = 78


RECIPE = Recipe()
MOST_PIXELS = 64_000_000
"""Of an original: more is refused before it is decoded, which would take gigabytes."""
MIME = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}
SUFFIXES = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}


@dataclass(frozen=True)
class Rendition:
    """The image in one format and width."""

    path: str
    """Site path: `media/water/river-1a2b3c4d-640.avif`."""
    format: Format
    width: int
    height: int


@dataclass(frozen=True)
class PictureSource:
    """What a `<source>` offers: one format in every width."""

    type: str
    """MIME type."""
    renditions: tuple[Rendition, ...]
    """Narrowest first."""


@dataclass(frozen=True)
class PictureFiles:
    """An image and what is published of it."""

    origin: str
    """Path of the original among the sources."""
    kind: Kind
    width: int
    """Of the original as it is seen, in pixels."""
    height: int
    orientation: int = 1
    """Of the pixels in the original, as in Exif (1 to 8)."""
    renditions: tuple[Rendition, ...] = ()
    """None of an SVG; of a moving image, those of its first frame."""
    copy: str = ""
    """Site path of an SVG, or of a moving image without what was noted in it."""

    @property
    def fallback_format(self) -> Format:
        """What a browser is given that knows no other."""
        return "png" if any(each.format == "png" for each in self.renditions) else "jpeg"

    @property
    def fallback(self) -> tuple[Rendition, ...]:
        """The renditions in that format, narrowest first."""
        return tuple(each for each in self.renditions if each.format == self.fallback_format)

    @property
    def sources(self) -> tuple[PictureSource, ...]:
        """The other formats, the best first."""
        return tuple(
            PictureSource(MIME[format_], found)
            for format_ in ("avif", "webp")
            if (found := tuple(each for each in self.renditions if each.format == format_))
        )

    @property
    def path(self) -> str:
        """Site path of what any program can show: the widest of the fallback, or the SVG."""
        return self.fallback[-1].path if self.renditions else self.copy

    @property
    def moving(self) -> str:
        """Site path of the image as it moves; empty where it stands still."""
        return self.copy if self.renditions else ""

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height in pixels of the widest that is published; a moving image, like an SVG,
        keeps those of its original."""
        if self.renditions and not self.copy:
            return self.fallback[-1].width, self.fallback[-1].height
        return self.width, self.height

    @property
    def paths(self) -> tuple[str, ...]:
        """Site path of everything published of it."""
        return (*(each.path for each in self.renditions), *([self.copy] if self.copy else []))
