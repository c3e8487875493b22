"""Links of the finished site that lead nowhere on it: of pages, feeds, styles and scripts.

One pass over the files. The anchors of a page are kept only while it is read, and looked up again
for the few pages that others lead into: a site has tens of thousands.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import unquote, urlsplit

from generator.model.artifact import Artifact
from generator.model.problem import Place, Problem, Severity
from generator.text.html_addresses import scan_file, scan_page
from generator.text.nearest import nearest
from generator.text.written_places import find_written

_SEARCH_INDEX = "pagefind/"
"""Tokens and words of pages that are checked themselves."""
_NO_PAGE = "which is no page or file of the site"
_NO_ANCHOR = "whose anchor does not exist"
_NO_SLASH = "which lacks the slash at its end"
_NO_ADDRESS = "which is no address"
_PASSAGE = re.compile(r"p-[0-9a-f]{8}(?:-[0-9]+)?")
_IMAGES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})
_HINTED = 50
"""Faults whose nearest name is looked for: more at once have one cause, and no near miss."""

_Fault = tuple[str, str, str]
"""Origin, address, and what is wrong with it."""


def broken_links(
    artifacts: Sequence[Artifact],
    base_url: str,
    files: Mapping[str, bytes],
    promised: Iterable[str] = (),
    drafts: Collection[str] = (),
) -> Iterator[Problem]:
    """A problem for each address that no file or anchor of the site answers.

    Addresses that name the site in full are checked like relative ones. `files` are the sources, in
    which the place of a link is looked for; `promised` are paths of files that are still to be
    made. An address without its last slash is a warning: most hosts lead on, not all. So is what
    stands in the folders of `drafts`: no reader meets it yet.
    """
    checker = _Checker(artifacts, base_url, frozenset(promised))
    checker.read()
    for number, ((origin, address, reason), where) in enumerate(checker.told_once()):
        more = f" (and {len(where) - 1} more)" if len(where) > 1 else ""
        what = "page" if where[0].endswith(".html") else "file"
        place = _place(address, origin, where, files)
        message = f"the {what} {where[0]}{more} links to `{address[:80]}`, {reason}"
        if reason == _NO_SLASH:
            hint = f"write `{_with_slash(address)[:80]}`"
            yield Problem("missing-slash", message, place, hint, Severity.WARNING)
            continue
        target = checker.target(address, where[0])
        hint = checker.hint(target, reason, files) if number < _HINTED else ""
        is_draft = posixpath.dirname(place.path) in drafts
        severity = Severity.WARNING if is_draft else Severity.ERROR
        hint = hint or _general_hint(target, reason)
        yield Problem("broken-link", message, place, hint, severity)


@dataclass(frozen=True)
class _Target:
    """What an address leads to on the site."""

    path: str
    anchor: str = ""
    is_readable: bool = True
    """False for what is no address at all."""


@dataclass
class _Checker:
    artifacts: Sequence[Artifact]
    base_url: str
    promised: frozenset[str] = frozenset()
    faults: dict[_Fault, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The paths of the files that each was found in: an explainer's three pages share their text,
    and a fault in it is one fault."""

    @cached_property
    def pages(self) -> dict[str, Artifact]:
        return {each.path: each for each in self.artifacts if each.path.endswith(".html")}

    @cached_property
    def paths(self) -> frozenset[str]:
        return frozenset(each.path for each in self.artifacts) | self.promised

    @cached_property
    def _root(self) -> tuple[str, str]:
        parts = urlsplit(self.base_url)
        return parts.netloc.lower(), parts.path or "/"

    def read(self) -> None:
        """Find every fault."""
        entering: dict[str, list[tuple[Artifact, str]]] = defaultdict(list)
        for artifact in self.artifacts:
            addresses, ids = self._scan(artifact)
            for address in addresses:
                target = self.target(address, artifact.path)
                if target is None:
                    continue
                reason = self._fault(target)
                if reason:
                    self._add(artifact, address, reason)
                elif target.path == artifact.path:
                    if not _has(ids, target.anchor):
                        self._add(artifact, address, _NO_ANCHOR)
                elif target.anchor and target.path in self.pages:
                    entering[target.path].append((artifact, address))
        for path, links in entering.items():
            ids = self._ids(path)
            for artifact, address in links:
                if not _has(ids, urlsplit(address).fragment):
                    self._add(artifact, address, _NO_ANCHOR)

    def _scan(self, artifact: Artifact) -> tuple[tuple[str, ...], frozenset[str]]:
        """The addresses of a file, and its anchors."""
        if artifact.path.endswith(".html"):
            page = scan_page(artifact.content, self.base_url)
            return page.addresses, page.ids
        if artifact.path.startswith(_SEARCH_INDEX):
            return (), frozenset()
        return scan_file(artifact.path, artifact.content, self.base_url), frozenset()

    def _add(self, artifact: Artifact, address: str, reason: str) -> None:
        self.faults[artifact.origin, address, reason].append(artifact.path)

    def told_once(self) -> Iterator[tuple[_Fault, list[str]]]:
        """The faults, without those of feeds that only repeat the text of a page."""
        told = {
            (self.target(address, where[0]), reason)
            for (_, address, reason), where in self.faults.items()
            if where[0].endswith(".html")
        }
        for fault, where in self.faults.items():
            is_page = where[0].endswith(".html")
            if is_page or (self.target(fault[1], where[0]), fault[2]) not in told:
                yield fault, where

    def target(self, address: str, page: str) -> _Target | None:
        """What the address leads to from a file of the site; None when it leads off the site."""
        try:
            parts = _split(address)
        except ValueError:
            return _Target("", is_readable=False)
        host, base_path = self._root
        path = unquote(parts.path)
        if parts.scheme not in ("", "http", "https"):
            return None
        if parts.netloc:
            port = ":80" if parts.scheme == "http" else ":443"
            is_own = parts.netloc.lower().removesuffix(port) == host.removesuffix(":443")
            # Of a host that several sites share, only our own folder is ours to check.
            if not is_own or not f"{path}/".startswith(base_path):
                return None
            path = path or "/"
            path = base_path if f"{path}/" == base_path else path
        return _Target(_file(path, page, base_path), parts.fragment)

    def _fault(self, target: _Target) -> str:
        """What is wrong with the path of a target, empty when all is well."""
        if not target.is_readable:
            return _NO_ADDRESS
        if target.path in self.paths:
            return ""
        return _NO_SLASH if f"{target.path}/index.html" in self.paths else _NO_PAGE

    def _ids(self, path: str) -> frozenset[str]:
        return scan_page(self.pages[path].content, self.base_url).ids

    def hint(self, target: _Target | None, reason: str, files: Mapping[str, bytes]) -> str:
        """What was probably meant, empty where nothing is near."""
        if target is None or reason == _NO_ADDRESS:
            return ""
        if reason == _NO_ANCHOR:
            anchor = unquote(target.anchor)
            if _PASSAGE.fullmatch(anchor):
                return ""
            near = nearest(anchor, sorted(self._ids(target.path)))
            return f"did you mean `#{near}`?" if near else ""
        shown = target.path.removesuffix("index.html")
        folder, _, slug = shown.rstrip("/").partition("/")
        if folder and f"content/explainers/{slug}/meta.yaml" in files:
            return f"content/explainers/{slug} is a draft, or scheduled for later"
        same = self._by_folded.get(target.path.casefold())
        if same:
            return f"write `{same.removesuffix('index.html')}`: small and large letters differ"
        known = self._by_folder.get(posixpath.dirname(shown.rstrip("/")), ())
        near = nearest(shown, known)
        return f"did you mean `{near}`?" if near else ""

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {path.casefold(): path for path in self.paths}

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        """Addresses by the folder that holds them, `ar/water/` by `ar`."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.paths):
            shown = path.removesuffix("index.html")
            found[posixpath.dirname(shown.rstrip("/"))].append(shown)
        return found


@lru_cache(maxsize=65536)
def _split(address: str) -> _Parts:
    parts = urlsplit(address)
    return _Parts(parts.scheme, parts.netloc, parts.path, parts.fragment)


@dataclass(frozen=True)
class _Parts:
    scheme: str
    netloc: str
    path: str
    fragment: str


def _file(path: str, page: str, base_path: str) -> str:
    """The file that a host gives for a path on a page: `index.html` for a folder."""
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(base_path):
            return path  # on the same host but outside the site
        full = path.removeprefix(base_path)
    else:
        full = posixpath.join(posixpath.dirname(page), path)
    target = posixpath.normpath(full) if full else ""
    target = "" if target == "." else target
    if path.endswith("/") or path.rpartition("/")[2] in (".", ".."):
        target = f"{target}/index.html" if target else "index.html"
    return target


def _has(ids: frozenset[str], anchor: str) -> bool:
    """Whether an anchor leads to a place of a page (HTML, "find a potential indicated element").

    `#top` leads to its head; `#:~:text=` and other directives are the browser's business.
    """
    decoded = unquote(anchor)
    return (
        not anchor
        or anchor in ids
        or decoded in ids
        or decoded.lower() == "top"
        or anchor.startswith(":~:")
    )


def _with_slash(address: str) -> str:
    cut = re.search(r"[?#]", address)
    end = cut.start() if cut else len(address)
    return f"{address[:end]}/{address[end:]}"


def _general_hint(target: _Target | None, reason: str) -> str:
    if reason == _NO_ADDRESS:
        return "write the whole address, as https://example.org/page"
    if reason == _NO_ANCHOR:
        if target and _PASSAGE.fullmatch(target.anchor):
            return "the passage has changed or is gone; its page has the new link beside it"
        return "the heading, term or event linked to may have been renamed"
    if target and posixpath.splitext(target.path)[1].lower() in _IMAGES:
        return "put the image into the explainer's folder, and show it as `![...](its-name)`"
    return "the page linked to may be a draft, scheduled for later, or renamed"


def _place(address: str, origin: str, where: Sequence[str], files: Mapping[str, bytes]) -> Place:
    """Where the address is written, else the file that the page is made from."""
    for path in _candidates(origin, where, files):
        place = find_written(address, path, files[path].decode("utf-8", "replace"))
        if place:
            return place
    return Place(origin)


def _candidates(origin: str, where: Sequence[str], files: Mapping[str, bytes]) -> Iterator[str]:
    """The files of an origin that may hold a link: of an article its languages, that of the page
    first, and what is said of it."""
    if origin not in files:
        return
    if not origin.endswith(".md"):
        yield origin
        return
    folder = posixpath.dirname(origin)
    named = [f"{folder}/article.{page.split('/')[0]}.md" for page in where]
    others = [f"{folder}/article.ar.md", f"{folder}/article.en.md", f"{folder}/meta.yaml"]
    yield from (path for path in dict.fromkeys((*named, *others)) if path in files)
