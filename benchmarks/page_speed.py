"""How fast the pages of the demo site are on a slow phone, and what a first visit weighs:

    python benchmarks/page_speed.py [--times N]
    python benchmarks/page_speed.py --serve PORT

The browser is held back as Lighthouse's mobile setting holds it back when it throttles for real:
562.5 ms for each request, 1,474.56 kbit/s down, a processor four times as slow
(github.com/GoogleChrome/lighthouse, docs/throttling.md). Prints one Markdown table of medians.
`--serve` only serves the site, compressed as static hosts do it, for Lighthouse itself:
docs/quality.md says how.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.gates.bytes_gate import IMAGES, KB, compressed, html_limit
from tests.gates.published import ROOT, Page, Site, publish
from tests.gates.survey import end_of_element, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

PHONE: ViewportSize = {"width": 412, "height": 823}
"""The window of Lighthouse's phone, a Moto G Power."""
THROTTLED = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1474.56 * 1000 / 8,
    "uploadThroughput": 675 * 1000 / 8,
}
SLOWER = 4
QUIET = 400
"""Milliseconds waited after loading, for what comes late."""

OBSERVE = """
window.seen = { paint: 0, shift: 0, long: 0 };
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) seen.paint = each.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) seen.shift += each.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) seen.long += Math.max(each.duration - 50, 0);
}).observe({ type: "longtask", buffered: true });
"""


@dataclass(frozen=True)
class Load:
    """One first visit."""

    paint: float
    """Largest contentful paint, milliseconds."""
    shift: float
    blocked: float
    """Total blocking time, milliseconds: what long tasks take beyond 50 each."""
    files: tuple[str, ...]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: Site, *arguments: Any) -> None:
        self._site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).removeprefix(self._site.base_path)
        path += "index.html" if not path or path.endswith("/") else ""
        content = self._site.files.get(path)
        self.send_response(200 if content is not None else 404)
        content = content if content is not None else self._site.files["404.html"]
        kind = guess_type(path)[0] or "text/html"
        if not path.endswith((".woff2", ".png", ".jpg", ".webp")):
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000, immutable")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Site, port: int = 0) -> Iterator[str]:
    """The site's address while it is being served."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{site.base_path}"
    server.shutdown()


def load(browser: Browser, address: str, base: str) -> Load:
    """A first visit with an empty cache."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, is_mobile=True)
    tab = context.new_page()
    tab.add_init_script(OBSERVE)
    asked: dict[str, None] = {}
    tab.on("request", lambda each: asked.setdefault(each.url))
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", THROTTLED)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    tab.goto(address, wait_until="load")
    tab.wait_for_timeout(QUIET)
    seen = tab.evaluate("() => window.seen")
    context.close()
    files = tuple(urlsplit(each).path.removeprefix(urlsplit(base).path) for each in asked)
    return Load(seen["paint"], seen["shift"], seen["long"], files)


def row(site: Site, name: str, page: Page, loads: list[Load], first_view: int) -> str:
    """A line of the table."""
    index = "index.html"
    files = {
        f"{each}{index}" if not each or each.endswith("/") else each for each in loads[0].files
    }
    weighed = [each for each in files if each in site.files and not each.endswith(IMAGES)]
    total = sum(compressed(site.files[each]) for each in weighed)
    style = sum(compressed(site.files[each]) for each in weighed if each.endswith(".css"))
    html = compressed(site.files[page.path])
    first = compressed(page.html[:first_view].encode()) + style
    paint = statistics.median(each.paint for each in loads) / 1000
    shift = statistics.median(each.shift for each in loads)
    blocked = statistics.median(each.blocked for each in loads)
    return (
        f"| {name} | {html / KB:.1f} of {html_limit(page) / KB:.0f} | {first / KB:.1f} "
        f"| {total / KB:.1f} | {len(weighed)} | {paint:.2f} | {shift:.3f} | {blocked:.0f} |"
    )


def end_of_first_view(browser: Browser, address: str, page: Page) -> int:
    """Characters of the source up to the end of the first screen of the phone."""
    tab = browser.new_page(viewport=PHONE)
    tab.goto(address)
    number = tab.evaluate(
        "() => [...document.querySelectorAll('*')].findLastIndex((each) => {"
        " const box = each.getBoundingClientRect();"
        " return box.height > 0 && box.top < innerHeight; }) + 1"
    )
    tab.close()
    return end_of_element(page.html, int(number))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--times", type=int, default=3, help="visits to each page (3)")
    parser.add_argument("--serve", type=int, metavar="PORT", help="only serve the site")
    options = parser.parse_args()
    site = publish(ROOT)
    if options.serve:
        with served(site, options.serve) as base:
            print(base, *(f"{base}{page.path}" for page in site.kinds.values()), sep="\n")
            threading.Event().wait()
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    print("| page | HTML, KB | first view, KB | in all, KB | files | LCP, s | CLS | TBT, ms |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with served(site) as base, running(chromium) as browser:
        for name, page in site.kinds.items():
            address = base + page.path.removesuffix("index.html")
            loads = [load(browser, address, base) for _ in range(options.times)]
            first_view = end_of_first_view(browser, address, page)
            print(row(site, name, page, loads, first_view), flush=True)


if __name__ == "__main__":
    main()
