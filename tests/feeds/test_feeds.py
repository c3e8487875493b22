"""What is in a feed, in which order, and what makes an entry new."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from generator.stages.feeds import newest
from generator.stages.identities import entry_id, feed_id
from tests.driver import SiteTest
from tests.feeds.reading import (
    ATOM,
    BASE,
    BRIDGE,
    META,
    XML_LANG,
    bridge_in_english,
    built,
    data,
    entries,
    files_of,
    read,
    text,
)
from tests.test_pages import page


def ids(files: dict[str, bytes], path: str) -> list[str]:
    return [text(each, "id") for each in entries(read(files, path))]


def urls(files: dict[str, bytes], path: str) -> list[str]:
    return [
        link.attrib["href"].removeprefix(BASE)
        for each in entries(read(files, path))
        for link in each.findall(f"{ATOM}link")
        if link.attrib["rel"] == "alternate"
    ]


def updated(site: SiteTest, code: str, slug: str = "water") -> str:
    for each in entries(read(files_of(site), f"{code}/feed.xml")):
        if f"/{slug}/" in text(each, "id"):
            return text(each, "updated")[:10]
    raise AssertionError(f"{slug} is not in the feed")


def content(files: dict[str, bytes], path: str = "en/feed.xml", number: int = 0) -> str:
    return text(entries(read(files, path))[number], "content")


# Which feeds there are, and what they hold.


@pytest.mark.parametrize("folder", ["ar/", "en/", "ar/topics/rivers/", "en/topics/rivers/"])
def test_each_language_and_topic_has_both_formats(folder: str) -> None:
    assert {f"{folder}feed.xml", f"{folder}feed.json"} <= set(built())


def test_the_newest_come_first() -> None:
    assert urls(built(), "ar/feed.xml") == ["ar/water/", "ar/bridge/"]
    assert urls(built("two in English"), "en/topics/rivers/feed.xml") == ["en/water/", "en/bridge/"]


def test_what_is_not_translated_is_not_in_the_english_feed() -> None:
    assert urls(built(), "en/feed.xml") == ["en/water/"]
    none = read(built("none in English"))
    assert entries(none) == []
    assert text(none, "updated") == "2026-10-05T00:00:00Z"


def test_a_topic_has_only_its_explainers() -> None:
    site = SiteTest().with_change("site.toml", "[people.lina]", TOPIC + "[people.lina]")
    site = site.with_change(BRIDGE, "topics: [rivers]", "topics: [roads]")
    assert urls(files_of(site), "ar/topics/roads/feed.xml") == ["ar/bridge/"]
    assert urls(files_of(site), "ar/topics/rivers/feed.xml") == ["ar/water/"]


TOPIC = '[topics.roads]\nar = "طرق"\nen = "Roads"\n'


def test_drafts_and_what_is_scheduled_are_not_told() -> None:
    draft = SiteTest().with_change(META, "status: published", "status: draft")
    assert urls(files_of(draft), "ar/feed.xml") == ["ar/bridge/"]
    scheduled = SiteTest().with_change(
        META, "status: published", "status: published\npublish_on: 2026-12-01"
    )
    assert urls(files_of(scheduled), "ar/feed.xml") == ["ar/bridge/"]


def test_a_scheduled_explainer_is_published_on_its_day() -> None:
    site = SiteTest().with_change(
        BRIDGE, "status: published", "status: published\npublish_on: 2026-10-30"
    )
    first = entries(read(files_of(site), "ar/feed.xml"))[0]
    assert text(first, "id") == "tag:news.example,2026-09-20:/sub/ar/bridge/"
    assert text(first, "published") == text(first, "updated") == "2026-10-30T00:00:00Z"


def test_a_feed_holds_as_many_as_the_site_says() -> None:
    site = SiteTest().with_change("site.toml", "[licence]", "[feeds]\nentries = 1\n[licence]")
    assert urls(files_of(site), "ar/feed.xml") == ["ar/water/"]


def test_what_was_corrected_last_is_in_the_feed_however_old() -> None:
    site = SiteTest().with_change("site.toml", "[licence]", "[feeds]\nentries = 1\n[licence]")
    site = site.with_change(
        BRIDGE, "published: 2026-09-20", "published: 2026-09-20\nupdated: 2026-10-20"
    )
    assert urls(files_of(site), "ar/feed.xml") == ["ar/bridge/"]


def test_twenty_by_default_chosen_by_change_and_kept_in_order() -> None:
    pages = built_pages(25)
    changes = {each.explainer.card.slug: "2026-01-01" for each in pages}
    assert newest(pages, changes, 20) == pages[:20]
    changes[pages[-1].explainer.card.slug] = "2026-02-01"
    assert newest(pages, changes, 20) == (*pages[:19], pages[-1])


def built_pages(number: int) -> tuple:
    """Pages of so many explainers, as far as `newest` looks at them."""
    from types import SimpleNamespace

    return tuple(
        SimpleNamespace(explainer=SimpleNamespace(card=SimpleNamespace(slug=f"story-{each}")))
        for each in range(number)
    )


@pytest.mark.parametrize("value", ["0", '"many"', "1001"])
def test_a_wrong_number_of_entries_is_reported(value: str) -> None:
    site = SiteTest().with_change(
        "site.toml", "[licence]", f"[feeds]\nentries = {value}\n[licence]"
    )
    assert "`entries`" in site.build().errors


# When an entry is new.


def test_an_update_and_a_correction_make_an_entry_new_in_both_languages() -> None:
    for old, new in (
        ("updated: 2026-10-05", "updated: 2026-10-07"),
        ("date: 2026-10-05\n    text: صُحّح", "date: 2026-10-07\n    text: صُحّح"),
    ):
        site = SiteTest().with_change(META, old, new)
        site = site.with_file(
            "content/explainers/water/article.en.md",
            site.files["content/explainers/water/article.en.md"]
            .decode()
            .replace("correction.2026-10-05", "correction.2026-10-07")
            if "text" in new
            else site.files["content/explainers/water/article.en.md"],
        )
        assert {updated(site, code) for code in ("ar", "en")} == {"2026-10-07"}


def test_a_review_makes_an_entry_new_for_readers_of_the_translation_only() -> None:
    english = "content/explainers/water/article.en.md"
    site = SiteTest().with_change(english, "by:LH", "by:LH on:2026-10-28")
    assert updated(site, "en") == "2026-10-28"
    assert updated(site, "ar") == "2026-10-05"


def test_an_id_outlives_title_text_state_and_scheme() -> None:
    before = {code: ids(built(), f"{code}/feed.xml") for code in ("ar", "en")}
    changed = (
        SiteTest()
        .with_change(META, "من النهر إلى الصنبور في خمس خطوات.", "رحلة قصيرة.")
        .with_change(META, "كيف يصل الماء إلى المدينة؟", "عنوان آخر")
        .with_change(META, "updated: 2026-10-05", "updated: 2026-10-09")
        .with_change("site.toml", "https://news.example", "http://news.example")
    )
    assert {code: ids(files_of(changed), f"{code}/feed.xml") for code in ("ar", "en")} == before


def test_an_id_outlives_a_new_slug() -> None:
    folder, renamed = "content/explainers/bridge/", "content/explainers/old-bridge/"
    small = SiteTest()
    files = {path.replace(folder, renamed): each for path, each in small.files.items()}
    site = replace(small, files=files)
    aliases = "aliases: [/2019/bridge.html, bridge, the-bridge]"
    site = site.with_change(f"{renamed}meta.yaml", "topics:", f"{aliases}\ntopics:")
    site = site.with_change(
        "content/explainers/water/article.ar.md", "../bridge/", "../old-bridge/"
    )
    found = files_of(site)
    assert ids(found, "ar/feed.xml") == ids(built(), "ar/feed.xml")
    assert urls(found, "ar/feed.xml") == ["ar/water/", "ar/old-bridge/"]


def test_ids_stay_when_the_site_moves_and_says_where_from() -> None:
    moved = (
        SiteTest()
        .with_change("site.toml", "https://news.example/sub/", "https://moved.example/")
        .with_change(
            "site.toml", "[licence]", '[feeds]\nidentity = "https://news.example/sub"\n[licence]'
        )
    )
    files = files_of(moved)
    assert ids(files, "ar/feed.xml") == ids(built(), "ar/feed.xml")
    assert text(read(files, "ar/feed.xml"), "id") == text(read(built(), "ar/feed.xml"), "id")
    assert "https://moved.example/ar/water/" in content(files, "ar/feed.xml") + str(
        urls(files, "ar/feed.xml")
    )


def test_an_identity_that_is_no_address_is_reported() -> None:
    for value in ("news.example", "https://news.example/?a"):
        site = SiteTest().with_change(
            "site.toml", "[licence]", f'[feeds]\nidentity = "{value}"\n[licence]'
        )
        assert site.build().codes.count("bad-address") == 1


def test_an_id_is_a_tag() -> None:
    """RFC 4151, 2.1."""
    tag = re.compile(
        r"tag:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?,\d{4}(?:-\d\d(?:-\d\d)?)?:"
        r"(?:[A-Za-z0-9/?:@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})*"
    )
    day = date(2026, 10, 1)
    for base, expected in (
        (BASE, "tag:news.example,2026-10-01:/sub/ar/water/"),
        ("https://News.Example:8443/", "tag:news.example,2026-10-01:/ar/water/"),
        ("https://مثال.إختبار/أخبار/", "tag:xn--mgbh0fb.xn--kgbechtv,2026-10-01:"
         "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/ar/water/"),
    ):  # fmt: skip
        made = entry_id("water", day, "ar", base)
        assert made == expected
        assert tag.fullmatch(made)


def test_ids_of_feeds_differ() -> None:
    folders = ("ar/", "en/", "ar/topics/rivers/", "en/topics/rivers/")
    assert len({feed_id(each, BASE) for each in folders}) == 4


# What an entry tells.


def test_the_content_is_the_whole_explainer() -> None:
    html = content(built())
    told = (
        "From the river to the tap in five steps.",
        'alt="A drawing of a river."',
        "Drawing: Lina",
        "One station cleans it.",
        "the only source",
        "The station is opened.",
        "1 June 1950",
        "Water report",
        "The year the station was built has been corrected.",
    )
    assert [each for each in told if each not in unescape(html)] == []


def test_every_passage_of_the_page_is_in_the_feed() -> None:
    for code in ("ar", "en"):
        shown = page(SiteTest(), f"{code}/water").one(".prose")
        for row in shown.all(".row"):
            for each in row:
                if each.tag in ("p", "h2", "li", "blockquote") and not each.classes:
                    plain = " ".join(
                        re.sub(r"<[^>]*>", " ", content(built(), f"{code}/feed.xml")).split()
                    )
                    plain = re.sub("[\u2066-\u2069]", "", unescape(plain))
                    assert squeezed(each.text) in squeezed(plain)


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_the_english_says_how_it_was_made_and_the_arabic_need_not() -> None:
    assert "3 of 17 passages reviewed, 1 behind the Arabic, 1 machine-translated" in content(
        built()
    )
    assert "الإنجليزية" not in content(built(), "ar/feed.xml")


def test_passages_say_their_state_as_on_the_page() -> None:
    html = content(built())
    for words in ("Machine translation", "Edited, not yet reviewed", "Only in the English"):
        assert words in html
    assert "Not translated yet: shown in Arabic" in html
    assert '<div lang="ar" dir="rtl"><p>تقرأ المزيد' in html


def test_machine_text_is_marked_for_programs() -> None:
    entry = entries(read(built()))[0]
    categories = {each.attrib["scheme"]: each.attrib for each in entry.findall(f"{ATOM}category")}
    machine = categories["https://schema.org/digitalSourceType"]
    assert machine["term"].endswith("CompositeWithTrainedAlgorithmicMediaDigitalSource")
    assert machine["label"].startswith("Partly machine translation: 1 of 17")
    arabic = entries(read(built(), "ar/feed.xml"))[0]
    schemes = [each.attrib["scheme"] for each in arabic.findall(f"{ATOM}category")]
    assert schemes == [f"{BASE}ar/topics/"]


def test_every_address_of_the_content_is_absolute() -> None:
    for path in ("ar/feed.xml", "en/feed.xml"):
        addresses = re.findall(r'\s(?:href|src)="([^"]*)"', content(built(), path))
        assert len(addresses) > 4
        assert [each for each in addresses if not each.startswith("https://")] == []
    assert f'{BASE}ar/bridge/"' in content(built())
    assert re.search(rf'"{BASE}media/water/river-[0-9a-f]{{8}}\.svg"', content(built()))


def test_the_content_says_its_language_and_direction() -> None:
    assert content(built()).startswith('<div lang="en" dir="ltr">')
    assert content(built(), "ar/feed.xml").startswith('<div lang="ar" dir="rtl">')


def test_runs_keep_their_direction_in_programs_that_drop_bdi() -> None:
    html = content(built("mixed titles"), "ar/feed.xml")
    assert "\u2066City of Examples\u2069</" in html
    opened = len(re.findall("[\u2066-\u2068]", html))
    assert opened == html.count("\u2069") > 0


def test_a_title_keeps_its_order_in_a_frame_of_either_direction() -> None:
    title = text(entries(read(built("mixed titles"), "ar/feed.xml"))[0], "title")
    assert title == (
        "أسعار \u2066AT&T\u2069 ترتفع \u206644%\u2069 عند \u2066-5°C\u2069 بحلول 2030!\u200f"
    )


def test_a_title_without_anything_to_move_is_left_alone() -> None:
    entry = entries(read(built()))[0]
    assert text(entry, "title") == "How does water reach the city?"


def test_an_arabic_title_in_the_english_feed_says_so() -> None:
    english = "content/explainers/water/article.en.md"
    body = re.sub(r"<!-- title .*?-->\n.*?\n\n", "", SiteTest().files[english].decode(), flags=re.S)
    entry = entries(read(files_of(SiteTest().with_file(english, body))))[0]
    (title,) = entry.findall(f"{ATOM}title")
    assert title.attrib[XML_LANG] == "ar"


def test_an_entry_names_its_authors_topics_licence_and_counterpart() -> None:
    entry = entries(read(built("two in English")))[0]
    links = {each.attrib["rel"]: each.attrib for each in entry.findall(f"{ATOM}link")}
    assert links["related"]["href"] == f"{BASE}ar/water/"
    assert links["related"]["hreflang"] == "ar"
    assert links["license"]["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert text(entry, "rights") == "CC BY 4.0"
    (author,) = entry.findall(f"{ATOM}author")
    assert text(author, "name") == "Lina"
    topic = entry.findall(f"{ATOM}category")[0].attrib
    assert topic == {"term": "rivers", "scheme": f"{BASE}en/topics/", "label": "Rivers"}


def test_programs_that_take_the_last_alternate_open_the_page_in_the_feeds_language() -> None:
    import feedparser

    for code in ("ar", "en"):
        found = feedparser.parse(built()[f"{code}/feed.xml"])
        assert found.feed.link == f"{BASE}{code}/"
        assert found.entries[0].link == f"{BASE}{code}/water/"


# JSON Feed.

KNOWN = frozenset(
    {"version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url",
     "icon", "favicon", "authors", "language", "expired", "hubs", "items"}
)  # fmt: skip
"""What a feed may hold besides extensions."""


@pytest.mark.parametrize("folder", ["ar/", "en/", "ar/topics/rivers/", "en/topics/rivers/"])
@pytest.mark.parametrize("site", ["small", "two in English", "none in English", "no licence"])
def test_what_json_feed_requires(site: str, folder: str) -> None:
    """https://www.jsonfeed.org/version/1.1/: required fields, and the types of the others."""
    feed = data(built(site), f"{folder}feed.json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str) and feed["title"]
    assert feed["feed_url"] == f"{BASE}{folder}feed.json"
    assert feed["home_page_url"] == f"{BASE}{folder}"
    assert feed["language"] == folder[:2]
    assert isinstance(feed["items"], list)
    for item in feed["items"]:
        assert isinstance(item["id"], str) and item["id"]
        assert item["content_html"]
        assert item["url"].startswith(BASE)
        assert item["language"] == folder[:2]
        assert all(isinstance(each, str) for each in item["tags"])
        assert all(set(each) <= {"name", "url", "avatar"} and each for each in item["authors"])
        for name in ("date_published", "date_modified"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", item[name])
    assert {each for each in feed if not each.startswith("_")} <= KNOWN
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])


def test_both_formats_tell_the_same() -> None:
    for path in ("ar/feed", "en/feed", "ar/topics/rivers/feed"):
        atom = entries(read(built("mixed titles"), f"{path}.xml"))
        items = data(built("mixed titles"), f"{path}.json")["items"]
        assert [
            (text(each, "id"), text(each, "title"), text(each, "content"), text(each, "updated"))
            for each in atom
        ] == [
            (each["id"], each["title"], each["content_html"], each["date_modified"])
            for each in items
        ]


def test_the_extension_says_how_the_english_was_made() -> None:
    told = data(built())["items"][0]["_dragoman"]
    assert told["translation"] == "partial"
    assert told["passages"] == {
        "edited": 10, "machine": 1, "missing": 1, "own": 1, "reviewed": 3, "stale": 1
    }  # fmt: skip
    assert told["note"].startswith("Partly machine translation")
    assert told["other_language"] == {"language": "ar", "url": f"{BASE}ar/water/"}
    assert "translation" not in data(built(), "ar/feed.json")["items"][0]["_dragoman"]


def test_each_item_shows_its_picture_or_its_social_image() -> None:
    items = data(built("two in English"), "en/feed.json")["items"]
    images = {each["url"].split("/")[-2]: each["image"] for each in items}
    assert re.fullmatch(rf"{BASE}media/water/river-[0-9a-f]{{8}}\.svg", images["water"])
    assert re.fullmatch(rf"{BASE}social/en/bridge-[0-9a-f]{{10}}\.png", images["bridge"])


# Pages lead to them.


def feeds_in_head(site: SiteTest, path: str) -> list[str]:
    return [
        each.attributes["href"]
        for each in page(site, path).one("head")
        if each.attributes.get("type") in ("application/atom+xml", "application/feed+json")
    ]


def test_pages_name_the_feeds_of_their_language() -> None:
    assert feeds_in_head(SiteTest(), "en/water") == ["../feed.xml", "../feed.json"]
    assert feeds_in_head(SiteTest(), "both/water") == [
        "../../ar/feed.xml", "../../ar/feed.json", "../../en/feed.xml", "../../en/feed.json"
    ]  # fmt: skip
    assert feeds_in_head(SiteTest(), "ar/topics/rivers") == [
        "feed.xml", "feed.json", "../../feed.xml", "../../feed.json"
    ]  # fmt: skip


def test_a_feed_is_no_translation_of_its_page() -> None:
    """`hreflang` on it would be read as one."""
    for path in ("en/water", "both/water", "ar/topics/rivers"):
        for each in page(SiteTest(), path).one("head"):
            if each.attributes.get("type", "").endswith(("atom+xml", "feed+json")):
                assert "hreflang" not in each.attributes
                assert each.attributes["title"]


def test_every_feed_a_page_names_exists() -> None:
    import posixpath

    files = built()
    for path, raw in files.items():
        if not path.endswith(".html"):
            continue
        named = re.findall(
            r'href="([^"]*(?:feed\.(?:xml|json)|opensearch\.xml|webmanifest))"', raw.decode()
        )
        assert named
        for each in named:
            whole = (
                each.removeprefix("/sub/")
                if path == "404.html"
                else posixpath.normpath(posixpath.join(posixpath.dirname(path), each))
            )
            assert whole in files


def test_readers_are_shown_the_way() -> None:
    footer = page(SiteTest(), "en/water").one(".footer-links")
    assert "Follow: Atom feed · JSON Feed" in footer.text
    topic = page(SiteTest(), "ar/topics/rivers").one(".take")
    assert [each.attributes["href"] for each in topic.all("a")] == ["feed.xml", "feed.json"]
    assert "تابع هذا الموضوع" in topic.text


def test_a_fault_in_the_template_of_an_entry_is_reported_with_its_line() -> None:
    outcome = SiteTest().with_template("feeds/entry.html", "<p>\n{{ page.nonsense }}</p>").build()
    assert outcome.codes.count("template-error") == 1
    assert "templates/feeds/entry.html:2" in outcome.errors


def test_the_same_site_makes_the_same_feeds() -> None:
    again = files_of(bridge_in_english(SiteTest()))
    first = built("two in English")
    assert [path for path in first if "feed." in path and first[path] != again[path]] == []
