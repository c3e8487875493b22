"""Reading a site's folder, and writing content files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from generator.model.problem import Place, Problem, UserError
from generator.model.source import Sources

_FOLDERS = ("content",)
_CONFIG = "site.toml"


def read_sources(site: Path, *, drafts: bool = False) -> Sources:
    """Everything a build reads.

    Raises UserError for a file that cannot be read or a link that leads out of the folder.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    if (site / _CONFIG).is_file():
        files[_CONFIG] = (site / _CONFIG).read_bytes()
    for folder in _FOLDERS:
        _read_folder(site / folder, site, f"{folder}/", files, problems)
    theme: dict[str, bytes] = {}
    packaged = packaged_theme()
    _read_folder(packaged, packaged, "", theme, problems)
    own = site / "templates"
    if own.is_dir() and not own.samefile(packaged):
        over: dict[str, bytes] = {}
        _read_folder(own, site, "", over, problems)
        for name, content in over.items():
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
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()


def write_atomically(path: Path, content: bytes) -> None:
    """Replace or create a file so that a reader or a crash sees the old or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _read_folder(
    folder: Path, root: Path, prefix: str, files: dict[str, bytes], problems: list[Problem]
) -> None:
    if not folder.is_dir():
        return
    inside = root.resolve()
    for path in _walk(folder):
        name = prefix + path.relative_to(folder).as_posix()
        if not path.resolve().is_relative_to(inside):
            problems.append(
                Problem(
                    "link-outside",
                    "this link leads out of the site's folder",
                    Place(name),
                    "put the file itself here",
                )
            )
            continue
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(Problem("unreadable", f"cannot be read: {reason}", Place(name)))


def _walk(folder: Path) -> Iterator[Path]:
    """Files below `folder`, without hidden ones and what editors leave behind."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith("~"):
                yield Path(base) / name
