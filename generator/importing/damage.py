"""Damage done by encodings on the way: bytes read rightly, characters mended, words untouched."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from generator.importing.words import arabic_letters, fold, letters, words
from generator.model.problem import Checked, Place, Problem, Severity

_COMMON_WORDS = frozenset({"من", "في", "علي", "الي", "ان", "عن", "هذا", "التي", "الذي", "مع", "و"})
_FOREIGN_BESIDE_ARABIC = re.compile("[\u0621-\u064a][à-ÿ×÷§¨©®°±]|[à-ÿ×÷§¨©®°±][\u0621-\u064a]")
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_ARABIC_CODECS = {"windows-1256": "cp1256", "cp1256": "cp1256", "iso-8859-6": "iso8859-6"}
_HINT = "save the file as UTF-8, for instance with `iconv -f windows-1256 -t UTF-8`"

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_LINE_ENDING = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
# Zero-width spaces, soft hyphens, and embeddings and isolates, which spill out of a line that
# was cut. The marks LRM, RLM and ALM stay: they hold a score or a sign in its place.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060-\u206f\u202a-\u202e\ufeff"
    "\ufff9-\ufffb\ufffe\uffff]"
)
# A joiner at the edge of a word joins nothing, except in the ه‍ of a Hijri year.
_LOOSE_JOINER = re.compile("(?:(?<=\\s)|^)[\u200c\u200d]+|\u200c+(?=\\s|$)|(?<!ه)\u200d+(?=\\s|$)")
_HALF = re.compile("[\ud800-\udfff]")
_PRESENTATION = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdf9\ufe80-\ufefc]")


def decode(data: bytes, place: Place, declared: str = "") -> Checked[str | None]:
    """The text in `data`, or None where its encoding cannot be told safely.

    UTF-8 is silent; anything else that is read is mentioned. `declared` is what a web page
    says of itself: believed for the Arabic encodings, when the outcome does not speak against it.
    """
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                return Checked(None, (_undecodable(place, f"begins as {name} but is none"),))
            return Checked(text, () if name == "UTF-8" else (_mention(place, name),))
    return _decode_unmarked(data, place, declared)


def _decode_unmarked(data: bytes, place: Place, declared: str) -> Checked[str | None]:
    # Arabic in UTF-16 is also valid UTF-8, full of the control character 06: it goes first.
    for codec in ("utf-16-le", "utf-16-be"):
        text = _read(data, codec) if b"\x06" in data or b"\x00" in data else None
        if text is not None and _is_mostly_arabic(text):
            return Checked(text, (_mention(place, "UTF-16"),))
    text = _read(data, "utf-8")
    if text is not None:
        if _was_read_wrongly(text):
            damage = "is UTF-8 that was once read as windows-1256 (ط§ظ„ for ال)"
            return Checked(None, (_undecodable(place, damage),))
        return Checked(text)
    if declared in _ARABIC_CODECS:
        text = _read(data, _ARABIC_CODECS[declared])
        if text is not None and not _FOREIGN_BESIDE_ARABIC.search(text):
            return Checked(text, (_mention(place, declared),))
    text = _read(data, "cp1256")
    if text is not None and _is_arabic_prose(text):
        return Checked(text, (_mention(place, "windows-1256"),))
    return Checked(None, (_undecodable(place, "is neither UTF-8 nor safely anything else"),))


def _read(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_mostly_arabic(text: str) -> bool:
    return bool(letters(text)) and arabic_letters(text) >= 0.5 * letters(text)


def _is_arabic_prose(text: str) -> bool:
    found = [fold(word) for word in words(text)]
    common = sum(word in _COMMON_WORDS for word in found)
    return (
        _is_mostly_arabic(text)
        and common >= max(1, 0.02 * len(found))
        and not _FOREIGN_BESIDE_ARABIC.search(text)
    )


def _was_read_wrongly(text: str) -> bool:
    if text.count("ط§") + text.count("ظ„") < 3:
        return False
    return text.count("ط§") + text.count("ظ„") > 0.05 * letters(text)


def _mention(place: Place, name: str) -> Problem:
    return Problem(
        "import-encoding",
        f"the file is not UTF-8 and was read as {name}",
        place,
        "look at the imported text before going on",
        Severity.ADVICE,
    )


def _undecodable(place: Place, damage: str) -> Problem:
    return Problem("import-encoding", f"the file {damage}", place, _HINT)


def mend(text: str) -> str:
    """`text` without what encodings and web pages did to its characters.

    Entities read, one kind of line ending and of space, nothing invisible, composed letters.
    Idempotent but for entities, which are read at most twice (`&amp;quot;`).
    """
    for _ in range(2):
        text = _ENTITY.sub(lambda match: unescape(match.group()), text)
    text = _HALF.sub("\ufffd", text)
    text = _DROPPED.sub("", _LINE_ENDING.sub("\n", text))
    text = _LOOSE_JOINER.sub("", _SPACES.sub(" ", text))
    text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return "\n".join(line.strip() for line in unicodedata.normalize("NFC", text).split("\n"))


def mend_line(text: str) -> str:
    """The same for a text that has to stand in one line."""
    return " ".join(mend(text).split())
