"""`dragoman status`: the table people read, the document programs read, the code CI reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands.status import in_order
from generator.model.segment import State
from generator.text.normal import text_hash
from generator.translation.memory import Doubt, DraftRecord, append_records
from generator.translation.standing import Item
from tests.driver import SiteTest
from tests.newsroom import (
    ARABIC,
    BRIDGE,
    ENGLISH,
    FIRST,
    SECOND,
    change,
    key,
    marker,
    snapshot,
    translated,
)

Capture = pytest.CaptureFixture[str]
STATES = ("reviewed", "edited", "machine", "stale", "unsynced", "missing", "orphan", "own", "omit")


def status(site: Path, *arguments: str) -> int:
    return main(["status", *arguments, "--site", str(site)])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return translated().on_disk(tmp_path)


def test_the_table(site: Path, capsys: Capture) -> None:
    before = snapshot(site)
    assert status(site) == 0
    assert capsys.readouterr() == (
        "          reviewed  edited  machine  stale  missing  own  words left  doubtful\n"
        "bridge           ·       5        ·      ·        ·    ·           ·         ·\n"
        "water            3      10        1      1        1    1          13         ·\n"
        "about            ·       ·        ·      ·        3    ·           9         ·\n"
        "glossary         ·       1        ·      ·        ·    ·           ·         ·\n"
        "all              3      16        1      1        4    1          22         ·\n",
        "",
    )
    assert snapshot(site) == before


def test_one_article_has_no_sums(site: Path, capsys: Capture) -> None:
    assert status(site, "bridge") == 0
    assert capsys.readouterr().out == (
        "        edited  words left  doubtful\nbridge       5           ·         ·\n"
    )


def test_an_empty_site(tmp_path: Path, capsys: Capture) -> None:
    files = {path: text for path, text in SiteTest().files.items() if path == "site.toml"}
    site = SiteTest(files=files).on_disk(tmp_path)
    assert status(site, "--fail-on", "missing,stale") == 0
    assert capsys.readouterr() == ("there is nothing to translate yet\n", "")
    assert status(site, "--queue") == 0
    assert capsys.readouterr().out == "nothing waits for a person\n"
    assert status(site, "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["states"] == dict.fromkeys(STATES, 0)


def type_of(value: object) -> object:
    """The shape of a document: keys and the types of values; a list by its first element."""
    if isinstance(value, dict):
        return {name: type_of(each) for name, each in value.items()}
    if isinstance(value, list):
        return [type_of(each) for each in value[:1]]
    return type(value).__name__


def test_the_document_for_programs(site: Path, capsys: Capture) -> None:
    assert status(site, "--format", "json") == 0
    said = capsys.readouterr()
    assert said.err == ""
    document = json.loads(said.out)
    bridge, water, about, glossary = document["articles"]
    counts = dict.fromkeys(STATES, "int")
    article = {
        "slug": "str",
        "path": "str",
        "states": counts,
        "words_left": "int",
        "doubtful": "int",
        "waiting": [
            {
                "line": "int",
                "key": "str",
                "state": "str",
                "opening": "str",
                "words": "int",
                "doubt": "NoneType",
                "notes": [],
            }
        ],
    }
    assert type_of(water) == article
    assert type_of(document | {"articles": []}) == {
        "articles": [],
        "states": counts,
        "words_left": "int",
        "doubtful": "int",
    }
    slugs = [each["slug"] for each in document["articles"]]
    assert slugs == ["bridge", "water", "about", "glossary"]
    assert glossary["path"] == "content/glossary.en.md"
    assert water["waiting"][1] == {
        "line": 34,
        "key": "21d21c10",
        "state": "machine",
        "opening": "من أين يأتي الماء؟",
        "words": 4,
        "doubt": "medium",
        "notes": [],
    }
    assert about["waiting"][0]["line"] is None, "it has no marker yet"
    assert about["waiting"][0]["key"] == "title"
    assert bridge["waiting"] == []
    assert document["words_left"] == 22
    assert document["states"]["edited"] == 16


def test_the_document_names_the_articles_asked_for(site: Path, capsys: Capture) -> None:
    status(site, "--format", "json", "about", "water")
    document = json.loads(capsys.readouterr().out)
    assert [each["slug"] for each in document["articles"]] == ["water", "about"]


def item(
    name: str, state: State, doubt: Doubt | None = None, score: float = 0.0, path: str = "a"
) -> Item:
    line = 10 - len(name)
    return Item(path, line, state, name, 5, doubt=doubt, score=score)


def test_the_queue_begins_with_what_needs_a_person_most() -> None:
    """An editor opens a file once, and reads it from top to bottom."""
    items = [
        item("orphan", State.ORPHAN),
        item("missing", State.MISSING),
        item("surest", State.MACHINE, "high", -0.1),
        item("above", State.MACHINE, "high", -0.5, "b"),
        item("low", State.MACHINE, "low", -0.9),
        item("worst", State.MACHINE, "high", -0.9, "b"),
        item("unsynced", State.UNSYNCED),
        item("medium", State.MACHINE, "medium", -3.0),
        item("stale", State.STALE),
    ]
    assert [each.opening for each in in_order(items)] == [
        "unsynced",
        "stale",
        "above",
        "worst",
        "surest",
        "medium",
        "low",
        "missing",
        "orphan",
    ]


def test_the_queue_in_words(site: Path, capsys: Capture) -> None:
    draft = "The city closed the old bridge for Sunday."
    record = DraftRecord(
        key(FIRST), draft, score=-1.5, doubt="high", notes=("weekday", "term: bridge")
    )
    (site / BRIDGE / "memory.jsonl").write_text(append_records("", [record]), "utf-8")
    change(site / ENGLISH, f"ar:{key(FIRST)} -->", f"ar:{key(FIRST)} mt:{text_hash(draft)} -->")
    change(site / ENGLISH, "On Sunday the city closed the old bridge to everybody.", draft)
    change(site / ARABIC, SECOND, "قالت البلدية إن السد يحتاج إلى ترميم.")
    assert status(site, "--queue", "bridge", "water") == 0
    assert capsys.readouterr() == (
        f"{ENGLISH}:10: unsynced: «قالت البلدية إن السد يحتاج»\n"
        "content/explainers/water/article.en.md:40: stale: «ماء النهر ماء المطر»\n"
        f"{ENGLISH}:7: machine, high doubt: «أغلقت البلدية الجسر القديم يوم» "
        "(weekday, term: bridge)\n"
        "content/explainers/water/article.en.md:34: machine, medium doubt: "
        "«من أين يأتي الماء؟»\n"
        "content/explainers/water/article.en.md: missing: «تقرأ المزيد في شرح الجسر.»\n",
        "",
    )
    assert status(site, "bridge") == 0
    assert capsys.readouterr().out.splitlines()[1].split()[-1] == "1", "doubtful"


def test_content_cannot_drive_the_terminal(site: Path, capsys: Capture) -> None:
    (site / ENGLISH).write_text("<!-- ar:0a1b2c3d orphan | \x1b[2J\u202e -->\nText.\n", "utf-8")
    assert status(site, "--queue", "bridge") == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "orphan: «\\x1b[2J" in said


def of_every_state(site: Path) -> None:
    """One passage of each state in one file."""
    draft = f"mt:{text_hash('Draft.')}"
    text = (
        f"{marker('a', 'orphan')}\nLeft.\n\n<!-- own -->\nOurs.\n\n{marker(FIRST, 'omit')}\n\n"
        f"{marker(SECOND, 'was:0a1b2c3d stale')}\nOld.\n\n{marker('b')}\nUnsynced.\n\n"
        f"{marker('قصة جسر قديم.', draft, 'summary')}\nDraft.\n\n"
        f"{marker('لماذا أُغلق الجسر؟', 'reviewed', 'title')}\nSeen.\n"
    )
    (site / ENGLISH).write_text(text, "utf-8")
    change(site / ARABIC, "\n\nيعبر", "\n\nفقرة.\n\nفقرة أخرى.\n\nيعبر")


@pytest.mark.parametrize("state", [each for each in STATES if each != "edited"])
def test_fail_on_each_state(site: Path, capsys: Capture, state: str) -> None:
    of_every_state(site)
    assert status(site, "bridge", "--fail-on", state) == 1
    said = capsys.readouterr()
    counts = {"missing": "3 missing", "stale": "1 stale, 1 unsynced"}
    assert said.err == f"status: {counts.get(state, f'1 {state}')}, which --fail-on forbids\n"
    assert said.out.startswith("        reviewed  machine  stale  unsynced")
    assert status(site, "glossary", "--fail-on", state) == 0


def test_fail_on_what_is_not_there(site: Path, capsys: Capture) -> None:
    of_every_state(site)
    assert status(site, "bridge", "--fail-on", "edited") == 0
    assert capsys.readouterr().err == ""


def test_fail_on_several(site: Path, capsys: Capture) -> None:
    states = "stale, missing,machine,orphan"
    assert status(site, "bridge", "glossary", "--fail-on", states) == 0
    assert status(site, "--fail-on", states, "--format", "json") == 1
    said = capsys.readouterr()
    assert said.err == "status: 1 machine, 1 stale, 4 missing, which --fail-on forbids\n"
    assert json.loads(said.out[said.out.rindex("\n{") :])["states"]["missing"] == 4


def test_a_state_that_does_not_exist(site: Path, capsys: Capture) -> None:
    assert status(site, "--fail-on", "stael,missing,done") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "`stael` is no state [unknown-state]\n    hint: did you mean `stale`?" in said.err
    assert "`done` is no state [unknown-state]\n    hint: known: " in said.err


def test_a_file_with_errors_is_an_error(site: Path, capsys: Capture) -> None:
    change(site / ENGLISH, "<!-- title", "<!-- titel!")
    change(site / "content/glossary.en.md", "<!-- term", "<!--term")
    assert status(site) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{ENGLISH}:1:1: error: " in said.err
    assert "content/glossary.en.md:1:1: error: " in said.err


def test_a_file_with_errors_as_a_document(site: Path, capsys: Capture) -> None:
    change(site / ENGLISH, "<!-- title", "<!-- titel!")
    assert status(site, "--format", "json") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [each["code"] for each in json.loads(said.err)] == ["damaged-marker"]


def test_a_damaged_memory_is_a_warning(site: Path, capsys: Capture) -> None:
    (site / BRIDGE / "memory.jsonl").write_bytes(b"\xff\n")
    assert status(site, "bridge") == 0
    assert f"{BRIDGE}/memory.jsonl:1:1: warning" in capsys.readouterr().err
