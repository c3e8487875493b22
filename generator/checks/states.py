"""What readers would meet untranslated, out of date or unread: findings on the translations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.model.config import SiteConfig
from generator.model.explainer import Paired, Translated
from generator.model.problem import Place, Problem, Severity
from generator.model.segment import Segment, State
from generator.text.counted import counted
from generator.translation.markers import hint_for


def translation_findings(paired: Paired, config: SiteConfig) -> Iterator[Problem]:
    """Findings over every text of the site."""
    for translated in paired.articles:
        yield from _untranslated(translated)
        yield from _machine_made(translated)
        yield from _open_reviews(translated)
        for segment in _passages(translated):
            yield from _FINDINGS.get(segment.state, _nothing)(segment, translated)
            yield from _unknown_reviewer(segment, translated, config)


def _passages(translated: Translated) -> Sequence[Segment]:
    return (*translated.strings.values(), *translated.segments)


def _nothing(_segment: Segment, _translated: Translated) -> Iterator[Problem]:
    return iter(())


def _stale(segment: Segment, translated: Translated) -> Iterator[Problem]:
    yield _warning(
        "stale",
        "the Arabic has changed since this English was made",
        _place(segment, translated),
        "bring the English up to date, then delete the word `stale`",
    )


def _orphan(segment: Segment, translated: Translated) -> Iterator[Problem]:
    yield _warning(
        "orphan",
        "this English translates a paragraph that is gone; readers do not see it",
        _place(segment, translated),
        "delete the block when nothing of it is needed any more",
    )


def _unsynced(segment: Segment, translated: Translated) -> Iterator[Problem]:
    yield _warning(
        "unsynced",
        "the Arabic that this English translates has changed or is gone",
        _place(segment, translated),
        _way_out(segment, translated),
    )


def _way_out(segment: Segment, translated: Translated) -> str:
    current = {block.key for block in translated.article.blocks}
    if segment.marker and not segment.marker.name and current.issuperset(segment.marker.keys):
        return "the paragraphs it joins no longer stand together: give each its own block again"
    return f"run `dragoman sync {translated.article.slug}`, which marks it as what it is"


_FINDINGS: dict[State, Callable[[Segment, Translated], Iterator[Problem]]] = {
    State.STALE: _stale,
    State.ORPHAN: _orphan,
    State.UNSYNCED: _unsynced,
}


def _untranslated(translated: Translated) -> Iterator[Problem]:
    segments = _passages(translated)
    missing = [segment for segment in segments if segment.state is State.MISSING]
    if not missing:
        return
    done = len(segments) - len(missing)
    count = f"{done} of {len(segments)} passages are" if done else "nothing is"
    article = translated.article
    first = missing[0].sources[0]
    hint = f"the first that is missing begins «{hint_for(first.plain)}»; "
    hint += f"run `dragoman translate {article.slug}`"
    yield _warning(
        "untranslated",
        f"{count} translated; readers see the Arabic in its place",
        Place(article.target_path),
        hint,
    )


def _machine_made(translated: Translated) -> Iterator[Problem]:
    machine = [each for each in _passages(translated) if each.state is State.MACHINE]
    if machine:
        yield _warning(
            "machine-draft",
            f"{counted(len(machine), 'machine draft')} that nobody has corrected or reviewed",
            _place(machine[0], translated),
            "correct them, or write `reviewed by:` and your initials into the marker of one that "
            "is right as it is",
        )


def _unknown_reviewer(
    segment: Segment, translated: Translated, config: SiteConfig
) -> Iterator[Problem]:
    if segment.review is None:
        return
    by = segment.review.by
    if by and config.person(by) is None:
        yield _warning(
            "unknown-reviewer",
            f"nobody in site.toml has the initials `{by}`",
            _place(segment, translated),
            "add them under `[people.…]`, as `initials`",
        )


def _open_reviews(translated: Translated) -> Iterator[Problem]:
    typed = [
        each
        for each in _passages(translated)
        if each.review and each.marker and not each.marker.reviewed_hash
    ]
    if typed:
        count = "a review does" if len(typed) == 1 else f"{len(typed)} reviews do"
        yield _warning(
            "open-review",
            f"{count} not say which text was read, and would outlive an edit",
            _place(typed[0], translated),
            f"run `dragoman sync {translated.article.slug}`, which seals them",
        )


def _warning(code: str, message: str, place: Place, hint: str) -> Problem:
    return Problem(code, message, place, hint, Severity.WARNING)


def _place(segment: Segment, translated: Translated) -> Place:
    return Place(translated.article.target_path, segment.line, 1 if segment.line else 0)
