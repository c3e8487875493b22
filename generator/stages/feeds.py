"""Feeds: `feed.xml` and `feed.json` of each language, and of each topic in it; docs/feeds.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.model.artifact import Artifact
from generator.model.config import SiteConfig
from generator.model.entry import TopicLink
from generator.model.feed import Feed, FeedEntry
from generator.model.language import Language
from generator.model.page import ExplainerPage, Linked
from generator.model.problem import Checked, Problem
from generator.model.source import Sources
from generator.stages.changes import explainers_in, first_day, last_change
from generator.stages.feed_content import TEMPLATE, entry_html, plain_line
from generator.stages.feed_formats import atom_feed, json_feed
from generator.stages.identities import entry_id, feed_id
from generator.stages.render import make_environment, template_problem
from generator.stages.strings import Strings

ATOM_FILE = "feed.xml"
JSON_FILE = "feed.json"
_NEVER = "1970-01-01"
"""The last change of a feed that has never had an entry: a clock would change the file each day."""
_ORIGIN = f"templates/{TEMPLATE}"


def feed_files(
    linked: Linked, config: SiteConfig, sources: Sources, strings: Strings
) -> Checked[tuple[Artifact, ...]]:
    """Both files of every feed; a fault in the template of an entry is reported once."""
    writer = _Writer(linked, config, sources, strings)
    try:
        feeds = tuple(writer.feeds())
    except _TemplateFaultError as fault:
        return Checked((), (fault.problem,))
    icon = writer.icon
    files: list[Artifact] = []
    for feed in feeds:
        atom = atom_feed(feed, linked.site, strings, icon)
        json = json_feed(feed, linked.site, strings, icon)
        files += [
            Artifact(feed.folder + ATOM_FILE, atom, _ORIGIN),
            Artifact(feed.folder + JSON_FILE, json, _ORIGIN),
        ]
    return Checked(tuple(files))


def newest(
    pages: Sequence[ExplainerPage], changes: Mapping[str, str], entries: int
) -> tuple[ExplainerPage, ...]:
    """The pages a feed holds, in the order in which they are given.

    They are those that changed last, `changes` being the day of each by slug: so an older explainer
    that is corrected comes to its readers again.
    """
    # Sorting keeps the order of those that changed on one day.
    last = sorted(pages, key=lambda page: changes[page.explainer.card.slug], reverse=True)[:entries]
    chosen = {page.explainer.card.slug for page in last}
    return tuple(page for page in pages if page.explainer.card.slug in chosen)


class _TemplateFaultError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass
class _Writer:
    """Puts together the feeds of a site; an explainer that several of them hold is made once."""

    linked: Linked
    config: SiteConfig
    sources: Sources
    strings: Strings
    _made: dict[tuple[str, str], FeedEntry] = field(default_factory=dict)

    @property
    def icon(self) -> str:
        """Address of the icon, empty where the theme has none."""
        has_icon = "static/icon-192.png" in self.sources.theme
        return f"{self._base}{self.linked.site.static}icon-192.png" if has_icon else ""

    @property
    def _base(self) -> str:
        return self.linked.site.base_url

    @property
    def _identity(self) -> str:
        return self.config.feeds.identity or self._base

    def feeds(self) -> Iterator[Feed]:
        """The feeds of each language: of all explainers, then of each topic that has any."""
        site = self.linked.site
        in_source = tuple(explainers_in(self.linked.pages, site.source).values())
        for language in site.languages:
            pages = tuple(explainers_in(self.linked.pages, language).values())
            title = plain_line(site.title.shown(language), site)
            yield self._feed(f"{language.code}/", title, language, pages, in_source)
            for topic in site.topics:
                name = plain_line(topic.names.shown(language), site)
                yield self._feed(
                    f"{language.code}/{topic.path}",
                    f"{name} – {title}",
                    language,
                    _on(topic, pages),
                    _on(topic, in_source),
                )

    def _feed(
        self,
        folder: str,
        title: str,
        language: Language,
        pages: Sequence[ExplainerPage],
        in_source: Sequence[ExplainerPage],
    ) -> Feed:
        changes = self._changes(pages, language)
        chosen = newest(pages, changes, self.config.feeds.entries)
        # Where nothing is translated yet, the feed last changed with the originals.
        days = (changes or self._changes(in_source, self.linked.site.source)).values()
        site = self.linked.site
        return Feed(
            folder=folder,
            id=feed_id(folder, self._identity),
            title=title,
            description=plain_line(site.description.shown(language), site),
            language=language,
            updated=max(days, default=_NEVER),
            entries=tuple(self._entry(page) for page in chosen),
        )

    def _changes(self, pages: Sequence[ExplainerPage], language: Language) -> dict[str, str]:
        site = self.linked.site
        return {
            page.explainer.card.slug: last_change(page.explainer, language, site) for page in pages
        }

    def _entry(self, page: ExplainerPage) -> FeedEntry:
        key = (page.language.code, page.explainer.card.slug)
        if key not in self._made:
            self._made[key] = self._make(page)
        return self._made[key]

    def _make(self, page: ExplainerPage) -> FeedEntry:
        site, language, explainer = self.linked.site, page.language, page.explainer
        card = explainer.card
        title = card.title.must_show(language)
        summary = card.summary.shown(language)
        others = [each.path for each in page.alternates if each.language.code != language.code]
        is_translation = language.code == site.target.code
        return FeedEntry(
            id=entry_id(
                card.first_slug or card.slug,
                date.fromisoformat(card.published.iso),
                language.code,
                self._identity,
            ),
            url=self._base + page.path,
            title=plain_line(title, site),
            title_language=title.language,
            summary=plain_line(summary, site) if summary else "",
            html=self._html(page),
            published=first_day(card),
            updated=last_change(explainer, language, site),
            authors=tuple(each.shown(language).text for each in explainer.authors),
            topics=tuple((each.slug, each.names.shown(language).text) for each in card.topics),
            translation=self._base + others[0] if others else "",
            image=self._image(page),
            provenance=card.provenance if is_translation else None,
        )

    def _image(self, page: ExplainerPage) -> str:
        """Address of the opening picture, else of the social image; empty where there is none."""
        picture = page.explainer.card.picture or page.card
        return self._base + picture.path if picture else ""

    def _html(self, page: ExplainerPage) -> str:
        environment = make_environment(self.sources)
        try:
            return entry_html(environment, page, self.linked.site, self.strings)
        # A template can raise anything its expressions raise; each is the template's fault.
        except Exception as error:
            raise _TemplateFaultError(template_problem(error, page, self.sources)) from error


def _on(topic: TopicLink, pages: Sequence[ExplainerPage]) -> tuple[ExplainerPage, ...]:
    return tuple(
        page for page in pages if topic.slug in {each.slug for each in page.explainer.card.topics}
    )
