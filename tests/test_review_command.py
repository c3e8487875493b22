"""`dragoman review`: who stands behind which text, and what is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.cli import main
from generator.text.normal import text_hash
from generator.translation.memory import read_memory
from tests.driver import SiteTest, files_below
from tests.newsroom import (
    ARABIC,
    BRIDGE,
    ENGLISH,
    FIRST,
    PASSAGES,
    SECOND,
    THIRD,
    change,
    key,
    leftovers,
    marker,
    snapshot,
    translated,
)

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def in_step(tmp_path_factory: pytest.TempPathFactory) -> SiteTest:
    """The site in step; two people work for it."""
    site = translated().with_change(
        "site.toml",
        "[licence]",
        '[people.omar]\nar = "عمر"\nen = "Omar"\ninitials = "OA"\n\n[licence]',
    )
    folder = site.on_disk(tmp_path_factory.mktemp("first"))
    assert main(["sync", "--site", str(folder)]) == 0
    return SiteTest(files=files_below(folder))


@pytest.fixture
def site(in_step: SiteTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DRAGOMAN_INITIALS", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    return in_step.on_disk(tmp_path / "site")


def review(site: Path, *arguments: str) -> int:
    return main(["review", *arguments, "--site", str(site)])


def reviewers(site: Path) -> list[str]:
    """For each block of the file in order: who has reviewed it, `stale`, or nothing."""
    lines = re.findall(r"^<!-- .*$", (site / ENGLISH).read_text("utf-8"), re.MULTILINE)
    return [
        found[1]
        if (found := re.search(r" by:(\w+)", line))
        else "stale"
        if " stale" in line
        else ""
        for line in lines
    ]


def test_a_whole_file(site: Path, capsys: Capture) -> None:
    before = snapshot(site)
    assert review(site, "bridge", "--by", "LH") == 0
    assert capsys.readouterr() == (f"{ENGLISH}: 5 passages reviewed by LH\n", "")
    assert reviewers(site) == ["LH"] * 5
    after = snapshot(site)
    touched = {path for path in after if before.get(path) != after[path]}
    assert touched == {ENGLISH, f"{BRIDGE}/memory.jsonl"}
    text = (site / ENGLISH).read_text("utf-8")
    for name, arabic, english in PASSAGES:
        seal = f"reviewed:{text_hash(english)} by:LH on:2026-11-24"
        assert f"{marker(arabic, seal, name)[:-4]} | " in text
    # A sync finds nothing left to do.
    assert main(["sync", "--dry-run", "bridge", "--site", str(site)]) == 0
    assert capsys.readouterr().out == "1 file in step\n"


def test_the_memory_knows_of_the_review(site: Path) -> None:
    review(site, "bridge", "title", "--by", "LH")
    memory = read_memory((site / BRIDGE / "memory.jsonl").read_text("utf-8"), "").value
    _, arabic, english = PASSAGES[0]
    reviewed = memory.review([key(arabic)], text_hash(english))
    assert reviewed is not None
    assert (reviewed.by, reviewed.on) == ("LH", date(2026, 11, 24))
    assert memory.review([key(FIRST)], text_hash(PASSAGES[2][2])) is None


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (["title"], ["LH", "", "", "", ""]),
        ([key(FIRST)], ["", "", "LH", "", ""]),
        (["10"], ["", "", "", "LH", ""]),
        (["title", key(SECOND), "title", "1"], ["LH", "", "", "LH", ""]),
    ],
)
def test_blocks_by_name_by_key_and_by_line(
    site: Path, blocks: list[str], expected: list[str]
) -> None:
    assert review(site, "bridge", *blocks, "--by", "LH") == 0
    assert reviewers(site) == expected


def test_the_count_is_of_blocks(site: Path, capsys: Capture) -> None:
    review(site, "bridge", "title", "1", "--by", "LH")
    assert capsys.readouterr().out == f"{ENGLISH}: 1 passage reviewed by LH\n"


def test_what_others_have_reviewed_stays_theirs(site: Path, capsys: Capture) -> None:
    review(site, "bridge", "title", key(FIRST), "--by", "OA")
    assert review(site, "bridge", "--by", "LH") == 0
    assert reviewers(site) == ["OA", "LH", "OA", "LH", "LH"]
    capsys.readouterr()
    assert review(site, "bridge", "--by", "LH") == 0
    assert "nothing to review" in capsys.readouterr().out
    # By name one may stand behind it oneself.
    assert review(site, "bridge", "title", "--by", "LH") == 0
    assert reviewers(site) == ["LH", "LH", "OA", "LH", "LH"]


def test_a_text_edited_since_its_review_is_reviewed_anew(site: Path) -> None:
    review(site, "bridge", "--by", "OA")
    change(site / ENGLISH, "to everybody", "to all")
    assert main(["sync", "bridge", "--site", str(site)]) == 0
    assert reviewers(site) == ["OA", "OA", "", "OA", "OA"]
    assert review(site, "bridge", "--by", "LH") == 0
    assert reviewers(site) == ["OA", "OA", "LH", "OA", "OA"]


def test_a_stale_text_is_reviewed_only_when_it_is_named(site: Path) -> None:
    new = FIRST.replace("القديم", "الحجري")
    change(site / ARABIC, FIRST, new)
    main(["sync", "bridge", "--site", str(site)])
    assert review(site, "bridge", "--by", "LH") == 0
    assert reviewers(site) == ["LH", "LH", "stale", "LH", "LH"]
    assert review(site, "bridge", key(new), "--by", "LH") == 0
    assert reviewers(site) == ["LH"] * 5
    assert " was:" not in (site / ENGLISH).read_text("utf-8")


def test_machine_drafts_are_counted(site: Path, capsys: Capture) -> None:
    draft = PASSAGES[2][2]
    change(site / ENGLISH, f"ar:{key(FIRST)}", f"ar:{key(FIRST)} mt:{text_hash(draft)}")
    main(["sync", "bridge", "--site", str(site)])
    capsys.readouterr()
    review(site, "bridge", "--by", "LH")
    said = "5 passages reviewed by LH, 1 of them as the machine drafted it\n"
    assert capsys.readouterr().out == f"{ENGLISH}: {said}"


def test_initials_from_the_environment(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_INITIALS", "OA")
    assert review(site, "bridge", "title") == 0
    assert reviewers(site)[0] == "OA"
    assert review(site, "bridge", "title", "--by", "LH") == 0
    assert reviewers(site)[0] == "LH", "what is typed counts"


def test_what_is_written_is_what_was_seen(site: Path, capsys: Capture) -> None:
    """Refused when the file is out of step: the Arabic may say something else by now."""
    change(site / ARABIC, "القديم", "الحجري")
    before = snapshot(site)
    assert review(site, "bridge", "title", "--by", "LH") == 2
    said = capsys.readouterr().err
    assert f"{ENGLISH}: error: the file is not in step with the Arabic" in said
    assert "run `dragoman sync bridge` first" in said
    assert snapshot(site) == before


REFUSED = {
    "nobody": (["bridge"], "a review needs the initials", "--by LH, or set DRAGOMAN_INITIALS"),
    "a stranger": (["bridge", "--by", "ZZ"], "nobody in site.toml", "known: `LH`, `OA`"),
    "small letters": (["bridge", "--by", "lh"], "nobody in site.toml", "did you mean `LH`?"),
    "a slug": (["bridg", "--by", "LH"], "no explainer or page `bridg`", "did you mean `bridge`?"),
    "a key": (
        ["bridge", key(FIRST)[:6] + "00", "--by", "LH"],
        "no block of the file is called",
        f"did you mean `{key(FIRST)}`?",
    ),
    "a line": (["bridge", "11", "--by", "LH"], "no block of the file is called `11`", "(12)"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_and_why(site: Path, capsys: Capture, what: str) -> None:
    arguments, message, hint = REFUSED[what]
    before = snapshot(site)
    assert review(site, *arguments) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert hint in said.err
    assert said.out == ""
    assert snapshot(site) == before


def test_every_name_that_means_nothing_is_reported(site: Path, capsys: Capture) -> None:
    assert review(site, "bridge", "titel", "summary", "99", "--by", "LH") == 2
    said = capsys.readouterr().err
    assert said.count("[unknown-block]") == 2
    assert "did you mean `title`?" in said


def test_no_text_and_no_arabic_is_nothing_to_stand_behind(site: Path, capsys: Capture) -> None:
    change(site / ARABIC, f"{SECOND}\n\n", "")
    change(site / ARABIC, THIRD, f"{THIRD}\n\nفقرة جديدة في آخر النص.")
    main(["sync", "bridge", "--site", str(site)])
    capsys.readouterr()
    assert review(site, "bridge", "10", key("فقرة جديدة في آخر النص."), "--by", "LH") == 2
    said = capsys.readouterr().err
    assert f"{ENGLISH}:10:1: error: `10` is an orphan" in said
    assert "is a block without text" in said
    assert leftovers(site) == []
    # The whole file passes them over.
    assert review(site, "bridge", "--by", "LH") == 0
    assert reviewers(site) == ["LH", "LH", "LH", "", "LH", ""]


def test_a_refused_file_stays_as_it_is(site: Path, capsys: Capture) -> None:
    change(site / ENGLISH, "<!-- title", "<!-- titel!")
    before = snapshot(site)
    assert review(site, "bridge", "--by", "LH") == 2
    assert re.search(rf"^{re.escape(ENGLISH)}:1:1: error", capsys.readouterr().err)
    assert snapshot(site) == before
