"""A folder for real: whole files, untouched strangers, links that lead nowhere, and a kill."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.adapters.deployers.folder import open_folder
from generator.deploying.manifest import MANIFEST
from generator.model.deployment import FolderTarget
from generator.model.problem import UserError
from tests.deployers.sites import FIRST, SECOND, deploy
from tests.driver import files_below

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "content").mkdir(parents=True)
    return tmp_path / "site"


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


def target(folder: Path | str) -> FolderTarget:
    return FolderTarget("live", str(folder))


def published(folder: Path) -> dict[str, str]:
    found = files_below(folder)
    return {path: content.decode() for path, content in found.items() if path != MANIFEST}


def refusal(folder: Path | str, site: Path) -> str:
    with pytest.raises(UserError) as caught:
        deploy(FIRST, target(folder), site)
    assert [problem.code for problem in caught.value.problems] == ["deploy-folder"]
    return caught.value.problems[0].message


def test_the_folder_is_made_and_kept_in_step(site: Path, www: Path) -> None:
    deploy(FIRST, target(www), site)
    assert published(www) == FIRST
    deploy(SECOND, target("../www"), site)
    assert published(www) == SECOND
    assert not (www / "شرح").exists(), "no empty folder stays"
    assert [path.name for path in www.iterdir() if path.name.startswith(".")] == [MANIFEST]


def test_unchanged_files_are_not_touched(site: Path, www: Path) -> None:
    deploy(FIRST, target(www), site)
    before = {path: path.stat() for path in www.rglob("*") if path.is_file()}
    deploy(FIRST, target(www), site)
    for path, stat in before.items():
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (stat.st_ino, stat.st_mtime_ns)
    deploy(SECOND, target(www), site)
    same = www / "ar/index.html"
    assert same.stat().st_mtime_ns == before[same].st_mtime_ns
    assert (www / "index.html").stat().st_ino != before[www / "index.html"].st_ino


def test_files_of_others_stay_and_keep_their_folder(site: Path, www: Path) -> None:
    (www / "شرح").mkdir(parents=True)
    (www / "شرح" / "notes.txt").write_text("mine", "utf-8")
    (www / "robots.txt").write_text("mine", "utf-8")
    (www / "empty").mkdir()
    deploy(FIRST, target(www), site)
    deploy(SECOND, target(www), site)
    assert published(www) == {**SECOND, "شرح/notes.txt": "mine", "robots.txt": "mine"}
    assert (www / "empty").is_dir()


def test_a_reader_of_a_file_sees_it_to_its_end(site: Path, www: Path) -> None:
    deploy(FIRST, target(www), site)
    with (www / "index.html").open() as reader:
        deploy(SECOND, target(www), site)
        assert reader.read() == "one"


def test_files_can_be_read_by_the_server_and_keep_the_rights_they_were_given(
    site: Path, www: Path
) -> None:
    mask = os.umask(0o022)
    try:
        deploy(FIRST, target(www), site)
        assert (www / "index.html").stat().st_mode & 0o777 == 0o644
        (www / "index.html").chmod(0o640)
        deploy(SECOND, target(www), site)
        assert (www / "index.html").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(mask)


def test_links_are_not_followed_out_of_the_folder(site: Path, www: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("theirs", "utf-8")
    www.mkdir()
    (www / "ar").symlink_to(outside)
    with pytest.raises(AssertionError):  # what the command refuses: a link of others is in the way
        deploy(FIRST, target(www), site)
    assert files_below(outside) == {"index.html": b"theirs"}
    with open_folder(target(www), site, site / "output") as deployer:
        assert dict(deployer.standing(["ar/index.html", "ar"])) == {"ar": "no-file"}
        with pytest.raises(UserError):
            deployer.remove(["ar/index.html"])
        with pytest.raises(UserError):
            deployer.read("ar/index.html")
    assert files_below(outside) == {"index.html": b"theirs"}


def test_a_link_in_the_place_of_a_page_is_replaced_and_not_followed(
    site: Path, www: Path, tmp_path: Path
) -> None:
    deploy(FIRST, target(www), site)
    precious = tmp_path / "precious"
    precious.write_text("theirs", "utf-8")
    (www / "index.html").unlink()
    (www / "index.html").symlink_to(precious)
    deploy(FIRST, target(www), site)
    assert precious.read_text("utf-8") == "theirs"
    assert not (www / "index.html").is_symlink()
    assert published(www) == FIRST


def test_a_list_that_is_a_link_or_a_pipe_is_not_read(site: Path, www: Path, tmp_path: Path) -> None:
    deploy(FIRST, target(www), site)
    (www / MANIFEST).rename(tmp_path / "list")
    (www / MANIFEST).symlink_to(tmp_path / "list")
    assert "is a link" in refusal(www, site)
    (www / MANIFEST).unlink()
    os.mkfifo(www / MANIFEST)
    assert "no file at all" in refusal(www, site)


def test_a_linked_target_folder_is_followed(site: Path, www: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    www.symlink_to(tmp_path / "disk")
    deploy(FIRST, target(www), site)
    assert www.is_symlink()
    assert published(tmp_path / "disk") == FIRST


@pytest.mark.parametrize("name", [".", "content", "content/deep", "templates", "..", ".git"])
def test_the_sites_own_folders_are_refused(site: Path, name: str) -> None:
    assert refusal(site / name, site).endswith("holds the site's own files")
    assert list(files_below(site)) == []


@pytest.mark.parametrize("name", ["output", "output/www"])
def test_the_output_folder_is_refused(site: Path, name: str) -> None:
    (site / "output").mkdir()
    assert refusal(name, site).endswith("is the folder that `dragoman build` makes")


def test_a_folder_in_no_folder_is_a_misspelling(site: Path, tmp_path: Path) -> None:
    said = refusal(tmp_path / "srv" / "wwww" / "site", site)
    assert said.endswith(f"cannot be made: there is no folder {tmp_path / 'srv' / 'wwww'}")
    assert not (tmp_path / "srv").exists()


def test_a_file_is_no_folder(site: Path, www: Path) -> None:
    www.write_text("x", "utf-8")
    assert refusal(www, site).endswith("is not a folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_what_the_system_refuses_is_told(site: Path, www: Path) -> None:
    www.mkdir(mode=0o555)
    assert "Permission denied" in refusal(www, site)


def test_a_full_disk_is_told_and_a_rerun_completes(
    site: Path, www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(FIRST, target(www), site)
    replace = Path.replace

    def fail(path: Path, goal: Path) -> Path:
        if goal.name == "index.html":
            raise OSError(28, "No space left on device", str(path))
        return replace(path, goal)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UserError, match=r"index\.html: the system refuses: No space left"):
        deploy(SECOND, target(www), site)
    assert published(www)["static/a.css"] == "old", "nothing is removed before all is there"
    monkeypatch.undo()
    deploy(SECOND, target(www), site)
    assert published(www) == SECOND


def test_a_second_deploy_waits_for_the_first(site: Path, www: Path) -> None:
    www.mkdir()
    held = open_folder(target(www), site, site / "output")
    held.__enter__()
    other = threading.Thread(target=deploy, args=(FIRST, target(www), site))
    other.start()
    other.join(0.2)
    assert other.is_alive()
    assert published(www) == {}
    held.__exit__(None, None, None)
    other.join()
    assert published(www) == FIRST


def test_looking_changes_nothing(site: Path, www: Path) -> None:
    with open_folder(target(www), site, site / "output") as deployer:
        assert deployer.standing(["index.html"]) == {}
    assert not www.exists()
    www.mkdir()
    leftover = www / ".index.html.abcd1234.dragoman"
    leftover.write_text("half", "utf-8")
    with open_folder(target(www), site, site / "output") as deployer:
        assert deployer.standing(["index.html"]) == {}
    assert leftover.exists()
    deploy(FIRST, target(www), site)
    assert published(www) == FIRST, "what a killed run left is cleared away"


SENDER = """
import sys
from pathlib import Path
from generator.model.deployment import FolderTarget
from tests.deployers.sites import deploy
site, www = Path(sys.argv[1]), sys.argv[2]
for round in range(int(sys.argv[3]), 10_000):
    pages = {f"{n}/index.html": f"{round}" * 500 for n in range(40)}
    assets = {f"static/{round}-{n}.css": f"{round}" for n in range(10)}
    print(round, flush=True)
    deploy({**pages, **assets}, FolderTarget("live", www), site)
"""


@pytest.mark.slow
def test_a_killed_deploy_leaves_whole_files_and_a_rerun_completes(site: Path, www: Path) -> None:
    """SIGKILL at random instants, in the middle of one of the rounds."""
    (www / "theirs").mkdir(parents=True)
    (www / "theirs" / "notes.txt").write_text("mine", "utf-8")
    chance = random.Random(11)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    round_seen, broken = 0, 0
    for _ in range(12):
        command = [sys.executable, "-c", SENDER, str(site), str(www), str(round_seen)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        round_seen += 1 + len(rest.split())
        found = published(www)
        assert found.pop("theirs/notes.txt") == "mine"
        pages = {text for path, text in found.items() if path.endswith("index.html")}
        shown = {text[: len(text) // 500] for text in pages}
        assert all(text == text[: len(text) // 500] * 500 for text in pages), "a page is torn"
        for number in shown:
            assert all(f"static/{number}-{n}.css" in found for n in range(10)), "a page lacks CSS"
        broken += len(shown) > 1
    assert broken, "no kill fell between two pages: the test shows nothing"
    deploy(SECOND, target(www), site)
    assert published(www) == {**SECOND, "theirs/notes.txt": "mine"}
    assert not list(www.rglob("*.dragoman"))
