"""A folder of this computer: each file trades places with the old one, whole."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.adapters.replacing import held
from generator.model.deployment import FolderTarget, SiteFile
from generator.model.problem import Problem, UserError

_SUFFIX = ".dragoman"
_LEFTOVER = re.compile(r"\..+\.[a-z0-9_]{8}\.dragoman")
_OWN_FOLDERS = ("content", "templates", ".git")


@contextmanager
def open_folder(target: FolderTarget, site: Path, output: Path) -> Iterator[FolderDeployer]:
    """The folder, locked against other deploys; it is made when something is put there.

    Raises UserError when it is the site's own, no folder, or would stand in none.
    """
    given = Path(target.folder).expanduser()
    root = Path(os.path.realpath(site / given))
    _refuse_own(root, site.resolve(), output.resolve(), target)
    if root.exists() and not root.is_dir():
        raise _unfit(target, "is not a folder", "name a folder")
    if not root.parent.is_dir():
        raise _unfit(target, f"cannot be made: there is no folder {root.parent}", "make it first")
    with contextlib.ExitStack() as stack:
        try:
            # A folder that is still to be made is locked by the one it will stand in.
            stack.enter_context(held(root if root.is_dir() else root.parent))
        except OSError as error:
            raise _failed(error, root, target) from error
        yield FolderDeployer(root, target)


def _refuse_own(root: Path, site: Path, output: Path, target: FolderTarget) -> None:
    holds_site = site.is_relative_to(root)
    own = any(root.is_relative_to(site / folder) for folder in _OWN_FOLDERS)
    if holds_site or own:
        raise _unfit(target, "holds the site's own files", "name another folder")
    if root.is_relative_to(output) or output.is_relative_to(root):
        raise _unfit(target, "is the folder that `dragoman build` makes", "name another folder")


def _unfit(target: FolderTarget, reason: str, hint: str) -> UserError:
    message = f"the folder {target.folder} {reason}"
    return UserError([Problem("deploy-folder", message, target.place, hint)])


def _failed(error: OSError, path: Path, target: FolderTarget) -> UserError:
    reason = error.strerror or str(error)
    message = f"{path}: the system refuses: {reason}"
    hint = "free space, or check permissions; then run it again"
    return UserError([Problem("deploy-folder", message, target.place, hint)])


class FolderDeployer:
    """`ports.Deployer` of a folder; a tag is the SHA-256 of a file, in hex."""

    def __init__(self, root: Path, target: FolderTarget) -> None:
        self._root = root
        self._target = target
        self._leftovers: list[Path] = []
        """What killed runs left; cleared away when something is sent."""

    @property
    def label(self) -> str:
        return f"the folder {self._root}"

    def digest(self, content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()

    def standing(self, paths: Collection[str]) -> Mapping[str, str]:
        """Links are files of others and not followed; what killed runs left does not count."""
        found: dict[str, str] = {}
        wanted = set(paths)
        with self._errors(self._root):
            for path in _walk(self._root):
                if _LEFTOVER.fullmatch(path.name) and not path.is_symlink():
                    self._leftovers.append(path)
                    continue
                name = path.relative_to(self._root).as_posix()
                found[name] = _tag(path) if name in wanted else ""
        return found

    def read(self, path: str) -> bytes:
        """The file; raises UserError for a link, and for a pipe, which would have no end."""
        with self._errors(self._root / path):
            place = self._inside(path)
            if not stat.S_ISREG(place.lstat().st_mode):
                message = f"{place} is a link, or no file at all"
                hint = "take it away, or put the file in its place"
                raise UserError([Problem("deploy-folder", message, self._target.place, hint)])
            return place.read_bytes()

    def put(self, files: Sequence[SiteFile], arrived: Callable[[], None]) -> Mapping[str, str]:
        tags = {}
        self._clear_leftovers()
        for file in files:
            with self._errors(self._root / file.path):
                path = self._inside(file.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                _replace(path, file.content)
            tags[file.path] = self.digest(file.content)
            arrived()
        return tags

    def remove(self, paths: Sequence[str]) -> None:
        for name in paths:
            with self._errors(self._root / name):
                path = self._inside(name)
                path.unlink(missing_ok=True)
                self._remove_empty(path.parent)

    def finish(self) -> str:
        return ""

    def _clear_leftovers(self) -> None:
        while self._leftovers:
            path = self._leftovers.pop()
            with self._errors(path):
                path.unlink(missing_ok=True)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._root:
            try:
                folder.rmdir()
            except OSError:  # something of others is in it
                return
            folder = folder.parent

    def _inside(self, name: str) -> Path:
        """Where the file stands; raises UserError where a link would lead out of the folder."""
        path = self._root / name
        if Path(os.path.realpath(path.parent)) != path.parent:
            message = f"{path.parent} is a link, or a link leads to it"
            hint = "put a folder in its place"
            raise UserError([Problem("deploy-folder", message, self._target.place, hint)])
        return path

    @contextmanager
    def _errors(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _failed(error, path, self._target) from error


def _walk(root: Path) -> Iterator[Path]:
    """Every file and link below a folder; a folder that cannot be listed is an error."""
    if not root.is_dir():
        return
    for base, folders, names in os.walk(root, onerror=_raise):
        links = [name for name in folders if (Path(base) / name).is_symlink()]
        folders[:] = sorted(set(folders) - set(links))
        for name in sorted([*names, *links]):
            yield Path(base) / name


def _raise(error: OSError) -> None:
    raise error


def _tag(path: Path) -> str:
    if not stat.S_ISREG(path.lstat().st_mode):
        return "no-file"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(path: Path, content: bytes) -> None:
    """Put the content where a reader sees the old file or the new one, never a part."""
    handle, name = tempfile.mkstemp(_SUFFIX, f".{path.name[:100]}.", path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """That of the old file, which somebody may have set for the server; else what is usual."""
    with contextlib.suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            return stat.S_IMODE(mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
