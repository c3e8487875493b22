"""Media types by name."""

from __future__ import annotations

import pytest

from generator.text.media_types import content_type


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("x.JSON", "application/json"),
        ("ar/feed.xml", "application/atom+xml"),
        ("ar/feed.json", "application/feed+json"),
        ("sitemap.xml", "application/xml"),
        ("x.woff2", "font/woff2"),
        ("ar/x.pf_index", "application/octet-stream"),
        ("LICENSE", "application/octet-stream"),
        ("map.svg", "image/svg+xml"),
    ],
)
def test_types_by_ending(path: str, said: str) -> None:
    assert content_type(path) == said
