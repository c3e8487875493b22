"""What readers see where a site differs from the small one: the HTML of its variants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser

import pytest

from generator.build import read_site
from generator.model.explainer import Article
from generator.text.normal import text_hash
from generator.translation.drafting import insert_drafts
from tests.driver import Outcome, SiteTest
from tests.text.samples import VOID

META = "content/explainers/water/meta.yaml"
ARABIC = "content/explainers/water/article.ar.md"
ENGLISH = "content/explainers/water/article.en.md"
GLOSSARY = "content/glossary.en.md"
ABOUT = "content/pages/about/article.en.md"
ABOUT_ENGLISH = (
    f"<!-- title ar:{text_hash('من نحن')} -->\nAbout us\n\n"
    f"<!-- summary ar:{text_hash('عن هذا الموقع.')} -->\nAbout this site.\n\n"
    f"<!-- ar:{text_hash('هذا موقع صغير للاختبار.')} -->\nA small site for tests.\n"
)

UNTRANSLATED = "Not translated yet"
IN_ARABIC = "Not translated yet: shown in Arabic"
MACHINE = "Machine translation"
CHANGED = "The Arabic has been updated since"


@dataclass
class Element:
    """An element of a page, with what tests ask of it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        parts = (each if isinstance(each, str) else each.text for each in self.inside)
        return " ".join(" ".join(parts).split())

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def __iter__(self) -> Iterator[Element]:
        """Every element inside, in the order of the page."""
        for each in self.inside:
            if isinstance(each, Element):
                yield each
                yield from each

    def all(self, selector: str) -> list[Element]:
        """Elements by `tag`, `.class`, `tag.class` or `#id`."""
        if selector.startswith("#"):
            return [each for each in self if each.attributes.get("id") == selector[1:]]
        tag, _, name = selector.partition(".")
        return [
            each
            for each in self
            if (not tag or each.tag == tag) and (not name or name in each.classes)
        ]

    def one(self, selector: str) -> Element:
        (found,) = self.all(selector)
        return found

    def side(self, language: str) -> str:
        """Text of the column in this language."""
        return " ".join(
            each.text for each in self.all(".side") if each.attributes["lang"] == language
        )


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert len(self._open) == 1, [each.tag for each in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in VOID | {"meta", "link", "input"}:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


@cache
def _built(files: frozenset[tuple[str, bytes]]) -> Outcome:
    return replace(SiteTest(), files=dict(files)).build()


def build(site: SiteTest) -> Outcome:
    """The site built, each variant once."""
    return _built(frozenset(site.files.items()))


def page(site: SiteTest, path: str) -> Element:
    return _Reader(build(site).page(f"{path}/index.html")).root


@cache
def small() -> SiteTest:
    return SiteTest()


def with_english(old: str, new: str) -> SiteTest:
    """The small site with a change in the English of the explainer on water."""
    return small().with_change(ENGLISH, old, new)


def with_points(*points: str) -> SiteTest:
    listed = "".join(f"  - {point}\n" for point in points)
    old = "  - يأتي الماء من النهر.\n  - تنقّيه محطة واحدة.\n"
    return small().with_change(META, old, listed)


def articles(site: SiteTest) -> list[Article]:
    read = read_site(site.sources).value
    assert read is not None
    return [each.article for each in read[1].explainers]


def badges(element: Element) -> list[str]:
    return [each.text for each in element.all(".badge")]


# Key points and corrections: each English beside its own Arabic, whatever happens to the list.

RIVER, STATION, RAIN = "يأتي الماء من النهر.", "تنقّيه محطة واحدة.", "تمطر في الشتاء."
RIVER_EN, STATION_EN = "The water comes from the river.", "One station cleans it."


@pytest.mark.parametrize(
    ("points", "english"),
    [
        ([RIVER, STATION], [RIVER_EN, STATION_EN]),
        ([RAIN, RIVER, STATION], [UNTRANSLATED, RIVER_EN, STATION_EN]),
        ([RIVER, RAIN, STATION], [RIVER_EN, UNTRANSLATED, STATION_EN]),
        ([RIVER, STATION, RAIN], [RIVER_EN, STATION_EN, UNTRANSLATED]),
        ([STATION, RIVER], [STATION_EN, RIVER_EN]),
        ([STATION], [STATION_EN]),
        ([STATION, RAIN], [STATION_EN, f"{RIVER_EN} {CHANGED}"]),
        ([RIVER, RAIN], [RIVER_EN, f"{STATION_EN} {CHANGED}"]),
    ],
)
def test_key_points_stand_beside_their_own_english(
    points: Sequence[str], english: Sequence[str]
) -> None:
    listed = page(with_points(*points), "both/water").one(".key-points").all("li")
    assert [(each.side("ar"), each.side("en")) for each in listed] == list(
        zip(points, english, strict=True)
    )


def test_key_points_on_a_page_in_one_language() -> None:
    site = with_points(RAIN, RIVER, STATION)
    arabic, english = (page(site, f"{code}/water").one(".key-points") for code in ("ar", "en"))
    assert [each.text for each in arabic.all("li")] == [RAIN, RIVER, STATION]
    assert [each.text for each in english.all("li")] == [
        f"{RAIN} {IN_ARABIC}",
        RIVER_EN,
        STATION_EN,
    ]
    assert badges(arabic) == []


def test_a_machine_made_key_point_says_so() -> None:
    site = with_english("point.2 ar:d9f2a945", f"point.2 ar:d9f2a945 mt:{text_hash(STATION_EN)}")
    for path in ("en/water", "both/water"):
        assert badges(page(site, path).one(".key-points")) == [MACHINE]


CORRECTED = "صُحّح عام بناء المحطة."
CORRECTED_EN = "The year the station was built has been corrected."


@pytest.mark.parametrize("is_first", [True, False])
def test_a_second_correction_of_one_day(is_first: bool) -> None:
    old = f"  - date: 2026-10-05\n    text: {CORRECTED}\n"
    new = "  - date: 2026-10-05\n    text: صُحّح اسم النهر.\n"
    site = small().with_change(META, old, new + old if is_first else old + new)
    listed = page(site, "both/water").one(".corrections").all("li")
    found = [
        (each.side("ar").split(maxsplit=3)[3], each.side("en").split(maxsplit=3)[3])
        for each in listed
    ]
    expected = [(CORRECTED, CORRECTED_EN), ("صُحّح اسم النهر.", UNTRANSLATED)]
    assert found == (expected[::-1] if is_first else expected)


# Notes between editors.


def test_notes_are_shown_nowhere() -> None:
    site = (
        with_english("How does water", "<!-- ask Lina -->\nHow does water")
        .with_change(ENGLISH, "The people of the city", "<!-- sure?\nask Lina -->\nThe people")
        .with_change(ENGLISH, "- river water\n", "- river water\n<!-- ask Lina -->\n")
    )
    site = site.with_file(ENGLISH, f"<!-- ask Lina -->\n\n{site.files[ENGLISH].decode()}")
    outcome = build(site)
    assert not outcome.checked.has_errors, outcome.report
    assert [path for path, content in outcome.files.items() if b"ask Lina" in content] == []
    assert page(site, "en/water").one("title").text == "How does water reach the city? – News"
    listed = page(site, "en/water").one("#p-e2ce9601").one("ul")
    assert [each.text for each in listed.all("li")] == ["river water", "rain water"]
    assert listed.all("p") == [], "a note does not part a list"


def test_a_note_neither_fills_a_block_nor_ends_a_review() -> None:
    site = with_english(
        "<!-- ar:99cf8af3 | «الماء حق للجميع». -->\n> “Water is a right for all.”",
        "<!-- ar:99cf8af3 -->\n<!-- a note -->",
    )
    site = site.with_change(ENGLISH, "The people of", "<!-- a note -->\nThe people of")
    both = page(site, "both/water")
    assert "is-missing" in both.one("#p-99cf8af3").classes
    assert "is-reviewed" in both.one("#p-5f206dac").classes


# Paragraphs that the timeline names.

TELLING = (
    "<!-- ar:0c293a9e | بُنيت المحطة عام 1950، وهي -->\n"
    "The station was built in 1950 and is **the only source**, according to "
    "[the city’s report](https://city.example/water).\n"
)


def links(element: Element) -> list[str]:
    return [each.attributes["href"] for each in element.all("a")]


def test_a_paragraph_left_out_of_the_english_is_not_linked_to_there() -> None:
    site = with_english(TELLING, "<!-- ar:0c293a9e omit -->\n")
    english, arabic = page(site, "en/water"), page(site, "ar/water")
    assert english.all("#p-0c293a9e") == []
    assert "#p-0c293a9e" not in links(english)
    assert "#p-0c293a9e" in links(arabic.one("#event-station"))
    assert arabic.one("#p-0c293a9e").one(".told").text.endswith("1 يونيو 1950")
    event = "#event-water.station"
    # What the English leaves out, its timeline still tells.
    assert "../water/#event-station" in links(page(site, "en/timeline").one(event))
    assert "../water/#p-0c293a9e" in links(page(site, "ar/timeline").one(event))
    assert "Left out of the English" in page(site, "both/water").one("#p-0c293a9e").text


def test_a_merged_paragraph_says_what_the_timeline_tells() -> None:
    heading = (
        "<!-- ar:21d21c10 mt:0b2d3d36 | من أين يأتي الماء؟ -->\n"
        "## Where does the water come from?\n\n"
    )
    site = with_english(heading + TELLING, "<!-- ar:21d21c10+0c293a9e -->\nBuilt in 1950.\n")
    for code, day in (("en", "1 June 1950"), ("ar", "1 يونيو 1950")):
        found = page(site, f"{code}/water")
        row = found.one("#p-21d21c10")
        assert row.one("#p-0c293a9e").classes == ["anchor"]
        assert links(row.one(".told")) == ["#event-station"]
        assert row.one(".told").text.endswith(day)
        assert "#p-0c293a9e" in links(found.one("#event-station"))


def test_merged_paragraphs_that_were_parted_keep_the_order_of_the_arabic() -> None:
    site = with_english("ar:0c293a9e |", "ar:0c293a9e+99cf8af3 |").with_change(
        ENGLISH, "<!-- ar:99cf8af3 | «الماء حق للجميع». -->\n> “Water is a right for all.”\n\n", ""
    )
    order = ["p-5f206dac", "p-21d21c10", "p-0c293a9e", "p-e2ce9601", "p-99cf8af3"]
    rows = [each.attributes["id"] for each in page(site, "ar/water").all(".row")]
    assert rows[:5] == order
    both = [each for each in page(site, "both/water").all(".row") if "is-unsynced" in each.classes]
    assert [(each.side("ar"), CHANGED in each.side("en")) for each in both] == [("", True)]


def event(name: str, date: str) -> str:
    return f"  - id: {name}\n    date: {date}\n    text: حدث.\n    sources: [city]\n"


def test_events_of_a_year_stand_in_order_of_time() -> None:
    dates = {
        "march": "1960-03",
        "end": "1960-12-31",
        "span": "1960-02-01/1960-02-09",
        "spring": "1960-03-02/1961",
        "about": "1960-01~",
        "decade": "196X",
    }
    added = "".join(event(name, date) for name, date in dates.items())
    site = small().with_change(META, "timeline:\n", f"timeline:\n{added}")
    year = next(each for each in page(site, "ar/water").all(".year") if each.all("#year-1960"))
    assert [each.attributes["id"].removeprefix("event-") for each in year.all(".event")] == [
        "pipes", "about", "span", "march", "spring", "end",
    ]  # fmt: skip
    # A decade stands for itself, before its first year.
    found = [each.attributes["id"] for each in page(site, "ar/water").all(".event")]
    assert found.index("event-decade") == found.index("event-pipes") - 1


def test_events_of_several_explainers_have_ids_that_cannot_meet() -> None:
    bridge = "content/explainers/bridge/meta.yaml"
    text = small().files[bridge].decode() + "timeline:\n" + event("station", "1950-01-02")
    listed = page(small().with_file(bridge, text), "ar/timeline").all(".event")
    assert [each.attributes["id"] for each in listed] == [
        "event-bridge.station", "event-water.station", "event-water.pipes",
    ]  # fmt: skip


# What readers are told of a translation.

TITLE = "How does water reach the city?"
TITLE_BLOCK = (
    f"<!-- title ar:f65853c1 reviewed:7186e5b3 by:LH | كيف يصل الماء إلى المدينة؟ -->\n{TITLE}\n\n"
)


@pytest.mark.parametrize(
    ("block", "single", "beside"),
    [
        (TITLE_BLOCK, [], []),
        (f"<!-- title ar:f65853c1 -->\n{TITLE}\n\n", [], []),
        ("", [IN_ARABIC], [UNTRANSLATED]),
        (f"<!-- title ar:f65853c1 mt:7186e5b3 -->\n{TITLE}\n\n", [MACHINE], [MACHINE]),
        (f"<!-- title ar:deadbeef -->\n{TITLE}\n\n", [CHANGED], [CHANGED]),
        (f"<!-- title ar:f65853c1 was:deadbeef stale -->\n{TITLE}\n\n", [CHANGED], [CHANGED]),
    ],
)
def test_the_state_of_a_title(block: str, single: list[str], beside: list[str]) -> None:
    site = with_english(TITLE_BLOCK, block)
    assert badges(page(site, "en/water").one(".opening")) == single
    assert badges(page(site, "ar/water").one(".opening")) == []
    both = page(site, "both/water").one(".opening")
    assert badges(both) == beside
    for note in both.all(".badge"):
        assert note.text in both.side("en")


def test_the_state_of_a_summary() -> None:
    site = with_english("summary ar:7c25b56c", "summary ar:deadbeef")
    assert badges(page(site, "en/water").one(".opening")) == [CHANGED]


def test_english_badges_inside_arabic_text_say_that_they_are_english() -> None:
    english = page(with_points(RAIN, RIVER, STATION), "en/water")
    (point,) = [each for each in english.one(".key-points").all("li") if RAIN in each.text]
    arabic = [each for each in (point, *point) if each.attributes.get("lang") == "ar"]
    assert [each.text for each in arabic] == [RAIN]


def test_the_state_of_an_event() -> None:
    block = "<!-- timeline.pipes.text ar:ea85938c | مُدّت الأنابيب. -->\nThe pipes are laid.\n\n"
    states = {
        "": (IN_ARABIC, UNTRANSLATED),
        block.replace(" |", f" mt:{text_hash('The pipes are laid.')} |"): (MACHINE, MACHINE),
        block.replace("ea85938c", "deadbeef"): (CHANGED, CHANGED),
    }
    for new, (single, beside) in states.items():
        site = with_english(block, new)
        assert badges(page(site, "en/water").one("#event-pipes")) == [single]
        assert badges(page(site, "en/timeline").one("#event-water.pipes")) == [single]
        assert badges(page(site, "both/water").one("#event-pipes")) == [beside]
        assert badges(page(site, "ar/water").one("#event-pipes")) == []
    assert badges(page(small(), "en/timeline")) == []


def test_where_all_is_of_the_machine_the_page_says_so_once() -> None:
    (article,) = [each for each in articles(small()) if each.slug == "water"]
    identities = [each.name or each.key for each in (*article.strings, *article.blocks)]
    drafts = {identity: f"Draft {number}." for number, identity in enumerate(identities)}
    english = page(small().with_file(ENGLISH, insert_drafts("", article, drafts)), "en/water")
    assert "machine translation, not yet reviewed" in english.one(".provenance").text
    assert "Draft 0." in english.one("h1").text
    for part in (".opening", ".key-points", ".prose"):
        assert badges(english.one(part)) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("en/timeline", "English: edited throughout, not yet reviewed."),
        ("en/glossary", "English: edited throughout, not yet reviewed."),
        ("en/about", "English: not translated yet; this is the Arabic original."),
        ("ar/timeline", ""),
        ("ar/glossary", ""),
        ("ar/about", ""),
    ],
)
def test_provenance_of_pages_that_gather(path: str, line: str) -> None:
    assert " ".join(each.text for each in page(small(), path).all(".provenance")) == line


def test_provenance_of_a_page_in_several_states() -> None:
    site = with_english(
        "timeline.pipes.text ar:ea85938c |", "timeline.pipes.text ar:ea85938c was:deadbeef stale |"
    )
    assert page(site, "en/timeline").one(".provenance").text == (
        "English: none of 2 passages reviewed, 1 behind the Arabic, 1 edited."
    )
    reviewed = small().with_change(GLOSSARY, " | ", " reviewed by:LH | ")
    assert page(reviewed, "en/glossary").one(".provenance").text == (
        "English: reviewed throughout by Lina."
    )
    without = small().without("content/glossary.yaml").without(GLOSSARY)
    without = without.with_change(META, "glossary: [delta]\n", "")
    assert page(without, "en/glossary").all(".provenance") == []


def test_a_passage_of_the_english_alone_stays_marked_when_it_is_reviewed() -> None:
    for words in ("own", "own reviewed by:LH"):
        site = with_english("<!-- own -->", f"<!-- {words} -->")
        for path in ("en/water", "both/water"):
            (row,) = [
                each for each in page(site, path).all(".row") if "own-" in each.attributes["id"]
            ]
            assert badges(row) == ["Only in the English"]


# Search engines.


def head(site: SiteTest, path: str) -> dict[str, str]:
    """What the page says to search engines: robots, canonical, and hreflang by language."""
    found = {}
    for each in page(site, path).one("head"):
        if each.attributes.get("name") == "robots":
            found["robots"] = each.attributes["content"]
        elif each.attributes.get("rel") == "canonical":
            found["canonical"] = each.attributes["href"]
        elif "hreflang" in each.attributes:
            found[each.attributes["hreflang"]] = each.attributes["href"]
    return {name: value.removeprefix("https://news.example/sub/") for name, value in found.items()}


@pytest.mark.parametrize("slug", ["about", "bridge"])
def test_an_untranslated_page_is_the_arabic_once_more(slug: str) -> None:
    assert head(small(), f"en/{slug}") == {"robots": "noindex", "canonical": f"ar/{slug}/"}
    assert head(small(), f"ar/{slug}") == {"canonical": f"ar/{slug}/"}
    listing = build(small()).files["pagefind/documents.txt"].decode()
    assert f"ar ar/{slug}/" in listing
    assert f"en en/{slug}/" not in listing


def test_a_translated_page_is_a_page_of_its_own() -> None:
    site = small().with_file(ABOUT, ABOUT_ENGLISH)
    alternates = {"ar": "ar/about/", "en": "en/about/", "x-default": "ar/about/"}
    for code in ("ar", "en"):
        assert head(site, f"{code}/about") == {"canonical": f"{code}/about/", **alternates}
    assert page(site, "en/about").one("h1").text == "About us"


# Small print.

LICENCE = '[licence]\nname = "CC BY 4.0"\nurl = "https://creativecommons.org/licenses/by/4.0/"\n'


@pytest.mark.parametrize(
    ("table", "words", "address"),
    [
        (LICENCE, "Licence: CC BY 4.0", ["https://creativecommons.org/licenses/by/4.0/"]),
        ('[licence]\nname = "CC BY 4.0"\n', "Licence: CC BY 4.0", []),
        ("", "", []),
    ],
)
def test_the_licence(table: str, words: str, address: list[str]) -> None:
    footer = page(small().with_change("site.toml", LICENCE, table), "en/water").one("footer")
    assert words in footer.text
    assert ("Licence" in footer.text) is bool(words)
    licence = [each for each in footer.all("a") if each.attributes.get("rel") == "license"]
    assert [each.attributes["href"] for each in licence] == address


@pytest.mark.parametrize(
    ("language", "title", "direction"),
    [
        ("fa", "گزارش آب شهر 2025", "rtl"),
        ("he", "2025 דוח המים", "rtl"),
        ("fr", "Rapport sur l’eau", "ltr"),
        ("ru", "Доклад о воде", "ltr"),
        ("ja", "2025", "ltr"),
    ],
)
def test_a_source_in_a_third_language(language: str, title: str, direction: str) -> None:
    site = small().with_change(META, "title: Water report", f'title: "{title}"')
    site = site.with_change(META, "language: en", f"language: {language}")
    for path in ("ar/water", "en/water", "both/water"):
        link = page(site, path).one(".sources").one("a")
        assert link.text == title
        assert (link.attributes["lang"], link.attributes["dir"]) == (language, direction)
        assert link.all("bdi") == [], "nothing is known of its other direction"


def test_reading_time_leaves_out_what_nobody_reads() -> None:
    long = "word " * 900
    text = small().files[ENGLISH].decode()
    orphan = small().with_file(ENGLISH, f"{text}\n<!-- ar:deadbeef orphan -->\n{long}\n")
    assert "1 minute’s read" in page(orphan, "en/water").one(".byline").text
    shown = small().with_file(ENGLISH, f"{text}\n<!-- own -->\n{long}\n")
    assert "4 minutes’ read" in page(shown, "en/water").one(".byline").text
    assert "القراءة في دقيقة" in page(shown, "ar/water").one(".byline").text


def test_reading_time_of_a_passage_left_out_of_the_english() -> None:
    long = " ".join(["كلمة"] * 1000)
    site = small().with_file(ARABIC, f"{small().files[ARABIC].decode()}\n{long}\n")
    assert "5 minutes’ read" in page(site, "en/water").one(".byline").text, "it is shown in Arabic"
    omit = f"{site.files[ENGLISH].decode()}\n<!-- ar:{text_hash(long)} omit -->\n"
    site = site.with_file(ENGLISH, omit)
    assert "1 minute’s read" in page(site, "en/water").one(".byline").text
    assert "القراءة في 6 دقائق" in page(site, "ar/water").one(".byline").text


def test_contents_show_headings_as_they_are_written() -> None:
    body = "## قرار `x` من NATO\n\nنص.\n\n## **ثانٍ**\n\nنص آخر.\n"
    site = small().with_file("content/explainers/bridge/article.ar.md", body)
    listed = page(site, "ar/bridge").one(".contents").all("li")
    assert [each.text for each in listed] == ["قرار x من NATO", "ثانٍ"]
    assert [each.text for each in listed[0].all("bdi")] == ["x", "NATO"]
    assert not [each for each in page(site, "ar/bridge").one(".contents") if each.tag == "h2"]


def test_what_scrolls_is_reached_by_keyboard_once() -> None:
    table = "| سنة | عدد |\n|---|---|\n| 1950 | 5 |\n"
    body = f"{table}\n```\nx = 1\n```\n\n- قائمة\n\n  ```\n  y = 2\n  ```\n"
    site = small().with_file("content/explainers/bridge/article.ar.md", body)
    for path in ("ar/bridge", "en/bridge", "both/bridge"):
        stops = [each for each in page(site, path).one(".prose") if "tabindex" in each.attributes]
        assert [(each.tag, each.classes) for each in stops] == [
            ("div", ["scroll"]),
            ("div", ["scroll"]),
            ("pre", []),
        ]
