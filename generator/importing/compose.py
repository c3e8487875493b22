"""From a raw article to an explainer's first draft: the steps of an import, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from urllib.parse import urlsplit

from generator.importing.dates_found import find_dates, read_date
from generator.importing.folder import Imported, Taken, web_address
from generator.importing.furniture import clear
from generator.importing.proposals import find_terms, propose_topics
from generator.importing.quotes import are_balanced, guillemets
from generator.importing.raw import Block, RawArticle
from generator.importing.recover import Recovered, recover
from generator.importing.slugs import slug_from, unique
from generator.importing.words import arabic_letters, fold, letters, words
from generator.model.config import SiteConfig
from generator.model.explainer import Term
from generator.model.problem import Checked, Place, Problem
from generator.translation.sentences import split_sentences

_FEWEST_WORDS = 3
_OTHER_LETTERS = frozenset("پچژگکیٹڈڑےںہۆێڵڕ")
"""Letters of Persian, Urdu and Kurdish; Arabic borrows one now and then, for a name."""


@dataclass(frozen=True)
class Surroundings:
    """What the site knows that an import needs."""

    config: SiteConfig
    terms: Sequence[Term]
    today: date


def compose(raw: RawArticle, site: Surroundings, slug: str | None) -> Checked[Imported | None]:
    """The draft, or None with the reason why this is no Arabic article."""
    prose, removed = clear(raw.blocks)
    found = recover(prose, raw.title)
    problems = tuple(_faults(raw, found))
    if problems:
        return Checked(None, problems)
    blocks = tuple(_in_arabic_quotes(block) for block in found.blocks)
    blocks, images = _name_images(blocks)
    title = guillemets(found.title)
    paragraphs = [block.text for block in blocks]
    published, note = _published(raw.date, found.date_line, site.today)
    summary = guillemets(raw.summary) or split_sentences(_lead(blocks))[0]
    return Checked(
        Imported(
            slug=slug or raw.slug or slug_from(title),
            origin=_origin(raw.place),
            language=site.config.source.code,
            title=title,
            is_title_proposed=found.is_title_proposed,
            summary=summary,
            is_summary_given=bool(raw.summary),
            published=published or site.today,
            published_note=note,
            original_date=published,
            topics=propose_topics(title, paragraphs, raw.categories, site.config.topics),
            glossary=find_terms((title, *paragraphs), site.terms),
            dates=find_dates(paragraphs),
            blocks=blocks,
            url=raw.url,
            publisher=_publisher(raw, found),
            author=raw.author or found.byline,
            category="، ".join(raw.categories),
            dateline=found.dateline,
            credit=found.credit,
            removed=(*raw.removed, *removed, *([found.date_line] if found.date_line else [])),
            unbalanced=tuple(_beginning(text) for text in paragraphs if not are_balanced(text)),
            aliases=raw.aliases,
            images=images,
            picture=raw.picture,
        )
    )


def _in_arabic_quotes(block: Block) -> Block:
    return block if block.kind == "code" else block.with_text(guillemets(block.text))


def _lead(blocks: Sequence[Block]) -> str:
    """The first running text."""
    return next((each.text for each in blocks if each.kind == "paragraph"), blocks[0].text)


def _name_images(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Taken, ...]]:
    """The blocks with images under the names they get beside the article."""
    names: dict[str, str] = {}
    for block in blocks:
        if block.kind == "image" and block.address not in names:
            path = PurePath(block.address)
            stems = {PurePath(name).stem for name in names.values()}
            stem = unique(slug_from(path.stem.replace("_", "-")), stems)
            names[block.address] = stem + path.suffix.lower()
    named = (
        replace(block, address=names[block.address]) if block.kind == "image" else block
        for block in blocks
    )
    return tuple(named), tuple(Taken(name, path) for path, name in names.items())


def _origin(place: Place) -> str:
    """File and line; the folder is a matter of the machine, which the site outlives."""
    return str(replace(place, path=PurePath(place.path).name))


def _beginning(text: str) -> str:
    return text if len(text) <= 80 else text[:80].rsplit(" ", 1)[0] + " …"


def _faults(raw: RawArticle, found: Recovered) -> Iterable[Problem]:
    text = "\n".join(block.text for block in found.blocks)
    if len(words(text)) < _FEWEST_WORDS:
        yield Problem(
            "import-empty",
            "nothing is left of this article once the page around it is taken away",
            raw.place,
            "is the text in this file, and in the field named?",
        )
    elif arabic_letters(text) < 0.5 * letters(text) or _is_sister_language(text):
        yield Problem(
            "import-empty",
            "this article is not in Arabic",
            raw.place,
            "explainers are written from Arabic originals; is this the right file?",
        )


def _is_sister_language(text: str) -> bool:
    return sum(character in _OTHER_LETTERS for character in text) > 0.03 * letters(text)


def _published(given: str, date_line: str, today: date) -> tuple[date | None, str]:
    """The day of the article, None when it is unknown, and a note where an editor should look."""
    written = given or date_line
    if not written:
        return None, "The date of the original is not known: this is the day of import."
    day = read_date(written)
    if day is None:
        return None, f"The date `{written}` was not understood: this is the day of import."
    if day > today:
        return day, f"`{written}` is after the day of import."
    if _is_ambiguous(written):
        return day, f"`{written}` read as day, month, year."
    return day, ""


def _is_ambiguous(written: str) -> bool:
    parts = fold(written).replace("-", "/").replace(".", "/").split("/")
    return (
        len(parts) == 3
        and all(part.strip().isdecimal() for part in parts)
        and int(parts[0]) <= 12
        and int(parts[1]) <= 12
        and int(parts[0]) != int(parts[1])
    )


def _publisher(raw: RawArticle, found: Recovered) -> str:
    if raw.publisher:
        return raw.publisher
    if found.agency:
        return found.agency
    host = urlsplit(raw.url).hostname if web_address(raw.url) else None
    return (host or "").removeprefix("www.")
