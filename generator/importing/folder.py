"""The two files of a new explainer, written as text: `meta.yaml` and `article.ar.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

import yaml

from generator.importing.dates_found import FoundDate
from generator.importing.markup import as_markdown
from generator.importing.proposals import ProposedTopic
from generator.importing.raw import Block
from generator.importing.slugs import unique

_URL_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Taken:
    """An image that comes along."""

    name: str
    """In the new folder."""
    path: str
    """In the folder that is imported."""


@dataclass(frozen=True)
class Imported:
    """An article ready to be written, with everything an editor should look at."""

    slug: str
    origin: str
    """File and line it came from."""
    language: str
    """Code of the language of the original."""
    title: str
    is_title_proposed: bool
    summary: str
    is_summary_given: bool
    published: date
    published_note: str
    """Why the day is not certain, or empty."""
    original_date: date | None
    topics: tuple[ProposedTopic, ...]
    glossary: tuple[str, ...]
    dates: tuple[FoundDate, ...]
    blocks: tuple[Block, ...]
    url: str
    publisher: str
    author: str
    category: str
    dateline: str
    credit: str
    removed: tuple[str, ...]
    """Lines taken out as page furniture."""
    unbalanced: tuple[str, ...]
    """Beginnings of the paragraphs whose quotation marks do not pair."""
    aliases: tuple[str, ...] = ()
    """Paths of earlier addresses."""
    images: tuple[Taken, ...] = ()
    picture: str = ""
    """The opening picture as the original names it."""


def article_text(imported: Imported) -> str:
    """The contents of `article.ar.md`."""
    return as_markdown(imported.blocks)


def meta_text(imported: Imported) -> str:
    """The contents of `meta.yaml`: valid YAML whatever the article says."""
    return "\n".join(_lines(imported)) + "\n"


def scalar(text: str) -> str:
    """`text` as a YAML scalar in one line, quoted where it has to be."""
    dumped = yaml.safe_dump({"k": text}, allow_unicode=True, width=2**31, default_flow_style=False)
    return dumped.removeprefix("k: ").removesuffix("\n")


def web_address(url: str) -> str:
    """`url` in ASCII when it is an address of the web, else an empty string."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return quote(url, safe=_URL_SAFE) if is_web else ""


def _lines(imported: Imported) -> Iterator[str]:
    yield f"# Imported from {_in_comment(imported.origin)}. Every line is for an editor to check."
    yield from _notes(imported)
    if imported.is_title_proposed:
        yield "# Proposed from the first sentence: the original came without a title."
    yield f"title: {scalar(imported.title)}"
    if not imported.is_summary_given:
        yield "# The first sentence of the article."
    yield f"summary: {scalar(imported.summary)}"
    yield "key_points: []  # three to five sentences: what to know"
    yield "status: draft"
    if imported.published_note:
        yield f"# {_in_comment(imported.published_note)}"
    yield f"published: {imported.published.isoformat()}"
    yield from _aliases(imported)
    yield from _topics(imported)
    yield "authors: []"
    yield from _sources(imported)
    yield "timeline: []"
    yield from _candidates(imported)
    yield f"glossary: [{', '.join(scalar(term) for term in imported.glossary)}]"
    yield "corrections: []"


def _notes(imported: Imported) -> Iterator[str]:
    for name, value in (
        ("author", imported.author),
        ("category", imported.category),
        ("dateline", imported.dateline),
        ("credit", imported.credit),
        ("opening picture", imported.picture),
    ):
        if value:
            yield f"# Original {name}: {_in_comment(value)}"
    yield from _listed("Taken out as page furniture:", imported.removed)
    yield from _listed(
        "Quotation marks to look at, in the paragraphs that begin:", imported.unbalanced
    )


def _listed(heading: str, texts: Iterable[str]) -> Iterator[str]:
    texts = tuple(texts)
    if texts:
        yield f"# {heading}"
        yield from (f"#   {_in_comment(text)}" for text in texts)


def _topics(imported: Imported) -> Iterator[str]:
    if not imported.topics:
        yield "topics: []  # none was found; choose from site.toml"
        return
    slugs = ", ".join(scalar(topic.slug) for topic in imported.topics)
    reasons = "; ".join(f"{topic.slug}: {'، '.join(topic.reasons)}" for topic in imported.topics)
    yield f"# Proposed from words of the article: {_in_comment(reasons)}"
    yield f"topics: [{slugs}]"


def _aliases(imported: Imported) -> Iterator[str]:
    if imported.aliases:
        yield "# Earlier addresses, which will lead here."
        yield "aliases:"
        yield from (f"  - {scalar(alias)}" for alias in imported.aliases)


def _sources(imported: Imported) -> Iterator[str]:
    url = web_address(imported.url)
    fields = [("id", "original"), ("title", scalar(imported.title))]
    if imported.publisher:
        fields.append(("publisher", scalar(imported.publisher)))
    fields.append(("url", scalar(url) if url else "https://…"))
    if imported.original_date:
        fields.append(("date", imported.original_date.isoformat()))
    fields.append(("language", scalar(imported.language)))
    if url:
        yield "sources:"
        yield from _entry(fields)
        return
    yield "sources: []  # the original has no address here; to name it, put in its place:"
    if imported.url:
        yield f"# (not an address of the web: {_in_comment(imported.url)})"
    yield "# sources:"
    yield from (f"# {line}" for line in _entry(fields))


def _candidates(imported: Imported) -> Iterator[str]:
    if not imported.dates:
        return
    yield "# Dates found in the text. To use some, put these lines in the place of `timeline: []`,"
    yield "# rewrite each text as a sentence of its own and drop what is no event."
    yield "# timeline:"
    taken: set[str] = set()
    for found in imported.dates:
        slug = unique("event-" + found.edtf.replace("/", "-"), taken)
        taken.add(slug)
        is_day = len(found.edtf) == len("2016-01-14")
        fields = [
            ("id", slug),
            ("date", found.edtf if is_day else f'"{found.edtf}"'),
            ("text", scalar(found.sentence)),
            ("sources", "[original]" if web_address(imported.url) else "[]"),
        ]
        yield from (f"# {line}" for line in _entry(fields))


def _entry(fields: Iterable[tuple[str, str]]) -> Iterator[str]:
    for index, (name, value) in enumerate(fields):
        yield f"{'    ' if index else '  - '}{name}: {value}"


def _in_comment(text: str) -> str:
    return " ".join(text.split())
