"""The files of the search: texts prepared by `searching`, indexed by the real Pagefind binary.

A shard is two things with keys of their own. Its index holds tokens only, and only Pagefind makes
it; its fragments, facets and words are made here. A change that moves no token, such as another
state of a translation, leaves the index as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import generator.searching
import generator.text.search_words
from generator.adapters.pagefind_service import (
    PagefindError,
    Record,
    index_records,
    version_of,
)
from generator.adapters.search_cache import SearchCache
from generator.model.problem import Place, Problem, UserError
from generator.ports import SearchDocument, SearchTerm
from generator.searching.bundles import (
    FOLDER_DIGITS,
    LANGUAGE,
    ShardFiles,
    catalog_of,
    compact,
    facets_of,
    folder_of,
    fragments_of,
    take_index,
)
from generator.searching.entries import Entry, can_be_found, entry_of
from generator.searching.shards import Shard, shards_of
from generator.searching.vocabulary import (
    Word,
    merge_vocabularies,
    print_vocabulary,
    vocabulary_of,
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
_FACETS, _WORDS = "facets.json", "words.json"
_INDEX_KEY = "index-key"


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
            return _Indexing(binary, SearchCache(self._cache), self._seconds).run(documents, terms)
        except (PagefindError, ValueError) as error:
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
class _Work:
    """A shard on its way."""

    shard: Shard
    digest: str
    entries: tuple[Entry, ...]
    records: tuple[Record, ...]
    index_key: str
    """Hash of all that Pagefind is told."""


class _Indexing:
    """One run."""

    def __init__(self, binary: Path, cache: SearchCache, seconds: float) -> None:
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
        digests = [shard.digest(self.salt) for shard in shards]
        finished: dict[str, ShardFiles] = {}
        fresh: list[tuple[Shard, str]] = []
        for shard, digest in zip(shards, digests, strict=True):
            known = self._known(shard, digest)
            if known is None:
                fresh.append((shard, digest))
            else:
                finished[digest] = known
        for work, index in self._indexed(fresh):
            finished[work.digest] = self._keep(work, index)
        shared = self._shared()
        self.cache.prune()
        return self._published([finished[digest] for digest in digests], shared)

    def _known(self, shard: Shard, digest: str) -> ShardFiles | None:
        """A shard of which nothing has changed."""
        own = self.cache.get(digest)
        index = self.cache.get(own.pop(_INDEX_KEY).decode()) if own else None
        return _finished(shard, digest, own, index) if own and index else None

    def _indexed(
        self, shards: Iterable[tuple[Shard, str]]
    ) -> Iterator[tuple[_Work, dict[str, bytes]]]:
        """Each shard with its index, out of the cache where no token has changed."""
        cached: list[tuple[_Work, dict[str, bytes]]] = []
        waiting: deque[_Work] = deque()

        def groups() -> Iterator[tuple[Record, ...]]:
            # Prepared when it is its turn: memory is that of one shard.
            for shard, digest in shards:
                work = self._prepare(shard, digest)
                index = self.cache.get(work.index_key)
                if index is None:
                    waiting.append(work)
                    yield work.records
                else:
                    cached.append((work, index))

        to_index = groups()
        first = next(to_index, None)
        if first is not None:
            for files in self._ask(chain([first], to_index)):
                work = waiting.popleft()
                index = take_index(files, [each.url for each in work.records], self.version)
                self.cache.put(work.index_key, index)
                yield work, index
                yield from cached
                cached.clear()
        yield from cached

    def _prepare(self, shard: Shard, digest: str) -> _Work:
        entries = tuple(map(entry_of, shard.documents))
        records = tuple(_record(entry) for entry in entries)
        told = repr([(each.url, each.content, sorted(each.meta.items())) for each in records])
        return _Work(shard, digest, entries, records, _digest(f"{self.salt} {told}".encode()))

    def _keep(self, work: _Work, index: Mapping[str, bytes]) -> ShardFiles:
        own = fragments_of(work.entries)
        if work.shard.kind == "articles":
            own[_FACETS] = facets_of(work.entries)
        words = {token: astuple(word) for token, word in vocabulary_of(work.entries).items()}
        own[_WORDS] = compact(words)
        self.cache.put(work.digest, {**own, _INDEX_KEY: work.index_key.encode()})
        return _finished(work.shard, work.digest, own, index)

    def _shared(self) -> dict[str, bytes]:
        """What is the same for every shard; never out of the cache, for it is program code."""
        (made,) = self._ask([(_PROBE,)])
        missing = [name for name in _SHARED if not made.get(name)]
        if missing:
            raise PagefindError(f"it made no {' and no '.join(missing)}")
        return {name: made[name] for name in _SHARED}

    def _ask(self, groups: Iterable[tuple[Record, ...]]) -> Iterator[dict[str, bytes]]:
        return index_records(self.binary, groups, LANGUAGE, CHUNK_SIZE, self.seconds)

    def _published(
        self, shards: Sequence[ShardFiles], shared: Mapping[str, bytes]
    ) -> dict[str, bytes]:
        table = f"table-{_digest(self.table)[:FOLDER_DIGITS]}.json"
        files = {**shared, table: self.table}
        vocabularies: dict[str, str] = {}
        for language in dict.fromkeys(shard.language for shard in shards):
            of_language = [shard.words for shard in shards if shard.language == language]
            words = print_vocabulary(merge_vocabularies(of_language))
            path = f"{language}/words-{_digest(words)[:FOLDER_DIGITS]}.txt"
            vocabularies[language] = path
            files[path] = words
        for shard in shards:
            files |= {f"{shard.folder}{name}": content for name, content in shard.files.items()}
        files["catalog.json"] = catalog_of(shards, self.version, table, vocabularies)
        return {f"pagefind/{path}": content for path, content in files.items()}


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
    folder = Path(generator.searching.__file__).parent
    words = Path(generator.text.search_words.__file__)
    files = [*sorted(folder.glob("*.py")), *sorted(words.parent.glob("search_*"))]
    return _digest(b"".join(path.read_bytes() for path in files if path.is_file()))


def _record(entry: Entry) -> Record:
    meta = {"title": " ".join(entry.title), "headings": " ".join(entry.headings)}
    tokens = " ".join(entry.tokens)
    return Record(entry.url, tokens, {name: value for name, value in meta.items() if value})


def _finished(
    shard: Shard, digest: str, own: Mapping[str, bytes], index: Mapping[str, bytes]
) -> ShardFiles:
    words = {token: Word(*word) for token, word in json.loads(own[_WORDS]).items()}
    files = {**index, **{name: content for name, content in own.items() if name != _WORDS}}
    return ShardFiles(
        shard.language,
        shard.kind,
        shard.name,
        shard.year,
        len(shard.documents),
        folder_of(shard, digest),
        files,
        words,
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
