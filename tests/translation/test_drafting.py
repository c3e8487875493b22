"""Drafts put into a file: nothing that stood there is lost, moved or changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.segment import State, TargetBlock
from generator.ports import Draft
from generator.translation.drafting import (
    insert_drafts,
    is_safe_draft,
    missing_passages,
)
from tests.text.samples import anything, few, moderate, prose
from tests.translation.articles import Case, article, cases, key, paired, read

ONE, TWO, THREE = key("واحد"), key("اثنان"), key("ثلاثة")
MACHINE = {"One": key("One"), "Two": key("Two"), "Three": key("Three"), "Title": key("Title")}
COUNT = article("واحد", "اثنان", "ثلاثة", strings=[("title", "عنوان")])
DRAFTS = {"title": "Title", ONE: "One", TWO: "Two", THREE: "Three"}
WHOLE = (
    f"<!-- title ar:{key('عنوان')} mt:{MACHINE['Title']} | عنوان -->\nTitle\n\n"
    f"<!-- ar:{ONE} mt:{MACHINE['One']} | واحد -->\nOne\n\n"
    f"<!-- ar:{TWO} mt:{MACHINE['Two']} | اثنان -->\nTwo\n\n"
    f"<!-- ar:{THREE} mt:{MACHINE['Three']} | ثلاثة -->\nThree\n"
)


def texts(text: str) -> list[str]:
    return [block.text for block in read(text).blocks]


def wanted(source: Case) -> list[str]:
    return [each.identity for each in missing_passages(paired(source.article, source.text))]


def test_a_new_file() -> None:
    assert insert_drafts("", COUNT, DRAFTS) == WHOLE


@pytest.mark.parametrize("final", ["", "\n", "\n\n"])
def test_a_draft_goes_behind_its_predecessor(final: str) -> None:
    text = f"<!-- ar:{ONE} -->\nUno\n\n<!-- own -->\nMine\n\n<!-- ar:{THREE} -->\nTres{final}"
    found = insert_drafts(text, COUNT, {TWO: "Two"})
    assert texts(found) == ["Uno", "Mine", "Two", "Tres"]
    assert found.endswith(f"Tres{final}")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("final", ["", "\n", "\n\n"])
def test_one_blank_line_stands_before_a_draft_at_the_end(final: str, ending: str) -> None:
    text = f"<!-- ar:{ONE} -->\nUno{final}".replace("\n", ending)
    found = insert_drafts(text, COUNT, {TWO: "Two"})
    assert found.startswith(f"<!-- ar:{ONE} -->{ending}Uno{ending * 2}<!-- ar:{TWO} ")
    assert found.endswith(f"-->{ending}Two{ending}")


def test_several_drafts_at_one_place_keep_the_order_of_the_source() -> None:
    text = f"<!-- ar:{THREE} -->\nTres\n"
    assert texts(insert_drafts(text, COUNT, DRAFTS)) == ["Title", "One", "Two", "Tres"]
    assert texts(insert_drafts(WHOLE.split("<!-- ar:", maxsplit=1)[0], COUNT, DRAFTS)) == [
        "Title", "One", "Two", "Three",
    ]  # fmt: skip


def test_a_draft_follows_its_predecessor_wherever_that_was_moved() -> None:
    text = f"<!-- ar:{TWO} -->\nDos\n\n<!-- ar:{ONE} -->\nUno\n"
    assert texts(insert_drafts(text, COUNT, {THREE: "Three"})) == ["Dos", "Three", "Uno"]


def test_an_emptied_block_is_drafted_where_it_stands() -> None:
    text = f"<!-- ar:{TWO} reviewed by:LH ok:numbers -->\n\n<!-- ar:{ONE} -->\nUno\n"
    found = insert_drafts(text, COUNT, {TWO: "Two"})
    assert texts(found) == ["Two", "Uno"]
    marker = read(found).blocks[0].marker
    assert marker.accepted == ("numbers",)
    assert not marker.reviewed
    assert marker.machine_hash == MACHINE["Two"]


def test_an_emptied_merged_block_falls_apart_into_its_parts() -> None:
    text = f"<!-- ar:{ONE}+{TWO} -->\n\n<!-- ar:{THREE} -->\nTres\n"
    assert wanted(Case(COUNT, text)) == ["title", ONE, TWO]
    assert texts(insert_drafts(text, COUNT, {ONE: "One", TWO: "Two"})) == ["One", "Two", "Tres"]


@pytest.mark.parametrize(
    "words", [f"ar:{ONE}", f"ar:{ONE} was:{THREE} stale", f"ar:{ONE}+{TWO}", f"ar:{ONE} mt:{TWO}"]
)
def test_text_is_never_replaced(words: str) -> None:
    text = f"<!-- {words} -->\nUno\n"
    assert insert_drafts(text, COUNT, {ONE: "One"}) == text
    assert ONE not in wanted(Case(COUNT, text))


def test_a_passage_left_out_stays_left_out() -> None:
    text = f"<!-- ar:{ONE} omit -->\n"
    assert wanted(Case(COUNT, text)) == ["title", TWO, THREE]
    assert insert_drafts(text, COUNT, {ONE: "One"}) == text


def test_an_orphan_does_not_stand_for_its_source() -> None:
    text = f"<!-- ar:{ONE} orphan -->\nOld\n"
    assert wanted(Case(COUNT, text)) == ["title", ONE, TWO, THREE]
    assert sorted(texts(insert_drafts(text, COUNT, {ONE: "One"}))) == ["Old", "One"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "notes", ["<!-- ask Lina -->", "<!-- ask\nLina -->", "<!-- a -->\n\n<!-- b -->"]
)
def test_notes_stay_when_an_empty_block_is_drafted(notes: str, ending: str) -> None:
    text = f"<!-- ar:{ONE} -->\n{notes}\n\n<!-- ar:{TWO} -->\nDos\n".replace("\n", ending)
    assert wanted(Case(COUNT, text)) == ["title", ONE, THREE]
    found = insert_drafts(text, COUNT, {ONE: "One"})
    blocks = read(found).blocks
    assert [block.text for block in blocks] == ["One", "Dos"]
    assert blocks[0].notes == read(text).blocks[0].notes != ""
    assert found.count("\n") == found.count(ending)
    assert paired(COUNT, found).segments[0].state is State.MACHINE


@pytest.mark.parametrize("head", ["<!-- a note -->\n", "\ufeff<!-- a note -->\n\n"])
def test_notes_at_the_head_stay_there(head: str) -> None:
    found = insert_drafts(f"{head}<!-- ar:{TWO} -->\nDos\n", COUNT, {ONE: "One"})
    assert found.startswith(head)
    assert texts(found) == ["One", "Dos"]


def test_windows_line_endings_are_kept() -> None:
    text = f"<!-- ar:{ONE} -->\r\nUno\r\n"
    found = insert_drafts(text, COUNT, {**DRAFTS, TWO: "Two\n\nmore"})
    assert found.count("\n") == found.count("\r\n")
    assert f"<!-- ar:{ONE} -->\r\nUno\r\n" in found
    assert texts(found) == ["Title", "Uno", "Two\r\n\r\nmore", "Three"]


def test_code_is_not_translated() -> None:
    source = article("```\nx = 1\n```", "---", "واحد")
    found = missing_passages(paired(source, ""))
    assert [(each.sentences, each.composed({}).text) for each in found[:2]] == [
        ((), "```\nx = 1\n```"),
        ((), "---"),
    ]


def test_indented_code_stays_code() -> None:
    source = article("    x = 1\n    y = 2", "واحد")
    code = missing_passages(paired(source, ""))[0].composed({}).text
    assert is_safe_draft(code)
    found = insert_drafts("", source, {source.blocks[0].key: code})
    assert texts(found) == ["    x = 1\n    y = 2"]


def test_passages_are_made_of_sentences() -> None:
    source = article("- واحد. اثنان.\n- **ثلاثة**", strings=[("title", "عنوان؟ نعم.")])
    title, listing = missing_passages(paired(source, ""))
    assert title.sentences == (("عنوان؟", "نعم."),)
    assert listing.sentences == (("واحد.", "اثنان."), ("ثلاثة",))
    done = drafts({"عنوان؟": "Title?", "نعم.": "*Yes*.", "واحد.": "One.", "اثنان.": "2 * 2."})
    assert title.is_ready(done)
    assert title.composed(done).text == "Title? *Yes*."
    assert title.composed(done).sentences == (("عنوان؟", "Title?"), ("نعم.", "*Yes*."))
    assert not listing.is_ready(done)
    composed = listing.composed(done | drafts({"ثلاثة": "Three"}))
    assert composed.text == "- One. 2 \\* 2.\n- **Three**"
    assert (composed.score, composed.worst, composed.notes) == (-0.5, -0.9, ())


def drafts(texts: dict[str, str]) -> dict[str, Draft]:
    """Translations as an engine gives them."""
    return {source: Draft(text, -0.5, token_scores=(-0.1, -0.9)) for source, text in texts.items()}


def _is_drafted(block: TargetBlock) -> bool:
    """Whether a block without text asks for a draft."""
    marker = block.marker
    return not block.text and not (marker.omit or marker.own or marker.orphan)


@given(cases(), st.data())
@moderate
def test_whatever_stood_in_the_file_stands_there_still(case: Case, data: st.DataObject) -> None:
    missing = wanted(case)
    chosen = data.draw(st.lists(st.sampled_from(missing), unique=True)) if missing else []
    drafts = {identity: f"Draft {number}." for number, identity in enumerate(chosen)}
    found = insert_drafts(case.text, case.article, drafts)
    text = case.text
    before, after = read(text).blocks, read(found).blocks

    old = [(replace(block.marker, line=0), block.text) for block in before]
    new = [(replace(block.marker, line=0), block.text) for block in after]
    kept = [each for each, block in zip(old, before, strict=True) if not _is_drafted(block)]
    rest = iter(new)
    assert all(each in rest for each in kept), "blocks are gone, changed or out of order"
    drafted = [text for _, text in new if text.startswith("Draft")]
    assert sorted(drafted) == sorted(drafts.values())
    for block in before:
        if not _is_drafted(block):
            assert text[block.start : block.end].strip() in found


@given(cases())
@moderate
def test_with_every_draft_nothing_is_missing(case: Case) -> None:
    drafts = {identity: f"Draft of {identity}." for identity in wanted(case)}
    found = insert_drafts(case.text, case.article, drafts)
    assert missing_passages(paired(case.article, found)) == ()
    translated = paired(case.article, found)
    shown = {
        identity: segment
        for segment in (*translated.segments, *translated.strings.values())
        for identity in [source.name or source.key for source in segment.sources]
    }
    for identity, draft in drafts.items():
        assert shown[identity].target == draft
        assert shown[identity].state is State.MACHINE
    assert insert_drafts(found, case.article, drafts) == found


@given(cases())
@few
def test_without_drafts_the_file_is_untouched(case: Case) -> None:
    assert insert_drafts(case.text, case.article, {}) == case.text
    found = paired(case.article, case.text)
    present = {
        block.key: "x"
        for segment in found.segments
        if segment.state not in (State.MISSING, State.UNSYNCED)
        for block in segment.sources
    }
    assert insert_drafts(case.text, case.article, present) == case.text


@pytest.mark.parametrize(
    "draft",
    [
        "Text\n<!-- ar:1a2b3c4d -->\nmore",
        "<!-- own -->",
        "Text\n<!-- own -->\n",
        "<!--ar:1a2b3c4d-->",
        "ar:1a2b3c4d",
        "<<<<<<< HEAD",
        "Text\n>>>>>>> x",
        "a\n<!– own –>",
    ],
)
def test_forged_markers_are_refused(draft: str) -> None:
    assert not is_safe_draft(draft)


@pytest.mark.parametrize(
    "draft", ["Text.", "", "## a\n\n- b\n- c", "a <!-- note --> b", "a\n=======\n"]
)
def test_safe_drafts(draft: str) -> None:
    assert is_safe_draft(draft)


@pytest.mark.parametrize("draft", ["<!-- note -->", "Text.\n<!-- note -->", "<!--\nnote\n-->\n\nx"])
def test_a_comment_alone_on_its_line_would_not_be_shown(draft: str) -> None:
    assert not is_safe_draft(draft)


@given(prose | anything | st.text(alphabet="<!-- ar:1a2b3c4d own >\n", max_size=60))
@moderate
def test_a_safe_draft_is_read_back_whole(draft: str) -> None:
    if not is_safe_draft(draft) or not draft.strip():
        return
    found = insert_drafts(f"<!-- ar:{ONE} -->\nUno\n", COUNT, {TWO: draft})
    blocks = read(found).blocks
    assert [block.text.strip() for block in blocks] == ["Uno", draft.strip()]
    assert blocks[1].marker.machine_hash == key(blocks[1].text)
