"""A small site to import into, and the driver that runs one case folder."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator.commands.import_article import import_file
from generator.model.config import Licence, Names, SiteConfig, Theme, Topic
from generator.model.explainer import Term
from generator.model.language import Language
from generator.model.problem import Checked, Place, UserError

TODAY = date(2026, 11, 23)
ARABIC = Language("ar", "العربية", "rtl", "latn", tuple(f"شهر {n}" for n in range(1, 13)))
ENGLISH = Language("en", "English", "ltr", "latn", tuple(f"Month {n}" for n in range(1, 13)))


def topic(slug: str, arabic: str, *keywords: str) -> Topic:
    return Topic(slug, Names(arabic, slug.title()), keywords)


def term(key: str, headword: str, *aliases: str) -> Term:
    return Term(key, headword, key, aliases, (), "", (), Place("content/glossary.yaml"))


CONFIG = SiteConfig(
    title=Names("تجربة", "Trial"),
    description=Names("موقع تجربة", "A trial site"),
    base_url="https://example.org/",
    source=ARABIC,
    target=ENGLISH,
    topics=(
        topic("water", "مياه", "سد", "ري", "خزان"),
        topic("economy", "اقتصاد", "ميزانية", "أسعار"),
        topic("science", "علوم", "باحثون", "مختبر"),
    ),
    people=(),
    licence=Licence("", ""),
    theme=Theme(),
)
TERMS = (
    term("dam", "سد النخيل", "السد الكبير"),
    term("committee", "اللجنة المائية"),
    term("rescue-office", "آفاد"),
)


@dataclass
class Site:
    """A folder, and `import_file` with everything it needs filled in."""

    folder: Path
    options: dict[str, Any] = field(default_factory=dict)

    def run(self, file: Path, **options: Any) -> Checked[tuple[str, ...]]:
        settings = {"slug": None, "fields": {}, "only": None, "skip_bad": False} | self.options
        settings |= options
        if isinstance(settings["only"], list):
            settings["only"] = range(*settings["only"])
        return import_file(self.folder, file, config=CONFIG, terms=TERMS, today=TODAY, **settings)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")


def run_case(case: Path, folder: Path) -> dict[str, str]:
    """What the case makes: text by path, its problems as `problems.txt`."""
    options_file = case / "options.json"
    options = json.loads(options_file.read_text("utf-8")) if options_file.exists() else {}
    source = next(case.glob("input*"))
    site = Site(folder, options)
    if source.is_dir():
        shutil.copytree(source, folder / source.name)
    else:
        site.write(source.name, source.read_bytes())
    try:
        outcome = site.run(folder / source.name)
        problems, written = outcome.problems, outcome.value
    except UserError as error:
        problems, written = error.problems, ()
    made = {path.removeprefix("content/explainers/"): site.read(path) for path in written}
    if problems:
        lines = [
            f"{p.place}: {p.severity.value}: {p.code}: {p.message}\n  hint: {p.hint}\n"
            for p in problems
        ]
        made["problems.txt"] = "".join(lines)
    return made
