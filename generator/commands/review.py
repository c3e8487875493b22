"""`dragoman review`: a person has compared English with its Arabic and stands behind it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.adapters.translation_files import update
from generator.commands.articles import choose, read_content
from generator.model.config import SiteConfig
from generator.model.explainer import Article
from generator.model.problem import Checked, Place, Problem, UserError
from generator.model.segment import TargetBlock, TargetFile
from generator.reporting import report
from generator.text.counted import counted
from generator.text.nearest import nearest, suggest
from generator.text.normal import text_hash
from generator.translation.blocks import is_machine_text
from generator.translation.memory import Memory
from generator.translation.reading import read_target
from generator.translation.review import is_reviewable, with_reviews
from generator.translation.syncing import Synced, sync

INITIALS = "DRAGOMAN_INITIALS"
"""Environment variable with the initials of whoever sits at this computer."""


def run(site: Path, slug: str, blocks: Sequence[str], *, by: str) -> int:
    """0 when the reviews are written, 2 when something was refused; then nothing is written."""
    sources, config, content = read_content(site)
    (article,) = choose(content, [slug])
    by = by or os.environ.get(INITIALS, "")
    _check_initials(by, config)
    reviewed: list[TargetBlock] = []

    def step(article: Article, memory: Memory) -> Checked[Synced]:
        in_step = sync(article, memory, sources.today)
        if in_step.has_errors:
            return in_step
        if in_step.value.text != article.translation:
            raise UserError([_out_of_step(article)])
        target = read_target(in_step.value.text, article.target_path).value
        reviewed[:] = _choose_blocks(target, blocks, article)
        lines = {block.marker.line for block in reviewed}
        typed = replace(article, translation=with_reviews(target, lines, by))
        return sync(typed, memory, sources.today)

    done = update(site, article, step)
    sys.stderr.write(report(done.problems, "human"))
    if done.has_errors:
        return 2
    sys.stdout.write(f"{article.target_path}: {_summary(reviewed, by)}\n")
    return 0


def _summary(reviewed: Sequence[TargetBlock], by: str) -> str:
    if not reviewed:
        return "nothing to review; a text that is `stale` is reviewed when it is named"
    said = f"{counted(len(reviewed), 'passage')} reviewed by {by}"
    drafts = sum(is_machine_text(block) for block in reviewed)
    as_drafted = f", {drafts} of them as the machine drafted {'it' if drafts == 1 else 'them'}"
    return said + as_drafted if drafts else said


def _check_initials(by: str, config: SiteConfig) -> None:
    known = [person.initials for person in config.people]
    listed = f"known: {', '.join(known)}" if known else "add people under `[people]` in site.toml"
    if not by:
        message = "a review needs the initials of whoever made it"
        hint = f"give them: --by {known[0] if known else 'LH'}, or set {INITIALS}; {listed}"
        raise UserError([Problem("unknown-reviewer", message, Place("review"), hint)])
    if config.person(by) is None:
        message = f"nobody in site.toml has the initials `{by}`"
        hint = suggest(by.upper(), known) or listed
        raise UserError([Problem("unknown-reviewer", message, Place("site.toml"), hint)])


def _out_of_step(article: Article) -> Problem:
    return Problem(
        "out-of-step",
        "the file is not in step with the Arabic, so that a review could speak of another text",
        Place(article.target_path),
        f"run `dragoman sync {article.slug}` first, and look at what it changed",
    )


def _choose_blocks(target: TargetFile, names: Sequence[str], article: Article) -> list[TargetBlock]:
    """The blocks named by key, by string or by line; without names all that nobody has reviewed."""
    if not names:
        return [
            block
            for block in target.blocks
            if is_reviewable(block) and block.marker.reviewed_hash != text_hash(block.text)
        ]
    chosen: list[TargetBlock] = []
    problems = []
    for name in names:
        found = [block for block in target.blocks if _is_meant(block, name)]
        if not found:
            near = nearest(name, [key for block in target.blocks for key in _names(block)])
            problems.append(
                Problem(
                    "unknown-block",
                    f"no block of the file is called `{name}`",
                    Place(article.target_path),
                    f"did you mean `{near}`?"
                    if near
                    else "give a key (5f206dac), a name (title) or the line of a marker (12)",
                )
            )
        for block in found:
            if not block.text or block.marker.orphan:
                what = "an orphan" if block.marker.orphan else "a block without text"
                problems.append(
                    Problem(
                        "not-reviewable",
                        f"`{name}` is {what}: there is nothing to stand behind",
                        Place(article.target_path, block.marker.line, 1),
                    )
                )
        chosen += [block for block in found if block not in chosen]
    if problems:
        raise UserError(problems)
    return chosen


def _is_meant(block: TargetBlock, name: str) -> bool:
    return name in _names(block) or name == str(block.marker.line)


def _names(block: TargetBlock) -> tuple[str, ...]:
    marker = block.marker
    keys = (*marker.keys, "+".join(marker.keys)) if len(marker.keys) > 1 else marker.keys
    return (marker.name, *keys) if marker.name else keys
