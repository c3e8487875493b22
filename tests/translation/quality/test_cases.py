"""Each case of each family: the findings that must come, and the silence that must be kept."""

from __future__ import annotations

import pytest

from generator.translation.quality.findings import CHECK_NAMES
from tests.translation.quality.case_files import Case, read_cases, rewrite_cases

ALL = read_cases()


@pytest.fixture(scope="module", autouse=True)
def rewritten(request: pytest.FixtureRequest) -> bool:
    """Whether this run writes what comes instead of comparing it."""
    wanted = bool(request.config.getoption("--rewrite"))
    if wanted:
        rewrite_cases()
    return wanted


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file.stem}: {case.title}")
def test_case(case: Case, rewritten: bool) -> None:
    assert rewritten or case.found == case.expected


def test_every_single_passage_check_has_a_case() -> None:
    shown = {line.split()[0] for case in ALL for line in case.expected}
    # What only shows across passages is tested in test_site.py.
    across = {"name-consistency", "confusable-source", "title-case"}
    assert shown == CHECK_NAMES - across


def test_every_family_has_silent_cases() -> None:
    silent = {case.file.stem for case in ALL if not case.expected}
    assert silent == {case.file.stem for case in ALL}
