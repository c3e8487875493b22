"""Recorded answers are given back as they were, and only those."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.adapters.translators.recorded import RecordedTranslator, record
from generator.model.problem import UserError
from generator.ports import Draft, EngineId

FULL = Draft(
    "The bridge was closed.",
    -0.2,
    truncated=True,
    token_scores=(-0.1, -0.3),
    alignment=((0, 3), (1, 1)),
    alternatives=(
        Draft("They closed the bridge.", -0.5, alignment=((1, 2),)),
        Draft("Closed.", -1),
    ),
)


def recording(folder: Path, *lines: str) -> RecordedTranslator:
    path = folder / "drafts.jsonl"
    path.write_text("".join(lines), "utf-8")
    return RecordedTranslator(path, "drafts.jsonl")


def test_what_was_recorded_comes_back(tmp_path: Path) -> None:
    engine = recording(
        tmp_path, record("أُغلق الجسر.", FULL), "\n", record("نعم", Draft("Yes", 0.0))
    )
    drafts = dict(engine.translate(["نعم", " أُغلق\nالجسر. "], alternatives=5))
    assert drafts == {0: Draft("Yes", 0.0), 1: FULL}
    ((_, fewer),) = engine.translate(["أُغلق الجسر."], alternatives=1)
    assert fewer.alternatives == FULL.alternatives[:1]
    assert engine.engine.name == "recorded"
    assert len(engine.engine.checksum) == 12


@settings(max_examples=40)
@given(st.text(), st.text(), st.floats(-50, 0), st.lists(st.tuples(*[st.integers(0, 99)] * 2)))
def test_every_draft_survives_the_file(
    text: str, english: str, score: float, pairs: list[tuple[int, int]]
) -> None:
    line = record(text, Draft(english, score, alignment=tuple(pairs)))
    assert line.endswith("\n")
    assert line.count("\n") == 1
    fields = json.loads(line)
    assert (fields["text"], fields["translation"]) == (text, english)
    assert fields.get("score", 0.0) == score
    assert fields.get("alignment", "").split() == [f"{one}-{two}" for one, two in pairs]


def test_the_recorded_engine_may_be_named(tmp_path: Path) -> None:
    first = '{"engine": {"name": "Argos ar-en", "version": "1.0", "checksum": "0123456789ab"}}\n'
    engine = recording(tmp_path, first, record("نعم", Draft("Yes", -0.1)))
    assert engine.engine == EngineId("Argos ar-en", "1.0", "0123456789ab")


def test_a_text_that_is_not_recorded_is_named(tmp_path: Path) -> None:
    engine = recording(tmp_path, record("نعم", Draft("Yes", -0.1)))
    with pytest.raises(UserError) as caught:
        list(engine.translate(["نعم", "لم تُسجّل هذه الجملة قط"]))
    (problem,) = caught.value.problems
    assert problem.code == "not-recorded"
    assert "«لم تُسجّل هذه الجملة قط»" in problem.message
    assert str(problem.place) == "drafts.jsonl"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no recorded draft"),
        ("[]", "no recorded draft"),
        ('{"text": "نعم"}', "`translation` is missing"),
        ('{"text": 3, "translation": "Yes"}', "`text` is missing, or no text"),
        ('{"text": "نعم", "translation": "Yes", "alignment": "0:0"}', "`0:0` is no pair"),
        ('{"text": "نعم", "translation": "Yes", "token_scores": 3}', "no recorded draft"),
        ('{"text": "نعم", "translation": "Yes", "alternatives": ["No"]}', "no recorded draft"),
        ('{"engine": {"name": "second line"}}', "`text` is missing"),
        ("[" * 100_000, "no recorded draft"),
    ],
)
def test_a_damaged_line_is_reported_with_its_number(
    tmp_path: Path, line: str, message: str
) -> None:
    with pytest.raises(UserError) as caught:
        recording(tmp_path, record("لا", Draft("No", -0.1)), f"{line}\n")
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("bad-recording", "drafts.jsonl:2")
    assert message in problem.message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        RecordedTranslator(tmp_path / "none.jsonl", "none.jsonl")
    assert caught.value.problems[0].code == "bad-recording"
    (tmp_path / "latin.jsonl").write_bytes(b"{}\n\xe9\n")
    with pytest.raises(UserError) as caught:
        RecordedTranslator(tmp_path / "latin.jsonl", "latin.jsonl")
    assert str(caught.value.problems[0].place) == "latin.jsonl:2"
