"""The gates bite: each fault in the table is caught, by the gate that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.gates.bytes_gate import examine_bytes
from tests.gates.faults import FAULTS, FONT, SCRIPT, SEARCH, STYLE, Fault
from tests.gates.finding import Finding, listed
from tests.gates.links_gate import examine_links
from tests.gates.markup_gate import GATE as MARKUP
from tests.gates.markup_gate import examine_markup
from tests.gates.page_gate import all_described, examine_page
from tests.gates.published import ROOT, Site
from tests.gates.style_gate import examine_styles
from tests.gates.survey import Host, Surveyor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

QUALITY = ROOT / "docs" / "quality.md"
LEAST = 100
"""Faults the table holds at least; it only grows."""


def spoiled(site: Site, fault: Fault) -> Site:
    """The site with the fault in it."""
    if fault.file == FONT:
        font = next(each for each in site.files if each.endswith(".woff2"))
        extra = {f"static/fonts/more-{n}.woff2": site.files[font] for n in (1, 2)}
        return Site(site.base_url, {**site.files, **extra})
    shared = {STYLE: "style.css", SCRIPT: "reader.js", SEARCH: "search/answer.js"}
    path = _named(site, shared[fault.file]) if fault.file in shared else fault.file
    return site.with_file(path, fault.edit(site.files[path].decode()))


def _named(site: Site, ending: str) -> str:
    return next(path for path in site.files if path.endswith(ending) and path.startswith("static/"))


def judged_by_reading(site: Site, path: str) -> set[Finding]:
    """What is found of one page, and of the files it shares, without a browser."""
    return {
        *examine_page(site.pages[path], all_described(site)),
        *examine_links(site, frozenset({path})),
        *examine_styles(site),
        *examine_bytes(site),
    }


@pytest.fixture(scope="module")
def survey(
    browser: Browser, host: Host, showcase: Site
) -> Iterator[Callable[[Site, Fault], frozenset[Finding]]]:
    """What is found on the page of a fault by its steps; of the good site, looked at once."""
    surveyor = Surveyor(browser, host)
    clean: dict[str, frozenset[Finding]] = {}

    def found(site: Site, fault: Fault) -> frozenset[Finding]:
        host.site = site
        return frozenset(surveyor.survey(site.pages[fault.looked_at], fault.plan))

    def remembered(site: Site, fault: Fault) -> frozenset[Finding]:
        if site is not showcase:
            return found(site, fault)
        key = f"{fault.looked_at} {fault.plan}"
        if key not in clean:
            clean[key] = found(site, fault)
        return clean[key]

    yield remembered
    surveyor.close()


@pytest.fixture(scope="module")
def rejected(
    showcase: Site, nu_checker: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, set[str]]:
    """Names of what the checker says of each fault it must catch, all in one run."""
    folder = tmp_path_factory.mktemp("faults")
    faults = [each for each in FAULTS if each.caught.startswith(f"{MARKUP}/")]
    for number, fault in enumerate(faults):
        html = spoiled(showcase, fault).pages[fault.looked_at].html
        (folder / f"{number}.html").write_text(html, "utf-8")
    (folder / "clean.html").write_text(showcase.pages[faults[0].looked_at].html, "utf-8")
    paths = [path.name for path in sorted(folder.iterdir())]
    found = examine_markup(folder, paths, *nu_checker)
    assert not [each for each in found if each.path == "clean.html"], listed(found)
    return {
        fault.name: {each.name for each in found if each.path == f"{number}.html"}
        for number, fault in enumerate(faults)
    }


def test_the_table_is_long_enough() -> None:
    assert len(FAULTS) >= LEAST
    assert len({each.name for each in FAULTS}) == len(FAULTS)


def test_every_rule_is_explained() -> None:
    rows = re.findall(r"^\| `(\w+)` \|(.*)$", QUALITY.read_text("utf-8"), re.MULTILINE)
    explained = dict(rows)
    missing = [
        fault.caught
        for fault in FAULTS
        for gate, rule in [fault.caught.split("/")]
        if f"`{rule}`" not in explained.get(gate, "")
    ]
    assert not missing, "not in docs/quality.md"


@pytest.mark.parametrize(
    "fault",
    [each for each in FAULTS if not each.plan and not each.caught.startswith(f"{MARKUP}/")],
    ids=lambda fault: fault.name,
)
def test_a_reading_gate_catches(showcase: Site, fault: Fault) -> None:
    clean = judged_by_reading(showcase, fault.looked_at)
    found = judged_by_reading(spoiled(showcase, fault), fault.looked_at) - clean
    assert fault.caught in {each.name for each in found}, listed(found) or "nothing was found"


@pytest.mark.parametrize(
    "fault",
    [each for each in FAULTS if each.caught.startswith(f"{MARKUP}/")],
    ids=lambda fault: fault.name,
)
def test_the_markup_gate_catches(rejected: dict[str, set[str]], fault: Fault) -> None:
    assert fault.caught in rejected[fault.name]


@pytest.mark.parametrize(
    "fault", [each for each in FAULTS if each.plan], ids=lambda fault: fault.name
)
def test_a_gate_in_the_browser_catches(
    showcase: Site, survey: Callable[[Site, Fault], frozenset[Finding]], fault: Fault
) -> None:
    found = survey(spoiled(showcase, fault), fault) - survey(showcase, fault)
    assert fault.caught in {each.name for each in found}, listed(found) or "nothing was found"
