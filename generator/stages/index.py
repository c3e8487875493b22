"""Pages and terms to what the search knows of them, in each language only what is told in it.

What a result shows has its bidi isolates, as finished pages have: a script sets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.entry import EventEntry, ExplainerView, Row, TermEntry
from generator.model.language import Language
from generator.model.page import ExplainerPage, GlossaryPage, Linked, PlainTextPage, Site
from generator.model.phrase import Pair, Phrase
from generator.ports import SearchDocument, SearchPart, SearchTerm
from generator.text.bidi import isolate_plain


def search_documents(linked: Linked) -> tuple[SearchDocument, ...]:
    """One for each explainer and plain page in each language that tells some of it."""
    documents: list[SearchDocument] = []
    for page in linked.pages:
        if isinstance(page, ExplainerPage) and page.view == "single" and page.indexable:
            documents.append(_explainer(page, linked.site))
        elif isinstance(page, PlainTextPage):
            parts = tuple(_sections(page.rows, page.language, linked.site))
            if parts:
                title = _shown(page.title, linked.site)
                documents.append(SearchDocument(page.path, page.language.code, title, parts))
    return tuple(documents)


def search_terms(linked: Linked) -> tuple[SearchTerm, ...]:
    """The glossary, each term in both languages, in the order of its pages."""
    return tuple(
        _term(entry, page.language, linked.site)
        for page in linked.pages
        if isinstance(page, GlossaryPage)
        for entry in page.terms
    )


def _explainer(page: ExplainerPage, site: Site) -> SearchDocument:
    view, language = page.explainer, page.language
    other = site.other(language)
    has_pair = any(alternate.language is other for alternate in page.alternates)
    return SearchDocument(
        page.path,
        language.code,
        _shown(page.title, site),
        tuple(_parts(view, language, site)),
        kind="article",
        date=view.card.published.iso,
        shown_date=_shown(view.card.published.shown(language), site),
        topics=tuple(
            (topic.slug, _shown(topic.names.shown(language), site)) for topic in view.card.topics
        ),
        state=view.card.provenance.summary,
        pair=f"{other.code}/{view.card.slug}/" if has_pair else "",
    )


def _parts(view: ExplainerView, language: Language, site: Site) -> Iterator[SearchPart]:
    opening = " ".join(_texts([view.card.summary, *view.key_points], language, site))
    sections = [*_sections(view.rows_in(language), language, site)] or [SearchPart("", "", "")]
    first, *rest = sections
    if first.id:
        yield SearchPart("", "", opening)
        yield first
    else:
        yield SearchPart("", "", f"{opening} {first.text}".strip())
    yield from rest
    yield from _events(view.events, language, site)


def _sections(rows: Iterable[Row], language: Language, site: Site) -> Iterator[SearchPart]:
    """The text below each heading, with its anchor; what stands before the first has none."""
    anchor, heading, texts = "", "", list[str]()
    for row in rows:
        phrase = row.pair.given(language)
        if phrase is None:
            continue
        if row.kind != "heading":
            texts.append(_shown(phrase, site))
            continue
        if anchor or texts:
            yield SearchPart(anchor, heading, " ".join(texts))
        anchor, heading, texts = row.id, _shown(phrase, site), []
    if anchor or texts:
        yield SearchPart(anchor, heading, " ".join(texts))


def _events(events: Iterable[EventEntry], language: Language, site: Site) -> Iterator[SearchPart]:
    for event in events:
        for text in _texts([event.text], language, site):
            day = _shown(event.date.shown(language), site)
            yield SearchPart(event.id, day, text, is_event=True)


def _texts(pairs: Iterable[Pair], language: Language, site: Site) -> Iterator[str]:
    for pair in pairs:
        phrase = pair.given(language)
        if phrase is not None:
            yield _shown(phrase, site)


def _term(entry: TermEntry, language: Language, site: Site) -> SearchTerm:
    other = site.other(language)
    return SearchTerm(
        f"{language.code}/{entry.path(language)}",
        language.code,
        _shown(entry.name.shown(language), site),
        entry.forms.get(language.code, ()),
        _shown(entry.name.shown(other), site),
        " ".join(_texts([entry.definition], language, site)),
    )


def _shown(phrase: Phrase, site: Site) -> str:
    """Its text with isolates around what runs the other way."""
    return isolate_plain(phrase.text, phrase.language, site.other(phrase.language))
