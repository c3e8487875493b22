"""`dragoman deploy` as people and scripts meet it: what it says, refuses, sends and leaves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.adapters.output import MARKER
from generator.cli import main
from generator.deploying.manifest import MANIFEST
from tests.driver import NoCards, NoSearch, SiteTest, files_below

pytestmark = pytest.mark.slow

TARGETS = """
[deploy.live]
to = "folder"
folder = "../www"

[deploy.pages]
to = "git"
remote = "../remote.git"
message = "Evening edition"

[licence]"""


@pytest.fixture(autouse=True)
def _quick_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real Pagefind has tests of its own; here its port gets a stand-in."""
    monkeypatch.setattr("generator.adapters.tools.PagefindIndexer", NoSearch)
    monkeypatch.setattr("generator.adapters.tools.PillowCards", NoCards)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")  # 1 November 2026


@pytest.fixture
def site(tmp_path: Path) -> Path:
    changed = SiteTest().with_change("site.toml", "\n[licence]", TARGETS)
    return changed.on_disk(tmp_path / "site")


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


def published(folder: Path) -> dict[str, bytes]:
    return {path: text for path, text in files_below(folder).items() if path != MANIFEST}


def built(site: Path) -> dict[str, bytes]:
    return {path: text for path, text in files_below(site / "output").items() if path != MARKER}


def build(site: Path, *options: str) -> None:
    assert main(["build", "--quiet", "--site", str(site), *options]) == 0


def deploy(site: Path, *arguments: str) -> int:
    return main(["deploy", "--site", str(site), *arguments])


def refusal(site: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The code of the one error."""
    capsys.readouterr()
    assert deploy(site, *arguments) == 2
    codes = re.findall(r"error: .* \[([a-z0-9-]+)\]$", capsys.readouterr().err, re.MULTILINE)
    assert len(codes) == 1
    return str(codes[0])


def test_the_plan_is_shown_and_the_site_sent(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site)
    capsys.readouterr()
    assert deploy(site, "live") == 0
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    number = len(built(site))
    assert lines[0] == f"live: the folder {www}"
    assert re.fullmatch(rf"add {number} files, [\d.]+ kB", lines[1])
    assert lines[-2] == f"  … and {number - 10} more"
    assert re.fullmatch(rf"sent {number} files, [\d.]+ kB", lines[-1])
    assert published(www) == built(site)
    assert MARKER not in files_below(www)


def test_a_second_time_there_is_nothing_to_send(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site)
    deploy(site, "live")
    capsys.readouterr()
    assert deploy(site, "live") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == ["nothing to send", f"leave {len(built(site))} unchanged"]


def test_a_dry_run_changes_nothing(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site)
    assert deploy(site, "live", "--dry-run") == 0
    assert not www.exists()
    assert "add " in capsys.readouterr().out
    deploy(site, "live")
    before = files_below(www)
    shutil.rmtree(site / "content" / "pages" / "about")
    build(site)
    assert deploy(site, "live", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "  - ar/about/index.html\n" in said
    assert files_below(www) == before
    assert deploy(site, "live") == 0
    assert published(www) == built(site)


def test_deploy_can_build_first(site: Path, www: Path) -> None:
    assert deploy(site, "live", "--build") == 0
    assert published(www) == built(site)
    (site / "content/explainers/bridge/meta.yaml").write_text("titel: x\n", "utf-8")
    before = files_below(www)
    assert deploy(site, "live", "--build") == 2, "a faulty site is never sent"
    assert files_below(www) == before


def test_a_site_that_is_behind_its_content_is_not_sent(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site)
    article = site / "content/explainers/water/article.ar.md"
    os.utime(article)
    assert deploy(site, "live") == 0, "what counts is what a file holds, not its time"
    article.write_text(article.read_text("utf-8") + "\nفقرة جديدة.\n", "utf-8")
    assert refusal(site, capsys, "live") == "outdated-output"
    assert deploy(site, "live", "--force") == 0
    assert deploy(site, "live", "--build") == 0
    assert "فقرة جديدة".encode() in files_below(www)["ar/water/index.html"]


def test_drafts_are_not_sent_by_accident(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site, "--drafts")
    assert refusal(site, capsys, "live") == "drafts-in-output"
    assert refusal(site, capsys, "live", "--force") == "drafts-in-output"
    assert not www.exists()
    assert deploy(site, "live", "--drafts") == 0
    assert published(www) == built(site)
    assert deploy(site, "live", "--build") == 0, "--build makes it without them"
    build(site)
    assert published(www) == built(site)


def test_nothing_built_and_folders_of_others(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(site, capsys, "live") == "not-built"
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("x", "utf-8")
    assert refusal(site, capsys, "live", "--output", str(tmp_path / "thesis")) == "not-built"


def test_hidden_files_and_links_in_the_output_are_not_sent(
    site: Path, www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site)
    (site / "output" / ".env").write_text("SECRET=1", "utf-8")
    (site / "output" / "ar" / ".DS_Store").write_text("x", "utf-8")
    (site / "output" / ".nojekyll").write_text("", "utf-8")
    (site / "output" / ".well-known").mkdir()
    (site / "output" / ".well-known" / "security.txt").write_text("x", "utf-8")
    assert deploy(site, "live") == 0
    hidden = {path for path in files_below(www) if "/." in f"/{path}"}
    assert hidden == {MANIFEST, ".nojekyll", ".well-known/security.txt"}
    (site / "output" / "ar" / "link.html").symlink_to(tmp_path / "site" / "site.toml")
    assert refusal(site, capsys, "live") == "link-outside"


def test_files_of_others_are_overwritten_with_force_only(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site)
    www.mkdir()
    (www / "index.html").write_text("another site", "utf-8")
    (www / "notes.txt").write_text("mine", "utf-8")
    assert refusal(site, capsys, "live") == "deploy-foreign"
    assert refusal(site, capsys, "live", "--dry-run") == "deploy-foreign"
    assert set(files_below(www)) == {"index.html", "notes.txt"}
    assert deploy(site, "live", "--force") == 0
    assert published(www) == {**built(site), "notes.txt": b"mine"}


def test_a_site_in_the_place_of_another_needs_force(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(site, "live", "--build")
    before = files_below(www)
    config = (site / "site.toml").read_text("utf-8")
    moved = re.sub(r'base_url = ".*"', 'base_url = "https://other.example/"', config)
    (site / "site.toml").write_text(moved, "utf-8")
    assert refusal(site, capsys, "live", "--build") == "deploy-other-site"
    assert files_below(www) == before
    assert deploy(site, "live", "--build", "--force") == 0


def test_a_damaged_list_stops_the_deploy(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy(site, "live", "--build")
    listing = '{"version": 1, "site": "", "files": {"../site/site.toml": "0f"}}'
    (www / MANIFEST).write_text(listing, "utf-8")
    assert refusal(site, capsys, "live", "--force") == "deploy-manifest"
    assert (site / "site.toml").is_file()
    (www / MANIFEST).unlink()
    assert deploy(site, "live") == 0, "what is there is as it should be, and counts as ours again"


def test_links_in_the_way_stop_the_deploy(
    site: Path, www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(site)
    www.mkdir()
    (www / "ar").symlink_to(tmp_path)
    assert refusal(site, capsys, "live", "--force") == "deploy-blocked"


def test_which_target(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(site)
    assert refusal(site, capsys) == "no-target"
    capsys.readouterr()
    deploy(site)
    assert "hint: `dragoman deploy live` or `dragoman deploy pages`" in capsys.readouterr().err
    deploy(site, "liev")
    assert "hint: did you mean `live`?" in capsys.readouterr().err
    assert refusal(site, capsys, "live", "--to-folder", "x") == "no-target"


def test_a_folder_without_any_target(
    tmp_path: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = SiteTest().on_disk(tmp_path / "plain")
    assert refusal(site, capsys) == "no-target"
    assert deploy(site, "--to-folder", str(www), "--build") == 0
    assert published(www) == built(site)


def test_the_only_target_needs_no_name(tmp_path: Path, www: Path) -> None:
    table = '[deploy.live]\nto = "folder"\nfolder = "../www"\n[licence]'
    changed = SiteTest().with_change("site.toml", "[licence]", table)
    site = changed.on_disk(tmp_path / "plain")
    assert deploy(site, "--build") == 0
    assert published(www) == built(site)


def test_a_branch(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "remote.git")], check=True)
    build(site)
    assert refusal(site, capsys, "pages") == "deploy-no-git"
    subprocess.run(["git", "init", "-q", str(site)], check=True)
    assert deploy(site, "pages") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"pages: the branch gh-pages of {tmp_path / 'remote.git'}"
    assert re.fullmatch(r"sent \d+ files, .*, commit [0-9a-f]{12} on gh-pages", said[-1])
    listing = ["git", "ls-tree", "-r", "-z", "--name-only", "gh-pages"]
    names = subprocess.check_output(listing, cwd=tmp_path / "remote.git").decode().split("\0")
    assert set(names) - {""} == {*built(site), MANIFEST}


def test_a_deploy_that_breaks_off_says_so_and_goes_on_next_time(
    site: Path, www: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(site)
    replace = Path.replace
    left = [20]

    def fail(path: Path, goal: Path) -> Path:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device", str(path))
        return replace(path, goal)

    monkeypatch.setattr(Path, "replace", fail)
    capsys.readouterr()
    assert deploy(site, "live") == 2
    said = capsys.readouterr().err
    assert "[deploy-folder]" in said
    assert said.endswith("not all was sent; run it again, and it goes on from there\n")
    assert 0 < len(published(www)) < len(built(site))
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    assert deploy(site, "live") == 0
    assert published(www) == built(site)
