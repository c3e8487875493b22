"""Through an engine and back: numbers kept, nothing cut in silence, every word accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ports import Draft, EngineId
from generator.translation.decoding import count_lost_numbers, decode, halves


@dataclass
class WordByWord:
    """An engine that gives each word a number, and stops in silence after so many words."""

    limit: int = 1000
    seen: list[str] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    engine = EngineId("word by word", "1", "0" * 12)

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        assert alternatives > 0, "numbers may be found in them"
        self.calls.append(len(texts))
        for index in reversed(range(len(texts))):
            self.seen.append(texts[index])
            words = [english(word) for word in texts[index].split()]
            kept = words[: self.limit]
            scores = tuple(-0.25 for _ in kept)
            pairs = tuple((place, place) for place in range(len(kept)))
            yield index, Draft(" ".join(kept), -0.25, len(kept) < len(words), scores, pairs)


def english(word: str) -> str:
    """As the engine says it: the same letters in Latin, the same comma."""
    return "".join(chr(ord("a") + ord(c) % 26) if c.isalpha() else c for c in word).replace(
        "،", ","
    )


@dataclass
class Fixed:
    """An engine with an answer for every text, for everything it is asked."""

    answers: Mapping[str, Draft]
    engine = EngineId("fixed", "1", "0" * 12)

    def translate(
        self, texts: Sequence[str], *, alternatives: int = 0
    ) -> Iterator[tuple[int, Draft]]:
        for index, text in enumerate(texts):
            draft = self.answers[text]
            yield index, replace(draft, alternatives=draft.alternatives[:alternatives])


def draft_of(engine: WordByWord | Fixed, text: str, alternatives: int = 0) -> Draft:
    ((index, draft),) = decode(engine, [text], alternatives=alternatives)
    assert index == 0
    return draft


SENTENCE = st.lists(
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=7).flatmap(
        lambda word: st.sampled_from([word, word, f"{word}،", f"و{word}"])
    ),
    min_size=1,
    max_size=60,
).map(" ".join)


@settings(max_examples=40)
@given(st.lists(SENTENCE, max_size=5), st.integers(8, 40))
def test_no_word_is_lost_however_soon_the_engine_stops(texts: list[str], limit: int) -> None:
    drafts = dict(decode(WordByWord(limit), texts))
    assert sorted(drafts) == list(range(len(texts)))
    for index, text in enumerate(texts):
        words = text.split()
        assert drafts[index].text.split() == [english(word) for word in words]
        assert drafts[index].alignment == tuple((place, place) for place in range(len(words)))
        assert len(drafts[index].token_scores) == len(words)
        assert drafts[index].score == -0.25
        assert not drafts[index].truncated


def test_what_stays_cut_says_so() -> None:
    """A text of many more parts than are tried, and one that has no space to cut at."""
    long = " ".join(["كلمة"] * 200)
    assert draft_of(WordByWord(5), long).truncated
    glued = Fixed({"ك" * 2000: Draft("word", -1.0, truncated=True)})
    assert draft_of(glued, "ك" * 2000) == Draft("word", -1.0, truncated=True)


LONG = " ".join(["كلمة"] * 20)
HALF = " ".join(["كلمة"] * 10)


def test_a_clause_left_out_in_silence_is_looked_for() -> None:
    answers = {LONG: Draft("word " * 10, -0.1), HALF: Draft("long word " * 9, -0.3)}
    assert len(draft_of(Fixed(answers), LONG).text.split()) == 36


def test_a_terse_translation_is_kept() -> None:
    answers = {LONG: Draft("word " * 10, -0.1), HALF: Draft("word " * 6, -0.3)}
    draft = draft_of(Fixed(answers), LONG)
    assert (len(draft.text.split()), draft.score) == (10, -0.1)


def test_an_engine_that_is_always_terse_is_not_asked_again() -> None:
    engine = WordByWord(9)
    texts = [f"{LONG} {number}" for number in range(8)]
    answers = {text: Draft("word " * 10, -0.1) for text in texts}
    drafts = dict(decode(Fixed(answers), texts))
    assert {draft.text for draft in drafts.values()} == {" ".join(["word"] * 10)}
    # What ran into a limit is asked for again, however often it happens.
    assert not any(draft.truncated for draft in dict(decode(engine, texts)).values())


def test_all_parts_of_all_texts_go_out_together() -> None:
    engine = WordByWord(8)
    list(decode(engine, [" ".join(["كلمة"] * 14)] * 5 + ["كلمة واحدة"]))
    assert engine.calls == [6, 10]


def test_whole_drafts_come_before_those_that_need_parts() -> None:
    texts = [" ".join(["كلمة"] * 30), "كلمتان اثنتان", "ثلاث كلمات هنا"]
    order = [index for index, _ in decode(WordByWord(20), texts)]
    assert order == [2, 1, 0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "وصل الوفد إلى المدينة صباحا، والتقى الوزير في مكتبه بعد الظهر",
            ("وصل الوفد إلى المدينة صباحا،", "والتقى الوزير في مكتبه بعد الظهر"),
        ),
        (
            "وصل الوفد إلى المدينة في الصباح وزار المتحف الوطني مع الضيوف",
            ("وصل الوفد إلى المدينة في الصباح", "وزار المتحف الوطني مع الضيوف"),
        ),
        # Here the letter is the first of "ministry", not the word "and".
        (
            "زار الرئيس أمس مدينة كبيرة قرب وزارة قديمة جدا هناك",
            ("زار الرئيس أمس مدينة كبيرة", "قرب وزارة قديمة جدا هناك"),
        ),
        # Far from the middle a comma is no place to cut at.
        (
            "نعم، وصل الوفد الكبير إلى المدينة القديمة مع الضيوف الكرام",
            ("نعم، وصل الوفد الكبير إلى", "المدينة القديمة مع الضيوف الكرام"),
        ),
        ("خمس كلمات لا تكفي هنا", ()),
        ("", ()),
    ],
)
def test_where_a_long_sentence_is_cut(text: str, parts: tuple[str, ...]) -> None:
    assert halves(text) == parts
    assert not parts or " ".join(parts) == text


def test_parts_are_put_together_as_one_sentence() -> None:
    whole = "وصل الوفد إلى المدينة صباحا، والتقى الوزير في مكتبه بعد الظهر."
    first, second = halves(whole)
    engine = Fixed(
        {
            whole: Draft("The delegation", -2.0, truncated=True),
            first: Draft("The delegation arrived this morning.", -0.5, alignment=((0, 2), (1, 1))),
            second: Draft("And met the minister .", -1.0, alignment=((0, 1), (1, 3))),
        }
    )
    draft = draft_of(engine, whole)
    assert draft.text == "The delegation arrived this morning and met the minister."
    assert draft.alignment == ((0, 2), (1, 1), (5, 6), (6, 8))
    assert draft.score == pytest.approx(-0.7222)
    assert not draft.truncated


ANSWERS = {
    # Lost, and an alternative has it.
    "قُتل 27 شخصا": (["People were killed", "Some were killed", "27 people were killed"], 2),
    # Changed, Arabic digits with a decimal sign.
    "ارتفع ٣٫٥ في المئة": (["It rose by 35 per cent", "It rose by 3.5 per cent"], 1),
    # Thousands, written another way: kept.
    "بلغ العدد 1200 شخص": (["There were 1,200 people", "There were 1200 people"], 0),
    "بلغ العدد ١٬٢٠٠ شخص": (["There were 120 people", "There were 1,200 people"], 1),
    # In words: kept.
    "بعد 6 أشهر": (["After six months", "After 6 months"], 0),
    # Nobody has it: left for the checks to flag.
    "قُتل 31 شخصا": (["People were killed", "Persons were killed"], 0),
    # The fewest lost wins.
    "من 10 إلى 45 ومن 60": (["From 10", "To 45 and 10", "From 10 to 45, 60"], 2),
    "لا أرقام هنا": (["No numbers", "None"], 0),
}


@pytest.mark.parametrize(("text", "answer"), ANSWERS.items())
def test_a_lost_number_is_found_in_an_alternative(
    text: str, answer: tuple[Sequence[str], int]
) -> None:
    texts, chosen = answer
    best, *others = (Draft(each, -0.1 * rank) for rank, each in enumerate(texts, 1))
    draft = draft_of(Fixed({text: replace(best, alternatives=tuple(others))}), text, len(texts))
    assert draft.text == texts[chosen]
    # What was not taken is offered, the engine's own choice first.
    rest = [each for rank, each in enumerate(texts) if rank != chosen]
    assert [each.text for each in draft.alternatives] == rest
    assert all(not each.alternatives for each in draft.alternatives)


def test_alternatives_are_given_only_when_asked_for_and_none_twice() -> None:
    others = (Draft("The man &apos; s hat", -0.2), Draft("His hat", -0.3), Draft("A hat", -0.4))
    engine = Fixed({"قبعة الرجل": Draft("The man's hat", -0.1, alternatives=others)})
    assert draft_of(engine, "قبعة الرجل").alternatives == ()
    assert [each.text for each in draft_of(engine, "قبعة الرجل", 3).alternatives] == [
        "His hat",
        "A hat",
    ]


@pytest.mark.parametrize(
    ("text", "copied", "alignment"),
    [
        ("٢٠٢٦", "2026", ((0, 0),)),
        ("٣٫٥٪", "3.5%", ((0, 0),)),
        ("1950 – 1953", "1950 – 1953", ((0, 0), (1, 1), (2, 2))),
        ("( ٥ )", "(5)", ((0, 0), (1, 0), (2, 0))),
        ("…", "…", ((0, 0),)),
        ("", "", ()),
        ("  ", "  ", ()),
    ],
)
def test_a_text_without_a_letter_never_reaches_the_engine(
    text: str, copied: str, alignment: tuple[tuple[int, int], ...]
) -> None:
    engine = WordByWord()
    assert draft_of(engine, text) == Draft(copied, 0.0, alignment=alignment)
    assert engine.seen == []


def test_white_space_around_a_text_is_not_the_engines_concern() -> None:
    engine = WordByWord()
    draft = draft_of(engine, "\n  كلمة\nأخرى ")
    assert engine.seen == ["كلمة أخرى"]
    assert draft.text == f"\n  {english('كلمة')} {english('أخرى')} "


@pytest.mark.parametrize(
    ("source", "text", "count"),
    [
        ("بين 1950 و1953", "between 1950 and 1953", 0),
        ("بين 1950 و1953", "between 1950 and 1935", 1),
        ("30 ألف غزال", "30,000 deer", 0),
        ("2.5 مليون", "2.5 million", 0),
        ("الساعة 18:00", "at 6 pm", 0),
        ("بلا أرقام", "in 1999", 0),
    ],
)
def test_which_numbers_are_lost(source: str, text: str, count: int) -> None:
    assert count_lost_numbers(source, text) == count


def test_nothing_is_asked_before_it_is_wanted() -> None:
    """What was decoded when a run is broken off has been handed out."""
    engine = WordByWord()
    drafts = decode(engine, ["كلمة", "أخرى", "ثالثة"])
    next(drafts)
    assert len(engine.seen) == 1
