"""`dragoman terms`: every spelling that is linked to a glossary term, and where it stands."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.build import build
from generator.commands.articles import read_content
from generator.model.entry import LinkedForm
from generator.model.explainer import Term
from generator.model.problem import Place, Problem, UserError
from generator.ports import Tools
from generator.reporting import printable
from generator.text.nearest import nearest


@dataclass(frozen=True)
class Spelling:
    """One spelling that is linked to a term."""

    form: str
    language: str
    places: tuple[Place, ...]
    """The blocks in which it is linked, in the order of files and lines."""


@dataclass(frozen=True)
class Usage:
    """A term and every spelling that is linked to it."""

    term: Term
    spellings: tuple[Spelling, ...]
    """By language; the rarest first, since a wrong link is seldom a frequent one."""

    @property
    def count(self) -> int:
        return sum(len(each.places) for each in self.spellings)


def run(site: Path, ids: Sequence[str], *, form: str) -> int:
    """0; the links are those of the site with its drafts."""
    sources, _, content = read_content(site)
    terms = _choose(content.glossary.terms, ids)
    built = build(sources, Tools())
    errors = [problem for problem in built.problems if problem.is_error]
    if errors:
        raise UserError(errors)
    found = usages(terms, built.value.forms)
    if form == "json":
        sys.stdout.write(json.dumps(as_data(found), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(describe(found))
    return 0


def usages(terms: Sequence[Term], forms: Sequence[LinkedForm]) -> tuple[Usage, ...]:
    """What was linked to each of the terms, in their order."""
    places: dict[str, dict[tuple[str, str], list[Place]]] = defaultdict(lambda: defaultdict(list))
    for each in forms:
        places[each.term][each.language, each.form].append(Place(each.path, each.line))
    return tuple(
        Usage(
            term,
            tuple(
                Spelling(form, language, tuple(sorted(found)))
                for (language, form), found in sorted(
                    places[term.id].items(),
                    key=lambda item: (item[0][0], len(item[1]), item[0][1]),
                )
            ),
        )
        for term in terms
    )


def describe(found: Sequence[Usage]) -> Iterator[str]:
    """The report for a person: each term with its spellings and their places; unused ones last."""
    if not found:
        yield "the glossary has no terms yet\n"
    for usage in found:
        if not usage.spellings:
            continue
        yield printable(f"{_name(usage.term)}, {usage.count}") + "\n"
        for each in usage.spellings:
            yield printable(f"    {each.language} «{each.form}», {len(each.places)}") + "\n"
            yield from (f"        {printable(str(place))}\n" for place in each.places)
    unused = [usage.term for usage in found if not usage.spellings]
    if unused:
        yield "never linked:\n"
        yield from (f"    {printable(f'{term.place}: {_name(term)}')}\n" for term in unused)


def as_data(found: Sequence[Usage]) -> list[dict[str, object]]:
    """The report for programs: docs/commands.md tells its keys."""
    return [
        {
            "term": usage.term.id,
            "arabic": usage.term.term,
            "english": usage.term.english,
            "path": usage.term.place.path,
            "line": usage.term.place.line or None,
            "count": usage.count,
            "forms": [
                {
                    "form": each.form,
                    "language": each.language,
                    "count": len(each.places),
                    "places": [
                        {"path": place.path, "line": place.line or None} for place in each.places
                    ],
                }
                for each in usage.spellings
            ],
        }
        for usage in found
    ]


def _choose(terms: Sequence[Term], ids: Sequence[str]) -> tuple[Term, ...]:
    """The terms named, in the order of the glossary; all of them when none is named."""
    known = {term.id for term in terms}
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise UserError(
            Problem(
                "unknown-term",
                f"there is no term `{name}` in the glossary",
                Place("content/glossary.yaml"),
                f"did you mean `{near}`?" if (near := nearest(name, known)) else "",
            )
            for name in unknown
        )
    return tuple(term for term in terms if not ids or term.id in ids)


def _name(term: Term) -> str:
    return f"{term.id}: {term.term} / {term.english}"
