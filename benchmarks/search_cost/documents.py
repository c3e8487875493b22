"""Articles of any number and the queries for them, made of real texts; always the same ones."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from generator.ports import SearchDocument, SearchPart, SearchTerm

FIRST_DAY = date(2017, 1, 1)
DAYS = 3652
"""Ten years."""
LANGUAGES = ("ar", "en")
WORDS = (400, 600)
SECTIONS = (2, 4)
TOPICS = tuple((f"topic-{number}", f"topic {number}") for number in range(12))
SAMPLE = 1_000
"""Documents out of which the queries are taken."""
_ARABIC = "articles/antcorpus-1200.jsonl"
_ENGLISH = ("translation/ntrex-dev.tsv", "translation/tico19.en-ar.tsv")
_NAMES = "glossary/ne-lexicon.tsv"
_TERMS = "glossary/countries.tsv"
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_there(data: Path) -> bool:
    """Whether the texts are."""
    return all((data / name).is_file() for name in (_ARABIC, *_ENGLISH, _NAMES, _TERMS))


def documents(data: Path, size: int) -> list[SearchDocument]:
    """So many articles of each language, the oldest first."""
    return [each for language in LANGUAGES for each in _of_language(data, language, size)]


def terms(data: Path) -> list[SearchTerm]:
    """A glossary of the countries."""
    return [
        SearchTerm(
            f"{language}/glossary/#term-{row['iso2']}",
            language,
            row[language],
            (),
            row["en" if language == "ar" else "ar"],
            "",
        )
        for language in LANGUAGES
        for row in _rows(data / _TERMS)
    ]


def edited(articles: Sequence[SearchDocument]) -> list[SearchDocument]:
    """The same articles, in the newest Arabic one a word replaced by one that is nowhere else."""
    newest = max(each.date for each in articles)
    place = next(place for place, each in enumerate(articles) if each.date == newest)
    article = articles[place]
    first, *rest = article.parts
    changed = SearchPart(first.id, first.heading, f"شقلوبة {first.text.partition(' ')[2]}")
    made = replace(article, parts=(changed, *rest))
    return [*articles[:place], made, *articles[place + 1 :]]


def queries(articles: Sequence[SearchDocument], language: str) -> dict[str, list[str]]:
    """Thirty queries by kind, each kind spread over its words."""
    own = [each for each in articles if each.language == language]
    sample = own[:: max(len(own) // SAMPLE, 1)]
    counts: Counter[str] = Counter()
    for article in sample:
        counts.update(set(_WORD.findall(" ".join(part.text for part in article.parts))))
    ranked = [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    long = [word for word in ranked if len(word) >= 5 and word not in ranked[:3]]
    medium = [word for word in long if 0.01 <= counts[word] / len(sample) <= 0.03]
    rare = [word for word in long if counts[word] == 1]
    pairs = (pairwise(_WORD.findall(article.title)) for article in sample)
    two = [
        f"{one} {other}" for each in pairs for one, other in each if min(map(len, (one, other))) > 3
    ]
    return {
        "any": ranked[:3],
        "frequent": long[:7],
        "medium": _spread(medium, 8),
        "rare": _spread(rare, 6),
        "two words": _spread(two, 6),
    }


def _spread(values: Sequence[str], count: int) -> list[str]:
    return [values[place * len(values) // count] for place in range(count)]


def _of_language(data: Path, language: str, size: int) -> Iterator[SearchDocument]:
    chance = Random(f"{language} {size}")  # noqa: S311  (the same each time)
    paragraphs = _arabic_paragraphs(data) if language == "ar" else _english_paragraphs(data)
    names = _names(data, language)
    for number in range(size):
        day = FIRST_DAY + timedelta(days=number * DAYS // size)
        yield _article(language, number, day, paragraphs, names, chance)


def _article(
    language: str,
    number: int,
    day: date,
    paragraphs: Sequence[str],
    names: Sequence[str],
    chance: Random,
) -> SearchDocument:
    texts: list[str] = []
    wanted = chance.randint(*WORDS)
    while sum(len(text.split()) for text in texts) < wanted:
        texts.append(chance.choice(paragraphs))
    count = chance.randint(*SECTIONS)
    sections = [
        SearchPart(
            f"p-{place}" if place else "", _heading(chance, paragraphs) if place else "", text
        )
        for place in range(count + 1)
        if (text := " ".join(texts[place :: count + 1]))
    ]
    events = [
        SearchPart(f"event-{place}", (day - timedelta(days=place)).isoformat(), text, is_event=True)
        for place in range(2)
        if (text := " ".join(chance.sample(names, 2)))
    ]
    slug = f"article-{number}"
    return SearchDocument(
        f"{language}/{slug}/",
        language,
        _heading(chance, paragraphs),
        (*sections, *events),
        "article",
        day.isoformat(),
        day.isoformat(),
        tuple(chance.sample(TOPICS, 2)),
        "reviewed",
        f"{'en' if language == 'ar' else 'ar'}/{slug}/",
    )


def _heading(chance: Random, paragraphs: Sequence[str]) -> str:
    return " ".join(chance.choice(paragraphs).split()[: chance.randint(4, 9)])


def _arabic_paragraphs(data: Path) -> list[str]:
    lines = (data / _ARABIC).read_text("utf-8").splitlines()
    texts = [text for line in lines for text in json.loads(line)["text"].split("\n")]
    return [text for text in texts if len(text.split()) >= 10]


def _english_paragraphs(data: Path) -> list[str]:
    """English sentences, three at a time."""
    sentences = [row["en"] for name in _ENGLISH for row in _rows(data / name)]
    return [" ".join(sentences[place : place + 3]) for place in range(0, len(sentences), 3)]


def _names(data: Path, language: str) -> list[str]:
    """Names of people and places: what makes the words of a large site more than those of a
    small one."""
    return [name for row in _rows(data / _NAMES) if (name := row[language])]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
