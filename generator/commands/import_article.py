"""`dragoman import`: raw articles in, new explainer folders out, or nothing at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from generator.adapters.import_folder import (
    LARGEST,
    TooLargeError,
    is_inside,
    list_files,
    read_limited,
)
from generator.checks.files import unsafe_images
from generator.importing.compose import Surroundings, compose
from generator.importing.earlier import page_key
from generator.importing.folder import Imported, article_text, meta_text
from generator.importing.inputs import IN_FOLDERS, Ways, read_input, settle_links
from generator.importing.raw import RawArticle
from generator.importing.slugs import is_slug, slug_from, unique
from generator.model.config import SiteConfig
from generator.model.explainer import Term
from generator.model.problem import Checked, Place, Problem, Severity, UserError
from generator.model.source import Sources
from generator.stages.layout import IMAGE_SUFFIXES, RESERVED

EXPLAINERS = "content/explainers"
_PAGES = "content/pages"


def import_file(
    site: Path,
    file: Path,
    *,
    slug: str | None,
    fields: Mapping[str, str],
    only: range | None,
    skip_bad: bool,
    config: SiteConfig,
    terms: Sequence[Term],
    today: date,
    aliases: Collection[str] = (),
) -> Checked[tuple[str, ...]]:
    """The paths of the files written, relative to the site; `file` may be a folder of files.

    One error, and nothing is written; with `skip_bad` articles that are at fault are left out
    and their errors become warnings. `aliases` are the earlier addresses that the site has.
    """
    path = _shown(file, site)
    folder = file if file.is_dir() else file.parent
    ways = Ways(
        fields,
        only,
        config.base_path,
        urlsplit(config.base_url).hostname or "",
        lambda inner: _is_image(folder, inner),
    )
    read = _read_folder(file, path, ways) if file.is_dir() else _read(file, path, file.name, ways)
    if not read.value and not read.has_errors:
        message = "there is no article in this file, or none in the lines asked for"
        if file.is_dir():
            message = f"there is no article in this folder: no file with {_endings()}"
        return Checked((), (*read.problems, Problem("import-empty", message, Place(path))))
    drafts, problems = _compose_all(read.value, Surroundings(config, terms, today), slug, site)
    drafts, clashes = _without_clashes(drafts, site)
    drafts, given = _without_given_aliases(drafts, aliases)
    images, spoilt = _images_of(drafts, folder, path)
    faults_of_slug = _faults_of_slug(slug)
    problems = (*faults_of_slug, *read.problems, *problems, *clashes, *given, *spoilt)
    if any(problem.is_error for problem in problems):
        if not (skip_bad and drafts) or faults_of_slug:
            return Checked((), problems)
        problems = tuple(_as_warning(problem) for problem in problems)
    return Checked(_write(drafts, images, site), problems)


def _endings() -> str:
    *others, last = sorted(IN_FOLDERS)
    return f"{', '.join(others)} or {last}"


def _shown(file: Path, site: Path) -> str:
    """The path under which problems name `file`: relative to the site when it lies in it."""
    try:
        return file.resolve().relative_to(site.resolve()).as_posix()
    except ValueError:
        return str(file)


def _is_image(folder: Path, inner: str) -> bool:
    return inner.lower().endswith(IMAGE_SUFFIXES) and is_inside(folder, inner)


def _read_folder(folder: Path, path: str, ways: Ways) -> Checked[tuple[RawArticle, ...]]:
    """The articles of every file in a folder, in the order of their paths."""
    try:
        inner = list_files(folder, IN_FOLDERS)
    except OSError as error:
        return Checked((), (_unreadable(error, path),))
    articles: list[RawArticle] = []
    problems: list[Problem] = []
    for each in inner:
        read = _read(folder / each, f"{path.rstrip('/')}/{each}", each, ways)
        articles += read.value
        problems += read.problems
    return Checked(tuple(articles), tuple(problems))


def _read(file: Path, path: str, inner: str, ways: Ways) -> Checked[tuple[RawArticle, ...]]:
    try:
        data = read_limited(file)
    except OSError as error:
        return Checked((), (_unreadable(error, path),))
    except TooLargeError:
        message = f"this file has more than {LARGEST // 1024**2} MB"
        hint = "split it, for instance by year"
        return Checked((), (Problem("import-file", message, Place(path), hint),))
    return read_input(data, Place(path), inner, ways)


def _unreadable(error: OSError, path: str) -> Problem:
    message = f"this file cannot be read: {error.strerror or error}"
    return Problem("import-file", message, Place(path), "check the path")


def _compose_all(
    articles: Iterable[RawArticle], surroundings: Surroundings, slug: str | None, site: Path
) -> tuple[list[Imported], tuple[Problem, ...]]:
    """The drafts, each under a slug of its own, and what was wrong with the others."""
    drafts: list[Imported] = []
    problems: list[Problem] = []
    pages = site / _PAGES
    taken = {*RESERVED, *(each.name for each in pages.iterdir())} if pages.is_dir() else {*RESERVED}
    targets: dict[str, str] = {}
    for article in articles:
        composed = compose(article, surroundings, slug)
        problems.extend(composed.problems)
        if composed.value is not None:
            draft = replace(composed.value, slug=unique(composed.value.slug, taken))
            taken.add(draft.slug)
            drafts.append(draft)
            targets |= {page_key(each): draft.slug for each in (article.path, *article.aliases)}
    return [settle_links(draft, targets) for draft in drafts], tuple(problems)


def _without_given_aliases(
    drafts: Sequence[Imported], given: Collection[str]
) -> tuple[list[Imported], tuple[Problem, ...]]:
    """The drafts with each earlier address once, also where capitals do not count, as on many
    disks: two articles cannot both answer for it."""
    taken = {alias.casefold() for alias in given}
    kept: list[Imported] = []
    problems: list[Problem] = []
    for draft in drafts:
        own: list[str] = []
        for alias in draft.aliases:
            if alias.casefold() in taken:
                message = f"the earlier address `{alias}` leads to another article already"
                hint = f"`{draft.slug}` is imported without it"
                where = Place(f"{EXPLAINERS}/{draft.slug}")
                problems.append(Problem("import-alias", message, where, hint, Severity.WARNING))
            elif alias.strip("/") not in {f"{code}/{draft.slug}" for code in ("ar", "en", "both")}:
                own.append(alias)
                taken.add(alias.casefold())
        kept.append(replace(draft, aliases=tuple(own)))
    return kept, tuple(problems)


def _images_of(
    drafts: Sequence[Imported], folder: Path, shown: str
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Contents of the images by their path in the folder, and those that no page could show."""
    images: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys(image.path for draft in drafts for image in draft.images):
        try:
            images[path] = read_limited(folder / path)
        except OSError as error:
            problems.append(_unreadable(error, f"{shown}/{path}"))
        except TooLargeError:
            message = f"this image has more than {LARGEST // 1024**2} MB"
            problems.append(Problem("import-file", message, Place(f"{shown}/{path}")))
    for problem in unsafe_images(
        Sources({f"content/{path}": each for path, each in images.items()})
    ):
        place = replace(
            problem.place, path=f"{shown}/{problem.place.path.removeprefix('content/')}"
        )
        problems.append(replace(problem, place=place))
    return images, tuple(problems)


def _faults_of_slug(slug: str | None) -> tuple[Problem, ...]:
    if slug is None or (is_slug(slug) and slug not in RESERVED):
        return ()
    if slug in RESERVED:
        message = f"`{slug}` is the address of a page that every site has"
        return (Problem("import-slug", message, Place(EXPLAINERS), f"choose another: `{slug}-2`"),)
    message = f"`{slug}` cannot be the name of an explainer's folder"
    hint = f"use lower-case letters, digits and hyphens, such as `{slug_from(slug)}`"
    return (Problem("import-slug", message, Place(EXPLAINERS), hint),)


def _without_clashes(
    drafts: Sequence[Imported], site: Path
) -> tuple[list[Imported], tuple[Problem, ...]]:
    kept: list[Imported] = []
    problems: list[Problem] = []
    for draft in drafts:
        folder = f"{EXPLAINERS}/{draft.slug}"
        if (site / folder).exists() or (site / folder).is_symlink():
            message = f"this folder exists already and is left as it is ({draft.origin})"
            hint = "give another name with `--slug NAME`, or remove the folder"
            if len(drafts) > 1:
                hint = "remove the folder to have it anew; `--skip-bad` imports the others"
            problems.append(Problem("import-exists", message, Place(folder), hint))
        else:
            kept.append(draft)
    return kept, tuple(problems)


def _as_warning(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.WARNING) if problem.is_error else problem


def _write(drafts: Sequence[Imported], images: Mapping[str, bytes], site: Path) -> tuple[str, ...]:
    """Write every folder under a temporary name, then give all of them their own.

    Raises UserError, with nothing left behind, when the disk does not obey.
    """
    parent = site / EXPLAINERS
    staged: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for draft in drafts:
            temporary = Path(tempfile.mkdtemp(prefix=f".{draft.slug}.", dir=parent))
            staged.append((temporary, parent / draft.slug))
            temporary.chmod(0o755)
            _write_text(temporary / "meta.yaml", meta_text(draft))
            _write_text(temporary / "article.ar.md", article_text(draft))
            for image in draft.images:
                (temporary / image.name).write_bytes(images[image.path])
        for temporary, folder in staged:
            temporary.rename(folder)
            placed.append(folder)
    except OSError as error:
        for folder in (*(temporary for temporary, _ in staged), *placed):
            shutil.rmtree(folder, ignore_errors=True)
        message = f"the explainer cannot be written: {error.strerror or error}"
        raise UserError([Problem("import-file", message, Place(EXPLAINERS))]) from error
    return tuple(
        f"{EXPLAINERS}/{draft.slug}/{name}"
        for draft in drafts
        for name in ("meta.yaml", "article.ar.md", *(image.name for image in draft.images))
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
