"""The cases that break naive versions, and every fault that random histories have brought to light.

The first twelve groups are the known traps of formats like this one, each with its number.
"""

from __future__ import annotations

import pytest

from generator.model.segment import State
from generator.text.normal import text_hash
from generator.translation.memory import TextRecord, append_records
from generator.translation.syncing import sync
from tests.translation.histories import merge_texts
from tests.translation.newsroom import ENGLISH, Newsroom, key, written

ONE = "Rowers carried the first stones across before sunrise"
TWO = "Nobody in the market could say what the repairs had cost"
THREE = "Children now walk to school along the upper road"
NEW = "Something quite different was put there instead"


def room_of_three() -> Newsroom:
    return Newsroom("A B C", f"[A] {ONE}\n[B] {TWO}\n[C] {THREE}")


# 1. A marker is deleted in the edit in which its Arabic changed


@pytest.mark.parametrize("now", ["A B2 C", "A N C", "A C", "B2 A C", "A2 B2 C"])
def test_1_marker_deleted_while_its_arabic_changed(now: str) -> None:
    room = room_of_three()
    room.lose_marker("B")
    room.source(now)
    assert room.codes == ["lost-marker"]


@pytest.mark.parametrize("now", ["A B2 C", "A N C", "A C", "A2 B2 C"])
def test_1_and_its_text_was_edited(now: str) -> None:
    room = room_of_three()
    room.lose_marker("B")
    room.edit("had cost", "cost in the end")
    room.source(now)
    assert room.codes == ["swallowed-text"]


@pytest.mark.parametrize("now", ["A B2 C", "A N C", "A C", "A2 B2 C"])
def test_1_and_its_text_was_written_anew(now: str) -> None:
    room = room_of_three()
    room.lose_marker("B")
    room.edit(TWO, NEW)
    room.source(now)
    assert room.codes == ["grown-text"]


# 2. Texts are swapped without their markers


@pytest.mark.parametrize("now", ["A B C", "A2 B C", "A2 B2 C", "B A C"])
def test_2_swapped_texts(now: str) -> None:
    room = room_of_three()
    room.swap(ONE, TWO)
    room.source(now)
    assert room.codes == ["moved-text", "moved-text"]


def test_2_swapped_in_a_ring() -> None:
    room = room_of_three()
    room.swap(ONE, TWO)
    room.swap(TWO, THREE)
    assert room.codes == ["moved-text"] * 3


def test_2_swapped_with_an_orphan() -> None:
    room = room_of_three()
    room.source("B C")
    room.sync()
    room.swap(ONE, TWO)
    assert room.codes == ["moved-text", "moved-text"]


def test_2_swapped_with_an_orphan_whose_arabic_is_back() -> None:
    room = room_of_three()
    room.source("B C")
    room.sync()
    room.swap(ONE, TWO)
    room.source("A B C")
    assert room.codes == ["moved-text", "moved-text"]


def test_2_swapped_with_a_stale_text() -> None:
    room = room_of_three()
    room.source("A2 B C")
    room.sync()
    room.swap(ONE, TWO)
    assert room.codes == ["moved-text", "moved-text"]


def test_2_swapped_with_a_passage_of_its_own() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[own] {TWO}\n[B] {THREE}")
    room.swap(ONE, TWO)
    assert room.codes == ["moved-text", "moved-text"]


def test_2_swapped_after_small_edits() -> None:
    room = room_of_three()
    room.swap(ONE, TWO)
    room.edit("before sunrise", "before daybreak, singing")
    room.edit("could say what", "knew what")
    room.source("A B2 C")
    assert room.codes == ["moved-text", "moved-text"]


def test_2_drafts_are_swapped() -> None:
    room = Newsroom("A B C", title="D")
    room.swap(ENGLISH["A"], ENGLISH["D"])
    assert room.codes == ["moved-text", "moved-text"]


# 3. A block is copied, and one copy's marker deleted


@pytest.mark.parametrize("symbol", ["B", "S"])
@pytest.mark.parametrize("keeps", ["first", "second"])
def test_3_copied_and_one_marker_deleted(symbol: str, keeps: str) -> None:
    room = Newsroom(f"A {symbol} C D")
    text = ENGLISH[symbol]
    block = f"{room.marker(symbol)}\n{text}\n\n"
    if keeps == "first":
        room.edit(f"{ENGLISH['C']}\n", f"{ENGLISH['C']}\n\n{text}\n")
    else:
        room.edit(block, f"{text}\n\n")
        room.edit(f"{ENGLISH['C']}\n\n", f"{ENGLISH['C']}\n\n{block}")
    assert room.codes == ["swallowed-text"]


def test_3_copied_with_both_markers() -> None:
    room = room_of_three()
    room.text += f"\n{room.marker('B')}\n{TWO}\n"
    assert room.codes == ["duplicate-block"]


def test_3_copied_edited_and_one_marker_deleted() -> None:
    room = room_of_three()
    room.edit(THREE, f"{THREE}\n\n{TWO.replace('market', 'harbour')}")
    assert room.codes == ["swallowed-text"]


# 4. An orphan whose Arabic comes back


def test_4_an_orphan_is_revived_before_anything_else_takes_its_arabic() -> None:
    room = Newsroom("A A2 B", f"[A] {ONE}\n[A2] {TWO}\n[B] {THREE}")
    room.source("A2 B")
    room.sync()
    assert room.text == written(f"[A orphan] {ONE}\n[A2] {TWO}\n[B] {THREE}")
    room.source("A B")
    room.sync()
    assert room.text == written(f"[A] {ONE}\n[A2 orphan] {TWO}\n[B] {THREE}")


def test_4_two_orphans_of_one_key() -> None:
    room = Newsroom("B", f"[A orphan] {ONE}\n[A orphan] {TWO}\n[B] {THREE}")
    room.source("A B")
    room.sync()
    assert room.text == written(f"[A] {ONE}\n[A orphan] {TWO}\n[B] {THREE}")
    room.source("A B A")
    room.sync()
    assert [state for _, state in room.states] == [State.EDITED] * 3


def test_4_an_orphan_regains_its_review() -> None:
    room = Newsroom("A B", f"[A reviewed: by:LH] {ONE}\n[B] {TWO}")
    room.source("B")
    room.sync()
    room.source("A B")
    room.sync()
    assert room.text == written(f"[A reviewed: by:LH] {ONE}\n[B] {TWO}")


# 5. A stale text becomes an orphan


@pytest.mark.parametrize("back", ["A", "A2", "A3"])
def test_5_a_stale_text_that_became_an_orphan(back: str) -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.sync()
    room.source("B")
    room.sync()
    assert room.text == written(f"[A orphan] {ONE}\n[B] {TWO}")
    room.source(f"{back} B")
    room.sync()
    expected = "[A]" if back == "A" else f"[{back} was:A stale]"
    assert room.text == written(f"{expected} {ONE}\n[B] {TWO}")


# 6. The Arabic comes back while a text is stale


def test_6_the_review_comes_back_with_the_arabic() -> None:
    room = Newsroom("A B", f"[A reviewed: by:LH] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.sync()
    assert room.text == written(f"[A2 was:A stale] {ONE}\n[B] {TWO}")
    room.source("A3 B")
    room.sync()
    room.source("A B")
    room.sync()
    assert room.text == written(f"[A reviewed: by:LH] {ONE}\n[B] {TWO}")


def test_6_only_for_the_same_text() -> None:
    room = Newsroom("A B", f"[A reviewed: by:LH] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.sync()
    room.edit("sunrise", "daybreak")
    room.source("A B")
    room.sync()
    assert room.text == written(f"[A] {ONE.replace('sunrise', 'daybreak')}\n[B] {TWO}")


def test_6_only_if_it_was_reviewed_for_this_arabic() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.sync()
    room.erase("A2", f"was:{key('A')} stale")
    room.type("A2", "reviewed by:LH")
    room.sync()
    room.source("A B")
    room.sync()
    room.source("A2 B")
    room.sync()
    assert room.states[0] == (ONE, State.REVIEWED)
    room.source("A B")
    room.sync()
    assert room.states[0] == (ONE, State.STALE)


# 7. Identical paragraphs: see also the table of twins in test_sync.py


def test_7_a_repeated_heading_does_not_take_its_twins_edit() -> None:
    room = Newsroom("C S A", f"[C] {THREE}\n[S] How it began\n[A] {ONE}")
    room.draft("S", "D")
    room.source("S D C S A")
    room.sync()
    assert room.text == written(
        f"[S mt] {ENGLISH['S']}\n[D mt] {ENGLISH['D']}\n[C] {THREE}\n[S.2] How it began\n[A] {ONE}"
    )
    room.source("C S A")
    room.sync()
    assert room.text == written(f"[C] {THREE}\n[S] How it began\n[A] {ONE}")


def test_7_twins_swapped_are_right_all_the_same() -> None:
    room = Newsroom("A B A", f"[A] {ONE}\n[B] {TWO}\n[A.2] {THREE}")
    room.swap(ONE, THREE)
    assert room.sync() == ()


def test_7_a_joined_twin() -> None:
    room = Newsroom("S A S B", f"[S+A] {ONE}\n[S.2+B] {TWO}")
    room.source("S B")
    room.sync()
    assert room.text == written(f"[S+A orphan] {ONE}\n[S+B] {TWO}") or room.text == written(
        f"[S was:S+A stale] {ONE}\n[B was:S.2+B stale] {TWO}"
    )


# 8. The whole history counts


def test_8_a_text_dropped_long_ago_stands_elsewhere() -> None:
    room = room_of_three()
    room.edit(f"{room.marker('B')}\n{TWO}\n\n", "")
    room.source("A C")
    room.sync()
    room.source("A2 C")
    room.sync()
    room.edit(THREE, TWO)
    assert room.codes == ["moved-text"]


def test_8_one_branch_drops_a_block_and_the_other_moves_its_text() -> None:
    base = room_of_three()
    ours, theirs = room_of_three(), room_of_three()
    ours.edit(f"{ours.marker('B')}\n{TWO}\n\n", "")
    ours.source("A C")
    ours.sync()
    theirs.edit(f"{TWO}\n", "")
    theirs.edit(THREE, f"{THREE}\n\n{TWO}")
    merged = room_of_three()
    merged.source("A C")
    merged.text = merge_texts(base.text, ours.text, theirs.text, "ours")
    merged.memory = merge_texts(base.memory, ours.memory, theirs.memory, "union")
    assert TWO in merged.text
    assert merged.codes == ["swallowed-text"]


# 9. Pairing runs before the checks of lost markers


@pytest.mark.parametrize("way", ["ours", "theirs"])
def test_9_a_conflict_resolved_for_one_side(way: str) -> None:
    base = room_of_three()
    ours, theirs = room_of_three(), room_of_three()
    ours.source("A B2 C")
    ours.sync()
    ours.edit(TWO, f"{TWO}, as so often in those days")
    ours.sync()
    theirs.source("A2 B C")
    theirs.edit(TWO, f"{TWO}, even now, and still they ask")
    theirs.sync()
    merged = room_of_three()
    merged.source("A2 B2 C")
    merged.text = merge_texts(base.text, ours.text, theirs.text, way)
    merged.memory = merge_texts(base.memory, ours.memory, theirs.memory, "union")
    merged.sync()
    assert [state for _, state in merged.states][1:] == [State.STALE, State.EDITED]


# 10. A split is whitespace


def test_10_a_split_ends_a_review() -> None:
    room = Newsroom("A", f"[A reviewed:] {ONE}")
    room.edit("stones across", "stones\n\nacross")
    assert [change.what for change in room.sync()] == ["edited"]


def test_10_line_breaks_do_not() -> None:
    room = Newsroom("A", f"[A reviewed:] {ONE}")
    room.edit("stones across", "stones\n  across ")
    assert room.sync() == ()


def test_10_a_split_in_the_arabic_is_a_change() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A S B")
    room.sync()
    assert room.states == [(ONE, State.EDITED), ("", State.MISSING), (TWO, State.EDITED)]


# 11. Line endings, byte order marks, `own`


@pytest.mark.parametrize("ending", ["\r\n", "\r\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_11_broken_line_endings_are_no_change(ending: str, mark: str) -> None:
    room = Newsroom("A B", f"[A mt] {ENGLISH['A']}\n[own reviewed:] {ONE}\n[B reviewed:] {TWO}")
    states = room.states
    room.text = before = mark + room.text.replace("\n", f"  {ending}")
    assert room.sync() == ()
    assert (room.text, room.states) == (before, states)


def test_11_own_is_no_name() -> None:
    room = Newsroom("A", f"[own] {ONE}\n[A] {TWO}")
    room.text = f"<!-- own ar:{key('A')} -->\n{ONE}\n"
    assert room.codes == ["damaged-marker"]


def test_11_own_passages_are_told_apart_by_their_texts() -> None:
    room = Newsroom("A B", f"[own] {ONE}\n[A]\n[own] {TWO}\n[B]\n[own] {THREE}")
    room.swap(ONE, THREE)
    assert room.sync() == ()
    room.edit("<!-- own -->\n" + TWO, TWO)
    assert room.codes == ["lost-marker"]


def test_11_own_passages_of_one_text() -> None:
    room = Newsroom("A", f"[own] {ONE}\n[A]\n[own] {ONE}")
    room.edit(f"{room.marker('A')}\n", f"{room.marker('A')}\n{TWO}\n")
    room.sync()


def test_11_an_own_passage_written_anew_has_not_lost_its_marker() -> None:
    room = Newsroom("A", f"[A]\n[own] {ONE}")
    room.edit(ONE, NEW)
    room.edit(f"{room.marker('A')}\n", f"{room.marker('A')}\n{TWO}\n")
    room.sync()
    assert room.text == written(f"[A] {TWO}\n[own] {NEW}")


def test_11_a_byte_order_mark_moved_with_its_block() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.text = f"{room.marker('B')}\n{TWO}\n\n\ufeff{room.marker('A')}\n{ONE}\n"
    assert room.sync() == ()
    assert room.states == [(ONE, State.EDITED), (TWO, State.EDITED)]
    room = Newsroom("A", f"[A] {ONE}\n[own] {TWO}")
    room.edit("<!-- own -->", "\ufeff<!-- own -->")
    assert room.sync() == ()


# 12. Blocks of one or two words


@pytest.mark.parametrize(("one", "two"), [("S", "T"), ("T", "U"), ("S", "U")])
def test_12_short_texts_swapped(one: str, two: str) -> None:
    room = Newsroom(f"{one} A {two} B")
    room.swap(ENGLISH[one], ENGLISH[two])
    assert room.codes == ["moved-text", "moved-text"]


@pytest.mark.parametrize("symbol", ["S", "T", "U"])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_12_the_marker_of_a_short_text_is_deleted(symbol: str, gap: str) -> None:
    room = Newsroom(f"A {symbol} B")
    room.edit(f"\n\n{room.marker(symbol)}\n", gap)
    assert room.codes == ["lost-marker"]


def test_12_a_short_heading_written_anew_and_its_marker_deleted() -> None:
    room = Newsroom("A S B")
    room.lose_marker("S")
    room.edit(ENGLISH["S"], "Before the war")
    assert room.codes == ["grown-text"]


def test_12_a_short_arabic_changed_and_moved_is_not_guessed() -> None:
    room = Newsroom("A S B T C", f"[A] {ONE}\n[S] How\n[B] {TWO}\n[T] Why\n[C] {THREE}")
    room.source("A B C U S2")
    room.sync()
    assert [state for _, state in room.states] == [
        State.EDITED, State.ORPHAN, State.EDITED, State.ORPHAN, State.EDITED,
        State.MISSING, State.MISSING,
    ]  # fmt: skip


def test_12_a_split_heading_is_still_known() -> None:
    room = Newsroom("A S B", f"[A] {ONE}\n[S] How / come\n[B] {TWO}")
    room.lose_marker("S")
    assert room.codes == ["lost-marker"]


# What random histories brought to light


def test_a_text_of_one_branch_under_the_marker_of_the_other_is_stale() -> None:
    """A blank line below the marker, and git sees two changes where there is one."""
    base = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    base.edit(f"{base.marker('A')}\n", f"{base.marker('A')}\n\n\n")
    base.sync()
    ours, theirs, merged = (Newsroom("A B", f"[A] {ONE}\n[B] {TWO}") for _ in range(3))
    for room in (ours, theirs, merged):
        room.text, room.memory = base.text, base.memory
    ours.source("A2 B")
    ours.sync()
    ours.edit(f" was:{key('A')} stale", "")
    ours.edit("sunrise", "sunset")
    ours.sync()
    theirs.edit(ONE, "They went over in the dark with the first of the stones")
    theirs.sync()
    merged.source("A2 B")
    merged.memory = merge_texts(base.memory, ours.memory, theirs.memory, "union")
    merged.text = merge_texts(base.text, ours.text, theirs.text, "theirs")
    assert f"<!-- ar:{key('A2')} |" in merged.text
    assert "in the dark" in merged.text
    assert [change.what for change in merged.sync()] == ["stale"]
    assert f"<!-- ar:{key('A2')} was:{key('A')} stale" in merged.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [(ONE, "[A2 was:A stale]"), (ONE.replace("sunrise", "nightfall"), "[A2]")],
)
def test_a_new_key_typed_by_hand(text: str, expected: str) -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.edit(key("A"), key("A2"))
    room.edit(ONE, text)
    room.sync()
    assert room.text == written(f"{expected} {text}\n[B] {TWO}")


def test_an_edit_while_stale_does_not_count_for_the_arabic_beside_it() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.sync()
    room.edit("sunrise", "nightfall")
    room.sync()
    room.source("A3 B")
    room.sync()
    room.source("A2 B")
    room.sync()
    assert room.states[0][1] is State.STALE


def test_a_sync_killed_between_its_two_files() -> None:
    room = Newsroom("A B C", f"[A mt] {ENGLISH['A']}\n[B] {TWO}\n[C] {THREE}")
    room.source("A2 B2 N")
    killed = sync(room.as_typed, room.known)
    room.remember(killed.value.records)
    room.sync()
    assert room.text == killed.value.text
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.edit("sunrise", "nightfall")
    room.remember(sync(room.as_typed, room.known).value.records)
    room.source("A B")
    room.sync()
    assert room.states[0][1] is State.EDITED, "it was never seen stale in the file"


def test_a_lost_text_record_is_made_good() -> None:
    room = room_of_three()
    room.edit(ONE, NEW)
    room.sync()
    kept = [line for line in room.memory.splitlines() if NEW not in line or '"text":""' in line]
    room.memory = append_records("\n".join(kept) + "\n", ())
    room.sync()
    assert any(NEW in line for line in room.memory.splitlines())


def test_a_swallowed_string_does_not_pass_because_its_number_went_to_the_next() -> None:
    room = Newsroom("", "[point.1 A] One thing\n[point.2 S] Another", point__1="A", point__2="S")
    room.lose_marker("S")
    room.source("", point__1="S")
    assert room.codes == ["lost-marker"]


def test_key_points_that_change_places_have_lost_no_marker() -> None:
    room = Newsroom("C", f"[point.1 A] {ONE}\n[point.2 B] {TWO}\n[C]", point__1="A", point__2="B")
    room.source("C", point__1="B", point__2="A")
    room.edit(f"{room.marker('C')}\n", f"{room.marker('C')}\n{THREE}\n")
    room.sync()
    assert room.text == written(f"[point.2 A] {ONE}\n[point.1 B] {TWO}\n[C] {THREE}")


def test_a_block_made_a_passage_of_its_own() -> None:
    room = room_of_three()
    room.edit(room.marker("B"), "<!-- own -->")
    room.edit("had cost", "cost us all")
    room.edit(ONE, f"{ONE} every single day")
    assert [change.what for change in room.sync()] == ["added"]
    text = TWO.replace("had cost", "cost us all")
    assert room.text == written(f"[A] {ONE} every single day\n[own] {text}\n[B]\n[C] {THREE}")


def test_an_orphan_beside_a_living_twin() -> None:
    room = Newsroom("S A S B", f"[S] How\n[A] {ONE}\n[S.2] Why\n[B] {TWO}")
    room.source("A S B")
    room.sync()
    room.edit("How", "How come")
    room.sync()
    assert room.text == written(f"[S orphan] How come\n[A] {ONE}\n[S] Why\n[B] {TWO}")


def test_identical_paragraphs_beside_each_other_keep_their_numbers() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A B B B")
    room.sync()
    room.source("B A B B")
    room.sync()
    assert sorted(room.text.count(f"ar:{key('B')}{each} ") for each in ("", ".2", ".3")) == [
        1,
        1,
        1,
    ]


def test_a_copy_joined_to_another_text_and_corrected() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] Prices had doubled")
    room.edit(ONE, f"{ONE}\n\nPrices had trebled")
    assert room.codes == ["swallowed-text"]


def test_a_passage_of_its_own_that_changed_texts_is_not_a_new_one() -> None:
    room = Newsroom("A B C", f"[own] {THREE}\n[A] {ONE}\n[B] {TWO}\n[C]")
    room.swap(THREE, TWO)
    room.lose_marker("B")
    room.edit(THREE, NEW)
    assert "grown-text" in room.codes


def test_a_lost_key_point_while_the_numbers_change() -> None:
    room = Newsroom(
        "",
        f"[point.1 A] {ONE}\n[point.2 B] {TWO}\n[point.3 C] {THREE}",
        point__1="A",
        point__2="B",
        point__3="C",
    )
    room.lose_marker("C")
    room.edit(THREE, NEW)
    room.source("", point__1="B", point__2="C")
    assert room.codes == ["grown-text"]


def test_a_lost_marker_whose_earlier_arabic_lives_on() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.sync()
    room.source("A2 B A")
    room.sync()
    room.edit(f"\n{room.marker('B')}", f"\n{THREE}\n\n{room.marker('B')}")
    room.sync()
    room.lose_marker("B")
    room.edit(TWO, NEW)
    assert room.codes == ["grown-text"]


def test_a_new_text_that_joins_an_orphan() -> None:
    room = room_of_three()
    room.source("B C")
    room.sync()
    room.lose_marker("B")
    room.edit(TWO, NEW)
    assert room.codes == ["grown-text"]


def test_a_growing_text_after_a_killed_sync() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[B] {TWO}")
    room.source("A2 B")
    room.remember(sync(room.as_typed, room.known).value.records)
    room.lose_marker("B")
    room.edit(TWO, NEW)
    assert room.codes == ["grown-text"]


def test_branches_that_left_two_lost_blocks_each_above_the_other() -> None:
    """Following what stood above ends all the same."""
    room = Newsroom("A B C", f"[A] {ONE}\n[B] {TWO}\n[C] {THREE}")
    run = room.known.run + 1
    room.remember(
        [
            TextRecord((key("A"),), text_hash(ONE), run=run, above=key("B")),
            TextRecord((key("B"),), text_hash(TWO), run=run, above=key("A")),
        ]
    )
    room.text = written(f"[C] {THREE} and home again")
    room.sync()
    assert room.states[2] == (f"{THREE} and home again", State.EDITED)


def test_a_text_beside_what_its_neighbours_arabic_has_become() -> None:
    room = Newsroom("A A2 B", f"[A] {ONE}\n[A2] {TWO}\n[B] {THREE}")
    room.edit(f"{room.marker('A2')}\n", "")
    room.edit(f"{ONE}\n\n", "\n")
    room.edit(TWO, f"{TWO} then")
    room.source("A2 B")
    assert room.codes == ["moved-text"]


def test_a_lost_marker_below_two_blocks_that_were_just_joined() -> None:
    room = Newsroom("A B C", "[A]\n[B]\n[C]")
    room.text = written(f"[A+B] {THREE}")
    assert room.codes == ["grown-text"]
