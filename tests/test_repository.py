"""The repository keeps its own rules: layers, pins, and nothing that does not belong."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LARGEST = 2 * 1024 * 1024


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_layers() -> None:
    """import-linter's contracts in pyproject.toml hold."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 kept, 0 broken" in done.stdout


def test_the_command_starts_without_the_heavy_libraries() -> None:
    """`dragoman --help` must not wait for what it does not use."""
    code = (
        "import sys; from generator.cli import make_parser; make_parser().format_help();"
        "print([n for n in ('jinja2', 'markdown_it', 'yaml', 'ctranslate2', 'argostranslate',"
        " 'trafilatura', 'boto3', 'botocore') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=str)
def test_pins_have_hashes_and_no_index_address(path: Path) -> None:
    text = path.read_text("utf-8")
    pins = re.findall(r"^[A-Za-z0-9._-]+==", text, re.MULTILINE)
    assert pins
    assert "://" not in text
    blocks = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_no_large_file() -> None:
    assert [path.name for path in tracked() if path.stat().st_size > LARGEST] == []


@pytest.mark.parametrize(
    ("folder", "kind"), [("templates/static/fonts", "*.woff2"), ("generator/fonts", "*.ttf")]
)
def test_the_fonts_have_their_licence_beside_them(folder: str, kind: str) -> None:
    fonts = ROOT / folder
    assert list(fonts.glob(kind))
    assert all(path.stat().st_size < 300_000 for path in fonts.iterdir())
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text("utf-8").upper()
