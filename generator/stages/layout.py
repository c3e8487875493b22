"""Where things stand: folders of content, addresses of pages, and links between them."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable

import imagesize

from generator.model.language import Language
from generator.model.source import Sources
from generator.text.nearest import nearest

EXPLAINERS = "content/explainers"
PAGES = "content/pages"
GLOSSARY = "content/glossary.yaml"
HOW_WE_TRANSLATE = "how-we-translate"
"""Slug of the plain page that tells readers how the English is made, where a site has one."""
GLOSSARY_TARGET = "content/glossary.en.md"
RESERVED = frozenset({"topics", "timeline", "glossary", "search", "static", "media", "pagefind"})
IMAGE_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
_ARTICLE = re.compile(r"/article\.(?:ar|en)\.md$")
_TO_ROOT = "../../"
"""From an explainer's or a plain page's address to the site's root."""


def media_path(slug: str, name: str) -> str:
    """Site path of an image of an article."""
    return f"media/{slug}/{name}"


def image_size(sources: Sources, path: str) -> tuple[int, int]:
    """Width and height of an image in pixels, 0 where its file does not say."""
    raw = sources.files.get(path, b"")
    width, height = imagesize.get(io.BytesIO(raw)) if raw else (0, 0)
    return max(0, round(width)), max(0, round(height))


def measurer(sources: Sources, folder: str) -> Callable[[str], tuple[int, int]]:
    """Tells the size of an image by its address in an article in `folder`."""
    return lambda address: image_size(sources, posixpath.normpath(posixpath.join(folder, address)))


def resolver(sources: Sources, folder: str, language: Language) -> Callable[[str], str | None]:
    """Turns a relative link of an article in `folder` into a page's or an image's address.

    The address is relative to an explainer's page (`ar/water/`), as all three views of it
    are equally deep.
    """
    explainers = sources.folders(EXPLAINERS)
    pages = sources.folders(PAGES)
    slug = folder.rpartition("/")[2]

    def resolve(address: str) -> str | None:
        path, hash_sign, anchor = address.partition("#")
        full = posixpath.normpath(posixpath.join(folder, path))
        if full.startswith(folder + "/") and full.lower().endswith(IMAGE_SUFFIXES):
            found = full in sources.files
            return _TO_ROOT + media_path(slug, full[len(folder) + 1 :]) if found else None
        if full in (GLOSSARY, GLOSSARY_TARGET):
            return f"{_TO_ROOT}{language.code}/glossary/{hash_sign}{anchor}"
        home, _, name = _ARTICLE.sub("", full).rpartition("/")
        known = explainers if home == EXPLAINERS else pages if home == PAGES else ()
        return f"{_TO_ROOT}{language.code}/{name}/{hash_sign}{anchor}" if name in known else None

    return resolve


def suggester(sources: Sources, folder: str) -> Callable[[str], str]:
    """Says what a link of an article in `folder` that leads nowhere probably means."""

    def suggest(address: str) -> str:
        path, hash_sign, anchor = address.partition("#")
        full = posixpath.normpath(posixpath.join(folder, path))
        slug = _ARTICLE.sub("", full).rpartition("/")[2]
        known = {
            name: posixpath.relpath(f"{home}/{name}", folder)
            for home in (PAGES, EXPLAINERS)
            for name in sources.folders(home)
        }
        near = slug if slug in known else nearest(slug, sorted(known))
        return f"did you mean `{known[near]}/{hash_sign}{anchor}`?" if near else ""

    return suggest
