"""The files of the search: what each shard's folder holds, and the catalog that lists them all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.searching.entries import Entry
from generator.searching.meta_index import pack, read_meta_index, unpack
from generator.searching.packing import HASH_DIGITS, compact
from generator.searching.shards import Shard, ShardKind
from generator.searching.summaries import Summary

LANGUAGE = "en"
"""Under which Pagefind indexes both languages: its English stemmer leaves Arabic letters alone."""
_LIST = "list.json"


@dataclass(frozen=True)
class ShardFiles:
    """A finished shard."""

    language: str
    kind: ShardKind
    name: str
    year: int | None
    documents: int
    folder: str
    """Below `pagefind/`: `ar/2026-1a2b3c4d/`."""
    files: Mapping[str, bytes]
    """By path below the folder."""


def take_index(files: Mapping[str, bytes], urls: Sequence[str], version: str) -> dict[str, bytes]:
    """The list of pages and the chunks out of what Pagefind made, named by their numbers.

    Raises ValueError unless it made exactly one page for each of `urls`, in their order, by the
    expected version.
    """
    metas = [path for path in files if path.endswith(".pf_meta")]
    if len(metas) != 1:
        raise ValueError(f"it made {len(metas)} lists of pages instead of one")
    meta = read_meta_index(files[metas[0]])
    if meta.version != version:
        raise ValueError(f"the list of pages is of version {meta.version}, not {version}")
    made = [_url(files, name) for name, _ in meta.pages]
    if made != list(urls):
        raise ValueError(f"of {len(urls)} documents it listed {len(made)}, or in another order")
    taken = {_LIST: meta.told_briefly()}
    for number, chunk in enumerate(meta.chunks):
        content = files.get(f"index/{chunk.name}.pf_index")
        if not content:
            raise ValueError(f"the chunk {chunk.name} is missing")
        taken[f"index/{number}.pf_index"] = pack(unpack(content))
    return taken


def fragments_of(entries: Sequence[Entry]) -> dict[str, bytes]:
    """What is loaded for each hit, by path, with the texts as they were written."""
    return {
        f"fragment/{number}.pf_fragment": pack(entry.fragment())
        for number, entry in enumerate(entries)
    }


def facets_of(entries: Sequence[Entry]) -> bytes:
    """Topics and state of each page, in order, for filters."""
    topics = sorted({topic for entry in entries for topic in entry.topics})
    states = sorted({entry.state for entry in entries})
    pages = [
        [[topics.index(topic) for topic in entry.topics], states.index(entry.state)]
        for entry in entries
    ]
    return compact({"topics": topics, "states": states, "pages": pages})


def catalog_of(
    shards: Sequence[ShardFiles], version: str, table: str, summaries: Mapping[str, Summary]
) -> bytes:
    """The list of everything; the summaries by language."""
    languages = {
        language: {
            "words": summary.words,
            "directory": summary.directory,
            "starts": summary.starts,
            "shards": [_listed(shard) for shard in shards if shard.language == language],
        }
        for language, summary in summaries.items()
    }
    return compact({"pagefind": version, "table": table, "languages": languages})


def folder_of(shard: Shard, digest: str) -> str:
    """Where a shard lies below `pagefind/`; another content is another folder."""
    return f"{shard.language}/{shard.name}-{digest[:HASH_DIGITS]}/"


def _url(files: Mapping[str, bytes], name: str) -> str:
    fragment = files.get(f"fragment/{name}.pf_fragment")
    if not fragment:
        raise ValueError(f"the page {name} is missing")
    return str(json.loads(unpack(fragment)).get("url"))


def _listed(shard: ShardFiles) -> dict[str, object]:
    listed: dict[str, object] = {"kind": shard.kind, "name": shard.name}
    if shard.year is not None:
        listed["year"] = shard.year
    return {**listed, "folder": shard.folder, "documents": shard.documents}
