"""Articles of a feed: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287), and the export of WordPress.

Names are looked for without their namespaces, and where each kind of feed has them: feeds in the
wild mix the kinds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from urllib.parse import urljoin, urlsplit

from generator.importing.damage import mend_line
from generator.importing.earlier import alias_from, slug_of_address
from generator.importing.html_fragment import Resolve, read_fragment
from generator.importing.raw import Block, Mark, RawArticle
from generator.importing.xml_tree import Element, XmlError, read_xml
from generator.model.problem import Checked, Place, Problem, Severity

_LOOKS_LIKE_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*|<\?[^>]*>\s*|<!DOCTYPE[^>\[]*>\s*)*"
    r"<(?:\w+:)?(?:rss|feed|RDF)\b",
    re.DOTALL,
)
_DAY = re.compile(r"\b([0-9]{1,2})[ -]([A-Za-z]{3})[A-Za-z]*[ -]([0-9]{4}|[0-9]{2})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEVER = re.compile(r"^0000|-0001\b")
"""What WordPress writes for the day of a draft."""
_ARTICLE_TYPES = frozenset({"", "post"})
_GONE = frozenset({"trash", "auto-draft", "inherit"})
_CONTENT, _WORDPRESS = "purl.org/rss/1.0/modules/content", "wordpress.org/export"
_MEDIA = "search.yahoo.com/mrss"
_ATOM = "www.w3.org/2005/Atom"


def is_feed(text: str) -> bool:
    """Whether `text` begins as a feed does."""
    return bool(_LOOKS_LIKE_FEED.match(text[:4000].lstrip("\ufeff")))


def read_feed(
    text: str, place: Place, base_path: str = "/", host: str = ""
) -> Checked[tuple[RawArticle, ...]]:
    """The articles in the order of the feed.

    `base_path` is where this site begins on its host: links below it become earlier addresses.
    Those that stood on its own `host` are no sources: they will lead to the article itself.
    """
    try:
        root = read_xml(text)
    except XmlError as error:
        where = Place(place.path, error.line, error.column)
        hint = error.hint
        return Checked((), (Problem("import-feed", f"this file {error}", where, hint),))
    entries = [*root.all("item"), *root.all("entry")]
    if not entries:
        message = f"`<{root.name}>` holds no articles: neither `item` (RSS) nor `entry` (Atom)"
        hint = "give a file of RSS or Atom, or an export of WordPress"
        return Checked((), (Problem("import-feed", message, place, hint),))
    title = mend_line(_plain(_first_text(_head(root), "title")))
    channel = _Channel(title, _page_of(root), root.attributes.get("base", ""))
    wanted, left_out = _choose(entries)
    articles = tuple(
        _article(entry, channel, Place(place.path, entry.line), base_path) for entry in wanted
    )
    articles = tuple(
        replace(each, url="") if each.aliases and urlsplit(each.url).hostname == host else each
        for each in articles
    )
    return Checked(articles, tuple(_tell_left_out(left_out, place)))


@dataclass(frozen=True)
class _Channel:
    """What the feed says of all its articles."""

    title: str
    base: str
    """The address of its own page."""
    declared_base: str
    """Its `xml:base` (RFC 3986, 5.1), which goes before any other."""


def _choose(entries: Iterable[Element]) -> tuple[list[Element], Counter[str]]:
    """The articles, and how many of what else there is: pages, attachments, menus, the trash."""
    wanted: list[Element] = []
    left_out: Counter[str] = Counter()
    for entry in entries:
        kind = _own_text(entry, "post_type", _WORDPRESS)
        status = _own_text(entry, "status", _WORDPRESS)
        if kind not in _ARTICLE_TYPES:
            left_out[kind] += 1
        elif status in _GONE:
            left_out[status] += 1
        else:
            wanted.append(entry)
    return wanted, left_out


def _tell_left_out(left_out: Mapping[str, int], place: Place) -> Iterator[Problem]:
    if left_out:
        counts = ", ".join(f"{count} `{kind}`" for kind, count in sorted(left_out.items()))
        message = f"not every entry of this export is an article; left out: {counts}"
        hint = "plain pages go into content/pages by hand"
        yield Problem("import-left-out", message, place, hint, Severity.ADVICE)


def _article(entry: Element, channel: _Channel, place: Place, base_path: str) -> RawArticle:
    declared = _join(channel.declared_base, entry.attributes.get("base", ""))
    link = _link_of(entry, declared or channel.base)
    base = declared or link or channel.base
    texts = _texts(entry)

    def resolve(address: str, html_base: str = "") -> str:
        try:
            whole = urljoin(_join(base, html_base), address)
            return whole if urlsplit(whole).scheme in ("http", "https", "mailto", "tel") else ""
        except ValueError:
            return ""

    blocks = read_fragment(texts.full, lambda address: resolve(address, texts.base), lambda _: "")
    alias = alias_from(link, base_path) if link else ""
    # A path outside the site leads nowhere from there, and is a name all the same.
    path = alias_from(link, "/") if link else ""
    return RawArticle(
        (*blocks, *_enclosures(entry, texts.full, resolve)),
        place,
        title=mend_line(_plain(_title_of(entry))),
        date=mend_line(_date_of(entry)),
        url=link,
        author="، ".join(dict.fromkeys(_authors(entry))),
        categories=tuple(dict.fromkeys(_categories(entry))),
        summary=mend_line(_plain(texts.summary)),
        publisher=channel.title,
        slug=slug_of_address(path),
        aliases=(alias,) if alias.strip("/") else (),
    )


@dataclass(frozen=True)
class _Texts:
    """What an entry says, as HTML."""

    summary: str
    full: str
    base: str
    """The `xml:base` of the full text."""


def _texts(entry: Element) -> _Texts:
    """A single text is the full one: a summary is then the importer's to find."""
    full, short = _full_text(entry), _short_text(entry)
    chosen = full if full is not None else short
    if chosen is None:
        return _Texts("", "", "")
    html, base = _html_of(chosen), chosen.attributes.get("base", "")
    if short is None or chosen is short or _plain(_html_of(short)) == _plain(html):
        return _Texts("", html, base)
    return _Texts(_unless_cut(_html_of(short)), html, base)


def _full_text(entry: Element) -> Element | None:
    """`content:encoded` of RSS, else `content` of Atom, unless it is empty."""
    encoded = (e for e in entry.elements if e.name == "encoded" and _CONTENT in e.namespace)
    atom = (e for e in entry.elements if e.name == "content" and _MEDIA not in e.namespace)
    return next((each for each in (*encoded, *atom) if _html_of(each).strip()), None)


def _short_text(entry: Element) -> Element | None:
    """WordPress's excerpt, else the description or summary, unless it is empty."""
    excerpts = (e for e in entry.elements if e.name == "encoded" and "excerpt" in e.namespace)
    others = (e for e in entry.elements if e.name in ("description", "summary"))
    return next((each for each in (*excerpts, *others) if _html_of(each).strip()), None)


def _unless_cut(html: str) -> str:
    """The summary; nothing where it is the beginning of the text that a program has cut."""
    text = mend_line(_plain(html))
    return "" if re.search(r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|المزيد\W*)$", text) else html


def _html_of(element: Element) -> str:
    """The text of an RSS element or an Atom text construct (RFC 4287, 3.1) as HTML."""
    kind = element.attributes.get("type", "html" if _ATOM not in element.namespace else "text")
    if kind in ("xhtml", "application/xhtml+xml") or any(element.elements):
        return _serialised(element)
    return escape(element.text) if kind in ("text", "text/plain") else element.text


def _serialised(element: Element) -> str:
    parts: list[str] = []
    for part in element.parts:
        if isinstance(part, str):
            parts.append(escape(part))
            continue
        attributes = "".join(f' {name}="{escape(v)}"' for name, v in part.attributes.items())
        parts.append(f"<{part.name}{attributes}>{_serialised(part)}</{part.name}>")
    return "".join(parts)


def _title_of(entry: Element) -> str:
    title = next(
        (e for e in entry.elements if e.name == "title" and _MEDIA not in e.namespace), None
    )
    return _html_of(title) if title is not None else ""


def _plain(html: str) -> str:
    """The words of HTML on one line, such as a title with tags or with entities of entities."""
    blocks = read_fragment(html, lambda _: "", lambda _: "")
    return " ".join(block.text for block in blocks if block.text)


def _link_of(entry: Element, base: str) -> str:
    links = [each for each in entry.elements if each.name in ("link", "origLink")]
    for each in links:
        if each.attributes.get("rel", "alternate") == "alternate":
            address = each.attributes.get("href", "") or each.text
            if address.strip():
                return _web(_join(base, address.strip()))
    for each in entry.elements:
        is_permanent = each.attributes.get("isPermaLink", "true") == "true"
        if each.name in ("guid", "id") and is_permanent and _web(each.text.strip()):
            return _web(each.text.strip())
    return ""


def _web(address: str) -> str:
    try:
        parts = urlsplit(address)
        return address if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def _join(base: str, address: str) -> str:
    """The address seen from the base, empty where it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _page_of(root: Element) -> str:
    """The address of the page that the feed belongs to."""
    for each in _head(root).elements:
        if each.name == "link" and each.attributes.get("rel", "alternate") == "alternate":
            return _web((each.attributes.get("href", "") or each.text).strip())
    return ""


def _head(root: Element) -> Element:
    """The element that describes the feed: `channel` of RSS, the root of Atom."""
    return next((each for each in root.elements if each.name == "channel"), root)


def _date_of(entry: Element) -> str:
    """The day, written 2026-02-01 where it can be read: as it was where the article was published.

    The time zone does not count: feeds often name a wrong one, and the day that readers saw is
    the day as written.
    """
    for name in ("pubDate", "published", "date", "issued", "post_date", "created", "updated"):
        for each in entry.elements:
            written = each.text.strip()
            if each.name == name and written and not _NEVER.search(written):
                return _day_in(written) or written
    return ""


def _day_in(written: str) -> str:
    """The day of an RFC 822 date, however weekday and zone are spelt; empty for another kind."""
    match = _DAY.search(written)
    month = match[2].lower() if match else ""
    if match is None or month not in _MONTHS:
        return ""
    year = int(match[3])
    if year < 100:
        year += 2000 if year < 50 else 1900
    try:
        return date(year, _MONTHS.index(month) + 1, int(match[1])).isoformat()
    except ValueError:
        return ""


def _authors(entry: Element) -> Iterator[str]:
    for each in entry.elements:
        if each.name == "author" and any(each.elements):
            name = mend_line(_first_text(each, "name"))
        elif each.name in ("author", "creator"):
            # RSS 2.0 asks for `name@news.example (The Name)`.
            match = re.fullmatch(r"[^\s@]+@[^\s@]+\s*\((.+)\)", each.text.strip())
            name = mend_line(_plain(match[1] if match else each.text))
        else:
            continue
        if name and "@" not in name:
            yield name


def _categories(entry: Element) -> Iterator[str]:
    for each in entry.elements:
        if each.name in ("category", "subject") and _MEDIA not in each.namespace:
            attributes = each.attributes
            name = attributes.get("label", "") or attributes.get("term", "") or _plain(each.text)
            if mend_line(name):
                yield mend_line(name)


def _enclosures(entry: Element, html: str, resolve: Resolve) -> Iterator[Block]:
    """Files that come with the article and that its text does not show, as links."""
    seen: set[str] = set()
    for each in entry.elements:
        attributes = each.attributes
        is_link = each.name == "link" and attributes.get("rel") == "enclosure"
        is_media = each.name == "content" and _MEDIA in each.namespace
        if not (each.name == "enclosure" or is_link or is_media):
            continue
        address = resolve(attributes.get("url", "") or attributes.get("href", ""))
        if _web(address) and address not in seen and address not in html:
            seen.add(address)
            text = mend_line(urlsplit(address).path.rpartition("/")[2]) or address
            yield Block("paragraph", text, (Mark(0, len(text), "link", address),))


def _first_text(element: Element, name: str) -> str:
    found = next((each for each in element.elements if each.name == name), None)
    return _html_of(found) if found is not None else ""


def _own_text(entry: Element, name: str, namespace: str) -> str:
    return next(
        (
            each.text.strip()
            for each in entry.elements
            if each.name == name and namespace in each.namespace
        ),
        "",
    )
