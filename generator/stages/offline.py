"""`sw.js`: the service worker that keeps pages for reading offline, or the one that ends it.

https://www.w3.org/TR/service-workers/. It is always published: a browser that has once got the
worker of a site asks for that address until it finds another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from rjsmin import jsmin

from generator.model.artifact import Artifact
from generator.model.config import SiteConfig
from generator.model.page import ExplainerPage, Page
from generator.model.source import Sources
from generator.stages.assets import Assets, digest

WORKER = "sw.js"
OFFLINE_PAGE = "offline/"
"""A folder: some hosts lead from `x.html` to `x`, and browsers refuse a kept redirect."""
_KEEPER, _TOMBSTONE = "offline/keeper.js", "offline/tombstone.js"
_LARGEST = 256 * 1024
"""Bytes of a file of the theme that every reader's device is made to keep."""
_NOT_NEEDED = ("search/", ".txt")


def worker_file(
    pages: Sequence[Page],
    rendered: Sequence[Artifact],
    assets: Assets,
    config: SiteConfig,
    sources: Sources,
) -> Artifact:
    """The worker, with the list of what it keeps in advance, or its tombstone.

    Its version is a digest of all it keeps in advance: a browser takes the worker for new when one
    byte of it differs, and only then.
    """
    name = _KEEPER if config.offline.enabled else _TOMBSTONE
    script = jsmin(sources.theme[name].decode())
    if not config.offline.enabled:
        return Artifact(WORKER, script.encode(), f"templates/{name}")
    contents = {each.path: each.content for each in (*rendered, *assets.artifacts)}
    homes = ["", *(f"{language.code}/" for language in config.languages)]
    newest = {
        language.code: _newest(pages, language.code, config.offline.newest)
        for language in config.languages
    }
    shell = [OFFLINE_PAGE, *homes, *_needed(assets)]
    kept = [*shell, *(path for paths in newest.values() for path in paths)]
    told = {
        "version": digest([script.encode(), *(contents[_file(path)] for path in kept)]),
        "base": urlsplit(config.base_url).path or "/",
        "offline": OFFLINE_PAGE,
        "shell": shell,
        "newest": newest,
        "pages": config.offline.pages,
    }
    head = f"const site={json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"
    return Artifact(WORKER, (head + script).encode(), f"templates/{name}")


def _newest(pages: Sequence[Page], language: str, count: int) -> list[str]:
    paths = (
        page.path
        for page in pages
        if isinstance(page, ExplainerPage)
        and page.view == "single"
        and page.language.code == language
    )
    return [path for path, _ in zip(paths, range(count), strict=False)]


def _needed(assets: Assets) -> Iterator[str]:
    """Files of the theme that pages are made of; what only the search loads comes when it does."""
    for each in assets.artifacts:
        name = each.path.removeprefix(assets.folder)
        is_needed = not (name.startswith(_NOT_NEEDED[0]) or name.endswith(_NOT_NEEDED[1]))
        if is_needed and len(each.content) <= _LARGEST:
            yield each.path


def _file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") or not path else path
