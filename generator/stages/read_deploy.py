"""`[deploy.…]` of site.toml to checked targets; what is secret is refused there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from generator.model.deployment import FolderTarget, GitTarget, S3Target, Target
from generator.text.fields import Fields

_SECRET = re.compile(r"key|secret|token|passw|credential", re.IGNORECASE)
"""Names of keys whose values nobody may read."""
_BRANCH = re.compile(r"(?![./-])(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[A-Za-z0-9._/+-]+(?<![./])")
"""The names that git-check-ref-format(1) allows, without the rarer letters."""
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]")
_REGION = re.compile(r"[a-zA-Z0-9-]*")
_LOGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/@\s]*:[^/@\s]*@|https?://[^/@\s]+@", re.IGNORECASE)
"""An address that holds a password, or a token in the place of a name."""


def read_targets(fields: Fields) -> tuple[Target, ...]:
    """Every target under `[deploy]`, in the order of the file."""
    return fields.named_tables("deploy", _read_target)


def _read_target(name: str, fields: Fields) -> Target | None:
    fields.check_name(name, "[deploy.live]")
    _refuse_secrets(fields)
    kind = fields.text("to", required=True)
    if kind:
        kind = fields.choice("to", _READERS, "")
    if not kind:
        return None  # its other keys belong to a kind nobody knows
    target = _READERS[kind](name, fields)
    fields.finish()
    return target


def _refuse_secrets(fields: Fields) -> None:
    for key in fields.table:
        if _SECRET.search(key):
            fields.text(key)
            fields.report(
                "key-in-site",
                f"`{key}` does not belong in site.toml, which everybody can read",
                fields.place(key),
                "put it where the program of the storage looks for it, as in the environment "
                "variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            )


def _read_folder(name: str, fields: Fields) -> FolderTarget:
    return FolderTarget(name, fields.text("folder", required=True), fields.place("to"))


def _read_git(name: str, fields: Fields) -> GitTarget:
    remote = fields.text("remote", default=GitTarget.remote) or GitTarget.remote
    branch = fields.text("branch", default=GitTarget.branch) or GitTarget.branch
    message = fields.text("message", default=GitTarget.message) or GitTarget.message
    if _LOGIN.search(remote):
        fields.report(
            "key-in-site",
            "`remote` holds a name or password, and everybody can read site.toml",
            fields.value_place("remote"),
            "leave what stands before `@` away: git asks, or finds it where `git push` does",
        )
        remote = GitTarget.remote
    elif remote.startswith("-") or re.search(r"\s|^[\w+.-]*::", remote):
        fields.report(
            "bad-value",
            f"`remote`: `{remote}` is no remote",
            fields.value_place("remote"),
            "name one that `git remote` lists, or give an address",
        )
    if not _BRANCH.fullmatch(branch):
        fields.report(
            "bad-value",
            f"`branch`: `{branch}` is no name of a branch",
            fields.value_place("branch"),
            "write it as gh-pages",
        )
    return GitTarget(name, remote, branch, message, fields.place("to"))


def _read_s3(name: str, fields: Fields) -> S3Target:
    bucket = fields.text("bucket", required=True)
    if bucket and not _BUCKET.fullmatch(bucket):
        fields.report(
            "bad-value",
            f"`bucket`: `{bucket}` is no name of a bucket",
            fields.value_place("bucket"),
            "write the name alone, without s3:// and without a path: that goes into `prefix`",
        )
    region = fields.text("region")
    if not _REGION.fullmatch(region):
        fields.report(
            "bad-value",
            f"`region`: `{region}` is no region",
            fields.value_place("region"),
            "write it as eu-central-1",
        )
    return S3Target(
        name,
        bucket,
        _read_prefix(fields),
        _read_endpoint(fields),
        region,
        fields.flag("bucket_in_host"),
        fields.flag("redirects"),
        fields.place("to"),
    )


def _read_prefix(fields: Fields) -> str:
    prefix = fields.text("prefix").strip("/")
    if any(part in ("", ".", "..") for part in prefix.split("/")) and prefix:
        fields.report(
            "bad-value",
            f"`prefix`: `{prefix}` has a part that no folder can have",
            fields.value_place("prefix"),
            "write it as news/explainers",
        )
        return ""
    return f"{prefix}/" if prefix else ""


def _read_endpoint(fields: Fields) -> str:
    address = fields.address("endpoint")
    parts = urlsplit(address)
    if parts.username is not None:
        fields.report(
            "key-in-site",
            "`endpoint` holds a name or password, and everybody can read site.toml",
            fields.value_place("endpoint"),
            "write the server alone, and put keys into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        )
        return ""
    if parts.query or parts.fragment:
        fields.report(
            "bad-address",
            "`endpoint` must hold nothing but the server and a path",
            fields.value_place("endpoint"),
            "write it as https://s3.example.org",
        )
    return address


_READERS: Mapping[str, Callable[[str, Fields], Target]] = {
    "folder": _read_folder,
    "git": _read_git,
    "s3": _read_s3,
}
