"""The output folder: the new site takes the place of the old one in a single step.

The new site is laid out beside the old, sharing unchanged files by hard link, and the two
folders trade places. A build that is killed leaves the last good site and at most a folder
that the next build clears away.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.adapters.replacing import exchange
from generator.model.artifact import Artifact
from generator.model.problem import Place, Problem, UserError
from generator.model.stamp import Stamp, print_stamp

MARKER = ".dragoman"
"""File that says the folder was made by the program and may be replaced."""
_NO_STAMP = Stamp()


def write_output(
    artifacts: Sequence[Artifact], output: Path, site: Path, stamp: Stamp = _NO_STAMP
) -> None:
    """Make `output` hold exactly these files.

    Raises UserError when the folder is not the program's to replace, or cannot be written.
    """
    _refuse_foreign(output, site)
    output = output.resolve()
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with _locked(output.parent):
            _clear_leftovers(output)
            fresh = Path(tempfile.mkdtemp(dir=output.parent, prefix=_prefix(output)))
            try:
                fresh.chmod(0o755)
                marker = Artifact(MARKER, print_stamp(stamp), "")
                _lay_out((*artifacts, marker), fresh, output)
                _swap(fresh, output)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        place = Place(str(error.filename or output))
        raise UserError(
            [Problem("output-failed", f"cannot be written: {reason}", place)]
        ) from error


def _refuse_foreign(output: Path, site: Path) -> None:
    full, home = output.resolve(), site.resolve()
    if home.is_relative_to(full) or any(
        full.is_relative_to(home / folder) for folder in ("content", "templates", ".git")
    ):
        raise _foreign(output, "holds the site's own files")
    if not full.exists():
        return
    if not full.is_dir():
        raise _foreign(output, "is not a folder")
    if any(full.iterdir()) and not (full / MARKER).is_file():
        raise _foreign(output, "was not made by dragoman")


def _foreign(output: Path, reason: str) -> UserError:
    return UserError(
        [
            Problem(
                "foreign-output",
                f"this folder {reason} and will not be replaced",
                Place(str(output)),
                "name another folder: --output DIR",
            )
        ]
    )


def _lay_out(artifacts: Sequence[Artifact], fresh: Path, old: Path) -> None:
    made: set[Path] = set()
    for artifact in artifacts:
        path = fresh / artifact.path
        if not path.resolve().is_relative_to(fresh):
            raise UserError(
                [Problem("path-outside", "leads out of the output folder", Place(artifact.path))]
            )
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if not _share(old / artifact.path, path, artifact.content):
            path.write_bytes(artifact.content)


def _share(old: Path, new: Path, content: bytes) -> bool:
    """Hard-link an unchanged file; False when it changed or the disk cannot link."""
    try:
        if old.is_symlink() or old.stat().st_size != len(content) or old.read_bytes() != content:
            return False
        os.link(old, new)
    except OSError:
        return False
    return True


def _swap(fresh: Path, output: Path) -> None:
    if not output.exists():
        fresh.rename(output)
        return
    if exchange(fresh, output):
        return
    # No atomic exchange on this system: a reader may find no folder for an instant.
    aside = fresh.with_name(fresh.name + ".old")
    output.rename(aside)
    try:
        fresh.rename(output)
    except OSError:
        aside.rename(output)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _prefix(output: Path) -> str:
    return f".{output.name}.new-"


def _clear_leftovers(output: Path) -> None:
    """Remove what a killed build left, and put back an old site it had moved aside."""
    pattern = re.compile(re.escape(_prefix(output)) + r"[a-z0-9_]{8}(?:\.old)?")
    for leftover in [each for each in output.parent.iterdir() if pattern.fullmatch(each.name)]:
        if leftover.name.endswith(".old") and not output.exists():
            leftover.rename(output)
        else:
            shutil.rmtree(leftover, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One build at a time writes below `folder`; others wait."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # no such module on Windows

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
