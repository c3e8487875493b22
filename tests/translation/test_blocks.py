"""Keys of source blocks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.text.normal import text_hash
from generator.translation.blocks import Openings, name_strings
from tests.text.samples import few
from tests.translation.articles import WORDS, article


def test_key_is_the_hash_and_twins_are_numbered() -> None:
    blocks = article("ماء", "## نهر", "ماء", "مــاء").blocks
    water = text_hash("ماء")
    assert [block.key for block in blocks] == [
        water,
        text_hash("## نهر"),
        f"{water}.2",
        f"{water}.3",
    ]
    assert [(block.kind, block.line, block.plain) for block in blocks] == [
        ("paragraph", 1, "ماء"),
        ("heading", 3, "نهر"),
        ("paragraph", 5, "ماء"),
        ("paragraph", 7, "مــاء"),
    ]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
@few
def test_keys_are_unique_and_say_which_text(paragraphs: list[str]) -> None:
    blocks = article(*paragraphs).blocks
    assert [block.text for block in blocks] == paragraphs
    assert len({block.key for block in blocks}) == len(blocks)
    assert [block.key.partition(".")[0] for block in blocks] == [text_hash(p) for p in paragraphs]


def test_reformatting_leaves_the_key_alone() -> None:
    assert article("ماء النهر يصل").blocks[0].key == article("ماء\nالنهر  يصل ").blocks[0].key
    assert article("ماء").blocks[0].key != article("ماءً").blocks[0].key


def test_strings_are_named_and_not_numbered() -> None:
    strings = name_strings([("title", "ماء", 1), ("summary", "ماء", 2)])
    assert [(each.name, each.line, each.kind) for each in strings] == [
        ("title", 1, "string"),
        ("summary", 2, "string"),
    ]
    assert {each.key for each in strings} == {text_hash("ماء")}


def test_a_block_is_found_by_its_first_words_or_its_key() -> None:
    blocks = article("ماء **النهر** بعيد", "ماء البحر", "ماء النهر").blocks
    assert Openings(blocks).find("ماء  النهر") == (blocks[0].key, blocks[2].key)
    assert Openings(blocks).find("ماء البحر") == (blocks[1].key,)
    assert Openings(blocks).find(blocks[1].key) == (blocks[1].key,)
    assert Openings(blocks).find("جسر") == ()
    assert Openings(blocks).find("  ") == ()
