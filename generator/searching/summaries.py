"""What is told of all shards of a language together: words to propose, and who has which word."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.searching.directory import FEWEST_SHARDS, Presence, directory_of, presence_of
from generator.searching.entries import Entry
from generator.searching.packing import HASH_DIGITS, compact
from generator.searching.shards import ShardKind
from generator.searching.vocabulary import (
    Word,
    merge_vocabularies,
    print_vocabulary,
    vocabulary_of,
)

WORDS, PRESENCE = "words.json", "presence.json"
"""Names under which `shard_summary` keeps what it knows of a shard."""
_VOCABULARY, _STARTS, _FOLDER = "words.txt", "starts.json", "directory/"


@dataclass(frozen=True)
class Summary:
    """Of one language, ready to be published below its folder."""

    words: str
    """Path of the vocabulary."""
    directory: str
    """Folder of the directory's files, `0.txt` and on; empty where there are few shards."""
    starts: tuple[str, ...]
    """First word of each of them."""
    files: Mapping[str, bytes]


def shard_summary(kind: ShardKind, entries: Sequence[Entry]) -> dict[str, bytes]:
    """What of a shard goes into the summary of its language, as JSON by name."""
    made = {WORDS: compact(vocabulary_of(entries))}
    if kind == "articles":
        made[PRESENCE] = compact(presence_of(entries))
    return made


def summarise(shards: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """The summaries of the shards of a language, newest first, as one; `read_summary` reads it."""
    kept = list(shards)
    words = merge_vocabularies(_words(each[WORDS]) for each in kept)
    present = [each[PRESENCE] for each in kept if PRESENCE in each]
    made = {_VOCABULARY: print_vocabulary(words)}
    if len(present) <= FEWEST_SHARDS:
        return made
    directory = directory_of([_presence(each) for each in present])
    made[_STARTS] = compact(directory.starts)
    return made | {f"{_FOLDER}{n}.txt": content for n, content in enumerate(directory.files)}


def read_summary(language: str, made: Mapping[str, bytes]) -> Summary:
    """The same with the names under which it is published, which tell one content from another."""
    words = f"{language}/words-{_hash([made[_VOCABULARY]])}.txt"
    parts = {name: made[name] for name in made if name.startswith(_FOLDER)}
    folder = f"{language}/directory-{_hash(parts.values())}/" if parts else ""
    files = {f"{folder}{name.removeprefix(_FOLDER)}": part for name, part in parts.items()}
    starts = tuple(json.loads(made[_STARTS])) if parts else ()
    return Summary(words, folder, starts, {words: made[_VOCABULARY], **files})


# Both give lists where tuples were: as good to take apart, and there are too many to make anew.


def _words(told: bytes) -> dict[str, Word]:
    return json.loads(told)  # type: ignore[no-any-return]


def _presence(told: bytes) -> Presence:
    return json.loads(told)  # type: ignore[no-any-return]


def _hash(contents: Iterable[bytes]) -> str:
    sha = hashlib.sha256()
    for content in contents:
        sha.update(b"%d:" % len(content))
        sha.update(content)
    return sha.hexdigest()[:HASH_DIGITS]
