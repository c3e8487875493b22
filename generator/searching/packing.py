"""How files of the search are written and named."""

from __future__ import annotations

import json

HASH_DIGITS = 8
"""Hex digits of a hash in a name."""


def compact(value: object) -> bytes:
    """JSON without a superfluous byte."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
