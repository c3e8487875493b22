"""What the tests of plain text functions share: two languages, a place to render, strategies."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import settings
from hypothesis import strategies as st

from generator.model.language import Language
from generator.text.markdown_html import Writing
from generator.text.months import MONTHS

ARABIC = Language("ar", "العربية", "rtl", "latn", MONTHS["egypt"])
ENGLISH = Language("en", "English", "ltr", "latn", MONTHS["english"])

moderate = settings(max_examples=35)
few = settings(max_examples=15)


def writing(language: Language = ENGLISH, *, leads_somewhere: bool = True) -> Writing:
    """Surroundings in which every relative address, or none, leads somewhere."""
    other = ENGLISH if language is ARABIC else ARABIC
    return Writing("text.md", language, other, lambda address: address if leads_somewhere else None)


LETTERS = "abcXYZ ابتةىأمن"
SIGNS = "0123456789٠٩.,;:!?؟،۔…-–_*`~#>+=|\\/()[]{}<>&\"'«»“”%$€@^"
SPACES = " \t\n\r\u00a0\u2028\u200b\u200e\u202b\u2067\ufeff\u0640\u200c"

prose = st.text(alphabet=LETTERS + SIGNS + SPACES, max_size=80)
"""Text of the letters and signs that mean something to some function here."""

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)

words = st.lists(
    st.text(alphabet="abcdeابتجحد0123456789", min_size=1, max_size=7), min_size=1, max_size=6
).map(" ".join)
"""Words that no syntax of any kind could touch."""

VOID = {"img", "br", "hr"}


class Page(HTMLParser):
    """Tags and words of an HTML fragment; `faults` tells what is not nested."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction: {data}")
