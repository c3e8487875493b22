"""A place in memory behind the port of a deployer: it can break off at any step, and remembers
what was done in which order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.deploying.manifest import MANIFEST, Manifest, read_manifest
from generator.deploying.plan import Plan, make_plan
from generator.deploying.sending import send
from generator.model.deployment import SiteFile

SITE = "https://news.example/"


class BrokenOffError(Exception):
    """The line is cut."""


@dataclass
class Place:
    """Keeps files in a dict, and refuses what a file system would refuse."""

    files: dict[str, SiteFile] = field(default_factory=dict)
    has_own_tags: bool = False
    """As storage that encrypts: nobody can tell a tag beforehand."""
    steps_left: int = -1
    """How many more files may come or go; any number where it is negative."""
    done: list[tuple[str, str]] = field(default_factory=list)
    """`put` or `remove`, and the path."""

    label = "the place"

    def digest(self, content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()[:12]

    def tag(self, content: bytes) -> str:
        return f"own-{self.digest(content)}" if self.has_own_tags else self.digest(content)

    def standing(self, paths: Collection[str]) -> Mapping[str, str]:
        wanted = set(paths)
        return {
            path: self.tag(file.content) if path in wanted else ""
            for path, file in self.files.items()
        }

    def read(self, path: str) -> bytes:
        return self.files[path].content

    def put(self, files: Sequence[SiteFile], arrived: Callable[[], None]) -> Mapping[str, str]:
        tags = {}
        for file in files:
            self._step()
            beside = [path for path in self.files if path != file.path]
            assert not any(path.startswith(f"{file.path}/") for path in beside)
            assert not any(file.path.startswith(f"{path}/") for path in beside)
            self.files[file.path] = file
            self.done.append(("put", file.path))
            tags[file.path] = self.tag(file.content)
            arrived()
        return tags

    def remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            self._step()
            self.files.pop(path, None)
            self.done.append(("remove", path))

    def finish(self) -> str:
        return ""

    def _step(self) -> None:
        if self.steps_left == 0:
            raise BrokenOffError
        self.steps_left -= 1

    def manifest(self) -> Manifest:
        file = self.files.get(MANIFEST)
        return read_manifest(file.content) if file else Manifest()

    def site(self) -> dict[str, SiteFile]:
        """What stands there, without the list."""
        return {path: file for path, file in self.files.items() if path != MANIFEST}


def files(*given: SiteFile, **texts: str) -> tuple[SiteFile, ...]:
    return (*given, *(SiteFile(path, text.encode()) for path, text in texts.items()))


def named(paths: Iterable[str]) -> tuple[SiteFile, ...]:
    """Files that hold their own path."""
    return tuple(SiteFile(path, path.encode()) for path in paths)


def plan_for(site: Sequence[SiteFile], place: Place, address: str = SITE) -> Plan:
    standing = place.standing([MANIFEST, *(file.path for file in site)])
    return make_plan(site, standing, place.manifest(), place.digest, address)


def deploy(site: Sequence[SiteFile], place: Place, address: str = SITE) -> Plan:
    """Send the site whatever there is against it; the plan that was carried out."""
    plan = plan_for(site, place, address)
    assert plan.blocked == ()
    send(plan, place, lambda: None)
    return plan
