"""Colours that can be read on one another (WCAG 2.2, "contrast ratio")."""

from __future__ import annotations

WHITE, BLACK = "#ffffff", "#000000"
READABLE = 4.5
"""The ratio that success criterion 1.4.3 asks of text."""


def contrast(one: str, other: str) -> float:
    """The ratio of two colours written as #rrggbb: from 1, the same, to 21, black and white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str) -> str:
    """White, or black where white cannot be read. One of the two always can."""
    return WHITE if contrast(WHITE, ground) >= READABLE else BLACK


def mixed(ground: str, ink: str, share: float) -> str:
    """The ground with so much of the ink, from 0 to 1."""
    pairs = zip(_channels(ground), _channels(ink), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
