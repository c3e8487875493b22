"""English that still says what the Arabic used to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.problem import Severity
from generator.model.segment import State
from generator.text.arabic import fold
from generator.translation.quality.arabic_numbers import read_arabic
from generator.translation.quality.findings import Finding
from generator.translation.quality.names import NameFinder
from generator.translation.quality.numbers import lost_numbers
from generator.translation.quality.pair import Pair

_WORD = re.compile(r"\w+")
_SETTLED = frozenset((State.REVIEWED, State.EDITED))


def old_text_findings(pair: Pair) -> Iterator[Finding]:
    """Numbers and names that went out of the Arabic but not out of the English.

    They betray a text that was marked as brought up to date, but was not touched.
    """
    passage = pair.passage
    if not passage.was_source or passage.state not in _SETTLED:
        return
    old = fold(passage.was_source)
    if old == pair.arabic:
        return
    gone = {
        value: number.written
        for number in read_arabic(old).digits
        if not number.values & pair.arabic_numbers.said
        for value in number.values
    }
    kept = [
        (gone[value], number.written)
        for number in (pair.english_numbers.digits if gone else ())
        for value in sorted(number.values)
        if value in gone
    ]
    missing = [number.written for number in lost_numbers(pair)] if kept else []
    if missing:
        (was, written), now = kept[0], missing[0]
        message = f"the Arabic had {was} and now has {now}; the English still has {written}"
        yield _warning(message, pair.place_of(written))
        return
    words = set(_WORD.findall(pair.arabic))
    for name in NameFinder().find(" ".join(_WORD.findall(old)), pair.english):
        if not any(name.arabic in word for word in words):
            message = (
                f"the Arabic no longer has the name that the English gives as “{name.written}”"
            )
            yield _warning(message, pair.place_of(name.written))
            return


def _warning(message: str, place: tuple[int, int]) -> Finding:
    return Finding("copy-of-old", message, Severity.WARNING, "bring the English up to date", *place)
