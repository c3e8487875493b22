"""Reading a site's folder: everything a build is made from, and the day of the build."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from generator.adapters.replacing import ChangedMeanwhileError, read_settled
from generator.model.problem import Place, Problem, UserError
from generator.model.source import Sources

DEFAULT = "default/"
"""Before the name of a packaged template, where a site's own may stand under the same name."""
_FOLDERS = ("content",)
_CONFIG = "site.toml"
_NEEDED = frozenset({".md", ".yaml", ".jsonl", ".toml", ".html"})
"""Endings of files that mean something: one that goes away is being saved, or it is missed."""
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Seconds to wait while a file is being saved, before it is read as it is."""


def read_sources(site: Path, *, drafts: bool = False) -> Sources:
    """Everything a build reads.

    Raises UserError for a file that cannot be read or a link that leads out of the folder.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    if (site / _CONFIG).is_symlink():
        problems.append(_leads_outside(_CONFIG))
    elif (site / _CONFIG).is_file():
        try:
            files[_CONFIG] = (site / _CONFIG).read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(Problem("unreadable", f"cannot be read: {reason}", Place(_CONFIG)))
    for folder in _FOLDERS:
        _read_folder(site / folder, site, f"{folder}/", files, problems)
    theme: dict[str, bytes] = {}
    packaged = packaged_theme()
    _read_folder(packaged, packaged, "", theme, problems)
    own = site / "templates"
    if own.is_dir() and not own.samefile(packaged):
        over: dict[str, bytes] = {}
        _read_folder(own, site, "templates/", over, problems)
        # A site's own template may extend the one it stands in for.
        theme |= {
            f"{DEFAULT}{path}": content for path, content in theme.items() if path.endswith(".html")
        }
        for path, content in over.items():
            name = path.removeprefix("templates/")
            # Strings are laid over the default ones key by key, everything else file by file.
            theme[f"own/{name}" if name.startswith("strings/") else name] = content
    if problems:
        raise UserError(problems)
    return Sources(files, theme, today(), drafts)


def packaged_theme() -> Path:
    """The theme that comes with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent / "templates"


def today() -> date:
    """The day of the build; SOURCE_DATE_EPOCH fixes it (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"[0-9]{1,11}", epoch):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()


def _read_folder(
    folder: Path, root: Path, prefix: str, files: dict[str, bytes], problems: list[Problem]
) -> None:
    if not folder.is_dir():
        return
    # A link may lead to another file of the same folder, never to `.git` or `.env` beside it.
    inside = Path(os.path.realpath(folder))
    if not inside.is_relative_to(os.path.realpath(root)):
        problems.append(_leads_outside(prefix.rstrip("/") or folder.name))
        return
    for path in _walk(folder, problems, prefix):
        name = prefix + path.relative_to(folder).as_posix()
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(inside) or any(
            part.startswith(".") for part in real.relative_to(inside).parts
        ):
            problems.append(_leads_outside(name))
            continue
        if _has_passed(path):
            continue
        if not _is_file(real):
            if _has_passed(path):
                continue
            problems.append(Problem("unreadable", "this is no ordinary file", Place(name)))
            continue
        try:
            files[name] = _read(path)
        except OSError as error:
            if _has_passed(path):
                continue
            reason = error.strerror or str(error)
            problems.append(Problem("unreadable", f"cannot be read: {reason}", Place(name)))


def _has_passed(path: Path) -> bool:
    """Whether it is gone and nothing: what an editor's program put there while it saved a file."""
    return path.suffix not in _NEEDED and not os.path.lexists(path)


def _read(path: Path) -> bytes:
    """The file, and not the half of it while an editor's program is saving it."""
    for pause in _PAUSES:
        with contextlib.suppress(ChangedMeanwhileError, FileNotFoundError):
            return read_settled(path)
        time.sleep(pause)
    return path.read_bytes()


def _is_file(path: Path) -> bool:
    """Whether it is an ordinary file; some programs take one away for a moment to save it."""
    for pause in _PAUSES:
        if path.exists():
            break
        time.sleep(pause)
    return path.is_file()


def _leads_outside(name: str) -> Problem:
    return Problem(
        "link-outside",
        "links to folders, to hidden files or out of the folder are not followed",
        Place(name),
        "put the file itself here",
    )


def _walk(folder: Path, problems: list[Problem], prefix: str) -> Iterator[Path]:
    """Files below `folder`, without hidden ones and what editors leave behind.

    A folder that cannot be listed is a problem: what is in it must not vanish from the site.
    """

    def report(error: OSError) -> None:
        place = Place(prefix + os.path.relpath(error.filename or folder, folder))
        reason = error.strerror or str(error)
        problems.append(Problem("unreadable", f"cannot be read: {reason}", place))

    for base, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (Path(base) / name).is_symlink():
                problems.append(_leads_outside(prefix + os.path.relpath(Path(base) / name, folder)))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith("~"):
                yield Path(base) / name
