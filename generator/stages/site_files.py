"""What browsers ask of a whole site: its search, and how it is installed; docs/feeds.md.

OpenSearch description documents
(https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md) and web application
manifests (https://www.w3.org/TR/appmanifest/), one of each in each language.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from generator.model.artifact import Artifact
from generator.model.language import Language
from generator.model.page import Site
from generator.model.source import Sources
from generator.text.xml_text import append, print_xml

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SEARCH_FILE = "opensearch.xml"
MANIFEST_FILE = "site.webmanifest"
ORIGIN = "site.toml"

_MOST_SHORT = 16
"""Letters of a short name (OpenSearch 1.1, ShortName), and what a home screen shows at best."""
_MOST_LONG = 48
_MOST_DESCRIPTION = 1024
_PAPER = "#fcfaf6"
"""Of light pages in style.css, shown while an installed site loads."""
_ICONS = (
    ("icon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""File in `static/`, sizes, type and purpose."""


def site_files(site: Site, sources: Sources) -> Iterator[Artifact]:
    """Both files of each language."""
    static = {path.removeprefix("static/") for path in sources.theme if path.startswith("static/")}
    for language in site.languages:
        folder = f"{language.code}/"
        search = search_description(site, language, static)
        yield Artifact(folder + SEARCH_FILE, search, ORIGIN)
        manifest = json.dumps(web_manifest(site, language, static), ensure_ascii=False, indent=1)
        yield Artifact(folder + MANIFEST_FILE, f"{manifest}\n".encode(), ORIGIN)


def search_description(site: Site, language: Language, static: Collection[str]) -> bytes:
    """How a browser searches the site in this language; `static` are the theme's files."""
    title = site.title.shown(language).text
    home = f"{site.base_url}{language.code}/"
    root = ET.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    append(root, "ShortName", shortened(title, _MOST_SHORT))
    if len(title) > _MOST_SHORT:
        append(root, "LongName", shortened(title, _MOST_LONG))
    description = site.description.shown(language).text or title
    append(root, "Description", shortened(description, _MOST_DESCRIPTION))
    append(root, "Url", type="text/html", template=f"{home}search/?q={{searchTerms}}")
    append(
        root, "Url", type="application/opensearchdescription+xml", rel="self",
        template=home + SEARCH_FILE,
    )  # fmt: skip
    if "icon.svg" in static:
        append(root, "Image", f"{site.base_url}{site.static}icon.svg", type="image/svg+xml")
    append(root, "Language", language.code)
    append(root, "InputEncoding", "UTF-8")
    append(root, "OutputEncoding", "UTF-8")
    return print_xml(root)


def web_manifest(site: Site, language: Language, static: Collection[str]) -> dict[str, Any]:
    """How the site is installed in this language.

    Every address is relative to the manifest's own, so that it holds at any base path. There is no
    `id`: one would be joined to the host's root, not to the manifest; without it, the start
    address stands for the site.
    """
    title = site.title.shown(language)
    return {
        "name": title.text,
        "short_name": shortened(title.text, _MOST_SHORT),
        "description": site.description.shown(language).text,
        "lang": language.code,
        "dir": language.direction,
        "start_url": "./",
        # The other language and the pages side by side belong to it too.
        "scope": "../",
        "display": "minimal-ui",
        "background_color": _PAPER,
        "theme_color": site.accent,
        "icons": [
            {"src": f"../{site.static}{name}", "sizes": sizes, "type": kind, "purpose": purpose}
            for name, sizes, kind, purpose in _ICONS
            if name in static
        ],
    }


def shortened(text: str, most: int) -> str:
    """At most so many letters of the text: whole words where the first of them fits."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0] if text[most] != " " else text[:most]
    return (words or text[:most]).rstrip()
