"""Searches made as readers make them: a static host on this machine, and Chromium that asks it.

Two searches can be asked: the site's own, whose client is `templates/static/search`, and that of
Pagefind as it comes, with the pages' own language.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from rjsmin import jsmin

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.gates.survey import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
COMPRESSED = (".js", ".json", ".txt", ".html")
"""What static hosts compress; the other files of an index are compressed as they come."""
_CLIENT = ROOT / "templates" / "static" / "search"
_OURS = "ours"
_PAGE = """<!doctype html>
<html lang="{language}">
<title>Search</title>
<script type="module">
const root = new URL(".", location);
let opening = null;
async function timed(...request) {{
  const begin = performance.now();
  opening ??= open();
  const answer = await (await opening)(...request);
  return {{ ...answer, milliseconds: performance.now() - begin }};
}}
{open}
window.askAll = async (requests, limit, quick) => {{
  const answers = [];
  for (const [query, language] of requests) {{
    answers.push(await timed(query, language, limit, quick));
  }}
  return answers;
}};
</script>
"""
_OPEN_OURS = """
async function open() {
  const { createClient } = await import(new URL("static/0/search/client.js", root));
  const client = createClient();
  return async (query, language, limit, quick) => {
    // Else of the language that comes second only the first few are shown.
    const limits = quick ? {} : { ar: limit, en: limit };
    const answer = await client.search({ query, language, finished: true, quick, limit, limits });
    const pages = answer.groups.flatMap(({ hits }) => hits.map(({ url }) => url));
    return { pages, relaxed: answer.relaxed };
  };
}
"""
_OPEN_STOCK = """
async function open() {
  const pagefind = await import(new URL("pagefind/pagefind.js", root));
  await pagefind.init();
  return async (query, _, limit) => {
    const { results } = await pagefind.search(query);
    const shown = await Promise.all(results.slice(0, limit).map((each) => each.data()));
    return { pages: shown.map(({ url }) => url.slice(root.pathname.length)), relaxed: false };
  };
}
"""


@dataclass
class Host:
    """A static host."""

    files: Mapping[str, bytes]
    address: str = ""
    sent: Counter[str] = field(default_factory=Counter)
    """Bytes of the bodies by path, compressed as hosts do it; pages are not counted."""


@dataclass(frozen=True)
class Answer:
    """What a search found, best first."""

    pages: tuple[str, ...]
    """Site paths."""
    is_relaxed: bool
    """Whether these are pages with some of the words only, as no page had all."""
    milliseconds: float


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    """Head and body go out at once: a wait of 40 ms between them would be that of this host."""

    def __init__(self, host: Host, *arguments: Any) -> None:
        self._host = host
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        content = self._host.files.get(path)
        self.send_response(200 if content is not None else 404)
        content = content or b""
        if path.endswith(COMPRESSED):
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", guess_type(path)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        if not path.endswith(".html"):
            self._host.sent[path] += len(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def our_site(index: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a site that has our search and nothing else."""
    # As `stages/assets.py` publishes it.
    client = {
        f"static/0/search/{path.name}": jsmin(path.read_bytes()) for path in _CLIENT.glob("*.js")
    }
    return {**index, **client, f"{_OURS}.html": _page("en", _OPEN_OURS)}


def stock_site(index: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same with Pagefind's own search."""
    pages = {f"{language}.html": _page(language, _OPEN_STOCK) for language in ("ar", "en")}
    return {**index, **pages}


@contextmanager
def hosted(files: Mapping[str, bytes]) -> Iterator[Host]:
    """The files on a host, as long as it is needed."""
    host = Host(files)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, host))
    host.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield host
    server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with running(
        shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    ) as browser:
        yield browser


@contextmanager
def visit(browser: Browser, host: Host, page: str = _OURS) -> Iterator[Page]:
    """A reader who comes for the first time, on our page or on that of a language of the stock."""
    context = browser.new_context()
    context.set_default_timeout(120_000)
    tab = context.new_page()
    tab.goto(f"{host.address}{page}.html")
    tab.wait_for_function("() => Boolean(window.askAll)")
    host.sent.clear()
    yield tab
    context.close()


def ask(
    tab: Page, queries: Sequence[tuple[str, str]], limit: int = 8, *, is_quick: bool = False
) -> list[Answer]:
    """The answer to each query, asked one after the other; each with the reader's language.

    A quick search of ours is one from the box over a page: the newest years, as far as need be.
    """
    asked = [list(queries), limit, is_quick]
    answers = tab.evaluate("(asked) => askAll(...asked)", asked)
    return [Answer(tuple(each["pages"]), each["relaxed"], each["milliseconds"]) for each in answers]


def _page(language: str, code: str) -> bytes:
    return _PAGE.format(language=language, open=code).encode()
