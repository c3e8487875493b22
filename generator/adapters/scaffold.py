"""The templates of new sites, and new files put where nothing is in their way, all or none."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_TEMPLATES = Path(__file__).resolve().parent.parent / "scaffold"
_IGNORED = frozenset({".git"})
"""A new repository that holds nothing yet is as good as an empty folder."""


def read_templates() -> dict[str, str]:
    """Texts of the packaged templates by path."""
    return {
        path.relative_to(_TEMPLATES).as_posix(): path.read_text("utf-8")
        for path in sorted(_TEMPLATES.rglob("*"))
        if path.is_file()
    }


def clashes(folder: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """Those of `paths` that are there already, or that a file with their folder's name prevents."""
    return tuple(path for path in paths if _is_taken(folder, path))


def entries(folder: Path) -> tuple[str, ...]:
    """Names of what lies in `folder`, sorted; nothing where there is no such folder.

    Raises OSError when it is no folder or cannot be listed.
    """
    try:
        return tuple(sorted(each.name for each in folder.iterdir() if each.name not in _IGNORED))
    except FileNotFoundError:
        return ()


def place_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files below `folder`, made where it is not there; nothing is ever replaced.

    They are written beside their places first and then linked there. Raises OSError, with nothing
    left behind, when the disk does not obey or something has come into the way.
    """
    made: list[Path] = []
    placed: list[Path] = []
    try:
        _make_folder(folder, made)
        with _staged(folder, files) as staging:
            for path in files:
                _make_folder((folder / path).parent, made)
                _link(staging / path, folder / path)
                placed.append(folder / path)
    except BaseException:
        for each in placed:
            each.unlink(missing_ok=True)
        for each in reversed(made):
            with contextlib.suppress(OSError):
                each.rmdir()
        raise


def _is_taken(folder: Path, path: str) -> bool:
    place = folder / path
    if os.path.lexists(place):
        return True
    between = place.parent
    while between != folder:
        if os.path.lexists(between) and not between.is_dir():
            return True
        between = between.parent
    return False


def _make_folder(folder: Path, made: list[Path]) -> None:
    """The folder with those above it; what had to be made is added to `made`."""
    missing: list[Path] = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


@contextlib.contextmanager
def _staged(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A hidden folder with the files, on the same disk as their places; gone afterwards."""
    staging = Path(tempfile.mkdtemp(".dragoman", ".new.", folder))
    try:
        for path, content in files.items():
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / path).write_bytes(content)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _link(staged: Path, place: Path) -> None:
    """Give the file its place; unlike a renaming, a link never replaces what is there."""
    try:
        os.link(staged, place)
    except FileExistsError:
        raise
    except OSError:
        # A disk without links, such as a memory stick.
        with place.open("xb") as file:
            file.write(staged.read_bytes())
