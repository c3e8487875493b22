"""What the commands on translations share: the articles they were asked for, and memories."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.adapters.files import read_sources
from generator.build import read_site
from generator.model.config import SiteConfig
from generator.model.explainer import Article, Content
from generator.model.problem import Place, Problem, UserError
from generator.model.source import Sources
from generator.text.nearest import suggest


def read_content(site: Path) -> tuple[Sources, SiteConfig, Content]:
    """The site's files and what they say, drafts too; raises UserError when they have errors."""
    sources = read_sources(site, drafts=True)
    read = read_site(sources)
    errors = [problem for problem in read.problems if problem.is_error]
    if errors or read.value is None:
        raise UserError(errors)
    config, content = read.value
    return sources, config, content


def choose(content: Content, slugs: Sequence[str]) -> tuple[Article, ...]:
    """The articles named, in the order of the site; all of them when none is named.

    Raises UserError for a name that no article has.
    """
    articles = {article.slug: article for article in content.articles}
    unknown = [slug for slug in slugs if slug not in articles]
    if unknown:
        raise UserError(
            Problem(
                "unknown-slug",
                f"there is no explainer or page `{slug}`",
                Place("content"),
                suggest(slug, articles),
            )
            for slug in unknown
        )
    return tuple(article for slug, article in articles.items() if not slugs or slug in slugs)
