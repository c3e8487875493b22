"""The memory file: records come back as they were, damage and merges in any order do no harm."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problem import Place, Severity
from generator.text.normal import text_hash
from generator.translation.memory import (
    DraftRecord,
    GoneRecord,
    Memory,
    Record,
    ReviewRecord,
    SourceRecord,
    SuccessorRecord,
    TextRecord,
    append_records,
    new_records,
    read_memory,
    write_record,
)
from generator.translation.syncing import sync
from tests.text.samples import moderate
from tests.translation.histories import DEEDS, Step, merge_texts, play, start
from tests.translation.newsroom import ENGLISH, Newsroom
from tests.translation.world import World

KEYS = st.sampled_from(["0a1b2c3d", "11112222", "deadbeef", "deadbeef.2"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
RUNS = st.integers(0, 4)
RECORDS: st.SearchStrategy[Record] = st.one_of(
    st.builds(SourceRecord, KEYS, TEXTS),
    st.builds(
        DraftRecord,
        KEYS,
        TEXTS,
        st.booleans(),
        TEXTS,
        st.floats(-9, 0),
        st.floats(-9, 0),
        st.sampled_from(["low", "medium", "high"]),
        st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
        st.lists(TEXTS, max_size=2).map(tuple),
        TEXTS,
        RUNS,
    ),
    st.builds(
        TextRecord,
        st.lists(KEYS, max_size=2, unique=True).map(tuple),
        TEXTS.map(text_hash),
        TEXTS,
        RUNS,
        st.sampled_from(["", "title", "point.1"]),
        KEYS,
        st.booleans(),
        st.booleans(),
    ),
    st.builds(GoneRecord, KEYS, RUNS),
    st.builds(
        ReviewRecord,
        st.tuples(KEYS),
        TEXTS.map(text_hash),
        st.sampled_from(["", "LH"]),
        st.none() | st.dates(),
    ),
    st.builds(SuccessorRecord, KEYS, KEYS),
)


@given(st.lists(RECORDS, max_size=6))
@moderate
def test_records_come_back_as_they_were(records: list[Record]) -> None:
    text = append_records("", records)
    assert text.count("\n") == len(records)
    read = read_memory(text, "memory.jsonl")
    assert read.problems == ()
    assert read.value.records == tuple(dict.fromkeys(records))
    assert read_memory("\ufeff" + text.replace("\n", "\r\n"), "").value == read.value


def test_how_a_record_is_written() -> None:
    assert write_record(TextRecord(("0a1b2c3d",), "11112222", "نص", 3)) == (
        '{"is":"text","keys":["0a1b2c3d"],"digest":"11112222","text":"نص","run":3}'
    )


def test_records_are_added_at_the_end() -> None:
    one, two = SourceRecord("0a1b2c3d", "One"), SuccessorRecord("0a1b2c3d", "11112222")
    text = append_records("", [one])
    assert append_records(text, []) == text
    assert append_records(text, [two]) == text + write_record(two) + "\n"
    assert append_records(text.rstrip("\n"), [two]) == text + write_record(two) + "\n"
    assert list(new_records(Memory((one,)), [one, two, two])) == [two]


DAMAGE = [
    "{",
    "[]",
    "null",
    '"source"',
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> theirs",
    '{"is":"source","key":"0a1b2c3d"}',
    '{"is":"source","key":"0a1b2c3d","text":7}',
    '{"is":"source","key":null,"text":"x"}',
    '{"is":"source","key":"0a1b2c3d","text":"\\ud800"}',
    '{"is":"nothing known","key":"0a1b2c3d"}',
    '{"key":"0a1b2c3d","text":"x"}',
    '{"is":"text","keys":"0a1b2c3d","digest":"11112222"}',
    '{"is":"text","keys":[7],"digest":"11112222"}',
    '{"is":"text","keys":[],"digest":"11112222","run":-1}',
    '{"is":"text","keys":[],"digest":"11112222","run":true}',
    '{"is":"text","keys":[],"digest":"11112222","run":1.5}',
    '{"is":"text","keys":[],"digest":"11112222","stale":"yes"}',
    '{"is":"draft","key":"0a1b2c3d","text":"x","score":NaN}',
    '{"is":"draft","key":"0a1b2c3d","text":"x","worst":-Infinity}',
    '{"is":"draft","key":"0a1b2c3d","text":"x","score":"low"}',
    '{"is":"draft","key":"0a1b2c3d","text":"x","score":1' + "0" * 400 + "}",
    '{"is":"draft","key":"0a1b2c3d","text":"x","doubt":"some"}',
    '{"is":"draft","key":"0a1b2c3d","text":"x","sentences":[["only one"]]}',
    '{"is":"draft","key":"0a1b2c3d","text":"x","sentences":{"a":"b"}}',
    "[" * 100_000,
    '{"is":"source","key":"0a1b2c3d","te',
]


@pytest.mark.parametrize("line", DAMAGE, ids=range(len(DAMAGE)))
def test_a_damaged_line_is_passed_over_with_a_warning(line: str) -> None:
    good = write_record(SourceRecord("11112222", "Fine"))
    read = read_memory(f"{good}\n\n{line}\n{good}\n", "content/x/memory.jsonl")
    assert read.value.records == (SourceRecord("11112222", "Fine"),)
    (problem,) = read.problems
    assert (problem.code, problem.severity) == ("damaged-memory", Severity.WARNING)
    assert problem.place == Place("content/x/memory.jsonl", 3, 1)
    assert "delete the line" in problem.hint


def test_fields_of_a_later_version_are_passed_over() -> None:
    line = '{"is":"source","key":"11112222","text":"Fine","mood":"sunny"}'
    read = read_memory(line, "memory.jsonl")
    assert (read.value.records, read.problems) == ((SourceRecord("11112222", "Fine"),), ())


@given(st.text(max_size=60), st.integers(0, 400))
@moderate
def test_any_damage_leaves_the_english_as_it_is(rubbish: str, place: int) -> None:
    room = Newsroom("A B", "[A reviewed: by:LH] One thing is told\n[B] Another thing is told")
    room.source("A2 B")
    room.sync()
    damaged = room.memory[:place] + rubbish + room.memory[place + len(rubbish) :]
    done = sync(room.as_typed, read_memory(damaged, "memory.jsonl").value)
    assert (done.value.text, done.problems) == (room.text, ())


def answers(memory: Memory) -> object:
    """Everything that a sync asks a memory."""
    contents = ["0a1b2c3d", "11112222", "deadbeef"]
    digests = {each.digest for each in memory.records if isinstance(each, TextRecord)}
    drafts = [memory.draft(key, named=named) for key in contents for named in (False, True)]
    return (
        memory.run,
        drafts,
        memory.drafts,
        [memory.source(key) for key in contents],
        [memory.texts(key) for key in ["", *contents]],
        {digest: memory.text(digest) for digest in digests},
        {(key, digest) for key in contents for digest in digests if memory.was_text(key, digest)},
        {(key, digest) for key in contents for digest in digests if memory.stood(key, digest)},
        {(key, digest): memory.review([key], digest) for key in contents for digest in digests},
        [memory.kin([key]) for key in contents],
        memory.last,
    )


@given(st.lists(RECORDS, max_size=12), st.randoms(use_true_random=False))
@moderate
def test_the_order_of_lines_does_not_matter(records: list[Record], chance: random.Random) -> None:
    shuffled = [*records, *records[:3]]
    chance.shuffle(shuffled)
    one = read_memory(append_records("", records), "").value
    other = read_memory(append_records("", shuffled), "").value
    assert answers(other) == answers(one)


STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(st.integers(0, DEEDS - 1), *[st.integers(0, 31)] * 3), max_size=8
)


@pytest.mark.slow
@given(STEPS, STEPS, STEPS, st.randoms(use_true_random=False))
@moderate
def test_any_interleaving_of_two_branches_gives_the_same_sync(
    trunk: list[Step], left: list[Step], right: list[Step], chance: random.Random
) -> None:
    world = World()
    ours = start(world, [4, 1, 5, 3])
    play(world, ours, [(0, 0, 0, 0), *trunk])
    theirs = ours.copied()
    play(world, ours, left)
    play(world, theirs, right)
    lines = [*ours.memory.splitlines(), *theirs.memory.splitlines()]
    results = []
    for _ in range(3):
        chance.shuffle(lines)
        memory = read_memory("\n".join(lines), "memory.jsonl").value
        for branch in (ours, theirs):
            done = sync(branch.article(), memory)
            records = set(done.value.records)
            results.append((done.value.text, done.value.changes, records, done.problems))
    assert results[2:] == results[:2] * 2


def test_merged_by_git() -> None:
    base, ours, theirs = (Newsroom("A B") for _ in range(3))
    ours.edit(ENGLISH["A"], "They drink from it every day of the week")
    ours.sync()
    theirs.edit(ENGLISH["B"], "It took two years to raise the crossing")
    theirs.sync()
    merged = {
        merge_texts(base.memory, first.memory, second.memory, "union")
        for first, second in ((ours, theirs), (theirs, ours))
    }
    assert len(merged) == 2
    for memory in merged:
        lines = memory.splitlines()
        assert len(lines) == len(set(lines))
        assert all(json.loads(line) for line in lines)
        ours.text = ours.text.replace(ENGLISH["B"], "It took two years to raise the crossing")
        ours.memory = memory
        assert ours.sync() == ()
