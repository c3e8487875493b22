"""Stretches of text get their elements, whatever markup stands in the way, and no letter moves."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.prose import Prose, Run
from generator.text.inline_html import Stretch, is_cut, print_run
from generator.text.markdown import parse
from tests.text.samples import ARABIC, ENGLISH, Page, moderate, prose, writing

_TAG = re.compile(r"<[^>]+>")


def read(markdown: str, *, arabic: bool = False) -> tuple[Run, Prose]:
    blocks, _, _ = parse(markdown, writing(ARABIC if arabic else ENGLISH))
    block = blocks[0].prose
    return block.runs[0], block


def marked(markdown: str, *words: str, arabic: bool = False) -> str:
    """The first run with `[…]` around each of these words, which come after one another."""
    run, block = read(markdown, arabic=arabic)
    stretches = []
    at = 0
    for each in words:
        at = run.text.index(each, at)
        stretches.append(Stretch(at, at + len(each), "<q>", "</q>"))
    return print_run(run, block, stretches).replace("<q>", "[").replace("</q>", "]")


@pytest.mark.parametrize(
    ("markdown", "words", "expected"),
    [
        ("one two three", ["two"], "one [two] three"),
        ("one two three", ["one", "three"], "[one] two [three]"),
        ("one **two** three", ["one two three"], "[one <strong>two</strong> three]"),
        ("one **two** three", ["two"], "one <strong>[two]</strong> three"),
        ("one **two three** four", ["one two"], "[one ]<strong>[two] three</strong> four"),
        ("one **two *three* four** five", ["three four five"],
         "one <strong>two [<em>three</em> four]</strong>[ five]"),
        ("a `b. c` d", ["a b. c d"], '[a <code dir="ltr">b. c</code> d]'),
        ("one  \ntwo", ["one\ntwo"], "[one<br>\ntwo]"),
        ("1 < 2 & 3", ["< 2"], "1 [&lt; 2] &amp; 3"),
        ("[a b](http://x.y) c", ["a b c"], '[<a href="http://x.y">a b</a> c]'),
    ],
)  # fmt: skip
def test_stretches_among_markup(markdown: str, words: list[str], expected: str) -> None:
    assert marked(markdown, *words) == expected


def test_stretches_may_stand_in_one_another_and_cross() -> None:
    run, block = read("one two three four")
    inner = Stretch(4, 13, "<i>", "</i>")
    outer = Stretch(0, 18, "<b>", "</b>")
    assert print_run(run, block, [inner, outer]) == "<b>one <i>two three</i> four</b>"
    assert print_run(run, block, [outer, inner]) == "<b>one <i>two three</i> four</b>"
    crossing = Stretch(8, 18, "<u>", "</u>")
    assert print_run(run, block, [inner, crossing]) == "one <i>two <u>three</u></i><u> four</u>"


def test_a_name_in_several_kinds_of_markup_is_isolated_once() -> None:
    """Parted, its pieces would stand in the wrong order."""
    run, block = read("قالت Human **Rights** *Watch* أمس", arabic=True)
    assert print_run(run, block) == (
        'قالت <bdi lang="en" dir="ltr">Human <strong>Rights</strong> <em>Watch</em></bdi> أمس'
    )


def test_code_is_no_prose() -> None:
    run, _ = read("see `the UN` and the UN")
    assert run.text == "see the UN and the UN"
    assert run.masked == "see \ufffc\ufffc\ufffc\ufffc\ufffc\ufffc and the UN"


@pytest.mark.parametrize(
    ("markdown", "words", "expected"),
    [
        ("**the Paris** Agreement", "Paris Agreement", True),
        ("the **Paris** Agreement", "Paris Agreement", False),
        ("the **Paris Agreement** of 2015", "Paris Agreement", False),
        ("**the Paris Agreement** of 2015", "Paris Agreement", False),
        ("the *Paris* **Agreement**", "Paris Agreement", False),
        ("the [Paris Agreement](http://x.y)", "Paris Agreement", True),
        ("the Paris [Agreement](http://x.y)", "Paris Agreement", True),
        ("the Paris Agreement [here](http://x.y)", "Paris Agreement", False),
    ],
)
def test_where_a_link_cannot_go(markdown: str, words: str, *, expected: bool) -> None:
    run, _ = read(markdown)
    start = run.text.index(words)
    assert is_cut(run, start, start + len(words)) is expected


@given(prose, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=4))
@moderate
def test_no_letter_moves_and_every_tag_is_closed(
    markdown: str, places: list[tuple[int, int]]
) -> None:
    for language in (ARABIC, ENGLISH):
        blocks, _, _ = parse(markdown, writing(language))
        for block in blocks:
            for run in block.prose.runs:
                stretches = [
                    Stretch(start, min(start + length, len(run.text)), f'<q id="{i}">', "</q>")
                    for i, (start, length) in enumerate(places)
                    if start < len(run.text)
                ]
                html = print_run(run, block.prose, stretches)
                assert Page(html).faults == []
                assert _TAG.sub("", html) == escape(run.text, quote=False)
                for stretch in stretches:
                    assert _inside(html, stretch.opening) == (
                        run.text[stretch.start : stretch.end].replace("\n", "")
                    )


def _inside(html: str, opening: str) -> str:
    """The words inside the elements with this start tag, all of them together."""
    page = _Inside(opening)
    page.feed(html)
    return page.found.replace("\n", "")


class _Inside(Page):
    def __init__(self, opening: str) -> None:
        self.opening = opening
        self.found = ""
        self.depths: list[bool] = []
        super().__init__("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "img"):
            self.depths.append(f'<{tag} id="{dict(attrs).get("id")}">' == self.opening)

    def handle_endtag(self, tag: str) -> None:
        self.depths.pop()

    def handle_data(self, data: str) -> None:
        if any(self.depths):
            self.found += data
