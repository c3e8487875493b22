"""What can be judged of one page by reading its HTML: language, landmarks, names, safety.

Each rule is a generator over the page's tree and yields (rule, detail). The rules stand in
for what the standard tools pass over; those tools run too (markup_gate.py, survey.py).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.gates.finding import Finding
from tests.gates.published import Page, Site
from tests.gates.tree import Element, Text

GATE = "page"
Found = Iterator[tuple[str, str]]

DIRECTIONS = {"ar": "rtl", "en": "ltr"}
"""Of the site's two languages; a source's title may be in any other."""
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ckb", "ps", "ug", "sd", "yi")
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # RFC 5646
SILENT = ("script", "style", "template", "svg")
"""Their text is not read as prose; what a template holds, the search fills in."""
CODE = ("code", "pre", "kbd", "samp")
LEAST_DESCRIPTION = 10

ARABIC = re.compile(r"[\u0620-\u064A\u0671-\u06D3\u0750-\u077F\uFB50-\uFDFB\uFE70-\uFEFC]")
LATIN = re.compile(r"[A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F]")
FOREIGN = {"ar": LATIN, "en": ARABIC}
BIDI_CONTROL = re.compile(r"[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]")
# A date like 1956-11-02 and a telephone number have a hyphen on either side, a range has not.
HYPHEN_RANGE = re.compile(
    r"(?<![\w+-])[0-9\u0660-\u0669]{1,4} ?- ?[0-9\u0660-\u0669]{1,4}(?![\w-])"
)
# What the bidirectional algorithm tears apart in Arabic when nothing isolates it (UAX #9).
TORN = re.compile(
    r"(?<![0-9])[+\-\u2212$€£¥][0-9]|[0-9]\s?[%$€£¥°]|[0-9][-\u2013][0-9]|[0-9] [0-9]{3}(?![0-9])"
)
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
              "aria-details", "popovertarget", "commandfor", "list", "headers")  # fmt: skip
SPOKEN = ("alt", "title", "aria-label", "placeholder", "aria-description", "aria-roledescription")
LANDMARK_HOLDERS = ("article", "aside", "main", "nav", "section")
INTERNAL_SCHEMES = ("", "http", "https", "mailto", "tel")

REQUIRED = {
    "NewsArticle": ("headline", "inLanguage", "datePublished", "author"),
    "Article": ("headline", "inLanguage", "datePublished", "author"),
    "DefinedTermSet": ("name", "inLanguage"),
    "DefinedTerm": ("name",),
    "Event": ("name", "startDate"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position",),
    "Person": ("name",),
    "Organization": ("name",),
    "WebSite": ("name", "url"),
}
"""By schema.org and what search engines ask of each type."""


def examine_page(page: Page, ids_of_data: frozenset[str]) -> list[Finding]:
    """Every finding on one page; `ids_of_data` are all the `@id` that the site's JSON-LD gives."""
    found: list[tuple[str, str]] = []
    for rule in (languages, runs, characters, landmarks, identity, media, safety, head):
        found += rule(page)
    found += linked_data(page, ids_of_data)
    return [Finding(GATE, rule, page.path, detail) for rule, detail in found]


def language_of(element: Element) -> str:
    return next((each.attributes["lang"] for each in element.lineage if each.get("lang")), "")


def direction_of(element: Element) -> str:
    return next((each.attributes["dir"] for each in element.lineage if each.get("dir")), "")


def prose(page: Page) -> Iterator[Text]:
    """Every run of text a reader meets."""
    for body in page.root.all("body"):
        for text in body.texts:
            if text.words.strip() and not text.parent.stands_in(*SILENT):
                yield text


def languages(page: Page) -> Found:
    """`lang` and `dir` are there, known, and agree."""
    document = page.document
    language = document.get("lang")
    if not language:
        yield "no-language", "<html> has no lang"
    elif page.folder in DIRECTIONS and language != page.folder:
        yield "wrong-language", f'<html lang="{language}"> below /{page.folder}/'
    if not document.get("dir"):
        yield "no-direction", "<html> has no dir"
    for element in page.root:
        own, direction = element.get("lang"), element.get("dir")
        if own is not None and not LANGUAGE_TAG.fullmatch(own):
            yield "unknown-language", f'{element.place} lang="{own}"'
        elif own and direction in ("rtl", "ltr") and direction_for(own) != direction:
            yield "wrong-direction", f'{element.place} lang="{own}" dir="{direction}"'
        elif own and not direction and element.tag != "bdi" and _turns(element, own):
            yield "no-direction", f'{element.place} lang="{own}" without dir'
        if direction and direction not in ("rtl", "ltr", "auto"):
            yield "wrong-direction", f'{element.place} dir="{direction}"'
        if direction == "auto" and element.tag not in ("input", "textarea", "bdi"):
            yield "wrong-direction", f'{element.place} dir="auto" on text whose language is known'


def _turns(element: Element, language: str) -> bool:
    outer = direction_of(element.parent) if element.parent else ""
    return outer != direction_for(language)


def direction_for(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def runs(page: Page) -> Found:
    """Words of the other script say their language; numbers that would be torn are isolated."""
    for text in prose(page):
        parent = text.parent
        language = language_of(parent)
        isolated = parent.stands_in("bdi")
        foreign = FOREIGN.get(language)
        if foreign and foreign.search(text.words) and not isolated and not parent.stands_in(*CODE):
            yield "foreign-run", f"{parent.place}: {_shortened(text.words)}"
        direction = direction_of(parent)
        if direction == "rtl" and not isolated and not parent.stands_in("time"):
            torn = TORN.search(text.words)
            if torn:
                yield "torn-number", f"{parent.place}: {_shortened(text.words, torn.start())}"
        if parent.tag in CODE and direction == "rtl":
            yield "code-direction", f"{parent.place} is not dir=ltr"
    for element in page.root:
        if element.stands_in(*SILENT):
            continue
        language = language_of(element)
        foreign = FOREIGN.get(language)
        for name in SPOKEN:
            words = element.get(name) or ""
            native = FOREIGN.get({"ar": "en", "en": "ar"}.get(language, ""))
            if foreign and foreign.search(words) and not (native and native.search(words)):
                yield "foreign-attribute", f"{element.place} {name}={_shortened(words)}"


def characters(page: Page) -> Found:
    """No invisible bidi controls anywhere; ranges take an en dash."""
    for text in page.root.texts:
        control = BIDI_CONTROL.search(text.words)
        if control:
            yield "bidi-control", f"{text.parent.place}: U+{ord(control.group()):04X}"
    for element in page.root:
        for name, value in element.attributes.items():
            control = BIDI_CONTROL.search(value)
            if control:
                yield "bidi-control", f"{element.place} {name}: U+{ord(control.group()):04X}"
    for text in prose(page):
        # What authors and sources write is theirs; the checks of the translations look at it.
        if text.parent.stands_in(*CODE) or any(_is_quoted(each) for each in text.parent.lineage):
            continue
        found = HYPHEN_RANGE.search(text.words)
        if found:
            yield "hyphen-range", f"{text.parent.place}: {_shortened(text.words, found.start())}"


def _is_quoted(element: Element) -> bool:
    return "row" in element.classes or element.tag == "cite" or element.get("rel") == "external"


def landmarks(page: Page) -> Found:
    """One main, banner, contentinfo and h1; navs and regions have names; levels do not skip."""
    root = page.root
    for name, elements in (
        ("main", root.all("main")),
        ("banner", [each for each in root.all("header") if _is_of_page(each)]),
        ("contentinfo", [each for each in root.all("footer") if _is_of_page(each)]),
        ("h1", root.all("h1")),
    ):
        if len(elements) != 1:
            yield f"{name}-count", f"{len(elements)} of {name}, should be one"
    names: Counter[str] = Counter()
    for nav in root.all("nav"):
        label = _label(nav, page)
        if not label:
            yield "nameless-nav", nav.place
        names[label] += 1
    for label, count in names.items():
        if label and count > 1:
            yield "nameless-nav", f"{count} navs are called {label!r}"
    level = 0
    for heading in root.all("h1", "h2", "h3", "h4", "h5", "h6"):
        if heading.stands_in("template"):
            continue
        depth = int(heading.tag[1])
        if depth > level + 1:
            yield "heading-skip", f"{heading.place} after h{level}: {_shortened(heading.words)}"
        if not heading.words:
            yield "empty-heading", heading.place
        level = depth
    skip = next(iter(root.all("a")), None)
    mains = root.all("main")
    if mains and (skip is None or skip.get("href") != f"#{mains[0].get('id')}"):
        yield "skip-link", "the first link does not lead to <main>"


def _is_of_page(element: Element) -> bool:
    return not (element.parent and element.parent.stands_in(*LANDMARK_HOLDERS))


def _label(element: Element, page: Page) -> str:
    label = element.get("aria-label") or ""
    for name in (element.get("aria-labelledby") or "").split():
        label += " ".join(each.words for each in page.root if each.get("id") == name)
    return label.strip()


def identity(page: Page) -> Found:
    """Ids are unique, and everything that refers to one finds it."""
    counts = Counter(each.attributes["id"] for each in page.root if "id" in each.attributes)
    for name, count in counts.items():
        if count > 1:
            yield "duplicate-id", f"#{name} stands {count} times"
        if not name or re.search(r"\s", name):
            yield "duplicate-id", f"{name!r} is no id"
    for element in page.root:
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in counts:
                    yield "lost-reference", f"{element.place} {attribute}={name}"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href[1:] not in counts:
            yield "broken-anchor", f"{element.place} href={href}"


def media(page: Page) -> Found:
    """Images have alt, width and height; drawings are hidden or named."""
    for image in page.root.all("img"):
        if image.get("alt") is None:
            yield "no-alt", f"{image.place} {image.get('src')}"
        for side in ("width", "height"):
            if not (image.get(side) or "").isdecimal():
                yield "no-size", f"{image.place} {image.get('src')} has no {side}"
                break
    for drawing in page.root.all("svg"):
        if drawing.parent and drawing.parent.stands_in("svg"):
            continue
        named = drawing.get("role") == "img" and _label(drawing, page)
        hidden = any(each.get("aria-hidden") == "true" for each in drawing.lineage)
        if not named and not hidden:
            yield "no-alt", f"{drawing.place} is neither hidden nor named"


def safety(page: Page) -> Found:
    """Nothing inline, nothing from elsewhere, nothing that changes the order of Tab."""
    for element in page.root:
        if "style" in element.attributes or element.tag == "style":
            yield "inline-style", element.place
        for name, value in element.attributes.items():
            if name.startswith("on"):
                yield "inline-script", f"{element.place} {name}"
            if value.strip().casefold().startswith("javascript:"):
                yield "inline-script", f"{element.place} {name}={value}"
            if name in ("align", "bgcolor", "color", "face", "border", "valign"):
                yield "inline-style", f"{element.place} {name}"
        if element.tag == "script" and not element.get("src") and not _is_data(element):
            yield "inline-script", element.place
        if element.get("popover") not in (None, "", "auto", "manual", "hint"):
            yield "popover", f"{element.place} popover={element.get('popover')}"
        if (element.get("tabindex") or "0").lstrip("+") not in ("0", "-1"):
            yield "tab-order", f"{element.place} tabindex={element.get('tabindex')}"
        takes_focus = element.get("autofocus") is not None and not _opens(element)
        if element.get("accesskey") is not None or takes_focus:
            yield "tab-order", f"{element.place} takes keys or focus for itself"
        if element.tag == "a" and element.get("href") in ("", "#"):
            yield "empty-link", element.place
        address = (element.get("src") or "") if element.tag != "link" else _loaded(element)
        if re.match(r"(?:[a-z]+:)?//", address):
            yield "remote-resource", f"{element.place} {address}"


def _opens(element: Element) -> bool:
    """Whether it stands in what takes the focus when it is opened, and not before."""
    return any("popover" in each.attributes or each.tag == "dialog" for each in element.lineage)


def _is_data(script: Element) -> bool:
    return script.get("type") in ("application/ld+json", "application/json")


def _loaded(link: Element) -> str:
    """Address of a `<link>` that makes the browser fetch something."""
    fetched = {"stylesheet", "preload", "modulepreload", "icon", "manifest", "prefetch",
               "preconnect", "dns-prefetch", "apple-touch-icon"}  # fmt: skip
    is_fetched = fetched & set((link.get("rel") or "").split())
    return (link.get("href") or "") if is_fetched else ""


def head(page: Page) -> Found:
    """Title, description, a viewport that may be zoomed, and a strict content security policy."""
    titles = [each.words for each in page.head.all("title")]
    if len(titles) != 1 or not titles[0]:
        yield "no-title", f"{len(titles)} titles"
    metas: Mapping[str, str] = {
        (each.get("name") or each.get("http-equiv") or "").casefold(): each.get("content") or ""
        for each in page.head.all("meta")
    }
    if len(metas.get("description", "").strip()) < LEAST_DESCRIPTION:
        yield "no-description", repr(metas.get("description", ""))
    viewport = metas.get("viewport", "")
    if "width=device-width" not in viewport or re.search(r"maximum-scale|user-scalable", viewport):
        yield "viewport", repr(viewport)
    policy = metas.get("content-security-policy", "")
    if not policy.startswith("default-src 'none'") or "'unsafe-" in policy or "*" in policy:
        yield "policy", repr(policy)
    if "light" not in metas.get("color-scheme", "") or "dark" not in metas.get("color-scheme", ""):
        yield "colour-scheme", repr(metas.get("color-scheme", ""))
    if page.folder == "both" and page.is_indexable:
        yield "indexable", "a side-by-side page must be noindex"


def linked_data(page: Page, ids: frozenset[str]) -> Found:
    """JSON-LD parses, has what its types require, and refers to what the site describes."""
    scripts = [
        each for each in page.root.all("script") if each.get("type") == "application/ld+json"
    ]
    if page.kind == "explainer" and not scripts:
        yield "no-data", "an explainer has no JSON-LD"
    for script in scripts:
        try:
            data = json.loads("".join(each.words for each in script.texts))
        except ValueError as error:
            yield "broken-data", str(error)
            continue
        yield from _nodes_found(data, ids)


def _nodes_found(data: Any, ids: frozenset[str]) -> Found:
    for node in nodes(data):
        kind = node.get("@type")
        if kind is None:
            if set(node) == {"@id"} and str(node["@id"]) not in ids:
                yield "lost-data", f"@id {node['@id']} is described nowhere"
            elif set(node) - {"@id", "@context", "@graph"}:
                yield "broken-data", f"no @type: {_shortened(json.dumps(node, ensure_ascii=False))}"
            continue
        if not isinstance(kind, str):
            yield "broken-data", f"@type is not one name: {kind}"
            continue
        for name in REQUIRED.get(kind, ()):
            if node.get(name) in (None, "", [], {}):
                yield "broken-data", f"{kind} has no {name}"


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD document, the outer before the inner."""
    if isinstance(data, dict):
        # A value like {"@value": ..., "@language": ...} describes nothing.
        if "@value" not in data:
            yield data
        for value in data.values():
            yield from nodes(value)
    elif isinstance(data, list):
        for value in data:
            yield from nodes(value)


def all_described(site: Site) -> frozenset[str]:
    """Every `@id` that the site's JSON-LD says something of, and the address of every page."""
    ids = (each for page in site.pages.values() for each in described(page))
    return frozenset([*ids, *(site.address(page) for page in site.pages.values())])


def described(page: Page) -> Iterator[str]:
    """Every `@id` that the page's JSON-LD says something of."""
    for script in page.root.all("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            data = json.loads("".join(each.words for each in script.texts))
        except ValueError:
            continue
        for node in nodes(data):
            if "@id" in node and len(node) > 1:
                yield str(node["@id"])


def _shortened(words: str, start: int = 0) -> str:
    said = " ".join(words[max(start - 20, 0) :].split())
    return said if len(said) <= 60 else said[:59] + "…"
