"""`dragoman init`: a new site that builds at once, or the workflow files for one that is there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import __version__
from generator.adapters.files import today
from generator.adapters.scaffold import clashes, entries, place_files, read_templates
from generator.build import read_site
from generator.importing.markup import escape
from generator.model.problem import Place, Problem, UserError
from generator.model.source import Sources
from generator.text.scaffold import CI_HOSTS, site_files

_CONFIG = "site.toml"


def run(
    folder: Path,
    *,
    hosts: Sequence[str],
    is_ci_only: bool,
    title_ar: str,
    title_en: str,
    base_url: str,
) -> int:
    """0 when everything was written; raises UserError, with nothing written, otherwise."""
    values = {
        "TITLE_AR": _toml(title_ar),
        "TITLE_EN": _toml(title_en),
        "TITLE_EN_PLAIN": escape(" ".join(title_en.split())),
        "BASE_URL": _toml(base_url if base_url.endswith("/") else f"{base_url}/"),
        "TODAY": today().isoformat(),
        "VERSION": __version__,
    }
    hosts = tuple(host for host in CI_HOSTS if host in hosts)
    groups = hosts if is_ci_only else ("site", *hosts)
    files = site_files(read_templates(), groups, values)
    problems = tuple(
        _faults_of_site(folder, hosts, files)
        if is_ci_only
        else (*_faults_of_folder(folder, files), *read_site(Sources(files)).problems)
    )
    if problems:
        raise UserError(problems)
    try:
        place_files(folder, files)
    except OSError as error:
        message = f"this cannot be written: {error.strerror or error}"
        raise UserError(
            [Problem("init-failed", message, Place(str(error.filename or folder)))]
        ) from error
    for path in files:
        sys.stdout.write(f"{folder / path}\n")
    sys.stdout.writelines(_what_next(folder, hosts, is_ci_only=is_ci_only))
    return 0


def _toml(text: str) -> str:
    """`text` as a basic string of TOML, which JSON's strings are but for the character DEL."""
    return json.dumps(text.strip(), ensure_ascii=False).replace("\x7f", "\\u007f")


def _faults_of_folder(folder: Path, files: dict[str, bytes]) -> Iterator[Problem]:
    """Everything that lies in a folder which has to be empty."""
    hint = "give a folder that is empty or not there yet; nothing is ever overwritten"
    try:
        found = entries(folder)
    except OSError as error:
        message = f"no site can be made here: {error.strerror or error}"
        yield Problem("init-exists", message, Place(str(folder)), hint)
        return
    if _CONFIG in found:
        message = "there is a site here already"
        hint = "give another folder; `--ci-only` adds workflow files to a site"
        yield Problem("init-exists", message, Place(str(folder / _CONFIG)), hint)
        return
    taken = clashes(folder, tuple(files))
    for name in found:
        in_the_way = [path for path in taken if path.split("/")[0] == name]
        for path in in_the_way:
            yield Problem("init-exists", "this is here already", Place(str(folder / path)), hint)
        if not in_the_way:
            message = "the folder of a new site must be empty, and this lies in it"
            yield Problem("init-exists", message, Place(str(folder / name)), hint)


def _faults_of_site(
    folder: Path, hosts: Sequence[str], files: dict[str, bytes]
) -> Iterator[Problem]:
    """What speaks against adding workflow files to a site."""
    if not hosts:
        message = "`--ci-only` writes the workflow files of a host, and none is named"
        yield Problem("init-host", message, Place("init"), "write --ci github or --ci gitlab")
    if not (folder / _CONFIG).is_file():
        message = "there is no `site.toml` here, so this is no site"
        hint = "give the site's folder, or make a new site without `--ci-only`"
        yield Problem("no-site", message, Place(str(folder)), hint)
    for path in clashes(folder, tuple(files)):
        hint = "compare it with what `dragoman init` writes into a new folder"
        message = "this is here already and is left as it is"
        yield Problem("init-exists", message, Place(str(folder / path)), hint)


def _what_next(folder: Path, hosts: Sequence[str], *, is_ci_only: bool) -> Iterator[str]:
    if not is_ci_only:
        yield f"a new site in {folder}; next:\n"
        if folder != Path():
            yield f"    cd {folder}\n"
        yield "    dragoman serve                # look at it\n"
        yield "    dragoman new its-slug         # begin an explainer, or `dragoman import FILE`\n"
        yield "    dragoman build                # the site, in output/\n"
        yield "site.toml holds its names, address, people and topics\n"
    if "github" in hosts:
        yield "GitHub: in Settings > Pages choose the source `GitHub Actions`, then push `main`\n"
    if "gitlab" in hosts:
        yield "GitLab: push; for `publish_on`, add a daily one under Build > Pipeline schedules\n"
