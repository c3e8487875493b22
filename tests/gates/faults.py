"""Faults put into good pages on purpose, and the gate that must catch each.

A row is a name, the file, what is done to it, the finding that must follow, and for faults that
only show in a browser the circumstance and the steps of the survey. The edits hold on to the
contracts of the pages (tags, classes, attributes), not to how they are worded.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.gates.survey import (
    DARK_DESKTOP,
    DARK_PHONE,
    FORCED,
    LIGHT_DESKTOP,
    LIGHT_PHONE,
    NO_SCRIPT,
    Plan,
)

Edit = Callable[[str], str]

ARABIC, ENGLISH = "ar/draft-by-machine/index.html", "en/draft-by-machine/index.html"
LONG_ARABIC, LONG_ENGLISH = "ar/everything/index.html", "en/everything/index.html"
TOGETHER = "both/everything/index.html"
STYLE, SCRIPT, FONT, SEARCH = "style", "script", "font", "search"
"""Stand for the stylesheet and the script of every page, and for a font, wherever they are."""


@dataclass(frozen=True)
class Fault:
    """One fault and what must become of it."""

    name: str
    file: str
    edit: Edit
    caught: str
    """`gate/rule` of the finding."""
    page: str = ""
    """The page to look at, where it is not the file."""
    plan: Plan = ()

    @property
    def looked_at(self) -> str:
        return self.page or (self.file if self.file.endswith(".html") else ENGLISH)


def swap(pattern: str, new: str, count: int = 1) -> Edit:
    """Replace what the pattern finds, which must be there."""

    def edit(text: str) -> str:
        changed, times = re.subn(pattern, new, text, count=count, flags=re.DOTALL)
        assert times, f"nothing matches {pattern}"
        return changed

    return edit


def add(markup: str) -> Edit:
    """At the end of the main part."""
    return swap("</main>", literally(f"{markup}</main>"))


def add_first(markup: str) -> Edit:
    """At the start of the main part."""
    return swap("(<main[^>]*>)", r"\1" + literally(markup))


def add_to_head(markup: str) -> Edit:
    return swap("</head>", literally(f"{markup}</head>"))


def reader_script(html: str) -> str:
    """The address of reader.js on a page."""
    return next(iter(re.findall(r'src="([^"]*/reader\.js)"', html)))


def append(text: str) -> Edit:
    return lambda before: f"{before}\n{text}\n"


def literally(text: str) -> str:
    """`text` for the replacement side of a pattern."""
    return text.replace("\\", "\\\\")


def noise(size: int) -> str:
    """Letters that do not compress to less than about two thirds."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    return "".join(random.Random(size).choices(letters, k=size))


def data(text: str) -> Edit:
    return add_to_head(f'<script type="application/ld+json">{text}</script>')


_ARTICLE = '"@context":"https://schema.org","@type":"NewsArticle","inLanguage":"en",'
_HEADING = "<h2>Another</h2>"
_TRAP = (
    'addEventListener("keydown", (e) => { if (e.key === "Tab" && '
    'document.activeElement.closest("main")) e.preventDefault(); });'
)
_LATE = (
    'addEventListener("load", () => setTimeout(() => { const p = document.createElement("p");'
    ' p.textContent = "late"; p.style.height = "300px"; document.querySelector("main").prepend(p);'
    " }, 60));"
)
_LONE_SENTENCE = (
    '<div class="row is-own" data-state="own" id="p-lone"><div class="sides">'
    '<div class="side" lang="ar" dir="rtl"><span data-s="1">جملة</span></div>'
    '<div class="side" lang="en" dir="ltr"><span data-s="2">A sentence</span></div></div></div>'
)

IN_LANGUAGE = (
    Fault("html without dir", ARABIC, swap(r'(<html[^>]*) dir="rtl"', r"\1"), "page/no-direction"),
    Fault("html without lang", ENGLISH, swap(r'<html lang="en"', "<html"), "page/no-language"),
    Fault("wrong lang", ENGLISH, swap(r'<html lang="en"', '<html lang="ar"'),
          "page/wrong-language"),
    Fault("wrong dir", ARABIC, swap('dir="rtl"', 'dir="ltr"'), "page/wrong-direction"),
    Fault("a name out of its bdi", LONG_ARABIC,
          swap(r'<bdi lang="en"[^>]*>([^<]*)</bdi>', r"\1"), "page/foreign-run"),
    Fault("a number out of its bdi", LONG_ARABIC,
          swap(r"<bdi[^>]*>(44%|-5)</bdi>", r"\1"), "page/torn-number"),
    Fault("Arabic without lang", ENGLISH, add("<p>قناة السويس</p>"), "page/foreign-run"),
    Fault("lang without dir", ENGLISH, add('<p lang="ar">قناة</p>'), "page/no-direction"),
    Fault("unknown lang", ENGLISH, add('<p lang="english">x</p>'), "page/unknown-language"),
    Fault("dir=auto on known text", ARABIC, add('<p dir="auto">نص</p>'), "page/wrong-direction"),
    Fault("tooltip in the other language", ARABIC,
          add('<p title="In English">نص</p>'), "page/foreign-attribute"),
    Fault("code left to the page's direction", LONG_ARABIC,
          swap(r'<code dir="ltr">', "<code>"), "page/code-direction"),
    Fault("U+200F in the text", ARABIC, add("<p>نص\u200f</p>"), "page/bidi-control"),
    Fault("U+202B as an entity", ARABIC, add('<p id="&#x202B;x">نص</p>'), "page/bidi-control"),
    Fault("hyphen for a range", ENGLISH, add("<p>2019-2024</p>"), "page/hyphen-range"),
    Fault("letter-spacing for all", STYLE, append("p { letter-spacing: .02em }"), "style/arabic"),
    Fault("direction in CSS", STYLE, append(".row { direction: rtl }"), "style/direction"),
    Fault("margin-left", STYLE, append(".row { margin-left: 1rem }"), "style/physical"),
    Fault("four unlike sides", STYLE, append(".row { padding: 0 1rem 0 0 }"), "style/physical"),
    Fault("letters spaced on the page", STYLE,
          append(':lang(en), [lang="ar"] p { letter-spacing: 1px }'),
          "look/arabic-spacing", ARABIC, ((LIGHT_PHONE, ("looks",)),)),
    Fault("Arabic in italics", STYLE, append("p { font-style: italic }"),
          "look/arabic-italic", ARABIC, ((LIGHT_PHONE, ("looks",)),)),
    Fault("Arabic justified", STYLE, append(".row p { text-align: justify }"),
          "look/arabic-justified", ARABIC, ((LIGHT_PHONE, ("looks",)),)),
    Fault("Arabic lines too tight", STYLE, append(".row p { line-height: 1.3 !important }"),
          "look/arabic-line-height", ARABIC, ((LIGHT_PHONE, ("looks",)),)),
)  # fmt: skip

IN_STRUCTURE = (
    Fault("heading skips a level", ENGLISH, add(f"{_HEADING}<h4>Deep</h4>"), "page/heading-skip"),
    Fault("two h1", ENGLISH, add("<h1>Again</h1>"), "page/h1-count"),
    Fault("no main", ENGLISH, swap(r"<(/?)main", r"<\1div", count=2), "page/main-count"),
    Fault("no contentinfo", ENGLISH, swap(r"<(/?)footer", r"<\1div", 2), "page/contentinfo-count"),
    Fault("nav without a name", ENGLISH, swap(r'(<nav[^>]*) aria-label="[^"]*"', r"\1"),
          "page/nameless-nav"),
    Fault("no skip link", ENGLISH, swap(r'<a class="skip".*?</a>', ""), "page/skip-link"),
    Fault("duplicate id", ENGLISH, add('<p id="content">x</p>'), "page/duplicate-id"),
    Fault("anchor to nowhere", ENGLISH, add('<a href="#nowhere">x</a>'), "page/broken-anchor"),
    Fault("label that is not there", ENGLISH, add('<p aria-labelledby="gone">x</p>'),
          "page/lost-reference"),
    Fault("empty link", ENGLISH, add('<a href="#">x</a>'), "page/empty-link"),
    Fault("alt lost", LONG_ENGLISH, swap(r'(<img[^>]*?) alt="[^"]*"', r"\1"), "page/no-alt"),
    Fault("width lost", LONG_ENGLISH, swap(r'(<img[^>]*?) width="[^"]*"', r"\1"), "page/no-size"),
    Fault("tabindex above 0", ENGLISH, add('<a href="./" tabindex="3">x</a>'), "page/tab-order"),
    Fault("no description", ENGLISH, swap(r'(<meta name="description" content=")[^"]*', r"\1"),
          "page/no-description"),
    Fault("no title", ENGLISH, swap(r"<title>.*?</title>", "<title></title>"), "page/no-title"),
    Fault("zoom forbidden", ENGLISH, swap("initial-scale=1", "initial-scale=1,maximum-scale=1"),
          "page/viewport"),
    Fault("an element left open", ENGLISH, add("<section><h2>x</h2>"), "markup/error"),
    Fault("wrongly nested", ENGLISH, add("<ul><p>x</p></ul>"), "markup/error"),
    Fault("an attribute that does not exist", ENGLISH, add('<p colour="red">x</p>'),
          "markup/error"),
    Fault("a needless role", ENGLISH, add('<ul role="list"><li>x</li></ul>'), "markup/warning"),
)  # fmt: skip

IN_MANNERS = (
    Fault("inline style", ENGLISH, add('<p style="color: red">x</p>'), "page/inline-style"),
    Fault("event handler", ENGLISH, add('<p onclick="x()">x</p>'), "page/inline-script"),
    Fault("inline script", ENGLISH, add("<script>1</script>"), "page/inline-script"),
    Fault("remote script", ENGLISH, add_to_head('<script src="https://cdn.example/x.js"></script>'),
          "page/remote-resource"),
    Fault("policy with unsafe-inline", ENGLISH,
          swap("style-src 'self'", "style-src 'self' 'unsafe-inline'"), "page/policy"),
    Fault("remote style", STYLE, append("@import url(https://cdn.example/x.css);"), "style/remote"),
    Fault("no outline", STYLE, append("a:focus { outline: none }"), "style/no-outline"),
    Fault("motion for everybody", STYLE, append("a { transition: color 1s }"), "style/motion"),
    Fault("order that Tab does not follow", STYLE, append(".bar { order: -1 }"),
          "style/visual-order"),
    Fault("JSON-LD cut off", ENGLISH, data('{"@type": "NewsArticle",'), "page/broken-data"),
    Fault("JSON-LD without a headline", ENGLISH,
          data(f'{{{_ARTICLE}"datePublished":"2026-01-01","author":{{"@type":"Person","name":"L"}}}}'),
          "page/broken-data"),
    Fault("JSON-LD that leads nowhere", ENGLISH,
          data('{"@type":"WebPage","translationOfWork":{"@id":"https://x.example/#gone"}}'),
          "page/lost-data"),
    Fault("broken link", ENGLISH, add('<a href="../gone/">x</a>'), "links/broken-link"),
    Fault("anchor on another page", ENGLISH, add('<a href="../everything/#gone">x</a>'),
          "links/broken-anchor"),
    Fault("hreflang that lies", ENGLISH, add('<a href="../everything/" hreflang="ar">x</a>'),
          "links/wrong-hreflang"),
    Fault("alternate does not return", ARABIC,
          swap(r'<link rel="alternate" hreflang="en"[^>]*>', ""), "links/hreflang", ENGLISH),
    Fault("no x-default", ENGLISH, swap(r'<link rel="alternate" hreflang="x-default"[^>]*>', ""),
          "links/x-default"),
    Fault("canonical of another page", ENGLISH,
          swap(r'(rel="canonical" href="[^"]*)/draft-by-machine/', r"\1/everything/"),
          "links/wrong-canonical"),
    Fault("no way to the Arabic", ENGLISH, swap(r'href="[^"]*/ar/[^"]*"', 'href="./"', 50),
          "links/switch"),
    Fault("passage renamed", LONG_ENGLISH, swap(r'(<div class="row[^>]* id="p-)', r"\1x"),
          "links/passage-id"),
    Fault("passage without its state", LONG_ENGLISH, swap(r' data-state="[^"]*"', ""),
          "links/passage-state"),
    Fault("sentence without its other half", TOGETHER, add(_LONE_SENTENCE), "links/sentence"),
)  # fmt: skip

IN_WEIGHT = (
    Fault("fat page", ENGLISH, add(f"<p>{noise(60_000)}</p>"), "bytes/html"),
    Fault("fat style", STYLE, append(f"/* {noise(20_000)} */"), "bytes/css"),
    Fault("fat script", SCRIPT, append(f"// {noise(20_000)}"), "bytes/js"),
    Fault("fat search", SEARCH, append(f"// {noise(20_000)}"), "bytes/js"),
    Fault("a third font", FONT, lambda before: before, "bytes/fonts"),
    Fault("fat first view", ENGLISH, add_first(f"<!-- {noise(24_000)} -->"), "bytes/first-view",
          plan=((LIGHT_PHONE, ("loaded",)),)),
    Fault("too many files", ENGLISH,
          lambda before: add_to_head("".join(
              f'<script type="module" src="{reader_script(before)}?{n}"></script>' for n in range(9)
          ))(before),
          "bytes/requests", plan=((LIGHT_PHONE, ("loaded",)),)),
)  # fmt: skip

IN_A_BROWSER = (
    Fault("text wider than 320 px", STYLE, append(".row p { min-width: 330px }"),
          "look/overflow", plan=((LIGHT_PHONE, ("enlarged",)),)),
    Fault("text too wide at 200 %", STYLE, append(".row p { min-inline-size: 15rem }"),
          "look/overflow", plan=((LIGHT_PHONE, ("enlarged",)),)),
    Fault("text cut off", STYLE,
          append(".row p { block-size: 1rem; overflow: hidden }"),
          "look/clipped", plan=((LIGHT_PHONE, ("looks",)),)),
    Fault("text upon text", STYLE, append(".row + .row { margin-block-start: -4rem !important }"),
          "look/overlap", plan=((LIGHT_PHONE, ("looks",)),)),
    Fault("pale in the dark", STYLE,
          append("@media (prefers-color-scheme: dark) { .row p { color: #555 } }"),
          "axe/color-contrast", plan=((DARK_PHONE, ("axe",)),)),
    Fault("pale under the pointer", STYLE, append("main a:hover { color: #a9a9a9 !important }"),
          "look/contrast", plan=((LIGHT_DESKTOP, ("touched",)),)),
    Fault("no dark theme", STYLE, append("body { background: #fff !important }"),
          "look/theme", plan=((DARK_DESKTOP, ("looks",)),)),
    Fault("moves in spite of the setting", STYLE, append(".row p { transition: color 2s }"),
          "look/motion", plan=((LIGHT_PHONE, ("looks",)),)),
    Fault("page that jumps", SCRIPT, append(_LATE),
          "look/shift", plan=((LIGHT_DESKTOP, ("looks", "axe", "steady")),)),
    Fault("field without a label", ENGLISH, add('<input type="text" name="x">'),
          "axe/label", plan=((LIGHT_PHONE, ("axe",)),)),
    Fault("link without a name", ENGLISH, add('<p><a href="./"></a></p>'),
          "axe/link-name", plan=((LIGHT_PHONE, ("axe",)),)),
    Fault("name unlike the words", ENGLISH,
          add('<p><a href="../" aria-label="Elsewhere">Home page</a></p>'),
          "axe/label-content-name-mismatch", plan=((LIGHT_PHONE, ("axe",)),)),
    Fault("tiny targets", STYLE,
          append(".switch a { font-size: 9px; line-height: 9px; padding: 0 }"
                 " .switch ul { display: block }"),
          "axe/target-size", plan=((LIGHT_PHONE, ("axe",)),)),
    Fault("role that is none", ENGLISH, add('<p role="paragraf">x</p>'),
          "axe/aria-roles", plan=((LIGHT_PHONE, ("axe",)),)),
    Fault("a word on the console", SCRIPT, append('console.warn("hm");'),
          "console/message", plan=((LIGHT_PHONE, ()),)),
    Fault("a script that fails", SCRIPT, append("null.x;"), "console/error",
          plan=((LIGHT_PHONE, ()),)),
    Fault("against the policy", ENGLISH, add('<p style="color: red">x</p>'),
          "console/message", plan=((LIGHT_PHONE, ()),)),
    Fault("a file that is not there", ENGLISH,
          add('<img src="gone.png" alt="" width="1" height="1">'),
          "console/request", plan=((LIGHT_PHONE, ()),)),
    Fault("focus nobody sees", STYLE, append(":focus-visible { outline-width: 0 !important }"),
          "keyboard/invisible-focus", plan=((LIGHT_PHONE, ("keyboard",)),)),
    Fault("focus in the colour of paper", STYLE,
          append(":focus-visible { outline-color: var(--paper) !important; box-shadow: none }"),
          "keyboard/weak-focus", plan=((LIGHT_PHONE, ("keyboard",)),)),
    Fault("focus under a panel", STYLE,
          append(".footer { position: fixed; inset: auto 0 0; block-size: 95vh; z-index: 9 }"),
          "keyboard/focus-covered", plan=((LIGHT_PHONE, ("keyboard",)),)),
    Fault("trap for the keyboard", SCRIPT, append(_TRAP), "keyboard/unreachable",
          plan=((LIGHT_PHONE, ("keyboard",)),)),
    Fault("link out of Tab's reach", ENGLISH, add('<a href="./" tabindex="-1">x</a>'),
          "keyboard/unreachable", plan=((LIGHT_PHONE, ("keyboard",)),)),
    Fault("skip link that goes nowhere", ENGLISH, swap(r'(class="skip" href="#)[^"]*', r"\1top"),
          "keyboard/skip-link", plan=((LIGHT_PHONE, ("keyboard",)),)),
    Fault("navigation on paper", STYLE,
          append("@media print { nav, .masthead, .bar { display: block !important } }"),
          "print/print-furniture", plan=((DARK_DESKTOP, ("printed",)),)),
    Fault("no addresses on paper", STYLE, append("a::after { content: none !important }"),
          "print/print-address", plan=((DARK_DESKTOP, ("printed",)),)),
    Fault("dark paper", STYLE, append("@media print { body { background: #333 !important } }"),
          "print/print-paper", plan=((DARK_DESKTOP, ("printed",)),)),
    Fault("text lost on paper", STYLE, append("@media print { .sources li { display: none } }"),
          "print/print-lost", plan=((DARK_DESKTOP, ("printed",)),)),
    Fault("marks gone in high contrast", STYLE,
          append("@media (forced-colors: active) { .badge::before { forced-color-adjust: none;"
                 " border-color: Canvas !important; background: Canvas !important } }"),
          "forced/forced-mark", LONG_ENGLISH, ((FORCED, ("forced",)),)),
    Fault("focus gone in high contrast", STYLE,
          append("@media (forced-colors: active)"
                 " { :focus-visible { outline-width: 0 !important } }"),
          "forced/forced-focus", plan=((FORCED, ("forced",)),)),
    Fault("text that waits for a script", STYLE,
          append(":root:not(.has-script) .row { display: none }"),
          "plain/hidden-without-script", plan=((NO_SCRIPT, ("plain",)),)),
    Fault("a button that does nothing", ENGLISH, add('<button type="button">Do</button>'),
          "plain/idle-control", plan=((NO_SCRIPT, ("plain",)),)),
    Fault("a switch to the wrong page", ENGLISH,
          swap(r'(<nav.*?href=")[^"]*("[^>]*hreflang="ar")', r"\1./\2"),
          "plain/switch", plan=((NO_SCRIPT, ("plain",)),)),
)  # fmt: skip

FAULTS = (*IN_LANGUAGE, *IN_STRUCTURE, *IN_MANNERS, *IN_WEIGHT, *IN_A_BROWSER)
