"""A plan in words for a terminal; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.deploying.plan import Plan
from generator.model.deployment import SiteFile
from generator.text.counted import counted

_LINES = 10
"""Paths shown of each kind."""


def describe_plan(plan: Plan) -> Iterator[str]:
    """The plan in lines, without line ends."""
    yield from _describe_files("add", plan.added, "+")
    yield from _describe_files("change", plan.changed, "~")
    if plan.removed:
        yield f"remove {counted(len(plan.removed), 'file')}"
        yield from _listed(plan.removed, "-")
    if not plan.sent and not plan.removed:
        yield "nothing to send"
    kept = [f"{plan.unchanged} unchanged"] if plan.unchanged else []
    kept += [f"{plan.foreign} of others"] if plan.foreign else []
    if kept:
        yield f"leave {', '.join(kept)}"


def _describe_files(verb: str, files: Sequence[SiteFile], sign: str) -> Iterator[str]:
    if files:
        size = sum(len(file.content) for file in files)
        yield f"{verb} {counted(len(files), 'file')}, {describe_size(size)}"
        yield from _listed([file.path for file in files], sign)


def _listed(paths: Sequence[str], sign: str) -> Iterator[str]:
    for path in paths[:_LINES]:
        yield f"  {sign} {path}"
    if len(paths) > _LINES:
        yield f"  … and {len(paths) - _LINES} more"


def describe_size(size: int) -> str:
    """Bytes in units of a thousand: `812 bytes`, `3.4 kB`, `1.2 MB`."""
    if size < 1000:
        return counted(size, "byte")
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
