"""What programs read of a page: its JSON-LD in the words of schema.org.

https://schema.org/docs/documents.html; docs/provenance.md lists what is written and why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.model.card import Card
from generator.model.entry import (
    EventEntry,
    ExplainerView,
    Picture,
    Provenance,
    SourceLink,
    TermEntry,
    TopicLink,
)
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
from generator.model.phrase import Bilingual, Html, Pair, Phrase
from generator.stages.layout import HOW_WE_TRANSLATE
from generator.stages.strings import Strings

Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json]"
Node: TypeAlias = Mapping[str, Json]

CONTEXT = "https://schema.org"
MACHINE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
"""IPTC's trainedAlgorithmicMedia, as schema.org names it: all of the text is a machine's."""
PARTLY_MACHINE = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
_LAST_YEAR = 9999
"""ISO 8601 writes later years only by agreement."""
_ESCAPES = str.maketrans(
    {sign: f"\\u{ord(sign):04x}" for sign in ("<", ">", "&", "\u2028", "\u2029")}
)
"""Nothing in the data may end the script element, or a line of it in older parsers."""


def with_structured_data(pages: Iterable[Page], site: Site, strings: Strings) -> Iterator[Page]:
    """The pages, each with its JSON-LD; an error page has nothing to tell."""
    for page in pages:
        yield replace(page, structured=tuple(map(as_data, _Writer(page, site, strings).nodes())))


def as_data(node: Node) -> Html:
    """A node as the content of a `<script type="application/ld+json">`, harmless in HTML."""
    whole = {"@context": CONTEXT, **node}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return Html(text.translate(_ESCAPES))


@dataclass(frozen=True)
class _Writer:
    """Describes one page."""

    page: Page
    site: Site
    strings: Strings

    @property
    def language(self) -> Language:
        return self.page.language

    @property
    def is_target(self) -> bool:
        return self.language.code == self.site.target.code

    @property
    def url(self) -> str:
        return self.address(self.page.path)

    def address(self, path: str) -> str:
        return self.site.base_url + path

    def here(self, path: str) -> str:
        """Address of a path below the folder of the page's language."""
        return self.address(f"{self.language.code}/{path}")

    def nodes(self) -> Iterator[Node]:
        """What the page is, and the way to it."""
        page = self.page
        if isinstance(page, FrontPage | HomePage):
            yield self._website()
        elif isinstance(page, ExplainerPage):
            yield self._view(page) if page.canonical else self._article(page.explainer)
        elif isinstance(page, TopicPage):
            yield self._topic_page(page)
        elif isinstance(page, TimelinePage):
            yield self._events(page)
        elif isinstance(page, GlossaryPage):
            yield self._glossary(page)
        elif isinstance(page, PlainTextPage):
            yield self._plain(page)
        elif isinstance(page, SearchPage):
            yield self._web_page("SearchResultsPage")
        if not isinstance(page, FrontPage | HomePage | NotFoundPage):
            yield self._breadcrumbs()

    # Sites and pages

    def _website(self) -> Node:
        site = self.site
        others = [each for each in site.languages if each.code != self.language.code]
        names = [site.title.shown(each).text for each in others]
        return {
            "@type": "WebSite",
            "@id": self._website_id,
            "url": site.base_url,
            "name": self._said(site.title),
            "alternateName": names[0],
            "description": self._said(site.description),
            "inLanguage": [each.code for each in site.languages],
            "publisher": self._publisher(),
            **self._licence(),
        }

    @property
    def _website_id(self) -> str:
        return self.address("#site")

    def _publisher(self) -> Node:
        return {
            "@type": "Organization",
            "@id": self.address("#publisher"),
            "name": self._said(self.site.title),
            "url": self.site.base_url,
            **({"logo": self._drawn(self.site.logo)} if self.site.logo else {}),
        }

    def _licence(self) -> Node:
        return {"license": self.site.licence_url} if self.site.licence_url else {}

    def _web_page(self, kind: str = "WebPage") -> Node:
        page = self.page
        return {
            "@type": kind,
            "@id": self.url,
            "url": self.url,
            "name": self._text(page.title),
            "description": self._text(page.description),
            "inLanguage": self.language.code,
            "isPartOf": {"@id": self._website_id},
        }

    def _view(self, page: ExplainerPage) -> Node:
        """A page that shows an article whose own address is another: side by side, or untranslated.

        Search engines are told to list the other one; programs, what it is of.
        """
        articles = [page.canonical]
        if page.view == "both" and page.explainer.card.provenance.summary != "missing":
            articles = [f"{each.code}/{page.explainer.card.slug}/" for each in self.site.languages]
        ids = [{"@id": self.address(path) + "#article"} for path in articles]
        # What is nobody's translation is in the language of the original only.
        codes = [each.code for each in self.site.languages][: len(ids)]
        return {**self._web_page(), "inLanguage": codes, "hasPart": ids}

    def _topic_page(self, page: TopicPage) -> Node:
        shown = [
            {"@id": self.here(f"{each.slug}/#article")}
            for each in page.explainers
            if not self.is_target or each.provenance.summary != "missing"
        ]
        return {
            **self._web_page("CollectionPage"),
            "about": {"@type": "Thing", "name": self._said(page.topic.names)},
            **_if_any("hasPart", shown),
        }

    def _plain(self, page: PlainTextPage) -> Node:
        if page.canonical:
            return self._web_page()
        return {
            **self._web_page(),
            "publisher": self._publisher(),
            **self._translation(""),
            **self._provenance(page.provenance),
        }

    def _breadcrumbs(self) -> Node:
        steps = [(self._said(self.site.title), self.here(""))]
        page = self.page
        topic: TopicLink | None = None
        if isinstance(page, ExplainerPage):
            topics = page.explainer.card.topics
            topic = topics[0] if topics else None
        elif isinstance(page, TimelinePage):
            topic = page.topic
        if topic:
            steps.append((self._said(topic.names), self.here(topic.path)))
        steps.append((page.title.text, self.url))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": name, "item": {"@id": url}}
                for number, (name, url) in enumerate(steps, 1)
            ],
        }

    # Articles

    def _article(self, explainer: ExplainerView) -> Node:
        page, card = self.page, explainer.card
        topics = [self._said(each.names) for each in card.topics]
        updated = card.updated or card.published
        principles = [each for each in self.site.menu if each.slug == HOW_WE_TRANSLATE]
        return {
            "@type": "NewsArticle",
            "@id": self.url + "#article",
            "url": self.url,
            "mainEntityOfPage": self.url,
            "headline": self._text(page.title),
            "description": self._text(page.description),
            "inLanguage": self.language.code,
            "datePublished": card.published.iso,
            "dateModified": max(card.published.iso, updated.iso),
            "author": [self._person(each) for each in explainer.authors] or self._publisher(),
            "publisher": self._publisher(),
            "isPartOf": {"@id": self._website_id},
            **self._illustration(card.picture),
            "about": [
                {"@type": "Thing", "name": self._said(each.names), "url": self.here(each.path)}
                for each in card.topics
            ],
            "keywords": topics,
            **self._temporal_coverage(explainer.events),
            "timeRequired": f"PT{explainer.minutes[self.language.code]}M",
            **_if_any("mentions", [self._mention(each) for each in explainer.terms]),
            **_if_any("citation", [self._citation(each) for each in explainer.sources]),
            **_if_any("correction", list(self._corrections(explainer))),
            **self._translation("#article"),
            **self._provenance(card.provenance),
            **({"publishingPrinciples": self.here(HOW_WE_TRANSLATE + "/")} if principles else {}),
            **self._licence(),
        }

    def _translation(self, fragment: str) -> Node:
        """The link between the original and its translation, each naming the other."""
        for each in self.page.alternates:
            if each.language.code != self.language.code:
                word = "translationOfWork" if self.is_target else "workTranslation"
                return {word: {"@id": self.address(each.path) + fragment}}
        return {}

    def _provenance(self, provenance: Provenance) -> Node:
        """Who vouches for a translation, and whether a machine's text is part of it.

        `translator` names people only: who has drafted with an engine stands behind nothing.
        """
        if not self.is_target:
            return {}
        node: dict[str, Json] = {}
        if provenance.reviewers:
            node["translator"] = [self._person(each.name) for each in provenance.reviewers]
        count = provenance.counts.get("machine", 0)
        if count:
            is_all = provenance.summary == "machine"
            node["digitalSourceType"] = MACHINE if is_all else PARTLY_MACHINE
            node["creditText"] = self.strings.text(
                self.language,
                "provenance.credit_machine" if is_all else "provenance.credit_partly",
                n=provenance.total,
                count=count,
            )
        return node

    def _person(self, name: Bilingual) -> Node:
        return {"@type": "Person", "name": self._said(name)}

    def _illustration(self, picture: Picture | None) -> Node:
        """The opening picture; where there is none, the social image."""
        if picture:
            return {"image": self._image(picture)}
        return {"image": self._drawn(self.page.card)} if self.page.card else {}

    def _drawn(self, card: Card) -> Node:
        return {"@type": "ImageObject", "url": self.address(card.path)}

    def _image(self, picture: Picture) -> Node:
        caption = self._shown(picture.caption)
        credit = self._shown(picture.credit)
        shown = picture.fallback[-1] if picture.fallback else picture
        return {
            "@type": "ImageObject",
            "url": self.address(picture.path),
            "width": _pixels(shown.width),
            "height": _pixels(shown.height),
            **({"caption": self._text(caption)} if caption else {}),
            **({"creditText": self._text(credit)} if credit else {}),
        }

    def _mention(self, term: TermEntry) -> Node:
        return {
            "@type": "DefinedTerm",
            "@id": self.here(term.path(self.language)),
            "name": self._said(term.name),
        }

    def _citation(self, source: SourceLink) -> Node:
        return {
            "@type": "CreativeWork",
            "name": source.title.text,
            "inLanguage": source.title.language.code,
            "url": source.url,
            "publisher": {"@type": "Organization", "name": source.publisher},
            **({"datePublished": source.date.iso} if source.date and source.date.iso else {}),
        }

    def _corrections(self, explainer: ExplainerView) -> Iterator[Node]:
        for each in explainer.corrections:
            yield {
                "@type": "CorrectionComment",
                "text": self._text(each.text.must_show(self.language)),
                "datePublished": each.date.iso,
            }

    def _temporal_coverage(self, events: Sequence[EventEntry]) -> Node:
        """The years of its timeline as an ISO 8601 interval, where that can be written."""
        years = [
            day[0]
            for each in events
            for day in (each.when.earliest, each.when.latest)
            if day is not None
        ]
        if not years or min(years) < 0 or max(years) > _LAST_YEAR:
            return {}
        first, last = f"{min(years):04}", f"{max(years):04}"
        return {"temporalCoverage": first if first == last else f"{first}/{last}"}

    # Lists

    def _events(self, page: TimelinePage) -> Node:
        """The events whose days are known; schema.org has no way to say that others are not."""
        dated = [event for group in page.groups for event in group.events if event.days is not None]
        return {
            **self._web_page("CollectionPage"),
            **({"mainEntity": self._event_list(dated)} if dated else {}),
        }

    def _event_list(self, events: Sequence[EventEntry]) -> Node:
        return {
            "@type": "ItemList",
            "itemListOrder": "https://schema.org/ItemListOrderAscending",
            "itemListElement": [self._event(each) for each in events],
        }

    def _event(self, event: EventEntry) -> Node:
        first, last = event.days or (None, None)
        return {
            "@type": "Event",
            "name": self._text(event.text.must_show(self.language)),
            "startDate": str(first),
            **({"endDate": str(last)} if last != first else {}),
            "url": self.here(event.place(self.language)),
        }

    def _glossary(self, page: GlossaryPage) -> Node:
        terms: list[Json] = []
        for term in page.terms:
            definition = term.definition.given(self.language)
            terms.append(
                {
                    **self._mention(term),
                    **({"description": definition.text} if definition else {}),
                }
            )
        return {
            "@type": "DefinedTermSet",
            "@id": self.url + "#terms",
            "url": self.url,
            "name": self._text(page.title),
            "description": self._text(page.description),
            "inLanguage": self.language.code,
            "isPartOf": {"@id": self._website_id},
            **_if_any("hasDefinedTerm", terms),
            **self._translation("#terms"),
            **self._provenance(page.provenance),
        }

    # Words

    def _said(self, names: Bilingual) -> str:
        return names.shown(self.language).text

    def _shown(self, pair: Pair | None) -> Phrase | None:
        return pair.given(self.language) if pair else None

    def _text(self, phrase: Phrase) -> Json:
        """The words; where they are not in the page's language, with a note of theirs."""
        if phrase.language.code == self.language.code:
            return phrase.text
        return {"@value": phrase.text, "@language": phrase.language.code}


def _pixels(count: int) -> Node:
    """A length, by the code for pixels of UN/CEFACT recommendation 20."""
    return {"@type": "QuantitativeValue", "value": count, "unitCode": "E37"}


def _if_any(name: str, values: Sequence[Json]) -> Node:
    return {name: values} if values else {}
