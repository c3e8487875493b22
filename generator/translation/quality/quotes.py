"""Quotation marks: in pairs, and round somebody's words in the English as in the Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.problem import Severity
from generator.translation.quality.findings import Finding
from generator.translation.quality.pair import Pair

_MARKS = re.compile('["«»“”„]')
_CURLY_OPENING = "«“„"
_CURLY_CLOSING = "»”"
_INCHES = re.compile('(?<=[0-9])"')
_SPEECH_WORDS = 5
"""From this length on, words between marks are taken for speech: Arabic also marks names and
terms, where good English often drops the marks."""
_ARABIC_SPEECH = re.compile('«([^«»]*)»|“([^“”]*)”|”([^“”]*)“|"([^"]*)"')
_ENGLISH_SPEECH = re.compile('“([^“”]*)”|"([^"]*)"')
_OTHER_MARKS = re.compile(r"(?<!\w)['‘’](?=\w)[^\n]*(?<=[\w.,!?])['’](?!\w)|[*_]|(?:^|\n) {0,3}>")
"""Single marks, emphasis and a block quotation set words apart just as well."""
_PARAGRAPH = re.compile(r"\n\s*\n")


def quote_findings(pair: Pair) -> Iterator[Finding]:
    """Marks without a partner; speech that has marks in one language only."""
    compares = pair.passage.is_comparable
    has_english = _MARKS.search(pair.prose) is not None
    if not has_english and not (compares and _MARKS.search(pair.passage.source)):
        return
    if has_english and not _is_balanced(pair.prose):
        # A speech may go on in the next paragraph; then the Arabic is open as well.
        may_go_on = not compares and pair.prose.lstrip()[:1] in '"“'
        if not may_go_on and not (compares and not _is_balanced(pair.passage.source)):
            last = list(_MARKS.finditer(pair.prose))[-1]
            yield _warning(
                "a quotation mark has no partner", "add or delete one", pair.place(last.start())
            )
            return
    if not compares:
        return
    if not has_english:
        speech = _first_speech(_ARABIC_SPEECH, pair.passage.source_plain)
        if speech and not _OTHER_MARKS.search(pair.passage.target):
            yield _warning(
                f"the Arabic quotes «{speech}», the English has no quotation marks",
                "show whose words these are",
            )
    elif not re.search("[\"«»“”„'‘’]", pair.passage.source):
        speech = _first_speech(_ENGLISH_SPEECH, pair.english)
        if speech:
            yield _warning(
                f"the English quotes “{speech}”, the Arabic has no quotation marks",
                "quote only what the Arabic quotes",
                pair.place_of(speech.removesuffix("…")),
            )


def _is_balanced(text: str) -> bool:
    """Whether every mark has a partner; a straight mark may close a curly one."""
    is_open = False
    opened = closed = straight = 0
    for paragraph in _PARAGRAPH.split(text):
        marks = _MARKS.findall(paragraph)
        if is_open and paragraph.lstrip()[:1] in '"«“' and marks:
            marks = marks[1:]  # each paragraph of a speech opens with a mark
        opened += sum(mark in _CURLY_OPENING for mark in marks)
        closed += sum(mark in _CURLY_CLOSING for mark in marks)
        straight += marks.count('"')
        is_open = (opened + closed + straight) % 2 == 1
    inches = len(_INCHES.findall(text))
    return abs(opened - closed) <= straight and (not is_open or inches % 2 == 1)


def _first_speech(form: re.Pattern[str], text: str) -> str:
    """The first words between marks that are long enough, cut short for a message."""
    for match in form.finditer(text):
        words = next(group for group in match.groups() if group is not None).split()
        if len(words) >= _SPEECH_WORDS:
            shown = " ".join(words[:_SPEECH_WORDS])
            return shown if len(words) == _SPEECH_WORDS else f"{shown}…"
    return ""


def _warning(message: str, hint: str, place: tuple[int, int] = (0, 0)) -> Finding:
    return Finding("quotes", message, Severity.WARNING, hint, *place)
