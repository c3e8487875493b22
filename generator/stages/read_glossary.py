"""`glossary.yaml` to checked terms."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.config import SiteConfig
from generator.model.explainer import Term
from generator.model.problem import Checked, Problem
from generator.text.fields import Fields
from generator.text.tree import Listing, Node, Table, describe


def read_terms(node: Node, config: SiteConfig) -> Checked[tuple[Term, ...]]:
    """The terms of a glossary file, in its order."""
    if not isinstance(node, Listing):
        message = f"the glossary must be a list of terms, not {describe(node)}"
        return Checked((), (Problem("wrong-type", message, node.place, "begin with `- id:`"),))
    problems: list[Problem] = []
    terms: list[Term] = []
    wrapper = Fields(Table({"glossary": node}, node.place), problems)
    for fields in wrapper.tables("glossary"):
        terms.append(_read_term(fields, config))
    problems.extend(_check_unique(terms))
    problems.extend(_check_never(terms))
    return Checked(tuple(terms), tuple(problems))


def _read_term(fields: Fields, config: SiteConfig) -> Term:
    topics = {topic.slug for topic in config.topics}
    term = Term(
        id=fields.slug("id", required=True),
        term=fields.text("term", required=True),
        english=fields.text("english", required=True),
        aliases=fields.texts("aliases"),
        english_aliases=fields.texts("english_aliases"),
        definition=fields.text("definition", required=True),
        topics=fields.known("topics", topics, "unknown-topic", "topic"),
        place=fields.value_place("id"),
        avoid=fields.texts("avoid"),
        never=fields.texts("never"),
    )
    fields.finish()
    return term


def _check_unique(terms: list[Term]) -> list[Problem]:
    first: dict[str, Term] = {}
    forms: dict[str, Term] = {}
    problems = []
    for term in terms:
        if term.id and first.setdefault(term.id, term) is not term:
            line = first[term.id].place.line
            problems.append(
                Problem(
                    "duplicate-id",
                    f"the term `{term.id}` stands twice, first on line {line}",
                    term.place,
                    "give each an id of its own",
                )
            )
        for form in {term.term, *term.aliases} - {""}:
            other = forms.setdefault(form, term)
            if other is not term and other.id != term.id:
                problems.append(
                    Problem(
                        "duplicate-term",
                        f"«{form}» belongs to `{other.id}` and to `{term.id}`",
                        term.place,
                        "a form can lead to one term only: remove it from one of the two",
                    )
                )
    return problems


def _check_never(terms: list[Term]) -> Iterator[Problem]:
    for term in terms:
        forms = {term.term, term.english, *term.aliases, *term.english_aliases}
        for form in dict.fromkeys(term.never):
            if form in forms:
                yield Problem(
                    "never-and-alias",
                    f"“{form}” is a form of `{term.id}` and stands under its `never`",
                    term.place,
                    "remove it from one of the two: what is never linked is no form of the term",
                )
