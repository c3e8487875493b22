"""Arabic and English sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.translation.sentences import split_sentences
from tests.text.samples import anything, moderate, prose


@pytest.mark.parametrize(
    "marked",
    [
        "",
        "بلا نقطة",
        "قال نعم. | ثم ذهب.",
        "من؟ | هو! | أين…",
        "من؟! | لا أحد...",
        "انتهى۔ | وبدأ.",
        "قال، ثم: ذهب؛ وعاد. | نعم.",
        # numbers and addresses
        "بلغ 3.5 مليون. | ثم زاد.",
        "عام 1990. | ثم بدأ.",
        "في 1.2.2024 وقع. | ثم عاد.",
        "موقع news.example.com مفيد. | نعم.",
        # abbreviations
        "قال د. أحمد نعم. | ثم ذهب.",
        "التقى أ.د. سمير ود. ليلى. | ثم ذهب.",
        "قالت وكالة أ.ف.ب. إن الأمر تم. | نعم.",
        "عام 300 ق.م. في مصر. | نعم.",
        "قبل 300 ق.م.",
        "قال Dr. Smith نعم. | ثم ذهب.",
        "في U.S. كان. | نعم.",
        # quotations and brackets
        "قال: «لا! لن نذهب. نعم.» | ثم ذهب.",
        "قال: «نعم». | ثم ذهب.",
        "قال “لا. نعم.” | ثم ذهب.",
        "(انتهى.) | ثم بدأ.",
        'قال: "لا. نعم." | ثم ذهب.',
        "لا بد. | ثم ذهب.",
        "قال: «لا. نعم",
        "ثم بدأ.» | نعم.",
        "قال «نعم» و«لا». | ثم «ذهب. وعاد» ومات.",
        # English: titles, initials and other abbreviations
        "Mr. Haddad met Dr. Lina Saab. | They spoke.",
        "Gen. Saab and Sen. Haddad left. | He stayed.",
        "J. K. Saab wrote it. | Nobody read it.",
        "It happened in the U.S. in June. | It was hot.",
        "It happened in the U.S. | The weather was hot.",
        "The U.S. Senate voted. | Nobody won.",
        "At 5 p.m. Cairo time it began. | It ended at 7 p.m. | Then all went home.",
        "Many crops, e.g. wheat and rice, i.e. food, failed. | Prices rose.",
        "Wheat, rice, etc. | All of it failed.",
        "Haddad Inc. sold it to Saab Ltd. for little. | The price fell.",
        "On Jan. 5 it rained. | See No. 7 and p. 12. | No. | It did not stop.",
        "They chose plan B. | It failed.",
        # English: numbers, speech, what goes on in small letters
        "It cost 3.5 million. | In 2019 it cost 2.1 million. | Why?",
        'He said, "It is late. We must go." | Then he left.',
        "“Why?” asked Lina. | “Because.”",
        "“Why now?” Lina Saab asked. | Nobody knew.",
        "“It is late.” | Lina Saab said: nothing.",
        "It was late ... and dark. | (Nobody slept.) | Then it rained!",
        "Visit news.example.com today. | It is free.",
    ],
)
def test_borders(marked: str) -> None:
    expected = tuple(marked.split(" | ")) if marked else ()
    assert split_sentences(marked.replace(" | ", " ")) == expected


def test_line_breaks_are_spaces() -> None:
    assert split_sentences(" قال\nنعم.\n ثم\tذهب. ") == ("قال نعم.", "ثم ذهب.")


PIECES = [
    "ماء",
    "قال",
    "د.",
    "أ.ف.ب.",
    "نعم.",
    "3.5",
    "لا!",
    "من؟",
    "«",
    "»",
    "“",
    "”",
    "«لا.",
    "نعم.»",
    "…",
    "،",
    ":",
    "(",
    ".)",
    "2024.",
    "Mr.",
    "U.S.",
    "The",
    "said",
    "Lina",
    "why?",
]
_PARAGRAPH = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)


@given(_PARAGRAPH | prose | anything)
@moderate
def test_sentences_joined_are_the_paragraph(text: str) -> None:
    sentences = split_sentences(text)
    assert " ".join(sentences) == " ".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in sentences)


@given(_PARAGRAPH)
@moderate
def test_no_sentence_ends_inside_a_quotation(text: str) -> None:
    for sentence in split_sentences(text)[:-1]:
        assert sentence.count("«") <= sentence.count("»")
        assert sentence.count("“") <= sentence.count("”")


@given(_PARAGRAPH)
@moderate
def test_no_sentence_ends_in_an_abbreviation_or_at_a_comma(text: str) -> None:
    for sentence in split_sentences(text)[:-1]:
        assert sentence.split()[-1].lstrip("«“(") not in ("د.", "أ.ف.ب.")
        assert sentence[-1] not in "،:"


@given(_PARAGRAPH)
@moderate
def test_a_sentence_is_not_split_again(text: str) -> None:
    for sentence in split_sentences(text):
        assert split_sentences(sentence) == (sentence,)
