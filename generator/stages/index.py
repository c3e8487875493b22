"""Pages and terms to what the search knows of them, in each language only what is told in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.entry import EventEntry, ExplainerView, Row, TermEntry
from generator.model.language import Language
from generator.model.page import ExplainerPage, GlossaryPage, Linked, PlainTextPage
from generator.model.phrase import Pair
from generator.ports import SearchDocument, SearchPart, SearchTerm


def search_documents(linked: Linked) -> tuple[SearchDocument, ...]:
    """One for each explainer and plain page in each language that tells some of it."""
    documents: list[SearchDocument] = []
    for page in linked.pages:
        if isinstance(page, ExplainerPage) and page.view == "single" and page.indexable:
            documents.append(_explainer(page, linked))
        elif isinstance(page, PlainTextPage):
            parts = tuple(_sections(page.rows, page.language))
            if parts:
                title = page.title.text
                documents.append(SearchDocument(page.path, page.language.code, title, parts))
    return tuple(documents)


def search_terms(linked: Linked) -> tuple[SearchTerm, ...]:
    """The glossary, each term in both languages, in the order of its pages."""
    return tuple(
        _term(entry, page.language, linked)
        for page in linked.pages
        if isinstance(page, GlossaryPage)
        for entry in page.terms
    )


def _explainer(page: ExplainerPage, linked: Linked) -> SearchDocument:
    view, language = page.explainer, page.language
    other = linked.site.other(language)
    has_pair = any(alternate.language is other for alternate in page.alternates)
    return SearchDocument(
        page.path,
        language.code,
        page.title.text,
        tuple(_parts(view, language)),
        kind="article",
        date=view.card.published.iso,
        shown_date=view.card.published.shown(language).text,
        topics=tuple((topic.slug, topic.names.shown(language).text) for topic in view.card.topics),
        state=view.card.provenance.summary,
        pair=f"{other.code}/{view.card.slug}/" if has_pair else "",
    )


def _parts(view: ExplainerView, language: Language) -> Iterator[SearchPart]:
    opening = " ".join(_texts([view.card.summary, *view.key_points], language))
    first, *rest = [*_sections(view.rows_in(language), language)] or [SearchPart("", "", "")]
    if first.id:
        yield SearchPart("", "", opening)
        yield first
    else:
        yield SearchPart("", "", f"{opening} {first.text}".strip())
    yield from rest
    yield from _events(view.events, language)


def _sections(rows: Iterable[Row], language: Language) -> Iterator[SearchPart]:
    """The text below each heading, with its anchor; what stands before the first has none."""
    anchor, heading, texts = "", "", list[str]()
    for row in rows:
        phrase = row.pair.given(language)
        if phrase is None:
            continue
        if row.kind != "heading":
            texts.append(phrase.text)
            continue
        if anchor or texts:
            yield SearchPart(anchor, heading, " ".join(texts))
        anchor, heading, texts = row.id, phrase.text, []
    if anchor or texts:
        yield SearchPart(anchor, heading, " ".join(texts))


def _events(events: Iterable[EventEntry], language: Language) -> Iterator[SearchPart]:
    for event in events:
        for text in _texts([event.text], language):
            yield SearchPart(event.id, event.date.shown(language).text, text, is_event=True)


def _texts(pairs: Iterable[Pair], language: Language) -> Iterator[str]:
    for pair in pairs:
        phrase = pair.given(language)
        if phrase is not None:
            yield phrase.text


def _term(entry: TermEntry, language: Language, linked: Linked) -> SearchTerm:
    other = linked.site.other(language)
    return SearchTerm(
        f"{language.code}/{entry.path(language)}",
        language.code,
        entry.name.shown(language).text,
        entry.forms.get(language.code, ()),
        entry.name.shown(other).text,
        " ".join(_texts([entry.definition], language)),
    )
