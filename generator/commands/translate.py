"""`dragoman translate`: draft the English that is missing, and nothing else."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.adapters.files import ChangedMeanwhileError, read_sources, write_atomically
from generator.adapters.progress import Progress
from generator.build import read_site
from generator.model.config import SiteConfig
from generator.model.explainer import Article, Content, Translated
from generator.model.problem import Place, Problem, Severity, UserError
from generator.ports import Translator
from generator.reporting import report
from generator.text.nearest import suggest
from generator.translation.drafting import (
    Wanted,
    insert_drafts,
    is_safe_draft,
    missing_passages,
)
from generator.translation.pairing import awaiting, pair
from generator.translation.reading import read_target
from generator.translation.review import has_open_review, seal_reviews

_TRIES = 20
"""How often a file that is saved meanwhile is read again before giving up."""

Open = Callable[[SiteConfig], Translator]


def run(
    site: Path,
    slugs: Sequence[str],
    *,
    model: Path | None,
    install_model: bool,
    force: bool,
    open_engine: Open | None = None,
) -> int:
    """0 when all that was asked for is drafted, 2 when a file or the engine refused."""
    # The engine is a heavy optional extra; nothing of it is loaded before it is needed.
    from generator.adapters.translators import argos

    read = read_site(read_sources(site, drafts=True))
    errors = [problem for problem in read.problems if problem.is_error]
    if errors or read.value is None:
        raise UserError(errors)
    config, content = read.value
    languages = (config.source.code, config.target.code)
    if model is not None:
        argos.install_file(model, *languages, force=force)
    if install_model:
        _install_public(languages)
    articles = _chosen(content, slugs)
    jobs = _jobs(articles)
    _seal_reviews(articles, site)
    if not jobs:
        sys.stdout.write("nothing to translate\n")
        return 0
    engine = open_engine(config) if open_engine else argos.open_package(*languages)
    _refuse_test_model(engine, force=force)
    return _translate(jobs, engine, site)


def _install_public(languages: tuple[str, str]) -> None:
    """Fetch the public model; without a network an installed one will do."""
    from generator.adapters.translators import argos

    try:
        sys.stderr.write(argos.install_public(*languages))
    except UserError as error:
        if not argos.is_installed(*languages):
            raise
        problems = [replace(each, severity=Severity.WARNING) for each in error.problems]
        sys.stderr.write(report(problems, "short") + "going on with the installed model\n")


@dataclass
class _Job:
    """One article and what it lacks."""

    article: Article
    wanted: tuple[Wanted, ...]
    done: dict[str, str] = field(default_factory=dict)
    """Drafts by identity."""


def _chosen(content: Content, slugs: Sequence[str]) -> tuple[Article, ...]:
    """The articles named, in the order of the site; all of them when none is named."""
    articles = {
        article.slug: article
        for article in (
            *(explainer.article for explainer in content.explainers),
            *(page.article for page in content.pages),
            content.glossary.article,
        )
    }
    unknown = [slug for slug in slugs if slug not in articles]
    if unknown:
        raise UserError(
            Problem(
                "unknown-slug",
                f"there is no explainer or page `{slug}`",
                Place("content"),
                suggest(slug, articles),
            )
            for slug in unknown
        )
    return tuple(article for slug, article in articles.items() if not slugs or slug in slugs)


def _jobs(articles: Iterable[Article]) -> list[_Job]:
    """What is missing; raises UserError when a file has errors, before anything is written."""
    problems: list[Problem] = []
    jobs = []
    for article in articles:
        target = read_target(article.translation or "", article.target_path)
        problems.extend(target.problems)
        translated = pair(article, target.value)
        wanted = missing_passages(translated)
        if wanted:
            jobs.append(_Job(article, wanted))
        _report_held_back(translated)
    if problems:
        raise UserError(problems)
    return jobs


def _report_held_back(translated: Translated) -> None:
    held_back = len(awaiting(translated))
    if held_back:
        count = f"{held_back} passage{'' if held_back == 1 else 's'}"
        problem = Problem(
            "not-drafted",
            f"{count} not drafted: English whose Arabic has changed may belong there",
            Place(translated.article.target_path),
            "`dragoman check` names that English; give it its new key, or delete it",
            Severity.WARNING,
        )
        sys.stderr.write(report([problem], "human"))


def _seal_reviews(articles: Iterable[Article], site: Path) -> None:
    """Write into each typed review which text it is of; a later edit then ends it."""
    for article in articles:
        target = read_target(article.translation or "", article.target_path)
        if not target.problems and has_open_review(target.value):
            sealed = seal_reviews(target.value).encode()
            # A file that was saved this very moment is sealed the next time.
            with contextlib.suppress(ChangedMeanwhileError):
                before = (article.translation or "").encode()
                write_atomically(site / article.target_path, sealed, before)
                sys.stdout.write(f"{article.target_path}: reviews sealed\n")


def _refuse_test_model(engine: Translator, *, force: bool) -> None:
    if engine.engine.tests_only and not force:
        raise UserError(
            [
                Problem(
                    "test-model",
                    f"the model {engine.engine.name} {engine.engine.version} is fit for tests "
                    "only: it invents nonsense on real text",
                    Place("translate"),
                    "install the public model with --install-model, or give --force to write "
                    "its drafts all the same, and never publish them",
                )
            ]
        )


def _translate(jobs: Sequence[_Job], engine: Translator, site: Path) -> int:
    sentences = list(
        dict.fromkeys(text for job in jobs for wanted in job.wanted for text in wanted.needed)
    )
    translations: dict[str, str] = {}
    problems: list[Problem] = []
    waiting = list(jobs)
    progress = Progress(len(sentences), "sentences")
    try:
        with progress:
            for index, draft in engine.translate(sentences):
                translations[sentences[index]] = draft.text
                if draft.truncated:
                    problems.append(_truncated(sentences[index], jobs))
                progress.advance()
                while waiting and _finish(waiting[0], translations, problems):
                    _write(waiting.pop(0), site, problems)
            # Passages without a sentence (code, rules) need no engine.
            while waiting and _finish(waiting[0], translations, problems):
                _write(waiting.pop(0), site, problems)
    finally:
        # Interrupted or failed: what is finished is kept.
        for job in waiting:
            _finish(job, translations, problems)
            _write(job, site, problems)
        sys.stderr.write(report(problems, "human"))
    for job in jobs:
        count = f"{len(job.done)} passage{'' if len(job.done) == 1 else 's'}"
        sys.stdout.write(f"{job.article.target_path}: {count} drafted\n")
    sys.stdout.write("machine drafts: read and correct them before you publish\n")
    return 2 if any(problem.is_error for problem in problems) else 0


def _finish(job: _Job, translations: Mapping[str, str], problems: list[Problem]) -> bool:
    """Draft every passage whose sentences are all there; True when none is left."""
    complete = True
    for wanted in job.wanted:
        if wanted.identity in job.done:
            continue
        if not wanted.is_ready(translations):
            complete = False
            continue
        draft = wanted.draft(translations)
        if is_safe_draft(draft):
            job.done[wanted.identity] = draft
        else:
            problems.append(
                Problem(
                    "unsafe-draft",
                    f"the engine's draft of `{wanted.identity}` cannot stand in the file",
                    Place(job.article.target_path),
                    "translate this passage by hand",
                    Severity.WARNING,
                )
            )
    return complete


def _write(job: _Job, site: Path, problems: list[Problem]) -> None:
    """Put the drafts into the file as it is now, which may have changed since it was read."""
    if not job.done:
        return
    path = site / job.article.target_path
    try:
        for _ in range(_TRIES):
            raw = path.read_bytes() if path.exists() else b""
            text = raw.decode("utf-8")
            now = read_target(text, job.article.target_path)
            if now.problems:
                problems.extend(now.problems)
                job.done.clear()
                return
            written = insert_drafts(text, job.article, job.done)
            if written == text:
                return
            with contextlib.suppress(ChangedMeanwhileError):
                write_atomically(path, written.encode(), raw)
                return
        reason = "somebody keeps saving it"
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    job.done.clear()
    place = Place(job.article.target_path)
    problems.append(Problem("output-failed", f"cannot be written: {reason}", place))


def _truncated(sentence: str, jobs: Sequence[_Job]) -> Problem:
    owner = next(
        job.article.target_path
        for job in jobs
        for wanted in job.wanted
        if sentence in wanted.needed
    )
    start = " ".join(sentence.split()[:8])
    return Problem(
        "truncated-draft",
        f"the engine reached its limit in the long sentence that begins «{start}»",
        Place(owner),
        "check that its English is whole",
        Severity.WARNING,
    )
