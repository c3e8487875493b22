"""Translation files and their memories on disk: changed whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.adapters.replacing import (
    ChangedMeanwhileError,
    Replacement,
    locked,
    read_if_any,
    replace_files,
)
from generator.model.explainer import Article
from generator.model.problem import Checked, Place, Problem
from generator.translation.memory import Memory, append_records, read_memory
from generator.translation.syncing import Synced

_TRIES = 20
"""How often a file that is saved meanwhile is read again before giving up."""
_PAUSE = 0.01
"""Seconds to wait before the first new try; so much longer before each further one."""

Step = Callable[[Article, Memory], Checked[Synced]]


def update(site: Path, article: Article, step: Step) -> Checked[Synced]:
    """What `step` makes of the files as they are now, written down.

    With errors nothing is written; a refusal of the system is a problem, and then both files are
    as they were.
    """
    try:
        with locked((site / article.target_path).parent):
            for tried in range(1, _TRIES + 1):
                with contextlib.suppress(ChangedMeanwhileError):
                    return _update(site, article, step)
                time.sleep(_PAUSE * tried)
        return _refused(
            article,
            article.target_path,
            "somebody keeps saving it",
            "it is as they left it; close it in the other program, then run this again",
        )
    except OSError as error:
        place = _within(site, error.filename) if error.filename else article.target_path
        hint = "it is as it was; run this again once that is mended"
        return _refused(article, place, error.strerror or str(error), hint)
    except UnicodeDecodeError:
        return _refused(article, article.target_path, "it is not UTF-8 text", "save it as UTF-8")


def _within(site: Path, path: str) -> str:
    """A path as people name it, below the site's folder."""
    return Path(os.path.relpath(Path(path).resolve(), site.resolve())).as_posix()


def _refused(article: Article, path: str, reason: str, hint: str) -> Checked[Synced]:
    problem = Problem("output-failed", f"cannot be written: {reason}", Place(path), hint)
    return Checked(Synced(article.translation or ""), (problem,))


def _update(site: Path, article: Article, step: Step) -> Checked[Synced]:
    target, memory = site / article.target_path, site / article.memory_path
    raw, remembered = read_if_any(target), read_if_any(memory)
    # A damaged line is passed over and stays as it is.
    text = remembered.decode("utf-8", "replace")
    read = read_memory(text, article.memory_path)
    done = step(replace(article, translation=raw.decode("utf-8")), read.value)
    problems = (*read.problems, *done.problems)
    if not done.has_errors:
        added = append_records(text, done.value.records).removeprefix(text).encode()
        written = done.value.text.encode()
        # The memory first: if this run is killed in between, it knows more than the file.
        replacements = (
            Replacement(memory, remembered + added, remembered),
            Replacement(target, written, raw),
        )
        replace_files([each for each in replacements if each.content != each.expected])
    return Checked(done.value, problems)
