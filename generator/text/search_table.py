"""The table of the search, search_words.toml, as Python and readers' browsers take it apart."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

VERSION = 1
"""Of the rules that docs/search-words.md states and the table does not hold. An index is made and
asked by the same rules: whoever changes one raises this, and every shard is made anew."""

_FAR_CHARACTER = re.compile(r"\\U0*([0-9a-fA-F]+)")


@cache
def table() -> Mapping[str, str]:
    """The lists of search_words.toml by name, without comments and superfluous white space.

    Lines stay lines, their words separated by single spaces; the classes of characters are the
    insides of a regular expression's brackets.
    """
    text = files(__package__).joinpath("search_words.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: _compact(value) for name, value in tomllib.loads(text).items()})


def client_table() -> dict[str, object]:
    """What templates/static/search/words.js needs, ready for JSON; the same for the same rules."""
    lists = {name: _FAR_CHARACTER.sub(r"\\u{\1}", value) for name, value in table().items()}
    # Sorted, long lists are smaller when compressed; no word stands in two of their lines.
    lists["families"] = "\n".join(sorted(lists["families"].splitlines()))
    lists |= {name: " ".join(sorted(lists[name].split())) for name in ("whole", "heads")}
    return {"version": VERSION, **lists}


@cache
def letters() -> dict[int, str]:
    """The letter that each variant becomes (rule 4), for `str.translate`."""
    lines = (line.split() for line in table()["letters"].splitlines())
    return {ord(variant): letter for letter, variants in lines for variant in variants}


def words_of(name: str) -> list[str]:
    """All words of a list, whatever line they stand in, their letters made one."""
    return table()[name].translate(letters()).split()


def families() -> list[tuple[list[str], list[str]]]:
    """Words that are one for the search, the first giving the token, and their plurals."""
    lines = table()["families"].translate(letters()).splitlines()
    parts = (line.partition(":") for line in lines)
    return [(words.split(), plurals.split()) for words, _, plurals in parts]


def affixes_of(name: str) -> list[tuple[str, int]]:
    """What is taken off a word, in the order of trying, and how many letters must be left."""
    parts = (word.partition(":") for word in words_of(name))
    return [(affix, int(least)) for affix, _, least in parts]


def _compact(value: str) -> str:
    return "\n".join(" ".join(line.split()) for line in value.splitlines() if line.strip())
