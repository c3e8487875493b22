"""Which links leave the site, where they are written, what is said of them and remembered."""

from __future__ import annotations

import pytest

from generator.build import read_site
from generator.checks.external_links import external_links
from generator.checks.link_findings import link_problems, offline_problem, unasked_problem
from generator.checks.link_memory import BAD_FOR, GOOD_FOR, Remembered, print_memory, read_memory
from generator.checks.link_visits import GOOD, Verdict
from generator.model.problem import Place, Severity
from generator.model.web import WrittenLink
from generator.stages.pair import pair_content
from tests.driver import SiteTest

WATER = "content/explainers/water"


def links_of(site: SiteTest) -> list[tuple[str, str]]:
    read = read_site(site.sources)
    assert read.value is not None
    config, content = read.value
    found = external_links(pair_content(content).value, config, site.sources.files)
    return [(link.address, str(link.place)) for link in found]


def test_links_of_texts_in_both_languages_of_sources_and_of_the_licence() -> None:
    assert links_of(SiteTest()) == [
        ("https://city.example/bridge", "content/explainers/bridge/meta.yaml:11:10"),
        ("https://city.example/water", f"{WATER}/article.ar.md:5:67"),
        ("https://city.example/water", f"{WATER}/article.en.md:38:92"),
        ("https://city.example/water", f"{WATER}/meta.yaml:15:10"),
        ("https://creativecommons.org/licenses/by/4.0/", "site.toml:23:8"),
    ]


def test_every_way_of_writing_a_link() -> None:
    written = (
        "[أ](https://a.example/x?b=1&amp;c=2#part) و<https://b.example/> و[ج][ج] و![](river.svg)\n"
        "و[د](//d.example/) و[ه](https://ar.example/ماء) و[و](mailto:a@b.example)\n"
        "و`[ز](https://code.example/)` و[ح](https://news.example/sub/ar/water/) [ط](../bridge/)\n"
        "\n[ج]: https://c.example/ref\n"
    )
    site = SiteTest().with_change(
        f"{WATER}/article.ar.md", "تقرأ المزيد في [شرح الجسر](../bridge/).", written
    )
    found = [each for each in links_of(site) if "article.ar.md" in each[1]][1:]
    assert found == [
        ("https://a.example/x?b=1&c=2", f"{WATER}/article.ar.md:12:5"),
        ("https://b.example/", f"{WATER}/article.ar.md:12:45"),
        ("https://d.example/", f"{WATER}/article.ar.md:13:6"),
        ("https://ar.example/%D9%85%D8%A7%D8%A1", f"{WATER}/article.ar.md:13:25"),
        ("https://c.example/ref", f"{WATER}/article.ar.md:16:6"),
    ]


LINKS = (
    WrittenLink("https://a.example/", Place("x.md", 1, 2)),
    WrittenLink("https://a.example/", Place("y.md", 3, 4)),
    WrittenLink("https://b.example/deep/page", Place("y.md", 5, 6)),
)


def test_a_problem_at_every_place_and_never_an_error() -> None:
    verdicts = {"https://a.example/": Verdict("dead", "answers 404 (Not Found)")}
    found = list(link_problems(LINKS, verdicts))
    assert [(each.code, each.severity, str(each.place)) for each in found] == [
        ("dead-link", Severity.WARNING, "x.md:1:2"),
        ("dead-link", Severity.WARNING, "y.md:3:4"),
    ]
    assert found[0].message == "`https://a.example/` answers 404 (Not Found)"


@pytest.mark.parametrize(
    ("verdict", "code", "severity", "hint"),
    [
        (Verdict("moved", "", "https://b.example/new"), "moved-link", "advice", "new address"),
        (Verdict("moved", "", "https://b.example/"), "moved-link", "advice", "may be gone"),
        (Verdict("refused", "answers 403"), "unreachable-link", "advice", "browser"),
        (Verdict("unreachable", "is slow"), "unreachable-link", "warning", "later"),
        (Verdict("private", "is private"), "unreachable-link", "warning", "--allow-private"),
    ],
)
def test_what_each_verdict_becomes(verdict: Verdict, code: str, severity: str, hint: str) -> None:
    (problem,) = link_problems(LINKS, {LINKS[2].address: verdict})
    assert (problem.code, problem.severity.value) == (code, severity)
    assert hint in problem.hint
    assert (verdict.target or verdict.detail) in problem.message


def test_good_and_busy_links_are_no_problem() -> None:
    verdicts = {LINKS[0].address: GOOD, LINKS[2].address: Verdict("busy", "answers 429")}
    assert list(link_problems(LINKS, verdicts)) == []


def test_what_could_not_be_asked_is_said_once() -> None:
    assert list(unasked_problem(0)) == []
    assert "1 link was not asked" in next(unasked_problem(1)).message
    assert "of 2 external links none" in offline_problem(["a", "b", "a"]).message


def test_good_answers_count_for_days_bad_ones_for_an_hour() -> None:
    good, bad = Remembered(GOOD, 1000), Remembered(Verdict("dead"), 1000)
    assert good.counts(1000 + GOOD_FOR - 1)
    assert not good.counts(1000 + GOOD_FOR)
    assert bad.counts(1000 + BAD_FOR - 1)
    assert not bad.counts(1000 + BAD_FOR)
    assert not good.counts(999), "a clock that was put back"


def test_the_memory_comes_back_as_it_was_without_what_says_nothing() -> None:
    memory = {
        "https://a.example/": Remembered(Verdict("moved", "", "https://b.example/ماء"), 5.5),
        "https://busy.example/": Remembered(Verdict("busy"), 5),
        "https://off.example/": Remembered(Verdict("unreachable", "x", is_offline=True), 5),
        "https://gone.example/": Remembered(GOOD, 5),
    }
    asked = [address for address in memory if "gone" not in address]
    kept = read_memory(print_memory(memory, asked))
    assert kept == {"https://a.example/": memory["https://a.example/"]}


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"\xff", b"{", b'{"a": 1}', b'{"a": {}}', b'{"a": {"outcome": "x", "at": 1}}',
     b'{"a": {"outcome": "good", "detail": 1, "target": "", "at": 1}}',
     b'{"a": {"outcome": "good", "detail": "", "target": "", "at": "soon"}}', b"[" * 99999],
)  # fmt: skip
def test_a_damaged_memory_is_none(raw: bytes) -> None:
    assert read_memory(raw) == {}
