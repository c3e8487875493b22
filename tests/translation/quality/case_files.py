"""Cases of the checks, as text that anyone can add to; README.md says how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.explainer import Term
from generator.model.problem import Place
from generator.model.segment import State
from generator.text.markdown import plain_text
from generator.translation.quality.examine import examiner
from generator.translation.quality.findings import Finding, Passage

CASES = Path(__file__).parent / "cases"
_FIELD = re.compile(r"(ar|en|kind|state|ok|was): ?(.*)")


def term(
    term: str,
    english: str,
    *others: str,
    aliases: tuple[str, ...] = (),
    avoid: tuple[str, ...] = (),
) -> Term:
    place = Place("glossary.yaml")
    return Term(english.lower(), term, english, aliases, others, "", (), place, avoid)


TERMS = (
    term("هزة ارتدادية", "aftershock", aliases=("هزات ارتدادية",)),
    term("هزة", "tremor"),
    term("آفاد", "AFAD"),
    term("قناة السويس", "Suez Canal"),
    term("حيز النفاذ", "entry into force", "entered into force"),
    term("المملكة المتحدة", "United Kingdom"),
    term("حكومة", "government", avoid=("regime",)),
    term("اليونان", "Greece"),
)


@dataclass
class Case:
    """One case of a file."""

    file: Path
    title: str
    fields: dict[str, str] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    @property
    def passage(self) -> Passage:
        return passage(
            self.fields.get("ar", ""),
            self.fields.get("en", ""),
            kind=self.fields.get("kind", "paragraph"),
            state=State(self.fields.get("state", "edited")),
            accepted=tuple(self.fields.get("ok", "").split()),
            was_source=self.fields.get("was", ""),
        )

    @property
    def found(self) -> list[str]:
        return [described(each) for each in EXAMINE(self.passage)]

    @property
    def text(self) -> str:
        lines = [f"## {self.title}"]
        for name, value in self.fields.items():
            first, *rest = value.split("\n")
            lines += [f"{name}: {first}", *(f"|{line}" for line in rest)]
        return "\n".join([*lines, *(f"=> {each}" for each in self.expected)]) + "\n"


EXAMINE = examiner(TERMS)


def passage(
    arabic: str,
    english: str,
    *,
    kind: str = "paragraph",
    state: State = State.EDITED,
    accepted: tuple[str, ...] = (),
    was_source: str = "",
) -> Passage:
    """A pair as the checks see it."""
    plain = (lambda text: " ".join(text.split())) if kind == "string" else plain_text
    return Passage(
        arabic, english, plain(arabic), plain(english), kind, state, accepted, was_source
    )


def described(finding: Finding) -> str:
    place = f"{finding.line}:{finding.column}" if finding.column else "-"
    return f"{finding.check} {place} {finding.message}"


def read_cases() -> list[Case]:
    """The cases of all files, in order."""
    return [case for file in sorted(CASES.glob("*.md")) for case in _cases_of(file)]


def _cases_of(file: Path) -> Iterator[Case]:
    case: Case | None = None
    name = ""
    for line in file.read_text("utf-8").split("\n"):
        found = _FIELD.match(line)
        if line.startswith("## "):
            if case:
                yield case
            case = Case(file, line[3:])
        elif case and found:
            name = found[1]
            case.fields[name] = found[2]
        elif case and line.startswith("|"):
            case.fields[name] += "\n" + line[1:]
        elif case and line.startswith("=> "):
            case.expected.append(line[3:])
    if case:
        yield case


def rewrite_cases() -> None:
    """Every file with the findings that come now."""
    for file in sorted(CASES.glob("*.md")):
        cases = list(_cases_of(file))
        for case in cases:
            case.expected = case.found
        file.write_text("\n".join(case.text for case in cases), "utf-8")
