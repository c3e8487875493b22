"""Every page passes every gate; docs/quality.md says what each gate wants."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gates.bytes_gate import examine_bytes
from tests.gates.finding import Finding, listed
from tests.gates.links_gate import examine_links
from tests.gates.markup_gate import examine_markup
from tests.gates.page_gate import all_described, examine_page
from tests.gates.published import Site
from tests.gates.style_gate import examine_styles
from tests.picture_site import published_pictures

pytestmark = pytest.mark.slow

IN_EACH_LANGUAGE = ("home", "explainer", "topic", "timeline", "glossary", "search", "plain")
KINDS = frozenset(
    [
        *(f"{kind} {language}" for kind in IN_EACH_LANGUAGE for language in ("ar", "en")),
        *("front", "not-found", "explainer both", "explainer en untranslated"),
    ]
)


def test_every_kind_of_page_is_judged(demo: Site, showcase: Site) -> None:
    assert set(demo.kinds) >= KINDS
    assert set(showcase.kinds) >= KINDS | {"offline offline"}
    states = {
        each.get("data-state")
        for page in showcase.pages.values()
        for each in page.root
        if "row" in each.classes
    }
    assert states >= {"machine", "edited", "reviewed", "stale", "missing", "own", "omit"}


def test_pages_read_well(site: Site) -> None:
    ids = all_described(site)
    found = [each for page in site.pages.values() for each in examine_page(page, ids)]
    assert not found, listed(found)


def test_pages_lead_to_each_other(site: Site) -> None:
    found = examine_links(site)
    assert not found, listed(found)


def test_styles_keep_to_logical_properties(site: Site) -> None:
    found = examine_styles(site)
    assert not found, listed(found)


def test_budgets_are_met(site: Site) -> None:
    found = examine_bytes(site)
    assert not found, listed(found)


def test_the_markup_is_valid(site: Site, nu_checker: tuple[str, Path], tmp_path: Path) -> None:
    for path in site.pages:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(site.files[path])
    found = examine_markup(tmp_path, list(site.pages), *nu_checker)
    assert not found, listed(found)


def test_pages_with_pictures_pass(nu_checker: tuple[str, Path], tmp_path: Path) -> None:
    """Every format and width: neither of the two sites has photographs."""
    site = Site("https://news.example/sub/", published_pictures())
    ids = all_described(site)
    found = [each for page in site.pages.values() for each in examine_page(page, ids)]
    found += examine_bytes(site)
    for path in site.pages:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(site.files[path])
    found += examine_markup(tmp_path, list(site.pages), *nu_checker)
    assert not found, listed(found)


@pytest.mark.parametrize(
    "gate", ["console", "axe", "look", "keyboard", "forced", "print", "plain", "bytes"]
)
def test_every_kind_of_page_passes_in_a_browser(surveyed: list[Finding], gate: str) -> None:
    found = [each for each in surveyed if each.gate == gate]
    assert not found, listed(found)
