"""Translation files read into blocks: nothing is lost, every fault has its line."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.segment import Review
from generator.text.normal import text_hash
from generator.translation.reading import read_target
from tests.text.samples import anything, moderate, prose
from tests.translation.articles import Case, cases, read

A, B, C = "1a2b3c4d", "5e6f7a8b", "00000000"


def faults(text: str) -> list[tuple[str, str]]:
    """(place, code) of each problem."""
    problems = read_target(text, "f.md").problems
    assert all(problem.is_error and problem.hint for problem in problems)
    return [(str(problem.place).removeprefix("f.md:"), problem.code) for problem in problems]


def test_blocks_of_a_file() -> None:
    text = (
        f"<!-- title ar:{A} -->\nA title\n\n<!-- ar:{B} stale was:{C} -->\n\nOne.\n\nTwo.\n\n"
        "<!-- own -->\nMine."
    )
    target = read(text)
    assert [(block.marker.line, block.text) for block in target.blocks] == [
        (1, "A title"),
        (4, "One.\n\nTwo."),
        (10, "Mine."),
    ]
    assert target.article_review is None
    for block in target.blocks:
        assert text[block.start :].startswith("<!-- ")
        assert text[block.start : block.end].rstrip().endswith(block.text)


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "  \n\r\n"])
def test_an_empty_file_has_no_blocks_and_no_faults(text: str) -> None:
    assert read(text).blocks == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("final", ["", "\n", "\n\n \n"])
def test_stored_by_any_program(ending: str, bom: str, final: str) -> None:
    text = f"{bom}<!-- ar:{A} -->\nOne\ntwo.\n\n<!-- ar:{B} -->  \nThree.{final}"
    target = read(text.replace("\n", ending))
    assert [(block.marker.line, block.marker.keys) for block in target.blocks] == [
        (1, (A,)),
        (5, (B,)),
    ]
    assert [block.text for block in target.blocks] == [f"One{ending}two.", "Three."]
    assert target.blocks[0].start == len(bom)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_indented_first_line_keeps_its_indentation(ending: str) -> None:
    text = f"<!-- ar:{A} -->\n \n    x = 1\n    y = 2\n\n".replace("\n", ending)
    assert read(text).blocks[0].text == f"    x = 1{ending}    y = 2"


@given(prose | anything | cases().map(lambda case: case.text))
@moderate
def test_head_and_blocks_cover_the_file(text: str) -> None:
    target = read_target(text, "f.md").value
    assert target.text == text
    edges = [block.start for block in target.blocks] + [len(text)]
    assert edges == sorted(edges)
    assert [block.end for block in target.blocks] == edges[1:]
    for block in target.blocks:
        body = text[block.start : block.end]
        marker_line, _, rest = body.partition("\n")
        assert marker_line.strip().endswith("-->")
        if not block.notes:
            # What belongs to no text is the marker's line and white space.
            assert block.text in rest
            assert rest.replace(block.text, "", 1).strip() == ""
        told = Counter("".join((block.text + block.notes).split()))
        assert told == Counter("".join(rest.split()))


@given(cases())
@moderate
def test_files_written_by_the_rules_are_free_of_faults(case: Case) -> None:
    read(case.text)


@pytest.mark.parametrize(
    ("line", "review"),
    [
        ("<!-- article reviewed -->", Review("")),
        ("<!-- article reviewed by:LH -->", Review("LH")),
        ("<!-- article reviewed by:ل.ه -->  ", Review("ل.ه")),
        ("\ufeff<!-- article reviewed by:LH -->\r", Review("LH")),
        ("<!-- article reviewed by:LH on:2026-11-24 -->", Review("LH", date(2026, 11, 24))),
        ("<!-- article reviewed on:2026-11-24 -->", Review("", date(2026, 11, 24))),
    ],
)
def test_review_of_the_whole_article(line: str, review: Review) -> None:
    target = read(f"{line}\n<!-- ar:{A} -->\nOne.\n")
    assert target.article_review == review
    assert [block.text for block in target.blocks] == ["One."]


@pytest.mark.parametrize("day", ["24.11.2026", "2026-02-30", "today"])
def test_a_review_of_the_whole_article_on_no_day(day: str) -> None:
    line = f"<!-- article reviewed by:LH on:{day} -->"
    assert faults(f"{line}\n<!-- ar:{A} -->\nOne.\n") == [("1:1", "damaged-marker")]


def test_review_of_the_article_stands_on_line_1() -> None:
    assert faults(f"\n<!-- article reviewed -->\n<!-- ar:{A} -->\nx") == [("2:1", "damaged-marker")]


def test_e1_conflict() -> None:
    text = f"<!-- ar:{A} -->\n<<<<<<< HEAD\nOne.\n||||||| base\nOn.\n=======\nUno.\n>>>>>>> x\n"
    assert faults(text) == [(f"{line}:1", "conflict-marker") for line in (2, 4, 8)]
    assert faults(text.replace("\n", "\r\n")) == faults(text)
    assert faults("<<<<<<<\n") == [("1:1", "conflict-marker")]


@pytest.mark.parametrize(
    "text", ["Heading\n=======", "<<<<<<<< x", "a <<<<<<< x", "<<<<<<<x", ">>>>>> x", "|||||| x"]
)
def test_what_is_no_conflict(text: str) -> None:
    assert faults(f"<!-- ar:{A} -->\n{text}\n") == []


def test_e2_damaged_marker() -> None:
    text = f"<!-- ar:{A} -->\nOne.\n\n<!--ar:{B} -->\nTwo.\n\n<!-- ar:{C[:7]} -->\nThree.\n"
    assert faults(text) == [("4:1", "damaged-marker"), ("7:1", "damaged-marker")]
    hint = read_target(text, "f.md").problems[0].hint
    assert f"<!-- ar:{B} -->" in hint


def test_e3_one_key_twice() -> None:
    text = f"<!-- ar:{A} -->\nOne.\n<!-- ar:{B}+{A} -->\nTwo.\n<!-- ar:{A} -->\nThree.\n"
    assert faults(text) == [("3:1", "duplicate-block"), ("5:1", "duplicate-block")]
    assert "on line 1" in read_target(text, "f.md").problems[1].message


def test_e3_one_name_twice() -> None:
    text = f"<!-- title ar:{A} -->\nOne.\n<!-- title ar:{B} -->\nTwo.\n"
    assert faults(text) == [("3:1", "duplicate-block")]


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- ar:{A} -->\nOne.\n<!-- ar:{A}.2 -->\nTwo.\n",
        f"<!-- ar:{A} orphan -->\nOne.\n<!-- ar:{A} -->\nTwo.\n<!-- ar:{A} orphan -->\nThree.\n",
        f"<!-- title ar:{A} -->\nOne.\n<!-- summary ar:{A} -->\nTwo.\n<!-- ar:{A} -->\nThree.\n",
        "<!-- own -->\nOne.\n<!-- own -->\nTwo.\n",
    ],
)
def test_e3_does_not_mean_twins_orphans_names_and_own_passages(text: str) -> None:
    assert faults(text) == []


def test_e4_unknown_word() -> None:
    text = f"<!-- ar:{A} -->\nOne.\n\n<!-- ar:{B} reveiwed -->\nTwo.\n"
    assert faults(text) == [("4:1", "unknown-word")]
    assert read_target(text, "f.md").problems[0].hint == "did you mean `reviewed`?"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("body", "text", "notes"),
    [
        ("<!-- n -->\nOne.", "One.", "<!-- n -->"),
        ("One.\n<!-- n -->", "One.", "<!-- n -->"),
        ("One.\n\n<!-- n -->\nTwo.", "One.\n\nTwo.", "<!-- n -->"),
        ("One.\n<!-- n -->\nTwo.", "One.\nTwo.", "<!-- n -->"),
        ("- a\n<!-- n -->\n- b", "- a\n- b", "<!-- n -->"),
        ("  <!-- n -->  \nOne.", "One.", "<!-- n -->"),
        ("<!-- n\n\nm -->\nOne.", "One.", "<!-- n\n\nm -->"),
        ("<!-- n -->\nOne.\n<!-- m -->", "One.", "<!-- n -->\n<!-- m -->"),
        ("<!-- n -->", "", "<!-- n -->"),
        # text, with a comment in it that is not on a line of its own
        ("One. <!-- n -->", "One. <!-- n -->", ""),
        ("<!-- n --> One.", "<!-- n --> One.", ""),
        ("```\n<!-- n -->\n```", "```\n<!-- n -->\n```", ""),
        ("    <!-- n -->", "    <!-- n -->", ""),
        ("<!-- never closed\nOne.", "<!-- never closed\nOne.", ""),
    ],
)
def test_notes_are_no_text(bom: str, body: str, text: str, notes: str, ending: str) -> None:
    file = f"{bom}<!-- ar:{A} -->\n{body}\n\n<!-- ar:{B} -->\nThree.\n"
    first, second = read(file.replace("\n", ending)).blocks
    assert first.text.replace(ending, "\n") == text
    assert (first.notes, second.notes) == (notes, "")
    assert text_hash(first.text) == text_hash(text)
    assert second.text == "Three."


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(
    "head", ["<!-- n -->\n", "\n<!-- n\nm -->\n\n", "<!-- n -->\n<!-- m -->\n"]
)
def test_notes_before_the_first_marker(head: str, bom: str, ending: str) -> None:
    text = f"{bom}{head}<!-- ar:{A} -->\nOne.\n".replace("\n", ending)
    assert [block.text for block in read(text).blocks] == ["One."]
    reviewed = f"<!-- article reviewed by:LH -->\n{head}<!-- ar:{A} -->\nOne.\n"
    assert read(reviewed).article_review == Review("LH")


def test_what_only_looks_like_a_note_is_damaged() -> None:
    for note in (f"<!-- ar:{B[:7]} -->", "<!-- onw -->", f"<!--ar:{B}-->"):
        assert faults(f"<!-- ar:{A} -->\nOne.\n{note}\nTwo.\n") == [("3:1", "damaged-marker")]


@pytest.mark.parametrize(
    "head", ["One.\nTwo.\n\n", "One. <!-- a note -->\n", "<!-- own words -->\n"]
)
def test_e5_text_before_the_first_marker(head: str) -> None:
    found = faults(f"\n{head}<!-- ar:{A} -->\nThree.\n")
    code = "unknown-word" if "own words" in head else "text-before-marker"
    assert found == [("2:1", code)]


def test_e5_suggests_own() -> None:
    assert "<!-- own -->" in read_target("One.", "f.md").problems[0].hint


def test_e6_omit_with_text() -> None:
    assert faults(f"<!-- ar:{A} omit -->\n\n<!-- ar:{B} omit -->\nTwo.\n") == [
        ("3:1", "omit-with-text")
    ]


def test_e7_stale_without_was() -> None:
    text = f"<!-- ar:{A} stale was:{C} -->\nOne.\n<!-- ar:{B} stale -->\nTwo.\n"
    assert faults(text) == [("3:1", "stale-without-was")]


def test_every_fault_of_a_file_is_reported() -> None:
    text = (
        f"Lost.\n<!-- ar:{A} stale -->\nOne.\n<!-- ar:{B} tale -->\nTwo.\n"
        f"<!-- ar:{A} omit -->\nThree.\n<!--ar:{C} -->\n>>>>>>> x\n"
    )
    assert sorted(faults(text)) == [
        ("1:1", "text-before-marker"),
        ("2:1", "stale-without-was"),
        ("4:1", "unknown-word"),
        ("6:1", "duplicate-block"),
        ("6:1", "omit-with-text"),
        ("8:1", "damaged-marker"),
        ("9:1", "conflict-marker"),
    ]


@given(st.text(alphabet=f"<!-- ar:{A}+.|own stale omit was\n", max_size=120))
@moderate
def test_reading_never_fails(text: str) -> None:
    read_target(text, "f.md")
