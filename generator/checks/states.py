"""What readers would meet untranslated, out of date or unpublished: one finding each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.config import SiteConfig
from generator.model.explainer import Paired, Translated
from generator.model.problem import Place, Problem, Severity
from generator.model.segment import Segment, State


@dataclass(frozen=True)
class Finding:
    """What is said of one passage in a state that somebody should know of."""

    code: str
    message: str
    hint: str


FINDINGS = {
    State.STALE: Finding(
        "stale",
        "the Arabic has changed since this English was made",
        "bring the English up to date, then delete the word `stale`",
    ),
    State.UNSYNCED: Finding(
        "unsynced",
        "the Arabic that this English translates is no longer there",
        "compare it with the Arabic as it is now; nothing readers see is set beside it",
    ),
    State.ORPHAN: Finding(
        "orphan",
        "this English translates a paragraph that is gone; readers do not see it",
        "delete the block when nothing of it is needed any more",
    ),
}


def translation_findings(paired: Paired, config: SiteConfig) -> Iterator[Problem]:
    """Findings over every text of the site."""
    for translated in paired.articles:
        yield from _missing(translated)
        for segment in (*translated.strings.values(), *translated.segments):
            yield from _finding(segment, translated)
            yield from _unknown_reviewer(segment, translated, config)


def _finding(segment: Segment, translated: Translated) -> Iterator[Problem]:
    finding = FINDINGS.get(segment.state)
    if finding is None:
        return
    hint = finding.hint
    if segment.state is State.UNSYNCED and segment.sources:
        keys = "+".join(block.key for block in segment.sources)
        hint = f"if the English fits the new Arabic, its marker should say `ar:{keys}`"
    place = _place(segment, translated)
    yield Problem(finding.code, finding.message, place, hint, Severity.WARNING)


def _missing(translated: Translated) -> Iterator[Problem]:
    segments = (*translated.strings.values(), *translated.segments)
    states = Counter(segment.state for segment in segments)
    missing = states[State.MISSING]
    if not missing:
        return
    article = translated.article
    done = len(segments) - missing
    count = f"{done} of {len(segments)} passages are" if done else "nothing is"
    yield Problem(
        "untranslated",
        f"{count} translated; readers see the Arabic in its place",
        Place(article.target_path),
        f"run `dragoman translate {article.slug}`",
        Severity.WARNING,
    )


def _unknown_reviewer(
    segment: Segment, translated: Translated, config: SiteConfig
) -> Iterator[Problem]:
    if segment.review and segment.review.by and config.person(segment.review.by) is None:
        yield Problem(
            "unknown-reviewer",
            f"nobody in site.toml has the initials `{segment.review.by}`",
            _place(segment, translated),
            "add them under `[people.…]`, as `initials`",
            Severity.WARNING,
        )


def _place(segment: Segment, translated: Translated) -> Place:
    return Place(translated.article.target_path, segment.line, 1 if segment.line else 0)
