"""When an explainer last changed for the readers of a language: for feeds and sitemaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.entry import ExplainerCard, ExplainerView
from generator.model.language import Language
from generator.model.page import ExplainerPage, Page, Site


def last_change(explainer: ExplainerView, language: Language, site: Site) -> str:
    """ISO 8601 day on which it was published, updated, corrected or, for readers of the
    translation, last reviewed."""
    card = explainer.card
    days = [first_day(card), *(each.date.iso for each in explainer.corrections)]
    if card.updated:
        days.append(card.updated.iso)
    review = card.provenance.last_review
    if review and language.code == site.target.code:
        days.append(review.iso)
    return max(days)


def first_day(card: ExplainerCard) -> str:
    """ISO 8601 day on which readers first saw it: that of its publication, if not held back."""
    return max(card.published.iso, card.shown_from)


def explainers_in(pages: Iterable[Page], language: Language) -> Mapping[str, ExplainerPage]:
    """The page of each explainer by its slug, newest first; without those that are only shown in
    the other language."""
    return {
        page.explainer.card.slug: page
        for page in pages
        if isinstance(page, ExplainerPage) and page.indexable
        if page.language.code == language.code
    }
