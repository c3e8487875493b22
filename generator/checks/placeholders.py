"""Texts of `dragoman new` that nobody has replaced, where readers would see them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.explainer import Article, Content
from generator.model.problem import Place, Problem, Severity
from generator.text.scaffold import PLACEHOLDERS


def placeholder_findings(content: Content) -> Iterator[Problem]:
    """An error for each in an explainer that is published, a warning in a plain page."""
    for explainer in content.explainers:
        if not explainer.meta.draft:
            yield from _left(explainer.article, Severity.ERROR)
    for page in content.pages:
        yield from _left(page.article, Severity.WARNING)


def _left(article: Article, severity: Severity) -> Iterator[Problem]:
    for block in article.strings:
        if block.text in PLACEHOLDERS:
            yield _problem(block.text, Place(f"{article.folder}/meta.yaml", block.line), severity)
    for block in article.blocks:
        text = block.text.lstrip("# ")
        if text in PLACEHOLDERS:
            yield _problem(text, Place(article.source_path, block.line), severity)


def _problem(text: str, place: Place, severity: Severity) -> Problem:
    message = f"`{text}` still waits to be replaced"
    return Problem("placeholder", message, place, "write the text that belongs here", severity)
