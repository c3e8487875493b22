"""The table of states cell by cell, every gesture, and what a sync leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model.segment import State
from generator.text.normal import text_hash
from generator.translation.drafting import insert_drafts
from generator.translation.memory import EMPTY, DraftRecord, Memory, SourceRecord, TextRecord
from generator.translation.syncing import Change, sync
from tests.translation.newsroom import ARABIC, ENGLISH, Newsroom, key, sources, written

CHANGED = [
    # what the case is, the Arabic before and after, the English before and after, the plan
    ("machine, unchanged", "A B", "A B", "[A mt] Draft\n[B] Other", "[A mt] Draft\n[B] Other", ""),
    ("machine, changed", "A B", "A2 B", "[A mt] Draft\n[B] Other", "[A2]\n[B] Other", "redraft"),
    ("machine, deleted", "A B", "B", "[A mt] Draft\n[B] Other", "[B] Other", "removed"),
    ("edited, unchanged", "A", "A", "[A] Text", "[A] Text", ""),
    ("edited, from a draft", "A", "A", "[A mt:The_draft] Text", "[A mt:The_draft] Text", ""),
    ("edited, changed", "A", "A2", "[A] Text", "[A2 was:A stale] Text", "stale"),
    ("edited, was a draft", "A", "A2", "[A mt:Draft] Text", "[A2 was:A stale] Text", "stale"),
    ("edited, deleted", "A B", "B", "[A] Text\n[B] Other", "[A orphan] Text\n[B] Other", "orphan"),
    ("reviewed, unchanged", "A", "A", "[A reviewed: by:LH] Text", "[A reviewed: by:LH] Text", ""),
    ("reviewed, changed", "A", "A2", "[A reviewed: by:LH] Text", "[A2 was:A stale] Text", "stale"),
    ("reviewed draft, changed", "A", "A2", "[A mt reviewed:] T", "[A2 was:A stale] T", "stale"),
    ("reviewed, deleted", "A B", "B", "[A reviewed:] T\n[B] O", "[A orphan] T\n[B] O", "orphan"),
    ("stale, unchanged", "A2", "A2", "[A2 was:A stale] Text", "[A2 was:A stale] Text", ""),
    ("stale, changed again", "A2", "A3", "[A2 was:A stale] T", "[A3 was:A stale] T", "stale"),
    ("stale, reverted", "A2", "A", "[A2 was:A stale] Text", "[A] Text", "current"),
    ("stale, deleted", "A2 B", "B", "[A2 was:A stale] T\n[B] O", "[A orphan] T\n[B] O", "orphan"),
    ("omit, unchanged", "A", "A", "[A omit]", "[A omit]", ""),
    ("omit, changed", "A", "A2", "[A omit]", "[A2 was:A stale omit]", "stale"),
    ("omit, deleted", "A B", "B", "[A omit]\n[B] Other", "[B] Other", "removed"),
    ("omit stale, unchanged", "A2", "A2", "[A2 was:A stale omit]", "[A2 was:A stale omit]", ""),
    ("omit stale, reverted", "A2", "A", "[A2 was:A stale omit]", "[A omit]", "current"),
    ("omit stale, again", "A2", "A3", "[A2 was:A stale omit]", "[A3 was:A stale omit]", "stale"),
    ("missing, unchanged", "A B", "A B", "[A]\n[B] Other", "[A]\n[B] Other", ""),
    ("missing, changed", "A B", "A2 B", "[A]\n[B] Other", "[A2]\n[B] Other", ""),
    ("missing, deleted", "A B", "B", "[A]\n[B] Other", "[B] Other", "removed"),
    ("own, whatever happens", "A", "B", "[A mt] D\n[own] Mine", "[B]\n[own] Mine", "removed added"),
    ("own, reviewed", "A", "A2", "[own reviewed:] Mine\n[A]", "[own reviewed:] Mine\n[A2]", ""),
    ("orphan, unchanged", "B", "B", "[A orphan] Text\n[B] O", "[A orphan] Text\n[B] O", ""),
    ("orphan, back", "B", "A B", "[A orphan] Text\n[B] O", "[A] Text\n[B] O", "revived"),
    ("orphan, another", "B", "N B", "[A orphan] T\n[B] O", "[N]\n[A orphan] T\n[B] O", "added"),
    ("joined, unchanged", "A B", "A B", "[A+B] Text", "[A+B] Text", ""),
    ("joined, one changed", "A B", "A B2", "[A+B] Text", "[A+B2 was:A+B stale] Text", "stale"),
    ("joined, one deleted", "A B", "B", "[A+B] Text", "[B was:A+B stale] Text", "stale"),
    ("joined, both deleted", "A B C", "C", "[A+B] T\n[C] O", "[A+B orphan] T\n[C] O", "orphan"),
    ("joined, reverted", "A B2", "A B", "[A+B2 was:A+B stale] T", "[A+B] T", "current"),
    ("joined omit, changed", "A B", "A2 B", "[A+B omit]", "[A2+B was:A+B stale omit]", "stale"),
    ("joined draft, changed", "A B", "A2 B", "[A+B mt] Draft", "[A2]\n[B]", "redraft added"),
    ("moved in the Arabic", "A B", "B A", "[A] One\n[B] Two", "[A] One\n[B] Two", ""),
    ("moved in the English", "A B", "A B", "[B] Two\n[A] One", "[B] Two\n[A] One", ""),
    ("accepted checks stay", "A", "A2", "[A ok:number] T", "[A2 was:A stale ok:number] T", "stale"),
]


@pytest.mark.parametrize(
    ("before", "now", "english", "expected", "plan"),
    [case[1:] for case in CHANGED],
    ids=[case[0] for case in CHANGED],
)
def test_states_and_changes(before: str, now: str, english: str, expected: str, plan: str) -> None:
    room = Newsroom(before, english)
    assert room.text == written(english), "in step already: untouched"
    room.source(now)
    changes = room.sync()
    assert room.text == written(expected)
    assert [change.what for change in changes] == plan.split()


TYPED = [
    # what somebody does, the English as typed, as synchronised, the plan; the Arabic is A B
    ("reviews", "[A reviewed by:LH] Text", "[A reviewed: by:LH] Text", "reviewed"),
    ("reviews without initials", "[A reviewed] Text", "[A reviewed:] Text", "reviewed"),
    ("reviews a draft", "[A mt reviewed] Draft", "[A mt reviewed:] Draft", "reviewed"),
    ("edits after a review", "[A reviewed:Old by:LH] Text", "[A] Text", "edited"),
    ("deletes `stale`", "[A was:B2] Text", "[A] Text", "settled"),
    ("writes `reviewed` for `stale`", "[A was:B2 reviewed] T", "[A reviewed:] T", "settled"),
    ("leaves both", "[A was:B2 reviewed stale] T", "[A was:B2 reviewed stale] T", ""),
    ("splits", "[A] One / two", "[A] One / two", ""),
    ("empties", "[A mt:Draft]", "[A]", ""),
    ("empties a review", "[A mt:Draft reviewed:Text by:LH]", "[A]", ""),
    ("empties a stale text", "[A was:B2 stale]", "[A]", ""),
    ("leaves out", "[A mt:Draft omit]", "[A omit]", ""),
    ("decides to leave out again", "[A was:B2 omit]", "[A omit]", ""),
    ("decides to translate after all", "[A was:B2 stale]", "[A]", ""),
    ("adds a passage", "[A] Text\n[own] Mine", "[A] Text\n[own] Mine", ""),
    ("reviews a passage", "[A] T\n[own reviewed] Mine", "[A] T\n[own reviewed:] Mine", "reviewed"),
    ("edits a passage", "[A] T\n[own reviewed:Old] Mine", "[A] T\n[own] Mine", "edited"),
    ("gives a note of moved text", "[A ok:moved-text] T", "[A] T", ""),
]


@pytest.mark.parametrize(
    ("typed", "expected", "plan"), [case[1:] for case in TYPED], ids=[case[0] for case in TYPED]
)
def test_gestures(typed: str, expected: str, plan: str) -> None:
    room = Newsroom("A B", "[A]\n[B] Other")
    room.text = written(f"{typed}\n[B] Other")
    changes = room.sync()
    assert room.text == written(f"{expected}\n[B] Other")
    assert [change.what for change in changes] == plan.split()


def test_an_emptied_text_is_drafted_anew() -> None:
    room = Newsroom("A B")
    room.edit(ENGLISH["A"], "Their own words")
    room.sync()
    room.edit("Their own words", "")
    assert [change.what for change in room.sync()] == ["drafted"]
    assert room.text == written(f"[A mt] {ENGLISH['A']}\n[B mt] {ENGLISH['B']}")


def test_joining_two_blocks_and_taking_them_apart() -> None:
    room = Newsroom("A B C", "[A] One thing is told\n[B] Another thing is told\n[C] The rest")
    room.text = written("[A+B] One thing is told / Another thing is told\n[C] The rest")
    assert room.sync() == ()
    assert [each[1] for each in room.states] == [State.EDITED, State.EDITED]
    room.text = written("[A] One thing is told\n[B] Another thing is told\n[C] The rest")
    assert room.sync() == ()
    assert [each[1] for each in room.states] == [State.EDITED] * 3


def test_a_block_moves_with_its_marker() -> None:
    room = Newsroom("A B C", "[A] One thing\n[B] Another thing\n[C] The rest")
    room.text = moved = written("[C] The rest\n[A] One thing\n[B] Another thing")
    assert room.sync() == ()
    assert room.text == moved


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\r\n"])
def test_a_review_of_the_whole_file(mark: str, ending: str) -> None:
    english = (
        "[A] One\n[B2 was:B stale] Two\n[own] Mine\n[C omit]\n[D mt] Draft\n[N orphan] Gone\n[S]"
    )
    room = Newsroom("A B2 C D S", english)
    body = room.text.replace("\n", ending)
    room.text = f"{mark}<!-- article reviewed by:LH -->{ending}{ending}{body}"
    changes = room.sync()
    expected = (
        "[A reviewed: by:LH] One\n[B2 was:B stale] Two\n[own] Mine\n[C omit]\n"
        "[D mt reviewed: by:LH] Draft\n[N orphan] Gone\n[S]"
    )
    assert room.text == mark + written(expected).replace("\n", ending)
    assert [change.what for change in changes] == ["reviewed", "reviewed", "reviewed"]
    assert changes[0] == Change("reviewed", 1, "the whole file")


def test_a_review_of_the_whole_file_is_for_the_arabic_it_was_typed_under() -> None:
    room = Newsroom("A B", "[A] One\n[B] Two")
    room.text = "<!-- article reviewed by:LH -->\n" + room.text
    room.source("A2 B")
    room.sync()
    assert room.text == written("[A2 was:A stale] One\n[B reviewed: by:LH] Two")
    room.source("A B")
    room.sync()
    assert room.text == written("[A reviewed: by:LH] One\n[B reviewed: by:LH] Two")


def test_a_review_ends_with_an_edit_and_comes_back_with_the_text_if_typed() -> None:
    room = Newsroom("A", "[A] Text")
    room.type("A", "reviewed by:LH")
    room.sync()
    room.edit("Text", "Better text")
    assert [change.what for change in room.sync()] == ["edited"]
    assert room.states == [("Better text", State.EDITED)]


@pytest.mark.parametrize(
    ("old", "new", "is_edit"),
    [
        ("*word* here", "_word_ here", False),
        ("**word** here", "__word__ here", False),
        ("one two three", "one two\nthree", False),
        ("one\ntwo", "one two", False),
        ("- one\n- two", "* one\n* two", False),
        ("one two", "one  two", False),
        ("one two", "one, two", True),
        ("*word* here", "**word** here", True),
        ("one two", "one\n\ntwo", True),
        ("[site](https://example.org/a)", "[site](https://example.org/b)", True),
    ],
)
def test_a_formatter_does_not_make_a_draft_a_persons_text(
    old: str, new: str, is_edit: bool
) -> None:
    room = Newsroom("A", "[A]")
    room.remember([DraftRecord(key("A"), old, engine="engine", run=1)])
    room.sync()
    room.edit(old, new)
    room.sync()
    assert room.states == [(new, State.EDITED if is_edit else State.MACHINE)]
    room.source("A2")
    room.sync()
    assert (new in room.text) is is_edit, "a draft is taken out, a person's text is kept"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\r\n"])
@pytest.mark.parametrize("final", ["", "\n", "\n\n\n", "  \n"])
def test_below_its_marker_a_persons_text_stays_byte_for_byte(
    mark: str, ending: str, final: str
) -> None:
    odd = "\n\n  Spaces  \nbefore,\u00a0behind  \n\n\n- and a list\n\n```\n<!-- code -->\n```  "
    room = Newsroom("A B", f"[A mt] {ENGLISH['A']}\n[B] B")
    head = room.text.replace("\nB\n", "")
    text = (mark + head + odd + final).replace("\n", ending)
    room.text = text
    room.source("N A B2 D")
    room.sync()
    assert (odd + final).replace("\n", ending) in room.text
    assert room.text.startswith(mark)
    assert room.text.count("\ufeff") == len(mark)
    kept = room.text.replace(ending, "")
    assert ("\n" in kept, "\r" in kept) == (ending == "\r\r\n", ending == "\r\r\n"), (
        "new lines end as the file's do; those of a broken program are not copied"
    )


def test_notes_stay_where_they_are() -> None:
    text = (
        "<!-- for Omar: please look -->\n\n"
        + written(f"[A mt] {ENGLISH['A']}\n[B mt] {ENGLISH['B']}\n[C] Theirs")
        + "\n<!-- a last\nword -->\n"
    )
    room = Newsroom("A B C", text and "[A]\n[B]\n[C]")
    room.text = text.replace(ENGLISH["A"], f"<!-- is this so? -->\n{ENGLISH['A']}")
    room.sync()
    room.source("A2 C")
    room.sync()
    for note in ("<!-- for Omar: please look -->", "<!-- is this so? -->", "<!-- a last\nword -->"):
        assert room.text.count(note) == 1
    assert ENGLISH["A"] not in room.text


def test_a_block_that_holds_only_a_note_outlives_its_arabic() -> None:
    room = Newsroom("A B", f"[A mt] {ENGLISH['A']}\n[B] Theirs")
    room.draft("A")
    room.edit(f"{ENGLISH['A']}\n", f"{ENGLISH['A']}\n\n<!-- ask Lina -->\n")
    room.sync()
    room.source("B")
    assert [change.what for change in room.sync()] == ["orphan"]
    assert "<!-- ask Lina -->" in room.text
    assert f"<!-- ar:{key('A')} orphan" in room.text
    room.source("A B")
    room.sync()
    assert room.states[0][1] is State.MACHINE, "the draft is remembered and put in again"
    assert "<!-- ask Lina -->" in room.text


def test_an_emptied_orphan_goes() -> None:
    room = Newsroom("A B", "[A] Theirs\n[B] Others")
    room.source("B")
    room.sync()
    room.edit("Theirs\n", "")
    room.sync()
    assert room.text == written("[B] Others")


def test_a_new_paragraph_goes_behind_its_predecessor_and_its_followers() -> None:
    room = Newsroom("A B", "[B] Two\n[own] Mine\n[D orphan] Gone\n[A] One")
    room.source("A B N")
    room.sync()
    assert room.text == written("[B] Two\n[own] Mine\n[D orphan] Gone\n[N]\n[A] One")
    room.source("C A B N")
    room.sync()
    assert room.text == written("[C]\n[B] Two\n[own] Mine\n[D orphan] Gone\n[N]\n[A] One")


def test_hints_follow_the_arabic_and_never_count() -> None:
    room = Newsroom("A", "[A] Text")
    right = room.text
    for hint in (" | nonsense", "", " | <-- | a b"):
        room.text = f"<!-- ar:{key('A')}{hint} -->\nText\n"
        assert room.sync() == ()
        assert room.text == right


def test_hints_hold_nothing_that_could_break_a_marker() -> None:
    nasty = "قال\u202e <!-- قف --> | ثم\u200f مضى\n- إلى"
    source = replace(sources("A"), strings=sources("").strings)
    block = replace(source.blocks[0], plain=nasty)
    done = sync(replace(source, blocks=(block,), translation=""), Memory())
    assert done.value.text == f"<!-- ar:{key('A')} | قال ! قف ثم مضى -->\n"
    again = sync(replace(source, blocks=(block,), translation=done.value.text), Memory())
    assert again.value.text == done.value.text


def test_named_strings_go_by_their_name() -> None:
    room = Newsroom("C", title="A", summary="B")
    room.edit(ENGLISH["A"], "A better title")
    room.sync()
    room.source("C", title="N", summary="B")
    room.sync()
    assert room.text == written(
        f"[title N was:A stale] A better title\n[summary B mt] {ENGLISH['B']}\n"
        f"[C mt] {ENGLISH['C']}"
    )
    room.source("C", title="A", summary="D")
    room.draft("D")
    room.sync()
    assert room.text == written(
        f"[title A] A better title\n[summary D mt] {ENGLISH['D']}\n[C mt] {ENGLISH['C']}"
    )
    room.source("C", summary="D")
    room.sync()
    assert room.states[0] == (ENGLISH["D"], State.MACHINE)
    assert f"<!-- title ar:{key('A')} orphan" in room.text
    room.source("C", title="D", summary="D")
    room.sync()
    assert room.states[0] == ("A better title", State.STALE), "the name is back, the text not"


def test_a_string_of_the_same_words_as_a_paragraph_has_its_own_english() -> None:
    room = Newsroom("A", "[title A] The title\n[A] The paragraph", title="A")
    assert room.states == [("The title", State.EDITED), ("The paragraph", State.EDITED)]
    room.source("A2", title="A")
    room.sync()
    assert room.text == written("[title A] The title\n[A2 was:A stale] The paragraph")


def test_key_points_keep_their_english_when_their_numbers_change() -> None:
    room = Newsroom("", "[point.1 A] One\n[point.2 B] Two", point__1="A", point__2="B")
    room.source("", point__1="N", point__2="A", point__3="B")
    room.sync()
    assert room.text == written("[point.1 N]\n[point.2 A] One\n[point.3 B] Two")
    room.source("", point__1="B", point__2="A")
    room.sync()
    assert room.text == written("[point.2 A] One\n[point.1 B] Two")
    room.source("", point__1="A2", point__2="B")
    room.sync()
    assert room.text == written("[point.1 A2 was:A stale] One\n[point.2 B] Two")


def test_a_key_point_taken_out_becomes_an_orphan_and_comes_back() -> None:
    room = Newsroom("", "[point.1 A] One\n[point.2 B] Two", point__1="A", point__2="B")
    room.source("", point__1="B")
    room.sync()
    assert f"ar:{key('A')} orphan" in room.marker("A")
    room.source("", point__1="B", point__2="C", point__3="A")
    room.sync()
    assert room.states == [("Two", State.EDITED), ("", State.MISSING), ("One", State.EDITED)]


def test_a_timeline_text_keeps_its_english_when_its_event_is_renamed() -> None:
    room = Newsroom("", "[timeline.fire.text A] One", timeline__fire__text="A")
    room.source("", timeline__blaze__text="A")
    room.sync()
    assert room.text == written("[timeline.blaze.text A] One")
    room.source("", timeline__spark__text="A2", image__alt="B")
    room.sync()
    assert room.text == written("[timeline.spark.text A2 was:A stale] One\n[image.alt B]")


def test_drafts_of_strings_and_of_paragraphs_are_not_exchanged() -> None:
    room = Newsroom("A", "[title A]\n[A]", title="A")
    room.remember([DraftRecord(key("A"), "*Marked* up", engine="engine", run=1)])
    room.sync()
    assert room.states == [("", State.MISSING), ("*Marked* up", State.MACHINE)]


def test_a_draft_that_would_forge_a_marker_is_not_put_in() -> None:
    room = Newsroom("A", "[A]")
    forged = f"Fine\n\n<!-- ar:{key('B')} -->\nForged"
    room.remember([DraftRecord(key("A"), forged, engine="engine", run=1)])
    assert room.sync() == ()
    assert room.text == written("[A]")


TWINS = [
    # the Arabic before and after, the English before and after
    ("the first is deleted", "S A S B", "A S B",
     "[S] One\n[A] a\n[S.2] Two\n[B] b", "[S orphan] One\n[A] a\n[S] Two\n[B] b"),
    ("the second is deleted", "S A S B", "S A B",
     "[S] One\n[A] a\n[S.2] Two\n[B] b", "[S] One\n[A] a\n[S.2 orphan] Two\n[B] b"),
    ("one is put in before", "C S A", "S C S A",
     "[C] c\n[S] One\n[A] a", "[S]\n[C] c\n[S.2] One\n[A] a"),
    ("one is put in behind", "C S A", "C S A S",
     "[C] c\n[S] One\n[A] a", "[C] c\n[S] One\n[A] a\n[S.2]"),
    ("sections change places", "S A S B", "S B S A",
     "[S] One\n[A] a\n[S.2] Two\n[B] b", "[S.2] One\n[A] a\n[S] Two\n[B] b"),
    ("the first of three changes", "A C A D A", "A2 C A D A",
     "[A] One\n[C] c\n[A.2] Two\n[D] d\n[A.3] Three",
     "[A2 was:A stale] One\n[C] c\n[A] Two\n[D] d\n[A.2] Three"),
    ("a draft's twin is deleted", "S A S B", "A S B",
     "[S mt] Draft\n[A] a\n[S.2] Two\n[B] b", "[A] a\n[S] Two\n[B] b"),
    ("both go and one comes back", "S A S B", "A B S",
     "[S] One\n[A] a\n[S.2] Two\n[B] b", "[S] One\n[A] a\n[S.2 orphan] Two\n[B] b"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "english", "expected"),
    [case[1:] for case in TWINS],
    ids=[case[0] for case in TWINS],
)
def test_twins_are_told_apart_by_their_neighbours(
    before: str, now: str, english: str, expected: str
) -> None:
    room = Newsroom(before, english)
    assert room.text == written(english)
    room.source(now)
    room.sync()
    assert room.text == written(expected)


def test_a_changed_paragraph_goes_to_the_most_alike_one_to_one() -> None:
    room = Newsroom("A B", "[A] One\n[B] Two")
    room.source("B2 A3")
    room.sync()
    assert room.text == written("[A3 was:A stale] One\n[B2 was:B stale] Two")


def test_people_come_before_drafts_and_living_texts_before_orphans() -> None:
    room = Newsroom("A A3 B", "[A mt] Draft of one\n[A3] Two\n[B] b")
    room.source("A2 B")
    room.sync()
    assert room.text == written("[A2 was:A3 stale] Two\n[B] b")


@pytest.mark.parametrize("heading", ["S", "T", "U"])
def test_a_short_text_is_paired_by_its_place_only(heading: str) -> None:
    room = Newsroom(f"A {heading} B", f"[A] One\n[{heading}] Heading\n[B] Two")
    room.source("A S2 B")
    room.sync()
    assert room.text == written(f"[A] One\n[S2 was:{heading} stale] Heading\n[B] Two")


def test_a_short_text_with_no_place_of_its_own_is_not_paired() -> None:
    room = Newsroom("A S B", "[A] One\n[S] Heading\n[B] Two")
    room.source("A B S2")
    room.sync()
    assert room.text == written("[A] One\n[S orphan] Heading\n[B] Two\n[S2]")


def test_an_orphan_whose_original_comes_back_in_another_version_is_stale() -> None:
    room = Newsroom("A B", "[A] One\n[B] Two")
    room.source("B")
    room.sync()
    room.source("A2 B")
    assert [change.what for change in room.sync()] == ["revived"]
    assert room.text == written("[A2 was:A stale] One\n[B] Two")


def test_without_a_memory_a_lone_changed_paragraph_is_paired_by_its_place() -> None:
    room = Newsroom("A B C", "[A] One\n[B] Two\n[C] Three")
    room.memory = ""
    room.source("A B2 C")
    room.sync()
    assert room.text == written("[A] One\n[B2 was:B stale] Two\n[C] Three")
    room.memory = ""
    room.source("A N D C")
    room.sync()
    assert "[" not in room.text and f"ar:{key('B')} orphan" in room.text


@pytest.mark.parametrize("with_memory", [True, False])
def test_a_reverted_original_needs_no_memory(with_memory: bool) -> None:
    room = Newsroom("A2 B", "[A2 was:A stale] One\n[B] Two")
    room.memory = room.memory if with_memory else ""
    room.source("A B")
    room.sync()
    assert room.text == written("[A] One\n[B] Two")


def test_the_plan_names_line_and_opening() -> None:
    room = Newsroom("A B C", "[title D] t\n[A] One\n[B mt] Two\n[C reviewed] Three", title="D")
    room.source("A2 C N", title="T")
    assert room.sync() == (
        Change("stale", 1, "title"),
        Change("stale", 4, "يشرب سكان المدينة القديمة من"),
        Change("removed", 7, "بنى العمال جسرا جديدا فوق"),
        Change("added", 0, "خصصت البلدية مبلغا من المال"),
    )
    room.source("A2 N", title="T")
    assert room.sync() == (Change("orphan", 7, "أعلنت الوزارة خطة لإصلاح المدارس"),)


def test_what_is_remembered_of_a_first_sync() -> None:
    done = sync(replace(sources("A", title="T"), translation=written("[A] Text")), Memory())
    assert done.value.text == written("[title T]\n[A] Text")
    assert done.value.records == (
        SourceRecord(key("T"), ARABIC["T"]),
        SourceRecord(key("A"), ARABIC["A"]),
        TextRecord((key("T"),), EMPTY, "", 1, "title"),
        TextRecord((key("A"),), text_hash("Text"), "Text", 1, "", f"title {key('T')}"),
    )


def test_a_file_of_drafts_alone_is_what_inserting_them_gives() -> None:
    room = Newsroom("A B C")
    drafts = {key(each): ENGLISH[each] for each in "ABC"}
    assert room.text == insert_drafts("", room.article, drafts)


def test_nothing_to_translate() -> None:
    done = sync(replace(sources(""), translation=None), Memory())
    assert (done.value.text, done.value.records, done.value.changes) == ("", (), ())
