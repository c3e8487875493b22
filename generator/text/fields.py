"""Reading the fields of a table one by one, so that every fault is found in one run.

A reader asks for each field it knows by name; `finish` then reports the keys nobody asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import TypeVar

from generator.model.event_date import EventDate
from generator.model.problem import Place, Problem, Severity
from generator.text.addresses import has_host
from generator.text.date_mistakes import suggest_date
from generator.text.edtf import DateError, parse_edtf
from generator.text.nearest import suggest
from generator.text.tree import Listing, Node, Scalar, Table, describe

T = TypeVar("T")

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSEEN = "holds an invisible control character"
_UNSEEN_HINT = "delete it; direction is set by the page"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class Fields:
    """One table being read; problems go to the list shared by the whole file."""

    def __init__(self, table: Table, problems: list[Problem], label: str = "") -> None:
        self.table = table
        self.problems = problems
        self.label = label
        self._asked: list[str] = []

    def place(self, key: str) -> Place:
        return self.table.place_of(key)

    def value_place(self, key: str) -> Place:
        """Where the value stands, or the key where there is none."""
        node = self.table.items.get(key)
        return node.place if node is not None else self.place(key)

    def report(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(Problem(code, message, place, hint))

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """The raw value, None when absent or empty."""
        self._asked.append(key)
        node = self.table.items.get(key)
        if node is None or (isinstance(node, Scalar) and node.type == "null"):
            if required:
                owner = f" in {self.label}" if self.label else ""
                self.report(
                    "missing-field",
                    f"`{key}` is missing{owner}",
                    self.place(key),
                    f"add `{key}`",
                )
            return None
        return node

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """A text on one or more lines, without spaces around it."""
        node = self.node(key, required=required)
        if node is None:
            return default
        value = self._scalar(node, key, "text")
        if value is None:
            return default
        if required and not value.strip():
            self.report("missing-field", f"`{key}` is empty", node.place, f"fill in `{key}`")
        if _UNPRINTABLE.search(value):
            self.report(
                "control-character",
                f"`{key}` {_UNSEEN}",
                node.place,
                _UNSEEN_HINT,
            )
        return value.strip()

    def slug(self, key: str, *, required: bool = False) -> str:
        """A name fit for addresses: small letters, digits and single hyphens."""
        value = self.text(key, required=required)
        if value and not SLUG.fullmatch(value):
            self.report(
                "bad-slug",
                f"`{key}`: `{value}` is not a plain name",
                self.value_place(key),
                "use small Latin letters, digits and hyphens, as in `suez-canal`",
            )
        return value

    def check_name(self, name: str, example: str) -> None:
        """Report the name that the table itself has in the file, where it is not fit for
        addresses."""
        if not SLUG.fullmatch(name):
            self.report(
                "bad-slug",
                f"`{name}` is not a plain name",
                self.table.place,
                f"use small Latin letters, digits and hyphens, as in `{example}`",
            )

    def choice(self, key: str, known: Collection[str], default: str) -> str:
        """One of the known words."""
        value = self.text(key, default=default)
        if value not in known and (value or key in self.table.items):
            self.report(
                "bad-value",
                f"`{key}`: `{value}` is not one of {', '.join(sorted(known))}",
                self.value_place(key),
                suggest(value, known),
            )
            return default
        return value

    def number(self, key: str, default: int, at_least: int, at_most: int) -> int:
        node = self.node(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{1,9}", node.value):
            value = int(node.value)
            if at_least <= value <= at_most:
                return value
        self.report(
            "bad-value",
            f"`{key}`: {describe(node)} is not a whole number from {at_least} to {at_most}",
            node.place,
        )
        return default

    def flag(self, key: str) -> bool:
        """True or false; false where it is not given."""
        node = self.node(key)
        if node is None:
            return False
        if not isinstance(node, Scalar) or node.type != "boolean":
            self.report(
                "bad-value",
                f"`{key}`: {describe(node)} is neither true nor false",
                node.place,
                "write true or false, without quotation marks",
            )
            return False
        return node.value == "true"

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A day written 2026-02-01."""
        value = self.text(key, required=required)
        if not value:
            return None
        place = self.value_place(key)
        hint = "write dates as 2026-02-01"
        if not _DAY.fullmatch(value):
            self.report("bad-date", f"`{key}`: `{value}` is not a day", place, hint)
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            self.report("bad-date", f"`{key}`: `{value}`: {error}", place, hint)
            return None

    def edtf(self, key: str, *, required: bool = False) -> EventDate | None:
        """A date of EDTF, such as 2024, 2024-06, 1950/1953 or 1916~."""
        value = self.text(key, required=required)
        if not value:
            return None
        try:
            return parse_edtf(value)
        except DateError as error:
            self.report(
                "bad-date",
                f"`{key}`: `{value}`: {error}",
                self.value_place(key),
                suggest_date(value),
            )
            return None

    def address(self, key: str, *, required: bool = False) -> str:
        """An http or https address."""
        value = self.text(key, required=required)
        if not value:
            return ""
        good = value.lower().startswith(("https://", "http://")) and has_host(value)
        if not good or re.search(r"\s", value):
            self.report(
                "bad-address",
                f"`{key}`: `{value}` is not a web address",
                self.value_place(key),
                "write the whole address, beginning with https://",
            )
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        return tuple(value for value, _ in self.placed_texts(key))

    def placed_texts(self, key: str) -> tuple[tuple[str, Place], ...]:
        """The same with the place of each."""
        node = self.node(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, Listing) else (node,)
        values = [(self._scalar(item, key, "a list of texts"), item.place) for item in items]
        for value, place in values:
            if value and _UNPRINTABLE.search(value):
                self.report("control-character", f"`{key}` {_UNSEEN}", place, _UNSEEN_HINT)
        return tuple((value.strip(), place) for value, place in values if value and value.strip())

    def known(self, key: str, known: Collection[str], code: str, what: str) -> tuple[str, ...]:
        """A list of names that must exist elsewhere."""
        good = []
        for value, place in self.placed_texts(key):
            if value in known:
                good.append(value)
            else:
                self.report(
                    code, f"`{key}`: there is no {what} `{value}`", place, suggest(value, known)
                )
        return tuple(dict.fromkeys(good))

    def table_of(self, key: str, *, required: bool = False, hint: str = "") -> Fields | None:
        """A nested table; `hint` says how to write it."""
        node = self.node(key, required=required)
        if node is None:
            return None
        if not isinstance(node, Table):
            self.report(
                "wrong-type", f"`{key}` must be a mapping, not {describe(node)}", node.place, hint
            )
            return None
        return Fields(node, self.problems, f"`{key}`")

    def tables(self, key: str) -> Iterator[Fields]:
        """Each table of a list of tables."""
        node = self.node(key)
        if node is None:
            return
        if not isinstance(node, Listing):
            self.report("wrong-type", f"`{key}` must be a list, not {describe(node)}", node.place)
            return
        for number, item in enumerate(node.items, 1):
            if isinstance(item, Table):
                yield Fields(item, self.problems, f"entry {number} of `{key}`")
            else:
                self.report(
                    "wrong-type",
                    f"entry {number} of `{key}` must be a mapping, not {describe(item)}",
                    item.place,
                )

    def named_tables(self, key: str, read: Callable[[str, Fields], T | None]) -> tuple[T, ...]:
        """Each table of a table of tables, with its name."""
        outer = self.table_of(key)
        if outer is None:
            return ()
        values = []
        for name in outer.table:
            inner = outer.table_of(name)
            if inner is not None:
                value = read(name, inner)
                if value is not None:
                    values.append(value)
        return tuple(values)

    def finish(self) -> None:
        """Report every key that nobody asked for."""
        for key in self.table:
            if key not in self._asked:
                self.problems.append(
                    Problem(
                        "unknown-key",
                        f"`{key}` is not a known key{f' of {self.label}' if self.label else ''}",
                        self.place(key),
                        suggest(key, set(self._asked)),
                        Severity.ERROR,
                    )
                )

    def _scalar(self, node: Node, key: str, wanted: str) -> str | None:
        if isinstance(node, Scalar):
            return "" if node.type == "null" else node.value
        self.report("wrong-type", f"`{key}` must be {wanted}, not {describe(node)}", node.place)
        return None
