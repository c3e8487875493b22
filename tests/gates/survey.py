"""What can be judged only in a real browser: axe, the console, looks, keyboard, print, no script.

`Surveyor` opens one page under one circumstance after another and gives back findings. Contexts
are kept per circumstance; a page is loaded afresh for each, as a reader's first visit would.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from generator.adapters.server import Preview, make_server
from tests.gates.bytes_gate import examine_load
from tests.gates.finding import Finding
from tests.gates.published import Page, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request, Response
    from playwright.sync_api import Page as Tab

_LOOK_FILE = (Path(__file__).parent / "look.js").read_text("utf-8")
LOOK = _LOOK_FILE.split("\n\n", 1)[1].rstrip().rstrip(";")
"""The function of look.js without the comment above it."""
LOOK_THERE = f"(asked) => ({LOOK})(...asked)"

PHONE, DESKTOP = (360, 780), (1280, 800)
NARROWEST = (320, 640)
"""WCAG 2.2, 1.4.10 Reflow; also a window of 1280 zoomed to 400 %."""
ZOOMED = (640, 400)
"""A window of 1280 × 800 zoomed to 200 %."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_STOPS = 400
"""Presses of Tab on one page, at most."""
SHIFT = 0.02
"""Cumulative layout shift that is let pass."""

_SHIFTS = """() => new Promise((answer) => {
  let sum = 0;
  const watcher = new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value;
  });
  watcher.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => answer(sum)));
})"""
_AXE = """([within, options]) => axe
  .run(document.querySelector(within), options)
  .then((done) => done.violations.flatMap((rule) => rule.nodes.map(
    (node) => [rule.id, `${node.target.join(" ")}: ${node.failureSummary}`],
  )))"""
_AS_AT_FIRST = """() => {
  for (const each of document.querySelectorAll("details")) each.open = false;
  for (const each of document.querySelectorAll(":popover-open")) each.hidePopover();
  document.activeElement.blur();
  scrollTo(0, 0);
}"""
_FIRST_STOP = """() => {
  const first = document.activeElement, box = first.getBoundingClientRect();
  return [first.getAttribute("href"), box.top >= 0 && box.height > 1];
}"""
_IS_IN_MAIN = """() => {
  const main = document.querySelector("main");
  const stops = main?.querySelector("a[href], button, input, summary, [tabindex]");
  return !stops || main.contains(document.activeElement);
}"""
_DOUBLE_TEXT = """() => {
  const root = document.documentElement;
  root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
}"""
_TOUCHED = "a, button, summary, .row, .event, .term, [data-s]"
_STATES = ["hover", "focus", "focus-visible", "focus-within", "target"]
_PAUSE = 200
"""Milliseconds after loading in which a page may still jump."""
_OPEN = "[popover]:popover-open, dialog[open]"
_MOMENT = 30
"""Milliseconds a script has to show what was clicked."""


def axe_source() -> str:
    """The script that axe-playwright-python carries."""
    spec = find_spec("axe_playwright_python")
    assert spec and spec.origin
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")


@dataclass
class Host:
    """A static host for one site at a time, below the path of its address."""

    site: Site
    _server: Any = field(init=False)

    def __post_init__(self) -> None:
        # A browser that closes a tab drops its connections; that is no fault of the site.
        self._server = make_server(lambda: Preview(self.site.base_path, self.site.files), 0)
        self._server.handle_error = lambda *_: None
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def address(self, path: str) -> str:
        base = f"http://127.0.0.1:{self._server.server_port}{self.site.base_path}"
        return base + (path.removesuffix("index.html"))

    def path(self, address: str) -> str | None:
        """File behind an address; None off this host."""
        parts = urlsplit(address)
        if parts.port != self._server.server_port:
            return None
        path = unquote(parts.path).removeprefix(self.site.base_path)
        return path + "index.html" if not path or path.endswith("/") else path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass(frozen=True)
class Circumstance:
    """How a reader looks at a page."""

    size: tuple[int, int] = PHONE
    theme: str = "light"
    has_script: bool = True
    forced_colours: bool = False

    @property
    def window(self) -> tuple[tuple[int, int], bool]:
        """What needs a window of its own; the rest can be changed in one."""
        return self.size, self.has_script

    def __str__(self) -> str:
        said = [self.theme, f"{self.size[0]} px"]
        said += [] if self.has_script else ["no script"]
        said += ["forced colours"] if self.forced_colours else []
        return ", ".join(said)


LIGHT_PHONE, LIGHT_DESKTOP = Circumstance(), Circumstance(DESKTOP)
DARK_PHONE, DARK_DESKTOP = Circumstance(theme="dark"), Circumstance(DESKTOP, "dark")
FORCED = Circumstance(DESKTOP, "dark", forced_colours=True)
NO_SCRIPT = Circumstance(has_script=False)

Plan = tuple[tuple[Circumstance, tuple[str, ...]], ...]
"""Steps to take under one circumstance after another."""

PLAN: Plan = (
    (LIGHT_PHONE, ("loaded", "looks", "axe", "steady", "keyboard", "opened")),
    (DARK_PHONE, ("looks", "axe", "opened")),
    (LIGHT_PHONE, ("enlarged",)),
    (LIGHT_DESKTOP, ("looks", "axe", "steady", "keyboard", "touched")),
    (DARK_DESKTOP, ("looks", "axe", "touched")),
    (FORCED, ("forced",)),
    (DARK_DESKTOP, ("printed",)),
    (NO_SCRIPT, ("plain",)),
)
"""All steps, in an order in which none disturbs the next; a page is loaded once for each size."""


@dataclass
class Visit:
    """A page open in a tab, and what has been found on it so far."""

    tab: Tab
    page: Page
    circumstance: Circumstance
    requested: tuple[str, ...] = ()
    """Files of the site that the browser asked for until the page was loaded."""
    asked_for: dict[str, str] = field(default_factory=dict)
    """Those until now by their addresses."""
    found: list[Finding] = field(default_factory=list)

    def meet(self, circumstance: Circumstance) -> None:
        """Change theme and colours, and put the page back as it was after loading."""
        self.circumstance = circumstance
        self.tab.emulate_media(
            media="screen",
            color_scheme="dark" if circumstance.theme == "dark" else "light",
            forced_colors="active" if circumstance.forced_colours else "none",
        )
        if circumstance.has_script:
            self.tab.evaluate(_AS_AT_FIRST)

    def note(self, gate: str, rule: str, detail: str, state: str = "") -> None:
        told = f"{self.circumstance}, {state}" if state else str(self.circumstance)
        self.found.append(Finding(gate, rule, self.page.path, detail, told))

    def ask(self, task: str, given: str = "") -> Any:
        """The answer of look.js to a task."""
        asked = "(asked) => gatesLook(...asked)" if self.circumstance.has_script else LOOK_THERE
        return self.tab.evaluate(asked, [task, given])

    def look(self, task: str, gate: str = "look", state: str = "") -> None:
        for rule, detail in self.ask(task):
            self.note(gate, rule, detail, state)


class Surveyor:
    """Opens pages in one browser and judges them."""

    def __init__(self, browser: Browser, host: Host) -> None:
        self._browser = browser
        self._host = host
        self._eyes = f"window.gatesLook = {LOOK};\n{axe_source()}"
        self._tabs: dict[tuple[tuple[int, int], bool], Tab] = {}
        self._visit: Visit | None = None
        self._words: set[str] = set()
        """What the page said with script, for the comparison without."""

    def close(self) -> None:
        for tab in self._tabs.values():
            tab.context.close()

    def survey(self, page: Page, plan: Plan = PLAN) -> list[Finding]:
        """Everything there is to find on a page by these steps."""
        self._words = set()
        found: list[Finding] = []
        for (size, has_script), group in groupby(plan, lambda each: each[0].window):
            with self._open(page, Circumstance(size, has_script=has_script)) as visit:
                for circumstance, steps in group:
                    visit.meet(circumstance)
                    for step in steps:
                        getattr(self, step)(visit)
            found += visit.found
        return found

    def loaded(self, visit: Visit) -> None:
        """What the first visit loads, against its budgets."""
        self._words = set(visit.ask("words"))
        first_view = end_of_element(visit.page.html, int(visit.ask("lastOnFirstScreen")))
        visit.found += examine_load(self._host.site, visit.page, visit.requested, first_view)

    def looks(self, visit: Visit) -> None:
        """Arabic type, contrast, overflow, overlaps, motion."""
        visit.look("everything")

    def steady(self, visit: Visit) -> None:
        """Nothing jumps while the page loads."""
        shift = min(self._shifts(visit))
        if shift > SHIFT:
            visit.note("look", "shift", f"CLS {shift:.3f}")

    def _shifts(self, visit: Visit) -> Iterator[float]:
        """Layout shift of a visit; of two more where it is large, as a busy machine makes it so."""
        for attempt in range(3):
            if attempt:
                visit.tab.reload(wait_until="load")
                visit.tab.wait_for_timeout(_PAUSE)
            shift = float(visit.tab.evaluate(_SHIFTS))
            yield shift
            if shift <= SHIFT:
                return

    def axe(self, visit: Visit, within: str = "html", state: str = "") -> None:
        """axe-core by the WCAG tags and its best practices."""
        options = {
            "runOnly": WCAG,
            "resultTypes": ["violations"],
            # Experimental in axe, but a success criterion all the same (WCAG 2.2, 2.5.3).
            "rules": {"label-content-name-mismatch": {"enabled": True}},
        }
        for rule, detail in visit.tab.evaluate(_AXE, [within, options]):
            visit.note("axe", rule, " ".join(detail.split())[:200], state)

    def keyboard(self, visit: Visit) -> None:
        """Tab through all of it; the skip link first, and followed."""
        tab = visit.tab
        count = int(visit.ask("prepareKeyboard"))
        tab.keyboard.press("Tab")
        first = tab.evaluate(_FIRST_STOP)
        if not str(first[0]).startswith("#") or not first[1]:
            visit.note("keyboard", "skip-link", f"the first stop is {first}")
        for _ in range(min(count, MOST_STOPS) + 1):
            tab.keyboard.press("Tab")
        visit.look("finishKeyboard", "keyboard")
        tab.evaluate("() => { scrollTo(0, 0); document.querySelector('a').focus() }")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
        if not tab.evaluate(_IS_IN_MAIN):
            visit.note("keyboard", "skip-link", "does not skip to main")

    def touched(self, visit: Visit) -> None:
        """Contrast of everything as it is under the pointer, focused, and led to."""
        session = visit.tab.context.new_cdp_session(visit.tab)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": _TOUCHED})
        for index in visit.ask("examples", _TOUCHED):
            states = {"nodeId": nodes["nodeIds"][index], "forcedPseudoClasses": _STATES}
            session.send("CSS.forcePseudoState", states)
        visit.look("contrast", state="touched")
        session.detach()

    def opened(self, visit: Visit) -> None:
        """What readers can open: details, and what a click on a term or a button brings."""
        tab = visit.tab
        tab.evaluate(
            "() => { for (const d of document.querySelectorAll('details')) d.open = true }"
        )
        visit.look("width", state="details open")
        visit.look("contrast", state="details open")
        shown = tab.locator(_OPEN)
        for opener in (".term-link", "button:not([type=submit])"):
            control = tab.locator(opener).locator("visible=true").first
            if not control.count() or not control.is_enabled():
                continue
            control.click()
            tab.wait_for_timeout(_MOMENT)
            if not shown.count():
                continue
            state = f"{opener} clicked"
            visit.look("contrast", state=state)
            visit.look("width", state=state)
            self.axe(visit, _OPEN, state)
            tab.keyboard.press("Escape")
            tab.wait_for_timeout(_MOMENT)
            if shown.count():
                visit.note("keyboard", "escape", f"{opener} stays open")

    def enlarged(self, visit: Visit) -> None:
        """Nothing sticks out in the narrowest window, zoomed, or with text twice as large."""
        tab = visit.tab
        tab.evaluate(
            "() => { for (const d of document.querySelectorAll('details')) d.open = false }"
        )
        for size in (NARROWEST, ZOOMED):
            tab.set_viewport_size({"width": size[0], "height": size[1]})
            visit.look("width", state=f"at {size[0]} px")
        tab.evaluate(_DOUBLE_TEXT)
        for size in (PHONE, DESKTOP):
            tab.set_viewport_size({"width": size[0], "height": size[1]})
            visit.look("width", state=f"at {size[0]} px, text at 200 %")

    def forced(self, visit: Visit) -> None:
        """In high contrast mode, marks of state, of the current page and of focus are there."""
        visit.tab.keyboard.press("Tab")
        visit.look("forced", "forced")

    def printed(self, visit: Visit) -> None:
        """Paper: no navigation, sources with their addresses, all of the text, dark on light."""
        visit.tab.emulate_media(media="print")
        visit.look("print", "print", "printed")

    def plain(self, visit: Visit) -> None:
        """All text is there, what needs a script is not, and the languages can be switched."""
        visit.look("plain", "plain")
        said = set(visit.ask("words"))
        # A script may add words of its own; it must not be the one to show what the page says.
        for words in sorted(self._words - said):
            if words in visit.page.root.words and not _is_control(visit.page, words):
                visit.note("plain", "hidden-without-script", words[:60])
        for address, language in visit.ask("languageLinks"):
            response = visit.tab.goto(address)
            reached = visit.tab.locator("html").get_attribute("lang")
            if response is None or not response.ok or reached != language:
                visit.note("plain", "switch", f"{address} shows {reached}")

    @contextmanager
    def _open(self, page: Page, circumstance: Circumstance) -> Iterator[Visit]:
        """The page loaded; the console and the network are heard until the end."""
        tab = self._tab(circumstance)
        visit = self._visit = Visit(tab, page, circumstance)
        try:
            tab.goto(self._host.address(page.path), wait_until="load")
            if circumstance.has_script:
                tab.evaluate("() => document.fonts.ready.then(() => true)")
            visit.requested = tuple(visit.asked_for.values())
            yield visit
        finally:
            if circumstance.has_script:
                tab.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
            tab.goto("about:blank")
            self._visit = None

    def _tab(self, circumstance: Circumstance) -> Tab:
        """A tab of this size, used for one page after another."""
        if circumstance.window not in self._tabs:
            width, height = circumstance.size
            context = self._browser.new_context(
                viewport={"width": width, "height": height},
                reduced_motion="reduce",
                java_script_enabled=circumstance.has_script,
            )
            if circumstance.has_script:
                context.add_init_script(self._eyes)
                # It would answer with what it kept of the site before a fault was put in.
                context.add_init_script("delete Navigator.prototype.serviceWorker")
            tab = self._tabs[circumstance.window] = context.new_page()
            tab.on("console", lambda said: self._hear("message", f"{said.type}: {said.text}"))
            tab.on("pageerror", lambda error: self._hear("error", str(error)))
            tab.on("request", self._hear_request)
            tab.on("requestfailed", self._hear_failure)
            tab.on("response", self._hear_response)
        tab = self._tabs[circumstance.window]
        tab.set_viewport_size({"width": circumstance.size[0], "height": circumstance.size[1]})
        return tab

    def _hear(self, rule: str, detail: str) -> None:
        if self._visit:
            self._visit.note("console", rule, detail)

    def _hear_request(self, request: Request) -> None:
        path = self._host.path(request.url)
        if self._visit and path:
            self._visit.asked_for.setdefault(request.url, path)
        elif self._visit and not request.url.startswith("about:"):
            self._hear("foreign-request", request.url)

    def _hear_failure(self, request: Request) -> None:
        # What is on its way when the reader leaves is broken off.
        if request.failure != "net::ERR_ABORTED":
            self._hear("request", f"{request.failure}: {request.url}")

    def _hear_response(self, response: Response) -> None:
        if response.status >= 400:
            self._hear("request", f"{response.status}: {response.url}")


def _is_control(page: Page, words: str) -> bool:
    """Whether the words name a control, or stand in something that only a script opens."""
    tags = ("button", "label", "legend", "option", "dialog", "form")
    return any(words in text.words and text.parent.stands_in(*tags) for text in page.root.texts)


def end_of_element(html: str, number: int) -> int:
    """Where in the source the start tag of the element behind the `number`th begins.

    Elements are counted in the order of the page from 1; at the end where there are no more.
    """
    count, end = 0, 0
    while count <= number:
        start = html.find("<", end)
        if start < 0:
            return len(html)
        end = start + 1
        count += html[end : end + 1].isalpha()
    return start


def survey_all(hosts: Sequence[tuple[Host, Sequence[Page]]], chromium: str) -> list[Finding]:
    """Every page surveyed, by two browsers at once; for machines of two processors."""
    from concurrent.futures import ThreadPoolExecutor

    queue = [(host, page) for host, pages in hosts for page in pages]
    queue.sort(key=lambda each: -len(each[1].html))
    lock = threading.Lock()

    def work() -> list[Finding]:
        found: list[Finding] = []
        with running(chromium) as browser:
            surveyors: dict[int, Surveyor] = {}
            while True:
                with lock:
                    if not queue:
                        return found
                    host, page = queue.pop(0)
                surveyor = surveyors.setdefault(id(host), Surveyor(browser, host))
                found += surveyor.survey(page)

    with ThreadPoolExecutor(2) as pool:
        workers = [pool.submit(work) for _ in range(2)]
        return [finding for worker in workers for finding in worker.result()]


@contextmanager
def running(chromium: str) -> Iterator[Browser]:
    """A headless browser of its own, for a thread of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
