"""A small site in memory or on disk, and the words in which tests tell a story about it.

site = SiteTest().with_change("site.toml", "[licence]", "[license]")
assert site.build().codes == ["unknown-key"]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from generator.adapters.files import packaged_theme
from generator.build import Built, build
from generator.model.card import Card
from generator.model.problem import Checked
from generator.model.source import Sources
from generator.ports import SearchDocument, SearchTerm, Tools
from generator.reporting import report

SMALL = Path(__file__).parent / "small"
"""A complete small site: the least that has everything."""


def files_below(folder: Path) -> dict[str, bytes]:
    """Contents by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class NoSearch:
    """Stands for the indexer behind its port: one file that lists what it was given."""

    def __init__(self, cache: Path | None = None) -> None:
        self.cache = cache

    def index(
        self, documents: Sequence[SearchDocument], terms: Sequence[SearchTerm]
    ) -> dict[str, bytes]:
        listing = "".join(f"{each.language} {each.path} {each.title}\n" for each in documents)
        listing += "".join(f"{each.language} {each.path} {each.name}\n" for each in terms)
        return {"pagefind/documents.txt": listing.encode()}


@cache
def _read_once(folder: Path) -> Mapping[str, bytes]:
    return MappingProxyType(files_below(folder))


class NoCards:
    """Stands for the painter behind its port: an empty file for each card."""

    fault = None

    def __init__(self, cache: Path | None = None) -> None:
        self.cache = cache

    def paint(self, cards: Sequence[Card]) -> dict[str, bytes]:
        return {card.path: b"" for card in cards}


@dataclass(frozen=True)
class SiteTest:
    """The files of a site; each `with_…` gives a changed copy."""

    files: Mapping[str, bytes] = field(default_factory=lambda: _read_once(SMALL))
    theme: Mapping[str, bytes] = field(default_factory=lambda: _read_once(packaged_theme()))
    today: date = date(2026, 11, 1)
    drafts: bool = False

    def with_file(self, path: str, text: str | bytes) -> SiteTest:
        content = text.encode() if isinstance(text, str) else text
        return replace(self, files={**self.files, path: content})

    def with_template(self, path: str, text: str) -> SiteTest:
        return replace(self, theme={**self.theme, path: text.encode()})

    def with_change(self, path: str, old: str, new: str) -> SiteTest:
        text = self.files[path].decode()
        assert old in text, f"{path} does not hold {old!r}"
        return self.with_file(path, text.replace(old, new, 1))

    def without(self, path: str) -> SiteTest:
        return replace(self, files={k: v for k, v in self.files.items() if k != path})

    def on(self, day: str) -> SiteTest:
        return replace(self, today=date.fromisoformat(day))

    @property
    def sources(self) -> Sources:
        return Sources(self.files, self.theme, self.today, self.drafts)

    def build(self) -> Outcome:
        """What comes of it; the same site is built once, however many tests ask for it."""
        files, theme = frozenset(self.files.items()), frozenset(self.theme.items())
        return _build_once(files, theme, self.today, self.drafts)

    def build_anew(self) -> Outcome:
        return Outcome(build(self.sources, Tools(NoSearch())))

    def on_disk(self, folder: Path) -> Path:
        """The site as files below `folder`; its path."""
        for path, content in self.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return folder


@dataclass(frozen=True)
class Outcome:
    """What a build gave."""

    checked: Checked[Built]

    @property
    def report(self) -> str:
        return report(self.checked.problems, "human")

    @property
    def errors(self) -> str:
        return report([each for each in self.checked.problems if each.is_error], "human")

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.checked.problems]

    @property
    def files(self) -> dict[str, bytes]:
        return {each.path: each.content for each in self.checked.value.artifacts}

    def page(self, path: str) -> str:
        """HTML of a page; the build must have succeeded."""
        assert not self.checked.has_errors, self.report
        return self.files[path].decode()


_Files: TypeAlias = "frozenset[tuple[str, bytes]]"


@lru_cache(maxsize=32)
def _build_once(files: _Files, theme: _Files, today: date, drafts: bool) -> Outcome:
    return SiteTest(dict(files), dict(theme), today, drafts).build_anew()
