"""Links of finished pages."""

from __future__ import annotations

import pytest

from generator.checks.links import broken_links
from generator.model.artifact import Artifact
from generator.model.problem import Place, Problem, Severity

SITE = {
    "index.html": '<h1 id="top">x</h1>',
    "en/water/index.html": '<p id="p-1">x</p><p id="الماء">y</p>',
    "en/water/river.svg": "",
    "static/style.css": "",
    "about/index.html": "",
}


def problems_of(html: str, page: str = "en/index.html", base_path: str = "/sub/") -> list[Problem]:
    """Problems of a page with this HTML on a small site."""
    site = {**SITE, page: html}
    artifacts = [Artifact(path, text.encode(), path) for path, text in site.items()]
    return list(broken_links(artifacts, f"https://own.example{base_path}", {}))


def reported(html: str, page: str = "en/index.html", base_path: str = "/sub/") -> list[str]:
    """Messages for the same."""
    problems = problems_of(html, page, base_path)
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


def test_what_a_page_says_of_itself_must_be_there_too() -> None:
    good = '<link rel="canonical" href="https://own.example/sub/en/">'
    assert reported(good + '<meta property="og:url" content="https://own.example/sub/">') == []
    assert len(reported('<link rel="alternate" href="https://own.example/sub/fr/">')) == 1
    assert len(reported('<meta property="og:image" content="https://own.example/sub/a.png">')) == 1
    assert len(reported('<meta http-equiv="refresh" content="0; url=../gone/">')) == 1
    assert reported('<meta name="description" content="https://own.example/sub/x or so">') == []
    assert len(reported('<link rel="stylesheet" href="/sub/gone.css">')) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://own.example/sub/en/water/",
        "HTTP://OWN.example:80/sub/en/water/#p-1",
        "https://own.example:443/sub/",
        "https://own.example/sub",
        "//own.example/sub/en/water/river.svg",
        "https://own.example/another-site/",
        "https://own.example:8443/sub/gone/",
        "%77ater/#%70-1",
        "water/#top",
        "#Top",
    ],
)
def test_good_addresses_of_the_site_in_full(address: str) -> None:
    assert reported(f'<a href="{address}">x</a>') == []


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://own.example/sub/en/wter/", "which is no page or file of the site"),
        ("http://own.example/sub/en/wter/", "which is no page or file of the site"),
        ("//own.example/sub/en/water/#p-3", "whose anchor does not exist"),
        ("Water/", "which is no page or file of the site"),
        ("//[nowhere", "which is no address"),
    ],
)
def test_broken_addresses_of_the_site_in_full(address: str, reason: str) -> None:
    assert reported(f'<area href="{address}">') == [
        f"the page en/index.html links to `{address}`, {reason}"
    ]


def test_every_candidate_of_a_picture_counts() -> None:
    html = (
        '<picture><source srcset="water/river.svg 320w, gone.avif 640w,also.avif 2x">'
        '<img alt="" src="water/river.svg" srcset="a,b.png, water/river.svg"></picture>'
        '<link rel="preload" as="image" imagesrcset="last.png 1x">'
    )
    found = [message.split("`")[1] for message in reported(html)]
    assert found == ["gone.avif", "also.avif", "a,b.png", "last.png"]


def test_however_a_theme_writes_its_attributes() -> None:
    html = "<A HREF='gone/'>x</A><a\nhref=lost/>x</a><a title='1 > 0' href=\"off/\">x</a>"
    assert [each.split("`")[1] for each in reported(html)] == ["gone/", "lost/", "off/"]
    assert reported('<!-- <a href="gone/"> --><p>a &lt;a href="gone/"&gt;</p>') == []


def test_a_folder_without_its_slash_is_a_warning() -> None:
    problem, *more = problems_of('<a href="water?a=b#p-1">x</a><a href="./">y</a>')
    assert not more
    assert (problem.code, problem.severity) == ("missing-slash", Severity.WARNING)
    assert problem.hint == "write `water/?a=b#p-1`"


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("wter/", "did you mean `en/water/`?"),
        ("Water/", "write `en/water/`: small and large letters differ"),
        ("water/#الما", "did you mean `#الماء`?"),
        (
            "water/#p-0123abcd",
            "the passage has changed or is gone; its page has the new link beside it",
        ),
        (
            "nothing-like-it-at-all/",
            "the page linked to may be a draft, scheduled for later, or renamed",
        ),
        (
            "https://own.example/sub/uploads/Dam.JPG",
            "put the image into the explainer's folder, and show it as `![...](its-name)`",
        ),
    ],
)
def test_what_was_probably_meant(address: str, hint: str) -> None:
    assert [each.hint for each in problems_of(f'<a href="{address}">x</a>')] == [hint]


FILES = {
    "feed.xml": '<feed><id>https://own.example/sub/old/</id><category scheme="https://own.example/'
    'sub/topics/"/>'
    "<link href='https://own.example/sub/en/wter/'/><content type='html'>&lt;a "
    'href="https://own.example/sub/gone/?a=1&amp;amp;b=2"&gt;</content></feed>',
    "sitemap.xml": "<urlset><loc>https://own.example/sub/en/</loc><loc>https://own.example/sub/no/"
    "</loc></urlset>",
    "feed.json": '{"items":[{"id":"https://own.example/sub/old/",'
    '"url":"https://own.example/sub/no/","content_html":"<a href=\\"https:'
    '//own.example/sub/en/water/#p-9\\">"}]}',
    "a.ics": "URL:https://own.example/sub/en/wa\r\n ter/#p-1\r\n"
    "URL:https://own.example/s\r\n ub/x/",
    "robots.txt": "Sitemap: https://own.example/sub/sitemap.xml\nSee https://own.example/sub/a.",
    "site.webmanifest": '{"id":"x","start_url":"en/?a","icons":[{"src":"icon.png"}]}',
    "static/a.css": '@font-face{src:url(fonts/a.woff2)}i{background:url("style.css")}',
    "static/a.js": 'import { b } from "./b.js"; const c = await import("./style.css");',
    "pagefind/x.json": '{"a":"https://own.example/sub/gone/"}',
}


def test_other_files_lead_somewhere_too() -> None:
    site = {**SITE, "en/index.html": "", **FILES}
    artifacts = [Artifact(path, text.encode(), path) for path, text in site.items()]
    problems = broken_links(artifacts, "https://own.example/sub/", {})
    assert [(each.place.path, each.message.split("`")[1]) for each in problems] == [
        ("feed.xml", "https://own.example/sub/en/wter/"),
        ("feed.xml", "https://own.example/sub/gone/?a=1&b=2"),
        ("sitemap.xml", "https://own.example/sub/no/"),
        ("feed.json", "https://own.example/sub/no/"),
        ("a.ics", "https://own.example/sub/x/"),
        ("robots.txt", "https://own.example/sub/a"),
        ("site.webmanifest", "icon.png"),
        ("static/a.css", "fonts/a.woff2"),
        ("static/a.js", "./b.js"),
        ("feed.json", "https://own.example/sub/en/water/#p-9"),
    ]


def test_a_feed_that_repeats_a_page_repeats_no_fault() -> None:
    page = Artifact("en/index.html", b'<a href="../gone/">x</a>', "x")
    feed = Artifact("feed.xml", b"https://own.example/gone/ https://own.example/lost/", "y")
    found = broken_links([feed, page], "https://own.example/", {})
    assert [each.message.split("`")[1] for each in found] == [
        "https://own.example/lost/", "../gone/",
    ]  # fmt: skip


def test_what_is_still_to_be_painted_is_there() -> None:
    page = Artifact("index.html", b'<meta content="https://own.example/social/a.png">', "x")
    assert list(broken_links([page], "https://own.example/", {}, ["social/a.png"])) == []
    assert len(list(broken_links([page], "https://own.example/", {}, ["social/b.png"]))) == 1


def test_a_link_is_placed_where_it_is_written() -> None:
    folder = "content/explainers/flood"
    files = {
        f"{folder}/article.ar.md": "نص.\n\nwater: [نص](../wter/) و[نص](https://own.example/sub/no/)",
        f"{folder}/article.en.md": "<!-- x -->\n[text](../lost/article.ar.md#a)",
        f"{folder}/meta.yaml": "",
        "content/explainers/lost/meta.yaml": "",
    }
    origin = f"{folder}/article.ar.md"
    arabic = '<a href="../../ar/wter/">x</a><a href="https://own.example/sub/no/">'
    english = '<a href="../../en/lost/#a">x</a>'
    artifacts = [
        Artifact("ar/flood/index.html", arabic.encode(), origin),
        Artifact("en/flood/index.html", english.encode(), origin),
        Artifact("both/flood/index.html", (arabic + english).encode(), origin),
    ]
    encoded = {path: text.encode() for path, text in files.items()}
    found = list(broken_links(artifacts, "https://own.example/sub/", encoded))
    assert [each.place for each in found] == [
        Place(f"{folder}/article.ar.md", 3, 16),
        Place(f"{folder}/article.ar.md", 3, 29),
        Place(f"{folder}/article.en.md", 2, 11),
    ]
    assert found[2].hint == "content/explainers/lost is a draft, or scheduled for later"


def test_what_is_broken_in_a_draft_is_a_warning() -> None:
    text = "[x](https://own.example/gone/)"
    files = {f"content/explainers/{slug}/article.ar.md": text.encode() for slug in ("new", "old")}
    html = b'<a href="https://own.example/gone/">x</a>'
    artifacts = [Artifact(f"ar/{path.split('/')[2]}/index.html", html, path) for path in files]
    drafts = {"content/explainers/new"}
    found = list(broken_links(artifacts, "https://own.example/", files, drafts=drafts))
    assert [(each.place.path.split("/")[2], each.severity) for each in found] == [
        ("new", Severity.WARNING),
        ("old", Severity.ERROR),
    ]


def test_one_address_is_one_problem_however_often_it_is_used() -> None:
    assert len(reported('<a href="gone/">x</a><a href="gone/">y</a>')) == 1


def test_pages_of_one_source_share_their_problem() -> None:
    artifacts = [
        Artifact(f"{language}/index.html", b'<a href="gone/">x</a>', "article.ar.md")
        for language in ("ar", "both", "en")
    ]
    problems = list(broken_links(artifacts, "https://own.example/", {}))
    assert len(problems) == 1
    assert "ar/index.html (and 2 more)" in problems[0].message
    assert problems[0].place.path == "article.ar.md"
