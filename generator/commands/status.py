"""`dragoman status`: how far every translation is, and what waits for a person."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.commands.articles import choose, memory_of, read_content
from generator.model.problem import Place, Problem, UserError
from generator.model.segment import State
from generator.reporting import printable, report
from generator.text.nearest import suggest
from generator.translation.pairing import pair
from generator.translation.reading import read_target
from generator.translation.standing import Item, Standing, standing_of, total

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


def run(site: Path, slugs: Sequence[str], *, queue: bool, form: str, fail_on: Sequence[str]) -> int:
    """0, or 1 when a passage is in one of the states of `fail_on`."""
    _check_states(fail_on)
    sources, _, content = read_content(site)
    standings = []
    problems: list[Problem] = []
    for article in choose(content, slugs):
        read = read_target(article.translation or "", article.target_path)
        memory = memory_of(article, sources)
        problems += [*read.problems, *memory.problems]
        standings.append(standing_of(pair(article, read.value), memory.value))
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise UserError(errors)
    sys.stderr.write(report(problems, "human"))
    if form == "json":
        sys.stdout.write(json.dumps(_as_data(standings), ensure_ascii=False, indent=1) + "\n")
    elif queue:
        sys.stdout.writelines(_queue(standings))
    else:
        sys.stdout.writelines(_table(standings))
    states = total(standings)
    return int(any(states[State(name)] for name in fail_on))


def _check_states(names: Sequence[str]) -> None:
    known = [state.value for state in State]
    problems = [
        Problem("unknown-state", f"`{name}` is no state", Place("status"), suggest(name, known))
        for name in names
        if name not in known
    ]
    if problems:
        raise UserError(problems)


def _table(standings: Sequence[Standing]) -> Iterator[str]:
    """A row for each article, with the columns that hold anything, and the sums."""
    states = total(standings)
    columns = [state for state in COLUMNS if states[state]]
    width = max((len(each.slug) for each in standings), default=0)
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


def _queue(standings: Sequence[Standing]) -> Iterator[str]:
    """What waits for a person, what needs one most first."""
    items = in_order([item for each in standings for item in each.items])
    for item in items:
        place = f"{item.path}:{item.line}" if item.line else item.path
        doubt = f", {item.doubt} doubt" if item.doubt else ""
        notes = f" ({', '.join(item.notes)})" if item.notes else ""
        said = f"{place}: {item.state.value}{doubt}: «{item.opening}»{notes}"
        yield printable(said) + "\n"
    if not items:
        yield "nothing waits for a person\n"


_URGENCY = {State.STALE: 0, State.UNSYNCED: 0, State.MACHINE: 1, State.MISSING: 2}
_DOUBTS = {"high": 0, "medium": 1, "low": 2, None: 3}


def in_order(items: Sequence[Item]) -> list[Item]:
    """What readers are told wrong first, then drafts by doubt, then what has no English."""
    return sorted(
        items,
        key=lambda item: (_URGENCY.get(item.state, 3), _DOUBTS[item.doubt], item.score),
    )


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
