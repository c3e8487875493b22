"""`dragoman build`: make the site and put it into the output folder."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from generator.adapters.files import read_sources
from generator.adapters.output import write_output
from generator.adapters.tools import make_tools
from generator.build import build
from generator.model.segment import State
from generator.model.stamp import Stamp
from generator.reporting import report
from generator.text.counted import counted

_STATE_CODES = frozenset(
    {"untranslated", "stale", "unsynced", "orphan", "machine-draft", "open-review"}
)
"""Findings that a summary line counts; `check` lists them."""


def run(site: Path, output: Path | None, *, drafts: bool, quiet: bool) -> int:
    """0 when the site was made, 2 when faults kept the last good one in place."""
    started = time.monotonic()
    sources = read_sources(site, drafts=drafts)
    checked = build(sources, make_tools(site))
    shown = [problem for problem in checked.problems if problem.code not in _STATE_CODES]
    sys.stderr.write(report(shown, "human"))
    if checked.has_errors:
        sys.stderr.write("nothing was written\n")
        return 2
    folder = output or site / "output"
    write_output(checked.value.artifacts, folder, site, Stamp(sources.digest, drafts))
    if not quiet:
        seconds = time.monotonic() - started
        sys.stdout.write(f"{checked.value.pages} pages in {folder}, {seconds:.1f} s\n")
        sys.stdout.write(describe_hidden(checked.value.drafts, checked.value.scheduled))
        sys.stdout.write(describe_states(checked.value.states or Counter()))
    return 0


def describe_hidden(drafts: int, scheduled: int) -> str:
    """Which explainers readers do not see, in one line, empty when they see all."""
    parts = [counted(drafts, "draft")] if drafts else []
    parts += [f"{scheduled} scheduled for later"] if scheduled else []
    return f"not shown: {', '.join(parts)} (--drafts shows them)\n" if parts else ""


def describe_states(states: Counter[State]) -> str:
    """What is left to translate or review, in one line."""
    behind = states[State.STALE] + states[State.UNSYNCED]
    counts = [
        (states[State.MISSING], "untranslated"),
        (states[State.MACHINE], "machine draft"),
        (states[State.EDITED] + states[State.OWN], "edited, not reviewed"),
        (behind, "behind the Arabic"),
        (states[State.REVIEWED], "reviewed"),
    ]
    parts = [f"{number} {label}" for number, label in counts if number]
    line = f"passages: {', '.join(parts) or 'none'}\n"
    left = states[State.MISSING] + states[State.MACHINE] + states[State.ORPHAN] + behind
    return line + ("`dragoman check` lists what is left to do\n" if left else "")
