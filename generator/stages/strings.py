"""The words of the interface, `templates/strings/<language>.toml`, with plural forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

from generator.model.language import Language
from generator.model.phrase import Html
from generator.model.problem import Checked, Place, Problem
from generator.model.source import Sources
from generator.text.dates import digits
from generator.text.nearest import suggest
from generator.text.toml_places import read_toml
from generator.text.tree import Scalar, Table

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})


class UnknownStringError(KeyError):
    """A template asked for a string that no file gives; the message is the whole story."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Strings:
    """All strings by language code and key."""

    by_language: Mapping[str, Mapping[str, str | Mapping[str, str]]]
    _filled: dict[tuple[object, ...], str] = field(default_factory=dict, compare=False, repr=False)
    """What has been printed: most strings take no value or a small number, thousands of times."""

    def text(self, language: Language, key: str, **values: Any) -> str:
        """The string with its placeholders filled, as plain text.

        Raises UnknownStringError for a key or placeholder that does not exist.
        """
        return self._once(language, key, values, str)

    def html(self, language: Language, key: str, **values: Any) -> Html:
        """The same for a page: text is escaped, finished HTML among the values is not."""
        return Html(self._once(language, key, values, _escape))

    def _once(
        self,
        language: Language,
        key: str,
        values: Mapping[str, Any],
        show: Callable[[Any], str],
    ) -> str:
        if any(type(value) is not int for value in values.values()):
            return self._fill(language, key, values, show)
        asked = (show, language.code, language.digits, key, *values.items())
        if asked not in self._filled:
            self._filled[asked] = self._fill(language, key, values, show)
        return self._filled[asked]

    def _fill(
        self,
        language: Language,
        key: str,
        values: Mapping[str, Any],
        show: Callable[[Any], str],
    ) -> str:
        """`show` prints the words around the placeholders and the values alike."""
        known = self.by_language.get(language.code, {})
        if key not in known:
            raise UnknownStringError(
                f"there is no string `{key}` in strings/{language.code}.toml; "
                + suggest(key, known)
            )
        entry = known[key]
        if isinstance(entry, Mapping):
            category = plural_category(language.code, int(values.get("n", 0)))
            entry = entry.get(category, entry["other"])
        # Splitting by a pattern with one group gives text and names in turn.
        parts = _PLACEHOLDER.split(entry)
        for index in range(1, len(parts), 2):
            if parts[index] not in values:
                raise UnknownStringError(f"the string `{key}` needs a value for `{parts[index]}`")
        return "".join(
            show(_printed(values[part], language) if index % 2 else part)
            for index, part in enumerate(parts)
        )


def _printed(value: Any, language: Language) -> Any:
    return digits(str(value), language) if isinstance(value, int) else value


def _escape(value: Any) -> str:
    return str(value) if hasattr(value, "__html__") else escape(str(value))


def plural_category(code: str, number: int) -> str:
    """The CLDR plural category of a whole number, for the languages the program knows."""
    if code == "ar":
        return _arabic_category(number)
    return "one" if number == 1 else "other"


def _arabic_category(number: int) -> str:
    if number <= 2:
        return ("zero", "one", "two")[max(0, number)]
    if 3 <= number % 100 <= 10:
        return "few"
    return "many" if number % 100 >= 11 else "other"


def read_strings(sources: Sources, languages: tuple[Language, ...]) -> Checked[Strings]:
    """The strings of every language of the site, the site's own over the packaged ones."""
    problems: list[Problem] = []
    tables: dict[str, dict[str, str | Mapping[str, str]]] = {}
    for language in languages:
        path = f"strings/{language.code}.toml"
        raw = sources.theme.get(path)
        place = Place(f"templates/{path}")
        if raw is None:
            problems.append(Problem("missing-file", f"the theme has no {path}", place))
            continue
        read = _read_file(raw, place.path)
        problems.extend(read.problems)
        tables[language.code] = dict(read.value)
        own = sources.theme.get(f"own/{path}")
        if own is not None:
            read = _read_file(own, place.path)
            problems.extend(read.problems)
            tables[language.code].update(read.value)
    problems.extend(_check_keys(tables))
    return Checked(Strings(tables), tuple(problems))


@lru_cache(maxsize=8)
def _read_file(raw: bytes, path: str) -> Checked[Mapping[str, str | Mapping[str, str]]]:
    """The strings of a file by their whole keys; `serve` asks for the same ones again and again."""
    tree = read_toml(raw.decode("utf-8-sig", errors="replace"), path)
    return Checked(_flatten(tree.value) if tree.value else {}, tree.problems)


def _flatten(table: Table, prefix: str = "") -> dict[str, str | Mapping[str, str]]:
    flat: dict[str, str | Mapping[str, str]] = {}
    for key, node in table.items.items():
        name = f"{prefix}{key}"
        if isinstance(node, Scalar):
            flat[name] = node.value
        elif isinstance(node, Table):
            if "other" in node.items and set(node.items) <= _CATEGORIES:
                flat[name] = {
                    category: form.value
                    for category, form in node.items.items()
                    if isinstance(form, Scalar)
                }
            else:
                flat.update(_flatten(node, f"{name}."))
    return flat


def _check_keys(
    tables: Mapping[str, Mapping[str, str | Mapping[str, str]]],
) -> list[Problem]:
    everything = {key for table in tables.values() for key in table}
    return [
        Problem(
            "missing-string",
            f"the string `{key}` is missing in {code}",
            Place(f"templates/strings/{code}.toml"),
            "every key must stand in the file of each language",
        )
        for code, table in tables.items()
        for key in sorted(everything - set(table))
    ]
