"""Content security policies: what a page's own allows, and what the page uses.

https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from generator.text.html_addresses import srcset_candidates

SELF, NONE, INLINE = "'self'", "'none'", "'unsafe-inline'"
FETCHED = (
    "script-src", "style-src", "img-src", "font-src", "connect-src", "media-src", "object-src",
    "frame-src", "worker-src", "manifest-src",
)  # fmt: skip
"""Directives for which `default-src` stands in."""
UNSEEN = ("connect-src", "worker-src")
"""Directives for what only scripts do, so that the markup does not tell of it."""
_ORDER = ("default-src", *FETCHED, "base-uri", "form-action", "frame-ancestors", "sandbox")

Policy = Mapping[str, frozenset[str]]
"""Sources by directive."""


@dataclass(frozen=True, order=True)
class Use:
    """Something a page loads or runs."""

    directive: str
    source: str
    """As in a policy: `'self'`, `https://cdn.example`, `data:`, `'unsafe-inline'`."""
    what: str
    """What it is, for a person: the address, or `an inline script`."""


_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"\s([^\s=\"'<>/]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_META = re.compile(r"<meta(\s(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_MAYBE_INLINE = re.compile(r"\s(?:style|on)", re.IGNORECASE)
_STYLE_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"')\s;]+)[^;]*;?", re.IGNORECASE)
_STYLE_URL = re.compile(r"url\(\s{0,9}[\"']?(data:|[^\"')\s]{1,2000})", re.IGNORECASE)
"""An address up to its end, or the scheme of one that holds its own data. What it may hold is
bounded, so that a stylesheet of nothing but beginnings is read in no more time than another."""
_FONTS = (".woff2", ".woff", ".ttf", ".otf")
_DATA_TYPES = ("application/ld+json", "application/json", "speculationrules", "text/template")
"""Kinds of `<script>` that hold data, which no policy stops."""
_BY_TAG: Mapping[str, tuple[tuple[str, str], ...]] = {
    "script": (("src", "script-src"),),
    "img": (("src", "img-src"), ("srcset", "img-src")),
    "source": (("srcset", "img-src"), ("src", "media-src")),
    "video": (("src", "media-src"), ("poster", "img-src")),
    "audio": (("src", "media-src"),),
    "track": (("src", "media-src"),),
    "iframe": (("src", "frame-src"),),
    "object": (("data", "object-src"),),
    "embed": (("src", "object-src"),),
    "form": (("action", "form-action"),),
    "base": (("href", "base-uri"),),
}
_BY_LINK: Mapping[str, str] = {
    "stylesheet": "style-src",
    "icon": "img-src",
    "apple-touch-icon": "img-src",
    "mask-icon": "img-src",
    "manifest": "manifest-src",
    "modulepreload": "script-src",
}
_BY_PRELOAD: Mapping[str, str] = {
    "font": "font-src", "script": "script-src", "style": "style-src", "image": "img-src",
    "fetch": "connect-src",
}  # fmt: skip


def declared(html: str) -> Policy | None:
    """The policy in the page's own `<meta>`, None where it has none; what a description says of
    policies is none."""
    for found in _META.finditer(html):
        attributes = _attributes(found[1])
        if attributes.get("http-equiv", "").lower() == "content-security-policy":
            return read_policy(attributes.get("content", ""))
    return None


def read_policy(text: str) -> Policy:
    """A policy as it stands in a header; of a directive given twice the first counts."""
    policy: dict[str, frozenset[str]] = {}
    for part in text.split(";"):
        words = part.split()
        if words:
            policy.setdefault(words[0].lower(), frozenset(words[1:]))
    return policy


def print_policy(policy: Policy) -> str:
    """A policy as it stands in a header."""
    names = sorted(policy, key=lambda name: (_ORDER.index(name) if name in _ORDER else 99, name))
    return "; ".join(" ".join([name, *sorted(policy[name])]) for name in names)


def forbids(policy: Policy, use: Use) -> bool:
    """Whether a browser that keeps the policy refuses what the page uses."""
    sources = policy.get(use.directive)
    if sources is None:
        sources = policy.get("default-src") if use.directive in FETCHED else None
    return sources is not None and use.source not in sources and "*" not in sources


def narrowest(uses: Iterable[Use], policies: Iterable[Policy]) -> Policy:
    """The policy that allows these uses, and nothing else but what `policies` allow of the things
    markup does not tell."""
    sources: dict[str, set[str]] = {"default-src": {NONE}}
    for use in uses:
        if use.source != INLINE:
            sources.setdefault(use.directive, set()).add(use.source)
    for policy in policies:
        for name in UNSEEN:
            given = policy.get(name, frozenset()) - {NONE}
            if given:
                sources.setdefault(name, set()).update(given)
    for name in ("base-uri", "form-action", "frame-ancestors"):
        sources.setdefault(name, {NONE})
    return {name: frozenset(given) for name, given in sources.items()}


def uses_of_page(html: str) -> frozenset[Use]:
    """What the markup of a page loads, runs or sends to."""
    return frozenset(_uses(html))


def uses_of_style(css: str) -> frozenset[Use]:
    """What a stylesheet loads."""
    sheets = _STYLE_IMPORT.findall(css)
    others = [
        address
        for address in _STYLE_URL.findall(_STYLE_IMPORT.sub("", css))
        if not address.startswith("#")
    ]
    return frozenset(
        [
            *(Use("style-src", _source(address), address) for address in sheets),
            *(Use(_by_ending(address), _source(address), address) for address in others),
        ]
    )


def _by_ending(address: str) -> str:
    return "font-src" if urlsplit(address).path.endswith(_FONTS) else "img-src"


def _uses(html: str) -> Iterator[Use]:
    for name, rest in _TAG.findall(html):
        tag = name.lower()
        if tag not in _BY_TAG and tag not in ("link", "style") and not _MAYBE_INLINE.search(rest):
            continue
        attributes = _attributes(rest)
        yield from _inline(tag, attributes)
        if tag == "link":
            yield from _link(attributes)
        for attribute, directive in _BY_TAG.get(tag, ()):
            if attribute in attributes:
                value = attributes[attribute]
                for address in srcset_candidates(value) if attribute == "srcset" else [value]:
                    yield Use(directive, _source(address), address)
        if tag == "form" and "action" not in attributes:
            yield Use("form-action", SELF, "a form")


def _inline(tag: str, attributes: Mapping[str, str]) -> Iterator[Use]:
    if tag == "script" and "src" not in attributes and attributes.get("type") not in _DATA_TYPES:
        yield Use("script-src", INLINE, "an inline script")
    if tag == "style":
        yield Use("style-src", INLINE, "an inline stylesheet")
    for name in attributes:
        if name == "style":
            yield Use("style-src", INLINE, f"a `style` attribute of <{tag}>")
        elif name.startswith("on"):
            yield Use("script-src", INLINE, f"the attribute `{name}` of <{tag}>")


def _link(attributes: Mapping[str, str]) -> Iterator[Use]:
    address = attributes.get("href", "")
    for word in attributes.get("rel", "").lower().split():
        directive = _BY_LINK.get(word)
        if word == "preload":
            directive = _BY_PRELOAD.get(attributes.get("as", ""))
        if directive:
            yield Use(directive, _source(address), address)


def _attributes(text: str) -> dict[str, str]:
    """Attributes of a tag by name in small letters; of one given twice the first counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _source(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # nothing is loaded from an address that is none
        return SELF
    if parts.scheme in ("data", "blob"):
        return f"{parts.scheme}:"
    if not parts.netloc:
        return SELF
    return f"{parts.scheme or 'https'}://{parts.netloc}"
