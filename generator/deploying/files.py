"""Which files of a finished site a kind of target gets, and with which headers; pure.

A server of one's own, Netlify, Cloudflare Pages and GitLab Pages read `_headers`, `_redirects` or
compressed files themselves; object storage keeps some headers with each object instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model.deployment import S3Target, SiteFile, Target
from generator.text.host_files import (
    HEADERS_FILE,
    REDIRECTS_FILE,
    address_of,
    headers_for,
    read_headers,
    read_redirects,
)
from generator.text.media_types import content_type

REDIRECT_HEADER = "x-amz-website-redirect-location"
HELD_HEADERS = (
    "Cache-Control",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Type",
)
"""What S3 keeps with an object and answers with; other headers are the business of a CDN."""
_FOR_OTHER_HOSTS = frozenset({HEADERS_FILE, REDIRECTS_FILE, ".nojekyll", "CNAME"})
_COMPRESSED = re.compile(r"\.(?:br|gz)$")


def files_for(target: Target, site: Mapping[str, bytes], base_path: str) -> tuple[SiteFile, ...]:
    """The files that are sent to this target.

    Raises ValueError with the line of `_headers` or `_redirects` that cannot be understood.
    """
    if not isinstance(target, S3Target):
        return tuple(SiteFile(path, content) for path, content in sorted(site.items()))
    rules = read_headers(_text(site, HEADERS_FILE))
    leading = _redirects(site, base_path) if target.redirects else {}
    files = []
    for path, content in sorted(site.items()):
        if path in _FOR_OTHER_HOSTS or _COMPRESSED.sub("", path) in site.keys() - {path}:
            continue
        given = headers_for(rules, base_path + address_of(path))
        headers = {name: value for name, value in _titled(given).items() if name in HELD_HEADERS}
        headers.setdefault("Content-Type", content_type(path))
        if path in leading:
            headers[REDIRECT_HEADER] = leading[path]
        files.append(SiteFile(path, content, tuple(sorted(headers.items()))))
    return tuple(files)


def _text(site: Mapping[str, bytes], path: str) -> str:
    return site.get(path, b"").decode("utf-8")


def _titled(headers: Mapping[str, str]) -> dict[str, str]:
    """The same headers with their names written Like-This."""
    return {"-".join(each.capitalize() for each in k.split("-")): v for k, v in headers.items()}


def _redirects(site: Mapping[str, bytes], base_path: str) -> dict[str, str]:
    """Target of each page of the site that only leads elsewhere, by its path."""
    leading = {}
    for each in read_redirects(_text(site, REDIRECTS_FILE)):
        path = each.source.removeprefix(base_path)
        page = f"{path}index.html" if path.endswith("/") or not path else path
        if each.status in (301, 302, 307, 308) and page in site and "*" not in each.target:
            leading[page] = each.target
    return leading
