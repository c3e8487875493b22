"""What holds for whatever text is imported."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.importing.compose import Surroundings, compose
from generator.importing.damage import decode, mend
from generator.importing.dates_found import find_dates, read_date
from generator.importing.folder import Imported, article_text, meta_text, scalar
from generator.importing.furniture import clear
from generator.importing.markup import as_markdown
from generator.importing.quotes import guillemets
from generator.importing.raw import Block, Kind, RawArticle, lines_as_blocks
from generator.importing.recover import recover
from generator.importing.slugs import LONGEST, is_slug, slug_from
from generator.importing.words import words
from generator.model.problem import Place
from generator.text.edtf import parse_edtf
from tests.importing.import_site import CONFIG, TERMS, TODAY, Site

pytestmark = pytest.mark.slow
"""Whole articles made up by the hundred: two seconds that `make test-fast` does without."""

PIECES = (
    "أعلنت الهيئة أن السد بلغ نصف سعته", "وقال المتحدث إن", "\"العمل مستمر\"", "«غدا»", "،", ".",
    "؟", "(وكالات)", "القاهرة - ", "دبي (رويترز) - ", "اقرأ أيضا: خبر آخر", "شاركها.",
    "اترك تعليقاً", "مواضيع ذات صلة", "14 جانفي 2016", "في 2011", "بقلم: ليلى", "- بند", "# عنوان",
    "1. رقم", "* نجمة *", "_خط_", "<b>", "[x](y)", "|", "---", "===", "&quot;", "&#x22;", "\u00a0",
    "\u200f", "\u200b", "\ufeff", "\t", "\n", "\n\n", "\r\n", "\u2028", " ", '"', "`", "~~", "\\",
    "المصدر: رويترز", "(صورة أرشيفية)", "لجنة", ": ", "- ", "{{", "%", "…", "!",
)  # fmt: skip
ARTICLES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=20).map(" ".join),
    st.text(),
)
LINES = ARTICLES.map(lambda text: " ".join(mend(text).split())).filter(bool)
OTHER_KINDS: tuple[Kind, ...] = ("heading", "item", "quotation")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SITE = Surroundings(CONFIG, TERMS, TODAY)
PLACE = Place("input.txt")
# The machine may be busy: how long an example takes says nothing here.
UNHURRIED = settings(deadline=None)


def draft_of(text: str, title: str = "", summary: str = "", date: str = "") -> Imported | None:
    raw = RawArticle(
        lines_as_blocks(mend(text)),
        PLACE,
        title=" ".join(mend(title).split()),
        summary=" ".join(mend(summary).split()),
        date=" ".join(mend(date).split()),
        url=" ".join(mend(title).split()),
    )
    return compose(raw, SITE, None).value


def rendered(article: str) -> list[str]:
    return [
        "".join(child.content for child in token.children or [])
        for token in MARKDOWN.parse(article)
        if token.type == "inline"
    ]


@given(st.binary(), st.sampled_from([".txt", ".jsonl"]))
@settings(max_examples=35)
def test_no_bytes_make_it_raise_and_errors_write_nothing(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        outcome = site.run(site.write(f"input{suffix}", data))
        assert not (outcome.has_errors and outcome.value)
        assert bool(outcome.value) == (site.folder / "content").exists()


@given(ARTICLES, ARTICLES, ARTICLES, ARTICLES)
@UNHURRIED
def test_whatever_is_said_the_yaml_can_be_read(
    text: str, title: str, summary: str, date: str
) -> None:
    draft = draft_of(f"بنى المتطوعون جسرا خشبيا فوق الوادي.\n{text}", title, summary, date)
    if draft is None:
        return
    written = meta_text(draft)
    meta = yaml.safe_load(written)
    assert (meta["title"], meta["summary"]) == (draft.title, draft.summary)
    assert meta["status"] == "draft"
    candidates = re.search(r"^# timeline:\n(?:#  .*\n)+", written, re.MULTILINE)
    if candidates:
        uncommented = yaml.safe_load(re.sub("^# ", "", candidates.group(), flags=re.MULTILINE))
        assert [event["text"] for event in uncommented["timeline"]] == [
            found.sentence for found in draft.dates
        ]


@given(ARTICLES)
@UNHURRIED
def test_no_word_is_lost_changed_or_new(text: str) -> None:
    blocks = lines_as_blocks(mend(text))
    prose, removed = clear(blocks)
    found = recover(prose)
    kept = [guillemets(block.text) for block in found.blocks]
    title = "" if found.is_title_proposed else found.title
    apart = [*removed, title, found.dateline, found.credit, found.byline, found.date_line]
    before = Counter(words("\n".join(block.text for block in blocks)))
    assert Counter(words("\n".join([*kept, *apart]))) == before


@given(ARTICLES)
@UNHURRIED
def test_prose_keeps_its_order(text: str) -> None:
    original = iter(words(mend(text)))
    draft = draft_of(text)
    if draft is not None:
        assert all(word in original for block in draft.blocks for word in words(block.text))


@given(st.lists(LINES, min_size=1))
@UNHURRIED
def test_markdown_of_plain_text_renders_to_that_text(lines: list[str]) -> None:
    article = as_markdown([Block("paragraph", line) for line in lines])
    assert rendered(article) == lines
    assert {token.type for token in MARKDOWN.parse(article)} == {
        "paragraph_open", "inline", "paragraph_close",
    }  # fmt: skip


@given(st.lists(st.builds(Block, st.sampled_from(OTHER_KINDS), LINES), min_size=1))
@UNHURRIED
def test_markdown_of_other_blocks_renders_to_their_text(blocks: list[Block]) -> None:
    assert rendered(as_markdown(blocks)) == [block.text for block in blocks]


@given(ARTICLES)
@UNHURRIED
def test_article_is_written_as_its_blocks_say(text: str) -> None:
    draft = draft_of(text)
    if draft is not None:
        assert rendered(article_text(draft)) == [block.text for block in draft.blocks]


@given(ARTICLES)
@UNHURRIED
def test_mending_changes_no_word_and_is_done_once(text: str) -> None:
    mended = mend(text)
    assert mended == mend(mended) or "&" in text
    assert "\r" not in mended
    assert "\ufeff" not in mended


@given(ARTICLES)
@UNHURRIED
def test_dates_found_are_dates(text: str) -> None:
    for found in find_dates(mend(text).split("\n")):
        parse_edtf(found.edtf)
        assert found.sentence in text or found.sentence in mend(text)
    read_date(text)


@given(st.text())
@UNHURRIED
def test_slugs_are_slugs(title: str) -> None:
    slug = slug_from(title)
    assert is_slug(slug)
    assert len(slug) <= LONGEST


@given(LINES)
@UNHURRIED
def test_a_scalar_is_one_line_and_reads_back(text: str) -> None:
    assert "\n" not in scalar(text)
    assert yaml.safe_load(f"key: {scalar(text)}") == {"key": text}


@given(st.binary() | ARTICLES.map(str.encode))
@UNHURRIED
def test_decoding_gives_text_or_says_why_not(data: bytes) -> None:
    decoded = decode(data, PLACE)
    assert (decoded.value is None) == decoded.has_errors
