"""The table `[feeds]` of `site.toml`."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.model.feed import FeedSettings
from generator.text.fields import Fields


def read_feeds(fields: Fields | None) -> FeedSettings:
    """What it says, and the defaults where it says nothing."""
    if fields is None:
        return FeedSettings()
    settings = FeedSettings(
        fields.number("entries", FeedSettings.entries, 1, 1000), _read_identity(fields)
    )
    fields.finish()
    return settings


def _read_identity(fields: Fields) -> str:
    address = fields.address("identity")
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        fields.report(
            "bad-address",
            "`identity` must not have `?` or `#`",
            fields.value_place("identity"),
            "write the site's first base_url, as in https://example.org/news/",
        )
        return ""
    return address and address.rstrip("/") + "/"
