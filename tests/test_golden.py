"""The small site as it must come out, page by page: tests/golden.

`make golden` rewrites the expected pages after a change that is meant; read the diff.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.driver import SiteTest, files_below

GOLDEN = Path(__file__).parent / "golden"
_KEPT = (".html", ".txt", ".xml", ".webmanifest", "feed.json")


def expected() -> dict[str, str]:
    return {path: content.decode() for path, content in files_below(GOLDEN).items()}


def made() -> dict[str, str]:
    """The pages, feeds and lists; fonts, styles and scripts are the theme's own files."""
    outcome = SiteTest().build_anew()
    assert not outcome.checked.has_errors, outcome.report
    files = {
        path: _steady(content.decode())
        for path, content in outcome.files.items()
        if path.endswith(_KEPT) and not path.startswith("static/")
    }
    listing = "".join(f"{_steady(path)}\n" for path in sorted(outcome.files))
    return {**files, "files.txt": listing, "report.txt": outcome.report}


def _steady(text: str) -> str:
    """Without the name of the static files' folder, which each change of one of them changes."""
    return re.sub(r"static/[0-9a-f]{10}/", "static/(digest)/", text)


def test_pages(request: pytest.FixtureRequest) -> None:
    pages = made()
    if request.config.getoption("--rewrite"):
        for path in files_below(GOLDEN):
            (GOLDEN / path).unlink()
        for path, text in pages.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_text(text, "utf-8")
        return
    golden = expected()
    assert sorted(pages) == sorted(golden)
    for path, text in pages.items():
        assert text == golden[path], f"{path} has changed; `make golden` rewrites it"


def test_a_build_is_repeatable() -> None:
    assert made() == made()
