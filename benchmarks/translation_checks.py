"""How often the translation checks are wrong, and what they catch:

    python benchmarks/translation_checks.py [--limit N]

False alarms are counted on human translations: three public sets of professional pairs, sentence by
sentence and joined to blocks as an article has them, and the demo site of this repository. Catches
are counted on the same pairs with one error put into each. The last column but one is what the
checks say of the recorded output of a real engine. Prints one Markdown table.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.adapters.files import read_sources
from generator.build import read_site
from generator.checks.translations import passages
from generator.model.explainer import Term
from generator.model.language import Language
from generator.model.problem import Place
from generator.model.segment import State
from generator.stages.pair import pair_content
from generator.text.markdown import ParsedBlock, parse, plain_text
from generator.text.markdown_html import Writing
from generator.text.months import MONTHS as MONTH_NAMES
from generator.translation.quality.examine import examiner
from generator.translation.quality.findings import CHECK_NAMES, Passage
from generator.translation.quality.headlines import headline_findings
from generator.translation.quality.names import NameFinder
from generator.translation.quality.pair import Pair
from generator.translation.quality.shape import expansion_of
from generator.translation.quality.site import copied_english, name_findings
from generator.translation.sentences import split_sentences
from tests.conftest import SHARED

ROOT = Path(__file__).parent.parent
SEED = 20261123
LEAST_OF_BLOCK, MOST_OF_BLOCK = 3, 8
"""Sentences: a block goes on while a quotation is open."""
SAMPLES = 400
"""Pairs into which each kind of error is put, at most."""

_ARABIC = Language("ar", "العربية", "rtl", "latn", MONTH_NAMES["egypt"])
_ENGLISH = Language("en", "English", "ltr", "latn", MONTH_NAMES["english"])
WRITING = Writing("text.md", _ARABIC, _ENGLISH, lambda address: address)

COUNTRIES_MEANING_MORE = frozenset(("ML", "NU", "OM", "TD", "JO", "PA", "TG"))
"""Arabic names that are other words too: مالي is "financial"."""
OTHER_ENGLISH = {
    "GB": ("British", "Britain", "England", "English"), "US": ("American", "America"),
    "FR": ("French",), "NL": ("Dutch",), "ES": ("Spanish",), "CH": ("Swiss",), "MA": ("Maghreb",),
    "DK": ("Danish",), "CZ": ("Czech",), "IE": ("Irish",), "SE": ("Swedish",),
}  # fmt: skip


T = TypeVar("T")


@dataclass(frozen=True)
class Corpus:
    name: str
    passages: tuple[Passage, ...]


class Dice:
    """Choices that are the same in every run and every version of Python."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._rolls = 0

    def below(self, limit: int) -> int:
        self._rolls += 1
        digest = sha256(f"{self._seed} {self._rolls}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def choice(self, values: Sequence[T]) -> T:
        return values[self.below(len(values))]

    def shuffled(self, values: Iterable[T]) -> list[T]:
        return sorted(values, key=lambda _: self.below(2**60))


Injection = Callable[[Passage, Dice], Passage | None]
"""The passage with one error in it; None where it has nothing to spoil."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=SAMPLES, help="pairs for each kind of error")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"{SHARED} is absent", file=sys.stderr)
        return 1
    print(table(options.limit))
    return 0


def table(limit: int) -> str:
    """The measurements as a Markdown table."""
    corpora = human_corpora()
    columns = [false_alarms(corpus) for corpus in corpora]
    engine = false_alarms(engine_corpus())
    caught = catches(corpora, limit)
    titles = [f"{corpus.name} ({len(corpus.passages):,})" for corpus in corpora]
    lines = [
        f"| check | {' | '.join(titles)} | engine output (1,010) | catches |",
        "| --- |" + " ---: |" * (len(titles) + 1) + " --- |",
    ]
    for check in (*sorted(CHECK_NAMES), ANY):
        cells = [
            percent(column[check], len(corpus.passages))
            for column, corpus in zip(columns, corpora, strict=True)
        ]
        found = "; ".join(caught.get(check, ()))
        lines.append(
            f"| {check} | {' | '.join(cells)} | {percent(engine[check], 1010)} | {found} |"
        )
    rate = speed(corpora)
    return "\n".join([*lines, "", f"{rate:,.0f} blocks a second, of 70 English words each."])


ANY = "any of them"


def percent(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.2f} %" if part else "0"


# The sets.


def human_corpora() -> tuple[Corpus, ...]:
    folder = SHARED / "translation"
    flores = [(row["ar"], row["en"]) for row in flores_rows()]
    ntrex = read_table(folder / "ntrex-dev.tsv", "doc")
    tico = read_table(folder / "tico19.en-ar.tsv", "id")
    return (
        corpus("FLORES sentences", flores),
        corpus("NTREX sentences", ((ar, en) for _, ar, en in ntrex)),
        corpus("NTREX blocks", blocks(ntrex)),
        corpus("TICO-19 sentences", ((ar, en) for _, ar, en in tico)),
        corpus("TICO-19 blocks", blocks(tico)),
        markdown_corpus(),
        demo_corpus(),
    )


def flores_rows() -> list[dict[str, str]]:
    text = (SHARED / "translation" / "flores-argos-dev.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def read_table(path: Path, document: str) -> list[tuple[str, str, str]]:
    """(document, Arabic, English) of each row."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row[document].split(":")[0], row["ar"], row["en"]) for row in rows]


def blocks(rows: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Sentences of one document joined as a paragraph has them, never inside a quotation."""
    arabic: list[str] = []
    english: list[str] = []
    document = ""
    for name, ar, en in rows:
        is_open = english and (is_quoting(" ".join(english)) or is_quoting(" ".join(arabic)))
        is_full = len(english) >= MOST_OF_BLOCK or (len(english) >= LEAST_OF_BLOCK and not is_open)
        if english and (name != document or is_full):
            yield " ".join(arabic), " ".join(english)
            arabic, english = [], []
        document = name
        arabic.append(ar)
        english.append(en)
    if english:
        yield " ".join(arabic), " ".join(english)


def is_quoting(text: str) -> bool:
    return len(re.findall('["«»“”]', text)) % 2 == 1


def corpus(name: str, pairs: Iterable[tuple[str, str]], state: State = State.EDITED) -> Corpus:
    return Corpus(name, tuple(passage(ar, en, state) for ar, en in pairs))


def passage(arabic: str, english: str, state: State = State.EDITED) -> Passage:
    plain = (" ".join(arabic.split()), " ".join(english.split()))
    return Passage(arabic, english, *plain, "paragraph", state)


def markdown_corpus() -> Corpus:
    """The blocks of technical documents whose Arabic has the same blocks as the English."""
    found: list[Passage] = []
    for folder in ("md-react-docs", "md-opensource-guide"):
        for arabic in sorted((SHARED / folder / "ar").rglob("*.md")):
            english = SHARED / folder / "en" / arabic.relative_to(SHARED / folder / "ar")
            ours, theirs = markdown_blocks(arabic), markdown_blocks(english)
            if [each.kind for each in ours] == [each.kind for each in theirs]:
                found += [
                    Passage(ar.text, en.text, ar.plain, en.plain, ar.kind, State.EDITED)
                    for ar, en in zip(ours, theirs, strict=True)
                ]
    return Corpus("Markdown blocks", tuple(found))


def markdown_blocks(path: Path) -> tuple[ParsedBlock, ...]:
    text = path.read_text("utf-8") if path.exists() else ""
    body = re.sub(r"\A---\n.*?\n---\n|[ ]*\{#[^}\n]*\}", "", text, flags=re.DOTALL)
    return parse(body, WRITING)[0]


def demo_corpus() -> Corpus:
    """The translations of this repository's own site, made from Arabic by people."""
    site = read_site(read_sources(ROOT)).value
    if site is None:
        raise SystemExit("the demo site has errors")
    return Corpus("demo site", tuple(passages(pair_content(site[1]).value)))


def engine_corpus() -> Corpus:
    rows = ((row["ar"], plain_text(row["argos"])) for row in flores_rows())
    return corpus("engine output", rows, State.MACHINE)


# False alarms.


def false_alarms(corpus: Corpus) -> Counter[str]:
    """For each check, in how many passages it speaks."""
    found = [set(checks) for checks in examined(corpus.passages)]
    for index, finding in (*name_findings(corpus.passages), *copied_english(corpus.passages)):
        found[index].add(finding.check)
    headlines = [(i, p.target_plain) for i, p in enumerate(corpus.passages) if p.kind == "heading"]
    for place, finding in headline_findings([text for _, text in headlines]):
        found[headlines[place][0]].add(finding.check)
    counts = Counter(check for checks in found for check in checks)
    counts[ANY] = sum(map(bool, found))
    return counts


def examined(passages: Sequence[Passage]) -> Iterator[frozenset[str]]:
    examine = examiner(countries(), expansion=expansion_of(passages))
    for each in passages:
        yield frozenset(finding.check for finding in examine(each))


def countries() -> tuple[Term, ...]:
    """Names of countries, standing in for a newsroom's glossary."""
    path = SHARED / "glossary" / "countries.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(
        Term(
            row["iso2"].lower(),
            row["ar"],
            row["en"],
            tuple(filter(None, row["ar_variants"].split("|"))),
            OTHER_ENGLISH.get(row["iso2"], ()),
            "",
            (),
            Place("countries"),
        )
        for row in rows
        if row["iso2"] not in COUNTRIES_MEANING_MORE
    )


def speed(corpora: Sequence[Corpus]) -> float:
    """Blocks a second on this machine."""
    several = next(each for each in corpora if each.name == "TICO-19 blocks").passages
    examine = examiner(countries())
    began = time.process_time()
    for each in several:
        examine(each)
    return len(several) / (time.process_time() - began)


# Catches.


def catches(corpora: Sequence[Corpus], limit: int) -> dict[str, list[str]]:
    """For each check, what share of the errors that are its business are found."""
    pool = [
        each
        for corpus in corpora
        if corpus.name in ("FLORES sentences", "NTREX blocks", "TICO-19 blocks")
        for each in corpus.passages
    ]
    examine = examiner(countries())
    clean = [each for each in pool if not examine(each)]
    found: dict[str, list[str]] = {}
    for name, (inject, checks) in INJECTIONS.items():
        dice = Dice(f"{SEED} {name}")
        spoilt = [
            each
            for original in dice.shuffled(clean)
            if (each := inject(original, dice)) and each != original
        ][:limit]
        hits = sum(
            bool({finding.check for finding in examine(each)} & set(checks)) for each in spoilt
        )
        found.setdefault(checks[0], []).append(rated(name, hits, len(spoilt)))
    found.setdefault("name-consistency", []).append(respelt_names(clean))
    found.setdefault("confusable-source", []).append(pasted_english(clean, limit))
    found.setdefault("title-case", []).append(odd_headlines())
    return found


def rated(name: str, hits: int, count: int) -> str:
    return f"{name} {100 * hits / max(1, count):.0f} % of {count}"


def with_english(original: Passage, english: str) -> Passage:
    return replace(original, target=english, target_plain=" ".join(english.split()))


def with_arabic(original: Passage, arabic: str) -> Passage:
    return replace(original, source=arabic, source_plain=" ".join(arabic.split()))


def substituting(pattern: str, change: Callable[[str, Dice], str]) -> Injection:
    """An error made by changing one match of a pattern in the English."""
    compiled = re.compile(pattern)

    def inject(original: Passage, dice: Dice) -> Passage | None:
        matches = list(compiled.finditer(original.target))
        if not matches:
            return None
        match = dice.choice(matches)
        text = original.target
        changed = text[: match.start()] + change(match[0], dice) + text[match.end() :]
        return with_english(original, changed)

    return inject


def swapping(*groups: str, behind: str = r"(?<!\w)") -> Injection:
    """An error made by putting one word of a group in the place of another."""
    members = [group.split() for group in groups]
    others = {word: [o for o in group if o != word] for group in members for word in group}
    pattern = "|".join(rf"{behind}{re.escape(word)}(?![A-Za-z])" for word in others)
    return substituting(pattern, lambda word, dice: dice.choice(others[word]))


def another_digit(number: str, dice: Dice) -> str:
    place = dice.choice([i for i, sign in enumerate(number) if sign.isdecimal()])
    digit = dice.choice([d for d in "123456789" if d != number[place]])
    return number[:place] + digit + number[place + 1 :]


def another_number(original: Passage, dice: Dice) -> Passage | None:
    """A new Arabic number under an English that was marked as reviewed and not touched."""
    shared = [
        match
        for match in re.finditer(r"(?<![0-9.,])[0-9]{2,4}(?![0-9.,])", original.source)
        if re.search(rf"(?<![0-9.,]){match[0]}(?![0-9.,])", original.target)
        and original.source.count(match[0]) == 1
    ]
    if not shared:
        return None
    match = dice.choice(shared)
    source = original.source
    changed = source[: match.start()] + another_digit(match[0], dice) + source[match.end() :]
    return replace(
        with_arabic(original, changed), was_source=original.source_plain, state=State.REVIEWED
    )


def another_month(date: str, dice: Dice) -> str:
    month = re.search("[A-Z][a-z]+", date)
    other = dice.choice([each for each in MONTHS if month and each != month[0]])
    return date.replace(month[0], other) if month else date


MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
_DATE = rf"\b[0-9]{{1,2}} (?:{'|'.join(MONTHS)})\b|\b(?:{'|'.join(MONTHS)}) [0-9]{{1,2}}\b"


def without_a_sentence(original: Passage, dice: Dice) -> Passage | None:
    sentences = list(split_sentences(original.target))
    if len(sentences) < 3 or len(split_sentences(original.source)) < 3:
        return None
    del sentences[dice.below(len(sentences))]
    return with_english(original, " ".join(sentences))


def cut_off(original: Passage, _dice: Dice) -> Passage | None:
    words = original.target.split()
    if len(original.source) < 60:
        return None
    return with_english(original, " ".join(words[: len(words) * 6 // 10]))


def looping(original: Passage, dice: Dice) -> Passage | None:
    words = original.target.split()
    if len(words) < 12:
        return None
    size, place = dice.between(1, 6), dice.between(6, len(words) - 6)
    turn = words[place : place + size]
    return with_english(original, " ".join(words[:place] + turn * dice.between(3, 8)))


def with_arabic_word(original: Passage, dice: Dice) -> Passage | None:
    arabic = [word for word in original.source.split() if re.fullmatch("[\u0621-\u064a]{3,}", word)]
    words = original.target.split()
    if not arabic or not words:
        return None
    words[dice.below(len(words))] = dice.choice(arabic)
    return with_english(original, " ".join(words))


def untranslated(original: Passage, _dice: Dice) -> Passage | None:
    return with_english(original, original.source)


def doubled_word(original: Passage, dice: Dice) -> Passage | None:
    words = original.target.split()
    lower = [i for i, word in enumerate(words) if word.isalpha() and word.islower()]
    if not lower:
        return None
    place = dice.choice(lower)
    return with_english(original, " ".join([*words[: place + 1], *words[place:]]))


def without_speech_marks(original: Passage, _dice: Dice) -> Passage | None:
    if not re.search('«[^»]{40,}»|"[^"]{40,}"|“[^”]{40,}”', original.source):
        return None
    return with_english(original, re.sub('["“”]', "", original.target))


def without_term(original: Passage, dice: Dice) -> Passage | None:
    """One country in the place of another, wherever it is named."""
    names = [term.english for term in countries() if term.english in original.target]
    if not names:
        return None
    name = max(names, key=len)
    other = dice.choice(["Ruritania", "Freedonia", "Sylvania"])
    return with_english(original, re.sub(rf"{name}\w*", other, original.target))


def with_link(original: Passage, change: Callable[[str], str]) -> Passage | None:
    """The last word of both texts as a link, the English one changed."""
    address = "https://news.example/ar/2024/story"
    arabic, _, last = original.source.rpartition(" ")
    english, _, word = original.target.rpartition(" ")
    if not arabic or not english or re.search(r"[\[\]`*_<]", original.source + original.target):
        return None
    linked = with_arabic(original, f"{arabic} [{last}]({address})")
    made = replace(linked, source_plain=original.source_plain)
    text = f"{english} {change(f'[{word}]({address})')}"
    return replace(made, target=text, target_plain=plain_text(text))


def as_list(original: Passage, change: Callable[[list[str]], list[str]]) -> Passage | None:
    """Both texts as lists of their sentences, the English one changed."""
    arabic, english = split_sentences(original.source), list(split_sentences(original.target))
    if len(arabic) != len(english) or len(english) < 3:
        return None
    source = "\n".join(f"- {each}" for each in arabic)
    target = "\n".join(f"- {each}" for each in change(english))
    return replace(original, source=source, target=target, kind="list")


INJECTIONS: dict[str, tuple[Injection, tuple[str, ...]]] = {
    "a digit changed": (
        substituting(r"[0-9][0-9.,]*(?<![.,])", another_digit),
        ("number-missing", "number-extra", "date"),
    ),
    "a number dropped": (
        substituting(r"(?<![\w.,-])[0-9][0-9.,]*(?<![.,]) (?=[a-z])", lambda _n, _r: ""),
        ("number-missing", "date"),
    ),
    "million and billion swapped": (
        swapping("thousand million billion"),
        ("number-missing", "number-extra"),
    ),
    "a number put in": (
        substituting(r"(?<=[a-z]) (?=[a-z]{4,})", lambda _s, dice: f" {dice.between(11, 999)} "),
        ("number-extra", "number-missing", "date"),
    ),
    "another month": (substituting(_DATE, another_month), ("date",)),
    "another day of the month": (
        substituting(_DATE, lambda date, dice: re.sub("[0-9]+", str(dice.between(1, 28)), date)),
        ("date",),
    ),
    "another weekday": (
        swapping("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        ("date",),
    ),
    "another currency": (swapping("$ € £ ¥", "dollars euros pounds dirhams"), ("currency",)),
    "another unit": (
        swapping(
            "km miles meters feet tons pounds",
            "days weeks months years hours",
            behind="(?<=[0-9][ -])",
        ),
        ("unit",),
    ),
    "a per cent sign dropped": (
        substituting(r"(?<=[0-9])(?:%| per cent| percent)", lambda _s, _r: ""),
        ("percent",),
    ),
    "another country": (without_term, ("glossary",)),
    "an Arabic word left": (with_arabic_word, ("arabic-left",)),
    "Arabic punctuation left": (
        substituting("[,;?%]", lambda sign, _r: {",": "،", ";": "؛", "?": "؟", "%": "٪"}[sign]),
        ("arabic-punct",),
    ),
    "an invisible mark left": (substituting("(?<=[a-z]) ", lambda _s, _r: " \u200f"), ("bidi",)),
    "not translated": (untranslated, ("identical",)),
    "a quotation mark dropped": (substituting('["“”]', lambda _s, _r: ""), ("quotes",)),
    "all marks round speech dropped": (without_speech_marks, ("quotes",)),
    "a link dropped": (
        lambda p, _d: with_link(p, lambda link: link[1 : link.index("]")]),
        ("links",),
    ),
    "a link changed": (
        lambda p, _d: with_link(p, lambda link: link.replace("story", "other")),
        ("links",),
    ),
    "an item of a list dropped": (
        lambda p, _d: as_list(p, lambda items: items[1:]),
        ("shape",),
    ),
    "a code span changed": (
        lambda p, _d: replace(p, source=f"{p.source} `run`", target=f"{p.target} `walk`"),
        ("markup",),
    ),
    "a sentence of three or more dropped": (
        without_a_sentence,
        ("sentence-count", "length", "truncation"),
    ),
    "40 % cut off": (cut_off, ("truncation", "length", "sentence-count")),
    "half of it doubled": (
        lambda p, _d: with_english(p, f"{p.target} {p.target[: len(p.target) * 3 // 4]}"),
        ("length", "loop"),
    ),
    "a loop": (looping, ("loop",)),
    "a word doubled": (doubled_word, ("dup-word",)),
    "a not dropped": (
        substituting(r"\b(?:not|never) |n't\b", lambda _s, _r: ""),
        ("negation-lost",),
    ),
    "the question mark dropped": (
        substituting(r"\?(?=\W*$)", lambda _s, _r: "."),
        ("question-mark",),
    ),
    "a space doubled": (substituting(" ", lambda _s, _r: "  "), ("spacing",)),
    "a space before a comma": (substituting("(?<=[a-z]),(?= )", lambda _s, _r: " ,"), ("spacing",)),
    "a number of the Arabic changed, the English only marked reviewed": (
        another_number,
        ("copy-of-old", "number-missing"),
    ),
}
"""Each error with the checks whose business it is; the first is its row in the table."""


def respelt_names(pool: Sequence[Passage]) -> str:
    """One use of each name that stands in several passages, with another vowel."""
    finder = NameFinder()
    vowels = str.maketrans("aeiou", "eaeuo")
    uses: dict[str, list[int]] = {}
    spellings: dict[tuple[str, int], str] = {}
    for index, each in enumerate(pool):
        for name in finder.find(Pair(each).arabic, each.target_plain):
            uses.setdefault(name.latin, []).append(index)
            spellings[name.latin, index] = name.written
    changed = dict(enumerate(pool))
    touched: set[int] = set()
    for latin, found in uses.items():
        places = list(dict.fromkeys(found))
        if len(places) < 2 or places[-1] in touched:
            continue
        written = spellings[latin, places[-1]]
        vowel = re.search("(?<=[a-z])[aeiou](?=[a-z])", written)
        if not vowel:
            continue
        other = written[: vowel.start()] + vowel[0].translate(vowels) + written[vowel.end() :]
        text = pool[places[-1]].target.replace(written, other)
        changed[places[-1]] = with_english(pool[places[-1]], text)
        touched.add(places[-1])
    hit = {index for index, _ in name_findings([changed[i] for i in range(len(pool))])}
    return rated("a name spelt otherwise once", len(hit & touched), len(touched))


def pasted_english(pool: Sequence[Passage], limit: int) -> str:
    changed = list(pool)
    shuffled = Dice(f"{SEED} pasted").shuffled(range(len(pool)))
    count = min(limit, len(pool) // 2)
    for place, other in zip(shuffled[:count], shuffled[count:], strict=False):
        changed[place] = with_english(changed[place], pool[other].target)
    hit = {index for index, _ in copied_english(changed)}
    # Of two that are the same, the later one is reported.
    twins = Counter(" ".join(each.target_plain.split()).casefold() for each in changed)
    expected = sum(count - 1 for count in twins.values() if count > 1)
    return rated("a text pasted into another's place", len(hit), expected)


def odd_headlines() -> str:
    """The first line of each NTREX document, one at a time in Title Case."""
    first: dict[str, str] = {}
    for document, _, english in read_table(SHARED / "translation" / "ntrex-dev.tsv", "doc"):
        first.setdefault(document, english)
    headlines = list(first.values())
    hits = 0
    for index, headline in enumerate(headlines):
        changed = [*headlines[:index], headline.title(), *headlines[index + 1 :]]
        hits += index in {place for place, _ in headline_findings(changed)}
    return rated("a headline in Title Case", hits, len(headlines))


if __name__ == "__main__":
    raise SystemExit(main())
