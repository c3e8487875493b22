"""A finished site, read back from the folder that a build made."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.adapters.output import MARKER
from generator.adapters.replacing import held
from generator.model.problem import Place, Problem, UserError
from generator.model.stamp import Stamp, read_stamp

_HIDDEN_TO_PUBLISH = (".nojekyll", ".well-known")
"""What begins with a dot and is part of a site all the same; `.env` and `.DS_Store` are not."""


@dataclass(frozen=True)
class BuiltSite:
    """What stands in an output folder."""

    files: Mapping[str, bytes]
    """Contents by path, without the marker and hidden files."""
    stamp: Stamp


def read_built_site(output: Path) -> BuiltSite:
    """The files of one build, never of two: a build that wants the folder waits.

    Raises UserError where there is no folder, dragoman did not make it, or it cannot be read.
    """
    marker = output / MARKER
    if not marker.is_file():
        reason = "was not made by dragoman" if output.is_dir() else "is not there"
        hint = "`dragoman build` makes it; or name another: --output DIR"
        raise UserError([Problem("not-built", f"the site {reason}", Place(str(output)), hint)])
    try:
        with held(output.resolve().parent):
            stamp = read_stamp(marker.read_bytes())
            files = {path.relative_to(output).as_posix(): path for path in _walk(output)}
            links = sorted(name for name, path in files.items() if path.is_symlink())
            if links:
                hint = "put the file itself there, or build anew"
                raise UserError(
                    [
                        Problem(
                            "link-outside", "links are not published", Place(str(files[name])), hint
                        )
                        for name in links
                    ]
                )
            return BuiltSite({name: path.read_bytes() for name, path in files.items()}, stamp)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        place = Place(str(error.filename or output))
        raise UserError([Problem("unreadable", reason, place)]) from error


def _walk(output: Path) -> Iterator[Path]:
    """Every file and link that belongs to the site."""
    for base, folders, names in os.walk(output, onerror=_raise):
        folder = Path(base)
        links = [name for name in folders if (folder / name).is_symlink()]
        folders[:] = sorted(set(folders) - set(links))
        for path in (folder / name for name in (*names, *links)):
            if _is_published(path.relative_to(output)):
                yield path


def _is_published(path: Path) -> bool:
    is_hidden = any(part.startswith(".") for part in path.parts)
    return not is_hidden or path.parts[0] in _HIDDEN_TO_PUBLISH


def _raise(error: OSError) -> None:
    raise error
