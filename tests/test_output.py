"""The output folder: replaced in one step, never one that is not ours, whole after a kill."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.adapters.output import MARKER, write_output
from generator.model.artifact import Artifact
from generator.model.problem import UserError
from tests.driver import files_below


def artifacts(**files: str) -> list[Artifact]:
    return [Artifact(path, text.encode(), "test") for path, text in files.items()]


def published(folder: Path) -> dict[str, str]:
    return {
        path: content.decode() for path, content in files_below(folder).items() if path != MARKER
    }


def test_the_folder_holds_exactly_the_new_files(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write_output(artifacts(one="1", two="2"), output, tmp_path)
    write_output(artifacts(two="2", three="3"), output, tmp_path)
    assert published(output) == {"two": "2", "three": "3"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"], "nothing is left beside it"


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write_output(artifacts(one="1"), output, tmp_path)
    before = (output / "one").stat()
    write_output(artifacts(one="1", two="2"), output, tmp_path)
    after = (output / "one").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_changed_file_does_not_change_under_a_reader(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write_output(artifacts(one="old"), output, tmp_path)
    with (output / "one").open() as reader:
        write_output(artifacts(one="new"), output, tmp_path)
        assert reader.read() == "old"
    assert published(output) == {"one": "new"}


@pytest.mark.parametrize("name", ["", "content", "content/deep", "templates", ".git/x"])
def test_the_sites_own_folders_are_never_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(UserError) as caught:
        write_output(artifacts(one="1"), tmp_path / name, tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["foreign-output"]


def test_a_folder_somebody_else_made_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("years of work")
    with pytest.raises(UserError) as caught:
        write_output(artifacts(one="1"), folder, tmp_path)
    assert caught.value.problems[0].code == "foreign-output"
    assert published(folder) == {"chapter.txt": "years of work"}


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    write_output(artifacts(one="1"), tmp_path / "output", tmp_path)
    assert published(tmp_path / "output") == {"one": "1"}


def test_no_file_leaves_the_folder(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write_output(artifacts(one="1"), output, tmp_path)
    with pytest.raises(UserError):
        write_output([Artifact("../escaped", b"x", "test")], output, tmp_path)
    assert not (tmp_path / "escaped").exists()
    assert published(output) == {"one": "1"}


def test_a_linked_output_folder_keeps_its_link(tmp_path: Path) -> None:
    real = tmp_path / "disk" / "site"
    real.mkdir(parents=True)
    link = tmp_path / "output"
    link.symlink_to(real)
    write_output(artifacts(one="1"), link, tmp_path / "elsewhere")
    assert link.is_symlink()
    assert published(real) == {"one": "1"}


WRITER = """
import sys
from pathlib import Path
from generator.adapters.output import write_output
from generator.model.artifact import Artifact
round = 0
while True:
    round += 1
    files = [Artifact(f"{n}.html", f"{round}".encode() * 200, "t") for n in range(60)]
    write_output(files, Path(sys.argv[1]), Path(sys.argv[1]).parent / "site")
    print(round, flush=True)
"""


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    """SIGKILL at random instants: the folder always holds one round, never parts of two."""
    output = tmp_path / "output"
    chance = random.Random(7)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    rounds_seen = set()
    for _ in range(15):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(output)], env=environment, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()  # at least one round is done
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        files = published(output)
        assert len(files) == 60
        assert len(set(files.values())) == 1, "files of two builds are mixed"
        rounds_seen |= set(files.values())
    assert rounds_seen
    write_output(artifacts(last="1"), output, tmp_path / "site")
    assert published(output) == {"last": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"], "leftovers are cleared away"
