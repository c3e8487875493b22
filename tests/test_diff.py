"""`dragoman diff`: the changed words marked, in both directions, safe in any terminal."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.translation.memory import DraftRecord, SourceRecord, append_records
from tests.driver import SiteTest, files_below
from tests.newsroom import (
    ARABIC,
    BRIDGE,
    ENGLISH,
    FIRST,
    PASSAGES,
    SECOND,
    change,
    key,
    snapshot,
    translated,
)

Capture = pytest.CaptureFixture[str]
OLD_WORD, NEW_WORD = "القديم", "الحجري"
NEW = FIRST.replace(OLD_WORD, NEW_WORD)
FINISHED = (
    "1 passage is behind its Arabic; once the English says what the Arabic says, "
    "delete `stale` in its marker, or type `reviewed` in its place\n"
)


@pytest.fixture(scope="module")
def in_step(tmp_path_factory: pytest.TempPathFactory) -> SiteTest:
    folder = translated().on_disk(tmp_path_factory.mktemp("first"))
    assert main(["sync", "--site", str(folder)]) == 0
    return SiteTest(files=files_below(folder))


@pytest.fixture
def site(in_step: SiteTest, tmp_path: Path) -> Path:
    return in_step.on_disk(tmp_path / "site")


def diff(site: Path, *arguments: str) -> int:
    return main(["diff", *arguments, "--site", str(site)])


def sync(site: Path, capsys: Capture, slug: str = "bridge") -> None:
    assert main(["sync", slug, "--site", str(site)]) == 0
    capsys.readouterr()


def isolated(text: str) -> str:
    return f"    \u2067{text}\u2069\n"


def test_a_stale_text(site: Path, capsys: Capture) -> None:
    change(site / ARABIC, OLD_WORD, NEW_WORD)
    sync(site, capsys)
    before = snapshot(site)
    assert diff(site, "bridge") == 1
    assert capsys.readouterr() == (
        f"{ENGLISH}:7: stale: «أغلقت البلدية الجسر الحجري يوم»\n"
        "  Arabic before\n"
        + isolated(FIRST.replace(OLD_WORD, f"[-{OLD_WORD}-]"))
        + "  Arabic now\n"
        + isolated(NEW.replace(NEW_WORD, f"{{+{NEW_WORD}+}}"))
        + "  English as it stands\n"
        f"    {PASSAGES[2][2]}\n"
        "\n" + FINISHED,
        "",
    )
    assert snapshot(site) == before


def test_a_string_by_its_name(site: Path, capsys: Capture) -> None:
    change(site / BRIDGE / "meta.yaml", "قصة جسر قديم.", "قصة جسر عتيق.")
    sync(site, capsys)
    assert diff(site, "bridge") == 1
    said = capsys.readouterr().out
    assert said.startswith(f"{ENGLISH}:4: stale: «summary»\n")
    assert isolated("قصة جسر [-قديم.-]") in said
    assert isolated("قصة جسر {+عتيق.+}") in said


def test_the_drafts_that_are_remembered(site: Path, capsys: Capture) -> None:
    change(site / ARABIC, OLD_WORD, NEW_WORD)
    sync(site, capsys)
    memory = site / BRIDGE / "memory.jsonl"
    records = [DraftRecord(key(FIRST), "The old bridge is shut.")]
    memory.write_text(append_records(memory.read_text("utf-8"), records), "utf-8")
    diff(site, "bridge")
    said = capsys.readouterr().out
    expected = "  machine before\n    The old bridge is shut.\n  machine now\n    (not there yet)\n"
    assert expected in said
    records = [DraftRecord(key(NEW), "The stone bridge is shut.")]
    memory.write_text(append_records(memory.read_text("utf-8"), records), "utf-8")
    diff(site, "bridge")
    said = capsys.readouterr().out
    expected = "machine before\n    The [-old-] bridge is shut.\n"
    assert expected in said
    expected = "machine now\n    The {+stone+} bridge is shut.\n"
    assert expected in said


def test_without_memory_it_says_so(site: Path, capsys: Capture) -> None:
    change(site / ARABIC, OLD_WORD, NEW_WORD)
    sync(site, capsys)
    (site / BRIDGE / "memory.jsonl").unlink()
    assert diff(site, "bridge") == 1
    said = capsys.readouterr().out
    assert "  Arabic before\n    (not remembered)\n  Arabic now\n" + isolated(NEW) in said
    assert "machine" not in said


def test_before_a_sync_it_says_what_to_do(site: Path, capsys: Capture) -> None:
    change(site / ARABIC, OLD_WORD, NEW_WORD)
    change(site / ARABIC, f"{SECOND}\n\n", "")
    assert diff(site, "bridge") == 1
    said = capsys.readouterr().out
    assert f"{ENGLISH}:7: unsynced: " in said
    assert f"{ENGLISH}:10: unsynced: «قالت البلدية إن الجسر يحتاج»\n" in said
    assert f"  Arabic now\n    (it is gone)\n  English as it stands\n    {PASSAGES[3][2]}\n" in said
    assert said.endswith("2 passages are behind their Arabic; run `dragoman sync bridge` first\n")


def test_a_text_left_out_is_to_be_decided_again(site: Path, capsys: Capture) -> None:
    change(site / ENGLISH, f"ar:{key(FIRST)}", f"ar:{key(FIRST)} omit")
    change(site / ENGLISH, PASSAGES[2][2], "")
    sync(site, capsys)
    assert diff(site, "bridge") == 0
    capsys.readouterr()
    change(site / ARABIC, OLD_WORD, NEW_WORD)
    sync(site, capsys)
    assert diff(site, "bridge") == 1
    said = capsys.readouterr().out
    assert f"{ENGLISH}:7: omit stale: " in said
    assert f"[-{OLD_WORD}-]" in said
    assert "  English as it stands\n    (left out)\n" in said


def test_nothing_behind(site: Path, capsys: Capture) -> None:
    assert diff(site, "bridge", "about", "glossary") == 0
    assert capsys.readouterr() == ("nothing is behind its Arabic\n", "")
    # The small site itself has a text that is stale.
    assert diff(site) == 1
    assert "water/article.en.md:40: stale" in capsys.readouterr().out


def test_lists_keep_their_lines(site: Path, capsys: Capture) -> None:
    arabic = "content/explainers/water/article.ar.md"
    change(site / arabic, "- ماء المطر", "- ماء البحر\n- ماء البئر")
    memory = site / "content/explainers/water/memory.jsonl"
    record = SourceRecord("0a1b2c3d", "- ماء النهر\n- ماء المطر")
    memory.write_text(append_records(memory.read_text("utf-8"), [record]), "utf-8")
    sync(site, capsys, "water")
    assert diff(site, "water") == 1
    said = capsys.readouterr().out
    assert isolated("- ماء النهر") + isolated("- ماء [-المطر-]") in said
    assert isolated("- ماء {+البحر+}") + isolated("{+- ماء البئر+}") in said
    assert "    - river water\n    - rain water\n" in said


def test_content_cannot_drive_the_terminal(site: Path, capsys: Capture) -> None:
    control = "\x1b[31m\u202e\u2069\x07"
    shown = r"\x1b[31m\x202e\x2069\x07"
    change(site / ARABIC, OLD_WORD, NEW_WORD)
    sync(site, capsys)
    change(site / ENGLISH, "to everybody", f"to {control}everybody")
    memory = site / BRIDGE / "memory.jsonl"
    text = memory.read_text("utf-8")
    draft = DraftRecord(key(NEW), f"The {control}bridge")
    memory.write_text(append_records(text, [draft]), "utf-8")
    assert diff(site, "bridge") == 1
    said = capsys.readouterr().out
    assert f"to {shown}everybody" in said
    assert f"The {shown}bridge" in said
    assert not set(control) - set("[31m\u2069") & set(said)
    assert said.count("\u2069") == said.count("\u2067") == said.count("\u2069\n")


class Terminal(io.StringIO):
    """Output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def in_terminal(site: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """What a terminal is given that is fifty letters wide."""
    change(site / ARABIC, OLD_WORD, f"{NEW_WORD} الكبير المائل")
    assert main(["sync", "bridge", "--site", str(site)]) == 0
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"TERM": "xterm", "COLUMNS": "50", **environment}.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert diff(site, "bridge") == 1
    return terminal.getvalue()


def test_a_terminal_gets_colours_and_lines_that_fit(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = in_terminal(site, monkeypatch)
    assert f"\x1b[31m[-{OLD_WORD}-]\x1b[0m" in said
    shown = [line for line in said.splitlines() if line.startswith("    ")]
    assert len(shown) > 4
    for line in shown:
        plain = line
        for code in ("\x1b[31m", "\x1b[32m", "\x1b[0m", "\u2067", "\u2069"):
            plain = plain.replace(code, "")
        assert len(plain) <= 50
        assert line.count("\u2067") == line.count("\u2069")
        assert line.count("{+") == line.count("+}") == line.count("\x1b[32m")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colours_where_they_are_not_wanted(
    site: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    said = in_terminal(site, monkeypatch, **environment)
    assert "\x1b" not in said
    assert f"[-{OLD_WORD}-]" in said


def test_every_file_with_errors_is_reported(site: Path, capsys: Capture) -> None:
    change(site / ENGLISH, "<!-- title", "<!-- titel!")
    change(site / "content/glossary.en.md", "<!-- term", "<!--term")
    assert diff(site) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{ENGLISH}:1:1: error: " in said.err
    assert "content/glossary.en.md:1:1: error: " in said.err


def test_an_unknown_slug(site: Path, capsys: Capture) -> None:
    assert diff(site, "bridg") == 2
    assert "did you mean `bridge`?" in capsys.readouterr().err
