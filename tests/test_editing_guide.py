"""The editors' guide and the reference tell the truth: every example in them is tried.

The word behind the language of a fence says what its example is:

    text arabic             paragraphs of the Arabic; `diff arabic`, a change of it
    text file: STATES       an English file in step with its Arabic, and the state of each block
    diff typed: STATES      what an editor changes, and the states after the next sync
    diff synced: STATES     what the sync makes of the change before it
    diff refused            a change (`text refused`, a file) that the program does not accept
    text printed            what it prints about the last one
    json memory             lines of a translation memory
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from generator.model.explainer import Article
from generator.model.problem import Checked, Severity
from generator.model.segment import State
from generator.reporting import report
from generator.text.normal import text_hash
from generator.translation.memory import (
    DraftRecord,
    Memory,
    Record,
    append_records,
    read_memory,
)
from generator.translation.pairing import pair
from generator.translation.quality.findings import CHECK_NAMES, Passage
from generator.translation.quality.numbers import number_findings
from generator.translation.quality.pair import Pair
from generator.translation.reading import read_target
from generator.translation.syncing import Synced, sync
from tests.translation.articles import article

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "editing.md"
REFERENCE = ROOT / "docs" / "translation-files.md"
PATH = "content/explainers/tram/article.en.md"
TODAY = date(2026, 11, 24)
"""When the syncs of the examples run."""
_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>[a-z]+) (?P<kind>[a-z]+)(?:: (?P<states>[^\n]+))?\n"
    r"(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Example:
    """One fence of a document."""

    kind: str
    states: tuple[str, ...]
    before: str
    after: str
    """The same as before where the fence shows no change."""
    introduction: str
    """The paragraph above it."""
    line: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.line}"


def examples_in(page: Path) -> Iterator[Example]:
    text = page.read_text("utf-8")
    for match in _FENCE.finditer(text):
        indent = len(match["indent"])
        lines = [line[indent:] for line in match["body"].splitlines()]
        before = after = "".join(f"{line}\n" for line in lines)
        if match["language"] == "diff":
            before = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
            after = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
        yield Example(
            match["kind"],
            tuple((match["states"] or "").split(", ")) if match["states"] else (),
            before,
            after,
            re.split(r"\n\n|```\n", text[: match.start()])[-1],
            text.count("\n", 0, match.start()) + 1,
        )


EXAMPLES = list(examples_in(GUIDE))
REFERENCED = list(examples_in(REFERENCE))
ARABIC = {
    text_hash(paragraph): paragraph
    for each in EXAMPLES
    if each.kind == "arabic"
    for text in (each.before, each.after)
    for paragraph in text.strip().split("\n\n")
}


def blocks_of(text: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """(keys, machine hash, text) of each block that readers may see."""
    for block in read_target(text, PATH).value.blocks:
        if not block.marker.orphan:
            yield block.marker.keys, block.marker.machine_hash, block.text


DRAFTS = tuple(
    dict.fromkeys(
        DraftRecord(keys[0], text, engine="test", run=1)
        for each in (*EXAMPLES, *REFERENCED)
        if each.kind == "file"
        for keys, machine_hash, text in blocks_of(each.before)
        if machine_hash == text_hash(text)
    )
)
"""What the machine has made of the Arabic, as the documents have it."""


def article_of(text: str) -> Article:
    """The article whose English this is: every key of the file, and nothing else, is in it.

    A title's Arabic is short enough to stand whole behind the `|` of its marker.
    """
    blocks = read_target(text, PATH).value.blocks
    live = [block.marker for block in blocks if not block.marker.orphan]
    keys = {key for marker in live if not marker.name for key in marker.keys}
    assert keys <= set(ARABIC), f"the guide does not show the Arabic of {keys - set(ARABIC)}"
    strings = [(marker.name, marker.hint) for marker in live if marker.name]
    made = article(*(ARABIC[key] for key in ARABIC if key in keys), strings=strings)
    return replace(made, target_path=PATH)


def synced(source: Article, text: str, memory: Memory) -> Checked[Synced]:
    return sync(replace(source, translation=text), memory, TODAY)


def in_step(text: str, memory: Memory) -> Memory:
    """What is remembered once a file, which has to be in step, was synced."""
    done = synced(article_of(text), text, memory)
    assert done.problems == ()
    assert done.value.text == text
    return memory.joined(done.value.records)


def states_of(source: Article, text: str) -> tuple[str, ...]:
    """The state of each block, in the order of the file."""
    translated = pair(source, read_target(text, PATH).value)
    segments = (*translated.strings.values(), *translated.segments)
    by_line = sorted((each.line, each.state.value) for each in segments if each.line)
    return tuple(state for _, state in by_line)


def texts_in(text: str) -> list[str]:
    return [block.text for block in read_target(text, PATH).value.blocks]


def of_kind(kind: str, examples: list[Example] = EXAMPLES) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", [e for e in examples if e.kind == kind], ids=str)


@of_kind("file", [*EXAMPLES, *REFERENCED])
def test_a_file_is_in_the_states_that_are_named(example: Example) -> None:
    if example.states == ("unsynced",):
        assert states_of(article(), example.before) == example.states
        return
    in_step(example.before, Memory())
    assert states_of(article_of(example.before), example.before) == example.states


@of_kind("typed")
def test_what_is_typed_leads_to_the_states_that_are_named(example: Example) -> None:
    memory = in_step(example.before, Memory(DRAFTS))
    done = synced(article_of(example.before), example.after, memory)
    assert report(done.problems, "human") == ""
    assert states_of(article_of(example.before), done.value.text) == example.states
    typed, left = texts_in(example.after), texts_in(done.value.text)
    assert [old or new for old, new in zip(typed, left, strict=True)] == left


@of_kind("synced")
def test_a_sync_writes_what_is_shown(example: Example) -> None:
    memory = in_step(example.before, Memory(DRAFTS)) if "stale" in example.states else Memory()
    done = synced(article_of(example.after), example.before, memory)
    assert done.value.text == example.after
    assert states_of(article_of(example.after), done.value.text) == example.states


@of_kind("refused")
def test_a_refusal_prints_what_is_shown_and_changes_nothing(example: Example) -> None:
    is_change = example.before != example.after
    memory = in_step(example.before, Memory(DRAFTS)) if is_change else Memory()
    done = synced(article_of(example.before), example.after, memory)
    assert done.value == Synced(example.after)
    rest = EXAMPLES[EXAMPLES.index(example) :]
    printed = next(each for each in rest if each.kind == "printed")
    assert report(done.problems, "human").startswith(printed.after)


def test_every_state_and_every_error_has_an_example() -> None:
    shown = {state for each in EXAMPLES if each.kind == "file" for state in each.states}
    assert shown == {state.value for state in State}
    printed = "".join(each.after for each in EXAMPLES if each.kind == "printed")
    errors = (ROOT / "docs" / "errors.md").read_text("utf-8")
    codes = re.findall(r"^\| `([a-z-]+)` \| E\d+:", errors, re.MULTILINE)
    assert len(codes) == 11
    assert sorted(re.findall(r"\[([a-z-]+)\]$", printed, re.MULTILINE)) == sorted(codes)
    guide = GUIDE.read_text("utf-8")
    assert [number for number in range(1, 12) if f"**E{number}" not in guide] == []


def test_no_example_goes_untried() -> None:
    kinds = {"arabic", "file", "typed", "synced", "refused", "printed", "memory"}
    assert {each.kind for each in (*EXAMPLES, *REFERENCED)} == kinds
    for page in (GUIDE, REFERENCE):
        fences = re.findall(r"^ *```[a-z]", page.read_text("utf-8"), re.MULTILINE)
        assert len(fences) == len(list(examples_in(page))), "a fence without a word for its kind"


@of_kind("file")
def test_readers_see_the_label_that_is_quoted(example: Example) -> None:
    strings = tomllib.loads((ROOT / "templates" / "strings" / "en.toml").read_text("utf-8"))
    for state in example.states if example.introduction.startswith("**") else ():
        name = "stale" if state == "unsynced" else state
        quoted = re.findall("“(.*?)”", " ".join(example.introduction.split()))
        assert quoted == ([strings["state"][name]] if name in strings["state"] else [])


def test_the_finding_that_is_accepted_is_one_that_is_made() -> None:
    accepting = next(each for each in EXAMPLES if "ok:number-missing" in each.after)
    (block,) = read_target(accepting.after, PATH).value.blocks
    (source,) = article_of(accepting.after).blocks
    passage = Passage(source.text, block.text, source.plain, block.text, "paragraph", State.EDITED)
    (finding,) = number_findings(Pair(passage))
    assert (finding.check, finding.severity) == ("number-missing", Severity.ERROR)
    assert finding.message in " ".join(accepting.introduction.split())
    assert finding.check in CHECK_NAMES


def test_the_reference_shows_every_record_and_names_every_field() -> None:
    (example,) = (each for each in REFERENCED if each.kind == "memory")
    read = read_memory(example.before, "memory.jsonl")
    assert read.problems == ()
    assert append_records("", read.value.records) == example.before
    assert {type(each) for each in read.value.records} == set(get_args(Record))
    reference = REFERENCE.read_text("utf-8")
    names = {each.name for kind in get_args(Record) for each in fields(kind)}
    assert sorted(name for name in names if f"`{name}`" not in reference) == []
