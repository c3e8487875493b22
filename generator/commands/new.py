"""`dragoman new`: the folder of a new explainer or plain page, ready to be written in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from generator.adapters.files import read_sources, today
from generator.adapters.scaffold import place_files, read_templates
from generator.build import read_site
from generator.importing.folder import scalar
from generator.importing.slugs import slug_from, unique
from generator.model.problem import Place, Problem, UserError
from generator.model.source import Sources
from generator.stages.layout import EXPLAINERS, PAGES, RESERVED
from generator.text.fields import SLUG
from generator.text.scaffold import (
    FIRST_WAITS,
    HEADING_WAITS,
    PAGE_TITLE_WAITS,
    SUMMARY_WAITS,
    TITLE_WAITS,
    fill,
)

_EXPLAINER = {"meta.yaml": "new/meta.yaml", "article.ar.md": "new/article.ar.md"}
_PAGE = {"meta.yaml": "new/page-meta.yaml", "article.ar.md": "new/article.ar.md"}
_TITLES = {EXPLAINERS: TITLE_WAITS, PAGES: PAGE_TITLE_WAITS}


def run(site: Path, slug: str, *, title: str, is_page: bool) -> int:
    """0 when the folder was made; raises UserError, with nothing written, otherwise."""
    sources = read_sources(site, drafts=True)
    read = read_site(sources)
    if read.value is None:
        raise UserError(read.problems)
    config, _ = read.value
    home = PAGES if is_page else EXPLAINERS
    problems = tuple(_faults(slug, home, sources, site))
    if problems:
        raise UserError(problems)
    values = {
        "TITLE": scalar(" ".join(title.split()) or _TITLES[home]),
        "SUMMARY": scalar(SUMMARY_WAITS),
        "TODAY": today().isoformat(),
        "TOPICS": _choice([topic.slug for topic in config.topics], "topics"),
        "PEOPLE": _choice([person.key for person in config.people], "people"),
        "FIRST": FIRST_WAITS,
        "HEADING": HEADING_WAITS,
    }
    templates = read_templates()
    kinds = _PAGE if is_page else _EXPLAINER
    files = {name: fill(templates[path], values).encode() for name, path in kinds.items()}
    _refuse_faulty(sources, files, f"{home}/{slug}")
    folder = site / home / slug
    try:
        place_files(folder, files)
    except OSError as error:
        message = f"this cannot be written: {error.strerror or error}"
        raise UserError([Problem("new-failed", message, Place(f"{home}/{slug}"))]) from error
    for name in files:
        sys.stdout.write(f"{home}/{slug}/{name}\n")
    if is_page:
        sys.stdout.write("on show with the next build: write it, then `dragoman sync`\n")
    else:
        sys.stdout.write(
            "a draft: write it, fill in meta.yaml, look at it with `dragoman serve --drafts`, "
            "then set `status: published`\n"
        )
    return 0


def _faults(slug: str, home: str, sources: Sources, site: Path) -> Iterator[Problem]:
    taken = {*RESERVED, *sources.folders(EXPLAINERS), *sources.folders(PAGES)}
    proposal = unique(slug_from(slug), taken)
    place = Place(f"{home}/{slug}")
    if not SLUG.fullmatch(slug):
        message = f"`{slug}` cannot be part of an address"
        hint = f"use small Latin letters, digits and single hyphens, such as `{proposal}`"
        yield Problem("bad-slug", message, Place(home), hint)
    elif slug in RESERVED:
        message = f"`{slug}` is the address of a page that every site has"
        yield Problem("reserved-slug", message, place, f"choose another, such as `{proposal}`")
    elif slug in taken or (site / home / slug).exists():
        message = "an explainer or a page of this name is there already, and is left as it is"
        yield Problem("new-exists", message, place, f"choose another, such as `{proposal}`")


def _refuse_faulty(sources: Sources, files: dict[str, bytes], folder: str) -> None:
    """Refuse what would stop the next build, such as a title with a control character."""
    new = {f"{folder}/{name}": content for name, content in files.items()}
    read = read_site(Sources({**sources.files, **new}, today=sources.today, drafts=True))
    own = [each for each in read.problems if each.is_error and each.place.path in new]
    if own:
        raise UserError(own)


def _choice(names: list[str], key: str) -> str:
    """For a comment: what may stand in the list."""
    return f"of site.toml: {', '.join(names)}" if names else f"site.toml lists no {key} yet"
