"""XML that every parser reads, whatever stands in the text it carries."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even as a reference (XML 1.0, 2.2)."""
_LINE_END = re.compile("\r\n?")


def xml_text(text: str) -> str:
    """`text` without characters that XML forbids, its line ends as a parser gives them back
    (XML 1.0, 2.11)."""
    return _LINE_END.sub("\n", _FORBIDDEN.sub("", text))


def print_xml(root: ET.Element) -> bytes:
    """The document, indented, in UTF-8; its texts and attributes are passed through `xml_text`."""
    for element in root.iter():
        element.text = xml_text(element.text) if element.text else element.text
        for name, value in element.attrib.items():
            element.set(name, xml_text(value))
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def append(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last child; of attributes, an underscore stands for a colon: `xml_lang`."""
    named = {name.replace("_", ":"): value for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, named)
    element.text = text or None
    return element
