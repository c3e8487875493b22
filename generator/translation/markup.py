"""Inline markup put back round the words of a translation.

Sentences are translated as plain text; here links, emphasis, code, images and footnotes find
their words again. What cannot be placed surely is not guessed: emphasis is left out, links and
code stand behind the text in parentheses, and what happened is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.text.escape import as_code, as_target, escape, escape_start
from generator.text.inlines import FOOTNOTE, InlineText, Span, inline_texts
from generator.text.markdown import References
from generator.text.occurrences import ARABIC_LETTER
from generator.translation.alignment import AlignedText, as_it_is
from generator.translation.places import Places
from generator.translation.placing import EMPHASIS, Placement

_SIGNS = {"emphasis": "*", "strong": "**", "strikethrough": "~~"}
_LINKS = frozenset({"link", "autolink"})
_KEPT = _LINKS | {"image", "code"}
_CLOSING = " .,;:!?…)]}»”"
_SHOWN = 60
"""Characters of a lost mark's words that are repeated to say which it was."""


@dataclass(frozen=True)
class Filled:
    """A translation with its markup."""

    markdown: str
    lost: tuple[str, ...] = ()
    """What is not where it was, as `emphasis «…» left out` or `link … moved behind the text`."""


@dataclass(frozen=True)
class Surroundings:
    """What a run of prose has to be written for."""

    labels: Mapping[str, str]
    """Translations of marked words on their own."""
    references: References = field(default_factory=dict)
    """The link definitions of the article."""
    further_lines: str = ""
    """What every line but the first begins with."""


def put_back(original: InlineText, translation: AlignedText, around: Surroundings) -> Filled:
    """The translation of a run of prose as Markdown, with the marks of the original.

    Every link, image and code span is there as often as in the original, whatever the words.
    """
    emphasis = frozenset(i for i, span in enumerate(original.spans) if span.kind in EMPHASIS)
    for unplaced, as_words in (
        (frozenset[int](), False),
        (frozenset[int](), True),
        (emphasis, True),
    ):
        writer = _Writer(original, translation, around, unplaced, as_words)
        if writer.reads_back():
            return Filled(writer.markdown, tuple(writer.lost))
    return put_behind(original, translation, around)


def put_behind(original: InlineText, translation: AlignedText, around: Surroundings) -> Filled:
    """The translation with every link and code span behind it, and no other mark."""
    everything = frozenset(range(len(original.spans)))
    writer = _Writer(original, translation, around, everything, footnotes_as_words=True)
    return Filled(writer.markdown, tuple(writer.lost))


def kept_marks(runs: Iterable[InlineText]) -> Counter[tuple[str, str]]:
    """What no translation may lose: links and images by address, code by content."""
    return Counter(
        ("link", span.address) if span.kind in _LINKS else (span.kind, span.address or span.text)
        for run in runs
        for span in run.spans
        if span.kind in _KEPT
    )


class _Writer:
    """One run of prose written as Markdown."""

    def __init__(
        self,
        original: InlineText,
        translation: AlignedText,
        around: Surroundings,
        unplaced: frozenset[int],
        footnotes_as_words: bool,
    ) -> None:
        self.markdown = ""
        self.lost: list[str] = []
        self._spans = original.spans
        self._row = original.row
        self._around = around
        self._unplaced = unplaced
        self._footnotes_as_words = footnotes_as_words
        places = Places(original.plain, translation)
        self._text = places.text
        self._placement = Placement(original.spans, places, around.labels, unplaced)
        self._begins_line = True
        self._just_opened = False
        self._owes_space = False
        self._reading = ""
        """The words written so far, to be compared with what a reader of Markdown makes of it."""
        self._written: list[tuple[str, str, str]] = []
        """(kind, words, address) of each span written."""
        self._write_inside(None, range(len(self._text)))
        for index in sorted(self._placement.behind):
            self._write_behind(index)
        self._say_what_is_lost()

    def reads_back(self) -> bool:
        """Whether the Markdown is one paragraph of just these words and marks."""
        markdown = self.markdown.replace("\n" + self._around.further_lines, "\n")
        if self._row is not None:
            markdown = markdown.replace("\\|", "|")
        runs = inline_texts(markdown, self._around.references)
        if not runs:
            return not self.markdown
        (run, *more) = runs
        found = [
            (span.kind, _squashed(span.text), span.address)
            for span in run.spans
            if span.kind != "footnote"
        ]
        return (
            not more
            and _squashed(run.plain) == _squashed(self._reading)
            and sorted(found) == sorted(self._written)
            and not Counter(self._footnotes()) - Counter(run.footnotes)
        )

    def _footnotes(self) -> list[str]:
        return [span.text for span in self._spans if span.kind == "footnote"]

    def _write_inside(self, holder: int | None, place: range) -> None:
        """A range of the translation with the spans that stand in it directly."""
        inner = [each for each in self._placement.at if self._placement.holder(each) == holder]
        end = place.start
        for index in sorted(inner, key=self._position):
            at = self._placement.at[index]
            self._write_text(self._text[end : at.start])
            self._write_span(index)
            end = at.stop
        self._write_text(self._text[end : place.stop])

    def _position(self, index: int) -> tuple[int, int, int]:
        at = self._placement.at[index]
        return at.start, at.stop, index

    def _write_text(self, text: str) -> None:
        if self._begins_line:
            text = text.lstrip(" ")
        if not text:
            return
        if self._owes_space and text[0] not in _CLOSING:
            self.markdown += " "
        self._owes_space = False
        escaped = escape(text)
        if self._begins_line:
            escaped = escape_start(escaped)
        elif self.markdown.endswith("]") and text[0] in "(:":
            escaped = "\\" + escaped
        self.markdown += escaped
        self._reading += FOOTNOTE.sub("", text)
        self._begins_line = self._just_opened = False

    def _write_span(self, index: int) -> None:
        span, at = self._spans[index], self._placement.at[index]
        if span.kind == "break":
            self.markdown = self.markdown.rstrip(" ") + "\\\n" + self._around.further_lines
            self._begins_line, self._owes_space = True, False
            self._written.append(("break", "", ""))
            return
        if not at and not span.touches_before and not self._just_opened:
            self._owes_space = self._owes_space or not self._begins_line
        if span.kind in EMPHASIS:
            self._write_around(index, _SIGNS[span.kind], _SIGNS[span.kind])
        elif span.kind == "link":
            self._write_around(index, "[", f"]({self._target(span)})")
        elif span.kind == "image":
            self._write_image(span)
        elif span.kind == "footnote":
            self._write_footnote(span)
        else:
            self._write_verbatim(span)
        self._just_opened = False
        if not at:
            self._owes_space = not span.touches_after

    def _write_around(self, index: int, opening: str, closing: str) -> None:
        span, begin = self._spans[index], len(self._reading)
        self._write_sign(opening)
        self._just_opened = True
        self._write_inside(index, self._placement.at[index])
        self.markdown += closing
        self._owes_space = False
        words = _squashed(self._reading[begin:])
        self._written.append((span.kind, words, span.address))

    def _write_sign(self, sign: str) -> None:
        if self._owes_space and not self.markdown.endswith((" ", "\n")):
            self.markdown += " "
        # An exclamation mark before a link would make an image of it.
        if sign.startswith("[") and self.markdown.endswith("!"):
            self.markdown = self.markdown[:-1] + "\\!"
        self.markdown += sign
        self._begins_line = self._owes_space = False

    def _write_verbatim(self, span: Span) -> None:
        if span.kind == "code":
            code = as_code(span.text)
            # A table ends its cells at every other bar before it knows of any code.
            self._write_sign(code if self._row is None else code.replace("|", "\\|"))
            self._written.append(("code", _squashed(span.text), ""))
        elif span.address in (span.text, f"mailto:{span.text}"):
            self._write_sign(f"<{span.text}>")
            self._written.append(("autolink", _squashed(span.text), span.address))
        else:
            # Written with letters that an address in angle brackets would lose again.
            self._write_sign(f"[{escape(span.text)}]({as_target(span.address)})")
            self._written.append(("link", _squashed(span.text), span.address))
        self._reading += span.text

    def _write_image(self, span: Span) -> None:
        words = " ".join(self._around.labels.get(span.text, span.text).split())
        self._write_sign(f"![{escape(words)}]({self._target(span)})")
        self._written.append(("image", _squashed(words), span.address))

    def _write_footnote(self, span: Span) -> None:
        self._write_sign(escape(span.text) if self._footnotes_as_words else span.text)

    def _target(self, span: Span) -> str:
        title = self._around.labels.get(span.title, span.title)
        # A credit nobody has translated is still the credit: pages mark it as Arabic.
        if title == span.title and span.kind != "image" and ARABIC_LETTER.search(title):
            self.lost.append(f"title «{title}» left out")
            title = ""
        return as_target(span.address, title)

    def _write_behind(self, index: int) -> None:
        """A link or code in parentheses, with all that stands in it."""
        span = self._spans[index]
        self._owes_space = bool(self.markdown)
        self._write_sign("(")
        if span.kind == "link":
            inner = [self._spans[each] for each in self._placement.inside(index)]
            spans = tuple(_moved_to(span, each) for each in inner)
            label = InlineText("", span.text, spans, 0, self._row)
            unplaced = frozenset(
                number
                for number, each in enumerate(self._placement.inside(index))
                if each in self._unplaced
            )
            writer = _Writer(
                label, self._label(span), self._around, unplaced, self._footnotes_as_words
            )
            self.markdown += f"[{writer.markdown}]({self._target(span)})"
            self._reading += f"({writer._reading})"
            self._written += [*writer._written, ("link", _squashed(writer._reading), span.address)]
            self.lost += writer.lost
        else:
            self._reading += "("
            self._write_verbatim(span)
            self._reading += ")"
        self.markdown += ")"

    def _label(self, span: Span) -> AlignedText:
        words = self._around.labels.get(span.text)
        if words is None:
            return as_it_is(span.text)
        return AlignedText(words if span.text.endswith(".") else words.rstrip("."))

    def _say_what_is_lost(self) -> None:
        placement = self._placement
        for indexes, what in (
            (placement.left_out, "left out"),
            (placement.behind, "moved behind the text"),
            (placement.moved, "moved"),
        ):
            self.lost += [f"{_name(self._spans[index])} {what}" for index in sorted(indexes)]


def _name(span: Span) -> str:
    """What a reader of a report recognises a span by."""
    if span.kind in _LINKS or span.kind == "image":
        return f"{'image' if span.kind == 'image' else 'link'} {span.address}"
    if span.kind in EMPHASIS:
        shown = span.text if len(span.text) <= _SHOWN else span.text[: _SHOWN - 1] + "…"
        return f"emphasis «{shown}»"
    return "line break" if span.kind == "break" else f"{span.kind} {span.text}"


def _moved_to(holder: Span, span: Span) -> Span:
    """A span as it stands in the words of the link around it."""
    return replace(
        span,
        start=span.start - holder.start,
        end=span.end - holder.start,
        depth=span.depth - holder.depth - 1,
    )


def _squashed(text: str) -> str:
    return "".join(text.split())
