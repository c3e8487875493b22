"""Paired content to pages: who links to whom, what stands on which address."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from generator import __version__
from generator.model.config import SiteConfig
from generator.model.entry import ExplainerCard, Provenance, TopicLink
from generator.model.explainer import (
    Explainer,
    Paired,
    PlainPage,
    Translated,
)
from generator.model.language import Language
from generator.model.page import (
    Alternate,
    ExplainerPage,
    FrontPage,
    HomePage,
    Linked,
    NavLink,
    NotFoundPage,
    OfflinePage,
    Page,
    PlainTextPage,
    SearchPage,
    Site,
    TopicPage,
)
from generator.model.phrase import Phrase
from generator.model.problem import Checked
from generator.model.source import Sources
from generator.stages.assets import STATIC
from generator.stages.cards import logo, with_cards
from generator.stages.entries import Entries
from generator.stages.glossary_pages import glossary_pages
from generator.stages.layout import picture_at
from generator.stages.offline import OFFLINE_PAGE
from generator.stages.passages import make_passages
from generator.stages.strings import Strings
from generator.stages.structured import with_structured_data
from generator.stages.timelines import GatheredTimelines


class _Reach(TypedDict):
    alternates: tuple[Alternate, ...]
    canonical: str
    indexable: bool


CONFIG_ORIGIN = "site.toml"
_OFFERED = 5
"""Explainers on the page for addresses that do not exist."""


def link(
    paired: Paired,
    config: SiteConfig,
    sources: Sources,
    strings: Strings,
    static: str = STATIC,
    *,
    lettered: bool = True,
) -> Checked[Linked]:
    """The pages that are due on the day of the build, newest explainers first.

    `static` is the folder in which the site's scripts, styles and fonts are published. Not
    `lettered`, social images are planned without text.
    """
    linker = _Linker(paired, config, sources, strings, static, lettered)
    value = linker.link()
    return Checked(value, tuple(linker.wording.problems))


def is_shown(explainer: Explainer, sources: Sources) -> bool:
    """Whether readers may see it: published, and its day has come."""
    if sources.drafts:
        return True
    return not explainer.meta.draft and explainer.meta.shown_from <= sources.today


class _Linker:
    def __init__(
        self,
        paired: Paired,
        config: SiteConfig,
        sources: Sources,
        strings: Strings,
        static: str,
        lettered: bool,
    ) -> None:
        self.static = static
        self.lettered = lettered
        self.paired = paired
        self.config = config
        self.sources = sources
        self.strings = strings
        shown = [each for each in paired.explainers if is_shown(each[0], sources)]
        shown.sort(key=lambda each: each[0].slug)
        shown.sort(key=lambda each: each[0].meta.shown_from, reverse=True)
        self.explainers = shown
        self.entries = Entries(shown, paired, config, sources)
        self.wording = self.entries.wording
        self.timelines = GatheredTimelines(
            shown, self.entries.events, self.entries.topic_counts(), self.wording, strings
        )

    def link(self) -> Linked:
        site = self._site()
        pages: list[Page] = [self._front()]
        for language in self.config.languages:
            pages += [
                self._home(language, site),
                self._search(language, site),
                *(self._topic(topic, language) for topic in site.topics),
                *(self._plain(*each, language) for each in self.paired.pages),
            ]
        for explainer, translated in self.explainers:
            pages += self._explainer(explainer, translated)
        pages += self.timelines.pages()
        definitions = self.paired.glossary[1].strings.values()
        pages += glossary_pages(
            self.entries.terms.values(),
            self.wording.provenance(definitions),
            self.wording,
            self.strings,
        )
        pages.append(self._not_found())
        if self.config.offline.enabled:
            pages.append(self._offline())
        shown = {explainer.article.folder for explainer, _ in self.explainers}
        shown |= {page.article.folder for page, _ in self.paired.pages}
        pictures = [
            files
            for translated in self.paired.articles
            if translated.article.folder in shown
            for path in translated.article.assets
            if (files := picture_at(self.sources, path))
        ]
        forms = [form for each in self.entries.passages.values() for form in each.forms]
        if self.config.social.images:
            site = replace(site, logo=logo(site))
            pages = list(with_cards(pages, site, self.strings, lettered=self.lettered))
        placed = (replace(page, static=self.static) for page in pages)
        whole = with_structured_data(placed, site, self.strings)
        return Linked(site, tuple(whole), tuple(pictures), tuple(forms))

    def _site(self) -> Site:
        config = self.config
        menu = tuple(
            NavLink(page.article.slug, self.wording.string(translated.strings["title"]))
            for page, translated in self.paired.pages
            if "title" in translated.strings
        )
        return Site(
            title=self.wording.names(config.title),
            description=self.wording.names(config.description),
            base_url=config.base_url,
            source=config.source,
            target=config.target,
            topics=self.entries.topic_counts(),
            menu=menu,
            licence_name=config.licence.name,
            licence_url=config.licence.url,
            accent=config.theme.accent,
            accent_dark=config.theme.accent_dark,
            generator=f"Dragoman {__version__}",
            static=self.static,
            social=config.social,
            offline=config.offline.enabled,
        )

    def _phrase_of(self, key: str, language: Language) -> Phrase:
        return self.wording.phrase(self.strings.text(language, key), language)

    def _both(self, path: str) -> tuple[Alternate, ...]:
        return tuple(
            Alternate(language, f"{language.code}/{path}") for language in self.config.languages
        )

    def _front(self) -> FrontPage:
        source = self.config.source
        return FrontPage(
            kind="front",
            path="",
            language=source,
            title=self.wording.names(self.config.title).shown(source),
            description=self.wording.names(self.config.description).shown(source),
            origin=CONFIG_ORIGIN,
            explainers=self._newest(),
        )

    def _newest(self) -> tuple[ExplainerCard, ...]:
        return tuple(self.entries.cards.values())[: self.config.theme.home_count]

    def _home(self, language: Language, site: Site) -> HomePage:
        return HomePage(
            kind="home",
            path=f"{language.code}/",
            language=language,
            title=site.title.shown(language),
            description=site.description.shown(language),
            origin=CONFIG_ORIGIN,
            alternates=self._both(""),
            explainers=self._newest(),
            topics=site.topics,
            more=len(self.entries.cards) > self.config.theme.home_count,
        )

    def _topic(self, topic: TopicLink, language: Language) -> TopicPage:
        return TopicPage(
            kind="topic",
            path=f"{language.code}/topics/{topic.slug}/",
            language=language,
            title=topic.names.shown(language),
            description=self.wording.names(self.config.description).shown(language),
            origin=CONFIG_ORIGIN,
            alternates=self._both(f"topics/{topic.slug}/"),
            topic=topic,
            explainers=tuple(
                self.entries.cards[explainer.slug]
                for explainer, _ in self.explainers
                if topic.slug in explainer.meta.topics
            ),
            timeline=self.timelines.of_topic.get(topic.slug),
        )

    def _search(self, language: Language, site: Site) -> SearchPage:
        cards = self.entries.cards.values()
        return SearchPage(
            kind="search",
            path=f"{language.code}/search/",
            language=language,
            title=self._phrase_of("search.title", language),
            description=self._phrase_of("search.description", language),
            origin=CONFIG_ORIGIN,
            alternates=self._both("search/"),
            indexable=False,
            topics=site.topics,
            years=tuple(sorted({int(card.published.iso[:4]) for card in cards}, reverse=True)),
            states=frozenset(card.provenance.summary for card in cards),
        )

    def _plain(self, page: PlainPage, translated: Translated, language: Language) -> PlainTextPage:
        passages = make_passages(translated, self.wording)
        provenance = self.wording.provenance([*translated.strings.values(), *translated.segments])
        return PlainTextPage(
            kind="plain",
            path=f"{language.code}/{page.article.slug}/",
            language=language,
            title=self.entries.string(translated, "title").must_show(language),
            description=self.entries.string(translated, "summary").must_show(language),
            origin=page.article.source_path,
            rows=passages.rows_in(language),
            provenance=provenance,
            **self._reach(page.article.slug, language, provenance),
        )

    def _reach(self, slug: str, language: Language, provenance: Provenance) -> _Reach:
        """How search engines are to see a page: an untranslated one is the Arabic once more."""
        source = self.config.source
        if provenance.summary != "missing":
            return {"alternates": self._both(f"{slug}/"), "canonical": "", "indexable": True}
        is_source = language.code == source.code
        return {
            "alternates": self._both(f"{slug}/")[:1],
            "canonical": "" if is_source else f"{source.code}/{slug}/",
            "indexable": is_source,
        }

    def _explainer(self, explainer: Explainer, translated: Translated) -> list[ExplainerPage]:
        view = self.entries.view(explainer, translated)
        slug = explainer.slug
        source = self.config.source
        pages = [
            ExplainerPage(
                kind="explainer",
                path=f"{language.code}/{slug}/",
                language=language,
                title=view.card.title.must_show(language),
                description=view.card.summary.must_show(language),
                origin=explainer.article.source_path,
                explainer=view,
                **self._reach(slug, language, view.card.provenance),
            )
            for language in self.config.languages
        ]
        both = ExplainerPage(
            kind="explainer",
            path=f"both/{slug}/",
            language=source,
            title=view.card.title.must_show(source),
            description=view.card.summary.must_show(source),
            origin=explainer.article.source_path,
            canonical=f"{source.code}/{slug}/",
            indexable=False,
            view="both",
            explainer=view,
        )
        return [*pages, both]

    def _not_found(self) -> NotFoundPage:
        source = self.config.source
        return NotFoundPage(
            kind="not-found",
            path="404.html",
            language=source,
            title=self._phrase_of("not_found.title", source),
            description=self._phrase_of("not_found.text", source),
            origin=CONFIG_ORIGIN,
            indexable=False,
            rooted=True,
            base_path=self.config.base_path,
            explainers=self._newest()[:_OFFERED],
        )

    def _offline(self) -> OfflinePage:
        source = self.config.source
        return OfflinePage(
            kind="offline",
            path=OFFLINE_PAGE,
            language=source,
            title=self._phrase_of("offline.title", source),
            description=self._phrase_of("offline.text", source),
            origin=CONFIG_ORIGIN,
            indexable=False,
            rooted=True,
            base_path=self.config.base_path,
        )
