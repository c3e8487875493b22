"""A site with as many events as a test asks for, the same ones each time."""

from __future__ import annotations

import random
import re
from datetime import date
from functools import cache

from generator.build import read_site
from generator.model.entry import EventEntry, ExplainerCard, Provenance, SourceLink
from generator.model.page import Site
from generator.model.phrase import Html, Pair
from generator.model.segment import State
from generator.stages.link import link
from generator.stages.pair import pair_content
from generator.stages.strings import Strings, read_strings
from generator.stages.views import Wording
from generator.text.edtf import parse_edtf
from generator.text.normal import text_hash
from tests.driver import SiteTest

EACH = 50
"""Events of one explainer."""
META = "content/explainers/{slug}/meta.yaml"
WORDS = re.findall(
    r"\w+",
    "تعلن الحكومة مجلس المدينة خطة جديدة لتوسيع شبكة المياه بعد أشهر من التأخير وتقول إن العمل "
    "يبدأ في الربيع ويستمر ثلاثة أعوام بتمويل من صندوق التنمية وقرض من المصرف الإقليمي",
)

ENGLISH = re.findall(
    r"\w+",
    "the government city council says a new plan to widen its water network will begin in spring "
    "and last three years after months of delay with money from the development fund and a loan",
)


def site_of(events: int, years: int, seed: int = 7) -> SiteTest:
    """A site with so many events, the later years fuller than the earlier, as news is."""
    chance = random.Random(seed)
    site = SiteTest()
    for number in range(-(-events // EACH)):
        slug = f"story-{number}"
        many = min(EACH, events - number * EACH)
        paragraphs = [f"الفقرة رقم {index} من القصة {number}." for index in range(20)]
        meta = _meta(number, many, years, chance)
        site = site.with_file(META.format(slug=slug), meta)
        site = site.with_file(f"content/explainers/{slug}/article.en.md", _english(meta, chance))
        site = site.with_file(
            f"content/explainers/{slug}/article.ar.md", "\n\n".join(paragraphs) + "\n"
        )
    return site


def _meta(number: int, many: int, years: int, chance: random.Random) -> str:
    sources = "".join(
        f"  - id: s{index}\n    title: Report {number} of the agency, part {index}\n"
        f"    publisher: Agency {(number * 7 + index) % 300}\n"
        f"    url: https://agency-{(number * 7 + index) % 300}.example/reports/{number}/{index}\n"
        for index in range(20)
    )
    events = "".join(_event(index, years, chance) for index in range(many))
    return (
        f"title: القصة رقم {number} كما جرت\nsummary: ما جرى في القصة {number}.\n"
        "status: published\npublished: 2026-09-20\ntopics: [rivers]\nauthors: [lina]\n"
        f"sources:\n{sources}timeline:\n{events}"
    )


def _english(meta: str, chance: random.Random) -> str:
    """The title and the events in English."""
    named = re.findall(r"^(title): (.*)|- id: (event-[0-9]+)\n.*\n    text: (.*)", meta, re.M)
    blocks = (
        (title, arabic) if title else (f"timeline.{event}.text", told)
        for title, arabic, event, told in named
    )
    return "\n".join(
        f"<!-- {name} ar:{text_hash(arabic)} -->\n{' '.join(chance.choices(ENGLISH, k=15))}.\n"
        for name, arabic in blocks
    )


def _event(index: int, years: int, chance: random.Random) -> str:
    year = 2026 - int(years * chance.random() ** 3)
    written = f"{year:04}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    text = " ".join(chance.choices(WORDS, k=chance.randint(8, 22)))
    named = ", ".join(f"s{each}" for each in chance.sample(range(20), chance.randint(1, 3)))
    return (
        f'  - id: event-{index}\n    date: "{written}"\n    text: {text}.\n    sources: [{named}]\n'
        f"    paragraph: الفقرة رقم {chance.randrange(20)} من\n"
    )


@cache
def wording() -> Wording:
    """Of the small site."""
    sources = SiteTest().sources
    read = read_site(sources).value
    assert read is not None
    return Wording(read[0], sources)


def entries(*dates: str, text: str = "حدث.") -> list[EventEntry]:
    """An event for each date, by the names e0, e1 ..., of one explainer and from one source."""
    words = wording()
    arabic, english = words.config.languages
    phrase = words.phrase(text, arabic)
    title = Pair(words.phrase("قصة", arabic), words.phrase("A story", english), State.EDITED)
    day = words.day(date(2026, 10, 1))
    card = ExplainerCard("story", title, title, day, None, (), Provenance({}, ()), None)
    report = words.phrase("A report; in two parts, in all", english)
    agency, address = "The Agency", "https://agency.example/1"
    source = SourceLink("source-report", report, agency, Html(agency), address, None)
    return [
        EventEntry(
            name=f"e{number}",
            explainer=card,
            date=words.event_date(parse_edtf(written)),
            when=parse_edtf(written),
            text=Pair(phrase, None, State.MISSING),
            sources=(source,),
            paragraphs={},
        )
        for number, written in enumerate(dates)
    ]


@cache
def frame() -> tuple[Site, Strings]:
    """What every page of the small site knows, and the words of the interface."""
    sources = SiteTest().sources
    read = read_site(sources).value
    assert read is not None
    config, content = read
    strings = read_strings(sources, config.languages).value
    return link(pair_content(content).value, config, sources, strings).value.site, strings
