"""`dragoman import`: a raw article in, a new explainer folder out, or nothing at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.importing import html_page, json_lines
from generator.importing.compose import Surroundings, compose
from generator.importing.damage import decode, mend
from generator.importing.folder import Imported, article_text, meta_text
from generator.importing.raw import RawArticle, lines_as_blocks
from generator.importing.slugs import is_slug, slug_from, unique
from generator.model.config import SiteConfig
from generator.model.explainer import Term
from generator.model.problem import Checked, Place, Problem, Severity, UserError

EXPLAINERS = "content/explainers"
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_JSON_LINES = frozenset({".jsonl", ".ndjson", ".json"})


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
) -> Checked[tuple[str, ...]]:
    """The paths of the files written, relative to the site.

    One error, and nothing is written; with `skip_bad` articles that are at fault are left out
    and their errors become warnings.
    """
    path = _shown(file, site)
    read = _read(file, path, fields, only)
    if not read.value and not read.has_errors:
        message = "there is no article in this file, or none in the lines asked for"
        return Checked((), (*read.problems, Problem("import-empty", message, Place(path))))
    drafts, problems = _compose_all(read.value, Surroundings(config, terms, today), slug)
    drafts, clashes = _without_clashes(drafts, site)
    faults_of_slug = _faults_of_slug(slug)
    problems = (*faults_of_slug, *read.problems, *problems, *clashes)
    if any(problem.is_error for problem in problems):
        if not (skip_bad and drafts) or faults_of_slug:
            return Checked((), problems)
        problems = tuple(_as_warning(problem) for problem in problems)
    return Checked(_write(drafts, site), problems)


def _shown(file: Path, site: Path) -> str:
    """The path under which problems name `file`: relative to the site when it lies in it."""
    try:
        return file.resolve().relative_to(site.resolve()).as_posix()
    except ValueError:
        return str(file)


def _read(
    file: Path, path: str, fields: Mapping[str, str], only: range | None
) -> Checked[tuple[RawArticle, ...]]:
    place = Place(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"this file cannot be read: {error.strerror or error}"
        return Checked((), (Problem("import-file", message, place, "check the path"),))
    decoded = decode(data, place, html_page.declared_charset(data))
    if decoded.value is None:
        return Checked((), decoded.problems)
    text = decoded.value
    if file.suffix.lower() in _JSON_LINES:
        faults = json_lines.check_fields(fields, path)
        lines = json_lines.read_lines(text, path, fields, only)
        return Checked(lines.value, (*decoded.problems, *faults, *lines.problems))
    if file.suffix.lower() in _PAGES or html_page.is_page(text):
        page = html_page.read_page(text, place)
        articles = () if page.value is None else (page.value,)
        return Checked(articles, (*decoded.problems, *page.problems))
    return Checked((RawArticle(lines_as_blocks(mend(text)), place),), decoded.problems)


def _compose_all(
    articles: Iterable[RawArticle], surroundings: Surroundings, slug: str | None
) -> tuple[list[Imported], tuple[Problem, ...]]:
    """The drafts, each under a slug of its own, and what was wrong with the others."""
    drafts: list[Imported] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    for article in articles:
        composed = compose(article, surroundings, slug)
        problems.extend(composed.problems)
        if composed.value is not None:
            draft = replace(composed.value, slug=unique(composed.value.slug, taken))
            taken.add(draft.slug)
            drafts.append(draft)
    return drafts, tuple(problems)


def _faults_of_slug(slug: str | None) -> tuple[Problem, ...]:
    if slug is None or is_slug(slug):
        return ()
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
            problems.append(Problem("import-exists", message, Place(folder), hint))
        else:
            kept.append(draft)
    return kept, tuple(problems)


def _as_warning(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.WARNING) if problem.is_error else problem


def _write(drafts: Sequence[Imported], site: Path) -> tuple[str, ...]:
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
        for name in ("meta.yaml", "article.ar.md")
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
