"""The budgets of what a first visit loads, gzipped as static hosts do it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from tests.gates.finding import Finding
from tests.gates.published import Page, Site

GATE = "bytes"
KB = 1000
LEVEL = 6
"""Of gzip: what nginx, Apache and most hosts use or better."""

HTML_ALONE = 25 * KB
HTML_TOGETHER = 45 * KB
FIRST_VIEW = 14 * KB
"""All HTML up to the end of the last element that begins on the first screen, and all CSS."""
CSS = 10 * KB
JAVASCRIPT = 8 * KB
SEARCH = re.compile(r"static/[0-9a-f]+/search/")
"""What nobody loads who does not search; with the index it has a budget of its own."""
OFFLINE = re.compile(r"sw\.js|static/[0-9a-f]+/offline/list\.js")
"""What browsers load behind a page's back, and a page that is seen without a connection."""
OFFLINE_LIMITS: Mapping[str, int] = MappingProxyType({".js": 3500})
"""The worker holds digests, of which the next may be packed in some bytes more."""
SEARCH_LIMITS: Mapping[str, int] = MappingProxyType({".css": 2 * KB, ".js": 30 * KB})
FONT = 50 * KB
FONT_FILES = 2
IN_ALL = 120 * KB
REQUESTS = 8

IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico")
SHARED_LIMITS: Mapping[str, int] = MappingProxyType(
    {".css": CSS, ".js": JAVASCRIPT, ".woff2": FONT}
)


@lru_cache(maxsize=4096)
def compressed(content: bytes) -> int:
    """Bytes after gzip; fonts and images are compressed already and stay as they are."""
    if content[:4] == b"wOF2":
        return len(content)
    return len(gzip.compress(content, LEVEL, mtime=0))


def examine_bytes(site: Site) -> list[Finding]:
    """Every page and every shared kind of file that is over its budget."""
    found = [
        Finding(GATE, "html", page.path, _over(size, limit))
        for page in site.pages.values()
        if (size := compressed(site.files[page.path])) > (limit := html_limit(page))
    ]
    own = {
        path: compressed(content)
        for path, content in site.files.items()
        if not path.startswith("pagefind/")
    }
    search = {path: size for path, size in own.items() if SEARCH.match(path)}
    offline = {path: size for path, size in own.items() if OFFLINE.fullmatch(path)}
    everywhere = {path: size for path, size in own.items() if path not in search | offline}
    for sizes, limits in (
        (everywhere, SHARED_LIMITS), (search, SEARCH_LIMITS), (offline, OFFLINE_LIMITS),
    ):  # fmt: skip
        for suffix, limit in limits.items():
            over = {path: size for path, size in sizes.items() if path.endswith(suffix)}
            if sum(over.values()) > limit:
                message = _over(sum(over.values()), limit)
                found.append(Finding(GATE, suffix[1:], ", ".join(over), message))
    fonts = [path for path in own if path.endswith((".woff2", ".woff", ".ttf", ".otf"))]
    if len(fonts) > FONT_FILES:
        found.append(Finding(GATE, "fonts", ", ".join(fonts), f"{len(fonts)} font files"))
    return found


def examine_load(
    site: Site, page: Page, requested: tuple[str, ...], first_view: int
) -> list[Finding]:
    """Budgets of one first visit, by the files the browser asked for.

    `first_view` is the number of characters of the page's source up to the end of the first screen.
    """
    files = [path for path in requested if path in site.files]
    weighed = [path for path in files if not path.endswith(IMAGES)]
    total = sum(compressed(site.files[path]) for path in weighed)
    styles = sum(compressed(site.files[path]) for path in files if path.endswith(".css"))
    first = compressed(page.html[:first_view].encode()) + styles
    found: list[Finding] = []
    if first > FIRST_VIEW:
        found.append(Finding(GATE, "first-view", page.path, _over(first, FIRST_VIEW)))
    if total > IN_ALL:
        found.append(Finding(GATE, "total", page.path, _over(total, IN_ALL)))
    if len(weighed) > REQUESTS:
        found.append(Finding(GATE, "requests", page.path, f"{len(weighed)}: {', '.join(weighed)}"))
    return found


def html_limit(page: Page) -> int:
    """Two languages on a page, as side by side and on the front page, have the larger budget."""
    return HTML_TOGETHER if page.folder in ("both", "") else HTML_ALONE


def _over(size: int, limit: int) -> str:
    return f"{size / KB:.1f} KB, the budget is {limit / KB:.0f}"
