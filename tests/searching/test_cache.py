"""The cache between builds: what is put in comes back unchanged or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.adapters.build_cache import BuildCache

FILES = {"list.json": b"{}", "index/0.pf_index": b"\x00\xff", "index-key": b""}


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    BuildCache(tmp_path).put("a", FILES)
    assert BuildCache(tmp_path).get("a") == FILES
    assert BuildCache(tmp_path).get("b") is None
    assert [path.name for path in tmp_path.iterdir()] == ["a.kept"]


def test_without_a_folder_it_is_empty() -> None:
    cache = BuildCache(None)
    cache.put("a", FILES)
    cache.prune()
    assert cache.get("a") is None


@settings(max_examples=30)
@given(at=st.integers(0, 500), value=st.integers(0, 255))
def test_a_changed_byte_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    BuildCache(folder).put("a", FILES)
    kept = folder / "a.kept"
    raw = bytearray(kept.read_bytes())
    raw[at % len(raw)] = value
    is_same = bytes(raw) == kept.read_bytes()
    kept.write_bytes(raw)
    assert BuildCache(folder).get("a") == (FILES if is_same else None)


@pytest.mark.parametrize("name", ["../up.json", "/etc/x", "a/../b", "A.json", "a//b", "a\x00b", "",
                                  "a.html", "a.js", "a.svg", "a.css", "a.xml"])  # fmt: skip
def test_no_name_leads_out_of_the_folder_or_is_that_of_a_page(tmp_path: Path, name: str) -> None:
    BuildCache(tmp_path).put("a", {name: b"x"})
    assert BuildCache(tmp_path).get("a") is None


@pytest.mark.parametrize("head", [b"[]", b"null", b"[" * 100_000, b'{"a": "b"}', b'{"a": -1}'])
def test_what_is_no_list_of_names_is_no_entry(tmp_path: Path, head: bytes) -> None:
    body = len(head).to_bytes(8, "big") + head
    (tmp_path / "a.kept").write_bytes(hashlib.sha256(body).digest() + body)
    assert BuildCache(tmp_path).get("a") is None


def test_a_pipe_is_no_entry(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.kept")
    assert BuildCache(tmp_path).get("a") is None


def test_what_no_build_uses_goes_away_oldest_first(tmp_path: Path) -> None:
    old = BuildCache(tmp_path)
    for number in range(30):
        old.put(f"old{number:02}", FILES)
        os.utime(tmp_path / f"old{number:02}.kept", (number, number))
    (tmp_path / "notes.txt").write_text("of somebody else")
    cache = BuildCache(tmp_path)
    assert cache.get("old00") == FILES
    cache.put("new", FILES)
    cache.prune()
    left = {path.stem for path in tmp_path.glob("*.kept")}
    assert left == {"new", "old00", *(f"old{number:02}" for number in range(6, 30))}
    assert (tmp_path / "notes.txt").exists()
