"""Addresses in links: which a page may lead to, and which leave the site."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
"""What a link may begin with; everything else (`javascript:`, `data:`) is refused."""

_CONTROL = re.compile(r"[\x00-\x20]+")


def is_unsafe(address: str) -> bool:
    """Whether the address has a scheme that pages must not lead to."""
    return _scheme(address) not in SCHEMES


def is_external(address: str) -> bool:
    """Whether the address leaves the site: it has a scheme or a host of its own."""
    return bool(_scheme(address)) or address.startswith("//")


def _scheme(address: str) -> str:
    # Browsers drop control characters and spaces inside a scheme, so they are dropped first.
    try:
        return urlsplit(_CONTROL.sub("", address)).scheme.lower()
    except ValueError:
        return "invalid"


def has_host(address: str) -> bool:
    """Whether an address of the web names a computer."""
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
