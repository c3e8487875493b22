"""`dragoman init` and `dragoman new`: what they write is good, and nothing is ever in danger."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.adapters import scaffold
from generator.adapters.files import read_sources
from generator.build import Built, build
from generator.cli import main
from generator.model.artifact import Artifact
from generator.ports import Tools
from generator.text.scaffold import CI_HOSTS, fill, site_files
from tests.driver import NoSearch, files_below

pytestmark = pytest.mark.slow


def pages_of(built: Built) -> list[Artifact]:
    return [each for each in built.artifacts if each.path.endswith(".html")]


def init(folder: Path, *options: str) -> int:
    return main(["init", str(folder), *options])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    assert init(tmp_path / "site") == 0
    return tmp_path / "site"


def test_a_new_site_has_nothing_to_be_said_against_it(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check", "--strict", "--site", str(site)]) == 0
    assert capsys.readouterr().out == ""


def test_a_new_site_shows_its_sample_in_both_languages(site: Path) -> None:
    built = build(read_sources(site), Tools(NoSearch()))
    assert built.problems == ()
    files = {each.path: each.content.decode() for each in pages_of(built.value)}
    assert "29 فبراير" in files["ar/leap-year/index.html"]
    assert "29 February" in files["en/leap-year/index.html"]
    assert 'id="term-leap-year"' in files["en/glossary/index.html"]
    for slug in ("about", "how-we-translate"):
        assert f"en/{slug}/index.html" in files


def test_nobody_is_said_to_have_reviewed_the_sample(site: Path) -> None:
    for path in site.rglob("*.en.md"):
        markers = [line for line in path.read_text("utf-8").splitlines() if "<!--" in line]
        assert markers
        assert not [line for line in markers if "reviewed" in line or " mt:" in line]


def test_the_names_it_is_given_stand_in_the_site(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    titles = ["--title-ar", 'شروح "المدينة"', "--title-en", "News & *Views*"]
    assert init(folder, *titles, "--base-url", "https://city.example/sub") == 0
    config = (folder / "site.toml").read_text("utf-8")
    assert 'base_url = "https://city.example/sub/"' in config
    assert 'ar = "شروح \\"المدينة\\""' in config
    assert (folder / "README.md").read_text("utf-8").startswith("# News & \\*Views\\*\n")
    assert main(["check", "--strict", "--site", str(folder)]) == 0
    pins = (folder / "requirements.txt").read_text("utf-8")
    assert f"dragoman=={__version__}\n" in pins


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--base-url", "city.example"], "bad-address"),
        (["--title-en", " "], "missing-field"),
        (["--title-ar", "a\u202eb"], "control-character"),
        (["--ci-only"], "init-host"),
        (["--ci-only", "--ci", "github"], "no-site"),
    ],
)
def test_what_would_make_no_good_site_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: str
) -> None:
    assert init(tmp_path / "site", *options) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_every_file_that_is_in_the_way_is_named_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = {"README.md": "mine", "content/glossary.yaml": "[]", "notes.txt": "mine"}
    for path, text in mine.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    assert init(tmp_path) == 2
    said = capsys.readouterr().err
    assert all(f"{tmp_path / path}: error: " in said for path in mine)
    assert "3 errors" in said
    assert files_below(tmp_path) == {path: text.encode() for path, text in mine.items()}


def test_a_site_that_is_there_is_one_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "site") == 0
    before = files_below(tmp_path)
    assert init(tmp_path / "site") == 2
    said = capsys.readouterr().err
    assert said.startswith(
        f"{tmp_path / 'site' / 'site.toml'}: error: there is a site here already"
    )
    assert "1 error" in said
    assert "--ci-only" in said
    assert files_below(tmp_path) == before


def test_a_file_where_the_folder_should_be_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site").write_text("mine")
    assert init(tmp_path / "site") == 2
    assert "[init-exists]" in capsys.readouterr().err


def test_a_new_repository_is_as_good_as_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert init(tmp_path) == 0
    assert (tmp_path / "site.toml").is_file()


def test_a_disk_that_does_not_obey_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    links = 0
    link = os.link

    def fail_later(source: Path, target: Path) -> None:
        nonlocal links
        links += 1
        if links == 5:
            raise FileExistsError(17, "File exists", str(target))
        link(source, target)

    monkeypatch.setattr(scaffold.os, "link", fail_later)
    assert init(tmp_path / "deep" / "site") == 2
    assert "[init-failed]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(scaffold.os, "link", refuse)
    assert init(tmp_path / "site") == 0
    assert main(["check", "--strict", "--site", str(tmp_path / "site")]) == 0
    assert not list((tmp_path / "site").glob("*.dragoman"))


def test_workflow_files_are_added_to_a_site_and_never_written_over(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_below(site)
    assert init(site, "--ci-only", "--ci", "github") == 0
    added = set(files_below(site)) - set(before)
    assert added == {".github/workflows/publish.yml"}
    (site / ".github/workflows/publish.yml").write_text("mine")
    capsys.readouterr()
    assert init(site, "--ci-only", "--ci", "github", "--ci", "gitlab") == 2
    assert "publish.yml: error" in capsys.readouterr().err
    assert (site / ".github/workflows/publish.yml").read_text() == "mine"
    assert not (site / ".gitlab-ci.yml").exists()


def test_a_template_that_asks_for_what_is_not_there_is_a_mistake_of_ours() -> None:
    assert fill("a @B@ c@d.e @b@", {"B": "x"}) == "a x c@d.e @b@"
    with pytest.raises(KeyError):
        fill("@WRONG@", {})


def test_every_template_is_written_by_something() -> None:
    templates = scaffold.read_templates()
    groups = {path.split("/")[0] for path in templates}
    assert groups == {"site", "new", *CI_HOSTS}
    values = dict.fromkeys(
        ("TITLE_AR", "TITLE_EN", "TITLE_EN_PLAIN", "BASE_URL", "TODAY", "VERSION"), "x"
    )
    files = site_files(templates, ("site", *CI_HOSTS), values)
    assert len(files) == len([path for path in templates if not path.startswith("new/")])
    assert {".gitignore", ".gitattributes", ".gitlab-ci.yml"} <= set(files)


def test_a_new_explainer_is_a_draft_that_only_waits_for_its_english(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "suez-canal", "--title", "قناة: السويس", "--site", str(site)]) == 0
    capsys.readouterr()
    assert main(["check", "--strict", "--site", str(site)]) == 1
    said = capsys.readouterr().out
    assert "[untranslated]" in said
    assert "1 warning" in said
    meta = yaml.safe_load((site / "content/explainers/suez-canal/meta.yaml").read_text("utf-8"))
    assert (meta["title"], meta["status"]) == ("قناة: السويس", "draft")


def test_what_waits_to_be_replaced_is_never_published(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "canal", "--site", str(site)]) == 0
    assert main(["new", "contact", "--page", "--site", str(site)]) == 0
    meta = site / "content/explainers/canal/meta.yaml"
    meta.write_text(meta.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    capsys.readouterr()
    assert main(["check", "--format", "short", "--site", str(site)]) == 2
    found = [line for line in capsys.readouterr().out.splitlines() if "[placeholder]" in line]
    places = [line.split(": ")[0] for line in found]
    assert places == [
        "content/explainers/canal/article.ar.md:4",
        "content/explainers/canal/article.ar.md:6",
        "content/explainers/canal/meta.yaml:2",
        "content/explainers/canal/meta.yaml:4",
        "content/pages/contact/article.ar.md:4",
        "content/pages/contact/article.ar.md:6",
        "content/pages/contact/meta.yaml:2",
        "content/pages/contact/meta.yaml:3",
    ]
    assert [": error: " in line for line in found] == [True] * 4 + [False] * 4


def test_the_comments_of_a_new_explainer_hold_when_they_are_taken_away(site: Path) -> None:
    assert main(["new", "charter", "--site", str(site)]) == 0
    path = site / "content/explainers/charter/meta.yaml"
    lines = path.read_text("utf-8").splitlines()
    empty = [line for line in lines if line in ("sources: []", "timeline: []")]
    assert len(empty) == 2
    keys = ("# sources:", "# timeline:", "# image:", "#   ", "# publish_on:", "# updated:")
    used = [line[2:] if line.startswith(keys) else line for line in lines if line not in empty]
    path.write_text("\n".join(used).replace("paragraph: وُقّع ميثاق", "paragraph: (الفقرة"), "utf-8")
    (path.parent / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4"/></svg>'
    )
    read = build(read_sources(site, drafts=True), Tools())
    assert [problem for problem in read.problems if problem.is_error] == []
    meta = yaml.safe_load(path.read_text("utf-8"))
    assert meta["sources"][0]["id"] == "un-charter"
    assert meta["timeline"][0]["sources"] == ["un-charter"]
    assert meta["image"]["file"] == "map.svg"


def test_a_new_page_stands_in_the_menu(site: Path) -> None:
    assert main(["new", "contact", "--page", "--title", "اتصل بنا", "--site", str(site)]) == 0
    built = build(read_sources(site), Tools())
    pages = {each.path: each.content.decode() for each in pages_of(built.value)}
    assert "اتصل بنا" in pages["ar/index.html"]


@pytest.mark.parametrize(
    ("slug", "code", "proposal"),
    [
        ("Suez Canal", "bad-slug", "suez-canal"),
        ("قناة", "bad-slug", "qnaa"),
        ("../x", "bad-slug", "x"),
        ("search", "reserved-slug", "search-2"),
        ("leap-year", "new-exists", "leap-year-2"),
        ("about", "new-exists", "about-2"),
    ],
)
def test_a_slug_that_will_not_do_is_refused_with_one_that_will(
    site: Path, capsys: pytest.CaptureFixture[str], slug: str, code: str, proposal: str
) -> None:
    before = files_below(site)
    capsys.readouterr()
    assert main(["new", slug, "--site", str(site)]) == 2
    said = capsys.readouterr().err
    assert f"[{code}]" in said
    assert f"`{proposal}`" in said
    assert files_below(site) == before
    assert main(["new", proposal, "--site", str(site)]) == 0


def test_a_title_that_would_stop_the_next_build_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "canal", "--title", "a\u202eb", "--site", str(site)]) == 2
    assert "[control-character]" in capsys.readouterr().err
    assert not (site / "content/explainers/canal").exists()
