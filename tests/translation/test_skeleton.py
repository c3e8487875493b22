"""Blocks taken apart and filled again: the words change, links, images and code stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.escape import escape, escape_start
from generator.text.inlines import inline_texts
from generator.text.markdown import parse, plain_text
from generator.translation.alignment import AlignedText
from generator.translation.skeleton import take_apart
from tests.text.samples import Page, few, moderate, prose, words, writing


def refilled(markdown: str, *texts: str, **labels: str) -> str:
    """The block with these texts in its slots, or its own where none are given."""
    skeleton = take_apart(markdown)
    texts = texts or tuple(slot.plain for slot in skeleton.slots)
    return skeleton.fill([AlignedText(text) for text in texts], labels).markdown


@pytest.mark.parametrize(
    ("block", "texts", "expected"),
    [
        ("واحد", ("One",), "One"),
        ("## عنوان", ("A heading",), "## A heading"),
        ("عنوان\n---", ("A heading",), "A heading\n---"),
        ("- واحد\n- اثنان", ("One", "Two"), "- One\n- Two"),
        ("1. واحد\n   - اثنان\n2. 2", ("One", "Two", "2 or 3"), "1. One\n   - Two\n2. 2 or 3"),
        ("> واحد\n> اثنان\n>\n> ثلاثة", ("One two", "Three"), "> One two\n>\n> Three"),
        ("واحد\nاثنان", ("One two",), "One two"),
        ("1. 1", ("one",), "1. one"),
        ("واحد **اثنان**", ("One two",), "One two"),
        ("قال `x = 1` نعم", ("Said x = 1 yes",), "Said `x = 1` yes"),
        ("قال `x = 1` نعم", ("Said yes",), "Said yes (`x = 1`)"),
        ("انظر [BBC](http://a.b) نعم", ("See BBC now",), "See [BBC](http://a.b) now"),
        ("انظر [BBC](http://a.b)", ("BBC and BBC",), "BBC and BBC ([BBC](http://a.b))"),
        ("سنة [1](http://a.b)", ("In 2021",), "In 2021 ([1](http://a.b))"),
        ("قال", ("2 * 2 < [3]",), "2 \\* 2 \\< \\[3\\]"),
        ("- قال", ("# no heading",), "- \\# no heading"),
        ("قال", ("1. no list",), "1\\. no list"),
    ],
)
def test_filling(block: str, texts: tuple[str, ...], expected: str) -> None:
    assert refilled(block, *texts) == expected


def test_tables_keep_their_cells() -> None:
    table = "| سنة | عدد |\n|---|--:|\n| - | 5 |\n| a \\| b | |"
    filled = refilled(table, "Year", "Count", "no data", "5", "a | b")
    blocks, _, _ = parse(filled, writing())
    assert [block.kind for block in blocks] == ["table"]
    assert blocks[0].plain == "Year Count no data 5 a | b"
    assert "|---|--:|" in filled


def test_labels_of_links_are_translated_on_their_own() -> None:
    skeleton = take_apart("قال [تقرير](http://a.b/c) نعم ![رسم](d.png)")
    assert skeleton.labels == ("تقرير", "رسم")
    filled = skeleton.fill(
        [AlignedText("A report said so")], {"تقرير": "report", "رسم": "a drawing"}
    )
    assert filled.markdown == "A [report](http://a.b/c) said so ![a drawing](d.png)"


def test_an_image_keeps_its_credit_translated_or_not() -> None:
    block = '![رسم](d.png "تصوير: لينا")'
    assert take_apart(block).labels == ("رسم", "تصوير: لينا")
    assert refilled(block, "") == block
    labels = {"رسم": "a drawing", "تصوير: لينا": "Photo: Lina"}
    assert refilled(block, "", **labels) == '![a drawing](d.png "Photo: Lina")'


@pytest.mark.parametrize(
    ("block", "labels"),
    [
        ("[BBC](u) و`ماء` و**2019**", ()),
        ("*ماء* و**ماء** و[ماء](u)", ("ماء",)),
        ("[ماء](u 'عنوان') نعم", ("ماء", "عنوان")),
        ("**كل هذا.**", ()),
        ("قال *كلمة ثم كلمة ثم كلمة ثم كلمة ثم كلمة* هنا", ()),
    ],
)
def test_what_is_worth_translating_on_its_own(block: str, labels: tuple[str, ...]) -> None:
    assert take_apart(block).labels == labels


def test_an_image_alone_stays() -> None:
    assert refilled("![رسم](river.svg)", "", **{"رسم": "A river"}) == "![A river](river.svg)"


def test_reference_links_become_links() -> None:
    references = {"REF": ("http://a.b", "")}
    skeleton = take_apart("قال [تقرير][ref]", references)
    assert skeleton.slots[0].plain == "قال تقرير"
    filled = skeleton.fill([AlignedText("He said")], {"تقرير": "report"})
    assert filled.markdown == "He said ([report](http://a.b))"


HARD = [
    "`` a`b `` z",
    "see [`x`](http://u.v) now",
    "[l](<http://x/(a> \"t\") m",
    "[# x](http://u.v) y",
    "\\# x",
    "\\## x",
    "\\>x",
    "- \\# x",
    "- 1\\. x",
    "> \\- x",
    "## a \\#",
    "a \\~\\~b\\~\\~ c",
    "AT&amp;amp; x",
    "text <!-- note --> more",
    "| x | y |\n|---|---|\n| - | - |",
    "- - - x",
    "\\=x",
    "a_b \\_c\\_",
    "\\`x\\`",
    "[a](http://u.v/b_c_d) \\[e\\]",
    "a\\\\",
    "http://u.v/a_b",
    "<http://u.v/a_b> z",
    "2024\\. x",
]  # fmt: skip


@pytest.mark.parametrize("block", HARD)
def test_hard_blocks_read_the_same_when_filled_with_their_own_words(block: str) -> None:
    filled = refilled(block)
    assert plain_text(filled).split() == plain_text(block).split()
    assert _kept(filled) == _kept(block)
    assert [each.kind for each in parse(filled, writing())[0]] == [
        each.kind for each in parse(block, writing())[0]
    ]


def _kept(markdown: str) -> list[tuple[str, ...]]:
    """Every link, image and code span."""
    return sorted(
        part
        for inline in inline_texts(markdown)
        for part in (
            *(("link", address) for _, address in inline.links),
            *(("image", address) for _, address in inline.images),
            *(("code", code) for code in inline.codes),
        )
    )


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """A block in which every link and code span has words of its own."""
    numbers = iter(range(100))

    def inline() -> str:
        parts = []
        for _ in range(draw(st.integers(1, 4))):
            number = next(numbers)
            form = draw(
                st.sampled_from(
                    ["{}", "{}", "*{}*", "**{}**", "`{}`", "[{}](http://a.b/c_d)", "[{}](../e/)"]
                )
            )
            parts.append(form.format(f"{draw(words)} w{number}"))
        return " ".join(parts)

    kind = draw(st.sampled_from(["text", "heading", "list", "numbers", "quote", "table"]))
    lines = [inline() for _ in range(draw(st.integers(1, 3)))]
    if kind == "table":
        return "\n".join(["| a | b |", "|---|---|", *(f"| {line} | 5 |" for line in lines)])
    if kind == "heading":
        return f"## {lines[0]}"
    sign = {"text": "x ", "list": "- ", "numbers": "1. ", "quote": "> "}[kind]
    return "\n".join(sign + line for line in lines)


@given(blocks())
@moderate
def test_filled_with_its_own_words_a_block_reads_the_same(block: str) -> None:
    filled = refilled(block)
    assert plain_text(filled) == plain_text(block)
    assert _kept(filled) == _kept(block)


@given(blocks(), words | prose)
@moderate
def test_no_reference_is_lost_whatever_the_words(block: str, text: str) -> None:
    skeleton = take_apart(block)
    filled = skeleton.fill([AlignedText(text) for _ in skeleton.slots], {}).markdown
    assert _kept(filled) == _kept(block)
    html = "".join(each.html for each in parse(filled, writing())[0])
    assert Page(html).faults == []


@given(blocks() | prose)
@moderate
def test_fixed_parts_and_slots_alternate(text: str) -> None:
    for block in parse(text, writing())[0]:
        skeleton = take_apart(block.text)
        assert len(skeleton.fixed) == len(skeleton.slots) + 1


@given(prose)
@moderate
def test_escaped_text_reads_the_same(text: str) -> None:
    text = " ".join(text.split())
    markdown = escape_start(escape(text))
    assert plain_text(markdown) == text
    assert [block.kind for block in parse(markdown, writing())[0]] == ["paragraph"][: len(text)]


SIGNS = [*"ab 1#~&;*_>-+=.)`[](!<\\|:", "&amp;", "  ", "\n"]


@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
@moderate
def test_escaped_signs_read_the_same(text: str) -> None:
    text = " ".join(text.split())
    assert plain_text(escape_start(escape(text))) == text
    assert plain_text(f"- x {escape(text)} y") == f"x {text} y".replace("  ", " ")


@given(words)
@few
def test_plain_words_need_no_escape(text: str) -> None:
    assert escape(text) == text
