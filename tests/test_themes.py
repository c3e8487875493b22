"""The document for theme makers names all that a template receives and all there is to override."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from generator.adapters.files import packaged_theme
from generator.model import entry, page, phrase

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "themes.md").read_text("utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", TEXT))
THEME = packaged_theme()
TEMPLATES = sorted(path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html"))
BLOCKS = re.findall(r"\{%-?\s*block\s+(\w+)", (THEME / "base.html").read_text("utf-8"))


def dataclasses_of(module: ModuleType) -> Iterator[type]:
    for each in vars(module).values():
        if (
            isinstance(each, type)
            and each.__module__ == module.__name__
            and dataclasses.is_dataclass(each)
        ):
            yield each


# What a whole build is made of is no template's business.
RECEIVED = [
    each
    for module in (page, entry, phrase)
    for each in dataclasses_of(module)
    if each is not page.Linked
]


@pytest.mark.parametrize("received", RECEIVED, ids=lambda each: each.__name__)
def test_every_field_is_named(received: type) -> None:
    properties = [name for name, value in vars(received).items() if isinstance(value, property)]
    fields = [field.name for field in dataclasses.fields(received)]
    assert [name for name in fields + properties if name not in NAMED] == []


def test_every_template_is_named() -> None:
    assert TEMPLATES
    assert [name for name in TEMPLATES if name not in NAMED] == []


def test_every_block_of_the_base_is_named() -> None:
    assert "content" in BLOCKS
    assert [name for name in BLOCKS if name not in NAMED] == []


def test_no_template_is_named_that_does_not_exist() -> None:
    named = {name for name in NAMED if re.fullmatch(r"(pages|macros|partials)/\S+\.html", name)}
    assert named <= set(TEMPLATES)


def test_lines_are_short() -> None:
    assert [line for line in TEXT.splitlines() if len(line) > 110] == []
