"""The deployer of a target."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from generator.model.deployment import FolderTarget, GitTarget, Target
from generator.ports import Deployer


def open_deployer(target: Target, site: Path, output: Path) -> AbstractContextManager[Deployer]:
    """The place that the target names, open; `output` is the folder the site comes from.

    Raises UserError on entry when the place cannot be what the target says.
    """
    if isinstance(target, FolderTarget):
        from generator.adapters.deployers.folder import open_folder

        return open_folder(target, site, output)
    if isinstance(target, GitTarget):
        from generator.adapters.deployers.git import open_git

        return open_git(target, site)
    from generator.adapters.deployers.s3 import open_s3

    return open_s3(target)
