"""The engines: ours, Pagefind as it comes, and lunr with lunr-languages."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import stock_pagefind
from benchmarks.search_in_browser import COMPRESSED, ask, hosted, our_site, stock_site, visit
from benchmarks.search_recall.case import Case, Engine, Found
from generator.adapters.search import PagefindIndexer
from generator.ports import SearchDocument

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ALL = 10_000
"""Pages that are asked for: every one."""
_PACKAGES = ("lunr@2.3.9", "lunr-languages@1.22.0")
_NPM_SECONDS = 120
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_LETTER = re.compile("[\u0620-\u064aٱ-ۓ]")


def ours(browser: Browser, documents: Sequence[SearchDocument], cases: Sequence[Case]) -> Engine:
    """The site's own search; what is asked in Arabic is asked by a reader of Arabic."""
    index = PagefindIndexer().index(documents, ())
    queries = [(case.text, languages_of(case.text)[0]) for case in cases]
    with hosted(our_site(index)) as host, visit(browser, host) as tab:
        answers = ask(tab, queries, ALL)
    found = [Found(frozenset(each.pages), each.is_relaxed) for each in answers]
    return Engine("ours", found, _size(index))


def stock(browser: Browser, documents: Sequence[SearchDocument], cases: Sequence[Case]) -> Engine:
    """Pagefind's own search on pages of the languages of the query."""
    with tempfile.TemporaryDirectory() as name:
        stock_pagefind.write_pages(documents, Path(name))
        with stock_pagefind.start(Path(name)) as process:
            process.wait()
        index = stock_pagefind.read_index(Path(name))
    pages: dict[str, frozenset[str]] = {case.text: frozenset() for case in cases}
    with hosted(stock_site(index)) as host:
        for language in sorted({each.language for each in documents}):
            queries = [(text, language) for text in pages if language in languages_of(text)]
            with visit(browser, host, language) as tab:
                for (text, _), answer in zip(queries, ask(tab, queries, ALL), strict=True):
                    pages[text] |= {*answer.pages}
    return Engine("stock", [Found(pages[case.text]) for case in cases], _size(index))


def lunr(folder: Path, documents: Sequence[SearchDocument], cases: Sequence[Case]) -> Engine:
    """lunr, every word required, an index for each language; its packages are in `folder`."""
    told = {
        "documents": [
            {
                "path": each.path,
                "language": each.language,
                "title": each.title,
                "text": " ".join(f"{part.heading} {part.text}" for part in each.parts),
            }
            for each in documents
        ],
        "queries": [[case.text, languages_of(case.text)] for case in cases],
    }
    done = subprocess.run(
        ["node", Path(__file__).parent / "lunr.cjs", folder / "node_modules"],
        input=json.dumps(told),
        capture_output=True,
        check=True,
        text=True,
    )
    answer = json.loads(done.stdout)
    return Engine("lunr", [Found(frozenset(pages)) for pages in answer["found"]], answer["size"])


def install_lunr(folder: Path) -> str:
    """Puts lunr's packages into `folder`, unless they are there; else says why it could not."""
    if (folder / "node_modules" / "lunr-languages").is_dir():
        return ""
    if not (shutil.which("npm") and shutil.which("node")):
        return "there is no npm"
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *_PACKAGES]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=_NPM_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        return f"npm could not install it: {error}"
    return ""


def languages_of(query: str) -> tuple[str, ...]:
    """In which a reader would ask: Arabic where a word is; else in both."""
    return ("ar",) if _ARABIC_LETTER.search(query) else ("en", "ar")


def _size(index: Mapping[str, bytes]) -> int:
    loaded = {path: content for path, content in index.items() if "/fragment/" not in path}
    return sum(
        len(gzip.compress(content, 6) if path.endswith(COMPRESSED) else content)
        for path, content in loaded.items()
    )
