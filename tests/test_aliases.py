"""Earlier addresses lead to the pages of today, and clash with nothing."""

from __future__ import annotations

import re

import pytest

from generator.build import build
from generator.ports import Tools
from generator.stages.read_aliases import read_aliases
from generator.text.fields import Fields
from generator.text.host_files import read_redirects
from generator.text.yaml_places import read_yaml
from tests.driver import Outcome, SiteTest

WATER = "content/explainers/water/meta.yaml"
ABOUT = "content/pages/about/meta.yaml"


def aliased(*aliases: str, path: str = WATER, site: SiteTest | None = None) -> SiteTest:
    site = site or SiteTest()
    lines = "".join(f"\n  - {alias}" for alias in aliases)
    return site.with_file(path, site.files[path].decode().rstrip() + f"\naliases:{lines}\n")


def refreshed(outcome: Outcome, path: str) -> str:
    """Where the page at `path` leads to."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', outcome.page(path))
    assert found is not None
    return found[1]


def test_an_old_slug_leads_on_from_all_its_pages() -> None:
    outcome = aliased("old-water").build()
    for code in ("ar", "en", "both"):
        assert refreshed(outcome, f"{code}/old-water/index.html") == "../water/"
    page = outcome.page("en/old-water/index.html")
    assert '<html lang="en" dir="ltr">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "en/water/" in re.findall(r'rel="canonical" href="([^"]+)"', page)[0]


@pytest.mark.parametrize(
    ("alias", "file", "target"),
    [
        ("/2019/05/water.html", "2019/05/water.html", "../../ar/water/"),
        ("/2019/water/", "2019/water/index.html", "../../ar/water/"),
        ("/water", "water/index.html", "../ar/water/"),
        ("/en/2019/water", "en/2019/water/index.html", "../../water/"),
        ("/%D9%85%D8%A7%D8%A1/", "ماء/index.html", "../ar/water/"),
        ("/ماء/", "ماء/index.html", "../ar/water/"),
    ],
)
def test_a_path_leads_to_the_page_of_its_language(alias: str, file: str, target: str) -> None:
    assert refreshed(aliased(alias).build(), file) == target


def test_a_plain_page_has_earlier_addresses_too() -> None:
    outcome = aliased("us", path=ABOUT).build()
    assert refreshed(outcome, "ar/us/index.html") == "../about/"
    assert "both/us/index.html" not in outcome.files


UNFIT = (
    "/", "water.html", "Old", "//host/x", "https://old.example/x", "/a/../b", "/.env", "/a?b=1",
    "/a#b", "/a//b", "/a b", "/a%20b", "/a%00", "/%ff", "'/a\\b'", "/a*",
    "/" + "x" * 201, "/x" * 501,
)  # fmt: skip
"""What no file can answer."""


def test_what_no_file_can_answer_is_refused_each_at_its_line() -> None:
    outcome = aliased(*UNFIT).build()
    told = re.findall(
        rf"^{WATER}:(\d+):5: error: `aliases`: .* \[bad-alias\]$", outcome.errors, re.M
    )
    assert [int(number) for number in told] == list(range(38, 38 + len(UNFIT)))


@pytest.mark.parametrize(
    "alias", ["water", "/ar/water/", "/en/glossary/", "/404.html", "/ar", "/AR/Water/"]
)
def test_the_address_of_a_page_is_no_alias(alias: str) -> None:
    assert aliased(alias).build().codes.count("alias-taken") == 1


def test_a_path_from_the_root_of_the_host_is_probably_doubled() -> None:
    outcome = aliased("/sub/2019/water.html").build()
    assert "doubled-alias" in outcome.codes
    assert outcome.errors == ""
    assert "sub/2019/water.html" in outcome.files
    assert "doubled-alias" not in aliased("/submarine/").build().codes


@pytest.mark.parametrize(
    "alias", ["/sw.js", "/SW.js", "/robots.txt", "/sitemap.xml", "/ar/feed.xml", "/_headers",
              "/pagefind/pagefind.js", "/CNAME", "/media/old.jpg", "/social/old/"],
)  # fmt: skip
def test_the_address_of_a_file_is_no_alias(alias: str) -> None:
    """Cloudflare leads on from it although there is the file, and so does storage."""
    assert "is the address of a file of the site [alias-taken]" in aliased(alias).build().errors


def test_two_articles_cannot_have_one_alias() -> None:
    site = aliased("old", site=aliased("old"), path="content/explainers/bridge/meta.yaml")
    assert "alias-taken" in site.build().codes


def test_aliases_that_meet_on_one_page() -> None:
    bridge = "content/explainers/bridge/meta.yaml"
    other = aliased("/en/old/", site=aliased("old"), path=bridge).build()
    assert other.codes.count("alias-taken") == 1
    assert f"{bridge}:" in other.errors.partition("alias-taken")[0]
    outcome = aliased("old", "/ar/old/", "/2019", "/2019/").build()
    sources = [each.source for each in read_redirects(outcome.page("_redirects"))]
    assert sources == [
        f"/sub/{path}" for path in ("ar/old/", "en/old/", "both/old/", "2019", "2019/")
    ]
    assert refreshed(outcome, "2019/index.html") == "../ar/water/"


def test_a_file_cannot_be_a_folder() -> None:
    assert "duplicate-path" in aliased("/ar/water/index.html/x/").build().codes


def test_an_alias_of_a_draft_is_not_published() -> None:
    site = aliased("old-water")
    site = site.with_change(WATER, "status: published", "status: draft")
    files = {each.path for each in build(site.sources, Tools()).value.artifacts}
    assert "ar/old-water/index.html" not in files


def test_each_alias_is_kept_once_in_the_order_given() -> None:
    tree = read_yaml("aliases: [b, a, /c/, b]\n", "meta.yaml").value
    found = read_aliases(Fields(tree, []))  # type: ignore[arg-type]
    assert [alias.path for alias in found] == ["b", "a", "/c/"]
