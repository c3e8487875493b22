"""Random histories of edits, changes of the Arabic, syncs and merges: nothing lost or misplaced.

After every sync the oracle in `oracle.py` judges, from words that can be traced: no word of a
person is lost, no text stands without a warning beside Arabic it was never right for, no review
speaks of another text, a second sync changes nothing, a refused file stays byte for byte as it was.

Three sizes: a few hundred and a few thousand syncs with the slow tests, and as many
as the environment variable DRAGOMAN_SYNCS says (50000 in a nightly run, five to ten minutes; `-s`
shows the numbers):

    DRAGOMAN_SYNCS=50000 python -m pytest -s tests/translation/test_histories.py -k nightly
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.text.normal import text_hash
from generator.translation.similarity import words_of
from tests.translation.articles import key
from tests.translation.histories import (
    DEEDS,
    WAYS,
    Resolution,
    Step,
    merge,
    play,
    start,
    synchronise,
    told,
)
from tests.translation.oracle import check_synced
from tests.translation.world import SIZES, Branch, Seen, World, content_of, cut

SYNCS = int(os.environ.get("DRAGOMAN_SYNCS", "0"))
"""How many syncs the nightly run is to make at least; 0 for none."""

STEPS: st.SearchStrategy[Step] = st.tuples(
    st.integers(0, DEEDS - 1), st.integers(0, 31), st.integers(0, 31), st.integers(0, 31)
)
BODIES = st.lists(st.integers(0, len(SIZES) - 1), min_size=2, max_size=6)
RESOLUTIONS = st.builds(
    Resolution, st.sampled_from(WAYS[:3]), st.sampled_from(WAYS[:3]), st.sampled_from(WAYS)
)


def steps(fewest: int, most: int) -> st.SearchStrategy[list[Step]]:
    return st.lists(STEPS, min_size=fewest, max_size=most)


def run_histories(examples: int) -> Counter[str]:
    """What happened in so many histories of one branch."""
    tally: Counter[str] = Counter()

    @_often(examples)
    @given(BODIES, steps(10, 40))
    def history(sizes: Sequence[int], edits: Sequence[Step]) -> None:
        world = World()
        branch = start(world, sizes)
        with _Telling(world, branch):
            play(world, branch, edits)
            synchronise(world, branch)
        tally.update(world.tally)

    history()
    return tally


def run_merges(examples: int) -> Counter[str]:
    """What happened in so many histories of two branches that git merges."""
    tally: Counter[str] = Counter()

    @_often(examples)
    @given(BODIES, steps(5, 25), steps(2, 12), steps(2, 12), RESOLUTIONS, steps(1, 10))
    def history(
        sizes: Sequence[int],
        trunk: Sequence[Step],
        left: Sequence[Step],
        right: Sequence[Step],
        how: Resolution,
        after: Sequence[Step],
    ) -> None:
        world = World()
        ours = start(world, sizes)
        with _Telling(world, ours):
            play(world, ours, trunk)
        base, theirs = ours.copied(), ours.copied()
        with _Telling(world, ours):
            play(world, ours, left)
        with _Telling(world, theirs):
            play(world, theirs, right)
        merged = merge(world, base, ours, theirs, how)
        with _Telling(world, merged):
            before = world.tally.copy()
            synchronise(world, merged, 2)
            tally.update(f"just merged, {each}" for each in world.tally - before if ": " in each)
            play(world, merged, after)
            synchronise(world, merged)
        tally.update(world.tally)

    history()
    return tally


def _often(examples: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    return settings(max_examples=examples, suppress_health_check=list(HealthCheck))


class _Telling:
    """Adds the story and the files to whatever fails within."""

    def __init__(self, world: World, branch: Branch) -> None:
        self.world = world
        self.branch = branch

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, Exception):
            error.add_note(told(self.world, self.branch))


RIVER, BRIDGE = "مررون مسسون مششون مصصون مضضون", "محححون مخخخون مدددون مذذذون"
TEXT, OTHER = "p1w1 p1w2 the p1w3 p1w4 p1w5", "p2w1 p2w2 of p2w3 p2w4 p2w5"
"""Pieces 1 and 2, the first right for the first paragraph, the second for the second."""


def judged(before: str, after: str, *, is_seen: bool = True) -> str:
    """What the oracle says of a sync that made one file of another; nothing if all is well."""
    world = World(right={"p1": {key(RIVER)}, "p2": {key(BRIDGE)}, "d3": {key(RIVER)}})
    world.drafts[words_of("d3w1 d3w2 d3w3")] = text_hash("d3w1 d3w2 d3w3")
    branch = Branch([RIVER, BRIDGE], {})
    if is_seen:
        branch.seen = frozenset(
            {
                Seen(frozenset({key(RIVER)}), words_of(TEXT), 1),
                Seen(frozenset({key(BRIDGE)}), words_of(OTHER), 1),
            }
        )
        branch.present = (key(RIVER), key(BRIDGE))
    keys = {"R": key(RIVER), "B": key(BRIDGE), "M": text_hash("d3w1 d3w2 d3w3")}
    keys |= {"T": text_hash(TEXT)}
    try:
        check_synced(world, branch, before.format_map(keys), after.format_map(keys))
    except AssertionError as error:
        return str(error.args[0][0])
    return ""


GOOD = f"<!-- ar:{{R}} -->\n{TEXT}\n\n<!-- ar:{{B}} -->\n{OTHER}\n"
DRAFT = f"<!-- ar:{{R}} mt:{{M}} -->\nd3w1 d3w2 d3w3\n\n<!-- ar:{{B}} -->\n{OTHER}\n"
EMPTIED = f"<!-- ar:{{R}} -->\n\n<!-- ar:{{B}} -->\n{OTHER}\n"
JUDGED = [
    # before, after, what the oracle says
    (GOOD, GOOD, ""),
    (DRAFT, EMPTIED, ""),
    (GOOD, GOOD.replace("p1w3", ""), "words lost"),
    (GOOD, GOOD.replace("p1w3", "p1w4"), "words lost"),
    (GOOD, GOOD.replace("the", "a"), "changed or moved"),
    (GOOD, GOOD.replace("\n\n", "\n\n\n"), "changed or moved"),
    (GOOD, GOOD.replace(TEXT, "X").replace(OTHER, TEXT).replace("X", OTHER), "changed or moved"),
    (GOOD, GOOD.replace("ar:{B}", "ar:deadbeef"), "blocks"),
    (GOOD, GOOD + "<!-- ar:{R} -->\n", "the result has errors"),
    (GOOD, GOOD + "<!-- ar:{R}.2 -->\n", "blocks"),
    (
        GOOD.replace("{R}", "0").replace("{B}", "{R}").replace("ar:0", "ar:{B}"),
        GOOD.replace("{R}", "0").replace("{B}", "{R}").replace("ar:0", "ar:{B}"),
        "a text under the wrong marker",
    ),
    (GOOD, GOOD.replace("{R}", "{R} reviewed:{T}"), "nobody reviewed this"),
    (GOOD, GOOD.replace("{B}", "{B} reviewed:{T}"), "a review of another text"),
    (GOOD.replace("{R}", "{R} reviewed"), GOOD.replace("{R}", "{R} reviewed:{T}"), ""),
    (GOOD.replace("{R}", "{R} was:{B} stale"), GOOD, "beside other Arabic"),
    (GOOD.replace("{R}", "deadbeef was:{R} stale"), GOOD, ""),
    (GOOD.replace("{R}", "deadbeef"), GOOD, "beside other Arabic"),
    (GOOD.replace("{R}", "{R} was:{B} stale"), GOOD.replace("{R}", "{R} was:{B} stale"),
     "a text under the wrong marker"),
    (
        GOOD.replace(f"{OTHER}\n", f"{OTHER}\n{TEXT}\n").replace(f"-->\n{TEXT}\n\n<", "-->\n\n<"),
        GOOD.replace(f"{OTHER}\n", f"{OTHER}\n{TEXT}\n").replace(f"-->\n{TEXT}\n\n<", "-->\n\n<"),
        "a text within another",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), JUDGED)
def test_the_oracle_sees_what_is_wrong(before: str, after: str, said: str) -> None:
    assert judged(before, after) == said


def test_the_oracle_asks_nothing_that_nobody_could_know() -> None:
    swapped = GOOD.replace(TEXT, "X").replace(OTHER, TEXT).replace("X", OTHER)
    assert judged(swapped, swapped) == "a text under the wrong marker"
    assert judged(swapped, swapped, is_seen=False) == ""


def test_what_people_see_of_a_file() -> None:
    text = "\ufeff<!-- note -->\r\n" + GOOD.replace("\n", "\r\n").format(R="0a", B="0b.2")
    head, one, two = cut(text)
    assert head.body == "\ufeff<!-- note -->\r\n"
    assert (one.keys, one.prose, content_of(two.keys[0])) == (["0a"], TEXT, "0b")
    assert "".join(chunk.marker + chunk.body for chunk in (head, one, two)) == text


@pytest.mark.slow
def test_histories() -> None:
    tally = run_histories(40)
    assert tally["syncs"] >= 150


@pytest.mark.slow
def test_merges() -> None:
    tally = run_merges(15)
    assert tally["syncs"] >= 80
    assert tally["merges"] >= 10


@pytest.mark.slow
def test_long_histories() -> None:
    tally = run_histories(220) + run_merges(90)
    assert tally["syncs"] >= 2000
    assert _share(tally) < 0.05, tally


@pytest.mark.slow
@pytest.mark.skipif(not SYNCS, reason="DRAGOMAN_SYNCS says how many syncs")
def test_nightly_histories() -> None:
    tally: Counter[str] = Counter()
    while tally["syncs"] < SYNCS:
        tally += run_histories(1000) + run_merges(500)
    print("\n" + "\n".join(f"{number:8} {what}" for what, number in sorted(tally.items())))
    assert _share(tally) < 0.05


def _share(tally: Counter[str]) -> float:
    """Share of syncs that refused a text for standing where it belongs."""
    return (
        sum(number for what, number in tally.items() if what.startswith("false")) / tally["syncs"]
    )
