"""Markdown: cut into blocks with their lines, rendered without a single tag of the author's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problem import Severity
from generator.text.addresses import is_external, is_unsafe
from generator.text.inlines import inline_texts
from generator.text.markdown import parse, plain_text
from tests.text.samples import ARABIC, ENGLISH, Page, anything, few, moderate, prose, words, writing

TAGS = frozenset(
    {
        "a",
        "p",
        "em",
        "strong",
        "s",
        "code",
        "pre",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "bdi",
        "br",
        "hr",
        "img",
        "figure",
        "figcaption",
        "span",
    }
)
ATTRIBUTES = frozenset(
    {
        "href",
        "src",
        "alt",
        "title",
        "lang",
        "dir",
        "start",
        "class",
        "tabindex",
        "role",
        "scope",
        "loading",
        "decoding",
    }
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
SCHEMES = ("http:", "https:", "mailto:", "tel:")


def faults(html: str) -> list[str]:
    """Everything a page must not hold."""
    page = Page(html)
    found = list(page.faults)
    for tag, attributes in page.tags:
        found += [f"<{tag}>"] if tag not in TAGS else []
        for name, value in attributes.items():
            found += [f"{name}=" for _ in [0] if name not in ATTRIBUTES]
            if name in ("href", "src") and value:
                # As browsers read it: control characters and spaces do not count.
                scheme = _SCHEME.match("".join(each for each in value if each > " "))
                found += [value for _ in [0] if scheme and scheme[0].lower() not in SCHEMES]
    return found


def html_of(text: str) -> str:
    return "".join(block.html for block in parse(text, writing())[0])


def codes(text: str) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in parse(text, writing())[1]]


def test_blocks_with_kinds_lines_and_plain_text() -> None:
    text = (
        "\nA *first*\nparagraph.\n\n## A heading\n\n- one\n\n  more\n- two\n\n> said\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n```py\nx = 1\n```\n\n    y = 2\n\n---\n\n1. last\n"
    )
    blocks = parse(text, writing())[0]
    assert [(block.kind, block.line, block.plain) for block in blocks] == [
        ("paragraph", 2, "A first paragraph."),
        ("heading", 5, "A heading"),
        ("list", 7, "one more two"),
        ("quote", 12, "said"),
        ("table", 14, "a b c d"),
        ("code", 18, "x = 1"),
        ("code", 22, "y = 2"),
        ("rule", 24, ""),
        ("list", 26, "last"),
    ]
    assert blocks[0].text == "A *first*\nparagraph."
    assert blocks[2].text == "- one\n\n  more\n- two"
    assert blocks[6].text == "    y = 2"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_endings(ending: str) -> None:
    blocks = parse(f"one{ending}two{ending}{ending}three", writing())[0]
    assert [(block.text, block.line) for block in blocks] == [("one\ntwo", 1), ("three", 4)]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** ~~c~~", "<p><em>a</em> <strong>b</strong> <s>c</s></p>"),
        ("# a", "<h2>a</h2>"),
        ("### a", "<h3>a</h3>"),
        ("`<b>`", '<p><code dir="ltr">&lt;b&gt;</code></p>'),
        ("    a < b", '<pre dir="ltr"><code>a &lt; b\n</code></pre>'),
        ("```\na\n```", '<pre dir="ltr"><code>a\n</code></pre>'),
        ('[a](http://b.c "t\\"")', '<p><a href="http://b.c" title="t&quot;">a</a></p>'),
        ("[a](http://b.c?d=1&e=2)", '<p><a href="http://b.c?d=1&amp;e=2">a</a></p>'),
        (
            '![a *b*](c.png "d")',
            '<figure class="figure"><img src="c.png" alt="a b" loading="lazy" decoding="async">'
            '<figcaption><span class="credit">d</span></figcaption></figure>',
        ),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("a <!-- note --> b", "<p>a  b</p>"),
        ("a & b &amp; c", "<p>a &amp; b &amp; c</p>"),
    ],
)
def test_rendering(text: str, html: str) -> None:
    assert html_of(text) == html


def test_tables_stand_in_a_box_that_scrolls() -> None:
    html = html_of("| a |\n|:-:|\n| b |")
    assert html.startswith('<div class="table-box"><table>')
    assert '<th scope="col">a</th>' in html
    assert "<td>b</td>" in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("- one\n\n      x = 1\n", "pre"),
        ("> ```\n> x = 1\n> ```", "pre"),
        ("> | a |\n> |---|\n> | b |", "div"),
    ],
)
def test_what_scrolls_inside_a_list_or_quotation_can_be_reached_by_keyboard(
    text: str, tag: str
) -> None:
    (attributes,) = [attributes for name, attributes in Page(html_of(text)).tags if name == tag]
    assert attributes["tabindex"] == "0"


def test_runs_of_the_other_direction_are_isolated_in_text_only() -> None:
    html = parse("قالت **NATO** إن [44%](http://a.b)", writing(ARABIC))[0][0].html
    assert '<strong><bdi lang="en" dir="ltr">NATO</bdi></strong>' in html
    assert '<a href="http://a.b"><bdi dir="ltr">44%</bdi></a>' in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a <b onclick=x>b</b>", "a &lt;b onclick=x&gt;b&lt;/b&gt;"),
        ("<!-- note --> <i>x</i>", "&lt;!-- note --&gt; &lt;i&gt;x&lt;/i&gt;"),
        ("<?php x ?>", "&lt;?php x ?&gt;"),
        ("<![CDATA[x]]>", "&lt;![CDATA[x]]&gt;"),
        ("<!DOCTYPE html>", "&lt;!DOCTYPE html&gt;"),
    ],
)
def test_raw_html_is_shown_as_text_and_reported(text: str, shown: str) -> None:
    blocks, problems, _ = parse(f"a\n\n{text}", writing())
    assert shown in blocks[1].html
    assert {problem.code for problem in problems} == {"raw-html"}
    assert {problem.place.line for problem in problems} == {3}
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_comments_that_stand_alone_are_no_blocks() -> None:
    blocks, problems, _ = parse(
        "one\n\n<!-- a\nnote -->\n\n<!-- b --> <!-- c -->\n\ntwo", writing()
    )
    assert [(block.text, block.line) for block in blocks] == [("one", 1), ("two", 8)]
    assert problems == ()


UNSAFE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:x",
    "data:text/html;base64,AAAA",
    "file:///etc/passwd",
    "blob:x",
]


@pytest.mark.parametrize("address", UNSAFE)
@pytest.mark.parametrize("form", ["[a]({})", "![a]({})", "[a]\n\n[a]: {}"])
def test_unsafe_addresses_are_refused_with_a_problem(address: str, form: str) -> None:
    blocks, problems, _ = parse(form.format(address), writing())
    assert [problem.code for problem in problems] == ["unsafe-link"]
    assert problems[0].is_error
    assert "href" not in blocks[0].html
    assert "src" not in blocks[0].html


def test_an_autolink_may_not_be_unsafe_either() -> None:
    blocks, problems, _ = parse("<javascript:alert(1)>", writing())
    assert [problem.code for problem in problems] == ["unsafe-link"]
    assert blocks[0].html == "<p><a>javascript:alert(1)</a></p>"


@pytest.mark.parametrize(
    "address", ["http://a.b", "https://a.b/c?d=e#f", "mailto:a@b.c", "tel:+201234", "#part"]
)
def test_good_addresses_pass(address: str) -> None:
    assert f'href="{address}"' in html_of(f"[a]({address})")
    assert codes(f"[a]({address})") == []


def test_problems_stand_on_their_own_line() -> None:
    text = "a\nb [x](javascript:1)\nc ![y](http://z.w/p.png)\n\n# top\n\n- i\n- [x](data:,)\n"
    assert codes(text) == [
        ("unsafe-link", "text.md:2"),
        ("remote-image", "text.md:3"),
        ("heading-level", "text.md:5:1"),
        ("unsafe-link", "text.md:8"),
    ]


def test_addresses_that_lead_nowhere() -> None:
    nowhere = writing(leads_somewhere=False)
    blocks, problems, _ = parse("[a](../b/) ![c](d.png)", nowhere)
    assert [problem.code for problem in problems] == ["broken-link", "missing-image"]
    assert blocks[0].html == "<p><a>a</a> c</p>"


def test_definitions_are_handed_on() -> None:
    _, _, found = parse('[label][ref]\n\n[Ref]: http://a.b "t"', writing())
    assert list(found.values()) == [("http://a.b", "t")]
    blocks, _, _ = parse("[other][ref]", writing(), found)
    assert blocks[0].html == '<p><a href="http://a.b" title="t">other</a></p>'


def test_comments_are_read_by_nobody() -> None:
    assert plain_text("one <!-- note --> two") == "one two"
    assert plain_text("one <b>two</b>") == "one <b>two</b>"


def test_inline_texts() -> None:
    found = inline_texts("- see [the *report*](http://a.b) and `x`\n- > b\n\n| c |\n|---|\n| d |")
    assert [each.plain for each in found] == ["see the report and x", "b", "c", "d"]
    assert found[0].links == (("the report", "http://a.b"),)
    assert found[0].codes == ("x",)


@pytest.mark.parametrize(
    ("address", "unsafe", "external"),
    [
        ("", False, False),
        ("a/b", False, False),
        ("#a", False, False),
        ("//a.b", False, True),
        ("https://a.b", False, True),
        ("mailto:a@b", False, True),
        ("java\nscript:x", True, True),
        (" javascript:x", True, True),
        ("http://[", True, True),
        ("./a:b", False, False),
    ],
)
def test_kinds_of_address(address: str, unsafe: bool, external: bool) -> None:
    assert is_unsafe(address) is unsafe
    assert is_external(address) is external


PIECES = [
    "a",
    "b",
    "ماء",
    "44%",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    '"',
    "'",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "```",
    "|",
    "|---|",
    "\\",
    "&#106;",
    "javascript:",
    "data:",
    "http:",
    "<script>",
    "<a onclick=x>",
    "</b>",
    "<!--",
    "-->",
    "<!",
    "<?",
    "]]>",
    "\x00",
    "\x01",
    "&quot;",
    "on=",
    "[a]: ",
    "\t",
    "\r",
    "//",
    "<img src=x onerror=y>",
]
SYNTAX = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(SYNTAX | prose | anything)
@moderate
def test_no_text_makes_an_unsafe_or_broken_page(text: str) -> None:
    for language in (ENGLISH, ARABIC):
        blocks, _, _ = parse(text, writing(language))
        for block in blocks:
            assert faults(block.html) == []


@given(SYNTAX)
@moderate
def test_blocks_stand_on_the_lines_they_name(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    last = 0
    for block in parse(text, writing())[0]:
        assert block.line > last
        length = block.text.count("\n") + 1
        there = "\n".join(lines[block.line - 1 : block.line - 1 + length])
        assert there.startswith(block.text)
        last = block.line + length - 1


@given(st.lists(words, min_size=1, max_size=5))
@few
def test_plain_paragraphs_read_as_they_are_written(paragraphs: list[str]) -> None:
    letters = [f"x{each}" for each in paragraphs]
    blocks = parse("\n\n".join(letters), writing())[0]
    assert [block.text for block in blocks] == letters
    assert [block.plain for block in blocks] == letters
    assert plain_text("\n\n".join(letters)) == " ".join(letters)


def _suite(shared: Path, name: str) -> list[str]:
    path = shared / "suites" / name
    if not path.is_file():
        pytest.skip(f"{name} is absent")
    cases = json.loads(path.read_text("utf-8"))
    return [each["markdown"] if isinstance(each, dict) else each for each in cases]


@pytest.mark.parametrize("name", ["commonmark-spec.json", "naughty-strings.json"])
def test_suites_of_hard_text(shared: Path, name: str) -> None:
    texts = _suite(shared, name)
    assert len(texts) > 100
    for text in texts:
        for language in (ENGLISH, ARABIC):
            for block in parse(text, writing(language))[0]:
                assert faults(block.html) == [], text
        plain_text(text)
