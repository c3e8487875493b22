"""Queries made of words of real articles by rule: the same word, otherwise written.

What such a query ought to find is told by letters alone, without the rules of the search: every
article with the word, in one of the spellings and behind one of the clitics below. An article with
only a longer form of it (an ending, a derived word) is left open, for whether that is meant is a
matter of taste.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.search_recall.case import Case
from generator.ports import SearchDocument, SearchPart

WORDS = 150
NUMBERS = 20
DOCUMENTS = range(3, 41)
"""In how many articles a word is."""
SHORTEST = 5
PREFIXES = tuple(
    map("".join, product(("", "و", "ف"), ("", "ال", "ب", "بال", "ل", "لل", "ك", "كال")))
)
"""What may stand before a word in an article."""
CLITICS = ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "وب")
"""What is put before a word in a query."""
_SAME = str.maketrans("أإآٱؤئىیةک", "ااااويييهك")
_NO_HAMZA = str.maketrans("أإآٱؤئ", "ااااوي")
_PERSIAN = str.maketrans("يك", "یک")
_DIGITS = "0123456789"
_OTHER_DIGITS = {"Arabic-Indic digits": "٠١٢٣٤٥٦٧٨٩", "Persian digits": "۰۱۲۳۴۵۶۷۸۹"}
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]+")
_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064aٱکی]+")
_NUMBER = re.compile(r"(?<![\w.,:/-])[0-9]{2,4}(?![\w:/-]|[.,][0-9])")


@dataclass(frozen=True)
class _Articles:
    """The articles by what they have."""

    spelled: Mapping[str, Counter[str]]
    """The spellings of each word, all spellings being one in the keys."""
    having: Mapping[str, frozenset[str]]
    """Site paths by word."""
    numbers: Mapping[str, frozenset[str]]
    texts: Mapping[str, str]
    """All of the letters, by path."""


def documents(articles: Path) -> list[SearchDocument]:
    """Every second of the articles."""
    lines = articles.read_text("utf-8").splitlines()[::2]
    return [_document(number, json.loads(line)) for number, line in enumerate(lines)]


def cases(given: Sequence[SearchDocument]) -> list[Case]:
    """The queries; the same ones for the same documents."""
    articles = _read(given)
    words = sorted(word for word in articles.spelled if _is_fit(word, articles))
    numbers = sorted(each for each, having in articles.numbers.items() if len(having) in DOCUMENTS)
    return [
        *(case for word in _spread(words, WORDS) for case in _of_word(word, articles)),
        *(case for number in _spread(numbers, NUMBERS) for case in _of_number(number, articles)),
    ]


def _document(number: int, article: Mapping[str, str]) -> SearchDocument:
    # 2017-05-27T19:15:00+01:00, or 05/03/2016
    day = article["time"].partition("T")[0].replace("/", "-")
    date = day if day[4:5] == "-" else "-".join(reversed(day.split("-")))
    text = " ".join(article["text"].split())
    part = SearchPart("", "", text)
    return SearchDocument(f"ar/{number}/", "ar", article["title"], (part,), "article", date)


def _read(given: Sequence[SearchDocument]) -> _Articles:
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    having: defaultdict[str, set[str]] = defaultdict(set)
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    texts = {}
    for document in given:
        text = _MARKS.sub("", " ".join([document.title, *(part.text for part in document.parts)]))
        texts[document.path] = text.translate(_SAME)
        for spelling in _LETTERS.findall(text):
            word = spelling.translate(_SAME)
            spelled[word][spelling] += 1
            having[word].add(document.path)
        for number in _NUMBER.findall(text):
            numbers[number].add(document.path)
    return _Articles(
        spelled,
        {word: frozenset(paths) for word, paths in having.items()},
        {number: frozenset(paths) for number, paths in numbers.items()},
        texts,
    )


def _is_fit(word: str, articles: _Articles) -> bool:
    """Whether it is a noun or an adjective, as an article comes before it, and no other word."""
    there = articles.having
    if len(word) < SHORTEST or word.startswith(("ال", "ل")) or f"ال{word}" not in there:
        return False
    # The spelling with a ه may be a shorter word and a pronoun.
    if word.endswith("ه") and any(not each.endswith("ة") for each in articles.spelled[word]):
        return False
    shorter = (word.removeprefix(prefix) for prefix in PREFIXES if word.startswith(prefix))
    if any(rest in there or f"ال{rest}" in there for rest in shorter if 2 < len(rest) < len(word)):
        return False
    return len(_having(word, articles)) in DOCUMENTS


def _having(word: str, articles: _Articles) -> frozenset[str]:
    found = (articles.having.get(f"{prefix}{word}", frozenset()) for prefix in PREFIXES)
    return frozenset().union(*found)


def _of_word(word: str, articles: _Articles) -> Iterator[Case]:
    relevant = _having(word, articles)
    stem = word.removesuffix("ه")
    longer = frozenset(path for path, text in articles.texts.items() if stem in text) - relevant
    ((spelling, _),) = articles.spelled[word].most_common(1)
    for kind, text in (("as written", spelling), *_clitics(spelling), *_spellings(spelling)):
        yield Case(text, kind, relevant, longer)


def _clitics(word: str) -> Iterator[tuple[str, str]]:
    for clitic in CLITICS:
        yield f"clitic {clitic}", f"{clitic}{word}"


def _spellings(word: str) -> Iterator[tuple[str, str]]:
    final = word[-1]
    made = {
        "hamza dropped": word.translate(_NO_HAMZA),
        "final ى and ي": word[:-1] + {"ى": "ي", "ي": "ى"}.get(final, final),
        "ه for ة": word[:-1] + {"ة": "ه"}.get(final, final),
        "tashkeel": f"{word[0]}\u064e{word[1]}\u0651\u064e{word[2:]}\u064f",
        "tatweel": f"{word[:2]}\u0640\u0640{word[2:]}",
        "Persian letters": word.translate(_PERSIAN),
    }
    return ((kind, text) for kind, text in made.items() if text != word)


def _of_number(number: str, articles: _Articles) -> Iterator[Case]:
    relevant = articles.numbers[number]
    longer = frozenset(path for path, text in articles.texts.items() if number in text) - relevant
    yield Case(number, "digits as written", relevant, longer)
    for kind, digits in _OTHER_DIGITS.items():
        yield Case(number.translate(str.maketrans(_DIGITS, digits)), kind, relevant, longer)


def _spread(values: Sequence[str], count: int) -> list[str]:
    """So many of the values, from all parts of their list."""
    count = min(count, len(values))
    return [values[place * len(values) // count] for place in range(count)]
