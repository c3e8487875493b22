"""Arabic and English prose cut into sentences, without a model and without a network.

A sentence ends at `. ! ? ؟ ۔ …` with the quotation marks and brackets that close behind it,
never at ، or :, never behind an abbreviation or inside a number, and never inside an open
quotation, which would tear a speaker's words apart. In English, nothing ends before a word in
small letters, and `U.S.` or an initial only before a word that often begins a sentence.
"""

from __future__ import annotations

import re

_END = re.compile(r"(?:[.!?؟۔]+|…)+")
_CLOSERS = "»”\"')]}’"
_OPENING = {"«": "»", "“": "”"}
_BEGIN = r"(?:^|[\s«“”\"'‘(\[-])"
# Single letters (initials, د. for Dr, م. for CE), agencies (أ.ف.ب.) and eras with a full stop;
# titles and ranks, which stand before a name.
_ABBREVIATION = re.compile(
    _BEGIN + r"(?:[وف]?(?:[^\W\d_A-Za-z]|هـ|أ\.د|ق\.م|أ\.ف\.ب|د\.ب\.أ|أ\.ب|و\.أ|إلخ)|ل[دأ]"
    r"|Drs?|Mr|Mrs|Ms|Mx|Messrs|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Cmdr|Adm|Brig|Det|Insp|Supt|Sens?|Reps?|Govs?"
    r"|Rev|Hon|Sts?|Mt|Ft|vs|viz|cf|[Ee]\.g|[Ii]\.e|approx|[Ee]st|ca)$"
)
_BEFORE_NUMBER = re.compile(
    _BEGIN + r"(?:Nos?|[Vv]ol|[Ff]igs?|[Ss]ec|[Aa]rts?|[Cc]h|pp?|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec)$"
)
_MAY_END = re.compile(
    _BEGIN + r"(?:(?:[A-Za-z]\.)*[A-Za-z]|etc|al|Inc|Ltd|Co|Corp|Bros|Jr|Sr|Ph\.D|Ave|Blvd|Rd"
    r"|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)$"
)
_OFTEN_FIRST = re.compile(
    r"[\"“‘(\[]*(?:The|An?|In|On|At|It|He|She|They|We|You|This|That|These|Those|There|Here|But|And"
    r"|Or|So|Yet|Now|Then|However|Meanwhile|Moreover|Instead|Also|Still|After|Before|When|While"
    r"|Where|If|As|For|From|With|Without|Under|Since|Although|Though|Because|By|To|Its|His|Her"
    r"|Their|Our|My|Some|Many|Most|More|Both|All|Each|Every|No|Not|None|Nor|One|Two|What|Why|How"
    r"|Who|Which|Only|Even|Last|During|Between|Despite|According|Officials|I)\b"
)
_SMALL_LETTER = re.compile(r"[\"“‘(\[]*[a-z]")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00C0-\u024F]")
# “Why?” Lina Haddad asked.
_SAYS = re.compile(
    r"(?:[A-Z][\w.'’-]*,? (?:(?:of|the|al|el) )?){1,5}"
    r"(?:said|says|asks?|asked|adds?|added|told|wrote|writes|replied|cried|shouted|demanded)\b(?!:)"
)
_LONGEST = 12
"""Characters of an abbreviation, with what stands before it."""


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of one paragraph; joined with spaces they give the paragraph again."""
    text = " ".join(text.split())
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        end = _behind_closers(text, match.end())
        if end < match.end() or not _is_border(text, start, match, end):
            continue
        sentences.append(text[start:end].strip())
        start = end
    rest = text[start:].strip()
    if rest:
        sentences.append(rest)
    return tuple(sentences)


def sentence_places(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence of a paragraph, which may hold any white space."""
    places: list[tuple[int, int]] = []
    at = 0
    for sentence in split_sentences(text):
        start = end = _behind_space(text, at)
        for letter in sentence:
            if not letter.isspace():
                end = _behind_space(text, end) + 1
        places.append((start, end))
        at = end
    return tuple(places)


def _behind_space(text: str, offset: int) -> int:
    while text[offset : offset + 1].isspace():
        offset += 1
    return offset


def _behind_closers(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in _CLOSERS:
        offset += 1
    return offset


def _is_border(text: str, start: int, match: re.Match[str], end: int) -> bool:
    if end == len(text):
        return not _is_quotation_open(text[start:end])
    if text[end] != " " or (match.group() == "." and _is_abbreviation(text, match.start(), end)):
        return False
    before = text[start : match.start()].rstrip()[-1:]
    if _LATIN_LETTER.match(before) and _SMALL_LETTER.match(text, end + 1):
        return False
    if match.group() in "?!" and end > match.end() and _SAYS.match(text, end + 1):
        return False
    return not _is_quotation_open(text[start:end])


def _is_abbreviation(text: str, stop: int, end: int) -> bool:
    """Whether the full stop at `stop` belongs to the word before it and ends no sentence."""
    begin = max(0, stop - _LONGEST)
    if _ABBREVIATION.search(text, begin, stop):
        return True
    if _BEFORE_NUMBER.search(text, begin, stop) and text[end + 1 : end + 2].isdigit():
        return True
    return bool(_MAY_END.search(text, begin, stop)) and not _OFTEN_FIRST.match(text, end + 1)


def _is_quotation_open(text: str) -> bool:
    if text.count('"') % 2:
        return True
    return any(text.count(opening) > text.count(closing) for opening, closing in _OPENING.items())
