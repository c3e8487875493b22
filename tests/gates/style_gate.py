"""What can be judged of a stylesheet by reading it: direction, scripts' manners, safety."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.gates.finding import Finding
from tests.gates.published import Site

GATE = "style"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'')
_PHYSICAL = re.compile(
    r"(?:scroll-)?(?:margin|padding)-(?:left|right|top|bottom)|border-(?:left|right|top|bottom)(?:-\w+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right|top|bottom|float|clear"
)
_UPRIGHT = re.compile(
    r"(?:scroll-)?(?:margin|padding)-(?:top|bottom)|border-(?:top|bottom)(?:-\w+)?|top|bottom"
)
"""Top and bottom do not turn round, but are written as block-start and block-end all the same."""
_FOUR = re.compile(r"(?:scroll-)?(?:margin|padding)|inset|border-(?:width|style|color)")
_LATIN_ONLY = re.compile(r":lang\(\s*[\"']?en|\[lang[|~^]?=[\"']?en")
_NOT_FOR_ARABIC = {
    "letter-spacing": ("normal", "0", "inherit", "initial", "unset"),
    "font-style": ("normal", "inherit", "initial", "unset"),
    "text-transform": ("none", "inherit", "initial", "unset"),
}
_MOVING = re.compile(r"transition|animation|scroll-behavior")
_STILL = ("none", "auto", "0s", "normal", "initial")


def examine_styles(site: Site) -> list[Finding]:
    """Every finding in every stylesheet of the site's own."""
    return [
        Finding(GATE, rule, path, detail)
        for path, content in site.files.items()
        if path.endswith(".css") and not path.startswith("pagefind/")
        for rule, detail in _examine(content.decode())
    ]


def _examine(css: str) -> Iterator[tuple[str, str]]:
    plain = _COMMENT.sub("", css)
    if "@import" in plain:
        yield "remote", "@import fetches one file after another"
    for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", plain):
        if re.match(r"(?:[a-z]+:)?//|data:", address):
            yield "remote", address
    for context, name, value in declarations(plain):
        told = f"{context[-1] if context else ''} {{ {name}: {value} }}"
        if not _is_printed_address(context, name):
            yield from _direction(name, value, told)
        yield from _manners(context, name, value, told)
        if name == "outline" and value.split()[0] in ("none", "0", "0px"):
            yield "no-outline", told
        if name == "order" or value.endswith(("row-reverse", "column-reverse")):
            yield "visual-order", told
        if _MOVING.match(name) and not _is_still(value) and not _minds_motion(context):
            yield "motion", told
    for block in re.findall(r"@font-face\s*{([^}]*)}", plain):
        if not re.search(r"font-display:\s*(swap|optional)", block) or "unicode-range" not in block:
            yield "font", "a font without font-display: swap or unicode-range"


def _is_printed_address(context: tuple[str, ...], name: str) -> bool:
    """Whether this isolates an address that print writes behind a link.

    Generated text is the one text that no attribute of the page can give a direction.
    """
    in_print = any(each.startswith("@media") and "print" in each for each in context)
    return name == "unicode-bidi" and in_print and context[-1].endswith("::after")


def _direction(name: str, value: str, told: str) -> Iterator[tuple[str, str]]:
    if _PHYSICAL.fullmatch(name):
        yield "physical", told
    elif name in ("direction", "unicode-bidi", "writing-mode"):
        yield "direction", told
    elif name == "text-align" and value in ("left", "right", "justify"):
        yield "physical", told
    elif _FOUR.fullmatch(name):
        sides = _words(value)
        if len(sides) == 4 and sides[1] != sides[3]:
            yield "physical", told
    elif name == "border-radius":
        corners = _words(value.split("/", maxsplit=1)[0])
        if len(corners) > 1 and (len(corners) != 4 or corners[0] != corners[1]):
            yield "physical", told
    elif name in ("background-position", "transform-origin", "object-position") and re.search(
        r"\b(left|right)\b", value
    ):
        yield "physical", told


def _manners(
    context: tuple[str, ...], name: str, value: str, told: str
) -> Iterator[tuple[str, str]]:
    allowed = _NOT_FOR_ARABIC.get(name)
    selector = context[-1] if context else ""
    if (
        allowed
        and value not in allowed
        and not all(_LATIN_ONLY.search(each) for each in selector.split(","))
    ):
        yield "arabic", told
    if name == "font" and re.match(r"(italic|oblique)\b", value):
        yield "arabic", told


def _is_still(value: str) -> bool:
    return value.removesuffix("!important").strip() in _STILL


def _minds_motion(context: tuple[str, ...]) -> bool:
    return any("prefers-reduced-motion" in each for each in context)


def _words(value: str) -> list[str]:
    """The parts of a value; what stands in brackets is one part."""
    flat = value.replace("!important", "")
    while True:
        closer = re.sub(r"\([^()\s]*\s[^()]*\)", lambda m: m[0].replace(" ", ""), flat)
        if closer == flat:
            return flat.split()
        flat = closer


def declarations(css: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Every declaration with the selectors and at-rules around it, outermost first."""
    context: list[str] = []
    for part in re.finditer(r"([^{};]*)([{};])", _STRING.sub(_without_signs, css)):
        words, sign = " ".join(part[1].split()), part[2]
        if sign == "{":
            context.append(words)
            continue
        if ":" in words and context:
            name, _, value = words.partition(":")
            yield tuple(context), name.strip().casefold(), value.strip()
        if sign == "}" and context:
            context.pop()


def _without_signs(match: re.Match[str]) -> str:
    """A quoted string without the signs that structure CSS."""
    return re.sub(r"[{};]", " ", match[0])
