"""Content files put in the place of older ones: whole or not at all, and nobody's save undone.

Two programs may want the file at once. Runs of this one hold each other off by a lock on the
folder. An editor's program knows of no lock, so what it saves is looked for before the file is
replaced and, in what was replaced, once more after: then it is given its place back.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SUFFIX = ".dragoman"
_LEFTOVER = re.compile(r"\..+\.[a-z0-9_]{8}\.dragoman")
_HOUR = 3600
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class ChangedMeanwhileError(Exception):
    """Somebody saved the file after it was read; what was to be written is out of date."""


def read_settled(path: Path) -> bytes:
    """What the file holds.

    Raises ChangedMeanwhileError while a program is in the middle of saving it: what can be read
    then may be half of it, or nothing.
    """
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        content = file.read()
        after = os.fstat(file.fileno())
        is_same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
        if not is_same or _is_open_for_writing(file.fileno()):
            raise ChangedMeanwhileError
        return content


def read_if_any(path: Path) -> bytes:
    """The same, and nothing where there is no file."""
    try:
        return read_settled(path)
    except FileNotFoundError:
        return b""


@dataclass(frozen=True)
class Replacement:
    """A file that is to hold something else, and what it was read to hold."""

    path: Path
    content: bytes
    expected: bytes
    """Empty for a file that did not exist."""


def replace_files(replacements: Sequence[Replacement]) -> None:
    """Replace or create files so that a reader or a crash sees each old or new, whole.

    What may fail is done for all of them before the first is touched, in the order given. Raises
    ChangedMeanwhileError when one is not as expected any more, and OSError, with the name of the
    file, when the folder is gone, the disk is full, or the file may not be written: a file
    somebody has locked is not replaced behind their back.
    """
    temporaries: list[Path] = []
    try:
        for each in replacements:
            with _errors_of(each.path):
                temporaries.append(_prepare(each))
        for each in replacements:
            with _errors_of(each.path):
                if read_if_any(each.path) != each.expected:
                    raise ChangedMeanwhileError
        for each in replacements:
            with _errors_of(each.path):
                _put_in_place(temporaries.pop(0), each)
    finally:
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)


@contextmanager
def _errors_of(path: Path) -> Iterator[None]:
    """Errors in here name the file rather than a hidden one that nobody knows."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _prepare(replacement: Replacement) -> Path:
    """The new content in a hidden file beside the old one, safe on the disk."""
    path = replacement.path.resolve()  # where the name is a link, the file it leads to
    if path.exists() and not path.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, "the file is read-only")
    handle, name = tempfile.mkstemp(_SUFFIX, f".{path.name}.", path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(replacement.content)
            file.flush()
            os.fsync(file.fileno())
        _share_rights(path, temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold off other runs of this program in `folder`, until they or this one are done.

    What a killed run has left there is cleared away first. Where the system has no such locks,
    the comparison with what was read is all there is.
    """
    with held(folder) as is_alone:
        _clear_leftovers(folder, is_alone=is_alone)
        yield


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """The same lock alone; False where the system has none to give."""
    handle = _lock(folder)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def _lock(folder: Path) -> int | None:
    """A handle that holds the lock until it is closed; None where there are no locks."""
    if sys.platform == "win32":
        return None
    import fcntl  # no such module on Windows

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # a network file system without locks on folders
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


def _clear_leftovers(folder: Path, *, is_alone: bool) -> None:
    """Remove the hidden files of runs that were killed.

    Who holds the lock is the only run in the folder, so that none of them is in use. Without a
    lock, those older than an hour are taken for dead.
    """
    with contextlib.suppress(OSError):
        for leftover in folder.glob(f".*{_SUFFIX}"):
            if _LEFTOVER.fullmatch(leftover.name) and (
                is_alone or time.time() - leftover.stat().st_mtime > _HOUR
            ):
                leftover.unlink(missing_ok=True)


def _share_rights(path: Path, temporary: Path) -> None:
    """Give the new file the mode of the old one, and its owner where that is allowed."""
    if not path.exists():
        temporary.chmod(0o666 & ~_umask())
        return
    old = path.stat()
    if sys.platform != "win32":
        # As root in a container, the file must not become root's.
        with contextlib.suppress(PermissionError):
            os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(old.st_mode & 0o777)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _put_in_place(temporary: Path, replacement: Replacement) -> None:
    path = replacement.path.resolve()
    if path.exists():
        _trade_places(temporary, path, replacement)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise ChangedMeanwhileError from None
    except OSError:  # a disk that cannot link
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _trade_places(temporary: Path, path: Path, replacement: Replacement) -> None:
    """Put the new file in the old one's place, and that one away if it is what was expected.

    Between the last look at the old file and this step somebody may have saved it. So the two
    trade places and what was displaced is looked at; if it is news, it gets its place back.
    """
    try:
        if not exchange(temporary, path):
            temporary.replace(path)
            return
        if _displaced(temporary) == replacement.expected:
            temporary.unlink()
            return
        exchange(temporary, path)
        if _displaced(temporary) != replacement.content:
            exchange(temporary, path)  # saved once more just now: the later save counts
    except FileNotFoundError:  # the file was deleted under our hands
        if _displaced(temporary) not in (replacement.content, replacement.expected):
            temporary.replace(path)
    temporary.unlink(missing_ok=True)
    raise ChangedMeanwhileError


def _displaced(path: Path) -> bytes | None:
    """What the file holds; None while somebody is writing to it."""
    try:
        return read_if_any(path)
    except ChangedMeanwhileError:
        return None


def exchange(one: Path, other: Path) -> bool:
    """Let two files or folders trade places in one step, by Linux' renameat2(2).

    False where there is no such thing; raises OSError when one of them is not there.
    """
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    result = library.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _is_open_for_writing(handle: int) -> bool:
    """Whether any program has the file open to write; False where the system cannot tell.

    Linux grants a read lease on a file only if none has (fcntl(2), F_SETLEASE).
    """
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        # Whoever opens the file in this very instant is made to wait, and the holder of the lease
        # gets a signal: SIGIO would end the process, SIGURG is passed over.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
