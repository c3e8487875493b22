"""What the English says against what the Arabic says: findings on the words of each passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.config import SiteConfig
from generator.model.explainer import Article, Paired, Translated
from generator.model.problem import Place, Problem, Severity
from generator.model.segment import Segment, State
from generator.text.markdown import References, plain_text, tokens_of
from generator.text.nearest import suggest
from generator.text.plain import plain_of
from generator.translation.moved import EXEMPT as MOVED_TEXT
from generator.translation.quality.examine import examiner
from generator.translation.quality.findings import CHECK_NAMES, Finding, Passage
from generator.translation.quality.headlines import headline_findings
from generator.translation.quality.shape import expansion_of
from generator.translation.quality.site import site_findings

_UNSHOWN = frozenset((State.MISSING, State.OMIT, State.ORPHAN))
_MAY_BE_MARKED = re.compile(
    r"[*_`\[\]<>&\\~|#!]|^\s*(?:[-+=]|[0-9]+[.)])|^(?: {4}|\t)", re.MULTILINE
)
_NOTE = re.compile(r"\ufeff? {0,3}<!--")
_ACCEPTABLE = CHECK_NAMES | {MOVED_TEXT}
"""What `ok:` may wave through: a finding, or words that were moved here on purpose."""
NO_SOURCES: Mapping[str, str] = {}


@dataclass(frozen=True)
class _Placed:
    """A passage and where it stands."""

    passage: Passage
    segment: Segment
    article: Article


def passage_findings(
    paired: Paired, config: SiteConfig, earlier: Mapping[str, str] = NO_SOURCES
) -> Iterator[Problem]:
    """What the checks of docs/translation-checks.md say of every translated text of the site.

    Nothing of it is an error but an `ok:` that names no check: English with a doubtful number is
    still better than none. `earlier` are Arabic texts that have since been changed, by their hash.
    """
    for translated in paired.articles:
        yield from _unknown_checks(translated)
    if (config.source.code, config.target.code) != ("ar", "en"):
        return
    everything = list(_placed(paired, earlier))
    by_people = (each.passage for each in everything if each.passage.state is not State.MACHINE)
    examine = examiner(paired.glossary[0].terms, expansion=expansion_of(by_people))
    for placed in everything:
        for finding in examine(placed.passage):
            yield _problem(finding, placed)


def across_findings(paired: Paired, config: SiteConfig) -> Iterator[Problem]:
    """What only shows across the site: names spelt in two ways, one English for two texts."""
    if (config.source.code, config.target.code) != ("ar", "en"):
        return
    everything = list(_placed(paired, NO_SOURCES))
    headlines = [each for each in everything if _is_headline(each)]
    found = [
        *((everything[i], each) for i, each in site_findings([e.passage for e in everything])),
        *(
            (headlines[i], each)
            for i, each in headline_findings([e.passage.target_plain for e in headlines])
        ),
    ]
    for placed, finding in found:
        if finding.check not in placed.passage.accepted:
            yield _problem(finding, placed)


def passages(paired: Paired) -> tuple[Passage, ...]:
    """Every translated passage of the site, as the checks see it."""
    return tuple(each.passage for each in _placed(paired, NO_SOURCES))


def _is_headline(placed: _Placed) -> bool:
    marker = placed.segment.marker
    return placed.passage.kind == "heading" or (marker is not None and marker.name == "title")


def _placed(paired: Paired, earlier: Mapping[str, str]) -> Iterator[_Placed]:
    for translated in paired.articles:
        article = translated.article
        for segment in (*translated.strings.values(), *translated.segments):
            if segment.state not in _UNSHOWN and segment.target and segment.marker:
                yield _Placed(_passage(segment, article, earlier), segment, article)


def _passage(segment: Segment, article: Article, earlier: Mapping[str, str]) -> Passage:
    marker = segment.marker
    sources = segment.sources
    kinds = {source.kind for source in sources}
    named = marker is not None and bool(marker.name)
    kind = kinds.pop() if len(kinds) == 1 else "paragraph"
    was = [earlier.get(key.partition(".")[0], "") for key in (marker.was if marker else ())]
    return Passage(
        "\n\n".join(source.text for source in sources),
        segment.target,
        " ".join(source.plain for source in sources),
        " ".join(segment.target.split()) if named else _plain(segment.target, article.references),
        kind,
        segment.state,
        marker.accepted if marker else (),
        " ".join(plain_text(text) for text in was) if was and all(was) else "",
    )


def _plain(text: str, references: References) -> str:
    """What a reader reads of a Markdown text; parsed only where it may hold markup."""
    if _MAY_BE_MARKED.search(text):
        return plain_of(tokens_of(text, references))
    return " ".join(text.split())


def _problem(finding: Finding, placed: _Placed) -> Problem:
    lines = text_lines(placed.article.translation or "", placed.segment.line, placed.segment.target)
    line = lines[min(finding.line, len(lines) - 1)]
    waiver = f"right as it is? write `ok:{finding.check}` into the marker"
    return Problem(
        finding.check,
        finding.message,
        Place(placed.article.target_path, line, finding.column),
        f"{finding.hint}; {waiver}" if finding.hint else waiver,
        _severity(finding, placed.passage.state),
    )


def _severity(finding: Finding, state: State) -> Severity:
    """Nobody claims that a machine's text is right: of it, only what is sure is a warning."""
    is_sure = finding.severity is Severity.ERROR
    is_claimed = state is not State.MACHINE
    if is_sure or (is_claimed and finding.severity is Severity.WARNING):
        return Severity.WARNING
    return Severity.ADVICE


def text_lines(file: str, marker_line: int, text: str) -> tuple[int, ...]:
    """For each line of a block's text, its line in the file, counted from 1.

    An editor's notes stand between them in the file and are no part of the text.
    """
    lines = file.split("\n")
    found: list[int] = []
    index = marker_line
    is_note = False
    for wanted in text.split("\n"):
        while index < len(lines):
            line = lines[index]
            index += 1
            if is_note:
                is_note = "-->" not in line
            elif line.rstrip() == wanted.rstrip():
                found.append(index)
                break
            else:
                is_note = _NOTE.match(line) is not None and "-->" not in line
        else:
            found.append(found[-1] if found else marker_line)
    return tuple(found)


def _unknown_checks(translated: Translated) -> Iterator[Problem]:
    article = translated.article
    lines: Sequence[str] = (article.translation or "").split("\n")
    for segment in (*translated.strings.values(), *translated.segments):
        marker = segment.marker
        for name in marker.accepted if marker else ():
            if name in _ACCEPTABLE:
                continue
            line = lines[segment.line - 1] if segment.line <= len(lines) else ""
            yield Problem(
                "unknown-check",
                f"`ok:{name}` names no check",
                Place(article.target_path, segment.line, line.find(f"ok:{name}") + 1),
                suggest(name, _ACCEPTABLE),
            )
