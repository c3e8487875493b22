"""The samples of mixed text in samples.md, as data."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from generator.model.language import Language
from generator.text.bidi import isolate
from generator.text.markdown import parse
from tests.text.samples import ARABIC, ENGLISH, writing

_CASE = re.compile(
    r"^### (?P<title>.+)\n(?P<language>ar|en)(?P<how>[^:\n]*): (?P<text>.+)\n(?P<pieces>(?:.+\n)+)",
    re.MULTILINE,
)
_WIDTH = re.compile(r"in (\S+)")
_CODE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True)
class Sample:
    """A text, and how it must be seen."""

    title: str
    language: Language
    other: Language
    text: str
    is_markdown: bool
    width: str
    lines: tuple[str, ...]
    """What stands on each line of the page, every letter from left to right, without spaces."""

    @property
    def html(self) -> str:
        """As the site prints it."""
        if not self.is_markdown:
            return f"<p>{isolate(self.text, self.language, self.other)}</p>"
        blocks, _, _ = parse(self.text, writing(self.language))
        return "".join(block.html for block in blocks)


def read_samples() -> list[Sample]:
    """Every sample of the file."""
    text = (Path(__file__).parent / "samples.md").read_text("utf-8")
    return [_sample(match) for match in _CASE.finditer(text)]


def _sample(match: re.Match[str]) -> Sample:
    language, other = (ARABIC, ENGLISH) if match["language"] == "ar" else (ENGLISH, ARABIC)
    width = _WIDTH.search(match["how"])
    text = match["text"].replace("↵", "\n")
    return Sample(
        title=match["title"],
        language=language,
        other=other,
        text=_CODE.sub(lambda code: chr(int(code[1], 16)), text),
        is_markdown="markdown" in match["how"],
        width=width[1] if width else "60em",
        lines=tuple(
            "".join(_as_seen(piece) for piece in line.strip("\n").split("\n"))
            for line in re.split(r"^/$", match["pieces"], flags=re.MULTILINE)
        ),
    )


def _as_seen(piece: str) -> str:
    letters = "".join(piece.split())
    runs_left = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    return letters[::-1] if runs_left else letters
