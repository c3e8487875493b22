"""What is imported, read from the disk: nothing outside its folder, and no link followed."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

LARGEST = 100 * 1024 * 1024
"""Bytes of one file; the export of a large newsroom has some tens of millions."""


class TooLargeError(Exception):
    """The file has more than `LARGEST` bytes."""


def list_files(folder: Path, suffixes: Collection[str]) -> tuple[str, ...]:
    """Paths below `folder` of the files with these endings, sorted; hidden ones are passed over.

    Raises OSError for a folder that cannot be listed: what is in it must not be missed in silence.
    """

    def refuse(error: OSError) -> None:
        raise error

    found = []
    for base, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(base) / name
            is_wanted = path.suffix.lower() in suffixes and not name.startswith((".", "_index."))
            if is_wanted and not path.is_symlink() and path.is_file():
                found.append(path.relative_to(folder).as_posix())
    return tuple(sorted(found))


def read_limited(path: Path) -> bytes:
    """The file; raises OSError, and TooLargeError before it is read."""
    if path.stat().st_size > LARGEST:
        raise TooLargeError
    return path.read_bytes()


def is_inside(folder: Path, path: str) -> bool:
    """Whether `path` is an ordinary file below `folder`, with no link on the way to it."""
    real = os.path.realpath(folder)
    place = Path(real) / path
    try:
        return place.is_file() and os.path.realpath(place) == str(place)
    except OSError:  # a name longer than the disk has any
        return False
