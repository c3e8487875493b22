"""Whether doubt tells good drafts from bad ones: quality by level, with the test model and Argos.

    python benchmarks/doubt.py [--flores FILE]

Quality is chrF against the human English (Popović 2015), from 0 to 1. The test model drafts
sentences of the kind it knows, the same damaged, and real news; `--flores` is a file of recorded
drafts of the public Argos model (`ar`, `argos`, `en` a line), which has no scores.
"""

from __future__ import annotations

import argparse
import html
import json
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import correlation, fmean

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.adapters.translators.argos import ArgosTranslator
from generator.model.segment import State
from generator.ports import Draft
from generator.translation.doubt import HARD, HARMLESS, Calibration, rate
from generator.translation.quality.examine import examine
from generator.translation.quality.findings import Passage
from tests.model.corpus import held_out

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "tests" / "model" / "translate-ar_en-test.argosmodel"
FLORES = ROOT.parent / "shared" / "data" / "translation" / "flores-argos-dev.jsonl"
LEVELS = ("high", "medium", "low")
BAD = 0.8
"""chrF below which a draft of the test model is wrong in more than a word or two."""
BAD_NEWS = 0.45
"""The same for drafts of real news, which a person might put in many ways: the worst fifth."""


@dataclass(frozen=True)
class Case:
    """A draft and what it should have been."""

    kind: str
    source: str
    text: str
    english: str
    scores: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        return fmean(self.scores)

    @property
    def worst(self) -> float:
        return min(self.scores)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flores", type=Path, default=FLORES)
    options = parser.parse_args(arguments)
    recorded = list(read_recorded(options.flores)) if options.flores.is_file() else []
    report_model(decode_all(recorded))
    if recorded:
        report_recorded(recorded)
    return 0


def read_recorded(path: Path) -> Iterator[Case]:
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        yield Case("recorded", record["ar"], html.unescape(record["argos"]), record["en"])


def decode_all(recorded: Sequence[Case]) -> list[Case]:
    """Drafts of the test model: sentences it knows, the same damaged, and real ones."""
    pairs = list(held_out(40))
    damaged = [
        (f"damaged: {name}", damage(pair.arabic, index), pair.english)
        for start, (name, damage) in enumerate(DAMAGE.items())
        for index, pair in enumerate(pairs[start :: len(DAMAGE)])
    ]
    wanted = [
        *(("known", pair.arabic, pair.english) for pair in pairs),
        *damaged,
        *(("real news", case.source, case.english) for case in recorded[:300]),
    ]
    drafts = decode([source for _, source, _ in wanted])
    return [
        Case(kind, source, html.unescape(draft.text), english, draft.token_scores)
        for (kind, source, english), draft in zip(wanted, drafts, strict=True)
    ]


def decode(texts: Sequence[str]) -> list[Draft]:
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(MODEL) as archive:
            archive.extractall(folder)
        translator = ArgosTranslator(next(Path(folder).iterdir()), threads=1)
        drafts = dict(translator.translate(texts))
    return [drafts[index] for index in range(len(texts))]


def choose(choices: Sequence[str], *seed: object) -> str:
    """One of them, the same on every run."""
    return choices[zlib.crc32(repr(seed).encode()) % len(choices)]


def shuffle(text: str, seed: int) -> str:
    return " ".join(sorted(text.split(), key=lambda word: zlib.crc32(f"{seed}{word}".encode())))


def exchange(text: str, seed: int) -> str:
    """Every fourth word taken from other sentences."""
    words = text.split()
    words[seed % 2 :: 4] = (choose(VOCABULARY, seed, word) for word in words[seed % 2 :: 4])
    return " ".join(words)


def misspell(text: str, seed: int) -> str:
    """A wrong letter in every fourth word."""
    words = text.split()
    for place in range(seed % 2, len(words), 4):
        old = choose(words[place], seed, place)
        words[place] = words[place].replace(old, choose(ALPHABET, seed, old), 1)
    return " ".join(words)


def halve(text: str, _seed: int) -> str:
    words = text.split()
    return " ".join(words[: max(1, len(words) // 2)])


ALPHABET = "بتجحخدرزسشصضطعغفقكلمنهوي"
VOCABULARY = sorted({word for pair in held_out(40) for word in pair.arabic.split()})
DAMAGE: Mapping[str, Callable[[str, int], str]] = {
    "order": shuffle,
    "words": exchange,
    "letters": misspell,
    "half": halve,
}


def report_model(cases: Sequence[Case]) -> None:
    print("Test model\n")
    kinds = dict.fromkeys(case.kind for case in cases)
    for kind in kinds:
        some = [case for case in cases if case.kind == kind]
        mean, worst = fmean(case.mean for case in some), fmean(case.worst for case in some)
        print(
            f"{kind:<18}{len(some):>5} drafts  chrF {quality(some):.3f}"
            f"  mean score {mean:6.3f}  worst token {worst:6.3f}"
        )
    damaged = [case for case in cases if case.kind.startswith("damaged")]
    known = [case for case in cases if case.kind == "known"]
    news = [case for case in cases if case.kind == "real news"]
    sites = {
        "only sentences it knows": known,
        "and one in five damaged": known + damaged[::4],
        "and as many damaged, and news": known + damaged + news,
    }
    for name, site in sites.items():
        own = Calibration.of((case.mean, case.worst) for case in site)
        print(f"\n{name}: {len(site)} drafts, {count_bad(site)} with chrF below {BAD}")
        ways: dict[str, Callable[[Case], str]] = {
            "own scores": lambda case, own=own: rate(case.mean, case.worst, (), own),
            "fixed bounds": lambda case: rate(case.mean, case.worst, (), Calibration()),
            "checks": lambda case: rate(0, 0, checks(case), Calibration()),
            "own scores + checks": lambda case, own=own: rate(
                case.mean, case.worst, checks(case), own
            ),
        }
        print_levels(site, ways)
    both = [*known, *damaged]
    chrfs = [chrf(case.text, case.english) for case in both]
    print("\nrank correlation with chrF, known and damaged sentences:")
    measures: dict[str, Callable[[Case], float]] = {
        "mean of the tokens": lambda case: case.mean,
        "sum of the tokens": lambda case: sum(case.scores),
        "worst token": lambda case: case.worst,
        "worst token, length evened out": lambda case: case.worst + log(len(case.scores)),
    }
    for name, measure in measures.items():
        print(f"  {name:<32}{rank_correlation(list(map(measure, both)), chrfs):.3f}")


def report_recorded(cases: Sequence[Case]) -> None:
    print(f"\nRecorded drafts of the public Argos model: {len(cases)}, no scores\n")
    ways = {"checks": lambda case: rate(0, 0, checks(case), Calibration())}
    print_levels(cases, ways, BAD_NEWS)
    found: dict[str, list[Case]] = {}
    for case in cases:
        for check in checks(case):
            found.setdefault(check, []).append(case)
    all_of_them = quality(cases)
    print(f"\nfindings, worst first (all drafts: chrF {all_of_them:.3f})")
    for check, some in sorted(found.items(), key=lambda each: quality(each[1])):
        weight = "hard" if check in HARD else "harmless" if check in HARMLESS else "soft"
        print(f"  {check:<18}{weight:<10}{len(some):>4}  chrF {quality(some):.3f}")


def print_levels(
    cases: Sequence[Case], ways: Mapping[str, Callable[[Case], str]], limit: float = BAD
) -> None:
    print(f"  {'':<20}" + "".join(f"{level:>18}" for level in LEVELS) + "   bad ones found")
    for name, way in ways.items():
        levels: dict[str, list[Case]] = {level: [] for level in LEVELS}
        for case in cases:
            levels[way(case)].append(case)
        cells = (
            f"{len(some) / len(cases):6.1%} chrF {quality(some):.3f}" if some else "–"
            for some in levels.values()
        )
        bad = count_bad(cases, limit)
        high = count_bad(levels["high"], limit)
        either = high + count_bad(levels["medium"], limit)
        share = f"   {high / bad:.0%} high, {either / bad:.0%} high or medium" if bad else ""
        print(f"  {name:<20}" + "".join(f"{cell:>18}" for cell in cells) + share)


def checks(case: Case) -> frozenset[str]:
    passage = Passage(case.source, case.text, case.source, case.text, "paragraph", State.MACHINE)
    return frozenset(finding.check for finding in examine(passage))


def quality(cases: Iterable[Case]) -> float:
    return fmean(chrf(case.text, case.english) for case in cases)


def count_bad(cases: Iterable[Case], limit: float = BAD) -> int:
    return sum(chrf(case.text, case.english) < limit for case in cases)


def chrf(text: str, reference: str, longest: int = 6, beta: float = 2.0) -> float:
    """The F-score of character n-grams of one to six letters, recall counted twice (chrF2)."""
    first, second = "".join(text.split()), "".join(reference.split())
    scores = []
    for length in range(1, longest + 1):
        left, right = ngrams(first, length), ngrams(second, length)
        if not left or not right:
            continue
        common = (left & right).total()
        precision, recall = common / left.total(), common / right.total()
        weighted = beta**2 * precision + recall
        scores.append((1 + beta**2) * precision * recall / weighted if weighted else 0.0)
    return fmean(scores) if scores else 0.0


def ngrams(text: str, length: int) -> Counter[str]:
    return Counter(text[start : start + length] for start in range(len(text) - length + 1))


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's, ties in the order in which they come."""
    return correlation(ranks(first), ranks(second))


def ranks(values: Sequence[float]) -> list[int]:
    places = [0] * len(values)
    for rank, place in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        places[place] = rank
    return places


if __name__ == "__main__":
    sys.exit(main())
