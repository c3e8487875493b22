"""`dragoman check`: report every problem of the site, and write nothing."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from generator.adapters.files import read_sources
from generator.build import build, examine
from generator.commands.external import ExternalOptions, external_problems
from generator.model.problem import Severity, in_order
from generator.ports import Tools
from generator.reporting import report


def run(site: Path, *, strict: bool, form: str, external: ExternalOptions | None = None) -> int:
    """0 when all is well, 1 for warnings with `strict`, 2 for errors.

    With `external`, links to other sites are checked too.
    """
    # Drafts are checked too: their faults are cheapest to mend before they are published.
    # The site as it would be published comes first: a link to a draft is broken only there.
    sources = read_sources(site)
    published = build(sources, Tools())
    with_drafts = build(replace(sources, drafts=True), Tools())
    examined = examine(sources)
    asked = external_problems(site, sources, external) if external else ()
    problems = in_order((*published.problems, *with_drafts.problems, *examined.problems, *asked))
    sys.stdout.write(report(problems, form))
    if any(problem.is_error for problem in problems):
        return 2
    warnings = any(problem.severity is Severity.WARNING for problem in problems)
    return 1 if strict and warnings else 0
