"""The site's glossary: terms under their letters, on as many pages as they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil

from generator.model.entry import GlossaryPart, LetterGroup, Provenance, TermEntry
from generator.model.language import Language
from generator.model.page import Alternate, GlossaryPage
from generator.model.phrase import Pair, Phrase
from generator.stages.layout import GLOSSARY
from generator.stages.strings import Strings
from generator.stages.views import Wording
from generator.text.collation import dictionary_key, index_letter

SITE_GLOSSARY = "glossary/"
PAGE_WEIGHT = 14_500
"""How much the terms of a page may weigh: about their bytes when compressed. A page may have
25 KB; its head and foot, and the same terms for programs, take what is left."""

_LETTERS = {
    "ا": "alif", "ب": "ba", "ت": "ta", "ث": "tha", "ج": "jim", "ح": "ha", "خ": "kha", "د": "dal",
    "ذ": "dhal", "ر": "ra", "ز": "zay", "س": "sin", "ش": "shin", "ص": "sad", "ض": "dad", "ط": "tta",
    "ظ": "zza", "ع": "ayn", "غ": "ghayn", "ف": "fa", "ق": "qaf", "ك": "kaf", "ل": "lam", "م": "mim",
    "ن": "nun", "ه": "hha", "و": "waw", "ي": "ya", "#": "numbers",
}  # fmt: skip
"""Names of letters for addresses."""


def with_paths(
    terms: Mapping[str, TermEntry], languages: Iterable[Language]
) -> dict[str, TermEntry]:
    """The terms, each knowing where the glossary of each language explains it.

    How much a page can hold depends on the explainers that an entry names, so these have to be
    known.
    """
    paths: dict[str, dict[str, str]] = {term.id: {} for term in terms.values()}
    weights = {term.id: _weight(term) for term in terms.values()}
    for language in languages:
        pages = _share_out(_in_order(terms.values(), language), weights, language)
        for path, on_page in pages.items():
            for term in on_page:
                paths[term.id][language.code] = f"{path}#{term.id}"
    return {key: replace(term, paths=paths[term.id]) for key, term in terms.items()}


def glossary_pages(
    terms: Iterable[TermEntry], provenance: Provenance, wording: Wording, strings: Strings
) -> Iterator[GlossaryPage]:
    """The glossary in each language: a single page, or an overview and a page for each part.

    The terms stand where their paths say.
    """
    terms = tuple(terms)
    for language in wording.config.languages:
        parts = _parts(_in_order(terms, language), language, wording, strings)
        title = strings.text(language, "glossary.title")
        whole = GlossaryPage(
            kind="glossary",
            path=f"{language.code}/{SITE_GLOSSARY}",
            language=language,
            title=wording.phrase(title, language),
            description=wording.phrase(strings.text(language, "glossary.description"), language),
            origin=GLOSSARY,
            alternates=tuple(
                Alternate(each, f"{each.code}/{SITE_GLOSSARY}") for each in wording.config.languages
            ),
            parts=parts,
            part=parts[0] if len(parts) == 1 else None,
            provenance=provenance,
        )
        yield whole
        for part in parts if len(parts) > 1 else ():
            name = part.name.text
            yield replace(
                whole,
                path=f"{language.code}/{part.path}",
                title=wording.phrase(
                    strings.text(language, "glossary.part", title=title, letters=name), language
                ),
                description=wording.phrase(
                    strings.text(
                        language,
                        "glossary.part_description",
                        text=whole.description.text,
                        letters=name,
                    ),
                    language,
                ),
                alternates=(),
                part=part,
            )


def _in_order(terms: Iterable[TermEntry], language: Language) -> list[TermEntry]:
    return sorted(
        terms, key=lambda term: dictionary_key(term.name.shown(language).text, language.code)
    )


def _share_out(
    terms: Sequence[TermEntry], weights: Mapping[str, int], language: Language
) -> dict[str, list[TermEntry]]:
    """The terms of each page by its path, pages of about the same weight.

    A letter is parted only where no page can hold it. A page is named by its first letter, so that
    its address survives most changes.
    """
    total = sum(weights.values())
    if total <= PAGE_WEIGHT:
        return {SITE_GLOSSARY: list(terms)}
    share = total / ceil(total / PAGE_WEIGHT)
    pages: dict[str, list[TermEntry]] = {}
    path, filled = "", PAGE_WEIGHT
    for letter, group in groupby(terms, lambda term: _letter(term, language)):
        pieces = list(_pieces(group, weights))
        for number, piece in enumerate(pieces, start=1):
            weight = sum(weights[term.id] for term in piece)
            is_full = filled + weight > PAGE_WEIGHT or filled + weight / 2 > share
            if is_full or len(pieces) > 1:
                name = _slug(letter) if number == 1 else f"{_slug(letter)}-{number}"
                path, filled = f"{SITE_GLOSSARY}{name}/", 0
                pages[path] = []
            pages[path] += piece
            filled += weight
    return pages


def _pieces(terms: Iterable[TermEntry], weights: Mapping[str, int]) -> Iterator[list[TermEntry]]:
    """The terms of one letter, as many together as a page can hold."""
    piece: list[TermEntry] = []
    room = PAGE_WEIGHT
    for term in terms:
        room -= weights[term.id]
        if room < 0 and piece:
            yield piece
            piece, room = [], PAGE_WEIGHT - weights[term.id]
        piece.append(term)
    yield piece


def _weight(term: TermEntry) -> int:
    """About how many bytes the entry takes when compressed: measured, with a reserve."""
    definition = max((len(each.text) for each in _phrases(term.definition)), default=0)
    names = sum(len(each.text) for each in term.name.phrases.values())
    forms = term.also.phrases.values() if term.also else ()
    also = max((len(each.text) for each in forms), default=0)
    text = definition + names + also
    return 30 + round(0.6 * text) + 15 * len(term.shown_mentions) + 5 * len(term.topics)


def _parts(
    terms: Iterable[TermEntry], language: Language, wording: Wording, strings: Strings
) -> tuple[GlossaryPart, ...]:
    """The terms by page and letter; a single empty part where there are none."""
    parts: list[GlossaryPart] = []
    taken: Counter[str] = Counter()
    last = ""
    for path, on_page in groupby(terms, lambda term: term.path(language).partition("#")[0]):
        groups = []
        for letter, group in groupby(on_page, lambda term: _letter(term, language)):
            name = strings.text(language, "glossary.signs") if letter == "#" else letter
            groups.append(
                LetterGroup(
                    id=f"letter-{_slug(letter)}",
                    name=wording.phrase(name, language),
                    terms=tuple(group),
                    is_continued=letter == last,
                )
            )
            last = letter
        name = "\u2013".join(dict.fromkeys((groups[0].name.text, groups[-1].name.text)))
        taken[name] += 1
        if taken[name] > 1:
            name = strings.text(language, "glossary.numbered", letters=name, n=taken[name])
        parts.append(GlossaryPart(path, wording.phrase(name, language), tuple(groups)))
    return tuple(parts) or (GlossaryPart(SITE_GLOSSARY, wording.phrase("", language), ()),)


def _phrases(pair: Pair) -> Iterator[Phrase]:
    return (phrase for phrase in (pair.source, pair.target) if phrase)


def _letter(term: TermEntry, language: Language) -> str:
    return index_letter(term.name.shown(language).text, language.code)


def _slug(letter: str) -> str:
    """The letter's name in an address."""
    if letter.isascii() and letter.isalpha():
        return letter.lower()
    return _LETTERS.get(letter) or f"u{ord(letter):04x}"
