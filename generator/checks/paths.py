"""Files of the finished site that cannot stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from generator.model.artifact import Artifact
from generator.model.problem import Place, Problem


def two_on_one_path(artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Files that would overwrite each other or stand in each other's way, also on disks that
    ignore case."""
    first: dict[str, Artifact] = {}
    for artifact in artifacts:
        other = first.setdefault(artifact.path.casefold(), artifact)
        if other is not artifact:
            yield Problem(
                "duplicate-path",
                f"`{artifact.path}` is also made from {other.origin}",
                Place(artifact.origin),
                "rename one of the two",
            )
    for artifact in artifacts:
        for folder in PurePosixPath(artifact.path.casefold()).parents:
            file = first.get(str(folder))
            if file is not None:
                yield Problem(
                    "duplicate-path",
                    f"`{artifact.path}` needs a folder where {file.origin} makes a file",
                    Place(artifact.origin),
                    "rename one of the two",
                )
