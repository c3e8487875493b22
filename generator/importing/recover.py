"""What an article says of itself in its text: title, dateline, credit, byline, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from generator.importing.names import agencies_in, is_place
from generator.importing.raw import Block
from generator.importing.words import fold, folded_words, words
from generator.translation.sentences import split_sentences

LONGEST_TITLE = 120
"""Characters."""

_WEEKDAY = re.compile(r"(?:يوم\s+)?(?:ال)?(?:سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعة)")
_PARTS = re.compile(r"[«»\"“”()\[\]،,:/|+]|\s[ـ\-–—]+\s|^[ـ\-–—]+|[ـ\-–—]+$|(?<=\S)[–—](?=\S)")
_DATE_PART = re.compile(r"(?:في\s+)?(?:[0-9]{1,2}|[0-9]{1,2}\s+\w+(?:\s+[0-9]{4})?)")
_SEPARATOR = re.compile(r"\)\s*[:/ـ\-–—]*\s*|\s*[/:]+\s*[\-–—]*\s*|\s+[ـ\-–—]+\s*|[ـ–—]+\s*")
_CREDIT_IN_BRACKETS = re.compile(r"\s*[(\[/]\s*([^()\[\]/]{1,60}?)\s*[)\]/]\s*\.?\s*$")
_CREDIT_LINE = re.compile(r"(?:ال)?(?:مصدر|مصادر)\s*:\s*(?P<name>.{1,60})")
_BYLINE = re.compile(
    r"(?:بقلم|كتب|كتبت|كتبه|إعداد|اعداد|تحرير|ترجمة|حرره|محرر|متابعة)\s*[:/|ـ\-–]\s*[^.:]{2,50}"
)
_DATE_LINE = re.compile(
    r"""
    (?: (?:تم\s)? (?:ال)?
        (?:نشر|تحديث|تاريخ\sالنشر|تاريخ\sنشر|تاريخ|اخر\sتحديث|اضيف|حرر)
        (?:\s(?:في|بتاريخ|يوم))? \s*:?\s* ){0,4}
    (?:في\s)? (?:(?:ال)?(?:سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعة)\s*[،,]?\s*)?
    (?: [0-9]{1,2}\s+\w+ (?:\s(?:الاول|الثاني))? (?:\s?[/(]\s?\w+(?:\s\w+)?\)?)?
        \s*[،,]?\s*[0-9]{4}
      | [0-9]{1,4}\s?[/.\-]\s?[0-9]{1,2}\s?[/.\-]\s?[0-9]{1,4} )
    \s* (?:[،,|\-–]|الساعة|علي)* \s*
    (?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})? \s*(?:ص|م|صباحا|مساء|am|pm)?\s* )?
    (?: \(?(?:بتوقيت\s)?(?:gmt|غرينتش|جرينتش|مكة)(?:\s?[+\-]\s?[0-9:]+)?\)? )?
    """,
    re.VERBOSE,
)
_FINAL = re.compile(r"[.:،؛,;…]\W*$")
_FULL_STOP = re.compile(r"[.!؟?:…][\"»”’)\]]*$")
_TIME_PHRASE = re.compile(
    r"،?\s*(?:(?:صباح|مساء|فجر|ليلة|ظهر|يوم|أمس|امس|اليوم|مساء أمس|صباح اليوم)\s+){1,2}"
    r"(?:السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الإربعاء|الخميس|الجمعة)"
    r"(?=\s|،|$)"
)


@dataclass(frozen=True)
class Recovered:
    """The running text, and what stood in it that is not running text."""

    blocks: tuple[Block, ...]
    title: str = ""
    is_title_proposed: bool = False
    dateline: str = ""
    """As written, such as `القاهرة (رويترز)`."""
    credit: str = ""
    """As written at the end, such as `(وكالات)`."""
    agency: str = ""
    """Name of the agency of the dateline or the credit."""
    byline: str = ""
    date_line: str = ""
    """A line that only says when the article was published."""


def recover(blocks: Sequence[Block], title: str = "") -> Recovered:
    """The article without title, dateline, credit, byline; `title` when it is already known."""
    found = Recovered(_paragraphs(blocks))
    found = _take_lines_about(found)
    found = _take_title(found, title)
    found = _take_lines_about(found)
    found = _take_credit(found)
    found = _take_dateline(found)
    if not found.title and found.blocks:
        found = replace(found, title=propose_title(found.blocks[0].text), is_title_proposed=True)
    return found


def propose_title(lead: str) -> str:
    """A title made of the first words of the first sentence, cut where a clause ends."""
    sentence = (split_sentences(lead) or [""])[0].rstrip(".!…؟? ")
    sentence = _without_day(sentence)
    clauses = re.split(r"(?<=[،؛])\s*", sentence)
    title = ""
    for clause in clauses:
        longer = f"{title} {clause}".strip()
        if len(longer) > LONGEST_TITLE:
            break
        title = longer
    if len(words(title)) < 4:
        title = ""
        for word in sentence.split():
            if len(title) + len(word) >= LONGEST_TITLE:
                break
            title = f"{title} {word}".strip()
    return title.strip(" ،؛,:-–") or sentence[:LONGEST_TITLE].strip()


def _without_day(sentence: str) -> str:
    """Without the `أمس الأربعاء` that is news only on the day after.

    When it stood between the first commas of the sentence, both were there for its sake.
    """
    match = _TIME_PHRASE.search(sentence)
    if not match:
        return sentence
    before, after = sentence[: match.start()], sentence[match.end() :]
    if match.group().startswith("،") and after.startswith("،") and "،" not in before:
        after = after[1:]
    return before + after


def _paragraphs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks without blank lines; the lines of a hard-wrapped text joined again."""
    lines = [block.text for block in blocks if block.kind == "paragraph" and block.text]
    wrapped = _is_hard_wrapped(lines)
    width = max((len(line) for line in lines), default=0)
    joined: list[Block] = []
    is_open = False
    for block in blocks:
        if not block.text:
            is_open = False
            continue
        if wrapped and is_open and joined[-1].kind == block.kind == "paragraph":
            joined[-1] = Block("paragraph", f"{joined[-1].text} {block.text}")
        else:
            joined.append(block)
        ends = bool(_FULL_STOP.search(block.text)) and len(block.text) < 0.8 * width
        is_open = not ends
    return tuple(joined)


def _is_hard_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines end where a column ended: most in mid-sentence, all about as long."""
    if len(lines) < 5:
        return False
    middle = sum(not _FULL_STOP.search(line) for line in lines[:-1])
    lengths = [len(line) for line in lines]
    return middle >= 0.6 * (len(lines) - 1) and median(lengths) >= 40 and max(lengths) <= 120


def _take_lines_about(found: Recovered) -> Recovered:
    """Without the byline and the line of the date, when they stand before the text."""
    blocks = list(found.blocks)
    for index, block in enumerate(blocks[:4]):
        if len(blocks) < 2:
            break
        is_short = len(block.text) <= 60 and index + 1 < len(blocks)
        agencies = _read_dateline(f"{block.text} -", "") if is_short else None
        if not found.byline and _BYLINE.fullmatch(block.text):
            found = replace(found, byline=block.text)
        elif not found.dateline and agencies is not None:
            found = replace(found, dateline=block.text, agency="، ".join(agencies))
        elif not found.date_line and _DATE_LINE.fullmatch(fold(block.text).strip()):
            found = replace(found, date_line=block.text)
        else:
            continue
        rest = (*blocks[:index], *blocks[index + 1 :])
        return _take_lines_about(replace(found, blocks=rest))
    return found


def _take_title(found: Recovered, known: str) -> Recovered:
    blocks = found.blocks
    if known:
        repeated = bool(blocks) and folded_words(blocks[0].text) == folded_words(known)
        return replace(found, title=known, blocks=blocks[1:] if repeated else blocks)
    if len(blocks) > 1 and _looks_like_title(blocks[0], blocks[1]):
        return replace(found, title=blocks[0].text, blocks=blocks[1:])
    return found


def _looks_like_title(first: Block, second: Block) -> bool:
    return (
        first.kind in ("paragraph", "heading")
        and len(first.text) <= LONGEST_TITLE
        and 2 <= len(words(first.text)) <= 20
        and not _FINAL.search(first.text)
        and len(second.text) > len(first.text)
    )


def _take_credit(found: Recovered) -> Recovered:
    if not found.blocks:
        return found
    *before, last = found.blocks
    line = _CREDIT_LINE.fullmatch(fold(last.text).strip())
    alone = agencies_in(last.text.strip("()[]. -–—/"))
    if before and (line or alone):
        names = agencies_in(line["name"]) if line else alone
        agency = "، ".join(names) or last.text.partition(":")[2].strip()
        return replace(found, blocks=tuple(before), credit=last.text, agency=agency)
    match = _CREDIT_IN_BRACKETS.search(last.text) if last.kind == "paragraph" else None
    names = agencies_in(match[1]) if match else ()
    if not match or not names or not match.start():
        return found
    kept = last.cut(0, match.start())
    credit = match.group().strip()
    return replace(found, blocks=(*before, kept), credit=credit, agency="، ".join(names))


def _take_dateline(found: Recovered) -> Recovered:
    if found.dateline or not found.blocks or found.blocks[0].kind != "paragraph":
        return found
    first, *rest = found.blocks
    for match in sorted(_SEPARATOR.finditer(first.text[:90]), key=lambda m: -m.end()):
        head = first.text[: match.end()]
        text = first.text[match.end() :].strip()
        names = _read_dateline(head, text)
        if names is None or not text:
            continue
        kept = first.cut(match.end())
        agency = found.agency or "، ".join(names)
        dateline = head.strip(" -–—ـ:/")
        return replace(found, blocks=(kept, *rest), dateline=dateline, agency=agency)
    return found


def _read_dateline(head: str, rest: str) -> tuple[str, ...] | None:
    """The agencies a dateline names, None when `head` is no dateline."""
    parts = [part for part in (each.strip(" .") for each in _PARTS.split(head)) if part]
    agencies: list[str] = []
    places = unknown = 0
    for part in parts:
        names = agencies_in(part)
        if names:
            agencies.extend(names)
        elif is_place(part):
            places += 1
        elif not (_WEEKDAY.fullmatch(fold(part)) or _DATE_PART.fullmatch(fold(part))):
            unknown += 1
    in_brackets = bool(re.search(r"[(«\"/]", head))
    if unknown > (1 if agencies and in_brackets and len(words(head)) <= 7 else 0):
        return None
    ends_openly = bool(re.search(r"[:\-–—ـ/)]\s*$", head))
    if agencies and ends_openly and (places or unknown or in_brackets or len(agencies) > 1):
        return tuple(dict.fromkeys(agencies))
    if agencies and re.search(r"[:\-–—ـ/]\s*$", head):
        return tuple(dict.fromkeys(agencies))
    # A town before a colon or before another town is a headline's way of writing, or a match.
    opening = rest.split(" ", 1)[0]
    if places and not unknown and re.search(r"[\-–—ـ/]\s*$", head) and not is_place(opening):
        return ()
    return None
