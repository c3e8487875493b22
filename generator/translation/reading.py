"""A translation file read into blocks, with every reason to refuse it (E1 to E7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model.problem import Checked, Place, Problem
from generator.model.segment import Marker, Review, TargetBlock, TargetFile
from generator.text.normal import with_plain_line_endings, without_blank_lines
from generator.translation.markers import MarkerError, parse_marker, read_day

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)")
_ARTICLE_REVIEW = re.compile(
    r"<!-- article reviewed(?: by:(?P<by>[^\s:|<>+]+))?(?: on:(?P<on>\S+))? -->[ \t]*"
)
_NOTE = re.compile(
    r"^\ufeff?[ ]{0,3}<!--(?:(?!-->).)*-->[ \t]*(?:\r*\n|\Z)", re.MULTILINE | re.DOTALL
)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_BOM = "\ufeff"


def read_target(text: str, path: str) -> Checked[TargetFile]:
    """The blocks of a translation file; with errors, the file must be left as it is."""
    problems: list[Problem] = []
    markers: list[tuple[Marker, int, int]] = []
    article_review: Review | None = None
    in_head = True
    for number, start, line in _lines(text):
        review = _ARTICLE_REVIEW.fullmatch(line) if number == 1 else None
        if _CONFLICT.match(line):
            problems.append(_conflict(path, number))
            continue
        try:
            if review:
                day = read_day(review["on"]) if review["on"] else None
                article_review = Review(review["by"] or "", day)
                continue
            # Whoever moves the first block of a file may move its byte order mark along.
            marker = parse_marker(line.removeprefix(_BOM), number)
        except MarkerError as error:
            problems.append(Problem(error.code, str(error), Place(path, number, 1), error.hint))
            in_head = False
            continue
        if marker is not None:
            in_head = False
            markers.append((marker, start, start + len(line)))
        elif in_head and line.strip() and not _is_in_note(text, start):
            in_head = False
            problems.append(
                Problem(
                    "text-before-marker",
                    "text before the first marker belongs to no paragraph",
                    Place(path, number, 1),
                    "move it below its marker, or put `<!-- own -->` above a passage of your own",
                )
            )
    ends = [*(start for _, start, _ in markers), len(text)][1:]
    blocks = tuple(
        _block(marker, text[after:end], start, end)
        for (marker, start, after), end in zip(markers, ends, strict=True)
    )
    problems.extend(_check_blocks(blocks, path))
    return Checked(TargetFile(text, blocks, article_review), tuple(problems))


def _block(marker: Marker, raw: str, start: int, end: int) -> TargetBlock:
    notes = _notes(raw)
    written = "\n".join(with_plain_line_endings(note.group()).strip() for note in notes)
    for note in reversed(notes):
        raw = raw[: note.start()] + raw[note.end() :]
    return TargetBlock(marker, without_blank_lines(raw), start, end, written)


def _notes(text: str) -> list[re.Match[str]]:
    """The comments on lines of their own, each with its line ending; not those in fenced code."""
    return [note for note in _NOTE.finditer(text) if not _is_in_fence(text, note.start())]


def _is_in_fence(text: str, offset: int) -> bool:
    return len(_FENCE.findall(text, 0, offset)) % 2 == 1


def _is_in_note(text: str, offset: int) -> bool:
    return any(note.start() <= offset < note.end() for note in _notes(text))


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """(number, offset, line without its ending); \\r\\r\\n counts as one ending."""
    offset = len(_BOM) if text.startswith(_BOM) else 0
    for number, line in enumerate(text[offset:].split("\n"), 1):
        yield number, offset, line.rstrip("\r")
        offset += len(line) + 1


def find_conflicts(text: str, path: str) -> tuple[Problem, ...]:
    """The git conflicts that were left in a file, this or the original."""
    return tuple(
        _conflict(path, number) for number, _, line in _lines(text) if _CONFLICT.match(line)
    )


def _conflict(path: str, number: int) -> Problem:
    return Problem(
        "conflict-marker",
        "an unresolved git conflict",
        Place(path, number, 1),
        "choose one side (or join them), and delete the lines <<<<<<<, ======= and >>>>>>>",
    )


def _check_blocks(blocks: Sequence[TargetBlock], path: str) -> Iterator[Problem]:
    first_lines: dict[str, int] = {}
    for block in blocks:
        marker = block.marker
        place = Place(path, marker.line, 1)
        identities = [marker.name] if marker.name else list(marker.keys)
        for identity in [] if marker.orphan else identities:
            if identity in first_lines:
                yield Problem(
                    "duplicate-block",
                    f"`{identity}` already has a block, on line {first_lines[identity]}",
                    place,
                    "keep one of the two; to join two paragraphs write `ar:first+second`",
                )
            first_lines.setdefault(identity, marker.line)
        if marker.omit and block.text:
            yield Problem(
                "omit-with-text",
                "`omit` says that this paragraph is left out, but there is text below",
                place,
                "delete the word `omit`, or the text",
            )
        if marker.stale and not marker.was and not marker.orphan:
            yield Problem(
                "stale-without-was",
                "`stale` without `was:` does not say what the text was right for",
                place,
                "delete the word `stale` if the English fits the Arabic; else restore `was:`",
            )
