"""Links of finished pages."""

from __future__ import annotations

import pytest

from generator.checks.links import broken_links
from generator.model.artifact import Artifact

SITE = {
    "index.html": '<h1 id="top">x</h1>',
    "en/water/index.html": '<p id="p-1">x</p><p id="الماء">y</p>',
    "en/water/river.svg": "",
    "static/style.css": "",
    "about/index.html": "",
}


def reported(html: str, page: str = "en/index.html", base_path: str = "/sub/") -> list[str]:
    """Messages for a page with this HTML on a small site."""
    artifacts = [Artifact(path, text.encode(), path) for path, text in {**SITE, page: html}.items()]
    problems = list(broken_links(artifacts, base_path))
    assert all(problem.code == "broken-link" for problem in problems)
    assert all(str(problem.place) == page for problem in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "water/",
        "water/#p-1",
        "water/index.html",
        "water/#%D8%A7%D9%84%D9%85%D8%A7%D8%A1",
        "water/?a=b#p-1",
        "water/#:~:text=x",
        "../",
        "../index.html#top",
        "./water/river.svg",
        "/sub/",
        "/sub/en/water/",
        "/sub/static/style.css",
        "/sub/static/style.css#any",
        "https://elsewhere.example/x",
        "//elsewhere.example/x",
        "mailto:a@b.example",
        "tel:+20",
    ],
)
def test_good_links(address: str) -> None:
    assert reported(f'<a href="{address}">x</a>') == []


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("wter/", "which is no page or file of the site"),
        ("water", "which is no page or file of the site"),
        ("water/river.png", "which is no page or file of the site"),
        ("../../about/", "which is no page or file of the site"),
        ("/sub/wter/", "which is no page or file of the site"),
        ("water/#p-2", "whose anchor does not exist"),
        ("#nowhere", "whose anchor does not exist"),
        ("../#p-1", "whose anchor does not exist"),
    ],
)
def test_broken_links(address: str, reason: str) -> None:
    assert reported(f'<a href="{address}">x</a>') == [
        f"the page en/index.html links to `{address}`, {reason}"
    ]


def test_an_absolute_link_outside_the_folder_of_the_site_leads_nowhere() -> None:
    assert len(reported('<a href="/about/">x</a>')) == 1
    assert reported('<a href="/about/">x</a>', base_path="/") == []


def test_images_and_scripts_are_links_too() -> None:
    assert len(reported('<img alt="" src="gone.png"><script src="gone.js"></script>')) == 2


def test_addresses_are_unescaped() -> None:
    assert reported('<p id="a&amp;b"></p><a href="#a&amp;b">x</a>') == []


def test_addresses_of_the_page_itself_do_not_count() -> None:
    html = '<link rel="canonical" href="https://x/"><link rel="alternate" href="/gone/">'
    assert reported(html) == []
    assert len(reported('<link rel="stylesheet" href="/sub/gone.css">')) == 1


def test_one_address_is_one_problem_however_often_it_is_used() -> None:
    assert len(reported('<a href="gone/">x</a><a href="gone/">y</a>')) == 1


def test_pages_of_one_source_share_their_problem() -> None:
    artifacts = [
        Artifact(f"{language}/index.html", b'<a href="gone/">x</a>', "article.ar.md")
        for language in ("ar", "both", "en")
    ]
    problems = list(broken_links(artifacts, "/"))
    assert len(problems) == 1
    assert "ar/index.html (and 2 more)" in problems[0].message
    assert problems[0].place.path == "article.ar.md"
