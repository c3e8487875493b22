"""CPU for a sentence: the direct decoding beside stock argostranslate, same package, same beam.

    python benchmarks/translation_speed.py
    python benchmarks/translation_speed.py ARTICLES.jsonl --sentences 400
    python benchmarks/translation_speed.py ARTICLES.jsonl --sentences 100 --full-size

Each side runs in a process of its own, one after the other, offline, over the same sentences.
ARTICLES.jsonl has one JSON object a line with a `text`; without it, the sentences are those that
the small test model knows. With `--full-size` the package is an untrained one of the public
models' size instead. The least of several rounds counts, as others on the machine can only add
to it. Prints one Markdown table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.adapters.translators.argos import ArgosTranslator
from generator.adapters.translators.stock import StockTranslator
from generator.translation.decoding import decode
from generator.translation.mending import mend
from generator.translation.sentences import split_sentences
from tests.model import corpus

MODEL = Path(__file__).parent.parent / "tests" / "model" / "translate-ar_en-test.argosmodel"
WARM_UP = "نعم."
"""Loads what is loaded on first use."""

Work = Callable[[list[str]], list[str]]


@dataclass(frozen=True)
class Side:
    """One way of translating."""

    title: str
    open: Callable[[Path], Work]
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Measured:
    """What a side's process told of itself."""

    start: float
    """CPU seconds until the first sentence was translated."""
    cpu: float
    """CPU seconds of user and system, of all threads, for all sentences."""
    wall: float
    peak: float
    """Mebibytes."""
    texts: tuple[str, ...]


def open_stock(_: Path) -> Work:
    """argostranslate as its own documentation uses it, with its splitter."""
    translate = import_module("argostranslate.translate")
    translation = translate.get_translation_from_codes("ar", "en")
    return lambda sentences: [translation.translate(each) for each in sentences]


def open_unsplit(package: Path) -> Work:
    """The same without its splitter: what its decoding alone costs."""
    engine = StockTranslator(package)
    return lambda sentences: [draft.text for _, draft in engine.translate(sentences)]


def open_direct(
    *,
    scored: bool = False,
    aligned: bool = False,
    alternatives: int = 0,
    decoded: bool = False,
    threads: int = 0,
) -> Callable[[Path], Work]:
    """Our own, with more or less asked for; `decoded`: with all that stands behind an engine."""

    def opened(package: Path) -> Work:
        engine = ArgosTranslator(package, scored=scored, aligned=aligned, threads=threads)

        def work(sentences: list[str]) -> list[str]:
            if decoded:
                drafts = dict(decode(engine, sentences, alternatives=alternatives))
            else:
                drafts = dict(engine.translate(sentences, alternatives=alternatives))
            return [drafts[index].text for index in range(len(sentences))]

        return work

    return opened


ONE_THREAD = (("ARGOS_INTRA_THREADS", "1"),)
SIDES = (
    Side("argostranslate, as installed", open_stock),
    Side("argostranslate, one thread", open_stock, ONE_THREAD),
    Side("argostranslate, one thread, no splitter", open_unsplit, ONE_THREAD),
    Side("direct: text only", open_direct()),
    Side("direct: text only, one thread", open_direct(threads=1)),
    Side("direct: + alignment, 3 alternatives", open_direct(aligned=True, alternatives=3)),
    Side("direct: + token scores", open_direct(aligned=True, alternatives=3, scored=True)),
    Side(
        "direct: as `translate` uses it",
        open_direct(aligned=True, alternatives=3, scored=True, decoded=True),
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--sentences", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--full-size", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        packages = data / "argos-translate" / "packages"
        packages.mkdir(parents=True)
        texts = read_texts(options.articles)
        sentences = take_sentences(texts, options.sentences)
        package = unpack(options.model, packages)
        if options.full_size:
            package = make_full_size(package, texts)
        (data / "sentences.json").write_text(json.dumps(sentences), encoding="utf-8")
        rounds = [
            [measure(number, data, package) for number in range(len(SIDES))]
            for _ in range(options.rounds)
        ]
    best = [
        min(of_one_side, key=lambda each: each.cpu) for of_one_side in zip(*rounds, strict=True)
    ]
    what = "full-size untrained" if options.full_size else "test"
    print(f"{len(sentences)} sentences of {options.articles or 'its corpus'}, {what} model, beam 4")
    print(f"the least CPU of {options.rounds} rounds; {machine()}\n")
    report(best, sentences)
    return 0


def read_texts(articles: Path | None) -> list[str]:
    if articles is None:
        return [pair.arabic for pair in corpus.held_out(40)]
    return [json.loads(line)["text"] for line in articles.open(encoding="utf-8")]


def take_sentences(texts: Sequence[str], count: int) -> list[str]:
    """The first so many sentences of the articles, as `dragoman` cuts them."""
    found: list[str] = []
    for text in texts:
        for paragraph in text.split("\n"):
            found += split_sentences(paragraph)
        if len(found) >= count:
            break
    return found[:count]


def unpack(model: Path, packages: Path) -> Path:
    with zipfile.ZipFile(model) as archive:
        archive.extractall(packages)
    (package,) = packages.iterdir()
    return package


def make_full_size(package: Path, texts: Sequence[str]) -> Path:
    """A large package in the place of the small one, with the same sentence splitter."""
    large: Path = import_module("full_size_model").build(
        package.parent, (line for text in texts for line in text.split("\n"))
    )
    (package / "minisbd").rename(large / "minisbd")
    # Argos takes the first package it finds for a pair of languages.
    package.rename(package.parent.parent / "small")
    return large


def measure(number: int, data: Path, package: Path) -> Measured:
    """One side in a fresh process, which knows no other packages."""
    variables = {name: each for name, each in os.environ.items() if not name.startswith("ARGOS")}
    variables |= {"XDG_DATA_HOME": str(data), "XDG_CONFIG_HOME": str(data / "config")}
    variables |= {"XDG_CACHE_HOME": str(data / "cache"), **dict(SIDES[number].variables)}
    command = [sys.executable, __file__, "--side", str(number), str(data), str(package)]
    print(f"{SIDES[number].title} …", file=sys.stderr)
    done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, check=True, text=True)
    fields: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Measured(**{**fields, "texts": tuple(fields["texts"])})


def work_as(number: int, data: Path, package: Path) -> None:
    """What runs in a side's process; prints its `Measured` as JSON."""
    sentences = json.loads((data / "sentences.json").read_text("utf-8"))
    work = SIDES[number].open(package)
    work([WARM_UP])
    start = cpu_seconds()
    began = time.perf_counter()
    texts = work(sentences)
    wall = time.perf_counter() - began
    cpu = cpu_seconds() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"start": start, "cpu": cpu, "wall": wall, "peak": peak, "texts": texts}))


def cpu_seconds() -> float:
    """User and system, of this process with all its threads and of all it has started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def report(best: Sequence[Measured], sentences: Sequence[str]) -> None:
    count = len(sentences)
    stock = best[0]
    expected = [mend(text, each) for text, each in zip(stock.texts, sentences, strict=True)]
    print(
        "| | CPU ms a sentence | less than stock | start, CPU s | sentences/s | MiB | same text |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for side, each in zip(SIDES, best, strict=True):
        texts = [mend(text, source) for text, source in zip(each.texts, sentences, strict=True)]
        same = sum(one == two for one, two in zip(texts, expected, strict=True))
        print(
            f"| {side.title} | {each.cpu / count * 1000:.1f} | {stock.cpu / each.cpu:.1f}x "
            f"| {each.start:.1f} | {count / each.wall:.1f} | {each.peak:.0f} | {same / count:.1%} |"
        )


def machine() -> str:
    names = ("argos-translate-lt", "argostranslate", "ctranslate2", "sentencepiece")
    parts = [f"Python {platform.python_version()}"]
    for name in names:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join([*parts, f"{os.cpu_count()} processors"])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        work_as(int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
        sys.exit(0)
    sys.exit(main())
