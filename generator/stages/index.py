"""Pages to search documents: one small clean text for each explainer, page and language."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generator.model.entry import Row
from generator.model.language import Language
from generator.model.page import ExplainerPage, Linked, PlainTextPage
from generator.model.phrase import Pair
from generator.ports import SearchDocument


def search_documents(linked: Linked) -> tuple[SearchDocument, ...]:
    """What the search can find, in each language only what is told in that language."""
    documents: list[SearchDocument] = []
    for page in linked.pages:
        if isinstance(page, ExplainerPage) and page.view == "single" and page.indexable:
            documents.append(_explainer(page, linked))
        elif isinstance(page, PlainTextPage):
            body = "".join(_rows(page.rows, page.language))
            if body:
                documents.append(
                    SearchDocument(page.path, page.language.code, page.title.text, body)
                )
    return tuple(documents)


def _explainer(page: ExplainerPage, linked: Linked) -> SearchDocument:
    view, language = page.explainer, page.language
    other = linked.site.other(language)
    parts = [
        *_paragraphs([view.card.summary, *view.key_points], language),
        *_rows(view.rows_in(language), language),
        *_paragraphs([event.text for event in view.events], language),
    ]
    has_pair = any(alternate.language is other for alternate in page.alternates)
    pair = f"{other.code}/{view.card.slug}/"
    return SearchDocument(
        page.path,
        language.code,
        page.title.text,
        "".join(parts),
        (("pair", pair),) if has_pair else (),
    )


def _rows(rows: tuple[Row, ...], language: Language) -> Iterator[str]:
    for row in rows:
        phrase = row.pair.given(language)
        if phrase is None:
            continue
        if row.kind == "heading":
            yield f'<h2 id="{row.id}">{escape(phrase.text)}</h2>\n'
        else:
            yield f"<p>{escape(phrase.text)}</p>\n"


def _paragraphs(pairs: list[Pair], language: Language) -> Iterator[str]:
    for pair in pairs:
        phrase = pair.given(language)
        if phrase is not None:
            yield f"<p>{escape(phrase.text)}</p>\n"
