"""The files of the search, made by the real binary: what was written comes back, and only that."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.adapters import search
from generator.adapters.search import PagefindIndexer
from generator.ports import SearchDocument, SearchPart, SearchTerm
from generator.searching.bundles import facets_of
from generator.searching.entries import can_be_found, entry_of
from generator.searching.meta_index import pack, read_meta_index, unpack
from generator.searching.shards import LARGEST, shards_of
from generator.searching.vocabulary import merge_vocabularies, print_vocabulary, vocabulary_of
from generator.text.search_words import normalise_text, normalise_word


def article(
    slug: str, text: str, *, title: str = "عنوان", date: str = "2026-03-01"
) -> SearchDocument:
    """An Arabic article of one part."""
    return SearchDocument(
        f"ar/{slug}/",
        "ar",
        title,
        (SearchPart("", "", text),),
        kind="article",
        date=date,
        shown_date=f"يوم {date}",
        topics=(("law", "قانون"),),
        state="edited",
        pair=f"en/{slug}/",
    )


WATER = SearchDocument(
    "ar/water/",
    "ar",
    "لماذا يشحّ الماء؟",
    (
        SearchPart("", "", "يَشرب السكان من\u00a0النهر\u200f."),
        SearchPart("p-1", "من أين يأتي؟", "من  المحطة\u2028القديمة"),
        SearchPart("event-a", "1 يونيو 1950", "افتُتحت المحطة.", is_event=True),
    ),
    kind="article",
    date="2026-10-01",
    shown_date="1 أكتوبر 2026",
    topics=(("rivers", "أنهار"), ("law", "قانون")),
    state="reviewed",
    pair="en/water/",
)
TERM = SearchTerm(
    "ar/glossary/#term-nato",
    "ar",
    "الناتو",
    ("حلف شمال الأطلسي",),
    "NATO",
    "حلف عسكري.",
)
MANY = tuple(
    article(
        f"a{number}",
        f"قانون رقم {number} في البلاد",
        date=f"{2024 + number % 3}-05-0{1 + number % 9}",
    )
    for number in range(30)
)


def index(
    documents: Sequence[SearchDocument],
    terms: Sequence[SearchTerm] = (),
    cache: Path | None = None,
) -> dict[str, bytes]:
    return PagefindIndexer(cache, seconds=120).index(documents, terms)


def fragment(files: dict[str, bytes], number: int, shard: str) -> dict[str, object]:
    """What a reader's browser loads for a page."""
    (path,) = (
        each
        for each in files
        if each.startswith(f"pagefind/{shard}-")
        and each.endswith(f"/fragment/{number}.pf_fragment")
    )
    value: dict[str, object] = json.loads(unpack(files[path]))
    return value


def test_words_come_back_as_they_were_written() -> None:
    entry = entry_of(WATER)
    assert " ".join(entry.words) == (
        "يَشرب السكان من النهر. من أين يأتي؟ من المحطة القديمة 1 يونيو 1950 افتُتحت المحطة."
    )
    assert entry.tokens == tuple(normalise_word(word) for word in entry.words)
    section, event = entry.anchors
    assert (section.element, section.id, section.text) == ("h2", "p-1", "من أين يأتي؟")
    assert entry.words[section.start : section.end] == (
        "من",
        "أين",
        "يأتي؟",
        "من",
        "المحطة",
        "القديمة",
    )
    assert (event.element, event.id, event.text) == ("event", "event-a", "1 يونيو 1950")
    assert entry.words[event.start : event.end] == ("1", "يونيو", "1950", "افتُتحت", "المحطة.")


def test_dates_of_events_are_no_headings() -> None:
    assert entry_of(WATER).headings == tuple(map(normalise_word, ["من", "أين", "يأتي؟"]))


def test_a_term_is_found_by_its_names_only() -> None:
    entry = entry_of(TERM)
    assert " ".join(entry.words) == "الناتو · حلف شمال الأطلسي"
    details = dict(entry.details)
    assert details["names"] == ["حلف شمال الأطلسي"]
    assert details["other"] == "NATO"
    assert details["definition"] == "حلف عسكري."


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "\u200f\u202b\u2069\u200c\u200d\u00a0\u0085\u2028\ufeff\u00ad\u200b _-'\"<>&;"
        ),
        st.sampled_from("ابتوالةىيؤئأإآـ،؟٪٣۴AaZz09"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


@given(texts=st.lists(NASTY, min_size=1, max_size=4))
def test_every_word_has_one_token(texts: list[str]) -> None:
    parts = tuple(SearchPart(f"p-{n}", text, text) for n, text in enumerate(texts))
    entry = entry_of(replace(WATER, parts=parts))
    assert len(entry.words) == len(entry.tokens)
    told = " ".join(normalise_text(f"{text} {text}") for text in texts).split()
    assert list(entry.words) == (
        told
        if can_be_found(replace(WATER, title="-", parts=parts))
        else normalise_text(WATER.title).split()
    )
    for token in entry.tokens:
        assert token
        assert token.split() == [token]
        assert not token.startswith("_")


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(NASTY, min_size=1, max_size=5, unique=True))
def test_the_binary_takes_every_text(texts: list[str]) -> None:
    documents = [
        article(f"a{n}", f"{text} ___PAGEFIND_WEIGHT___9 <b>{text}</b>", title=text)
        for n, text in enumerate(texts)
    ]
    files = index(documents)
    found = [fragment(files, number, "ar/2026") for number in range(len(documents))]
    contents = {str(each["url"]): each["content"] for each in found}
    assert contents == {
        document.path: normalise_text(document.parts[0].text) for document in documents
    }


@pytest.mark.slow
def test_a_site_is_indexed_by_language_and_year() -> None:
    english = replace(WATER, path="en/water/", language="en", title="Why is water scarce?")
    about = SearchDocument("ar/about/", "ar", "عن الموقع", (SearchPart("", "", "موقع"),))
    files = index([WATER, english, about, *MANY], [TERM])
    catalog = json.loads(files["pagefind/catalog.json"])
    listed = {
        language: [(shard["kind"], shard["name"], shard["documents"]) for shard in each["shards"]]
        for language, each in catalog["languages"].items()
    }
    assert listed == {
        "ar": [
            ("articles", "2026", 11),
            ("articles", "2025", 10),
            ("articles", "2024", 10),
            ("pages", "pages", 1),
            ("terms", "terms", 1),
        ],
        "en": [("articles", "2026", 1)],
    }
    for language, each in catalog["languages"].items():
        assert f"pagefind/{each['words']}" in files
        for shard in each["shards"]:
            assert shard["folder"].startswith(f"{language}/{shard['name']}-")
            folder = f"pagefind/{shard['folder']}"
            told = json.loads(files[f"{folder}list.json"])
            assert len(told["pages"]) == shard["documents"]
            assert "title" in told["fields"]
            for number in range(len(told["chunks"])):
                assert gzip.decompress(files[f"{folder}index/{number}.pf_index"])
            assert (f"{folder}facets.json" in files) == (shard["kind"] == "articles")
    assert f"pagefind/{catalog['table']}" in files
    assert files["pagefind/pagefind.js"].startswith(b'const pagefind_version="1.5.')
    assert not [path for path in files if "ui" in path or path.endswith("pagefind-entry.json")]
    assert fragment(files, 0, "ar/terms")["url"] == "ar/glossary/#term-nato"


@pytest.mark.slow
def test_a_site_without_anything_to_find() -> None:
    files = index([])
    assert json.loads(files["pagefind/catalog.json"])["languages"] == {}
    assert "pagefind/pagefind.js" in files


@pytest.mark.slow
def test_what_a_hit_shows_is_in_its_fragment() -> None:
    page = fragment(index([WATER]), 0, "ar/2026")
    assert page["url"] == "ar/water/"
    assert page["meta"] == {
        "title": "لماذا يشحّ الماء؟",
        "kind": "article",
        "date": "2026-10-01",
        "shownDate": "1 أكتوبر 2026",
        "topics": [["rivers", "أنهار"], ["law", "قانون"]],
        "state": "reviewed",
        "pair": "en/water/",
    }


@pytest.mark.slow
def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever their order, in another process, and out of the cache."""
    first = index([WATER, *MANY], [TERM], tmp_path)
    assert index([*reversed(MANY), WATER], [TERM]) == first
    assert index([WATER, *MANY], [TERM], tmp_path) == first
    program = (
        "import hashlib; from tests.searching.test_index import *;"
        "files = index([WATER, *MANY], [TERM]);"
        "print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    expected = hashlib.sha256(repr(sorted(first.items())).encode()).hexdigest()
    assert done.stdout.strip() == expected


@pytest.mark.slow
def test_only_what_changed_is_indexed_anew(tmp_path: Path) -> None:
    first = index([WATER, *MANY], [TERM], tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    changed = [replace(WATER, state="stale"), *MANY]
    second = index(changed, [TERM], tmp_path)
    # The state of a translation is no word: the index of the year stays as it is.
    assert len({path.name for path in tmp_path.iterdir()} - before) == 1
    of_2025 = {path for path in first if path.startswith("pagefind/ar/2025-")}
    assert of_2025 <= set(second)
    assert second == index(changed, [TERM])


@pytest.mark.slow
def test_a_tashkeel_only_edit_is_another_folder() -> None:
    first = json.loads(index([article("a", "الدولة")])["pagefind/catalog.json"])
    second = json.loads(index([article("a", "الدَّولة")])["pagefind/catalog.json"])
    one, other = (each["languages"]["ar"]["shards"][0]["folder"] for each in (first, second))
    assert one != other


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "folder"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: str) -> None:
    first = index([WATER], [TERM], tmp_path)
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        path.unlink()
        if damage == "cut":
            path.write_bytes(content[:-1])
        elif damage == "changed":
            path.write_bytes(content[:40] + b"?" + content[41:])
        elif damage == "empty":
            path.write_bytes(b"")
        else:
            path.mkdir()
    assert index([WATER], [TERM], tmp_path) == first


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("in the way")
    assert index([WATER], [TERM], place / "cache") == index([WATER], [TERM])
    linked = tmp_path / "linked"
    linked.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    assert index([WATER], [TERM], linked) == index([WATER], [TERM])
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.slow
def test_pages_without_a_word_are_left_out() -> None:
    silent = SearchDocument("ar/silent/", "ar", "…", (SearchPart("", "", "— !"),))
    titled = SearchDocument("ar/titled/", "ar", "خريطة", (SearchPart("", "", "—"),))
    files = index([silent, titled])
    assert fragment(files, 0, "ar/pages")["content"] == "خريطة"
    assert len(json.loads(files["pagefind/catalog.json"])["languages"]["ar"]["shards"]) == 1


def test_a_large_year_is_cut_from_its_oldest_on() -> None:
    days = [f"2026-{1 + number // 200:02}-{1 + number % 28:02}" for number in range(LARGEST + 10)]
    year = [article(f"a{number:04}", "x", date=day) for number, day in enumerate(days)]
    newest, oldest = shards_of(year, [])
    assert (newest.name, len(newest.documents)) == ("2026-2", 10)
    assert (oldest.name, len(oldest.documents)) == ("2026-1", LARGEST)
    grown = shards_of([*year, article("new", "x", date="2026-12-31")], [])
    assert grown[1] == oldest


def test_facets_are_in_the_order_of_the_pages() -> None:
    entries = [entry_of(WATER), entry_of(MANY[0])]
    assert json.loads(facets_of(entries)) == {
        "topics": ["law", "rivers"],
        "states": ["edited", "reviewed"],
        "pages": [[[1, 0], 1], [[0], 0]],
    }


def test_the_vocabulary_shows_the_usual_spelling() -> None:
    one = vocabulary_of([entry_of(article("a", "العقوبات والعقوبات «العقوبات» مرة"))])
    other = vocabulary_of([entry_of(article("b", "عقوبات العُقوبات 2026"))])
    lines = print_vocabulary(merge_vocabularies([one, other])).decode().splitlines()
    token = normalise_word("العقوبات")
    # Those of titles first, which no text need have.
    assert lines == ["عنوان\tعنوان\t2", f"{token}\tالعقوبات\t2", "مره\tمرة\t1"]


def test_the_list_of_pages_is_read_as_pagefind_writes_it() -> None:
    raw = (
        b"\x86\x651.5.2"
        b"\x82\x82\x6aen_4b89a0f\x18\x2a\x82\x6aen_3572c85\x19\x01\x00"
        b"\x81\x83\x64\x32\x30\x31\x35\x62\xd8\xa7\x6aen_a1507be"
        b"\x80\x80\x82\x68headings\x65title"
    )
    meta = read_meta_index(pack(raw))
    assert meta.pages == (("en_4b89a0f", 42), ("en_3572c85", 256))
    assert json.loads(meta.told_briefly()) == {
        "pages": [3, 16],
        "chunks": ["2015"],
        "end": "ا",
        "fields": ["headings", "title"],
    }


@pytest.mark.slow
def test_half_a_word_leads_to_the_first_chunk_with_such_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A browser loads the last chunk whose beginning does not come after what was typed."""
    monkeypatch.setattr(search, "CHUNK_SIZE", 3)
    words = sorted({"".join(letters) for letters in product("بدر", "سفق", "كمن", "ول")})
    pages = [article(f"a{number}", " ".join(words)) for number in range(2)]
    files = index([replace(page, title=page.path) for page in pages])
    (path,) = [path for path in files if path.endswith("list.json")]
    starts = json.loads(files[path])["chunks"]
    assert len(starts) > 10
    tokens = sorted({normalise_word(word) for word in words})
    for typed in {token[:length] for token in tokens for length in range(1, 5)}:
        loaded = max(number for number, start in enumerate(starts) if start <= typed)
        first = next(token for token in tokens if token.startswith(typed))
        chunk = unpack(files[path.replace("list.json", f"index/{loaded}.pf_index")])
        assert first.encode() in chunk


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x86", b"\x80", b"\x63ab", b"\xa0", b"\x9f", b"\x61\xff", b"\x85\x80\x80\x80\x80\x80"],
)
def test_anything_else_is_no_list_of_pages(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_meta_index(pack(raw))


@pytest.mark.parametrize("content", [b"", b"plain", gzip.compress(b"no signature", mtime=0)])
def test_what_pagefind_did_not_pack_is_told(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"not compressed|signature"):
        unpack(content)
