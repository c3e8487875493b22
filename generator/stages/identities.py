"""Permanent names of feeds and their entries, by which readers know what they have already seen."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from urllib.parse import quote, urlsplit

_UNRESERVED = "/-._~!$&'()*+,;=:@"
"""What the last part of a tag may hold besides letters and digits (RFC 4151, 2.1)."""


def entry_id(slug: str, day: date, language: str, base_url: str) -> str:
    """A tag URI (RFC 4151) of an explainer in one language.

    `day` is the explainer's day of publication, on which the site's owner held the host. Neither
    title nor text nor state is part of it, nor the scheme of the address.
    """
    parts = urlsplit(base_url)
    path = quote(f"{parts.path}{language}/{slug}/", safe=_UNRESERVED + "%")
    return f"tag:{_authority(parts.hostname or '')},{day.isoformat()}:{path}"


def feed_id(folder: str, base_url: str) -> str:
    """The address of the Atom feed at the site's first address: an IRI that stays when the site
    moves and says so (`identity`)."""
    return f"{base_url}{folder}feed.xml"


def _authority(host: str) -> str:
    """The host as a tag writes it: ASCII, in small letters."""
    # A name that DNS cannot know, such as one with an empty part, is quoted.
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    return quote(host, safe="-.").lower()
