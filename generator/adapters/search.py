"""The search index, made by the real Pagefind binary from small generated documents.

One bundle for each language: Pagefind stems by language, and a bundle of its own keeps an
Arabic query away from English stems.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from generator.model.problem import Place, Problem, UserError
from generator.ports import SearchDocument

_SECONDS = 600
_PLACE = Place("search index")
# Pagefind's ready-made interfaces are not used: ours is templates/static/search.js.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


class PagefindIndexer:
    """Runs the binary that the `pagefind-bin` package carries."""

    def index(self, documents: Sequence[SearchDocument]) -> dict[str, bytes]:
        """Contents of `pagefind/<language>/…` by path; see `ports.SearchIndexer`."""
        binary = find_binary()
        files: dict[str, bytes] = {}
        for language in sorted({document.language for document in documents}):
            some = [document for document in documents if document.language == language]
            for name, content in _index_language(binary, language, some).items():
                files[f"pagefind/{language}/{name}"] = content
        return files


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


def _index_language(
    binary: Path, language: str, documents: Sequence[SearchDocument]
) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="dragoman-search-") as folder:
        pages, bundle = Path(folder) / "pages", Path(folder) / "bundle"
        for document in documents:
            path = pages / document.path / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(document_html(document), "utf-8")
        command = [binary, "--site", pages, "--output-path", bundle, "--quiet"]
        _run([*map(str, command), "--force-language", language])
        return _read_bundle(bundle)


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603  (a fixed binary and our own folders)
            command, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(
            [Problem("search-failed", f"Pagefind did not run: {error}", _PLACE)]
        ) from error
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        message = f"Pagefind failed with exit code {done.returncode}: {said[-500:]}"
        raise UserError([Problem("search-failed", message, _PLACE)])


def _read_bundle(bundle: Path) -> dict[str, bytes]:
    files = {
        path.relative_to(bundle).as_posix(): path.read_bytes()
        for path in sorted(bundle.rglob("*"))
        if path.is_file() and not path.name.startswith(_UNUSED)
    }
    needed = ("pagefind.js", "pagefind-entry.json")
    missing = [name for name in needed if not files.get(name)]
    if missing:
        message = f"Pagefind made no {' and no '.join(missing)}"
        raise UserError([Problem("search-failed", message, _PLACE)])
    return files


def document_html(document: SearchDocument) -> str:
    """The page that Pagefind reads; readers never see it."""
    meta = ", ".join(f"{name}[data-{name}]" for name, _ in document.meta)
    values = "".join(f' data-{name}="{escape(value)}"' for name, value in document.meta)
    head = f'<span data-pagefind-meta="{meta}"{values}></span>' if meta else ""
    return (
        f'<!doctype html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title></head><body>"
        f"{head}<main data-pagefind-body><h1>{escape(document.title)}</h1>"
        f"{document.html}</main></body></html>"
    )
