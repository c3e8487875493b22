"""What it costs to make an index: processor time and memory, measured in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import resource
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks import stock_pagefind
from benchmarks.search_cost.documents import documents, edited, terms
from generator.adapters.search import PagefindIndexer

T = TypeVar("T")
MIB = 1 << 20
_STEP = 0.02
"""Seconds between two looks at the memory of a child."""


@dataclass
class Cost:
    """What a piece of work took."""

    seconds: float = 0
    """Of the processor, children included."""
    own_memory: int = 0
    """Bytes that this process held at most."""
    child_memory: int = 0
    """The same of its largest child."""


@dataclass
class Built:
    """An index, and its cost."""

    files: dict[str, bytes] = field(default_factory=dict)
    cost: Cost = field(default_factory=Cost)


def build_ours(data: Path, size: int, cache: Path, *, is_edited: bool = False) -> Built:
    """Our index of `documents`, or of those with one edit; finished shards are in `cache`."""
    return _apart(_build_ours, data, size, cache, is_edited)


def build_stock(data: Path, size: int) -> Built:
    """That of plain Pagefind."""
    return _apart(_build_stock, data, size)


def _apart(work: Callable[..., T], *arguments: object) -> T:
    # Started anew, not forked: the memory of this process is not that of the work.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def _build_ours(data: Path, size: int, cache: Path, is_edited: bool) -> Built:
    given = documents(data, size)
    if is_edited:
        given = edited(given)
    glossary = terms(data)
    built = Built()
    with _measured(built.cost):
        built.files = PagefindIndexer(cache).index(given, glossary)
    return built


def _build_stock(data: Path, size: int) -> Built:
    built = Built()
    with tempfile.TemporaryDirectory() as name:
        stock_pagefind.write_pages(documents(data, size), Path(name))
        with _measured(built.cost), stock_pagefind.start(Path(name)) as process:
            process.wait()
        # Pagefind alone is what is measured; the pages are those of a site that is there anyway.
        built.cost.own_memory = 0
        built.files = stock_pagefind.read_index(Path(name))
    return built


@contextmanager
def _measured(cost: Cost) -> Iterator[None]:
    is_done = threading.Event()

    def watch() -> None:
        # The kernel counts a child's memory from its parent's at the fork on; this is its own.
        while not is_done.wait(_STEP):
            children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
            peaks = [_peak(Path(f"/proc/{child}/status")) for child in children]
            cost.child_memory = max([cost.child_memory, *peaks])

    begin = _seconds()
    watching = threading.Thread(target=watch)
    watching.start()
    yield
    is_done.set()
    watching.join()
    cost.seconds = _seconds() - begin
    cost.own_memory = _peak(Path("/proc/self/status"))


def _seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak(status: Path) -> int:
    """Bytes a process held at most; 0 where it has ended."""
    try:
        lines = status.read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
