"""The name a person probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` begins or is closest to, or None when nothing is close."""
    known = list(known)
    longer = [each for each in known if len(name) >= 3 and each.startswith(name)]
    if len(longer) == 1:
        return longer[0]
    matches = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def suggest(name: str, known: Iterable[str]) -> str:
    """A hint: the nearest known name, else all of them."""
    known = sorted(known)
    match = nearest(name, known)
    if match:
        return f"did you mean `{match}`?"
    if not known:
        return ""
    return "known: " + ", ".join(f"`{each}`" for each in known)
