"""Social images: what the one of each page says, and which pages share one.

Nothing is drawn here: what a card says gives it its name, so that pages can link to it first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.model.card import LOGO_SIZE, Card
from generator.model.entry import Provenance
from generator.model.language import Language
from generator.model.page import (
    ExplainerPage,
    FrontPage,
    GlossaryPage,
    HomePage,
    NotFoundPage,
    Page,
    PlainTextPage,
    SearchPage,
    Site,
    TimelinePage,
    TopicPage,
)
from generator.model.phrase import Phrase
from generator.stages.strings import Strings
from generator.text.bidi import isolate_plain
from generator.text.drawable import drawable

_TOLD = frozenset({"partial", "machine", "mixed", "stale"})
"""States of a translation that a reader should know before opening it."""


def with_cards(
    pages: Iterable[Page], site: Site, strings: Strings, *, lettered: bool = True
) -> tuple[Page, ...]:
    """The pages, each with its social image; those of errors and of a search, which hold nothing of
    their own, have none.

    Not `lettered`, where text cannot be set, all pages of a language have one without text.
    """
    pages = tuple(pages)
    designer = _Designer(site, strings, lettered)
    own = {page.path: card for page in pages if (card := designer.own_card(page))}
    return tuple(replace(page, card=own.get(_shared_path(page, site))) for page in pages)


def logo(site: Site) -> Card:
    """The site's mark on its colour, for programs that ask for a logo."""
    source = site.source
    return Card(
        "logo", source.code, False, site.accent, name=site.title.shown(source).text,
        width=LOGO_SIZE, height=LOGO_SIZE,
    )  # fmt: skip


def _shared_path(page: Page, site: Site) -> str:
    """Path of the page whose card this one has: of pages for one thing, the one to be listed."""
    home = f"{page.language.code}/"
    if page.canonical:
        return page.canonical
    if isinstance(page, FrontPage):
        return f"{site.source.code}/"
    if isinstance(page, TimelinePage) and page.period:
        return home + page.timeline.path
    if isinstance(page, GlossaryPage) and page.part:
        return home + "glossary/"
    return page.path


@dataclass(frozen=True)
class _Designer:
    site: Site
    strings: Strings
    lettered: bool

    def own_card(self, page: Page) -> Card | None:
        """The card of a page that shares none, or whose card others share."""
        if page.canonical or isinstance(page, FrontPage | SearchPage | NotFoundPage):
            return None
        language = page.language
        title = self.site.title.shown(language)
        blank = Card("card", language.code, language.is_rtl, self.site.accent, name=title.text)
        if not self.lettered:
            return blank
        # A title of nothing but pictures has the site's name in its place.
        words = self._set(self._title(page), language) or self._set(title, language)
        return replace(
            blank,
            slug=_slug(page),
            title=words,
            kicker=self._kicker(page),
            site=self._set(title, language),
            note=self._note(page),
        )

    def _title(self, page: Page) -> Phrase:
        """A home page's is the site's name, which stands on every card: there it is the claim."""
        return page.description if isinstance(page, HomePage) else page.title

    def _kicker(self, page: Page) -> str:
        language = page.language
        if isinstance(page, ExplainerPage) and page.explainer.card.topics:
            return self._set(page.explainer.card.topics[0].names.shown(language), language)
        if isinstance(page, TopicPage):
            return drawable(self.strings.text(language, "topic.label"))
        return ""

    def _note(self, page: Page) -> str:
        provenance = _provenance(page)
        is_target = page.language.code == self.site.target.code
        if not is_target or provenance is None or provenance.summary not in _TOLD:
            return ""
        return drawable(self.strings.text(page.language, f"card.{provenance.summary}"))

    def _set(self, phrase: Phrase, language: Language) -> str:
        """The words as they can be drawn among those of `language`, with isolates."""
        own = phrase.language
        text = isolate_plain(drawable(phrase.text), own, self.site.other(own))
        if own.direction == language.direction or not text:
            return text
        return ("\u2067" if own.is_rtl else "\u2066") + text + "\u2069"


def _provenance(page: Page) -> Provenance | None:
    if isinstance(page, ExplainerPage):
        return page.explainer.card.provenance
    if isinstance(page, PlainTextPage | GlossaryPage | TimelinePage):
        return page.provenance
    return None


def _slug(page: Page) -> str:
    """The address below the language's folder, as a name: `topics/climate/` as topics-climate."""
    return "-".join(page.path.strip("/").split("/")[1:]) or "home"
