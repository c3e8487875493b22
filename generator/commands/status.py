"""`dragoman status`: how far every translation is, and what waits for a person."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.checks.memories import memory_of
from generator.commands.articles import choose, read_content
from generator.commands.suggestions import (
    describe,
    fuzzy_memory,
    learnt_terms,
    read_known,
    suggestions,
)
from generator.model.problem import Place, Problem, UserError
from generator.model.segment import State
from generator.reporting import printable, report
from generator.text.nearest import suggest as suggest_name
from generator.translation.doubt import queue as order_by_doubt
from generator.translation.machine import calibrations
from generator.translation.reading import read_target
from generator.translation.standing import Item, Standing, standing_of, total
from generator.translation.suggestions import FuzzyMemory

COLUMNS = (
    State.REVIEWED,
    State.EDITED,
    State.MACHINE,
    State.STALE,
    State.UNSYNCED,
    State.MISSING,
    State.ORPHAN,
    State.OWN,
    State.OMIT,
)


def run(
    site: Path,
    slugs: Sequence[str],
    *,
    queue: bool,
    suggest: bool,
    form: str,
    fail_on: Sequence[str],
) -> int:
    """0, or 1 when a passage is in one of the states of `fail_on`."""
    _check_states(fail_on)
    sources, _, content = read_content(site)
    standings = []
    problems: list[Problem] = []
    known = read_known(content, sources)
    doubts = calibrations([memory for _, memory in known])
    for article in choose(content, slugs):
        read = read_target(article.translation or "", article.target_path)
        memory = memory_of(article, sources)
        problems += [*read.problems, *memory.problems]
        standings.append(standing_of(article, read.value, memory.value, doubts))
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise UserError(errors)
    sys.stderr.write(report(problems, "human"))
    if form == "json":
        sys.stdout.write(json.dumps(_as_data(standings), ensure_ascii=False, indent=1) + "\n")
    elif queue or suggest:
        memory_of_site = fuzzy_memory(known) if suggest else None
        sys.stdout.writelines(_queue(standings, memory_of_site))
        if suggest:
            sys.stdout.writelines(learnt_terms(known, content))
    else:
        sys.stdout.writelines(_table(standings))
    failing = _failing(total(standings), fail_on)
    if failing:
        sys.stderr.write(f"status: {failing}, which --fail-on forbids\n")
    return int(bool(failing))


def _failing(states: Counter[State], fail_on: Sequence[str]) -> str:
    """How many passages are in the states of `fail_on`; empty when none is.

    `stale` speaks of `unsynced` too: that sync has not run yet does not make English newer.
    """
    wanted = {State(name) for name in fail_on}
    if State.STALE in wanted:
        wanted.add(State.UNSYNCED)
    found = [
        f"{states[state]} {state.value}" for state in COLUMNS if state in wanted and states[state]
    ]
    return ", ".join(found)


def _check_states(names: Sequence[str]) -> None:
    known = [state.value for state in State]
    problems = [
        Problem(
            "unknown-state", f"`{name}` is no state", Place("status"), suggest_name(name, known)
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise UserError(problems)


def _table(standings: Sequence[Standing]) -> Iterator[str]:
    """A row for each article, with the columns that hold anything, and the sums."""
    standings = [each for each in standings if each.states.total()]
    if not standings:
        yield "there is nothing to translate yet\n"
        return
    states = total(standings)
    columns = [state for state in COLUMNS if states[state]]
    width = max(len(each.slug) for each in standings)
    head = [state.value for state in columns] + ["words left", "doubtful"]
    yield " " * width + "  " + "  ".join(head) + "\n"
    rows = [(each.slug, each.states, each.words_left, each.doubtful) for each in standings]
    if len(rows) > 1:
        words, doubtful = sum(row[2] for row in rows), sum(row[3] for row in rows)
        rows.append(("all", states, words, doubtful))
    for slug, counts, words, doubtful in rows:
        cells = [counts[state] for state in columns] + [words, doubtful]
        written = (f"{cell or '·':>{len(title)}}" for cell, title in zip(cells, head, strict=True))
        yield f"{slug:<{width}}  {'  '.join(written)}\n"


def _queue(standings: Sequence[Standing], memory: FuzzyMemory | None) -> Iterator[str]:
    """What waits for a person, what needs one most first, with suggestions from `memory`."""
    slugs = {each.path: each.slug for each in standings}
    items = in_order([item for each in standings for item in each.items])
    for item in items:
        place = f"{item.path}:{item.line}" if item.line else item.path
        doubt = f", {item.doubt} doubt" if item.doubt else ""
        notes = f" ({', '.join(item.notes)})" if item.notes else ""
        said = f"{place}: {item.state.value}{doubt}: «{item.opening}»{notes}"
        yield printable(said) + "\n"
        for each in suggestions(memory, item.source, slugs[item.path], item.key) if memory else ():
            yield f"    {describe(each)}\n"
    if not items:
        yield "nothing waits for a person\n"


_URGENCY = {State.STALE: 0, State.UNSYNCED: 0, State.MACHINE: 1, State.MISSING: 2}
"""Everything else waits for a decision only, and comes last."""


def in_order(items: Sequence[Item]) -> list[Item]:
    """What readers are told wrong first, then drafts by doubt, then what has no English."""
    return sorted(order_by_doubt(items), key=lambda item: _URGENCY.get(item.state, 3))


def _as_data(standings: Sequence[Standing]) -> dict[str, object]:
    return {
        "articles": [
            {
                "slug": each.slug,
                "path": each.path,
                "states": _counts(each.states),
                "words_left": each.words_left,
                "doubtful": each.doubtful,
                "waiting": [_item_data(item) for item in in_order(each.items)],
            }
            for each in standings
        ],
        "states": _counts(total(standings)),
        "words_left": sum(each.words_left for each in standings),
        "doubtful": sum(each.doubtful for each in standings),
    }


def _counts(states: Counter[State]) -> dict[str, int]:
    return {state.value: states[state] for state in COLUMNS}


def _item_data(item: Item) -> dict[str, object]:
    return {
        "line": item.line or None,
        "key": item.key,
        "state": item.state.value,
        "opening": item.opening,
        "words": item.words,
        "doubt": item.doubt,
        "notes": list(item.notes),
    }
