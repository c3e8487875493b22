"""The two sites the gates judge, built once a session, and the judges."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import need
from tests.gates.finding import Finding
from tests.gates.markup_gate import checker
from tests.gates.published import ROOT, SHOWCASE, Site, publish
from tests.gates.survey import Host, survey_all

SHOWN_KINDS = ("explainer", "glossary ar", "topic en", "plain en")
"""Kinds whose page of the show case holds what that of the demo site does not."""


@pytest.fixture(scope="session")
def demo() -> Site:
    return publish(ROOT)


@pytest.fixture(scope="session")
def showcase() -> Site:
    return publish(SHOWCASE)


@pytest.fixture(scope="session", params=["demo", "showcase"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of the two in turn."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def nu_checker() -> tuple[str, Path]:
    """Java and the checker's archive."""
    found = checker()
    need("Java or the Nu HTML checker", found is not None)
    assert found
    return found


@pytest.fixture(scope="session")
def surveyed(chromium: str, demo: Site, showcase: Site) -> list[Finding]:
    """Everything found in the browser on a page of every kind."""
    shown = [page for name, page in showcase.kinds.items() if name.startswith(SHOWN_KINDS)]
    hosts = [Host(demo), Host(showcase)]
    try:
        return survey_all([(hosts[0], [*demo.kinds.values()]), (hosts[1], shown)], chromium)
    finally:
        for host in hosts:
            host.close()


@pytest.fixture(scope="session")
def host(showcase: Site) -> Iterator[Host]:
    """Serves the show case, and whatever is put in its place."""
    serving = Host(showcase)
    yield serving
    serving.close()
