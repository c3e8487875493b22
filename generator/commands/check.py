"""`dragoman check`: report every problem of the site, and write nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.adapters.files import read_sources
from generator.build import build
from generator.model.problem import Severity
from generator.reporting import report


def run(site: Path, *, strict: bool, form: str) -> int:
    """0 when all is well, 1 for warnings with `strict`, 2 for errors."""
    # Drafts are checked too: their faults are cheapest to mend before they are published.
    checked = build(read_sources(site, drafts=True), None)
    sys.stdout.write(report(checked.problems, form))
    if checked.has_errors:
        return 2
    warnings = any(problem.severity is Severity.WARNING for problem in checked.problems)
    return 1 if strict and warnings else 0
