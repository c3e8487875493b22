"""A branch for real: a bare repository on disk, and a repository of a newsroom at work."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.adapters.deployers.git import open_git
from generator.deploying.manifest import MANIFEST
from generator.model.deployment import GitTarget
from generator.model.problem import Problem, UserError
from tests.deployers.sites import FIRST, SECOND, deploy
from tests.driver import files_below

pytestmark = pytest.mark.slow

LIVE = GitTarget("live")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("GIT_", "EMAIL"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    (home / "gitconfig").write_text(
        "[user]\nname = Lina\nemail = lina@example.org\n[init]\ndefaultBranch = main\n"
        '[protocol "file"]\nallow = always\n',
        "utf-8",
    )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    return tmp_path / "remote.git"


def make_site(folder: Path, remote: Path) -> Path:
    (folder / "content").mkdir(parents=True)
    (folder / "site.toml").write_text("# the site\n", "utf-8")
    (folder / "content" / "a.md").write_text("a\n", "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "The site")
    git(folder, "remote", "add", "origin", str(remote))
    return folder


@pytest.fixture
def site(tmp_path: Path, remote: Path) -> Path:
    return make_site(tmp_path / "site", remote)


def published(remote: Path, branch: str = "gh-pages") -> dict[str, str]:
    names = git(remote, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")[:-1]
    run = ["git", "cat-file", "blob"]
    return {
        name: subprocess.check_output([*run, f"{branch}:{name}"], cwd=remote).decode()
        for name in names
        if name != MANIFEST
    }


def commits(remote: Path, branch: str = "gh-pages") -> list[str]:
    return git(remote, "log", "--format=%s", branch).splitlines()


def push(remote: Path, folder: Path, files: dict[str, str], branch: str = "gh-pages") -> None:
    """Somebody else pushes these files, with another clone."""
    if not folder.exists():
        git(folder.parent, "clone", "-q", str(remote), str(folder))
        if branch in git(remote, "branch", "--format=%(refname:short)").split():
            git(folder, "checkout", "-q", branch)
        else:
            git(folder, "checkout", "-q", "--orphan", branch)
    else:
        git(folder, "pull", "-q", "origin", branch)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "By hand")
    git(folder, "push", "-q", "origin", branch)


def refusal(site: Path, target: GitTarget = LIVE) -> Problem:
    with pytest.raises(UserError) as caught:
        deploy(FIRST, target, site)
    (problem,) = caught.value.problems
    return problem


def test_the_branch_is_made_and_kept_in_step(site: Path, remote: Path) -> None:
    deploy(FIRST, LIVE, site)
    assert published(remote) == FIRST
    deploy(SECOND, LIVE, site)
    assert published(remote) == SECOND
    assert commits(remote) == ["Publish the site", "Publish the site"]


def test_a_commit_tells_its_source(site: Path, remote: Path) -> None:
    source = git(site, "rev-parse", "HEAD")
    deploy(FIRST, GitTarget("live", message="Morning edition"), site)
    said = git(remote, "log", "-1", "--format=%an <%ae>%n%B", "gh-pages")
    expected = f"Lina <lina@example.org>\nMorning edition\n\nMade from {source}."
    assert said == expected
    (site / "content" / "a.md").write_text("b\n", "utf-8")
    deploy(SECOND, LIVE, site)
    said = git(remote, "log", "-1", "--format=%B", "gh-pages")
    assert said.endswith(f"Made from {source} and changes that are not committed.")


def test_an_unchanged_site_makes_no_commit(site: Path, remote: Path) -> None:
    deploy(FIRST, LIVE, site)
    before = git(remote, "rev-parse", "gh-pages")
    plan = deploy(FIRST, LIVE, site)
    assert plan.is_empty
    assert git(remote, "rev-parse", "gh-pages") == before


def test_work_under_way_stays_as_it_is(site: Path, remote: Path) -> None:
    (site / "content" / "a.md").write_text("changed\n", "utf-8")
    (site / "content" / "staged.md").write_text("staged\n", "utf-8")
    git(site, "add", "content/staged.md")
    (site / "content" / "staged.md").write_text("staged, and changed again\n", "utf-8")
    (site / "content" / "new.md").write_text("nobody knows\n", "utf-8")
    git(site, "branch", "gh-pages")  # a branch of the same name, with something else in it

    def seen() -> object:
        about = [
            git(site, *each)
            for each in (
                ("status", "--porcelain=v2", "--branch"), ("diff", "--cached"), ("diff",),
                ("show-ref", "--heads"), ("stash", "list"), ("worktree", "list"),
            )
        ]  # fmt: skip
        index = (site / ".git" / "index").read_bytes()
        config = (site / ".git" / "config").read_bytes()
        work = {p: c for p, c in files_below(site).items() if not p.startswith(".git/")}
        return about, index, config, work

    before = seen()
    deploy(FIRST, LIVE, site)
    deploy(SECOND, LIVE, site)
    assert seen() == before
    assert published(remote) == SECOND
    assert not (site / ".git" / "FETCH_HEAD").exists()
    assert git(site, "fsck", "--strict", "--no-dangling") == ""
    assert git(remote, "fsck", "--strict") == ""


def test_files_of_others_on_the_branch_stay(site: Path, remote: Path, tmp_path: Path) -> None:
    theirs = {"README.md": "by hand", "CNAME": "news.example", "ar/extra.html": "theirs"}
    push(remote, tmp_path / "other", theirs)
    deploy(FIRST, LIVE, site)
    deploy(SECOND, LIVE, site)
    assert published(remote) == {**SECOND, **theirs}
    assert commits(remote) == ["Publish the site", "Publish the site", "By hand"]


def test_what_somebody_pushed_since_is_built_upon(site: Path, remote: Path, tmp_path: Path) -> None:
    deploy(FIRST, LIVE, site)
    push(remote, tmp_path / "other", {"notes.txt": "theirs"})
    deploy(SECOND, LIVE, site)
    assert published(remote) == {**SECOND, "notes.txt": "theirs"}


@pytest.mark.parametrize("has_branch", [True, False])
def test_a_push_in_the_meantime_is_not_overwritten(
    site: Path, remote: Path, tmp_path: Path, has_branch: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if has_branch:
        deploy(FIRST, LIVE, site)
    from generator.adapters.deployers.git import GitDeployer

    commit = GitDeployer._commit

    def late(deployer: GitDeployer, tree: str) -> str:
        push(remote, tmp_path / "other", {"notes.txt": "theirs"})
        return commit(deployer, tree)

    monkeypatch.setattr(GitDeployer, "_commit", late)
    with pytest.raises(UserError) as caught:
        deploy(SECOND, LIVE, site)
    assert [problem.code for problem in caught.value.problems] == ["deploy-rejected"]
    assert commits(remote)[0] == "By hand"
    monkeypatch.undo()
    deploy(SECOND, LIVE, site)
    assert published(remote) == {**SECOND, "notes.txt": "theirs"}


def test_a_detached_head(site: Path, remote: Path) -> None:
    git(site, "checkout", "-q", "--detach")
    deploy(FIRST, LIVE, site)
    assert published(remote) == FIRST


def test_a_repository_without_a_commit(tmp_path: Path, remote: Path) -> None:
    (tmp_path / "young").mkdir()
    git(tmp_path / "young", "init", "-q")
    deploy(FIRST, GitTarget("live", remote="../remote.git"), tmp_path / "young")
    assert published(remote) == FIRST
    assert "Made from" not in git(remote, "log", "-1", "--format=%B", "gh-pages")


def test_a_shallow_clone(site: Path, remote: Path, tmp_path: Path) -> None:
    """What actions/checkout makes: one commit of one branch."""
    deploy(FIRST, LIVE, site)
    deploy(SECOND, LIVE, site)
    git(site, "commit", "-q", "--allow-empty", "-m", "More")
    git(site, "push", "-q", "origin", "main")
    address = remote.as_uri()
    git(tmp_path, "clone", "-q", "--depth=1", "--single-branch", "-b", "main", address, "shallow")
    deploy(FIRST, LIVE, tmp_path / "shallow")
    assert published(remote) == FIRST
    assert len(commits(remote)) == 3, "the history of the branch stays"
    assert git(tmp_path / "shallow", "rev-list", "--count", "HEAD") == "1"


def test_another_clone_fetches_what_it_needs(site: Path, remote: Path, tmp_path: Path) -> None:
    git(site, "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", "--single-branch", "-b", "main", str(remote), "clone")
    deploy(FIRST, LIVE, site)
    deploy(SECOND, LIVE, tmp_path / "clone")
    assert published(remote) == SECOND


@pytest.mark.parametrize("settings", ["", "[user]\nuseConfigOnly = true\n"])
def test_nobody_has_to_have_a_name(site: Path, remote: Path, tmp_path: Path, settings: str) -> None:
    (tmp_path / "home" / "gitconfig").write_text(settings or "[user]\nname = \n", "utf-8")
    deploy(FIRST, LIVE, site)
    assert published(remote) == FIRST
    if settings:
        who = git(remote, "log", "-1", "--format=%an <%ae>, %cn", "gh-pages")
        assert who == "Dragoman <dragoman@localhost>, Dragoman"


def test_a_worktree(site: Path, remote: Path, tmp_path: Path) -> None:
    git(site, "worktree", "add", "-q", "-b", "work", str(tmp_path / "tree"))
    deploy(FIRST, LIVE, tmp_path / "tree")
    assert published(remote) == FIRST


def test_a_branch_of_another_worktree_is_refused(site: Path, remote: Path, tmp_path: Path) -> None:
    git(site, "worktree", "add", "-q", "-b", "gh-pages", str(tmp_path / "tree"))
    assert refusal(site).code == "deploy-branch"


def test_a_submodule(site: Path, remote: Path, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole = tmp_path / "whole"
    git(whole, "init", "-q")
    git(site, "push", "-q", "origin", "main")
    git(whole, "submodule", "--quiet", "add", "-b", "main", str(remote), "news")
    deploy(FIRST, LIVE, whole / "news")
    assert published(remote) == FIRST


def test_a_site_in_a_folder_of_its_repository(site: Path, remote: Path) -> None:
    inner = site / "news"
    inner.mkdir()
    (inner / "site.toml").write_text("#\n", "utf-8")
    deploy(FIRST, LIVE, inner)
    assert published(remote) == FIRST
    git(site, "add", "-A")
    git(site, "rm", "-q", "--cached", "site.toml")
    git(site, "commit", "-qm", "Moved")
    git(site, "push", "-q", "origin", "main:refs/heads/pages")
    problem = refusal(inner, GitTarget("live", branch="pages"))
    assert problem.message == "the branch `pages` holds the sources of a site: `news/site.toml`"


def test_inside_a_hook(
    site: Path, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git tells its hooks about a repository and an index, which are not the deploy's."""
    index = (site / ".git" / "index").read_bytes()
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_WORK_TREE", ".")
    monkeypatch.setenv("GIT_PREFIX", "")
    deploy(FIRST, LIVE, site)
    monkeypatch.undo()
    assert published(remote) == FIRST
    assert (site / ".git" / "index").read_bytes() == index


def test_repositories_of_sha256(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "--object-format=sha256", "remote.git")
    (tmp_path / "site").mkdir()
    git(tmp_path / "site", "init", "-q", "--object-format=sha256")
    target = GitTarget("live", remote="../remote.git")
    deploy(FIRST, target, tmp_path / "site")
    assert deploy(FIRST, target, tmp_path / "site").is_empty
    deploy(SECOND, target, tmp_path / "site")
    assert published(tmp_path / "remote.git") == SECOND


def test_many_files_and_bytes_of_every_kind(site: Path, remote: Path) -> None:
    many = {f"pagefind/{n}": str(n) for n in range(300)}
    odd = {
        'quo"te.html': "a",
        "with space.html": "b",
        "crlf.txt": "a\r\nb\r\n",
        "empty": "",
        "ملف": "ع",
    }
    git(site, "config", "core.autocrlf", "true")
    deploy({**many, **odd}, LIVE, site)
    assert published(remote) == {**many, **odd}
    assert deploy({**many, **odd}, LIVE, site).is_empty


def test_a_file_and_a_folder_change_places(site: Path, remote: Path) -> None:
    deploy({"a": "file", "b/c": "in a folder"}, LIVE, site)
    deploy({"a/c": "in a folder", "b": "file"}, LIVE, site)
    assert published(remote) == {"a/c": "in a folder", "b": "file"}


def test_the_branch_that_is_checked_out_is_refused(site: Path, remote: Path) -> None:
    problem = refusal(site, GitTarget("live", branch="main"))
    assert problem.code == "deploy-branch"
    assert problem.message.startswith("the branch `main` is checked out here")


def test_the_branch_of_the_sources_is_refused(site: Path, remote: Path) -> None:
    git(site, "push", "-q", "origin", "main")
    git(site, "checkout", "-q", "-b", "edit")
    problem = refusal(site, GitTarget("live", branch="main"))
    assert problem.message == "the branch `main` holds the sources of a site: `site.toml`"


def test_a_folder_that_is_no_repository(tmp_path: Path, remote: Path) -> None:
    (tmp_path / "plain").mkdir()
    assert refusal(tmp_path / "plain").code == "deploy-no-git"


def test_a_computer_without_git(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(site))
    problem = refusal(site)
    assert (problem.code, problem.hint) == ("deploy-no-git", "install git")


def test_a_remote_nobody_knows(site: Path) -> None:
    problem = refusal(site, GitTarget("live", remote="upstream"))
    assert problem.code == "deploy-remote"
    assert problem.hint.endswith("there is: `origin`")


def test_a_remote_that_is_gone_and_the_password_in_its_address(site: Path) -> None:
    git(site, "remote", "set-url", "origin", "http://lina:hunter2@127.0.0.1:9/news.git")
    problem = refusal(site)
    assert problem.code == "deploy-refused"
    assert "127.0.0.1" in problem.message
    assert "hunter2" not in problem.message + problem.hint
    assert "lina" not in problem.message + problem.hint


def test_the_remotes_own_words_are_told(site: Path, remote: Path) -> None:
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'only the desk publishes' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    problem = refusal(site)
    assert problem.code == "deploy-refused"
    assert "only the desk publishes" in problem.message
    assert "gh-pages" not in git(remote, "branch")


def test_looking_writes_nothing(site: Path, remote: Path) -> None:
    with open_git(LIVE, site) as deployer:
        assert deployer.standing([]) == {}
        assert deployer.label == "the branch gh-pages of origin"
    assert git(remote, "branch") == ""
