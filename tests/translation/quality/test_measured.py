"""docs/translation-checks.md tells the truth: every check is there, with rates that hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.translation.quality.findings import CHECK_NAMES

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "translation-checks.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in DOCUMENT.split("\n")
    if line.startswith("| `")
]
RATES = {row[0].strip("`| "): row[3] for row in ROWS}
MOST = 2.0
"""Per cent of human passages above which a check would be ignored."""
CUT_THROUGH_SPEECH = "NTREX sentences"
"""The one set in which half a quotation is the rule."""


def documented(check: str) -> float:
    """The false alarms that the document owns up to, in per cent."""
    number = re.match(r"[0-9.]+", RATES[check])
    assert number, RATES[check]
    return float(number[0])


def test_every_check_is_documented_once() -> None:
    assert sorted(RATES) == sorted(CHECK_NAMES)
    assert len(ROWS) == len(RATES)


@pytest.mark.parametrize("check", sorted(CHECK_NAMES))
def test_no_check_cries_wolf(check: str) -> None:
    assert documented(check) <= MOST


@pytest.mark.slow
def test_measured_false_alarms_stay_under_what_is_documented(shared: Path) -> None:
    from benchmarks.translation_checks import false_alarms, human_corpora

    for corpus in human_corpora():
        counts = false_alarms(corpus)
        size = len(corpus.passages)
        assert size > 150, corpus.name
        for check in CHECK_NAMES:
            if (check, corpus.name) == ("quotes", CUT_THROUGH_SPEECH):
                continue
            rate = 100 * counts[check] / size
            assert rate <= documented(check), f"{check}: {rate:.2f} % of {corpus.name}"


@pytest.mark.slow
def test_errors_put_in_are_found(shared: Path) -> None:
    from benchmarks.translation_checks import catches, human_corpora

    found = "; ".join(text for texts in catches(human_corpora(), 120).values() for text in texts)
    shares = {
        name: int(share)
        for name, share in re.findall(r"([^;]+?) ([0-9]+) % of [0-9]+(?:; |$)", found)
    }
    certain = (
        "Arabic punctuation left", "an invisible mark left",
        "not translated", "a link dropped", "a link changed", "an item of a list dropped",
        "a loop", "a space doubled", "the question mark dropped",
    )  # fmt: skip
    assert {name: shares[name] for name in certain} == dict.fromkeys(certain, 100)
    assert shares["an Arabic word left"] >= 98  # a word of the glossary may stand
    assert shares["a digit changed"] >= 95
    assert shares["a number dropped"] >= 85
    assert shares["another month"] >= 95
    assert shares["40 % cut off"] >= 95
    assert shares["a sentence of three or more dropped"] >= 75
    assert shares["a quotation mark dropped"] >= 85
