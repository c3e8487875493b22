"""Words, code and addresses written so that Markdown reads them as they are."""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"([\\`*\[\]<~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?[A-Za-z0-9]+;)|(?<=\s)#(?=#*$))"
)
# What would open a heading, a list, a quotation, a rule or a table's second line at the
# beginning of a line.
_BLOCK_START = re.compile(r"(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$|[-+:])|:-|=)|(?<=\d)(?=[.)](?:\s|$))")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_NEEDS_BRACKETS = re.compile(r"[\s()<>]|^$")


def escape(text: str) -> str:
    """Plain text as Markdown that reads the same inside a line."""
    return _SPECIAL.sub(r"\\\1", text)


def escape_start(text: str) -> str:
    """Escaped text that opens no other kind of block where a line begins with it."""
    match = re.match(r"\d{1,9}", text)
    place = _BLOCK_START.match(text, match.end() if match else 0)
    if place is None or (match and text[place.start()] not in ".)"):
        return text
    return f"{text[: place.start()]}\\{text[place.start() :]}"


def as_code(code: str) -> str:
    """A code span, fenced by one backtick more than it holds in a row."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * (longest + 1)
    # One space is taken off each side on reading where both are there.
    is_spaced = code.startswith(" ") and code.endswith(" ") and not code.isspace()
    pad = " " if code.startswith("`") or code.endswith("`") or is_spaced else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def as_target(address: str, title: str = "") -> str:
    """What stands in the round brackets of a link or an image."""
    address = _ENTITY.sub("&amp;", address)
    if _NEEDS_BRACKETS.search(address):
        address = "<" + address.replace("<", "%3C").replace(">", "%3E") + ">"
    quoted = escape(title).replace('"', '\\"')
    return f'{address} "{quoted}"' if title else address
