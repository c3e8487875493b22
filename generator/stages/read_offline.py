"""`[offline]` of site.toml: whether readers can read without a connection, and how much."""

from __future__ import annotations

from generator.model.offline import Offline
from generator.text.fields import Fields


def read_offline(fields: Fields | None) -> Offline:
    """The settings; off where there are none."""
    if fields is None:
        return Offline()
    offline = Offline(
        fields.flag("enabled"),
        fields.number("newest", Offline.newest, 0, 50),
        fields.number("pages", Offline.pages, 5, 500),
    )
    fields.finish()
    return offline
