"""`dragoman serve`: show the site on this computer; a reload shows what was saved."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.adapters.files import read_sources
from generator.adapters.server import Preview, serve
from generator.adapters.tools import make_tools
from generator.build import build
from generator.model.problem import UserError
from generator.reporting import report
from generator.stages.configure import configure


def run(site: Path, *, port: int, drafts: bool) -> int:
    """Serve until interrupted; 2 when the site has never been good."""
    tools = make_tools(site)

    def make() -> Preview | None:
        try:
            sources = read_sources(site, drafts=drafts)
        except UserError as error:
            sys.stderr.write(report(error.problems, "human"))
            return None
        checked = build(sources, tools)
        errors = [problem for problem in checked.problems if problem.is_error]
        sys.stderr.write(report(errors, "human"))
        config = configure(sources).value
        if errors or config is None:
            return None
        files = {artifact.path: artifact.content for artifact in checked.value.artifacts}
        sys.stdout.write(f"{checked.value.pages} pages made\n")
        sys.stdout.flush()
        return Preview(config.base_path, files)

    first = make()
    if first is None:
        return 2
    serve(first, make, site, port)
    return 0
