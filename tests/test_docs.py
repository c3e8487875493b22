"""The documents tell the truth: every command, option, key, code and link in them exists."""

from __future__ import annotations

import argparse
import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import make_parser
from generator.text.fields import Fields
from tests.driver import SiteTest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


def document(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def codes_in(path: Path) -> Iterator[str]:
    """Every code of a problem that a module can report."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        position = _CODE_POSITIONS.get(name)
        if position is None or len(node.args) <= position:
            continue
        code = node.args[position]
        choices = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
        for choice in choices:
            if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                yield choice.value


_CODE_POSITIONS = {
    "Problem": 0, "report": 0, "_warning": 0, "MarkerError": 0, "_problem": 2, "known": 2,
}  # fmt: skip
"""Which argument of a call is the code."""


def all_codes() -> set[str]:
    found = {code for path in (ROOT / "generator").rglob("*.py") for code in codes_in(path)}
    return {code for code in found if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)} - {""}


def documented_codes() -> list[str]:
    return re.findall(r"^\| `([a-z0-9-]+)` \|", document("errors.md"), re.MULTILINE)


def test_every_code_is_explained() -> None:
    documented = documented_codes()
    assert len(documented) == len(set(documented)), "a code is explained twice"
    assert sorted(all_codes() - set(documented)) == [], "not in docs/errors.md"
    assert sorted(set(documented) - all_codes()) == [], "docs/errors.md explains what is not there"


def options() -> Iterator[tuple[str, str]]:
    """Each command with each of its options and arguments."""
    commands = next(
        action
        for action in make_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    for name, command in commands.choices.items():
        yield name, ""
        for action in command._actions:
            if "--help" not in action.option_strings:
                yield name, (action.option_strings or [str(action.metavar)])[-1]


@pytest.mark.parametrize(("command", "option"), list(options()))
def test_every_option_is_documented(command: str, option: str) -> None:
    sections = dict(re.findall(r"^## `dragoman (\w+)`\n(.*?)(?=^## |\Z)", COMMANDS, re.M | re.S))
    assert command in sections, f"docs/commands.md has no section for {command}"
    assert option in sections[command]


COMMANDS = document("commands.md") if (DOCS / "commands.md").exists() else ""


def test_every_key_of_the_files_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    finish = Fields.finish

    def record(fields: Fields) -> None:
        asked.update(fields._asked)
        finish(fields)

    monkeypatch.setattr(Fields, "finish", record)
    site = SiteTest().with_change(
        "site.toml",
        "[licence]",
        '[languages.ar]\nname = "العربية"\n[theme]\nhome_count = 3\n'
        '[deploy.a]\nto = "folder"\nfolder = "../www"\n[deploy.b]\nto = "git"\n'
        '[deploy.c]\nto = "s3"\nbucket = "news"\n[licence]',
    )
    assert site.build().errors == ""
    content = document("content.md")
    missing = sorted(key for key in asked if f"`{key}`" not in content)
    assert missing == [], "not in docs/content.md"
    assert len(asked) > 40, "the test has lost sight of the readers"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.M | re.S)
    for address in re.findall(r"\]\(([^)\s]+)\)", prose):
        if address.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name} links to {address}"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{page.name} links to {address}"


def anchors(page: Path) -> set[str]:
    """Anchors as code hosts make them from headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).strip().replace(" ", "-") for each in headings}


def test_the_readme_names_only_targets_that_make_knows() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z-]+)`?", (ROOT / "README.md").read_text("utf-8")))
    assert {"site", "test"} <= named
    assert named <= targets


def test_the_architecture_names_each_module_once() -> None:
    text = document("architecture.md")
    (tables,) = re.findall(r"^## Where things are$(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    # Commands are named as what is typed, and checks of quality as what they look for.
    modules = Counter(
        path.stem
        for path in (ROOT / "generator").glob("*/**/[a-z]*.py")
        if path.parent.name not in ("commands", "quality")
    )
    assert modules["cards"] == 2  # in adapters and in stages
    named = Counter(re.findall(r"`([a-z0-9_]+)`", tables))
    assert {name: named[name] for name in modules} == modules
