"""A plan carried out, so that it can break off anywhere and a rerun completes it.

The list at the target is written first, with all that stood there and all that will; then files
are sent, wave by wave; what is to go is removed last, and the list says what is left.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.deploying.manifest import MANIFEST, Manifest, print_manifest
from generator.deploying.plan import Plan, with_tags
from generator.model.deployment import SiteFile
from generator.ports import Deployer

_HEADERS = (("Cache-Control", "no-cache"), ("Content-Type", "application/json"))


def send(plan: Plan, deployer: Deployer, arrived: Callable[[], None]) -> str:
    """Carry the plan out; `arrived` is called once a file. Gives what the target says of it.

    Raises UserError when the target refuses or goes away; what has arrived stays there.
    """
    if plan.is_empty:
        return ""
    if plan.during != plan.before:
        _write(plan.during, deployer)
    deployer.remove(plan.in_the_way)
    tags: dict[str, str] = {}
    for files in plan.waves():
        tags |= deployer.put(files, arrived)
    deployer.remove(plan.last_removals())
    after = with_tags(plan.after, tags)
    if after != plan.during:
        _write(after, deployer)
    return deployer.finish()


def _write(manifest: Manifest, deployer: Deployer) -> None:
    deployer.put([SiteFile(MANIFEST, print_manifest(manifest), _HEADERS)], lambda: None)
