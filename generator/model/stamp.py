"""What the marker file of an output folder tells of the build that made it."""

from __future__ import annotations

from dataclasses import dataclass

_FIRST = "Made by dragoman build; everything in this folder is replaced by the next build."


@dataclass(frozen=True)
class Stamp:
    """From what a site was made."""

    sources: str = ""
    """`Sources.digest`; empty where it is not known."""
    drafts: bool = False
    """Drafts and scheduled explainers are shown."""


def print_stamp(stamp: Stamp) -> bytes:
    """The marker file."""
    lines = [_FIRST]
    lines += [f"sources: {stamp.sources}"] if stamp.sources else []
    lines += ["drafts: shown"] if stamp.drafts else []
    return "".join(f"{line}\n" for line in lines).encode()


def read_stamp(content: bytes) -> Stamp:
    """What the file tells; one of an older release tells nothing."""
    lines = content.decode("utf-8", "replace").splitlines()
    said = dict(line.split(": ", 1) for line in lines if ": " in line)
    return Stamp(said.get("sources", ""), said.get("drafts") == "shown")
