"""The glossary readers leaf through: letters, entries, backlinks, and pages when it grows."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.config import Names
from generator.model.entry import TermEntry
from generator.model.phrase import Bilingual, Html, Pair, Phrase
from generator.model.segment import State
from generator.stages.configure import configure
from generator.stages.glossary_pages import PAGE_WEIGHT, with_paths
from generator.text.collation import dictionary_key
from tests.driver import SiteTest
from tests.test_pages import ARABIC, GLOSSARY, META, Element, badges, build, page, small

TERMS = "content/glossary.yaml"
CONFIG = configure(SiteTest().sources).value
assert CONFIG is not None
LANGUAGES = CONFIG.languages


def term(name: str, arabic: str, english: str, more: str = "") -> str:
    return f"- id: {name}\n  term: {arabic}\n  english: {english}\n  definition: شرح.\n{more}"


def with_terms(*terms: str) -> SiteTest:
    """The small site with these terms beside the one it has."""
    return small().with_file(TERMS, small().files[TERMS].decode() + "".join(terms))


GROWN = with_terms(
    term("bank", "الضفة", "the Bank"),
    term("basin", "حوض", "basin"),
    term("estuary", "مصبّ", "Estuary"),
    term("ebb", "الجَزر", "ebb", "  topics: [rivers]\n"),
    term("fishery", "مصيدة", "écluse"),
    term("figure", "٤٠ نهرًا", "40 rivers"),
)


def letters(glossary: Element) -> list[tuple[str, list[str]]]:
    """Headings with the names below them."""
    return [
        (section.one("h2").text, [each.text for each in section.all("dfn")])
        for section in glossary.all("section.letter")
    ]


def index(glossary: Element) -> list[tuple[str, str]]:
    links = glossary.one("nav.letters").all("a")
    return [(each.text, each.attributes["href"]) for each in links]


def test_arabic_letters() -> None:
    glossary = page(GROWN, "ar/glossary")
    assert letters(glossary) == [
        ("أرقام", ["٤٠ نهرًا"]),
        ("ج", ["الجَزر"]),
        ("ح", ["حوض"]),
        ("د", ["دلتا"]),
        ("ض", ["الضفة"]),
        ("م", ["مصبّ", "مصيدة"]),
    ]
    assert index(glossary) == [
        ("أرقام", "#letter-numbers"),
        ("ج", "#letter-jim"),
        ("ح", "#letter-ha"),
        ("د", "#letter-dal"),
        ("ض", "#letter-dad"),
        ("م", "#letter-mim"),
    ]


def test_english_letters() -> None:
    glossary = page(GROWN, "en/glossary")
    assert letters(glossary) == [
        ("Numbers", ["40 rivers"]),
        ("B", ["the Bank", "basin"]),
        ("D", ["delta"]),
        ("E", ["ebb", "écluse", "Estuary"]),
    ]
    assert index(glossary)[1] == ("B", "#letter-b")


def test_a_term_of_one_letter_needs_no_index() -> None:
    glossary = page(small(), "en/glossary")
    assert letters(glossary) == [("D", ["delta"])]
    assert glossary.all("nav.letters") == []


def test_an_entry() -> None:
    entry = page(small(), "en/glossary").one("#term-delta")
    assert entry.one("dfn").text == "delta"
    other = entry.one(".term-other")
    assert (other.text, other.attributes["lang"]) == ("دلتا", "ar")
    assert entry.one(".term-address").attributes["href"] == "#term-delta"
    assert entry.all("dd")[0].text == "Land that a river builds at its mouth."
    assert entry.one(".term-also").text == "Also: river delta"
    assert entry.one(".term-topics").one("a").attributes["href"] == "../topics/rivers/"
    assert entry.one(".term-appears").one("a").attributes["href"].startswith("../water/")


def test_a_mention_leads_to_its_paragraph() -> None:
    site = small().with_change(ARABIC, "من النهر منذ", "من دلتا النهر منذ")
    appears = page(site, "ar/glossary").one(".term-appears")
    address = appears.one("a").attributes["href"]
    assert address.startswith("../water/#p-")
    assert "دلتا" in page(site, "ar/water").one(address.removeprefix("../water/")).text


def test_a_topic_without_explainers_has_no_page_to_link() -> None:
    site = with_terms(term("sky", "سماء", "sky", "  topics: [town]\n")).with_change(
        "site.toml", "[topics.rivers]", '[topics.town]\nar = "مدينة"\nen = "Town"\n[topics.rivers]'
    )
    assert page(site, "en/glossary").one("#term-sky").all(".term-topics") == []


@pytest.mark.slow
def test_only_the_newest_explainers_are_named() -> None:
    meta = small().files[META].decode()
    files = dict(small().files)
    for number in range(1, 15):
        for path, text in small().files.items():
            if path.startswith("content/explainers/water/"):
                files[path.replace("/water/", f"/water-{number}/")] = text
        dated = meta.replace("published: 2026-10-01", f"published: 2026-09-{number:02}")
        files[f"content/explainers/water-{number}/meta.yaml"] = dated.encode()
    appears = page(replace(small(), files=files), "en/glossary").one(".term-appears")
    addresses = [each.attributes["href"].partition("#")[0] for each in appears.all("a")]
    assert addresses == ["../water/"] + [f"../water-{n}/" for n in range(14, 3, -1)]
    assert appears.text.endswith("and 3 more explainers")


@pytest.mark.parametrize(
    ("marker", "badge"),
    [
        ("ar:34a2c7c5", []),
        ("ar:34a2c7c5 mt:2a1b9c3d stale was:00000000", ["The Arabic has been updated since"]),
    ],
)
def test_the_state_of_a_definition_is_told_where_it_matters(marker: str, badge: list[str]) -> None:
    site = small().with_change(GLOSSARY, "ar:34a2c7c5", marker)
    assert badges(page(site, "en/glossary").one("#term-delta")) == badge
    assert badges(page(site, "ar/glossary").one("#term-delta")) == []


def test_an_untranslated_definition_is_shown_in_arabic() -> None:
    site = small().without(GLOSSARY)
    entry = page(site, "en/glossary").one("#term-delta")
    assert entry.all("dd")[0].one("p").all("span")[0].attributes["lang"] == "ar"
    assert badges(entry) == ["Not translated yet: shown in Arabic"]


@pytest.mark.parametrize(("path", "languages"), [("ar", ["ar"]), ("both", ["ar", "en"])])
def test_terms_under_an_explainer_say_all_a_reader_needs(path: str, languages: list[str]) -> None:
    entry = page(small(), f"{path}/water").one("#term-delta")
    assert [each.text for each in entry.all("dfn")] == ["دلتا", "delta"][: len(languages)]
    onward = entry.all("a.term-more")
    assert [each.attributes["href"] for each in onward] == [
        f"../../{language}/glossary/#term-delta" if path == "both" else "../glossary/#term-delta"
        for language in languages
    ]
    assert onward[0].attributes["aria-label"] == "في المسرد: دلتا"


def test_an_empty_glossary() -> None:
    site = small().with_change(META, "glossary: [delta]", "glossary: []")
    site = site.with_file(TERMS, "[]\n").without(GLOSSARY)
    glossary = page(site, "en/glossary")
    assert "The glossary has no terms yet." in glossary.one("main").text
    assert glossary.all("dl") == []


# Growth: terms on as many pages as they need.


def grown(number: int, english: str = "abcdghjklm") -> SiteTest:
    """A site with many terms, each with a long definition, under these letters."""
    return with_terms(
        *(
            term(
                f"t{n}", f"{'بتجدسعقكمن'[n % 10]}هر {n}", f"{english[n % len(english)]}ay {n}"
            ).replace("شرح.", " ".join(str(n * step % 9973) for step in range(1, 90)))
            for n in range(number)
        )
    )


@pytest.fixture(scope="module")
def parted() -> SiteTest:
    return grown(150)


def parts(site: SiteTest, code: str) -> list[str]:
    """Paths of the pages that hold a language's terms."""
    prefix = f"{code}/glossary/"
    return [
        path.removesuffix("/index.html")
        for path in build(site).files
        if path.startswith(prefix) and path != f"{prefix}index.html"
    ]


@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_large_glossary_stands_on_several_pages(parted: SiteTest, code: str) -> None:
    built = build(parted)
    assert built.errors == ""
    assert len(parts(parted, code)) > 2
    names: list[str] = []
    for path in parts(parted, code):
        assert len(gzip.compress(built.files[f"{path}/index.html"])) < 25_000
        names += [each.text for each in page(parted, path).all("dfn")]
    assert len(names) == len(set(names)) == 151
    assert names == sorted(names, key=lambda each: dictionary_key(each, code))


def test_an_overview_leads_to_the_pages(parted: SiteTest) -> None:
    overview = page(parted, "en/glossary")
    assert overview.all("dl") == []
    listed = overview.one("ul.periods").all("a")
    assert [f"en/glossary/{each.attributes['href'].rstrip('/')}" for each in listed] == parts(
        parted, "en"
    )
    assert index(overview)[0] == ("A", "a/#letter-a")


def test_a_part_knows_its_neighbours_and_every_letter(parted: SiteTest) -> None:
    first, second, *_ = parts(parted, "en")
    part = page(parted, first)
    (onward,) = part.one("nav.periods-beside").all("a")
    assert onward.attributes == {"rel": "next", "href": f"../{second.rpartition('/')[2]}/"}
    assert [letter for letter, _ in index(part)] == [
        letter for letter, _ in index(page(parted, "en/glossary"))
    ]
    assert index(part)[0] == ("A", "#letter-a")
    assert part.one("h1").text.startswith("Glossary: A–")


@pytest.mark.slow
def test_the_pages_of_a_letter_are_numbered() -> None:
    site = grown(130, "d")
    assert [path.removeprefix("en/glossary/") for path in parts(site, "en")] == ["d", "d-2", "d-3"]
    overview = page(site, "en/glossary")
    assert [each.text for each in overview.one("ul.periods").all("a")] == ["D", "D (2)", "D (3)"]
    assert letters(page(site, "en/glossary/d-2"))[0][0] == "D continued"


def test_terms_of_an_explainer_lead_to_the_right_page(parted: SiteTest) -> None:
    entry = page(parted, "en/water").one("#term-delta")
    address = entry.one("a.term-more").attributes["href"]
    assert address.startswith("../glossary/")
    assert address.endswith("/#term-delta")
    path = address.removeprefix("../").partition("/#")[0]
    assert page(parted, f"en/{path}").all("#term-delta")


def entry(number: int, name: str, length: int) -> TermEntry:
    """A term with a definition of some length."""

    def phrase(text: str, place: int) -> Phrase:
        return Phrase(Html(text), text, LANGUAGES[place], Html(text))

    both = Names(name, name)
    names = Bilingual(
        {each.code: phrase(both.given(each, LANGUAGES[0]), n) for n, each in enumerate(LANGUAGES)}
    )
    definition = Pair(phrase("ش" * length, 0), None, State.MISSING)
    return TermEntry(f"term-{number}", names, definition, None)


names = st.text(st.sampled_from("ابتمABz1 "), min_size=1, max_size=4)


@settings(max_examples=30)
@given(st.lists(st.tuples(names, st.integers(1, PAGE_WEIGHT)), max_size=60))
def test_pages_share_out_the_terms(given_terms: Sequence[tuple[str, int]]) -> None:
    terms = {
        str(number): entry(number, name, length)
        for number, (name, length) in enumerate(given_terms)
    }
    placed = with_paths(terms, LANGUAGES)
    assert list(placed) == list(terms)
    for language in LANGUAGES:
        ordered = sorted(
            placed.values(),
            key=lambda each: dictionary_key(each.name.shown(language).text, language.code),
        )
        folders = [each.path(language).partition("#")[0] for each in ordered]
        # The terms of a page stand together, and no page is far above what it may weigh.
        assert len([folder for folder, _ in groupby(folders)]) == len(set(folders))
        for folder in set(folders):
            lengths = [
                len(each.definition.must_show(language).text)
                for each, place in zip(ordered, folders, strict=True)
                if place == folder
            ]
            assert len(lengths) == 1 or 0.6 * sum(lengths) <= PAGE_WEIGHT
