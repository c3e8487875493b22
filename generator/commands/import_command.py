"""`dragoman import`: the options of the command line, and what it says at the end."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.adapters.files import read_sources, today
from generator.build import read_site
from generator.commands.import_article import import_file
from generator.model.explainer import Content
from generator.model.problem import Place, Problem, Severity, UserError
from generator.reporting import report

_PLACE = Place("import")
_NOT_ABOUT_ARTICLES = frozenset({"import-image", "import-alias"})
"""Warnings with which an article is imported all the same."""
_LINES = re.compile(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?")


def run(
    site: Path,
    file: Path,
    *,
    slug: str | None,
    fields: Sequence[str],
    only: str | None,
    skip_bad: bool,
) -> int:
    """0 when every article was imported, 1 when bad ones were skipped, 2 when none was."""
    field_map = _read_fields(fields)
    lines = _read_lines(only)
    read = read_site(read_sources(site, drafts=True))
    if read.value is None:
        raise UserError(read.problems)
    config, content = read.value
    checked = import_file(
        site,
        file,
        slug=slug,
        fields=field_map,
        only=lines,
        skip_bad=skip_bad,
        config=config,
        terms=content.glossary.terms,
        today=today(),
        aliases=earlier_addresses(content),
    )
    sys.stderr.write(report(checked.problems, "human"))
    for path in checked.value:
        sys.stdout.write(f"{path}\n")
    if not checked.value:
        sys.stderr.write("nothing was written\n")
        return 2
    count = sum(path.endswith("/meta.yaml") for path in checked.value)
    start = "a draft: read it" if count == 1 else f"{count} drafts: read each"
    sys.stdout.write(f"{start}, complete meta.yaml, then set `status: published`\n")
    skipped = any(
        problem.severity is Severity.WARNING and problem.code not in _NOT_ABOUT_ARTICLES
        for problem in checked.problems
    )
    return 1 if skip_bad and skipped else 0


def earlier_addresses(content: Content) -> list[str]:
    """Every alias of the site, drafts' too."""
    lists = [
        *(explainer.meta.aliases for explainer in content.explainers),
        *(page.aliases for page in content.pages),
    ]
    return [alias.path for aliases in lists for alias in aliases]


def _read_fields(written: Sequence[str]) -> dict[str, str]:
    """`title=headline` as a map from our names to theirs."""
    pairs = [each.partition("=") for each in written]
    bad = ["".join(pair) for pair in pairs if not (pair[0] and pair[2])]
    if bad:
        raise UserError(
            Problem(
                "import-field",
                f"`--field {each}` does not say which field it means",
                _PLACE,
                "write it as --field title=headline",
            )
            for each in bad
        )
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _read_lines(written: str | None) -> range | None:
    """`7` or `7-20` as a range of line numbers."""
    if written is None:
        return None
    match = _LINES.fullmatch(written)
    first = int(match[1]) if match else 0
    last = int(match[2] or match[1]) if match else 0
    if last < first or not match:
        message = f"`--only {written}` is no line or range of lines"
        raise UserError([Problem("import-lines", message, _PLACE, "write --only 7 or --only 7-20")])
    return range(first, last + 1)
