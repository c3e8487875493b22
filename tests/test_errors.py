"""Bad input: every case file under tests/errors gives exactly the report that stands in it.

A case is a Markdown file: what is changed on the small site, and the report. Add one by hand,
or let `pytest tests/test_errors.py --rewrite` fill in the report and read it as its receiver.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.driver import SiteTest

CASES = sorted((Path(__file__).parent / "errors").glob("*.md"))
_STEP = re.compile(
    r"^(?P<action>write|delete|template) `(?P<path>[^`]+)`\n(?:\n```\w*\n(?P<text>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
_CHANGE = re.compile(
    r"^change `(?P<path>[^`]+)`\n\n```\n(?P<old>.*?)^=>\n(?P<new>.*?)^```\n",
    re.MULTILINE | re.DOTALL,
)
_REPORT = re.compile(r"^report\n\n```\n(?P<report>.*?)^```\n", re.MULTILINE | re.DOTALL)


def site_of(case: str) -> SiteTest:
    site = SiteTest()
    for step in _CHANGE.finditer(case):
        site = site.with_change(
            step["path"], step["old"].removesuffix("\n"), step["new"].removesuffix("\n")
        )
    for step in _STEP.finditer(case):
        if step["action"] == "delete":
            site = site.without(step["path"])
        elif step["action"] == "template":
            site = site.with_template(step["path"], step["text"])
        else:
            site = site.with_file(step["path"], step["text"])
    return site


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_report(path: Path, request: pytest.FixtureRequest) -> None:
    case = path.read_text("utf-8")
    outcome = site_of(case).build()
    if request.config.getoption("--rewrite"):
        filled = f"report\n\n```\n{outcome.errors}```\n"
        path.write_text(_REPORT.sub(lambda _: filled, case), "utf-8")
        return
    expected = _REPORT.search(case)
    assert expected, "the case has no report"
    assert outcome.errors == expected["report"]
    assert outcome.checked.has_errors
    assert not outcome.files, "a faulty site publishes nothing"
