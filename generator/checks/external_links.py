"""Every link that leads off the site, and where it is written: texts, sources, the licence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag, urlsplit

from generator.model.config import SiteConfig
from generator.model.explainer import Paired, Translated
from generator.model.problem import Place
from generator.model.web import WrittenLink
from generator.text.markdown import References, tokens_of
from generator.text.written_places import find_written


def external_links(
    paired: Paired, config: SiteConfig, files: Mapping[str, bytes]
) -> tuple[WrittenLink, ...]:
    """Each link once for every place, in the order of the places; drafts too.

    `files` are the sources, in which the places are looked for. What leads to the site itself is
    checked when it is built.
    """
    found = [*_of_config(config, files), *_of_sources(paired, files)]
    for translated in paired.articles:
        found += _of_texts(translated, files)
    own = urlsplit(config.base_url).netloc.lower()
    links = {
        WrittenLink(urldefrag(address).url, place)
        for address, place in ((_whole(address), place) for address, place in found)
        if _is_web(address) and urlsplit(address).netloc.lower() != own
    }
    return tuple(sorted(links, key=lambda link: (link.place, link.address)))


def _whole(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _of_config(config: SiteConfig, files: Mapping[str, bytes]) -> Iterator[tuple[str, Place]]:
    if config.licence.url:
        yield config.licence.url, _place(config.licence.url, "site.toml", 1, files)


def _of_sources(paired: Paired, files: Mapping[str, bytes]) -> Iterator[tuple[str, Place]]:
    for explainer, _ in paired.explainers:
        for source in explainer.meta.sources:
            if source.url:
                yield source.url, _place(source.url, source.place.path, source.place.line, files)


def _of_texts(translated: Translated, files: Mapping[str, bytes]) -> Iterator[tuple[str, Place]]:
    article = translated.article
    for segment in translated.segments:
        for block in segment.sources:
            for address in _addresses(block.text, article.references):
                yield address, _place(address, article.source_path, block.line, files)
        for address in _addresses(segment.target, article.references):
            yield address, _place(address, article.target_path, segment.line + 1, files)


def _addresses(text: str, references: References) -> Iterator[str]:
    if "://" not in text and "[" not in text:
        return
    for token in tokens_of(text, references):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs.get("href", ""))


def _place(address: str, path: str, line: int, files: Mapping[str, bytes]) -> Place:
    """Where it is written from this line on, else in the file at all, else the line itself."""
    text = files[path].decode("utf-8", "replace") if path in files else ""
    return (
        find_written(address, path, text, line)
        or find_written(address, path, text)
        or Place(path, line)
    )
