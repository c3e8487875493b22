"""Dates and numbers in words, as a language of the site writes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from generator.model.event_date import EventDate, Moment, Part, Point
from generator.model.language import Language
from generator.text.date_words import (
    WORDS,
    DateWords,
    Doubts,
    feminine_ordinal,
    ordinal,
    ordinal_inside,
)
from generator.text.hijri import hijri_day
from generator.text.months import HIJRI

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_SPOKEN_ORDER: tuple[Part, ...] = ("day", "month", "year")


def digits(text: str, language: Language) -> str:
    """`text` with its ASCII digits in the digits of the language."""
    return text.translate(_ARABIC_INDIC) if language.digits == "arab" else text


def day_in_words(day: date, language: Language) -> str:
    """`19 June 2024`, `19 يونيو 2024`: the same order in both languages (CLDR long dates)."""
    point = (day.year, day.month, day.day)
    return _alone(Moment(point, point, "day"), language)


def year_in_words(year: int, language: Language) -> str:
    """A year with its era where it needs one to be known for a year: `45 BCE`, `622 CE`."""
    words = WORDS[language.code]
    if year <= 0:
        return words.bce.format(_number(1 - year, language))
    shown = _number(year, language)
    return shown if year >= 1000 else words.ce.format(shown)


def date_in_words(event: EventDate, language: Language) -> str:
    """The date as a reader would say it."""
    words = WORDS[language.code]
    if not event.is_interval:
        return _alone(event.first, language)
    known = _noted(event.first, language, inside=True)
    if event.open_start:
        return words.until.format(known)
    if event.open_end:
        return words.since.format(known)
    if event.unknown_start:
        return words.until_unknown.format(known)
    if event.unknown_end:
        return words.since_unknown.format(known)
    return _range(event.first, event.last, language)


def _alone(moment: Moment, language: Language) -> str:
    """A single date; only one that is known to the day and not doubted is said in Hijri too."""
    text = _noted(replace(moment, time=""), language)
    if (
        language.hijri
        and moment.precision == "day"
        and not (moment.approximate or moment.uncertain)
    ):
        text = _with_hijri(text, moment.earliest, language)
    return _with_time(text, moment, language)


def _noted(moment: Moment, language: Language, *, inside: bool = False) -> str:
    """A date with everything that is said of its parts."""
    words = WORDS[language.code]
    notes = [*_notes(moment, words), *([words.uncertain] if moment.is_uncertain else [])]
    return _with_notes(_approximately(moment, language, inside=inside), notes, words)


def _approximately(moment: Moment, language: Language, *, inside: bool = False) -> str:
    if not moment.is_approximate:
        return _plain(moment, language, inside=inside)
    return WORDS[language.code].about.format(_plain(moment, language, inside=True))


def _notes(moment: Moment, words: DateWords) -> list[str]:
    """What is said of some of the parts, not of the whole; once where it is of the same parts."""
    said = (
        (moment.unknown, words.unknown),
        (() if moment.is_approximate else moment.approximate, words.approximate),
        (() if moment.is_uncertain else moment.uncertain, words.unsure),
    )
    by_parts: dict[tuple[Part, ...], list[Doubts]] = defaultdict(list)
    for parts, doubts in said:
        if parts:
            by_parts[parts].append(doubts)
    return [_note(parts, doubts, words) for parts, doubts in by_parts.items()]


def _note(parts: tuple[Part, ...], doubts: Sequence[Doubts], words: DateWords) -> str:
    """`month and year approximate`; in Arabic the adjectives agree with their nouns."""
    names = [words.parts[part] for part in _SPOKEN_ORDER if part in parts]
    if len(names) == 2:
        forms = [each.two for each in doubts]
    elif parts == ("year",):
        forms = [each.feminine for each in doubts]
    else:
        forms = [each.one for each in doubts]
    return " ".join(reduce(words.both.format, each) for each in (names, forms))


def _with_notes(text: str, notes: list[str], words: DateWords) -> str:
    return words.notes.format(text, words.note_separator.join(notes)) if notes else text


def _with_hijri(text: str, day: Point, language: Language) -> str:
    found = hijri_day(day)
    if found is None:
        return text
    words = WORDS[language.code]
    year, month, number = found
    name = HIJRI[language.code][month - 1]
    said = words.hijri.format(_number(number, language), name, digits(str(year), language))
    return words.notes.format(text, said)


def _with_time(text: str, moment: Moment, language: Language) -> str:
    if not moment.time:
        return text
    words = WORDS[language.code]
    said = digits(moment.time.removesuffix(":00"), language)
    if moment.zone:
        # +03:00 is said as +3, with a true minus sign for the west.
        hour, _, minute = moment.zone[1:].partition(":")
        shift = f"{int(hour or 0)}{f':{minute}' if minute not in ('', '00') else ''}"
        sign = "\u2212" if moment.zone.startswith("-") else "+"
        if shift == "0":
            said = words.universal.format(said)
        else:
            said = words.zone.format(said, digits(f"{sign}{shift}", language))
    return words.at.format(text, said)


def _plain(
    moment: Moment, language: Language, *, inside: bool = False, with_year: bool = True
) -> str:
    """A date without its doubts; `inside` where it stands behind another word."""
    year, month, day = moment.earliest
    if moment.season:
        return _season(moment, language, with_year=with_year)
    if moment.precision == "decade":
        return _decade(moment, language, inside=inside)
    if moment.precision == "century":
        return _century(moment, language, inside=inside)
    if moment.precision == "millennium":
        return _millennium(moment, language, inside=inside)
    parts = [year_in_words(year, language)] if with_year else []
    if moment.precision != "year":
        parts.insert(0, language.months[month - 1])
    if moment.precision == "day":
        parts.insert(0, _number(day, language))
    return " ".join(parts)


def _season(moment: Moment, language: Language, *, with_year: bool) -> str:
    words = WORDS[language.code]
    year = year_in_words(moment.earliest[0], language)
    if moment.season >= 33:
        return words.divisions[moment.season - 33].format(year)
    hemisphere, number = divmod(moment.season - 21, 4)
    name = words.seasons[number]
    if hemisphere:
        return words.season_of_hemisphere.format(name, year, words.hemispheres[hemisphere - 1])
    return words.season.format(name, year) if with_year else name


def _decade(moment: Moment, language: Language, *, inside: bool) -> str:
    """`1990s`, `تسعينيات القرن العشرين`; as a range of years where nobody says it so."""
    words = WORDS[language.code]
    first, last = moment.earliest[0], moment.latest[0]
    if first <= 0:
        return _years(first, last, language)
    template = words.decades.get(first // 10 % 10)
    if template is None:
        text = words.decade.format(_number(first, language))
    else:
        text = template.format(_century(moment, language, inside=True))
    return words.inside.format(text) if inside else text


def _century(moment: Moment, language: Language, *, inside: bool) -> str:
    """Of 19XX, the years 1900 to 1999, as people count: the 20th century."""
    words, code = WORDS[language.code], language.code
    name = ordinal_inside if inside else ordinal
    return _era(words.century.format(name(_count(moment, 100), code)), moment, words, inside)


def _millennium(moment: Moment, language: Language, *, inside: bool) -> str:
    words, code = WORDS[language.code], language.code
    text = words.millennium.format(feminine_ordinal(_count(moment, 1000), code))
    return _era(text, moment, words, inside)


def _count(moment: Moment, length: int) -> int:
    """Which one it is from year 1, forwards or backwards."""
    first, last = moment.earliest[0], moment.latest[0]
    return (-last if last <= 0 else first) // length + 1


def _era(text: str, moment: Moment, words: DateWords, inside: bool) -> str:
    text = words.inside.format(text) if inside else text
    return words.before_christ.format(text) if moment.latest[0] <= 0 else text


def _range(first: Moment, last: Moment, language: Language) -> str:
    words = WORDS[language.code]
    notes = []
    if first.is_uncertain or last.is_uncertain:
        if first.is_uncertain and last.is_uncertain:
            notes = [words.uncertain]
        else:
            notes = [words.start_uncertain if first.is_uncertain else words.end_uncertain]
    first = replace(first, uncertain=()) if first.is_uncertain else first
    last = replace(last, uncertain=()) if last.is_uncertain else last
    return _with_notes(_certain_range(first, last, language), notes, words)


def _certain_range(first: Moment, last: Moment, language: Language) -> str:
    words = WORDS[language.code]
    if first == last:
        return _noted(first, language)
    if not _is_doubted(first) and not _is_doubted(last):
        return _plain_range(first, last, language)
    is_of_years = first.precision == last.precision == "year" and not first.unknown + last.unknown
    if is_of_years and first.is_approximate and last.is_approximate:
        return words.about.format(_years(first.earliest[0], last.earliest[0], language))
    ends = (_noted(each, language, inside=True) for each in (first, last))
    return words.spans.format(*ends)


def _is_doubted(moment: Moment) -> bool:
    return bool(moment.approximate or moment.uncertain or moment.unknown)


def _plain_range(first: Moment, last: Moment, language: Language) -> str:
    """What both ends share is said once."""
    words = WORDS[language.code]
    if first.precision == last.precision == "year":
        return _years(first.earliest[0], last.earliest[0], language)
    same_year = first.precision == last.precision and first.earliest[0] == last.earliest[0]
    if same_year and first.precision == "day" and first.earliest[1] == last.earliest[1]:
        days = (_number(each.earliest[2], language) for each in (first, last))
        month = _plain(replace(last, precision="month"), language)
        return words.days.format(*days, month)
    may_share = same_year and max(first.season, last.season) <= 24
    return words.spans.format(
        _plain(first, language, inside=True, with_year=not may_share),
        _plain(last, language, inside=True),
    )


def _years(first: int, last: int, language: Language) -> str:
    """`1950–1953`, `49–45 BCE`; across the eras both are named."""
    words = WORDS[language.code]
    if first <= 0 < last:
        after = words.ce.format(_number(last, language))
        return words.spans.format(year_in_words(first, language), after)
    shown = "\u2013".join(
        _number(1 - year if year <= 0 else year, language) for year in (first, last)
    )
    if last <= 0:
        return words.bce.format(shown)
    return shown if last >= 1000 else words.ce.format(shown)


def _number(number: int, language: Language) -> str:
    """With separators where a year has five digits or more."""
    if number < 10_000:
        return digits(str(number), language)
    shown = digits(f"{number:,}", language)
    return shown.replace(",", "٬") if language.digits == "arab" else shown
