"""Earlier addresses of articles: pages that lead on, and the rules by which a host does."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from generator.model.artifact import Artifact
from generator.model.config import SiteConfig
from generator.model.explainer import Alias
from generator.model.page import ExplainerPage, Page, PlainTextPage
from generator.model.problem import Checked, Place, Problem, Severity
from generator.stages.strings import Strings
from generator.text.host_files import HEADERS_FILE, REDIRECTS_FILE, Redirect

_PAGE = """<!DOCTYPE html>
<html lang="{code}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'">
<meta http-equiv="refresh" content="0; url={address}">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
</head>
<body>
<p>{text} <a href="{address}">{title}</a></p>
</body>
</html>
"""
"""Has no style and no template: readers see it for an instant, if at all."""
_FILES = (".html", ".htm")
_KEPT = frozenset({HEADERS_FILE, REDIRECTS_FILE, "CNAME", "pagefind", "static", "media", "social"})
"""Files and folders that are made last or not for every site, or have headers of their own."""


@dataclass(frozen=True)
class Moved:
    """Everything that leads from earlier addresses to the pages of today."""

    artifacts: tuple[Artifact, ...] = ()
    redirects: tuple[Redirect, ...] = ()


def lead_on(
    pages: Sequence[Page],
    aliases: Iterable[tuple[str, Sequence[Alias]]],
    files: Collection[str],
    config: SiteConfig,
    strings: Strings,
) -> Checked[Moved]:
    """For each alias a page that leads on, where a file can be one, and a rule for the host.

    `aliases` are those of each article that is shown, by its slug; `files` all else that the site
    has: some hosts follow a rule although there is a file, and the site would be without it.
    """
    by_path = {page.path: page for page in pages if isinstance(page, ExplainerPage | PlainTextPage)}
    taken = {file.casefold() for file in files}
    artifacts: list[Artifact] = []
    redirects: dict[str, Redirect] = {}
    problems: list[Problem] = []
    given: dict[str, tuple[str, Alias]] = {}
    for slug, each in aliases:
        for alias in each:
            if config.base_path != "/" and alias.path.startswith(config.base_path):
                problems.append(_doubled(alias, config.base_path))
            for source, target in _pairs(alias, slug, config):
                if target not in by_path:
                    continue
                file = _file(source)
                if file.casefold() in taken or source.partition("/")[0] in _KEPT:
                    problems.append(_is_taken(alias, source, file))
                    break  # the pages of the other languages are there too, and it is one mistake
                owner, first = given.setdefault(file, (slug, alias))
                if owner != slug:
                    problems.append(_given_twice(alias, first.place))
                    break
                redirects.setdefault(source, _redirect(source, target, config))
                # Of one address with and without a slash at its end, hosts are told both.
                if first is alias and file.endswith(_FILES):
                    html = _html(file, by_path[target], config, strings)
                    artifacts.append(Artifact(file, html.encode(), alias.place.path))
    return Checked(Moved(tuple(artifacts), tuple(redirects.values())), tuple(problems))


def _pairs(alias: Alias, slug: str, config: SiteConfig) -> Iterator[tuple[str, str]]:
    """Earlier and present site path of each page an alias stands for."""
    codes = [language.code for language in config.languages]
    if alias.is_slug:
        for code in (*codes, "both"):
            yield f"{code}/{alias.path}/", f"{code}/{slug}/"
        return
    path = alias.path[1:]
    first = path.partition("/")[0]
    code = first if first in (*codes, "both") else config.source.code
    yield path, f"{code}/{slug}/"


def _file(path: str) -> str:
    """The file that answers for a path; an address without an ending is a folder's."""
    if path.endswith("/"):
        return f"{path}index.html"
    return path if "." in posixpath.basename(path) else f"{path}/index.html"


def _redirect(source: str, target: str, config: SiteConfig) -> Redirect:
    return Redirect(quote(config.base_path + source), quote(config.base_path + target))


def _html(file: str, page: Page, config: SiteConfig, strings: Strings) -> str:
    folder = posixpath.dirname(file)
    address = quote(posixpath.relpath("/" + page.path, "/" + folder)) + "/"
    # An article not translated yet has its Arabic title on its English page too.
    language = page.title.language
    return _PAGE.format(
        code=language.code,
        direction=language.direction,
        address=escape(address),
        title=escape(page.title.text),
        canonical=escape(config.base_url + (page.canonical or page.path)),
        text=escape(strings.text(language, "redirect.moved")),
    )


def _given_twice(alias: Alias, first: Place) -> Problem:
    return Problem(
        "alias-taken",
        f"`aliases`: `{alias.path}` already leads to the article of {first}",
        alias.place,
        "take it out of one of the two",
    )


def _is_taken(alias: Alias, path: str, file: str) -> Problem:
    kind = "page" if file.endswith(_FILES) and path.partition("/")[0] not in _KEPT else "file"
    return Problem(
        "alias-taken",
        f"`aliases`: `/{path}` is the address of a {kind} of the site",
        alias.place,
        "take it out, or rename the folder that has this address today",
    )


def _doubled(alias: Alias, base_path: str) -> Problem:
    """An address copied from the host's root: it would be answered at `/news/news/`."""
    return Problem(
        "doubled-alias",
        f"`aliases`: `{alias.path}` has the path of `base_url` in it, which comes before it anyway",
        alias.place,
        f"write `/{alias.path.removeprefix(base_path)}` where the site's own address is meant",
        Severity.WARNING,
    )
