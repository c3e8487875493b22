"""`dragoman translate`: sync, then draft the English that is missing, and nothing else."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from generator.adapters.progress import Progress
from generator.adapters.translation_files import update
from generator.checks.memories import memory_of
from generator.commands.articles import choose, read_content
from generator.commands.sync import describe
from generator.model.config import SiteConfig
from generator.model.explainer import Article, Content, Translated
from generator.model.problem import Checked, Place, Problem, Severity, UserError
from generator.model.source import Sources
from generator.ports import Translator
from generator.reporting import printable, report
from generator.text.counted import counted
from generator.translation.decoding import decode
from generator.translation.drafting import (
    Wanted,
    is_safe_draft,
    machine_passages,
    missing_passages,
    stale_passages,
    without_drafts,
)
from generator.translation.machine import (
    ALTERNATIVES,
    TRUNCATED,
    Workshop,
    calibration_of,
    name_of,
)
from generator.translation.memory import DraftRecord, Memory
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from generator.translation.reuse import SiteMemory
from generator.translation.syncing import Synced, sync
from generator.translation.terminology import How

Open = Callable[[SiteConfig], Translator]
_SLICE = 512
"""Sentences handed to the engine at once: enough for dense batches, few enough that a sentence
which has to be cut and decoded again does not keep an article waiting for ever."""


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
    from generator.adapters.translators import argos_packages
    from generator.adapters.translators.choose import open_translator

    sources, config, content = read_content(site)
    languages = (config.source.code, config.target.code)
    if model is not None:
        argos_packages.install_file(model, *languages, force=force)
    if install_model:
        _install_public(languages)
    articles = choose(content, slugs)
    memories = _memories(content, sources)
    _check(articles, memories)
    jobs = [_job(each, memories[each.slug], sources.today, redraft=redraft) for each in articles]
    engine = None
    if any(job.wanted for job in jobs):
        engine = (
            open_engine(config)
            if open_engine
            else open_translator(config.translation, *languages, site)
        )
        _refuse_test_model(engine, force=force)
        for job in jobs:
            job.leave_out_drafts_of(name_of(engine.engine))
    settled = [job.article for job in jobs if not job.wanted]
    problems = list(_bring_in_step(settled, site, sources.today))
    jobs = [job for job in jobs if job.wanted]
    if engine is None or not jobs:
        sys.stderr.write(report(problems, "human"))
        sys.stdout.write("nothing to translate\n")
        return 2 if problems else 0
    workshop = _open_workshop(engine, content, memories)
    for job in jobs:
        workshop.recall(job.wanted)
        job.take(workshop)
    return _translate(jobs, workshop, engine, site, problems)


def _open_workshop(
    engine: Translator, content: Content, memories: Mapping[str, Memory]
) -> Workshop:
    articles = [
        (_paired(article), memories[article.slug])
        for article in content.articles
        if not read_target(article.translation or "", article.target_path).problems
    ]
    return Workshop(
        engine.engine,
        content.glossary.terms,
        SiteMemory.of(articles),
        calibration_of(memories.values(), name_of(engine.engine)),
    )


def _paired(article: Article) -> Translated:
    return pair(article, read_target(article.translation or "", article.target_path).value)


def _install_public(languages: tuple[str, str]) -> None:
    """Fetch the public model; without a network an installed one will do."""
    from generator.adapters.translators import argos_packages

    try:
        sys.stderr.write(argos_packages.install_public(*languages))
    except UserError as error:
        if not argos_packages.is_installed(*languages):
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


def _bring_in_step(articles: Iterable[Article], site: Path, today: date) -> Iterator[Problem]:
    """Sync what needs no draft; the rest is synced with its drafts."""
    for article in articles:
        done = update(site, article, partial(sync, today=today))
        yield from (each for each in done.problems if each.is_error)
        sys.stdout.writelines(describe(article, done.value.changes, is_short=True))


@dataclass
class _Job:
    """One article and what is to be drafted of it."""

    article: Article
    today: date
    wanted: tuple[Wanted, ...]
    stale: frozenset[str] = frozenset()
    """Passages whose draft only shows an editor what is new."""
    renewed: frozenset[str] = frozenset()
    """Machine passages that are drafted again."""
    done: dict[str, DraftRecord] = field(default_factory=dict)
    """Drafts by identity."""
    unsafe: set[str] = field(default_factory=set)
    """Passages whose drafts cannot stand in a file."""
    written: int = 0
    drafted_by: Mapping[str, str] = field(default_factory=dict)
    """Engines of the machine passages that may be drafted again."""

    def leave_out_drafts_of(self, engine: str) -> None:
        """Do not draft again what this very engine has made."""
        same = {each for each in self.renewed if self.drafted_by.get(each) == engine}
        self.renewed -= same
        self.wanted = tuple(each for each in self.wanted if each.identity not in same)

    def take(self, workshop: Workshop) -> None:
        """Passages that were reviewed elsewhere need no engine."""
        for wanted in self.wanted:
            offer = workshop.offer_for(wanted)
            if offer is not None and is_safe_draft(offer.text):
                self.done[wanted.identity] = offer


def _job(article: Article, memory: Memory, today: date, *, redraft: bool) -> _Job:
    """What is to be drafted of the article once it is in step."""
    in_step = sync(article, memory, today).value
    memory = memory.joined(in_step.records)
    translated = _paired(replace(article, translation=in_step.text))
    stale = [
        each
        for each in stale_passages(translated)
        if memory.draft(each.source.key, named=bool(each.source.name)) is None
    ]
    renewed = machine_passages(translated) if redraft else ()
    engines = {}
    for each in renewed:
        draft = memory.draft(each.source.key, named=bool(each.source.name))
        engines[each.identity] = draft.engine if draft else ""
    return _Job(
        article,
        today,
        (*missing_passages(translated), *renewed, *stale),
        frozenset(each.identity for each in stale),
        frozenset(engines),
        drafted_by=engines,
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
    jobs: Sequence[_Job],
    workshop: Workshop,
    engine: Translator,
    site: Path,
    problems: list[Problem],
) -> int:
    sentences = list(
        dict.fromkeys(
            text
            for job in jobs
            for wanted in job.wanted
            if wanted.identity not in job.done
            for text in wanted.needed
            if text not in workshop.done
        )
    )
    waiting = list(jobs)
    finish = partial(_finish, workshop=workshop, problems=problems)
    try:
        with Progress(len(sentences), "sentences") as progress:
            for start in range(0, len(sentences), _SLICE):
                part = sentences[start : start + _SLICE]
                for index, draft in decode(engine, part, alternatives=ALTERNATIVES):
                    workshop.add(part[index], draft)
                    progress.advance()
                    while waiting and finish(waiting[0]):
                        _write(waiting.pop(0), site, problems)
            # What needs no engine: code, rules, and what the memory holds.
            while waiting and finish(waiting[0]):
                _write(waiting.pop(0), site, problems)
    finally:
        # Interrupted or failed: what is finished is kept.
        for job in waiting:
            finish(job)
            _write(job, site, problems)
        sys.stderr.write(report(problems, "human"))
    for job in jobs:
        sys.stdout.write(f"{job.article.target_path}: {_count(job)}\n")
    sys.stdout.writelines(_term_report(workshop))
    sys.stdout.write("machine drafts: read and correct them before you publish\n")
    return 2 if any(problem.is_error for problem in problems) else 0


def _finish(job: _Job, workshop: Workshop, problems: list[Problem]) -> bool:
    """Draft every passage whose sentences are all there; True when none is left."""
    complete = True
    for wanted in job.wanted:
        if wanted.identity in job.done or wanted.identity in job.unsafe:
            continue
        if not wanted.is_ready(workshop.done):
            complete = False
            continue
        record = workshop.record(wanted)
        if not is_safe_draft(record.text):
            job.unsafe.add(wanted.identity)
            problems.append(_unsafe(wanted, job.article))
            continue
        if TRUNCATED in record.notes:
            problems.append(_truncated(wanted, job.article))
        job.done[wanted.identity] = record
    return complete


def _count(job: _Job) -> str:
    """`3 passages drafted, 1 of changed Arabic for dragoman diff to show`."""
    shown = len([each for each in job.done if each in job.stale])
    drafted = f"{counted(job.written, 'passage')} drafted"
    if not shown:
        return drafted
    behind = f"{shown} of changed Arabic drafted for `dragoman diff` to show"
    return f"{drafted}, {behind}" if job.written else behind


def _term_report(workshop: Workshop) -> Iterator[str]:
    """How the terms of the glossary were kept, and which a person has to see to."""
    uses = [use for used in workshop.uses.values() for use in used]
    if not uses:
        return
    counts = Counter(use.how for use in uses)
    said = ", ".join(f"{counts[how]} {words}" for how, words in _HOW.items() if counts[how])
    yield f"terms: {said}\n"
    for use in dict.fromkeys(use for use in uses if use.how == "replaced"):
        yield printable(f"  «{use.written}»: {use.english}, instead of {use.instead_of}") + "\n"
    flagged = Counter(use.written for use in uses if use.how == "flagged")
    for written, times in flagged.most_common():
        count = "once" if times == 1 else f"{times} times"
        yield printable(f"  «{written}»: not as in the glossary, {count}") + "\n"


_HOW: Mapping[How, str] = {
    "kept": "kept by the engine",
    "chosen": "kept by choosing another of its translations",
    "replaced": "replaced",
    "flagged": "to be seen to",
}


def _write(job: _Job, site: Path, problems: list[Problem]) -> None:
    """Put the drafts into the files as they are now, which may have changed since."""
    if not job.done:
        return

    def step(article: Article, memory: Memory) -> Checked[Synced]:
        drafts = [replace(each, run=memory.run + 1) for each in job.done.values()]
        target = read_target(article.translation or "", article.target_path)
        if not target.problems:
            emptied = without_drafts(target.value, job.renewed & set(job.done))
            article = replace(article, translation=emptied)
        done = sync(article, memory.joined(drafts), job.today)
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
