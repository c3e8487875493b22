"""A feed as Atom (RFC 4287) and as JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from generator.model.entry import Provenance
from generator.model.feed import Feed, FeedEntry
from generator.model.language import Language
from generator.model.page import Site
from generator.searching.packing import compact
from generator.stages.layout import HOW_WE_TRANSLATE
from generator.stages.strings import Strings
from generator.stages.structured import MACHINE, PARTLY_MACHINE
from generator.text.xml_text import append, print_xml, xml_text

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
ATOM_TYPE = "application/atom+xml"
JSON_TYPE = "application/feed+json"
_DIGITAL_SOURCE = "https://schema.org/digitalSourceType"
"""Scheme of the category that says a machine has translated: the word the pages use for it."""


def atom_feed(feed: Feed, site: Site, strings: Strings, icon: str) -> bytes:
    """The Atom document; `icon` is the address of an image, or empty."""
    return print_xml(_Atom(feed, site, strings, icon).write())


class _Atom:
    def __init__(self, feed: Feed, site: Site, strings: Strings, icon: str) -> None:
        self.feed = feed
        self.site = site
        self.strings = strings
        self.icon = icon
        self.language = feed.language
        self.home = site.base_url + feed.folder

    def write(self) -> ET.Element:
        feed = self.feed
        root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": self.language.code})
        append(root, "id", feed.id)
        append(root, "title", feed.title, type="text")
        append(root, "subtitle", feed.description, type="text")
        append(root, "updated", _instant(feed.updated))
        self._link(root, "self", self.home + "feed.xml", ATOM_TYPE, self.language)
        self._link(root, "alternate", self.home, "text/html", self.language)
        self._link(root, "alternate", self.home + "feed.json", JSON_TYPE, self.language)
        other = self.site.other(self.language)
        # `related`, for programs that take the last `alternate` to be the page, whatever its
        # language (feedparser does).
        folder = other.code + feed.folder.removeprefix(self.language.code)
        self._link(root, "related", f"{self.site.base_url}{folder}feed.xml", ATOM_TYPE, other)
        self._licence(root)
        author = append(root, "author")
        append(author, "name", self.site.title.shown(self.language).text)
        append(author, "uri", self.site.base_url)
        name, _, version = self.site.generator.partition(" ")
        append(root, "generator", name, version=version)
        if self.icon:
            append(root, "icon", self.icon)
        for entry in feed.entries:
            self._entry(append(root, "entry", xml_lang=self.language.code), entry)
        return root

    def _entry(self, element: ET.Element, entry: FeedEntry) -> None:
        append(element, "id", entry.id)
        title = append(element, "title", entry.title, type="text")
        if entry.title_language.code != self.language.code:
            title.set("xml:lang", entry.title_language.code)
        append(element, "published", _instant(entry.published))
        append(element, "updated", _instant(entry.updated))
        self._link(element, "alternate", entry.url, "text/html", self.language)
        if entry.translation:
            other = self.site.other(self.language)
            self._link(element, "related", entry.translation, "text/html", other)
        self._licence(element)
        for name in entry.authors:
            append(append(element, "author"), "name", name)
        scheme = f"{self.site.base_url}{self.language.code}/topics/"
        for slug, name in entry.topics:
            append(element, "category", term=slug, scheme=scheme, label=name)
        machine = machine_note(entry.provenance, self.language, self.strings)
        if machine:
            term, label = machine
            append(element, "category", term=term, scheme=_DIGITAL_SOURCE, label=label)
        if entry.summary:
            append(element, "summary", entry.summary, type="text")
        append(element, "content", entry.html, type="html")

    def _licence(self, parent: ET.Element) -> None:
        """The licence in words and, where it has an address, as a link (RFC 4946)."""
        site = self.site
        if site.licence_name:
            append(parent, "rights", site.licence_name, type="text")
        if site.licence_url:
            append(parent, "link", rel="license", href=site.licence_url)

    def _link(
        self, parent: ET.Element, relation: str, address: str, kind: str, language: Language
    ) -> None:
        append(parent, "link", rel=relation, type=kind, hreflang=language.code, href=address)


def json_feed(feed: Feed, site: Site, strings: Strings, icon: str) -> bytes:
    """The JSON Feed; `icon` is the address of an image, or empty."""
    home = site.base_url + feed.folder
    whole: dict[str, Any] = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": home,
        "feed_url": home + "feed.json",
        "description": feed.description,
        **({"icon": icon} if icon else {}),
        "authors": [
            {"name": site.title.shown(feed.language).text, "url": site.base_url},
        ],
        "language": feed.language.code,
        "_dragoman": {
            "generator": site.generator,
            **_about(site, feed.language),
            **({"licence": _licence(site)} if site.licence_name else {}),
        },
        "items": [_item(entry, feed.language, site, strings) for entry in feed.entries],
    }
    return compact(_clean(whole)) + b"\n"


def _item(entry: FeedEntry, language: Language, site: Site, strings: Strings) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        **({"summary": entry.summary} if entry.summary else {}),
        **({"image": entry.image} if entry.image else {}),
        "date_published": _instant(entry.published),
        "date_modified": _instant(entry.updated),
        **({"authors": [{"name": name} for name in entry.authors]} if entry.authors else {}),
        "tags": [name for _, name in entry.topics],
        "language": language.code,
        "_dragoman": _extension(entry, language, site, strings),
    }


def _extension(
    entry: FeedEntry, language: Language, site: Site, strings: Strings
) -> dict[str, Any]:
    """What JSON Feed has no word for: the translation, and how it was made."""
    extension: dict[str, Any] = dict(_about(site, language))
    if entry.translation:
        extension["other_language"] = {
            "language": site.other(language).code,
            "url": entry.translation,
        }
    provenance = entry.provenance
    if provenance:
        extension["translation"] = provenance.summary
        extension["passages"] = {
            state: count for state, count in sorted(provenance.counts.items()) if count
        }
        if provenance.last_review:
            extension["last_review"] = provenance.last_review.iso
    machine = machine_note(provenance, language, strings)
    if machine:
        extension["digital_source_type"], extension["note"] = machine
    return extension


def machine_note(
    provenance: Provenance | None, language: Language, strings: Strings
) -> tuple[str, str] | None:
    """The address of the kind of source, and a sentence on it; None where no machine's text is
    left, or the text is the original."""
    count = provenance.counts.get("machine", 0) if provenance else 0
    if provenance is None or not count:
        return None
    is_all = provenance.summary == "machine"
    key = "provenance.credit_machine" if is_all else "provenance.credit_partly"
    sentence = strings.text(language, key, n=provenance.total, count=count)
    return (MACHINE if is_all else PARTLY_MACHINE), sentence


def _about(site: Site, language: Language) -> dict[str, str]:
    """The page that tells readers what the words of the extension mean, where there is one."""
    has_page = any(link.slug == HOW_WE_TRANSLATE for link in site.menu)
    return {"about": f"{site.base_url}{language.code}/{HOW_WE_TRANSLATE}/"} if has_page else {}


def _licence(site: Site) -> dict[str, str]:
    return {"name": site.licence_name, **({"url": site.licence_url} if site.licence_url else {})}


def _clean(value: Any) -> Any:
    """The same without characters that the Atom feed cannot hold: both tell the same."""
    if isinstance(value, str):
        return xml_text(value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    return value


def _instant(day: str) -> str:
    """A day as the moment it begins, in universal time (RFC 3339)."""
    return f"{day}T00:00:00Z"
