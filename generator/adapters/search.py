"""The files of the search: texts prepared by `searching`, indexed by the real Pagefind binary.

A shard is two things with keys of their own. Its index holds tokens only, and only Pagefind makes
it; its fragments, facets and words are made here. A change that moves no token, such as another
state of a translation, leaves the index as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import generator.searching
import generator.text.search_words
from generator.adapters.build_cache import BuildCache
from generator.adapters.pagefind_service import (
    Pagefind,
    PagefindError,
    Record,
    running_pagefind,
    version_of,
)
from generator.model.problem import Place, Problem, UserError
from generator.ports import SearchDocument, SearchTerm
from generator.searching.bundles import (
    LANGUAGE,
    ShardFiles,
    catalog_of,
    facets_of,
    folder_of,
    fragments_of,
    take_index,
)
from generator.searching.entries import Entry, can_be_found, entry_of
from generator.searching.packing import HASH_DIGITS, compact
from generator.searching.shards import Shard, shards_of
from generator.searching.summaries import (
    PRESENCE,
    WORDS,
    Summary,
    read_summary,
    shard_summary,
    summarise,
)
from generator.text.search_words import client_table

CHUNK_SIZE = 650
"""Places of words in a file of the index: a reader loads one such file for each word and shard."""
_SUPPORTED = "1.5."
"""The service, the list of pages and the use of pagefind.js are those of this release line."""
_VERSION_SECONDS = 30
_PLACE = Place("search index")
_SHARED = ("pagefind.js", f"wasm.{LANGUAGE}.pagefind")
"""What is the same for every shard and is published once."""
_PROBE = Record("probe", "probe", {})
_FACETS = "facets.json"
_INDEX_KEY = "index-key"
_NOT_PUBLISHED = {WORDS, PRESENCE}


class PagefindIndexer:
    """Runs the binary that the `pagefind-bin` package carries."""

    def __init__(self, cache: Path | None = None, *, seconds: float = 600) -> None:
        """Finished shards are kept in the folder `cache`; the binary may take so many seconds."""
        self._cache = cache
        self._seconds = seconds

    def index(
        self, documents: Sequence[SearchDocument], terms: Sequence[SearchTerm]
    ) -> dict[str, bytes]:
        """Contents of `pagefind/…` by path; see `ports.SearchIndexer`."""
        binary = find_binary()
        try:
            return _Indexing(binary, BuildCache(self._cache), self._seconds).run(documents, terms)
        except PagefindError as error:
            message = f"Pagefind failed: {error}"
            hint = f"`{binary.name} --version` tells whether it runs at all"
            raise UserError([Problem("search-failed", message, _PLACE, hint)]) from error


def find_binary() -> Path:
    """Raises UserError where the package has no binary for this system."""
    try:
        import pagefind_bin  # only a build needs it

        return Path(pagefind_bin.get_executable())
    except (ImportError, FileNotFoundError) as error:
        raise UserError(
            [
                Problem(
                    "search-missing",
                    f"Pagefind cannot be found: {error}",
                    _PLACE,
                    "install it: pip install pagefind-bin",
                )
            ]
        ) from error


@dataclass(frozen=True)
class _Finished:
    """A shard, made or found."""

    shard: Shard
    files: ShardFiles
    told: Mapping[str, bytes]
    """For the summary of its language."""


class _Indexing:
    """One run."""

    def __init__(self, binary: Path, cache: BuildCache, seconds: float) -> None:
        self.binary = binary
        self.cache = cache
        self.seconds = seconds
        self.version = _supported_version(binary)
        self.table = compact(client_table())
        self.salt = f"{self.version} {CHUNK_SIZE} {_program_digest()}"

    def run(
        self, documents: Sequence[SearchDocument], terms: Sequence[SearchTerm]
    ) -> dict[str, bytes]:
        shards = shards_of(filter(can_be_found, documents), filter(can_be_found, terms))
        with running_pagefind(self.binary, CHUNK_SIZE, self.seconds) as pagefind:
            finished = [self._finished(shard, pagefind) for shard in shards]
            shared = _shared(pagefind)
        languages = dict.fromkeys(shard.language for shard in shards)
        summaries = {
            language: self._summary(
                language, [each for each in finished if each.shard.language == language]
            )
            for language in languages
        }
        self.cache.prune()
        return self._published([each.files for each in finished], summaries, shared)

    def _finished(self, shard: Shard, pagefind: Pagefind) -> _Finished:
        digest = shard.digest(self.salt)
        return self._known(shard, digest) or self._made(shard, digest, pagefind)

    def _known(self, shard: Shard, digest: str) -> _Finished | None:
        """A shard of which nothing has changed."""
        own = self.cache.get(digest)
        key = own.pop(_INDEX_KEY, b"").decode("utf-8", "replace") if own else ""
        index = self.cache.get(key) if key else None
        return _put_together(shard, digest, own, index) if own and index else None

    def _made(self, shard: Shard, digest: str, pagefind: Pagefind) -> _Finished:
        entries = tuple(map(entry_of, shard.documents))
        records = tuple(map(_record, entries))
        key = self._index_key(records)
        index = self.cache.get(key)
        if index is None:
            urls = [record.url for record in records]
            index = _taken(pagefind.index(records, LANGUAGE), urls, self.version)
            self.cache.put(key, index)
        own = fragments_of(entries)
        if shard.kind == "articles":
            own[_FACETS] = facets_of(entries)
        own |= shard_summary(shard.kind, entries)
        self.cache.put(digest, {**own, _INDEX_KEY: key.encode()})
        return _put_together(shard, digest, own, index)

    def _index_key(self, records: Iterable[Record]) -> str:
        """Hash of all that Pagefind is told."""
        told = repr([(each.url, each.content, sorted(each.meta.items())) for each in records])
        return _digest(f"{self.salt} {told}".encode())

    def _summary(self, language: str, shards: Sequence[_Finished]) -> Summary:
        """Out of the cache where the words of no shard have changed."""
        told = [_digest(content) for each in shards for content in each.told.values()]
        key = _digest(" ".join([self.salt, language, *told]).encode())
        made = self.cache.get(key)
        if made is None:
            made = summarise(each.told for each in shards)
            self.cache.put(key, made)
        return read_summary(language, made)

    def _published(
        self,
        shards: Sequence[ShardFiles],
        summaries: Mapping[str, Summary],
        shared: Mapping[str, bytes],
    ) -> dict[str, bytes]:
        table = f"table-{_digest(self.table)[:HASH_DIGITS]}.json"
        files = {**shared, table: self.table}
        for summary in summaries.values():
            files |= summary.files
        for shard in shards:
            files |= {f"{shard.folder}{name}": content for name, content in shard.files.items()}
        files["catalog.json"] = catalog_of(shards, self.version, table, summaries)
        return {f"pagefind/{path}": content for path, content in files.items()}


def _taken(files: Mapping[str, bytes], urls: Sequence[str], version: str) -> dict[str, bytes]:
    try:
        return take_index(files, urls, version)
    except ValueError as error:
        raise PagefindError(str(error)) from error


def _shared(pagefind: Pagefind) -> dict[str, bytes]:
    """What is the same for every shard; never out of the cache, for it is program code."""
    made = pagefind.index([_PROBE], LANGUAGE)
    missing = [name for name in _SHARED if not made.get(name)]
    if missing:
        raise PagefindError(f"it made no {' and no '.join(missing)}")
    return {name: made[name] for name in _SHARED}


def _supported_version(binary: Path) -> str:
    version = version_of(binary, _VERSION_SECONDS)
    if not version.startswith(_SUPPORTED):
        message = f"Pagefind is of version {version}; the search needs {_SUPPORTED}x"
        hint = "install the version that this program asks for: pip install --upgrade dragoman"
        raise UserError([Problem("search-version", message, _PLACE, hint)])
    return version


@cache
def _program_digest() -> str:
    """Hash of the code that makes the index, so that another program makes it anew."""
    searching = Path(generator.searching.__file__).parent.glob("*.py")
    words = Path(generator.text.search_words.__file__).parent.glob("search_*")
    adapters = Path(__file__).parent.glob("*search*.py")
    files = [*sorted(searching), *sorted(words), *sorted(adapters)]
    return _digest(b"".join(path.read_bytes() for path in files if path.is_file()))


def _record(entry: Entry) -> Record:
    meta = {"title": " ".join(entry.title), "headings": " ".join(entry.headings)}
    tokens = " ".join(entry.tokens)
    return Record(entry.url, tokens, {name: value for name, value in meta.items() if value})


def _put_together(
    shard: Shard, digest: str, own: Mapping[str, bytes], index: Mapping[str, bytes]
) -> _Finished:
    published = {name: content for name, content in own.items() if name not in _NOT_PUBLISHED}
    files = ShardFiles(
        shard.language,
        shard.kind,
        shard.name,
        shard.year,
        len(shard.documents),
        folder_of(shard, digest),
        {**index, **published},
    )
    told = {name: content for name, content in own.items() if name in _NOT_PUBLISHED}
    return _Finished(shard, files, told)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
