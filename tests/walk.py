"""Every address that the pages of a hosted site name, asked for as a reader's browser would."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from tests.gates.tree import parse

_NAMING = ("href", "src", "poster", "data-src", "action")
_STYLE_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_ADDRESSED = re.compile(r'<meta[^>]+(?:og:image|og:url|twitter:image)"[^>]*content="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What the host sent."""

    address: str
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def body(self) -> str:
        """The text; empty for what is none."""
        kind = self.headers.get("Content-Type", "")
        is_text = re.match(r"text/|application/(?:\w+\+)?(?:xml|json)", kind)
        return self.content.decode("utf-8") if is_text else ""


@dataclass
class Walk:
    """What was met on the way through the site."""

    pages: dict[str, Answer] = field(default_factory=dict)
    """By address."""
    others: dict[str, Answer] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    @property
    def answers(self) -> list[Answer]:
        return [*self.pages.values(), *self.others.values()]


def walk(start: str, published_at: str) -> Walk:
    """Follow everything from `start`; what names `published_at`, the site's own address, too."""
    found = Walk()
    waiting = [(start, "the beginning")]
    wanted: list[tuple[str, str, str]] = []
    while waiting:
        address, named_by = waiting.pop()
        if address in found.pages or address in found.others:
            continue
        answer = ask(address)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        (found.pages if is_page else found.others)[address] = answer
        if answer.status != 200:
            found.broken.append(f"{answer.status} {address}, named by {named_by}")
            continue
        for reference in _references(answer):
            whole = urljoin(address, reference)
            if whole.startswith(published_at):
                whole = start + whole[len(published_at) :]
            page, fragment = urldefrag(whole)
            if not page.startswith(start):
                if urlsplit(page).netloc == urlsplit(start).netloc:
                    found.broken.append(f"{page} lies outside the site, named by {address}")
                continue
            waiting.append((page, address))
            if fragment:
                wanted.append((page, unquote(fragment), address))
    for page, fragment, named_by in wanted:
        if page in found.pages and fragment not in _ids(found.pages[page]):
            found.broken.append(f"no place #{fragment} in {page}, named by {named_by}")
    return found


def ask(address: str, method: str = "GET", **headers: str) -> Answer:
    """One request, no redirect followed."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        content = response.read()
        return Answer(address, response.status, dict(response.getheaders()), content)
    finally:
        connection.close()


def _references(answer: Answer) -> Iterator[str]:
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/css"):
        yield from _STYLE_ADDRESS.findall(answer.body)
    if not kind.startswith("text/html"):
        return
    for element in parse(answer.body):
        for name in _NAMING:
            reference = element.get(name)
            if reference and not reference.startswith(("mailto:", "tel:", "data:")):
                yield reference
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
    yield from _ADDRESSED.findall(answer.body)


def _ids(page: Answer) -> set[str]:
    return {each for element in parse(page.body) if (each := element.get("id"))}
