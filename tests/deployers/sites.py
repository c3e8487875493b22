"""Deploys of made-up sites through real deployers, and what they leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generator.adapters.deployers.choose import open_deployer
from generator.deploying.files import files_for
from generator.deploying.manifest import MANIFEST, Manifest, read_manifest
from generator.deploying.plan import Plan, make_plan
from generator.deploying.sending import send
from generator.model.deployment import Target
from generator.ports import Deployer

ADDRESS = "https://news.example/"
FIRST = {"index.html": "one", "ar/index.html": "ar", "static/a.css": "old", "شرح/index.html": "ع"}
SECOND = {"index.html": "two", "ar/index.html": "ar", "static/b.css": "new", "feed.xml": "<feed/>"}


def deploy(
    texts: Mapping[str, str],
    target: Target,
    site: Path,
    watch: Callable[[Deployer], None] = lambda _: None,
) -> Plan:
    """Send the files, whatever there is against it; the plan that was carried out."""
    files = files_for(target, {path: text.encode() for path, text in texts.items()}, "/")
    with open_deployer(target, site, site / "output") as deployer:
        watch(deployer)
        standing = deployer.standing([MANIFEST, *(file.path for file in files)])
        before = read_manifest(deployer.read(MANIFEST)) if MANIFEST in standing else Manifest()
        plan = make_plan(files, standing, before, deployer.digest, ADDRESS)
        assert plan.blocked == ()
        send(plan, deployer, lambda: None)
    return plan
