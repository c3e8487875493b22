"""Translation files and their memories on disk: changed whole, or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generator.adapters.files import ChangedMeanwhileError, locked, write_atomically
from generator.model.explainer import Article
from generator.model.problem import Checked, Place, Problem
from generator.translation.memory import Memory, append_records, read_memory
from generator.translation.syncing import Synced

_TRIES = 20
"""How often a file that is saved meanwhile is read again before giving up."""

Step = Callable[[Article, Memory], Checked[Synced]]


def update(site: Path, article: Article, step: Step) -> Checked[Synced]:
    """What `step` makes of the files as they are now, written down.

    The memory is written first: if this run dies in between, it knows more than the file, which
    does no harm. With errors nothing is written; a refusal of the system is a problem.
    """
    target, memory = site / article.target_path, site / article.memory_path
    try:
        with locked(target.parent):
            for _ in range(_TRIES):
                with contextlib.suppress(ChangedMeanwhileError):
                    return _update(target, memory, article, step)
        reason = "somebody keeps saving it"
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    problem = Problem("output-failed", f"cannot be written: {reason}", Place(article.target_path))
    return Checked(Synced(article.translation or ""), (problem,))


def _update(target: Path, memory: Path, article: Article, step: Step) -> Checked[Synced]:
    raw, remembered = _read(target), _read(memory)
    text = remembered.decode("utf-8")
    read = read_memory(text, article.memory_path)
    article = replace(article, translation=raw.decode("utf-8"))
    done = step(article, read.value)
    problems = (*read.problems, *done.problems)
    if not done.has_errors:
        records = append_records(text, done.value.records).encode()
        written = done.value.text.encode()
        if records != remembered:
            write_atomically(memory, records, remembered)
        if written != raw:
            write_atomically(target, written, raw)
    return Checked(done.value, problems)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
