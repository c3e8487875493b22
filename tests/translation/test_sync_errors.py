"""Files that a sync refuses: E1 to E11, each with its words, and the ways out of the hints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model.problem import Place
from generator.model.segment import State
from generator.translation.syncing import sync
from tests.translation.newsroom import ENGLISH, Newsroom, key, sources, written

ONE = "Rowers carried the first stones across before sunrise"
TWO = "Nobody in the market could say what the repairs had cost"
THREE = "Children now walk to school along the upper road"


def room_of_three(**strings: str) -> Newsroom:
    english = "".join(f"[{name} {symbol}] {ENGLISH[symbol]}\n" for name, symbol in strings.items())
    return Newsroom("A B C", f"{english}[A] {ONE}\n[B] {TWO}\n[C] {THREE}", **strings)


DAMAGED = [
    # what the file holds, the code, the line, a part of the message, a part of the hint
    ("[A] x\n<<<<<<< HEAD\ny\n>>>>>>> a", "conflict-marker", 4, "unresolved", "one side"),
    ("[A] x\n||||||| base\nz", "conflict-marker", 4, "unresolved", "<<<<<<<"),
    ("<!- ar:{a} -->\nx", "damaged-marker", 1, "damaged", "`<!-- ar:{a} -->`"),
    ("<!-- ar:{a} reviewed by:LH\nx", "damaged-marker", 1, "damaged", "reviewed by:LH -->`"),
    ("<!-- ar: {a} -->\nx", "damaged-marker", 1, "key", "`<!-- ar:{a} -->`"),
    ("  <!-- ar:{a} -->\nx", "damaged-marker", 1, "damaged", "begins in column 1"),
    ("<!-- ar:{a}0 -->\nx", "damaged-marker", 1, "8 hexadecimal digits", "ar:"),
    ("<!-- ar:{a} was:123 -->\nx", "damaged-marker", 1, "`123` is not a key", "`<!-- ar:{a} -->`"),
    ("<!-- ar:{a} mt:zz -->\nx", "damaged-marker", 1, "`mt:zz` is not well formed", "ar:{a}"),
    ("<!-- Own -->\nx", "damaged-marker", 1, "`Own`", "`<!-- own -->`"),
    ("[A] x\n[B] y\n[A] z", "duplicate-block", 7, "block, on line 1", "ar:first+second"),
    ("[A+B] x\n[B] z", "duplicate-block", 4, "`{b}` already has a block", "keep one"),
    ("[title A] x\n[title B] z", "duplicate-block", 4, "`title` already", "keep one"),
    ("[A reviewd] x", "unknown-word", 1, "`reviewd` is no word", "did you mean `reviewed`?"),
    ("[A done] x", "unknown-word", 1, "`done` is no word", "`reviewed`, `by:`, `on:`, `stale`"),
    ("x\n\n[A] y", "text-before-marker", 1, "before the first marker", "`<!-- own -->`"),
    ("[A omit] x", "omit-with-text", 1, "text below", "delete the word `omit`, or the text"),
    ("[A stale] x", "stale-without-was", 1, "without `was:`", "delete the word `stale`"),
]  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("typed", "code", "line", "message", "hint"), DAMAGED)
def test_faults_of_the_file(
    typed: str, code: str, line: int, message: str, hint: str, ending: str
) -> None:
    room = Newsroom("A B")
    keys = {"a": key("A"), "b": key("B")}
    room.text = "".join(
        f"{written(line) if line.startswith('[') else line.format_map(keys)}\n"
        for line in typed.split("\n")
    ).replace("\n", ending)
    problem = next(each for each in room.refusal() if each.code == code)
    assert message.format_map(keys) in problem.message
    assert hint.format_map(keys) in problem.hint
    assert problem.place == Place("article.en.md", line, 1)


def test_every_fault_is_reported_at_once() -> None:
    room = room_of_three()
    room.text = written(f"[A stale] {ONE}\n[B nonsense] {TWO}\n[C omit] {THREE}\n[C] Again")
    room.text = "Lost words\n" + room.text + "<<<<<<< HEAD\n"
    assert room.codes == [
        "text-before-marker", "unknown-word", "conflict-marker", "stale-without-was",
        "omit-with-text", "duplicate-block",
    ]  # fmt: skip


def test_a_conflict_in_the_arabic() -> None:
    source = sources("A B")
    body = source.body.replace("\n\n", "\n\n<<<<<<< HEAD\nقبل\n=======\nبعد\n>>>>>>> x\n\n")
    done = sync(replace(source, body=body, translation="[kept]"), Newsroom("A B").known)
    assert done.value.text == "[kept]"
    assert [(each.code, str(each.place)) for each in done.problems][:2] == [
        ("conflict-marker", "article.ar.md:3:1"),
        ("conflict-marker", "article.ar.md:7:1"),
    ]


def test_orphans_may_share_a_key() -> None:
    room = Newsroom("B", "[A orphan] One text\n[A orphan] Another text\n[B] Two")
    assert room.sync() == ()


# E8


@pytest.mark.parametrize("one", [ONE, "*" + ONE + "*", ONE.replace(" ", "\n", 3)])
def test_swapped_texts(one: str) -> None:
    room = room_of_three()
    room.swap(ONE, TWO)
    room.edit(ONE, one)
    first, second = room.refusal()
    assert (first.code, first.place) == ("moved-text", Place("article.en.md", 1, 1))
    assert first.message == (
        f"this text belongs to another block, `ar:{key('B')}` «بنى العمال جسرا جديدا فوق», "
        "on line 4"
    )
    assert first.hint == (
        f"move the marker together with its text, `{room.marker('B')}`; if the text is meant to "
        "stand here, add `ok:moved-text` to this marker"
    )
    assert (second.code, second.place.line) == ("moved-text", 4)


def test_way_out_of_a_swap_the_markers_are_moved_too() -> None:
    room = room_of_three()
    room.swap(ONE, TWO)
    room.swap(room.marker("A"), room.marker("B"))
    assert room.sync() == ()
    assert room.text == written(f"[B] {TWO}\n[A] {ONE}\n[C] {THREE}")


def test_way_out_of_a_swap_it_is_meant_so() -> None:
    room = room_of_three()
    room.swap(ONE, TWO)
    room.type("A", "ok:moved-text")
    assert room.codes == ["moved-text"], "the other one is still in doubt"
    room.type("B", "ok:moved-text")
    room.sync()
    assert room.text == written(f"[A] {TWO}\n[B] {ONE}\n[C] {THREE}"), "it counts once"
    room.edit(ONE, f"{ONE} indeed")
    room.sync()
    room.swap(f"{ONE} indeed", THREE)
    assert room.codes == ["moved-text", "moved-text"]


def test_a_copied_text() -> None:
    room = room_of_three()
    room.edit(TWO, ONE)
    assert room.codes == ["moved-text"]


def test_a_text_moved_after_small_edits() -> None:
    room = room_of_three()
    room.swap(ONE, TWO)
    room.edit("sunrise", "daybreak")
    room.edit("Nobody", "Not one soul")
    assert room.codes == ["moved-text", "moved-text"]


def test_a_text_of_an_earlier_sync() -> None:
    room = room_of_three()
    room.edit(ONE, "All that has been said anew")
    room.sync()
    room.edit(TWO, ONE)
    assert room.codes == ["moved-text"]


def test_a_machine_draft_under_another_key() -> None:
    room = Newsroom("A B C")
    one, two = room.marker("A"), room.marker("B")
    room.edit(one, one.replace(key("A"), "00000000"))
    room.edit(two, two.replace(key("B"), key("A")))
    room.edit("00000000", key("B"))
    assert room.codes == ["moved-text", "moved-text"]


@pytest.mark.parametrize(("one", "two"), [("T", "U"), ("S", "T")])
def test_short_texts_swapped(one: str, two: str) -> None:
    room = Newsroom(f"{one} A {two}")
    room.swap(ENGLISH[one], ENGLISH[two])
    assert room.codes == ["moved-text", "moved-text"]


def test_a_short_text_moved_and_extended() -> None:
    room = Newsroom("S A T")
    room.edit(ENGLISH["S"], "What it cost")
    room.edit(ENGLISH["T"], f"{ENGLISH['S']} of it")
    assert room.codes == ["moved-text"]


def test_two_headings_may_be_alike() -> None:
    room = Newsroom("S A T", f"[S] Background\n[A] {ONE}\n[T]")
    room.text = written(f"[S] Background\n[A] {ONE}\n[T] Background")
    assert room.sync() == ()


def test_alike_arabic_may_have_alike_english() -> None:
    room = Newsroom("A A3 B", f"[A] {ENGLISH['A']}\n[A3]\n[B] {TWO}")
    adapted = ENGLISH["A"].replace("river", "well").replace("morning", "evening")
    room.text = written(f"[A] {ENGLISH['A']}\n[A3] {adapted}\n[B] {TWO}")
    assert room.sync() == ()


def test_a_phrase_used_twice_is_no_moved_text() -> None:
    room = room_of_three()
    room.edit(TWO, "Rowers carried the first stones, but what the repairs cost nobody could say")
    assert room.sync() == ()


def test_a_sentence_may_move_to_the_next_paragraph() -> None:
    long = f"{ONE}. {THREE}. All of this had been promised for years"
    room = Newsroom("A B", f"[A] {long}\n[B] {TWO}")
    room.edit(long, f"{ONE}. {THREE}")
    room.edit(TWO, f"{TWO}. All of this had been promised for years")
    assert room.sync() == ()


# E9


def test_a_marker_is_deleted() -> None:
    room = room_of_three()
    room.lose_marker("B")
    (problem,) = room.refusal()
    assert (problem.code, problem.place.line) == ("lost-marker", 1)
    assert problem.message == (
        "the text “Nobody in the market could …” in this block has lost its marker"
    )
    assert problem.hint == (
        f"put `<!-- ar:{key('B')} -->` back above it; to join the two, write "
        f"`ar:{key('A')}+{key('B')}`"
    )


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("symbol", ["S", "U", "B"])
def test_a_lost_text_is_found_however_short(symbol: str, gap: str) -> None:
    room = Newsroom(f"A {symbol} C")
    marker = room.marker(symbol)
    room.edit(f"\n\n{marker}\n", gap)
    (problem,) = room.refusal()
    assert problem.code == "lost-marker"
    # A draft gets its `mt:` back, or it would count as edited.
    words = marker.removeprefix("<!-- ").partition(" |")[0].removesuffix(" -->")
    assert f"`<!-- {words} -->`" in problem.hint


def test_a_draft_put_back_is_a_draft_again() -> None:
    room = Newsroom("A B C")
    room.lose_marker("B")
    (problem,) = room.refusal()
    marker = problem.hint.split("`")[1]
    room.edit(ENGLISH["B"], f"{marker}\n{ENGLISH['B']}")
    room.sync()
    assert room.states[1] == (ENGLISH["B"], State.MACHINE)


def test_ways_out_of_a_lost_marker() -> None:
    room = room_of_three()
    whole = room.text
    room.lose_marker("B")
    lost = room.text
    room.edit(TWO, f"<!-- ar:{key('B')} -->\n{TWO}")
    room.sync()
    assert room.text == whole
    room.text = lost.replace(f"ar:{key('A')}", f"ar:{key('A')}+{key('B')}")
    room.sync()
    assert room.text == written(f"[A+B] {ONE} / {TWO}\n[C] {THREE}")


def test_the_way_out_works_when_the_arabic_changed_as_well() -> None:
    room = room_of_three()
    room.lose_marker("B")
    room.source("A B2 C")
    assert room.codes == ["lost-marker"]
    lost = room.text
    room.edit(TWO, f"<!-- ar:{key('B')} -->\n{TWO}")
    room.sync()
    assert room.text == written(f"[A] {ONE}\n[B2 was:B stale] {TWO}\n[C] {THREE}")
    room.text = lost.replace(f"ar:{key('A')}", f"ar:{key('A')}+{key('B')}")
    room.sync()
    assert room.text == written(f"[A+B2 was:A+B stale] {ONE} / {TWO}\n[C] {THREE}")


def test_a_lost_metadata_string_is_told_with_its_name() -> None:
    room = room_of_three(title="D", summary="S")
    room.lose_marker("S")
    (problem,) = room.refusal()
    assert problem.code == "lost-marker"
    assert problem.hint == f"put `<!-- summary ar:{key('S')} -->` back above it"


def test_a_lost_passage_of_its_own() -> None:
    room = Newsroom("A B", f"[A] {ONE}\n[own] {TWO}\n[B] {THREE}")
    whole = room.text
    room.edit("<!-- own -->\n", "")
    (problem,) = room.refusal()
    assert problem.code == "lost-marker"
    assert problem.hint == "put `<!-- own -->` back above it"
    room.edit(TWO, f"<!-- own -->\n{TWO}")
    room.sync()
    assert room.text == whole


def test_a_text_that_joins_a_passage_of_its_own() -> None:
    room = Newsroom("A B", f"[own] {ONE}\n[A] {TWO}\n[B] {THREE}")
    room.lose_marker("A")
    (problem,) = room.refusal()
    assert (problem.code, problem.hint) == (
        "lost-marker", f"put `<!-- ar:{key('A')} -->` back above it",
    )  # fmt: skip


def test_a_text_that_joins_an_orphan() -> None:
    room = room_of_three()
    room.source("B C")
    room.sync()
    room.lose_marker("B")
    assert room.codes == ["lost-marker"]


# E10


def test_a_text_moved_behind_another() -> None:
    room = room_of_three()
    room.edit(f"{ONE}\n", "")
    room.edit(TWO, f"{TWO}\n\n{ONE}")
    (problem,) = room.refusal()
    assert (problem.code, problem.place.line) == ("swallowed-text", 3)
    assert problem.message == (
        f"this block also holds text of another, `ar:{key('A')}` «يشرب سكان المدينة القديمة من», "
        "on line 1"
    )
    assert problem.hint == (
        f"put `{room.marker('A')}` above that text; to join the two, write "
        f"`ar:{key('B')}+{key('A')}`; if it is meant to stand here, add `ok:moved-text` to this "
        "marker"
    )


def test_ways_out_of_a_swallowed_text() -> None:
    room = room_of_three()
    room.edit(f"{ONE}\n", "")
    room.edit(TWO, f"{TWO}\n\n{ONE}")
    swallowed = room.text
    room.type("B", "ok:moved-text")
    room.sync()
    assert room.states[:2] == [("", State.MISSING), (f"{TWO}\n\n{ONE}", State.EDITED)]
    room = room_of_three()
    room.text = swallowed.replace(f"{room.marker('A')}\n\n", "")
    room.edit(room.marker("B"), f"<!-- ar:{key('B')}+{key('A')} -->")
    room.sync()
    assert room.text == written(f"[B+A] {TWO} / {ONE}\n[C] {THREE}")


@pytest.mark.parametrize("share", [3, 5])
def test_part_of_a_lost_text(share: int) -> None:
    room = room_of_three()
    room.edit(f"{room.marker('B')}\n{TWO}\n\n", "")
    words = TWO.split()
    room.edit(ONE, f"{ONE}. {' '.join(words[: len(words) - share])} in the end")
    assert room.codes == ["swallowed-text"]


def test_a_heading_moved_behind_a_paragraph() -> None:
    room = Newsroom("S A T")
    room.edit(f"{ENGLISH['S']}\n", "")
    room.edit(ENGLISH["A"], f"{ENGLISH['A']}\n\n{ENGLISH['S']}")
    assert room.codes == ["swallowed-text"]


def test_a_text_copied_whole_into_another_of_alike_arabic() -> None:
    room = Newsroom("A A3", f"[A] {ENGLISH['A']}\n[A3] {TWO}")
    room.edit(TWO, f"{TWO}\n\n{ENGLISH['A']}")
    assert room.codes == ["swallowed-text"]


# E11


def test_a_marker_is_gone_while_the_text_above_grew() -> None:
    room = room_of_three()
    room.lose_marker("B")
    room.edit(TWO, "Something quite different was put there instead")
    (problem,) = room.refusal()
    assert (problem.code, problem.place.line) == ("grown-text", 1)
    assert problem.message == (
        f"markers are gone (`<!-- ar:{key('B')} -->`) while this text grew: whose text is it?"
    )
    assert problem.hint == (
        "put it back above its text, or with nothing below where the text was to go; if nothing "
        "of theirs is here, add `ok:moved-text` to this marker"
    )


def test_several_markers_are_gone() -> None:
    room = Newsroom("A B C D N", f"[A] {ONE}\n[B] b c d\n[C] c d e\n[D] d e f\n[N] e f g")
    room.text = written(f"[A] {ONE} / Much more is told here than ever before")
    (problem,) = room.refusal()
    assert "and 1 more) while this text grew" in problem.message
    assert problem.hint.startswith("put each back above its text")


def test_ways_out_of_a_grown_text() -> None:
    new = "Something quite different was put there instead"
    room = room_of_three()
    room.lose_marker("B")
    room.edit(TWO, new)
    lost = room.text
    room.edit(new, f"<!-- ar:{key('B')} -->\n{new}")
    room.sync()
    assert room.text == written(f"[A] {ONE}\n[B] {new}\n[C] {THREE}")
    room = room_of_three()
    room.text = lost.replace(f"{new}\n\n", f"{new}\n\n<!-- ar:{key('B')} -->\n\n")
    room.sync()
    assert room.text == written(f"[A] {ONE} / {new}\n[B]\n[C] {THREE}")
    room = room_of_three()
    room.text = lost.replace(f"ar:{key('A')}", f"ar:{key('A')} ok:moved-text")
    room.sync()
    assert room.text == written(f"[A] {ONE} / {new}\n[B]\n[C] {THREE}")


def test_a_new_text_whose_marker_is_lost_before_any_sync() -> None:
    room = Newsroom("A B C", "[A]\n[B]\n[C]")
    room.text = written(f"[A] {ONE}\n[C]").replace(ONE, f"{ONE}\n\n{TWO}")
    (problem,) = room.refusal()
    assert problem.code == "grown-text"
    assert f"`<!-- ar:{key('B')} -->`" in problem.message


def test_a_deleted_block_and_work_elsewhere_are_no_error() -> None:
    room = Newsroom("A B C D", f"[A] {ONE}\n[B] {TWO}\n[C] {THREE}\n[D]")
    room.edit(f"{room.marker('B')}\n{TWO}\n\n", "")
    room.edit(THREE, f"{THREE}, and home again")
    room.edit(f"{room.marker('D')}\n", f"{room.marker('D')}\n{ENGLISH['D']}\n")
    room.sync()
    assert room.text == written(f"[A] {ONE}\n[B]\n[C] {THREE}, and home again\n[D] {ENGLISH['D']}")


def test_paragraphs_added_elsewhere_while_a_marker_is_gone() -> None:
    room = room_of_three()
    room.edit(f"{room.marker('A')}\n{ONE}\n\n", "")
    room.edit(THREE, f"{THREE}\n\nAnd much more that nobody has seen yet")
    assert room.codes == ["grown-text"]


@pytest.mark.parametrize("symbol", ["A", "B"])
def test_a_block_may_be_deleted_whole(symbol: str) -> None:
    room = Newsroom("A B C")
    room.edit(f"{room.marker(symbol)}\n{ENGLISH[symbol]}\n\n", "")
    assert [change.what for change in room.sync()] == ["drafted"]
    assert [text for text, _ in room.states] == [ENGLISH["A"], ENGLISH["B"], ENGLISH["C"]]


def test_a_text_emptied_before_is_not_lost_with_its_marker() -> None:
    room = Newsroom("A B C", f"[A] {ONE}\n[B] {TWO}\n[C] {THREE}")
    room.edit(f"{TWO}\n", "")
    room.sync()
    room.edit(f"{room.marker('B')}\n\n", "")
    room.edit(THREE, f"{THREE} again")
    room.sync()
    assert room.states[1] == ("", State.MISSING)


def test_without_a_memory_nothing_is_said_of_moved_text() -> None:
    room = room_of_three()
    room.swap(ONE, TWO)
    room.memory = ""
    assert room.sync() == ()
    assert room.text == written(f"[A] {TWO}\n[B] {ONE}\n[C] {THREE}")
