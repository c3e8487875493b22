"""Each folder of `cases/` imports as its `expected/` says; README.md tells how to add one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.importing.import_site import run_case

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if (case / "input.html").exists():
        pytest.importorskip("trafilatura")
    made = run_case(case, tmp_path)
    expected = case / "expected"
    if request.config.getoption("--rewrite"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, encoding="utf-8", newline="\n")
    kept = {
        path.relative_to(expected).as_posix(): path.read_text(encoding="utf-8")
        for path in expected.rglob("*")
        if path.is_file()
    }
    assert made == kept
