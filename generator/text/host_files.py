"""`_headers` and `_redirects`: what Netlify and Cloudflare Pages are told about paths.

https://docs.netlify.com/routing/headers/ and https://developers.cloudflare.com/pages/configuration/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

HEADERS_FILE = "_headers"
REDIRECTS_FILE = "_redirects"


@dataclass(frozen=True)
class HeaderRule:
    """Headers of every answer for a path."""

    path: str
    """From the root of the host, `/static/*`; one `*` stands for any run of letters, and other
    letters than those of an address are encoded (RFC 3986)."""
    headers: tuple[tuple[str, str], ...]
    """Name and value of each."""


@dataclass(frozen=True)
class Redirect:
    """An address that leads to another."""

    source: str
    """From the root of the host."""
    target: str
    status: int = 301


def print_headers(rules: Iterable[HeaderRule]) -> str:
    """The text of `_headers`."""
    return "".join(
        f"{rule.path}\n" + "".join(f"  {name}: {value}\n" for name, value in rule.headers)
        for rule in rules
    )


def read_headers(text: str) -> tuple[HeaderRule, ...]:
    """The rules of a `_headers` file, in order; raises ValueError with the line that is none."""
    rules: list[HeaderRule] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append(HeaderRule(line.strip(), ()))
            continue
        name, colon, value = line.strip().partition(":")
        if not colon or not rules:
            raise ValueError(f"line {number}: `{line.strip()}` is no header of a path")
        last = rules[-1]
        rules[-1] = HeaderRule(last.path, (*last.headers, (name.strip(), value.strip())))
    return tuple(rules)


def headers_for(rules: Sequence[HeaderRule], path: str) -> dict[str, str]:
    """What an answer for `path` (decoded, from the root of the host) carries, by name.

    Every rule that fits adds to those before it; two values of one name are joined with a comma,
    as both hosts do.
    """
    found: dict[str, str] = {}
    for rule in rules:
        if not _fits(rule.path, path):
            continue
        for name, value in rule.headers:
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def address_of(path: str) -> str:
    """What a reader asks for, below the site's root: a folder stands for its index.html."""
    return re.sub(r"(^|/)index\.html$", r"\1", path)


def _fits(pattern: str, path: str) -> bool:
    return _expression(pattern).fullmatch(path) is not None


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(unquote(part)) for part in pattern.split("*")))


def print_redirects(redirects: Iterable[Redirect]) -> str:
    """The text of `_redirects`."""
    return "".join(f"{each.source} {each.target} {each.status}\n" for each in redirects)


def read_redirects(text: str) -> tuple[Redirect, ...]:
    """The redirects of a `_redirects` file; raises ValueError with the line that is none."""
    redirects = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        if len(parts) not in (2, 3) or (len(parts) == 3 and not parts[2].isdigit()):
            raise ValueError(f"line {number}: `{line.strip()}` is no redirect")
        status = int(parts[2]) if len(parts) == 3 else 301
        redirects.append(Redirect(parts[0], parts[1], status))
    return tuple(redirects)
