"""A branch of a remote: one commit on top of what stands there, pushed without force.

Neither the working tree nor the index nor the branch that is checked out is touched: the commit is
made from objects and an index of its own (git-commit-tree(1)).
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.model.deployment import GitTarget, SiteFile
from generator.model.problem import Problem, UserError

_ABOUT_THIS_REPOSITORY = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)  # fmt: skip
"""What git tells its hooks, and would mislead us: a deploy may run in one."""
_LOGIN = re.compile(r"([a-z][a-z0-9+.-]*://)[^/@\s]+@", re.IGNORECASE)
_AS_SOMEBODY = {
    "GIT_AUTHOR_NAME": "Dragoman",
    "GIT_AUTHOR_EMAIL": "dragoman@localhost",
    "GIT_COMMITTER_NAME": "Dragoman",
    "GIT_COMMITTER_EMAIL": "dragoman@localhost",
}
"""Who commits where git knows nobody, as on a server of continuous integration."""


@contextmanager
def open_git(target: GitTarget, site: Path) -> Iterator[GitDeployer]:
    """The branch as it stands at the remote, fetched.

    Raises UserError when there is no repository, no such remote, or the branch is not one to
    publish on: it is checked out, or holds the site's sources.
    """
    git = _Git(site, target)
    git.require()
    reference = f"refs/heads/{target.branch}"
    _refuse_checked_out(git, reference, target)
    remote = _address(git, site, target)
    tip = _fetch(git, remote, reference)
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        deployer = GitDeployer(git, target, remote, tip, Path(folder) / "index")
        deployer.refuse_sources()
        yield deployer


def _refuse_checked_out(git: _Git, reference: str, target: GitTarget) -> None:
    trees = git.run("worktree", "list", "--porcelain").decode("utf-8", "replace").splitlines()
    head = git.run("symbolic-ref", "--quiet", "HEAD", is_allowed_to_fail=True).decode().strip()
    if reference == head or f"branch {reference}" in trees:
        raise _wrong_branch(target, "is checked out here: it is a branch to work on")


def _wrong_branch(target: GitTarget, reason: str) -> UserError:
    message = f"the branch `{target.branch}` {reason}"
    hint = 'name a branch that holds nothing but the site: `branch = "gh-pages"`'
    return UserError([Problem("deploy-branch", message, target.place, hint)])


def _address(git: _Git, site: Path, target: GitTarget) -> str:
    """The remote's name, or its address; a folder is meant relative to the site."""
    names = git.run("remote").decode().split()
    if target.remote in names:
        return target.remote
    folder = (site / Path(target.remote).expanduser()).resolve()
    if "://" not in target.remote and folder.is_dir():
        return str(folder)
    if re.search(r"[:/]", target.remote):
        return target.remote
    known = ", ".join(f"`{name}`" for name in names) or "none"
    message = f"this repository has no remote `{target.remote}`"
    hint = f"`git remote add {target.remote} ADDRESS`; there is: {known}"
    raise UserError([Problem("deploy-remote", message, target.place, hint)])


def _fetch(git: _Git, remote: str, reference: str) -> str:
    """The commit at the remote's branch, whose objects are here then; empty for no branch."""
    listing = git.talk("ls-remote", remote, reference).decode().splitlines()
    tips = [line.split("\t")[0] for line in listing if line.endswith(f"\t{reference}")]
    if not tips:
        return ""
    if git.succeeds("cat-file", "-e", f"{tips[0]}^{{tree}}"):
        return tips[0]
    is_shallow = git.run("rev-parse", "--is-shallow-repository").strip() == b"true"
    git.talk(
        "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
        "--no-auto-maintenance", *(["--depth=1"] if is_shallow else []), remote, reference,
    )  # fmt: skip
    return tips[0]


class GitDeployer:
    """`ports.Deployer` of a branch; a tag is the name of a git blob.

    Nothing is written before `finish`, which makes one commit of all that was put and removed.
    """

    def __init__(self, git: _Git, target: GitTarget, remote: str, tip: str, index: Path) -> None:
        self._git = git
        self._target = target
        self._remote = remote
        self._tip = tip
        self._index = index
        self._put: dict[str, bytes] = {}
        self._removed: set[str] = set()
        named = git.run("rev-parse", "--show-object-format").decode().strip()
        self._hash = "sha256" if named == "sha256" else "sha1"

    @property
    def label(self) -> str:
        return f"the branch {self._target.branch} of {_without_login(self._remote)}"

    def refuse_sources(self) -> None:
        """Raise UserError when the branch holds a site's sources, here or at its root."""
        folder = self._git.run("rev-parse", "--show-prefix").decode("utf-8", "replace").strip()
        if not self._tip:
            return
        for path in {"site.toml", f"{folder}site.toml"}:
            if self._git.succeeds("cat-file", "-e", f"{self._tip}:{path}"):
                raise _wrong_branch(self._target, f"holds the sources of a site: `{path}`")

    def digest(self, content: bytes) -> str:
        return hashlib.new(self._hash, b"blob %d\0" % len(content) + content).hexdigest()

    def standing(self, paths: Collection[str]) -> Mapping[str, str]:  # noqa: ARG002
        """Links and submodules are files of others."""
        if not self._tip:
            return {}
        found = {}
        for row in self._git.run("ls-tree", "-r", "-z", self._tip).split(b"\0")[:-1]:
            about, _, name = row.partition(b"\t")
            mode, _, blob = about.decode().split(" ")
            path = name.decode("utf-8", "surrogateescape")
            found[path] = blob if mode.startswith("100") else "no-file"
        return found

    def read(self, path: str) -> bytes:
        return self._git.run("cat-file", "blob", f"{self._tip}:{path}")

    def put(self, files: Sequence[SiteFile], arrived: Callable[[], None]) -> Mapping[str, str]:
        tags = {}
        for file in files:
            self._put[file.path] = file.content
            self._removed.discard(file.path)
            tags[file.path] = self.digest(file.content)
            arrived()
        return tags

    def remove(self, paths: Sequence[str]) -> None:
        self._removed |= set(paths)
        for path in paths:
            self._put.pop(path, None)

    def finish(self) -> str:
        self._write_blobs()
        tree = self._write_tree()
        if self._tip and tree == self._git.say("rev-parse", f"{self._tip}^{{tree}}"):
            return ""
        commit = self._commit(tree)
        self._push(commit)
        return f"commit {commit[:12]} on {self._target.branch}"

    def _write_blobs(self) -> None:
        """By git-fast-import(1), one process for any number of files."""
        stream = [
            part
            for content in self._put.values()
            for part in (b"blob\ndata %d\n" % len(content), content, b"\n")
        ]
        self._git.run("fast-import", "--quiet", "--done", given=b"".join((*stream, b"done\n")))

    def _write_tree(self) -> str:
        nothing = "0" * hashlib.new(self._hash).digest_size * 2
        rows = [f"0 {nothing}\t{path}" for path in sorted(self._removed)]
        rows += [
            f"100644 {self.digest(content)}\t{path}" for path, content in sorted(self._put.items())
        ]
        listing = "".join(f"{row}\0" for row in rows).encode("utf-8", "surrogateescape")
        own = {"GIT_INDEX_FILE": str(self._index)}
        self._git.run("read-tree", self._tip or "--empty", extra=own)
        self._git.run("update-index", "-z", "--index-info", given=listing, extra=own)
        return self._git.say("write-tree", "--missing-ok", extra=own)

    def _commit(self, tree: str) -> str:
        message = f"{self._target.message}\n"
        source = self._git.run("rev-parse", "--verify", "--quiet", "HEAD", is_allowed_to_fail=True)
        if source:
            changes = self._git.run(
                "--no-optional-locks", "status", "--porcelain", "--",
                "site.toml", "content", "templates",
            )  # fmt: skip
            changed = " and changes that are not committed" if changes else ""
            message += f"\nMade from {source.decode().strip()}{changed}.\n"
        is_known = all(
            self._git.succeeds("var", f"GIT_{role}_IDENT") for role in ("AUTHOR", "COMMITTER")
        )
        parent = ["-p", self._tip] if self._tip else []
        return self._git.say(
            "commit-tree", tree, *parent,
            given=message.encode(),
            extra={} if is_known else _AS_SOMEBODY,
        )  # fmt: skip

    def _push(self, commit: str) -> None:
        done = self._git.attempt(
            "-c", "push.followTags=false", "push", "--porcelain", "--no-recurse-submodules",
            self._remote, f"{commit}:refs/heads/{self._target.branch}",
        )  # fmt: skip
        if done.returncode == 0:
            return
        words = _words(done.stdout + done.stderr)
        place = self._target.place
        if re.search(r"\[rejected\]|cannot lock ref|incorrect old value", words):
            message = f"somebody else has published on {self.label} in the meantime"
            hint = "run it again: it goes on from what stands there now"
            raise UserError([Problem("deploy-rejected", message, place, hint)])
        raise self._git.unreachable(words)


class _Git:
    """Runs git in the site's folder."""

    def __init__(self, site: Path, target: GitTarget) -> None:
        self._site = site
        self._target = target
        self._environment = {
            **{k: v for k, v in os.environ.items() if k not in _ABOUT_THIS_REPOSITORY},
            "LC_ALL": "C",
        }
        if not sys.stdin or not sys.stdin.isatty():
            # Nobody is there to type a password: an error is better than waiting for ever.
            self._environment.setdefault("GIT_TERMINAL_PROMPT", "0")

    def require(self) -> None:
        """Raise UserError when git is missing, or the site is in no repository."""
        place = self._target.place
        try:
            done = self.attempt("rev-parse", "--git-dir")
        except FileNotFoundError as error:
            message = "the program git is not installed"
            raise UserError([Problem("deploy-no-git", message, place, "install git")]) from error
        if done.returncode:
            message = f"the site is in no git repository: {_words(done.stderr)}"
            hint = "`git init` in its folder, and `git remote add origin ADDRESS`"
            raise UserError([Problem("deploy-no-git", message, place, hint)])

    def attempt(
        self, *arguments: str, given: bytes = b"", extra: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run it whatever comes of it; git's own settings that would cost time are off."""
        command = ["git", "-c", "core.fsmonitor=false", "-c", "core.splitIndex=false", *arguments]
        return subprocess.run(  # noqa: S603
            command,
            cwd=self._site,
            input=given,
            capture_output=True,
            check=False,
            env={**self._environment, **(extra or {})},
        )

    def run(
        self,
        *arguments: str,
        given: bytes = b"",
        extra: Mapping[str, str] | None = None,
        is_allowed_to_fail: bool = False,
    ) -> bytes:
        """What it prints; raises UserError when it fails, or nothing where that may be."""
        done = self.attempt(*arguments, given=given, extra=extra)
        if done.returncode == 0:
            return done.stdout
        if is_allowed_to_fail:
            return b""
        name = next(each for each in arguments if not each.startswith("-"))
        message = f"`git {name}` failed: {_words(done.stderr)}"
        hint = "mend the repository (`git fsck`), or free space"
        raise UserError([Problem("deploy-git", message, self._target.place, hint)])

    def say(
        self, *arguments: str, given: bytes = b"", extra: Mapping[str, str] | None = None
    ) -> str:
        """The one word that it prints."""
        return self.run(*arguments, given=given, extra=extra).decode().strip()

    def succeeds(self, *arguments: str) -> bool:
        return self.attempt(*arguments).returncode == 0

    def talk(self, *arguments: str) -> bytes:
        """Run what speaks to the remote; raises UserError when that fails."""
        done = self.attempt(*arguments)
        if done.returncode:
            raise self.unreachable(_words(done.stderr))
        return done.stdout

    def unreachable(self, words: str) -> UserError:
        remote = _without_login(self._target.remote)
        message = f"the remote {remote} does not take the site: {words}"
        hint = (
            f"try `git push {remote} HEAD:refs/heads/test`: it must work here with the same "
            "rights; in GitHub Actions the job needs `permissions: contents: write`"
        )
        return UserError([Problem("deploy-refused", message, self._target.place, hint)])


def _words(output: bytes) -> str:
    """What git says, in a line, without logins."""
    lines = (each.strip() for each in output.decode("utf-8", "replace").splitlines())
    text = "; ".join(line for line in lines if line and line != "Done")
    return _without_login(text) or "it says nothing"


def _without_login(text: str) -> str:
    return _LOGIN.sub(r"\1***@", text)
