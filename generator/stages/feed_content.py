"""An explainer's page as the content of a feed's entry, and its titles as plain text.

The template `feeds/entry.html` says what of the page it holds; here it is made fit for programs
that show it far from its page, in a frame of any direction, and drop the elements they do not know.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape
from urllib.parse import urljoin

from jinja2 import Environment

from generator.model.page import ExplainerPage, Site
from generator.model.phrase import Phrase
from generator.stages.render import Translate
from generator.stages.strings import Strings
from generator.text.bidi import isolate_plain

TEMPLATE = "feeds/entry.html"

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_ADDRESS = re.compile(r'(?<=\s)(href|src|poster|cite)="([^"]*)"')
_SOURCE_SET = re.compile(r'(?<=\s)srcset="([^"]*)"')
_DIRECTION = re.compile(r'(?<=\s)dir="(ltr|rtl)"')
_ISOLATING = frozenset({"bdi", "span"})
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067", "": "\u2068"}
_END = "\u2069"
_RIGHT_TO_LEFT_MARK = "\u200f"


def entry_html(environment: Environment, page: ExplainerPage, site: Site, strings: Strings) -> str:
    """What the page tells, every address absolute; raises what the template raises."""
    # Links that start at the site's address instead of its path are absolute.
    absolute = replace(page, rooted=True, base_path=site.base_url)
    html = environment.get_template(TEMPLATE).render(
        page=absolute, site=site, t=Translate(strings, site, page.language)
    )
    return with_isolates(with_absolute_addresses(html, site.base_url + page.path)).strip() + "\n"


def with_absolute_addresses(html: str, base: str) -> str:
    """The HTML with each address in its tags joined to `base`."""

    def absolute(match: re.Match[str]) -> str:
        return f'{match[1]}="{_joined(match[2], base)}"'

    def absolute_set(match: re.Match[str]) -> str:
        images = (each.split(maxsplit=1) for each in match[1].split(","))
        whole = (" ".join([_joined(each[0], base), *each[1:]]) for each in images if each)
        return f'srcset="{", ".join(whole)}"'

    def tag(match: re.Match[str]) -> str:
        return _SOURCE_SET.sub(absolute_set, _ADDRESS.sub(absolute, match[0]))

    return _TAG.sub(tag, html)


def _joined(address: str, base: str) -> str:
    return escape(urljoin(base, unescape(address)))


def with_isolates(html: str) -> str:
    """The HTML with Unicode isolates inside each `<bdi>`, and each `<span>` with a direction.

    They change nothing where the element is shown. Programs that drop elements or attributes they
    do not know (feedparser drops `<bdi>`) leave the characters.
    """
    return "".join(_isolated(html))


def _isolated(html: str) -> Iterator[str]:
    is_isolated: list[bool] = []
    done = 0
    for match in _TAG.finditer(html):
        closing, name, attributes = match.groups()
        if name not in _ISOLATING:
            continue
        yield html[done : match.start()]
        done = match.end()
        if closing:
            yield _END + match[0] if is_isolated.pop() else match[0]
            continue
        direction = _DIRECTION.search(attributes)
        is_isolated.append(direction is not None or name == "bdi")
        yield match[0]
        if is_isolated[-1]:
            yield _ISOLATES[direction[1] if direction else ""]
    yield html[done:]


def plain_line(phrase: Phrase, site: Site) -> str:
    """A title or summary as plain text that keeps its order in a frame of either direction.

    Runs of the other direction stand in Unicode isolates. A right-to-left text has U+200F before
    and behind it where its end is no right-to-left letter: a question mark or a number would go to
    the wrong side of a left-to-right frame. (U+2067 around the whole would hide its direction from
    readers that ask the first letter for it, as `dir="auto"` does.)
    """
    text = isolate_plain(phrase.text, phrase.language, site.other(phrase.language))
    text = " ".join(text.split())
    return _with_marks(text) if text and phrase.language.is_rtl else text


def _with_marks(text: str) -> str:
    first, last = (
        "" if unicodedata.bidirectional(letter) in ("R", "AL") else _RIGHT_TO_LEFT_MARK
        for letter in (text[0], text[-1])
    )
    return first + text + last
