"""Reading a site's folder, and writing content files whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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


class ChangedMeanwhileError(Exception):
    """Somebody saved the file after it was read; what was to be written is out of date."""


def write_atomically(path: Path, content: bytes, expected: bytes) -> None:
    """Replace or create a file so that a reader or a crash sees the old or the new one, whole.

    `expected` is what was read, empty for a file that did not exist. Raises ChangedMeanwhileError
    when that is no longer so, and OSError when the folder is gone, the disk is full, or the file
    may not be written: a file somebody has locked is not replaced behind their back.
    """
    if path.exists() and not path.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, "the file is read-only", str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        if (path.read_bytes() if path.exists() else b"") != expected:
            raise ChangedMeanwhileError
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold off other runs of this program in `folder`, until they or this one are done.

    A program of an editor knows nothing of it: what is written is compared with what was read all
    the same. Where the system has no such locks, that comparison is all there is.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
        if not real.is_file():
            problems.append(Problem("unreadable", "this is no ordinary file", Place(name)))
            continue
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(Problem("unreadable", f"cannot be read: {reason}", Place(name)))


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
