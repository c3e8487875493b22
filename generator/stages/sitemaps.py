"""What search engines are told of the site: its sitemaps and robots.txt; docs/feeds.md.

https://www.sitemaps.org/protocol.html, the extension for other languages
(https://developers.google.com/search/docs/specialty/international/localized-versions) and the one
for news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from generator.model.artifact import Artifact
from generator.model.config import SiteConfig
from generator.model.page import (
    ExplainerPage,
    FrontPage,
    HomePage,
    Linked,
    Page,
    Site,
    TimelinePage,
    TopicPage,
)
from generator.stages.changes import explainers_in, first_day, last_change
from generator.text.xml_text import append, print_xml

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
SITEMAP_FILE = "sitemap.xml"
NEWS_FILE = "sitemap-news.xml"
ROBOTS_FILE = "robots.txt"
ORIGIN = "site.toml"

MOST_ADDRESSES = 50_000
"""In one sitemap, and sitemaps in one index."""
MOST_BYTES = 50 * 1024 * 1024
"""In one sitemap, uncompressed."""
MOST_NEWS = 1000
NEWS_DAYS = 2
_SAFE = "/-._~!$&'()*+,;=:@%#?[]"
_FRAME = 512
"""Bytes left for the declaration and the root element of a sitemap; they need fewer."""


@dataclass(frozen=True)
class Address:
    """A page that search engines should list."""

    url: str
    last_change: str
    """ISO 8601 day, empty where it is not known."""
    alternates: tuple[tuple[str, str], ...] = ()
    """`hreflang` and address of each language it exists in, itself and `x-default` included."""


def sitemap_files(linked: Linked, config: SiteConfig, today: date) -> Iterator[Artifact]:
    """`sitemap.xml`, the parts it names where one file cannot hold all, and `robots.txt`; where
    the site asks for it, a sitemap of the news of the last two days too."""
    site = linked.site
    for name, content in split_sitemap(addresses(linked), site.base_url):
        yield Artifact(name, content, ORIGIN)
    names = [SITEMAP_FILE]
    if config.news_sitemap:
        names.append(NEWS_FILE)
        yield Artifact(NEWS_FILE, news_sitemap(linked, today), ORIGIN)
    robots = robots_text([site.base_url + name for name in names])
    yield Artifact(ROBOTS_FILE, robots.encode(), ORIGIN)


def addresses(linked: Linked) -> tuple[Address, ...]:
    """Every page that may be listed under its own address, in the order of the site's pages."""
    site = linked.site
    changes = {
        language.code: {
            slug: last_change(page.explainer, language, site)
            for slug, page in explainers_in(linked.pages, language).items()
        }
        for language in site.languages
    }
    return tuple(
        Address(
            _written(site.base_url + page.path),
            _last_change_of(page, changes, site),
            tuple((code, _written(site.base_url + path)) for code, path in page.listed_alternates),
        )
        for page in linked.pages
        if page.indexable and page.canonical in ("", page.path)
    )


def _last_change_of(page: Page, changes: Mapping[str, Mapping[str, str]], site: Site) -> str:
    """The last change of the explainers on it; of glossary and plain pages, none is known."""
    slugs: Iterable[str]
    if isinstance(page, ExplainerPage):
        slugs = [page.explainer.card.slug]
    elif isinstance(page, FrontPage | HomePage | TopicPage):
        slugs = [each.slug for each in page.explainers]
    elif isinstance(page, TimelinePage):
        years = page.groups or page.timeline.years
        slugs = [event.explainer.slug for group in years for event in group.events]
    else:
        return ""
    # Of an untranslated explainer, lists in the other language show the original's title.
    original = changes[site.source.code]
    here = changes[page.language.code]
    return max((here.get(slug, original.get(slug, "")) for slug in slugs), default="")


def split_sitemap(
    listed: Sequence[Address],
    base_url: str,
    most: int = MOST_ADDRESSES,
    most_bytes: int = MOST_BYTES,
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file: `sitemap.xml`, or an index of that name and its parts
    `sitemap-1.xml` and so on, each within both limits."""
    parts = tuple(_parts(listed, most, most_bytes))
    if len(parts) <= 1:
        yield SITEMAP_FILE, _sitemap(listed)
        return
    index = ET.Element("sitemapindex", xmlns=SITEMAP)
    for number, part in enumerate(parts, 1):
        name = f"sitemap-{number}.xml"
        yield name, _sitemap(part)
        entry = append(index, "sitemap")
        append(entry, "loc", _written(base_url + name))
        changed = max(each.last_change for each in part)
        if changed:
            append(entry, "lastmod", changed)
    yield SITEMAP_FILE, print_xml(index)


def _parts(listed: Sequence[Address], most: int, most_bytes: int) -> Iterator[Sequence[Address]]:
    first, size = 0, _FRAME
    for number, each in enumerate(listed):
        length = _length(each)
        if number > first and (number - first == most or size + length > most_bytes):
            yield listed[first:number]
            first, size = number, _FRAME
        size += length
    if first < len(listed):
        yield listed[first:]


def _length(address: Address) -> int:
    """Bytes it takes in a sitemap, or a few more: every line is one of ASCII and indented."""
    links = sum(len(code) + len(_attribute(url)) + 64 for code, url in address.alternates)
    return len(_attribute(address.url)) + links + 96


def _attribute(url: str) -> str:
    return url.replace("&", "&amp;")


def _sitemap(listed: Iterable[Address]) -> bytes:
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for each in listed:
        entry = append(root, "url")
        append(entry, "loc", each.url)
        if each.last_change:
            append(entry, "lastmod", each.last_change)
        for code, url in each.alternates:
            append(entry, "xhtml:link", rel="alternate", hreflang=code, href=url)
    return print_xml(root)


def news_sitemap(linked: Linked, today: date) -> bytes:
    """The explainers that readers first saw on `today` or the day before, in each language: the
    newest thousand pages. None of them is older than two days, whatever the hour."""
    site = linked.site
    oldest = (today - timedelta(days=NEWS_DAYS - 1)).isoformat()
    found = [
        page
        for language in site.languages
        for page in explainers_in(linked.pages, language).values()
        if oldest <= first_day(page.explainer.card) <= today.isoformat()
    ]
    found.sort(key=lambda page: first_day(page.explainer.card), reverse=True)
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:news": NEWS})
    for page in found[:MOST_NEWS]:
        entry = append(root, "url")
        append(entry, "loc", _written(site.base_url + page.path))
        news = append(entry, "news:news")
        publication = append(news, "news:publication")
        append(publication, "news:name", site.title.shown(page.language).text)
        append(publication, "news:language", page.language.code)
        append(news, "news:publication_date", first_day(page.explainer.card))
        append(news, "news:title", page.title.text)
    return print_xml(root)


def robots_text(sitemaps: Iterable[str]) -> str:
    """Everybody may read everything (RFC 9309), and here is what there is to read."""
    named = "".join(f"Sitemap: {_written(each)}\n" for each in sitemaps)
    return f"User-agent: *\nAllow: /\n\n{named}"


def _written(url: str) -> str:
    """The address as the protocol asks for it: escaped to ASCII (RFC 3986), the host too."""
    parts = urlsplit(url)
    host = parts.netloc
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    return quote(parts._replace(netloc=host).geturl(), safe=_SAFE)
