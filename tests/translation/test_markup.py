"""Inline marks put back round translated words: in the right place, or said to be lost."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ports import Draft
from generator.text.inlines import InlineText, inline_texts
from generator.text.markdown import parse, tokens_of
from generator.text.occurrences import cut
from generator.translation.alignment import AlignedText, as_it_is, join_sentences
from generator.translation.drafting import is_safe_draft
from generator.translation.markup import Filled, kept_marks
from generator.translation.sentences import split_sentences
from generator.translation.skeleton import take_apart
from tests.conftest import MODEL, need
from tests.model.corpus import Pair, held_out
from tests.text.samples import moderate, prose, writing


def fill(markdown: str, *translations: AlignedText, **labels: str) -> Filled:
    return take_apart(markdown).fill(translations, labels)


def aligned(english: str, pairs: str = "") -> AlignedText:
    """English with pairs of words as `0-0 1-2`."""
    return AlignedText(
        english, tuple((int(a), int(b)) for a, _, b in (p.partition("-") for p in pairs.split()))
    )


@pytest.mark.parametrize(
    ("original", "english", "pairs", "expected"),
    [
        # the words of the mark, without small words at its edges
        (
            "قالت **وزارة الصحة** أمس",
            "the Ministry of Health said yesterday",
            "0-4 1-0 1-1 1-2 2-3 3-5",
            "the **Ministry of Health** said yesterday",
        ),
        (
            "وصل إلى **بغداد** أمس",
            "He arrived in Baghdad yesterday",
            "0-1 2-2 2-3 3-4",
            "He arrived in **Baghdad** yesterday",
        ),
        ("كان *في* البيت", "He was in the house", "0-1 1-2 2-3 2-4", "He was *in* the house"),
        ("بـ**الماء**", "with water", "0-0 0-1", "with **water**"),
        # the order changes, punctuation does not
        (
            "زار **الرئيس المصري**، ثم غادر",
            "The Egyptian president visited, then left",
            "0-3 1-2 2-1 3-4 4-5",
            "The **Egyptian president** visited, then left",
        ),
        (
            "قال إن «**الجسر**» آمن",
            'He said the "bridge" is safe',
            "0-1 2-2 2-3 3-5",
            'He said the "**bridge**" is safe',
        ),
        ("قال *«نعم»* أمس", 'He said "yes" yesterday', "0-1 1-2 2-3", 'He said *"yes"* yesterday'),
        ("تقرير *الوزارة*", "a ministry's report", "0-2 1-1", "a *ministry*'s report"),
        # links
        (
            "[بغداد](http://a.b) مدينة كبيرة",
            "Baghdad is a big city",
            "0-0 1-4 2-3",
            "[Baghdad](http://a.b) is a big city",
        ),
        (
            "انظر [التقرير *الأخير*](http://a.b) الآن.",
            "See the latest report now.",
            "0-0 1-1 1-3 2-2 3-4",
            "See the [*latest* report](http://a.b) now.",
        ),
        (
            "[النهر](http://a.b) قرب [السد](http://a.b) هنا",
            "The river is near the dam here",
            "0-0 0-1 1-3 2-4 2-5 3-6",
            "The [river](http://a.b) is near the [dam](http://a.b) here",
        ),
        ("قال: [لا!](u)", "He said: no!", "0-1 1-2", "He said: [no!](u)"),
        ("واه! [لا](u)", "Wow! No", "0-0 1-1", "Wow! [No](u)"),
        # what is copied
        ("ثبّت `npm` الآن", "Install npm now", "", "Install `npm` now"),
        ("ثبّت `x_1` الآن", "Install x 1 now", "", "Install `x_1` now"),
        ("شغّل `f(x)`.", "Run f (x).", "", "Run `f(x)`."),
        ("[`npm`](u) أداة", "npm is a tool", "", "[`npm`](u) is a tool"),
        ("افتح `npm`ثم و`git`", "Open npm then git", "", "Open `npm` then `git`"),
        ("ثلاثة `<B>` هنا", "Three <B> here", "", "Three `<B>` here"),
        ("زر <http://a.b/x_y> الآن", "Visit http://a.b/x_y now", "", "Visit <http://a.b/x_y> now"),
        ("عام **٢٠١٩** بدأ", "It began in 2019", "", "It began in **2019**"),
        ("في **2017**-2019", "in 2017-2019", "0-0 1-1", "in **2017**-2019"),
        ("`a` و`a` و*BBC*", "a and a and BBC", "", "`a` and `a` and *BBC*"),
        # what has no words
        (
            "بين ![خريطة](m.png) النهر والجبل",
            "between the river and the mountain",
            "0-0 1-1 1-2 2-3 2-4 2-5",
            "between ![خريطة](m.png) the river and the mountain",
        ),
        (
            'بين ![خريطة](m.png "رسم: لينا") النهر والجبل',
            "between the river and the mountain",
            "0-0 1-1 1-2 2-3 2-4 2-5",
            'between ![خريطة](m.png "رسم: لينا") the river and the mountain',
        ),
        (
            "قال الوزير[^1]، ثم غادر.",
            "The minister said, then left.",
            "0-2 1-0 1-1 2-3 3-4",
            "The minister[^1] said, then left.",
        ),
        ("قال نعم.[^a-1]", "He said yes.", "", "He said yes.[^a-1]"),
        ("[^1]: قال نعم.", "He said yes.", "", "[^1]: He said yes."),
        ("[![خريطة](m.png)](u) هنا", "Here", "", "[![خريطة](m.png)](u) Here"),
        ("سطر أول  \nسطر آخر", "A line, a second", "0-1 1-0 2-3 3-2", "A line,\\\na second"),
        # all of it
        ("**قال نعم.**", "He said yes.", "", "**He said yes.**"),
        ("**قال نعم**.", "He said yes.", "", "**He said yes**."),
        ("***قال*** نعم", "Said yes", "0-0 1-1", "***Said*** yes"),
        ("~~قال **نعم**~~ ثم", "Said yes then", "0-0 1-1 2-2", "~~Said **yes**~~ then"),
    ],
)  # fmt: skip
def test_marks_in_their_place(original: str, english: str, pairs: str, expected: str) -> None:
    result = fill(original, aligned(english, pairs))
    assert result == Filled(expected)


@pytest.mark.parametrize(
    ("original", "english", "pairs", "expected", "lost"),
    [
        ("قال **نعم** ثم", "Said yes then", "", "Said yes then", "emphasis «نعم» left out"),
        # too long, too scattered, too few links
        (
            "قال **نعم** ثم",
            "Said a b c d e f then",
            "1-1 1-6",
            "Said a b c d e f then",
            "emphasis «نعم» left out",
        ),
        (
            "قال **نعم الآن هنا** ثم",
            "Said one two three",
            "1-1",
            "Said one two three",
            "emphasis «نعم الآن هنا» left out",
        ),
        (
            "قال [نعم](http://a.b) ثم",
            "Said yes",
            "",
            "Said yes ([نعم](http://a.b))",
            "link http://a.b moved behind the text",
        ),
        ("قال `x = 1` ثم", "Said so", "", "Said so (`x = 1`)", "code x = 1 moved behind the text"),
        ("قال[^1] نعم ثم", "Said yes", "", "Said yes[^1]", "footnote [^1] moved"),
        ("سطر  \nآخر", "a line", "", "a line", "line break left out"),
        ("هو [x](u 'عنوان')", "It is x", "", "It is [x](u)", "title «عنوان» left out"),
    ],
)
def test_what_is_lost_is_said(
    original: str, english: str, pairs: str, expected: str, lost: str
) -> None:
    assert fill(original, aligned(english, pairs)) == Filled(expected, (lost,))


def test_words_translated_on_their_own_are_found_again() -> None:
    labels = {"وزارة الصحة": "The Ministry of Health.", "الجديد": "new", "عنوان": "A title"}
    result = fill(
        "قالت **وزارة الصحة** إن [القانون *الجديد*](u 'عنوان') نافذ",
        aligned("The ministry of health said the recent law is in force"),
        **labels,
        **{"القانون الجديد": "the new law"},
    )
    assert result.markdown == (
        'The **ministry of health** said the recent law is in force ([the *new* law](u "A title"))'
    )
    assert result.lost == ("link u moved behind the text",)


def test_of_two_places_the_alignment_decides() -> None:
    result = fill(
        "زار [الوزير](u) الوزير", aligned("the minister met the minister", "1-3 1-4 2-0 2-1")
    )
    assert result.markdown == "the minister met the [minister](u)"


def test_a_label_trims_what_the_alignment_adds() -> None:
    english = aligned("The airport opened yesterday", "1-0 1-1 1-2 2-3")
    assert fill("افتتح *المطار* أمس", english).markdown == "The *airport opened* yesterday"
    labelled = fill("افتتح *المطار* أمس", english, المطار="Airport.")
    assert labelled.markdown == "The *airport* opened yesterday"


def sentences(*pairs: tuple[str, str]) -> AlignedText:
    return join_sentences([(arabic, Draft(english, -0.1)) for arabic, english in pairs])


def test_sentences_are_joined_with_their_links_and_borders() -> None:
    first = Draft("The river rose.", -0.1, alignment=((0, 2), (1, 0), (1, 1), (7, 1), (0, 9)))
    second = Draft("It fell.", -0.2, alignment=((0, 1),))
    assert join_sentences([("ارتفع النهر.", first), ("هبط.", second)]) == AlignedText(
        "The river rose. It fell.", ((0, 2), (1, 0), (1, 1), (2, 4)), ((2, 3), (3, 5))
    )
    assert join_sentences([]) == AlignedText("")


def test_borders_of_sentences_are_enough_for_whole_ones() -> None:
    english = sentences(("قال نعم.", "He said yes."), ("ذهب.", "He left."), ("عاد.", "Back."))
    result = fill("قال نعم.[^1] **ذهب. عاد.**", english)
    assert result == Filled("He said yes.[^1] **He left. Back.**")


def test_words_are_looked_for_in_their_own_sentence() -> None:
    english = sentences(("قال BBC نعم.", "BBC said yes."), ("قال BBC لا.", "BBC said no."))
    result = fill("قال BBC نعم. قال [BBC](u) لا.", english)
    assert result == Filled("BBC said yes. [BBC](u) said no.")


def test_in_lists_and_quotes() -> None:
    result = fill(
        "- **نعم** ثم\n- > ثم  \n  > `a`",
        aligned("Yes then", "0-0 1-1"),
        aligned("Then a", "0-0 1-1"),
    )
    assert result == Filled("- **Yes** then\n- > Then\\\n  > `a`")


def test_in_a_table() -> None:
    result = fill("| x |\n|---|\n| `a\\|b` *نعم* |", aligned("x"), aligned("a|b yes", "1-1"))
    assert result == Filled("| x |\n|---|\n| `a\\|b` *yes* |")


def test_a_footnote_that_the_article_defines_as_a_link_stays_words() -> None:
    skeleton = take_apart("قال \\[^2] نعم", {"^2": ("http://a.b", "")})
    assert skeleton.slots[0].footnotes == ("[^2]",)
    result = skeleton.fill([aligned("Said yes", "0-0 1-1")], {})
    assert result == Filled("Said \\[^2\\] yes")


EDGES = [("", ""), ("", ""), ("", ","), ("", "."), ("(", ")"), ("«", "»"), ("", "؟"), ("", "!")]


@st.composite
def marked_text(draw: st.DrawFn) -> str:
    """Markdown of words in marks of every kind, nested."""
    number = iter(range(1000))

    def word() -> str:
        before, after = draw(st.sampled_from(EDGES))
        return before + draw(st.sampled_from(["ماء", "وزارة", "BBC", "3.5", "a", "the"])) + after

    def sequence(depth: int, *, in_link: bool) -> str:
        return " ".join(one(depth, in_link=in_link) for _ in range(draw(st.integers(1, 3))))

    def one(depth: int, *, in_link: bool) -> str:
        kinds = ["word", "word", "word", "code", "image", "footnote"]
        kinds += ["*", "**", "~~"] if depth < 3 else []
        kinds += [] if in_link else ["autolink", *(["link", "link"] if depth < 3 else [])]
        kind = draw(st.sampled_from(kinds))
        if kind == "word":
            return word()
        if kind == "code":
            return draw(st.sampled_from(["`x_1`", "`npm i`", "`` a`b ``", "`f(x)`"]))
        if kind == "image":
            return f"![رسم](i{next(number)}.png)"
        if kind == "footnote":
            return f"{word()}[^{next(number)}]"
        if kind == "autolink":
            return f"<http://a.b/x_{next(number)}>"
        inner = word() + " " + sequence(depth + 1, in_link=in_link or kind == "link")
        if kind == "link":
            return f"[{inner}](http://a.b/{next(number)})"
        return f"{kind}{inner}{kind}"

    return word() + " " + sequence(0, in_link=False)


@given(marked_text())
@moderate
def test_translated_by_itself_every_mark_comes_back_in_its_place(markdown: str) -> None:
    (run,) = inline_texts(markdown)
    result = fill(markdown, as_it_is(run.plain))
    (again,) = inline_texts(result.markdown)
    assert (again.plain, again.spans) == (run.plain, run.spans)
    assert result.lost == ()


ENGLISH = [
    "the", "report", "of", "BBC", "x_1", "x 1", "npm i", "a`b", "f (x).", "http://a.b/x_1", "3.5",
    "say,", "#", "##", "-", "1.", "2)", "*", "**b**", "_c_", "[d](e)", "![d](e)", "<b>", "&amp;",
    "<!--", "-->", "|", "`", "\\", "~~", ">", "=", "===", "---", "!", "(", ")", "[x]:", ":-", '"q"',
]  # fmt: skip
translated = st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=12).map(" ".join)
_NUMBERS = st.integers(0, 12)
alignments = st.lists(st.tuples(_NUMBERS, _NUMBERS), max_size=20).map(tuple)


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Blocks of every kind with marks in them, also broken and senseless ones."""
    form = draw(
        st.sampled_from(
            [
                "{}", "- {}", "1. {}", "> {}", "## {}", "> - {}", "- {}\n- {}\n\n  {}",
                "{}  \n**{}\\\nx**", "> {}  \n> {}", "- {}  \n  {}", "> {}  \n{}",
                "| {} | {} |\n|---|---|\n| {} | `a\\|b` |",
            ]
        )
    )  # fmt: skip
    if form in ("{}", "## {}") and draw(st.booleans()):
        return form.format(" ".join(draw(prose).split()))
    return form.format(*(draw(marked_text()) for _ in range(form.count("{}"))))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def written_runs(markdown: str) -> Iterator[InlineText]:
    return (run for run in inline_texts(markdown) if run.plain or run.spans)


@given(blocks(), translated, alignments, st.booleans())
@moderate
def test_whatever_is_translated_how_nothing_is_lost(
    block: str, english: str, alignment: tuple[tuple[int, int], ...], is_cut: bool
) -> None:
    skeleton = take_apart(block)
    translations = []
    for slot in skeleton.slots:
        end = (len(slot.plain.split()), len(english.split()))
        translations.append(AlignedText(english, alignment, ((1, 1), end) if is_cut else ()))
    result = skeleton.fill(translations, {"ماء": "BBC", "رسم": "A drawing"})
    assert kept_marks(inline_texts(result.markdown)) == kept_marks(inline_texts(block))
    before, after = (parse(each, writing())[0] for each in (block, result.markdown))
    assert [each.kind for each in after] == [each.kind for each in before]
    if not skeleton.slots:
        return
    assert is_safe_draft(result.markdown)
    children = [child for token in tokens_of(result.markdown) for child in token.children or []]
    assert "html_inline" not in {child.type for child in children}
    for run in written_runs(result.markdown):
        assert letters(run.plain).startswith(letters(english))
        if not any("behind" in lost for lost in result.lost):
            assert letters(run.plain) == letters(english)
            # Only code is written with other signs than the engine's.
            assert run.codes or "".join(run.plain.split()) == "".join(english.split())


@pytest.mark.slow
def test_real_articles_keep_every_mark(shared: Path) -> None:
    """Put together again from their own words and from others, block by block."""
    blocks = lost = 0
    for path in sorted(shared.glob("md-*/ar/**/*.md")):
        found, _, references = parse(path.read_text("utf-8"), writing())
        for block in found:
            skeleton = take_apart(block.text, references)
            marks = kept_marks(inline_texts(block.text, references))
            same = skeleton.fill([as_it_is(slot.plain) for slot in skeleton.slots], {})
            other = skeleton.fill([AlignedText("Other words 1") for _ in skeleton.slots], {})
            for each in (same, other):
                assert kept_marks(inline_texts(each.markdown, references)) == marks
            blocks += 1
            lost += bool(same.lost)
    assert blocks > 3000
    # A handful has code with letters right behind it.
    assert lost < 0.002 * blocks


def _marked(pair: Pair, place: range) -> str:
    """The Arabic of a pair with a link round a name or a number."""
    before, behind = pair.arabic[: place.start], pair.arabic[place.stop :]
    return f"{before}[{cut(pair.arabic, place)}](http://a.b){behind}"


def _without_article(words: str) -> str:
    return re.sub(r"^(the|an?) ", "", words.casefold()).strip(".,")


@pytest.mark.slow
def test_marks_land_on_the_right_words_of_the_real_engine(tmp_path: Path) -> None:
    """Names and numbers of the test corpus, one of them marked in each sentence."""
    need("the test model", MODEL.is_file())
    from generator.adapters.translators.argos import ArgosTranslator

    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(tmp_path)
    translator = ArgosTranslator(next(tmp_path.iterdir()), threads=1, scored=False)
    cases = [(pair, link) for pair in held_out(12) for link in pair.links]
    skeletons = [take_apart(_marked(pair, link.arabic)) for pair, link in cases]
    plain = {slot.plain for skeleton in skeletons for slot in skeleton.slots}
    labels = {label for skeleton in skeletons for label in skeleton.labels}
    texts = sorted({each for text in plain for each in split_sentences(text)} | labels)
    drafts = {texts[index]: draft for index, draft in translator.translate(texts)}
    right = wrong = lost = 0
    for (pair, link), skeleton in zip(cases, skeletons, strict=True):
        (slot,) = skeleton.slots
        english = join_sentences([(each, drafts[each]) for each in split_sentences(slot.plain)])
        expected = _without_article(cut(pair.english, link.english))
        if expected not in english.text.casefold():
            continue  # translated wrong
        result = skeleton.fill([english], {each: drafts[each].text for each in skeleton.labels})
        ((words, _),) = inline_texts(result.markdown)[0].links
        lost += bool(result.lost)
        wrong += not result.lost and _without_article(words) != expected
        right += not result.lost and _without_article(words) == expected
    assert right + wrong + lost > 500
    # 97 of 100 in the right place; most of the others have a word too many.
    assert right > 0.95 * (right + wrong + lost)
    assert lost < 0.01 * (right + wrong + lost)
