"""Every rule over one passage, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.model.explainer import Term
from generator.translation.quality.amounts import amount_findings
from generator.translation.quality.dates import date_findings
from generator.translation.quality.findings import Finding, Passage
from generator.translation.quality.markup import changed_code, markup_findings
from generator.translation.quality.negation import negation_findings
from generator.translation.quality.numbers import number_findings
from generator.translation.quality.old import old_text_findings
from generator.translation.quality.pair import Pair
from generator.translation.quality.quotes import quote_findings
from generator.translation.quality.repetition import repetition_findings
from generator.translation.quality.scripts import script_findings
from generator.translation.quality.shape import EXPANSION, shape_findings
from generator.translation.quality.shares import share_findings
from generator.translation.quality.spacing import spacing_findings
from generator.translation.quality.terms import TermIndex, term_findings

Examiner = Callable[[Passage], tuple[Finding, ...]]


def examine(passage: Passage, terms: Sequence[Term] = ()) -> tuple[Finding, ...]:
    """What an editor should look at in one passage; none where nothing is translated.

    Checks that the passage accepts are left out. For many passages and one glossary, `examiner`
    reads the glossary once.
    """
    return examiner(terms)(passage)


def examiner(terms: Sequence[Term] = (), expansion: float = EXPANSION) -> Examiner:
    """A function that examines one passage after another by one glossary.

    `expansion` is what `expansion_of` says of the site's translations.
    """
    index = TermIndex(terms)

    def examine_passage(passage: Passage) -> tuple[Finding, ...]:
        accepted = frozenset(passage.accepted)
        return tuple(
            each for each in _findings(passage, index, expansion) if each.check not in accepted
        )

    return examine_passage


def _findings(passage: Passage, index: TermIndex, expansion: float) -> Iterator[Finding]:
    if not passage.target.strip():
        return
    pair = Pair(passage)
    if passage.kind in ("code", "rule"):
        if passage.is_comparable and passage.kind == "code":
            yield from changed_code(pair)
        return
    scripts = tuple(script_findings(pair, index.arabic_forms))
    yield from scripts
    if any(each.check == "identical" for each in scripts):
        return
    yield from spacing_findings(pair)
    yield from repetition_findings(pair)
    yield from quote_findings(pair)
    if not passage.is_comparable:
        return
    old = tuple(old_text_findings(pair))
    yield from old
    if not old:
        yield from _number_findings(pair)
    yield from amount_findings(pair)
    yield from share_findings(pair)
    yield from term_findings(pair, index)
    if passage.kind != "string":
        yield from markup_findings(pair)
    yield from shape_findings(pair, expansion)
    yield from negation_findings(pair)


def _number_findings(pair: Pair) -> Iterator[Finding]:
    """Dates first: a number that a date speaks of is not reported twice."""
    dates = tuple(date_findings(pair))
    explained = {offset for _, offsets in dates for offset in offsets}
    yield from (finding for finding, _ in dates)
    yield from number_findings(pair, explained, only_lost=bool(dates))
