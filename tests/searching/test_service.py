"""The conversation with the Pagefind binary, and every way in which it can go wrong."""

from __future__ import annotations

import shlex
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.adapters import search
from generator.adapters.pagefind_service import (
    PagefindError,
    Record,
    running_pagefind,
    version_of,
)
from generator.adapters.search import PagefindIndexer, find_binary
from generator.build import build
from generator.model.problem import UserError
from generator.ports import Tools
from tests.driver import SiteTest

RECORDS = (Record("a/", "عقوب دول", {"title": "دول"}), Record("b/", "OPEC", {}))
STAND_IN = Path(__file__).parent / "stand_in.py"


def index(
    binary: Path, *groups: Sequence[Record], chunk_size: int = 1_000, seconds: float = 120
) -> list[dict[str, bytes]]:
    """The files of an index for each group."""
    with running_pagefind(binary, chunk_size, seconds) as pagefind:
        return [pagefind.index(group, "en") for group in groups]


def stand_in(folder: Path, fault: str) -> Path:
    """A program that has the fault."""
    binary = folder / "pagefind"
    command = shlex.join([sys.executable, "-S", "-E", str(STAND_IN), fault])
    binary.write_text(f'#!/bin/sh\nexec {command} "$1"\n')
    binary.chmod(0o755)
    return binary


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("stops", "it stopped before all was answered: thread main panicked"),
        ("hangs", "no answer within 0.5 s"),
        ("complains", "it says: no memory"),
        ("damaged", "an answer is damaged"),
        ("no json", "an answer is damaged"),
        ("other number", "answer 3 came where 2 was due"),
        ("other type", "it answered 'IndexedDir' where IndexedFile was due"),
        ("other count", "'a/' has 2 words, 3 were indexed"),
        ("other page", "'a/' was sent, 'other' indexed"),
        ("other index", "index 0 was asked for, 7 given"),
        ("no files", "it sent no list of files"),
        ("no content", "it sent a file without path or content"),
        ("odd file", "it sent a file that is none"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_runs_on(
    tmp_path: Path, fault: str, message: str
) -> None:
    records = RECORDS[:1] if fault != "stops" else (RECORDS[0],) * 20_000
    seconds = 0.5 if fault == "hangs" else 30
    before = running()
    with pytest.raises(PagefindError) as caught:
        index(stand_in(tmp_path, fault), records, seconds=seconds)
    assert message in str(caught.value)
    wait_for(lambda: running() <= before)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "code", "message"),
    [
        ("dies", "search-failed", "exit code 3, asked for its version: cannot load a library"),
        ("other version", "search-version", "Pagefind is of version 2.0.0"),
        ("no files", "search-failed", "it sent no list of files"),
        ("none", "search-failed", "it made 0 lists of pages instead of one"),
    ],
)
def test_a_failing_pagefind_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, code: str, message: str
) -> None:
    binary = stand_in(tmp_path, fault)
    monkeypatch.setattr(search, "find_binary", lambda: binary)
    checked = build(SiteTest().sources, Tools(PagefindIndexer()))
    (problem,) = [each for each in checked.problems if each.is_error]
    assert problem.code == code
    assert message in problem.message
    assert problem.hint
    assert checked.value.artifacts == ()


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PagefindError, match="it did not run"):
        version_of(tmp_path / "absent", 5)
    with pytest.raises(PagefindError, match="it did not run"):
        index(tmp_path / "absent", RECORDS, seconds=5)


def test_without_pagefind_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> str:
        raise FileNotFoundError("no binary")

    monkeypatch.setattr("pagefind_bin.get_executable", nowhere)
    with pytest.raises(UserError) as caught:
        find_binary()
    (problem,) = caught.value.problems
    assert problem.code == "search-missing"
    assert problem.hint == "install it: pip install pagefind-bin"


@pytest.mark.slow
def test_the_real_binary_answers_many_requests_at_once() -> None:
    many = tuple(Record(f"page/{number}/", f"word{number} كلم", {}) for number in range(3_000))
    first, second = index(find_binary(), many, RECORDS)
    assert sum(path.startswith("fragment/") for path in first) == 3_000
    assert sum(path.startswith("fragment/") for path in second) == 2


@pytest.mark.slow
def test_who_stops_half_way_leaves_nothing_behind() -> None:
    before = running()
    with (
        pytest.raises(KeyboardInterrupt),
        running_pagefind(find_binary(), 1_000, 60) as pagefind,
    ):
        pagefind.index(RECORDS, "en")
        raise KeyboardInterrupt
    wait_for(lambda: running() <= before)


def running() -> frozenset[str]:
    """Threads of this process, and processes it has started where the system tells them."""
    lists = Path("/proc/self/task").glob("*/children")
    processes = frozenset(one for each in lists for one in each.read_text().split())
    return processes | {f"thread {each.ident}" for each in threading.enumerate()}


def wait_for(is_so: Callable[[], bool]) -> None:
    """Until it is so, five seconds at most."""
    end = time.monotonic() + 5
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)
    assert is_so()
