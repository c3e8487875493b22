"""`dragoman translate`: sync, then draft the English that is missing, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from generator.adapters.progress import Progress
from generator.adapters.translation_files import update
from generator.commands.articles import choose, memory_of, read_content
from generator.commands.sync import describe
from generator.model.config import SiteConfig
from generator.model.explainer import Article, Content
from generator.model.problem import Checked, Place, Problem, Severity, UserError
from generator.model.source import Sources
from generator.ports import Draft, Translator
from generator.reporting import report
from generator.translation.drafting import (
    Wanted,
    is_safe_draft,
    machine_passages,
    missing_passages,
    stale_passages,
)
from generator.translation.memory import DraftRecord, Memory
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from generator.translation.syncing import Synced, sync

Open = Callable[[SiteConfig], Translator]


def run(
    site: Path,
    slugs: Sequence[str],
    *,
    model: Path | None,
    install_model: bool,
    force: bool,
    redraft: bool = False,
    open_engine: Open | None = None,
) -> int:
    """0 when all that was asked for is drafted, 2 when a file or the engine refused."""
    # The engine is a heavy optional extra; nothing of it is loaded before it is needed.
    from generator.adapters.translators import argos

    sources, config, content = read_content(site)
    languages = (config.source.code, config.target.code)
    if model is not None:
        argos.install_file(model, *languages, force=force)
    if install_model:
        _install_public(languages)
    articles = choose(content, slugs)
    memories = _memories(content, sources)
    _check(articles, memories)
    jobs = [_job(each, memories[each.slug], redraft=redraft) for each in articles]
    engine = None
    if any(job.wanted for job in jobs):
        engine = open_engine(config) if open_engine else argos.open_package(*languages)
        _refuse_test_model(engine, force=force)
    settled = [job.article for job in jobs if not job.wanted]
    problems = list(_bring_in_step(settled, site))
    if engine is None:
        sys.stderr.write(report(problems, "human"))
        sys.stdout.write("nothing to translate\n")
        return 2 if problems else 0
    return _translate([job for job in jobs if job.wanted], engine, site, problems)


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


def _memories(content: Content, sources: Sources) -> dict[str, Memory]:
    """By slug; what is damaged in one is reported once."""
    memories = {}
    for article in content.articles:
        read = memory_of(article, sources)
        sys.stderr.write(report(read.problems, "human"))
        memories[article.slug] = read.value
    return memories


def _check(articles: Iterable[Article], memories: Mapping[str, Memory]) -> None:
    """Raises UserError with the errors of all files, before anything is written."""
    problems = [
        problem
        for article in articles
        for problem in sync(article, memories[article.slug]).problems
    ]
    if problems:
        raise UserError(problems)


def _bring_in_step(articles: Iterable[Article], site: Path) -> Iterator[Problem]:
    """Sync what needs no draft; the rest is synced with its drafts."""
    for article in articles:
        done = update(site, article, sync)
        yield from (each for each in done.problems if each.is_error)
        sys.stdout.writelines(describe(article, done.value.changes, is_short=True))


@dataclass
class _Job:
    """One article and what is to be drafted of it."""

    article: Article
    wanted: tuple[Wanted, ...]
    renewed: frozenset[str] = frozenset()
    """Machine passages that are drafted again."""
    done: dict[str, DraftRecord] = field(default_factory=dict)
    """Drafts by identity, not yet written."""
    written: int = 0


def _job(article: Article, memory: Memory, *, redraft: bool) -> _Job:
    """What is to be drafted of the article once it is in step."""
    in_step = sync(article, memory).value
    memory = memory.joined(in_step.records)
    read = read_target(in_step.text, article.target_path)
    translated = pair(article, read.value)
    stale = [
        each
        for each in stale_passages(translated)
        if memory.draft(each.source.key, named=bool(each.source.name)) is None
    ]
    renewed = machine_passages(translated) if redraft else ()
    return _Job(
        article,
        (*missing_passages(translated), *renewed, *stale),
        frozenset(each.identity for each in renewed),
    )


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


def _translate(
    jobs: Sequence[_Job], engine: Translator, site: Path, problems: list[Problem]
) -> int:
    sentences = list(
        dict.fromkeys(text for job in jobs for wanted in job.wanted for text in wanted.needed)
    )
    translations: dict[str, Draft] = {}
    waiting = list(jobs)
    finish = partial(_finish, translations=translations, engine=engine, problems=problems)
    try:
        with Progress(len(sentences), "sentences") as progress:
            for index, draft in engine.translate(sentences):
                translations[sentences[index]] = draft
                progress.advance()
                while waiting and finish(waiting[0]):
                    _write(waiting.pop(0), site, problems)
            # Passages without a sentence (code, rules) need no engine.
            while waiting and finish(waiting[0]):
                _write(waiting.pop(0), site, problems)
    finally:
        # Interrupted or failed: what is finished is kept.
        for job in waiting:
            finish(job)
            _write(job, site, problems)
        sys.stderr.write(report(problems, "human"))
    for job in jobs:
        count = f"{job.written} passage{'' if job.written == 1 else 's'}"
        sys.stdout.write(f"{job.article.target_path}: {count} drafted\n")
    sys.stdout.write("machine drafts: read and correct them before you publish\n")
    return 2 if any(problem.is_error for problem in problems) else 0


def _finish(
    job: _Job,
    translations: Mapping[str, Draft],
    engine: Translator,
    problems: list[Problem],
) -> bool:
    """Draft every passage whose sentences are all there; True when none is left."""
    complete = True
    for wanted in job.wanted:
        if wanted.identity in job.done:
            continue
        if not wanted.is_ready(translations):
            complete = False
            continue
        composed = wanted.composed(translations)
        if not is_safe_draft(composed.text):
            problems.append(_unsafe(wanted, job.article))
            continue
        if "truncated" in composed.notes:
            problems.append(_truncated(wanted, job.article))
        job.done[wanted.identity] = DraftRecord(
            wanted.source.key.partition(".")[0],
            composed.text,
            named=bool(wanted.source.name),
            engine=f"{engine.engine.name} {engine.engine.version} {engine.engine.checksum}",
            score=round(composed.score, 4),
            worst=round(composed.worst, 4),
            sentences=composed.sentences,
            notes=composed.notes,
        )
    return complete


def _write(job: _Job, site: Path, problems: list[Problem]) -> None:
    """Put the drafts into the files as they are now, which may have changed since."""
    if not job.done:
        return

    def step(article: Article, memory: Memory) -> Checked[Synced]:
        drafts = [replace(each, run=memory.run + 1) for each in job.done.values()]
        done = sync(article, memory.joined(drafts))
        return Checked(replace(done.value, records=(*drafts, *done.value.records)), done.problems)

    done = update(site, job.article, step)
    problems.extend(done.problems)
    if not done.has_errors:
        job.written = sum(change.what == "drafted" for change in done.value.changes)


def _unsafe(wanted: Wanted, article: Article) -> Problem:
    return Problem(
        "unsafe-draft",
        f"the engine's draft of `{wanted.identity}` cannot stand in the file",
        Place(article.target_path),
        "translate this passage by hand",
        Severity.WARNING,
    )


def _truncated(wanted: Wanted, article: Article) -> Problem:
    start = " ".join(wanted.source.plain.split()[:8])
    return Problem(
        "truncated-draft",
        f"the engine reached its limit in the long passage that begins «{start}»",
        Place(article.target_path),
        "check that its English is whole",
        Severity.WARNING,
    )
