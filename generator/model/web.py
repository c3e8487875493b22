"""What the web answers when it is asked for an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model.problem import Place

Failure = Literal[
    "", "no-name", "no-network", "silent", "broken", "certificate", "private", "not-web"
]
"""Why there is no answer: the name has no address; no way out of this computer; nothing within the
time; the connection refused or broken off; a certificate that proves nothing; an address that is
not of the public internet; no http, or a port that is none of the web's."""


@dataclass(frozen=True)
class WebAnswer:
    """The head of an answer, or why there is none."""

    status: int = 0
    """Of HTTP (RFC 9110, section 15); 0 where there is no answer."""
    location: str = ""
    """Where it sends us instead, as it was written."""
    retry_after: float | None = None
    """Seconds to wait before asking again, where it says so."""
    failure: Failure = ""
    detail: str = ""
    """The failure in the words of the system."""


@dataclass(frozen=True)
class WrittenLink:
    """An address that leads off the site, and one place where it is written."""

    address: str
    """Without a fragment: no server is told of it."""
    place: Place
