"""Why a plan should not be carried out unless somebody says that it is meant; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.deploying.manifest import MANIFEST
from generator.deploying.plan import Plan
from generator.model.problem import Place, Problem
from generator.text.counted import counted

FORCE = "if it is meant, add --force"
_NAMED = 5
"""Paths that a message names."""


def objections(plan: Plan, label: str, place: Place) -> Iterator[Problem]:
    """What --force overrides: another site, files of others overwritten, a site that shrinks.

    The names of search files change with their content, so that many may go while the site is
    none the smaller: what counts is pages gone for good, or far fewer files than before.
    """
    there, here = plan.before.site, plan.after.site
    if there and there != here:
        yield Problem(
            "deploy-other-site",
            f"{label} holds another site: {there}, and this one is {here}",
            place,
            f"check where the target leads; {FORCE}",
        )
    if plan.taken:
        yield Problem(
            "deploy-foreign",
            f"{label} has {counted(len(plan.taken), 'file')} that dragoman did not put there and "
            f"the site would overwrite: {_named(plan.taken)}",
            place,
            f"name an empty place, or move them away; {FORCE}",
        )
    pages = [path for path in plan.owned if path.endswith(".html")]
    pages_gone = [path for path in plan.removed if path.endswith(".html")]
    left = len(plan.owned) + len(plan.added) - len(plan.removed)
    if 2 * len(pages_gone) > len(pages) or 2 * left < len(plan.owned):
        yield Problem(
            "deploy-shrinks",
            f"{len(pages_gone)} of the {counted(len(pages), 'page')} in {label} would be removed, "
            f"and {left} of {counted(len(plan.owned), 'file')} be left",
            place,
            f"check where the target leads, and that the site is whole; {FORCE}",
        )


def obstacles(plan: Plan, label: str, place: Place) -> Iterator[Problem]:
    """What nothing overrides: files of others that the site cannot stand beside."""
    if plan.blocked:
        yield Problem(
            "deploy-blocked",
            f"{label} has {counted(len(plan.blocked), 'file')} or links of others where the site "
            f"needs a folder, or the other way round: {_named(plan.blocked)}",
            place,
            "move them away, or name another place",
        )


def damaged(label: str, reason: str, place: Place) -> Problem:
    """The list at the target cannot be read."""
    return Problem(
        "deploy-manifest",
        f"{MANIFEST} in {label}, the list of what dragoman put there, cannot be read: {reason}",
        place,
        "put an older copy of it back, or delete it: then nothing there counts as dragoman's, "
        "and nothing is removed",
    )


def _named(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(f"`{path}`" for path in paths[:_NAMED]) + more
