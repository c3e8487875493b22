"""`dragoman sync` on disk: what it writes, what it never touches, and who else is at the files."""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.adapters import translation_files
from generator.adapters.translation_files import update
from generator.cli import main
from generator.commands.articles import read_content
from generator.model.explainer import Article
from generator.model.problem import Checked
from generator.translation.memory import Memory, read_memory
from generator.translation.syncing import Synced, sync
from tests.driver import SiteTest, files_below
from tests.newsroom import (
    ARABIC,
    BRIDGE,
    ENGLISH,
    FIRST,
    LEFTOVER,
    PASSAGES,
    SECOND,
    THIRD,
    assert_whole,
    change,
    english,
    finish,
    key,
    leftovers,
    marker,
    needs_fork,
    snapshot,
    start,
    translated,
)

WATER = "content/explainers/water/article.en.md"
ABOUT = "content/pages/about/article.en.md"
Capture = pytest.CaptureFixture[str]


def run(site: Path, *arguments: str) -> int:
    return main(["sync", *arguments, "--site", str(site)])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return translated().on_disk(tmp_path / "site")


@pytest.fixture(scope="module")
def in_step(tmp_path_factory: pytest.TempPathFactory) -> SiteTest:
    """The site as a first sync leaves it."""
    folder = translated().on_disk(tmp_path_factory.mktemp("first"))
    assert run(folder) == 0
    return SiteTest(files=files_below(folder))


@pytest.fixture
def synced(in_step: SiteTest, tmp_path: Path) -> Path:
    return in_step.on_disk(tmp_path / "site")


def test_only_translations_and_memories_are_written(site: Path) -> None:
    before = files_below(site)
    assert run(site) == 0
    after = files_below(site)
    memories = {
        f"{BRIDGE}/memory.jsonl",
        "content/explainers/water/memory.jsonl",
        "content/pages/about/memory.jsonl",
        "content/memory.jsonl",
    }
    assert set(after) - set(before) == {ABOUT, *memories}
    changed = {path for path in before if before[path] != after.get(path)}
    # The glossary's hint is as it should be; the others get theirs, and what they lack.
    assert changed == {WATER, ENGLISH}


def test_a_second_run_touches_no_file(site: Path, capsys: Capture) -> None:
    run(site)
    before = snapshot(site)
    capsys.readouterr()
    assert run(site) == 0
    assert snapshot(site) == before
    assert capsys.readouterr() == ("4 files in step\n", "")


def test_what_people_wrote_is_kept_to_the_letter(synced: Path) -> None:
    text = (synced / ENGLISH).read_text("utf-8")
    for _, _, written in PASSAGES:
        assert f" -->\n{written}\n" in text


def stale_and_orphan(site: Path) -> None:
    """The Arabic moves on: a paragraph changed, one gone, one new."""
    body = f"{FIRST.replace('القديم', 'الحجري')}\n\n{THIRD}\n\nيفتح الجسر من جديد في الربيع.\n"
    (site / ARABIC).write_text(body, "utf-8")


def test_the_plan_is_what_is_then_done(synced: Path, capsys: Capture) -> None:
    stale_and_orphan(synced)
    before = snapshot(synced)
    assert run(synced, "--dry-run") == 0
    assert snapshot(synced) == before
    plan = capsys.readouterr().out.splitlines()
    assert run(synced) == 0
    done = capsys.readouterr().out.splitlines()
    assert plan == [
        f"{ENGLISH}:7: stale: «أغلقت البلدية الجسر الحجري يوم»: the Arabic has changed; "
        "the English is kept and marked `stale`",
        f"{ENGLISH}:10: orphan: «قالت البلدية إن الجسر يحتاج»: the Arabic is gone; "
        "the English is kept, marked `orphan`, and not shown",
        f"{ENGLISH}: added: «يفتح الجسر من جديد في»: waits for its English",
        "would change 1 of 4 files, would add to 1 memory",
        "`dragoman diff` shows what has changed in the Arabic",
        "`dragoman translate` drafts what waits for its English",
    ]
    assert done == [
        *plan[:2],
        f"{ENGLISH}: 1 passage waits for its English",
        "changed 1 of 4 files, added to 1 memory",
        *plan[4:],
    ]


def test_a_dry_run_of_a_site_in_step(synced: Path, capsys: Capture) -> None:
    assert run(synced, "--dry-run") == 0
    assert capsys.readouterr() == ("4 files in step\n", "")


def test_only_the_slugs_named(site: Path) -> None:
    before = files_below(site)
    assert run(site, "bridge", "about") == 0
    after = files_below(site)
    touched = {path for path in after if before.get(path) != after[path]}
    assert touched == {
        ENGLISH,
        f"{BRIDGE}/memory.jsonl",
        ABOUT,
        "content/pages/about/memory.jsonl",
    }


def test_unknown_slugs_are_named_and_nothing_is_written(site: Path, capsys: Capture) -> None:
    before = snapshot(site)
    assert run(site, "bridge", "wter", "bridg") == 2
    said = capsys.readouterr().err
    assert "there is no explainer or page `wter` [unknown-slug]" in said
    assert "did you mean `water`?" in said
    assert "did you mean `bridge`?" in said
    assert snapshot(site) == before


def test_windows_line_endings_stay(synced: Path) -> None:
    file = synced / ENGLISH
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    stale_and_orphan(synced)
    assert run(synced, "bridge") == 0
    content = file.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 10
    assert b" stale" in content
    before = snapshot(synced)
    assert run(synced, "bridge") == 0
    assert snapshot(synced) == before


SWAPPED = (*PASSAGES[:2], (*PASSAGES[2][:2], PASSAGES[3][2]), (*PASSAGES[3][:2], PASSAGES[2][2]))
UNMARKED = english().replace(f"\n{marker(SECOND)}\n", "\n")
REFUSALS = {
    "conflict-marker": english() + "\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> theirs\n",
    "damaged-marker": english().replace(f"ar:{key(FIRST)} -->", f"ar:{key(FIRST)} ->"),
    "duplicate-block": f"{english()}\n{marker(SECOND)}\nAgain.\n",
    "unknown-word": english().replace(f"{key(FIRST)} ", f"{key(FIRST)} reveiwed "),
    "text-before-marker": f"A word of welcome.\n\n{english()}",
    "omit-with-text": english().replace(f"{key(FIRST)} ", f"{key(FIRST)} omit "),
    "stale-without-was": english().replace(f"{key(FIRST)} ", f"{key(FIRST)} stale "),
    "moved-text": english((*SWAPPED, PASSAGES[4])),
    "lost-marker": UNMARKED,
    "swallowed-text": UNMARKED.replace("It needs repair after", "It needs much repair after"),
    "grown-text": english((*PASSAGES[:3], PASSAGES[4])).replace(
        "to everybody.", "to everybody. What the council said of it is told elsewhere."
    ),
}
"""E1 to E11: for each a file that is refused, by the code of its error."""


@pytest.mark.parametrize("code", REFUSALS)
def test_one_bad_file_stops_everything(synced: Path, capsys: Capture, code: str) -> None:
    (synced / ENGLISH).write_text(REFUSALS[code], "utf-8")
    change(synced / WATER, "One station cleans it.", "A single station cleans it.")
    (synced / ABOUT).unlink()
    before = snapshot(synced)
    assert run(synced) == 2
    assert snapshot(synced) == before
    said = capsys.readouterr()
    assert said.out == ""
    first = said.err.splitlines()[0]
    assert re.fullmatch(rf"{re.escape(ENGLISH)}:\d+:\d+: error: .+ \[{code}\]", first)


def test_a_dry_run_refuses_what_a_run_refuses(synced: Path, capsys: Capture) -> None:
    (synced / ENGLISH).write_text(UNMARKED, "utf-8")
    assert run(synced) == 2
    said = capsys.readouterr()
    assert run(synced, "--dry-run") == 2
    assert capsys.readouterr() == said


def test_a_bad_file_does_not_hold_back_those_that_are_named(synced: Path) -> None:
    (synced / ENGLISH).write_text(UNMARKED, "utf-8")
    (synced / ABOUT).unlink()
    assert run(synced, "water", "about") == 0
    assert (synced / ABOUT).exists()
    assert (synced / ENGLISH).read_text("utf-8") == UNMARKED


def test_every_error_of_every_file_is_reported(synced: Path, capsys: Capture) -> None:
    (synced / ENGLISH).write_text(
        f"Lost.\n{marker(FIRST, 'omit')}\nText.\n\n{marker(SECOND, 'stale')}\nMore.\n", "utf-8"
    )
    change(synced / WATER, "<!-- own -->", "<!-- owm -->")
    change(synced / "content/glossary.en.md", "<!-- term", "<!--term")
    assert run(synced) == 2
    places = re.findall(r"^(\S+): error: .* \[(.*)\]$", capsys.readouterr().err, re.MULTILINE)
    assert places == [
        (f"{ENGLISH}:1:1", "text-before-marker"),
        (f"{ENGLISH}:2:1", "omit-with-text"),
        (f"{ENGLISH}:5:1", "stale-without-was"),
        (f"{WATER}:47:1", "damaged-marker"),
        ("content/glossary.en.md:1:1", "damaged-marker"),
    ]


def test_a_damaged_line_of_the_memory_is_named_and_kept(synced: Path, capsys: Capture) -> None:
    memory = synced / BRIDGE / "memory.jsonl"
    memory.write_bytes(memory.read_bytes() + b'{"is":"sour\xff\n')
    damaged = memory.read_bytes()
    stale_and_orphan(synced)
    assert run(synced, "bridge") == 0
    said = capsys.readouterr().err
    assert f"{BRIDGE}/memory.jsonl:{damaged.count(b'}')}:1: warning" not in said
    assert said.count("[damaged-memory]") == 1
    assert memory.read_bytes().startswith(damaged), "new records follow; nothing else changes"
    assert " stale" in (synced / ENGLISH).read_text("utf-8")


def test_a_lost_memory_costs_no_text(synced: Path) -> None:
    (synced / BRIDGE / "memory.jsonl").unlink()
    stale_and_orphan(synced)
    assert run(synced, "bridge") == 0
    text = (synced / ENGLISH).read_text("utf-8")
    assert all(written in text for _, _, written in PASSAGES)


# Somebody else at the files.


def bridge(site: Path) -> Article:
    _, _, content = read_content(site)
    return next(each for each in content.articles if each.slug == "bridge")


def save_in_place(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


def save_by_rename(file: Path, text: str) -> None:
    """As editors do that keep the old file until the new one is whole."""
    fresh = file.with_name("article.en.md.tmp")
    fresh.write_text(text, "utf-8")
    fresh.replace(file)


def save_slowly(file: Path, text: str) -> None:
    """In place, by a program that is held up in the middle."""
    with file.open("w", encoding="utf-8") as stream:
        time.sleep(0.005)
        stream.write(text[: len(text) // 2])
        stream.flush()
        time.sleep(0.005)
        stream.write(text[len(text) // 2 :])


Save = Callable[[Path, str], None]


@pytest.mark.parametrize("save", [save_in_place, save_by_rename])
def test_what_is_saved_while_a_run_is_under_way_is_kept(synced: Path, save: Save) -> None:
    stale_and_orphan(synced)
    seen = []

    def step(article: Article, memory: Memory) -> Checked[Synced]:
        seen.append(article.translation)
        if len(seen) == 1:
            save(synced / ENGLISH, (article.translation or "").replace("everybody", "cars"))
        return sync(article, memory)

    done = update(synced, bridge(synced), step)
    assert done.problems == ()
    assert len(seen) == 2
    text = (synced / ENGLISH).read_text("utf-8")
    assert "closed the old bridge to cars" in text
    assert " stale" in text
    assert leftovers(synced) == []
    assert run(synced, "--dry-run") == 0


def test_a_file_that_is_made_while_a_run_is_under_way_is_kept(site: Path) -> None:
    (site / ENGLISH).unlink()

    def step(article: Article, memory: Memory) -> Checked[Synced]:
        if not article.translation:
            (site / ENGLISH).write_text("<!-- own -->\nWritten meanwhile.\n", "utf-8")
        return sync(article, memory)

    assert update(site, bridge(site), step).problems == ()
    text = (site / ENGLISH).read_text("utf-8")
    assert "Written meanwhile." in text
    assert marker(FIRST)[:-4] in text


def test_a_file_that_somebody_keeps_saving_is_left_to_them(
    synced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation_files, "_PAUSE", 0.0)
    stale_and_orphan(synced)
    memory = (synced / BRIDGE / "memory.jsonl").read_bytes()

    def step(article: Article, memory: Memory) -> Checked[Synced]:
        (synced / ENGLISH).write_text(f"{article.translation}more ", "utf-8")
        return sync(article, memory)

    (problem,) = update(synced, bridge(synced), step).problems
    assert (problem.code, problem.place.path) == ("output-failed", ENGLISH)
    assert problem.message == "cannot be written: somebody keeps saving it"
    assert (synced / ENGLISH).read_text("utf-8").endswith("more more ")
    assert (synced / BRIDGE / "memory.jsonl").read_bytes() == memory
    assert leftovers(synced) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")
def test_a_file_that_is_just_being_saved_is_waited_for(
    synced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor has emptied the file and has not yet written into it."""
    monkeypatch.setattr(translation_files, "_PAUSE", 0.0)
    text = (synced / ENGLISH).read_text("utf-8")
    article = bridge(synced)
    with (synced / ENGLISH).open("w", encoding="utf-8") as file:
        (problem,) = update(synced, article, sync).problems
        assert "keeps saving it" in problem.message
        file.write(text)
    assert (synced / ENGLISH).read_text("utf-8") == text
    assert update(synced, bridge(synced), sync).problems == ()


@needs_fork
def test_a_full_disk_leaves_every_file_as_it_was(synced: Path, tmp_path: Path) -> None:
    """A limit on the size of files refuses what a full disk would refuse."""
    stale_and_orphan(synced)
    before = snapshot(synced)

    def run_out_of_space() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
        return run(synced)

    assert finish(start(run_out_of_space, tmp_path / "said")) == 2
    said = (tmp_path / "said").read_text("utf-8")
    assert f"{BRIDGE}/memory.jsonl: error: cannot be written: File too large" in said
    assert "hint: it is as it was" in said
    assert "3 files in step\n" in said
    assert snapshot(synced) == before, "no file is changed, and no temporary file is left"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with hardly any space; only where it may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if (
        shutil.which("mount") is None
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("nothing may be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
def test_a_disk_that_is_really_full(in_step: SiteTest, small_disk: Path, capsys: Capture) -> None:
    site = in_step.on_disk(small_disk / "site")
    stale_and_orphan(site)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 1024)
    before = snapshot(site)
    assert run(site) == 2
    said = capsys.readouterr().err
    assert f"{BRIDGE}/memory.jsonl: error: cannot be written: No space left on device" in said
    assert snapshot(site) == before
    filler.unlink()
    assert run(site) == 0
    assert " stale" in (site / ENGLISH).read_text("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_when_nothing_can_be_said_all_is_written_all_the_same(
    synced: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    stale_and_orphan(synced)
    with Path("/dev/full").open("w", buffering=1, encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert run(synced) == 2
        with contextlib.suppress(OSError):
            full.close()
    assert capsys.readouterr().err == "dragoman: No space left on device\n"
    monkeypatch.undo()
    assert run(synced) == 0
    assert capsys.readouterr().out == "4 files in step\n"


@pytest.mark.parametrize("name", ["article.en.md", "memory.jsonl"])
def test_a_read_only_file_is_left_alone(synced: Path, capsys: Capture, name: str) -> None:
    stale_and_orphan(synced)
    file = synced / BRIDGE / name
    file.chmod(0o444)
    before = snapshot(synced)
    assert run(synced, "bridge") == 2
    said = capsys.readouterr()
    message = "error: cannot be written: the file is read-only [output-failed]"
    assert f"{BRIDGE}/{name}: {message}" in said.err
    assert snapshot(synced) == before, "nor is the other file changed"
    file.chmod(0o644)
    assert run(synced, "bridge") == 0
    assert " stale" in (synced / ENGLISH).read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write there")
def test_a_read_only_folder_is_left_alone(synced: Path, capsys: Capture) -> None:
    stale_and_orphan(synced)
    before = snapshot(synced)
    (synced / BRIDGE).chmod(0o555)
    assert run(synced) == 2
    assert "cannot be written: Permission denied" in capsys.readouterr().err
    (synced / BRIDGE).chmod(0o755)
    assert snapshot(synced) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give")
def test_a_file_keeps_its_owner_and_its_mode(synced: Path) -> None:
    """As root in a container: the file must not become root's."""
    stale_and_orphan(synced)
    os.chown(synced / ENGLISH, 12345, 23456)
    (synced / ENGLISH).chmod(0o640)
    assert run(synced, "bridge") == 0
    status = (synced / ENGLISH).stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (12345, 23456, 0o640)


def test_a_linked_file_keeps_its_link(synced: Path) -> None:
    real = synced / BRIDGE / "english.md"
    (synced / ENGLISH).rename(real)
    (synced / ENGLISH).symlink_to("english.md")
    stale_and_orphan(synced)
    assert run(synced, "bridge") == 0
    assert (synced / ENGLISH).is_symlink()
    assert " stale" in real.read_text("utf-8")


def test_what_a_killed_run_left_is_cleared_away(synced: Path) -> None:
    folder = synced / BRIDGE
    left = folder / ".article.en.md.a1b2c3_d.dragoman"
    other = folder / ".article.en.md.swp"
    left.write_text("half a fi")
    other.write_text("somebody else's")
    assert LEFTOVER.fullmatch(left.name)
    assert run(synced, "bridge") == 0
    assert leftovers(synced) == [".article.en.md.swp"]


# Several runs at once.


def memories(site: Path) -> Iterator[Path]:
    yield from site.rglob("memory.jsonl")


@needs_fork
def test_two_runs_at_once_do_what_one_does(tmp_path: Path) -> None:
    sites = [translated().on_disk(tmp_path / name) for name in ("one", "two")]
    for each in sites:
        assert run(each) == 0
        stale_and_orphan(each)
    assert run(sites[0]) == 0
    children = [start(lambda: run(sites[1]), tmp_path / f"said-{number}") for number in range(3)]
    assert [finish(child) for child in children] == [0, 0, 0]
    assert files_below(sites[0]) == files_below(sites[1])
    for memory in memories(sites[1]):
        lines = memory.read_text("utf-8").splitlines()
        assert len(lines) == len(set(lines)), "no record is written twice"


def edit(site: Path, chance: random.Random, until: float) -> list[str]:
    """Append words to blocks, as an editor would who saves every moment; the words."""
    words: list[str] = []
    file = site / ENGLISH
    while time.monotonic() < until:
        word = f"word{len(words)}"
        lines = file.read_text("utf-8").split("\n")
        ends = [number for number, line in enumerate(lines) if line and not line.startswith("<!--")]
        lines[chance.choice(ends)] += f" {word}"
        save = chance.choice([save_in_place, save_by_rename, save_slowly])
        save(file, "\n".join(lines))
        words.append(word)
        time.sleep(chance.choice([0, 0.001, 0.01, 0.03]))
    return words


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell who is saving")
def test_no_saved_word_is_lost_while_many_runs_are_under_way(synced: Path, tmp_path: Path) -> None:
    chance = random.Random(11)
    end = time.monotonic() + 3

    def keep_syncing() -> int:
        codes = set()
        while time.monotonic() < end:
            codes.add(run(synced, "bridge"))
        return 0 if codes <= {0, 2} else 1

    children = [start(keep_syncing, tmp_path / f"said-{number}") for number in range(4)]
    words = edit(synced, chance, end)
    assert [finish(child) for child in children] == [0] * 4
    said = "".join((tmp_path / f"said-{number}").read_text("utf-8") for number in range(4))
    errors = set(re.findall(r"\[([a-z-]+)\]", said))
    assert errors <= {"output-failed"}, "every file that a run met was whole"
    assert run(synced) == 0
    files = files_below(synced)
    found = set(re.findall(r"word\d+", files[ENGLISH].decode()))
    assert [word for word in words if word not in found] == []
    assert len(words) > 50
    assert_whole(files)
    for memory in memories(synced):
        assert read_memory(memory.read_text("utf-8"), memory.name).problems == ()
    assert leftovers(synced) == []
