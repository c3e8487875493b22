"""Histories of an explainer's files: edits, syncs, lost memories and git merges, played and judged.

A history is data (`Step`s of plain numbers), so that hypothesis can make it shorter when it fails,
and the failure tells the story in words.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from generator.model.problem import Problem
from generator.text.normal import text_hash
from generator.translation.memory import DraftRecord, append_records, read_memory
from generator.translation.reading import read_target
from generator.translation.similarity import words_of
from generator.translation.syncing import sync
from tests.translation.edits import EDITS, SOURCE_EDITS
from tests.translation.oracle import MOVED, check_synced, count_refusal, remember
from tests.translation.world import SIZES, Branch, World, cut, put_together

Step: TypeAlias = tuple[int, int, int, int]
"""What is done, and three numbers that choose where and how."""

_SYNC, _TRANSLATE, _DIE, _FORGET = "sync", "translate", "die", "forget"
_DEEDS = (
    *(edit for edit, times in EDITS for _ in range(times)),
    *(edit for edit, times in SOURCE_EDITS for _ in range(times)),
    *(_SYNC for _ in range(16)),
    *(_TRANSLATE for _ in range(8)),
    _DIE,
    _FORGET,
)
DEEDS = len(_DEEDS)
"""How many kinds of steps there are, the frequent ones counted often."""


def start(world: World, sizes: Sequence[int]) -> Branch:
    """An explainer just imported: paragraphs of these sizes, a title, a summary, two key points."""
    strings = {"title": 3, "summary": 8, "point.1": 5, "point.2": 2}
    body = [
        ("## " if size % 3 == 1 and SIZES[size] < 5 else "") + world.arabic(SIZES[size])
        for size in sizes
    ]
    branch = Branch(body, {name: world.arabic(size) for name, size in strings.items()})
    branch.remember_source()
    return branch


def play(world: World, branch: Branch, steps: Sequence[Step]) -> None:
    """Do one thing after the other, and judge every sync."""
    for kind, a, b, c in steps:
        deed = _DEEDS[kind % DEEDS]
        if deed == _SYNC:
            synchronise(world, branch, c)
        elif deed == _TRANSLATE:
            translate(world, branch, c)
        elif deed == _DIE:
            _die(world, branch)
        elif deed == _FORGET:
            if a % 3 == 0:
                world.story.append("the memory is lost")
                branch.memory, branch.seen, branch.present = "", frozenset(), ()
        elif not isinstance(deed, str):
            branch.remember_source()
            said = deed(world, branch, a, b, c)
            if said:
                world.story.append(said)


def synchronise(world: World, branch: Branch, choice: int = 0) -> bool:
    """Sync, judge the result, and do something about a refusal; whether it went through."""
    problems = _sync_once(world, branch)
    if not problems:
        return True
    _answer(world, branch, problems, choice)
    return False


def _sync_once(world: World, branch: Branch) -> tuple[Problem, ...]:
    world.tally["syncs"] += 1
    before = branch.english or ""
    read = read_memory(branch.memory, "memory.jsonl")
    memory = read.value
    assert not read.problems, read.problems
    done = sync(branch.article(), memory)
    errors = tuple(problem for problem in done.problems if problem.is_error)
    if errors:
        assert done.value.text == before, "a refused file must stay as it is"
        assert not done.value.records, "a refused file is not remembered"
        assert not done.value.changes
        count_refusal(world, branch, errors)
        world.story.append(f"sync: refused, {[(each.code, each.place.line) for each in errors]}")
        return errors
    after = done.value.text
    world.story.append(f"sync: {[f'{each.what} {each.line}' for each in done.value.changes]}")
    check_synced(world, branch, before, after)
    branch.memory = append_records(branch.memory, done.value.records)
    branch.english = branch.good = after
    remember(branch, after)
    again = sync(branch.article(), memory.joined(done.value.records))
    assert not again.problems, ("the second sync is refused", again.problems)
    assert again.value.text == after, ("the second sync changes more", after, again.value.text)
    assert not again.value.records, ("the second sync remembers more", again.value.records)
    assert not again.value.changes, ("the second sync plans more", again.value.changes)
    return ()


def _answer(world: World, branch: Branch, problems: Sequence[Problem], choice: int) -> None:
    """Undo, say that the text is meant to stand there, or leave it and go on."""
    kind = choice % 3
    if kind == 0:
        world.story.append("undoes everything since the last sync")
        branch.english = branch.good
    elif kind == 1 and all(problem.code in MOVED for problem in problems):
        lines = {problem.place.line for problem in problems}
        chunks = cut(branch.english or "")
        line = 1
        for chunk in chunks:
            if line in lines and chunk.marker:
                world.vouch(chunk, [*chunk.keys, *chunk.was], is_meant=False)
                chunk.set_words([*chunk.words, "ok:moved-text"])
            line += (chunk.marker + chunk.body).count("\n")
        branch.english = put_together(chunks)
        world.story.append(f"accepts the texts on lines {sorted(lines)}")
        left = _sync_once(world, branch)
        assert not left, ("the exemption does not help", left)


def translate(world: World, branch: Branch, choice: int) -> None:
    """Sync, have drafts made of what is missing, and sync again."""
    if not synchronise(world, branch, choice):
        return
    article = branch.article()
    filled = {
        (block.marker.name, key)
        for block in read_target(branch.english or "", "").value.blocks
        if block.text or block.marker.omit
        for key in block.marker.keys
        if not block.marker.orphan
    }
    drafts = []
    for source in (*article.strings, *article.blocks):
        if (source.name, source.key) not in filled:
            piece = world.piece({text_hash(source.text)}, "d")
            text = world.english(piece, max(1, len(source.text.split())))
            if choice % 2 and not source.name:
                text += f" *{world.word(piece)}*"
            world.drafts[words_of(text)] = text_hash(text)
            drafts.append(
                DraftRecord(text_hash(source.text), text, named=bool(source.name), engine="fake")
            )
    branch.memory = append_records(branch.memory, drafts)
    world.story.append(f"drafts {len(drafts)}")
    synchronise(world, branch, choice)


def _die(world: World, branch: Branch) -> None:
    """A sync is killed when it has written the memory and not yet the file."""
    memory = read_memory(branch.memory, "memory.jsonl").value
    done = sync(branch.article(), memory)
    branch.memory = append_records(branch.memory, done.value.records)
    world.story.append("sync: killed before the file was written")


@dataclass(frozen=True)
class Resolution:
    """How each file of a merge is resolved where git cannot: ours, theirs, union, or left in."""

    arabic: str
    strings: str
    english: str


WAYS = ("ours", "theirs", "union", "")
"""The options of `git merge-file`; with none, conflicts stay in the file."""


def merge(world: World, base: Branch, ours: Branch, theirs: Branch, how: Resolution) -> Branch:
    """Both branches in one, as git merges them."""
    arabic = merge_texts(base.arabic, ours.arabic, theirs.arabic, how.arabic)
    english = merge_texts(base.english or "", ours.english or "", theirs.english or "", how.english)
    strings = merge_texts(*map(_written, (base, ours, theirs)), how.strings)
    memory = merge_texts(base.memory, ours.memory, theirs.memory, "union")
    # Who deletes the memory on one branch deletes it for all.
    is_whole = all(each.memory.startswith(base.memory) for each in (ours, theirs))
    world.tally["merges"] += 1
    world.tally["merges with conflicts left in"] += "<<<<<<<" in english
    world.story.append(f"merged, {how}")
    return Branch(
        [block.strip("\n") for block in arabic.split("\n\n") if block.strip("\n")],
        _read_strings(strings),
        english,
        memory,
        ours.good,
        ours.seen | theirs.seen if is_whole else frozenset(),
        (),
        (*ours.older[-3:], *theirs.older[-3:]),
    )


def _written(branch: Branch) -> str:
    lines = [f"{name.partition('.')[0]}: {text}" for name, text in branch.strings.items()]
    return "\n".join(lines) + "\n"


def _read_strings(text: str) -> dict[str, str]:
    strings: dict[str, str] = {}
    points = 0
    for line in text.splitlines():
        name, colon, value = line.partition(": ")
        if colon and name == "point":
            points += 1
            strings[f"point.{points}"] = value
        elif colon:
            strings[name] = value
    return strings


def merge_texts(base: str, ours: str, theirs: str, way: str) -> str:
    """The text that `git merge-file` makes of three."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            path = Path(folder, name)
            path.write_bytes(text.encode())
            paths.append(str(path))
        options = ["-p", *([f"--{way}"] if way else [])]
        done = subprocess.run(
            ["git", "merge-file", *options, *paths], capture_output=True, check=False
        )
        assert done.returncode < 128, done.stderr
        return done.stdout.decode()


def told(world: World, *branches: Branch) -> str:
    """The story so far and the files as they stand, for a failure to show."""
    parts = ["", *world.story]
    for branch in branches:
        parts += ["", "--- Arabic", *(f"{text_hash(t)} {t}" for t in branch.body)]
        parts += [f"{text_hash(t)} {n}: {t}" for n, t in branch.strings.items()]
        parts += ["--- English", branch.english or ""]
    return "\n".join(parts)
