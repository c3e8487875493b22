"""`[publishing]` of site.toml: what the host is told, and how files are handed to it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.model.publishing import Publishing
from generator.text.fields import Fields

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def read_publishing(fields: Fields | None, base_url: str) -> Publishing:
    """The settings; `base_url` is the site's address, which they must fit."""
    if fields is None:
        return Publishing()
    publishing = Publishing(
        _read_domain(fields, base_url), fields.flag("precompress"), fields.flag("hsts")
    )
    if publishing.hsts and base_url and urlsplit(base_url).scheme != "https":
        fields.report(
            "bad-value",
            "`hsts` is for sites that are reached by https, and `base_url` says http",
            fields.value_place("hsts"),
            "begin `base_url` with https://, or take `hsts` out",
        )
    fields.finish()
    return publishing


def _read_domain(fields: Fields, base_url: str) -> str:
    domain = fields.text("domain").lower()
    if not domain:
        return ""
    host = urlsplit(base_url).hostname or domain
    if not _DOMAIN.fullmatch(domain):
        fields.report(
            "bad-value",
            f"`domain`: `{domain}` is no domain",
            fields.value_place("domain"),
            "write it as news.example.org, without https:// and without a path",
        )
    elif domain != host:
        fields.report(
            "bad-value",
            f"`domain` is `{domain}`, but `base_url` names `{host}`",
            fields.value_place("domain"),
            "give both the domain at which readers find the site",
        )
    elif urlsplit(base_url).path.strip("/"):
        fields.report(
            "bad-value",
            f"`domain`: GitHub Pages shows a site with a domain at its root, not at `{base_url}`",
            fields.value_place("domain"),
            f"write `base_url` as https://{domain}/, or take `domain` out",
        )
    return domain
