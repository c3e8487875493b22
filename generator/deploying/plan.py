"""What has to be sent and removed, from what stands at the target; pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.deploying.manifest import MANIFEST, Manifest, Record
from generator.deploying.order import CATALOG, removal_rank, wave
from generator.model.deployment import SiteFile


@dataclass(frozen=True)
class Plan:
    """What a deploy will do."""

    added: tuple[SiteFile, ...]
    """Sorted by path, as everything here."""
    changed: tuple[SiteFile, ...]
    removed: tuple[str, ...]
    unchanged: int
    """Files that stand there as they should."""
    foreign: int
    """Files of others, which stay."""
    taken: tuple[str, ...]
    """Files of others that stand where some of the site's must go, and hold something else."""
    blocked: tuple[str, ...]
    """Files of others where the site needs a folder, or below what it needs as a file."""
    in_the_way: tuple[str, ...]
    """What of `removed` has to go first, because a file stands where a folder must, or the
    other way round."""
    owned: tuple[str, ...]
    """What this program had put there and still stands."""
    before: Manifest
    during: Manifest
    """Lists what stood there and what will, so that a rerun of a broken deploy knows its own."""
    after: Manifest

    @property
    def sent(self) -> tuple[SiteFile, ...]:
        return (*self.added, *self.changed)

    @property
    def is_empty(self) -> bool:
        return not self.sent and not self.removed and self.before == self.after

    def waves(self) -> Iterator[tuple[SiteFile, ...]]:
        """What is sent, in order; all of one wave may go at once."""
        new = {file.path for file in self.added}
        for number in range(CATALOG + 1):
            of_wave = [
                file for file in self.sent if wave(file.path, is_new=file.path in new) == number
            ]
            if of_wave:
                yield tuple(of_wave)

    def last_removals(self) -> tuple[str, ...]:
        """What is removed when everything is sent, in order."""
        first = set(self.in_the_way)
        return tuple(sorted((p for p in self.removed if p not in first), key=removal_rank))


def make_plan(
    files: Sequence[SiteFile],
    standing: Mapping[str, str],
    before: Manifest,
    digest: Callable[[bytes], str],
    site: str,
) -> Plan:
    """How the target comes to hold these files, and nothing else that this program put there.

    `standing` gives the target's tag of every file there; `digest` the tag that a content will
    get, unless the target has tags of its own making.
    """
    standing = {path: tag for path, tag in standing.items() if path != MANIFEST}
    added, changed, taken = [], [], []
    during, after = dict[str, Record](), dict[str, Record]()
    wanted = {file.path for file in files}
    for file in sorted(files, key=lambda each: each.path):
        tag, known = standing.get(file.path), before.records.get(file.path)
        record = Record(digest(file.content), headers_digest(file.headers))
        if tag is not None and _is_as_it_should(tag, known, record):
            # A target of encrypted files has its own tag, which only its record knows.
            during[file.path] = after[file.path] = _recorded(record, tag)
            continue
        after[file.path] = record
        if tag is None:
            added.append(file)
            during[file.path] = record
            continue
        changed.append(file)
        # Where only headers change, nobody can see afterwards whether they have arrived.
        during[file.path] = Record(record.digest) if tag == record.digest else record
        if known is None and tag != record.digest:
            taken.append(file.path)
    gone = [path for path in before.records if path not in wanted and path in standing]
    during |= {path: before.records[path] for path in gone}
    theirs = [path for path in standing if path not in before.records and path not in wanted]
    return Plan(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(sorted(gone)),
        unchanged=len(files) - len(added) - len(changed),
        foreign=len(theirs),
        taken=tuple(taken),
        blocked=tuple(sorted(_in_the_way(theirs, wanted))),
        in_the_way=tuple(sorted(_in_the_way(gone, wanted))),
        owned=tuple(sorted(path for path in before.records if path in standing)),
        before=before,
        during=Manifest(site, during),
        after=Manifest(site, after),
    )


def headers_digest(headers: Sequence[tuple[str, str]]) -> str:
    """First 16 hex digits of the SHA-256 of the headers; empty where there are none."""
    if not headers:
        return ""
    text = "".join(f"{name.lower()}: {value}\n" for name, value in sorted(headers))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_as_it_should(tag: str, known: Record | None, wanted: Record) -> bool:
    if known is not None and known.known_tag == tag:
        return (known.digest, known.headers) == (wanted.digest, wanted.headers)
    return tag == wanted.digest and not wanted.headers


def _recorded(record: Record, tag: str) -> Record:
    return record if tag == record.digest else Record(record.digest, record.headers, tag)


def with_tags(manifest: Manifest, tags: Mapping[str, str]) -> Manifest:
    """The list with the tags that the target gave to what it got."""
    records = {
        path: _recorded(record, tags[path]) if path in tags else record
        for path, record in manifest.records.items()
    }
    return Manifest(manifest.site, records)


def _in_the_way(paths: Sequence[str], wanted: set[str]) -> Iterator[str]:
    """Those of `paths` that cannot stand beside one of `wanted` in a file system."""
    folders = {folder for path in wanted for folder in _folders_of(path)}
    for path in paths:
        if path in folders or any(folder in wanted for folder in _folders_of(path)):
            yield path


def _folders_of(path: str) -> Iterator[str]:
    end = path.find("/")
    while end != -1:
        yield path[:end]
        end = path.find("/", end + 1)
