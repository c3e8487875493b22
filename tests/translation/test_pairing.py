"""Source and translation side by side, in both orders of telling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.explainer import Translated
from generator.model.segment import State
from generator.translation.pairing import pair, settle_names, unclaimed
from generator.translation.reading import read_target
from tests.text.samples import few, moderate, prose
from tests.translation.articles import WORDS, Case, article, cases, key, paired, read

ONE, TWO, THREE = key("واحد"), key("اثنان"), key("ثلاثة")
COUNT = article("واحد", "اثنان", "ثلاثة")


def in_source_order(translated: Translated) -> list[tuple[str, str, str]]:
    """(Arabic, English, state) of each segment."""
    return [
        ("+".join(each.text for each in segment.sources), segment.target, segment.state.value)
        for segment in translated.segments
    ]


def in_target_order(translated: Translated) -> list[str]:
    return [translated.segments[index].target for index in translated.target_order]


def test_side_by_side() -> None:
    found = paired(
        COUNT, f"<!-- ar:{ONE} -->\nOne\n<!-- ar:{TWO} -->\nTwo\n<!-- ar:{THREE} -->\nThree"
    )
    assert in_source_order(found) == [
        ("واحد", "One", "edited"),
        ("اثنان", "Two", "edited"),
        ("ثلاثة", "Three", "edited"),
    ]
    assert found.target_order == (0, 1, 2)
    assert [segment.line for segment in found.segments] == [1, 3, 5]


def test_nothing_translated() -> None:
    found = pair(COUNT, read(""))
    assert in_source_order(found) == [(each, "", "missing") for each in ("واحد", "اثنان", "ثلاثة")]
    assert found.target_order == (0, 1, 2)
    assert [segment.line for segment in found.segments] == [0, 0, 0]
    assert [segment.marker for segment in found.segments] == [None, None, None]


def test_moved_blocks_keep_their_own_order_in_each_language() -> None:
    found = paired(
        COUNT, f"<!-- ar:{THREE} -->\nThree\n<!-- ar:{ONE} -->\nOne\n<!-- ar:{TWO} -->\nTwo"
    )
    assert [each[1] for each in in_source_order(found)] == ["One", "Two", "Three"]
    assert in_target_order(found) == ["Three", "One", "Two"]


def test_a_missing_block_stands_behind_its_predecessor() -> None:
    found = paired(COUNT, f"<!-- ar:{THREE} -->\nThree\n<!-- ar:{ONE} -->\nOne")
    assert [each[2] for each in in_source_order(found)] == ["edited", "missing", "edited"]
    assert in_target_order(found) == ["Three", "One", ""]


def test_own_passages_follow_their_block_and_move_with_it() -> None:
    text = (
        f"<!-- own -->\nFirst\n<!-- ar:{TWO} -->\nTwo\n<!-- own -->\nMine\n<!-- ar:{ONE} -->\nOne"
    )
    found = paired(COUNT, text)
    assert in_source_order(found) == [
        ("", "First", "own"),
        ("واحد", "One", "edited"),
        ("اثنان", "Two", "edited"),
        ("", "Mine", "own"),
        ("ثلاثة", "", "missing"),
    ]
    assert in_target_order(found) == ["First", "Two", "Mine", "", "One"]


def test_merged_blocks() -> None:
    found = paired(COUNT, f"<!-- ar:{ONE}+{TWO} -->\nBoth\n<!-- ar:{THREE} -->\nThree")
    assert in_source_order(found) == [
        ("واحد+اثنان", "Both", "edited"),
        ("ثلاثة", "Three", "edited"),
    ]


@pytest.mark.parametrize("keys", [f"{THREE}+{ONE}", f"{ONE}+{THREE}"])
@pytest.mark.parametrize("words", ["", " reviewed", " was:deadbeef stale"])
def test_merged_blocks_that_no_longer_stand_together(keys: str, words: str) -> None:
    found = paired(COUNT, f"<!-- ar:{keys}{words} -->\nBoth\n<!-- ar:{TWO} -->\nTwo")
    assert in_source_order(found) == [
        ("", "Both", "unsynced"),
        ("واحد", "", "missing"),
        ("اثنان", "Two", "edited"),
        ("ثلاثة", "", "missing"),
    ]


def test_merged_blocks_stand_together_in_any_order() -> None:
    found = paired(COUNT, f"<!-- ar:{TWO}+{THREE}+{ONE} -->\nAll")
    assert in_source_order(found) == [("واحد+اثنان+ثلاثة", "All", "edited")]


def test_merged_block_that_lost_a_part() -> None:
    found = paired(COUNT, f"<!-- ar:{ONE}+deadbeef -->\nBoth\n<!-- ar:{TWO} -->\nTwo")
    assert in_source_order(found)[0] == ("واحد", "Both", "unsynced")


def test_omitted_blocks_are_covered() -> None:
    found = paired(COUNT, f"<!-- ar:{ONE} -->\nOne\n<!-- ar:{TWO} omit -->\n")
    assert [each[2] for each in in_source_order(found)] == ["edited", "omit", "missing"]


def test_omitted_blocks_that_no_longer_stand_together_are_omitted_each() -> None:
    found = paired(COUNT, f"<!-- ar:{THREE}+{ONE} omit -->\n\n<!-- ar:{TWO} -->\nTwo")
    assert in_source_order(found) == [
        ("واحد", "", "omit"),
        ("اثنان", "Two", "edited"),
        ("ثلاثة", "", "omit"),
    ]


def test_an_orphan_covers_nothing() -> None:
    found = paired(COUNT, f"<!-- ar:{ONE} orphan -->\nOld\n<!-- ar:{TWO} -->\nTwo")
    assert in_source_order(found) == [
        ("", "Old", "orphan"),
        ("واحد", "", "missing"),
        ("اثنان", "Two", "edited"),
        ("ثلاثة", "", "missing"),
    ]


def test_twins_are_told_apart() -> None:
    source = article("ماء", "واحد", "ماء")
    water = key("ماء")
    found = paired(source, f"<!-- ar:{water}.2 -->\nSecond\n<!-- ar:{ONE} -->\nOne")
    assert in_source_order(found) == [
        ("ماء", "", "missing"),
        ("واحد", "One", "edited"),
        ("ماء", "Second", "edited"),
    ]


def test_a_lone_text_between_settled_neighbours_is_shown_beside_the_new_source() -> None:
    text = f"<!-- ar:{ONE} -->\nOne\n<!-- ar:deadbeef -->\nOld\n<!-- ar:{THREE} -->\nThree"
    assert in_source_order(paired(COUNT, text))[1] == ("اثنان", "Old", "unsynced")


@pytest.mark.parametrize(
    "text",
    [
        # two unsynced texts for one place
        f"<!-- ar:{ONE} -->\nOne\n<!-- ar:deadbeef -->\nOld\n<!-- ar:deadbee0 -->\nOlder\n"
        f"<!-- ar:{THREE} -->\nThree",
        # one text, two new source blocks
        f"<!-- ar:{ONE} -->\nOne\n<!-- ar:deadbeef -->\nOld",
        # neighbours out of order
        f"<!-- ar:{THREE} -->\nThree\n<!-- ar:deadbeef -->\nOld\n<!-- ar:{ONE} -->\nOne",
        # an own passage in between
        f"<!-- ar:{ONE} -->\nOne\n<!-- own -->\nMine\n<!-- ar:deadbeef -->\nOld\n"
        f"<!-- ar:{THREE} -->\nThree",
    ],
)
def test_else_an_unsynced_text_stands_alone(text: str) -> None:
    found = [each for each in in_source_order(paired(COUNT, text)) if each[1].startswith("Old")]
    assert found
    assert {each[0] for each in found} == {""}
    assert {each[2] for each in found} == {"unsynced"}


def test_a_text_next_to_a_block_moved_away_is_not_given_a_source_by_guess() -> None:
    source = article("واحد", "اثنان", "ثلاثة", "أربعة")
    found = paired(
        source,
        f"<!-- ar:{TWO} -->\nTwo\n<!-- ar:{ONE} -->\nOne\n<!-- ar:deadbeef -->\nOld\n"
        f"<!-- ar:{key('أربعة')} -->\nFour",
    )
    assert ("", "Old", "unsynced") in in_source_order(found)
    assert ("ثلاثة", "", "missing") in in_source_order(found)


def test_strings_are_paired_by_name() -> None:
    source = article(strings=[("title", "عنوان"), ("summary", "ملخص"), ("point.1", "نقطة")])
    text = (
        f"<!-- summary ar:{key('قديم')} -->\nSummary\n<!-- title ar:{key('عنوان')} -->\nTitle\n"
        f"<!-- point.1 ar:{key('نقطة')} orphan -->\nPoint\n<!-- point.9 ar:{key('x')} -->\nGone\n"
    )
    found = paired(source, text)
    assert {name: (each.target, each.state) for name, each in found.strings.items()} == {
        "title": ("Title", State.EDITED),
        "summary": ("Summary", State.UNSYNCED),
        "point.1": ("", State.MISSING),
    }
    assert found.segments == ()
    assert [block.marker.name for block in unclaimed(source, read(text))] == ["point.9"]


def english(named: Sequence[tuple[str, str, str]]) -> str:
    """A translation file of (name, Arabic it was made from, English)."""
    return "".join(f"<!-- {name} ar:{key(arabic)} -->\n{text}\n\n" for name, arabic, text in named)


POINTS = english(
    [("point.1", "ماء", "Water"), ("point.2", "نهر", "River"), ("point.3", "جسر", "Bridge")]
)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("ماء نهر جسر", ["Water edited", "River edited", "Bridge edited"]),
        # put in
        ("بحر ماء نهر جسر", [" missing", "Water edited", "River edited", "Bridge edited"]),
        ("ماء بحر نهر جسر", ["Water edited", " missing", "River edited", "Bridge edited"]),
        ("ماء نهر جسر بحر", ["Water edited", "River edited", "Bridge edited", " missing"]),
        # taken out
        ("نهر جسر", ["River edited", "Bridge edited"]),
        ("ماء جسر", ["Water edited", "Bridge edited"]),
        ("جسر", ["Bridge edited"]),
        # moved
        ("جسر ماء نهر", ["Bridge edited", "Water edited", "River edited"]),
        ("نهر ماء جسر", ["River edited", "Water edited", "Bridge edited"]),
        # one reworded: it keeps its number, and says that the Arabic has changed
        ("ماء بحر جسر", ["Water edited", "River unsynced", "Bridge edited"]),
        # one reworded, another put in before it
        ("حرب ماء بحر جسر", [" missing", "Water edited", "River unsynced", "Bridge edited"]),
        # twice the same words
        ("ماء ماء نهر", ["Water edited", "Bridge unsynced", "River edited"]),
    ],
)
def test_key_points_keep_their_english(points: str, expected: list[str]) -> None:
    strings = [(f"point.{number}", text) for number, text in enumerate(points.split(), 1)]
    found = paired(article(strings=strings), POINTS).strings
    assert [f"{each.target} {each.state.value}" for each in found.values()] == expected


def test_the_english_of_a_key_point_taken_out_belongs_to_nothing() -> None:
    source = article(strings=[("point.1", "نهر"), ("point.2", "جسر")])
    assert [block.text for block in unclaimed(source, read(POINTS))] == ["Water"]
    assert [block.marker.name for block in settle_names(source.strings, read(POINTS).blocks)] == [
        "point.3", "point.1", "point.2",
    ]  # fmt: skip


def test_a_correction_of_the_same_day_put_in_before_another() -> None:
    text = english([("correction.2026-10-05", "ماء", "Water"), ("title", "نهر", "River")])
    source = article(
        strings=[
            ("title", "نهر"),
            ("correction.2026-10-05", "جسر"),
            ("correction.2026-10-05.2", "ماء"),
        ]
    )
    found = paired(source, text).strings
    assert {name: (each.target, each.state) for name, each in found.items()} == {
        "title": ("River", State.EDITED),
        "correction.2026-10-05": ("", State.MISSING),
        "correction.2026-10-05.2": ("Water", State.EDITED),
    }


def test_families_and_other_strings_never_mix() -> None:
    text = english([("point.1", "ماء", "Water"), ("timeline.a.text", "نهر", "River")])
    source = article(
        strings=[("correction.2026-10-05", "ماء"), ("timeline.b.text", "نهر"), ("summary", "ماء")]
    )
    assert {each.state for each in paired(source, text).strings.values()} == {State.MISSING}


@given(
    st.lists(st.sampled_from(WORDS), unique=True),
    st.lists(st.sampled_from(WORDS), unique=True),
)
@few
def test_no_key_point_is_silently_beside_another_source(before: list[str], now: list[str]) -> None:
    text = english([(f"point.{n}", each, f"English of {each}") for n, each in enumerate(before)])
    source = article(strings=[(f"point.{n}", each) for n, each in enumerate(now)])
    found = paired(source, text).strings
    for segment in found.values():
        words = segment.sources[0].text
        if words in before:
            assert (segment.target, segment.state) == (f"English of {words}", State.EDITED)
        else:
            assert segment.state in (State.MISSING, State.UNSYNCED)
    names = [block.marker.name for block in settle_names(source.strings, read(text).blocks)]
    assert len(names) == len(set(names))


@given(cases())
@moderate
def test_every_source_block_appears_exactly_once(case: Case) -> None:
    found = paired(case.article, case.text)
    shown = Counter(block.key for segment in found.segments for block in segment.sources)
    assert shown == Counter(block.key for block in case.article.blocks)
    assert set(found.strings) == {each.name for each in case.article.strings}


@given(cases())
@moderate
def test_every_text_appears_exactly_once_and_in_its_order(case: Case) -> None:
    found = paired(case.article, case.text)
    assert sorted(found.target_order) == list(range(len(found.segments)))
    written = [
        block.text for block in read(case.text).blocks if block.text and not block.marker.name
    ]
    told = [found.segments[index] for index in found.target_order]
    assert [segment.target for segment in told if segment.target] == written


@given(cases())
@moderate
def test_the_original_is_told_in_its_own_order(case: Case) -> None:
    found = paired(case.article, case.text)
    position = {block.key: index for index, block in enumerate(case.article.blocks)}
    firsts = [position[each.sources[0].key] for each in found.segments if each.sources]
    assert firsts == sorted(firsts)
    for segment in found.segments:
        inside = [position[block.key] for block in segment.sources]
        assert inside == sorted(inside)


@given(cases())
@moderate
def test_no_text_is_silently_beside_another_source(case: Case) -> None:
    keys = {block.marker.line: block.marker.keys for block in read(case.text).blocks}
    for segment in paired(case.article, case.text).segments:
        if segment.target and segment.state not in (State.UNSYNCED, State.STALE):
            assert set(keys[segment.line]) == {each.key for each in segment.sources} or (
                segment.state is State.ORPHAN
            )


@given(cases(), prose)
@moderate
def test_files_with_faults_can_be_paired_too(case: Case, text: str) -> None:
    pair(case.article, read_target(case.text + text + case.text, "f.md").value)
