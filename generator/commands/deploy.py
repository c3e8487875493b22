"""`dragoman deploy`: send what `dragoman build` made to where readers find it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.adapters.built_site import BuiltSite, read_built_site
from generator.adapters.deployers.choose import open_deployer
from generator.adapters.files import read_sources
from generator.adapters.progress import Progress
from generator.commands import build
from generator.deploying.files import files_for
from generator.deploying.manifest import MANIFEST, Manifest, read_manifest
from generator.deploying.objections import damaged, objections, obstacles
from generator.deploying.plan import Plan, make_plan
from generator.deploying.sayings import describe_plan, describe_size
from generator.deploying.sending import send
from generator.model.config import SiteConfig
from generator.model.deployment import FolderTarget, SiteFile, Target
from generator.model.problem import Place, Problem, UserError
from generator.model.source import Sources
from generator.ports import Deployer
from generator.reporting import printable, report
from generator.stages.configure import CONFIG_PATH, configure
from generator.text.counted import counted
from generator.text.host_files import HEADERS_FILE
from generator.text.nearest import suggest


@dataclass(frozen=True)
class Wishes:
    """What was asked for besides the place."""

    dry_run: bool = False
    build: bool = False
    drafts: bool = False
    force: bool = False


def run(
    site: Path, name: str | None, to_folder: Path | None, output: Path | None, wishes: Wishes
) -> int:
    """0 when the target holds the site, 2 when something refused; the plan is printed first."""
    sources = read_sources(site, drafts=wishes.drafts)
    config = _config(sources)
    target = _choose(config, name, to_folder)
    if wishes.build:
        code = build.run(site, output, drafts=wishes.drafts, quiet=True)
        if code:
            return code
    folder = output or site / "output"
    built = read_built_site(folder)
    refusals = [] if wishes.build else [*_refusals(built, sources, folder, wishes)]
    if refusals:
        raise UserError(refusals)
    files = _files_for(target, built.files, config, folder)
    with open_deployer(target, site, folder) as deployer:
        return _deploy(files, deployer, config, target, wishes)


def _config(sources: Sources) -> SiteConfig:
    configured = configure(sources)
    errors = [problem for problem in configured.problems if problem.is_error]
    if errors or configured.value is None:
        raise UserError(errors)
    return configured.value


def _choose(config: SiteConfig, name: str | None, to_folder: Path | None) -> Target:
    """Raises UserError when the target is not known, or it is not clear which is meant."""
    if to_folder is not None:
        if name is not None:
            message = f"`{name}` and --to-folder name two places"
            raise UserError([Problem("no-target", message, Place("deploy"), "give one of them")])
        return FolderTarget("--to-folder", str(to_folder.absolute()), Place("--to-folder"))
    targets = {target.name: target for target in config.targets}
    if name is None and len(targets) == 1:
        return next(iter(targets.values()))
    if name is None:
        message = (
            "site.toml names several places: say which" if targets else "site.toml names no place"
        )
        hint = (
            " or ".join(f"`dragoman deploy {each}`" for each in targets)
            if targets
            else 'add [deploy.live] with to = "folder", "git" or "s3", or give --to-folder DIR'
        )
        raise UserError([Problem("no-target", message, Place(CONFIG_PATH), hint)])
    if name not in targets:
        message = f"there is no target `{name}` under [deploy]"
        hint = suggest(name, targets) or 'add [deploy.live] with to = "folder", "git" or "s3"'
        raise UserError([Problem("unknown-target", message, Place(CONFIG_PATH), hint)])
    return targets[name]


def _refusals(
    built: BuiltSite, sources: Sources, folder: Path, wishes: Wishes
) -> Iterator[Problem]:
    place = Place(str(folder))
    if built.stamp.drafts and not wishes.drafts:
        yield Problem(
            "drafts-in-output",
            "this site was built with drafts on show",
            place,
            "`dragoman deploy --build` makes it without; --drafts sends it as it is",
        )
    elif built.stamp.sources != sources.digest and not wishes.force:
        yield Problem(
            "outdated-output",
            "this site was not made from site.toml, content and templates as they are now",
            place,
            "`dragoman deploy --build` makes it anew; --force sends it as it is",
        )


def _files_for(
    target: Target, site: Mapping[str, bytes], config: SiteConfig, folder: Path
) -> tuple[SiteFile, ...]:
    try:
        return files_for(target, site, config.base_path)
    except ValueError as error:
        place = Place(str(folder / HEADERS_FILE))
        message = f"`_headers` or `_redirects` cannot be understood: {error}"
        raise UserError([Problem("bad-host-file", message, place, "build anew")]) from error


def _deploy(
    files: tuple[SiteFile, ...],
    deployer: Deployer,
    config: SiteConfig,
    target: Target,
    wishes: Wishes,
) -> int:
    standing = deployer.standing([MANIFEST, *(file.path for file in files)])
    before = _read_manifest(deployer, standing, target)
    plan = make_plan(files, standing, before, deployer.digest, config.base_url)
    sys.stdout.write(printable(f"{target.name}: {deployer.label}") + "\n")
    sys.stdout.writelines(printable(line) + "\n" for line in describe_plan(plan))
    sys.stdout.flush()
    refused = [*obstacles(plan, deployer.label, target.place)]
    refused += [] if wishes.force else objections(plan, deployer.label, target.place)
    if refused:
        raise UserError(refused)
    if wishes.dry_run:
        return 0
    return _send(plan, deployer)


def _read_manifest(deployer: Deployer, standing: Mapping[str, str], target: Target) -> Manifest:
    if MANIFEST not in standing:
        return Manifest()
    try:
        return read_manifest(deployer.read(MANIFEST))
    except ValueError as error:
        raise UserError([damaged(deployer.label, str(error), target.place)]) from error


def _send(plan: Plan, deployer: Deployer) -> int:
    try:
        with Progress(len(plan.sent), "files") as progress:
            said = send(plan, deployer, progress.advance)
    except UserError as error:
        sys.stderr.write(report(error.problems, "human"))
        sys.stderr.write("not all was sent; run it again, and it goes on from there\n")
        return 2
    if not plan.is_empty:
        size = describe_size(sum(len(file.content) for file in plan.sent))
        parts = [f"sent {counted(len(plan.sent), 'file')}, {size}"] if plan.sent else []
        parts += [f"removed {len(plan.removed)}"] if plan.removed else []
        parts += [said] if said else []
        sys.stdout.write(printable(", ".join(parts) or "brought its list up to date") + "\n")
    return 0
