"""A newsroom on disk: files that people save, and runs of the command line beside each other."""

from __future__ import annotations

import contextlib
import os
import re
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.text.normal import text_hash
from generator.translation.reading import read_target
from tests.driver import SiteTest

BRIDGE = "content/explainers/bridge"
ENGLISH = f"{BRIDGE}/article.en.md"
ARABIC = f"{BRIDGE}/article.ar.md"
FIRST, SECOND = "أغلقت البلدية الجسر القديم يوم الأحد.", "قالت البلدية إن الجسر يحتاج إلى ترميم."
THIRD = "يعبر الجسر كل صباح مئات العمال والطلاب وباعة السوق."
PASSAGES = (
    ("title", "لماذا أُغلق الجسر؟", "Why was the bridge closed?"),
    ("summary", "قصة جسر قديم.", "The story of an old bridge."),
    ("", FIRST, "On Sunday the city closed the old bridge to everybody."),
    ("", SECOND, "It needs repair after many winters, the council said."),
    ("", THIRD, "Hundreds of workers, students and traders cross it each morning."),
)
"""Name, Arabic and English of everything there is about the bridge."""
LEFTOVER = re.compile(r"\..+\.dragoman")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")


def key(arabic: str) -> str:
    return text_hash(arabic)


def marker(arabic: str, words: str = "", name: str = "") -> str:
    return f"<!-- {name}{' ' if name else ''}ar:{key(arabic)}{' ' if words else ''}{words} -->"


def english(passages: tuple[tuple[str, str, str], ...] = PASSAGES) -> str:
    """A translation file, every text in it a person's."""
    return "\n".join(f"{marker(arabic, name=name)}\n{text}\n" for name, arabic, text in passages)


def translated() -> SiteTest:
    """The small site, where people have translated all there is about the bridge."""
    body = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
    return SiteTest().with_file(ARABIC, body).with_file(ENGLISH, english())


Snapshot = dict[str, tuple[bytes, int, int]]


def snapshot(site: Path) -> Snapshot:
    """Content, time of change and inode of every file, hidden ones too."""
    return {
        path.relative_to(site).as_posix(): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
            path.stat().st_ino,
        )
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    """What a person does: open the file, change a word, save it."""
    text = path.read_bytes().decode()
    assert old in text, f"{path} does not hold {old!r}"
    path.write_bytes(text.replace(old, new, 1).encode())


def lay_out(files: Mapping[str, bytes], folder: Path) -> Path:
    """Exactly these files in the folder."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    return SiteTest(files=files).on_disk(folder)


def leftovers(site: Path) -> list[str]:
    """Hidden files that a run has not cleared away."""
    return [path.name for path in site.rglob(".*") if path.is_file()]


def assert_whole(files: Mapping[str, bytes]) -> None:
    """Every translation file can be read, and every memory ends with the end of a record."""
    for path, content in files.items():
        if path.endswith(".en.md"):
            assert read_target(content.decode(), path).problems == ()
        elif path.endswith("memory.jsonl"):
            assert content.endswith(b"}\n")


def start(run: Callable[[], int], said: Path) -> int:
    """Process id of a run beside this one; what it says goes into the file `said`."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        with (
            said.open("w", encoding="utf-8") as stream,
            contextlib.redirect_stdout(stream),
            contextlib.redirect_stderr(stream),
        ):
            try:
                code = run()
            except BaseException:
                traceback.print_exc(file=stream)
    finally:
        # Nothing of the test's own may run in the copy.
        os._exit(code)


def finish(child: int) -> int:
    """Exit code of a run, once it has ended."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
