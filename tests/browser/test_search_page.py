"""The search page: what it finds and shows, filters, order, its address, and what may go wrong."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import groupby, permutations
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from generator.searching.meta_index import read_meta_index
from tests.browser.reading import eventually
from tests.browser.search_site import (
    DESKTOP,
    PHONE,
    YEARS,
    Host,
    Reader,
    answered,
    files,
    hosting,
    meta,
    published,
    reading,
    titles,
)
from tests.conftest import ROOT
from tests.driver import SMALL, SiteTest
from tests.gates.survey import _AXE, WCAG, axe_source

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

WATER = {"ar": "كيف يصل الماء إلى المدينة؟", "en": "How does water reach the city?"}


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting(Host()) as running:
        yield running


@pytest.fixture
def reader(browser: Browser, host: Host) -> Iterator[Reader]:
    with reading(browser, host) as someone:
        yield someone


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("ar", "المحطة", WATER["ar"]),
        ("ar", "بالمحطات", WATER["ar"]),
        ("ar", "انهار", WATER["ar"]),
        ("ar", "مِيَاهُ الْمَدِينَةِ", WATER["ar"]),
        ("ar", "\u2067محطــة\u2069 ١٩٥٠", WATER["ar"]),
        ("ar", "محطة ۱۹۵۰", WATER["ar"]),
        ("ar", "«ماء المطر»", WATER["ar"]),
        ("ar", "الدلتا", ""),
        ("ar", "فمحطة", WATER["ar"]),
        ("ar", "كموسم", "حصاد القمح 2026"),
        ("en", "stations", WATER["en"]),
        ("en", '"drunk from the river"', WATER["en"]),
        ("en", "44%", "The wheat harvest of 2026"),
        ("en", "city 1950", WATER["en"]),
    ],
)
def test_what_a_reader_means_is_found(
    reader: Reader, language: str, query: str, title: str
) -> None:
    page = reader.search(f"{language}/search/", query)
    assert titles(page, language)[:1] == ([title] if title else [])


def test_a_phrase_is_found_only_where_its_words_follow_one_another(reader: Reader) -> None:
    page = reader.search("ar/search/", '"مطر مدينة"')
    assert page.locator(".status").inner_text().startswith("لا صفحة تتوالى فيها هذه الكلمات")
    page = reader.search("ar/search/", '"ماء المطر"')
    assert titles(page, "ar") == [WATER["ar"]]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_result_shows_the_text_as_written_and_leads_to_both_languages(
    reader: Reader, language: str
) -> None:
    query, words = {"ar": ("محطات", "محطة"), "en": ("station built", "station")}[language]
    page = reader.search(f"{language}/search/", query)
    result = page.locator(f'.found[data-language="{language}"] .result').first
    assert words in result.locator("mark").all_inner_texts()
    other = {"ar": "en", "en": "ar"}[language]
    pair = result.locator(".result-pair")
    assert pair.get_attribute("href") == f"{reader.address}{other}/water/"
    assert pair.get_attribute("lang") == other
    section = result.locator(".excerpt-section, .result-sections a").first
    address = str(section.get_attribute("href"))
    page.goto(address)
    assert page.locator(f"[id='{address.partition('#')[2]}']").count() == 1


def test_numbers_keep_their_order_in_an_excerpt(reader: Reader) -> None:
    page = reader.search("ar/search/", "قمح 2016")
    excerpt = page.locator(".excerpt").first
    assert excerpt.locator('bdi[dir="ltr"]').all_inner_texts() == ["44%"]
    assert not set(excerpt.inner_text()) & set("\u2066\u2067\u2068\u2069")


def test_a_query_in_two_scripts(reader: Reader) -> None:
    page = reader.search("en/search/", "wheat القمح 2026")
    assert titles(page, "en") == ["The wheat harvest of 2026"]
    assert titles(page, "ar") == ["حصاد القمح 2026"]
    headings = page.locator(".found:visible h2 span").all_inner_texts()
    assert headings == ["In English", "Also found in Arabic"]


def test_an_alias_of_the_glossary_finds_the_term(reader: Reader) -> None:
    page = reader.search("en/search/", "river delta")
    term = page.locator(".term-found").first
    assert term.locator("a").inner_text() == "delta"
    assert "دلتا" in term.inner_text()
    above = [page.locator(each).first.bounding_box() for each in (".terms-found", ".browse")]
    assert above[0] and above[1] and above[0]["y"] < above[1]["y"]


def test_events_stand_above_articles_and_lead_to_their_place(reader: Reader) -> None:
    page = reader.search("ar/search/", "الأنابيب")
    event = page.locator(".event-found a").first
    assert event.get_attribute("href") == f"{reader.address}ar/water/#event-pipes"
    event_box, found_box = (
        page.locator(each).first.bounding_box() for each in (".events-found", ".found:visible")
    )
    assert event_box and found_box and event_box["y"] < found_box["y"]


def test_the_directory_names_every_shard_that_has_a_word(reader: Reader) -> None:
    """By the same keys as Pagefind finds them: also Latin words in other forms."""
    page = reader.open("ar/search/")
    found = page.evaluate(
        """async (words) => {
          const { src } = document.querySelector('[src$="/search/page.js"]');
          const script = (name) => src.replace("page.js", `${name}.js`);
          const root = new URL("/sub/", location);
          const { createDirectory } = await import(script("directory"));
          const load = (path) => fetch(new URL(`pagefind/${path}`, root));
          const { languages } = await (await load("catalog.json")).json();
          const directory = createDirectory(languages.ar, load);
          return Promise.all(words.map((word) => directory.find(word)));
        }""",
        [
            {"token": "قمح", "isPartial": False},
            {"token": "2019", "isPartial": False},
            {"token": "محطه", "isPartial": False},
            {"token": "محط", "isPartial": False},
            {"token": "محط", "isPartial": True},
            {"token": "nothing", "isPartial": False},
        ],
    )
    years = len(YEARS)
    assert [each["shards"] for each in found] == [
        list(range(years)),
        [YEARS[-1] - 2019],
        [0],
        [],
        [0],
        [],
    ]
    assert found[0]["titles"] == list(range(years))
    assert found[0]["documents"] == years
    assert (found[2]["titles"], found[2]["documents"]) == ([], 1)


def test_words_that_pagefind_stems_alike_are_akin(reader: Reader) -> None:
    """By Porter's stemmer in another implementation, for every English word of the demo site."""
    import snowballstemmer

    texts = (path.read_text("utf-8") for path in sorted((ROOT / "content").rglob("*.en.md")))
    words = {word for text in texts for word in re.findall(r"[a-z]{3,}", text.lower())}
    stem = snowballstemmer.stemmer("english").stemWord
    pairs = [
        (one, other)
        for _, alike in groupby(sorted(words, key=stem), stem)
        for one, other in permutations(alike, 2)
    ]
    assert len(pairs) > 500
    page = reader.open("en/search/")
    apart = page.evaluate(
        """async (pairs) => {
          const { src } = document.querySelector('[src$="/search/page.js"]');
          const script = (name) => src.replace("page.js", `${name}.js`);
          const { beginningOf, isAkin } = await import(script("directory"));
          return pairs.filter(([one, other]) => {
            return !(other.startsWith(beginningOf(one)) && isAkin(other, one));
          });
        }""",
        pairs,
    )
    assert len(apart) <= len(pairs) / 50, apart


def test_the_box_asks_the_newest_years_of_a_large_index_only(browser: Browser) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        catalog = json.loads(host.files["pagefind/catalog.json"])
        for shard in catalog["languages"]["ar"]["shards"]:
            shard["documents"] = 900
        host.files = {**host.files, "pagefind/catalog.json": json.dumps(catalog).encode()}
        page = someone.open("ar/")
        page.keyboard.press("/")
        page.locator("dialog[open]").wait_for()
        page.keyboard.type("القمح")
        page.locator(".option-all").wait_for()
        eventually(lambda: "أحدث السنوات" in page.locator(".box-status").inner_text())
        years = set(re.findall(r"/ar/([0-9]{4})-", " ".join(someone.loaded(".pf_index"))))
        assert years == {"2025", "2026"}
        page.keyboard.press("Enter")
        answered(page)
        assert page.locator(".found:visible .count").first.inner_text() == "12"


def test_more_results_come_on_demand_and_take_the_focus(reader: Reader) -> None:
    page = reader.search("ar/search/", "القمح")
    assert page.locator(".found:visible .count").first.inner_text() == "12"
    assert len(titles(page, "ar")) == 8
    page.locator('.found[data-language="ar"] .more').click()
    eventually(lambda: len(titles(page, "ar")) == 12)
    assert not page.locator('.found[data-language="ar"] .more').is_visible()
    ninth = page.locator('.found[data-language="ar"] .result-link').nth(8)
    eventually(lambda: bool(ninth.evaluate("each => each === document.activeElement")))


@pytest.mark.parametrize(
    ("language", "query", "title", "count", "edited"),
    [
        ("ar", "القمح", "حصاد القمح {}", 8, "محرَّرة لم تُراجَع كلها"),
        ("en", "wheat", "The wheat harvest of {}", 3, "Edited, not all reviewed"),
    ],
)
def test_filters_and_order_stand_in_the_address(
    reader: Reader, language: str, query: str, title: str, count: int, edited: str
) -> None:
    page = reader.search(f"{language}/search/", query)
    page.locator("#search-sort").select_option("date")
    eventually(lambda: "sort=date" in page.url)
    answered(page)
    assert titles(page, language)[:3] == [title.format(year) for year in (2026, 2025, 2024)]
    page.locator("#search-year").select_option("2025")
    eventually(lambda: titles(page, language) == [title.format(2025)])
    page.locator("#search-year").select_option("")
    page.locator("#search-state").select_option(label=edited)
    eventually(lambda: len(titles(page, language)) == 3)
    page.locator("#search-topic").select_option("rivers")
    page.locator(".without-filters button").wait_for()
    address = page.url
    page.goto(f"{reader.address}{language}/")
    page.goto(address)
    answered(page)
    assert page.locator("#search-topic").input_value() == "rivers"
    assert titles(page, language) == []
    page.locator(".without-filters button").click()
    eventually(lambda: len(titles(page, language)) == count)
    assert page.url == f"{reader.address}{language}/search/?q={quote(query)}"


@pytest.mark.parametrize(
    ("language", "alias", "name"), [("ar", "الحنطة", "قمح"), ("en", "triticum", "wheat")]
)
def test_an_alias_finds_the_pages_of_its_term(
    reader: Reader, language: str, alias: str, name: str
) -> None:
    """In the other language too, by the term's name there."""
    page = reader.search(f"{language}/search/", alias)
    assert page.locator(".term-found a").first.inner_text() == name
    assert titles(page, "ar")[0].startswith("حصاد القمح")
    assert titles(page, "en")[0].startswith("The wheat harvest")
    assert name in " ".join(page.locator(".found:visible mark").all_inner_texts())


def test_a_title_counts_more_than_a_heading_and_that_more_than_the_text(browser: Browser) -> None:
    texts = {
        "in-title": ("ملح البحر", "## عن الماء\n\nجاء في الخبر كلام عن البحر وأهله."),
        "in-heading": ("ماء البحر", "## عن الملح\n\nجاء في الخبر كلام عن البحر وأهله."),
        "in-text": ("أهل البحر", "## عن الماء\n\nجاء في الخبر كلام عن ملح وأهله."),
    }
    site = SiteTest()
    for slug, (title, text) in texts.items():
        site = site.with_file(f"content/explainers/{slug}/article.ar.md", text)
        site = site.with_file(f"content/explainers/{slug}/meta.yaml", meta(title, "خبر.", 2026))
    with hosting(Host(files=published(site))) as host, reading(browser, host) as someone:
        page = someone.search("ar/search/", "ملح")
        assert titles(page, "ar") == ["ملح البحر", "ماء البحر", "أهل البحر"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_results_come_while_the_reader_types(reader: Reader, language: str) -> None:
    page = reader.open(f"{language}/search/")
    page.keyboard.press("/")
    page.keyboard.type({"ar": "المح", "en": "stat"}[language], delay=30)
    page.locator(".result").first.wait_for()
    assert titles(page, language) == [WATER[language]]
    page.locator("#query").fill("")
    eventually(lambda: not page.locator(".answer").is_visible())


def test_nothing_is_loaded_before_somebody_searches(reader: Reader) -> None:
    page = reader.open("ar/search/")
    page.wait_for_load_state("networkidle")
    assert reader.loaded("/pagefind/") == []
    assert [
        each.rsplit("/", 1)[-1] for each in reader.loaded("/static/") if "/search/" in each
    ] == [
        "search.css",
        "page.js",
    ]


@pytest.mark.parametrize(
    ("language", "query", "meant"), [("ar", "المحتة", "المحطة"), ("en", "statoin", "station")]
)
def test_a_misspelt_word_gets_a_proposal(
    reader: Reader, language: str, query: str, meant: str
) -> None:
    page = reader.search(f"{language}/search/", query)
    page.locator(".suggestions a", has_text=meant).first.click()
    eventually(lambda: titles(page, language) == [WATER[language]])
    assert page.locator("#query").input_value() == meant


def test_what_was_typed_with_the_other_keyboard_gets_a_proposal(reader: Reader) -> None:
    page = reader.search("ar/search/", "hglp'm")
    assert page.locator(".suggestions a").all_inner_texts() == ["المحطة"]


def test_pages_with_most_words_take_the_place_of_none(reader: Reader) -> None:
    page = reader.search("en/search/", "station of giraffes")
    assert page.locator(".status").inner_text() == (
        "No page has all of these words. These have some of them. Pages: 1."
    )
    assert page.locator(".nowhere .words").inner_text() == "giraffes"
    assert titles(page, "en") == [WATER["en"]]


def test_a_filter_by_topic_does_not_trip_over_pages_without_one(reader: Reader) -> None:
    """The about page has the word and no topic: nothing is missing, and the word is known."""
    word = re.findall(r"[ء-ي]{4,}", (SMALL / "content/pages/about/article.ar.md").read_text())[0]
    page = reader.open(f"ar/search/?q={quote(word + ' القمح')}&topic=rivers")
    answered(page)
    assert page.locator(".status").inner_text().startswith("لا ")
    assert "تعذّر" not in page.locator(".status").inner_text()
    assert not page.locator(".nowhere").is_visible()


def test_small_words_are_looked_for_when_the_query_is_finished(reader: Reader) -> None:
    page = reader.open("en/search/")
    page.locator("#query").press_sequentially("of the", delay=20)
    page.wait_for_timeout(600)
    assert page.locator(".status").inner_text() == ""
    page.locator("#query").press("Enter")
    answered(page)
    assert titles(page, "en")


@pytest.mark.parametrize(
    ("language", "none", "short"),
    [
        ("ar", "لا نتائج.", "اكتب حرفين على الأقل."),
        ("en", "Nothing found.", "Type at least two letters."),
    ],
)
def test_nothing_found_is_said_and_leaves_ways_to_go_on(
    reader: Reader, language: str, none: str, short: str
) -> None:
    page = reader.search(f"{language}/search/", "zzzzzz ظظظظظظ")
    assert page.locator(".status").inner_text().startswith(none)
    assert page.locator(".browse a").first.is_visible()
    page.locator("#query").fill("ج")
    page.locator("#query").press("Enter")
    eventually(lambda: page.locator(".status").inner_text() == short)


def test_what_a_page_tells_cannot_make_elements(reader: Reader) -> None:
    page = reader.search("en/search/", "<img src=x onerror=alert(1)> station")
    assert page.locator("main img").count() == 0
    page.goto(f"{reader.address}en/search/?q=%3Cscript%3Ealert(1)%3C/script%3E&topic=nowhere")
    answered(page)
    assert page.locator("#search-topic").input_value() == ""
    assert page.locator("main script").count() == 0


@pytest.mark.parametrize(("language", "query"), [("ar", "المحطة"), ("en", "station")])
def test_a_missing_index_is_said_and_tried_again(
    browser: Browser, language: str, query: str
) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        host.without("pagefind/")
        page = someone.search(f"{language}/search/", query)
        unavailable = page.locator(".status").get_attribute("data-unavailable")
        assert page.locator(".status").inner_text() == unavailable
        assert page.locator(".browse a").first.is_visible()
        host.files = files()
        page.locator("#query").press("Enter")
        eventually(lambda: titles(page, language) == [WATER[language]])
        someone.said.clear()


def test_a_missing_script_is_said(browser: Browser) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        host.without("search/results.js")
        page = someone.open("en/search/?q=station")
        eventually(lambda: "could not be loaded" in page.locator(".status").inner_text())
        someone.said.clear()


def test_the_link_leads_to_the_page_where_the_box_cannot_come(browser: Browser) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        host.without("search/box.js")
        page = someone.open("en/")
        page.locator(".menu-search a").click()
        page.wait_for_url("**/en/search/?q=")
        someone.said.clear()


def test_a_part_of_the_index_may_be_missing(browser: Browser) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        host.without("pagefind/ar/2019")
        page = someone.search("ar/search/", "القمح")
        assert len(titles(page, "ar")) == 8
        part = str(page.locator(".status").get_attribute("data-part-missing"))
        assert page.locator(".status").inner_text().endswith(part)
        host.files = files()
        page.locator("#query").press("Enter")
        eventually(lambda: not page.locator(".status").inner_text().endswith(part))
        assert page.locator(".found:visible .count").first.inner_text() == "12"
        someone.said.clear()


@pytest.mark.parametrize("missing", ["/list.json", "/index/"])
def test_the_newest_year_may_be_missing(browser: Browser, missing: str) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        newest = re.compile(rf"pagefind/(ar|en)/2026-.*{missing}")
        host.files = {path: each for path, each in host.files.items() if not newest.match(path)}
        page = someone.search("ar/search/", "القمح")
        assert page.locator(".found:visible .count").first.inner_text() == "11"
        someone.said.clear()


def test_pages_that_cannot_be_loaded_are_not_asked_for_without_end(browser: Browser) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        host.without("/fragment/")
        page = someone.search("ar/search/", "القمح")
        unavailable = page.locator(".status").get_attribute("data-none")
        assert page.locator(".status").inner_text().startswith(str(unavailable))
        assert len(someone.loaded("/fragment/")) < 100
        someone.said.clear()


@pytest.mark.parametrize("count", [0, 1, 23, 24, 255, 256, 1_000])
def test_pagefinds_list_is_made_again_as_it_was(reader: Reader, count: int) -> None:
    page = reader.open("ar/search/")
    told = {
        "pages": [number % 90 for number in range(count)],
        "chunks": [f"كلمة{number}" for number in range(count)],
        "end": "ي",
        "fields": ["title"],
    }
    raw = page.evaluate(
        """async (told) => {
          const { src } = document.querySelector('[src$="/search/page.js"]');
          const script = (name) => src.replace("page.js", `${name}.js`);
          const { encodeMeta } = await import(script("shards"));
          return [...encodeMeta(told, "1.5.2")];
        }""",
        told,
    )
    meta = read_meta_index(gzip.compress(bytes(raw)))
    assert meta.pages == tuple((str(n), 16 * (n % 90)) for n in range(count))
    assert [chunk.start for chunk in meta.chunks] == told["chunks"]
    assert json.loads(meta.told_briefly()) == {**told, "end": told["end"] if count else ""}


def test_words_are_looked_for_while_an_input_method_composes(reader: Reader) -> None:
    """As phones' keyboards do with every word."""
    page = reader.open("en/search/")
    page.locator("#query").focus()
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition",
        {"text": "station", "selectionStart": 7, "selectionEnd": 7},
    )
    eventually(lambda: titles(page, "en") == [WATER["en"]])


def test_by_day_there_are_no_gaps(browser: Browser) -> None:
    """Though the oldest year alone has the word in a title."""
    site = SiteTest()
    for year in YEARS:
        title = "ملح قديم" if year == YEARS[0] else f"خبر {year}"
        text = "جاء في الخبر كلام عن ملح."
        site = site.with_file(f"content/explainers/salt-{year}/article.ar.md", text)
        site = site.with_file(
            f"content/explainers/salt-{year}/meta.yaml", meta(title, "خبر.", year)
        )
    with hosting(Host(files=published(site))) as host, reading(browser, host) as someone:
        page = someone.search("ar/search/", "ملح")
        assert titles(page, "ar")[0] == "ملح قديم"
        page.locator("#search-sort").select_option("date")
        eventually(lambda: titles(page, "ar")[0] == "خبر 2026")
        assert titles(page, "ar") == [f"خبر {year}" for year in reversed(YEARS)][:8]


def test_a_site_published_anew_meanwhile_is_searched_as_it_is_now(browser: Browser) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        page = someone.search("en/search/", "station")
        moved = {}
        for path, content in host.files.items():
            if path == "pagefind/catalog.json":
                moved[path] = content.replace(b"en/2026-", b"en/2026-f")
            else:
                moved[path.replace("pagefind/en/2026-", "pagefind/en/2026-f")] = content
        host.files = moved
        page.locator("#query").fill("farmers")
        page.locator("#query").press("Enter")
        eventually(lambda: "The wheat harvest of 2026" in titles(page, "en"))
        someone.said.clear()


@pytest.mark.parametrize(("language", "query"), [("ar", "المحطة"), ("en", "station")])
def test_at_the_root_of_a_host(browser: Browser, language: str, query: str) -> None:
    with hosting(Host("/", files("/"))) as host, reading(browser, host) as someone:
        page = someone.search(f"{language}/search/", query)
        assert page.locator(".result-link").first.get_attribute("href") == (
            f"{host.address}{language}/water/"
        )
        page = someone.open(f"{language}/water/")
        page.keyboard.press("/")
        page.locator("dialog[open]").wait_for()
        page.keyboard.type(query)
        page.locator(".option").first.wait_for()


class Strict(SimpleHTTPRequestHandler):
    """A plain host with the policy of docs/publishing.md in its headers."""

    def end_headers(self) -> None:
        is_worker = self.path.endswith("/search/worker.js")
        scripts = "'self' 'wasm-unsafe-eval'" if is_worker else "'self'"
        self.send_header(
            "Content-Security-Policy",
            f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self'; "
            "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'",
        )
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def offline_copy(tmp_path: Path) -> Path:
    """The site as somebody keeps it on a disk, in a folder of another name than its base path."""
    folder = tmp_path / "my copy"
    for path, content in files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.mark.parametrize(("language", "query"), [("ar", "المحطة"), ("en", "station")])
def test_an_offline_copy_on_another_host_and_path_with_a_strict_policy(
    browser: Browser, offline_copy: Path, language: str, query: str
) -> None:
    handler = partial(Strict, directory=str(offline_copy.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/my%20copy/"
        with reading(browser, Host(address=address)) as someone:
            page = someone.search(f"{language}/search/", query)
            assert titles(page, language) == [WATER[language]]
            page.locator(".result-link").first.click()
            page.wait_for_url(f"{address}{language}/water/*")
            assert all(each.startswith(address) for each in someone.requested)
        server.shutdown()


@pytest.mark.parametrize(("language", "words"), [("ar", "فُتحت ملفًّا"), ("en", "opened as a file")])
def test_a_copy_opened_as_a_file_says_that_it_cannot_be_searched(
    browser: Browser, offline_copy: Path, language: str, words: str
) -> None:
    with reading(browser, Host(address=f"{offline_copy.as_uri()}/")) as someone:
        page = someone.open(f"{language}/search/index.html")
        assert words in page.locator(".only-file").inner_text()
        assert not page.locator(".search-form").is_visible()
        assert page.locator(".browse a").first.is_visible()
        # Chromium says that it loads no modules from files.
        someone.said.clear()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_without_javascript_the_page_says_so_and_leads_on(
    browser: Browser, host: Host, language: str
) -> None:
    with reading(browser, host, java_script_enabled=False) as someone:
        page = someone.open(f"{language}/")
        page.locator(".menu-search a").click()
        page.wait_for_url(f"{host.address}{language}/search/")
        assert page.locator("noscript .notice").is_visible()
        assert not page.locator(".search-form").is_visible()
        assert not page.locator(".found").first.is_visible()
        page.locator(".browse a").first.click()
        page.wait_for_url(f"{host.address}{language}/timeline/")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(("path", "query"), [("ar/search/", "المحطة"), ("en/search/", "delta")])
def test_axe_finds_nothing_in_results(
    browser: Browser, host: Host, path: str, query: str, window: object, colours: str
) -> None:
    with reading(browser, host, viewport=window, color_scheme=colours) as someone:
        page = someone.search(path, query)
        page.evaluate(axe_source())
        options = {"runOnly": WCAG, "resultTypes": ["violations"]}
        assert page.evaluate(_AXE, ["html", options]) == []
        assert is_within(page)


def is_within(page: Page) -> bool:
    """Nothing stands out sideways."""
    return bool(
        page.evaluate(
            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


def test_results_fit_a_narrow_window_with_large_letters(browser: Browser, host: Host) -> None:
    with reading(browser, host, viewport={"width": 320, "height": 640}) as someone:
        page = someone.search("ar/search/", "المحطة")
        page.evaluate("() => (document.documentElement.style.fontSize = '32px')")
        assert is_within(page)


@pytest.mark.parametrize("part", [".pf_index", "wasm.en.pagefind", "/directory-", ".pf_fragment"])
def test_a_host_that_answers_with_a_page_where_a_file_is_missing(
    browser: Browser, part: str
) -> None:
    with hosting(Host()) as host, reading(browser, host) as someone:
        page_of_host = b"<!DOCTYPE html><title>Not here</title>"
        host.files = {
            path: page_of_host if part in path else each for path, each in files().items()
        }
        page = someone.search("ar/search/", "القمح")
        said = page.locator(".status").inner_text()
        if part == "/directory-":
            # Without it every year is asked.
            assert page.locator(".found:visible .count").first.inner_text() == "12"
        else:
            assert "تعذّر" in said
        host.files = files()
        page.locator("#query").press("Enter")
        eventually(lambda: len(titles(page, "ar")) == 8)
        assert page.locator(".found:visible .count").first.inner_text() == "12"
        someone.said.clear()


def test_a_pasted_page_is_answered_and_does_not_hold_up_the_next_query(reader: Reader) -> None:
    page = reader.search("en/search/", "wheat")
    page.locator("#query").fill("farmers grown station " * 400)
    page.locator("#query").press("Enter")
    page.locator("#query").fill("station")
    page.locator("#query").press("Enter")
    eventually(lambda: titles(page, "en") == [WATER["en"]], 10)
