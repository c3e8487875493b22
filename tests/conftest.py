"""What tests share: the browser, the real model, and the switch that rewrites expected files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"
MODEL = Path(__file__).parent / "model" / "translate-ar_en-test.argosmodel"
"""The small real model; tests/model/README.md says how it was made."""
IN_CI = os.environ.get("CI") == "true"

# In CI a property is tried on the same examples each time: red must mean the change.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if IN_CI else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="rewrite expected files instead of comparing"
    )


def need(what: str, found: bool) -> None:
    """Skip where something is not installed; in CI that is a failure."""
    if found:
        return
    if IN_CI:
        pytest.fail(f"{what} is missing, and must not be in CI")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    need("a Chromium browser", path is not None)
    return str(path)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[object]:
    """A real headless browser, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.fixture
def shared() -> Path:
    """Real text from outside the project; tests that use it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    return SHARED
