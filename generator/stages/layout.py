"""Where things stand: folders of content, addresses of pages, and links between them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from generator.model.language import Language
from generator.model.picture_files import PictureFiles
from generator.model.source import Sources
from generator.stages.pictures import plan
from generator.text.nearest import nearest

EXPLAINERS = "content/explainers"
PAGES = "content/pages"
GLOSSARY = "content/glossary.yaml"
HOW_WE_TRANSLATE = "how-we-translate"
"""Slug of the plain page that tells readers how the English is made, where a site has one."""
GLOSSARY_TARGET = "content/glossary.en.md"
RESERVED = frozenset({"topics", "timeline", "glossary", "search", "static", "media", "pagefind"})
IMAGE_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
OTHER_IMAGES = (".heic", ".heif", ".tif", ".tiff", ".bmp", ".jfif", ".jxl", ".raw", ".dng", ".psd")
"""What cameras and programs save, and browsers do not show."""
SAVE_ANEW = "browsers do not show such files: save it as JPEG, PNG, WebP or AVIF"
_ARTICLE = re.compile(r"/article\.(?:ar|en)\.md$")
TO_ROOT = "../../"
"""From an explainer's or a plain page's address to the site's root."""


def media_folder(slug: str) -> str:
    """Site path of the folder with the images of an article."""
    return f"media/{slug}"


def picture_at(sources: Sources, path: str) -> PictureFiles | None:
    """What is published of the image at this path of the content, None where there is none."""
    content = sources.files.get(path)
    parts = path.split("/")
    if content is None or len(parts) < 4 or not path.lower().endswith(IMAGE_SUFFIXES):
        return None
    return plan(path, content, media_folder(parts[2]))


def pictures(sources: Sources, folder: str) -> Callable[[str], PictureFiles | None]:
    """Finds what is published of an image by its address in an article in `folder`."""
    return lambda address: _image_in(sources, folder, address)


def _image_in(sources: Sources, folder: str, address: str) -> PictureFiles | None:
    """The image in `folder` that an article names, as written or with its letters encoded
    (RFC 3986), as Markdown does with Arabic ones."""
    for written in dict.fromkeys((address, unquote(address))):
        full = posixpath.normpath(posixpath.join(folder, written.partition("#")[0]))
        if full.startswith(folder + "/") and (found := picture_at(sources, full)):
            return found
    return None


def resolver(sources: Sources, folder: str, language: Language) -> Callable[[str], str | None]:
    """Turns a relative link of an article in `folder` into a page's or an image's address.

    The address is relative to an explainer's page (`ar/water/`), as all three views of it
    are equally deep.
    """
    explainers = sources.folders(EXPLAINERS)
    pages = sources.folders(PAGES)

    def resolve(address: str) -> str | None:
        path, hash_sign, anchor = address.partition("#")
        full = posixpath.normpath(posixpath.join(folder, path))
        if full.startswith(folder + "/") and full.lower().endswith(IMAGE_SUFFIXES):
            found = _image_in(sources, folder, address)
            return TO_ROOT + found.path if found else None
        if full in (GLOSSARY, GLOSSARY_TARGET):
            return f"{TO_ROOT}{language.code}/glossary/{hash_sign}{anchor}"
        home, _, name = _ARTICLE.sub("", full).rpartition("/")
        known = explainers if home == EXPLAINERS else pages if home == PAGES else ()
        return f"{TO_ROOT}{language.code}/{name}/{hash_sign}{anchor}" if name in known else None

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


def image_suggester(sources: Sources, folder: str) -> Callable[[str], str]:
    """Says what an image of an article in `folder` that is not there probably means."""

    def suggest(address: str) -> str:
        name = unquote(address)
        if name.lower().endswith(OTHER_IMAGES):
            return SAVE_ANEW
        paths = [path for path in sources.under(folder) if path.lower().endswith(IMAGE_SUFFIXES)]
        known = sorted(path[len(folder) + 1 :] for path in paths)
        folded = {each.casefold(): each for each in known}
        near = folded.get(name.casefold()) or nearest(name, known)
        return f"did you mean `{near}`?" if near else ""

    return suggest
