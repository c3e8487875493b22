"""What readers would meet untranslated, out of date or unpublished: one finding each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.model.config import SiteConfig
from generator.model.explainer import Paired, Translated
from generator.model.problem import Place, Problem, Severity
from generator.model.segment import Segment, State

_ONE_EACH = {
    State.STALE: (
        "stale",
        "the Arabic has changed since this English was made",
        "bring the English up to date, then delete the word `stale`",
        Severity.WARNING,
    ),
    State.UNSYNCED: (
        "unsynced",
        "the Arabic that this English translates is no longer there",
        "the Arabic was edited: compare, and write the new key that `dragoman check` "
        "names for the paragraph, or delete the text and run `dragoman translate`",
        Severity.WARNING,
    ),
    State.ORPHAN: (
        "orphan",
        "this English translates a paragraph that is gone; readers do not see it",
        "delete the block when nothing of it is needed any more",
        Severity.WARNING,
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
    if segment.state not in _ONE_EACH:
        return
    code, message, hint, severity = _ONE_EACH[segment.state]
    if segment.state is State.UNSYNCED and segment.sources:
        keys = "+".join(block.key for block in segment.sources)
        hint = f"if the English fits the new Arabic, its marker should say `ar:{keys}`"
    yield Problem(code, message, _place(segment, translated), hint, severity)


def _missing(translated: Translated) -> Iterator[Problem]:
    segments = (*translated.strings.values(), *translated.segments)
    states = Counter(segment.state for segment in segments)
    missing = states[State.MISSING]
    if not missing:
        return
    article = translated.article
    count = "nothing" if missing == len(segments) else f"{len(segments) - missing}"
    yield Problem(
        "untranslated",
        f"{count} of {len(segments)} passages translated; readers see the Arabic of the rest",
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
