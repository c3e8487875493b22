"""Runs killed at random instants: every file stays old or new, whole, and the next run completes.

Each run is a process of its own that gets SIGKILL, so that nothing of the program can tidy up.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands import translate
from generator.ports import Draft, EngineId
from generator.text.normal import text_hash
from generator.translation.memory import read_memory
from tests.driver import SiteTest, files_below
from tests.newsroom import (
    LEFTOVER,
    assert_whole,
    finish,
    lay_out,
    leftovers,
    needs_fork,
    start,
)

KILLS = 100
"""Of each command."""
MOST_IN_A_ROW = 4
"""Kills before a run is left to finish."""
ARTICLES, PARAGRAPHS = 4, 3
_SYLLABLES = ("با", "تم", "جو", "دي", "رس", "سا", "عم", "قي", "كو", "لن", "مر", "نو")


class Shouting:
    """An engine behind the port, quick and always the same: each word by its hash."""

    engine = EngineId("shouting", "1", "0" * 12)

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        for index, text in enumerate(texts):
            words = [f"W{text_hash(word)}" for word in text.split()]
            draft = Draft(" ".join(words) + ".", -0.5)
            yield index, replace(draft, alternatives=(draft,) * min(alternatives, 1))


def run_sync(site: Path) -> int:
    return main(["sync", "--site", str(site)])


def run_translate(site: Path) -> int:
    return translate.run(
        site, [], model=None, install_model=False, force=False, open_engine=lambda _: Shouting()
    )


def sentence(chance: random.Random) -> str:
    words = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(9))
    return " ".join(words) + "."


def write_site(chance: random.Random) -> SiteTest:
    """Many explainers, so that a run takes a while and has many files to write."""
    small = SiteTest()
    files = {path: text for path, text in small.files.items() if "explainers" not in path}
    meta = small.files["content/explainers/bridge/meta.yaml"].decode()
    site = replace(small, files=files)
    for number in range(ARTICLES):
        folder = f"content/explainers/story-{number}"
        own = meta.replace("لماذا أُغلق الجسر؟", sentence(chance))
        body = "\n\n".join(sentence(chance) for _ in range(PARAGRAPHS))
        site = site.with_file(f"{folder}/meta.yaml", own.replace("قصة جسر قديم.", sentence(chance)))
        site = site.with_file(f"{folder}/article.ar.md", f"{body}\n")
    return site


def edit_english(text: str, chance: random.Random) -> str:
    """A person corrects some texts and reviews others."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line and not line.startswith("<!--") and chance.random() < 0.5:
            lines[number] = f"{line} Corrected {number}."
        elif line.startswith("<!--") and chance.random() < 0.3:
            lines[number] = line.replace(" |", " reviewed by:LH |", 1)
    return "\n".join(lines)


def edit_arabic(text: str, chance: random.Random) -> str:
    """The story moves on: a paragraph changes, one goes, one comes."""
    paragraphs = text.rstrip("\n").split("\n\n")
    paragraphs[0] = paragraphs[0].replace(".", f" {sentence(chance).split()[0]}.")
    del paragraphs[2]
    paragraphs.insert(1, sentence(chance))
    return "\n\n".join(paragraphs) + "\n"


def edited(site: Path, chance: random.Random) -> Mapping[str, bytes]:
    """The files of a site in step, after people have been at both languages."""
    files = files_below(site)
    for path, content in files.items():
        if "explainers" in path and path.endswith(".en.md"):
            files[path] = edit_english(content.decode(), chance).encode()
        elif "explainers" in path and path.endswith(".ar.md"):
            files[path] = edit_arabic(content.decode(), chance).encode()
    return files


@cache
def known(memory: bytes) -> frozenset[object]:
    """What is remembered; in which run it was written may differ."""
    read = read_memory(memory.decode(), "memory.jsonl")
    assert read.problems == ()
    return frozenset(
        replace(each, run=0) if hasattr(each, "run") else each for each in read.value.records
    )


def assert_old_or_new(
    files: Mapping[str, bytes], old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> None:
    """Each file whole, as before or as after; a memory may have grown, by whole records."""
    for path, content in files.items():
        if content in (old.get(path), new[path]):
            continue
        assert is_memory(path), f"{path} is neither old nor new"
        assert content.startswith(old.get(path, b"")), path
        assert content.endswith(b"}\n"), path
        assert known(content) <= known(new[path]), path


def assert_done(files: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """As after an undisturbed run, with no litter left."""
    assert set(files) == set(new)
    for path, content in files.items():
        if is_memory(path):
            assert known(content) == known(new[path]), path
        else:
            assert content == new[path], path


def times(site: Path) -> list[int]:
    """When each memory was last written."""
    return [each.stat().st_mtime_ns for each in site.glob("content/explainers/*/memory.jsonl")]


def is_memory(path: str) -> bool:
    return path.endswith("memory.jsonl")


@pytest.mark.slow
@needs_fork
@pytest.mark.parametrize("run", [run_sync, run_translate])
def test_a_killed_run_leaves_every_file_whole(
    tmp_path: Path, run: Callable[[Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(5)
    site, said = tmp_path / "site", tmp_path / "said"
    write_site(chance).on_disk(site)
    assert run_translate(site) == 0
    old = edited(site, chance)
    lay_out(old, site)
    assert finish(start(lambda: run(site), said)) == 0
    new = files_below(site)
    assert_whole(new)
    assert sum(old.get(path) != new[path] for path in new) >= 2 * ARTICLES

    durations = []
    for _ in range(3):
        lay_out(old, site)
        began = time.monotonic()
        assert finish(start(lambda: run(site), said)) == 0
        durations.append(time.monotonic() - began)
        assert_done(files_below(site), new)
    duration = min(durations)

    killed = left = partly = 0
    in_a_row = MOST_IN_A_ROW
    while killed < KILLS:
        if in_a_row == MOST_IN_A_ROW:
            in_a_row = 0
            lay_out(old, site)
        written = times(site)
        child = start(lambda: run(site), said)
        until = time.monotonic() + duration
        if chance.random() < 0.8:
            # Most runs are killed while they write: what they read and think is harmless.
            while times(site) == written and time.monotonic() < until:
                time.sleep(0.0005)
            time.sleep(chance.uniform(0, duration / 3))
        else:
            time.sleep(chance.uniform(0, duration))
        os.kill(child, signal.SIGKILL)
        if finish(child) == -signal.SIGKILL:
            killed += 1
            in_a_row += 1
        litter = leftovers(site)
        assert all(LEFTOVER.fullmatch(name) for name in litter)
        left += bool(litter)
        files = {path: text for path, text in files_below(site).items() if "/." not in path}
        partly += any(files[path] == new[path] != old[path] for path in old) and files != new
        assert_old_or_new(files, old, new)
        if in_a_row == MOST_IN_A_ROW or chance.random() < 0.1:
            in_a_row = MOST_IN_A_ROW
            assert run(site) == 0
            assert_done(files_below(site), new)
    capsys.readouterr()
    # The kills did fall where they could do harm.
    assert partly > KILLS / 5
    assert left > 0
