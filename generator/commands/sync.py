"""`dragoman sync`: bring the English files in step with the Arabic, and draft nothing."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from generator.adapters.translation_files import update
from generator.checks.memories import memory_of
from generator.commands.articles import choose, read_content
from generator.model.explainer import Article
from generator.model.problem import Problem, UserError
from generator.reporting import printable, report
from generator.text.counted import counted
from generator.translation.syncing import Change, Synced, sync

SAYINGS = {
    "added": "waits for its English",
    "drafted": "gets the machine draft that is remembered",
    "redraft": "the Arabic has changed; the machine draft is taken out",
    "removed": "the Arabic is gone; the block, with nothing of a person's in it, is removed",
    "stale": "the Arabic has changed; the English is kept and marked `stale`",
    "current": "the Arabic is again what it was; the English is no longer `stale`",
    "settled": "no longer `stale`, as an editor has said",
    "orphan": "the Arabic is gone; the English is kept, marked `orphan`, and not shown",
    "revived": "the Arabic is back; the orphan is shown again",
    "reviewed": "the review is sealed with the hash of the text, and dated",
    "edited": "changed since its review; counts as edited",
}
"""What each kind of change means, for the plan."""


def run(site: Path, slugs: Sequence[str], *, dry_run: bool) -> int:
    """0 when every file is in step, 2 when one is refused; then nothing at all is written."""
    sources, _, content = read_content(site)
    planned: list[tuple[Article, Synced]] = []
    problems: list[Problem] = []
    for article in choose(content, slugs):
        memory = memory_of(article, sources)
        done = sync(article, memory.value, sources.today)
        problems += [*memory.problems, *done.problems]
        planned.append((article, done.value))
    if any(problem.is_error for problem in problems):
        raise UserError(problems)
    if dry_run:
        sys.stderr.write(report(problems, "human"))
        for article, synced in planned:
            sys.stdout.writelines(describe(article, synced.changes))
        sys.stdout.write(_summary(planned, "would change", "would add to"))
        return 0
    done_now: list[tuple[Article, Synced]] = []
    problems = []
    for article, _ in planned:
        written = update(site, article, partial(sync, today=sources.today))
        problems += written.problems
        if not written.has_errors:
            done_now.append((article, written.value))
    # All is written before anything is said: whoever reads the output may leave (`| head`).
    sys.stderr.write(report(problems, "human"))
    for article, synced in done_now:
        sys.stdout.writelines(describe(article, synced.changes, is_short=True))
    sys.stdout.write(_summary(done_now, "changed", "added to"))
    return 2 if any(problem.is_error for problem in problems) else 0


def describe(
    article: Article, changes: Sequence[Change], *, is_short: bool = False
) -> Iterator[str]:
    """The plan of one file in lines; in short, what only waits or is drafted is counted."""
    counts = Counter(change.what for change in changes)
    for change in changes:
        if is_short and change.what in ("added", "drafted"):
            continue
        place = f"{article.target_path}:{change.line}" if change.line else article.target_path
        said = f"{place}: {change.what}: «{change.opening}»: {SAYINGS[change.what]}"
        yield printable(said) + "\n"
    if not is_short:
        return
    if added := counts["added"]:
        waiting = (
            "passages wait for their English" if added > 1 else "passage waits for its English"
        )
        yield f"{article.target_path}: {added} {waiting}\n"
    if drafted := counts["drafted"]:
        yield f"{article.target_path}: {counted(drafted, 'passage')} drafted from memory\n"


def _summary(done: Sequence[tuple[Article, Synced]], change: str, add: str) -> str:
    """What has become of the files, and what there is to do next."""
    changed = sum(synced.text != (article.translation or "") for article, synced in done)
    files = counted(len(done), "file")
    said = f"{change} {changed} of {files}" if changed else f"{files} in step"
    memories = sum(bool(synced.records) for _, synced in done)
    if memories:
        said += f", {add} {memories} memor{'y' if memories == 1 else 'ies'}"
    whats = {each.what for _, synced in done for each in synced.changes}
    if "stale" in whats:
        said += "\n`dragoman diff` shows what has changed in the Arabic"
    if whats & {"added", "redraft"}:
        said += "\n`dragoman translate` drafts what waits for its English"
    return f"{said}\n"
