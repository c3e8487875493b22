"""Damage of engines is mended, the rest of a text is left alone, and alignments stay true."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ports import Draft
from generator.translation.mending import mend, mend_draft


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("The country&apos;s president", "The country's president"),
        ("The country &apos; s president", "The country's president"),
        ("the ministers &apos; council", "the ministers' council"),
        ("a &apos; trap &apos; for all", "a 'trap' for all"),
        ("they don &apos; t know", "they don't know"),
        ("Sean O &apos; Casey wrote", "Sean O'Casey wrote"),
        ("&amp;quot;historic&amp;quot;", '"historic"'),
        (
            "a &quot; historic &quot; day, she said &quot; yes &quot; .",
            'a "historic" day, she said "yes".',
        ),
        ("one &quot; is left alone", 'one " is left alone'),
        ("long @-@ range weapons .", "long-range weapons."),
        ("1 @,@ 500 tonnes", "1,500 tonnes"),
        ("  two   spaces ", "two spaces"),
        ("a line\nbreak\tand more", "a line break and more"),
        ("( in brackets ) , outside", "(in brackets), outside"),
        ("50 % of them", "50% of them"),
        ("3 . 5 is not touched", "3. 5 is not touched"),
        ("he waited ... and went", "he waited ... and went"),
        ("٣٫٥ ٪ ، really ؟", "3.5%, really?"),
        ("«the plan»", "“the plan”"),
        ("fish & chips, R&D, AT&T; &nosuch; stays", "fish & chips, R&D, AT&T; &nosuch; stays"),
        ("a\x00b\u202ec\u200fd\x9b", "abcd"),
        ("half a \ud83d pair", "half a pair"),
        ("&#10;&#x202e;&lt;b&gt;", "<b>"),
        ("", ""),
    ],
)
def test_damage(damaged: str, mended: str) -> None:
    assert mend(damaged) == mended
    assert mend(mended) == mended


@pytest.mark.parametrize(
    ("text", "source", "mended"),
    [
        ("The sign &amp; is an entity", "تُكتب الإشارة &amp; هكذا", "The sign &amp; is an entity"),
        ("Set max file size to 3", "اضبط max_file_size على 3", "Set max_file_size to 3"),
        ("maxsize and max size", "القيمة max_size", "maxsize and max_size"),
        ("Text", "  نص\n", "  Text\n"),
        ("Text", "   ", "Text"),
    ],
)
def test_what_the_source_says_counts(text: str, source: str, mended: str) -> None:
    assert mend(text, source) == mended


DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)
DAMAGE = st.sampled_from(
    [
        " ",
        "  ",
        " &apos; s ",
        "&quot; ",
        " @-@ ",
        " , ",
        " ( ",
        " ) ",
        "\n",
        "\u200f ",
        " ، ",
        " . ",
        "ـ ",
    ]
)


@settings(max_examples=40)
@given(st.lists(st.tuples(WORDS, DAMAGE), min_size=1, max_size=12))
def test_each_word_stays_linked_to_its_source(pieces: list[tuple[str, str]]) -> None:
    # A number makes each word unlike any other and any damage.
    words = [f"{word}{number}" for number, (word, _) in enumerate(pieces)]
    text = "".join(word + damage for word, (_, damage) in zip(words, pieces, strict=True))
    alignment = tuple(
        (number, place)
        for number, word in enumerate(words)
        for place, written in enumerate(text.split())
        if word in written
    )
    mended = mend_draft(Draft(text, -0.5, alignment=alignment), "نص")
    assert {number for number, _ in mended.alignment} == set(range(len(words)))
    for number, place in mended.alignment:
        assert words[number] in mended.text.split()[place]


@given(st.text(st.characters(exclude_characters="&"), max_size=60))
def test_nothing_unwritable_is_left_and_letters_are_kept(text: str) -> None:
    mended = mend(text, "نص")
    mended.encode()
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in mended)
    assert not any(unicodedata.bidirectional(character) in DIRECTIONS for character in mended)
    kept = [c for c in text if c.isalpha() and c.isascii()]
    assert [c for c in mended if c.isalpha() and c.isascii()] == kept


def test_alternatives_are_mended_too() -> None:
    draft = Draft("A", -0.1, alternatives=(Draft("the man &apos; s hat", -0.2),))
    assert [each.text for each in mend_draft(draft, "نص").alternatives] == ["the man's hat"]
