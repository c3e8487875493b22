"""XML that strangers wrote, read with the line of every element and without entities.

A document type is refused where it declares entities, so that neither a bomb of entities nor a
reference to a file of this computer is ever followed (OWASP, XML External Entity Prevention).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat
from xml.sax.saxutils import escape

_DEEPEST = 200
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_BARE = re.compile(r"&(?!(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)")
# One left open goes to the end, so that it is not looked for again from each that follows.
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._\-]+)[\"']")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_UNFIT_REFERENCE = re.compile(r"&#(?:0*([0-9]{1,7})|[xX]0*([0-9a-fA-F]{1,6}));")


_SAVE_AGAIN = "save it again from its address, or open it in a browser, which shows the place"
_NO_DOCTYPE = "take out the lines from `<!DOCTYPE` to `]>`: feeds need none"


class XmlError(Exception):
    """The text is no XML that is read here; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int, column: int, hint: str = _SAVE_AGAIN) -> None:
        self.line, self.column, self.hint = line, column, hint
        super().__init__(message)


@dataclass
class Element:
    """An element; `name` is without its namespace."""

    namespace: str
    name: str
    attributes: dict[str, str]
    """By name; of names in a namespace, `xml:base` and the like, the last part counts."""
    line: int
    parts: list[str | Element] = field(default_factory=list)
    """Texts and elements in their order."""

    @property
    def elements(self) -> Iterator[Element]:
        return (part for part in self.parts if isinstance(part, Element))

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def all(self, name: str) -> Iterator[Element]:
        """Elements of this name anywhere below, in their order."""
        for element in self.elements:
            if element.name == name:
                yield element
            yield from element.all(name)


def declared_encoding(data: bytes) -> str:
    """What the XML declaration says, or nothing."""
    match = _ENCODING.search(data[:400])
    return match[1].decode("ascii").lower() if match else ""


def read_xml(text: str) -> Element:
    """The root element.

    What feeds get wrong and what can only mean one thing is mended first: entities of HTML, lone
    `&`, control characters, blank lines before the declaration. Raises XmlError for the rest.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    builder = _Builder(parser)
    try:
        parser.Parse(_mended(text), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise XmlError(f"is no XML: {reason}", error.lineno, error.offset + 1) from error
    if builder.root is None:
        raise XmlError("is empty", 1, 1)
    return builder.root


def _mended(text: str) -> str:
    # The declaration goes, as the text is decoded already; its lines stay, for the count.
    declaration = _DECLARATION.match(text.lstrip("\ufeff"))
    if declaration:
        rest = text.lstrip("\ufeff")[declaration.end() :]
        text = "\n" * declaration.group().count("\n") + rest
    text = _UNFIT.sub("", text)
    parts = _CDATA.split(text)
    return "".join(part if number % 2 else _mend_text(part) for number, part in enumerate(parts))


def _mend_text(text: str) -> str:
    def spelt_out(match: re.Match[str]) -> str:
        name = match[1]
        if name in _XML_ENTITIES:
            return match.group()
        return escape(html5.get(f"{name};", f"&{name};"))

    def fit(match: re.Match[str]) -> str:
        number = int(match[1]) if match[1] else int(match[2], 16)
        is_fit = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
        return match.group() if is_fit and number not in (0xFFFE, 0xFFFF) else ""

    return _UNFIT_REFERENCE.sub(fit, _NAMED.sub(spelt_out, _BARE.sub("&amp;", text)))


class _Builder:
    """Makes the tree as the parser goes along."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.root: Element | None = None
        self._parser = parser
        self._open: list[Element] = []
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._refuse_entity
        parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise self._error(f"has more than {_DEEPEST} elements inside each other")
        namespace, _, local = name.rpartition(" ")
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(namespace, local, own, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].parts.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _data(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, inside: int) -> None:
        if inside:
            message = "has a document type with declarations in it, which are not read"
            raise self._error(message, _NO_DOCTYPE)

    def _refuse_entity(self, *_: object) -> None:
        raise self._error("declares entities, which are not read", _NO_DOCTYPE)

    def _error(self, message: str, hint: str = _SAVE_AGAIN) -> XmlError:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        return XmlError(message, line, column, hint)
