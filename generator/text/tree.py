"""Values read from YAML and TOML with the place of each, so that every fault has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.model.problem import Place


@dataclass(frozen=True)
class Scalar:
    """A single value, as the text the author wrote: `no` stays `no`, a date stays a string."""

    value: str
    place: Place
    type: str = "text"
    """text, number, boolean or null; YAML scalars written in quotes are always text."""


@dataclass(frozen=True)
class Listing:
    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Table:
    """A mapping; keys keep the order of the file."""

    items: Mapping[str, Node]
    place: Place
    key_places: Mapping[str, Place] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where the key stands, or the table itself when it is absent."""
        return self.key_places.get(key, self.place)

    def __iter__(self) -> Iterator[str]:
        return iter(self.items)


Node = Scalar | Listing | Table


def describe(node: Node) -> str:
    """What the author wrote, in words for a message."""
    if isinstance(node, Table):
        return "a mapping"
    if isinstance(node, Listing):
        return "a list"
    if node.type == "null":
        return "nothing"
    return f"`{node.value}`"
