"""Files put in each other's place: nothing that somebody saved in the last instant is lost."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.adapters import files
from generator.adapters.files import read_sources
from generator.adapters.replacing import (
    ChangedMeanwhileError,
    Replacement,
    _trade_places,
    exchange,
    locked,
    read_if_any,
    read_settled,
    replace_files,
)
from generator.model.problem import UserError
from tests.driver import SiteTest

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "article.en.md"
    file.write_bytes(b"old")
    return file


def alone(file: Path) -> bool:
    return [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_file_is_replaced_with_its_mode(file: Path) -> None:
    file.chmod(0o640)
    replace_files([Replacement(file, b"new", b"old")])
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert alone(file)


def test_a_new_file_is_as_open_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    replace_files([Replacement(tmp_path / "new", b"new", b"")])
    assert (tmp_path / "new").read_bytes() == b"new"
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("expected", [b"older", b""])
def test_a_file_that_is_not_as_it_was_read_stays(file: Path, expected: bytes) -> None:
    with pytest.raises(ChangedMeanwhileError):
        replace_files([Replacement(file, b"new", expected)])
    assert file.read_bytes() == b"old"
    assert alone(file)


def test_a_file_that_was_deleted_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(ChangedMeanwhileError):
        replace_files([Replacement(tmp_path / "article.en.md", b"new", b"old")])
    assert list(tmp_path.iterdir()) == []


def test_several_files_stay_when_one_cannot_be_replaced(file: Path) -> None:
    other = file.with_name("memory.jsonl")
    other.write_bytes(b"memory")
    other.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only") as caught:
        replace_files([Replacement(file, b"new", b"old"), Replacement(other, b"more", b"memory")])
    assert caught.value.filename == str(other)
    other.chmod(0o644)
    with pytest.raises(ChangedMeanwhileError):
        replace_files([Replacement(file, b"new", b"old"), Replacement(other, b"more", b"x")])
    assert (file.read_bytes(), other.read_bytes()) == (b"old", b"memory")
    replace_files([Replacement(file, b"new", b"old"), Replacement(other, b"more", b"memory")])
    assert (file.read_bytes(), other.read_bytes()) == (b"new", b"more")
    assert sorted(each.name for each in file.parent.iterdir()) == [file.name, other.name]


def test_an_error_names_the_file_and_not_the_temporary_one(tmp_path: Path) -> None:
    file = tmp_path / "no such folder" / "article.en.md"
    with pytest.raises(OSError, match="No such file") as caught:
        replace_files([Replacement(file, b"new", b"")])
    assert caught.value.filename == str(file)


@linux
def test_what_was_saved_in_the_last_instant_gets_its_place_back(file: Path) -> None:
    """After the last look at the old file, and before the two trade places."""
    temporary = file.with_name("temporary")
    temporary.write_bytes(b"new")
    file.write_bytes(b"saved")
    with pytest.raises(ChangedMeanwhileError):
        _trade_places(temporary, file, Replacement(file, b"new", b"old"))
    assert file.read_bytes() == b"saved"
    assert alone(file)


@linux
def test_what_is_being_saved_in_that_instant_too(file: Path) -> None:
    temporary = file.with_name("temporary")
    temporary.write_bytes(b"new")
    with file.open("r+b") as editor:
        with pytest.raises(ChangedMeanwhileError):
            _trade_places(temporary, file, Replacement(file, b"new", b"old"))
        editor.write(b"saved")
    assert file.read_bytes() == b"saved"
    assert alone(file)


@linux
def test_a_file_deleted_in_that_instant_stays_deleted(file: Path) -> None:
    temporary = file.with_name("temporary")
    temporary.write_bytes(b"new")
    file.unlink()
    with pytest.raises(ChangedMeanwhileError):
        _trade_places(temporary, file, Replacement(file, b"new", b"old"))
    assert list(file.parent.iterdir()) == []


@linux
def test_two_files_trade_places(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(b"other")
    inode = other.stat().st_ino
    assert exchange(file, other)
    assert (file.read_bytes(), other.read_bytes()) == (b"other", b"old")
    assert file.stat().st_ino == inode


@linux
def test_a_file_is_read_when_nobody_is_writing_it(file: Path) -> None:
    assert read_settled(file) == b"old"
    with file.open("rb"):
        assert read_settled(file) == b"old"
    with file.open("ab"), pytest.raises(ChangedMeanwhileError):
        read_settled(file)
    assert read_if_any(file) == b"old"
    assert read_if_any(file.with_name("none")) == b""


@linux
def test_a_site_is_not_read_while_a_file_is_half_saved(tmp_path: Path) -> None:
    site = SiteTest().on_disk(tmp_path)
    file = site / "content/glossary.yaml"
    content = file.read_bytes()
    editor = file.open("wb")

    def save() -> None:
        editor.write(content)
        editor.close()

    timer = threading.Timer(0.02, save)
    timer.start()
    assert read_sources(site).files["content/glossary.yaml"] == content
    timer.join()


@linux
def test_a_file_that_stays_open_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PAUSES", (0.0, 0.0))
    site = SiteTest().on_disk(tmp_path)
    with (site / "site.toml").open("ab"):
        assert read_sources(site).files == SiteTest().files


def test_leftovers_are_cleared_away_and_nothing_else(file: Path) -> None:
    left = file.with_name(".article.en.md.abcd_123.dragoman")
    others = [file.with_name(name) for name in (".dragoman", ".x.dragoman", "a.abcd_123.dragoman")]
    for each in (left, *others):
        each.write_bytes(b"")
    with locked(file.parent):
        assert not left.exists()
    assert all(each.exists() for each in others)


@linux
def test_a_lock_waits_for_no_reader_and_is_given_back(file: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with locked(file.parent):
            assert file.read_bytes() == b"old"
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize(("name", "is_missed"), [("article.en.md.tmp", False), ("b.md", True)])
def test_what_is_gone_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_missed: bool
) -> None:
    """An editor's program has renamed its own file; an article that goes away is no small thing."""
    site = SiteTest().on_disk(tmp_path / "site")
    passing = site / "content/explainers/water" / name
    passing.write_text("half", "utf-8")
    listed = files._walk

    def walk(*given: Any) -> Iterator[Path]:
        for path in listed(*given):
            if path == passing:
                path.unlink()
            yield path

    monkeypatch.setattr(files, "_walk", walk)
    if is_missed:
        with pytest.raises(UserError, match="no ordinary file"):
            read_sources(site)
    else:
        assert f"content/explainers/water/{name}" not in read_sources(site).files
