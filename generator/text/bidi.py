"""Isolation of opposite-direction runs, so that numbers, names and signs keep their order.

Browsers order mixed text by the Unicode Bidirectional Algorithm (UAX #9), which knows letters and
not names: plain Arabic text shows `44%`, `-5`, `+20 2 1234` and `C++` wrong. `<bdi>` around each
such run mends it. docs/bidi.md says how a reader expects each kind of run, and why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from generator.model.language import Direction, Language
from generator.model.phrase import Html
from generator.text.bidi_atoms import (
    ARABIC,
    ARABIC_DIGITS,
    LATIN,
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT,
    Atom,
    read_atoms,
)

_CONTROLS = re.compile(r"[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]")
_LATIN = re.compile(f"(?<!°)[{LATIN}]")
_ARABIC = re.compile(f"[{ARABIC}]")
_STARTS = {
    "ltr": re.compile(f"[{LEFT_TO_RIGHT}0-9]"),
    "rtl": re.compile(f"[{RIGHT_TO_LEFT}{ARABIC_DIGITS}]"),
}
"""What every run has at least one of; most short texts have none."""

_PARTNERS = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«", "’": "‘"}
_QUOTES = '“«‘"'
_FINAL = {"ltr": re.compile(r"[.!?…]{1,3}"), "rtl": re.compile(r"[!?؟…]{1,3}")}
"""What ends a quotation that is wholly in the other direction, and belongs to it. The full stop
inside English quotation marks is the English sentence's, by American custom."""

_UNIT = re.compile(
    r"(?:[kcmµμnd]?m[²³23]?|km/h|kph|mph|m/s|[kmµ]?g|tCO2e?|[mc]?[lL]|[kMGT]?Wh?|k?V|m?Ah?|[kMGT]?Hz"
    r"|[kKMGTP]?B(?:/s|ps)?|[kKMGT]?b(?:/s|ps)|dB|pp[mb]|[NSEWCFK]|ha|ft|in|lbs?|oz|bpd|bn|mn|x"
    r"|[AaPp]\.?[Mm]\.?|(?:GMT|UTC)(?:[+\-\u2212][0-9:]+)?|[CE]E[SD]?T|[EP][SD]T"
    r"|USD|EUR|GBP|JPY|CHF|CNY|RUB|INR|TRY|AED|SAR|QAR|KWD|BHD|OMR|JOD|LBP|SYP|IQD|EGP|SDG|LYD|TND"
    r"|DZD|MAD|MRU|YER|ILS|IRR)"
)
"""Signs of units that follow their number after a space: only these make it part of the run."""
_OWNS_NUMBER = re.compile(
    r"\s*(?:$|[.,;:!?…،؛؟)\]}»”\"])"
    r"|\s+(?:(?:ال[^\W\d_]|التي|الذي|على|إلى|عن|إن|أن|هو|هي)"
    r"|في\s(?!المئة|المائة|المية|الألف))"
)
"""What follows a number that is the end of a name, as in Boeing 737: nothing, or an Arabic word
that cannot be counted. In «Ever Given 400 متر» the number belongs to the metres."""

_LABEL = re.compile(r"(?:ISBN|ISSN|DOI|ISO|RFC|EAN|Tel|Fax|No|p|pp)")
"""Words that name the number behind them, whatever follows it."""


@dataclass(frozen=True)
class Run:
    """A stretch of letters that must be shown in the other direction, whatever stands around it."""

    start: int
    end: int
    """Offset behind its last letter."""
    lang: str
    """Code of the language it is in; empty where it is only numbers and signs, or in a script of
    neither language."""
    direction: Direction


def opposite_runs(text: str, language: Language, other: Language) -> tuple[Run, ...]:
    """What in a text of `language` runs the other way, in order.

    Runs do not cross; one may hold others that must be isolated within it, as `44%` in Arabic
    words on an English page, and these follow it here. Linear in the length of the text.
    """
    runs: list[Run] = []
    if not _STARTS[other.direction].search(text):
        return ()
    for start, end in _Reading(text, other.direction).spans():
        runs.append(_run(text, start, end, other))
        inner = _Reading(text[start:end], language.direction).spans()
        runs += [_run(text, start + a, start + b, language) for a, b in inner]
    return tuple(runs)


def isolate(text: str, language: Language, other: Language) -> Html:
    """`text`, escaped, with every run of the other direction in a `<bdi>`."""
    return Html("".join(_isolated(text, language, other, _escape, tag_of, "</bdi>")))


def isolate_plain(text: str, language: Language, other: Language) -> str:
    """The same without markup, each run between an isolate (U+2066 or U+2067) and its end (U+2069).

    For data that a program of ours sets in elements later; controls that were in it are gone.
    """
    plain = without_controls(text)
    return "".join(_isolated(plain, language, other, str, _sign_of, "\u2069"))


def _isolated(
    text: str,
    language: Language,
    other: Language,
    show: Callable[[str], str],
    opening: Callable[[Run], str],
    closing: str,
) -> Iterator[str]:
    open_until: list[int] = []
    done = 0
    for run in opposite_runs(text, language, other):
        while open_until and open_until[-1] <= run.start:
            yield show(text[done : open_until[-1]])
            done = open_until.pop()
            yield closing
        yield show(text[done : run.start])
        done = run.start
        yield opening(run)
        open_until.append(run.end)
    while open_until:
        yield show(text[done : open_until[-1]])
        done = open_until.pop()
        yield closing
    yield show(text[done:])


def _escape(text: str) -> str:
    return escape(text, quote=False)


def _sign_of(run: Run) -> str:
    return "\u2066" if run.direction == "ltr" else "\u2067"


def tag_of(run: Run) -> str:
    """The start tag of the element that isolates a run."""
    lang = f' lang="{run.lang}"' if run.lang else ""
    return f'<bdi{lang} dir="{run.direction}">'


def without_controls(text: str) -> str:
    """`text` without the invisible signs that steer direction: isolation does their work."""
    return _CONTROLS.sub("", text)


def _run(text: str, start: int, end: int, language: Language) -> Run:
    letters = _ARABIC if language.is_rtl else _LATIN
    lang = language.code if letters.search(text, start, end) else ""
    return Run(start, end, lang, language.direction)


class _Reading:
    """The atoms of a text, and the runs they make."""

    def __init__(self, text: str, direction: Direction) -> None:
        self.text = text
        self.direction = direction
        self.atoms: Sequence[Atom] = tuple(read_atoms(text, in_rtl=direction == "ltr"))
        self.partners = _pair_brackets(self.atoms, text)
        self.others = _count(self.atoms, "other")
        self.words = _count(self.atoms, "word")
        self.closing = frozenset(self.partners.values())

    def spans(self) -> Iterator[tuple[int, int]]:
        """Start and end of each run, in order."""
        index = 0
        while index < len(self.atoms):
            first = self.atoms[index]
            if self._is_quotation(index):
                index = self.partners[index]
                yield self._with_final_sign(first.end, self.atoms[index - 1].end)
            elif first.kind == "word" or self._opens_a_run(index):
                end, index = self._extend(index)
                yield self._with_final_sign(first.start, end)
            elif first.kind == "number":
                yield first.start, first.end
                index += 1
            else:
                index += 1

    def _is_quotation(self, index: int) -> bool:
        """Quotation marks around a sentence that runs the other way but for a word or two."""
        closing = self.partners.get(index)
        if closing is None or self.text[self.atoms[index].start] not in _QUOTES:
            return False
        if self.others[closing] == self.others[index]:
            return False
        first, last = self.atoms[index + 1], self.atoms[closing - 1]
        theirs = self.words[closing] - self.words[index]
        ours = self.others[closing] - self.others[index]
        return first.kind == "word" == last.kind and theirs > ours

    def _opens_a_run(self, index: int) -> bool:
        """A bracket of words before further words, or a number before its unit."""
        atom = self.atoms[index]
        if atom.kind in ("open", "quote"):
            behind = self._behind_bracket(index)
            return behind is not None and self._kind(self._skip_space(behind)) == "word"
        if atom.kind not in ("number", "plain"):
            return False
        following = self._skip_space(index + 1)
        if self._kind(following) != "word":
            return False
        word = self.atoms[following]
        return (
            word.start == atom.end or _UNIT.fullmatch(self.text[word.start : word.end]) is not None
        )

    def _extend(self, index: int) -> tuple[int, int]:
        """Where a run that begins here ends, and the first atom behind it.

        Signs, spaces and numbers between two words are theirs (UAX #9, N1); a bracket is theirs
        with all that it holds, or not at all.
        """
        behind = self._behind_bracket(index) or index + 1
        end = self.atoms[behind - 1].end
        next_index = behind
        while next_index < len(self.atoms):
            kind = self.atoms[next_index].kind
            if kind == "word":
                behind = next_index = next_index + 1
                end = self.atoms[behind - 1].end
            elif kind in ("open", "quote"):
                inner = self._behind_bracket(next_index)
                if inner is None or not self._is_near(end, next_index):
                    break
                behind = next_index = inner
                end = self.atoms[behind - 1].end
            elif kind in ("joint", "space", "number", "plain"):
                if self._is_named(next_index, behind - 1):
                    behind = next_index + 1
                    end = self.atoms[next_index].end
                next_index += 1
            elif kind == "close" and self._is_apostrophe(next_index):
                next_index += 1
            else:
                break
        return end, behind

    def _is_named(self, index: int, last: int) -> bool:
        """A number belongs to the word before it, `last` of the run so far."""
        number, word = self.atoms[index], self.atoms[last]
        gap = self.text[word.end : number.start]
        if number.kind not in ("plain", "number") or word.kind != "word":
            return False
        if _LABEL.fullmatch(self.text, word.start, word.end):
            return gap in (" ", ": ", ":", ". ")
        if number.kind == "number" or gap not in (" ", "\u00a0"):
            return False
        return _OWNS_NUMBER.match(self.text, number.end) is not None

    def _is_apostrophe(self, index: int) -> bool:
        return self.text[self.atoms[index].start] == "’" and index not in self.closing

    def _is_near(self, end: int, index: int) -> bool:
        """Nothing but a space, or a sign and a space, before the bracket."""
        return self.atoms[index].start - end <= 3

    def _behind_bracket(self, index: int) -> int | None:
        """The atom behind a bracket that holds words, and nothing that runs the text's own way."""
        closing = self.partners.get(index)
        if closing is None or self.others[closing] != self.others[index]:
            return None
        return closing + 1 if self.words[closing] > self.words[index] else None

    def _with_final_sign(self, start: int, end: int) -> tuple[int, int]:
        """The run, with the sign that ends it where it fills a pair of quotation marks."""
        before = self.text[start - 1 : start]
        final = _FINAL[self.direction].match(self.text, end)
        if before and before in _QUOTES and final:
            behind = self.text[final.end() : final.end() + 1]
            if behind and (behind == before == '"' or _PARTNERS.get(behind) == before):
                return start, final.end()
        return start, end

    def _skip_space(self, index: int) -> int:
        return index + 1 if self._kind(index) == "space" else index

    def _kind(self, index: int) -> str:
        return self.atoms[index].kind if index < len(self.atoms) else ""


def _pair_brackets(atoms: Sequence[Atom], text: str) -> dict[int, int]:
    """Index of the closing atom by that of the opening; what has no partner is left out."""
    partners: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    """How many of each sign the stack holds, so that a lone closing one searches nothing."""
    for index, atom in enumerate(atoms):
        if atom.kind not in ("open", "close", "quote"):
            continue
        sign = text[atom.start]
        wanted = '"' if atom.kind == "quote" else _PARTNERS.get(sign, "")
        if wanted and waiting.get(wanted):
            while stack:
                opening, start = stack.pop()
                waiting[opening] -= 1
                if opening == wanted:
                    partners[start] = index
                    break
        elif atom.kind != "close":
            stack.append((sign, index))
            waiting[sign] = waiting.get(sign, 0) + 1
    return partners


def _count(atoms: Sequence[Atom], kind: str) -> list[int]:
    """How many letters of atoms of this kind stand before each atom."""
    counts = [0]
    for atom in atoms:
        counts.append(counts[-1] + (atom.end - atom.start if atom.kind == kind else 0))
    return counts
