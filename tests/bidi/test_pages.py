"""No page leaves a run of the other direction to the browser, or prints an invisible control."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.bidi.leaks import CONTROLS, leaks
from tests.conftest import ROOT
from tests.driver import SiteTest, files_below

META = "content/explainers/water/meta.yaml"
ARABIC = "content/explainers/water/article.ar.md"
MIXED = "شركة AT&T رفعت السعر 44% إلى $50 عند -5°C"
"""Put wherever the small site has an Arabic text, without making a mark of YAML."""
STEERED = "\u200fشركة \u202aAT&T\u202c\u200e"


def every_leak(files: Mapping[str, bytes]) -> list[str]:
    """What is not isolated on any page, each with its page."""
    return [
        f"{path}: {leak.run!r} in {leak.around[:80]!r} ({leak.where})"
        for path, content in files.items()
        if path.endswith(".html")
        for leak in leaks(content.decode())
    ]


def with_prose(site: SiteTest, words: str) -> SiteTest:
    """With these words in every kind of block."""
    prose = (
        f"\n\n## {words}\n\n- {words}\n- -5 **{words}**\n\n> {words}\n\n"
        f"{words} [{words}](https://a.example/)\n\n"
        f'| {words} | ب |\n| --- | --- |\n| -5 | {words} |\n\n![{words}](river.svg "{words}")\n'
    )
    return site.with_file(ARABIC, site.files[ARABIC].decode() + prose)


def with_strings(site: SiteTest, words: str) -> SiteTest:
    """With these words in titles, events, sources and all other short texts."""
    for old in (
        "كيف يصل الماء إلى المدينة؟",
        "يأتي الماء من النهر.",
        "افتُتحت المحطة.",
        "رسم لنهر.",
    ):
        site = site.with_change(META, old, words)
    site = site.with_change(META, "صُحّح عام بناء المحطة.", words)
    site = site.with_change(META, "title: Water report", f"title: The {words} report")
    return site.with_change(META, "publisher: City of Examples", f"publisher: City of {words}")


def test_mixed_text_is_isolated_wherever_it_stands() -> None:
    built = with_strings(with_prose(SiteTest(), MIXED), MIXED).build()
    assert not built.checked.has_errors, built.report
    assert every_leak(built.files) == []
    page = built.page("ar/water/index.html")
    assert page.count('<bdi lang="en" dir="ltr">AT&amp;T</bdi>') >= 12


def test_controls_of_authors_are_not_printed() -> None:
    built = with_prose(SiteTest(), STEERED).build()
    assert not built.checked.has_errors, built.report
    assert "AT&amp;T" in built.page("ar/water/index.html")
    texts = (".html", ".json", ".ics", ".xml", ".txt")
    printed = [
        path
        for path, content in built.files.items()
        if path.endswith(texts) and CONTROLS.search(_without_our_isolates(path, content.decode()))
    ]
    assert printed == []


def _without_our_isolates(path: str, text: str) -> str:
    """Feeds have isolates of their own (docs/feeds.md), each with its end."""
    isolated = re.compile(r"[\u2066-\u2068]([^\u2066-\u2069]*)\u2069|\u200f(?=[<\"])")
    while "/feed." in path and isolated.search(text):
        text = isolated.sub(r"\1", text)
    return text


@pytest.mark.slow
def test_the_demo_site_leaks_nothing() -> None:
    content = {f"content/{path}": each for path, each in files_below(ROOT / "content").items()}
    demo = SiteTest({**content, "site.toml": (ROOT / "site.toml").read_bytes()})
    assert every_leak(demo.build().files) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p dir="rtl">بلغت 44% أمس</p>', ["44%"]),
        ('<p dir="rtl">بلغت <bdi dir="ltr">44%</bdi> أمس</p>', []),
        ('<p dir="rtl">قالت <b>Human</b> Rights</p>', ["Human Rights"]),
        ('<p dir="rtl">قالت <a href="#">BBC</a></p>', ["BBC"]),
        ('<p dir="rtl">قالت <span lang="en" dir="ltr">BBC, 44%</span></p>', []),
        ('<p dir="rtl">بين <code dir="ltr">ls -l</code></p>', []),
        ("<p>the word كتاب is</p>", ["كتاب"]),
        ("<p>the word <bdi>كتاب</bdi> is</p>", []),
        ('<ul dir="rtl"><li>-5</li><li>5</li></ul>', ["-5"]),
        ("<title>كتاب</title><script>'كتاب'</script>", []),
    ],
)
def test_what_counts_as_a_leak(html: str, found: list[str]) -> None:
    assert [leak.run for leak in leaks(html)] == found
