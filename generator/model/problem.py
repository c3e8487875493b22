"""Faults as data: what is wrong, where, how bad, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")


class Severity(Enum):
    """How much a problem matters; `error` stops a build."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file: path relative to the site folder, line and column counted from 1."""

    path: str
    line: int = 0
    """0 where the problem belongs to the file as a whole."""
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


@dataclass(frozen=True)
class Problem:
    """One fault, complete enough to be understood without opening the program."""

    code: str
    """Short stable name, such as `unknown-key`; every code is explained in docs/errors.md."""
    message: str
    place: Place
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(frozen=True)
class Checked(Generic[T]):
    """A value together with every problem met while making it."""

    value: T
    problems: tuple[Problem, ...] = field(default=())

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)


class UserError(Exception):
    """Bad input found where no value can be given back; `cli` reports it, if nobody did before."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place, each once, so that a run always reports them alike."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place, p.severity.value, p.code, p.message)))
