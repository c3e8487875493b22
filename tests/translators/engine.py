"""The real small model, and argostranslate with a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import MODEL, need

FOLDER = "translate-ar_en-test"


def unpacked_model(folder: Path) -> Path:
    """The model's package as a folder below this one."""
    need("the test model", MODEL.is_file())
    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(folder)
    return folder / FOLDER


def environment(data: Path) -> dict[str, str]:
    """Variables that keep argostranslate, which reads them when it is imported, to this folder."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("ARGOS")},
        "XDG_DATA_HOME": str(data),
        "XDG_CONFIG_HOME": str(data / "config"),
        "XDG_CACHE_HOME": str(data / "cache"),
    }


def output_of(code: str, data: Path, *arguments: str, standard_input: str = "") -> str:
    """The last line that a program of its own prints; it must not fail."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(data),
        input=standard_input,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]
