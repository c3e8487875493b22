"""The outward shape of a text: its length, its sentences, its end."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from statistics import median

from generator.model.problem import Severity
from generator.model.segment import State
from generator.translation.quality.findings import Finding, Passage
from generator.translation.quality.pair import Pair
from generator.translation.sentences import split_sentences

SHORTEST = 60
"""Characters of Arabic from which on a length says something."""
EXPANSION = 0.05
SURPLUS_OF_SHORT = 8.0
DEVIATION = 0.11
DEVIATION_OF_SHORT = 6.0
"""Fitted to 4,700 professional pairs of news and health texts (FLORES, NTREX, TICO-19)."""
FAR = 3.5
"""Deviations that fewer than one good translation in a hundred reaches."""
SHORT = 1.5
"""Deviations that are telling where a sentence is missing too."""
CUT = 1.0
"""Deviations that are telling where the end of the last sentence is missing too."""
_FEWEST_TO_TELL = 30

_ENDED = re.compile(r"[.!?؟۔…:][\"“”»'’)\]*_]*$")
_QUESTION = re.compile(r"[؟?]!?[\"“”»'’)\]*_]*$")
_ASKING = re.compile(r"\W*(?:how|what|why|who|whom|whose|when|where|which)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?؟۔…]+")


def shape_findings(pair: Pair, expansion: float = EXPANSION) -> Iterator[Finding]:
    """English that is far too short or long, lacks a sentence, breaks off, or asks nothing.

    `expansion` is how much longer than its Arabic the English of this site is, as `expansion_of`
    gives it.
    """
    yield from _question_mark(pair)
    deviation = length_deviation(pair, expansion)
    if deviation < -CUT and _breaks_off(pair):
        machine = pair.passage.state is State.MACHINE
        yield Finding(
            "truncation",
            f"the English breaks off: it has no full stop and is {_percent(pair)} as long as the "
            "Arabic",
            Severity.ERROR if machine else Severity.WARNING,
            "translate the rest",
        )
    elif deviation < -SHORT and _lacks_sentences(pair):
        told, said = len(split_sentences(pair.arabic)), len(split_sentences(pair.english))
        yield Finding(
            "sentence-count",
            f"the Arabic has {told} sentences, the English {said}, and is {_percent(pair)} as long",
            Severity.WARNING,
            "a sentence may be missing",
        )
    elif abs(deviation) > FAR:
        yield Finding(
            "length",
            f"the English is {_percent(pair)} as long as the Arabic",
            Severity.WARNING,
            "something may be missing" if deviation < 0 else "something may have been added",
        )


def length_deviation(pair: Pair, expansion: float = EXPANSION) -> float:
    """How far the length of the English is from what the Arabic lets expect, in deviations.

    After Gale and Church (1993), on logarithms: short texts have longer and more various English.
    0 for texts too short to say.
    """
    length = len(pair.arabic)
    if length < SHORTEST:
        return 0.0
    surplus = _surplus(length, len(pair.english))
    return (surplus - expansion) / (DEVIATION + DEVIATION_OF_SHORT / length)


def expansion_of(passages: Iterable[Passage]) -> float:
    """How much longer the English of these passages is, as a logarithm, short ones evened out.

    Translators differ: English made from Arabic is often a third longer, Arabic made from English
    a tenth shorter. Where there are too few passages to tell, the measured sets decide.
    """
    surpluses = [
        _surplus(len(passage.source_plain), len(passage.target_plain))
        for passage in passages
        if passage.is_comparable and len(passage.source_plain) >= SHORTEST
    ]
    return median(surpluses) if len(surpluses) >= _FEWEST_TO_TELL else EXPANSION


def _surplus(length: int, english: int) -> float:
    return math.log(max(1, english) / length) - SURPLUS_OF_SHORT / length


def _lacks_sentences(pair: Pair) -> bool:
    # A pattern finds at least as many ends as there are sentences, at a tenth of the cost.
    if len(_ENDS.findall(pair.arabic)) < 2:
        return False
    return len(split_sentences(pair.english)) < len(split_sentences(pair.arabic))


def _percent(pair: Pair) -> str:
    return f"{100 * len(pair.english) / max(1, len(pair.arabic)):.0f} %"


def _breaks_off(pair: Pair) -> bool:
    return _ENDED.search(pair.arabic.rstrip()[-8:]) is not None and not (
        _ENDED.search(pair.english.rstrip()[-8:])
    )


def _question_mark(pair: Pair) -> Iterator[Finding]:
    told = _QUESTION.search(pair.arabic.rstrip()[-8:])
    said = _QUESTION.search(pair.english.rstrip()[-8:])
    if told and not said:
        # "How we translate": English headlines may put a question without the mark.
        is_headline = pair.passage.kind in ("heading", "string")
        if is_headline and _ASKING.match(pair.english):
            return
        message = "the Arabic ends with a question mark, the English does not"
    elif said and not told:
        message = "the English ends with a question mark, the Arabic does not"
    else:
        return
    yield Finding("question-mark", message, Severity.WARNING)
