"""The marker line: parsed to data, written back, and damaged ones recognised.

    <!-- ar:1a2b3c4d reviewed:5e6f7a8b by:lina on:2026-11-24 | the first five Arabic words -->

Grammar in docs/translation-files.md.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from datetime import date

from generator.model.segment import Marker
from generator.text.nearest import nearest
from generator.text.normal import norm

HASH = r"[0-9a-f]{8}"
KEY = rf"{HASH}(?:\.(?:[2-9]|[1-9][0-9]+))?"
_KEYS = re.compile(rf"{KEY}(?:\+{KEY})*")
_HASH = re.compile(HASH)
_NAME = re.compile(r"[a-z][A-Za-z0-9_.-]*")
_LINE = re.compile(r"<!-- (?P<body>(?:(?!-->)[^\r\n])*) -->[ \t]*")
_INITIALS = re.compile(r"[^\s:|<>+]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_PARTS = re.compile(r"([0-9]{1,4})[-./]([0-9]{1,2})[-./]([0-9]{1,4})")
_CHECK = re.compile(r"[a-z][a-z-]*")
# What only a marker looks like, even when a hand or a program has bent it.
_SIGN = re.compile(
    rf"^\W{{0,3}}[<!\-\u2010-\u2015].*(?:ar|was|mt)\s?:\s?{HASH}"
    rf"|^\s*(?:[a-z0-9_.-]+\s+)?(?:ar|was|mt)\s?:\s?{HASH}(?:[+.]\S+)?"
    r"(?:\s+(?:reviewed|by|on|stale|omit|orphan|ok|was|mt)\S*)*\s*(?:\||-|$)"
    rf"|(?:ar|was|mt)\s?:\s?{HASH}.*(?:\||[-\u2010-\u2015]>?\s*$)"
    rf"|^\s*<?!?[-\u2010-\u2015]{{1,3}}\s*(?:\S+\s+)?\S{{0,40}}{HASH}\b"
    r"|^\s*[<\u2039\uff1c]!?\s*[-\u2010-\u2015]{1,3}\s*"
    r"(?:[A-Za-z0-9_.-]+\s+)?(?:(?:ar|was|mt)\s?:|own\b|orphan\b|omit\b|article\s+reviewed)",
    re.IGNORECASE,
)
_COMMENT_WORD = re.compile(r"\s*<!-*\s*(\w+)\s*-*>\s*")
WORDS = ("reviewed", "by:", "on:", "stale", "omit", "orphan", "ok:")
HINT_WORDS = 5


class MarkerError(ValueError):
    """A line that means to be a marker and is none: `code` is damaged-marker or unknown-word."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.code = code
        self.hint = hint
        super().__init__(message)


def parse_marker(text: str, line: int) -> Marker | None:
    """The marker in one line of a file, None when the line is ordinary text.

    Raises MarkerError when the line was a marker once, or means to be one.
    """
    match = _LINE.fullmatch(text)
    lone = _COMMENT_WORD.fullmatch(text)
    if lone and lone[1] != "own" and nearest(lone[1].lower(), ["own"]):
        raise MarkerError("damaged-marker", f"`{lone[1]}` is no marker", _repair("own"))
    if match is None:
        if _SIGN.search(text):
            raise MarkerError("damaged-marker", "this marker is damaged", _repair(text))
        return None
    body, _, hint = f"{match['body']} ".partition(" | ")
    hint = hint.strip()
    words = body.split()
    if words and words[0] == "own":
        return _with_words(Marker(line, own=True, hint=hint), words[1:], text)
    name = ""
    if len(words) > 1 and words[1].startswith("ar:") and _NAME.fullmatch(words[0]):
        name, words = words[0], words[1:]
    if not words or not words[0].startswith("ar:"):
        if _SIGN.search(text):
            raise MarkerError("damaged-marker", "this marker is damaged", _repair(text))
        return None
    keys = _keys(words[0].removeprefix("ar:"), text)
    return _with_words(Marker(line, name=name, keys=keys, hint=hint), words[1:], text)


def _keys(written: str, text: str) -> tuple[str, ...]:
    if not _KEYS.fullmatch(written):
        raise MarkerError(
            "damaged-marker", f"`{written}` is not a key of 8 hexadecimal digits", _repair(text)
        )
    return tuple(written.split("+"))


def _with_words(marker: Marker, words: Sequence[str], text: str) -> Marker:
    values = dict(vars(marker))
    accepted: list[str] = []
    for word in words:
        head, colon, tail = word.partition(":")
        if word in ("stale", "omit", "orphan"):
            values[word] = True
        elif head == "reviewed" and (not colon or _HASH.fullmatch(tail)):
            values["reviewed"], values["reviewed_hash"] = True, tail
        elif head == "by" and _INITIALS.fullmatch(tail):
            values["by"] = tail
        elif head == "on":
            values["on"] = read_day(tail)
        elif head == "ok" and _CHECK.fullmatch(tail):
            accepted.append(tail)
        elif head == "was" and not marker.own:
            values["was"] = _keys(tail, text)
        elif head == "mt" and not marker.own and _HASH.fullmatch(tail):
            values["machine_hash"] = tail
        elif head in ("was", "mt", "reviewed", "by", "ok", "ar"):
            raise MarkerError("damaged-marker", f"`{word}` is not well formed", _repair(text))
        else:
            # Every second word is near to `on`.
            near = nearest(head, [known.rstrip(":") for known in WORDS if known != "on:"])
            known = ", ".join(f"`{each}`" for each in WORDS)
            raise MarkerError(
                "unknown-word",
                f"`{word}` is no word of a marker",
                f"did you mean `{near}`?" if near else f"known: {known}",
            )
    values["accepted"] = tuple(accepted)
    return Marker(**values)


def read_day(written: str) -> date:
    """The day of a review as `on:` has it, year first.

    Raises MarkerError for another form, and for a day that no calendar has.
    """
    if _DAY.fullmatch(written):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(written)
    raise MarkerError("damaged-marker", f"`on:{written}` is no day", _day_hint(written))


def _day_hint(written: str) -> str:
    """What was probably meant; day and month in doubt are left to the person."""
    parts = _DAY_PARTS.fullmatch(written)
    if parts:
        first, month, last = map(int, parts.groups())
        year, day = (first, last) if first > 31 else (last, first)
        is_plain = first > 31 or first > 12 or first == month
        try:
            meant = date(year, month, day)
        except ValueError:
            is_plain = False
        if is_plain and year >= 1000:
            return f"did you mean `on:{meant.isoformat()}`?"
    return "write the day of the review, year first: `on:2026-11-24`"


def _repair(text: str) -> str:
    whole = _straightened(text)
    if whole:
        return f"did you mean `{whole}`? A marker is one line and begins in column 1"
    keys = re.search(rf"ar\s?:\s?({KEY}(?:\s?\+\s?{KEY})*)", text)
    if keys:
        key = keys.group(1).replace(" ", "")
        return f"did you mean `<!-- ar:{key} -->`? A marker is one line and begins in column 1"
    if "own" in text:
        return "did you mean `<!-- own -->`?"
    if "article" in text:
        return "did you mean `<!-- article reviewed by:initials -->`, on line 1?"
    return "restore the line from the last version in git"


def _straightened(text: str) -> str:
    """The line with its brackets and colons put right, when that makes a marker of it."""
    inner = re.sub(r"^[\s<>!\-\u2010-\u2015\u2039\uff1c]+|[\s<>\-\u2010-\u2015]+$", "", text)
    inner = re.sub(r"\s*([:+])\s*", r"\1", inner.partition(" | ")[0])
    line = f"<!-- {inner} -->"
    if line == text or not re.search(r"(?:^|\s)(?:ar:|own\b)", inner):
        return ""
    try:
        marker = parse_marker(line, 0)
    except (MarkerError, RecursionError):
        return ""
    return write_marker(marker) if marker else ""


def write_marker(marker: Marker) -> str:
    """The marker as a line; `parse_marker` reads it back to the same value."""
    words: list[str] = []
    if marker.own:
        words.append("own")
    else:
        words += [marker.name] if marker.name else []
        words.append("ar:" + "+".join(marker.keys))
        words += ["was:" + "+".join(marker.was)] if marker.was else []
        words += [f"mt:{marker.machine_hash}"] if marker.machine_hash else []
    if marker.reviewed:
        words.append(f"reviewed:{marker.reviewed_hash}" if marker.reviewed_hash else "reviewed")
    words += [f"by:{marker.by}"] if marker.by else []
    words += [f"on:{marker.on.isoformat()}"] if marker.on else []
    flags = {"stale": marker.stale, "omit": marker.omit, "orphan": marker.orphan}
    words += [word for word, is_set in flags.items() if is_set]
    words += [f"ok:{check}" for check in marker.accepted]
    hint = f" | {marker.hint}" if marker.hint else ""
    return f"<!-- {' '.join(words)}{hint} -->"


def hint_for(plain: str) -> str:
    """The first five words of a source text, safe to stand in a marker."""
    words = norm(plain).replace("|", " ").replace("--", "").replace("<", "").replace(">", "")
    return " ".join(words.split()[:HINT_WORDS])
