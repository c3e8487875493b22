"""Problems as text: for people, for a terminal's list, for programs, for GitHub's pages."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from generator.model.problem import Problem, Severity, in_order

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FORMATS = ("human", "short", "json", "github")
_GITHUB_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "notice",
}


def report(problems: Sequence[Problem], form: str) -> str:
    """All problems in one of `FORMATS`, in order of place; empty text when there are none.

    `json` is always a document, so that a program can read it when all is well.
    """
    ordered = in_order(problems)
    if form == "json":
        return json.dumps([_as_data(each) for each in ordered], ensure_ascii=False, indent=1) + "\n"
    write = {"human": _human, "short": _short, "github": _github}[form]
    text = "".join(write(each) for each in ordered)
    if form == "human" and ordered:
        text += f"{count(ordered)}\n"
    return text


def count(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`."""
    names = [
        (severity, sum(1 for each in problems if each.severity is severity))
        for severity in Severity
    ]
    parts = [
        f"{number} {severity.value}{'s' if number != 1 and severity is not Severity.ADVICE else ''}"
        for severity, number in names
        if number
    ]
    return ", ".join(parts)


def _human(problem: Problem) -> str:
    text = _short(problem)
    return text + f"    hint: {printable(problem.hint)}\n" if problem.hint else text


def _short(problem: Problem) -> str:
    said = f"{problem.place}: {problem.severity.value}: {problem.message} [{problem.code}]"
    return printable(said) + "\n"


def printable(text: str) -> str:
    """One line without control characters: content must not forge lines or drive terminals."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def _as_data(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.place.path,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def _github(problem: Problem) -> str:
    """A workflow command; see GitHub's documentation on workflow commands for the escapes."""
    properties = [f"file={_escaped(problem.place.path)}"]
    if problem.place.line:
        properties.append(f"line={problem.place.line}")
    if problem.place.column:
        properties.append(f"col={problem.place.column}")
    properties.append(f"title={_escaped(problem.code)}")
    message = problem.message + (f"\nhint: {problem.hint}" if problem.hint else "")
    text = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{_GITHUB_LEVELS[problem.severity]} {','.join(properties)}::{text}\n"


def _escaped(text: str) -> str:
    for sign, escape in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(sign, escape)
    return text
